/** How the name servers behave, apart from what they say of the zone. */
import { CLASS } from '../../../dns/classes.ts';
import { RCODE } from '../../../dns/codes.ts';
import { TYPE } from '../../../dns/types.ts';
import { marked } from '../../../l10n.ts';
import { type Ask, ask, type Conversation, enough } from '../../conversation.ts';
import { DEFAULT_OPTIONS } from '../../messages.ts';
import { together } from '../../together.ts';
import { each, type Finding, found, type TestCase, testCase } from '../contract.ts';
import { answersOf, nameKey, rcodeText, recordsOf, shownName, textOf } from '../records.ts';
import { type NameServer, type OfServer, serverName, serverNames, uniqueAddresses, type World } from '../world.ts';
import { askAllAddresses, groupedBy, NO_RESPONSE } from './common.ts';
import { EDNS } from './edns.ts';
import { nameserver08, nameserver09 } from './letterCase.ts';

/** Names that IDNA forbids, in zones that hold to it, so that they are not there; in three zones, so that no server has all of them. */
const NOBODYS = ['xn--nameservertest.iis.se.', 'xn--nameservertest.icann.org.', 'xn--nameservertest.ripe.net.'];

const nameserver01 = testCase({
  id: 'NAMESERVER01',
  title: marked('No name server of the zone is a resolver for everybody'),
  link: 'servers',
  tags: {
    NO_RESPONSE: { ...NO_RESPONSE, message: marked('{ns} does not answer the question for {domain}.') },
    IS_A_RECURSOR: {
      level: 'error',
      message: marked(
        '{ns} resolves names of other zones for everybody: it can be used for attacks, and its cache can be poisoned.',
      ),
      advice: marked(
        'Switch recursion off on it (`recursion no;` in named.conf), or let only your own clients have it (`allow-recursion`).',
      ),
    },
    NO_RECURSOR: { level: 'info', message: marked('{ns} does not resolve names of other zones.') },
  },
  *run(world) {
    const servers = uniqueAddresses(yield* world.servers());
    const all = yield* together(NOBODYS.map((name) => world.askEach(servers, { name, type: TYPE.A })));
    return each(all[0] ?? [], ({ server }, index) => {
      const ns = serverName(server);
      const responses = all.map((rows) => rows[index].response);
      const silent = NOBODYS.filter((_, i) => responses[i] === undefined).map((name) =>
        found('NO_RESPONSE', { ns, domain: shownName(name) }),
      );
      const isRecursor =
        responses.some((response) => response?.flags.ra) ||
        responses.every((response) => response?.rcode === RCODE.NXDOMAIN);
      if (isRecursor) return [...silent, found('IS_A_RECURSOR', { ns })];
      return silent.length > 0 ? silent : [found('NO_RECURSOR', { ns })];
    });
  },
});

/** Asks for the whole zone, and reads no further than its first message. */
function* transferOf(world: World, server: NameServer): Conversation<Finding<'AXFR_AVAILABLE' | 'AXFR_FAILURE'>> {
  const asked: Ask = {
    question: { name: world.zone, type: TYPE.AXFR, class: CLASS.IN },
    options: { ...DEFAULT_OPTIONS, rd: false, ad: false, ednsVersion: undefined, tcp: true },
    server: { address: server.address, port: world.questions.port },
    transport: 'tcp',
    stream: true,
  };
  const { result } = yield* ask(asked);
  yield* enough(asked);
  const [first] = result.kind === 'reply' ? result.response.answer : [];
  const isOpen = first?.type === TYPE.SOA && nameKey(first.owner) === world.zone;
  return found(isOpen ? 'AXFR_AVAILABLE' : 'AXFR_FAILURE', { ns: serverName(server) });
}

const nameserver03 = testCase({
  id: 'NAMESERVER03',
  title: marked('Nobody may transfer the zone'),
  link: 'servers',
  onlyChosen: marked('It asks for a transfer of the zone (AXFR), which operators may take for an attack.'),
  tags: {
    AXFR_FAILURE: { level: 'info', message: marked('{ns} gives the zone to nobody.') },
    AXFR_AVAILABLE: {
      level: 'notice',
      message: marked('{ns} gives the whole zone to everybody (AXFR).'),
      advice: marked(
        'Let only your secondaries have it (`allow-transfer`), best by a key (TSIG), unless it is meant to be public.',
      ),
    },
  },
  *run(world) {
    const servers = uniqueAddresses(yield* world.servers()).filter(({ address }) => world.isAsked(address));
    return yield* together(servers.map((server) => transferOf(world, server)));
  },
});

const nameserver04 = testCase({
  id: 'NAMESERVER04',
  title: marked('Answers come from the address that was asked'),
  link: 'servers',
  tags: {
    DIFFERENT_SOURCE_IP: {
      level: 'warning',
      message: marked('{ns} answers from another address, {source}: resolvers drop such answers.'),
      advice: marked(
        'Have the server answer from the address that was asked (`query-source` makes no difference to that), or mend the NAT in front of it.',
      ),
    },
    SAME_SOURCE_IP: { level: 'info', message: marked('Answers come from the addresses that were asked.') },
  },
  *run(world) {
    const all = yield* askAllAddresses(world, TYPE.SOA);
    const asked = all.filter(({ response }) => !response).map(({ server }) => server);
    const elsewhere = yield* world.sourcesOf(asked);
    const findings = elsewhere.map(([server, source]) =>
      found('DIFFERENT_SOURCE_IP', { ns: serverName(server), source }),
    );
    if (findings.length > 0) return findings;
    return all.some(({ response }) => response) ? [found('SAME_SOURCE_IP')] : [];
  },
});

