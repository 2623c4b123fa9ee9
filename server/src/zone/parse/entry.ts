/** A logical line whose words are known: a directive or a record. */
import { readDirective } from './directives.ts';
import { DOLLAR } from './octets.ts';
import type { Parser } from './parser.ts';
import { readRecord } from './record.ts';

/** Reads the entry whose words are those from `parser.first` on. */
export function readEntry(parser: Parser, start: number, end: number, indented: boolean): void {
  const { units, columns } = parser.scratch;
  const { first } = parser;
  parser.ownerLength = -1;
  // named looks at the first octet alone: a directive in quotes is one.
  if (!indented && units[columns.wordStarts[first]] === DOLLAR) readDirective(parser, start, end);
  else readRecord(parser, start, end, indented);
}
