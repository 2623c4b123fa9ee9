/** Raising the serial of a zone. */

import { TYPE } from '../../dns/types.ts';
import type { FixEdit } from '../../rules/rule.ts';
import { absolute, wordPlace } from '../../rules/zone/places.ts';
import type { Zone } from '../../workspace/zone.ts';
import { EntryFlag } from '../../zone/chunk.ts';
import type { ZoneRecord } from '../../zone/model.ts';
import { isInvalid, rdataWord } from '../../zone/record.ts';
import { serialAfter } from './serialEdits.ts';

const SERIAL_WORD = 2;

/** The edit that gives an SOA its next serial; undefined where it has none that could be raised. */
export function raisedSerial(soa: ZoneRecord, now: Date): FixEdit | undefined {
  const text = rdataWord(soa, SERIAL_WORD);
  const isGeneric = (soa.chunk.flags[soa.entry] & EntryFlag.Generic) !== 0;
  if (soa.type !== TYPE.SOA || isGeneric || isInvalid(soa) || !/^\d{1,10}$/.test(text) || Number(text) > 0xffffffff) {
    return undefined;
  }
  return { ...absolute(wordPlace(soa, SERIAL_WORD)), newText: String(serialAfter(Number(text), 'auto', now)) };
}

/** The edit that raises a zone's serial; undefined where its SOA is missing or not to be understood. */
export function zoneSerialEdit({ model }: Zone, now: Date): FixEdit | undefined {
  const [soa] = model.rrset(model.apex, TYPE.SOA);
  return soa && raisedSerial(soa, now);
}
