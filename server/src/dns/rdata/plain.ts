/**
 * Whether RDATA is right beyond doubt, from its octets alone. Nearly all records of a large zone are, and this tells it several times faster than
 * the codecs do; for all others it says nothing, and the codecs judge them.
 */
import { HOST } from '../nameTraits.ts';
import { type RdataField, TYPES, usualTypeCode } from '../types.ts';

const END = 0;
const IPV4 = 1;
const IPV6 = 2;
const NAME = 3;
const U8 = 4;
const U16 = 5;
const STRINGS = 6;
const U32 = 7;
const MOMENT = 8;
const COVERED_TYPE = 9;
const SIGNER = 10;
const ONE_TYPE_OR_MORE = 11;
const ANY_TYPES = 12;
const BASE64 = 13;
const HEX = 14;
const SALT = 15;
const HASH = 16;
const STRING = 17;
const SUBSTITUTION = 18;
const TAG = 19;
const TEXT = 20;
const QUOTED_TEXT = 21;
const KEY = 22;

const KINDS: Partial<Record<RdataField['kind'], number>> = {
  ipv4: IPV4,
  ipv6: IPV6,
  name: NAME,
  u8: U8,
  u16: U16,
  'key-flags': U16,
  u32: U32,
  time: MOMENT,
  type: COVERED_TYPE,
  'rrsig-signer': SIGNER,
  base64: BASE64,
  hex: HEX,
  salt: SALT,
  'next-hash': HASH,
  strings: STRINGS,
  string: STRING,
  regexp: SUBSTITUTION,
  tag: TAG,
  text: TEXT,
  'quoted-text': QUOTED_TEXT,
};

/** Strings that are certainly no longer than 255 octets, whatever their characters are. */
const SHORT_STRING = 85;
/** Octets of a string at most (RFC 1035 section 3.3). */
const MAX_STRING = 255;
/** So many of them certainly fit into a record. */
const FEW_STRINGS = 100;
/** Digits that certainly fit into a record, and those of a salt. */
const FEW_DIGITS = 60_000;
const SALT_DIGITS = 510;
/** The digits of 20 octets in base32hex, as long as a hash of SHA-1 is. */
const HASH_DIGITS = 32;
const MOMENT_DIGITS = 14;
/** These bits of its flags say that a KEY has no key (RFC 2535 section 3.1.2). */
const NO_KEY = 0xc000;
/** Hexadecimal digits of digests whose length another field does not say. */
const ANY_LENGTH: Readonly<Record<number, number>> = {};

/** The plans, one after the other, each with END behind it; and where that of a type begins, 0 where it has none. */
const PLANS: number[] = [END];
const PLAN_AT = new Uint16Array(65536);
/** By type: how many octets its digest has, by the number before it. */
const DIGESTS = new Map<number, Readonly<Record<number, number>>>();
for (const { code, fields, status, unknownToNamed } of TYPES) {
  const kinds = fields.map(kindOf);
  // One name at most: the caller has read one.
  if (status === 'meta' || unknownToNamed || fields.length === 0 || kinds.includes(undefined)) continue;
  if (kinds.filter((kind) => kind === NAME || kind === SIGNER).length > 1) continue;
  PLAN_AT[code] = PLANS.length;
  PLANS.push(...kinds.map(Number), END);
  const digest = fields.find((field) => field.digest)?.digest;
  if (digest) DIGESTS.set(code, digest.lengths);
}
const PLAN = Uint8Array.from(PLANS);

function kindOf(field: RdataField): number | undefined {
  if (field.kind === 'types') return field.nonEmpty ? ONE_TYPE_OR_MORE : field.optional ? ANY_TYPES : undefined;
  if (field.only !== undefined) return undefined;
  if (field.absentWithFlags !== undefined)
    return field.kind === 'base64' && field.absentWithFlags === NO_KEY ? KEY : undefined;
  // A digest that is not there is left to the codec.
  if (field.optional && !(field.kind === 'hex' && field.digest)) return undefined;
  return KINDS[field.kind];
}

/** False for types of which `isPlainRdata` never says that they are sound. */
export function mayBePlain(type: number): boolean {
  return PLAN_AT[type] !== 0;
}

/** 1 for the types that named knows in data. */
const KNOWN = new Uint8Array(65536);
for (const { code, unknownToNamed } of TYPES) if (!unknownToNamed) KNOWN[code] = 1;

