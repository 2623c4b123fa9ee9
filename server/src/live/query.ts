/**
 * Asks a question as a stub resolver does: UDP with EDNS first, TCP when the answer was truncated (RFC 7766), without EDNS
 * when the server does not know it (RFC 6891 section 6.2.2), again when nothing came, and then the next server.
 */
import { EDNS_OPTION, RCODE } from '../dns/codes.ts';
import { t } from '../l10n.ts';
import type { QueryMessage, QueryOptions, Question, ResponseMessage } from './messages.ts';
import type { Failure, SendResult, Server, Transport, Transports } from './transport.ts';
import { buildQuery } from './writeQuery.ts';

export interface LiveRequest {
  readonly question: Question;
  /** Asked in this order until one answers. */
  readonly servers: readonly Server[];
  readonly options: QueryOptions;
  readonly signal?: AbortSignal;
}

/** What `query` needs from outside. */
export interface LiveRuntime {
  readonly transports: Transports;
  readonly clock: {
    /** Milliseconds from any fixed moment, never going back. */
    monotonic(): number;
    now(): Date;
  };
  /** So many random octets, not to be guessed (RFC 5452 section 4.3). */
  random(octets: number): Uint8Array;
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

function queryMessage(request: LiveRequest, options: QueryOptions, runtime: LiveRuntime): QueryMessage {
  const [high, low] = runtime.random(2);
  const cookie = { code: EDNS_OPTION.COOKIE, data: options.freshCookie ? runtime.random(8) : new Uint8Array(0) };
  const ednsOptions = options.freshCookie ? [...options.ednsOptions, cookie] : options.ednsOptions;
  return buildQuery(request.question, { ...options, ednsOptions }, options.id ?? (high << 8) | low);
}

/** How to ask again when the server's answer shows that it does not speak the query's EDNS; undefined when it does. */
function otherEdns(options: QueryOptions, response: ResponseMessage): QueryOptions | undefined {
  if (options.ednsVersion === undefined) return undefined;
  if (response.rcode === RCODE.BADVERS) {
    const version = response.edns?.version ?? 0;
    return version < options.ednsVersion ? { ...options, ednsVersion: version } : undefined;
  }
  const unread = response.rcode === RCODE.FORMERR || response.rcode === RCODE.NOTIMP;
  // With an OPT record in it, the complaint is about something else than EDNS.
  return unread && !response.edns ? { ...options, ednsVersion: undefined } : undefined;
}

/**
 * Asks `request.servers` in turn until one answers, whatever its answer says: NXDOMAIN and SERVFAIL are answers. A server that is
 * silent is asked `options.tries` times; one that refuses or cannot be reached, once. Never rejects.
 */
export async function query(request: LiveRequest, runtime: LiveRuntime): Promise<LiveResult> {
  const attempts: Attempt[] = [];
  const common = {
    question: request.question,
    options: request.options,
    servers: request.servers,
    attempts,
    asked: runtime.clock.now(),
  };

  const attempt = async (server: Server, transport: Transport, options: QueryOptions): Promise<Attempt> => {
    const message = queryMessage(request, options, runtime);
    const start = runtime.clock.monotonic();
    const result = await runtime.transports[transport](message, server, options.timeoutMs, request.signal);
    const time = runtime.clock.monotonic() - start;
    const made = { server, transport, ednsVersion: options.ednsVersion, time, result };
    attempts.push(made);
    return made;
  };

  const patiently = async (server: Server, transport: Transport, options: QueryOptions): Promise<Attempt> => {
    for (let tries = 1; ; tries++) {
      const made = await attempt(server, transport, options);
      if (made.result.kind !== 'timeout' || tries >= options.tries) return made;
    }
  };

  /** Falls back along EDNS and truncation; each step takes something away, so that it ends. */
  const ask = async (server: Server): Promise<LiveResult> => {
    let options = request.options;
    let transport: Transport = options.tcp ? 'tcp' : 'udp';
    let truncated: Attempt | undefined;
    for (;;) {
      const made = await patiently(server, transport, options);
      const { result } = made;
      if (result.kind !== 'reply') {
        const cutShort = result.truncated === true && transport === 'udp' && !options.ignoreTruncation;
        if (cutShort) {
          transport = 'tcp';
          continue;
        }
        if (truncated) return answer(truncated, result);
        return { kind: 'failure', ...common, failure: result };
      }
      const other = otherEdns(options, result.response);
      if (other) {
        options = other;
        continue;
      }
      if (transport === 'udp' && result.response.flags.tc && !options.ignoreTruncation) {
        transport = 'tcp';
        truncated = made;
        continue;
      }
      return answer(made);
    }
  };

  const answer = (made: Attempt, tcpFailure?: Failure): LiveAnswer => {
    const { response } = made.result as Extract<SendResult, { kind: 'reply' }>;
    const { server, transport, time } = made;
    const base = { kind: 'answer', ...common, response, server, transport, time, size: response.size } as const;
    return tcpFailure ? { ...base, tcpFailure } : base;
  };

  let last: LiveResult = {
    kind: 'failure',
    ...common,
    failure: { kind: 'no-address', message: t`There is no server to ask.`, ignored: [] },
  };
  for (const server of request.servers) {
    last = await ask(server);
    if (last.kind === 'answer' || last.failure.kind === 'cancelled') return last;
  }
  return last;
}
