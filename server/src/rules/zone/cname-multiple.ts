import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { recordPlace, typePlace } from './places.ts';
import { contradicting } from './support/singletons.ts';
import type { ZoneRule } from './zoneRule.ts';

export const cnameMultiple: ZoneRule = {
  id: 'zone/cname-multiple',
  title: 'More than one CNAME at a name',
  severity: 'error',
  since: '0.1.0',
  fix: 'none',
  types: [TYPE.CNAME],
  skipUnless: { hasSet: true },
  docs: {
    finds: 'A name with two CNAME records that lead to different names.',
    why: 'A CNAME sends resolvers to one other name; it cannot spread load. named refuses the zone.',
    bad: 'www CNAME web1\nwww CNAME web2\nweb1 A 192.0.2.80\nweb2 A 192.0.2.81\n',
    good: 'www CNAME web1\nweb1 A 192.0.2.80\n',
    sources: ['RFC 2181 section 10.1', 'named: multiple RRs of singleton type'],
  },
  checkOwner(owner, records, context, report) {
    if (!context.model.isInZone(owner)) return;
    const first = records.find((record) => record.type === TYPE.CNAME)!;
    for (const record of contradicting(records, TYPE.CNAME, context)) {
      report(
        typePlace(record),
        t`${context.names.text(owner)} has more than one CNAME, and the server refuses the zone. Keep one of them.`,
        { related: [{ place: recordPlace(first), message: t`The first CNAME` }] },
      );
    }
  },
};
