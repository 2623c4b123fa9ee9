/**
 * Texts of TXT records that are right beyond doubt, from their octets alone: policies and keys for mail as nearly all are written, and texts that are
 * none of these. Whoever has something to say of other texts need not look at them. For all others this says nothing.
 */
import { begins, endOfIpv4, endOfIpv6, type PlainWords, readDecimal } from './plain.ts';

/** Octets of the longest one: one string. */
export const LONGEST_USUAL_TEXT = 255;

const SPACE = 0x20;
const AT_SIGN = 0x40;
const PLUS = 0x2b;
const COMMA = 0x2c;
const HYPHEN = 0x2d;
const DOT = 0x2e;
const SLASH = 0x2f;
const SEMICOLON = 0x3b;
const LESS = 0x3c;
const EQUALS = 0x3d;
const UNDERSCORE = 0x5f;
const F = 0x66;
const P = 0x70;
const S = 0x73;
const V = 0x76;
const TILDE = 0x7e;

const utf8 = new TextEncoder();

/** What octets are, as bits. */
const Octet = { Digit: 1, Lower: 2, Upper: 4, Underscore: 8, Hyphen: 16, Dot: 32, Mailbox: 64, Base64: 128 } as const;
const WORD = Octet.Digit | Octet.Lower | Octet.Upper | Octet.Underscore;
/** What a domain is written with. */
const DOMAIN = Octet.Digit | Octet.Lower | Octet.Underscore | Octet.Hyphen | Octet.Dot;
const MAILBOX = DOMAIN | Octet.Mailbox;
const BASE64 = Octet.Digit | Octet.Lower | Octet.Upper | Octet.Base64;

const OCTETS = Uint8Array.from({ length: 256 }, (_, octet) => {
  if (octet >= 0x30 && octet <= 0x39) return Octet.Digit;
  if (octet >= 0x61 && octet <= 0x7a) return Octet.Lower;
  if (octet >= 0x41 && octet <= 0x5a) return Octet.Upper;
  if (octet === UNDERSCORE) return Octet.Underscore;
  if (octet === HYPHEN) return Octet.Hyphen;
  if (octet === DOT) return Octet.Dot;
  if (octet === PLUS) return Octet.Mailbox | Octet.Base64;
  return octet === SLASH ? Octet.Base64 : 0;
});

/** Beside letters, digits and the underscore: what a text that is no policy may have, without a second thought. */
const OTHERS = new Uint8Array(256);
for (const octet of utf8.encode(' !#$&*+,-./:=?@^|~')) OTHERS[octet] = 1;

/** How values that were never filled in begin, in any case: CHANGE, FIXME, TODO, TBD, REPLACE, YOUR, INSERT, my, domain, xxx. */
const UNFILLED = new Uint8Array(1024);
for (const [first, second] of ['ch', 'fi', 'to', 'tb', 're', 'yo', 'in', 'my', 'do', 'xx'].map((pair) =>
  utf8.encode(pair),
))
  UNFILLED[pairOf(first, second)] = 1;

function pairOf(first: number, second: number): number {
  return ((first & 31) << 5) | (second & 31);
}

/** True where a word of letters and digits that begins here may be a value that was never filled in: in capitals, where it is not the first one. */
function mayBeUnfilled(units: Uint8Array, at: number, isFirst: boolean): boolean {
  return (isFirst || (OCTETS[units[at]] & Octet.Upper) !== 0) && UNFILLED[pairOf(units[at], units[at + 1])] === 1;
}

/** True where a text, the octets `[start, end)`, is a policy or key in which nothing is wrong, or is none. */
export function isUsualText(units: Uint8Array, start: number, end: number): boolean {
  if (end - start > LONGEST_USUAL_TEXT) return false;
  if ((units[start] | 0x20) !== V || units[start + 1] !== EQUALS) return isPlainText(units, start, end);
  if (begins(units, start, end, SPF)) return isUsualSpf(units, start + SPF.length, end);
  for (const list of LISTS) {
    if (begins(units, start, end, list.version)) return isUsualList(units, start + list.version.length, end, list);
  }
  return false;
}

