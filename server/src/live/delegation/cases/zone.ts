/** Whether the values of the zone make sense: its SOA record, its primary, its mail. */

import { RCODE } from '../../../dns/codes.ts';
import { compareSerials } from '../../../dns/serial.ts';
import { TYPE } from '../../../dns/types.ts';
import { marked } from '../../../l10n.ts';
import type { Conversation } from '../../conversation.ts';
import { together } from '../../together.ts';
import { each, type Finding, found, type TestCase, testCase } from '../contract.ts';
import { answersOf, nameKey, rcodeText, recordsOf, shownName, soaOf, targetOfMx } from '../records.ts';
import { addressesOf, type NameServer, serverName, serverNames, uniqueAddresses, type World } from '../world.ts';
import { askAllAddresses, hasAuthoritativeSoa, NO_RESPONSE, NO_SOA_ANSWER, zoneSoa } from './common.ts';
import { zone09 } from './mail.ts';
import { SOA_TIMES } from './soaTimes.ts';
import { zone11 } from './spf.ts';

type MnameTag =
  | 'Z01_MNAME_HAS_LOCALHOST_ADDR'
  | 'Z01_MNAME_MISSING_SOA_RECORD'
  | 'Z01_MNAME_NO_RESPONSE'
  | 'Z01_MNAME_NOT_AUTHORITATIVE'
  | 'Z01_MNAME_NOT_RESOLVE'
  | 'Z01_MNAME_UNEXPECTED_RCODE';

interface Primary {
  readonly findings: readonly Finding<MnameTag>[];
  /** The serial at each of its addresses that has the zone. */
  readonly serials: readonly { readonly server: NameServer; readonly serial: number }[];
}

const LOCALHOSTS: ReadonlySet<string> = new Set(['127.0.0.1', '::1']);

/** Asks a primary that an SOA record names, at each of its addresses. */
function* primaryOf(world: World, name: string): Conversation<Primary> {
  const addresses = yield* world.addresses(name);
  if (addresses.length === 0)
    return { findings: [found('Z01_MNAME_NOT_RESOLVE', { nsname: shownName(name) })], serials: [] };
  const findings: Finding<MnameTag>[] = addresses
    .filter((address) => LOCALHOSTS.has(address))
    .map((address) => found('Z01_MNAME_HAS_LOCALHOST_ADDR', { nsname: shownName(name), ns_ip: address }));
  const servers = addresses.filter((address) => !LOCALHOSTS.has(address)).map((address) => ({ name, address }));
  const serials: { server: NameServer; serial: number }[] = [];
  for (const { server, response } of yield* world.askEach(servers, { name: world.zone, type: TYPE.SOA })) {
    const ns = serverName(server);
    const [record] = response ? answersOf(response, world.zone, TYPE.SOA) : [];
    if (!response) findings.push(found('Z01_MNAME_NO_RESPONSE', { ns }));
    else if (response.rcode !== RCODE.NOERROR)
      findings.push(found('Z01_MNAME_UNEXPECTED_RCODE', { ns, rcode: rcodeText(response.rcode) }));
    else if (!record) findings.push(found('Z01_MNAME_MISSING_SOA_RECORD', { ns }));
    else if (!response.flags.aa) findings.push(found('Z01_MNAME_NOT_AUTHORITATIVE', { ns }));
    else serials.push({ server, serial: soaOf(record).serial });
  }
  return { findings, serials };
}

const NAME_PRIMARY = marked(
  'Name the primary that has the newest version; where it is hidden, that is fine, but then UPDATE and NOTIFY go elsewhere.',
);

