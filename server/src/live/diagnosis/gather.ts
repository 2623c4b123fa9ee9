/**
 * Finds the facts out: asks the resolver in each way, walks from the root, asks every server of the zone, validates. Bounds: 32 addresses of name servers; a server that
 * seems to drop some questions is asked 6 times more; and those of `converse`.
 */
import type { Prefix } from '../../dns/prefixes.ts';
import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { ask, type Conversation, tell } from '../conversation.ts';
import { familyOf, type Outcome, Questions } from '../delegation/questions.ts';
import { isInDomain, nameKey, shownName } from '../delegation/records.ts';
import { findDns64 } from '../dns64.ts';
import type { Anchors } from '../dnssec/anchors.ts';
import type { LookUp } from '../dnssec/chain.ts';
import type { Verifier } from '../dnssec/keys.ts';
import { lookUpAt, UNVALIDATED } from '../dnssec/lookUps.ts';
import { type Validation, validateConversation } from '../dnssec/validate.ts';
import {
  DEFAULT_OPTIONS,
  type QueryOptions,
  type Question,
  questionText,
  type ResponseMessage,
  rdataText,
} from '../messages.ts';
import { isAtOrBelow } from '../names.ts';
import { together } from '../together.ts';
import type { Failure, Reach, Server, Transport } from '../transport.ts';
import { findEncrypted } from './encrypted.ts';
import {
  conductOf,
  type Facts,
  type HostAddress,
  type Named,
  type OwnServer,
  type Passed,
  type Probed,
  type Tried,
} from './facts.ts';
import { hostAddresses, reachHosts } from './hosts.ts';
import { Ways } from './way.ts';

const MAX_ADDRESSES = 32;
const AGAIN = 6;
/** How long one question waits, which is put twice: with 13 servers of which 12 are silent it takes some 10 s in all. */
const TIMEOUT_MS = 1500;
/** Servers of the root that tell whether a family leads anywhere. */
const MAX_ASKED = 3;
const IN = 1;
const FAMILIES = [4, 6] as const;

export interface DiagnoseRequest {
  readonly question: Question;
  /** The resolvers that the user asks, each at its addresses; none is asked where there are none. */
  readonly resolvers: readonly Server[];
  /** How they are asked; over UDP and TCP where absent. */
  readonly transport?: Transport;
  /** Where the way begins: servers of the root, or of a zone above. */
  readonly start: { readonly zone: string; readonly servers: ReadonlyMap<string, readonly string[]> };
  /** The port at which the zones' own servers are asked. */
  readonly port?: number;
  readonly timeoutMs?: number;
  /** A family over which nobody is asked. */
  readonly without?: readonly (4 | 6)[];
  readonly anchors: Anchors;
  /** The root is that of a network of its own: what a resolver says of another one is no matter of these anchors. */
  readonly ownRoot?: boolean;
  readonly verifier?: Verifier;
  /** Where it is given, the hosts that the name leads to are asked for connections. */
  readonly reach?: Reach;
  readonly withoutSha1?: boolean;
  /** Seconds since 1970. */
  readonly now: number;
}

