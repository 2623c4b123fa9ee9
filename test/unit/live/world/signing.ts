/** Zones for tests, signed here, so that each can be spoilt in its own way: their records as in a zone file, with absolute names. */
import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { CLASS } from '../../../../server/src/dns/classes.ts';
import { dsDigest } from '../../../../server/src/dns/dsDigest.ts';
import { keyTag } from '../../../../server/src/dns/keytag.ts';
import { nsec3Hash } from '../../../../server/src/dns/nsec3Hash.ts';
import { rdataToWire } from '../../../../server/src/dns/rdata.ts';
import { TYPE, typeRow, typeText } from '../../../../server/src/dns/types.ts';
import { compareCanonical, labelCount, lowWire, parentOf } from '../../../../server/src/live/dnssec/names.ts';
import { type Rrset, readRrsig, rrsetsOf } from '../../../../server/src/live/dnssec/records.ts';
import { signedOctets } from '../../../../server/src/live/dnssec/signed.ts';
import { type AnswerRecord, rdataText } from '../../../../server/src/live/messages.ts';
import { isAtOrBelow, isBelow, sameName } from '../../../../server/src/live/names.ts';
import { wordsOf } from '../../dns/words.ts';
import { recordOf } from '../answerText.ts';

const HOUR = 3600;
const DAY = 24 * HOUR;

export interface SigningKey {
  readonly record: AnswerRecord;
  readonly algorithm: number;
  readonly tag: number;
  readonly flags: number;
  readonly privateKey: KeyObject;
}

export interface Nsec3Spec {
  readonly iterations?: number;
  readonly salt?: string;
  readonly optOut?: true;
  /** Another number than that of SHA-1. */
  readonly hash?: number;
}

export interface ZoneSpec {
  readonly name: string;
  /** `owner ttl TYPE data`, one a line; the SOA, NS and the address of ns1 are there of themselves. */
  readonly records?: string;
  /** The names and addresses of its servers. */
  readonly servers?: readonly (readonly [name: string, ...addresses: string[]])[];
  /** Not signed where it is 0. */
  readonly algorithm?: number;
  readonly nsec3?: Nsec3Spec;
  /** Seconds from now. */
  readonly inception?: number;
  readonly expiration?: number;
  readonly kskFlags?: number;
  readonly zskFlags?: number;
  readonly serial?: number;
  /** What is signed is spoilt before it is. */
  readonly before?: (records: AnswerRecord[]) => AnswerRecord[];
  /** What is signed is spoilt behind it. */
  readonly after?: (records: AnswerRecord[]) => AnswerRecord[];
}

export interface Zone {
  readonly name: string;
  readonly records: readonly AnswerRecord[];
  readonly keys: readonly SigningKey[];
  readonly servers: readonly (readonly [name: string, ...addresses: string[]])[];
  readonly nsec3: Nsec3Spec | undefined;
}

export function record(owner: string, type: number, rdata: Uint8Array, ttl = HOUR): AnswerRecord {
  return { owner, type, class: CLASS.IN, ttl, rdata };
}

function recordFrom(owner: string, type: number, data: string): AnswerRecord {
  return record(owner, type, rdataToWire(typeRow(type, CLASS.IN), wordsOf(data), [])!);
}

const HASHES: Readonly<Record<number, string | undefined>> = {
  5: 'sha1',
  7: 'sha1',
  8: 'sha256',
  10: 'sha512',
  13: 'sha256',
  14: 'sha384',
};

function octetsOf(text: string): Buffer {
  return Buffer.from(text, 'base64url');
}

/** A new key. */
export function makeKey(zone: string, algorithm: number, flags: number): SigningKey {
  const { publicKey, privateKey } =
    algorithm === 15
      ? generateKeyPairSync('ed25519')
      : algorithm === 16
        ? generateKeyPairSync('ed448')
        : algorithm === 13 || algorithm === 14
          ? generateKeyPairSync('ec', { namedCurve: algorithm === 13 ? 'P-256' : 'P-384' })
          : generateKeyPairSync('rsa', { modulusLength: 1024 });
  const jwk = publicKey.export({ format: 'jwk' }) as Record<string, string>;
  const exponent = jwk.e === undefined ? Buffer.alloc(0) : octetsOf(jwk.e);
  const key =
    jwk.kty === 'RSA'
      ? Buffer.concat([Buffer.of(exponent.length), exponent, octetsOf(jwk.n)])
      : Buffer.concat([octetsOf(jwk.x), ...(jwk.y === undefined ? [] : [octetsOf(jwk.y)])]);
  const rdata = Uint8Array.from([flags >> 8, flags & 0xff, 3, algorithm, ...key]);
  return { record: record(zone, TYPE.DNSKEY, rdata), algorithm, tag: keyTag(rdata), flags, privateKey };
}