const zone01 = testCase({
  id: 'ZONE01',
  title: marked('The SOA record names the primary (MNAME)'),
  link: 'zone',
  tags: {
    Z01_MNAME_HAS_LOCALHOST_ADDR: {
      level: 'notice',
      message: marked('The primary (MNAME) {nsname} has the address {ns_ip} of whoever asks.'),
      advice: NAME_PRIMARY,
    },
    Z01_MNAME_IS_DOT: {
      level: 'notice',
      message: marked('The SOA record names no primary (its MNAME is the root), as {ns_ip_list} have it.'),
      advice: NAME_PRIMARY,
    },
    Z01_MNAME_IS_LOCALHOST: {
      level: 'notice',
      message: marked('The SOA record names localhost as primary (MNAME), as {ns_ip_list} have it.'),
      advice: NAME_PRIMARY,
    },
    Z01_MNAME_IS_MASTER: { level: 'debug', message: marked('The primary (MNAME) has the newest serial: {ns_list}.') },
    Z01_MNAME_MISSING_SOA_RECORD: {
      level: 'notice',
      message: marked('The primary (MNAME) {ns} answers without the SOA record of the zone.'),
      advice: NAME_PRIMARY,
    },
    Z01_MNAME_NO_RESPONSE: {
      level: 'notice',
      message: marked('The primary (MNAME) {ns} does not answer.'),
      advice: NAME_PRIMARY,
    },
    Z01_MNAME_NOT_AUTHORITATIVE: {
      level: 'notice',
      message: marked('The primary (MNAME) {ns} answers without authority.'),
      advice: NAME_PRIMARY,
    },
    Z01_MNAME_NOT_IN_NS_LIST: {
      level: 'info',
      message: marked('The primary (MNAME) {nsname} is no name server of the zone: it is hidden.'),
    },
    Z01_MNAME_NOT_MASTER: {
      level: 'notice',
      message: marked(
        'The primary (MNAME) {ns_list} has the serial {soaserial}, and name servers have a newer one: {soaserial_list}.',
      ),
      advice: NAME_PRIMARY,
    },
    Z01_MNAME_NOT_RESOLVE: {
      level: 'notice',
      message: marked('The primary (MNAME) {nsname} has no address that could be found.'),
      advice: NAME_PRIMARY,
    },
    Z01_MNAME_UNEXPECTED_RCODE: {
      level: 'notice',
      message: marked('The primary (MNAME) {ns} answers {rcode}.'),
      advice: NAME_PRIMARY,
    },
  },
  *run(world) {
    const rows = (yield* askAllAddresses(world, TYPE.SOA)).flatMap(({ server, response }) =>
      hasAuthoritativeSoa(response, world.zone)
        ? answersOf(response, world.zone, TYPE.SOA).map((record) => ({ server, soa: soaOf(record) }))
        : [],
    );
    const having = (mname: string): string[] =>
      addressesOf(rows.filter(({ soa }) => nameKey(soa.mname) === mname).map(({ server }) => server));
    const mnames = [...new Set(rows.map(({ soa }) => nameKey(soa.mname)))].filter(
      (name) => name !== '.' && name !== 'localhost.',
    );
    const told = (
      [
        ['Z01_MNAME_IS_LOCALHOST', 'localhost.'],
        ['Z01_MNAME_IS_DOT', '.'],
      ] as const
    ).flatMap(([tag, name]) => {
      const ns_ip_list = having(name);
      return ns_ip_list.length > 0 ? [found(tag, { ns_ip_list })] : [];
    });
    if (mnames.length === 0) return told;
    const own = (yield* world.zoneNames()) ?? [];
    const hidden = mnames
      .filter((name) => !own.includes(name))
      .map((name) => found('Z01_MNAME_NOT_IN_NS_LIST', { nsname: shownName(name) }));
    const primaries = yield* together(mnames.map((name) => primaryOf(world, name)));
    const serials = [...new Set(rows.map(({ soa }) => soa.serial))];
    const all = primaries.flatMap((primary) => primary.serials);
    const behind = all.filter(({ serial }) => serials.some((other) => compareSerials(other, serial) > 0));
    const ahead = all.filter((one) => !behind.includes(one));
    const namesOf = (those: typeof all): string[] => serverNames(those.map(({ server }) => server));
    return [
      ...told,
      ...hidden,
      ...primaries.flatMap(({ findings }) => findings),
      ...(behind.length > 0
        ? [
            found('Z01_MNAME_NOT_MASTER', {
              ns_list: namesOf(behind),
              soaserial: Math.max(...behind.map(({ serial }) => serial)),
              soaserial_list: serials,
            }),
          ]
        : []),
      ...(ahead.length > 0 ? [found('Z01_MNAME_IS_MASTER', { ns_list: namesOf(ahead) })] : []),
    ];
  },
});

