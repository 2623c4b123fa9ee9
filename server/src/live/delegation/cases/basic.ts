/** Whether the zone is there: its parent, its delegation, and a server that works. */
import { RCODE } from '../../../dns/codes.ts';
import { TYPE } from '../../../dns/types.ts';
import { marked } from '../../../l10n.ts';
import type { Conversation } from '../../conversation.ts';
import { type Finding, found, type TestCase, testCase } from '../contract.ts';
import { answersOf, nameAbove, rcodeText, shownName } from '../records.ts';
import type { ParentServer, Said } from '../walk.ts';
import { pairsOf, serverName, serverNames, type World } from '../world.ts';

/** What tells that the zone is there, and what tells that it is not. */
const DELEGATES: ReadonlySet<Said> = new Set<Said>(['delegation', 'soa']);

function serversOf(parents: readonly ParentServer[]): string[] {
  return serverNames(parents.flatMap(({ names, address }) => names.map((name) => ({ name, address }))));
}

function zonesOf(parents: readonly ParentServer[]): string[] {
  return [...new Set(parents.map(({ zone }) => zone))];
}

const basic01 = testCase({
  id: 'BASIC01',
  title: marked('There is a parent zone, and it delegates the zone'),
  link: 'parent',
  tags: {
    B01_CHILD_FOUND: { level: 'info', message: marked('The zone {domain} is there.') },
    B01_CHILD_IS_ALIAS: {
      level: 'notice',
      message: marked('{domain_child} is no zone but an alias (DNAME) of {domain_target}, as {ns_list} say.'),
      advice: marked('Test {domain_target} instead.'),
    },
    B01_INCONSISTENT_ALIAS: {
      level: 'error',
      message: marked('The servers of the parent have different targets for the alias {domain}.'),
      advice: marked('See that all servers of the parent have the same version of its zone: compare their serials.'),
    },
    B01_INCONSISTENT_DELEGATION: {
      level: 'error',
      message: marked(
        'Some servers of {domain_parent} delegate {domain_child}, and {ns_list} do not: who asks those finds no zone.',
      ),
      advice: marked(
        'See that all servers of {domain_parent} have the same version of its zone: compare their serials.',
      ),
    },
    B01_NO_CHILD: {
      level: 'error',
      message: marked('{domain_child} is no zone: no server of a zone above delegates it.'),
      advice: marked(
        'If it is to be a zone, have NS records for it set in the zone above; otherwise test {domain_super}.',
      ),
    },
    B01_PARENT_DISREGARDED: {
      level: 'info',
      message: marked('The delegation is tested as it was given, so that the parent makes no difference.'),
    },
    B01_PARENT_FOUND: { level: 'info', message: marked('The parent zone is {domain}, as {ns_list} say.') },
    B01_PARENT_NOT_FOUND: {
      level: 'warning',
      message: marked('No parent zone can be found: no server on the way from the root answers for it.'),
      advice: marked(
        'See whether this machine reaches the servers on the way; a firewall may let only its own resolver ask.',
      ),
    },
    B01_PARENT_UNDETERMINED: {
      level: 'warning',
      message: marked('The servers {ns_list} do not agree which zone the parent is.'),
      advice: marked(
        'See that the zones above have the same name servers everywhere: one server has a zone that the others delegate or do not have.',
      ),
    },
    B01_ROOT_HAS_NO_PARENT: { level: 'info', message: marked('The root has no parent.') },
    B01_SERVER_ZONE_ERROR: {
      level: 'debug',
      message: marked('{ns} does not answer the question for {query_name} {rrtype} as a server of the zone does.'),
    },
  },
  *run(world) {
    const { zone } = world;
    const domain = shownName(zone);
    if (zone === '.') return [found('B01_CHILD_FOUND', { domain }), found('B01_ROOT_HAS_NO_PARENT')];
    if (world.isUndelegated) return [found('B01_CHILD_FOUND', { domain }), found('B01_PARENT_DISREGARDED')];
    const { parents, oddities } = yield* world.walk();
    const odd = oddities.map(({ server, name, type }) =>
      found('B01_SERVER_ZONE_ERROR', {
        query_name: shownName(name),
        rrtype: type === TYPE.NS ? 'NS' : 'SOA',
        ns: serverName(server),
      }),
    );
    const zones = zonesOf(parents);
    const isThere = parents.some(({ said }) => DELEGATES.has(said));
    const others = parents.filter(({ said }) => !DELEGATES.has(said));
    const targets = [...new Set(parents.flatMap(({ target }) => target ?? []))];
    return [
      ...odd,
      ...zones.map((parent) =>
        found('B01_PARENT_FOUND', {
          domain: shownName(parent),
          ns_list: serversOf(parents.filter((each) => each.zone === parent)),
        }),
      ),
      ...(zones.length > 1 ? [found('B01_PARENT_UNDETERMINED', { ns_list: serversOf(parents) })] : []),
      ...(zones.length === 0 ? [found('B01_PARENT_NOT_FOUND')] : []),
      isThere
        ? found('B01_CHILD_FOUND', { domain })
        : found('B01_NO_CHILD', { domain_child: domain, domain_super: shownName(nameAbove(zone)) }),
      ...(isThere
        ? zonesOf(others).map((parent) =>
            found('B01_INCONSISTENT_DELEGATION', {
              domain_child: domain,
              domain_parent: shownName(parent),
              ns_list: serversOf(others.filter((each) => each.zone === parent)),
            }),
          )
        : []),
      ...targets.map((target) =>
        found('B01_CHILD_IS_ALIAS', {
          domain_child: domain,
          domain_target: shownName(target),
          ns_list: serversOf(parents.filter((each) => each.target === target)),
        }),
      ),
      ...(targets.length > 1 ? [found('B01_INCONSISTENT_ALIAS', { domain })] : []),
    ];
  },
});