/** True where several strings together are certainly no policy or key, and nothing is wrong with any of them. */
export function areUsualTexts(words: PlainWords, first: number, last: number): boolean {
  const { units, starts, ends, quoted } = words;
  if (ends[last - 1] - starts[first] > LONGEST_USUAL_TEXT) return false;
  for (let word = first; word < last; word++) {
    const [start, end] = [starts[word], ends[word]];
    // Where words have no quotes, they may have been meant as one text.
    if (quoted[word] === 0 || start === end || !isPlainText(units, start, end)) return false;
    // A `v=` or an `spf` may go over the end of a string.
    const before = word === first ? V : units[ends[word - 1] - 1] | 0x20;
    const octet = units[start] | 0x20;
    if (word === first ? octet === V : (before === S && octet === P) || (before === P && octet === F)) return false;
  }
  return true;
}

/** True for a name, one without escapes, that is certainly nothing that is still to be filled in. */
export function isUsualName(units: Uint8Array, start: number, end: number): boolean {
  if (mayBeUnfilled(units, start, true)) return false;
  for (let i = start; i < end; i++) if ((OCTETS[units[i]] & Octet.Upper) !== 0 || units[i] === LESS) return false;
  return true;
}

function is(units: Uint8Array, start: number, end: number, word: Uint8Array): boolean {
  return end - start === word.length && begins(units, start, end, word);
}

/** A text that is no policy, key or template, and nothing that is still to be filled in, such as a token. */
function isPlainText(units: Uint8Array, start: number, end: number): boolean {
  let isInWord = false;
  for (let i = start; i < end; i++) {
    const isOfWord = (OCTETS[units[i]] & WORD) !== 0;
    if (!isOfWord && OTHERS[units[i]] === 0) return false;
    if (isOfWord && !isInWord && mayBeUnfilled(units, i, i === start)) return false;
    // What is called spf may be a policy with a slip in its version.
    if ((units[i] | 0x20) === S && (units[i + 1] | 0x20) === P && (units[i + 2] | 0x20) === F) return false;
    isInWord = isOfWord;
  }
  return true;
}

// SPF (RFC 7208).

const SPF = utf8.encode('v=spf1 ');
const IP4 = utf8.encode('ip4:');
const IP6 = utf8.encode('ip6:');
const ALL = utf8.encode('all');
/** The mechanisms that may name another domain. */
const NAMING = ['include:', 'a:', 'mx:'].map((word) => utf8.encode(word));

/** Terms of a policy that names addresses and other domains and ends in `-all` or `~all`. */
function isUsualSpf(units: Uint8Array, from: number, to: number): boolean {
  let at = from;
  for (;;) {
    while (units[at] === SPACE) at++;
    if (at >= to) return false;
    let end = at;
    while (end < to && units[end] !== SPACE) end++;
    if (units[at] === HYPHEN || units[at] === TILDE) return end === to && is(units, at + 1, end, ALL);
    if (begins(units, at, end, IP4)) {
      if (!isBlock(units, endOfIpv4(units, at + IP4.length), end, 32)) return false;
    } else if (begins(units, at, end, IP6)) {
      if (!isBlock(units, endOfIpv6(units, at + IP6.length), end, 128)) return false;
    } else {
      let which = 0;
      while (which < NAMING.length && !begins(units, at, end, NAMING[which])) which++;
      if (which === NAMING.length || !isDomain(units, at + NAMING[which].length, end)) return false;
    }
    at = end;
  }
}

/** True where nothing but a length of a prefix follows an address that ends at `at`, if it is one. */
function isBlock(units: Uint8Array, at: number, end: number, most: number): boolean {
  if (at < 0 || at >= end) return at === end;
  const length = units[at] === SLASH && end - at <= 4 ? readDecimal(units, at + 1, end) : -1;
  return length >= 0 && length <= most;
}

/** A domain of several labels, whose last one begins and ends in a letter. */
function isDomain(units: Uint8Array, start: number, end: number): boolean {
  let top = start;
  for (let i = start; i < end; i++) {
    if ((OCTETS[units[i]] & DOMAIN) === 0) return false;
    if (units[i] !== DOT) continue;
    if (i === top) return false;
    top = i + 1;
  }
  if (top === start || top >= end) return false;
  for (let i = top; i < end; i++) if (units[i] === UNDERSCORE) return false;
  return OCTETS[units[top]] === Octet.Lower && OCTETS[units[end - 1]] === Octet.Lower;
}

// DMARC (RFC 7489) and DKIM (RFC 6376): lists of tags.

