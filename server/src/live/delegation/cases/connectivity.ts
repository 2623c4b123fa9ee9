/** Whether every name server answers for the zone, over UDP and TCP, IPv4 and IPv6. */
import { RCODE } from '../../../dns/codes.ts';
import { TYPE } from '../../../dns/types.ts';
import { type Marked, marked } from '../../../l10n.ts';
import type { Conversation } from '../../conversation.ts';
import type { ResponseMessage } from '../../messages.ts';
import { together } from '../../together.ts';
import { type Arguments, type Finding, found, type TagRow, type TestCase } from '../contract.ts';
import { familyOf } from '../questions.ts';
import { nameKey, rcodeText, recordsOf, shownName } from '../records.ts';
import { type OfServer, serverName, serverNames, type World } from '../world.ts';
import { DIVERSITY } from './diversity.ts';

const LOADED = marked('See that the server has loaded the zone: its log says why not.');
const REACHED = marked(
  'See that the server runs, listens on that address, and that firewalls on the way let UDP port 53 through.',
);
const REACHED_TCP = marked(
  'Let TCP port 53 through, too: answers that do not fit a datagram are only had over it (RFC 9210).',
);
const OTHER_NAME = marked('Look at the zone that the server has loaded: its records belong to another name.');

function warning(message: Marked, advice: Marked): TagRow {
  return { level: 'warning', message, advice };
}

const connectivity01: TestCase = {
  id: 'CONNECTIVITY01',
  title: marked('Every name server answers over UDP'),
  link: 'servers',
  tags: {
    CN01_IPV4_DISABLED: {
      level: 'notice',
      message: marked('IPv4 is not used here, so that {ns_list} were not asked.'),
    },
    CN01_IPV6_DISABLED: {
      level: 'notice',
      message: marked('IPv6 is not used here, or this machine has none, so that {ns_list} were not asked.'),
      advice: marked('Test from a machine with IPv6, too.'),
    },
    CN01_MISSING_NS_RECORD_UDP: warning(
      marked('{ns} answers the question for the NS records over UDP without any.'),
      LOADED,
    ),
    CN01_MISSING_SOA_RECORD_UDP: warning(
      marked('{ns} answers the question for the SOA record over UDP without one.'),
      LOADED,
    ),
    CN01_NO_RESPONSE_NS_QUERY_UDP: warning(
      marked('{ns} does not answer the question for the NS records over UDP.'),
      REACHED,
    ),
    CN01_NO_RESPONSE_SOA_QUERY_UDP: warning(
      marked('{ns} does not answer the question for the SOA record over UDP.'),
      REACHED,
    ),
    CN01_NO_RESPONSE_UDP: warning(marked('{ns} answers nothing over UDP.'), REACHED),
    CN01_NS_RECORD_NOT_AA_UDP: warning(
      marked('{ns} gives the NS records over UDP without authority (AA): it does not have the zone itself.'),
      LOADED,
    ),
    CN01_SOA_RECORD_NOT_AA_UDP: warning(
      marked('{ns} gives the SOA record over UDP without authority (AA): it does not have the zone itself.'),
      LOADED,
    ),
    CN01_UNEXPECTED_RCODE_NS_QUERY_UDP: warning(
      marked('{ns} answers {rcode} to the question for the NS records over UDP.'),
      LOADED,
    ),
    CN01_UNEXPECTED_RCODE_SOA_QUERY_UDP: warning(
      marked('{ns} answers {rcode} to the question for the SOA record over UDP.'),
      LOADED,
    ),
    CN01_WRONG_NS_RECORD_UDP: warning(
      marked('{ns} gives NS records of {domain_found} over UDP where those of {domain_expected} were asked for.'),
      OTHER_NAME,
    ),
    CN01_WRONG_SOA_RECORD_UDP: warning(
      marked('{ns} gives the SOA record of {domain_found} over UDP where that of {domain_expected} was asked for.'),
      OTHER_NAME,
    ),
  },
  *run(world) {
    const servers = yield* world.servers();
    const disabled = ([4, 6] as const).flatMap((family) => {
      const those = world.questions.isAsked(family)
        ? []
        : servers.filter(({ address }) => familyOf(address) === family);
      const tag = family === 4 ? 'CN01_IPV4_DISABLED' : 'CN01_IPV6_DISABLED';
      return those.length === 0 ? [] : [found(tag, { ns_list: serverNames(those) })];
    });
    return [...disabled, ...(yield* connectivity(world, 'UDP'))];
  },
};

