/** Whether the delegation is as it should be: enough servers at different addresses, the same as in the zone, with authority. */
import { RCODE } from '../../../dns/codes.ts';
import { TYPE } from '../../../dns/types.ts';
import { marked } from '../../../l10n.ts';
import type { Conversation } from '../../conversation.ts';
import { together } from '../../together.ts';
import { type Finding, found, type TestCase, testCase } from '../contract.ts';
import type { LookUp, Servers } from '../lookUp.ts';
import { isInDomain, nameKey, rcodeText, recordsOf, referralIn, shownName } from '../records.ts';
import { type NameServer, pairsOf, serverName, uniqueAddresses, type World } from '../world.ts';
import { askAllAddresses, groupedBy, NO_RESPONSE } from './common.ts';
import { delegation01 } from './enoughServers.ts';
import { referralSize } from './referralSize.ts';

const NONE: Servers = new Map();

/** The addresses that several names share. */
function shared(servers: readonly NameServer[]): { readonly ns_ip: string; readonly nsname_list: readonly string[] }[] {
  return [...groupedBy(servers, ({ address }) => address)].flatMap(([ns_ip, rows]) => {
    const names = [...new Set(rows.map(({ name }) => shownName(name)))].sort();
    return names.length > 1 ? [{ ns_ip, nsname_list: names }] : [];
  });
}

const SHARED = marked(
  'Give each name server a machine and an address of its own, or name it once: one that fails takes both names along.',
);

const delegation02 = testCase({
  id: 'DELEGATION02',
  title: marked('Name servers have different addresses'),
  link: 'delegation',
  isPolicy: true,
  tags: {
    DEL_NS_SAME_IP: {
      level: 'error',
      message: marked('In the delegation {nsname_list} have the same address {ns_ip}.'),
      advice: SHARED,
    },
    CHILD_NS_SAME_IP: {
      level: 'error',
      message: marked('In the zone {nsname_list} have the same address {ns_ip}.'),
      advice: SHARED,
    },
    DEL_DISTINCT_NS_IP: {
      level: 'info',
      message: marked('In the delegation every name server has an address of its own.'),
    },
    CHILD_DISTINCT_NS_IP: {
      level: 'info',
      message: marked('In the zone every name server has an address of its own.'),
    },
    SAME_IP_ADDRESS: {
      level: 'error',
      message: marked('{nsname_list} have the same address {ns_ip}, one in the delegation and another in the zone.'),
      advice: SHARED,
    },
    DISTINCT_IP_ADDRESS: { level: 'info', message: marked('Every name server has an address of its own.') },
  },
  *run(world) {
    const delegated = pairsOf(yield* world.delegation());
    const own = pairsOf(yield* world.zoneServers());
    const ofDelegation = shared(delegated).map((values) => found('DEL_NS_SAME_IP', values));
    const ofZone = shared(own).map((values) => found('CHILD_NS_SAME_IP', values));
    const told = new Set([...ofDelegation, ...ofZone].map((one) => one.arguments.ns_ip));
    const across = shared([...delegated, ...own]);
    return [
      ...ofDelegation,
      ...(ofDelegation.length === 0 && delegated.length > 0 ? [found('DEL_DISTINCT_NS_IP')] : []),
      ...ofZone,
      ...(ofZone.length === 0 && own.length > 0 ? [found('CHILD_DISTINCT_NS_IP')] : []),
      // What either has by itself was told of it.
      ...across.filter(({ ns_ip }) => !told.has(ns_ip)).map((values) => found('SAME_IP_ADDRESS', values)),
      ...(across.length === 0 && delegated.length + own.length > 0 ? [found('DISTINCT_IP_ADDRESS')] : []),
    ];
  },
});

/** What a datagram has without EDNS (RFC 1035 section 2.3.4). */
const PLAIN_SIZE = 512;

