/** The first records of the lists of a small zone, by name: a workspace has thousands of such zones, and a Map for each would be larger than the zone. */
import type { NameId } from '../dns/names.ts';
import { NO_RECORD, type RecordRef } from './chunk.ts';

const FIRST_SLOTS = 16;
/** The share of the slots that are taken at most. */
const FULL = 0.75;
const FREE = -1;

/** Names with a record each, in two numbers a slot. */
export class FewHeads {
  #slots = new Int32Array(0);
  #taken = 0;

  /** The record of a name; NO_RECORD where it has none. */
  get(name: NameId): RecordRef {
    const slots = this.#slots;
    if (slots.length === 0 || name < 0) return NO_RECORD;
    const at = this.#slotOf(name);
    return slots[at] === FREE ? NO_RECORD : (slots[at + 1] as RecordRef);
  }

  /** Sets the record of a name; with NO_RECORD it has none any more. */
  set(name: NameId, ref: RecordRef): void {
    if (this.#taken >= (this.#slots.length / 2) * FULL) this.#grow();
    const at = this.#slotOf(name);
    if (this.#slots[at] === FREE) {
      if (ref === NO_RECORD) return;
      this.#slots[at] = name;
      this.#taken++;
    }
    this.#slots[at + 1] = ref;
  }

  /** The names that have a record, in the order of the name table. */
  names(): readonly NameId[] {
    const names: NameId[] = [];
    this.each((name) => names.push(name));
    return names.sort((a, b) => a - b);
  }

  /** Calls `visit` for each name that has a record, in no particular order. */
  each(visit: (name: NameId, ref: RecordRef) => void): void {
    const slots = this.#slots;
    for (let at = 0; at < slots.length; at += 2) {
      if (slots[at] !== FREE && slots[at + 1] !== NO_RECORD) visit(slots[at] as NameId, slots[at + 1] as RecordRef);
    }
  }

  /** Where a name is, or belongs. */
  #slotOf(name: NameId): number {
    const slots = this.#slots;
    const mask = slots.length / 2 - 1;
    // The names of a zone were made together, so that their numbers follow one another.
    let slot = (name ^ (name >>> 12)) & mask;
    while (slots[slot * 2] !== FREE && slots[slot * 2] !== name) slot = (slot + 1) & mask;
    return slot * 2;
  }

  #grow(): void {
    const before = this.#slots;
    let kept = 0;
    this.each(() => kept++);
    // Names that lost their records leave with it.
    const isFull = kept >= (before.length / 4) * FULL;
    this.#slots = new Int32Array(Math.max(FIRST_SLOTS * 2, isFull ? before.length * 2 : before.length)).fill(FREE);
    this.#taken = 0;
    for (let at = 0; at < before.length; at += 2) {
      if (before[at] !== FREE && before[at + 1] !== NO_RECORD)
        this.set(before[at] as NameId, before[at + 1] as RecordRef);
    }
  }
}
