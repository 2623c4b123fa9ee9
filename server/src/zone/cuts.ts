/** The names of a zone with records that hide others: a map while they are few, and numbers in an array for all names of the table where they are many. */
import type { NameId, NameTable } from '../dns/names.ts';

/** From so many on they stand in the array: every name of the zone is asked for, with all those above it. */
const MANY = 256;

export class Cuts {
  readonly #names: NameTable;
  #few: Map<NameId, number> | undefined = new Map();
  /** How many such records each name has. */
  #counts = new Int32Array(0);
  #size = 0;

  constructor(names: NameTable) {
    this.#names = names;
  }

  /** How many names there are. */
  get size(): number {
    return this.#few?.size ?? this.#size;
  }

  has(name: NameId): boolean {
    if (this.#few) return this.#few.has(name);
    return name < this.#counts.length && this.#counts[name] > 0;
  }

  /** The names, in no particular order. */
  *keys(): Iterable<NameId> {
    if (this.#few) {
      yield* this.#few.keys();
      return;
    }
    for (let name = 0; name < this.#counts.length; name++) if (this.#counts[name] > 0) yield name as NameId;
  }

  /** Counts records of a name in (1) or out (-1). */
  count(name: NameId, by: number): void {
    if (this.#few) {
      const count = (this.#few.get(name) ?? 0) + by;
      if (count > 0) this.#few.set(name, count);
      else this.#few.delete(name);
      if (this.#few.size >= MANY) this.#spread(this.#few);
      return;
    }
    if (name >= this.#counts.length) this.#grow();
    const before = this.#counts[name];
    this.#counts[name] = before + by;
    if (before === 0) this.#size++;
    else if (before + by === 0) this.#size--;
  }

  #spread(few: ReadonlyMap<NameId, number>): void {
    this.#few = undefined;
    this.#size = few.size;
    this.#grow();
    for (const [name, count] of few) this.#counts[name] = count;
  }

  #grow(): void {
    const counts = new Int32Array(this.#names.room);
    counts.set(this.#counts);
    this.#counts = counts;
  }
}
