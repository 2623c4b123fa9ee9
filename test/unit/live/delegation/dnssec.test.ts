import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { RCODE } from '../../../../server/src/dns/codes.ts';
import { TYPE } from '../../../../server/src/dns/types.ts';
import { converse } from '../../../../server/src/live/conversation.ts';
import type { Level } from '../../../../server/src/live/delegation/contract.ts';
import { DNSSEC } from '../../../../server/src/live/delegation/dnssec/cases.ts';
import { checkDelegation } from '../../../../server/src/live/delegation/run.ts';
import { type Subject, World } from '../../../../server/src/live/delegation/world.ts';
import type { AnswerRecord } from '../../../../server/src/live/messages.ts';
import { nodeVerifier } from '../../../../server/src/node/transports/verify.ts';
import { network, type Station } from '../world/network.ts';
import {
  delegationOf,
  dsOf,
  dsRecords,
  makeKey,
  makeZone,
  record,
  type Zone,
  type ZoneSpec,
} from '../world/signing.ts';

const NOW = 1_800_000_000;
const HOUR = 3600;
const DAY = 24 * HOUR;
const NAME = 'zone.test.';
const SERVERS: ZoneSpec['servers'] = [
  ['ns1.zone.test.', '192.0.2.11', '2001:db8::11'],
  ['ns2.zone.test.', '192.0.2.12', '2001:db8::12'],
];

interface Broken {
  readonly spec?: Partial<ZoneSpec>;
  /** What the second server has, where that is something else. */
  readonly second?: Partial<ZoneSpec> | ((zone: Zone) => Zone);
  readonly ds?: (zone: Zone) => readonly AnswerRecord[];
  /** What the second server of the parent has. */
  readonly secondDs?: readonly AnswerRecord[];
  readonly conduct?: Station['conduct'];
}

function zoneOf(spec: Partial<ZoneSpec>): Zone {
  return makeZone({ name: NAME, servers: SERVERS, records: 'www.zone.test. 3600 A 192.0.2.1', ...spec }, NOW);
}

function stationsOf({ spec = {}, second, ds = dsRecords, secondDs, conduct }: Broken): Station[] {
  const zone = zoneOf(spec);
  const other = second === undefined ? zone : typeof second === 'function' ? second(zone) : zoneOf(second);
  const top = (records: readonly AnswerRecord[]): Zone =>
    makeZone(
      {
        name: 'test.',
        servers: [
          ['ns1.test.', '192.0.2.2'],
          ['ns2.test.', '192.0.2.3'],
        ],
        records: delegationOf(zone, 'test.', records),
      },
      NOW,
    );
  const parent = top(ds(zone));
  const root = makeZone({ name: '.', servers: [['ns.root.', '192.0.2.1']], records: delegationOf(parent, '.') }, NOW);
  return [
    { addresses: ['192.0.2.1'], zones: [root] },
    { addresses: ['192.0.2.2'], zones: [parent] },
    { addresses: ['192.0.2.3'], zones: [secondDs ? top(secondDs) : parent] },
    { addresses: ['192.0.2.11', '2001:db8::11'], zones: [zone] },
    { addresses: ['192.0.2.12', '2001:db8::12'], zones: [other], ...(conduct && { conduct }) },
  ];
}

function worldOf(subject: Partial<Subject> = {}): World {
  return new World({
    zone: NAME,
    start: { zone: '.', servers: new Map([['ns.root.', ['192.0.2.1']]]) },
    now: new Date(NOW * 1000),
    verifier: nodeVerifier,
    ...subject,
  });
}

const TOLD: ReadonlySet<Level> = new Set<Level>(['critical', 'error', 'warning', 'notice']);

async function tagsOf(broken: Broken): Promise<string[]> {
  const world = worldOf();
  const { findings } = await converse(checkDelegation(world, DNSSEC), {
    ...network(stationsOf(broken)),
    monotonic: () => 0,
  });
  return [...new Set(findings.filter(({ level }) => TOLD.has(level)).map(({ tag }) => tag))].sort();
}

function covering(type: number): (record: AnswerRecord) => boolean {
  return ({ type: own, rdata }) => own === TYPE.RRSIG && rdata[0] * 256 + rdata[1] === type;
}

