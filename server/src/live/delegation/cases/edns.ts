/** Whether every name server speaks EDNS as it should (RFC 6891), also where it is asked what it does not know. */
import { RCODE } from '../../../dns/codes.ts';
import { TYPE } from '../../../dns/types.ts';
import { marked } from '../../../l10n.ts';
import type { Conversation } from '../../conversation.ts';
import type { ResponseMessage } from '../../messages.ts';
import { each, type Finding, found, type TagRow, type TestCase, testCase } from '../contract.ts';
import type { EdnsQuery, Query } from '../questions.ts';
import { answersOf, rcodeText, shownName } from '../records.ts';
import {
  addressesOf,
  type NameServer,
  type OfServer,
  serverName,
  serverNames,
  uniqueAddresses,
  type World,
} from '../world.ts';
import { groupedBy, hasAuthoritativeSoa, NO_RESPONSE } from './common.ts';

const MODERN = marked('Update the server, or the firewall in front of it that drops or changes EDNS.');
const NO_EDNS_SUPPORT = {
  level: 'warning',
  message: marked(
    '{ns} does not know EDNS (FORMERR): answers of DNSSEC and large ones cannot be had from it over UDP.',
  ),
  advice: MODERN,
} as const satisfies TagRow;
const NS_ERROR = {
  level: 'warning',
  message: marked('{ns} answers a question with EDNS in a way that makes no sense.'),
  advice: MODERN,
} as const satisfies TagRow;

/** A version, an option and a flag that nobody has defined yet. */
const UNKNOWN_VERSION = 1;
const UNKNOWN_OPTION = 137;
const UNKNOWN_FLAG = 0x0001;

function* askEdns(world: World, edns: EdnsQuery, more: Partial<Query> = {}): Conversation<readonly OfServer[]> {
  const servers = uniqueAddresses(yield* world.servers());
  return yield* world.askEach(servers, { name: world.zone, type: TYPE.SOA, edns, ...more });
}

function hasSoa(response: ResponseMessage, zone: string): boolean {
  return answersOf(response, zone, TYPE.SOA).length > 0;
}

/** Of those that pass the first question, what they answer to the second. */
function* thenAsk(
  world: World,
  first: EdnsQuery,
  passes: (response: ResponseMessage) => boolean,
  second: EdnsQuery,
): Conversation<readonly OfServer[]> {
  const passed = (yield* askEdns(world, first)).filter(({ response }) => response && passes(response));
  return yield* world.askEach(
    passed.map(({ server }) => server),
    { name: world.zone, type: TYPE.SOA, edns: second },
  );
}

function listed<Tag extends string>(tag: Tag, servers: readonly NameServer[]): Finding<Tag>[] {
  return servers.length === 0 ? [] : [found(tag, { ns_ip_list: addressesOf(servers).sort() })];
}

function byRcode<Tag extends string>(tag: Tag, rows: readonly OfServer[]): Finding<Tag>[] {
  return [...groupedBy(rows, ({ response }) => response!.rcode)].map(([rcode, those]) =>
    found(tag, { ns_ip_list: addressesOf(those.map(({ server }) => server)).sort(), rcode: rcodeText(rcode) }),
  );
}

const nameserver02 = testCase({
  id: 'NAMESERVER02',
  title: marked('Every name server speaks EDNS'),
  link: 'servers',
  tags: {
    NO_RESPONSE,
    NO_EDNS_SUPPORT,
    BREAKS_ON_EDNS: {
      level: 'error',
      message: marked(
        '{ns} answers about {domain} without EDNS, and is silent when EDNS is spoken: most resolvers wait in vain.',
      ),
      advice: MODERN,
    },
    EDNS_RESPONSE_WITHOUT_EDNS: {
      level: 'error',
      message: marked('{ns} answers a question with EDNS about {domain} without EDNS (RFC 6891 section 6.1.1).'),
      advice: MODERN,
    },
    EDNS_VERSION_ERROR: {
      level: 'error',
      message: marked('{ns} answers a question with EDNS version 0 about {domain} with another version.'),
      advice: MODERN,
    },
    NS_ERROR,
    EDNS0_SUPPORT: { level: 'info', message: marked('{ns_list} speak EDNS.') },
  },
  *run(world) {
    const domain = shownName(world.zone);
    const all = yield* askEdns(world, {});
    const silent = all.filter(({ response }) => !response).map(({ server }) => server);
    const plain = yield* world.askEach(silent, { name: world.zone, type: TYPE.SOA });
    const findings = each(all, ({ server, response }) => {
      const ns = serverName(server);
      if (!response) {
        const answersPlain = plain.some((other) => other.server === server && other.response);
        return [answersPlain ? found('BREAKS_ON_EDNS', { ns, domain }) : found('NO_RESPONSE', { ns })];
      }
      const { rcode, edns } = response;
      if (rcode === RCODE.FORMERR && !edns) return [found('NO_EDNS_SUPPORT', { ns })];
      if (rcode === RCODE.NOERROR && hasSoa(response, world.zone) && edns?.version === 0) return [];
      if (rcode === RCODE.NOERROR && !edns) return [found('EDNS_RESPONSE_WITHOUT_EDNS', { ns, domain })];
      if (rcode === RCODE.NOERROR && edns?.version !== 0) return [found('EDNS_VERSION_ERROR', { ns, domain })];
      return [found('NS_ERROR', { ns })];
    });
    if (findings.length > 0 || all.length === 0) return findings;
    return [found('EDNS0_SUPPORT', { ns_list: serverNames(all.map(({ server }) => server)) })];
  },
});

