/** A `;` that was meant to begin a comment, as in zone files. */
import { TokenKind } from '../lexer.ts';
import { findStatement, nearestName, rowsNamed } from '../lookup.ts';
import type { Clause } from '../statements.ts';
import type { SyntaxProblem } from '../tree.ts';
import type { Source } from './frames.ts';
import { isFirstOnLine, lineOf, nextOnLine } from './places.ts';

/** Words that say "and so on" in examples. */
export const PLACEHOLDER = /^(?:\.{2,}|…)$/;

/** True for a `;` without a statement that was meant to begin a comment: on a line of its own, or before words that are none. `last` is the problem before it. */
export function isCommentMark(source: Source, token: number, last: SyntaxProblem | undefined): boolean {
  const line = lineOf(source, token);
  const isBeforeOther = line.lastOther > token;
  if (isFirstOnLine(source, token)) return isBeforeOther || isBetweenComments(source, token, line.end, last);
  // Words behind the row of `;` that this one stands in, and no mark behind them.
  return isBeforeOther && line.lastOtherInMarks < token;
}

/** True for a line of `;` alone above or below such a comment. */
function isBetweenComments(
  { text, tokens: { starts } }: Source,
  token: number,
  lineEnd: number,
  last: SyntaxProblem | undefined,
): boolean {
  if (last?.code === 'semicolon-comment') return /^\s*$/.test(text.slice(last.end, starts[token]));
  return text[lineEnd + 1] === ';';
}

/** True where nothing from a token to the end of its line ends a statement or opens a block. */
function isRest(source: Source, token: number): boolean {
  return lineOf(source, token).lastMark < token;
}

/** True where two words or more stand behind a `;` on its line that are no statement, nor one that is misspelt. */
export function isRemark(source: Source, token: number, clause: Clause): boolean {
  const { text, tokens } = source;
  const { kinds, starts, count } = tokens;
  const first = token < count && kinds[token] === TokenKind.space ? nextOnLine(source, token) : token;
  if (first < 0 || first >= count || kinds[first] !== TokenKind.word || isFirstOnLine(source, first)) return false;
  if (!isRest(source, first) || nextOnLine(source, first) < 0) return false;
  const name = text.slice(starts[first], starts[first + 1]).toLowerCase();
  if (name === 'include' || PLACEHOLDER.test(name)) return false;
  return !findStatement(name, clause) && rowsNamed(name).length === 0 && !nearestName(name, clause);
}

/** The tokens of a line from one on. */
export function remarkAt(source: Source, token: number): { readonly first: number; readonly last: number } {
  const { kinds } = source.tokens;
  let first = token;
  while (kinds[first] === TokenKind.space) first++;
  return { first, last: Math.max(first, lineOf(source, first).last) };
}
