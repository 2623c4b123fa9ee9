/** Times to live: the syntax that named reads, and text for people. All values are seconds. */
import { counted, marked, t, translated } from '../l10n.ts';

/** The longest TTL; a record with a longer one is served with 0 (RFC 2181 section 8). */
export const MAX_TTL = 2147483647;

const MAX_U32 = 0xffffffff;
/** named copies the text to a buffer of 64 octets and refuses what does not fit. */
const LONGEST_TEXT = 63;

const UNITS: readonly { letter: string; one: string; many: string; seconds: number }[] = [
  { letter: 'w', one: marked('week'), many: marked('weeks'), seconds: 604800 },
  { letter: 'd', one: marked('day'), many: marked('days'), seconds: 86400 },
  { letter: 'h', one: marked('hour'), many: marked('hours'), seconds: 3600 },
  { letter: 'm', one: marked('minute'), many: marked('minutes'), seconds: 60 },
  { letter: 's', one: marked('second'), many: marked('seconds'), seconds: 1 },
];

function unitSeconds(code: number): number {
  switch (code | 0x20) {
    case 0x77:
      return 604800;
    case 0x64:
      return 86400;
    case 0x68:
      return 3600;
    case 0x6d:
      return 60;
    case 0x73:
      return 1;
    default:
      return 0;
  }
}

/**
 * Reads `text[start, end)` as a TTL: a plain number, or numbers with the units w d h m s in any order and case, as named does.
 * A plain number may follow units only where those add up to nothing (`0h5`), which is how named reads it.
 * Undefined where the text is no TTL or is more than 2^32-1 seconds.
 */
export function parseTtl(text: string, start = 0, end = text.length): number | undefined {
  if (start >= end || end - start > LONGEST_TEXT) return undefined;
  let total = 0;
  let at = start;
  while (at < end) {
    let value = 0;
    const digits = at;
    for (; at < end; at++) {
      const digit = text.charCodeAt(at) - 0x30;
      if (digit < 0 || digit > 9) break;
      value = value * 10 + digit;
    }
    if (at === digits || value > MAX_U32) return undefined;
    if (at === end) {
      if (total !== 0) return undefined;
      return value;
    }
    const unit = unitSeconds(text.charCodeAt(at));
    if (unit === 0) return undefined;
    total += value * unit;
    at++;
  }
  return total <= MAX_U32 ? total : undefined;
}

/** Seconds as words: `1 day 2 hours`. */
export function ttlText(seconds: number): string {
  if (seconds === 0) return counted(0, t`second`, t`seconds`);
  const parts: string[] = [];
  let rest = seconds;
  for (const unit of UNITS) {
    const count = Math.floor(rest / unit.seconds);
    rest -= count * unit.seconds;
    if (count > 0) parts.push(counted(count, translated(unit.one), translated(unit.many)));
  }
  return parts.join(' ');
}

/** Seconds in the units that a zone file may use: `1d2h`. */
export function ttlUnits(seconds: number): string {
  if (seconds === 0) return '0s';
  let out = '';
  let rest = seconds;
  for (const unit of UNITS) {
    const count = Math.floor(rest / unit.seconds);
    rest -= count * unit.seconds;
    if (count > 0) out += `${count}${unit.letter}`;
  }
  return out;
}