const delegation03 = testCase({
  id: 'DELEGATION03',
  title: marked('A referral fits a plain datagram'),
  link: 'delegation',
  tags: {
    REFERRAL_SIZE_TOO_LARGE: {
      level: 'warning',
      message: marked(
        'The smallest referral for the longest name below the zone has {size} octets, more than the 512 of a datagram without EDNS: resolvers have to ask again over TCP.',
      ),
      advice: marked('Have fewer name servers, or give them names that share their ends.'),
    },
    REFERRAL_SIZE_OK: {
      level: 'info',
      message: marked('The smallest referral has {size} octets, which fit a datagram.'),
    },
  },
  *run(world) {
    const servers = (yield* world.delegation()) ?? NONE;
    if (servers.size === 0) return [];
    const parent = yield* world.parentZone();
    const size = referralSize(world.zone, parent, servers);
    return [found(size > PLAIN_SIZE ? 'REFERRAL_SIZE_TOO_LARGE' : 'REFERRAL_SIZE_OK', { size })];
  },
});

const delegation04 = testCase({
  id: 'DELEGATION04',
  title: marked('Every name server answers with authority'),
  link: 'servers',
  tags: {
    IS_NOT_AUTHORITATIVE: {
      level: 'warning',
      message: marked('{ns} answers without authority (AA) over {proto}: it does not have the zone itself.'),
      advice: marked('Load the zone on that server, or take the server out of the NS records.'),
    },
    ARE_AUTHORITATIVE: { level: 'info', message: marked('These name servers answer with authority: {nsname_list}.') },
  },
  *run(world) {
    const servers = uniqueAddresses(yield* world.servers());
    const query = { name: world.zone, type: TYPE.SOA };
    const [udp, tcp] = yield* together([
      world.askEach(servers, query),
      world.askEach(servers, { ...query, tcp: true }),
    ]);
    const rows = [...udp.map((one) => ({ ...one, proto: 'UDP' })), ...tcp.map((one) => ({ ...one, proto: 'TCP' }))];
    const answered = rows.filter(({ response }) => response);
    const not = answered.filter(({ response }) => !response?.flags.aa);
    if (not.length > 0)
      return not.map(({ server, proto }) => found('IS_NOT_AUTHORITATIVE', { ns: serverName(server), proto }));
    const names = [...new Set(answered.map(({ server }) => shownName(server.name)))].sort();
    return names.length > 0 ? [found('ARE_AUTHORITATIVE', { nsname_list: names })] : [];
  },
});

/** Whether the way to a name goes through an alias. */
function isAlias({ aliases, response }: LookUp): boolean {
  return aliases.length > 0 || (response !== undefined && recordsOf(response, 'answer', TYPE.CNAME).length > 0);
}

type AliasTag = 'NO_RESPONSE' | 'UNEXPECTED_RCODE' | 'NS_IS_CNAME';

function* aliasFindings(
  world: World,
  name: string,
  servers: readonly NameServer[],
): Conversation<readonly Finding<AliasTag>[]> {
  const alias = found('NS_IS_CNAME', { nsname: shownName(name) });
  if (!isInDomain(name, world.zone)) return isAlias(yield* world.lookUp(name, TYPE.A)) ? [alias] : [];
  const findings: Finding<AliasTag>[] = [];
  let isOne = false;
  let goesBelow = false;
  for (const { server, response } of yield* world.askEach(servers, { name, type: TYPE.A })) {
    const values = { ns: serverName(server), query_name: shownName(name), rrtype: 'A' };
    if (!response) findings.push(found('NO_RESPONSE', values));
    else if (response.rcode !== RCODE.NOERROR)
      findings.push(found('UNEXPECTED_RCODE', { ...values, rcode: rcodeText(response.rcode) }));
    else if (recordsOf(response, 'answer', TYPE.CNAME).length > 0) isOne = true;
    else {
      const [referral] = referralIn(response);
      goesBelow ||= referral !== undefined && isInDomain(nameKey(referral.owner), world.zone);
    }
  }
  if (!isOne && goesBelow) isOne = isAlias(yield* world.lookUp(name, TYPE.A));
  return isOne ? [...findings, alias] : findings;
}

