/** Whether all name servers say the same of the zone. */
import { compareSerials } from '../../../dns/serial.ts';
import { TYPE } from '../../../dns/types.ts';
import { marked } from '../../../l10n.ts';
import type { Conversation } from '../../conversation.ts';
import { type Finding, found, type TestCase, testCase } from '../contract.ts';
import { answersOf, nameKey, type Soa, shownName, soaOf, targetOf } from '../records.ts';
import { type NameServer, serverName, serverNames, type World } from '../world.ts';
import { consistency05 } from './addressConsistency.ts';
import { askAllServers, groupedBy, NO_RESPONSE, NO_RESPONSE_SOA_QUERY } from './common.ts';

const TRANSFER = marked(
  'See that changes reach every server: look at the log of those that lag behind, at NOTIFY, and at who may transfer the zone.',
);

interface SoaOf {
  readonly server: NameServer;
  readonly soa: Soa;
}

/** The SOA record of every server, and what is to be told of those without one. */
function* soas(
  world: World,
): Conversation<readonly [readonly SoaOf[], readonly Finding<'NO_RESPONSE' | 'NO_RESPONSE_SOA_QUERY'>[]]> {
  const all: SoaOf[] = [];
  const without: Finding<'NO_RESPONSE' | 'NO_RESPONSE_SOA_QUERY'>[] = [];
  for (const { server, response } of yield* askAllServers(world, TYPE.SOA)) {
    const [record] = response ? answersOf(response, world.zone, TYPE.SOA) : [];
    if (record) all.push({ server, soa: soaOf(record) });
    else without.push(found(response ? 'NO_RESPONSE_SOA_QUERY' : 'NO_RESPONSE', { ns: serverName(server) }));
  }
  return [all, without];
}

function namesOf(rows: readonly SoaOf[]): string[] {
  return serverNames(rows.map(({ server }) => server));
}

const consistency01 = testCase({
  id: 'CONSISTENCY01',
  title: marked('All name servers have the same serial'),
  link: 'zone',
  tags: {
    NO_RESPONSE,
    NO_RESPONSE_SOA_QUERY,
    ONE_SOA_SERIAL: { level: 'info', message: marked('All name servers have the serial {serial}.') },
    MULTIPLE_SOA_SERIALS: {
      level: 'warning',
      message: marked('The name servers have {count} different serials, so that answers depend on who is asked.'),
      advice: TRANSFER,
    },
    MULTIPLE_SOA_SERIALS_OK: {
      level: 'notice',
      message: marked('The name servers have serials that differ as little as they may.'),
    },
    SOA_SERIAL: { level: 'info', message: marked('The serial {serial} is had by {ns_list}.') },
    SOA_SERIAL_VARIATION: {
      level: 'notice',
      message: marked(
        'The serials of the name servers reach from {serial_min} to {serial_max}; they may differ by {max_variation}.',
      ),
      advice: TRANSFER,
    },
  },
  *run(world) {
    const [all, without] = yield* soas(world);
    const groups = groupedBy(all, ({ soa }) => soa.serial);
    // In the order of RFC 1982; where that is none, the order makes no difference.
    const serials = [...groups.keys()].sort((one, other) => compareSerials(one, other) || one - other);
    const each = serials.map((serial) => found('SOA_SERIAL', { serial, ns_list: namesOf(groups.get(serial)!) }));
    if (serials.length === 0) return without;
    if (serials.length === 1) return [...without, found('ONE_SOA_SERIAL', { serial: serials[0] }), ...each];
    const [serial_min] = serials;
    const [serial_max] = serials.slice(-1);
    return [
      ...without,
      found('SOA_SERIAL_VARIATION', { serial_min, serial_max, max_variation: 0 }),
      found('MULTIPLE_SOA_SERIALS', { count: serials.length }),
      ...each,
    ];
  },
});

const consistency02 = testCase({
  id: 'CONSISTENCY02',
  title: marked('All name servers have the same mailbox (RNAME)'),
  link: 'zone',
  tags: {
    NO_RESPONSE,
    NO_RESPONSE_SOA_QUERY,
    ONE_SOA_RNAME: { level: 'info', message: marked('All name servers have the mailbox (RNAME) {rname}.') },
    MULTIPLE_SOA_RNAMES: {
      level: 'notice',
      message: marked('The name servers have {count} different mailboxes (RNAME) in the SOA record.'),
      advice: TRANSFER,
    },
    SOA_RNAME: { level: 'info', message: marked('The mailbox (RNAME) {rname} is had by {ns_list}.') },
  },
  *run(world) {
    const [all, without] = yield* soas(world);
    const groups = groupedBy(all, ({ soa }) => nameKey(soa.rname));
    if (groups.size === 0) return without;
    const each = [...groups].map(([rname, rows]) =>
      found('SOA_RNAME', { rname: shownName(rname), ns_list: namesOf(rows) }),
    );
    const [rname] = groups.keys();
    return groups.size === 1
      ? [...without, found('ONE_SOA_RNAME', { rname: shownName(rname) })]
      : [...without, found('MULTIPLE_SOA_RNAMES', { count: groups.size }), ...each];
  },
});

