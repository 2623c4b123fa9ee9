/**
 * A tail is the end of a line, from the record's data on. In a large zone many records have the same one, such as the MX record of each host of a
 * provider. So tails are kept with what was found out about them: their words, their target, that nothing is wrong with them. A tail that was read
 * before is known by its octets.
 */
import type { Column } from '../dns/brand.ts';
import type { NameId, NameTable } from '../dns/names.ts';

/** One place for each value of the hash's last bits: a tail takes the place of the one before it there. A small zone has few tails. */
const FEWEST_SLOTS = 64;
const MOST_SLOTS = 4096;
const MOST_OCTETS = 128;
const MOST_WORDS = 8;
/** Where there is no tail. */
export const NO_TAIL = -1;

/** Numbers of tails: no two tables give the same one. */
let lastId = 0;

/** The tails that were read with one table of names. */
export class KnownTails {
  #slots = 0;
  /** Tails that were taken in since the table has this size. */
  #taken = 0;
  /** The hash of the tail that came last to each place: one is kept when it comes again, since most come once. */
  #seen!: Int32Array;
  #ids!: Int32Array;
  #hashes!: Int32Array;
  #types!: Uint16Array;
  #origins!: Int32Array;
  #octets!: Uint8Array;
  #lengths!: Uint8Array;
  #targets!: Column<NameId>;
  /** 1 for data that are usual (dns/rdata/usual.ts). */
  #usual!: Uint8Array;
  #wordCounts!: Uint8Array;
  #wordStarts!: Uint8Array;
  #wordEnds!: Uint8Array;
  #wordQuoted!: Uint8Array;

  constructor() {
    this.#makeRoom(FEWEST_SLOTS);
  }

  /** Forgets what is known: it is learnt again with the next lines. */
  #makeRoom(slots: number): void {
    this.#slots = slots;
    this.#taken = 0;
    this.#seen = new Int32Array(slots);
    this.#ids = new Int32Array(slots).fill(NO_TAIL);
    this.#hashes = new Int32Array(slots);
    this.#types = new Uint16Array(slots);
    this.#origins = new Int32Array(slots);
    this.#octets = new Uint8Array(slots * MOST_OCTETS);
    this.#lengths = new Uint8Array(slots);
    this.#targets = new Int32Array(slots) as Column<NameId>;
    this.#usual = new Uint8Array(slots);
    this.#wordCounts = new Uint8Array(slots);
    this.#wordStarts = new Uint8Array(slots * MOST_WORDS);
    this.#wordEnds = new Uint8Array(slots * MOST_WORDS);
    this.#wordQuoted = new Uint8Array(slots * MOST_WORDS);
  }

  /** The slot of the tail `units[start, end)` of a record of this type below this origin; NO_TAIL where it is not known. `hash` is its hashTail. */
  find(units: Uint8Array, start: number, end: number, hash: number, type: number, origin: NameId): number {
    const slot = hash & (this.#slots - 1);
    if (this.#ids[slot] === NO_TAIL || this.#hashes[slot] !== hash || this.#types[slot] !== type) return NO_TAIL;
    if (this.#origins[slot] !== origin || this.#lengths[slot] !== end - start) return NO_TAIL;
    const octets = this.#octets;
    let at = slot * MOST_OCTETS;
    for (let i = start; i < end; i++) if (octets[at++] !== units[i]) return NO_TAIL;
    return slot;
  }

  /** The number of the tail in a slot: another one for each text, type, origin and table. */
  id(slot: number): number {
    return this.#ids[slot];
  }

  /** The first name in the tail; NO_NAME where there is none. */
  target(slot: number): NameId {
    return this.#targets[slot];
  }

  /** True where the data in the tail are usual (dns/rdata/usual.ts). */
  isUsual(slot: number): boolean {
    return this.#usual[slot] === 1;
  }

  /** Writes the tail's words, which begin at `base`, from place `to` on; gives the place after the last one. */
  copyWords(slot: number, base: number, starts: Int32Array, ends: Int32Array, quoted: Uint8Array, to: number): number {
    const from = slot * MOST_WORDS;
    const count = this.#wordCounts[slot];
    for (let i = 0; i < count; i++) {
      starts[to + i] = base + this.#wordStarts[from + i];
      ends[to + i] = base + this.#wordEnds[from + i];
      quoted[to + i] = this.#wordQuoted[from + i];
    }
    return to + count;
  }

  /**
   * Takes in a tail in which nothing is wrong, whose words are `[first, last)`. Gives its number; NO_TAIL where it comes for the first time, is too long,
   * or has more than ASCII, of which the octets do not tell everything.
   */
  add(
    units: Uint8Array,
    start: number,
    end: number,
    hash: number,
    type: number,
    origin: NameId,
    target: NameId,
    starts: Int32Array,
    ends: Int32Array,
    quoted: Uint8Array,
    first: number,
    last: number,
    isUsual: boolean,
  ): number {
    if (end - start > MOST_OCTETS || last - first > MOST_WORDS) return NO_TAIL;
    if (++this.#taken > this.#slots && this.#slots < MOST_SLOTS) this.#makeRoom(MOST_SLOTS);
    const slot = hash & (this.#slots - 1);
    if (this.#seen[slot] !== hash) {
      this.#seen[slot] = hash;
      return NO_TAIL;
    }
    let at = slot * MOST_OCTETS;
    // The slot is nobody's until it is complete.
    this.#ids[slot] = NO_TAIL;
    for (let i = start; i < end; i++) {
      if (units[i] >= 0x80) return NO_TAIL;
      this.#octets[at++] = units[i];
    }
    at = slot * MOST_WORDS;
    for (let word = first; word < last; word++, at++) {
      this.#wordStarts[at] = starts[word] - start;
      this.#wordEnds[at] = ends[word] - start;
      this.#wordQuoted[at] = quoted[word];
    }
    this.#hashes[slot] = hash;
    this.#types[slot] = type;
    this.#origins[slot] = origin;
    this.#lengths[slot] = end - start;
    this.#targets[slot] = target;
    this.#usual[slot] = isUsual ? 1 : 0;
    this.#wordCounts[slot] = last - first;
    this.#ids[slot] = ++lastId;
    return lastId;
  }
}

const tails = new WeakMap<NameTable, KnownTails>();

/** The tails that were read with a table of names: their targets are names of it. */
export function tailsOf(names: NameTable): KnownTails {
  let known = tails.get(names);
  if (!known) {
    known = new KnownTails();
    tails.set(names, known);
  }
  return known;
}