export interface Times {
  readonly now: number;
  readonly inception?: number;
  readonly expiration?: number;
}

/** The signature of an RRset by a key. */
export function signatureOf(
  set: Pick<Rrset, 'owner' | 'type' | 'class' | 'records'>,
  zone: string,
  key: SigningKey,
  times: Times,
): AnswerRecord {
  const head = new Uint8Array(18);
  const view = new DataView(head.buffer);
  view.setUint16(0, set.type);
  head[2] = key.algorithm;
  head[3] = labelCount(set.owner);
  view.setUint32(4, set.records[0].ttl);
  view.setUint32(8, times.now + (times.expiration ?? 14 * DAY));
  view.setUint32(12, times.now + (times.inception ?? -HOUR));
  view.setUint16(16, key.tag);
  const bare = record(set.owner, TYPE.RRSIG, Uint8Array.from([...head, ...lowWire(zone)]), set.records[0].ttl);
  const octets = signedOctets({ ...set, signatures: [] }, readRrsig(bare)!)!;
  const isEc = key.algorithm === 13 || key.algorithm === 14;
  const signature = sign(
    HASHES[key.algorithm],
    octets,
    isEc ? { key: key.privateKey, dsaEncoding: 'ieee-p1363' } : key.privateKey,
  );
  return { ...bare, rdata: Uint8Array.from([...bare.rdata, ...signature]) };
}

/** The DS record of a key. */
export function dsOf(zone: string, key: SigningKey, digestType = 2): AnswerRecord {
  const digest = dsDigest(digestType, lowWire(zone), key.record.rdata)!;
  return record(zone, TYPE.DS, Uint8Array.from([key.tag >> 8, key.tag & 0xff, key.algorithm, digestType, ...digest]));
}

/** The DS records that the zone above should have. */
export function dsRecords(zone: Zone, digestType = 2): AnswerRecord[] {
  return zone.keys.filter(({ flags }) => (flags & 1) !== 0).map((key) => dsOf(zone.name, key, digestType));
}

/** The names at which another zone begins. */
export function cutsOf(zone: string, records: readonly AnswerRecord[]): string[] {
  return [
    ...new Set(
      records.filter(({ type, owner }) => type === TYPE.NS && !sameName(owner, zone)).map(({ owner }) => owner),
    ),
  ];
}

const DIGITS = '0123456789abcdefghijklmnopqrstuv';

export function base32hex(octets: Uint8Array): string {
  let [text, bits, count] = ['', 0, 0];
  for (const octet of octets) {
    bits = ((bits << 8) | octet) & 0xfff;
    count += 8;
    while (count >= 5) {
      count -= 5;
      text += DIGITS[(bits >> count) & 31];
    }
  }
  return text;
}

export function hashedOwner(name: string, zone: string, { iterations = 0, salt = '' }: Nsec3Spec): string {
  const hash = base32hex(nsec3Hash(lowWire(name), Buffer.from(salt, 'hex'), iterations));
  return zone === '.' ? `${hash}.` : `${hash}.${zone}`;
}

/** The names of a zone and their types, without what stands below a cut. */
function typesByName(zone: string, records: readonly AnswerRecord[]): Map<string, Set<number>> {
  const cuts = cutsOf(zone, records);
  const names = new Map<string, Set<number>>();
  for (const { owner, type } of records) {
    if (cuts.some((cut) => isBelow(owner, cut))) continue;
    const name = owner.toLowerCase();
    const types = names.get(name) ?? new Set();
    names.set(name, types);
    const isCut = cuts.some((cut) => sameName(cut, owner));
    if (!isCut || type === TYPE.NS || type === TYPE.DS) types.add(type);
  }
  return names;
}

function typeList(types: Iterable<number>): string {
  return [...types]
    .sort((a, b) => a - b)
    .map(typeText)
    .join(' ');
}

function nsecs(zone: string, records: readonly AnswerRecord[]): AnswerRecord[] {
  const names = typesByName(zone, records);
  const order = [...names.keys()].sort(compareCanonical);
  return order.map((name, i) => {
    const types = new Set([...names.get(name)!, TYPE.RRSIG, TYPE.NSEC]);
    return recordFrom(name, TYPE.NSEC, `${order[(i + 1) % order.length]} ${typeList(types)}`);
  });
}