const basic02 = testCase({
  id: 'BASIC02',
  title: marked('At least one name server works'),
  link: 'delegation',
  tags: {
    B02_AUTH_RESPONSE_SOA: { level: 'info', message: marked('{ns_list} answer for {domain} with authority.') },
    B02_NO_DELEGATION: {
      level: 'critical',
      message: marked('No name server is known for {domain}, so nobody can look anything up in it.'),
      advice: marked('Have NS records for {domain} set in the zone above.'),
    },
    B02_NO_WORKING_NS: {
      level: 'critical',
      message: marked('No name server of {domain} answers for it, so nobody can look anything up in it.'),
      advice: marked('The findings on each server say why.'),
    },
    B02_NS_BROKEN: {
      level: 'error',
      message: marked('{ns} answers with authority, but has no SOA record of the zone.'),
      advice: marked('Look at the zone that it has loaded: a zone without SOA is none.'),
    },
    B02_NS_NOT_AUTH: {
      level: 'error',
      message: marked('{ns} answers without authority: it does not have the zone itself.'),
      advice: marked('Load the zone on that server, or take the server out of the NS records.'),
    },
    B02_NS_NO_IP_ADDR: {
      level: 'error',
      message: marked('The name server {nsname} has no address that could be found.'),
      advice: marked(
        'Give its name A and AAAA records; where it lies in the zone itself, also hand in glue at the registrar.',
      ),
    },
    B02_NS_NO_RESPONSE: {
      level: 'warning',
      message: marked('{ns} does not answer.'),
      advice: marked(
        'See that the server runs, listens on that address, and that a firewall lets UDP and TCP port 53 through.',
      ),
    },
    B02_UNEXPECTED_RCODE: {
      level: 'error',
      message: marked('{ns} answers {rcode} to the question for the SOA record.'),
      advice: marked(
        'REFUSED: the server does not have the zone or refuses to tell. SERVFAIL: it could not load or refresh it. Its log says which.',
      ),
    },
  },
  *run(world) {
    const domain = shownName(world.zone);
    const servers = (yield* world.delegation()) ?? new Map<string, readonly string[]>();
    if (servers.size === 0) return [found('B02_NO_DELEGATION', { domain })];
    const responses = yield* world.askEach(pairsOf(servers), { name: world.zone, type: TYPE.SOA });
    const works = responses.filter(
      ({ response }) =>
        response?.rcode === RCODE.NOERROR && response.flags.aa && answersOf(response, world.zone, TYPE.SOA).length > 0,
    );
    if (works.length > 0) {
      return [found('B02_AUTH_RESPONSE_SOA', { ns_list: serverNames(works.map(({ server }) => server)), domain })];
    }
    const bare = [...servers].filter(([, addresses]) => addresses.length === 0);
    return [
      found('B02_NO_WORKING_NS', { domain }),
      ...bare.map(([name]) => found('B02_NS_NO_IP_ADDR', { nsname: shownName(name) })),
      ...responses.map(({ server, response }) => {
        const ns = serverName(server);
        if (!response) return found('B02_NS_NO_RESPONSE', { ns });
        if (response.rcode !== RCODE.NOERROR)
          return found('B02_UNEXPECTED_RCODE', { ns, rcode: rcodeText(response.rcode) });
        return response.flags.aa ? found('B02_NS_BROKEN', { ns }) : found('B02_NS_NOT_AUTH', { ns });
      }),
    ];
  },
});

const basic03 = testCase({
  id: 'BASIC03',
  title: marked('Whether a web site works although the delegation does not'),
  link: 'delegation',
  tags: {
    A_QUERY_NO_RESPONSES: { level: 'info', message: marked('No name server answers for the web site, either.') },
    HAS_A_RECORDS: {
      level: 'error',
      message: marked(
        '{ns} has an address for {domain}, though the delegation is broken: a web site may work for some, which hides that.',
      ),
      advice: marked('Mend what BASIC02 found: mail, DNSSEC and other resolvers suffer from it.'),
    },
    NO_A_RECORDS: { level: 'debug', message: marked('{ns} has no address for {domain}.') },
  },
  *run(world) {
    const name = world.zone === '.' ? 'www.' : `www.${world.zone}`;
    const servers = pairsOf(yield* world.delegation());
    const responses = (yield* world.askEach(servers, { name, type: TYPE.A })).filter(({ response }) => response);
    if (responses.length === 0) return [found('A_QUERY_NO_RESPONSES')];
    return responses.map(({ server, response }) => {
      const values = { ns: serverName(server), domain: shownName(name) };
      const has = response && answersOf(response, name, TYPE.A).length > 0;
      return has ? found('HAS_A_RECORDS', values) : found('NO_A_RECORDS', values);
    });
  },
});

/** Whether any server works: what else is tested asks one. */
export function* hasWorkingServer(world: World): Conversation<boolean> {
  const findings: readonly Finding[] = yield* basic02.run(world);
  return findings.some(({ tag }) => tag === 'B02_AUTH_RESPONSE_SOA');
}

export const BASIC: readonly TestCase[] = [basic01, basic02, basic03];
