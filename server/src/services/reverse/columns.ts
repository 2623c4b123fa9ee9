/** Rows with an address each, in columns: a workspace has several hundred thousand, and an object for each would cost more than the join. */

import type { Steps } from '../../steps.ts';

/** Octets that each address takes: an IPv4 one lies in the last four. */
export const WIDTH = 16;
const IPV4_AT = 12;
const DIGITS = WIDTH / 2;
const FIRST_ROOM = 1024;
const RADIX = 65_536;

/** Addresses by their rows. */
export class AddressColumn {
  #octets = new Uint8Array(FIRST_ROOM * WIDTH);
  #isIpv6 = new Uint8Array(FIRST_ROOM);
  #count = 0;

  get count(): number {
    return this.#count;
  }

  /** Adds a row. */
  push(octets: Uint8Array): void {
    const row = this.#count++;
    if (row >= this.#isIpv6.length) {
      this.#octets = grown(this.#octets);
      this.#isIpv6 = grown(this.#isIpv6);
    }
    const isIpv6 = octets.length > 4;
    this.#octets.set(octets, row * WIDTH + (isIpv6 ? 0 : IPV4_AT));
    this.#isIpv6[row] = isIpv6 ? 1 : 0;
  }

  /** The octets of a row: a view that holds until the next row comes. */
  at(row: number): Uint8Array {
    const from = row * WIDTH;
    return this.#octets.subarray(this.#isIpv6[row] === 1 ? from : from + IPV4_AT, from + WIDTH);
  }

  /** True where two rows have the same address. */
  same(a: number, b: number): boolean {
    if (this.#isIpv6[a] !== this.#isIpv6[b]) return false;
    for (let i = 0; i < WIDTH; i++) if (this.#octets[a * WIDTH + i] !== this.#octets[b * WIDTH + i]) return false;
    return true;
  }

  /** True where a row has the address. */
  is(row: number, octets: Uint8Array): boolean {
    const isIpv6 = octets.length > 4;
    if ((this.#isIpv6[row] === 1) !== isIpv6) return false;
    const from = row * WIDTH + (isIpv6 ? 0 : IPV4_AT);
    for (let i = 0; i < octets.length; i++) if (this.#octets[from + i] !== octets[i]) return false;
    return true;
  }

  /**
   * Rows in the order of their addresses, IPv4 first, those of one address in the order in which they came: by digits of two octets, the last one
   * first, and those digits alone in which the rows differ.
   */
  *sorted(rows: Uint32Array<ArrayBuffer>): Steps<Uint32Array<ArrayBuffer>> {
    let from = rows;
    let to = new Uint32Array(rows.length);
    for (let digit = DIGITS - 1; digit >= 0; digit--) {
      yield;
      if (!this.#differs(from, digit)) continue;
      yield;
      this.#sortBy(digit, from, to);
      [from, to] = [to, from];
    }
    const ipv4 = from.filter((row) => this.#isIpv6[row] === 0);
    if (ipv4.length === 0 || ipv4.length === from.length) return from;
    to.set(ipv4);
    to.set(
      from.filter((row) => this.#isIpv6[row] === 1),
      ipv4.length,
    );
    return to;
  }

  #differs(rows: Uint32Array, digit: number): boolean {
    const octets = this.#octets;
    const at = digit * 2;
    const first = (rows[0] ?? 0) * WIDTH + at;
    for (let i = 1; i < rows.length; i++) {
      const other = rows[i] * WIDTH + at;
      if (octets[other] !== octets[first] || octets[other + 1] !== octets[first + 1]) return true;
    }
    return false;
  }

  #sortBy(digit: number, from: Uint32Array, to: Uint32Array): void {
    const octets = this.#octets;
    const at = digit * 2;
    const counts = new Uint32Array(RADIX + 1);
    for (let i = 0; i < from.length; i++) {
      const octet = from[i] * WIDTH + at;
      counts[((octets[octet] << 8) | octets[octet + 1]) + 1]++;
    }
    for (let i = 1; i <= RADIX; i++) counts[i] += counts[i - 1];
    for (let i = 0; i < from.length; i++) {
      const octet = from[i] * WIDTH + at;
      to[counts[(octets[octet] << 8) | octets[octet + 1]]++] = from[i];
    }
  }
}

function grown(column: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(column.length * 2);
  larger.set(column);
  return larger;
}
