/** Where tokens stand on their lines. What many tokens of one line ask is found once, so that a line costs its length, whatever is on it. */
import { beginsLine, endOfLine, TokenKind, type Tokens } from '../lexer.ts';
import type { Line, Source } from './frames.ts';

/** The line that a token begins on. */
export function lineOf(source: Source, token: number): Line {
  const { text, tokens, known } = source;
  const at = tokens.starts[token];
  if (!known.line || at < known.line.start || at > known.line.end) {
    known.line = readLine(tokens, token, endOfLine(text, at));
  }
  return known.line;
}

function readLine({ kinds, starts, count }: Tokens, token: number, end: number): Line {
  let last = -1;
  let lastOther = -1;
  let lastMark = -1;
  let lastOtherInMarks = -1;
  for (let next = token; next < count && starts[next] < end; next++) {
    const kind = kinds[next];
    if (kind === TokenKind.space || kind === TokenKind.comment) continue;
    last = next;
    if (kind !== TokenKind.semicolon) lastOther = next;
    if (kind >= TokenKind.open && kind <= TokenKind.semicolon) {
      lastMark = next;
      lastOtherInMarks = lastOther;
    }
  }
  return { start: starts[token], end, last, lastOther, lastMark, lastOtherInMarks };
}

/** The next token on the line of a token that is no space and no comment; -1 where there is none. */
export function nextOnLine(source: Source, token: number): number {
  if (lineOf(source, token).last <= token) return -1;
  const { kinds } = source.tokens;
  let next = token + 1;
  while (kinds[next] === TokenKind.space || kinds[next] === TokenKind.comment) next++;
  return next;
}

/** The first token from one on that is no space. */
export function pastSpace({ kinds, count }: Tokens, from: number): number {
  let i = from;
  while (i < count && kinds[i] === TokenKind.space) i++;
  return i;
}

/** Whether a token is the first on its line; the elements that commas part in a word ask it of the same one. */
export function isFirstOnLine({ text, tokens, known }: Source, token: number): boolean {
  if (known.asked !== token) {
    known.asked = token;
    known.isFirst = beginsLine(text, tokens, token);
  }
  return known.isFirst;
}

export function isSameLine({ text, tokens }: Source, first: number, last: number): boolean {
  for (let i = first + 1; i < last; i++) if (beginsLine(text, tokens, i + 1)) return false;
  return true;
}
