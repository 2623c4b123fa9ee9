/** The zone's DNSKEY records: their algorithms and sizes, and whether each algorithm signs. */
import { DNSSEC_ALGORITHM_ROWS, valueByNumber } from '../../../dns/algorithms.ts';
import { ALGORITHM } from '../../../dns/codes.ts';
import { TYPE } from '../../../dns/types.ts';
import { marked } from '../../../l10n.ts';
import { rsaBits } from '../../dnssec/keys.ts';
import type { Dnskey } from '../../dnssec/records.ts';
import { found, type TestCase, testCase } from '../contract.ts';
import { serverName } from '../world.ts';
import { askZone, authoritative, Found, keysByServer, keysIn, mnemonicOf, ownSet } from './servers.ts';

type AlgorithmTag =
  | 'DS05_ALGO_DEPRECATED'
  | 'DS05_ALGO_NOT_RECOMMENDED'
  | 'DS05_ALGO_NOT_ZONE_SIGN'
  | 'DS05_ALGO_OK'
  | 'DS05_ALGO_PRIVATE'
  | 'DS05_ALGO_RESERVED'
  | 'DS05_ALGO_UNASSIGNED';

/** What IANA's registry says of the algorithms that it names, where that is not fine. */
const ALGORITHMS: Readonly<Record<number, AlgorithmTag>> = {
  [ALGORITHM.DELETE]: 'DS05_ALGO_NOT_ZONE_SIGN',
  [ALGORITHM.RSAMD5]: 'DS05_ALGO_DEPRECATED',
  [ALGORITHM.DH]: 'DS05_ALGO_NOT_ZONE_SIGN',
  [ALGORITHM.DSA]: 'DS05_ALGO_DEPRECATED',
  4: 'DS05_ALGO_RESERVED',
  [ALGORITHM.RSASHA1]: 'DS05_ALGO_DEPRECATED',
  [ALGORITHM.NSEC3DSA]: 'DS05_ALGO_DEPRECATED',
  [ALGORITHM.NSEC3RSASHA1]: 'DS05_ALGO_DEPRECATED',
  9: 'DS05_ALGO_RESERVED',
  [ALGORITHM.RSASHA512]: 'DS05_ALGO_NOT_RECOMMENDED',
  11: 'DS05_ALGO_RESERVED',
  [ALGORITHM.ECCGOST]: 'DS05_ALGO_DEPRECATED',
  [ALGORITHM.INDIRECT]: 'DS05_ALGO_NOT_ZONE_SIGN',
  [ALGORITHM.PRIVATEDNS]: 'DS05_ALGO_PRIVATE',
  [ALGORITHM.PRIVATEOID]: 'DS05_ALGO_PRIVATE',
};

function algorithmTag(algorithm: number): AlgorithmTag {
  const known = ALGORITHMS[algorithm];
  if (known) return known;
  if (valueByNumber(DNSSEC_ALGORITHM_ROWS, algorithm)) return 'DS05_ALGO_OK';
  return algorithm <= 122 ? 'DS05_ALGO_UNASSIGNED' : 'DS05_ALGO_RESERVED';
}

/** What the registry says of an algorithm, without the full stop. */
function descriptionOf(algorithm: number): string {
  return valueByNumber(DNSSEC_ALGORITHM_ROWS, algorithm)?.doc.split(/[.:]/)[0] ?? String(algorithm);
}

const OTHER_ALGORITHM = marked('Change to ECDSAP256SHA256 (13) by an algorithm rollover (RFC 6781 section 4.1.4).');

