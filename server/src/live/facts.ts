/**
 * What a whole answer shows, before anything is said of it: where the aliases lead, what it has for the last of them, which zone it denies from or
 * refers to. The sentences stand in report/status.ts and report/remarks.ts.
 */
import { RCODE } from '../dns/codes.ts';
import { isMetaCode, TYPE } from '../dns/types.ts';
import { type AnswerRecord, type Question, type ResponseMessage, rdataText } from './messages.ts';
import { isAtOrBelow, isBelow, sameName, substituted } from './names.ts';
import type { LiveAnswer } from './query.ts';

/** How the aliases in an answer end. */
export type ChainEnd =
  /** Records of the wanted type stand at the last name. */
  | 'answered'
  /** Nothing of the wanted type, and no further alias, stands at the last name. */
  | 'open'
  /** A name comes again. */
  | 'loop'
  /** A DNAME makes a name that is too long (RFC 6672 section 2.2). */
  | 'too-long';

/** One step from a name to what it is an alias of. */
export interface AliasStep {
  readonly from: string;
  readonly to: string;
  /** Where the DNAME stands that made the step; undefined for a CNAME. */
  readonly dname?: string;
}

export interface Facts {
  readonly question: Question;
  readonly response: ResponseMessage;
  readonly result: LiveAnswer;
  readonly steps: readonly AliasStep[];
  /** The name that the question is about in the end. */
  readonly target: string;
  readonly end: ChainEnd;
  /** The records of the wanted type at the target. */
  readonly found: readonly AnswerRecord[];
  /** The SOA record in the authority section, where an answer that denies has it (RFC 2308 section 2). */
  readonly soa: AnswerRecord | undefined;
  /** The NS records in the authority section that hold for one zone, where no SOA stands with them. */
  readonly referral: readonly AnswerRecord[];
  /** The zone of which the server that was asked is said to be a name server; undefined where nobody says so. */
  readonly zone: string | undefined;
}

/** Questions that an alias itself answers (RFC 1034 section 3.6.2; RFC 4035 section 2.5 for the types of DNSSEC). */
const ANSWERED_BY_ALIAS: ReadonlySet<number> = new Set([
  TYPE.CNAME,
  TYPE.ANY,
  TYPE.RRSIG,
  TYPE.NSEC,
  TYPE.KEY,
  TYPE.SIG,
  TYPE.NXT,
]);

function isWanted(record: AnswerRecord, name: string, question: Question): boolean {
  if (!sameName(record.owner, name)) return false;
  return question.type === TYPE.ANY || isMetaCode(question.type) || record.type === question.type;
}

type Chain = Pick<Facts, 'steps' | 'target' | 'end' | 'found'>;

/** Follows CNAME and DNAME records of the answer section from the question's name, in whatever order they stand. */
function chainOf(question: Question, answer: readonly AnswerRecord[]): Chain {
  const steps: AliasStep[] = [];
  const seen = new Set<string>();
  const cnames = new Map(answer.filter(({ type }) => type === TYPE.CNAME).map((one) => [one.owner.toLowerCase(), one]));
  const dnames = answer.filter(({ type }) => type === TYPE.DNAME);
  let target = question.name;
  for (;;) {
    const found = answer.filter((record) => isWanted(record, target, question));
    if (found.length > 0) return { steps, target, end: 'answered', found };
    if (seen.has(target.toLowerCase())) return { steps, target, end: 'loop', found };
    seen.add(target.toLowerCase());
    if (ANSWERED_BY_ALIAS.has(question.type)) return { steps, target, end: 'open', found };
    const dname = dnames.find(({ owner }) => isBelow(target, owner));
    const cname = cnames.get(target.toLowerCase());
    let to: string | undefined;
    if (dname) {
      to = substituted(target, dname.owner, rdataText(dname));
      if (to === undefined) return { steps, target, end: 'too-long', found };
    } else if (cname) to = rdataText(cname);
    else return { steps, target, end: 'open', found };
    steps.push({ from: target, to, ...(dname && { dname: dname.owner }) });
    target = to;
  }
}

/**
 * The NS records of the first zone of which the authority section has some; an answer that denies has an SOA with them and refers nowhere. Behind an
 * alias the flag aa is about the alias: its target may still be referred for, when the servers are none of the alias's own zone.
 */
function referralOf(
  response: ResponseMessage,
  soa: AnswerRecord | undefined,
  { name }: Question,
  { steps, target, end }: Chain,
): AnswerRecord[] {
  const first = response.authority.find(({ type }) => type === TYPE.NS);
  if (soa || !first) return [];
  const isOfTarget = steps.length > 0 && end === 'open' && isAtOrBelow(target, first.owner);
  if (response.flags.aa && !(isOfTarget && !isAtOrBelow(name, first.owner))) return [];
  return response.authority.filter(({ type, owner }) => type === TYPE.NS && sameName(owner, first.owner));
}

/** Looks at the whole answer. `zone` is the zone that the server is known to serve. */
export function factsOf(result: LiveAnswer, zone?: string): Facts {
  const { response, question } = result;
  const soa = response.authority.find(({ type }) => type === TYPE.SOA);
  const chain = chainOf(question, response.answer);
  return { question, response, result, ...chain, soa, referral: referralOf(response, soa, question, chain), zone };
}

/** Which way a referral leads from the server: to a zone below, back up, to the zone itself, or beside the name that was asked for. */
export function referralWay({ referral, target, zone }: Facts): 'down' | 'up' | 'beside' {
  const to = referral[0].owner;
  if (!isAtOrBelow(target, to)) return 'beside';
  // The root's own servers never refer to the root.
  if (to === '.' || (zone !== undefined && isAtOrBelow(zone, to))) return 'up';
  return 'down';
}

/** Whether a denial's SOA is that of a zone in which the name can stand. */
export function isOwnSoa({ soa, target }: Facts): boolean {
  return soa !== undefined && isAtOrBelow(target, soa.owner);
}

/** The seconds that resolvers keep a denial: the lesser of the SOA's TTL and its last number (RFC 2308 section 5). */
export function negativeTtl(soa: AnswerRecord): number {
  const { rdata } = soa;
  if (rdata.length < 4) return soa.ttl;
  const minimum = new DataView(rdata.buffer, rdata.byteOffset + rdata.length - 4).getUint32(0);
  return Math.min(soa.ttl, minimum);
}

/** Whether the answer denies by the short form of RFC 9824: NOERROR, and an NSEC record at the name that has the bit of NXNAME. */
export function isCompactDenial({ response, target }: Facts): boolean {
  if (response.rcode !== RCODE.NOERROR) return false;
  return response.authority.some(
    (record) => record.type === TYPE.NSEC && sameName(record.owner, target) && / NXNAME(?: |$)/.test(rdataText(record)),
  );
}
