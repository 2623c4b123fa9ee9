/**
 * What a resolver announces of itself (DDR, RFC 9462): the SVCB records of _dns.resolver.arpa name endpoints that speak TLS or HTTPS, and each of them is asked on
 * each of its addresses, with the certificate that clients want. Bounds: 4 records, 8 endpoints.
 */
import { addressText, parseAddress } from '../../dns/addresses.ts';
import { CLASS } from '../../dns/classes.ts';
import { isLinkLocal, isLoopback, isPrivate } from '../../dns/specialRanges.ts';
import { TYPE } from '../../dns/types.ts';
import { ask, askAll, type Conversation } from '../conversation.ts';
import { nameKey } from '../delegation/nameKeys.ts';
import { familyOf } from '../delegation/questions.ts';
import { type AnswerRecord, DEFAULT_OPTIONS, type QueryOptions, type ResponseMessage, rdataText } from '../messages.ts';
import { sameName } from '../names.ts';
import { together } from '../together.ts';
import { type Failure, NOT_TOLD, type Server, type Transport } from '../transport.ts';
import { type Service, serviceOf } from './service.ts';

const NAME = '_dns.resolver.arpa.';
const QUESTION = { name: NAME, type: TYPE.SVCB, class: CLASS.IN };
const MAX_SERVICES = 4;
const MAX_ENDPOINTS = 8;
const PORTS = { tls: 853, https: 443 } as const;
/** The protocols of RFC 9461 that are spoken here. */
const PROTOCOLS: Readonly<Record<string, 'tls' | 'https'>> = { dot: 'tls', h2: 'https' };

/** One endpoint, and what came of asking it. */
export interface Endpoint {
  readonly transport: 'tls' | 'https';
  readonly name: string;
  readonly server: Server;
  /**
   * - verified: it answers, and its certificate has the resolver's address
   * - opportunistic: it answers, and clients take it without a certificate, since it is at the resolver's own private address (RFC 9462, section 4.3)
   * - refused: it answers, and its certificate is not one that clients take
   * - dead: no answer comes
   * - unknown: this machine has no way to it, or is not to take it
   */
  readonly state: 'verified' | 'opportunistic' | 'refused' | 'dead' | 'unknown';
  readonly failure?: Failure;
}

/** What a resolver announces. */
export interface Announced {
  readonly resolver: Server;
  readonly endpoints: readonly Endpoint[];
  /** Records that name nothing that could be asked: no protocol, or no address. */
  readonly faulty: readonly {
    readonly text: string;
    readonly reason: 'no-protocol' | 'no-address' | 'no-path' | 'malformed';
  }[];
}

type Wanted = Omit<Endpoint, 'state' | 'failure'>;

/** Asks a resolver what it announces, and each endpoint over the families that are asked; undefined where it announces nothing. */
export function* findEncrypted(
  resolver: Server,
  options: QueryOptions,
  without: readonly (4 | 6)[] = [],
): Conversation<Announced | undefined> {
  const { result } = yield* ask({
    question: QUESTION,
    options: { ...options, cd: false },
    server: resolver,
    transport: 'udp',
  });
  if (result.kind !== 'reply') return undefined;
  const { response } = result;
  const records = response.answer.filter(({ type, owner }) => type === TYPE.SVCB && sameName(owner, NAME));
  if (records.length === 0) return undefined;
  const wanted: Wanted[] = [];
  const faulty: Announced['faulty'][number][] = [];
  const read = records.map((record) => ({ text: rdataText(record), service: serviceOf(record) }));
  // As clients do: the least priority first.
  read.sort((a, b) => (a.service?.priority ?? 0) - (b.service?.priority ?? 0));
  for (const { text, service } of read.slice(0, MAX_SERVICES)) {
    if (!service) {
      faulty.push({ text, reason: 'malformed' });
      continue;
    }
    // An alias (priority 0) has no parameters, and clients pass it over (RFC 9462, section 4).
    if (service.priority === 0) continue;
    const addresses = yield* addressesOf(service, response, resolver, options);
    const { endpoints, reason } = endpointsOf(service, addresses, resolver);
    if (reason) faulty.push({ text, reason });
    wanted.push(...endpoints);
  }
  const endpoints = yield* together(
    wanted.slice(0, MAX_ENDPOINTS).map((one) => tried(one, resolver, options, without)),
  );
  return { resolver, endpoints, faulty };
}

