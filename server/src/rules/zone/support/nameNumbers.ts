/** A number for each of a zone's names. */
import type { NameId } from '../../../dns/names.ts';

const PAGE_BITS = 8;
const IN_PAGE = (1 << PAGE_BITS) - 1;
const NO_PAGE: Int32Array = new Int32Array(1 << PAGE_BITS);

/** Numbers of names, 0 where nothing was said. They stand in pages, since the names of one zone mostly follow one another in the table of all. */
export class NameNumbers {
  readonly #pages = new Map<number, Int32Array>();
  /** The page that was asked for last. */
  #index = -1;
  #page: Int32Array = NO_PAGE;

  get(name: NameId): number {
    return this.#pageOf(name)[name & IN_PAGE];
  }

  set(name: NameId, value: number): void {
    let page = this.#pageOf(name);
    if (page === NO_PAGE) {
      if (value === 0) return;
      page = new Int32Array(1 << PAGE_BITS);
      this.#pages.set(this.#index, page);
      this.#page = page;
    }
    page[name & IN_PAGE] = value;
  }

  /** Adds to a number, and gives what it is then. */
  add(name: NameId, by: number): number {
    const value = this.get(name) + by;
    this.set(name, value);
    return value;
  }

  #pageOf(name: NameId): Int32Array {
    const index = name >> PAGE_BITS;
    if (index !== this.#index) {
      this.#index = index;
      this.#page = this.#pages.get(index) ?? NO_PAGE;
    }
    return this.#page;
  }
}

/** Values of names, 0 among them; undefined where nothing was said. */
export class NameValues<T extends number> {
  readonly #numbers = new NameNumbers();

  get(name: NameId): T | undefined {
    const number = this.#numbers.get(name);
    return number === 0 ? undefined : ((number - 1) as T);
  }

  set(name: NameId, value: T): void {
    this.#numbers.set(name, value + 1);
  }

  delete(name: NameId): void {
    this.#numbers.set(name, 0);
  }
}
