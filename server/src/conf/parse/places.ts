/** Where tokens stand on their lines. */
import { beginsLine, endOfLine, TokenKind, type Tokens } from '../lexer.ts';
import type { Source } from './frames.ts';

/** The next token on the line of a token that is no space and no comment; -1 where there is none. */
export function nextOnLine({ text, tokens: { kinds, starts, count } }: Source, token: number): number {
  const end = endOfLine(text, starts[token]);
  for (let next = token + 1; next < count && starts[next] < end; next++) {
    if (kinds[next] !== TokenKind.space && kinds[next] !== TokenKind.comment) return next;
  }
  return -1;
}

/** The first token from one on that is no space. */
export function pastSpace({ kinds, count }: Tokens, from: number): number {
  let i = from;
  while (i < count && kinds[i] === TokenKind.space) i++;
  return i;
}

export function isSameLine({ text, tokens }: Source, first: number, last: number): boolean {
  for (let i = first + 1; i < last; i++) if (beginsLine(text, tokens, i + 1)) return false;
  return true;
}
