/** Zone serial numbers: 32 bits that wrap around, compared as RFC 1982 says. */
import { t } from '../l10n.ts';
import { dateText, momentText } from './moments.ts';

/** How the next serial is made: `date` is YYYYMMDDnn, `unix` the seconds since 1970, `increment` one more. */
export type SerialStyle = 'date' | 'unix' | 'increment';

const HALF = 0x80000000;

/**
 * Compares serials: negative where `a` is older than `b`, 0 where equal, positive where newer.
 * NaN for two that are exactly 2^31 apart, which RFC 1982 section 3.2 leaves undefined.
 */
export function compareSerials(a: number, b: number): number {
  const ahead = (a - b) >>> 0;
  if (ahead === 0) return 0;
  if (ahead === HALF) return Number.NaN;
  return ahead < HALF ? 1 : -1;
}

/**
 * The serial to write after a change, always newer than `current` (RFC 1982). `now` is read in local time, as its user counts days.
 * 0 is skipped: old secondaries take it for "no serial".
 */
export function nextSerial(current: number, style: SerialStyle, now: Date): number {
  const wanted = wantedSerial(style, now);
  if (wanted !== undefined && compareSerials(wanted, current) > 0) return wanted;
  return (current + 1) >>> 0 || 1;
}

function wantedSerial(style: SerialStyle, now: Date): number | undefined {
  if (style === 'unix') return Math.floor(now.getTime() / 1000) >>> 0;
  if (style === 'increment') return undefined;
  return (now.getFullYear() * 1000000 + (now.getMonth() + 1) * 10000 + now.getDate() * 100 + 1) >>> 0;
}

/** What a serial seems to say: `revision 1 of 27 October 2023`, or a moment for Unix seconds; undefined for a plain counter. */
export function describeSerial(serial: number): string | undefined {
  const revision = serial % 100;
  const day = Math.floor(serial / 100) % 100;
  const month = Math.floor(serial / 10000) % 100;
  const year = Math.floor(serial / 1000000);
  if (year >= 1980 && year < 2100 && month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month)) {
    return t`revision ${revision} of ${dateText(year, month, day)}`;
  }
  // From 2000 to 2033: below lie counters, above lie dates.
  if (serial < 946684800 || serial >= 1980000000) return undefined;
  return momentText(new Date(serial * 1000));
}

function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}
