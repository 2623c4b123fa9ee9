/** What the names of a table are as reverse names, kept by their numbers: a rule looks at a byte and not at 34 labels. */
import { type NameId, type NameTable, NameTrait, ROOT } from './names.ts';
import { isRightlyFirst, type ReverseSuffix } from './reverse.ts';

/** A sound name: every label below the suffix is a nibble or an octet, there are not too many, and it can be read from the right. */
const SOUND = 0x80;
/** It is a whole address. */
const WHOLE = 0x40;
/** Of IPv6. */
const NIBBLES = 0x20;
/** How many nibbles there are below the suffix: 0 to 31, since 32 are a whole address. */
const COUNT = 0x1f;
/** No reverse name, or one that has to be read label by label (reverse.ts). */
const ODD = 1;
/** Where the number of its tree stands in the state of an odd name: 0 for none. */
const TREE_SHIFT = 1;
const TREE = 0x06;
/**
 * Of an odd name that goes through a block of addresses (RFC 2317) and in which nothing is wrong: how many octets it has, and one more; 0 for all others.
 */
const BLOCK_SHIFT = 3;
const BLOCK = 0x38;
/** Nobody asked yet. */
const UNKNOWN = 0;

/** What `reverseKind` says of a name; the first two hold for whole addresses. One of a classless delegation (RFC 2317) in which nothing is wrong is the last one alone. */
export const ReverseKind = { Sound: SOUND, Whole: WHOLE, Classless: 1 } as const;

/** By their numbers in a state. */
const TREES = [undefined, 'in-addr.arpa', 'ip6.arpa', 'ip6.int'] as const;
const IN_ADDR = 1;
const IP6 = 2;
const IP6_INT = 3;

const HYPHEN = 0x2d;
const SLASH = 0x2f;
const STAR = 0x2a;
const UNDERSCORE = 0x5f;
const ZERO = 0x30;
const NINE = 0x39;
const A = 0x61;
const F = 0x66;
const FIRST_NIBBLES = 4;
const MOST_NIBBLES = 32;
const MOST_OCTETS = 4;

const states = new WeakMap<NameTable, Uint8Array>();

/**
 * The bits of ReverseKind that hold for a name. None for forward names, names with a wildcard or a service, and all that something may be wrong
 * with: they are to be read by `readReverse`.
 */
export function reverseKind(names: NameTable, name: NameId): number {
  const state = mayBeReverse(names, name) ? stateOf(names, statesOf(names), name) : 0;
  if ((state & SOUND) !== 0) return state & (SOUND | WHOLE);
  return (state & BLOCK) === 0 ? 0 : ReverseKind.Classless;
}

/** The reverse tree that a name is in; undefined for a forward name. */
export function reverseTree(names: NameTable, name: NameId): ReverseSuffix | undefined {
  return mayBeReverse(names, name) ? TREES[treeOf(stateOf(names, statesOf(names), name))] : undefined;
}

function mayBeReverse(names: NameTable, name: NameId): boolean {
  return name >= 0 && (names.traits(name) & NameTrait.Infrastructure) !== 0;
}

function treeOf(state: number): number {
  if ((state & SOUND) === 0) return (state & TREE) >> TREE_SHIFT;
  return (state & NIBBLES) === 0 ? IN_ADDR : IP6;
}

function statesOf(names: NameTable): Uint8Array {
  const known = states.get(names);
  if (known && known.length >= names.size) return known;
  const grown = new Uint8Array(Math.max(names.room, names.size));
  if (known) grown.set(known);
  states.set(names, grown);
  return grown;
}

function stateOf(names: NameTable, known: Uint8Array, name: NameId): number {
  if (known[name] !== UNKNOWN) return known[name];
  const state = read(names, known, name);
  known[name] = state;
  return state;
}

function read(names: NameTable, known: Uint8Array, name: NameId): number {
  const depth = names.depth(name);
  if (depth < 2) return ODD;
  if (depth === 2) return suffixState(names, name);
  const above = stateOf(names, known, names.parent(name));
  const odd = ODD | (treeOf(above) << TREE_SHIFT);
  const label = names.label(name);
  if ((above & (SOUND | WHOLE)) !== SOUND) return odd | (blockOctets(above, label) << BLOCK_SHIFT);
  const count = (above & COUNT) + 1;
  if ((above & NIBBLES) === 0)
    return isOctet(label, count) ? withOctets(count) : odd | (blockOctets(above, label) << BLOCK_SHIFT);
  if (label.length !== 1 || nibbleOf(label[0]) < 0) return odd;
  if (count === FIRST_NIBBLES && !isRightlyFirst(firstBits(names, name))) return odd;
  return count === MOST_NIBBLES ? SOUND | WHOLE | NIBBLES : SOUND | NIBBLES | count;
}

function suffixState(names: NameTable, name: NameId): number {
  const suffix = `${names.labelText(name)}.${names.labelText(names.parent(name))}`;
  if (suffix === TREES[IP6]) return SOUND | NIBBLES;
  if (suffix === TREES[IN_ADDR]) return SOUND;
  // Nobody asks below ip6.int any more (RFC 4159): it is read with care, not fast.
  return suffix === TREES[IP6_INT] ? ODD | (IP6_INT << TREE_SHIFT) : ODD;
}

function withOctets(count: number): number {
  return count === MOST_OCTETS ? SOUND | WHOLE : SOUND | count;
}

