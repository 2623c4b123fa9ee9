/** What a server has of a zone, noted record by record against what the file has: nothing is kept of records that are the same. */

import { TYPE } from '../../dns/types.ts';
import type { AnswerRecord } from '../messages.ts';
import { type FileSet, type FileZone, keyOf } from './fileZone.ts';
import { dataOf } from './recordData.ts';

/** So many records that only the server has are kept; the others are counted. */
const MOST_EXTRA = 20_000;
/** So far behind the set of one record that of the next is looked for without the index. */
const NEAR = 4;

/** An RRset that is not the same in the file and at a server. */
export interface Difference {
  /** The server has none of it, the file has none of it, data differ (and the TTL perhaps), or nothing but the TTL. */
  readonly kind: 'missing' | 'extra' | 'data' | 'ttl';
  readonly owner: string;
  readonly type: number;
  /** Its index in the file's sets; -1 for one that the file does not have. */
  readonly set: number;
  /** Indices of the records of the file's set that the server does not have. */
  readonly gone: readonly number[];
  /** The data that only the server has. */
  readonly more: readonly string[];
  /** The TTL that the server has; absent where it has none of the set, or its TTL says nothing. */
  readonly ttl?: number;
}

/** What a signing server adds to a zone: signatures and denials, keys, what it says of them, and BIND's own notes (TYPE65534). */
const ADDED: ReadonlySet<number> = new Set([
  TYPE.RRSIG,
  TYPE.NSEC,
  TYPE.NSEC3,
  TYPE.NSEC3PARAM,
  TYPE.DNSKEY,
  TYPE.CDS,
  TYPE.CDNSKEY,
  65534,
]);

interface Extra {
  readonly owner: string;
  readonly type: number;
  readonly ttl: number;
  readonly data: Set<string>;
}

/** Finds the set of an owner, in small letters, and a type; undefined where the file has none. One for all servers. */
export type SetIndex = (owner: string, type: number) => number | undefined;

/** An index of a zone's sets. It is made when it is first needed: a server that sends the zone in the file's order needs none. */
export function setIndex({ sets }: FileZone): SetIndex {
  let index: Map<string, number> | undefined;
  return (owner, type) => {
    index ??= new Map(sets.map((set, i) => [keyOf(set.owner, set.type), i]));
    return index.get(keyOf(owner, type));
  };
}

/** What is known of one server's zone. */
export class Served {
  /** RRsets of the file that the server was asked for; all of them after a transfer. */
  asked = 0;
  /** Records that a signing server adds, which are not compared. */
  left = 0;
  /** Records of another class, or that cannot be read. */
  odd = 0;
  /** Records that only the server has beyond those that are kept. */
  beyond = 0;
  readonly #file: FileZone;
  readonly #index: SetIndex;
  /** The first record of each set in `#seen`. */
  readonly #firsts: Int32Array;
  /** 1 for each record of the file that the server has. */
  readonly #seen: Uint8Array;
  readonly #ttls: Float64Array;
  /** 1 for each set that the server was asked for, or has. */
  readonly #known: Uint8Array;
  /** By set, what only the server has; by key, the sets that the file does not have. */
  readonly #more = new Map<number, Set<string>>();
  readonly #extra = new Map<string, Extra>();
  readonly #places = new Map<number, ReadonlyMap<string, number>>();
  #extras = 0;
  /** The set of the last record. */
  #last = 0;
  readonly #comparesTtls: boolean;
  readonly #wrong: ReadonlySet<string>;

  constructor(file: FileZone, index: SetIndex, comparesTtls: boolean) {
    this.#file = file;
    this.#index = index;
    this.#comparesTtls = comparesTtls;
    this.#wrong = new Set(file.wrong);
    const { sets } = file;
    this.#firsts = new Int32Array(sets.length + 1);
    for (const [i, { data }] of sets.entries()) this.#firsts[i + 1] = this.#firsts[i] + data.length;
    this.#seen = new Uint8Array(this.#firsts[sets.length]);
    this.#ttls = new Float64Array(sets.length).fill(-1);
    this.#known = new Uint8Array(sets.length);
  }

