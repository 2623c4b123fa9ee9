/** The hashes of an NSEC3 chain in their order (RFC 5155 section 3.1.7). A hash is a name; its first label has the digits. */
import { compareOctets } from '../../../dns/nameOrder.ts';
import type { NameId, NameTable } from '../../../dns/names.ts';
import { NameNumbers } from './nameNumbers.ts';

/** So many digits of five bits make a key: of two hashes with other keys the keys say the order. */
const KEY_DIGITS = 6;
/** A key and a place, side by side, are a whole number that is exact. */
const MOST_PLACES = 2 ** 23;
/** How much more room there is than is needed, for hashes that edits bring. */
const SPARE = 64;

/** The value of each octet as a digit of base32hex; of others that of the digit before it, or of the first one. */
const FIVE_BITS = Uint8Array.from({ length: 256 }, (_, octet) => {
  if (octet < 0x61) return Math.min(9, Math.max(0, octet - 0x30));
  return Math.min(31, octet - 0x61 + 10);
});
/** 1 for octets that are no such digits: what stands behind one says no more of its order. */
const NO_DIGIT = Uint8Array.from({ length: 256 }, (_, octet) => (isDigit(octet) ? 0 : 1));

function isDigit(octet: number): boolean {
  return (octet >= 0x30 && octet <= 0x39) || (octet >= 0x61 && octet <= 0x76);
}

export class HashOrder {
  readonly #names: NameTable;
  /** 1 for hashes that are in it. */
  readonly #has = new NameNumbers();
  #hashes = new Int32Array(0);
  #keys = new Uint32Array(0);
  #size = 0;

  constructor(names: NameTable) {
    this.#names = names;
  }

  get size(): number {
    return this.#size;
  }

  has(hash: NameId): boolean {
    return hash >= 0 && this.#has.get(hash) === 1;
  }

  /** Takes hashes in, the first ones: all at once. */
  fill(hashes: readonly NameId[]): void {
    this.#size = hashes.length;
    this.#grow();
    for (const hash of hashes) this.#has.set(hash, 1);
    const keys = Float64Array.from(hashes, (hash, place) => this.#keyOf(hash) * MOST_PLACES + place);
    if (keys.length <= MOST_PLACES) keys.sort();
    for (let i = 0; i < keys.length; i++) {
      const hash = hashes[keys.length <= MOST_PLACES ? keys[i] % MOST_PLACES : i];
      this.#hashes[i] = hash;
      this.#keys[i] = this.#keyOf(hash);
    }
    const inOrder = this.#hashes.subarray(0, this.#size);
    for (let i = 1; i < inOrder.length; i++) {
      // Those with one key, of which there are few.
      for (let at = i; at > 0 && this.#compare(inOrder[at - 1] as NameId, inOrder[at] as NameId) > 0; at--) {
        [inOrder[at - 1], inOrder[at]] = [inOrder[at], inOrder[at - 1]];
      }
    }
  }

  add(hash: NameId): void {
    if (this.has(hash)) return;
    this.#has.set(hash, 1);
    const at = this.#placeOf(hash);
    this.#size++;
    this.#grow();
    this.#hashes.copyWithin(at + 1, at, this.#size - 1);
    this.#keys.copyWithin(at + 1, at, this.#size - 1);
    this.#hashes[at] = hash;
    this.#keys[at] = this.#keyOf(hash);
  }

  delete(hash: NameId): void {
    if (!this.has(hash)) return;
    const at = this.#placeOf(hash);
    this.#has.set(hash, 0);
    this.#hashes.copyWithin(at, at + 1, this.#size);
    this.#keys.copyWithin(at, at + 1, this.#size);
    this.#size--;
  }

  /** The one before a hash, which need not be in it, round about. */
  before(hash: NameId): NameId {
    const at = this.#placeOf(hash);
    return this.#hashes[at > 0 ? at - 1 : this.#size - 1] as NameId;
  }

  /** The one behind a hash, which need not be in it, round about. */
  behind(hash: NameId): NameId {
    const at = this.#placeOf(hash);
    const next = this.has(hash) ? at + 1 : at;
    return this.#hashes[next < this.#size ? next : 0] as NameId;
  }

  /** The first place whose hash is not before the given one. */
  #placeOf(hash: NameId): number {
    const keys = this.#keys;
    const key = this.#keyOf(hash);
    let [low, high] = [0, this.#size];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (keys[middle] < key) low = middle + 1;
      else high = middle;
    }
    while (low < this.#size && keys[low] === key && this.#compare(this.#hashes[low] as NameId, hash) < 0) low++;
    return low;
  }

  #compare(a: NameId, b: NameId): number {
    return this.#keyOf(a) - this.#keyOf(b) || compareOctets(this.#names.label(a), this.#names.label(b));
  }

  #keyOf(hash: NameId): number {
    const names = this.#names;
    const length = names.labelLength(hash);
    let key = 0;
    /** What is taken for all digits behind the end, or behind an octet that is none. */
    let rest = -1;
    for (let i = 0; i < KEY_DIGITS; i++) {
      if (i === length && rest < 0) rest = 0;
      const octet = rest < 0 ? names.labelOctet(hash, i) : 0;
      key = key * 32 + (rest < 0 ? FIVE_BITS[octet] : rest);
      if (rest < 0 && NO_DIGIT[octet] === 1) rest = octet < 0x30 ? 0 : 31;
    }
    return key;
  }

  #grow(): void {
    if (this.#size <= this.#hashes.length) return;
    const hashes = new Int32Array(this.#size * 1.1 + SPARE);
    const keys = new Uint32Array(hashes.length);
    hashes.set(this.#hashes);
    keys.set(this.#keys);
    this.#hashes = hashes;
    this.#keys = keys;
  }
}
