/**
 * Looks names up from the root, or from where the delegation that is tested would lead: what a resolver does, over the questions that were
 * asked already.
 *
 * Bounds: 20 referrals for a name, 9 aliases in an answer and 10 answers with aliases, 6 names of name servers that are looked up
 * for one another, 24 addresses of one zone. An alias or a name server that leads back to what is being looked up leads nowhere.
 */
import { RCODE } from '../../dns/codes.ts';
import { TYPE } from '../../dns/types.ts';
import type { Conversation } from '../conversation.ts';
import { type AnswerRecord, type ResponseMessage, rdataText } from '../messages.ts';
import { isAtOrBelow, isBelow } from '../names.ts';
import { together } from '../together.ts';
import { familyOf, type Questions } from './questions.ts';
import { answersOf, nameAbove, nameKey, recordsOf, referralIn, targetOf } from './records.ts';

const MAX_REFERRALS = 20;
const MAX_ALIASES = 9;
const MAX_ALIAS_ANSWERS = 10;
const MAX_DEPTH = 6;
const MAX_ADDRESSES = 24;

/** What a look-up came to. */
export interface LookUp {
  /** `failed`: no server gave an answer, or the aliases lead nowhere. */
  readonly kind: 'records' | 'nodata' | 'nxdomain' | 'failed';
  /** The name that the question is about in the end. */
  readonly name: string;
  /** The names on the way there that are aliases. */
  readonly aliases: readonly string[];
  readonly records: readonly AnswerRecord[];
  /** The last response, which says so; a refusal where all that came was one. */
  readonly response?: ResponseMessage;
}

/** The servers of a zone, by their names, with the addresses that are known. */
export type Servers = ReadonlyMap<string, readonly string[]>;

/** Where a look-up begins, and what it learns on its way. */
export interface Cuts {
  readonly zones: Map<string, Servers>;
  /** Cuts that no referral changes: the root's hints, and the delegation that is tested before it is made. */
  readonly fixed: ReadonlySet<string>;
}

interface State {
  readonly questions: Questions;
  readonly cuts: Cuts;
  readonly aliases: readonly string[];
  readonly depth: number;
  /** What is being looked up, further up. */
  readonly busy: ReadonlySet<string>;
}

/** What a response says of a name, when it comes from a server of the zone. */
type Judged =
  | {
      readonly kind: 'records';
      readonly name: string;
      readonly aliases: readonly string[];
      readonly records: readonly AnswerRecord[];
    }
  | { readonly kind: 'alias'; readonly name: string; readonly aliases: readonly string[] }
  | { readonly kind: 'referral'; readonly zone: string; readonly servers: Servers }
  | { readonly kind: 'nodata' | 'nxdomain' | 'broken' | 'useless' };

/** The servers in a referral or in a zone's own NS records, with the addresses that came with them. */
export function serversIn(response: ResponseMessage, records: readonly AnswerRecord[]): Servers {
  const servers = new Map<string, string[]>(records.map((record) => [targetOf(record), []]));
  for (const type of [TYPE.A, TYPE.AAAA]) {
    for (const record of recordsOf(response, 'additional', type)) {
      const addresses = servers.get(nameKey(record.owner));
      const address = addresses && rdataText(record);
      if (address !== undefined && !addresses?.includes(address)) addresses?.push(address);
    }
  }
  return servers;
}

/** The aliases in an answer as one chain from `name`; undefined where they make none, or more than one. */
function chainIn(response: ResponseMessage, name: string): readonly string[] | undefined {
  const targets = new Map<string, string>();
  for (const record of recordsOf(response, 'answer', TYPE.CNAME)) {
    const owner = nameKey(record.owner);
    const target = targetOf(record);
    const before = targets.get(owner);
    if (before !== undefined && before !== target) return undefined;
    targets.set(owner, target);
  }
  if (targets.size > MAX_ALIASES) return undefined;
  const chain: string[] = [name];
  for (let next = targets.get(name); next !== undefined; next = targets.get(next)) {
    if (chain.includes(next)) return undefined;
    chain.push(next);
  }
  return chain.length === targets.size + 1 ? chain : undefined;
}

function judge(response: ResponseMessage, zone: string, name: string, type: number): Judged {
  const { rcode, flags, answer, authority } = response;
  if (rcode !== RCODE.NOERROR && rcode !== RCODE.NXDOMAIN) return { kind: 'useless' };
  const direct = answersOf(response, name, type);
  if (direct.length > 0) return { kind: 'records', name, aliases: [], records: direct };
  if (answersOf(response, name, TYPE.CNAME).length > 0) {
    const chain = chainIn(response, name);
    if (!chain) return { kind: 'broken' };
    const [end] = chain.slice(-1);
    const aliases = chain.slice(0, -1);
    const records = answersOf(response, end, type);
    if (records.length > 0) return { kind: 'records', name: end, aliases, records };
    return recordsOf(response, 'answer', type).length > 0 ? { kind: 'broken' } : { kind: 'alias', name: end, aliases };
  }
  if (rcode === RCODE.NXDOMAIN) return { kind: 'nxdomain' };
  const referral = referralIn(response);
  if (referral.length > 0) {
    const to = nameKey(referral[0].owner);
    if (!isBelow(to, zone) || !isAtOrBelow(name, to)) return { kind: 'useless' };
    return { kind: 'referral', zone: to, servers: serversIn(response, referral) };
  }
  const isDenial = flags.aa || answer.length > 0 || authority.some((record) => record.type === TYPE.SOA);
  return { kind: isDenial ? 'nodata' : 'useless' };
}

/** The closest zone above the name of which servers are known. */
function closest(cuts: Cuts, name: string): string {
  let best = '.';
  for (const zone of cuts.zones.keys()) if (isAtOrBelow(name, zone) && zone.length >= best.length) best = zone;
  return best;
}

