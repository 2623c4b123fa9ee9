/** SVCB and HTTPS records: mode, target and parameters with their places (RFC 9460). */

import { type NameId, ROOT } from '../../../dns/names.ts';
import { TYPE } from '../../../dns/types.ts';
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
    ({ type, chunk, entry }) =>
      (type === TYPE.SVCB || type === TYPE.HTTPS) && chunk.text[chunk.wordStarts[chunk.wordFirsts[entry]]] === '0',
  );
}

/** The binding that a record says; undefined where it is not valid, of another type or in the form of RFC 3597. */
export function bindingOf(record: ZoneRecord, context: ZoneContext): ServiceBinding | undefined {
  if (record.type !== TYPE.SVCB && record.type !== TYPE.HTTPS) return undefined;
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