function flipped(records: readonly AnswerRecord[], fits: (record: AnswerRecord) => boolean): AnswerRecord[] {
  return records.map((one) => (fits(one) ? { ...one, rdata: one.rdata.with(-1, one.rdata.at(-1)! ^ 1) } : one));
}

function without(records: readonly AnswerRecord[], fits: (record: AnswerRecord) => boolean): AnswerRecord[] {
  return records.filter((one) => !fits(one));
}

function isOfApex({ owner }: AnswerRecord): boolean {
  return owner === NAME;
}

/** CDS and CDNSKEY records for keys that the zone has. */
function wishes(
  records: AnswerRecord[],
  what: 'both' | 'cds' | 'cdnskey' | 'zsk' | 'other' | 'delete' | 'mixed',
): AnswerRecord[] {
  const keys = records.filter(({ type }) => type === TYPE.DNSKEY);
  const key = what === 'zsk' ? keys[1] : what === 'other' ? makeKey(NAME, 13, 257).record : keys[0];
  const cds = {
    ...dsOf(NAME, { record: key, algorithm: key.rdata[3], flags: 0, tag: tagOf(key), privateKey: undefined! }),
    type: TYPE.CDS,
  };
  const cdnskey = { ...key, type: TYPE.CDNSKEY };
  const none = [
    record(NAME, TYPE.CDS, Uint8Array.of(0, 0, 0, 0, 0)),
    record(NAME, TYPE.CDNSKEY, Uint8Array.of(0, 0, 3, 0, 0)),
  ];
  if (what === 'cds') return [...records, cds];
  if (what === 'cdnskey') return [...records, cdnskey];
  if (what === 'delete') return [...records, ...none];
  return [...records, cds, cdnskey, ...(what === 'mixed' ? none : [])];
}

function tagOf({ rdata }: AnswerRecord): number {
  let sum = 0;
  for (let i = 0; i < rdata.length; i++) sum += i & 1 ? rdata[i] : rdata[i] * 256;
  return (sum + (sum >>> 16)) & 0xffff;
}

/** A server that has records in a section of the answers to one question under another name. */
function renamed(asked: number, section: 'answer' | 'authority', type: number): Station['conduct'] {
  return ({ question }, answer) => {
    const made = answer();
    if (question.type !== asked) return made;
    return {
      ...made,
      [section]: made[section].map((one) => (one.type === type ? { ...one, owner: `other.${NAME}` } : one)),
    };
  };
}

