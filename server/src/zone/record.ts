/** What a record has written, and how it was read. */

import { wordText } from './chunk.ts';
import { EntryFlag } from './entries.ts';
import type { ZoneRecord } from './model.ts';

/** Word `index` of a record's RDATA as it is written; empty where there is none. */
export function rdataWord(record: ZoneRecord, index: number): string {
  const { chunk, entry } = record;
  return chunk.wordFirsts[entry] + index < chunk.wordFirsts[entry + 1] ? wordText(chunk, entry, index) : '';
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
