import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { missingFamilyRule } from './support/missingFamily.ts';

export const nsMissingAaaa = missingFamilyRule(TYPE.AAAA, {
  id: 'zone/ns-missing-aaaa',
  title: 'Name server without an IPv6 address',
  since: '0.1.0',
  docs: {
    finds:
      'A name server of the zone that has an A record in it and no AAAA record. It is a warning where no name server of the zone has one, and information where another one has, or lies outside the zone so that its addresses are not known here. It is told once a zone, and not of servers that have only addresses for use inside a network.',
    why: 'A resolver that has only IPv6 cannot reach such a server. When none of them has an IPv6 address, it cannot resolve any name of the zone.',
    bad: '@ NS ns1\nns1 A 192.0.2.53\n',
    good: '@ NS ns1\nns1 A 192.0.2.53\nns1 AAAA 2001:db8::53\n',
    sources: ['RFC 3901 section 3 (BCP 91)', 'RIPE-772, IPv6 for name servers', 'Zonemaster: Connectivity, Nameserver'],
  },
  noneHasOne: (server) =>
    t`${server} has an A record and no AAAA record, and no name server of this zone has one: resolvers with IPv6 only cannot resolve any name in it. Add the AAAA record.`,
  anotherHasOne: (server) =>
    t`${server} has an A record and no AAAA record, so resolvers with IPv6 only have to do without it. Add the AAAA record.`,
});
