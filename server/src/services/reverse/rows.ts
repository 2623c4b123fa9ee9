/** The addresses and the PTR records of a workspace, as rows of numbers. */
import { readIpv4, readIpv6 } from '../../dns/addresses.ts';
import type { NameId } from '../../dns/names.ts';
import { TYPE } from '../../dns/types.ts';
import { isMarked, mayBeMarked } from '../../rules/zone/support/noPtr.ts';
import type { Steps } from '../../steps.ts';
import type { Zone } from '../../workspace/zone.ts';
import { EntryFlag, EntryKind, type ParsedChunk, type RecordRef, refOf } from '../../zone/chunk.ts';
import { AddressColumn } from './columns.ts';

const { A, AAAA, PTR } = TYPE;
const UNREADABLE = EntryFlag.Invalid | EntryFlag.Generic | EntryFlag.OtherClass;
const SIZE4 = 4;
const SIZE6 = 16;

/** The A and AAAA records: one row each. */
export class HostRows {
  readonly addresses = new AddressColumn();
  /** The number of the zone, the record there and its owner. */
  readonly zones: number[] = [];
  readonly refs: RecordRef[] = [];
  readonly owners: NameId[] = [];
  /** 1 where the record says that it is to have no PTR record. */
  readonly marked: number[] = [];

  get count(): number {
    return this.zones.length;
  }

  /** Adds the records of a chunk. */
  add(chunk: ParsedChunk, zone: number, octets4: Uint8Array, octets6: Uint8Array): void {
    const marks = mayBeMarked(chunk);
    for (let entry = 0; entry < chunk.count; entry++) {
      const type = chunk.types[entry];
      if ((type !== A && type !== AAAA) || !isUsable(chunk, entry)) continue;
      const word = chunk.wordFirsts[entry];
      const octets = type === A ? octets4 : octets6;
      const read = type === A ? readIpv4 : readIpv6;
      if (!read(chunk.text, chunk.wordStarts[word], chunk.wordEnds[word], octets, 0)) continue;
      this.addresses.push(octets);
      this.zones.push(zone);
      this.refs.push(refOf(chunk, entry));
      this.owners.push(chunk.owners[entry]);
      this.marked.push(marks && isMarked({ chunk, entry }) ? 1 : 0);
    }
  }
}

/** The PTR records: one row each. */
export class PtrRows {
  readonly zones: number[] = [];
  readonly refs: RecordRef[] = [];
  readonly owners: NameId[] = [];
  readonly targets: NameId[] = [];
  /** 1 where a `$GENERATE` makes it. */
  readonly generated: number[] = [];

  get count(): number {
    return this.zones.length;
  }

  /** Adds the records of a chunk. */
  add(chunk: ParsedChunk, zone: number, generated: number): void {
    for (let entry = 0; entry < chunk.count; entry++) {
      if (chunk.types[entry] !== PTR || !isUsable(chunk, entry) || chunk.targets[entry] < 0) continue;
      this.zones.push(zone);
      this.refs.push(refOf(chunk, entry));
      this.owners.push(chunk.owners[entry]);
      this.targets.push(chunk.targets[entry]);
      this.generated.push(generated);
    }
  }
}

function isUsable(chunk: ParsedChunk, entry: number): boolean {
  return chunk.kinds[entry] === EntryKind.Record && (chunk.flags[entry] & UNREADABLE) === 0 && chunk.owners[entry] >= 0;
}

/** Reads the rows of a zone, a chunk at a time. */
export function* addRows(zone: Zone, number: number, hosts: HostRows | undefined, ptrs: PtrRows): Steps<void> {
  const [octets4, octets6] = [new Uint8Array(SIZE4), new Uint8Array(SIZE6)];
  for (const document of zone.documents) {
    for (const chunk of document.chunks) {
      hosts?.add(chunk, number, octets4, octets6);
      ptrs.add(chunk, number, 0);
      for (const { parsed } of chunk.generated) {
        hosts?.add(parsed, number, octets4, octets6);
        ptrs.add(parsed, number, 1);
      }
      yield;
    }
  }
}

/** Rows by a name of theirs: the first one of each name, and for each row the next one of its name. */
export class RowChains {
  readonly #heads: Int32Array;
  readonly #next: Int32Array;

  constructor(names: readonly NameId[], size: number) {
    this.#heads = new Int32Array(size).fill(-1);
    this.#next = new Int32Array(names.length);
    for (let row = names.length - 1; row >= 0; row--) {
      this.#next[row] = this.#heads[names[row]];
      this.#heads[names[row]] = row;
    }
  }

  /** The first row of a name; -1 where it has none. */
  first(name: NameId): number {
    return name >= 0 && name < this.#heads.length ? this.#heads[name] : -1;
  }

  /** The next row of the same name; -1 behind the last one. */
  next(row: number): number {
    return this.#next[row];
  }
}