export function* gather(request: DiagnoseRequest): Conversation<Facts> {
  const { question } = request;
  const { port, timeoutMs = TIMEOUT_MS, without, now } = request;
  const questions = new Questions({
    ...(port !== undefined && { port }),
    timeoutMs,
    ...(without && { without }),
  });
  const start: Passed = {
    zone: request.start.zone,
    servers: [...request.start.servers].map(([name, glue]): Named => ({ name, glue })),
    found: new Map(),
    ttl: 0,
  };
  yield* tell(t`Asks the resolver for ${questionText(question)}.`);
  const tried = yield* askResolvers(request);
  yield* tell(t`Walks from the root to ${shownName(question.name)}.`);
  const ways = new Ways(questions, start);
  const end = yield* ways.follow(question);
  const zone = zoneOf(end.response, end.way, question.name);
  const passed = end.way[end.way.length - 1];
  const servers = yield* serversOf(zone, passed, ways);
  const probes = yield* heard(yield* probed(zone, question, servers, questions), request, questions);
  yield* tell(t`Validates ${questionText(question)}.`);
  // A machine that reaches nobody but its resolver validates what that one gives.
  const isReached = end.response !== undefined || request.resolvers.length === 0 || request.ownRoot === true;
  const validation = yield* validated(
    request,
    isReached ? ways.lookUp() : lookUpAt(request.resolvers, unvalidatedOver(request.transport)),
  );
  const authority =
    end.response ??
    probes.map(({ answer }) => answer.response).find((response) => response?.flags.aa && !response.flags.tc);
  const dns64 = yield* dns64Of(request);
  const announced = yield* announcedBy(request, questions);
  const hosts = yield* hostsOf(request, questions, { tried, authority, probes }, dns64, ways);
  return {
    question,
    now,
    port: questions.port,
    tried,
    way: end.way,
    zone,
    servers,
    probes,
    authority,
    validation,
    dns64,
    announced,
    hosts,
    without: notAsked(questions),
  };
}

/** The zone of an answer: the one that its SOA record is of, the one that signed it, or the last to which somebody referred. */
function zoneOf(response: ResponseMessage | undefined, way: readonly Passed[], name: string): string {
  const last = way[way.length - 1].zone;
  const soa = response?.authority.find(({ type, owner }) => type === TYPE.SOA && isAtOrBelow(name, owner));
  return soa && isAtOrBelow(soa.owner, last) ? nameKey(soa.owner) : last;
}

function tryOf(server: Server, question: Question, cd: boolean, transport: Transport): Parameters<typeof ask>[0] {
  const options = { ...DEFAULT_OPTIONS, do: true, cd, tcp: transport === 'tcp', tries: 1, timeoutMs: 5000 };
  return { question, options, server, transport };
}

function* askResolvers({ question, resolvers, transport }: DiagnoseRequest): Conversation<readonly Tried[]> {
  const others = question.type === TYPE.A ? [TYPE.AAAA] : question.type === TYPE.AAAA ? [TYPE.A] : [];
  const rows = resolvers.flatMap((server) => [
    ...[question.type, ...others].flatMap((type) => [
      { server, type, cd: false, transport: transport ?? ('udp' as const) },
      { server, type, cd: true, transport: transport ?? ('udp' as const) },
    ]),
    ...(transport ? [] : [{ server, type: question.type, cd: false, transport: 'tcp' as const }]),
  ]);
  const one = function* ({ server, type, cd, transport }: (typeof rows)[number]): Conversation<Tried> {
    const answer = yield* ask(tryOf(server, { ...question, type }, cd, transport));
    const { result, time } = answer;
    const outcome: Outcome = result.kind === 'reply' ? { response: result.response, time } : { failure: result, time };
    return { server, transport, type, cd, outcome };
  };
  return yield* together(rows.map(one));
}

/** The servers of a zone: those of the delegation, those that the zone names, and the addresses of each. */
function* serversOf(zone: string, passed: Passed, ways: Ways): Conversation<readonly OwnServer[]> {
  const delegated = passed.zone === zone ? passed.servers : [];
  const first = yield* ways.follow({ name: zone, type: TYPE.NS, class: IN });
  const own = first.response?.flags.aa
    ? first.response.answer.filter(
        ({ type, owner, fault }) => type === TYPE.NS && fault === undefined && nameKey(owner) === zone,
      )
    : [];
  const named = own.length > 0 ? own.map((record) => nameKey(rdataText(record))) : undefined;
  const names = [...new Set([...delegated.map(({ name }) => name), ...(named ?? [])])];
  const servers: OwnServer[] = [];
  for (const name of names) {
    const glue = delegated.find((one) => one.name === name)?.glue ?? [];
    const inZone = isInDomain(name, zone);
    // Without glue nobody finds what only the zone itself could say.
    const addresses = inZone && !named ? [] : yield* ways.addresses(name);
    const isDelegated = delegated.some((one) => one.name === name);
    servers.push({ name, inZone, own: addresses, glue, isDelegated, isNamed: named?.includes(name) });
  }
  return servers;
}

