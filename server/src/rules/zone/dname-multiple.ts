import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { recordPlace, typePlace } from './places.ts';
import { contradicting } from './support/singletons.ts';
import type { ZoneRule } from './zoneRule.ts';

export const dnameMultiple: ZoneRule = {
  id: 'zone/dname-multiple',
  title: 'More than one DNAME at a name',
  severity: 'error',
  since: '0.1.0',
  fix: 'none',
  types: [TYPE.DNAME],
  docs: {
    finds: 'A name with two DNAME records that lead to different names.',
    why: 'A DNAME sends resolvers to one other name; it cannot spread load. named refuses the zone.',
    bad: 'www DNAME web1\nwww DNAME web2\nweb1 A 192.0.2.80\nweb2 A 192.0.2.81\n',
    good: 'www DNAME web1\nweb1 A 192.0.2.80\n',
    sources: ['RFC 6672 section 2.4', 'named: multiple RRs of singleton type'],
  },
  checkOwner(owner, records, context, report) {
    if (!context.model.isInZone(owner)) return;
    const first = records.find((record) => record.type === TYPE.DNAME)!;
    for (const record of contradicting(records, TYPE.DNAME, context)) {
      report(
        typePlace(record),
        t`${context.names.text(owner)} has more than one DNAME, and the server refuses the zone. Keep one of them.`,
        { related: [{ place: recordPlace(first), message: t`The first DNAME` }] },
      );
    }
  },
};