/** A tag that may be there, and when its value is one in which nothing is wrong. */
interface UsualTag {
  readonly name: Uint8Array;
  readonly isUsual: (units: Uint8Array, start: number, end: number) => boolean;
}

interface UsualList {
  readonly version: Uint8Array;
  /** How many of the tags, from the first on, have to be there. */
  readonly needed: number;
  /** True where the first of them has to stand directly behind the version. */
  readonly isOrdered: boolean;
  readonly tags: readonly UsualTag[];
}

function tagsOf(values: Readonly<Record<string, UsualTag['isUsual']>>): UsualTag[] {
  return Object.entries(values).map(([name, isUsual]) => ({ name: utf8.encode(`${name}=`), isUsual }));
}

function oneOf(...values: readonly string[]): UsualTag['isUsual'] {
  const words = values.map((value) => utf8.encode(value));
  return (units, start, end) => words.some((word) => is(units, start, end, word));
}

function numberTo(most: number): UsualTag['isUsual'] {
  return (units, start, end) => {
    const value = readDecimal(units, start, end);
    return value >= 0 && value <= most;
  };
}

const MAILTO = utf8.encode('mailto:');

/** Places for reports: mail addresses with commas between them. */
function areMailAddresses(units: Uint8Array, start: number, end: number): boolean {
  for (let at = start; ; at++) {
    if (!begins(units, at, end, MAILTO)) return false;
    const name = at + MAILTO.length;
    at = name;
    while ((OCTETS[units[at]] & MAILBOX) !== 0) at++;
    if (at === name || units[at] !== AT_SIGN) return false;
    const domain = ++at;
    while (at < end && units[at] !== COMMA) at++;
    if (!isDomain(units, domain, at)) return false;
    if (at >= end) return true;
  }
}

/** Octets of an Ed25519 key in base64, without the equals sign at its end (RFC 8463 section 4). */
const ED25519_DIGITS = 43;

function isEd25519Key(units: Uint8Array, start: number, end: number): boolean {
  if (end - start !== ED25519_DIGITS + 1 || units[end - 1] !== EQUALS) return false;
  let isInWord = false;
  for (let i = start; i < end - 1; i++) {
    if ((OCTETS[units[i]] & BASE64) === 0) return false;
    const isOfWord = (OCTETS[units[i]] & WORD) !== 0;
    if (isOfWord && !isInWord && mayBeUnfilled(units, i, false)) return false;
    isInWord = isOfWord;
  }
  return true;
}

const POLICY = oneOf('none', 'quarantine', 'reject');
const ALIGNMENT = oneOf('r', 's');
const LISTS: readonly UsualList[] = [
  {
    version: utf8.encode('v=DMARC1'),
    needed: 1,
    isOrdered: true,
    tags: tagsOf({
      p: POLICY,
      sp: POLICY,
      rua: areMailAddresses,
      ruf: areMailAddresses,
      adkim: ALIGNMENT,
      aspf: ALIGNMENT,
      pct: numberTo(100),
      fo: oneOf('0', '1', 'd', 's'),
      ri: numberTo(999_999_999),
    }),
  },
  // Of RSA keys it has to be judged how long they are.
  {
    version: utf8.encode('v=DKIM1'),
    needed: 2,
    isOrdered: false,
    tags: tagsOf({ k: oneOf('ed25519'), p: isEd25519Key, h: oneOf('sha256'), s: oneOf('email', '*') }),
  },
];

/** Tags behind a version, each once, with semicolons before them. */
function isUsualList(units: Uint8Array, from: number, to: number, { tags, needed, isOrdered }: UsualList): boolean {
  let found = 0;
  for (let at = from; at < to; ) {
    if (units[at] !== SEMICOLON) return false;
    at++;
    while (units[at] === SPACE) at++;
    if (at >= to) break;
    let end = at;
    while (end < to && units[end] !== SEMICOLON) end++;
    let index = 0;
    while (index < tags.length && !begins(units, at, end, tags[index].name)) index++;
    if (index === tags.length || (found & (1 << index)) !== 0 || (isOrdered && found === 0 && index !== 0))
      return false;
    const { name, isUsual } = tags[index];
    if (!isUsual(units, at + name.length, end)) return false;
    found |= 1 << index;
    at = end;
  }
  const all = (1 << needed) - 1;
  return (found & all) === all;
}