function* probed(
  zone: string,
  question: Question,
  servers: readonly OwnServer[],
  questions: Questions,
): Conversation<readonly Probed[]> {
  const addresses = [...new Set(servers.flatMap(({ own, glue }) => [...glue, ...own]))].slice(0, MAX_ADDRESSES);
  yield* tell(t`Asks ${addresses.length} addresses of servers of ${shownName(zone)}.`);
  const probes = yield* together(addresses.map((address) => probe(zone, question, address, servers, questions)));
  const again: Probed[] = [];
  for (const one of probes)
    again.push(seemsLimited(one) ? { ...one, again: yield* askAgain(zone, one, questions) } : one);
  return again;
}

function* probe(
  zone: string,
  { name, type }: Question,
  address: string,
  servers: readonly OwnServer[],
  questions: Questions,
): Conversation<Probed> {
  const those = servers.filter(({ own, glue }) => own.includes(address) || glue.includes(address));
  // Who answers nothing small is not asked for more.
  const [soa, tcp] = yield* together([
    questions.ask(address, { name: zone, type: TYPE.SOA }),
    questions.ask(address, { name: zone, type: TYPE.SOA, tcp: true }),
  ]);
  const isThere = soa.response !== undefined || tcp.response !== undefined;
  const rest = { name, type, edns: { do: true } } as const;
  const [answer, keys] = isThere
    ? yield* together([
        questions.ask(address, rest),
        questions.ask(address, { ...rest, name: zone, type: TYPE.DNSKEY }),
      ])
    : [soa, soa];
  return {
    names: those.map((server) => server.name),
    address,
    family: familyOf(address),
    isGlue: those.some(({ glue }) => glue.includes(address)),
    isOwn: those.some(({ own }) => own.includes(address)),
    isDelegated: those.some(({ isDelegated }) => isDelegated),
    soa,
    answer,
    tcp,
    keys,
  };
}

/** The probes, those of a family over which nobody answers this machine marked. */
function* heard(
  probes: readonly Probed[],
  request: DiagnoseRequest,
  questions: Questions,
): Conversation<readonly Probed[]> {
  const families = FAMILIES.filter((family) => {
    const those = probes.filter((one) => one.family === family);
    return those.length > 0 && those.every((one) => conductOf(one) === 'silent');
  });
  const mute = yield* muteOf(families, request, questions);
  return probes.map((one) => (mute.has(one.family) ? { ...one, isMute: true } : one));
}

/** Some questions over UDP were answered and others were not: small ones tell whether that is for their size. */
function seemsLimited(probe: Probed): boolean {
  const { soa, answer, keys, tcp } = probe;
  const isLost = [soa, answer, keys].some(({ failure }) => failure?.kind === 'timeout');
  return isLost && tcp.response !== undefined && conductOf(probe) === 'works';
}

function* askAgain(
  zone: string,
  { address }: Probed,
  questions: Questions,
): Conversation<{ sent: number; answered: number }> {
  let answered = 0;
  for (let i = 0; i < AGAIN; i++) {
    // Letters in another case, so that each is a question of its own.
    const name = [...zone].map((letter, at) => ((i + 1) & (1 << (at % 3)) ? letter.toUpperCase() : letter)).join('');
    const { response } = yield* questions.ask(address, { name, type: TYPE.SOA });
    if (response) answered++;
  }
  return { sent: AGAIN, answered };
}

function* validated(request: DiagnoseRequest, lookUp: LookUp): Conversation<Validation | undefined> {
  const { question, anchors, verifier, withoutSha1, now } = request;
  if (!verifier) return undefined;
  return yield* validateConversation({
    question,
    lookUp,
    verifier,
    anchors,
    now,
    ...(withoutSha1 && { withoutSha1 }),
  });
}

/** The prefixes with which the first resolver makes AAAA records. */
function* dns64Of({
  question,
  resolvers: [server],
  transport = 'udp',
}: DiagnoseRequest): Conversation<readonly Prefix[]> {
  return server ? yield* findDns64(server, tryOf(server, question, false, transport).options, transport) : [];
}

