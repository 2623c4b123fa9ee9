/** Where a statement must have ended though its `;` was forgotten. */
import { keywordsOf } from '../grammar.ts';
import { firstWords, isSingle, MATCH_LIST, matchElementEnds, singleEnds } from '../lists.ts';
import { findStatement } from '../lookup.ts';
import type { Clause, StatementInfo } from '../statements.ts';
import { keywordOf, type Statement } from '../tree.ts';
import { type Frame, readingGrammar, readingText, type Source } from './frames.ts';
import { isFirstOnLine } from './places.ts';
import { PLACEHOLDER } from './remarks.ts';

/** Options that are also words behind an address, in grammars that do not say so. */
const SOCKET_WORDS = new Set(['port', 'dscp', 'tls', 'http', 'key']);

/** True where the pending statement must have ended before the word `name` (empty: not an unquoted word) at `token`. */
export function endsBefore(source: Source, frame: Frame, name: string, token: number): boolean {
  const { pending, block, row } = frame;
  if (!pending || pending.values.length === 0) return false;
  if (block.clause) return statementEnds(source, pending, row, block.clause, name, token);
  const { element } = block;
  if (!element) return false;
  if (element === MATCH_LIST) return matchElementEnds(frame.first, pending);
  if (isSingle(element)) return singleEnds(pending, element, name);
  return name !== '' && isFirstOnLine(source, token) && firstWords(element).has(name);
}

function statementEnds(
  source: Source,
  pending: Statement,
  row: StatementInfo | undefined,
  clause: Clause,
  name: string,
  token: number,
): boolean {
  if (name === '') return false;
  const isFirst = isFirstOnLine(source, token);
  if (isFirst && PLACEHOLDER.test(name)) return true;
  if (!isFirst && SOCKET_WORDS.has(name)) return false;
  if (name === 'port' && row && /<ipv[46]>/.test(readingText(row))) return false;
  const isKnown = name === 'include' || findStatement(name, clause) !== undefined;
  if (keywordOf(pending) === 'include') return pending.values.length > 1 && (isKnown || isFirst);
  if (!row) return isFirst && isKnown;
  if (keywordsOf(readingGrammar(row)).has(name)) return false;
  if (isKnown) return isFirst || pending.values.length > 1;
  return isFirst && pending.values.at(-1)?.kind === 'block';
}
