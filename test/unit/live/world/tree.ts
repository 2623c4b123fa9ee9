/** A signed tree with a zone for each way in which one can be right or wrong, and what a validator says of names in it. */
import { TYPE } from '../../../../server/src/dns/types.ts';
import type { Status } from '../../../../server/src/live/dnssec/chain.ts';
import type { ReasonCode } from '../../../../server/src/live/dnssec/reasons.ts';
import type { AnswerRecord } from '../../../../server/src/live/messages.ts';
import { sameName } from '../../../../server/src/live/names.ts';
import { delegationOf, dsOf, dsRecords, hashedOwner, makeKey, makeZone, type Zone, type ZoneSpec } from './signing.ts';

const DAY = 24 * 3600;
const SHA1 = 1;

interface Branch extends Omit<ZoneSpec, 'name'> {
  /** What the zone above has as DS records of it; those of its keys where absent. */
  readonly ds?: (zone: Zone, now: number) => readonly AnswerRecord[];
  /** In another zone than `test.`. */
  readonly above?: string;
}

const COMMON = `
www.ZONE 3600 A 192.0.2.1
www.ZONE 3600 AAAA 2001:db8::1
text.ZONE 3600 TXT "a text" "and another"
a.b.empty.ZONE 3600 A 192.0.2.2
*.wild.ZONE 3600 A 192.0.2.3
there.wild.ZONE 3600 A 192.0.2.4
*.alias.ZONE 3600 CNAME www.ZONE
alias.ZONE 3600 CNAME www.ZONE
ZONE 3600 MX 10 Mail.ZONE
Mail.ZONE 3600 A 192.0.2.5
_srv._tcp.ZONE 3600 SRV 1 2 3 Www.ZONE
tree.ZONE 3600 DNAME valid.test.
un.ZONE 3600 NS ns1.un.ZONE
ns1.un.ZONE 3600 A 127.0.0.1
`;

function isSignatureOf({ type, rdata }: AnswerRecord, covers: number): boolean {
  return type === TYPE.RRSIG && rdata[0] * 256 + rdata[1] === covers;
}

/** Changes the last octet of what fits. */
function spoilt(records: readonly AnswerRecord[], fits: (record: AnswerRecord) => boolean): AnswerRecord[] {
  return records.map((record) => {
    if (!fits(record)) return record;
    const rdata = record.rdata.slice();
    rdata[rdata.length - 1] ^= 1;
    return { ...record, rdata };
  });
}

function without(records: readonly AnswerRecord[], fits: (record: AnswerRecord) => boolean): AnswerRecord[] {
  return records.filter((record) => !fits(record));
}

function changed(record: AnswerRecord, change: (rdata: Uint8Array) => void): AnswerRecord {
  const rdata = record.rdata.slice();
  change(rdata);
  return { ...record, rdata };
}