/** What the first resolver announces; one that is asked in secret already needs not. */
function* announcedBy(request: DiagnoseRequest, questions: Questions): Conversation<Facts['announced']> {
  const {
    question,
    resolvers: [server],
    transport,
  } = request;
  if (!server || isSecure(transport)) return undefined;
  const { options } = tryOf(server, question, false, 'udp');
  const announced = yield* findEncrypted(server, options, notAsked(questions));
  if (!announced) return undefined;
  const { endpoints } = announced;
  // The resolver itself was reached over its own family.
  const families = FAMILIES.filter((family) => {
    const those = endpoints.filter((one) => familyOf(one.server.address) === family);
    const isHeard = those.some(({ state, failure }) => state !== 'unknown' && !isSilence(failure));
    return familyOf(server.address) !== family && those.some(({ failure }) => isSilence(failure)) && !isHeard;
  });
  const mute = yield* muteOf(families, request, questions);
  return {
    ...announced,
    endpoints: endpoints.map((one) => (mute.has(familyOf(one.server.address)) ? { ...one, state: 'unknown' } : one)),
  };
}

function isSilence(failure: Failure | undefined): boolean {
  return failure?.kind === 'timeout' || failure?.kind === 'unreachable';
}

function notAsked(questions: Questions): readonly (4 | 6)[] {
  return FAMILIES.filter((family) => !questions.isAsked(family));
}

/** The families over which nobody answers this machine: silence over these says nothing. The servers at which the way begins are asked for it. */
function* muteOf(
  families: readonly (4 | 6)[],
  { start }: DiagnoseRequest,
  questions: Questions,
): Conversation<ReadonlySet<4 | 6>> {
  for (const family of families.filter((one) => !questions.hasReached(one))) {
    const known = [...start.servers.values()].flat().filter((address) => familyOf(address) === family);
    yield* together(
      known.slice(0, MAX_ASKED).map((address) => questions.ask(address, { name: start.zone, type: TYPE.SOA })),
    );
  }
  return new Set(families.filter((family) => !questions.hasReached(family)));
}

function isSecure(transport: Transport | undefined): transport is 'tls' | 'https' {
  return transport === 'tls' || transport === 'https';
}

function unvalidatedOver(transport: Transport | undefined): QueryOptions {
  return { ...UNVALIDATED, tcp: transport === 'tcp', ...(isSecure(transport) && { secure: transport }) };
}

/** What becomes of connections to the addresses of the name. Silence over a family in which nobody answers this machine says nothing. */
function* hostsOf(
  request: DiagnoseRequest,
  questions: Questions,
  { tried, authority, probes }: Pick<Facts, 'tried' | 'authority' | 'probes'>,
  dns64: Facts['dns64'],
  ways: Ways,
): Conversation<Facts['hosts']> {
  const { question, reach } = request;
  if (!reach || (question.type !== TYPE.A && question.type !== TYPE.AAAA)) return [];
  const other = { ...question, type: question.type === TYPE.A ? TYPE.AAAA : TYPE.A };
  const beside = authority ? (yield* ways.follow(other)).response : undefined;
  const answers = [authority, beside, ...probes.map(({ answer }) => answer.response)];
  const own = hostAddresses(answers, dns64);
  // Behind an alias in another zone the resolver has them.
  const resolved = tried.filter(({ cd }) => !cd).map(({ outcome }) => outcome.response);
  const addresses = own.length > 0 ? own : hostAddresses(resolved, dns64);
  const hosts = yield* reachHosts(addresses, reach, notAsked(questions));
  const families = FAMILIES.filter((family) => {
    const those = hosts.filter(({ address }) => familyOf(address) === family);
    return those.some(({ state }) => state === 'silent') && !those.some(isHeard);
  });
  const mute = yield* muteOf(families, request, questions);
  return hosts.map((host) => (mute.has(familyOf(host.address)) ? { ...host, state: 'unknown' } : host));
}

function isHeard({ state }: HostAddress): boolean {
  return state === 'open' || state === 'closed';
}
