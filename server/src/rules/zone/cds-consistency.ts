import { ALGORITHM } from '../../dns/codes.ts';
import { TYPE, typeText } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import type { ZoneRecord } from '../../zone/model.ts';
import { isInvalid } from '../../zone/record.ts';
import type { ZoneContext } from './context.ts';
import { typePlace } from './places.ts';
import { wireOf } from './support/rdata.ts';
import { integritySeverity } from './support/settings.ts';
import type { ZoneRule } from './zoneRule.ts';

interface ChildKey {
  readonly record: ZoneRecord;
  readonly algorithm: number;
  /** Asks the parent to remove the DS records (RFC 8078 section 4). */
  readonly removes: boolean;
}

function keysOf(records: readonly ZoneRecord[], type: number, context: ZoneContext): ChildKey[] {
  const keys: ChildKey[] = [];
  for (const record of records) {
    const wire = record.type === type && !isInvalid(record) ? wireOf(record, context) : undefined;
    if (!wire || wire.length < 4) continue;
    const algorithm = wire[type === TYPE.CDS ? 2 : 3];
    keys.push({ record, algorithm, removes: algorithm === ALGORITHM.DELETE && wire.length === 5 });
  }
  return keys;
}

export const cdsConsistency: ZoneRule = {
  id: 'zone/cds-consistency',
  title: 'CDS or CDNSKEY that does not go with the keys',
  severity: 'error',
  since: '0.1.0',
  fix: 'none',
  types: [TYPE.CDS, TYPE.CDNSKEY],
  onlyApex: true,
  docs: {
    finds:
      'A CDS or CDNSKEY record with an algorithm that no DNSKEY of the zone has, or the request to remove the DS records beside other ones.',
    why: 'The parent would publish DS records that lead to no key, and the zone would be bogus. named refuses the zone.',
    bad: '@ CDS 12345 13 2 0000000000000000000000000000000000000000000000000000000000000000\n',
    good: '@ CDS 0 0 0 00\n',
    sources: ['RFC 7344 section 4.1', 'RFC 8078 section 4', 'named: CDS/CDNSKEY consistency checks failed'],
  },
  checkOwner(_owner, records, context, report) {
    const published = new Set(keysOf(records, TYPE.DNSKEY, context).map((key) => key.algorithm));
    const severity = integritySeverity(context);
    for (const type of [TYPE.CDS, TYPE.CDNSKEY]) {
      const keys = keysOf(records, type, context);
      const mixed = keys.some((key) => key.removes) && keys.some((key) => !key.removes);
      for (const { record, algorithm, removes } of keys) {
        const place = typePlace(record);
        if (removes && mixed) {
          report(
            place,
            t`This ${typeText(type)} record asks the parent to remove the DS records, and others stand beside it; the server refuses the zone. Keep the one or the others.`,
            { severity },
          );
        } else if (!removes && !published.has(algorithm)) {
          report(
            place,
            t`This ${typeText(type)} record is for a key with algorithm ${algorithm}, and the zone has no such DNSKEY; the server refuses the zone. Add the DNSKEY, or delete this record.`,
            { severity },
          );
        }
      }
    }
  },
};
