/** DNSSEC's records as what they say, and the records of an answer as RRsets with their signatures (RFC 4034, RFC 5155). */
import { KEY_FLAG } from '../../dns/codes.ts';
import { keyTag } from '../../dns/keytag.ts';
import { parseName } from '../../dns/nameText.ts';
import { TYPE } from '../../dns/types.ts';
import type { AnswerRecord } from '../messages.ts';
import { nameAt, parentOf } from './names.ts';

export interface Rrsig {
  readonly record: AnswerRecord;
  readonly covers: number;
  readonly algorithm: number;
  readonly labels: number;
  readonly originalTtl: number;
  /** Seconds, which go round in 136 years. */
  readonly expiration: number;
  readonly inception: number;
  readonly tag: number;
  readonly signer: string;
  readonly signature: Uint8Array;
}

export interface Dnskey {
  readonly record: AnswerRecord;
  readonly flags: number;
  readonly protocol: number;
  readonly algorithm: number;
  readonly publicKey: Uint8Array;
  readonly tag: number;
}

export interface Ds {
  readonly record: AnswerRecord;
  readonly tag: number;
  readonly algorithm: number;
  readonly digestType: number;
  readonly digest: Uint8Array;
}

export interface Nsec {
  readonly record: AnswerRecord;
  readonly owner: string;
  readonly next: string;
  readonly types: ReadonlySet<number>;
}

export interface Nsec3 {
  readonly record: AnswerRecord;
  /** The zone: what the owner stands right below. */
  readonly zone: string;
  /** The hash in the owner; undefined where its first label is none. */
  readonly hash: Uint8Array | undefined;
  readonly algorithm: number;
  readonly flags: number;
  readonly iterations: number;
  readonly salt: Uint8Array;
  readonly next: Uint8Array;
  readonly types: ReadonlySet<number>;
}

/** Records of one owner, class and type, each once, and the signatures that cover them. */
export interface Rrset {
  readonly owner: string;
  readonly type: number;
  readonly class: number;
  readonly records: readonly AnswerRecord[];
  readonly signatures: readonly Rrsig[];
}

function viewOf({ buffer, byteOffset, length }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, length);
}

/** Octets of an RRSIG before its signer's name. */
const SIGNER = 18;

export function readRrsig(record: AnswerRecord): Rrsig | undefined {
  const { rdata } = record;
  if (record.type !== TYPE.RRSIG || rdata.length < SIGNER) return undefined;
  const signer = nameAt(rdata, SIGNER);
  if (!signer) return undefined;
  const view = viewOf(rdata);
  return {
    record,
    covers: view.getUint16(0),
    algorithm: rdata[2],
    labels: rdata[3],
    originalTtl: view.getUint32(4),
    expiration: view.getUint32(8),
    inception: view.getUint32(12),
    tag: view.getUint16(16),
    signer: signer.name,
    signature: rdata.subarray(signer.end),
  };
}

/** Reads DNSKEY and CDNSKEY records. */
export function readDnskey(record: AnswerRecord): Dnskey | undefined {
  const { rdata } = record;
  const isKey = record.type === TYPE.DNSKEY || record.type === TYPE.CDNSKEY;
  if (!isKey || record.fault !== undefined || rdata.length < 4) return undefined;
  return {
    record,
    flags: viewOf(rdata).getUint16(0),
    protocol: rdata[2],
    algorithm: rdata[3],
    publicKey: rdata.subarray(4),
    tag: keyTag(rdata),
  };
}

/** Whether the key may sign its zone: it has the flag of a zone's key, and the only protocol there is (RFC 4034 section 2.1). */
export function isZoneKey({ flags, protocol }: Dnskey): boolean {
  return (flags & KEY_FLAG.ZONE) !== 0 && protocol === 3;
}

export function isRevoked({ flags }: Dnskey): boolean {
  return (flags & KEY_FLAG.REVOKE) !== 0;
}

/** Reads DS and CDS records; digests of any length. */
export function readDs({ type, rdata, ...rest }: AnswerRecord): Ds | undefined {
  if ((type !== TYPE.DS && type !== TYPE.CDS) || rdata.length < 4) return undefined;
  const record = { type, rdata, ...rest };
  return {
    record,
    tag: viewOf(rdata).getUint16(0),
    algorithm: rdata[2],
    digestType: rdata[3],
    digest: rdata.subarray(4),
  };
}