/** The hints, the records that came along, or what the resolver itself has for the name. */
function* addressesOf(
  { target, addresses }: Service,
  { additional }: ResponseMessage,
  resolver: Server,
  options: QueryOptions,
): Conversation<readonly string[]> {
  if (addresses.length > 0) return addresses;
  const beside = addressesIn(additional, target);
  if (beside.length > 0) return beside;
  const answers = yield* askAll(
    [TYPE.A, TYPE.AAAA].map((type) => ({
      question: { name: target, type, class: CLASS.IN },
      options,
      server: resolver,
      transport: 'udp' as const,
    })),
  );
  return answers.flatMap(({ result }) => (result.kind === 'reply' ? addressesIn(result.response.answer) : []));
}

function addressesIn(records: readonly AnswerRecord[], name?: string): string[] {
  return records
    .filter(
      ({ type, owner, fault }) =>
        (type === TYPE.A || type === TYPE.AAAA) && fault === undefined && (name === undefined || sameName(owner, name)),
    )
    .map(({ rdata }) => addressText(rdata));
}

function endpointsOf(
  { target, protocols, port, path }: Service,
  addresses: readonly string[],
  resolver: Server,
): { endpoints: Wanted[]; reason?: Announced['faulty'][number]['reason'] } {
  if (protocols.length === 0) return { endpoints: [], reason: 'no-protocol' };
  if (addresses.length === 0) return { endpoints: [], reason: 'no-address' };
  const transports = [...new Set(protocols.flatMap((protocol) => PROTOCOLS[protocol] ?? []))];
  // RFC 9461, section 5: without the path nobody can be asked over HTTPS.
  const isPathless = transports.includes('https') && path === undefined;
  const endpoints = transports
    .filter((transport) => transport === 'tls' || path !== undefined)
    .flatMap((transport) =>
      addresses.map((address): Wanted => {
        const tls = { host: resolver.address, asked: nameKey(target).replace(/\.$/, '') };
        const https = transport === 'https' && { https: { path: path!.replace(/\{\?dns\}$/, '') } };
        return { transport, name: target, server: { address, port: port ?? PORTS[transport], tls, ...https } };
      }),
    );
  return { endpoints, ...(isPathless && { reason: 'no-path' }) };
}

function* tried(
  wanted: Wanted,
  resolver: Server,
  options: QueryOptions,
  without: readonly (4 | 6)[],
): Conversation<Endpoint> {
  if (without.includes(familyOf(wanted.server.address))) return { ...wanted, state: 'unknown' };
  const first = yield* asked(wanted.server, wanted.transport, options);
  if (!first) return { ...wanted, state: 'verified' };
  if (first.kind !== 'tls') return { ...wanted, state: NOT_TOLD.has(first.kind) ? 'unknown' : 'dead', failure: first };
  const { tls, ...server } = wanted.server;
  const second = yield* asked({ ...server, tls: { ...tls, anyCertificate: true } }, wanted.transport, options);
  if (second) return { ...wanted, state: 'dead', failure: first };
  const isOwn = server.address === resolver.address && isLocal(server.address);
  return { ...wanted, state: isOwn ? 'opportunistic' : 'refused', failure: first };
}

/** Whether an address is one of the own network, host or link. */
function isLocal(address: string): boolean {
  const octets = parseAddress(address.split('%')[0]);
  return octets !== undefined && (isPrivate(octets) || isLoopback(octets) || isLinkLocal(octets));
}

/** Why no answer came to what the resolver answers by itself. */
function* asked(server: Server, transport: Transport, { timeoutMs }: QueryOptions): Conversation<Failure | undefined> {
  const options = { ...DEFAULT_OPTIONS, tries: 1, timeoutMs };
  const { result } = yield* ask({
    question: QUESTION,
    options,
    server,
    transport,
  });
  return result.kind === 'reply' ? undefined : result;
}
