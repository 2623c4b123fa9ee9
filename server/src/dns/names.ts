/** The table of domain names: each is a number, and comparing names is comparing numbers. nameText.ts reads and writes their text. */
import type { Branded } from './brand.ts';
import { labelToText, MAX_LABEL, MAX_NAME, parseName } from './nameText.ts';
import { DIGIT, DIGITS, HOST, traitsOfLabel } from './nameTraits.ts';

export { ANY_TRAIT, NameTrait } from './nameTraits.ts';

const DOT = 0x2e;
const AT = 0x40;
const BACKSLASH = 0x5c;

/** A name in the table: an index. Comparing names is comparing integers. */
export type NameId = Branded<'name'>;

/** The root's id in every table. */
export const ROOT = 0 as NameId;
/** Stands where there is no name: the text was not a name, or the origin is not known. */
export const NO_NAME = -1 as NameId;
/** From `readUnits`: the text has escapes or characters beyond ASCII. */
export const SLOW = -3 as NameId;

const LABEL_ARENA = 1 << 16;
const FIRST_NAMES = 1 << 10;
/**
 * The share of the hash table's slots that are taken at most. A small table is a fast one: where it outgrows what the processor keeps addresses of, looking
 * at a slot costs more than looking at its neighbours.
 */
const FULL = 0.7;

// A name is three numbers, side by side so that looking at it costs one line of the processor's cache.
const CELL = 3;
const PARENT = 0;
const LABEL = 1;
/** Label length (bits 0 to 7), labels (8 to 14, at most 127), octets on the wire (15 to 23, at most 511), traits (24 to 31). */
const SIZES = 2;
const DEPTH_SHIFT = 8;
const MOST_LABELS = 127;
const WIRE_SHIFT = 15;
const TRAIT_SHIFT = 24;
const MOST_WIRE = 511;

/** Each octet in lower case. */
const FOLD = Uint8Array.from({ length: 256 }, (_, octet) => (octet >= 0x41 && octet <= 0x5a ? octet + 0x20 : octet));
/** 1 for dots, 2 for what makes a name one that is read slowly: backslashes and what is not ASCII. */
const SPECIAL = Uint8Array.from({ length: 256 }, (_, octet) => {
  if (octet === DOT) return 1;
  return octet === BACKSLASH || octet >= 0x80 ? 2 : 0;
});

/** Texts up to this length are read without a look at escapes; a longer one without escapes is too long for a name. */
const MOST_UNITS = MAX_NAME;
const units = new Uint8Array(MOST_UNITS);
const ascii = new TextDecoder('latin1');

/**
 * Interns names as (parent, label), case folded (RFC 4343). Owners, targets and origins of a whole workspace share one table,
 * so the ancestors of a name, which zone cuts, wildcards and reverse names are about, are a walk along `parent`.
 */
export class NameTable {
  #cells = new Int32Array(FIRST_NAMES * CELL);
  #octets = new Uint8Array(LABEL_ARENA);
  #used = 0;
  #count = 1;
  /** A slot is a name in its lower bits, as many as the table's size has, and bits of the name's hash above; 0 where it is free. */
  #slots = new Int32Array(FIRST_NAMES * 2);
  #nameBits = Math.log2(FIRST_NAMES * 2);
  /** Names that there are slots for. */
  #most = FIRST_NAMES * 2 * FULL;
  #unknown: NameId = NO_NAME;
  /** Where the labels of the name being read end. */
  readonly #ends = new Int32Array(MAX_NAME + 1);
  /** Their hashes. */
  readonly #hashes = new Int32Array(MAX_NAME + 1);
  /** The name that was read last, label by label from the top or from its origin. */
  readonly #lastAbsolute = new Int32Array(MAX_NAME + 1);
  readonly #lastRelative = new Int32Array(MAX_NAME + 1);

  constructor() {
    this.#cells[PARENT] = NO_NAME;
    this.#cells[SIZES] = 1 << WIRE_SHIFT;
  }

