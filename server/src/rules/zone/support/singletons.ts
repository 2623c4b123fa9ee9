/** Types of which a name may have only one record (named: singleton types). */
import type { ZoneRecord } from '../../../zone/model.ts';
import { isInvalid } from '../../../zone/record.ts';
import type { ZoneContext } from '../context.ts';
import { rdataKey } from './rdata.ts';

/** The records of a type beyond the first that say something else than it: named refuses these, and drops equal ones. */
export function contradicting(records: readonly ZoneRecord[], type: number, context: ZoneContext): ZoneRecord[] {
  const valid = records.filter((record) => record.type === type && !isInvalid(record));
  if (valid.length < 2) return [];
  const first = rdataKey(valid[0], context);
  return valid.slice(1).filter((record) => rdataKey(record, context) !== first);
}