/** True for an octet as resolvers write it; a first one only if hosts have it, since others may have been written from the left. */
function isOctet(label: Uint8Array, count: number): boolean {
  if (label.length === 0 || label.length > 3 || (label.length > 1 && label[0] === ZERO)) return false;
  let value = 0;
  for (const octet of label) {
    if (octet < ZERO || octet > NINE) return false;
    value = value * 10 + octet - ZERO;
  }
  return value <= 255 && (count > 1 || (value > 0 && value < 224));
}

/** One more than how many octets a name has with this label, where it goes through a block and nothing is wrong with it (`readReverse`); else 0. */
function blockOctets(above: number, label: Uint8Array): number {
  const isInBlock = (above & SOUND) === 0;
  if (isInBlock ? (above & BLOCK) === 0 : (above & NIBBLES) !== 0) return 0;
  const octets = isInBlock ? ((above & BLOCK) >> BLOCK_SHIFT) - 1 : (above & WHOLE) !== 0 ? MOST_OCTETS : above & COUNT;
  if (label[0] === STAR || label[0] === UNDERSCORE) return 0;
  if (label.includes(HYPHEN) || label.includes(SLASH) || (octets >= 3 && !label.every(isDecimal))) return octets + 1;
  return isInBlock && octets < MOST_OCTETS && isOctet(label, MOST_OCTETS) ? octets + 2 : 0;
}

function isDecimal(octet: number): boolean {
  return octet >= ZERO && octet <= NINE;
}

function nibbleOf(octet: number): number {
  if (octet >= ZERO && octet <= NINE) return octet - ZERO;
  return octet >= A && octet <= F ? octet - A + 10 : -1;
}

/** The first 16 bits of what a name with four nibbles or more stands for. */
function firstBits(names: NameTable, name: NameId): number {
  let bits = 0;
  for (let at = name, shift = 0; names.depth(at) > 2 && at > ROOT; at = names.parent(at), shift += 4) {
    bits |= nibbleOf(names.firstOctet(at)) << shift;
  }
  return bits;
}

/** The octets of a whole address that is written right; undefined for all other names. */
export function reverseAddress(names: NameTable, name: NameId): Uint8Array | undefined {
  if ((reverseKind(names, name) & WHOLE) === 0) return undefined;
  const isIpv6 = names.depth(name) > MOST_OCTETS + 2;
  const octets = new Uint8Array(isIpv6 ? MOST_NIBBLES / 2 : MOST_OCTETS);
  let at = name;
  for (let i = octets.length - 1; i >= 0; i--, at = names.parent(at)) {
    if (!isIpv6) {
      for (const digit of names.label(at)) octets[i] = octets[i] * 10 + digit - ZERO;
      continue;
    }
    const low = nibbleOf(names.firstOctet(at));
    at = names.parent(at);
    octets[i] = (nibbleOf(names.firstOctet(at)) << 4) | low;
  }
  return octets;
}

const HEXADECIMAL = Array.from({ length: 16 }, (_, nibble) =>
  Uint8Array.of(nibble < 10 ? ZERO + nibble : A + nibble - 10),
);
const DECIMAL = Array.from({ length: 256 }, (_, octet) =>
  Uint8Array.from(String(octet), (digit) => ZERO + Number(digit)),
);

/**
 * The reverse name of an address below one of its networks, or the longest part of it that the table has: nothing stands at or below the rest.
 * `top` is a sound reverse name.
 */
export function knownReverseName(names: NameTable, octets: Uint8Array, top: NameId): NameId {
  if (octets.length > MOST_OCTETS) return knownNibbles(names, octets, top);
  let at = top;
  for (let place = names.depth(top) - 2; place < MOST_OCTETS; place++) {
    const next = names.find(at, DECIMAL[octets[place]]);
    if (next < 0) return at;
    at = next;
  }
  return at;
}

/** The names above the reverse name that was asked for last: addresses of a zone follow one another, and names do not go. */
interface Chain {
  readonly octets: Uint8Array;
  /** By how many nibbles they have: those from `first` to `last` are known. */
  readonly names: Int32Array;
  first: number;
  last: number;
}

const chains = new WeakMap<NameTable, Chain>();

function chainOf(names: NameTable): Chain {
  let chain = chains.get(names);
  if (!chain) {
    chain = { octets: new Uint8Array(MOST_NIBBLES / 2), names: new Int32Array(MOST_NIBBLES + 1), first: 0, last: -1 };
    chains.set(names, chain);
  }
  return chain;
}

function knownNibbles(names: NameTable, octets: Uint8Array, top: NameId): NameId {
  const chain = chainOf(names);
  const first = names.depth(top) - 2;
  if (first < chain.first || first > chain.last || chain.names[first] !== top) {
    chain.first = first;
    chain.last = first;
    chain.names[first] = top;
  }
  let place = Math.max(first, Math.min(chain.last, sameNibbles(octets, chain.octets)));
  chain.octets.set(octets);
  for (; place < MOST_NIBBLES; place++) {
    const octet = octets[place >> 1];
    const next = names.find(chain.names[place] as NameId, HEXADECIMAL[place % 2 === 0 ? octet >> 4 : octet & 15]);
    if (next < 0) break;
    chain.names[place + 1] = next;
  }
  chain.last = place;
  return chain.names[place] as NameId;
}

/** How many nibbles two addresses begin with alike. */
function sameNibbles(a: Uint8Array, b: Uint8Array): number {
  let same = 0;
  while (same < a.length && a[same] === b[same]) same++;
  if (same === a.length) return MOST_NIBBLES;
  return same * 2 + (a[same] >> 4 === b[same] >> 4 ? 1 : 0);
}
