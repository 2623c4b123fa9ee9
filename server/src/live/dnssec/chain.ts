/**
 * The chain of trust from an anchor down to a zone (RFC 4035 section 5). At each name on the way the zone above says whether a zone begins there, and with
 * which keys. Limits: 64 DS and 64 DNSKEY records of a zone are looked at, 16 aliases are followed, and all signatures of one conversation together are tried 400
 * times; where a limit ends the work, that is the reason.
 */
import { ALGORITHM, DIGEST } from '../../dns/codes.ts';
import { dsDigest } from '../../dns/dsDigest.ts';
import { compareOctets } from '../../dns/nameOrder.ts';
import { TYPE } from '../../dns/types.ts';
import type { Conversation } from '../conversation.ts';
import type { Question, ResponseMessage } from '../messages.ts';
import { isAtOrBelow, sameName } from '../names.ts';
import { type Anchor, type Anchors, anchorFor, negativeFor } from './anchors.ts';
import { type Denials, proveNoDs } from './denial.ts';
import { depthOf, lastLabels, lowWire, parentOf } from './names.ts';
import { type Reason, signatureReason } from './reasons.ts';
import {
  type Dnskey,
  type Ds,
  isRevoked,
  isZoneKey,
  type Nsec,
  type Nsec3,
  type Rrset,
  readDnskey,
  readDs,
  readNsec,
  readNsec3,
  rrsetOf,
  rrsetsOf,
} from './records.ts';
import { isSupported, type Verified, type Verifying, verifyRrset } from './verify.ts';

export const MAX_SIGNATURES_TRIED = 400;
export const MAX_DS = 64;
export const MAX_KEYS = 64;

/**
 * - secure: signed, from an anchor on
 * - insecure: a zone on the way proves that nothing below is signed
 * - bogus: it should be signed, and that does not hold
 * - indeterminate: nobody can tell; records that are needed could not be had, or there is no anchor
 */
export type Status = 'secure' | 'insecure' | 'bogus' | 'indeterminate';

/** What came of a question: a response, or a sentence that says why there is none. */
export type LookedUp = ResponseMessage | { readonly kind: 'nothing'; readonly words: string };

/** Asks for records, at a resolver or from the zones' own servers, without validation and with DNSSEC's records. */
export type LookUp = (question: Question) => Conversation<LookedUp>;

/** What a chain is followed with. */
export interface Validating extends Verifying {
  readonly lookUp: LookUp;
  readonly anchors: Anchors;
  readonly class: number;
  readonly maxIterations?: number;
  readonly cache: Map<string, ZoneState>;
}

/** One zone of the chain, with what leads to it. */
export interface ZoneState {
  readonly zone: string;
  readonly status: Status;
  /** Why it is not secure. */
  readonly reason?: Reason;
  /** Of a secure zone, also those that may not sign it. */
  readonly keys: readonly Dnskey[];
  /** What the zone above, or an anchor, says of its keys. */
  readonly ds: readonly Ds[];
  readonly dnskey?: Rrset;
  /** The key that signs the DNSKEY records and is vouched for. */
  readonly entry?: Dnskey;
  readonly above?: ZoneState;
}

/** Finds what is known of the zone that a name is in, or of the one above it, where the name is a zone's own and `above` is set. */
export function* zoneOf(name: string, how: Validating, above = false): Conversation<ZoneState> {
  const target = above && name !== '.' ? parentOf(name) : name;
  const anchor = anchorFor(how.anchors, target);
  if (!anchor) {
    const reason: Reason = { code: 'no-anchor', zone: target, name: target };
    return { zone: target, status: 'indeterminate', reason, keys: [], ds: [] };
  }
  let state = yield* anchored(anchor, how);
  for (let depth = depthOf(anchor.zone) + 1; depth <= depthOf(target); depth++) {
    if (state.status !== 'secure') return state;
    const next = lastLabels(target, depth);
    const known = how.cache.get(next.toLowerCase());
    const found: ZoneState = known ?? (yield* stepTo(next, state, how));
    if (!known) how.cache.set(next.toLowerCase(), found);
    // A name that is not there has nothing below it.
    if (found === NOT_THERE) return state;
    if (found !== NO_CUT) state = found;
  }
  return state;
}

/** Marks in the cache: no zone begins at the name; nothing is there. */
const NO_CUT: ZoneState = { zone: '', status: 'secure', keys: [], ds: [] };
const NOT_THERE: ZoneState = { zone: '', status: 'secure', keys: [], ds: [] };

