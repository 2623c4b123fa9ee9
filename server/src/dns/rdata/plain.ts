/**
 * Whether RDATA is right beyond doubt, from its octets alone. Nearly all records of a large zone are, and this tells it several times faster than
 * the codecs do; for all others it says nothing, and the codecs judge them.
 */
import { type RdataField, TYPES } from '../types.ts';

const END = 0;
const IPV4 = 1;
const IPV6 = 2;
const NAME = 3;
const U8 = 4;
const U16 = 5;
const STRINGS = 6;

const KINDS: Partial<Record<RdataField['kind'], number>> = {
  ipv4: IPV4,
  ipv6: IPV6,
  name: NAME,
  u8: U8,
  u16: U16,
  strings: STRINGS,
};

/** Strings that are certainly no longer than 255 octets, whatever their characters are. */
const SHORT_STRING = 85;
/** Octets of a string at most (RFC 1035 section 3.3). */
const MAX_STRING = 255;
/** So many of them certainly fit into a record. */
const FEW_STRINGS = 100;

/** The plans, one after the other, each with END behind it; and where that of a type begins, 0 where it has none. */
const PLANS: number[] = [END];
const PLAN_AT = new Uint16Array(65536);
for (const { code, fields, status, unknownToNamed } of TYPES) {
  const kinds = fields.map(kindOf);
  // One name at most: the caller has read one.
  if (status === 'meta' || unknownToNamed || fields.length === 0 || kinds.includes(undefined)) continue;
  if (kinds.filter((kind) => kind === NAME).length > 1) continue;
  PLAN_AT[code] = PLANS.length;
  PLANS.push(...kinds.map(Number), END);
}
const PLAN = Uint8Array.from(PLANS);

function kindOf(field: RdataField): number | undefined {
  if (field.values || field.optional || field.digest || field.mnemonics) return undefined;
  return KINDS[field.kind];
}

/** False for types of which `isPlainRdata` never says that they are sound. */
export function mayBePlain(type: number): boolean {
  return PLAN_AT[type] !== 0;
}

/**
 * True where words `first` to `last` (not included) are sound RDATA of a type of class IN. They have no backslashes. `hasName`: the name among
 * them was read and is one.
 */
export function isPlainRdata(
  type: number,
  units: Uint8Array,
  starts: Int32Array,
  ends: Int32Array,
  quoted: Uint8Array,
  first: number,
  last: number,
  hasName: boolean,
): boolean {
  let plan = PLAN_AT[type];
  if (plan === 0) return false;
  let word = first;
  for (; PLAN[plan] !== END; plan++) {
    if (word >= last) return false;
    const kind = PLAN[plan];
    if (kind === STRINGS) return areShort(units, starts, ends, word, last);
    if (quoted[word] !== 0) return false;
    const start = starts[word];
    const end = ends[word++];
    if (kind === IPV4) {
      if (endOfIpv4(units, start) !== end) return false;
    } else if (kind === IPV6) {
      if (endOfIpv6(units, start) !== end) return false;
    } else if (kind === NAME) {
      if (!hasName) return false;
    } else {
      const value = readDecimal(units, start, end);
      if (value < 0 || value > (kind === U8 ? 0xff : 0xffff)) return false;
    }
  }
  return word === last;
}

function areShort(units: Uint8Array, starts: Int32Array, ends: Int32Array, first: number, last: number): boolean {
  if (last - first > FEW_STRINGS) return false;
  for (let word = first; word < last; word++) {
    const length = ends[word] - starts[word];
    if (length > SHORT_STRING && (length > MAX_STRING || !isAscii(units, starts[word], ends[word]))) return false;
  }
  return true;
}

function isAscii(units: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (units[i] >= 0x80) return false;
  return true;
}

/** A number of up to nine decimal digits; -1 for anything else. */
export function readDecimal(units: Uint8Array, start: number, end: number): number {
  if (start >= end || end - start > 9) return -1;
  let value = 0;
  for (let i = start; i < end; i++) {
    const digit = units[i] - 0x30;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value;
}

const DOT = 0x2e;
const COLON = 0x3a;

/** Where the IPv4 address ends that begins at `start`, as named reads it; -1 where none does. The octets behind it are another character's. */
export function endOfIpv4(units: Uint8Array, start: number): number {
  let octet = -1;
  let dots = 0;
  let i = start;
  for (; ; i++) {
    const digit = units[i] - 0x30;
    if (digit >= 0 && digit <= 9) {
      // named takes no leading zeros.
      if (octet === 0) return -1;
      octet = octet < 0 ? digit : octet * 10 + digit;
      if (octet > 255) return -1;
    } else if (units[i] === DOT && octet >= 0) {
      dots++;
      octet = -1;
    } else break;
  }
  return dots === 3 && octet >= 0 ? i : -1;
}

/**
 * Where the IPv6 address ends that begins at `start`: groups of hexadecimal digits, with one gap at most that is neither at the start nor at the end.
 * -1 for other forms, which are left to the codec.
 */
export function endOfIpv6(units: Uint8Array, start: number): number {
  let digits = 0;
  let groups = 0;
  let gaps = 0;
  let i = start;
  for (; ; i++) {
    const unit = units[i];
    const letter = unit | 0x20;
    if ((unit >= 0x30 && unit <= 0x39) || (letter >= 0x61 && letter <= 0x66)) {
      if (++digits > 4) return -1;
    } else if (unit === COLON) {
      if (digits > 0) groups++;
      else if (i === start || ++gaps > 1) return -1;
      digits = 0;
    } else break;
  }
  if (digits === 0) return -1;
  groups++;
  const isWhole = gaps === 0 ? groups === 8 : groups < 8;
  return isWhole ? i : -1;
}