const PAD = 0x3d;
const OPEN = 0x28;
const CLOSE = 0x29;
const BRACKET = 0x5b;
const DASH = 0x2d;
const NO_DIGIT = 64;
const BASE64_DIGITS = digitsOf('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/');
const HEX_DIGITS = digitsOf('0123456789abcdef', '0123456789ABCDEF');
const LETTERS_OR_DIGITS = digitsOf('0123456789abcdefghijklmnopqrstuvwxyz', '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ');
const BASE32HEX_DIGITS = digitsOf('0123456789abcdefghijklmnopqrstuv', '0123456789ABCDEFGHIJKLMNOPQRSTUV');

/** The value of each octet as a digit, by alphabets that mean the same. */
function digitsOf(...alphabets: readonly string[]): Uint8Array {
  const digits = new Uint8Array(256).fill(NO_DIGIT);
  for (const alphabet of alphabets) for (let i = 0; i < alphabet.length; i++) digits[alphabet.charCodeAt(i)] = i;
  return digits;
}

/** Octets of a text, and where its words stand. */
export interface PlainWords {
  readonly units: Uint8Array;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly quoted: Uint8Array;
}

/**
 * True where words `first` to `last` (not included) are sound RDATA of a type of class IN. They have no backslashes. `labels`: how many labels the
 * name among them has, which was read; -1 where it is none.
 */
export function isPlainRdata(type: number, words: PlainWords, first: number, last: number, labels: number): boolean {
  const { units, starts, ends, quoted } = words;
  let plan = PLAN_AT[type];
  if (plan === 0) return false;
  let word = first;
  /** The number of eight bits that was read last: of a signature the labels of its name, of a digest its type. */
  let octet = 0;
  /** The number that was read last. */
  let value = 0;
  let flags = 0;
  for (; PLAN[plan] !== END; plan++) {
    const kind = PLAN[plan];
    if (kind === ANY_TYPES) return areTypes(words, word, last);
    if (word >= last) return false;
    if (kind === STRINGS) return areShort(words, word, last);
    if (kind === ONE_TYPE_OR_MORE) return areTypes(words, word, last);
    if (kind === BASE64) return isBase64(words, word, last);
    if (kind === KEY) return (flags & NO_KEY) !== NO_KEY && isBase64(words, word, last);
    if (kind === HEX) return isHex(words, word, last, DIGESTS.get(type) ?? ANY_LENGTH, octet);
    const start = starts[word];
    const end = ends[word++];
    if (kind >= STRING && kind <= QUOTED_TEXT) {
      if (!isSoundText(kind, units, start, end, quoted[word - 1])) return false;
      continue;
    }
    if (quoted[word - 1] !== 0) return false;
    if (kind === IPV4) {
      if (endOfIpv4(units, start) !== end) return false;
    } else if (kind === IPV6) {
      if (endOfIpv6(units, start) !== end) return false;
    } else if (kind === NAME) {
      if (labels < 0) return false;
    } else if (kind === SIGNER) {
      if (labels < 0 || labels > octet) return false;
    } else if (kind === COVERED_TYPE) {
      if (!isKnownType(units, start, end)) return false;
    } else if (kind === MOMENT) {
      if (!isMoment(units, start, end)) return false;
    } else if (kind === SALT) {
      if (!isSalt(units, start, end)) return false;
    } else if (kind === HASH) {
      if (end - start !== HASH_DIGITS || !areDigits(units, start, end, BASE32HEX_DIGITS)) return false;
    } else {
      value = readDecimal(units, start, end);
      if (value < 0 || (kind === U16 && value > 0xffff)) return false;
      if (word === first + 1) flags = value;
      if (kind !== U8) continue;
      if (value > 0xff) return false;
      octet = value;
    }
  }
  return word === last;
}

function isKnownType(units: Uint8Array, start: number, end: number): boolean {
  const type = usualTypeCode(units, start, end);
  return type >= 0 && KNOWN[type] === 1;
}

function areTypes(words: PlainWords, first: number, last: number): boolean {
  const { units, starts, ends, quoted } = words;
  for (let word = first; word < last; word++) {
    if (quoted[word] !== 0 || !isKnownType(units, starts[word], ends[word])) return false;
  }
  return true;
}

/** YYYYMMDDHHMMSS; the last days of a month and leap seconds are left to the codec. */
function isMoment(units: Uint8Array, start: number, end: number): boolean {
  if (end - start !== MOMENT_DIGITS) return false;
  const month = readDecimal(units, start + 4, start + 6);
  const day = readDecimal(units, start + 6, start + 8);
  const hour = readDecimal(units, start + 8, start + 10);
  const minute = readDecimal(units, start + 10, start + 12);
  const second = readDecimal(units, start + 12, end);
  if (readDecimal(units, start, start + 4) < 0) return false;
  if (month < 1 || month > 12 || day < 1 || day > 28) return false;
  return hour >= 0 && hour <= 23 && minute >= 0 && minute <= 59 && second >= 0 && second <= 59;
}

