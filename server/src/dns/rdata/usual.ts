/**
 * Whether sound data are as nearly all of their type are, from their octets alone: who judges the data of a record by themselves has nothing to say of
 * these. It is told once, when they are read, and kept as `EntryFlag.Usual`.
 */
import { ALGORITHM, DIGEST } from '../codes.ts';
import { TYPE } from '../types.ts';
import { type PlainWords, readDecimal } from './plain.ts';
import { isUsualService } from './usualService.ts';
import { areUsualTexts, isUsualName, isUsualText } from './usualText.ts';

const {
  A,
  AAAA,
  CDNSKEY,
  CDS,
  CNAME,
  DNAME,
  DNSKEY,
  DS,
  HTTPS,
  KEY,
  MX,
  NAPTR,
  NS,
  PTR,
  RRSIG,
  SMIMEA,
  SRV,
  SSHFP,
  SVCB,
  TLSA,
  TXT,
} = TYPE;
const DOT = 0x2e;
const ZERO = 0x30;
const AT = 0x40;
const SEMICOLON = 0x3b;
const NO_KEY = 0xc000;
/** 1 for the algorithms that zones are signed with today (RFC 9904). */
const IS_CURRENT = new Uint8Array(17);
for (const algorithm of [
  ALGORITHM.RSASHA256,
  ALGORITHM.RSASHA512,
  ALGORITHM.ECDSAP256SHA256,
  ALGORITHM.ECDSAP384SHA384,
  ALGORITHM.ED25519,
  ALGORITHM.ED448,
])
  IS_CURRENT[algorithm] = 1;
/** 1 for what services have: no white space, quotes, commas or semicolons. */
const IN_SERVICE = Uint8Array.from({ length: 256 }, (_, octet) =>
  octet > 0x20 && octet < 0x7f && octet !== 0x22 && octet !== 0x2c && octet !== SEMICOLON ? 1 : 0,
);

/** True where the words `[first, last)`, sound data of a type of class IN without backslashes, are usual. */
export function isUsualData(type: number, words: PlainWords, first: number, last: number): boolean {
  const { units, starts, ends, quoted } = words;
  switch (type) {
    case A:
    case AAAA:
      return isUsualAddress(type, units, starts[first]);
    case TXT:
      if (isCut(units, ends, quoted, last - 1)) return false;
      return last - first === 1 ? isUsualText(units, starts[first], ends[first]) : areUsualTexts(words, first, last);
    case NS:
    case CNAME:
    case DNAME:
    case PTR:
      return last - first === 1 && isUsualName(units, starts[first], ends[first]);
    case MX:
      return last - first === 2 && isUsualName(units, starts[first + 1], ends[first + 1]);
    case SRV:
      return last - first === 4 && isUsualName(units, starts[first + 3], ends[first + 3]);
    case TLSA:
    case SMIMEA:
      return last - first === 4 && isUsualAssociation(units, starts, ends, first);
    case SVCB:
    case HTTPS:
      return !isCut(units, ends, quoted, last - 1) && isUsualService(words, first, last);
    case NAPTR:
      return last - first === 6 && isUsualRewrite(units, starts, ends, first);
    case SSHFP:
      return last - first === 3 && isUsualFingerprint(units, starts, ends, first);
    case RRSIG:
      return last - first > 1 && isPublicAlgorithm(units, starts[first + 1], ends[first + 1]);
    case DNSKEY:
    case CDNSKEY:
    case KEY:
      return (
        last - first > 2 &&
        hasKey(units, starts[first], ends[first]) &&
        isCurrentAlgorithm(units, starts[first + 2], ends[first + 2])
      );
    case DS:
    case CDS:
      return last - first > 3 && isUsualDelegation(units, starts, ends, first);
    default:
      return false;
  }
}

/** True for an address, one that is sound begins at `at`, that is no special one: IPv4 from 2 to 223 other than 127, IPv6 that begins with a 2 or an f. */
export function isUsualAddress(type: number, units: Uint8Array, at: number): boolean {
  if (type === AAAA) return units[at] === 0x32 || (units[at] | 0x20) === 0x66;
  let octet = 0;
  for (let i = at; units[i] !== DOT; i++) octet = octet * 10 + units[i] - 0x30;
  return octet >= 2 && octet <= 223 && octet !== 127;
}

/** True where a semicolon follows at once: it may have been meant as a part of the data. */
function isCut(units: Uint8Array, ends: Int32Array, quoted: Uint8Array, word: number): boolean {
  return units[ends[word] + quoted[word]] === SEMICOLON;
}

