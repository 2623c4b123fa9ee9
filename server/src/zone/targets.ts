/** The target of an entry: the first name in its RDATA, which is what a record points to. The model lists records by it. */
import { TARGET_WORD } from '../dns/nameWords.ts';
import type { ParsedChunk } from './chunk.ts';
import { EntryFlag, EntryKind } from './entries.ts';

/** Which word of an entry's RDATA its target is written as; -1 where it has none. Of an `$ORIGIN` the origin. */
export function targetWordOf(chunk: ParsedChunk, entry: number): number {
  const kind = chunk.kinds[entry];
  const count = chunk.wordFirsts[entry + 1] - chunk.wordFirsts[entry];
  if (kind === EntryKind.Origin) return count > 0 ? 0 : -1;
  if (kind !== EntryKind.Record || (chunk.flags[entry] & EntryFlag.Generic) !== 0) return -1;
  const word = TARGET_WORD[chunk.types[entry]];
  return word < count ? word : -1;
}
