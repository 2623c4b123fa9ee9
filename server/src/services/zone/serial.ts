/** The next serial of a zone: on command, and when the file is saved with a change that secondaries have to hear of. */

import { compareSerials, nextSerial, type SerialStyle } from '../../dns/serial.ts';
import { TYPE } from '../../dns/types.ts';
import type { FixEdit } from '../../rules/rule.ts';
import { absolute, wordPlace } from '../../rules/zone/places.ts';
import { isGeneric } from '../../rules/zone/support/words.ts';
import type { Zone } from '../../workspace/zone.ts';
import type { ZoneRecord } from '../../zone/model.ts';
import { isInvalid, rdataWord } from '../../zone/record.ts';

/** How serials are written: as the one that is there looks (auto), YYYYMMDDnn, seconds since 1970, or one more each time. */
export type SerialFormat = 'auto' | SerialStyle;
export const SERIAL_FORMATS: readonly SerialFormat[] = ['auto', 'date', 'unix', 'increment'];
/** What saving a changed zone does to its serial. */
export type SerialOnSave = 'off' | 'ask' | 'always';
export const SERIAL_ON_SAVE: readonly SerialOnSave[] = ['off', 'ask', 'always'];

const SERIAL_WORD = 2;
const MAX_SERIAL = 0xffffffff;
/** Unix seconds of 2000 and of 2033: below lie counters, above lie dates. */
const FIRST_UNIX = 946_684_800;
const LAST_UNIX = 1_980_000_000;

/** What a serial looks like; a plain counter where it is neither a day with a revision nor a time of this century. */
export function serialStyleOf(serial: number): SerialStyle {
  const day = Math.floor(serial / 100) % 100;
  const month = Math.floor(serial / 10_000) % 100;
  const year = Math.floor(serial / 1_000_000);
  if (year >= 1980 && year < 2100 && month >= 1 && month <= 12) {
    const days = new Date(Date.UTC(year, month, 0)).getUTCDate();
    if (day >= 1 && day <= days) return 'date';
  }
  return serial >= FIRST_UNIX && serial < LAST_UNIX ? 'unix' : 'increment';
}

/** The serial after a change: newer than `serial` by RFC 1982, in the format wanted. */
export function serialAfter(serial: number, format: SerialFormat, now: Date): number {
  return nextSerial(serial, format === 'auto' ? serialStyleOf(serial) : format, now);
}

/** A zone's serial; undefined where its SOA is missing, wrong, or written in the form of RFC 3597. */
export function serialOf({ model }: Zone): number | undefined {
  const [soa] = model.rrset(model.apex, TYPE.SOA);
  // A $GENERATE can make an SOA, but not one whose serial could be edited.
  return soa && model.generatedBy(soa.ref) === undefined ? serialIn(soa) : undefined;
}

/** The serial that is written in an SOA. */
function serialIn(soa: ZoneRecord): number | undefined {
  if (soa.type !== TYPE.SOA || isInvalid(soa) || isGeneric(soa)) return undefined;
  const text = rdataWord(soa, SERIAL_WORD);
  return /^\d{1,10}$/.test(text) && Number(text) <= MAX_SERIAL ? Number(text) : undefined;
}

/** The edit that gives an SOA its next serial, in the format that it has; undefined where it has none that could be raised. */
export function raisedSerial(soa: ZoneRecord, now: Date): FixEdit | undefined {
  const serial = serialIn(soa);
  return serial === undefined ? undefined : serialEdit(soa, serialAfter(serial, 'auto', now));
}

/** The edit that raises a zone's serial along with a change of its records; undefined where it has none, or a program sets it. */
export function nextSerialEdit(zone: Zone, format: SerialFormat, now: Date): FixEdit | undefined {
  return zone.context.settings.externalSerial ? undefined : wantedSerialEdit(zone, format, now);
}

/** The same where its serial was not raised yet since it was saved or committed: then secondaries hear of both changes together. */
export function serialEditWithChange(zone: Zone, format: SerialFormat, now: Date): FixEdit | undefined {
  const [serial, before] = [serialOf(zone), zone.context.settings.previous];
  const isRaised = serial !== undefined && before !== undefined && compareSerials(serial, before.serial) > 0;
  return isRaised ? undefined : nextSerialEdit(zone, format, now);
}

/** The edit that raises a zone's serial, in the file that holds the SOA, as the user wants it; undefined where `serialOf` is. */
export function wantedSerialEdit(zone: Zone, format: SerialFormat, now: Date): FixEdit | undefined {
  const serial = serialOf(zone);
  return serial === undefined ? undefined : apexSerialEdit(zone, serialAfter(serial, format, now));
}

function apexSerialEdit({ model }: Zone, serial: number): FixEdit {
  return serialEdit(model.rrset(model.apex, TYPE.SOA)[0], serial);
}

function serialEdit(soa: ZoneRecord, serial: number): FixEdit {
  return { ...absolute(wordPlace(soa, SERIAL_WORD)), newText: String(serial) };
}

/** What is remembered of a zone when it is opened or saved. */
export interface SavedZone {
  readonly fingerprint: string;
  readonly serial: number | undefined;
}

/** What a zone is now, to be compared when it is saved. */
export function savedZone(zone: Zone): SavedZone {
  return { fingerprint: contentFingerprint(zone), serial: serialOf(zone) };
}

/**
 * The edit that saving a zone asks for: where its content is another than when it was saved last, and its serial was not raised by hand
 * since. Undefined where nothing was saved before, since then nothing is known to have changed.
 */
export function serialEditOnSave(
  zone: Zone,
  before: SavedZone | undefined,
  format: SerialFormat,
  now: Date,
): FixEdit | undefined {
  if (zone.context.settings.externalSerial) return undefined;
  const serial = serialOf(zone);
  if (!before || serial === undefined || before.fingerprint === contentFingerprint(zone)) return undefined;
  if (before.serial === undefined || compareSerials(serial, before.serial) > 0) return undefined;
  // Secondaries have seen the one that was saved, whatever stands there now.
  return apexSerialEdit(zone, serialAfter(before.serial, format, now));
}

/**
 * A text that is the same for two states of a zone, in all of its files, that hold the same records (zone/content.ts). It can be kept between
 * sessions.
 */
export function contentFingerprint({ content }: Zone): string {
  return hex(content.first) + hex(content.second);
}

function hex(value: number): string {
  return value.toString(16).padStart(8, '0');
}
