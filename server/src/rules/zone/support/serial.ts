/** The serial of a zone's SOA, and where it stands. */
import { TYPE } from '../../../dns/types.ts';
import type { ZoneRecord } from '../../../zone/model.ts';
import { isInvalid, rdataWord } from '../../../zone/record.ts';
import type { ZoneContext } from '../context.ts';
import { isGeneric } from './words.ts';

export const SERIAL_WORD = 2;

/** The serial of the apex; undefined where there is no SOA that could be read. */
export function serialOf(context: ZoneContext): { readonly record: ZoneRecord; readonly serial: number } | undefined {
  const [record] = context.model.rrset(context.apex, TYPE.SOA);
  if (!record || isInvalid(record) || isGeneric(record)) return undefined;
  const text = rdataWord(record, SERIAL_WORD);
  return /^\d{1,10}$/.test(text) ? { record, serial: Number(text) } : undefined;
}

/** The serial one higher (RFC 1982): 1 follows 4294967295, since some servers take 0 for no serial. */
export function raised(serial: number): number {
  return serial >= 0xffffffff ? 1 : serial + 1;
}