function* anchored(anchor: Anchor, how: Validating): Conversation<ZoneState> {
  const key = `anchor ${anchor.zone}`;
  const known = how.cache.get(key);
  if (known) return known;
  const negative = negativeFor(how.anchors, anchor.zone, anchor.zone);
  const state: ZoneState =
    negative === undefined
      ? yield* entered(anchor.zone, anchor.ds, undefined, how, anchor.keys)
      : insecure(anchor.zone, { code: 'negative-anchor', zone: negative, name: anchor.zone });
  how.cache.set(key, state);
  return state;
}

function insecure(zone: string, reason: Reason, above?: ZoneState, ds: readonly Ds[] = []): ZoneState {
  return { zone, status: 'insecure', reason, keys: [], ds, ...(above && { above }) };
}

function* stepTo(name: string, state: ZoneState, how: Validating): Conversation<ZoneState> {
  const negative = negativeFor(how.anchors, name, state.zone);
  if (negative !== undefined) return insecure(name, { code: 'negative-anchor', zone: negative, name }, state);
  const failed = (reason: Reason): ZoneState => {
    const status = reason.code === 'no-answer' ? 'indeterminate' : 'bogus';
    return { zone: name, status, reason, keys: [], ds: [], above: state };
  };
  const about = { zone: state.zone, name, type: TYPE.DS };
  const found = yield* how.lookUp({ name, type: TYPE.DS, class: how.class });
  if (found.kind === 'nothing') return failed({ code: 'no-answer', ...about, words: found.words });
  const set = rrsetOf(found.answer, name, TYPE.DS);
  if (set) {
    const verified = yield* verifyRrset(set, state.zone, state.keys, how);
    if ('fault' in verified) return failed(signatureReason(set, state.zone, verified));
    return yield* entered(name, set.records.flatMap((record) => readDs(record) ?? []).slice(0, MAX_DS), state, how);
  }
  // An alias is no delegation.
  const aliases = rrsetsOf(found.answer).filter(({ type, owner }) => isAlias(type, owner, name));
  if (aliases.length > 0) {
    const alias = aliases.find(({ type }) => type === TYPE.DNAME) ?? aliases[0];
    const verified = yield* verifyRrset(alias, state.zone, state.keys, how);
    return 'fault' in verified ? failed(signatureReason(alias, state.zone, verified)) : NO_CUT;
  }
  const { denials, fault } = yield* denialsIn(found, state, how);
  const proof = proveNoDs(denials, name);
  if (proof === 'no-cut') return NO_CUT;
  if (proof === 'not-there') return NOT_THERE;
  if (proof === 'proved') return insecure(name, { code: 'no-ds', ...about }, state);
  if (proof === 'opt-out') return insecure(name, { code: 'opt-out', ...about }, state);
  if (proof === 'iterations') return insecure(name, { code: 'many-iterations', ...about }, state);
  return failed(fault ?? { code: proof === 'none' ? 'no-proof' : 'not-proved', ...about });
}

function isAlias(type: number, owner: string, name: string): boolean {
  if (type === TYPE.CNAME) return sameName(owner, name);
  return type === TYPE.DNAME && isAtOrBelow(name, owner) && !sameName(owner, name);
}

/** The NSEC and NSEC3 records of a response whose signatures by the zone hold, and what is wrong with the first that has none. */
export function* denialsIn(
  { authority }: ResponseMessage,
  { zone, keys }: ZoneState,
  how: Validating,
): Conversation<{ readonly denials: Denials; readonly fault: Reason | undefined }> {
  const nsecs: Nsec[] = [];
  const nsec3s: Nsec3[] = [];
  let fault: Reason | undefined;
  for (const set of rrsetsOf(authority)) {
    if (set.type !== TYPE.NSEC && set.type !== TYPE.NSEC3) continue;
    const verified: Verified = yield* verifyRrset(set, zone, keys, how);
    if ('fault' in verified) {
      fault ??= signatureReason(set, zone, verified);
      continue;
    }
    // An NSEC that was made out of a wildcard says nothing of the name at which it stands (RFC 4035 section 5.3.4).
    if (set.type === TYPE.NSEC && verified.signature.labels < depthOf(set.owner) - (set.owner.startsWith('*.') ? 1 : 0))
      continue;
    for (const record of set.records) {
      const [nsec, nsec3] = [readNsec(record), readNsec3(record)];
      if (nsec) nsecs.push(nsec);
      if (nsec3) nsec3s.push(nsec3);
    }
  }
  const { maxIterations } = how;
  return { denials: { zone, nsecs, nsec3s, ...(maxIterations !== undefined && { maxIterations }) }, fault };
}