  /** A set that the server was asked for and answered of, whatever it has of it. */
  answered(set: number): void {
    if (this.#known[set] === 0) this.asked++;
    this.#known[set] = 1;
  }

  /** The server sent its whole zone. */
  whole(): void {
    this.#known.fill(1);
    this.asked = this.#known.length;
  }

  /** A record that the server has. */
  take({ owner: written, type, class: code, ttl, rdata, fault }: AnswerRecord): void {
    if (code !== this.#file.class || fault !== undefined) {
      this.odd++;
      return;
    }
    const owner = written.toLowerCase();
    const set = this.#find(owner, type);
    if (isLeftOut(this.#file, type, set === undefined)) {
      this.left++;
      return;
    }
    const data = dataOf(type, code, rdata);
    if (set === undefined) {
      // Of a file of which a part was not read, nobody knows that it does not have it.
      const key = keyOf(owner, type);
      if (this.#file.isPart || this.#wrong.has(key)) return;
      this.#takeExtra(key, owner, type, ttl, data);
      return;
    }
    if (this.#ttls[set] < 0) this.#ttls[set] = ttl;
    const at = this.#indexIn(set, data);
    if (at !== undefined && at >= 0) this.#seen[this.#firsts[set] + at] = 1;
    else if (isAdded(this.#file, type)) this.left++;
    else if (this.#isRoom()) {
      const more = this.#more.get(set) ?? new Set();
      this.#more.set(set, more.add(data));
    }
  }

  /** The set of a record. Most servers send a zone in the canonical order, in which the file's sets are: it is the last one's or near behind it. */
  #find(owner: string, type: number): number | undefined {
    const { sets } = this.#file;
    for (let near = this.#last; near <= this.#last + NEAR && near < sets.length; near++) {
      const set = sets[near];
      if (set.type === type && set.owner === owner) {
        this.#last = near;
        return near;
      }
    }
    const found = this.#index(owner, type);
    if (found !== undefined) this.#last = found;
    return found;
  }

  #takeExtra(key: string, owner: string, type: number, ttl: number, data: string): void {
    if (!this.#isRoom()) return;
    const extra = this.#extra.get(key) ?? { owner, type, ttl, data: new Set<string>() };
    this.#extra.set(key, extra);
    extra.data.add(data);
  }

  #isRoom(): boolean {
    if (this.#extras++ < MOST_EXTRA) return true;
    this.beyond++;
    return false;
  }

  #indexIn(set: number, data: string): number | undefined {
    const all = this.#file.sets[set].data;
    if (all.length <= 8) return all.indexOf(data);
    let places = this.#places.get(set);
    if (!places) {
      places = new Map(all.map((each, i) => [each, i]));
      this.#places.set(set, places);
    }
    return places.get(data);
  }

  /** What is different, in the order of the file; what only the server has comes last, by name. */
  differences(): Difference[] {
    const found: Difference[] = [];
    for (const [i, set] of this.#file.sets.entries()) {
      const difference = this.#known[i] === 1 ? this.#differenceOf(i, set) : undefined;
      if (difference) found.push(difference);
    }
    const extra = [...this.#extra.values()].sort((a, b) =>
      a.owner < b.owner ? -1 : a.owner > b.owner ? 1 : a.type - b.type,
    );
    for (const { owner, type, ttl, data } of extra) {
      found.push({ kind: 'extra', owner, type, set: -1, gone: [], more: [...data].sort(), ...this.#ttlOf(ttl) });
    }
    return found;
  }

  #ttlOf(ttl: number): { ttl?: number } {
    return this.#comparesTtls ? { ttl } : {};
  }

  #differenceOf(index: number, set: FileSet): Difference | undefined {
    const { owner, type, data, ttls } = set;
    if (isLeftOut(this.#file, type, false)) return undefined;
    const first = this.#firsts[index];
    const gone: number[] = [];
    for (let i = 0; i < data.length; i++) if (this.#seen[first + i] === 0) gone.push(i);
    const more = [...(this.#more.get(index) ?? [])].sort();
    const ttl = this.#ttls[index];
    const base = { owner, type, set: index, gone, more };
    if (gone.length === data.length && more.length === 0) return { kind: 'missing', ...base };
    const differs = this.#comparesTtls && ttl >= 0 && type !== TYPE.RRSIG && !ttls.includes(ttl) && !ttls.includes(-1);
    if (gone.length > 0 || more.length > 0) return { kind: 'data', ...base, ...(ttl >= 0 && this.#ttlOf(ttl)) };
    return differs ? { kind: 'ttl', ...base, ttl } : undefined;
  }

  /** How many RRsets are the same. */
  same(differences: readonly Difference[]): number {
    return this.asked - differences.filter(({ set }) => set >= 0).length;
  }
}

/** Whether the server adds records of a type to the zone, so that those that it has beyond the file's say nothing. */
export function isAdded({ signed }: FileZone, type: number): boolean {
  return signed !== 'file' && ADDED.has(type);
}

/** What of a type is not compared: what the server adds, and where it is known to sign, what an older file has of that, too. */
function isLeftOut(file: FileZone, type: number, isExtra: boolean): boolean {
  return isAdded(file, type) && (isExtra || file.signed === 'server');
}