const nameserver10 = testCase({
  id: 'NAMESERVER10',
  title: marked('An unknown version of EDNS is answered with BADVERS'),
  link: 'servers',
  tags: {
    N10_NO_RESPONSE_EDNS1_QUERY: {
      level: 'warning',
      message: marked(
        '{ns_ip_list} do not answer a question with EDNS version 1 (RFC 6891 section 6.1.3 wants BADVERS).',
      ),
      advice: MODERN,
    },
    N10_UNEXPECTED_RCODE: {
      level: 'warning',
      message: marked(
        '{ns_ip_list} answer {rcode} to a question with EDNS version 1, where BADVERS is right (RFC 6891 section 6.1.3).',
      ),
      advice: MODERN,
    },
    N10_EDNS_RESPONSE_ERROR: {
      level: 'warning',
      message: marked(
        '{ns_ip_list} answer BADVERS to a question with EDNS version 1, but with another version than 0 or with an answer.',
      ),
      advice: MODERN,
    },
  },
  *run(world) {
    const all = yield* thenAsk(world, {}, ({ rcode }) => rcode === RCODE.NOERROR, { version: UNKNOWN_VERSION });
    const isRight = ({ edns, answer }: ResponseMessage): boolean => edns?.version === 0 && answer.length === 0;
    const wrong = all.filter(({ response }) => response?.rcode === RCODE.BADVERS && !isRight(response));
    return [
      ...listed(
        'N10_NO_RESPONSE_EDNS1_QUERY',
        all.filter(({ response }) => !response).map(({ server }) => server),
      ),
      ...byRcode(
        'N10_UNEXPECTED_RCODE',
        all.filter(({ response }) => response && response.rcode !== RCODE.BADVERS),
      ),
      ...listed(
        'N10_EDNS_RESPONSE_ERROR',
        wrong.map(({ server }) => server),
      ),
    ];
  },
});

type UnknownOption =
  | 'N11_NO_RESPONSE'
  | 'N11_UNEXPECTED_RCODE'
  | 'N11_NO_EDNS'
  | 'N11_UNEXPECTED_ANSWER_SECTION'
  | 'N11_UNSET_AA'
  | 'N11_RETURNS_UNKNOWN_OPTION_CODE';

/** What is wrong with an answer to a question with an unknown option. */
function unknownOptionFault(response: ResponseMessage | undefined, zone: string): UnknownOption | undefined {
  if (!response) return 'N11_NO_RESPONSE';
  if (response.rcode !== RCODE.NOERROR) return 'N11_UNEXPECTED_RCODE';
  if (!response.edns) return 'N11_NO_EDNS';
  if (!hasSoa(response, zone)) return 'N11_UNEXPECTED_ANSWER_SECTION';
  if (!response.flags.aa) return 'N11_UNSET_AA';
  const isEchoed = response.edns.options.some(({ code }) => code === UNKNOWN_OPTION);
  return isEchoed ? 'N11_RETURNS_UNKNOWN_OPTION_CODE' : undefined;
}

