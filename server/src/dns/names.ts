/**
 * Domain names: presentation format (RFC 1035 section 5.1) to labels and back, and the table that interns them.
 * A label is octets; text that is not ASCII is taken as UTF-8, as named does.
 */

/** The most octets a label may have (RFC 1035 section 2.3.4). */
export const MAX_LABEL = 63;
/** The most octets a name may have on the wire, with length octets and the root (RFC 1035 section 2.3.4). */
export const MAX_NAME = 255;

/** What is wrong with a name's text; `index` is an offset in UTF-16 units from the start of the name's text. */
export interface NameError {
  readonly code: 'empty' | 'empty-label' | 'label-too-long' | 'name-too-long' | 'bad-escape';
  readonly index: number;
  readonly length: number;
}

/** A name as labels, most specific first, without the root; `absolute` when the text ended in a dot. */
export interface ParsedName {
  readonly labels: Uint8Array[];
  readonly absolute: boolean;
  readonly error?: NameError;
}

const BACKSLASH = 0x5c;
const DOT = 0x2e;
const utf8 = new TextEncoder();

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/**
 * Reads `text[start, end)` as a name. `@` is not special here: the caller knows where it stands for the origin.
 * Never throws; the first error found is returned beside the labels that could be read.
 */
export function parseName(text: string, start = 0, end = text.length): ParsedName {
  const labels: Uint8Array[] = [];
  if (start === end) return { labels, absolute: false, error: { code: 'empty', index: 0, length: 0 } };
  if (end - start === 1 && text.charCodeAt(start) === DOT) return { labels, absolute: true };
  let error: NameError | undefined;
  let octets: number[] = [];
  let labelStart = start;
  let total = 1;
  let absolute = false;
  const endLabel = (at: number): void => {
    if (octets.length === 0) error ??= { code: 'empty-label', index: at - start, length: 1 };
    if (octets.length > MAX_LABEL) {
      error ??= { code: 'label-too-long', index: labelStart - start, length: at - labelStart };
    }
    total += octets.length + 1;
    labels.push(Uint8Array.from(octets));
    octets = [];
  };
  for (let i = start; i < end; i++) {
    const code = text.charCodeAt(i);
    if (code === DOT) {
      endLabel(i);
      labelStart = i + 1;
      absolute = i + 1 === end;
    } else if (code === BACKSLASH) {
      const escaped = readEscape(text, i, end);
      if (escaped.octet < 0) {
        error ??= { code: 'bad-escape', index: i - start, length: escaped.length };
        octets.push(BACKSLASH);
      } else octets.push(escaped.octet);
      i += escaped.length - 1;
    } else if (code < 0x80) {
      octets.push(code);
    } else {
      const char = String.fromCodePoint(text.codePointAt(i)!);
      octets.push(...utf8.encode(char));
      i += char.length - 1;
    }
  }
  if (!absolute) endLabel(end);
  if (total > MAX_NAME) error ??= { code: 'name-too-long', index: 0, length: end - start };
  return error ? { labels, absolute, error } : { labels, absolute };
}

/**
 * Reads the escape at `text[at]`, which is a backslash: `\DDD` is the octet with that decimal value, `\X` is X
 * (RFC 1035 section 5.1). `octet` is -1 where it is none; `length` counts UTF-16 units and is at least 1.
 */
export function readEscape(text: string, at: number, end: number): { octet: number; length: number } {
  if (at + 1 >= end) return { octet: -1, length: 1 };
  const next = text.charCodeAt(at + 1);
  if (!isDigit(next)) return { octet: next < 0x80 ? next : -1, length: 2 };
  if (at + 3 >= end || !isDigit(text.charCodeAt(at + 2)) || !isDigit(text.charCodeAt(at + 3))) {
    return { octet: -1, length: Math.min(4, end - at) };
  }
  const value = Number(text.slice(at + 1, at + 4));
  return { octet: value > 255 ? -1 : value, length: 4 };
}

/** A label's octets in presentation format: special characters escaped by a backslash, the unprintable as `\DDD`. */
export function labelToText(octets: Uint8Array): string {
  let out = '';
  for (const octet of octets) {
    const char = String.fromCharCode(octet);
    if (octet < 0x21 || octet > 0x7e) out += `\\${String(octet).padStart(3, '0')}`;
    else if ('"().;\\@$'.includes(char)) out += `\\${char}`;
    else out += char;
  }
  return out;
}

