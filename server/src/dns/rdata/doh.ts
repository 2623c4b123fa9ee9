/** The path template of a DNS-over-HTTPS service (RFC 9461 section 5, RFC 6570). */

const OPERATORS = '+#./;?&';
const LITERAL = /^(?:[^\0- "'<>\\^`{|}%]|%[0-9a-f]{2})*$/i;
const VARIABLE = /^(?:\w|%[0-9a-f]{2})(?:\.?(?:\w|%[0-9a-f]{2}))*(?::[1-9]\d{0,3}|\*)?$/i;

/** Whether the octets are a relative URI template, beginning with a slash, that has the variable `dns`. */
export function isDohTemplate(octets: ArrayLike<number>): boolean {
  if (octets[0] !== 0x2f) return false;
  const text = utf8Text(octets);
  if (text === undefined) return false;
  let hasDns = false;
  let at = 0;
  while (at < text.length) {
    const open = text.indexOf('{', at);
    if (!LITERAL.test(open < 0 ? text.slice(at) : text.slice(at, open))) return false;
    if (open < 0) break;
    const close = text.indexOf('}', open);
    if (close < 0) return false;
    const inside = text.slice(OPERATORS.includes(text[open + 1]) ? open + 2 : open + 1, close);
    for (const variable of inside.split(',')) {
      if (!VARIABLE.test(variable)) return false;
      if (/^dns(?:[:*]|$)/.test(variable)) hasDns = true;
    }
    at = close + 1;
  }
  return hasDns;
}

function utf8Text(octets: ArrayLike<number>): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(octets));
  } catch {
    return undefined;
  }
}
