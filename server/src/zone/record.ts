/** What a record has written, and how it was read. */

import { readNumber } from '../dns/rdata/numbers.ts';
import { readMoment } from '../dns/rdata/times.ts';
import { parseTtl } from '../dns/ttl.ts';
import { typeCodeAt } from '../dns/types.ts';
import { wordText } from './chunk.ts';
import { EntryFlag } from './entries.ts';
import type { ZoneRecord } from './model.ts';

const MAX_U32 = 0xffffffff;

/** Word `index` of a record's RDATA as it is written; empty where there is none. */
export function rdataWord(record: ZoneRecord, index: number): string {
  const { chunk, entry } = record;
  return chunk.wordFirsts[entry] + index < chunk.wordFirsts[entry + 1] ? wordText(chunk, entry, index) : '';
}

/** True where word `index` is written so, letter for letter. */
export function isWord(record: ZoneRecord, index: number, written: string): boolean {
  const { text, wordStarts, wordEnds } = record.chunk;
  const word = wordAt(record, index);
  if (word < 0 || wordEnds[word] - wordStarts[word] !== written.length) return false;
  for (let i = 0, at = wordStarts[word]; i < written.length; i++, at++)
    if (text.charCodeAt(at) !== written.charCodeAt(i)) return false;
  return true;
}

// The same as values, of which no text is made: of a signed zone each record is asked for several of them. -1 where the word is no such value.

/** Word `index` as a number in decimal digits. */
export function rdataNumber(record: ZoneRecord, index: number): number {
  const { text, wordStarts, wordEnds } = record.chunk;
  const word = wordAt(record, index);
  return word < 0 ? -1 : Math.max(-1, readNumber(text, wordStarts[word], wordEnds[word], MAX_U32));
}

/** Word `index` as a type, by its mnemonic or as `TYPEnnn`. */
export function rdataType(record: ZoneRecord, index: number): number {
  const { text, wordStarts, wordEnds } = record.chunk;
  const word = wordAt(record, index);
  return word < 0 ? -1 : typeCodeAt(text, wordStarts[word], wordEnds[word]);
}

/** Word `index` as a TTL. */
export function rdataTtl(record: ZoneRecord, index: number): number {
  const { text, wordStarts, wordEnds } = record.chunk;
  const word = wordAt(record, index);
  return word < 0 ? -1 : (parseTtl(text, wordStarts[word], wordEnds[word]) ?? -1);
}

/** Word `index` as a moment, in seconds since 1970. */
export function rdataMoment(record: ZoneRecord, index: number): number {
  const { text, wordStarts, wordEnds } = record.chunk;
  const word = wordAt(record, index);
  return word < 0 ? -1 : readMoment(text, wordStarts[word], wordEnds[word]);
}

/** The place of word `index` in the columns of words; -1 where there is none. */
function wordAt({ chunk, entry }: ZoneRecord, index: number): number {
  const word = chunk.wordFirsts[entry] + index;
  return word < chunk.wordFirsts[entry + 1] ? word : -1;
}

/** How many words a record's RDATA has. */
export function rdataCount({ chunk, entry }: ZoneRecord): number {
  return chunk.wordFirsts[entry + 1] - chunk.wordFirsts[entry];
}

/** True where the record itself is wrong, so that nothing should be concluded from its data. */
export function isInvalid({ chunk, entry }: ZoneRecord): boolean {
  return (chunk.flags[entry] & EntryFlag.Invalid) !== 0;
}

/** True where the owner is the one of the record before. */
export function inheritsOwner({ chunk, entry }: ZoneRecord): boolean {
  return (chunk.flags[entry] & EntryFlag.InheritedOwner) !== 0;
}
