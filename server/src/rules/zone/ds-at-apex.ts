import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { typePlace } from './places.ts';
import type { ZoneRule } from './zoneRule.ts';

export const dsAtApex: ZoneRule = {
  id: 'zone/ds-at-apex',
  title: "DS at the zone's own name",
  severity: 'error',
  since: '0.1.0',
  fix: 'none',
  types: [TYPE.DS],
  onlyApex: true,
  docs: {
    finds: 'A DS record whose owner is the zone itself.',
    why: 'A DS record stands in the parent zone, beside the delegation. named refuses the zone. For the parent to fetch it from here, write CDS.',
    bad: '@ DS 12345 13 2 0000000000000000000000000000000000000000000000000000000000000000\n',
    good: 'sub NS ns1.example.net.\nsub DS 12345 13 2 0000000000000000000000000000000000000000000000000000000000000000\n',
    sources: ['RFC 4035 section 2.4', 'named: DS record at top of zone'],
  },
  checkOwner(owner, records, { names }, report) {
    const zone = names.text(owner);
    for (const record of records) {
      if (record.type !== TYPE.DS) continue;
      report(
        typePlace(record),
        t`The DS records of ${zone} stand in its parent zone, and the server refuses a zone with its own. Move this one to the parent, or write CDS for the parent to fetch it.`,
      );
    }
  },
};