const dnssec05 = testCase({
  id: 'DNSSEC05',
  title: marked('The keys have algorithms that resolvers verify'),
  link: 'dnssec',
  tags: {
    DS05_ALGO_DEPRECATED: {
      level: 'error',
      message: marked('Key {keytag} is for {algo_mnemo} ({algo_num}), which must not be used any more, on {ns_list}.'),
      advice: OTHER_ALGORITHM,
    },
    DS05_ALGO_NOT_RECOMMENDED: {
      level: 'warning',
      message: marked('Key {keytag} is for {algo_mnemo} ({algo_num}), which is not recommended, on {ns_list}.'),
      advice: OTHER_ALGORITHM,
    },
    DS05_ALGO_NOT_ZONE_SIGN: {
      level: 'error',
      message: marked('Key {keytag} is for {algo_mnemo} ({algo_num}), which signs no zones, on {ns_list}.'),
      advice: OTHER_ALGORITHM,
    },
    DS05_ALGO_OK: { level: 'info', message: marked('Key {keytag} is for {algo_mnemo} ({algo_num}), on {ns_list}.') },
    DS05_ALGO_PRIVATE: {
      level: 'error',
      message: marked('Key {keytag} is for the algorithm {algo_num}, which is for private use, on {ns_list}.'),
      advice: OTHER_ALGORITHM,
    },
    DS05_ALGO_RESERVED: {
      level: 'error',
      message: marked('Key {keytag} is for the algorithm {algo_num}, which is reserved, on {ns_list}.'),
      advice: OTHER_ALGORITHM,
    },
    DS05_ALGO_UNASSIGNED: {
      level: 'error',
      message: marked('Key {keytag} is for the algorithm {algo_num}, which is none yet, on {ns_list}.'),
      advice: OTHER_ALGORITHM,
    },
    DS05_NO_RESPONSE: {
      level: 'warning',
      message: marked('No server answers the question for DNSKEY records as it should: {ns_list}.'),
    },
    DS05_SERVER_NO_DNSSEC: {
      level: 'error',
      message: marked('{ns_list} have no DNSKEY records, and other servers have.'),
      advice: marked(
        'Bring all servers to the same version of the zone: compare their serials, and see their transfers.',
      ),
    },
    DS05_ZONE_NO_DNSSEC: { level: 'notice', message: marked('The zone is not signed, as {ns_list} say.') },
  },
  *run(world) {
    const { asked, keys, without, ignored } = yield* keysByServer(world);
    const algorithms = new Found<{ tag: number; algorithm: number }>();
    for (const [address, { keys: own }] of keys) {
      for (const { tag, algorithm } of own) algorithms.add({ tag, algorithm }, address);
    }
    return [
      ...algorithms.rows.map(({ key: { tag, algorithm }, addresses }) =>
        found(algorithmTag(algorithm), {
          ns_list: asked.names(addresses),
          keytag: tag,
          algo_num: algorithm,
          algo_descr: descriptionOf(algorithm),
          algo_mnemo: mnemonicOf(algorithm),
        }),
      ),
      ...(keys.size === 0 && without.length === 0
        ? [found('DS05_NO_RESPONSE', { ns_list: asked.names(ignored) })]
        : []),
      ...(without.length === 0
        ? []
        : [
            found(keys.size === 0 ? 'DS05_ZONE_NO_DNSSEC' : 'DS05_SERVER_NO_DNSSEC', { ns_list: asked.names(without) }),
          ]),
    ];
  },
});

const SIGN_WITH_ALL = marked(
  'Sign the whole zone with each algorithm that its DNSKEY records have, or take the keys of that one away (RFC 6840 section 5.11).',
);

const dnssec13 = testCase({
  id: 'DNSSEC13',
  title: marked('Each algorithm of the keys signs the zone'),
  link: 'dnssec',
  tags: {
    DS13_ALGO_NOT_SIGNED_DNSKEY: {
      level: 'warning',
      message: marked(
        'The DNSKEY records of {ns_ip_list} are not signed with {algo_mnemo} ({algo_num}), for which they have a key.',
      ),
      advice: SIGN_WITH_ALL,
    },
    DS13_ALGO_NOT_SIGNED_NS: {
      level: 'warning',
      message: marked(
        'The NS records of {ns_ip_list} are not signed with {algo_mnemo} ({algo_num}), for which the zone has a key.',
      ),
      advice: SIGN_WITH_ALL,
    },
    DS13_ALGO_NOT_SIGNED_SOA: {
      level: 'warning',
      message: marked(
        'The SOA record of {ns_ip_list} is not signed with {algo_mnemo} ({algo_num}), for which the zone has a key.',
      ),
      advice: SIGN_WITH_ALL,
    },
  },
  *run(world) {
    const { keys } = yield* keysByServer(world);
    const signed = new Map([...keys].filter(([, { set }]) => set.signatures.length > 0));
    const made = [];
    for (const [tag, type] of [
      ['DS13_ALGO_NOT_SIGNED_DNSKEY', TYPE.DNSKEY],
      ['DS13_ALGO_NOT_SIGNED_SOA', TYPE.SOA],
      ['DS13_ALGO_NOT_SIGNED_NS', TYPE.NS],
    ] as const) {
      const missing = new Found<number>();
      for (const { address, response } of (yield* askZone(world, type)).rows) {
        const sound = authoritative(response);
        const set = sound && ownSet(sound, world, type);
        if (!set || set.signatures.length === 0) continue;
        const algorithms = new Set(signed.get(address)?.keys.map(({ algorithm }) => algorithm));
        for (const algorithm of algorithms) {
          if (!set.signatures.some((one) => one.algorithm === algorithm)) missing.add(algorithm, address);
        }
      }
      made.push(
        ...missing.rows.map(({ key, addresses }) =>
          found(tag, { ns_ip_list: [...addresses], algo_mnemo: mnemonicOf(key), algo_num: key }),
        ),
      );
    }
    return made;
  },
});

