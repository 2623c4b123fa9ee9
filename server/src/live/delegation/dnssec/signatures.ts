/** The signatures of the DNSKEY and SOA records: whether they are there, hold, and for how long. */
import { momentText } from '../../../dns/moments.ts';
import { TYPE, typeText } from '../../../dns/types.ts';
import { marked } from '../../../l10n.ts';
import type { Conversation } from '../../conversation.ts';
import type { Dnskey, Rrset } from '../../dnssec/records.ts';
import { timeFault } from '../../dnssec/verify.ts';
import { type Finding, found, type TestCase, testCase } from '../contract.ts';
import { serverName, type World } from '../world.ts';
import { askZone, authoritative, Found, held, keysByServer, mnemonicOf, ownSet, verifyingOf } from './servers.ts';

const HOUR = 3600;
/** Seconds that a signature should hold at least, and at most: with less, a server that is down for a night ends the zone; with more, old answers can be replayed for long. */
const SHORT = 12 * HOUR;
const LONG = 180 * 24 * HOUR;

function moment(seconds: number): string {
  return momentText(new Date(seconds * 1000));
}

const dnssec04 = testCase({
  id: 'DNSSEC04',
  title: marked('The signatures hold long enough, and not too long'),
  link: 'dnssec',
  tags: {
    RRSIG_EXPIRATION: {
      level: 'info',
      message: marked('The signature of the {types} records by key {keytag} holds until {date}.'),
    },
    RRSIG_EXPIRED: {
      level: 'error',
      message: marked('The signature of the {types} records by key {keytag} expired on {expiration}.'),
      advice: marked('Sign the zone again, and see why that did not happen by itself.'),
    },
    REMAINING_SHORT: {
      level: 'warning',
      message: marked('The signature of the {types} records by key {keytag} expires in {duration} seconds.'),
      advice: marked(
        'Sign the zone again, and earlier in future: a server that cannot be reached for a night has no valid zone then.',
      ),
    },
    REMAINING_LONG: {
      level: 'warning',
      message: marked(
        'The signature of the {types} records by key {keytag} holds for another {duration} seconds, in which old answers can be passed off.',
      ),
      advice: marked('Sign for a shorter time: two weeks are usual.'),
    },
    DURATION_LONG: {
      level: 'warning',
      message: marked(
        'The signature of the {types} records by key {keytag} holds for {duration} seconds in all, in which old answers can be passed off.',
      ),
      advice: marked('Sign for a shorter time: two weeks are usual.'),
    },
    DURATION_OK: {
      level: 'debug',
      message: marked('The signature of the {types} records by key {keytag} holds for {duration} seconds in all.'),
    },
  },
  *run(world) {
    const { now } = verifyingOf(world);
    const made = [];
    for (const type of [TYPE.DNSKEY, TYPE.SOA]) {
      const responses = (yield* askZone(world, type)).rows.flatMap(({ response }) => response ?? []);
      const set = responses.length > 0 ? ownSet(responses[0], world, type) : undefined;
      for (const { tag, inception, expiration } of set?.signatures ?? []) {
        const [left, all] = [(expiration - now) | 0, (expiration - inception) >>> 0];
        const values = { keytag: tag, types: typeText(type) };
        made.push(found('RRSIG_EXPIRATION', { ...values, date: moment(now + left) }));
        if (left < 0) made.push(found('RRSIG_EXPIRED', { ...values, expiration: moment(now + left) }));
        else if (left < SHORT) made.push(found('REMAINING_SHORT', { ...values, duration: left }));
        else if (left > LONG) made.push(found('REMAINING_LONG', { ...values, duration: left }));
        else if (all > LONG) made.push(found('DURATION_LONG', { ...values, duration: all }));
        else made.push(found('DURATION_OK', { ...values, duration: all }));
      }
    }
    return made;
  },
});

