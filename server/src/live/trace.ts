/**
 * The way from the root to an answer (dig's +trace), and the serial of each of a zone's name servers (+nssearch), as conversations. Every
 * step is kept with what it had, so that what is known is shown where a step fails. Bounds: 32 steps, 8 of them for the address of one
 * name server, and those of `converse`.
 */

import { CLASS } from '../dns/classes.ts';
import { RCODE } from '../dns/codes.ts';
import { TYPE } from '../dns/types.ts';
import { t } from '../l10n.ts';
import { type Answer, type Ask, ask, askAll, type Conversation, tell } from './conversation.ts';
import {
  type AnswerRecord,
  type QueryOptions,
  type Question,
  questionText,
  type ResponseMessage,
  rdataText,
} from './messages.ts';
import { isAtOrBelow, isBelow, sameName } from './names.ts';
import { serialOf } from './transfer.ts';
import { type Server, type Source, serverText, type Transport } from './transport.ts';

const MAX_STEPS = 32;
/** How many referrals are followed for the address of a name server that came without. */
const MAX_ADDRESS_STEPS = 8;
/** Servers of one step that are asked in turn until one answers. */
const MAX_SERVERS = 6;
const DNS_PORT = 53;

export interface TraceRequest {
  readonly question: Question;
  readonly options: QueryOptions;
  /** Where it begins: servers of the root, or of another zone above the name. */
  readonly servers: readonly Server[];
  /** The port at which the servers of referrals are asked. */
  readonly port?: number;
  /** Addresses of one family only. */
  readonly family?: 4 | 6;
  /** From where they are asked. */
  readonly source?: Source;
}

/** A name server in a referral, with the addresses that came with it (glue). */
export interface Referred {
  readonly name: string;
  readonly glue: readonly string[];
}

export interface TraceStep {
  /** The zone whose servers were asked; undefined at the beginning, where nothing says. */
  readonly zone: string | undefined;
  readonly question: Question;
  /** Those that were asked, and what came of each; the last one's answer was taken. */
  readonly answers: readonly Answer[];
  /** What it leads to. */
  readonly outcome: 'answer' | 'referral' | 'alias' | 'failed';
  readonly referred: readonly Referred[];
  /** The zone that a referral leads to. */
  readonly to?: string;
  /** Why it does not go on, or what is wrong with it all the same. */
  readonly problem?: string;
}

export interface Trace {
  readonly steps: readonly TraceStep[];
  /** True where the question was answered, be it by a denial. */
  readonly answered: boolean;
}

function asked(request: TraceRequest, question: Question, server: Server, transport: Transport): Ask {
  return { question, options: { ...request.options, rd: false }, server, transport };
}

/** One server's answer, over TCP where a datagram was too small for it. */
function* askOne(request: TraceRequest, question: Question, server: Server): Conversation<Answer> {
  const first = yield* ask(asked(request, question, server, request.options.tcp ? 'tcp' : 'udp'));
  const { result } = first;
  const isCut = result.kind === 'reply' ? result.response.flags.tc : result.truncated === true;
  if (!isCut || request.options.tcp) return first;
  const whole = yield* ask(asked(request, question, server, 'tcp'));
  return whole.result.kind === 'reply' ? whole : first;
}

/** The referral in a response: NS records of one owner in the authority section of an answer without authority. */
function referralIn({ answer, authority, flags }: ResponseMessage): readonly AnswerRecord[] {
  if (answer.length > 0 || flags.aa || authority.some(({ type }) => type === TYPE.SOA)) return [];
  const servers = authority.filter(({ type, fault }) => type === TYPE.NS && fault === undefined);
  return servers.filter(({ owner }) => sameName(owner, servers[0].owner));
}

export function glueIn(response: ResponseMessage, name: string, family: 4 | 6 | undefined): string[] {
  const types = family === 4 ? [TYPE.A] : family === 6 ? [TYPE.AAAA] : [TYPE.A, TYPE.AAAA];
  return response.additional
    .filter(
      ({ owner, type, fault }) => sameName(owner, name) && fault === undefined && types.some((one) => one === type),
    )
    .map((record) => rdataText(record));
}

/** Whether the answer is of use: what is neither an answer nor a referral that leads down is asked elsewhere. */
function isOfUse({ result }: Answer, zone: string | undefined, name: string): boolean {
  if (result.kind !== 'reply') return false;
  const { response } = result;
  if (response.rcode !== RCODE.NOERROR && response.rcode !== RCODE.NXDOMAIN) return false;
  const [referral] = referralIn(response);
  if (referral) return leadsDown(referral.owner, zone, name);
  return response.answer.length > 0 || response.flags.aa;
}

function leadsDown(owner: string, zone: string | undefined, name: string): boolean {
  return isAtOrBelow(name, owner) && (zone === undefined || isBelow(owner, zone));
}

