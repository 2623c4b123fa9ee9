/** What was found out last about names, or about data by the numbers of their tails (zone/tails.ts). */

const RECENT = 256;

/** The last numbers that were asked for, with a small value each: a number takes the place of another one with the same last bits. */
export class Recent {
  readonly #numbers = new Int32Array(RECENT).fill(-1);
  readonly #values = new Int32Array(RECENT);

  /** The value of a number; -1 where it is not known. */
  get(number: number): number {
    const slot = number & (RECENT - 1);
    return this.#numbers[slot] === number && number >= 0 ? this.#values[slot] : -1;
  }

  set(number: number, value: number): void {
    const slot = number & (RECENT - 1);
    this.#numbers[slot] = number;
    this.#values[slot] = value;
  }

  clear(): void {
    this.#numbers.fill(-1);
  }
}
