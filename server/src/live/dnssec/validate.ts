/**
 * Validates a whole answer, RRset by RRset, along its aliases to the records or to the proof that there are none (RFC 4035 section 5, RFC 6672 section 5.3 for
 * DNAME). Asks for nothing but what `lookUp` is asked for.
 */

import { RCODE } from '../../dns/codes.ts';
import { TYPE } from '../../dns/types.ts';
import { type Conversation, tell } from '../conversation.ts';
import { type Question, questionText, type ResponseMessage, rdataText } from '../messages.ts';
import { isAtOrBelow, isBelow, sameName, substituted } from '../names.ts';
import type { Anchors } from './anchors.ts';
import {
  denialsIn,
  type LookedUp,
  type LookUp,
  MAX_SIGNATURES_TRIED,
  type Status,
  type Validating,
  type ZoneState,
  zoneOf,
} from './chain.ts';
import { type Proof, proveExpansion, proveNodata, proveNxdomain } from './denial.ts';
import type { Verifier } from './keys.ts';
import { labelCount } from './names.ts';
import { type Reason, signatureReason } from './reasons.ts';
import { type Rrset, type Rrsig, rrsetsOf } from './records.ts';
import { verifyRrset } from './verify.ts';

const MAX_ALIASES = 16;

export interface ValidateRequest {
  readonly question: Question;
  readonly lookUp: LookUp;
  readonly verifier: Verifier;
  readonly anchors: Anchors;
  /** Seconds since 1970. */
  readonly now: number;
  /** RSA with SHA-1 and digests of SHA-1 are taken as unknown (RFC 9905). */
  readonly withoutSha1?: boolean;
  readonly maxIterations?: number;
}

/** What holds of one RRset, or of one denial. */
export interface Verdict {
  readonly what: 'records' | 'alias' | 'nodata' | 'nxdomain';
  readonly name: string;
  readonly type: number;
  readonly status: Status;
  readonly reason?: Reason;
  readonly set?: Rrset;
  readonly signature?: Rrsig;
  /** The RRset came from a wildcard. */
  readonly wildcard?: true;
  /** The zone that speaks, with the chain above it. */
  readonly state: ZoneState;
}

export interface Validation {
  readonly question: Question;
  /** The worst of the verdicts. */
  readonly status: Status;
  readonly reason?: Reason;
  /** In the order of the aliases, the last one for the records or their denial. */
  readonly verdicts: readonly Verdict[];
  /** The last response; absent where there was none. */
  readonly response?: ResponseMessage;
}

/** From the best to the worst. */
const WORSE: readonly Status[] = ['secure', 'insecure', 'indeterminate', 'bogus'];

/** Looks a name up and validates what comes. */
export function* validateConversation(request: ValidateRequest): Conversation<Validation> {
  const { question, anchors, lookUp, verifier, now, withoutSha1, maxIterations } = request;
  const how: Validating = {
    lookUp,
    verifier,
    anchors,
    now,
    class: question.class,
    ...(withoutSha1 && { withoutSha1 }),
    ...(maxIterations !== undefined && { maxIterations }),
    budget: { signatures: MAX_SIGNATURES_TRIED },
    cache: new Map(),
  };
  const verdicts: Verdict[] = [];
  const end = (found: LookedUp | undefined, last?: Pick<Validation, 'status' | 'reason'>): Validation => {
    const all = [...verdicts, ...(last ? [last] : [])];
    const worst = all.reduce((one, other) => (WORSE.indexOf(other.status) > WORSE.indexOf(one.status) ? other : one));
    const { status, reason } = worst;
    const response = found?.kind === 'message' ? found : undefined;
    return { question, status, verdicts, ...(reason && { reason }), ...(response && { response }) };
  };
  let wanted = question;
  const seen = new Set<string>();
  let found: LookedUp | undefined;
  for (let aliases = 0; ; aliases++) {
    const name = wanted.name.toLowerCase();
    const stopped = seen.has(name) ? 'loop' : aliases > MAX_ALIASES ? 'too-long' : undefined;
    if (stopped)
      return end(found, { status: 'indeterminate', reason: { code: stopped, zone: wanted.name, name: wanted.name } });
    seen.add(name);
    if (!found || found.kind === 'nothing' || !speaksOf(found, wanted)) {
      yield* tell(questionText(wanted));
      found = yield* lookUp(wanted);
    }
    if (found.kind === 'nothing') {
      const reason: Reason = {
        code: 'no-answer',
        zone: wanted.name,
        name: wanted.name,
        type: wanted.type,
        words: found.words,
      };
      return end(found, { status: 'indeterminate', reason });
    }
    const sets = rrsetsOf(found.answer);
    const own = sets.filter(({ owner, type }) => sameName(owner, wanted.name) && isWanted(type, wanted.type));
    if (own.length > 0) {
      for (const set of own) verdicts.push(yield* verdictOf(set, 'records', found, how));
      return end(found);
    }
    const alias = aliasAt(sets, wanted);
    if (!alias) {
      verdicts.push(yield* denialVerdict(found, wanted, how));
      return end(found);
    }
    verdicts.push(yield* verdictOf(alias.set, 'alias', found, how));
    if (alias.to === undefined) return end(found);
    wanted = { ...wanted, name: alias.to };
  }
}

