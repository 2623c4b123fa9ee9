/**
 * The reader of plain lines: no backslashes, each string closed, and each parenthesis, so that a record may go over several lines. Nearly all lines of
 * a large zone are so.
 */
import { readEntry } from './entry.ts';
import { LEX, Lex } from './octets.ts';
import type { Parser } from './parser.ts';
import { NOT_PLAIN, splitLine } from './splitLine.ts';

/** Reads the next line if it is plain; false, with nothing done, if it is not. */
export function readPlainLine(parser: Parser): boolean {
  const lineStart = parser.at;
  const first = parser.words;
  const next = splitLine(parser, lineStart);
  if (next === NOT_PLAIN) return false;
  parser.at = next;
  if (parser.words === first) return true;
  parser.first = first;
  parser.invalid = false;
  parser.unbalanced = false;
  parser.plain = true;
  const { units, columns } = parser.scratch;
  readEntry(
    parser,
    columns.wordStarts[first] - columns.wordQuoted[first],
    parser.plainEnd,
    LEX[units[lineStart]] === Lex.Blank,
  );
  return true;
}