/** Labels (most specific first) as an absolute name's text. */
export function labelsToText(labels: readonly Uint8Array[]): string {
  if (labels.length === 0) return '.';
  return labels.map((label) => `${labelToText(label)}.`).join('');
}

/** A name in the table: an index. Comparing names is comparing integers. */
export type NameId = number;

/** The root's id in every table. */
export const ROOT: NameId = 0;
/** Stands where there is no name: the text was not a name, or the origin is not known. */
export const NO_NAME: NameId = -1;

const LABEL_ARENA = 1 << 16;
const FIRST_SLOTS = 1 << 12;

/**
 * Interns names as (parent, label), case folded (RFC 4343). Owners, targets and origins of a whole workspace share one table,
 * so the ancestors of a name, which zone cuts, wildcards and reverse names are about, are a walk along `parent`.
 */
export class NameTable {
  #parents = new Int32Array(1024);
  #offsets = new Int32Array(1024);
  #lengths = new Uint8Array(1024);
  #depths = new Uint8Array(1024);
  #octets = new Uint8Array(LABEL_ARENA);
  #used = 0;
  #count = 1;
  #slots = new Int32Array(FIRST_SLOTS);
  #hashes = new Int32Array(1024);
  #unknown: NameId = NO_NAME;
  #scratch = new Uint8Array(256);

  constructor() {
    this.#parents[ROOT] = NO_NAME;
  }

  /** How many names the table holds, the root included. */
  get size(): number {
    return this.#count;
  }

  /** The name one label shorter; NO_NAME for the root. */
  parent(name: NameId): NameId {
    return this.#parents[name];
  }

  /** How many labels the name has; 0 for the root. */
  depth(name: NameId): number {
    return this.#depths[name];
  }

