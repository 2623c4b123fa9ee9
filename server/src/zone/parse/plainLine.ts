/** The reader of plain lines: no parentheses, no backslashes, each string closed. Nearly all lines of a large zone are so. */
import { readEntry } from './entry.ts';
import { BACKSLASH, CR, EQUALS, LEX, Lex, LF, QUOTE, SENTINEL } from './octets.ts';
import type { Parser } from './parser.ts';

/** From `splitLine`: the line is not plain. */
const NOT_PLAIN = -1;

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
  const last = parser.words - 1;
  readEntry(
    parser,
    columns.wordStarts[first] - columns.wordQuoted[first],
    columns.wordEnds[last] + columns.wordQuoted[last],
    LEX[units[lineStart]] === Lex.Blank,
  );
  return true;
}

/** Splits the line at `at` into words, several times faster than the scanner does. Gives where the next line begins. */
function splitLine(parser: Parser, at: number): number {
  const { units, columns } = parser.scratch;
  const { wordStarts, wordEnds, wordQuoted } = columns;
  let { words } = parser;
  let i = at;
  for (;;) {
    let lex = LEX[units[i]];
    while (lex === Lex.Blank) lex = LEX[units[++i]];
    if (lex === Lex.Word) {
      wordStarts[words] = i;
      do lex = LEX[units[++i]];
      while (lex === Lex.Word);
      wordEnds[words] = i;
      wordQuoted[words++] = 0;
      if (lex === Lex.Quote && units[i - 1] === EQUALS) return NOT_PLAIN;
      if (lex === Lex.Blank) continue;
    }
    if (lex === Lex.Semicolon) while (units[i] !== LF && units[i] !== CR && units[i] !== SENTINEL) i++;
    else if (lex === Lex.Quote) {
      wordStarts[words] = ++i;
      while (units[i] !== QUOTE && units[i] !== BACKSLASH && units[i] !== LF && units[i] !== CR) {
        // A parenthesis in a string is none, but may be the sentinel.
        if (units[i] === SENTINEL) return NOT_PLAIN;
        i++;
      }
      if (units[i] !== QUOTE) return NOT_PLAIN;
      wordEnds[words] = i++;
      wordQuoted[words++] = 1;
      continue;
    }
    if (units[i] === LF) break;
    if (units[i] !== CR || units[i + 1] !== LF) return NOT_PLAIN;
    i++;
    break;
  }
  parser.words = words;
  return i + 1;
}