/** The least and the most bits of an RSA key (RFC 3110, RFC 5702), and what is recommended (NIST SP 800-57). */
const RSA_BITS: Readonly<Record<number, readonly [least: number, most: number]>> = {
  [ALGORITHM.RSASHA1]: [512, 4096],
  [ALGORITHM.NSEC3RSASHA1]: [512, 4096],
  [ALGORITHM.RSASHA256]: [512, 4096],
  [ALGORITHM.RSASHA512]: [1024, 4096],
};
const RECOMMENDED_BITS = 2048;

const dnssec14 = testCase({
  id: 'DNSSEC14',
  title: marked('RSA keys are neither too short nor too long'),
  link: 'dnssec',
  tags: {
    NO_RESPONSE: { level: 'debug', message: marked('{ns} does not answer the question for DNSKEY records.') },
    NO_RESPONSE_DNSKEY: { level: 'warning', message: marked('{ns} has no DNSKEY records in its answer.') },
    DNSKEY_SMALLER_THAN_REC: {
      level: 'warning',
      message: marked(
        'Key {keytag} for {algo_descr} ({algo_num}) has {keysize} bits, and {keysizerec} are recommended.',
      ),
      advice: OTHER_ALGORITHM,
    },
    DNSKEY_TOO_SMALL_FOR_ALGO: {
      level: 'error',
      message: marked('Key {keytag} for {algo_descr} ({algo_num}) has {keysize} bits, and needs {keysizemin}.'),
      advice: OTHER_ALGORITHM,
    },
    DNSKEY_TOO_LARGE_FOR_ALGO: {
      level: 'error',
      message: marked(
        'Key {keytag} for {algo_descr} ({algo_num}) has {keysize} bits, more than the {keysizemax} that resolvers take.',
      ),
      advice: OTHER_ALGORITHM,
    },
    KEY_SIZE_OK: { level: 'info', message: marked('All RSA keys have a good size.') },
  },
  *run(world) {
    const { rows } = yield* askZone(world, TYPE.DNSKEY);
    const servers = new Map((yield* world.servers()).map((server) => [server.address, serverName(server)]));
    const keys = new Map<string, Dnskey>();
    const made = [];
    for (const { address, response } of rows) {
      const own = keysIn(response, world);
      const ns = servers.get(address) ?? address;
      if (!response) made.push(found('NO_RESPONSE', { ns }));
      else if (own.length === 0) made.push(found('NO_RESPONSE_DNSKEY', { ns }));
      for (const key of own) keys.set(key.record.rdata.join(' '), key);
    }
    if (keys.size === 0) return made;
    for (const { algorithm, publicKey, tag } of keys.values()) {
      const limits = RSA_BITS[algorithm];
      if (!limits) continue;
      const [least, most] = limits;
      const bits = rsaBits(publicKey) ?? 0;
      const values = { keytag: tag, algo_num: algorithm, algo_descr: mnemonicOf(algorithm), keysize: bits };
      if (bits < least) made.push(found('DNSKEY_TOO_SMALL_FOR_ALGO', { ...values, keysizemin: least }));
      else if (bits < RECOMMENDED_BITS)
        made.push(found('DNSKEY_SMALLER_THAN_REC', { ...values, keysizerec: RECOMMENDED_BITS }));
      else if (bits > most) made.push(found('DNSKEY_TOO_LARGE_FOR_ALGO', { ...values, keysizemax: most }));
    }
    return made.some(({ tag }) => tag !== 'NO_RESPONSE') ? made : [...made, found('KEY_SIZE_OK')];
  },
});

export const KEY_CASES: Readonly<Record<'dnssec05' | 'dnssec13' | 'dnssec14', TestCase>> = {
  dnssec05,
  dnssec13,
  dnssec14,
};