/** Looks a name up. `cuts` are learned from. */
export function lookUp(questions: Questions, cuts: Cuts, name: string, type: number): Conversation<LookUp> {
  return resolve({ questions, cuts, aliases: [], depth: 0, busy: new Set() }, nameKey(name), type);
}

/** The same from one server of a zone: what it refers to and its aliases are followed. A denial without authority is none. */
export function* lookUpAt(
  questions: Questions,
  cuts: Cuts,
  zone: string,
  address: string,
  name: string,
  type: number,
): Conversation<LookUp> {
  const failed: LookUp = { kind: 'failed', name, aliases: [], records: [] };
  const { response } = yield* questions.ask(address, { name, type });
  if (!response) return failed;
  const judged = judge(response, zone, name, type);
  if (judged.kind !== 'referral' && !response.flags.aa) return { ...failed, response };
  // What one server refers to is its own word: the others may have another.
  const own: Cuts = { zones: new Map(cuts.zones), fixed: cuts.fixed };
  const state: State = { questions, cuts: own, aliases: [], depth: 1, busy: new Set() };
  if (judged.kind !== 'referral') return yield* taken(state, judged, response, name, type);
  if (!own.fixed.has(judged.zone)) own.zones.set(judged.zone, judged.servers);
  return yield* resolve(state, name, type);
}

function* resolve(state: State, name: string, type: number): Conversation<LookUp> {
  const { cuts, aliases, busy } = state;
  const failed: LookUp = { kind: 'failed', name, aliases, records: [] };
  const key = `${name} ${type}`;
  if (busy.has(key) || state.depth > MAX_DEPTH || aliases.length > MAX_ALIAS_ANSWERS) return failed;
  const inner: State = { ...state, busy: new Set([...busy, key]) };
  // DS stands above the cut (RFC 4035 section 3.1.4.1).
  const place = type === TYPE.DS ? nameAbove(name) : name;
  let last: ResponseMessage | undefined;
  let before: string | undefined;
  for (let step = 0; step < MAX_REFERRALS; step++) {
    const zone = closest(cuts, place);
    if (zone === before) break;
    before = zone;
    const { response, judged } = yield* firstOfUse(inner, zone, name, type);
    last = response ?? last;
    if (!judged || !response) break;
    if (judged.kind !== 'referral') return yield* taken(inner, judged, response, name, type);
    if (!cuts.zones.has(judged.zone)) cuts.zones.set(judged.zone, judged.servers);
  }
  return { ...failed, ...(last && { response: last }) };
}

/** What a response that refers to nobody means for the name. */
function* taken(
  state: State,
  judged: Exclude<Judged, { kind: 'referral' }>,
  response: ResponseMessage,
  name: string,
  type: number,
): Conversation<LookUp> {
  const { aliases } = state;
  switch (judged.kind) {
    case 'records':
      return {
        kind: 'records',
        name: judged.name,
        aliases: [...aliases, ...judged.aliases],
        records: judged.records,
        response,
      };
    case 'alias': {
      const through = [...aliases, ...judged.aliases];
      if (through.includes(judged.name)) return { kind: 'failed', name, aliases: through, records: [], response };
      return yield* resolve({ ...state, aliases: through }, judged.name, type);
    }
    case 'nodata':
    case 'nxdomain':
      return { kind: judged.kind, name, aliases, records: [], response };
    default:
      return { kind: 'failed', name, aliases, records: [], response };
  }
}

interface OfUse {
  readonly response?: ResponseMessage;
  readonly judged?: Judged;
}

/** Asks the servers of a zone until one is of use: the first, then three at once, then all others. */
function* firstOfUse(state: State, zone: string, name: string, type: number): Conversation<OfUse> {
  const { questions } = state;
  const servers = state.cuts.zones.get(zone) ?? new Map<string, readonly string[]>();
  const asked = new Set<string>();
  let refused: ResponseMessage | undefined;
  let width = 1;
  const tryAll = function* (addresses: readonly string[]): Conversation<OfUse | undefined> {
    const order = sortedFor(questions, addresses).filter((address) => !asked.has(address));
    for (let at = 0; at < order.length && asked.size < MAX_ADDRESSES; ) {
      const batch = order.slice(at, at + width);
      at += batch.length;
      width = width === 1 ? 3 : MAX_ADDRESSES;
      for (const address of batch) asked.add(address);
      const outcomes = yield* together(batch.map((address) => questions.ask(address, { name, type })));
      for (const { response } of outcomes) {
        if (!response) continue;
        const judged = judge(response, zone, name, type);
        if (judged.kind !== 'useless') return { response, judged };
        refused ??= response;
      }
    }
    return undefined;
  };
  const found = yield* tryAll([...servers.values()].flat());
  if (found) return found;
  for (const [server, glue] of servers) {
    if (glue.length > 0) continue;
    for (const family of [TYPE.A, TYPE.AAAA]) {
      const { records } = yield* resolve({ ...state, aliases: [], depth: state.depth + 1 }, server, family);
      const came = yield* tryAll(records.map(rdataText));
      if (came) return came;
    }
  }
  return refused ? { response: refused } : {};
}

/** Those that answered something first, the silent last; IPv4 before IPv6, which is more often not there. */
function sortedFor(questions: Questions, addresses: readonly string[]): string[] {
  const rank = (address: string): number =>
    (questions.hasAnswered(address) ? 0 : 2) +
    (questions.isSilent(address, 'udp') ? 4 : 0) +
    (familyOf(address) === 6 ? 1 : 0);
  return [...new Set(addresses)].sort((one, other) => rank(one) - rank(other));
}
