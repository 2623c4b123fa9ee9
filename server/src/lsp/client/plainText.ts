/** Our Markdown as plain text, for clients that show it as it is written. */

/** What stands around words and is not shown, in the Markdown that hovers and documentation are written in. */
export function plainText(markdown: string): string {
  const lines: string[] = [];
  let fence = '';
  for (const line of markdown.split('\n')) {
    const mark = /^`{3,}/.exec(line)?.[0] ?? '';
    if (fence === '' ? mark !== '' : line === fence) {
      fence = fence === '' ? mark : '';
      continue;
    }
    lines.push(fence === '' ? plainLine(line) : line);
  }
  return lines.join('\n').trim();
}

function plainLine(line: string): string {
  const text = line.replace(/^#+ /, '');
  const parts: string[] = [];
  for (let at = 0; at < text.length; ) {
    const code = codeAt(text, at);
    if (code) {
      parts.push(code.text);
      at = code.end;
    } else if (text.startsWith('**', at)) at += 2;
    else if (text[at] === '\\' && /[\\[\]`*_<>]/.test(text[at + 1] ?? '')) {
      parts.push(text[at + 1]);
      at += 2;
    } else parts.push(text[at++]);
  }
  return linksOpened(parts.join(''));
}

/** Inline code at a place: as many backticks as it begins with end it. */
function codeAt(text: string, at: number): { readonly text: string; readonly end: number } | undefined {
  let ticks = 0;
  while (text[at + ticks] === '`') ticks++;
  if (ticks === 0) return undefined;
  const fence = '`'.repeat(ticks);
  const end = text.indexOf(fence, at + ticks);
  if (end < 0) return { text: fence, end: at + ticks };
  const inner = text.slice(at + ticks, end);
  return { text: ticks > 1 ? inner.slice(1, -1) : inner, end: end + ticks };
}

/** `[words](<address>)` as the words. */
function linksOpened(text: string): string {
  let opened = '';
  let from = 0;
  for (;;) {
    const middle = text.indexOf('](', from);
    const start = middle < 0 ? -1 : text.lastIndexOf('[', middle);
    const end = middle < 0 ? -1 : text.indexOf(')', middle);
    if (middle < 0 || end < 0) return opened + text.slice(from);
    opened += start < from ? text.slice(from, end + 1) : text.slice(from, start) + text.slice(start + 1, middle);
    from = end + 1;
  }
}
