import { addressText } from '../../dns/addresses.ts';
import { parsePrefix, prefixText } from '../../dns/prefixes.ts';
import { isPrivate } from '../../dns/specialRanges.ts';
import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import type { ZoneContext } from './context.ts';
import { limit } from './limits.ts';
import { targetPlace } from './places.ts';
import { isPublicZone } from './support/publicZone.ts';
import { wireOf } from './support/rdata.ts';
import { isKnown, type Server, serversOf } from './support/servers.ts';
import type { ZoneRule } from './zoneRule.ts';

/** Prefix lengths that are announced on their own, so that addresses in one share their fate. */
const BITS = { [TYPE.A]: 'nsNetworkIpv4', [TYPE.AAAA]: 'nsNetworkIpv6' } as const;

/** The networks that the servers' addresses of one family lie in. */
function networks(
  servers: readonly Server[],
  type: typeof TYPE.A | typeof TYPE.AAAA,
  context: ZoneContext,
): Set<string> {
  const found = new Set<string>();
  const bits = limit(context, BITS[type]);
  for (const { name } of servers) {
    for (const record of context.model.rrset(name, type)) {
      const octets = wireOf(record, context);
      const prefix = octets && parsePrefix(`${addressText(octets)}/${bits}`);
      if (prefix) found.add(isPrivate(prefix.octets) ? 'private' : prefixText(prefix));
    }
  }
  return found;
}

export const nsSameNetwork: ZoneRule = {
  id: 'zone/ns-same-network',
  title: 'Name servers in one network',
  severity: 'information',
  since: '0.1.0',
  fix: 'none',
  types: [TYPE.NS],
  onlyApex: true,
  docs: {
    finds:
      'All name servers of a zone of the public DNS have their addresses in one /24 (IPv4) and, where they have some, one /48 (IPv6).',
    why: 'One router or one route that fails takes all of them away, and the zone with them.',
    bad: '; zone: fabrikam.com\n$TTL 3600\n@ SOA ns1 hostmaster 1 7200 900 1209600 3600\n@ NS ns1\n@ NS ns2\nns1 A 192.0.2.53\nns2 A 192.0.2.54\n',
    good: '@ NS ns1.example.net.\n@ NS ns2.example.org.\n',
    sources: ['RFC 2182 section 3.1', 'Zonemaster CONNECTIVITY04'],
  },
  checkOwner(_owner, records, context, report) {
    const servers = serversOf(records, context);
    // Servers whose addresses are not in the zone may be anywhere.
    if (new Set(servers.map(({ name }) => name)).size < 2 || !servers.every(isKnown)) return;
    const found = [...networks(servers, TYPE.A, context), ...networks(servers, TYPE.AAAA, context)];
    const [v4, v6] = [networks(servers, TYPE.A, context).size, networks(servers, TYPE.AAAA, context).size];
    if (v4 > 1 || v6 > 1 || found.includes('private') || !isPublicZone(context)) return;
    report(
      targetPlace(servers[1].record),
      t`All name servers of the zone are in one network (${found.join(', ')}), so they fail together when it does. Put one in another network.`,
    );
  },
};
