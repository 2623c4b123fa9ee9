/** Moments in signatures: YYYYMMDDHHMMSS in UTC, or seconds since 1970 (RFC 4034 section 3.2). */

import { t, translated } from '../../l10n.ts';
import type { Encoder, FieldCodec } from './codec.ts';
import { readNumber } from './numbers.ts';

const TWO_TO_32 = 0x100000000;
const LONGEST_SECONDS = 10;
const DATE_LENGTH = 14;

function digitsAt(text: string, at: number, count: number): number {
  return readNumber(text, at, at + count, 9999);
}

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

function daysIn(year: number, month: number): number {
  if (month === 2) return isLeap(year) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Days from 1 January 1970 to the first day of a month in the Gregorian calendar. */
function daysBefore(year: number, month: number): number {
  const shifted = month > 2 ? year : year - 1;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5);
  return era * 146097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719468;
}

/** The moment in `text[start, end)` in seconds since 1970 modulo 2^32; -1 where it is none. Allocates nothing. */
export function readMoment(text: string, start: number, end: number): number {
  const length = end - start;
  if (length <= LONGEST_SECONDS) {
    const seconds = readNumber(text, start, end, TWO_TO_32 - 1);
    return seconds < 0 ? -1 : seconds;
  }
  if (length !== DATE_LENGTH) return -1;
  const year = digitsAt(text, start, 4);
  const month = digitsAt(text, start + 4, 2);
  const day = digitsAt(text, start + 6, 2);
  const hour = digitsAt(text, start + 8, 2);
  const minute = digitsAt(text, start + 10, 2);
  const second = digitsAt(text, start + 12, 2);
  if (year < 0 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return -1;
  // A leap second may be written as 60.
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60) return -1;
  const seconds = (daysBefore(year, month) + day - 1) * 86400 + hour * 3600 + minute * 60 + second;
  return ((seconds % TWO_TO_32) + TWO_TO_32) % TWO_TO_32;
}

/** Seconds since 1970 as YYYYMMDDHHMMSS. */
export function momentText(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 19).replace(/[-:T]/g, '');
}

function timeMessage(encoder: Encoder, name: string, asDate: boolean): string {
  if (asDate)
    return t`The ${name} of the ${encoder.row.mnemonic} record is \`${encoder.shown}\`, which is not a moment. Write YYYYMMDDHHMMSS in UTC.`;
  return t`The ${name} of the ${encoder.row.mnemonic} record is \`${encoder.shown}\`, which is not a moment. Write YYYYMMDDHHMMSS in UTC, or seconds since 1970.`;
}

export const time: FieldCodec = {
  encode(encoder, field) {
    const isShort = encoder.end - encoder.start <= LONGEST_SECONDS;
    const seconds = field.asDate && isShort ? -1 : readMoment(encoder.words.text, encoder.start, encoder.end);
    if (seconds < 0) encoder.fail('bad-time', timeMessage(encoder, translated(field.name), field.asDate === true));
    encoder.u32(Math.max(0, seconds));
    encoder.word++;
    return true;
  },
  decode(decoder) {
    decoder.parts.push(momentText(decoder.u32()));
  },
};