const CASES: Readonly<Record<string, readonly [Broken, ...tags: string[]]>> = {
  'nothing is wrong, with NSEC': [{}],
  'nothing is wrong, with NSEC3': [{ spec: { nsec3: {} } }],
  'not signed': [
    { spec: { algorithm: 0 } },
    'DS01_PARENT_ZONE_NO_DS',
    'DS03_NO_DNSSEC_SUPPORT',
    'DS05_ZONE_NO_DNSSEC',
    'DS07_NOT_SIGNED',
    'DS07_NOT_SIGNED_ON_SERVER',
    'DS10_ZONE_NO_DNSSEC',
    'NO_RESPONSE_DNSKEY',
  ],
  'DS and no key': [
    { spec: { algorithm: 0 }, ds: () => [dsOf(NAME, makeKey(NAME, 13, 257))] },
    'DS03_NO_DNSSEC_SUPPORT',
    'DS05_ZONE_NO_DNSSEC',
    'DS07_NOT_SIGNED',
    'DS07_NOT_SIGNED_ON_SERVER',
    'DS10_ZONE_NO_DNSSEC',
    'DS11_DS_BUT_UNSIGNED_ZONE',
    'NO_RESPONSE_DNSKEY',
  ],
  'no DS': [{ ds: () => [] }, 'DS01_PARENT_ZONE_NO_DS', 'DS07_NO_DS_FOR_SIGNED_ZONE', 'DS07_NO_DS_ON_PARENT_SERVER'],
  'DS on one server of the parent': [
    { secondDs: [] },
    'DS01_PARENT_SERVER_NO_DS',
    'DS07_INCONSISTENT_DS',
    'DS07_NO_DS_ON_PARENT_SERVER',
    'DS11_INCONSISTENT_DS',
    'DS11_PARENT_WITHOUT_DS',
    'DS11_PARENT_WITH_DS',
  ],
  'DS with SHA-1': [{ ds: (zone) => dsRecords(zone, 1) }, 'DS01_DS_ALGO_2_MISSING', 'DS01_DS_ALGO_DEPRECATED'],
  'DS of another digest': [{ ds: (zone) => flipped(dsRecords(zone), () => true) }, 'DS02_NO_MATCH_DS_DNSKEY'],
  'DS of another key': [
    { ds: () => [dsOf(NAME, makeKey(NAME, 13, 257))] },
    'DS02_NO_DNSKEY_FOR_DS',
    'DS02_NO_VALID_DNSKEY_FOR_ANY_DS',
  ],
  'DS of the key that signs no keys': [
    { ds: (zone) => [dsOf(NAME, zone.keys[1])] },
    'DS02_DNSKEY_NOT_SEP',
    'DS02_DNSKEY_NOT_SIGNED_BY_ANY_DS',
    'DS02_NO_MATCHING_DNSKEY_RRSIG',
  ],
  'key without the flag of a zone’s key': [
    { spec: { kskFlags: 1 } },
    'DS02_DNSKEY_NOT_FOR_ZONE_SIGNING',
    'DS02_NO_VALID_DNSKEY_FOR_ANY_DS',
  ],
  expired: [
    { spec: { inception: -20 * DAY, expiration: -DAY } },
    'DS08_DNSKEY_RRSIG_EXPIRED',
    'DS09_SOA_RRSIG_EXPIRED',
    'DS10_NSEC_NO_VERIFIED_SIGNATURE',
    'DS10_NSEC_RRSIG_EXPIRED',
    'RRSIG_EXPIRED',
  ],
  'not yet': [
    { spec: { nsec3: {}, inception: DAY, expiration: 20 * DAY } },
    'DS08_DNSKEY_RRSIG_NOT_YET_VALID',
    'DS09_SOA_RRSIG_NOT_YET_VALID',
    'DS10_NSEC3_NO_VERIFIED_SIGNATURE',
    'DS10_NSEC3_RRSIG_NOT_YET_VALID',
  ],
  'not for long': [{ spec: { expiration: HOUR } }, 'REMAINING_SHORT'],
  'for very long': [{ spec: { expiration: 300 * DAY } }, 'REMAINING_LONG'],
  'long already': [{ spec: { inception: -170 * DAY, expiration: 20 * DAY } }, 'DURATION_LONG'],
  'signatures that do not hold': [
    { spec: { after: (records) => flipped(records, (one) => one.type === TYPE.RRSIG && isOfApex(one)) } },
    'DS02_DNSKEY_NOT_SIGNED_BY_ANY_DS',
    'DS02_RRSIG_NOT_VALID_BY_DNSKEY',
    'DS08_RRSIG_NOT_VALID_BY_DNSKEY',
    'DS09_RRSIG_NOT_VALID_BY_DNSKEY',
    'DS10_NSEC_NO_VERIFIED_SIGNATURE',
    'DS10_NSEC_RRSIG_VERIFY_ERROR',
  ],
  'signed by a key that is not published': [
    { spec: { before: (records) => without(records, ({ type, rdata }) => type === TYPE.DNSKEY && rdata[1] === 0) } },
    'DS09_NO_MATCHING_DNSKEY',
    'DS10_NSEC_NO_VERIFIED_SIGNATURE',
    'DS10_NSEC_RRSIG_NO_DNSKEY',
  ],
  'keys not signed': [
    { spec: { after: (records) => without(records, covering(TYPE.DNSKEY)) } },
    'DS02_DNSKEY_NOT_SIGNED_BY_ANY_DS',
    'DS02_NO_MATCHING_DNSKEY_RRSIG',
    'DS07_NOT_SIGNED',
    'DS07_NOT_SIGNED_ON_SERVER',
    'DS08_MISSING_RRSIG_IN_RESPONSE',
    'EXTRA_PROCESSING_BROKEN',
  ],
  'SOA not signed': [
    { spec: { after: (records) => without(records, covering(TYPE.SOA)) } },
    'DS09_MISSING_RRSIG_IN_RESPONSE',
  ],
  'no NSEC': [
    { spec: { after: (records) => without(records, (one) => one.type === TYPE.NSEC || covering(TYPE.NSEC)(one)) } },
    'DS10_EXPECTED_NSEC_NSEC3_MISSING',
  ],
  'NSEC not signed': [
    { spec: { after: (records) => without(records, covering(TYPE.NSEC)) } },
    'DS10_NSEC_MISSING_SIGNATURE',
  ],
  'iterations, salt and opt-out': [
    { spec: { nsec3: { iterations: 3, salt: 'abcd', optOut: true } } },
    'DS03_ILLEGAL_ITERATION_VALUE',
    'DS03_ILLEGAL_SALT_LENGTH',
    'DS03_NSEC3_OPT_OUT_ENABLED_NON_TLD',
  ],
  'one server has NSEC3': [
    { second: { nsec3: {} } },
    'DS02_NO_DNSKEY_FOR_DS',
    'DS02_NO_VALID_DNSKEY_FOR_ANY_DS',
    'DS03_SERVER_NO_NSEC3',
    'DS10_INCONSISTENT_NSEC_NSEC3',
  ],
  'one server has it not signed': [
    {
      second: (zone) => ({
        ...zone,
        records: without(zone.records, ({ type }) => type === TYPE.DNSKEY || type === TYPE.RRSIG || type === TYPE.NSEC),
      }),
    },
    'DS03_SERVER_NO_DNSSEC_SUPPORT',
    'DS05_SERVER_NO_DNSSEC',
    'DS07_INCONSISTENT_SIGNED',
    'DS07_NOT_SIGNED_ON_SERVER',
    'DS10_SERVER_NO_DNSSEC',
    'DS11_INCONSISTENT_SIGNED_ZONE',
    'DS11_NS_WITH_SIGNED_ZONE',
    'DS11_NS_WITH_UNSIGNED_ZONE',
    'EXTRA_PROCESSING_BROKEN',
    'NO_RESPONSE_DNSKEY',
  ],
  'one server drops what asks for keys': [
    { conduct: ({ question }, answer) => (question.type === TYPE.DNSKEY ? 'timeout' : answer()) },
    'DS07_NO_RESPONSE_DNSKEY',
  ],
  'RSA of 1,024 bits with SHA-512': [
    { spec: { algorithm: 10 } },
    'DNSKEY_SMALLER_THAN_REC',
    'DS05_ALGO_NOT_RECOMMENDED',
  ],
  'RSA with SHA-1': [{ spec: { algorithm: 5 } }, 'DNSKEY_SMALLER_THAN_REC', 'DS05_ALGO_DEPRECATED'],
  'an algorithm that signs nothing': [
    { spec: { before: (records) => [...records, makeKey(NAME, 15, 256).record] } },
    'DS13_ALGO_NOT_SIGNED_DNSKEY',
    'DS13_ALGO_NOT_SIGNED_NS',
    'DS13_ALGO_NOT_SIGNED_SOA',
  ],
  // The records of the zone are signed by its other key, CDS records among them.
  'CDS and CDNSKEY': [
    { spec: { before: (records) => wishes(records, 'both') } },
    'DS16_CDS_NOT_SIGNED_BY_CDS',
    'DS17_CDNSKEY_NOT_SIGNED_BY_CDNSKEY',
    'DS18_NO_MATCH_CDNSKEY_RRSIG_DS',
    'DS18_NO_MATCH_CDS_RRSIG_DS',
  ],
  'CDS alone': [
    { spec: { before: (records) => wishes(records, 'cds') } },
    'DS15_HAS_CDS_NO_CDNSKEY',
    'DS16_CDS_NOT_SIGNED_BY_CDS',
    'DS18_NO_MATCH_CDS_RRSIG_DS',
  ],
  'CDNSKEY alone': [
    { spec: { before: (records) => wishes(records, 'cdnskey') } },
    'DS15_HAS_CDNSKEY_NO_CDS',
    'DS17_CDNSKEY_NOT_SIGNED_BY_CDNSKEY',
    'DS18_NO_MATCH_CDNSKEY_RRSIG_DS',
  ],
  'CDS of the key that signs no keys': [
    { spec: { before: (records) => wishes(records, 'zsk') } },
    'DS16_CDS_MATCHES_NON_SEP_DNSKEY',
    'DS16_DNSKEY_NOT_SIGNED_BY_CDS',
    'DS17_CDNSKEY_IS_NON_SEP',
    'DS17_DNSKEY_NOT_SIGNED_BY_CDNSKEY',
    'DS18_NO_MATCH_CDNSKEY_RRSIG_DS',
    'DS18_NO_MATCH_CDS_RRSIG_DS',
  ],
  'CDS of another key': [
    { spec: { before: (records) => wishes(records, 'other') } },
    'DS16_CDS_MATCHES_NO_DNSKEY',
    'DS17_CDNSKEY_MATCHES_NO_DNSKEY',
    'DS18_NO_MATCH_CDNSKEY_RRSIG_DS',
    'DS18_NO_MATCH_CDS_RRSIG_DS',
  ],
  'CDS that deletes': [
    { spec: { before: (records) => wishes(records, 'delete') } },
    'DS18_NO_MATCH_CDNSKEY_RRSIG_DS',
    'DS18_NO_MATCH_CDS_RRSIG_DS',
  ],
  'CDS that deletes and does not': [
    { spec: { before: (records) => wishes(records, 'mixed') } },
    'DS16_CDS_NOT_SIGNED_BY_CDS',
    'DS16_MIXED_DELETE_CDS',
    'DS17_CDNSKEY_NOT_SIGNED_BY_CDNSKEY',
    'DS17_MIXED_DELETE_CDNSKEY',
    'DS18_NO_MATCH_CDNSKEY_RRSIG_DS',
    'DS18_NO_MATCH_CDS_RRSIG_DS',
  ],
  'a DS record with a digest that is none': [
    { ds: (zone) => dsRecords(zone).map((one) => ({ ...one, rdata: one.rdata.with(3, 0) })) },
    'DS01_DS_ALGO_2_MISSING',
    'DS01_DS_ALGO_NOT_DS',
  ],
  'not yet, with NSEC': [
    { spec: { inception: DAY, expiration: 20 * DAY } },
    'DS08_DNSKEY_RRSIG_NOT_YET_VALID',
    'DS09_SOA_RRSIG_NOT_YET_VALID',
    'DS10_NSEC_NO_VERIFIED_SIGNATURE',
    'DS10_NSEC_RRSIG_NOT_YET_VALID',
  ],
  'NSEC3 not signed': [
    { spec: { nsec3: {}, after: (records) => without(records, covering(TYPE.NSEC3)) } },
    'DS10_NSEC3_MISSING_SIGNATURE',
  ],
  'NSEC3 signed by a key that is not published': [
    {
      spec: {
        nsec3: {},
        before: (records) => without(records, ({ type, rdata }) => type === TYPE.DNSKEY && rdata[1] === 0),
      },
    },
    'DS09_NO_MATCHING_DNSKEY',
    'DS10_NSEC3_NO_VERIFIED_SIGNATURE',
    'DS10_NSEC3_RRSIG_NO_DNSKEY',
  ],
  'two NSEC3PARAM records': [
    {
      spec: {
        nsec3: {},
        before: (records) => [...records, record(NAME, TYPE.NSEC3PARAM, Uint8Array.of(1, 0, 0, 1, 1, 7))],
      },
    },
    'DS10_ERR_MULT_NSEC3PARAM',
  ],
  'the NSEC3PARAM record of another name': [
    { spec: { nsec3: {} }, conduct: renamed(TYPE.NSEC3PARAM, 'answer', TYPE.NSEC3PARAM) },
    'DS10_NSEC3PARAM_MISMATCHES_APEX',
  ],
  'a flag of NSEC3 that nothing is assigned to': [
    {
      spec: {
        nsec3: {},
        before: (records) =>
          records.map((one) => (one.type === TYPE.NSEC3 ? { ...one, rdata: one.rdata.with(1, 0x40) } : one)),
      },
    },
    'DS03_UNASSIGNED_FLAG_USED',
  ],
  'a denial with NSEC that has the SOA record of another zone': [
    { conduct: renamed(TYPE.NSEC3PARAM, 'authority', TYPE.SOA) },
    'DS10_NSEC_NODATA_WRONG_SOA',
  ],
  'a denial with NSEC3 that has the SOA record of another zone': [
    { spec: { nsec3: {} }, conduct: renamed(TYPE.NSEC, 'authority', TYPE.SOA) },
    'DS10_NSEC3_NODATA_WRONG_SOA',
  ],
  'one server answers for keys without authority': [
    {
      conduct: ({ question }, answer) => {
        const made = answer();
        return question.type === TYPE.DNSKEY ? { ...made, flags: { ...made.flags, aa: false } } : made;
      },
    },
    'DS07_NON_AUTH_RESPONSE_DNSKEY',
  ],
  'one server refuses to tell its keys': [
    {
      conduct: ({ question }, answer) =>
        question.type === TYPE.DNSKEY ? { ...answer(), rcode: RCODE.REFUSED, answer: [] } : answer(),
    },
    'DS07_UNEXP_RCODE_RESP_DNSKEY',
    'NO_RESPONSE_DNSKEY',
  ],
  'CDS signed by a key that is not published': [
    {
      spec: {
        before: (records) =>
          without(wishes(records, 'cds'), ({ type, rdata }) => type === TYPE.DNSKEY && rdata[1] === 0),
      },
    },
    'DS09_NO_MATCHING_DNSKEY',
    'DS10_NSEC_NO_VERIFIED_SIGNATURE',
    'DS10_NSEC_RRSIG_NO_DNSKEY',
    'DS15_HAS_CDS_NO_CDNSKEY',
    'DS16_CDS_NOT_SIGNED_BY_CDS',
    'DS16_CDS_SIGNED_BY_UNKNOWN_DNSKEY',
    'DS18_NO_MATCH_CDS_RRSIG_DS',
  ],
  'CDS not signed': [
    { spec: { before: (records) => wishes(records, 'cds'), after: (records) => without(records, covering(TYPE.CDS)) } },
    'DS15_HAS_CDS_NO_CDNSKEY',
    'DS16_CDS_NOT_SIGNED_BY_CDS',
    'DS16_CDS_UNSIGNED',
    'DS18_NO_MATCH_CDS_RRSIG_DS',
  ],
};

