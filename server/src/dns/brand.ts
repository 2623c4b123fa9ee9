/** Numbers that mean different things as types of their own, so that one is not taken for another. They are numbers when the program runs. */

declare const BRAND: unique symbol;

/** A number of one meaning. */
export type Branded<Meaning extends string> = number & { readonly [BRAND]: Meaning };

/** A typed array of such numbers. */
export interface Column<T extends number> extends Int32Array {
  [index: number]: T;
  [Symbol.iterator](): ArrayIterator<T>;
}