const IPV6_ANSWERS = marked(
  'Update the server, or the load balancer in front of it: names without AAAA are answered with NOERROR and no data (RFC 4074).',
);

const nameserver05 = testCase({
  id: 'NAMESERVER05',
  title: marked('Questions for AAAA are answered properly'),
  link: 'servers',
  tags: {
    AAAA_BAD_RDATA: {
      level: 'error',
      message: marked('{ns} has an AAAA record of {length} octets in its answer, where 16 are right.'),
      advice: IPV6_ANSWERS,
    },
    AAAA_QUERY_DROPPED: {
      level: 'error',
      message: marked('{ns} answers questions for A and is silent on AAAA: whoever asks for both waits.'),
      advice: IPV6_ANSWERS,
    },
    AAAA_UNEXPECTED_RCODE: {
      level: 'error',
      message: marked(
        '{ns} answers {rcode} to a question for AAAA, and none of A: resolvers may take the whole name for broken.',
      ),
      advice: IPV6_ANSWERS,
    },
    AAAA_WELL_PROCESSED: { level: 'info', message: marked('{ns_list} answer questions for AAAA as they should.') },
    A_UNEXPECTED_RCODE: {
      level: 'warning',
      message: marked('{ns} answers {rcode} to a question for A.'),
      advice: marked('See that the server has loaded the zone: its log says why not.'),
    },
    NO_RESPONSE: { ...NO_RESPONSE, message: marked('{ns} does not answer the question for {domain} A.') },
  },
  *run(world) {
    const servers = uniqueAddresses(yield* world.servers());
    const all = yield* world.askEach(servers, { name: world.zone, type: TYPE.A });
    const works = all.filter(({ response }) => response?.rcode === RCODE.NOERROR);
    const broken = all
      .filter((one) => !works.includes(one))
      .map(({ server, response }) => {
        const ns = serverName(server);
        if (!response) return found('NO_RESPONSE', { ns, domain: shownName(world.zone) });
        return found('A_UNEXPECTED_RCODE', { ns, rcode: rcodeText(response.rcode) });
      });
    const second = yield* world.askEach(
      works.map(({ server }) => server),
      { name: world.zone, type: TYPE.AAAA },
    );
    const faults = each(second, ({ server, response }) => {
      const ns = serverName(server);
      if (!response) return [found('AAAA_QUERY_DROPPED', { ns })];
      if (response.rcode !== RCODE.NOERROR)
        return [found('AAAA_UNEXPECTED_RCODE', { ns, rcode: rcodeText(response.rcode) })];
      const bad = response.answer.find(({ type, rdata }) => type === TYPE.AAAA && rdata.length !== 16);
      return bad ? [found('AAAA_BAD_RDATA', { ns, length: bad.rdata.length })] : [];
    });
    if (faults.length > 0 || second.length === 0) return [...broken, ...faults];
    return [...broken, found('AAAA_WELL_PROCESSED', { ns_list: serverNames(second.map(({ server }) => server)) })];
  },
});

const nameserver06 = testCase({
  id: 'NAMESERVER06',
  title: marked('Every name of a name server has an address'),
  link: 'delegation',
  tags: {
    CAN_NOT_BE_RESOLVED: {
      level: 'error',
      message: marked('These name servers have no address that could be found: {nsname_list}.'),
      advice: marked(
        'Give the names A and AAAA records, and glue where they lie in the zone itself; or take the NS records out.',
      ),
    },
    CAN_BE_RESOLVED: { level: 'info', message: marked('Every name of a name server has an address.') },
    NO_RESOLUTION: {
      level: 'error',
      message: marked('No name of a name server has an address that could be found.'),
      advice: marked('Give the names A and AAAA records, and glue where they lie in the zone itself.'),
    },
  },
  *run(world) {
    const delegation = (yield* world.delegation()) ?? new Map<string, readonly string[]>();
    const names = new Set([...delegation.keys(), ...((yield* world.zoneNames()) ?? [])]);
    const reached = new Set((yield* world.servers()).map(({ name }) => name));
    const without = [...names]
      .filter((name) => !reached.has(name))
      .map(shownName)
      .sort();
    if (reached.size === 0) return [found('NO_RESOLUTION', { names: without })];
    return [without.length > 0 ? found('CAN_NOT_BE_RESOLVED', { nsname_list: without }) : found('CAN_BE_RESOLVED')];
  },
});

