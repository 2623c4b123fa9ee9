import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { limit } from './limits.ts';
import { targetPlace } from './places.ts';
import { isPublicZone } from './support/publicZone.ts';
import { isInternal, isKnown, serversOf } from './support/servers.ts';
import type { ZoneRule } from './zoneRule.ts';

export const nsSingle: ZoneRule = {
  id: 'zone/ns-single',
  title: 'Zone with one name server only',
  severity: 'information',
  since: '0.1.0',
  fix: 'none',
  types: [TYPE.NS],
  onlyApex: true,
  docs: {
    finds:
      'A zone of the public DNS that has one name server. Zones below test, example, local and the like, reverse zones of private networks, and zones whose servers have private addresses only, may.',
    why: 'When that server or its network is away, so is every name of the zone. Many registries want two.',
    bad: '; zone: fabrikam.com\n$TTL 3600\n@ SOA ns1.fabrikam.net. hostmaster 1 7200 900 1209600 3600\n@ NS ns1.fabrikam.net.\n',
    good: '@ NS ns1.example.net.\n@ NS ns2.example.org.\n',
    sources: ['RFC 1034 section 4.1', 'RFC 2182 section 5', 'Zonemaster DELEGATION01', 'validns: single-ns'],
  },
  checkOwner(_owner, records, context, report) {
    const servers = serversOf(records, context);
    const [first] = servers;
    const count = new Set(servers.map(({ name }) => name)).size;
    const wanted = limit(context, 'nsCount');
    if (!first || count >= wanted || !isPublicZone(context)) return;
    // Where nobody outside reaches them, the zone is one for a network.
    if (servers.every((server) => isKnown(server) && isInternal(server, context))) return;
    if (count > 1) {
      report(
        targetPlace(first.record),
        t`The zone has ${count} name servers, and ${wanted} are wanted: fewer are away sooner. Add one in another network.`,
      );
      return;
    }
    report(
      targetPlace(first.record),
      t`${context.names.text(first.name)} is the only name server of the zone: when it cannot be reached, nothing in the zone can. Add a second one in another network.`,
    );
  },
};
