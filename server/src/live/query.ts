/**
 * Asks a question as a stub resolver does: UDP with EDNS first, TCP when the answer was truncated (RFC 7766), without EDNS
 * when the server does not know it (RFC 6891 section 6.2.2), again when nothing came, and then the next server.
 */
import { RCODE } from '../dns/codes.ts';
import { t } from '../l10n.ts';
import { ask, type Conversation, converse, failure } from './conversation.ts';
import { type LiveRuntime, wireOver } from './exchange.ts';
import type { QueryOptions, Question, ResponseMessage } from './messages.ts';
import type { Failure, SendResult, Server, Transport } from './transport.ts';
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
 * Asks `request.servers` in turn until one answers, whatever its answer says: NXDOMAIN and SERVFAIL are answers. A server that is
 * silent is asked `options.tries` times; one that refuses or cannot be reached, once.
 */
export function* queryConversation(request: LiveRequest, asked: Date): Conversation<LiveResult> {
  const attempts: Attempt[] = [];
  const { question, options, servers } = request;
  const common = { question, options, servers, attempts, asked };
  const way = { common, key: request.key };
  let last: LiveResult = {
    kind: 'failure',
    ...common,
    failure: failure('no-address', t`There is no server to ask.`),
  };
  for (const server of servers) {
    last = yield* askServer(way, server);
    const goesOn = last.kind === 'answer' && options.nextOnServfail && last.response.rcode === RCODE.SERVFAIL;
    if ((last.kind === 'answer' && !goesOn) || (last.kind === 'failure' && last.failure.kind === 'cancelled'))
      return last;
  }
  return last;
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

/** Asks as often as `tries` says while nothing comes. */
function* patiently(
  { common, key }: Way,
  server: Server,
  transport: Transport,
  options: QueryOptions,
): Conversation<Attempt> {
  for (let tries = 1; ; tries++) {
    const { time, result } = yield* ask({ question: common.question, options, server, transport, ...(key && { key }) });
    const made = { server, transport, ednsVersion: options.ednsVersion, time, result };
    common.attempts.push(made);
    if (result.kind !== 'timeout' || tries >= options.tries) return made;
  }
}

function answerOf(common: Common, made: Attempt, tcpFailure?: Failure): LiveAnswer {
  const { response } = made.result as Extract<SendResult, { kind: 'reply' }>;
  const { server, transport, time } = made;
  const base = { kind: 'answer', ...common, response, server, transport, time, size: response.size } as const;
  return tcpFailure ? { ...base, tcpFailure } : base;
}