const nameserver07 = testCase({
  id: 'NAMESERVER07',
  title: marked('No name server refers upwards'),
  link: 'servers',
  tags: {
    UPWARD_REFERRAL_IRRELEVANT: { level: 'info', message: marked('The root has nothing above it.') },
    UPWARD_REFERRAL: {
      level: 'warning',
      message: marked(
        '{ns} answers what it does not know with a referral to the root: such answers serve attacks, and nobody else.',
      ),
      advice: marked('Have the server refuse (REFUSED) what it does not know; newer servers do.'),
    },
    NO_UPWARD_REFERRAL: { level: 'info', message: marked('None of these refers upwards: {nsname_list}.') },
  },
  *run(world) {
    if (world.zone === '.') return [found('UPWARD_REFERRAL_IRRELEVANT')];
    const all = yield* world.askEach(uniqueAddresses(yield* world.servers()), { name: '.', type: TYPE.NS });
    const refer = all.filter(({ response }) => response && recordsOf(response, 'authority', TYPE.NS).length > 0);
    if (refer.length > 0) return refer.map(({ server }) => found('UPWARD_REFERRAL', { ns: serverName(server) }));
    const names = [...new Set(all.map(({ server }) => shownName(server.name)))].sort();
    return names.length > 0 ? [found('NO_UPWARD_REFERRAL', { nsname_list: names })] : [];
  },
});

const VERSION_NAMES = ['version.bind.', 'version.server.'];

interface Version {
  readonly server: NameServer;
  readonly query_name: string;
  readonly isError: boolean;
  readonly isOtherClass: boolean;
  readonly strings: readonly string[];
}

function versionOf({ server, response }: OfServer, name: string): Version {
  const base = { server, query_name: shownName(name), isError: false, isOtherClass: false, strings: [] };
  if (!response || response.rcode === RCODE.SERVFAIL) return { ...base, isError: true };
  const records = answersOf(response, name, TYPE.TXT);
  const strings = records
    .map((record) =>
      textOf(record)
        .replace(/^[ \t]+/, '')
        .trimEnd(),
    )
    .filter((text) => text !== '');
  return { ...base, strings, isOtherClass: records.some((record) => record.class !== CLASS.CH) };
}

const nameserver15 = testCase({
  id: 'NAMESERVER15',
  title: marked('What name servers say of their software'),
  link: 'servers',
  tags: {
    N15_ERROR_ON_VERSION_QUERY: {
      level: 'notice',
      message: marked('{ns_list} are silent or fail on the question for their version ({query_name}).'),
      advice: marked('A server that does not tell its version answers with no data or REFUSED.'),
    },
    N15_NO_VERSION_REVEALED: { level: 'info', message: marked('{ns_list} do not tell their version.') },
    N15_SOFTWARE_VERSION: {
      level: 'notice',
      message: marked('{ns_list} tell their version ({query_name}): {string}'),
      advice: marked('Nobody needs it but attackers: `version none;` in the options of named.conf keeps it.'),
    },
    N15_WRONG_CLASS: {
      level: 'warning',
      message: marked('{ns_list} answer the question for their version in another class than CH.'),
      advice: marked('Update the server.'),
    },
  },
  *run(world) {
    const soa = yield* world.askEach(yield* world.servers(), { name: world.zone, type: TYPE.SOA });
    const servers = soa.filter(({ response }) => response).map(({ server }) => server);
    const rows = yield* together(
      VERSION_NAMES.map((name) => world.askEach(servers, { name, type: TYPE.TXT, class: CLASS.CH })),
    );
    const all = rows.flatMap((answers, index) => answers.map((one) => versionOf(one, VERSION_NAMES[index])));
    const told = all.flatMap((version) => version.strings.map((string) => ({ ...version, string })));
    const tellers = new Set(told.map(({ server }) => server));
    const quiet = servers.filter((server) => !tellers.has(server));
    const namesOf = (versions: readonly { readonly server: NameServer }[]): string[] =>
      serverNames(versions.map(({ server }) => server));
    const otherClass = all.filter(({ isOtherClass }) => isOtherClass);
    return [
      ...[...groupedBy(told, ({ string, query_name }) => `${query_name} ${string}`).values()].map((versions) => {
        const [{ query_name, string }] = versions;
        return found('N15_SOFTWARE_VERSION', { ns_list: namesOf(versions), query_name, string });
      }),
      ...[
        ...groupedBy(
          all.filter(({ isError }) => isError),
          ({ query_name }) => query_name,
        ),
      ].map(([query_name, versions]) =>
        found('N15_ERROR_ON_VERSION_QUERY', { ns_list: namesOf(versions), query_name }),
      ),
      ...(quiet.length > 0 ? [found('N15_NO_VERSION_REVEALED', { ns_list: serverNames(quiet) })] : []),
      ...(otherClass.length > 0 ? [found('N15_WRONG_CLASS', { ns_list: namesOf(otherClass) })] : []),
    ];
  },
});

export const NAMESERVER: readonly TestCase[] = [
  nameserver01,
  EDNS.nameserver02,
  nameserver03,
  nameserver04,
  nameserver05,
  nameserver06,
  nameserver07,
  nameserver08,
  nameserver09,
  EDNS.nameserver10,
  EDNS.nameserver11,
  EDNS.nameserver12,
  EDNS.nameserver13,
  nameserver15,
];