function isWanted(type: number, wanted: number): boolean {
  return type === wanted || wanted === TYPE.ANY;
}

/** Whether a response that was for another name says something of this one, too: records, an alias, or a denial of a zone that the name can be in. */
function speaksOf({ answer, authority, rcode }: ResponseMessage, { name, type }: Question): boolean {
  const sets = rrsetsOf(answer);
  if (sets.some((set) => sameName(set.owner, name) && isWanted(set.type, type))) return true;
  if (aliasAt(sets, { name, type })) return true;
  const soa = authority.find((record) => record.type === TYPE.SOA);
  return soa !== undefined && isAtOrBelow(name, soa.owner) && (rcode === RCODE.NOERROR || rcode === RCODE.NXDOMAIN);
}

/** The alias at a name: the DNAME above it, from which a CNAME is made that has no signature of its own, or a CNAME. */
function aliasAt(
  sets: readonly Rrset[],
  { name, type }: Pick<Question, 'name' | 'type'>,
): { readonly set: Rrset; readonly to: string | undefined } | undefined {
  if (type === TYPE.CNAME || type === TYPE.ANY) return undefined;
  const isSound = ({ records }: Rrset): boolean => records[0].fault === undefined;
  const dname = sets.find((set) => set.type === TYPE.DNAME && isBelow(name, set.owner) && isSound(set));
  if (dname) return { set: dname, to: substituted(name, dname.owner, rdataText(dname.records[0])) };
  const cname = sets.find((set) => set.type === TYPE.CNAME && sameName(set.owner, name) && isSound(set));
  return cname && { set: cname, to: rdataText(cname.records[0]) };
}

/** The zone whose keys an RRset should be signed by: the one that its signature names, or else the one that its owner is in. */
function* zoneOfSet({ owner, type, signatures }: Rrset, how: Validating): Conversation<ZoneState> {
  const above = type === TYPE.DS;
  const signer = signatures.find((one) => isAtOrBelow(owner, one.signer))?.signer;
  if (signer === undefined || (above && sameName(signer, owner))) return yield* zoneOf(owner, how, above);
  return yield* zoneOf(signer, how);
}

function* verdictOf(
  set: Rrset,
  what: 'records' | 'alias',
  response: ResponseMessage,
  how: Validating,
): Conversation<Verdict> {
  const state = yield* zoneOfSet(set, how);
  const base = { what, name: set.owner, type: set.type, set, state };
  if (state.status !== 'secure')
    return { ...base, status: state.status, ...(state.reason && { reason: state.reason }) };
  const verified = yield* verifyRrset(set, state.zone, state.keys, how);
  if ('fault' in verified) return { ...base, status: 'bogus', reason: signatureReason(set, state.zone, verified) };
  const { signature } = verified;
  const { labels } = signature;
  if (labels >= labelCount(set.owner)) return { ...base, status: 'secure', signature };
  const { denials, fault } = yield* denialsIn(response, state, how);
  const about = { zone: state.zone, name: set.owner, type: set.type };
  return {
    ...base,
    signature,
    wildcard: true,
    ...judged(proveExpansion(denials, set.owner, labels), 'expansion-not-proved', about, fault),
  };
}

/** What a proof makes of a verdict. */
function judged(
  proof: Proof,
  code: 'not-proved' | 'expansion-not-proved',
  about: Pick<Reason, 'zone' | 'name' | 'type'>,
  fault: Reason | undefined,
): Pick<Verdict, 'status' | 'reason'> {
  switch (proof) {
    case 'proved':
      return { status: 'secure' };
    case 'opt-out':
      return { status: 'insecure', reason: { code: 'opt-out', ...about } };
    case 'iterations':
      return { status: 'insecure', reason: { code: 'many-iterations', ...about } };
    case 'none':
      return { status: 'bogus', reason: fault ?? { code: code === 'not-proved' ? 'no-proof' : code, ...about } };
    case 'not-proved':
      return { status: 'bogus', reason: fault ?? { code, ...about } };
  }
}

function* denialVerdict(response: ResponseMessage, { name, type }: Question, how: Validating): Conversation<Verdict> {
  const what = response.rcode === RCODE.NXDOMAIN ? 'nxdomain' : 'nodata';
  const soa = response.authority.find((record) => record.type === TYPE.SOA && isAtOrBelow(name, record.owner));
  const state = yield* soa ? zoneOf(soa.owner, how) : zoneOf(name, how, type === TYPE.DS);
  const base = { what, name, type, state } as const;
  if (state.status !== 'secure')
    return { ...base, status: state.status, ...(state.reason && { reason: state.reason }) };
  // With an SOA of the zone above, the name may yet be below an unsigned delegation.
  const { denials, fault } = yield* denialsIn(response, state, how);
  const proof = what === 'nxdomain' ? proveNxdomain(denials, name) : proveNodata(denials, name, type);
  const verdict = judged(proof, 'not-proved', { zone: state.zone, name, type }, fault);
  if (verdict.status !== 'bogus') return { ...base, ...verdict };
  const own = yield* zoneOf(name, how, type === TYPE.DS);
  if (own.status === 'secure') return { ...base, ...verdict };
  return { ...base, state: own, status: own.status, ...(own.reason && { reason: own.reason }) };
}
