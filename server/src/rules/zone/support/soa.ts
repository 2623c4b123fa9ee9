/** The numbers of an SOA record. */
import { parseTtl } from '../../../dns/ttl.ts';
import type { ZoneRecord } from '../../../zone/model.ts';
import { isInvalid, rdataWord } from '../../../zone/record.ts';
import { isGeneric } from './words.ts';

/** Which word of the RDATA each field is. */
export const SOA_WORDS = { mname: 0, rname: 1, serial: 2, refresh: 3, retry: 4, expire: 5, minimum: 6 } as const;

export interface SoaNumbers {
  readonly serial: number;
  /** In seconds, as the other times. */
  readonly refresh: number;
  readonly retry: number;
  readonly expire: number;
  readonly minimum: number;
}

/** The serial and the times of an SOA; undefined where it cannot be read. */
export function soaNumbers(record: ZoneRecord): SoaNumbers | undefined {
  if (isInvalid(record) || isGeneric(record)) return undefined;
  const time = (word: number): number => parseTtl(rdataWord(record, word)) ?? Number.NaN;
  const found = {
    serial: Number(rdataWord(record, SOA_WORDS.serial)),
    refresh: time(SOA_WORDS.refresh),
    retry: time(SOA_WORDS.retry),
    expire: time(SOA_WORDS.expire),
    minimum: time(SOA_WORDS.minimum),
  };
  return Object.values(found).every((value) => !Number.isNaN(value)) ? found : undefined;
}
