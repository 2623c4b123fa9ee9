/**
 * Whether sound data are as nearly all of their type are, from their octets alone: who judges the data of a record by themselves has nothing to say of
 * these. It is told once, when they are read, and kept as `EntryFlag.Usual`.
 */
import { TYPE } from '../types.ts';
import { isUsualService } from './usualService.ts';
import { isUsualText } from './usualText.ts';

const { A, AAAA, HTTPS, SMIMEA, SVCB, TLSA, TXT } = TYPE;
const DOT = 0x2e;
const ZERO = 0x30;
const SEMICOLON = 0x3b;

/** True where the words `[first, last)`, sound data of a type of class IN without backslashes, are usual. */
export function isUsualData(
  type: number,
  units: Uint8Array,
  starts: Int32Array,
  ends: Int32Array,
  quoted: Uint8Array,
  first: number,
  last: number,
): boolean {
  switch (type) {
    case A:
    case AAAA:
      return isUsualAddress(type, units, starts[first]);
    case TXT:
      return last - first === 1 && !isCut(units, ends, quoted, first) && isUsualText(units, starts[first], ends[first]);
    case TLSA:
    case SMIMEA:
      return last - first === 4 && isUsualAssociation(units, starts, ends, first);
    case SVCB:
    case HTTPS:
      return !isCut(units, ends, quoted, last - 1) && isUsualService(units, starts, ends, quoted, first, last);
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

/** By matching type; 0 where it is another one. */
const DIGEST_OCTETS = [0, 32, 64, 0, 0, 0, 0, 0, 0, 0, 0];

/** A number of one digit; 10 for others. */
function digitOf(units: Uint8Array, starts: Int32Array, ends: Int32Array, word: number): number {
  const digit = ends[word] - starts[word] === 1 ? units[starts[word]] - ZERO : -1;
  return digit >= 0 && digit <= 9 ? digit : 10;
}