  /** Makes room for so many more names, so that a large file is not read between repeated growing. */
  reserve(names: number): void {
    const total = this.#count + Math.ceil(names);
    if (total * CELL > this.#cells.length) {
      // At least twice as many, since thousands of small files make room one after the other.
      this.#cells = resized(this.#cells, Math.max(total * CELL, this.#cells.length * 2));
    }
    if (total > this.#most) this.#rehash(total);
  }

  /** How many names it can hold before it grows. */
  get room(): number {
    return Math.floor(this.#cells.length / CELL);
  }

  /** How many names the table holds, the root included. */
  get size(): number {
    return this.#count;
  }

  /** The name one label shorter; NO_NAME for the root. */
  parent(name: NameId): NameId {
    return this.#cells[name * CELL + PARENT] as NameId;
  }

  /** How many labels the name has; 0 for the root. */
  depth(name: NameId): number {
    return (this.#cells[name * CELL + SIZES] >>> DEPTH_SHIFT) & MOST_LABELS;
  }

  /** The bits of NameTrait that hold for one of its labels at least. */
  traits(name: NameId): number {
    return this.#cells[name * CELL + SIZES] >>> TRAIT_SHIFT;
  }

  /** The octets of the leftmost label, lower case. A view: read it at once, do not keep it. */
  label(name: NameId): Uint8Array {
    const at = this.#cells[name * CELL + LABEL];
    return this.#octets.subarray(at, at + (this.#cells[name * CELL + SIZES] & 0xff));
  }

  // The same without a view, which takes longer to make than most labels to read.

  /** How many octets the leftmost label has; 0 for the root. */
  labelLength(name: NameId): number {
    return this.#cells[name * CELL + SIZES] & 0xff;
  }

  /** Octet `index` of the leftmost label, lower case. */
  labelOctet(name: NameId, index: number): number {
    return this.#octets[this.#cells[name * CELL + LABEL] + index];
  }

  /** True where the leftmost label is this one, in lower case. The root has none. */
  hasLabel(name: NameId, label: Uint8Array): boolean {
    const cell = name * CELL;
    if (name <= ROOT || (this.#cells[cell + SIZES] & 0xff) !== label.length) return false;
    return this.#sameOctets(this.#cells[cell + LABEL], label, 0, label.length);
  }

  /** The first octet of the leftmost label, lower case; -1 for the root. A cheap look before the label is read. */
  firstOctet(name: NameId): number {
    return name <= ROOT ? -1 : this.#octets[this.#cells[name * CELL + LABEL]];
  }

  /** The last octet of the topmost label, lower case; -1 for the root. */
  lastOctet(name: NameId): number {
    if (name <= ROOT) return -1;
    let top = name;
    for (let above = this.parent(top); above !== ROOT; above = this.parent(top)) top = above;
    const cell = top * CELL;
    return this.#octets[this.#cells[cell + LABEL] + (this.#cells[cell + SIZES] & 0xff) - 1];
  }

  /** The leftmost label in presentation format, lower case; empty for the root. */
  labelText(name: NameId): string {
    return labelToText(this.label(name));
  }

  /** The absolute name in presentation format, lower case, with its final dot; below `unknown` relative, as far as it is known. */
  text(name: NameId): string {
    if (name < 0) return '';
    if (name === ROOT) return '.';
    if (name === this.#unknown) return '@';
    const plain = this.#plainText(name);
    if (plain !== undefined) return plain;
    const labels: string[] = [];
    for (let at = name; at !== ROOT && at !== this.#unknown; at = this.parent(at)) labels.push(this.labelText(at));
    return this.isWithin(name, this.#unknown) ? labels.join('.') : `${labels.join('.')}.`;
  }

  /** The text of a name of letters, digits and hyphens alone, as most are; undefined for all others. */
  #plainText(name: NameId): string | undefined {
    let length = 0;
    for (let at = name; at !== ROOT; at = this.parent(at)) {
      const label = this.#cells[at * CELL + LABEL];
      const end = label + this.labelLength(at);
      if (length + end - label >= MOST_UNITS) return undefined;
      for (let i = label; i < end; i++) {
        const octet = this.#octets[i];
        if ((HOST[octet] & 2) !== 0) return undefined;
        units[length++] = octet;
      }
      units[length++] = DOT;
    }
    return ascii.decode(units.subarray(0, length));
  }

  /**
   * The origin of files whose zone is not known: a name that no file can hold, so that their relative names can be compared with one another
   * and with nothing else.
   */
  get unknown(): NameId {
    if (this.#unknown === NO_NAME) this.#unknown = this.child(ROOT, Uint8Array.of(0));
    return this.#unknown;
  }

  /** True where `name` is `ancestor` or lies below it. */
  isWithin(name: NameId, ancestor: NameId): boolean {
    if (name < 0 || ancestor < 0) return false;
    let at = name;
    for (let steps = this.depth(name) - this.depth(ancestor); steps > 0; steps--) at = this.parent(at);
    return at === ancestor;
  }

  /** The labels of `name` (most specific first) above `ancestor`, in presentation format joined by dots; `@` where they are equal. */
  relativeText(name: NameId, ancestor: NameId): string {
    if (name === ancestor) return '@';
    if (ancestor === ROOT) return this.text(name);
    if (!this.isWithin(name, ancestor)) return this.text(name);
    const labels: string[] = [];
    for (let at = name; at !== ancestor; at = this.parent(at)) labels.push(this.labelText(at));
    return labels.join('.');
  }

  /** Octets of the name on the wire, uncompressed (RFC 1035 section 3.1); 511 for all that are longer, which no name may be. */
  wireLength(name: NameId): number {
    return (this.#cells[name * CELL + SIZES] >>> WIRE_SHIFT) & MOST_WIRE;
  }

  /** The name `label` + `parent`, made when it is not there yet. */
  child(parent: NameId, label: Uint8Array): NameId {
    const length = Math.min(label.length, 255);
    return this.#intern(parent, label, 0, length, hashOf(parent, hashOfLabel(label, 0, length)));
  }

  /** The name `label` + `parent`; NO_NAME where the table does not have it, so that nothing in the workspace does. */
  find(parent: NameId, label: Uint8Array): NameId {
    const slot = this.#slot(parent, label, 0, label.length, hashOf(parent, hashOfLabel(label, 0, label.length)));
    return this.#slots[slot] === 0 ? NO_NAME : this.#nameIn(slot);
  }

  /** The id of an absolute or relative name's text, relative to the root; NO_NAME where the text is no name. */
  fromText(text: string, origin: NameId = ROOT): NameId {
    return this.read(text, 0, text.length, origin);
  }

  /**
   * Interns `text[start, end)`, taken relative to `origin` unless it ends in a dot.
   * NO_NAME where the text is no name, or is relative and `origin` is NO_NAME.
   */
  read(text: string, start: number, end: number, origin: NameId): NameId {
    const length = end - start;
    if (length > MOST_UNITS) return this.#readSlowly(text, start, end, origin);
    for (let i = 0; i < length; i++) {
      const code = text.charCodeAt(start + i);
      units[i] = code < 0x80 ? code : 0xff;
    }
    const name = this.readUnits(units, 0, length, origin);
    return name === SLOW ? this.#readSlowly(text, start, end, origin) : name;
  }

  /**
   * `read` for a text that is in octets as `copyUnits` gives them. This is where a large zone's time goes: it allocates nothing, and looks at
   * each octet twice. SLOW where there are escapes or characters beyond ASCII: `read` has to be asked then.
   */
  readUnits(from: Uint8Array, start: number, end: number, origin: NameId): NameId {
    const ends = this.#ends;
    const hashes = this.#hashes;
    let labels = 0;
    let labelAt = start;
    let absolute = false;
    let hash = 0;
    if (end - start > MOST_UNITS) return SLOW;
    for (let i = start; i < end; i++) {
      const octet = from[i];
      const special = SPECIAL[octet];
      if (special === 0) {
        hash = Math.imul(hash ^ FOLD[octet], FNV_PRIME);
        continue;
      }
      if (special === 2) return SLOW;
      if (i === labelAt || i - labelAt > MAX_LABEL) return end - start === 1 ? ROOT : NO_NAME;
      hashes[labels] = hash;
      ends[labels++] = i;
      hash = 0;
      labelAt = i + 1;
      absolute = labelAt === end;
    }
    let name: NameId = ROOT;
    if (!absolute) {
      if (end - start === 1 && from[start] === AT) return origin;
      if (end === labelAt || end - labelAt > MAX_LABEL || origin < 0) return NO_NAME;
      hashes[labels] = hash;
      ends[labels++] = end;
      name = origin;
    }
    const last = absolute ? this.#lastAbsolute : this.#lastRelative;
    for (let i = labels - 1; i >= 0; i--) {
      const begin = i === 0 ? start : ends[i - 1] + 1;
      const above = labels - 1 - i;
      // The name before has most labels in common with this one, but for the first.
      if (i > 0 && this.#isLabel(last[above] * CELL, name, from, begin, ends[i])) {
        name = last[above] as NameId;
        continue;
      }
      name = this.#intern(name, from, begin, ends[i], hashOf(name, hashes[i]));
      last[above] = name;
    }
    return this.wireLength(name) > MAX_NAME ? NO_NAME : name;
  }

  #readSlowly(text: string, start: number, end: number, origin: NameId): NameId {
    const parsed = parseName(text, start, end);
    if (parsed.error || (!parsed.absolute && origin < 0)) return NO_NAME;
    let name = parsed.absolute ? ROOT : origin;
    for (let i = parsed.labels.length - 1; i >= 0; i--) name = this.child(name, parsed.labels[i]);
    return this.wireLength(name) > MAX_NAME ? NO_NAME : name;
  }

  /** Interns the label in `octets[from, to)`, folding its case, below `parent`; `hash` is theirs. */
  #intern(parent: NameId, octets: Uint8Array, from: number, to: number, hash: number): NameId {
    const slot = this.#slot(parent, octets, from, to, hash);
    if (this.#slots[slot] !== 0) return this.#nameIn(slot);
    const id = this.#add(parent, octets, from, to);
    this.#slots[slot] = this.#stored(hash, id);
    if (this.#count > this.#most) this.#rehash(this.#count * 2);
    return id;
  }

  /** The slot of a label below `parent`: the one it is in, or the free one that it belongs into. */
  #slot(parent: NameId, octets: Uint8Array, from: number, to: number, hash: number): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    const bits = this.#nameBits;
    const sought = this.#stored(hash, ROOT);
    let slot = hash & mask;
    // The hash stands beside the name, so that other names need not be looked at.
    for (let stored = slots[slot]; stored !== 0; stored = slots[slot]) {
      if ((stored ^ sought) >>> bits === 0 && this.#isLabel((stored ^ sought) * CELL, parent, octets, from, to))
        return slot;
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  #nameIn(slot: number): NameId {
    return (this.#slots[slot] & ((1 << this.#nameBits) - 1)) as NameId;
  }

  /** What stands in a slot. */
  #stored(hash: number, name: NameId): number {
    // The bits that chose the slot are not those that tell its names apart.
    return ((hash ^ (hash >>> this.#nameBits)) << this.#nameBits) | name;
  }

  #isLabel(cell: number, parent: NameId, octets: Uint8Array, from: number, to: number): boolean {
    const cells = this.#cells;
    return (
      cells[cell + PARENT] === parent &&
      (cells[cell + SIZES] & 0xff) === to - from &&
      this.#sameOctets(cells[cell + LABEL], octets, from, to)
    );
  }

  #sameOctets(at: number, octets: Uint8Array, from: number, to: number): boolean {
    const own = this.#octets;
    for (let i = from; i < to; i++) if (own[at++] !== FOLD[octets[i]]) return false;
    return true;
  }

  #add(parent: NameId, octets: Uint8Array, from: number, to: number): NameId {
    const id = this.#count++ as NameId;
    const cell = id * CELL;
    if (cell + CELL > this.#cells.length) this.#cells = resized(this.#cells, this.#cells.length * 2);
    if (this.#used + (to - from) > this.#octets.length) this.#octets = resized(this.#octets, this.#octets.length * 2);
    const cells = this.#cells;
    const own = this.#octets;
    const label = this.#used;
    const length = to - from;
    this.#used = label + length;
    let host = 0;
    let digits = DIGIT;
    for (let i = 0; i < length; i++) {
      const octet = FOLD[octets[from + i]];
      own[label + i] = octet;
      host |= HOST[octet];
      digits &= DIGITS[octet];
    }
    const above = cells[parent * CELL + SIZES];
    const depth = Math.min(((above >>> DEPTH_SHIFT) & MOST_LABELS) + 1, MOST_LABELS);
    const wire = Math.min(((above >>> WIRE_SHIFT) & MOST_WIRE) + length + 1, MOST_WIRE);
    const traits = (above >>> TRAIT_SHIFT) | traitsOfLabel(own, label, length, host, digits, parent === ROOT);
    cells[cell + PARENT] = parent;
    cells[cell + LABEL] = label;
    cells[cell + SIZES] = length | (depth << DEPTH_SHIFT) | (wire << WIRE_SHIFT) | (traits << TRAIT_SHIFT);
    return id;
  }

  #rehash(names: number): void {
    let size = this.#slots.length;
    while (names > size * FULL) size *= 2;
    const slots = new Int32Array(size);
    const mask = size - 1;
    this.#nameBits = Math.log2(size);
    for (let name = 1 as NameId; name < this.#count; name++) {
      const at = this.#cells[name * CELL + LABEL];
      const length = this.#cells[name * CELL + SIZES] & 0xff;
      const hash = hashOf(this.parent(name), hashOfLabel(this.#octets, at, at + length));
      let slot = hash & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = this.#stored(hash, name);
    }
    this.#slots = slots;
    this.#most = size * FULL;
  }
}

const FNV_PRIME = 0x01000193;

function hashOfLabel(octets: Uint8Array, from: number, to: number): number {
  let hash = 0;
  for (let i = from; i < to; i++) hash = Math.imul(hash ^ FOLD[octets[i]], FNV_PRIME);
  return hash;
}

function hashOf(parent: NameId, label: number): number {
  const hash = Math.imul(label ^ Math.imul(parent + 0x9e37, 0x85ebca6b), 0xc2b2ae35);
  return hash ^ (hash >>> 15);
}

function resized<T extends Int32Array | Uint8Array>(old: T, length: number): T {
  const next = new (old.constructor as new (length: number) => T)(length);
  next.set(old);
  return next;
}