const connectivity02: TestCase = {
  id: 'CONNECTIVITY02',
  title: marked('Every name server answers over TCP'),
  link: 'servers',
  tags: {
    CN02_MISSING_NS_RECORD_TCP: warning(
      marked('{ns} answers the question for the NS records over TCP without any.'),
      LOADED,
    ),
    CN02_MISSING_SOA_RECORD_TCP: warning(
      marked('{ns} answers the question for the SOA record over TCP without one.'),
      LOADED,
    ),
    CN02_NO_RESPONSE_NS_QUERY_TCP: warning(
      marked('{ns} does not answer the question for the NS records over TCP.'),
      REACHED_TCP,
    ),
    CN02_NO_RESPONSE_SOA_QUERY_TCP: warning(
      marked('{ns} does not answer the question for the SOA record over TCP.'),
      REACHED_TCP,
    ),
    CN02_NO_RESPONSE_TCP: warning(marked('{ns} answers nothing over TCP.'), REACHED_TCP),
    CN02_NS_RECORD_NOT_AA_TCP: warning(
      marked('{ns} gives the NS records over TCP without authority (AA): it does not have the zone itself.'),
      LOADED,
    ),
    CN02_SOA_RECORD_NOT_AA_TCP: warning(
      marked('{ns} gives the SOA record over TCP without authority (AA): it does not have the zone itself.'),
      LOADED,
    ),
    CN02_UNEXPECTED_RCODE_NS_QUERY_TCP: warning(
      marked('{ns} answers {rcode} to the question for the NS records over TCP.'),
      LOADED,
    ),
    CN02_UNEXPECTED_RCODE_SOA_QUERY_TCP: warning(
      marked('{ns} answers {rcode} to the question for the SOA record over TCP.'),
      LOADED,
    ),
    CN02_WRONG_NS_RECORD_TCP: warning(
      marked('{ns} gives NS records of {domain_found} over TCP where those of {domain_expected} were asked for.'),
      OTHER_NAME,
    ),
    CN02_WRONG_SOA_RECORD_TCP: warning(
      marked('{ns} gives the SOA record of {domain_found} over TCP where that of {domain_expected} was asked for.'),
      OTHER_NAME,
    ),
  },
  run: (world) => connectivity(world, 'TCP'),
};

/** What is wrong with a response to the question for the zone's records of a type; undefined where nothing is. */
function wrong(world: World, type: number, response: ResponseMessage | undefined): Wrong | undefined {
  if (!response) return { what: 'NO_RESPONSE' };
  if (response.rcode !== RCODE.NOERROR)
    return { what: 'UNEXPECTED_RCODE', values: { rcode: rcodeText(response.rcode) } };
  const records = recordsOf(response, 'answer', type);
  if (records.length === 0) return { what: 'MISSING' };
  const other = records.find(({ owner }) => nameKey(owner) !== world.zone);
  if (other) {
    const values = { domain_found: shownName(nameKey(other.owner)), domain_expected: shownName(world.zone) };
    return { what: 'WRONG', values };
  }
  return response.flags.aa ? undefined : { what: 'NOT_AA' };
}

interface Wrong {
  readonly what: 'NO_RESPONSE' | 'UNEXPECTED_RCODE' | 'MISSING' | 'WRONG' | 'NOT_AA';
  readonly values?: Arguments;
}

/** The tag of a fault, without the case before it and the transport behind it. */
function tagOf(what: Wrong['what'], type: 'SOA' | 'NS'): string {
  if (what === 'NOT_AA') return `${type}_RECORD_NOT_AA`;
  return what === 'NO_RESPONSE' || what === 'UNEXPECTED_RCODE' ? `${what}_${type}_QUERY` : `${what}_${type}_RECORD`;
}

/** Asks every server for the zone's SOA and NS records over one transport. */
function* connectivity(world: World, transport: 'UDP' | 'TCP'): Conversation<readonly Finding[]> {
  const prefix = transport === 'UDP' ? 'CN01' : 'CN02';
  const servers = yield* world.servers();
  const tcp = transport === 'TCP' && ({ tcp: true } as const);
  const ask = (type: number): Conversation<readonly OfServer[]> =>
    world.askEach(servers, { name: world.zone, type, ...tcp });
  const [soa, ns] = yield* together([ask(TYPE.SOA), ask(TYPE.NS)]);
  return soa.flatMap(({ server, response }, index) => {
    const other = ns[index].response;
    const values = { ns: serverName(server) };
    if (!response && !other) return [found(`${prefix}_NO_RESPONSE_${transport}`, values)];
    const rows = [
      ['SOA', wrong(world, TYPE.SOA, response)],
      ['NS', wrong(world, TYPE.NS, other)],
    ] as const;
    return rows.flatMap(([type, fault]) =>
      fault ? [found(`${prefix}_${tagOf(fault.what, type)}_${transport}`, { ...values, ...fault.values })] : [],
    );
  });
}

export const CONNECTIVITY: readonly TestCase[] = [connectivity01, connectivity02, ...DIVERSITY];