const dnssec06 = testCase({
  id: 'DNSSEC06',
  title: marked('Signatures come with the records'),
  link: 'dnssec',
  tags: {
    EXTRA_PROCESSING_OK: {
      level: 'debug',
      message: marked('{server} gives {keys} DNSKEY records with {sigs} signatures.'),
    },
    EXTRA_PROCESSING_BROKEN: {
      level: 'error',
      message: marked(
        '{server} gives {keys} DNSKEY records with {sigs} signatures, and needs both: resolvers that validate take nothing from it.',
      ),
      advice: marked(
        'See that the server has the signed version of the zone, and that no device on the way takes signatures away.',
      ),
    },
  },
  *run(world) {
    const { rows } = yield* askZone(world, TYPE.DNSKEY);
    const servers = new Map((yield* world.servers()).map((server) => [server.address, serverName(server)]));
    const sets = rows.flatMap(({ address, response }) => {
      const sound = authoritative(response);
      return sound ? [{ address, set: ownSet(sound, world, TYPE.DNSKEY) }] : [];
    });
    // Of an unsigned zone others speak.
    if (!sets.some(({ set }) => set)) return [];
    return sets.map(({ address, set }) => {
      const values = {
        server: servers.get(address) ?? address,
        keys: set?.records.length ?? 0,
        sigs: set?.signatures.length ?? 0,
      };
      return found(values.keys > 0 && values.sigs > 0 ? 'EXTRA_PROCESSING_OK' : 'EXTRA_PROCESSING_BROKEN', values);
    });
  },
});

interface Judged {
  readonly unsigned: ReadonlySet<string>;
  readonly early: Found<number>;
  readonly expired: Found<number>;
  readonly unknown: Found<number>;
  readonly wrong: Found<number>;
  readonly unsupported: Found<{ tag: number; algorithm: number }>;
}

/** What is wrong with the signatures of the RRsets of several servers. */
function* judged(
  sets: readonly { readonly address: string; readonly set: Rrset; readonly keys: readonly Dnskey[] }[],
  world: World,
): Conversation<Judged> {
  const unsigned = new Set<string>();
  const made = {
    unsigned,
    early: new Found<number>(),
    expired: new Found<number>(),
    unknown: new Found<number>(),
    wrong: new Found<number>(),
    unsupported: new Found<{ tag: number; algorithm: number }>(),
  };
  const { now } = verifyingOf(world);
  for (const { address, set, keys } of sets) {
    if (set.signatures.length === 0) unsigned.add(address);
    for (const signature of set.signatures) {
      const { tag, algorithm } = signature;
      const time = timeFault(signature, now);
      if (time === 'early') made.early.add(tag, address);
      else if (time) made.expired.add(tag, address);
      else {
        const is = yield* held(set, signature, keys, world);
        if (is === 'unsupported') made.unsupported.add({ tag, algorithm }, address);
        else if (is !== 'holds') made[is].add(tag, address);
      }
    }
  }
  return made;
}

function byTag<Tag extends string>(tag: Tag, set: Found<number>): Finding<Tag>[] {
  return set.rows.map(({ key, addresses }) => found(tag, { ns_ip_list: [...addresses], keytag: key }));
}

function unsupported<Tag extends string>(tag: Tag, set: Judged['unsupported']): Finding<Tag>[] {
  return set.rows.map(({ key, addresses }) =>
    found(tag, {
      ns_ip_list: [...addresses],
      algo_mnemo: mnemonicOf(key.algorithm),
      algo_num: key.algorithm,
      keytag: key.tag,
    }),
  );
}

const SIGN_AGAIN = marked('Sign the zone again, and see why that did not happen by itself.');
const CLOCKS = marked('See the clock of the machine that signs, and of this one.');
const OLD_KEY = marked('Publish the key again, or sign the zone again with one that is published.');

