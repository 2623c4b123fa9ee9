/** Whether the addresses of name servers can be reached from everywhere, and lead back to their names. */
import { parseAddress, reverseName } from '../../../dns/addresses.ts';
import { specialRange } from '../../../dns/specialRanges.ts';
import { TYPE } from '../../../dns/types.ts';
import { marked } from '../../../l10n.ts';
import type { Conversation } from '../../conversation.ts';
import { together } from '../../together.ts';
import { each, type Finding, found, type TagRow, type TestCase, testCase } from '../contract.ts';
import type { LookUp } from '../lookUp.ts';
import { nameKey, shownName, targetOf } from '../records.ts';
import { type NameServer, pairsOf, serverNames, uniqueAddresses, type World } from '../world.ts';

/** The ranges of IANA's registries that are routed on the internet all the same. */
const GLOBAL: ReadonlySet<string> = new Set([
  '192.0.0.9/32',
  '192.0.0.10/32',
  '192.31.196.0/24',
  '192.52.193.0/24',
  '192.175.48.0/24',
  '64:ff9b::/96',
  '2001:1::1/128',
  '2001:1::2/128',
  '2001:1::3/128',
  '2001:3::/32',
  '2001:4:112::/48',
  '2001:20::/28',
  '2001:30::/28',
  '2620:4f:8000::/48',
]);

/** The ranges that are for a host, a link or a network of its own. */
const LOCAL: ReadonlySet<string> = new Set([
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '100.64.0.0/10',
  '::1/128',
  'fe80::/10',
  'fc00::/7',
]);

type Reach = 'documentation' | 'local' | 'not' | 'global';

/** How far an address is routed, by IANA's registries. */
function reachOf(address: string): Reach {
  const range = specialRange(parseAddress(address)!);
  if (!range || GLOBAL.has(range.prefix)) return 'global';
  if (range.name.startsWith('documentation')) return 'documentation';
  return LOCAL.has(range.prefix) ? 'local' : 'not';
}

const PUBLIC = marked('Give the server an address that is routed on the internet, or take it out of the NS records.');

const address01 = testCase({
  id: 'ADDRESS01',
  title: marked('Name servers have addresses that are routed on the internet'),
  link: 'delegation',
  isPolicy: true,
  tags: {
    A01_ADDR_NOT_GLOBALLY_REACHABLE: {
      level: 'error',
      message: marked('{ns_list} have addresses of ranges that are not routed on the internet.'),
      advice: PUBLIC,
    },
    A01_DOCUMENTATION_ADDR: {
      level: 'error',
      message: marked('{ns_list} have addresses that are reserved for documentation.'),
      advice: PUBLIC,
    },
    A01_GLOBALLY_REACHABLE_ADDR: {
      level: 'info',
      message: marked('{ns_list} have addresses that are routed on the internet.'),
    },
    A01_LOCAL_USE_ADDR: {
      level: 'error',
      message: marked('{ns_list} have addresses that only their own network, link or host knows.'),
      advice: PUBLIC,
    },
    A01_NO_GLOBALLY_REACHABLE_ADDR: {
      level: 'error',
      message: marked(
        'No name server has an address that is routed on the internet, so that nobody outside reaches the zone.',
      ),
      advice: PUBLIC,
    },
    A01_NO_NAME_SERVERS_FOUND: {
      level: 'critical',
      message: marked('There is no name server at all.'),
      advice: marked('Have NS records for the zone set in the zone above.'),
    },
  },
  *run(world) {
    if (world.subject.isPrivate) return [];
    const servers = yield* world.servers();
    if (servers.length === 0) return [found('A01_NO_NAME_SERVERS_FOUND')];
    const those = (reach: Reach): string[] => serverNames(servers.filter(({ address }) => reachOf(address) === reach));
    const rows = [
      ['A01_DOCUMENTATION_ADDR', those('documentation')],
      ['A01_LOCAL_USE_ADDR', those('local')],
      ['A01_ADDR_NOT_GLOBALLY_REACHABLE', those('not')],
      ['A01_GLOBALLY_REACHABLE_ADDR', those('global')],
    ] as const;
    return [
      ...rows.flatMap(([tag, ns_list]) => (ns_list.length > 0 ? [found(tag, { ns_list })] : [])),
      ...(those('global').length === 0 ? [found('A01_NO_GLOBALLY_REACHABLE_ADDR')] : []),
    ];
  },
});

