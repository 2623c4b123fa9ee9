/** What a zone says, as a sum over its chunks: two states with the same sum hold the same records. */
import { type NameId, type NameTable, ROOT } from '../dns/names.ts';
import { TYPE } from '../dns/types.ts';
import type { ParsedChunk } from './chunk.ts';
import { EntryFlag, EntryKind } from './entries.ts';

const SERIAL_WORD = 2;
/** A sum of 64 bits. */
export interface ContentSum {
  readonly first: number;
  readonly second: number;
}

export const NO_CONTENT: ContentSum = { first: 0, second: 0 };

/** One sum more. */
export function plus(a: ContentSum, b: ContentSum): ContentSum {
  return { first: (a.first + b.first) >>> 0, second: (a.second + b.second) >>> 0 };
}

/** One sum less. */
export function minus(a: ContentSum, b: ContentSum): ContentSum {
  return { first: (a.first - b.first) >>> 0, second: (a.second - b.second) >>> 0 };
}

const sums = new WeakMap<ParsedChunk, ContentSum>();

/**
 * What a chunk adds to its zone. The serial, white space, comments, the order of records and how owners and TTLs are inherited do not matter.
 * RDATA that is written in another way, as with a name made absolute, is other content.
 */
export function contentOf(chunk: ParsedChunk, names: NameTable): ContentSum {
  let sum = sums.get(chunk);
  if (sum) return sum;
  sum = NO_CONTENT;
  // What a $GENERATE makes has the TTLs that its line does not say.
  sum = plus(sum, contentOfEntries(chunk, names));
  for (const { parsed } of chunk.generated) sum = plus(sum, contentOfEntries(parsed, names));
  sums.set(chunk, sum);
  return sum;
}

/** Sums, so that the order of records does not matter and an edit costs no more than its chunk. */
function contentOfEntries(chunk: ParsedChunk, names: NameTable): ContentSum {
  let first = 0;
  let second = 0;
  const mix = new Mix();
  for (let entry = 0; entry < chunk.count; entry++) {
    const kind = chunk.kinds[entry];
    // The effect of these is what the records carry.
    if (kind === EntryKind.Origin || kind === EntryKind.Ttl) continue;
    mix.begin();
    mix.number(kind);
    mix.name(chunk.owners[entry], names);
    mix.number(chunk.ttls[entry]);
    mix.number(chunk.classes[entry]);
    mix.number(chunk.types[entry]);
    mix.name(chunk.origins[entry], names);
    const from = chunk.wordFirsts[entry];
    const hasSerial =
      kind === EntryKind.Record && chunk.types[entry] === TYPE.SOA && (chunk.flags[entry] & EntryFlag.Generic) === 0;
    for (let word = from; word < chunk.wordFirsts[entry + 1]; word++) {
      const end = hasSerial && word - from === SERIAL_WORD ? chunk.wordStarts[word] : chunk.wordEnds[word];
      mix.text(chunk.text, chunk.wordStarts[word], end);
      mix.number(chunk.wordQuoted[word]);
    }
    first = (first + mix.first()) >>> 0;
    second = (second + mix.second()) >>> 0;
  }
  return { first, second };
}

type Hash = readonly [number, number];

/** Two hashes of what is put in (FNV-1a over UTF-16 units, from two seeds and with two primes). */
class Mix {
  #a = 0;
  #b = 0;
  /** The hashes of the names that were put in: most records have the owner of the one before, and all have the same origin. */
  readonly #names = new Map<NameId, Hash>([[ROOT, [0x811c9dc5, 0x2f0b4c47]]]);

  begin(): void {
    this.#a = 0x811c9dc5;
    this.#b = 0x2f0b4c47;
  }

  number(value: number): void {
    this.#a = Math.imul(this.#a ^ value, 0x01000193);
    this.#b = Math.imul(this.#b ^ value, 0x01000197);
  }

  text(text: string, start: number, end: number): void {
    let a = this.#a;
    let b = this.#b;
    for (let i = start; i < end; i++) {
      const code = text.charCodeAt(i);
      a = Math.imul(a ^ code, 0x01000193);
      b = Math.imul(b ^ code, 0x01000197);
    }
    this.#a = a;
    this.#b = b;
    // The length keeps words apart.
    this.number(end - start);
  }

  name(name: NameId, names: NameTable): void {
    if (name < 0) {
      this.number(name);
      return;
    }
    const [a, b] = this.#hashOf(name, names);
    this.#a = Math.imul(this.#a ^ a, 0x01000193);
    this.#b = Math.imul(this.#b ^ b, 0x01000197);
  }

  /** The hashes of a name's labels from the top down: the same in every table, and without its text, which takes longer to make. */
  #hashOf(name: NameId, names: NameTable): Hash {
    const known = this.#names.get(name);
    if (known) return known;
    let [a, b] = this.#hashOf(names.parent(name), names);
    const label = names.label(name);
    for (const octet of label) {
      a = Math.imul(a ^ octet, 0x01000193);
      b = Math.imul(b ^ octet, 0x01000197);
    }
    const hash: Hash = [mixed(a ^ label.length), mixed(b ^ label.length)];
    this.#names.set(name, hash);
    return hash;
  }

  first(): number {
    return mixed(this.#a);
  }

  second(): number {
    return mixed(this.#b);
  }
}

/** Mixes the bits of a hash, so that sums of hashes keep apart. */
function mixed(hash: number): number {
  let value = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}
