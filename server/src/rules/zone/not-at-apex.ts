import { TYPE, typeText } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { typePlace } from './places.ts';
import type { ZoneRule } from './zoneRule.ts';

export const notAtApex: ZoneRule = {
  id: 'zone/not-at-apex',
  title: "Record that belongs to the zone's own name",
  severity: 'information',
  since: '0.1.0',
  fix: 'none',
  types: [TYPE.DNSKEY, TYPE.NSEC3PARAM, TYPE.CDS, TYPE.CDNSKEY, TYPE.CSYNC, TYPE.ZONEMD],
  docs: {
    finds: 'A DNSKEY, NSEC3PARAM, CDS, CDNSKEY, CSYNC or ZONEMD record at a name below the zone.',
    why: 'These records speak of a whole zone and are looked for at its own name only. Elsewhere nobody looks at them.',
    bad: 'www DNSKEY 257 3 15 AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n',
    good: '@ DNSKEY 257 3 15 AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n',
    sources: [
      'RFC 4035 section 2.1',
      'RFC 5155 section 4',
      'RFC 7344 section 4.1',
      'RFC 7477 section 2.1',
      'RFC 8976 section 2.1',
    ],
  },
  checkRecord(record, { names, apex, model, originKnown }, report) {
    if (!originKnown || record.owner < 0 || record.owner === apex || !model.isInZone(record.owner)) return;
    const type = typeText(record.type);
    report(
      typePlace(record),
      t`A ${type} record is looked for at ${names.text(apex)} only, and this one is at ${names.text(record.owner)}, where it does nothing. Write @ as its owner, or delete it.`,
    );
  },
};