/** A usage and a selector that are assigned, and a digest as long as its matching type has it (RFC 6698 section 2.1). */
function isUsualAssociation(units: Uint8Array, starts: Int32Array, ends: Int32Array, first: number): boolean {
  const [usage, selector, matching, digest] = [first, first + 1, first + 2, first + 3];
  if (digitOf(units, starts, ends, usage) > 3 || digitOf(units, starts, ends, selector) > 1) return false;
  const octets = DIGEST_OCTETS[digitOf(units, starts, ends, matching)];
  return ends[digest] - starts[digest] === octets * 2;
}

/** A flag that is defined, services as clients look for them, and either an expression or, where the flag is another than U, a name (RFC 3403 section 4.1). */
function isUsualRewrite(units: Uint8Array, starts: Int32Array, ends: Int32Array, first: number): boolean {
  const [flags, services, expression, name] = [first + 2, first + 3, first + 4, first + 5];
  const flag = ends[flags] - starts[flags] === 1 ? units[starts[flags]] | 0x20 : -1;
  if (flag !== 0x73 && flag !== 0x61 && flag !== 0x75 && flag !== 0x70) return false;
  for (let i = starts[services]; i < ends[services]; i++) if (IN_SERVICE[units[i]] === 0) return false;
  if (isOfFirstEnum(units, starts[services], ends[services])) return false;
  const isRoot = ends[name] - starts[name] === 1 && units[starts[name]] === DOT;
  if (ends[expression] > starts[expression]) return isRoot;
  // An @ may be the root.
  return flag !== 0x75 && !isRoot && units[starts[name]] !== AT;
}

/** The form of the first ENUM standard has `E2U` at the end. */
function isOfFirstEnum(units: Uint8Array, start: number, end: number): boolean {
  return (
    end - start > 3 && (units[end - 3] | 0x20) === 0x65 && units[end - 2] === 0x32 && (units[end - 1] | 0x20) === 0x75
  );
}

/** An algorithm that is assigned and still in use, and a digest of SHA-1 or SHA-256 (RFC 4255, RFC 6594, RFC 7479, RFC 8709). */
function isUsualFingerprint(units: Uint8Array, starts: Int32Array, ends: Int32Array, first: number): boolean {
  const algorithm = digitOf(units, starts, ends, first);
  const digest = digitOf(units, starts, ends, first + 1);
  return (algorithm === 1 || algorithm === 3 || algorithm === 4) && (digest === 1 || digest === 2);
}

/** A number, and none of those behind which the name of a private algorithm stands before the key (RFC 4034 appendix A.1.1). */
function isPublicAlgorithm(units: Uint8Array, start: number, end: number): boolean {
  const algorithm = readDecimal(units, start, end);
  return algorithm >= 0 && algorithm !== ALGORITHM.PRIVATEDNS && algorithm !== ALGORITHM.PRIVATEOID;
}

/** A number, that of such an algorithm. */
function isCurrentAlgorithm(units: Uint8Array, start: number, end: number): boolean {
  const algorithm = readDecimal(units, start, end);
  return algorithm >= 0 && algorithm < IS_CURRENT.length && IS_CURRENT[algorithm] === 1;
}

/** Such an algorithm, and a digest by SHA-256 or SHA-384. */
function isUsualDelegation(units: Uint8Array, starts: Int32Array, ends: Int32Array, first: number): boolean {
  const digest = digitOf(units, starts, ends, first + 2);
  if (digest !== DIGEST.SHA256 && digest !== DIGEST.SHA384) return false;
  return isCurrentAlgorithm(units, starts[first + 1], ends[first + 1]);
}

/** Flags that are a number, and do not say that there is no key (RFC 2535 section 3.1.2). */
function hasKey(units: Uint8Array, start: number, end: number): boolean {
  const flags = readDecimal(units, start, end);
  return flags >= 0 && (flags & NO_KEY) !== NO_KEY;
}

/** By matching type; 0 where it is another one. */
const DIGEST_OCTETS = [0, 32, 64, 0, 0, 0, 0, 0, 0, 0, 0];

/** A number of one digit; 10 for others. */
function digitOf(units: Uint8Array, starts: Int32Array, ends: Int32Array, word: number): number {
  const digit = ends[word] - starts[word] === 1 ? units[starts[word]] - ZERO : -1;
  return digit >= 0 && digit <= 9 ? digit : 10;
}