describe('the test cases on DNSSEC', () => {
  for (const [label, [broken, ...tags]] of Object.entries(CASES)) {
    test(label, async () => {
      assert.deepEqual(await tagsOf(broken), tags);
    });
  }
});

/** The tags of some tests, whatever their level. */
async function allTags(broken: Broken, subject: Partial<Subject>, ...ids: string[]): Promise<string[]> {
  const world = worldOf(subject);
  const cases = DNSSEC.filter(({ id }) => ids.includes(id));
  const { findings } = await converse(checkDelegation(world, cases), {
    ...network(stationsOf(broken)),
    monotonic: () => 0,
  });
  return [...new Set(findings.map(({ tag }) => tag))].sort();
}

describe('what is told and is no fault', () => {
  test('a CDS record that deletes', async () => {
    const spec = { before: (records: AnswerRecord[]) => wishes(records, 'delete') };
    assert.deepEqual(await allTags({ spec }, {}, 'DNSSEC16'), ['DS16_DELETE_CDS']);
  });
  test('a delegation that is yet to be made, and is given without DS records', async () => {
    const undelegated = new Map(SERVERS!.map(([name, ...addresses]) => [name, addresses]));
    assert.deepEqual(await allTags({}, { undelegated }, 'DNSSEC01'), ['DS01_UNDEL_N_NO_UNDEL_DS']);
  });
  test('the root, which nobody has DS records of', async () => {
    assert.deepEqual(await allTags({}, { zone: '.' }, 'DNSSEC01'), ['DS01_ROOT_N_NO_UNDEL_DS']);
  });
});

test('of a zone that is not signed it is said once', async () => {
  const world = worldOf();
  const stations = stationsOf({ spec: { algorithm: 0 } });
  const { findings, run } = await converse(checkDelegation(world), { ...network(stations), monotonic: () => 0 });
  const tags = findings.filter((one) => DNSSEC.includes(one.case)).map(({ tag }) => tag);
  assert.deepEqual(tags, ['DS07_NOT_SIGNED_ON_SERVER', 'DS07_NOT_SIGNED']);
  assert.deepEqual(
    run.filter((one) => DNSSEC.includes(one)).map(({ id }) => id),
    ['DNSSEC07', 'DNSSEC11'],
  );
});
