/** What the apex says of how the zone is signed. What it says is the same for every owner until a signing record of the apex changes. */
import { DNSSEC_ALGORITHMS, valueByMnemonic, valueByNumber } from '../../../dns/algorithms.ts';
import { KEY_FLAG, NSEC3_HASH } from '../../../dns/codes.ts';
import { keyTag } from '../../../dns/keytag.ts';
import { type NameId, NO_NAME } from '../../../dns/names.ts';
import { TYPE } from '../../../dns/types.ts';
import type { ZoneModel, ZoneRecord } from '../../../zone/model.ts';
import { isInvalid, isWord, rdataMoment, rdataNumber, rdataType, rdataWord } from '../../../zone/record.ts';
import type { ZoneContext } from '../context.ts';
import { wireOf } from './rdata.ts';
import { isGeneric } from './words.ts';

/** Which word of an RRSIG each field is. */
export const RRSIG_WORDS = {
  type: 0,
  algorithm: 1,
  labels: 2,
  ttl: 3,
  expiration: 4,
  inception: 5,
  keyTag: 6,
  signer: 7,
} as const;

/** The code of the type that an RRSIG signs; -1 where it is none. */
export function coveredType(record: ZoneRecord): number {
  return rdataType(record, RRSIG_WORDS.type);
}

/** all: the zone answers for the name. cut: it is delegated here, and only what speaks of the delegation is signed. none: neither. */
export function signedPart(owner: NameId, model: ZoneModel): 'all' | 'cut' | 'none' {
  if (!model.isInZone(owner)) return 'none';
  const cut = model.cutAbove(owner);
  if (cut === NO_NAME) return 'all';
  return cut === owner && model.has(owner, TYPE.NS) ? 'cut' : 'none';
}

/** A DNSKEY, CDNSKEY or KEY: its numbers and its key, as on the wire. */
export interface Key {
  readonly record: ZoneRecord;
  readonly flags: number;
  readonly protocol: number;
  readonly algorithm: number;
  readonly tag: number;
  readonly wire: Uint8Array;
}

/** The number of an RRSIG's algorithm; undefined where it is none. */
export function algorithmOf(record: ZoneRecord): number | undefined {
  const number = rdataNumber(record, RRSIG_WORDS.algorithm);
  return number >= 0
    ? number
    : valueByMnemonic(DNSSEC_ALGORITHMS.rows, rdataWord(record, RRSIG_WORDS.algorithm))?.number;
}

/** What an algorithm is called. */
export function algorithmText(number: number): string {
  return valueByNumber(DNSSEC_ALGORITHMS.rows, number)?.mnemonic || String(number);
}

/** The valid keys of a type among an owner's records. */
export function keysAmong(records: readonly ZoneRecord[], type: number, context: ZoneContext): Key[] {
  const keys: Key[] = [];
  for (const record of records) {
    const wire = record.type === type && !isInvalid(record) ? wireOf(record, context) : undefined;
    if (!wire || wire.length < 4) continue;
    const [high, low, protocol, algorithm] = wire;
    keys.push({ record, flags: high * 256 + low, protocol, algorithm, tag: keyTag(wire), wire });
  }
  return keys;
}

interface Signing {
  keys?: readonly Key[];
  algorithms?: readonly number[];
  chains?: readonly ChainParameters[];
  signatureExpires?: number;
  isSigned?: boolean;
}

/** What was made out of the apex, until the zone changes: rules ask for it once for each name. */
const KNOWN = new WeakMap<ZoneModel, Signing>();

function known({ model }: ZoneContext): Signing {
  let signing = KNOWN.get(model);
  if (!signing) {
    signing = {};
    KNOWN.set(model, signing);
  }
  return signing;
}

/** Forgets what is known of how a zone is signed; called before each check. */
export function forgetSigning(model: ZoneModel): void {
  KNOWN.delete(model);
}

/** The zone's keys. */
export function zoneKeys(context: ZoneContext): readonly Key[] {
  const signing = known(context);
  signing.keys ??= keysAmong(context.model.rrset(context.apex, TYPE.DNSKEY), TYPE.DNSKEY, context);
  return signing.keys;
}

