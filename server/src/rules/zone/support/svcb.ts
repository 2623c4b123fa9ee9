/** SVCB and HTTPS records: mode, target and parameters with their places (RFC 9460). */

import { type NameId, ROOT } from '../../../dns/names.ts';
import { TYPE } from '../../../dns/types.ts';
import { EntryFlag } from '../../../zone/chunk.ts';
import type { ZoneRecord } from '../../../zone/model.ts';
import { isInvalid, rdataCount, rdataWord } from '../../../zone/record.ts';
import type { ZoneContext } from '../context.ts';
import { wordPlace, type ZonePlace } from '../places.ts';
import { ofRecords } from './lastRead.ts';
import { isGeneric, isMiswritten } from './words.ts';

export interface ServiceParameter {
  readonly key: string;
  readonly value: string;
  readonly place: ZonePlace;
}

export interface ServiceBinding {
  readonly record: ZoneRecord;
  /** Priority 0 (RFC 9460 section 2.4.2). */
  readonly alias: boolean;
  /** The name whose addresses count: for `.` the owner; ROOT in an alias that says that there is no service. */
  readonly target: NameId;
  readonly parameters: readonly ServiceParameter[];
}

/** The valid SVCB and HTTPS records among a name's. */
export const bindingsOf = ofRecords((records, context): readonly ServiceBinding[] =>
  records.flatMap((record) => bindingOf(record, context) ?? []),
);

/** True where one of the records may be an alias, at a look: priority 0 begins with that digit. */
export function mayHaveAlias(records: readonly ZoneRecord[]): boolean {
  return records.some(
    (record) =>
      isService(record) && record.chunk.text[record.chunk.wordStarts[record.chunk.wordFirsts[record.entry]]] === '0',
  );
}

/** True for SVCB and HTTPS. */
export function isService({ type }: ZoneRecord): boolean {
  return type === TYPE.SVCB || type === TYPE.HTTPS;
}

/** A cheap look: true for a record of another type, and for a usual service of the name itself that has an address beside it. */
export function isServedHere(record: ZoneRecord, records: readonly ZoneRecord[]): boolean {
  if (!isService(record)) return true;
  if (record.target !== ROOT || (record.chunk.flags[record.entry] & EntryFlag.Usual) === 0) return false;
  let hasAddress = false;
  for (const other of records) {
    // The addresses are those of another name then.
    if (other.type === TYPE.CNAME) return false;
    if ((other.type === TYPE.A || other.type === TYPE.AAAA) && !isInvalid(other)) hasAddress = true;
  }
  return hasAddress;
}

/** The binding that a record says; undefined where it is not valid, of another type or in the form of RFC 3597. */
export function bindingOf(record: ZoneRecord, context: ZoneContext): ServiceBinding | undefined {
  if (!isService(record)) return undefined;
  if (isInvalid(record) || isGeneric(record) || rdataCount(record) < 2) return undefined;
  if (record.owner < 0 || record.target < 0 || isMiswritten(record, context)) return undefined;
  const alias = Number(rdataWord(record, 0)) === 0;
  const target = record.target === ROOT && !alias ? record.owner : record.target;
  return { record, alias, target, parameters: parametersOf(record) };
}

function parametersOf(record: ZoneRecord): ServiceParameter[] {
  const parameters: ServiceParameter[] = [];
  const { chunk, entry } = record;
  for (let index = 2; index < rdataCount(record); index++) {
    const at = chunk.wordFirsts[entry] + index;
    const word = rdataWord(record, index);
    const equals = word.indexOf('=');
    const place = wordPlace(record, index);
    const key = (equals < 0 ? word : word.slice(0, equals)).toLowerCase();
    let value = equals < 0 ? '' : word.slice(equals + 1).replace(/^"(.*)"$/s, '$1');
    let end = place.end;
    // `key="value"` may be two words: the second is in quotes and follows at once.
    if (equals === word.length - 1 && chunk.wordQuoted[at + 1] === 1 && chunk.wordStarts[at + 1] === end + 1) {
      value = rdataWord(record, ++index);
      end = chunk.wordEnds[at + 1] + 1;
    }
    parameters.push({ key, value, place: { ...place, end } });
  }
  return parameters;
}
