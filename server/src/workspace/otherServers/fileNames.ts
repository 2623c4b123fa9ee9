/**
 * The names of zones in names of files, as a regular expression of a configuration says it. Nobody knows what such an expression costs, so those that people
 * write are read here (plain text, `(.*)`, `(.+)`, `.*`) and matched in time that grows with the name, and nothing is made of others.
 */

/** A text, or what may stand there: any characters, at least so many of them. */
type Part = string | { readonly least: number; readonly group: number | undefined };

/** The zone that a file name stands for; undefined where the expression is none that is known here. */
export function fileNamePattern(
  pattern: string,
  template: string,
): ((fileName: string) => string | undefined) | undefined {
  const parts = partsOf(pattern);
  if (!parts) return undefined;
  return (fileName) => {
    const groups = match(fileName, parts);
    return groups && template.replace(/\{(\d+)\}/g, (_, number: string) => groups.get(Number(number)) ?? '');
  };
}

function partsOf(pattern: string): Part[] | undefined {
  const parts: Part[] = [];
  let text = '';
  let groups = 0;
  let isOpen = false;
  const isFromStart = pattern.startsWith('^');
  const isToEnd = pattern.endsWith('$') && !pattern.endsWith('\\$');
  const body = pattern.slice(isFromStart ? 1 : 0, isToEnd ? -1 : undefined);
  const end = (): void => {
    if (text !== '') parts.push(text);
    text = '';
  };
  for (let at = 0; at < body.length; at++) {
    const sign = body[at];
    const next = body[at + 1];
    if (sign === '\\') {
      // A class such as \d is none of what is known.
      if (next === undefined || /[A-Za-z0-9]/.test(next)) return undefined;
      text += next;
      at++;
    } else if (sign === '(') {
      if (isOpen || !/^\(\.[*+]\)/.test(body.slice(at, at + 4))) return undefined;
      isOpen = true;
      end();
      groups++;
    } else if (sign === ')') isOpen = false;
    else if (sign === '.' && (next === '*' || next === '+')) {
      end();
      parts.push({ least: next === '+' ? 1 : 0, group: isOpen ? groups : undefined });
      at++;
      if (body[at + 1] === '?') return undefined;
    } else if (sign === '.') {
      // A dot that nobody escaped stands for itself in practice.
      text += sign;
    } else if ('*+?[]{}|^$'.includes(sign)) return undefined;
    else text += sign;
  }
  end();
  const any = { least: 0, group: undefined };
  return [...(isFromStart ? [] : [any]), ...parts, ...(isToEnd ? [] : [any])];
}

/** What the groups stand for; as in regular expressions the first ones take what they can. */
function match(name: string, parts: readonly Part[]): ReadonlyMap<number, string> | undefined {
  // Whether the rest of the parts matches the rest of the name, for each place; from the last part back.
  const fits: boolean[][] = Array.from({ length: parts.length + 1 }, () => []);
  for (let at = 0; at <= name.length; at++) fits[parts.length][at] = at === name.length;
  for (let part = parts.length - 1; part >= 0; part--) {
    const each = parts[part];
    let isBehind = false;
    for (let at = name.length; at >= 0; at--) {
      isBehind ||= fits[part + 1][at];
      fits[part][at] =
        typeof each === 'string'
          ? name.startsWith(each, at) && fits[part + 1][at + each.length]
          : each.least === 0
            ? isBehind
            : fits[part + 1].slice(at + each.least).includes(true);
    }
  }
  if (!fits[0][0]) return undefined;
  const groups = new Map<number, string>();
  let at = 0;
  for (const [part, each] of parts.entries()) {
    if (typeof each === 'string') {
      at += each.length;
      continue;
    }
    // What stands before the expression is as little as can be.
    const isLead = part === 0 && each.group === undefined;
    let end = isLead ? at : name.length;
    while (!fits[part + 1][end]) end += isLead ? 1 : -1;
    if (each.group !== undefined) groups.set(each.group, name.slice(at, end));
    at = end;
  }
  return groups;
}
