/** The columns of a chunk: what is kept of its entries, as typed arrays and not as objects. */
import type { Column } from '../dns/brand.ts';
import type { NameId } from '../dns/names.ts';

/** What is kept of each entry, one array a property: what the model and the rules look at of every record. */
export interface Columns {
  readonly kinds: Uint8Array;
  readonly flags: Uint16Array;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly owners: Column<NameId>;
  /** 0 where the entry is no record. */
  readonly types: Uint16Array;
  /** Effective TTLs in seconds; -1 where none is known, or a `$TTL` is above the maximum. */
  readonly ttls: Int32Array;
  /** The first name in the RDATA (a target), NO_NAME where there is none. */
  readonly targets: Column<NameId>;
  /** What number the end of the line, from the RDATA on, has among those that were read before (zone/tails.ts); NO_TAIL where it has none. */
  readonly tails: Int32Array;
  /** RDATA words (a directive's arguments) of entry i: wordFirsts[i] to wordFirsts[i + 1]. */
  readonly wordFirsts: Int32Array;
  readonly wordStarts: Int32Array;
  readonly wordEnds: Int32Array;
  /** 1 where the word stood in quotes (its offsets are then inside them). */
  readonly wordQuoted: Uint8Array;
}

/** Columns with room for `rows` entries with `words` words, to be written to. */
export function makeColumns(rows: number, words: number): Columns {
  // Views of one buffer: a large zone has thousands of chunks, and a dozen buffers for each would cost more than what is in them.
  const buffer = new ArrayBuffer(rows * 33 + 4 + words * 9);
  let at = 0;
  const take = (bytes: number): number => {
    const from = at;
    at += bytes;
    return from;
  };
  const int32 = (length: number): Int32Array => new Int32Array(buffer, take(4 * length), length);
  return {
    ttls: int32(rows),
    starts: int32(rows),
    ends: int32(rows),
    owners: int32(rows) as Column<NameId>,
    targets: int32(rows) as Column<NameId>,
    tails: int32(rows),
    wordFirsts: int32(rows + 1),
    wordStarts: int32(words),
    wordEnds: int32(words),
    types: new Uint16Array(buffer, take(2 * rows), rows),
    flags: new Uint16Array(buffer, take(2 * rows), rows),
    kinds: new Uint8Array(buffer, take(rows), rows),
    wordQuoted: new Uint8Array(buffer, take(words), words),
  };
}