const BRANCHES: Readonly<Record<string, Branch>> = {
  valid: {
    records: `
      to-insecure.ZONE 3600 CNAME www.insecure.test.
      to-bogus.ZONE 3600 CNAME www.changed.test.
      to-nothing.ZONE 3600 CNAME nothing.valid.test.
      to-none.ZONE 3600 CNAME text.nsec3.test.
      two.ZONE 3600 CNAME to-nothing.ZONE
      far.ZONE 3600 DNAME nsec3.test.
      down.ZONE 3600 DNAME insecure.test.`,
  },
  sub: { above: 'valid.test.' },
  nsec3: { nsec3: {} },
  salted: { nsec3: { iterations: 5, salt: 'aabbccdd' } },
  optout: { nsec3: { optOut: true } },
  low: { above: 'optout.test.' },
  'many-iterations': { nsec3: { iterations: 151 } },
  'most-iterations': { nsec3: { iterations: 150 } },
  'other-hash': { nsec3: { hash: 2 } },
  rsasha1: { algorithm: 5 },
  nsec3rsasha1: { algorithm: 7, nsec3: {} },
  rsasha256: { algorithm: 8 },
  rsasha512: { algorithm: 10 },
  p384: { algorithm: 14 },
  ed25519: { algorithm: 15 },
  ed448: { algorithm: 16 },
  insecure: { algorithm: 0 },
  'no-ds': { ds: () => [] },
  'ds-sha1': { ds: (zone) => dsRecords(zone, SHA1) },
  'ds-sha384': { ds: (zone) => dsRecords(zone, 4) },
  'ds-both': {
    ds: (zone) => [changed(dsRecords(zone, 2)[0], (rdata) => (rdata[rdata.length - 1] ^= 1)), ...dsRecords(zone, SHA1)],
  },
  'ds-spare': { ds: (zone) => [dsOf(zone.name, makeKey(zone.name, 13, 257)), ...dsRecords(zone)] },
  'ds-unknown-algorithm': { ds: (zone) => [changed(dsRecords(zone)[0], (rdata) => (rdata[2] = 200))] },
  'ds-unknown-digest': { ds: (zone) => [changed(dsRecords(zone)[0], (rdata) => (rdata[3] = 200))] },
  'ds-unknown-beside': { ds: (zone) => [changed(dsRecords(zone)[0], (rdata) => (rdata[2] = 200)), ...dsRecords(zone)] },
  'ds-wrong': { ds: (zone) => [changed(dsRecords(zone)[0], (rdata) => (rdata[rdata.length - 1] ^= 1))] },
  'ds-other-tag': { ds: (zone) => [changed(dsRecords(zone)[0], (rdata) => (rdata[0] ^= 1))] },
  'ds-not-signed': { algorithm: 0, ds: (zone) => [dsOf(zone.name, makeKey(zone.name, 13, 257))] },
  'ds-of-zsk': { ds: (zone) => [dsOf(zone.name, zone.keys[1])] },
  expired: { inception: -20 * DAY, expiration: -3 * DAY },
  future: { inception: 3 * DAY, expiration: 20 * DAY },
  never: { inception: DAY, expiration: -DAY },
  changed: { after: (records) => spoilt(records, ({ owner, type }) => type === TYPE.A && owner.startsWith('www.')) },
  'bad-signature': {
    after: (records) => spoilt(records, (one) => one.owner.startsWith('www.') && one.type === TYPE.RRSIG),
  },
  'bad-keys': { after: (records) => spoilt(records, (one) => isSignatureOf(one, TYPE.DNSKEY)) },
  unsigned: {
    after: (records) => without(records, (one) => one.owner.startsWith('www.') && isSignatureOf(one, TYPE.A)),
  },
  'keys-unsigned': { after: (records) => without(records, (one) => isSignatureOf(one, TYPE.DNSKEY)) },
  'no-zsk': { before: (records) => without(records, ({ type, rdata }) => type === TYPE.DNSKEY && rdata[1] === 0) },
  // Without the one at the zone's own name, named does not take the zone for a signed one.
  'no-nsec': {
    after: (records) =>
      without(
        records,
        (one) => one.owner !== 'no-nsec.test.' && (one.type === TYPE.NSEC || isSignatureOf(one, TYPE.NSEC)),
      ),
  },
  'nsec-spoilt': { after: (records) => spoilt(records, (one) => isSignatureOf(one, TYPE.NSEC)) },
  'no-nsec3': {
    nsec3: {},
    after: (records) => without(records, (one) => one.type === TYPE.NSEC3 || isSignatureOf(one, TYPE.NSEC3)),
  },
  'nsec3-spoilt': { nsec3: {}, after: (records) => spoilt(records, (one) => isSignatureOf(one, TYPE.NSEC3)) },
  'no-apex-nsec3': {
    nsec3: {},
    after: (records) =>
      without(
        records,
        ({ owner, type }) =>
          (type === TYPE.NSEC3 || type === TYPE.RRSIG) &&
          sameName(owner, hashedOwner('no-apex-nsec3.test.', 'no-apex-nsec3.test.', {})),
      ),
  },
  'no-zone-flag': { kskFlags: 1 },
  revoked: { kskFlags: 257 | 0x80 },
  'zsk-no-flag': { zskFlags: 0 },
  'zsk-revoked': { zskFlags: 256 | 0x80 },
};

/** Zones that named does not load. */
export const NOT_LOADED: ReadonlySet<string> = new Set(['other-hash.test.']);

/** What is asked, what comes of it, and why. */
export interface Case {
  readonly name: string;
  readonly type: keyof typeof TYPE & string;
  readonly status: Status;
  readonly reason?: ReasonCode;
  /** Another status where SHA-1 is not taken (RFC 9905). */
  readonly withoutSha1?: Status;
}

