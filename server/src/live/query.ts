/**
 * Asks a question as a stub resolver does: UDP with EDNS first, TCP when the answer was truncated (RFC 7766), without EDNS
 * when the server does not know it (RFC 6891 section 6.2.2), again when nothing came, and then the next server.
 */
import { RCODE } from '../dns/codes.ts';
import { t } from '../l10n.ts';
import { ask, type Conversation, converse, failure, raceOf, tell } from './conversation.ts';
import { type LiveRuntime, wireOver } from './exchange.ts';
import type { QueryOptions, Question, ResponseMessage } from './messages.ts';
import { type Failure, type SendResult, type Server, serverText, TRANSPORT_NAME, type Transport } from './transport.ts';
import type { TsigKey } from './tsig.ts';

export interface LiveRequest {
  readonly question: Question;
  /** Asked in this order until one answers. */
  readonly servers: readonly Server[];
  readonly options: QueryOptions;
  /** Signs the question, and what answers it has to be signed with it. */
  readonly key?: TsigKey;
  readonly signal?: AbortSignal;
}

/** One message sent, and what came of it. */
export interface Attempt {
  readonly server: Server;
  readonly transport: Transport;
  /** The query's EDNS version; undefined for a query without EDNS. */
  readonly ednsVersion: number | undefined;
  /** Milliseconds. */
  readonly time: number;
  readonly result: SendResult;
}

interface LiveCommon {
  readonly question: Question;
  readonly options: QueryOptions;
  readonly servers: readonly Server[];
  readonly attempts: readonly Attempt[];
  /** When the first query was sent. */
  readonly asked: Date;
}

export interface LiveAnswer extends LiveCommon {
  readonly kind: 'answer';
  readonly response: ResponseMessage;
  readonly server: Server;
  readonly transport: Transport;
  /** From sending to reading the answer that is shown, milliseconds. */
  readonly time: number;
  /** Octets of the answer's message. */
  readonly size: number;
  /** Why the whole answer of a truncated one could not be had over TCP. */
  readonly tcpFailure?: Failure;
}

export interface LiveFailure extends LiveCommon {
  readonly kind: 'failure';
  /** The last failure, which ended the query. */
  readonly failure: Failure;
}

export type LiveResult = LiveAnswer | LiveFailure;

/** How to ask again when the server's answer shows that it does not speak the query's EDNS; undefined when it does. */
function otherEdns(options: QueryOptions, response: ResponseMessage): QueryOptions | undefined {
  if (options.ednsVersion === undefined || !options.negotiateEdns) return undefined;
  if (response.rcode === RCODE.BADVERS) {
    const version = response.edns?.version ?? 0;
    return version < options.ednsVersion ? { ...options, ednsVersion: version } : undefined;
  }
  const unread = response.rcode === RCODE.FORMERR || response.rcode === RCODE.NOTIMP;
  // With an OPT record in it, the complaint is about something else than EDNS.
  return unread && !response.edns ? { ...options, ednsVersion: undefined } : undefined;
}

/** `queryConversation` over the transports of a runtime. Never rejects. */
export function query(request: LiveRequest, runtime: LiveRuntime): Promise<LiveResult> {
  const { monotonic } = runtime.clock;
  const { signal } = request;
  const how = { ...wireOver(runtime), monotonic, ...(signal && { signal }) };
  return converse(queryConversation(request, runtime.clock.now()), how);
}

/**
 * Asks `request.servers` until one answers, whatever its answer says: NXDOMAIN and SERVFAIL are answers. Each is asked a moment after the one before
 * it, or when that one has failed, so that one that is silent holds up nobody.
 */
export function* queryConversation(request: LiveRequest, asked: Date): Conversation<LiveResult> {
  const attempts: Attempt[] = [];
  const { question, options, servers } = request;
  const common = { question, options, servers, attempts, asked };
  const way = { common, key: request.key };
  const goesOn = (result: LiveResult): boolean =>
    result.kind === 'answer'
      ? options.nextOnServfail && result.response.rcode === RCODE.SERVFAIL
      : result.failure.kind !== 'cancelled';
  const raced = yield* raceOf(
    servers.map((server) => askServer(way, server)),
    (result) => !goesOn(result),
  );
  const results = raced.flatMap(({ ended }) => ended?.result ?? []);
  const taken = results.find((result) => !goesOn(result)) ?? results.at(-1);
  if (!taken) return { kind: 'failure', ...common, failure: failure('no-address', t`There is no server to ask.`) };
  for (const [i, { begun, ended }] of raced.entries()) {
    if (!begun || ended) continue;
    const result = failure('cancelled', t`It had not answered when another server had.`);
    attempts.push({ ...madeBy(servers[i], options), time: 0, result });
  }
  return taken;
}

function madeBy(server: Server, options: QueryOptions): Omit<Attempt, 'time' | 'result'> {
  const transport = options.secure ?? (options.tcp ? 'tcp' : 'udp');
  return { server, transport, ednsVersion: options.ednsVersion };
}

type Common = LiveCommon & { readonly attempts: Attempt[] };

/** What holds for all attempts; the key is none of the result, so that nothing shows it. */
interface Way {
  readonly common: Common;
  readonly key: TsigKey | undefined;
}

/** Falls back along EDNS and truncation; each step takes something away, so that it ends. */
function* askServer(way: Way, server: Server): Conversation<LiveResult> {
  const { common } = way;
  let { options } = common;
  let transport: Transport = options.secure ?? (options.tcp ? 'tcp' : 'udp');
  let truncated: Attempt | undefined;
  let wantsCookie = false;
  for (;;) {
    const made: Attempt = yield* patiently(way, server, transport, options);
    const { result } = made;
    const mayGrow = transport === 'udp' && !options.ignoreTruncation;
    if (result.kind !== 'reply') {
      if (result.truncated !== true || !mayGrow) {
        return truncated ? answerOf(common, truncated, result) : { kind: 'failure', ...common, failure: result };
      }
      transport = 'tcp';
      continue;
    }
    // As dig does: again with the cookie that the server gave, and then over TCP, where no cookie is needed (RFC 7873 section 5.3).
    const isBadCookie = result.response.rcode === RCODE.BADCOOKIE && options.retryBadCookie;
    if (isBadCookie && options.freshCookie && transport === 'udp') {
      if (wantsCookie) transport = 'tcp';
      wantsCookie = true;
      continue;
    }
    const other = otherEdns(options, result.response);
    if (other) {
      options = other;
      continue;
    }
    if (!mayGrow || !result.response.flags.tc) return answerOf(common, made);
    transport = 'tcp';
    truncated = made;
  }
}

/** One question, which is sent as often as `tries` says while nothing comes. */
function* patiently(
  { common, key }: Way,
  server: Server,
  transport: Transport,
  options: QueryOptions,
): Conversation<Attempt> {
  const { question } = common;
  yield* tell(t`Asking ${serverText(server)} over ${TRANSPORT_NAME[transport]}`);
  const { tries } = options;
  const { time, result } = yield* ask({ question, options, server, transport, tries, ...(key && { key }) });
  const made = { server, transport, ednsVersion: options.ednsVersion, time, result };
  common.attempts.push(made);
  return made;
}

function answerOf(common: Common, made: Attempt, tcpFailure?: Failure): LiveAnswer {
  const { response } = made.result as Extract<SendResult, { kind: 'reply' }>;
  const { server, transport, time } = made;
  const base = { kind: 'answer', ...common, response, server, transport, time, size: response.size } as const;
  return tcpFailure ? { ...base, tcpFailure } : base;
}