function isSalt(units: Uint8Array, start: number, end: number): boolean {
  if (end - start === 1) return units[start] === DASH;
  return (end - start) % 2 === 0 && end - start <= SALT_DIGITS && areDigits(units, start, end, HEX_DIGITS);
}

function areDigits(units: Uint8Array, start: number, end: number, digits: Uint8Array): boolean {
  for (let i = start; i < end; i++) if (digits[units[i]] === NO_DIGIT) return false;
  return true;
}

/** Base64 over words, padded in the last one, with no bits under the padding. */
function isBase64(words: PlainWords, first: number, last: number): boolean {
  const { units, starts, ends, quoted } = words;
  if (ends[last - 1] - starts[first] > FEW_DIGITS) return false;
  let end = ends[last - 1];
  let pads = 0;
  while (pads < 2 && end > starts[last - 1] && units[end - 1] === PAD) {
    pads++;
    end--;
  }
  // A last word of nothing but padding hides the digit before it.
  if (end === starts[last - 1]) return false;
  let count = pads;
  for (let word = first; word < last; word++) {
    const to = word === last - 1 ? end : ends[word];
    if (quoted[word] !== 0 || !areDigits(units, starts[word], to, BASE64_DIGITS)) return false;
    count += to - starts[word];
  }
  const hidden = pads === 2 ? 15 : pads === 1 ? 3 : 0;
  return count % 4 === 0 && (BASE64_DIGITS[units[end - 1]] & hidden) === 0;
}

/** Hexadecimal digits over words, as many as a digest of this kind has where `lengths` says it. */
function isHex(
  words: PlainWords,
  first: number,
  last: number,
  lengths: Readonly<Record<number, number>>,
  kind: number,
): boolean {
  const { units, starts, ends, quoted } = words;
  if (ends[last - 1] - starts[first] > FEW_DIGITS) return false;
  let count = 0;
  for (let word = first; word < last; word++) {
    if (quoted[word] !== 0 || !areDigits(units, starts[word], ends[word], HEX_DIGITS)) return false;
    count += ends[word] - starts[word];
  }
  return lengths === ANY_LENGTH ? count % 2 === 0 : count === lengths[kind] * 2;
}

function areShort(words: PlainWords, first: number, last: number): boolean {
  if (last - first > FEW_STRINGS) return false;
  const { units, starts, ends } = words;
  for (let word = first; word < last; word++) {
    const length = ends[word] - starts[word];
    if (length > SHORT_STRING && (length > MAX_STRING || !isAscii(units, starts[word], ends[word]))) return false;
  }
  return true;
}

/** A string, the substitution of NAPTR, a tag, or a text without a length of its own. */
function isSoundText(kind: number, units: Uint8Array, start: number, end: number, quoted: number): boolean {
  if (kind === TEXT) return end - start <= FEW_DIGITS;
  if (kind === QUOTED_TEXT) return quoted === 1 && end - start <= FEW_DIGITS;
  if (kind === TAG) return quoted === 0 && end - start <= MAX_STRING && areDigits(units, start, end, LETTERS_OR_DIGITS);
  const length = end - start;
  if (length > SHORT_STRING && (length > MAX_STRING || !isAscii(units, start, end))) return false;
  return kind === STRING || isSubstitution(units, start, end);
}

/** An expression and a replacement behind a delimiter each, and one more at the end (RFC 3402 section 3.2); groups are left to the codec. */
function isSubstitution(units: Uint8Array, start: number, end: number): boolean {
  if (start === end) return true;
  const delimiter = units[start];
  if ((HOST[delimiter] & 2) === 0 || delimiter >= 0x80 || delimiter === 0 || units[end - 1] !== delimiter) return false;
  if (units[start + 1] === delimiter) return false;
  let delimiters = 0;
  for (let i = start; i < end; i++) {
    const unit = units[i];
    if (unit === delimiter) delimiters++;
    else if (unit === 0 || unit === OPEN || unit === CLOSE || unit === BRACKET) return false;
  }
  return delimiters === 3;
}

function isAscii(units: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (units[i] >= 0x80) return false;
  return true;
}

/** True where the octets `[start, end)` begin with those of a word. */
export function begins(units: Uint8Array, start: number, end: number, word: Uint8Array): boolean {
  if (end - start < word.length) return false;
  for (let i = 0; i < word.length; i++) if (units[start + i] !== word[i]) return false;
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