const zone07 = testCase({
  id: 'ZONE07',
  title: marked('The primary (MNAME) is no alias and has an address'),
  link: 'zone',
  tags: {
    MNAME_IS_CNAME: {
      level: 'notice',
      message: marked('The primary (MNAME) {mname} is an alias (CNAME).'),
      advice: marked('Name the host itself (RFC 2181 section 10.3).'),
    },
    MNAME_IS_NOT_CNAME: { level: 'info', message: marked('The primary (MNAME) {mname} is no alias.') },
    NO_RESPONSE_SOA_QUERY: NO_SOA_ANSWER,
    MNAME_HAS_NO_ADDRESS: {
      level: 'warning',
      message: marked('The primary (MNAME) {mname} has no address that could be found.'),
      advice: marked('Name a host that has one.'),
    },
  },
  *run(world) {
    const soa = yield* zoneSoa(world);
    if (!soa) return [found('NO_RESPONSE_SOA_QUERY')];
    const mname = shownName(soa.mname);
    const looked = yield* together([TYPE.A, TYPE.AAAA].map((type) => world.lookUp(soa.mname, type)));
    const isAlias = looked.some(({ aliases }) => aliases.length > 0);
    const isKnown = looked.some(({ kind }) => kind !== 'failed');
    const hasAddress = looked.some(({ kind }) => kind === 'records');
    return [
      ...(isAlias ? [found('MNAME_IS_CNAME', { mname })] : isKnown ? [found('MNAME_IS_NOT_CNAME', { mname })] : []),
      ...(hasAddress ? [] : [found('MNAME_HAS_NO_ADDRESS', { mname })]),
    ];
  },
});

const zone08 = testCase({
  id: 'ZONE08',
  title: marked('Mail goes to no alias'),
  link: 'zone',
  tags: {
    MX_RECORD_IS_CNAME: {
      level: 'error',
      message: marked(
        'Mail goes to aliases (CNAME), which an MX record must not lead to (RFC 5321 section 5.1): {mailtarget_list}.',
      ),
      advice: marked('Have the MX records name the hosts themselves.'),
    },
    MX_RECORD_IS_NOT_CNAME: { level: 'info', message: marked('Mail goes to no alias.') },
    NO_RESPONSE_MX_QUERY: {
      level: 'debug',
      message: marked('No server answers the question for the MX records with authority.'),
    },
  },
  *run(world) {
    const response = (yield* askAllAddresses(world, TYPE.MX)).find((one) => one.response?.flags.aa)?.response;
    if (!response) return [found('NO_RESPONSE_MX_QUERY')];
    const targets = [...new Set(answersOf(response, world.zone, TYPE.MX).map(targetOfMx))].filter(
      (name) => name !== '.',
    );
    const looked = yield* together(targets.map((name) => world.lookUp(name, TYPE.A)));
    const aliases = targets.filter((_, index) => looked[index].aliases.length > 0).map(shownName);
    if (aliases.length > 0) return [found('MX_RECORD_IS_CNAME', { mailtarget_list: aliases })];
    return targets.length > 0 ? [found('MX_RECORD_IS_NOT_CNAME')] : [];
  },
});

const zone10 = testCase({
  id: 'ZONE10',
  title: marked('There is one SOA record'),
  link: 'zone',
  tags: {
    MULTIPLE_SOA: {
      level: 'error',
      message: marked(
        '{ns} has {count} SOA records of the zone, where one is right: what resolvers make of that differs.',
      ),
      advice: marked('Take all but one out of the zone.'),
    },
    NO_RESPONSE,
    NO_SOA_IN_RESPONSE: { level: 'debug', message: marked('{ns} has no SOA record in its answer.') },
    ONE_SOA: { level: 'info', message: marked('Every name server has one SOA record.') },
    WRONG_SOA: { level: 'debug', message: marked('{ns} has the SOA record of {owner} in its answer about {name}.') },
  },
  *run(world) {
    const all = yield* world.askEach(uniqueAddresses(yield* world.servers()), { name: world.zone, type: TYPE.SOA });
    const findings = each(all, ({ server, response }) => {
      const ns = serverName(server);
      if (!response) return [found('NO_RESPONSE', { ns })];
      const records = recordsOf(response, 'answer', TYPE.SOA);
      if (records.length === 0) return [found('NO_SOA_IN_RESPONSE', { ns })];
      const other = records.find(({ owner }) => nameKey(owner) !== world.zone);
      if (other)
        return [found('WRONG_SOA', { ns, owner: shownName(nameKey(other.owner)), name: shownName(world.zone) })];
      return records.length > 1 ? [found('MULTIPLE_SOA', { ns, count: records.length })] : [];
    });
    return findings.length === 0 && all.length > 0 ? [found('ONE_SOA')] : findings;
  },
});

export const ZONE: readonly TestCase[] = [zone01, ...SOA_TIMES, zone07, zone08, zone09, zone10, zone11];
