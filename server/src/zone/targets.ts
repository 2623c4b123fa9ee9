/** The target of an entry: the first name in its RDATA, which is what a record points to. The model lists records by it. */
import { TYPES } from '../dns/types.ts';
import type { ParsedChunk } from './chunk.ts';
import { EntryFlag, EntryKind } from './entries.ts';

/**
 * By type: which word of the RDATA is its target, where every field before it is one word; -1 where there is none. The names in RRSIG and NSEC
 * are no targets: no record depends on them, and every record of a signed zone would point to the apex.
 */
export const TARGET_WORD = new Int8Array(65536).fill(-1);
for (const row of TYPES) {
  const field = row.fields.findIndex(({ kind }) => kind === 'name');
  const role = row.fields[field]?.role;
  if (role !== 'signer' && role !== 'next-owner') TARGET_WORD[row.code] = field;
}

/** By type: 1 where there are other names in the RDATA than the target. */
export const HAS_MORE_NAMES = new Uint8Array(65536);
for (const { code, fields } of TYPES) {
  const names = fields.filter(({ kind }) => kind === 'name').length;
  if (names > (TARGET_WORD[code] < 0 ? 0 : 1)) HAS_MORE_NAMES[code] = 1;
}

/** Which word of an entry's RDATA its target is written as; -1 where it has none. Of an `$ORIGIN` the origin. */
export function targetWordOf(chunk: ParsedChunk, entry: number): number {
  const kind = chunk.kinds[entry];
  const count = chunk.wordFirsts[entry + 1] - chunk.wordFirsts[entry];
  if (kind === EntryKind.Origin) return count > 0 ? 0 : -1;
  if (kind !== EntryKind.Record || (chunk.flags[entry] & EntryFlag.Generic) !== 0) return -1;
  const word = TARGET_WORD[chunk.types[entry]];
  return word < count ? word : -1;
}
