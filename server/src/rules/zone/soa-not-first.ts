import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { recordPlace } from './places.ts';
import { firstRecord } from './support/apex.ts';
import type { ZoneRule } from './zoneRule.ts';

export const soaNotFirst: ZoneRule = {
  id: 'zone/soa-not-first',
  title: 'SOA that is not the first record',
  severity: 'information',
  since: '0.1.0',
  fix: 'none',
  docs: {
    finds: 'A record before the SOA.',
    why: 'named takes the SOA wherever it stands, but records before it do not get the TTL that it sets when there is no $TTL, people look for it at the top, and other tools read the zone from it.',
    bad: '$TTL 3600\nwww A 192.0.2.80\n@ SOA ns1 hostmaster 1 3600 900 1209600 300\n@ NS ns1\nns1 A 192.0.2.53\nns1 AAAA 2001:db8::53\n',
    good: '$TTL 3600\n@ SOA ns1 hostmaster 1 3600 900 1209600 300\n@ NS ns1\nns1 A 192.0.2.53\nns1 AAAA 2001:db8::53\nwww A 192.0.2.80\n',
    sources: ['RFC 1035 section 5.2', 'named loads it'],
  },
  checkZone(context, report) {
    const { model, apex, settings } = context;
    if (settings.type === 'hint' || !model.has(apex, TYPE.SOA)) return;
    const first = firstRecord(context);
    const [soa] = model.rrset(apex, TYPE.SOA);
    if (!first || (first.chunk === soa.chunk && first.start === soa.chunk.starts[soa.entry])) return;
    if (model.generatedBy(soa.ref) !== undefined) return;
    report(
      recordPlace(soa),
      t`The SOA is not the first record of the zone. Move it to the top, where people and other tools look for it.`,
      {
        related: [{ place: first, message: t`The first record` }],
      },
    );
  },
};