/** Why an answer leads nowhere, in a sentence. */
function uselessWords(answer: Answer, zone: string | undefined): string {
  const { result } = answer;
  const place = serverText(answer.ask.server);
  if (result.kind !== 'reply') return result.message;
  const { response } = result;
  const [referral] = referralIn(response);
  if (referral && zone !== undefined) {
    return t`${place} is named for ${zone} and refers to ${referral.owner}, which is not below it: it does not have the zone (lame).`;
  }
  if (response.rcode === RCODE.REFUSED)
    return t`${place} refuses to answer: it does not have ${zone ?? t`the zone`} (lame).`;
  if (response.rcode === RCODE.SERVFAIL)
    return t`${place} fails (SERVFAIL): it may not have loaded ${zone ?? t`the zone`}.`;
  return t`${place} has neither an answer nor a referral.`;
}

/** Asks the servers of one zone in turn until one is of use. */
function* step(
  request: TraceRequest,
  zone: string | undefined,
  question: Question,
  servers: readonly Server[],
): Conversation<TraceStep> {
  const answers: Answer[] = [];
  for (const server of servers.slice(0, MAX_SERVERS)) {
    const answer = yield* askOne(request, question, server);
    answers.push(answer);
    if (answer.result.kind !== 'reply' && (answer.result.kind === 'cancelled' || answer.result.kind === 'limit')) break;
    if (isOfUse(answer, zone, question.name)) return judged(request, zone, question, answers, answer);
  }
  const problem =
    answers.length === 0
      ? t`No name server of ${zone ?? '.'} has an address that could be found.`
      : answers.map((answer) => uselessWords(answer, zone)).join(' ');
  return { zone, question, answers, outcome: 'failed', referred: [], problem };
}

function judged(
  request: TraceRequest,
  zone: string | undefined,
  question: Question,
  answers: readonly Answer[],
  { result }: Answer,
): TraceStep {
  const { response } = result as Extract<Answer['result'], { kind: 'reply' }>;
  const base = { zone, question, answers };
  const referral = referralIn(response);
  if (referral.length > 0) {
    const referred = referral.map((record) => {
      const name = rdataText(record);
      return { name, glue: glueIn(response, name, request.family) };
    });
    const to = referral[0].owner;
    const bare = referred.filter(({ name, glue }) => glue.length === 0 && isAtOrBelow(name, to));
    const problem =
      bare.length === 0
        ? undefined
        : t`There is no address (glue) for ${bare.map(({ name }) => name).join(', ')}, which only servers of ${to} itself could give.`;
    return { ...base, outcome: 'referral', referred, to, ...(problem !== undefined && { problem }) };
  }
  const alias = aliasEnd(response, question);
  return {
    ...base,
    outcome: alias === undefined ? 'answer' : 'alias',
    referred: [],
    ...(alias !== undefined && { to: alias }),
  };
}

/** Where the aliases in an answer lead, if the message does not have what is asked for there. */
function aliasEnd(response: ResponseMessage, question: Question): string | undefined {
  if (question.type === TYPE.CNAME || question.type === TYPE.ANY) return undefined;
  let name = question.name;
  for (let i = 0; i <= response.answer.length; i++) {
    if (response.answer.some(({ owner, type }) => type === question.type && sameName(owner, name))) return undefined;
    const alias = response.answer.find(
      ({ owner, type, fault }) => type === TYPE.CNAME && fault === undefined && sameName(owner, name),
    );
    if (!alias) break;
    name = rdataText(alias);
  }
  return sameName(name, question.name) ? undefined : name;
}

/** The servers that a referral names, as far as it says where they are. */
export function serversFrom(request: TraceRequest, referred: readonly Referred[]): Server[] {
  const { port = DNS_PORT, source } = request;
  return referred.flatMap(({ name, glue }) =>
    glue.map((address) => ({ address, port, name, ...(source && { source }) })),
  );
}

/** Finds an address for a name server that came without one and stands outside of `cut`, from the beginning and by itself, since its own zone's servers know it best. */
function* addressesOf(
  request: TraceRequest,
  referred: readonly Referred[],
  cut: string | undefined,
  depth: number,
): Conversation<Server[]> {
  const outside = referred.filter(({ name }) => cut === undefined || !isAtOrBelow(name, cut));
  for (const { name } of depth > 0 ? [] : outside.slice(0, MAX_SERVERS)) {
    const type = request.family === 6 ? TYPE.AAAA : TYPE.A;
    const found = yield* follow(request, { name, type, class: CLASS.IN }, MAX_ADDRESS_STEPS, depth + 1);
    const last = found.steps[found.steps.length - 1]?.answers;
    const result = last?.[last.length - 1]?.result;
    const addresses =
      found.answered && result?.kind === 'reply'
        ? result.response.answer.filter((record) => record.type === type && record.fault === undefined).map(rdataText)
        : [];
    if (addresses.length > 0) return serversFrom(request, [{ name, glue: addresses }]);
  }
  return [];
}