const delegation05 = testCase({
  id: 'DELEGATION05',
  title: marked('No name of a name server is an alias'),
  link: 'delegation',
  tags: {
    NO_RESPONSE: { ...NO_RESPONSE, message: marked('{ns} does not answer the question for {query_name} {rrtype}.') },
    UNEXPECTED_RCODE: {
      level: 'warning',
      message: marked('{ns} answers {rcode} to the question for {query_name} {rrtype}, the name of a name server.'),
      advice: marked('Give the name its address records in the zone.'),
    },
    NS_IS_CNAME: {
      level: 'error',
      message: marked(
        'The name server {nsname} is an alias (CNAME), which an NS record must not lead to (RFC 2181 section 10.3): some resolvers do not follow it.',
      ),
      advice: marked('Have the NS record name the host itself.'),
    },
    NO_NS_CNAME: { level: 'info', message: marked('No name of a name server is an alias.') },
  },
  *run(world) {
    const names = new Set([...((yield* world.delegation()) ?? NONE).keys(), ...((yield* world.zoneNames()) ?? [])]);
    const servers = uniqueAddresses(yield* world.servers());
    const all = yield* together([...names].map((name) => aliasFindings(world, name, servers)));
    const findings = all.flat();
    return findings.some(({ tag }) => tag === 'NS_IS_CNAME') ? findings : [...findings, found('NO_NS_CNAME')];
  },
});

const delegation06 = testCase({
  id: 'DELEGATION06',
  title: marked('Every name server has the SOA record'),
  link: 'servers',
  tags: {
    SOA_NOT_EXISTS: {
      level: 'error',
      message: marked('{ns} answers, but has no SOA record of the zone.'),
      advice: marked('Load the zone on that server, or take the server out of the NS records.'),
    },
    SOA_EXISTS: { level: 'info', message: marked('Every name server has the SOA record.') },
  },
  *run(world) {
    const all = yield* askAllAddresses(world, TYPE.SOA);
    const without = all.filter(
      ({ response }) => response?.rcode === RCODE.NOERROR && recordsOf(response, 'answer', TYPE.SOA).length === 0,
    );
    if (without.length > 0) return without.map(({ server }) => found('SOA_NOT_EXISTS', { ns: serverName(server) }));
    return all.length > 0 ? [found('SOA_EXISTS')] : [];
  },
});

const delegation07 = testCase({
  id: 'DELEGATION07',
  title: marked('The parent and the zone name the same name servers'),
  link: 'delegation',
  tags: {
    EXTRA_NAME_PARENT: {
      level: 'error',
      message: marked('The parent names {extra}, which the zone does not name: the server may not have the zone.'),
      advice: marked('Add NS records to the zone, or have those of the parent changed at the registrar.'),
    },
    EXTRA_NAME_CHILD: {
      level: 'notice',
      message: marked('The zone names {extra}, which the parent does not name: nobody is led there from above.'),
      advice: marked('Hand these name servers in at the registrar, or take their NS records out of the zone.'),
    },
    TOTAL_NAME_MISMATCH: {
      level: 'error',
      message: marked(
        'The parent and the zone have no name server in common: the parent has {glue}, the zone {child}.',
      ),
      advice: marked(
        'Have the delegation changed at the registrar; until then keep the old servers running with the zone.',
      ),
    },
    NAMES_MATCH: { level: 'info', message: marked('The parent and the zone name the same: {names}.') },
  },
  *run(world) {
    const parent = [...((yield* world.delegation()) ?? NONE).keys()].map(shownName).sort();
    const child = ((yield* world.zoneNames()) ?? []).map(shownName).sort();
    if (parent.length === 0 && child.length === 0) return [];
    const onlyParent = parent.filter((name) => !child.includes(name));
    const onlyChild = child.filter((name) => !parent.includes(name));
    const both = parent.filter((name) => child.includes(name));
    return [
      ...(onlyParent.length > 0 ? [found('EXTRA_NAME_PARENT', { extra: onlyParent })] : []),
      ...(onlyChild.length > 0 ? [found('EXTRA_NAME_CHILD', { extra: onlyChild })] : []),
      ...(onlyParent.length + onlyChild.length === 0 ? [found('NAMES_MATCH', { names: both })] : []),
      ...(both.length === 0 ? [found('TOTAL_NAME_MISMATCH', { glue: onlyParent, child: onlyChild })] : []),
    ];
  },
});

export const DELEGATION: readonly TestCase[] = [
  delegation01,
  delegation02,
  delegation03,
  delegation04,
  delegation05,
  delegation06,
  delegation07,
];
