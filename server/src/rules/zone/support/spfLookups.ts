/** What SPF policies make a receiver look up (RFC 7208 section 4.6.4), as far as the zones at hand can tell. */

import { type NameId, type NameTable, NO_NAME, ROOT } from '../../../dns/names.ts';
import { TYPE } from '../../../dns/types.ts';
import { EntryFlag, mayHaveType, type ParsedChunk } from '../../../zone/chunk.ts';
import { recordAt, type ZoneRecord } from '../../../zone/model.ts';
import type { ZoneContext } from '../context.ts';
import { census, type Found, ownersWith } from './census.ts';
import { Recent } from './recent.ts';
import { reachedTerms, SPF_LOOKUPS, type SpfPolicy, type SpfTerm, spfPolicy } from './spf.ts';

/** Receivers give up beyond this many terms that need a look-up. */
export const LOOKUP_LIMIT = 10;
/** Policies that include one another are followed this deep. */
const DEEPEST = 12;

/**
 * What the policies of a chunk say to rules about the zone; those that only name their owner's records are left to rules about owners. Zones have
 * thousands of policies that name the same few others: those are asked about once a chunk.
 */
export interface ChunkPolicies {
  /** The entries of those with terms that name other names, or with too many look-ups of their own. */
  readonly naming: readonly number[];
  /** The terms that name others, each once: by what they are and the name. */
  readonly terms: ReadonlyMap<string, NamedTerm>;
  /** The most look-ups that one of them needs by itself, and the most that go on in another policy. */
  readonly mostLookups: number;
  readonly mostIncluded: number;
  /** Those that authorise servers by address or by other names alone, at names that have nothing in this chunk that takes mail. */
  readonly addressing: readonly number[];
}

export interface NamedTerm {
  readonly term: SpfTerm;
  readonly name: NameId;
}

/** Data that are no policy, or one of which only its owner's records are asked. */
const passedOver = new Recent();

/** For the rules that ask for policies. */
export const spfPolicies = census((chunk, document, names): ChunkPolicies | undefined => {
  if (!mayHaveType(chunk, TYPE.TXT)) return undefined;
  const naming: number[] = [];
  const addressing: number[] = [];
  const common: Common = { terms: new Map(), words: new Set(), mostLookups: 0, mostIncluded: 0 };
  const { types, flags, tails, count } = chunk;
  for (let entry = 0; entry < count; entry++) {
    if (types[entry] !== TYPE.TXT || passedOver.get(tails[entry]) === 1) continue;
    const isUsual = (flags[entry] & EntryFlag.Usual) !== 0;
    const kind =
      (isUsual && usualPolicy(chunk, entry, common)) || readPolicy(recordAt(document, chunk, entry), common, names);
    if (!kind?.isNaming && !kind?.isAddressing) {
      passedOver.set(tails[entry], 1);
      continue;
    }
    if (kind.isNaming) {
      naming.push(entry);
      common.mostLookups = Math.max(common.mostLookups, kind.lookups);
      common.mostIncluded = Math.max(common.mostIncluded, kind.included);
    }
    if (kind.isAddressing) addressing.push(entry);
  }
  if (naming.length + addressing.length === 0) return undefined;
  const { terms, mostLookups, mostIncluded } = common;
  return { naming, terms, mostLookups, mostIncluded, addressing: withoutMail(addressing, chunk, names) };
});

/** What the policies of a chunk that name others have in common. */
interface Common {
  readonly terms: Map<string, NamedTerm>;
  /** The terms of usual policies, as they are written. */
  readonly words: Set<string>;
  mostLookups: number;
  mostIncluded: number;
}

/** Where the terms of a usual policy begin. */
const TERMS_AT = 'v=spf1 '.length;
const I = 0x69;
const P = 0x70;

/**
 * The kind of a usual text (dns/rdata/usualText.ts), whose policies have addresses, other names, and `all` at their ends. Undefined where it has a term that
 * was not read yet in this chunk: then the policy is read.
 */
