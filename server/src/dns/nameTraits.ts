/** What is odd about the labels of a name, as bits that the table of names keeps. */

/**
 * What some label of a name has, as bits. A rule that is about odd names asks for these, and so passes over all others without reading them.
 */
export const NameTrait = {
  /** It is no host name's label: another character than letters, digits and inner hyphens (RFC 952, RFC 1123 section 2.1). */
  NotHost: 1,
  /** It begins with an underscore. */
  Underscore: 2,
  /** It is `*`. */
  Star: 4,
  /** It begins with `xn--`: an encoded label of an internationalised name (RFC 5890 section 2.3.2.1). */
  Encoded: 64,
  /** It is a number: digits alone, or up to three hexadecimal digits, as in reverse names; or one with a unit of time, such as 1h. */
  Number: 16,
  /** It is `in`, `ch`, `hs`, `chaos` or `hesiod`, which a class that slipped into the first column becomes. */
  Class: 32,
  /** It is the last one, and `arpa` or `int`, under which reverse names are. */
  Infrastructure: 8,
  /** It has another character than letters, digits, hyphens, underscores and inner slashes, and is not `*`. */
  Odd: 128,
} as const;

/** All bits of NameTrait: what a name may have that could not be read. */
export const ANY_TRAIT = 255;

const HYPHEN = 0x2d;
const STAR = 0x2a;
const SLASH = 0x2f;
const UNDERSCORE = 0x5f;
const N = 0x6e;
const X = 0x78;
const utf8 = new TextEncoder();
const INFRASTRUCTURE = ['arpa', 'int'].map((word) => utf8.encode(word));
const CLASSES = ['in', 'ch', 'hs', 'chaos', 'hesiod'].map((word) => utf8.encode(word));
const LONGEST_WORD = 6;

function isOneOf(words: readonly Uint8Array[], octets: Uint8Array, from: number, to: number): boolean {
  for (const word of words) {
    if (word.length !== to - from || word[0] !== octets[from]) continue;
    let i = 1;
    while (i < word.length && word[i] === octets[from + i]) i++;
    if (i === word.length) return true;
  }
  return false;
}

/** In DIGITS: a decimal digit, which is a hexadecimal one too. */
export const DIGIT = 3;

/** For each octet: 0 where it may stand in a host name's label, 1 for a hyphen, which may stand inside, 2 for an underscore and a slash, 6 for others. */
export const HOST = Uint8Array.from({ length: 256 }, (_, octet) => {
  if ((octet >= 0x30 && octet <= 0x39) || (octet >= 0x61 && octet <= 0x7a)) return 0;
  return octet === HYPHEN ? 1 : octet === UNDERSCORE || octet === SLASH ? 2 : 6;
});

/** For each octet: 1 for a decimal digit, 2 for a hexadecimal one, 3 for both. */
export const DIGITS = Uint8Array.from({ length: 256 }, (_, octet) => {
  if (octet >= 0x30 && octet <= 0x39) return DIGIT;
  return octet >= 0x61 && octet <= 0x66 ? 2 : 0;
});

/**
 * The traits of a label, which is in lower case; `host` is what HOST says of any of its octets, `digits` what DIGITS says of all. Nearly all labels are of
 * letters, digits and inner hyphens, no numbers, and longer than words: they have none.
 */
export function traitsOfLabel(
  octets: Uint8Array,
  at: number,
  length: number,
  host: number,
  digits: number,
  isTop: boolean,
): number {
  const first = octets[at];
  const isOdd = (host & 2) !== 0 || first === HYPHEN || octets[at + length - 1] === HYPHEN || first === X;
  let traits = 0;
  if (isOdd || (digits & 1) !== 0 || length <= LONGEST_WORD) traits = oddTraits(octets, at, length, host, digits);
  if (isTop && isOneOf(INFRASTRUCTURE, octets, at, at + length)) traits |= NameTrait.Infrastructure;
  return traits;
}

/** The traits of a label that may have some. */
function oddTraits(octets: Uint8Array, at: number, length: number, host: number, digits: number): number {
  const first = octets[at];
  const inside = (host & 2) === 0 && length > 0;
  let traits = inside && (HOST[first] | HOST[octets[at + length - 1]]) === 0 ? 0 : NameTrait.NotHost;
  if ((digits & 1) !== 0 || (digits !== 0 && length <= 3) || isTime(octets, at, length)) traits |= NameTrait.Number;
  if (length > 4 && first === X && octets[at + 1] === N && octets[at + 2] === HYPHEN && octets[at + 3] === HYPHEN) {
    traits |= NameTrait.Encoded;
  }
  if (first === UNDERSCORE) traits |= NameTrait.Underscore;
  if (first === STAR && length === 1) traits |= NameTrait.Star;
  else if ((host & 4) !== 0 || first === SLASH) traits |= NameTrait.Odd;
  if (length <= LONGEST_WORD && isOneOf(CLASSES, octets, at, at + length)) traits |= NameTrait.Class;
  return traits;
}

/** Units of a TTL: s, m, h, d and w. */
const UNITS: ReadonlySet<number> = new Set([0x73, 0x6d, 0x68, 0x64, 0x77]);
const LONGEST_TIME = 4;

/** True for up to three characters that begin with a digit, and a unit of time. */
function isTime(octets: Uint8Array, at: number, length: number): boolean {
  return length > 1 && length <= LONGEST_TIME && DIGITS[octets[at]] === DIGIT && UNITS.has(octets[at + length - 1]);
}