const dnssec08 = testCase({
  id: 'DNSSEC08',
  title: marked('The signatures of the DNSKEY records hold'),
  link: 'dnssec',
  tags: {
    DS08_ALGO_NOT_SUPPORTED_BY_ZM: {
      level: 'notice',
      message: marked(
        'Signatures by key {keytag} with {algo_mnemo} ({algo_num}) cannot be verified here; {ns_ip_list} have them.',
      ),
    },
    DS08_DNSKEY_RRSIG_EXPIRED: {
      level: 'error',
      message: marked('The signature of the DNSKEY records by key {keytag} has expired on {ns_ip_list}.'),
      advice: SIGN_AGAIN,
    },
    DS08_DNSKEY_RRSIG_NOT_YET_VALID: {
      level: 'error',
      message: marked('The signature of the DNSKEY records by key {keytag} does not hold yet on {ns_ip_list}.'),
      advice: CLOCKS,
    },
    DS08_MISSING_RRSIG_IN_RESPONSE: {
      level: 'error',
      message: marked('The DNSKEY records of {ns_ip_list} have no signature.'),
      advice: SIGN_AGAIN,
    },
    DS08_NO_MATCHING_DNSKEY: {
      level: 'error',
      message: marked('The DNSKEY records of {ns_ip_list} are signed by key {keytag}, which is none of them.'),
      advice: OLD_KEY,
    },
    DS08_RRSIG_NOT_VALID_BY_DNSKEY: {
      level: 'error',
      message: marked('The signature of the DNSKEY records by key {keytag} on {ns_ip_list} is not of these records.'),
      advice: SIGN_AGAIN,
    },
  },
  *run(world) {
    const { keys } = yield* keysByServer(world);
    const made = yield* judged(
      [...keys].map(([address, { set, keys: own }]) => ({ address, set, keys: own })),
      world,
    );
    return [
      ...(made.unsigned.size > 0 ? [found('DS08_MISSING_RRSIG_IN_RESPONSE', { ns_ip_list: [...made.unsigned] })] : []),
      ...byTag('DS08_DNSKEY_RRSIG_NOT_YET_VALID', made.early),
      ...byTag('DS08_DNSKEY_RRSIG_EXPIRED', made.expired),
      ...byTag('DS08_NO_MATCHING_DNSKEY', made.unknown),
      ...byTag('DS08_RRSIG_NOT_VALID_BY_DNSKEY', made.wrong),
      ...unsupported('DS08_ALGO_NOT_SUPPORTED_BY_ZM', made.unsupported),
    ];
  },
});

const dnssec09 = testCase({
  id: 'DNSSEC09',
  title: marked('The signatures of the SOA record hold'),
  link: 'dnssec',
  tags: {
    DS09_ALGO_NOT_SUPPORTED_BY_ZM: {
      level: 'notice',
      message: marked(
        'Signatures by key {keytag} with {algo_mnemo} ({algo_num}) cannot be verified here; {ns_ip_list} have them.',
      ),
    },
    DS09_MISSING_RRSIG_IN_RESPONSE: {
      level: 'error',
      message: marked('The SOA record of {ns_ip_list} has no signature.'),
      advice: SIGN_AGAIN,
    },
    DS09_NO_MATCHING_DNSKEY: {
      level: 'error',
      message: marked('The SOA record of {ns_ip_list} is signed by key {keytag}, which is none of the zone’s.'),
      advice: OLD_KEY,
    },
    DS09_RRSIG_NOT_VALID_BY_DNSKEY: {
      level: 'error',
      message: marked('The signature of the SOA record by key {keytag} on {ns_ip_list} is not of this record.'),
      advice: SIGN_AGAIN,
    },
    DS09_SOA_RRSIG_EXPIRED: {
      level: 'error',
      message: marked('The signature of the SOA record by key {keytag} has expired on {ns_ip_list}.'),
      advice: SIGN_AGAIN,
    },
    DS09_SOA_RRSIG_NOT_YET_VALID: {
      level: 'error',
      message: marked('The signature of the SOA record by key {keytag} does not hold yet on {ns_ip_list}.'),
      advice: CLOCKS,
    },
  },
  *run(world) {
    const { keys } = yield* keysByServer(world);
    const sets = (yield* askZone(world, TYPE.SOA)).rows.flatMap(({ address, response }) => {
      const own = keys.get(address)?.keys;
      const sound = authoritative(response);
      const set = own && sound && ownSet(sound, world, TYPE.SOA);
      return set ? [{ address, set: { ...set, records: set.records.slice(0, 1) }, keys: own }] : [];
    });
    const made = yield* judged(sets, world);
    return [
      ...(made.unsigned.size > 0 ? [found('DS09_MISSING_RRSIG_IN_RESPONSE', { ns_ip_list: [...made.unsigned] })] : []),
      ...byTag('DS09_SOA_RRSIG_NOT_YET_VALID', made.early),
      ...byTag('DS09_SOA_RRSIG_EXPIRED', made.expired),
      ...byTag('DS09_NO_MATCHING_DNSKEY', made.unknown),
      ...byTag('DS09_RRSIG_NOT_VALID_BY_DNSKEY', made.wrong),
      ...unsupported('DS09_ALGO_NOT_SUPPORTED_BY_ZM', made.unsupported),
    ];
  },
});

export const SIGNATURE_CASES: Readonly<Record<'dnssec04' | 'dnssec06' | 'dnssec08' | 'dnssec09', TestCase>> = {
  dnssec04,
  dnssec06,
  dnssec08,
  dnssec09,
};
