/** A logical line whose words are known: a directive or a record. */
import { EntryFlag } from '../entries.ts';
import { isDirective, readDirective } from './directives.ts';
import { DOLLAR } from './octets.ts';
import type { Parser } from './parser.ts';
import { readRecord } from './record.ts';

/** Reads the entry whose words are those from `parser.first` on. */
export function readEntry(parser: Parser, start: number, end: number, indented: boolean): void {
  const { units, columns } = parser.scratch;
  const { first } = parser;
  parser.ownerLength = -1;
  const isDollar = units[columns.wordStarts[first]] === DOLLAR;
  // named looks at the first octet alone: a directive in quotes is one.
  if (isDollar && !indented) readDirective(parser, start, end);
  else if (isDollar && isDirective(parser.text(first))) {
    const entry = parser.count;
    readDirective(parser, start, end);
    if (parser.count > entry) columns.flags[entry] |= EntryFlag.Indented;
  } else readRecord(parser, start, end, indented);
}
