/** Splits plain lines, or their ends, into words: records may go over several lines in parentheses. */
import { BACKSLASH, CLOSE, CR, EQUALS, isIn, LEX, Lex, LF, OPEN, QUOTE } from './octets.ts';
import type { Parser } from './parser.ts';

/** The line is not plain. */
export const NOT_PLAIN = -1;

/**
 * Splits what is left of a line at `at` into words, up to where no parenthesis is open, several times faster than the scanner does. Gives where the next
 * line begins, and in `parser.plainEnd` where what stands on this one ends; NOT_PLAIN for other lines.
 */
export function splitLine(parser: Parser, at: number): number {
  const { units, columns } = parser.scratch;
  const { wordStarts, wordEnds, wordQuoted } = columns;
  const textEnd = parser.source.length;
  const first = parser.words;
  let words = first;
  let depth = 0;
  /** Where what stands on it ends. */
  let end = at;
  let i = at;
  for (;;) {
    let lex = LEX[units[i]];
    while (lex === Lex.Blank) lex = LEX[units[++i]];
    if (lex === Lex.Word) {
      wordStarts[words] = i;
      do lex = LEX[units[++i]];
      while (lex === Lex.Word);
      end = i;
      wordEnds[words] = end;
      wordQuoted[words++] = 0;
      if (lex === Lex.Quote && units[i - 1] === EQUALS) return NOT_PLAIN;
      if (lex === Lex.Blank) continue;
    }
    if (lex === Lex.Semicolon) while (units[i] !== LF && units[i] !== CR && i < textEnd) i++;
    else if (lex === Lex.Quote) {
      wordStarts[words] = ++i;
      while (units[i] !== QUOTE && units[i] !== BACKSLASH && units[i] !== LF && units[i] !== CR && i < textEnd) i++;
      if (units[i] !== QUOTE) return NOT_PLAIN;
      wordEnds[words] = i++;
      end = i;
      wordQuoted[words++] = 1;
      continue;
    } else if (lex === Lex.Other) {
      if (units[i] === CLOSE && depth > 0) depth--;
      else if (units[i] === OPEN && i < textEnd && words > first) depth++;
      else return NOT_PLAIN;
      // What was found out about the end of the first line is not about the data.
      parser.tailStart = -1;
      end = ++i;
      continue;
    }
    if (units[i] === CR) i++;
    if (units[i] !== LF) return NOT_PLAIN;
    i++;
    if (depth === 0) break;
    if (mayStartRecord(units, i)) return NOT_PLAIN;
  }
  parser.words = words;
  parser.plainEnd = end;
  return i;
}

/**
 * False where a line inside of open parentheses is certainly not the start of another record (`startsRecord` in anyLine.ts): one that is indented,
 * with no class as its first word or behind a number.
 */
function mayStartRecord(units: Uint8Array, lineStart: number): boolean {
  let i = lineStart;
  if (LEX[units[i]] === Lex.Word) return true;
  while (LEX[units[i]] === Lex.Blank) i++;
  let start = i;
  while (LEX[units[i]] === Lex.Word) i++;
  if (isClass(units, start, i)) return true;
  if (units[start] < 0x30 || units[start] > 0x39) return false;
  while (LEX[units[i]] === Lex.Blank) i++;
  start = i;
  while (LEX[units[i]] === Lex.Word) i++;
  return isClass(units, start, i);
}

/** True where `units[from, to)` is IN, CH or HS. */
function isClass(units: Uint8Array, from: number, to: number): boolean {
  if (to - from !== 2) return false;
  const [first, second] = [units[from] | 0x20, units[from + 1] | 0x20];
  return isIn(units, from, to) || (first === 0x63 && second === 0x68) || (first === 0x68 && second === 0x73);
}