const consistency03 = testCase({
  id: 'CONSISTENCY03',
  title: marked('All name servers have the same times in the SOA record'),
  link: 'zone',
  tags: {
    NO_RESPONSE,
    NO_RESPONSE_SOA_QUERY,
    ONE_SOA_TIME_PARAMETER_SET: {
      level: 'info',
      message: marked(
        'All name servers have the same times: refresh {refresh}, retry {retry}, expire {expire}, minimum {minimum}.',
      ),
    },
    MULTIPLE_SOA_TIME_PARAMETER_SET: {
      level: 'notice',
      message: marked('The name servers have {count} different sets of times in the SOA record.'),
      advice: TRANSFER,
    },
    SOA_TIME_PARAMETER_SET: {
      level: 'info',
      message: marked('Refresh {refresh}, retry {retry}, expire {expire} and minimum {minimum} are had by {ns_list}.'),
    },
  },
  *run(world) {
    const [all, without] = yield* soas(world);
    const timesOf = ({ refresh, retry, expire, minimum }: Soa) => ({ refresh, retry, expire, minimum });
    const groups = [...groupedBy(all, ({ soa }) => JSON.stringify(timesOf(soa))).values()];
    if (groups.length === 0) return without;
    const [[{ soa }]] = groups;
    if (groups.length === 1) return [...without, found('ONE_SOA_TIME_PARAMETER_SET', timesOf(soa))];
    return [
      ...without,
      found('MULTIPLE_SOA_TIME_PARAMETER_SET', { count: groups.length }),
      ...groups.map((rows) => found('SOA_TIME_PARAMETER_SET', { ...timesOf(rows[0].soa), ns_list: namesOf(rows) })),
    ];
  },
});

const consistency04 = testCase({
  id: 'CONSISTENCY04',
  title: marked('All name servers name the same name servers'),
  link: 'zone',
  tags: {
    NO_RESPONSE,
    NO_RESPONSE_NS_QUERY: {
      level: 'debug',
      message: marked('{ns} has no NS records of the zone with authority in its answer.'),
    },
    ONE_NS_SET: { level: 'info', message: marked('All name servers name the same: {nsname_list}.') },
    MULTIPLE_NS_SET: {
      level: 'notice',
      message: marked('The name servers have {count} different sets of NS records of the zone.'),
      advice: TRANSFER,
    },
    NS_SET: { level: 'info', message: marked('The NS records {nsname_list} are had by {servers}.') },
  },
  *run(world) {
    const findings: Finding<'NO_RESPONSE' | 'NO_RESPONSE_NS_QUERY'>[] = [];
    const all: { readonly server: NameServer; readonly names: readonly string[] }[] = [];
    for (const { server, response } of yield* askAllServers(world, TYPE.NS)) {
      const records = response?.flags.aa ? answersOf(response, world.zone, TYPE.NS) : [];
      if (records.length > 0) all.push({ server, names: records.map((record) => shownName(targetOf(record))).sort() });
      else findings.push(found(response ? 'NO_RESPONSE_NS_QUERY' : 'NO_RESPONSE', { ns: serverName(server) }));
    }
    const groups = [...groupedBy(all, ({ names }) => names.join(' ')).values()];
    if (groups.length === 0) return findings;
    if (groups.length === 1) return [...findings, found('ONE_NS_SET', { nsname_list: groups[0][0].names })];
    return [
      ...findings,
      found('MULTIPLE_NS_SET', { count: groups.length }),
      ...groups.map((rows) =>
        found('NS_SET', { nsname_list: rows[0].names, servers: serverNames(rows.map(({ server }) => server)) }),
      ),
    ];
  },
});

const consistency06 = testCase({
  id: 'CONSISTENCY06',
  title: marked('All name servers have the same primary (MNAME)'),
  link: 'zone',
  tags: {
    NO_RESPONSE,
    NO_RESPONSE_SOA_QUERY,
    ONE_SOA_MNAME: { level: 'info', message: marked('All name servers have the primary (MNAME) {mname}.') },
    MULTIPLE_SOA_MNAMES: {
      level: 'notice',
      message: marked('The name servers have {count} different primaries (MNAME) in the SOA record.'),
      advice: TRANSFER,
    },
  },
  *run(world) {
    const [all, without] = yield* soas(world);
    const mnames = [...new Set(all.map(({ soa }) => nameKey(soa.mname)))];
    if (mnames.length === 0) return without;
    return mnames.length === 1
      ? [...without, found('ONE_SOA_MNAME', { mname: shownName(mnames[0]) })]
      : [...without, found('MULTIPLE_SOA_MNAMES', { count: mnames.length })];
  },
});

export const CONSISTENCY: readonly TestCase[] = [
  consistency01,
  consistency02,
  consistency03,
  consistency04,
  consistency05,
  consistency06,
];