function* follow(request: TraceRequest, wanted: Question, most: number, depth: number): Conversation<Trace> {
  const steps: TraceStep[] = [];
  const seen = new Set<string>([wanted.name.toLowerCase()]);
  let question = wanted;
  let zone: string | undefined;
  let servers: readonly Server[] = request.servers;
  for (let i = 0; i < most; i++) {
    yield* tell(t`Asking the servers of ${zone ?? '.'} for ${questionText(question)}`, i + 1);
    const made: TraceStep = yield* step(request, zone, question, servers);
    steps.push(made);
    if (made.outcome === 'failed') return { steps, answered: false };
    if (made.outcome === 'answer') return { steps, answered: true };
    if (made.outcome === 'alias') {
      const target = made.to!;
      if (seen.has(target.toLowerCase())) {
        steps[steps.length - 1] = { ...made, problem: t`The aliases lead back to ${target}: they would never end.` };
        return { steps, answered: false };
      }
      seen.add(target.toLowerCase());
      question = { ...question, name: target };
      zone = undefined;
      servers = request.servers;
      continue;
    }
    zone = made.to;
    servers = serversFrom(request, made.referred);
    if (servers.length === 0) servers = yield* addressesOf(request, made.referred, made.to!, depth);
  }
  const last = steps[steps.length - 1];
  steps[steps.length - 1] = { ...last, problem: t`After ${most} steps there is still no answer.` };
  return { steps, answered: false };
}

/** Follows referrals from the given servers to the answer. */
export function traceConversation(request: TraceRequest): Conversation<Trace> {
  return follow(request, request.question, MAX_STEPS, 0);
}

/** A name server of a zone, and what it has. */
export interface Searched {
  readonly name: string;
  readonly answer: Answer;
  /** Absent where it has no SOA of the zone with authority; `problem` says why. */
  readonly serial?: number;
  readonly problem?: string;
}

export interface NsSearchRequest extends TraceRequest {
  /** The zone's own name servers and their addresses, where they are known; found by a trace otherwise. */
  readonly known?: readonly Referred[];
}

export interface NsSearch {
  readonly servers: readonly Searched[];
  /** How the name servers were found. */
  readonly trace: Trace | undefined;
  /** Name servers without an address. */
  readonly missing: readonly string[];
}

/** Asks every name server of a zone for its SOA, all at once. */
export function* nsSearchConversation(request: NsSearchRequest): Conversation<NsSearch> {
  const zone = request.question.name;
  const found = request.known ? { referred: request.known, trace: undefined } : yield* findServers(request, zone);
  const soa = { name: zone, type: TYPE.SOA, class: request.question.class };
  const servers: Server[] = [];
  const missing: string[] = [];
  for (const one of found.referred) {
    let of = serversFrom(request, [one]);
    if (of.length === 0) of = yield* addressesOf(request, [one], undefined, 0);
    if (of.length === 0) missing.push(one.name);
    servers.push(...of);
  }
  const transport = request.options.tcp ? 'tcp' : 'udp';
  const answers = yield* askAll(servers.map((server) => asked(request, soa, server, transport)));
  return { servers: answers.map((answer) => searched(answer, zone)), trace: found.trace, missing };
}

function* findServers(
  request: NsSearchRequest,
  zone: string,
): Conversation<{ referred: readonly Referred[]; trace: Trace }> {
  const question = { ...request.question, type: TYPE.NS };
  const trace = yield* follow(request, question, MAX_STEPS, 0);
  const last = trace.steps[trace.steps.length - 1];
  const result = last?.answers[last.answers.length - 1]?.result;
  if (trace.answered && result?.kind === 'reply') {
    const { response } = result;
    const own = response.answer.filter(
      ({ type, owner, fault }) => type === TYPE.NS && fault === undefined && sameName(owner, zone),
    );
    const parents = trace.steps.flatMap(({ referred, to }) => (to !== undefined && sameName(to, zone) ? referred : []));
    const referred = own.map((record) => {
      const name = rdataText(record);
      const glue = glueIn(response, name, request.family);
      return { name, glue: glue.length > 0 ? glue : (parents.find((one) => sameName(one.name, name))?.glue ?? []) };
    });
    return { referred, trace };
  }
  const parent = trace.steps.findLast(({ to }) => to !== undefined && sameName(to, zone));
  return { referred: parent?.referred ?? [], trace };
}

function searched(answer: Answer, zone: string): Searched {
  const name = answer.ask.server.name ?? answer.ask.server.address;
  const { result } = answer;
  if (result.kind !== 'reply') return { name, answer, problem: result.message };
  const { response } = result;
  const soa = response.answer.find(
    ({ type, owner, fault }) => type === TYPE.SOA && fault === undefined && sameName(owner, zone),
  );
  if (!soa) return { name, answer, problem: uselessWords(answer, zone) };
  const serial = serialOf(soa);
  if (response.flags.aa) return { name, answer, serial };
  return { name, answer, serial, problem: t`It answers without authority: it has the SOA from a cache.` };
}
