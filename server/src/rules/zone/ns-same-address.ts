import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { targetPlace } from './places.ts';
import { rdataKey } from './support/rdata.ts';
import { isKnown, type Server, serversOf } from './support/servers.ts';
import type { ZoneRule } from './zoneRule.ts';

export const nsSameAddress: ZoneRule = {
  id: 'zone/ns-same-address',
  title: 'Name servers that are one machine',
  severity: 'information',
  since: '0.1.0',
  fix: 'none',
  types: [TYPE.NS],
  onlyApex: true,
  docs: {
    finds: 'Two name servers of the zone with different names and the same address.',
    why: 'They look like two servers and fail like one.',
    bad: '@ NS ns1\n@ NS ns2\nns1 A 192.0.2.53\nns2 A 192.0.2.53\n',
    good: '@ NS ns1\n@ NS ns2\nns1 A 192.0.2.53\nns1 AAAA 2001:db8::53\nns2 A 198.51.100.53\nns2 AAAA 2001:db8:1::53\n',
    sources: ['RFC 2182 section 3.1', 'Zonemaster DELEGATION02: SAME_IP_ADDRESS'],
  },
  checkOwner(_owner, records, context, report) {
    const seen = new Map<string, Server>();
    for (const server of serversOf(records, context)) {
      if (!isKnown(server)) continue;
      const { model, names } = context;
      for (const address of [...model.rrset(server.name, TYPE.A), ...model.rrset(server.name, TYPE.AAAA)]) {
        const key = rdataKey(address, context);
        if (key === undefined) continue;
        const first = seen.get(key);
        if (!first) {
          seen.set(key, server);
        } else if (first.name !== server.name) {
          report(
            targetPlace(server.record),
            t`${names.text(server.name)} and ${names.text(first.name)} have the same address, so they are one server and fail together. Give the zone a second machine.`,
            { related: [{ place: targetPlace(first.record), message: t`The other name` }] },
          );
          break;
        }
      }
    }
  },
};
