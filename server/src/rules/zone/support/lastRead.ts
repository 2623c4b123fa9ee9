/** What was read last: several rules look at one record, or at one name, after the other. */
import type { ParsedChunk } from '../../../zone/chunk.ts';
import type { ZoneRecord } from '../../../zone/model.ts';
import type { ZoneContext } from '../context.ts';

/** A reading of single records that is not done again for the same one. It may look at the record and the names of its table alone. */
export function ofRecord<More extends readonly unknown[], T>(
  read: (record: ZoneRecord, ...more: More) => T,
): (record: ZoneRecord, ...more: More) => T {
  let chunk: ParsedChunk | undefined;
  let entry = -1;
  let last: T;
  return (record, ...more) => {
    if (record.chunk === chunk && record.entry === entry) return last;
    last = read(record, ...more);
    ({ chunk, entry } = record);
    return last;
  };
}

/** A reading of a name's records that is not done again for the same list. */
export function ofRecords<T>(
  read: (records: readonly ZoneRecord[], context: ZoneContext) => T,
): (records: readonly ZoneRecord[], context: ZoneContext) => T {
  let asked: readonly ZoneRecord[] | undefined;
  let last: T;
  return (records, context) => {
    if (records === asked) return last;
    last = read(records, context);
    asked = records;
    return last;
  };
}
