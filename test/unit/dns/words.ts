import type { RdataWords } from '../../../server/src/dns/rdata.ts';

const BLANK = ' \t\r\n()';

/** Splits RDATA into words as a master file is: quotes, escapes, parentheses and comments. */
export function wordsOf(text: string): RdataWords {
  const starts: number[] = [];
  const ends: number[] = [];
  const quoted: number[] = [];
  let at = 0;
  while (at < text.length) {
    if (text[at] === ';') break;
    if (BLANK.includes(text[at])) {
      at++;
      continue;
    }
    const inQuotes = text[at] === '"';
    const start = inQuotes ? at + 1 : at;
    at = start;
    while (at < text.length && (inQuotes ? text[at] !== '"' : !`${BLANK};"`.includes(text[at])))
      at += text[at] === '\\' ? 2 : 1;
    at = Math.min(at, text.length);
    starts.push(start);
    ends.push(at);
    quoted.push(inQuotes ? 1 : 0);
    if (inQuotes) at++;
  }
  return { text, first: 0, count: starts.length, starts, ends, quoted };
}