/** The zones of the tree, of which the first is the root's. */
export function signedTree(now: number): Zone[] {
  const names = Object.entries(BRANCHES).map(([label, branch]) => ({
    name: `${label}.${branch.above ?? 'test.'}`,
    branch,
  }));
  const made = new Map<string, Zone>();
  const unsigned: Zone[] = [];
  const make = (name: string, spec: Omit<ZoneSpec, 'name'>, common = ''): Zone => {
    const below = names.filter(({ branch }) => (branch.above ?? 'test.') === name);
    const delegations = below.map((child) => {
      const zone = make(child.name, child.branch, COMMON);
      return delegationOf(zone, name, child.branch.ds?.(zone, now));
    });
    const records = [common, spec.records ?? '', ...delegations].join('\n').replaceAll('ZONE', name);
    const zone = makeZone({ ...spec, name, records }, now);
    made.set(name, zone);
    if (common !== '') {
      unsigned.push(makeZone({ name: `un.${name}`, algorithm: 0, records: `www.un.${name} 3600 A 192.0.2.6` }, now));
    }
    return zone;
  };
  const top = make('test.', {});
  const root = makeZone({ name: '.', records: delegationOf(top, '.') }, now);
  return [root, ...made.values(), ...unsigned];
}

function each(zone: string, status: Status, reason: ReasonCode | undefined, ...questions: readonly string[]): Case[] {
  return questions.map((question) => {
    const [label, type] = question.split(' ');
    const name = label === '@' ? `${zone}.test.` : `${label}.${zone}.test.`;
    return { name, type: type as Case['type'], status, ...(reason && { reason }) };
  });
}

/** What nearly every signed zone answers securely. */
const RIGHT = [
  'www A',
  'www AAAA',
  '@ SOA',
  '@ NS',
  '@ DNSKEY',
  '@ DS',
  '@ MX',
  'text TXT',
  '_srv._tcp SRV',
  'alias A',
  'www TXT',
  '@ TXT',
  'nothing A',
  'x.y.nothing A',
  'empty A',
  'b.empty A',
  'x.wild A',
  'x.y.wild A',
  'x.wild TXT',
  'there.wild A',
  'there.wild TXT',
  'x.alias A',
  'x.alias TXT',
  'www.tree A',
  'nothing.tree A',
] as const;

function sha1(cases: readonly Case[]): Case[] {
  return cases.map((one) => ({ ...one, withoutSha1: 'insecure' }));
}