/** The algorithms that each set has to have a signature of: those of the keys that are not revoked. */
export function zoneAlgorithms(context: ZoneContext): readonly number[] {
  const signing = known(context);
  signing.algorithms ??= [
    ...new Set(zoneKeys(context).flatMap(({ algorithm, flags }) => (flags & KEY_FLAG.REVOKE ? [] : [algorithm]))),
  ];
  return signing.algorithms;
}

/** The number of a hash of NSEC3, which named reads as a word too; NaN where it is none. */
export function hashNumber(text: string): number {
  return text.toUpperCase() === 'SHA-1' ? NSEC3_HASH.SHA1 : Number(text);
}

/** What names the chain that an NSEC3 record belongs to. */
export interface ChainParameters {
  /** Hash, iterations and salt, as text to compare. */
  readonly text: string;
  readonly hash: number;
  readonly iterations: number;
  /** The salt as it is written. */
  readonly salt: string;
}

/** The parameters in an NSEC3 or NSEC3PARAM record. */
export function chainOf(record: ZoneRecord): ChainParameters {
  const [hash, iterations, salt] = [
    hashNumber(rdataWord(record, 0)),
    Number(rdataWord(record, 2)),
    rdataWord(record, 3),
  ];
  return { text: `${hash} ${iterations} ${salt.toLowerCase()}`, hash, iterations, salt };
}

/** True where an NSEC3 record is of a chain. */
export function isOfChain(record: ZoneRecord, { text, hash, iterations, salt }: ChainParameters): boolean {
  // Nearly all are written as the NSEC3PARAM record is.
  const isSame = rdataNumber(record, 2) === iterations && rdataNumber(record, 0) === hash;
  return (isSame && isWord(record, 3, salt)) || chainOf(record).text === text;
}

/** The NSEC3 chains that the zone's NSEC3PARAM records name. */
export function zoneChains(context: ZoneContext): readonly ChainParameters[] {
  const signing = known(context);
  signing.chains ??= context.model
    .rrset(context.apex, TYPE.NSEC3PARAM)
    .filter((record) => !isInvalid(record) && !isGeneric(record))
    .map(chainOf);
  return signing.chains;
}

/** True where the file holds the zone as a signer wrote it: with a signature over its NS records, or over its SOA, its keys and the proof of what is not there; not only with keys or a few signatures. */
export function isSigned(context: ZoneContext): boolean {
  const signing = known(context);
  if (signing.isSigned === undefined) {
    const signatures = context.model.rrset(context.apex, TYPE.RRSIG);
    const covered = new Set(signatures.filter((record) => !isInvalid(record) && !isGeneric(record)).map(coveredType));
    const hasProof = covered.has(TYPE.NSEC) || covered.has(TYPE.NSEC3PARAM);
    signing.isSigned = covered.has(TYPE.NS) || (covered.has(TYPE.SOA) && covered.has(TYPE.DNSKEY) && hasProof);
  }
  return signing.isSigned;
}

/** When the signature over the SOA expires, in seconds since 1970: the zone as a whole lives as long. NaN where there is none. */
export function zoneExpires(context: ZoneContext): number {
  const signing = known(context);
  if (signing.signatureExpires === undefined) {
    const times = context.model
      .rrset(context.apex, TYPE.RRSIG)
      .filter((record) => !isInvalid(record) && !isGeneric(record) && coveredType(record) === TYPE.SOA)
      .map((record) => momentOf(record, RRSIG_WORDS.expiration));
    signing.signatureExpires = times.length === 0 ? Number.NaN : times.reduce((latest, time) => Math.max(latest, time));
  }
  return signing.signatureExpires;
}

/** A time of an RRSIG in seconds since 1970; NaN where it is none. */
export function momentOf(record: ZoneRecord, word: number): number {
  const moment = rdataMoment(record, word);
  return moment < 0 ? Number.NaN : moment;
}