function nsec3s(zone: string, records: readonly AnswerRecord[], spec: Nsec3Spec): AnswerRecord[] {
  const { iterations = 0, salt = '', optOut, hash = 1 } = spec;
  const names = typesByName(zone, records);
  for (const [name, types] of [...names]) {
    const isUnsigned = types.has(TYPE.NS) && !types.has(TYPE.DS) && !sameName(name, zone);
    if (optOut && isUnsigned) {
      names.delete(name);
      continue;
    }
    for (let above = parentOf(name); isAtOrBelow(above, zone) && !names.has(above); above = parentOf(above))
      names.set(above, new Set());
  }
  const entries = [...names].map(([name, types]) => ({ owner: hashedOwner(name, zone, spec), types }));
  entries.sort((a, b) => compareCanonical(a.owner, b.owner));
  return entries.map(({ owner, types }, i) => {
    const isUnsigned = types.size === 0 || (types.has(TYPE.NS) && !types.has(TYPE.SOA) && !types.has(TYPE.DS));
    const all = isUnsigned ? types : new Set([...types, TYPE.RRSIG]);
    const next = entries[(i + 1) % entries.length].owner.split('.')[0];
    const data = `${hash} ${optOut ? 1 : 0} ${iterations} ${salt === '' ? '-' : salt} ${next} ${typeList(all)}`;
    return recordFrom(owner, TYPE.NSEC3, data.trimEnd());
  });
}

/** Makes a zone and signs it. */
export function makeZone(spec: ZoneSpec, now: number): Zone {
  const { name, algorithm = 13, nsec3 } = spec;
  const at = (label: string): string => (name === '.' ? `${label}.` : `${label}.${name}`);
  const servers = spec.servers ?? [[at('ns1'), '127.0.0.1']];
  const lines = [
    `${name} 3600 SOA ${servers[0][0]} hostmaster.${name === '.' ? '' : name} ${spec.serial ?? 1} 7200 3600 1209600 300`,
    ...servers.map(([server]) => `${name} 3600 NS ${server}`),
    ...servers.flatMap(([server, ...addresses]) =>
      isAtOrBelow(server, name)
        ? addresses.map((one) => `${server} 3600 ${one.includes(':') ? 'AAAA' : 'A'} ${one}`)
        : [],
    ),
    ...(spec.records ?? '').split('\n').map((line) => line.trim()),
  ];
  let records = lines.filter((line) => line !== '').map(recordOf);
  if (algorithm === 0) {
    records = spec.after?.(records) ?? records;
    return { name, records, keys: [], servers, nsec3: undefined };
  }
  const keys = [makeKey(name, algorithm, spec.kskFlags ?? 257), makeKey(name, algorithm, spec.zskFlags ?? 256)];
  records.push(...keys.map(({ record: key }) => key));
  if (nsec3) {
    const { iterations = 0, salt = '', hash = 1 } = nsec3;
    records.push(recordFrom(name, TYPE.NSEC3PARAM, `${hash} 0 ${iterations} ${salt === '' ? '-' : salt}`));
    records.push(...nsec3s(name, records, nsec3));
  } else records.push(...nsecs(name, records));
  records = spec.before?.(records) ?? records;
  const cuts = cutsOf(name, records);
  const times = {
    now,
    ...(spec.inception !== undefined && { inception: spec.inception }),
    ...(spec.expiration !== undefined && { expiration: spec.expiration }),
  };
  const signatures = rrsetsOf(records).flatMap((set) => {
    if (cuts.some((cut) => isBelow(set.owner, cut))) return [];
    const isCut = cuts.some((cut) => sameName(cut, set.owner));
    if (isCut && set.type !== TYPE.DS && set.type !== TYPE.NSEC) return [];
    return [signatureOf(set, name, keys[set.type === TYPE.DNSKEY ? 0 : 1], times)];
  });
  records.push(...signatures);
  records = spec.after?.(records) ?? records;
  return { name, records, keys, servers, nsec3 };
}

/** The delegation of a zone, as the zone above should have it. */
export function delegationOf(zone: Zone, above: string, ds: readonly AnswerRecord[] = dsRecords(zone)): string {
  const lines = zone.servers.flatMap(([server, ...addresses]) => [
    `${zone.name} 3600 NS ${server}`,
    ...(isBelow(server, above) && isAtOrBelow(server, zone.name)
      ? addresses.map((one) => `${server} 3600 ${one.includes(':') ? 'AAAA' : 'A'} ${one}`)
      : []),
  ]);
  return [...lines, ...ds.map((one) => `${one.owner} 3600 DS ${rdataText(one)}`)].join('\n');
}

/** The zone as a file for a server. */
export function zoneText(records: readonly AnswerRecord[]): string {
  const soa = records.filter(({ type }) => type === TYPE.SOA);
  const rest = records.filter(({ type }) => type !== TYPE.SOA);
  return `${[...soa, ...rest].map((one) => `${one.owner} ${one.ttl} IN ${typeText(one.type)} ${rdataText(one)}`).join('\n')}\n`;
}