export const CASES: readonly Case[] = [
  ...each('valid', 'secure', undefined, ...RIGHT, 'tree DNAME', 'un DS'),
  ...each('valid', 'insecure', 'no-ds', 'un A', 'www.un A', 'nothing.un A', 'to-insecure A', 'www.down A'),
  ...each('valid', 'bogus', 'signature-wrong', 'to-bogus A'),
  ...each(
    'valid',
    'secure',
    undefined,
    'to-nothing A',
    'to-none A',
    'two A',
    'www.far A',
    'nothing.far A',
    'www.sub A',
    'nothing.sub A',
    'x.wild.sub A',
  ),
  ...each('nsec3', 'secure', undefined, ...RIGHT, 'un DS'),
  ...each('nsec3', 'insecure', 'no-ds', 'www.un A'),
  ...each('salted', 'secure', undefined, ...RIGHT),
  ...each(
    'optout',
    'secure',
    undefined,
    'www A',
    'www TXT',
    '@ SOA',
    'www.low A',
    'nothing.low A',
    'low DS',
    'empty A',
    'there.wild TXT',
  ),
  ...each('optout', 'insecure', 'opt-out', 'nothing A', 'www.un A', 'un DS', 'x.wild A', 'x.wild TXT'),
  ...each('many-iterations', 'secure', undefined, 'www A'),
  ...each('many-iterations', 'insecure', 'many-iterations', 'nothing A', 'www TXT', 'x.wild A', 'www.un A'),
  ...each('most-iterations', 'secure', undefined, 'www A', 'nothing A', 'www TXT'),
  ...each('other-hash', 'secure', undefined, 'www A'),
  ...each('other-hash', 'bogus', 'not-proved', 'nothing A', 'www TXT'),
  ...sha1(each('rsasha1', 'secure', undefined, ...RIGHT)).map((one) =>
    one.type === 'DS' ? { ...one, withoutSha1: 'secure' as const } : one,
  ),
  ...sha1(each('nsec3rsasha1', 'secure', undefined, 'www A', 'nothing A', 'www TXT')),
  ...['rsasha256', 'rsasha512', 'p384', 'ed25519', 'ed448'].flatMap((zone) =>
    each(zone, 'secure', undefined, 'www A', 'nothing A', 'www TXT', 'x.wild A'),
  ),
  ...each('insecure', 'insecure', 'no-ds', 'www A', 'nothing A', 'www TXT', 'x.wild A'),
  ...each('insecure', 'secure', undefined, '@ DS'),
  ...each('no-ds', 'insecure', 'no-ds', 'www A', 'nothing A'),
  ...sha1(each('ds-sha1', 'secure', undefined, 'www A')),
  ...each('ds-sha384', 'secure', undefined, 'www A'),
  ...each('ds-both', 'bogus', 'no-key-of-ds', 'www A'),
  ...each('ds-spare', 'secure', undefined, 'www A'),
  ...each('ds-unknown-algorithm', 'insecure', 'unsupported-algorithms', 'www A', 'nothing A'),
  ...each('ds-unknown-digest', 'insecure', 'unsupported-digests', 'www A', 'nothing A'),
  ...each('ds-unknown-beside', 'secure', undefined, 'www A'),
  ...each('ds-wrong', 'bogus', 'no-key-of-ds', 'www A', 'nothing A'),
  ...each('ds-other-tag', 'bogus', 'no-key-of-ds', 'www A'),
  ...each('ds-not-signed', 'bogus', 'no-dnskey', 'www A', 'nothing A'),
  ...each('ds-of-zsk', 'bogus', 'not-signed-by-ds', 'www A'),
  ...each('expired', 'bogus', 'signature-expired', 'www A', 'nothing A', 'www TXT'),
  ...each('future', 'bogus', 'signature-early', 'www A', 'nothing A'),
  ...each('never', 'bogus', 'signature-never', 'www A'),
  ...each('changed', 'bogus', 'signature-wrong', 'www A'),
  ...each('changed', 'secure', undefined, 'www AAAA', 'nothing A'),
  ...each('bad-signature', 'bogus', 'signature-wrong', 'www A', 'www AAAA', 'www TXT'),
  ...each('bad-keys', 'bogus', 'signature-wrong', 'www A', '@ DNSKEY', 'nothing A'),
  ...each('unsigned', 'bogus', 'unsigned', 'www A'),
  ...each('unsigned', 'secure', undefined, 'text TXT', 'www TXT'),
  ...each('keys-unsigned', 'bogus', 'unsigned', 'www A', 'nothing A'),
  ...each('no-zsk', 'bogus', 'signature-no-key', 'www A', 'nothing A'),
  ...each('no-nsec', 'bogus', 'not-proved', 'nothing A', 'www TXT'),
  ...each('no-nsec', 'bogus', 'expansion-not-proved', 'x.wild A'),
  ...each('no-nsec', 'bogus', 'not-proved', 'www.un A'),
  ...each('no-nsec', 'secure', undefined, 'www A'),
  ...each('nsec-spoilt', 'bogus', 'signature-wrong', 'nothing A', 'www TXT', 'x.wild A', 'www.un A'),
  ...each('no-nsec3', 'bogus', 'no-proof', 'nothing A', 'www TXT'),
  ...each('nsec3-spoilt', 'bogus', 'signature-wrong', 'nothing A', 'www TXT'),
  ...each('no-apex-nsec3', 'bogus', 'not-proved', 'nothing A'),
  ...each('no-zone-flag', 'bogus', 'ds-of-no-zone-key', 'www A'),
  ...each('revoked', 'bogus', 'ds-of-revoked', 'www A'),
  ...each('zsk-no-flag', 'bogus', 'signature-no-zone-key', 'www A', 'nothing A'),
  ...each('zsk-revoked', 'bogus', 'signature-revoked', 'www A', 'nothing A'),
];