/** The types in windows of bits (RFC 4034 section 4.1.2); what runs past the end is left out. */
function typesIn(octets: Uint8Array, start: number): Set<number> {
  const types = new Set<number>();
  for (let at = start; at + 2 <= octets.length; ) {
    const [window, length] = [octets[at], octets[at + 1]];
    for (let i = 0; i < length && at + 2 + i < octets.length; i++) {
      for (let bit = 0; bit < 8; bit++) {
        if (octets[at + 2 + i] & (0x80 >> bit)) types.add(window * 256 + i * 8 + bit);
      }
    }
    at += 2 + length;
  }
  return types;
}

export function readNsec(record: AnswerRecord): Nsec | undefined {
  if (record.type !== TYPE.NSEC || record.fault !== undefined) return undefined;
  const next = nameAt(record.rdata, 0);
  return next && { record, owner: record.owner, next: next.name, types: typesIn(record.rdata, next.end) };
}

export function readNsec3(record: AnswerRecord): Nsec3 | undefined {
  const { rdata, owner } = record;
  if (record.type !== TYPE.NSEC3 || record.fault !== undefined || rdata.length < 6) return undefined;
  const hashAt = 5 + rdata[4];
  if (hashAt >= rdata.length || hashAt + 1 + rdata[hashAt] > rdata.length) return undefined;
  const nextEnd = hashAt + 1 + rdata[hashAt];
  const [label] = parseName(owner).labels;
  return {
    record,
    zone: parentOf(owner),
    hash: label && base32hexOctets(label),
    algorithm: rdata[0],
    flags: rdata[1],
    iterations: viewOf(rdata).getUint16(2),
    salt: rdata.subarray(5, hashAt),
    next: rdata.subarray(hashAt + 1, nextEnd),
    types: typesIn(rdata, nextEnd),
  };
}

/** The octets that digits of base32hex stand for (RFC 4648 section 7); undefined where they are none. */
export function base32hexOctets(digits: Uint8Array): Uint8Array | undefined {
  const octets = new Uint8Array((digits.length * 5) >> 3);
  let [at, bits, count] = [0, 0, 0];
  for (const digit of digits) {
    const value = digit >= 0x30 && digit <= 0x39 ? digit - 0x30 : (digit | 0x20) - 0x61 + 10;
    if (value < 0 || value > 31 || (digit > 0x39 && digit < 0x41)) return undefined;
    bits = ((bits << 5) | value) & 0xfff;
    count += 5;
    if (count < 8) continue;
    count -= 8;
    octets[at++] = (bits >> count) & 0xff;
  }
  return octets;
}

function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((octet, i) => octet === other[i]);
}

/** The RRsets of a section, in the order of their first records. Signatures without what they cover are left out. */
export function rrsetsOf(section: readonly AnswerRecord[]): Rrset[] {
  const sets = new Map<
    string,
    { -readonly [K in keyof Rrset]: Rrset[K] extends readonly (infer E)[] ? E[] : Rrset[K] }
  >();
  const keyOf = (record: AnswerRecord, type: number): string => `${record.owner.toLowerCase()} ${record.class} ${type}`;
  for (const record of section) {
    if (record.type === TYPE.RRSIG || record.type === TYPE.TSIG) continue;
    const key = keyOf(record, record.type);
    const set = sets.get(key);
    if (!set) {
      const { owner, type, class: code } = record;
      sets.set(key, { owner, type, class: code, records: [record], signatures: [] });
    } else if (!set.records.some(({ rdata }) => isSame(rdata, record.rdata))) set.records.push(record);
  }
  for (const record of section) {
    const signature = readRrsig(record);
    if (signature) sets.get(keyOf(record, signature.covers))?.signatures.push(signature);
  }
  return [...sets.values()];
}

/** The RRset of a name and type in a section. */
export function rrsetOf(section: readonly AnswerRecord[], owner: string, type: number): Rrset | undefined {
  const name = owner.toLowerCase();
  return rrsetsOf(
    section.filter(
      (record) => record.owner.toLowerCase() === name && (record.type === type || record.type === TYPE.RRSIG),
    ),
  ).find((set) => set.type === type);
}