/** Digests that are computed; SHA-1 only where nothing better stands beside it (RFC 4509 section 3). */
function usable(
  all: readonly Ds[],
  how: Validating,
): { readonly ds: readonly Ds[]; readonly reason?: 'unsupported-algorithms' | 'unsupported-digests' } {
  const ofKnown = all.filter(({ algorithm }) => isSupported(algorithm, how));
  const computed = ofKnown.filter(
    ({ digestType }) => DIGESTS.has(digestType) && !(how.withoutSha1 && digestType === DIGEST.SHA1),
  );
  if (computed.length === 0)
    return { ds: [], reason: ofKnown.length === 0 ? 'unsupported-algorithms' : 'unsupported-digests' };
  const better = computed.filter(({ digestType }) => digestType !== DIGEST.SHA1);
  return { ds: better.length > 0 ? better : computed };
}

const DIGESTS: ReadonlySet<number> = new Set([DIGEST.SHA1, DIGEST.SHA256, DIGEST.SHA384]);

/** Whether a DS record is of a key of a zone. */
export function isOfKey(ds: Omit<Ds, 'record'>, key: Dnskey, zone: string): boolean {
  if (ds.tag !== key.tag || ds.algorithm !== key.algorithm) return false;
  const digest = dsDigest(ds.digestType, lowWire(zone), key.record.rdata);
  return digest !== undefined && compareOctets(digest, ds.digest) === 0;
}

/** Enters a zone by the DS records of the zone above, or by an anchor's. */
function* entered(
  zone: string,
  all: readonly Ds[],
  above: ZoneState | undefined,
  how: Validating,
  trusted: readonly Dnskey[] = [],
): Conversation<ZoneState> {
  const base = { zone, keys: [], ds: all, ...(above && { above }) };
  const about = { zone, name: zone, type: TYPE.DNSKEY };
  const { ds, reason } = usable(all, how);
  const own = trusted.filter(({ algorithm }) => isSupported(algorithm, how));
  if (ds.length === 0 && own.length === 0) {
    const code = reason ?? 'unsupported-algorithms';
    const numbers = [...all, ...trusted].map((one) =>
      code === 'unsupported-digests' ? (one as Ds).digestType : one.algorithm,
    );
    return insecure(zone, { code, ...about, numbers: [...new Set(numbers)] }, above, all);
  }
  const found = yield* how.lookUp({ name: zone, type: TYPE.DNSKEY, class: how.class });
  if (found.kind === 'nothing') {
    return { ...base, status: 'indeterminate', reason: { code: 'no-answer', ...about, words: found.words } };
  }
  const dnskey = rrsetOf(found.answer, zone, TYPE.DNSKEY);
  const bogus = (wrong: Reason): ZoneState => ({ ...base, status: 'bogus', reason: wrong, ...(dnskey && { dnskey }) });
  if (!dnskey) return bogus({ code: 'no-dnskey', ...about });
  const keys = dnskey.records.flatMap((record) => readDnskey(record) ?? []).slice(0, MAX_KEYS);
  const isVouched = (key: Dnskey): boolean =>
    ds.some((one) => isOfKey(one, key, zone)) ||
    own.some(({ record }) => compareOctets(record.rdata, key.record.rdata) === 0);
  const vouched = keys.filter(isVouched);
  const tags = [...new Set([...ds, ...own].map(({ tag }) => tag))];
  if (vouched.length === 0)
    return bogus({ code: above ? 'no-key-of-ds' : 'no-key-of-anchor', ...about, numbers: tags });
  const entries = vouched.filter((key) => isZoneKey(key) && !isRevoked(key));
  if (entries.length === 0) {
    const code = vouched.some(isRevoked) ? 'ds-of-revoked' : 'ds-of-no-zone-key';
    return bogus({ code, ...about, numbers: vouched.map(({ tag }) => tag) });
  }
  const verified = yield* verifyRrset(dnskey, zone, entries, how);
  if ('fault' in verified) {
    const isUnsigned = verified.fault === 'no-key' || verified.fault === 'signer';
    const wrong: Reason = isUnsigned
      ? { code: 'not-signed-by-ds', ...about, numbers: entries.map(({ tag }) => tag) }
      : signatureReason(dnskey, zone, verified);
    return bogus(wrong);
  }
  return { ...base, status: 'secure', keys, dnskey, entry: verified.key };
}

/** Whether an algorithm is SHA-1's: for what is told of it. */
export function isSha1(algorithm: number): boolean {
  return algorithm === ALGORITHM.RSASHA1 || algorithm === ALGORITHM.NSEC3RSASHA1;
}