const nameserver11 = testCase({
  id: 'NAMESERVER11',
  title: marked('An unknown option of EDNS makes no difference'),
  link: 'servers',
  tags: {
    N11_NO_EDNS: {
      level: 'warning',
      message: marked('{ns_ip_list} answer a question with an unknown EDNS option without EDNS.'),
      advice: MODERN,
    },
    N11_NO_RESPONSE: {
      level: 'warning',
      message: marked(
        '{ns_ip_list} do not answer a question with an unknown EDNS option, which is to be passed over (RFC 6891 section 6.1.2).',
      ),
      advice: MODERN,
    },
    N11_RETURNS_UNKNOWN_OPTION_CODE: {
      level: 'warning',
      message: marked('{ns_ip_list} send an EDNS option back that they cannot know.'),
      advice: MODERN,
    },
    N11_UNEXPECTED_ANSWER_SECTION: {
      level: 'warning',
      message: marked('{ns_ip_list} leave the SOA record out of the answer to a question with an unknown EDNS option.'),
      advice: MODERN,
    },
    N11_UNEXPECTED_RCODE: {
      level: 'warning',
      message: marked(
        '{ns_ip_list} answer {rcode} to a question with an unknown EDNS option, which is to be passed over (RFC 6891 section 6.1.2).',
      ),
      advice: MODERN,
    },
    N11_UNSET_AA: {
      level: 'warning',
      message: marked('{ns_ip_list} answer a question with an unknown EDNS option without authority.'),
      advice: MODERN,
    },
  },
  *run(world) {
    const passes = (response: ResponseMessage): boolean =>
      hasAuthoritativeSoa(response, world.zone) && response.edns !== undefined;
    const options = [{ code: UNKNOWN_OPTION, data: new Uint8Array(0) }];
    const all = yield* thenAsk(world, {}, passes, { options });
    const groups = groupedBy(all, ({ response }) => unknownOptionFault(response, world.zone));
    return each([...groups], ([tag, rows]) => {
      if (tag === undefined) return [];
      if (tag === 'N11_UNEXPECTED_RCODE') return byRcode(tag, rows);
      return listed(
        tag,
        rows.map(({ server }) => server),
      );
    });
  },
});

const nameserver12 = testCase({
  id: 'NAMESERVER12',
  title: marked('Unknown flags of EDNS come back unset'),
  link: 'servers',
  tags: {
    NO_RESPONSE,
    NO_EDNS_SUPPORT,
    NS_ERROR,
    Z_FLAGS_NOTCLEAR: {
      level: 'warning',
      message: marked('{ns} sends EDNS flags back that it cannot know: they have to be 0 (RFC 6891 section 6.1.4).'),
      advice: MODERN,
    },
  },
  *run(world) {
    const all = yield* askEdns(world, { flags: UNKNOWN_FLAG });
    return each(all, ({ server, response }) => {
      const ns = serverName(server);
      if (!response) return [found('NO_RESPONSE', { ns })];
      const { rcode, edns } = response;
      if (rcode === RCODE.FORMERR) return [found('NO_EDNS_SUPPORT', { ns })];
      if (edns && (edns.flags ?? 0) !== 0) return [found('Z_FLAGS_NOTCLEAR', { ns })];
      const isRight = rcode === RCODE.NOERROR && hasSoa(response, world.zone) && edns?.version === 0;
      return isRight ? [] : [found('NS_ERROR', { ns })];
    });
  },
});

const nameserver13 = testCase({
  id: 'NAMESERVER13',
  title: marked('A truncated answer has EDNS, too'),
  link: 'servers',
  tags: {
    NO_RESPONSE,
    NO_EDNS_SUPPORT,
    NS_ERROR,
    MISSING_OPT_IN_TRUNCATED: {
      level: 'warning',
      message: marked('{ns} leaves EDNS out of a truncated answer to a question with EDNS (RFC 6891 section 7).'),
      advice: MODERN,
    },
  },
  *run(world) {
    const all = yield* askEdns(world, { do: true, size: 512 }, { type: TYPE.DNSKEY, truncated: true });
    return each(all, ({ server, response }) => {
      const ns = serverName(server);
      if (!response) return [found('NO_RESPONSE', { ns })];
      const { rcode, edns, flags } = response;
      if (rcode === RCODE.FORMERR) return [found('NO_EDNS_SUPPORT', { ns })];
      if (flags.tc && !edns) return [found('MISSING_OPT_IN_TRUNCATED', { ns })];
      return rcode === RCODE.NOERROR && edns?.version === 0 ? [] : [found('NS_ERROR', { ns })];
    });
  },
});

export const EDNS = {
  nameserver02,
  nameserver10,
  nameserver11,
  nameserver12,
  nameserver13,
} as const satisfies Readonly<Record<string, TestCase>>;
