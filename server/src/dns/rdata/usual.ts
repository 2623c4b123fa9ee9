/**
 * Whether sound data are as nearly all of their type are, from their octets alone: who judges the data of a record by themselves has nothing to say of
 * these. It is told once, when they are read, and kept as `EntryFlag.Usual`.
 */
import { TYPE } from '../types.ts';
import { isUsualText } from './usualText.ts';

const { A, AAAA, TXT } = TYPE;
const DOT = 0x2e;
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
      // Where a semicolon follows at once, it may have been meant as a part of the text.
      return (
        last - first === 1 &&
        units[ends[first] + quoted[first]] !== SEMICOLON &&
        isUsualText(units, starts[first], ends[first])
      );
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