const NAMESERVER_IP_WITHOUT_REVERSE: TagRow = {
  level: 'warning',
  message: marked('The address {ns_ip} of {nsname} has no PTR record.'),
  advice: marked('Have whoever gave you the address set one.'),
};
const NO_RESPONSE_PTR_QUERY: TagRow = {
  level: 'warning',
  message: marked('Nobody answers for the PTR record {domain}.'),
  advice: marked('See that the reverse zone is delegated to servers that answer.'),
};

interface Reverse {
  readonly server: NameServer;
  readonly domain: string;
  readonly found: LookUp;
}

/** The PTR records of each address. */
function* reversed(world: World, servers: readonly NameServer[]): Conversation<readonly Reverse[]> {
  const unique = uniqueAddresses(servers);
  const domains = unique.map(({ address }) => nameKey(reverseName(parseAddress(address)!)));
  const all = yield* together(domains.map((domain) => world.lookUp(domain, TYPE.PTR)));
  return unique.map((server, index) => ({ server, domain: domains[index], found: all[index] }));
}

type PtrTag = 'NAMESERVER_IP_WITHOUT_REVERSE' | 'NO_RESPONSE_PTR_QUERY';

/** What is told of an address without a PTR record. */
function withoutPtr({ server, domain, found: { kind } }: Reverse): readonly Finding<PtrTag>[] {
  if (kind === 'records') return [];
  if (kind === 'failed') return [found('NO_RESPONSE_PTR_QUERY', { domain: shownName(domain) })];
  return [found('NAMESERVER_IP_WITHOUT_REVERSE', { nsname: shownName(server.name), ns_ip: server.address })];
}

const address02 = testCase({
  id: 'ADDRESS02',
  title: marked('The addresses of name servers have PTR records'),
  link: 'servers',
  tags: {
    NAMESERVER_IP_WITHOUT_REVERSE,
    NAMESERVERS_IP_WITH_REVERSE: { level: 'info', message: marked('Every address of a name server has a PTR record.') },
    NO_RESPONSE_PTR_QUERY,
  },
  *run(world) {
    const all = yield* reversed(world, yield* world.servers());
    const findings = all.flatMap(withoutPtr);
    return findings.length === 0 && all.length > 0 ? [found('NAMESERVERS_IP_WITH_REVERSE')] : findings;
  },
});

const address03 = testCase({
  id: 'ADDRESS03',
  title: marked('The PTR records of name servers name them'),
  link: 'servers',
  tags: {
    NAMESERVER_IP_WITHOUT_REVERSE,
    NAMESERVER_IP_PTR_MISMATCH: {
      level: 'notice',
      message: marked('The PTR record of {ns_ip} names {names} and not the name server {nsname}.'),
      advice: marked('Have the PTR record name the server.'),
    },
    NAMESERVER_IP_PTR_MATCH: { level: 'info', message: marked('Every PTR record of a name server names it.') },
    NO_RESPONSE_PTR_QUERY,
  },
  *run(world) {
    const servers = pairsOf(yield* world.zoneServers());
    const all = yield* reversed(world, servers);
    const findings = each(all, (one) => {
      const without = withoutPtr(one);
      if (without.length > 0) return without;
      const { server, found: looked } = one;
      const names = looked.records.map(targetOf);
      // An address may be that of several name servers.
      const isNamed = servers.some(({ name, address }) => address === server.address && names.includes(name));
      const values = { nsname: shownName(server.name), ns_ip: server.address, names: names.map(shownName) };
      return isNamed ? [] : [found('NAMESERVER_IP_PTR_MISMATCH', values)];
    });
    return findings.length === 0 && all.length > 0 ? [found('NAMESERVER_IP_PTR_MATCH')] : findings;
  },
});

export const ADDRESS: readonly TestCase[] = [address01, address02, address03];