  /** The octets of the leftmost label, lower case. A view: read it at once, do not keep it. */
  label(name: NameId): Uint8Array {
    return this.#octets.subarray(this.#offsets[name], this.#offsets[name] + this.#lengths[name]);
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
    const labels: string[] = [];
    for (let at = name; at !== ROOT && at !== this.#unknown; at = this.#parents[at]) labels.push(this.labelText(at));
    return this.isWithin(name, this.#unknown) ? labels.join('.') : `${labels.join('.')}.`;
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
    for (let steps = this.#depths[name] - this.#depths[ancestor]; steps > 0; steps--) at = this.#parents[at];
    return at === ancestor;
  }

  /** The labels of `name` (most specific first) above `ancestor`, in presentation format joined by dots; `@` where they are equal. */
  relativeText(name: NameId, ancestor: NameId): string {
    if (name === ancestor) return '@';
    if (ancestor === ROOT) return this.text(name);
    if (!this.isWithin(name, ancestor)) return this.text(name);
    const labels: string[] = [];
    for (let at = name; at !== ancestor; at = this.#parents[at]) labels.push(this.labelText(at));
    return labels.join('.');
  }

  /** Octets of the name on the wire, uncompressed (RFC 1035 section 3.1). */
  wireLength(name: NameId): number {
    let total = 1;
    for (let at = name; at > ROOT; at = this.#parents[at]) total += this.#lengths[at] + 1;
    return total;
  }

  /** The name `label` + `parent`, made when it is not there yet. */
  child(parent: NameId, label: Uint8Array): NameId {
    this.#scratch.set(label.length > 255 ? label.subarray(0, 255) : label);
    return this.#intern(parent, 0, Math.min(label.length, 255));
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
    if (start === end) return NO_NAME;
    if (end - start === 1) {
      const only = text.charCodeAt(start);
      if (only === DOT) return ROOT;
      if (only === 0x40) return origin;
    }
    // The labels are written one after the other to the scratch, then interned from the last to the first.
    const starts: number[] = [];
    let at = 0;
    let labelAt = 0;
    let absolute = false;
    for (let i = start; i < end; i++) {
      let code = text.charCodeAt(i);
      if (code === DOT) {
        if (at === labelAt || at - labelAt > MAX_LABEL) return NO_NAME;
        starts.push(labelAt);
        labelAt = at;
        absolute = i + 1 === end;
        continue;
      }
      if (code === BACKSLASH || code >= 0x80) return this.#readSlowly(text, start, end, origin);
      if (code >= 0x41 && code <= 0x5a) code += 0x20;
      if (at >= MAX_NAME) return NO_NAME;
      this.#scratch[at++] = code;
    }
    if (!absolute) {
      if (at === labelAt || at - labelAt > MAX_LABEL || origin < 0) return NO_NAME;
      starts.push(labelAt);
    }
    let name = absolute ? ROOT : origin;
    let labelEnd = at;
    for (let i = starts.length - 1; i >= 0; i--) {
      name = this.#intern(name, starts[i], labelEnd);
      labelEnd = starts[i];
    }
    return this.#depths[name] > 127 || this.wireLength(name) > MAX_NAME ? NO_NAME : name;
  }

  #readSlowly(text: string, start: number, end: number, origin: NameId): NameId {
    const parsed = parseName(text, start, end);
    if (parsed.error || (!parsed.absolute && origin < 0)) return NO_NAME;
    let name = parsed.absolute ? ROOT : origin;
    for (let i = parsed.labels.length - 1; i >= 0; i--) name = this.child(name, parsed.labels[i]);
    return this.wireLength(name) > MAX_NAME ? NO_NAME : name;
  }

  /** Interns the label in `scratch[from, to)`, folding its case, below `parent`. */
  #intern(parent: NameId, from: number, to: number): NameId {
    let hash = Math.imul(parent + 0x9e37, 0x85ebca6b);
    for (let i = from; i < to; i++) {
      let octet = this.#scratch[i];
      if (octet >= 0x41 && octet <= 0x5a) {
        octet += 0x20;
        this.#scratch[i] = octet;
      }
      hash = Math.imul(hash ^ octet, 0x01000193);
    }
    hash ^= hash >>> 15;
    const mask = this.#slots.length - 1;
    let slot = hash & mask;
    for (let id = this.#slots[slot]; id !== 0; id = this.#slots[slot]) {
      if (this.#hashes[id] === hash && this.#parents[id] === parent && this.#sameLabel(id, from, to)) return id;
      slot = (slot + 1) & mask;
    }
    const id = this.#add(parent, from, to, hash);
    this.#slots[slot] = id;
    if (this.#count * 2 > this.#slots.length) this.#rehash();
    return id;
  }

  #sameLabel(id: NameId, from: number, to: number): boolean {
    if (this.#lengths[id] !== to - from) return false;
    let at = this.#offsets[id];
    for (let i = from; i < to; i++) if (this.#octets[at++] !== this.#scratch[i]) return false;
    return true;
  }

  #add(parent: NameId, from: number, to: number, hash: number): NameId {
    const id = this.#count++;
    if (id >= this.#parents.length) {
      this.#parents = grown(this.#parents, Int32Array);
      this.#offsets = grown(this.#offsets, Int32Array);
      this.#hashes = grown(this.#hashes, Int32Array);
      this.#lengths = grown(this.#lengths, Uint8Array);
      this.#depths = grown(this.#depths, Uint8Array);
    }
    while (this.#used + (to - from) > this.#octets.length) this.#octets = grown(this.#octets, Uint8Array);
    this.#octets.set(this.#scratch.subarray(from, to), this.#used);
    this.#parents[id] = parent;
    this.#offsets[id] = this.#used;
    this.#lengths[id] = to - from;
    this.#depths[id] = Math.min(this.#depths[parent] + 1, 255);
    this.#hashes[id] = hash;
    this.#used += to - from;
    return id;
  }

  #rehash(): void {
    this.#slots = new Int32Array(this.#slots.length * 2);
    const mask = this.#slots.length - 1;
    for (let id = 1; id < this.#count; id++) {
      let slot = this.#hashes[id] & mask;
      while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
      this.#slots[slot] = id;
    }
  }
}

function grown<T extends Int32Array | Uint8Array>(old: T, make: new (length: number) => T): T {
  const next = new make(old.length * 2);
  next.set(old);
  return next;
}