function usualPolicy(chunk: ParsedChunk, entry: number, { words }: Common): PolicyKind | undefined {
  const first = chunk.wordFirsts[entry];
  const [start, end] = [chunk.wordStarts[first], chunk.wordEnds[first]];
  const { text } = chunk;
  if (!text.startsWith('v=spf1 ', start)) return NO_POLICY;
  let terms = 0;
  let lookups = 0;
  let included = 0;
  for (let at = start + TERMS_AT; at < end; ) {
    let stop = text.indexOf(' ', at);
    if (stop < 0 || stop > end) stop = end;
    // The last term is all.
    if (stop > at && stop < end) {
      terms++;
      const isInclude = text.charCodeAt(at) === I;
      if (!isInclude || text.charCodeAt(at + 1) !== P) {
        if (!words.has(text.slice(at, stop))) return undefined;
        lookups++;
        if (isInclude) included++;
      }
    }
    at = stop + 1;
  }
  return { isNaming: lookups > 0, isAddressing: terms > 0, lookups, included };
}

/** The kind of a record's policy, whose terms are kept; undefined where it is none. */
function readPolicy(record: ZoneRecord, { terms, words }: Common, names: NameTable): PolicyKind | undefined {
  const policy = spfPolicy(record);
  const kind = policy && kindOf(policy);
  if (!policy || !kind?.isNaming) return kind;
  for (const term of policy.terms) {
    if (term.domain === '' || !SPF_LOOKUPS.has(term.name)) continue;
    words.add(policy.text.text.slice(term.start, term.end));
    const key = keyOf(term);
    if (!terms.has(key)) terms.set(key, { term, name: termName(term, policy, names) });
  }
  return kind;
}

/** What two terms share that ask the same. */
export function keyOf({ name, domain }: SpfTerm): string {
  return `${name} ${domain}`;
}

/** Types of records that take mail, or lead to a name that does. */
export const TAKES_MAIL: readonly number[] = [TYPE.A, TYPE.AAAA, TYPE.MX, TYPE.CNAME];

/** The entries of policies at names that, as far as the chunk tells, take no mail and do not say that they are parts of other policies. */
function withoutMail(policies: readonly number[], chunk: ParsedChunk, names: NameTable): readonly number[] {
  if (policies.length === 0) return policies;
  const hosts = ownersWith(chunk, TAKES_MAIL);
  return policies.filter((entry) => {
    const owner = chunk.owners[entry];
    if (owner <= ROOT || hosts.has(owner) || /^_|spf|^\*$/.test(names.labelText(owner))) return false;
    return !names.labelText(names.parent(owner)).startsWith('_');
  });
}

interface PolicyKind {
  readonly isNaming: boolean;
  readonly isAddressing: boolean;
  /** The terms for which a receiver looks something up, and those of them that name another policy. */
  readonly lookups: number;
  readonly included: number;
}

const NO_POLICY: PolicyKind = { isNaming: false, isAddressing: false, lookups: 0, included: 0 };

/** By the terms of a policy, which policies with the same text share. */
const kinds = new WeakMap<readonly SpfTerm[], PolicyKind>();

function kindOf(policy: SpfPolicy): PolicyKind {
  const { terms } = policy;
  const known = kinds.get(terms);
  if (known) return known;
  const lookups = reachedTerms(policy.terms).filter((term) => SPF_LOOKUPS.has(term.name));
  const names = terms.some((term) => term.domain !== '' && SPF_LOOKUPS.has(term.name));
  const permits = terms.some((term) => !term.modifier && term.qualifier === '+');
  const ofOwner = terms.some(
    (term) => term.name === 'redirect' || (term.domain === '' && /^(?:a|mx|ptr)$/.test(term.name)),
  );
  const kind = {
    isNaming: lookups.length > LOOKUP_LIMIT || names,
    isAddressing: permits && !ofOwner,
    lookups: lookups.length,
    included: lookups.filter(({ name }) => name === 'include' || name === 'redirect').length,
  };
  kinds.set(terms, kind);
  return kind;
}

