/** A `;` that was meant to begin a comment, as in zone files. */
import { beginsLine, endOfLine, TokenKind } from '../lexer.ts';
import { findStatement, nearestName, rowsNamed } from '../lookup.ts';
import type { Clause } from '../statements.ts';
import type { SyntaxProblem } from '../tree.ts';
import type { Source } from './frames.ts';
import { nextOnLine } from './places.ts';

/** Words that say "and so on" in examples. */
export const PLACEHOLDER = /^(?:\.{2,}|…)$/;

/** True for a `;` without a statement that was meant to begin a comment: on a line of its own, or before words that are none. `last` is the problem before it. */
export function isCommentMark(source: Source, token: number, last: SyntaxProblem | undefined): boolean {
  const { kinds } = source.tokens;
  let next = nextOnLine(source, token);
  while (kinds[next] === TokenKind.semicolon) next = nextOnLine(source, next);
  if (beginsLine(source.text, source.tokens, token)) return next >= 0 || isBetweenComments(source, token, last);
  return next >= 0 && isRest(source, next);
}

/** True for a line of `;` alone above or below such a comment. */
function isBetweenComments({ text, tokens }: Source, token: number, last: SyntaxProblem | undefined): boolean {
  const { starts } = tokens;
  if (last?.code === 'semicolon-comment') return /^\s*$/.test(text.slice(last.end, starts[token]));
  return text[endOfLine(text, starts[token]) + 1] === ';';
}

/** True where nothing from a token to the end of its line ends a statement or opens a block. */
function isRest(source: Source, token: number): boolean {
  const { kinds } = source.tokens;
  for (let next = token; next >= 0; next = nextOnLine(source, next)) {
    if (kinds[next] >= TokenKind.open && kinds[next] <= TokenKind.semicolon) return false;
  }
  return true;
}

/** True where two words or more stand behind a `;` on its line that are no statement, nor one that is misspelt. */
export function isRemark(source: Source, token: number, clause: Clause): boolean {
  const { text, tokens } = source;
  const { kinds, starts, count } = tokens;
  const first = token < count && kinds[token] === TokenKind.space ? nextOnLine(source, token) : token;
  if (first < 0 || first >= count || kinds[first] !== TokenKind.word || beginsLine(text, tokens, first)) return false;
  const name = text.slice(starts[first], starts[first + 1]).toLowerCase();
  if (name === 'include' || findStatement(name, clause) || rowsNamed(name).length > 0 || nearestName(name, clause))
    return false;
  return nextOnLine(source, first) >= 0 && !PLACEHOLDER.test(name) && isRest(source, first);
}

/** The tokens of a line from one on. */
export function remarkAt(source: Source, token: number): { readonly first: number; readonly last: number } {
  const { kinds } = source.tokens;
  let first = token;
  while (kinds[first] === TokenKind.space) first++;
  let last = first;
  for (let next = nextOnLine(source, first); next >= 0; next = nextOnLine(source, next)) last = next;
  return { first, last };
}
