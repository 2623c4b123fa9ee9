/** The names of zones of a configuration that are not read: tens of thousands, of which hardly one is asked for. */
import type { NameId } from '../dns/names.ts';

export class NamesNotRead {
  readonly #list: readonly NameId[];
  #set: ReadonlySet<NameId> | undefined;

  constructor(list: readonly NameId[]) {
    this.#list = list;
  }

  /** `before`, where it has the same names in the same order. */
  static like(before: NamesNotRead | undefined, list: readonly NameId[]): NamesNotRead {
    if (!before || before.#list.length !== list.length) return new NamesNotRead(list);
    return before.#list.every((name, i) => name === list[i]) ? before : new NamesNotRead(list);
  }

  get isEmpty(): boolean {
    return this.#list.length === 0;
  }

  has(name: NameId): boolean {
    return this.#names.has(name);
  }

  /** True where both have the same names. */
  equals(other: NamesNotRead): boolean {
    if (other === this) return true;
    if (other.#names.size !== this.#names.size) return false;
    for (const name of this.#names) if (!other.#names.has(name)) return false;
    return true;
  }

  get #names(): ReadonlySet<NameId> {
    this.#set ??= new Set(this.#list);
    return this.#set;
  }
}
