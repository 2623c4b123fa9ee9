/** Whether the delegation and the zone have at least two name servers, with IPv4 and with IPv6. */
import { marked } from '../../../l10n.ts';
import { type Finding, found, type TagRow, type TestCase } from '../contract.ts';
import type { Servers } from '../lookUp.ts';
import { familyOf } from '../questions.ts';
import { shownName } from '../records.ts';
import { pairsOf, serverNames } from '../world.ts';

/** RFC 1034 section 4.1, RFC 2182 section 5. */
const MINIMUM = 2;

const MORE = marked('Have at least {minimum} name servers, in different places.');
const WITH_IPV4 = marked('Have at least {minimum} name servers with IPv4: many resolvers have nothing else.');
const WITH_IPV6 = marked(
  'Have at least {minimum} name servers with IPv6, and AAAA records and glue for them: some resolvers have nothing else.',
);

const tags = {
  ENOUGH_IPV4_NS_CHILD: { level: 'info', message: marked('In the zone {count} name servers have IPv4: {ns_list}.') },
  ENOUGH_IPV4_NS_DEL: {
    level: 'info',
    message: marked('In the delegation {count} name servers have IPv4: {ns_list}.'),
  },
  ENOUGH_IPV6_NS_CHILD: { level: 'info', message: marked('In the zone {count} name servers have IPv6: {ns_list}.') },
  ENOUGH_IPV6_NS_DEL: {
    level: 'info',
    message: marked('In the delegation {count} name servers have IPv6: {ns_list}.'),
  },
  ENOUGH_NS_CHILD: { level: 'info', message: marked('The zone has {count} name servers: {nsname_list}.') },
  ENOUGH_NS_DEL: { level: 'info', message: marked('The delegation has {count} name servers: {nsname_list}.') },
  NOT_ENOUGH_IPV4_NS_CHILD: {
    level: 'error',
    message: marked('In the zone only {count} name server has IPv4: {ns_list}.'),
    advice: WITH_IPV4,
  },
  NOT_ENOUGH_IPV4_NS_DEL: {
    level: 'error',
    message: marked('In the delegation only {count} name server has IPv4: {ns_list}.'),
    advice: WITH_IPV4,
  },
  NOT_ENOUGH_IPV6_NS_CHILD: {
    level: 'error',
    message: marked('In the zone only {count} name server has IPv6: {ns_list}.'),
    advice: WITH_IPV6,
  },
  NOT_ENOUGH_IPV6_NS_DEL: {
    level: 'error',
    message: marked('In the delegation only {count} name server has IPv6: {ns_list}.'),
    advice: WITH_IPV6,
  },
  NOT_ENOUGH_NS_CHILD: {
    level: 'error',
    message: marked('The zone has {count} of at least {minimum} name servers: {nsname_list}.'),
    advice: MORE,
  },
  NOT_ENOUGH_NS_DEL: {
    level: 'error',
    message: marked('The delegation has {count} of at least {minimum} name servers: {nsname_list}.'),
    advice: MORE,
  },
  NO_IPV4_NS_CHILD: { level: 'warning', message: marked('In the zone no name server has IPv4.'), advice: WITH_IPV4 },
  NO_IPV4_NS_DEL: {
    level: 'warning',
    message: marked('In the delegation no name server has IPv4.'),
    advice: WITH_IPV4,
  },
  NO_IPV6_NS_CHILD: { level: 'notice', message: marked('In the zone no name server has IPv6.'), advice: WITH_IPV6 },
  NO_IPV6_NS_DEL: { level: 'notice', message: marked('In the delegation no name server has IPv6.'), advice: WITH_IPV6 },
} as const satisfies Readonly<Record<string, TagRow>>;

function counted(servers: Servers, names: readonly string[], of: 'DEL' | 'CHILD'): Finding[] {
  const minimum = MINIMUM;
  const nsname_list = names.map(shownName).sort();
  const findings: Finding[] = [
    found(names.length < MINIMUM ? `NOT_ENOUGH_NS_${of}` : `ENOUGH_NS_${of}`, {
      count: names.length,
      minimum,
      nsname_list,
    }),
  ];
  for (const family of [4, 6] as const) {
    const those = pairsOf(servers).filter(({ address }) => familyOf(address) === family);
    const count = new Set(those.map(({ name }) => name)).size;
    const values = { count, minimum, ns_list: serverNames(those) };
    if (count === 0) findings.push(found(`NO_IPV${family}_NS_${of}`, { minimum }));
    else
      findings.push(
        found(count < MINIMUM ? `NOT_ENOUGH_IPV${family}_NS_${of}` : `ENOUGH_IPV${family}_NS_${of}`, values),
      );
  }
  return findings;
}

export const delegation01: TestCase = {
  id: 'DELEGATION01',
  title: marked('There are enough name servers, with IPv4 and IPv6'),
  link: 'delegation',
  isPolicy: true,
  tags,
  *run(world) {
    const delegation = (yield* world.delegation()) ?? new Map<string, readonly string[]>();
    const own = (yield* world.zoneServers()) ?? new Map<string, readonly string[]>();
    return [...counted(delegation, [...delegation.keys()], 'DEL'), ...counted(own, [...own.keys()], 'CHILD')];
  },
};
