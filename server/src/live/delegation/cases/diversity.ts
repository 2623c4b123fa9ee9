/**
 * Whether the name servers stand in different networks, by a service of the DNS that says which network announces an address (the form of
 * Team Cymru). It is an outside service, so that these cases are run only where they are chosen.
 */
import { parseAddress, reverseName } from '../../../dns/addresses.ts';
import { type Prefix, parsePrefix, prefixContains, prefixText } from '../../../dns/prefixes.ts';
import { TYPE } from '../../../dns/types.ts';
import { type Marked, marked } from '../../../l10n.ts';
import type { Conversation } from '../../conversation.ts';
import { together } from '../../together.ts';
import { type Finding, found, type TagRow, type TestCase } from '../contract.ts';
import { familyOf } from '../questions.ts';
import { textOf } from '../records.ts';
import { addressesOf, type NameServer, serverNames, type World } from '../world.ts';
import { groupedBy } from './common.ts';

const SERVICE = marked('It asks a service of the DNS which network announces each address.');
const SPREAD = marked('Have a server in another network, so that one that is cut off does not take the zone along.');

const debug = (message: Marked): TagRow => ({ level: 'debug', message });
const LOOKED_UP = {
  ASN_INFOS_RAW: debug(marked('{ns_ip}: the service says {data}.')),
  ASN_INFOS_ANNOUNCE_IN: debug(marked('{ns_ip} is announced in {prefix}.')),
};

/** What the service knows of an address. */
interface Announced {
  readonly address: string;
  /** `empty`: it knows nothing; `error`: it could not be asked, or what it says makes no sense. */
  readonly state: 'known' | 'empty' | 'error';
  readonly numbers: readonly string[];
  readonly prefix?: Prefix;
  readonly raw?: string;
}

/** Asks for one address. Its answer is `AS numbers | prefix | country | registry | date`; the narrowest prefix counts. */
function* announced(world: World, address: string): Conversation<Announced> {
  const octets = parseAddress(address)!;
  const base = familyOf(address) === 6 ? 'origin6' : 'origin';
  const reversed = reverseName(octets).replace(/\.(?:in-addr|ip6)\.arpa\.?$/, '');
  const { kind, records, aliases } = yield* world.lookUp(`${reversed}.${base}.${world.prefixZone}`, TYPE.TXT);
  // An alias that leads to nothing is an answer without what was asked for, and no denial.
  if (kind === 'failed' || (kind !== 'records' && aliases.length > 0)) return { address, state: 'error', numbers: [] };
  if (kind !== 'records') return { address, state: 'empty', numbers: [] };
  let best: Announced = { address, state: 'empty', numbers: [] };
  for (const raw of records.map(textOf)) {
    const [numbers, network] = raw.split('|').map((field) => field.trim());
    const prefix = network === undefined ? undefined : parsePrefix(network);
    if (!prefix) continue;
    if (prefix.octets.length !== octets.length || !prefixContains(prefix, octets))
      return { address, state: 'error', numbers: [], raw };
    if (best.prefix && best.prefix.bits >= prefix.bits) continue;
    best = {
      address,
      state: 'known',
      numbers: numbers
        .split(/\s+/)
        .filter((one) => /^\d+$/.test(one))
        .sort(),
      prefix,
      raw,
    };
  }
  return best;
}

function* announcedOf(world: World, servers: readonly NameServer[]): Conversation<ReadonlyMap<string, Announced>> {
  const all = yield* together(addressesOf(servers).map((address) => announced(world, address)));
  return new Map(all.map((one) => [one.address, one]));
}

function rawFindings(all: Iterable<Announced>): Finding[] {
  return [...all].flatMap(({ address, raw, prefix }) => [
    ...(raw === undefined ? [] : [found('ASN_INFOS_RAW', { ns_ip: address, data: raw })]),
    ...(prefix ? [found('ASN_INFOS_ANNOUNCE_IN', { ns_ip: address, prefix: prefixText(prefix) })] : []),
  ]);
}

