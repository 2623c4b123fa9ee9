import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { recordPlace, typePlace } from './places.ts';
import { contradicting } from './support/singletons.ts';
import type { ZoneRule } from './zoneRule.ts';

export const soaMultiple: ZoneRule = {
  id: 'zone/soa-multiple',
  title: 'More than one SOA',
  severity: 'error',
  since: '0.1.0',
  fix: 'none',
  types: [TYPE.SOA],
  onlyApex: true,
  once: () => '',
  docs: {
    finds: 'A second SOA record at the top of the zone that differs from the first.',
    why: 'A zone has one SOA, with one serial. named refuses the zone.',
    bad: '$TTL 3600\n@ SOA ns1 hostmaster 1 3600 900 1209600 300\n@ SOA ns1 hostmaster 2 3600 900 1209600 300\n@ NS ns1.example.net.\n',
    good: 'www A 192.0.2.80\n',
    sources: ['RFC 1035 section 5.2', 'named: multiple RRs of singleton type'],
  },
  checkOwner(_owner, records, context, report) {
    const first = records.find((record) => record.type === TYPE.SOA)!;
    for (const record of contradicting(records, TYPE.SOA, context)) {
      report(
        typePlace(record),
        t`The zone has an SOA already, and the server refuses a zone with two. Keep one of them.`,
        {
          related: [{ place: recordPlace(first), message: t`The first SOA` }],
        },
      );
    }
  },
};
