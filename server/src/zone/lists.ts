/**
 * How a zone's model keeps its records: each has a number, and lists of them are links between numbers, in typed arrays. A million records are some
 * arrays and not a million objects, and taking a record out of a list of hundreds of thousands costs as much as out of one of two.
 */
import type { Column } from '../dns/brand.ts';
import type { NameId } from '../dns/names.ts';
import { NO_RECORD, type RecordRef } from './chunk.ts';
import { FewHeads } from './fewHeads.ts';

/** Numbers are given out in blocks, so that what holds a number is found by its block. */
const BLOCK_BITS = 5;
const BLOCK = 1 << BLOCK_BITS;

/** Gives each holder of records a range of numbers. */
export class RecordNumbers<T> {
  readonly #holders: (T | undefined)[] = [];
  /** Ranges that are free again, by how many blocks they have: an edited chunk mostly has as many records as before. */
  readonly #free = new Map<number, number[]>();

  /** One more than the highest number that was ever given out. */
  get size(): number {
    return this.#holders.length * BLOCK;
  }

  /** The first number of a range of `count`. */
  take(holder: T, count: number): RecordRef {
    const blocks = blocksOf(count);
    const first = this.#free.get(blocks)?.pop() ?? this.#holders.length;
    for (let i = 0; i < blocks; i++) this.#holders[first + i] = holder;
    return (first * BLOCK) as RecordRef;
  }

  /** Gives a range back that `take` gave for the same count. */
  release(base: RecordRef, count: number): void {
    const blocks = blocksOf(count);
    const first = base / BLOCK;
    this.#holders.fill(undefined, first, first + blocks);
    const free = this.#free.get(blocks);
    if (free) free.push(first);
    else this.#free.set(blocks, [first]);
  }

  /** The holder whose range has the number; undefined where there is none, which is so for numbers of removed records alone. */
  at(ref: RecordRef): T {
    return this.#holders[ref >> BLOCK_BITS] as T;
  }
}

function blocksOf(count: number): number {
  return Math.max(1, (count + BLOCK - 1) >> BLOCK_BITS);
}

/**
 * Records from which on the first ones of the lists stand in an array for all names of the table. Fewer are in a small table of their own: a workspace may have thousands of
 * small zones, and its table the names of all of them.
 */
const MANY = 4096;

/** Names whose first records stand side by side. A zone of a workspace has pages for its own names, which were made together, and not for those of all others. */
const PAGE_BITS = 9;
const PAGE = 1 << PAGE_BITS;
const IN_PAGE = PAGE - 1;

/** A list of records for each name; a record is in one list at most. What was pushed last comes first. */
export class RecordLists {
  #few: FewHeads | undefined = new FewHeads();
  #heads: (Column<RecordRef> | undefined)[] = [];
  #next = new Int32Array(0) as Column<RecordRef>;
  /** The way back, which only taking records out needs: made when the first one is. */
  #previous: Column<RecordRef> | undefined;

  /** True where a walk over all names of the table would be long for what is in the lists: `names` gives those that have one. */
  get isSmall(): boolean {
    return this.#few !== undefined;
  }

  /** Makes room for numbers below `records` and names below `names`. To be called before `push`. */
  reserve(records: number, names: number): void {
    if (records > this.#next.length) {
      this.#next = grown(this.#next, records);
      if (this.#previous) this.#previous = grown(this.#previous, this.#next.length);
    }
    if (this.#few && records <= MANY) return;
    while (this.#heads.length << PAGE_BITS < names) this.#heads.push(undefined);
    if (!this.#few) return;
    const few = this.#few;
    this.#few = undefined;
    few.each((name, ref) => this.#setHead(name, ref));
  }

  /** The first record of a name's list; NO_RECORD where it is empty. */
  head(name: NameId): RecordRef {
    return this.#few ? this.#few.get(name) : this.#first(name);
  }

  next(ref: RecordRef): RecordRef {
    return this.#next[ref];
  }

  /** The names that have a list which is not empty, where `isSmall`. */
  names(): readonly NameId[] {
    return this.#few?.names() ?? [];
  }

  push(name: NameId, ref: RecordRef): void {
    const first = this.head(name);
    this.#setHead(name, ref);
    this.#next[ref] = first;
    if (!this.#previous) return;
    this.#previous[ref] = NO_RECORD;
    if (first !== NO_RECORD) this.#previous[first] = ref;
  }

  remove(name: NameId, ref: RecordRef): void {
    this.#previous ??= this.#wayBack();
    const next = this.#next[ref];
    const previous = this.#previous[ref];
    if (previous === NO_RECORD) this.#setHead(name, next);
    else this.#next[previous] = next;
    if (next !== NO_RECORD) this.#previous[next] = previous;
  }

  #first(name: NameId): RecordRef {
    if (name < 0 || name >> PAGE_BITS >= this.#heads.length) return NO_RECORD;
    const page = this.#heads[name >> PAGE_BITS];
    return page === undefined ? NO_RECORD : page[name & IN_PAGE];
  }

  #setHead(name: NameId, ref: RecordRef): void {
    if (this.#few) {
      this.#few.set(name, ref);
      return;
    }
    const index = name >> PAGE_BITS;
    const page = this.#heads[index] ?? (new Int32Array(PAGE).fill(NO_RECORD) as Column<RecordRef>);
    this.#heads[index] = page;
    page[name & IN_PAGE] = ref;
  }

  #wayBack(): Column<RecordRef> {
    const previous = new Int32Array(this.#next.length) as Column<RecordRef>;
    const walk = (head: RecordRef): void => {
      let before: RecordRef = NO_RECORD;
      for (let ref = head; ref !== NO_RECORD; ref = this.#next[ref]) {
        previous[ref] = before;
        before = ref;
      }
    };
    this.#few?.each((_, head) => walk(head));
    for (const page of this.#heads) for (const head of page ?? []) walk(head as RecordRef);
    return previous;
  }
}

function grown(old: Column<RecordRef>, least: number): Column<RecordRef> {
  const next = new Int32Array(Math.max(least, old.length * 2)) as Column<RecordRef>;
  next.set(old);
  return next;
}