const connectivity03: TestCase = {
  id: 'CONNECTIVITY03',
  title: marked('The name servers stand in different networks (AS)'),
  link: 'servers',
  onlyChosen: SERVICE,
  tags: {
    EMPTY_ASN_SET: { level: 'notice', message: marked('The service knows no network (AS) that announces {ns_ip}.') },
    ERROR_ASN_DATABASE: {
      level: 'notice',
      message: marked('The service does not say which network (AS) announces {ns_ip}.'),
    },
    IPV4_ONE_ASN: {
      level: 'warning',
      message: marked('All IPv4 addresses of the name servers are in one network, AS {asn}.'),
      advice: SPREAD,
    },
    IPV4_SAME_ASN: {
      level: 'notice',
      message: marked('All IPv4 addresses of the name servers are announced by the same networks: AS {asn_list}.'),
      advice: SPREAD,
    },
    IPV4_DIFFERENT_ASN: {
      level: 'info',
      message: marked('The IPv4 addresses of the name servers are in different networks: AS {asn_list}.'),
    },
    IPV6_ONE_ASN: {
      level: 'warning',
      message: marked('All IPv6 addresses of the name servers are in one network, AS {asn}.'),
      advice: SPREAD,
    },
    IPV6_SAME_ASN: {
      level: 'notice',
      message: marked('All IPv6 addresses of the name servers are announced by the same networks: AS {asn_list}.'),
      advice: SPREAD,
    },
    IPV6_DIFFERENT_ASN: {
      level: 'info',
      message: marked('The IPv6 addresses of the name servers are in different networks: AS {asn_list}.'),
    },
    ...LOOKED_UP,
    ASN_INFOS_ANNOUNCE_BY: debug(marked('{ns_ip} is announced by AS {asn}.')),
  },
  *run(world) {
    const servers = yield* world.servers();
    const all = yield* announcedOf(world, servers);
    const findings: Finding[] = [];
    for (const { address, state, numbers } of all.values()) {
      // A prefix without a number is of no use here.
      if (state === 'error' || (state === 'known' && numbers.length === 0))
        findings.push(found('ERROR_ASN_DATABASE', { ns_ip: address }));
      else if (state === 'empty') findings.push(found('EMPTY_ASN_SET', { ns_ip: address }));
      else findings.push(found('ASN_INFOS_ANNOUNCE_BY', { ns_ip: address, asn: numbers }));
    }
    for (const family of [4, 6] as const) {
      const sets = [...all.values()].filter(
        ({ address, numbers }) => familyOf(address) === family && numbers.length > 0,
      );
      if (sets.length === 0) continue;
      const distinct = new Set(sets.map(({ numbers }) => numbers.join(' ')));
      const asn_list = [...new Set(sets.flatMap(({ numbers }) => numbers))].sort();
      if (distinct.size > 1) findings.push(found(`IPV${family}_DIFFERENT_ASN`, { asn_list }));
      else if (asn_list.length === 1) findings.push(found(`IPV${family}_ONE_ASN`, { asn: asn_list[0] }));
      else findings.push(found(`IPV${family}_SAME_ASN`, { asn_list }));
    }
    return [...rawFindings(all.values()), ...findings];
  },
};

const connectivity04: TestCase = {
  id: 'CONNECTIVITY04',
  title: marked('The name servers stand in different prefixes'),
  link: 'servers',
  onlyChosen: SERVICE,
  tags: {
    CN04_EMPTY_PREFIX_SET: { level: 'notice', message: marked('The service knows no prefix that announces {ns_ip}.') },
    CN04_ERROR_PREFIX_DATABASE: {
      level: 'notice',
      message: marked('The service does not say which prefix announces {ns_ip}.'),
    },
    CN04_IPV4_DIFFERENT_PREFIX: {
      level: 'info',
      message: marked('Each of these name servers is alone in its IPv4 prefix: {ns_list}.'),
    },
    CN04_IPV4_SAME_PREFIX: {
      level: 'notice',
      message: marked('{ns_list} are announced in one IPv4 prefix, {ip_prefix}.'),
      advice: SPREAD,
    },
    CN04_IPV4_SINGLE_PREFIX: {
      level: 'warning',
      message: marked('All IPv4 addresses of the name servers are announced in one prefix.'),
      advice: SPREAD,
    },
    CN04_IPV6_DIFFERENT_PREFIX: {
      level: 'info',
      message: marked('Each of these name servers is alone in its IPv6 prefix: {ns_list}.'),
    },
    CN04_IPV6_SAME_PREFIX: {
      level: 'notice',
      message: marked('{ns_list} are announced in one IPv6 prefix, {ip_prefix}.'),
      advice: SPREAD,
    },
    CN04_IPV6_SINGLE_PREFIX: {
      level: 'warning',
      message: marked('All IPv6 addresses of the name servers are announced in one prefix.'),
      advice: SPREAD,
    },
    ...LOOKED_UP,
  },
  *run(world) {
    const servers = yield* world.servers();
    const all = yield* announcedOf(world, servers);
    const findings: Finding[] = rawFindings(all.values());
    for (const { address, state } of all.values()) {
      if (state === 'error') findings.push(found('CN04_ERROR_PREFIX_DATABASE', { ns_ip: address }));
      if (state === 'empty') findings.push(found('CN04_EMPTY_PREFIX_SET', { ns_ip: address }));
    }
    for (const family of [4, 6] as const) {
      const own = servers.filter(({ address }) => familyOf(address) === family);
      const known = own.flatMap((server) => {
        const { prefix } = all.get(server.address)!;
        return prefix ? [{ server, prefix: prefixText(prefix) }] : [];
      });
      const groups = [...groupedBy(known, ({ prefix }) => prefix)];
      for (const [ip_prefix, members] of groups) {
        if (members.length < 2) continue;
        const ns_list = serverNames(members.map(({ server }) => server));
        findings.push(found(`CN04_IPV${family}_SAME_PREFIX`, { ip_prefix, ns_list }));
      }
      const alone = groups.filter(([, members]) => members.length === 1).map(([, [{ server }]]) => server);
      if (alone.length > 0) findings.push(found(`CN04_IPV${family}_DIFFERENT_PREFIX`, { ns_list: serverNames(alone) }));
      if (groups.length === 1 && groups[0][1].length === own.length)
        findings.push(found(`CN04_IPV${family}_SINGLE_PREFIX`));
    }
    return findings;
  },
};

export const DIVERSITY: readonly TestCase[] = [connectivity03, connectivity04];
