import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { isInvalid } from '../../zone/record.ts';
import { recordPlace } from './places.ts';
import { wireOf } from './support/rdata.ts';
import type { ZoneRule } from './zoneRule.ts';

/** Centimetres: altitude 0 on the wire is 100 km below the reference (RFC 1876 section 2). */
const ALTITUDE_ZERO = 10_000_000;
const HIGHEST = 9_000_00;
const LOWEST = -500_00;
const EQUATOR = 2 ** 31;
/** Centimetres: larger than a building or campus of any size. */
const LARGEST = 1_000_000_00;

export const locImplausible: ZoneRule = {
  id: 'zone/loc-implausible',
  title: 'Location that cannot be meant',
  severity: 'information',
  since: '0.1.0',
  fix: 'none',
  types: [TYPE.LOC],
  docs: {
    finds:
      'A LOC record at 0 degrees north and 0 degrees east, at an altitude below -500 m or above 9,000 m, or with a size above 1,000 km.',
    why: 'The place is in the sea off Africa, underground or in the air: most often the values are placeholders, or feet or kilometres were written for metres.',
    bad: '@ LOC 0 0 0 N 0 0 0 E 0m\n',
    good: '@ LOC 52 22 23 N 4 53 32 E -2m\n',
    sources: ['RFC 1876 section 2'],
  },
  checkRecord(record, context, report) {
    const wire = isInvalid(record) ? undefined : wireOf(record, context);
    if (wire?.length !== 16) return;
    const view = new DataView(wire.buffer, wire.byteOffset, wire.length);
    const altitude = view.getUint32(12) - ALTITUDE_ZERO;
    const size = (wire[1] >> 4) * 10 ** (wire[1] & 15);
    if (view.getUint32(4) === EQUATOR && view.getUint32(8) === EQUATOR)
      report(
        recordPlace(record),
        t`The location is 0 degrees north and 0 degrees east, in the Atlantic. Write the place, or delete the record.`,
      );
    else if (altitude > HIGHEST || altitude < LOWEST)
      report(
        recordPlace(record),
        t`The altitude is ${Math.round(altitude / 100)} m, where no host stands. It is written in metres above sea level.`,
      );
    else if (size > LARGEST)
      report(
        recordPlace(record),
        t`The size is ${Math.round(size / 100_000)} km. It is the diameter of the place, in metres.`,
      );
  },
};