/** The policies of some entries of a chunk. */
export function policiesOf(
  { chunk, document }: Pick<Found<ChunkPolicies>, 'chunk' | 'document'>,
  entries: readonly number[],
): SpfPolicy[] {
  return entries.flatMap((entry) => spfPolicy(recordAt(document, chunk, entry)) ?? []);
}

/** The name that a term asks for: its domain, or the owner where it has none; NO_NAME where a macro decides. */
export function termName(term: SpfTerm, { text }: SpfPolicy, names: NameTable): NameId {
  if (term.modifier && term.name !== 'redirect') return NO_NAME;
  if (term.domain === '') return term.name === 'a' || term.name === 'mx' ? text.record.owner : NO_NAME;
  if (term.domain.includes('%') || /[^\x21-\x7e]|[\\@]/.test(term.domain)) return NO_NAME;
  return names.fromText(term.domain, ROOT);
}

/** The one policy at a name of a known zone; undefined where there is none, or more than one. */
export function policyAt(name: NameId, context: ZoneContext): SpfPolicy | undefined {
  const model = context.originKnown && context.model.isInZone(name) ? context.model : context.zoneOf(name);
  const policies = model?.rrset(name, TYPE.TXT).flatMap((record) => spfPolicy(record) ?? []) ?? [];
  return policies.length === 1 ? policies[0] : undefined;
}

/** The policies at names that were asked for, read once however many others include them. */
export type KnownPolicies = Map<NameId, SpfPolicy | undefined>;

/** How many look-ups a policy needs at least, and the term of its own with which they are too many. */
export function countLookups(
  policy: SpfPolicy,
  context: ZoneContext,
  known: KnownPolicies,
): { count: number; over: SpfTerm | undefined } {
  let over: SpfTerm | undefined;
  let count = 0;
  for (const term of reachedTerms(policy.terms)) {
    count += lookupsOf(term, termName(term, policy, context.names), context, known, [policy.text.record.owner]);
    if (count > LOOKUP_LIMIT) over ??= term;
  }
  return { count, over };
}

function lookupsOf(
  term: SpfTerm,
  name: NameId,
  context: ZoneContext,
  known: KnownPolicies,
  path: readonly NameId[],
): number {
  if (!SPF_LOOKUPS.has(term.name)) return 0;
  if (term.name !== 'include' && term.name !== 'redirect') return 1;
  if (name === NO_NAME || path.includes(name) || path.length > DEEPEST) return 1;
  if (!known.has(name)) known.set(name, policyAt(name, context));
  const next = known.get(name);
  if (!next) return 1;
  let count = 1;
  for (const each of reachedTerms(next.terms)) {
    count += lookupsOf(each, termName(each, next, context.names), context, known, [...path, name]);
    // Policies that include several others several times would be followed without end.
    if (count > 100) return count;
  }
  return count;
}

/** The policies of the zone that may need too many look-ups: those of chunks in which one may, if all that is included were included by it. */
export function policiesWithManyLookups(context: ZoneContext, known: KnownPolicies): SpfPolicy[] {
  const weights = new Map<string, number>();
  return spfPolicies.of(context).flatMap((found) => {
    const { naming, terms, mostLookups, mostIncluded } = found.value;
    let heaviest = 1;
    for (const [key, { term, name }] of terms) {
      if (term.name !== 'include' && term.name !== 'redirect') continue;
      const weight = weights.get(key) ?? lookupsOf(term, name, context, known, [NO_NAME]);
      weights.set(key, weight);
      heaviest = Math.max(heaviest, weight);
    }
    return mostLookups + mostIncluded * (heaviest - 1) > LOOKUP_LIMIT ? policiesOf(found, naming) : [];
  });
}
