/** Puts the questions of a conversation into messages and hands them to transports: ids, cookies, signatures. */

import { EDNS_OPTION } from '../dns/codes.ts';
import { t } from '../l10n.ts';
import { type Ask, type Conversing, failure, type Wire } from './conversation.ts';
import type { Verifier } from './dnssec/keys.ts';
import type { QueryMessage, ResponseMessage } from './messages.ts';
import { readResponse } from './readResponse.ts';
import {
  type Failure,
  type Reach,
  type SendResult,
  type Server,
  type Stream,
  serverText,
  TRANSPORT_NAME,
  type Transports,
} from './transport.ts';
import { type Hmac, signQuery, type TsigRuntime, verifierFor } from './tsig.ts';
import { buildQuery } from './writeQuery.ts';

/** What conversations need from outside. */
export interface LiveRuntime {
  readonly transports: Transports;
  readonly clock: {
    /** Milliseconds from any fixed moment, never going back. */
    monotonic(): number;
    now(): Date;
  };
  /** So many random octets, not to be guessed (RFC 5452 section 4.3). */
  random(octets: number): Uint8Array;
  /** For questions that are signed; where it is absent, none can be. */
  readonly hmac?: Hmac;
  /** For DNSSEC's signatures; where it is absent, none can be verified. */
  readonly verifier?: Verifier;
  /** The cookies of servers, for as long as whoever hands them in keeps them; for one conversation where absent. */
  readonly cookies?: CookieJar;
  /** For hosts that are no servers of names; where it is absent, of none is found out whether it is there. */
  readonly reach?: Reach;
  /** Waits between questions; see `Conversing`. */
  readonly sleep?: Conversing['sleep'];
}

/** By server, the client's cookie (8 octets) and, behind it, the server's once it gave one (RFC 7873 section 5). */
export type CookieJar = Map<string, Uint8Array>;

const CLIENT_COOKIE = 8;

/** A message as it was sent, and how what answers it is judged. */
interface Sent {
  readonly message: QueryMessage;
  readonly cookie: Uint8Array | undefined;
  /** Why the answer is not to be taken; undefined where it is. */
  readonly judge: (response: ResponseMessage) => string | undefined;
  /** For the end of a transfer: whether what came last is not covered by a signature. */
  readonly unsigned: () => boolean;
}

interface OpenStream {
  readonly sent: Sent;
  readonly stream: Stream;
}

/** The way of a conversation to the network, with connections that are kept until it ends. */
export function wireOver(runtime: LiveRuntime): Wire & Pick<Conversing, 'sleep'> {
  const session = runtime.transports.session?.();
  const transports = session ?? runtime.transports;
  const cookies = runtime.cookies ?? new Map<string, Uint8Array>();
  const streams = new Map<Ask, OpenStream>();

  const taken = (asked: Ask, sent: Sent, response: ResponseMessage): SendResult => {
    const reason = sent.judge(response);
    if (reason !== undefined) return failure('signature', reason);
    const remarks = sent.cookie ? keepCookie(cookies, asked.server, sent.cookie, response) : [];
    const unsigned = sent.unsigned() && { unsigned: true as const };
    return { kind: 'reply', response, ignored: [], ...(remarks.length > 0 && { remarks }), ...unsigned };
  };
  const next = async (asked: Ask, { sent, stream }: OpenStream, isFirst: boolean): Promise<SendResult> => {
    const came = await stream.next(asked.options.timeoutMs);
    if (!(came instanceof Uint8Array)) return came;
    const response = readResponse(came, sent.message, isFirst);
    if (response.kind === 'message') return taken(asked, sent, response);
    return failure(
      'malformed',
      t`${serverText(asked.server)} sent something that could not be read. ${response.reason}`,
    );
  };
  const exchange: Wire['exchange'] = async (asked, signal) => {
    const { server, transport, options } = asked;
    const sent = sentFor(asked, runtime, cookies);
    if ('kind' in sent) return sent;
    if (!asked.stream) {
      const send = transports[transport];
      if (!send) return cannot(asked);
      const result = await send(sent.message, server, options.timeoutMs, signal, asked.tries);
      if (result.kind !== 'reply') return result;
      const judged = taken(asked, sent, result.response);
      const remarks = [...(result.remarks ?? []), ...((judged.kind === 'reply' && judged.remarks) || [])];
      const { ignored, late, from } = result;
      const how = { ...(late && { late }), ...(from && { from }) };
      return { ...judged, ignored, ...how, ...(remarks.length > 0 && { remarks }) };
    }
    const open = transport === 'tcp' || transport === 'tls' ? transports.stream?.[transport] : undefined;
    if (!open) return cannot(asked);
    const stream = await open(sent.message, server, options.timeoutMs, signal);
    if ('kind' in stream) return stream;
    const opened = { sent, stream };
    streams.set(asked, opened);
    return next(asked, opened, true);
  };
  return {
    ...(runtime.sleep && { sleep: runtime.sleep }),
    exchange,
    more: async (asked) => {
      const open = streams.get(asked);
      return open ? next(asked, open, false) : failure('closed', t`The connection has ended.`);
    },
    close: (asked) => {
      for (const [each, { stream }] of streams) {
        if (asked !== undefined && each !== asked) continue;
        stream.close();
        streams.delete(each);
      }
      if (asked === undefined) session?.close();
    },
  };
}

function cannot({ transport }: Ask): Failure {
  return failure('failed', t`A query cannot be sent over ${TRANSPORT_NAME[transport]} from here.`);
}

function placeOf(server: Server): string {
  return `${server.address}#${server.port}`;
}

function sentFor(asked: Ask, runtime: LiveRuntime, cookies: CookieJar): Sent | Failure {
  const { question, options, key, server } = asked;
  const [high, low] = runtime.random(2);
  const cookie = options.freshCookie ? (cookies.get(placeOf(server)) ?? runtime.random(CLIENT_COOKIE)) : undefined;
  const ednsOptions = [...options.ednsOptions];
  if (cookie) ednsOptions.splice(options.cookieAt, 0, { code: EDNS_OPTION.COOKIE, data: cookie });
  const message = buildQuery(question, { ...options, ednsOptions }, options.id ?? (high << 8) | low, asked.serial);
  if (!key) return { message, cookie, judge: () => undefined, unsigned: () => false };
  const { hmac } = runtime;
  if (!hmac) return failure('failed', t`Questions cannot be signed from here.`);
  const tsig: TsigRuntime = { hmac, now: () => Math.floor(runtime.clock.now().getTime() / 1000) };
  const signed = signQuery(message, key, tsig);
  const { verify, unsigned } = verifierFor(signed, key, tsig);
  return { message: signed.message, cookie, judge: (response) => verify(response.wire, response), unsigned };
}

/** Keeps the server's cookie, and says what is wrong with it (RFC 7873 section 5.3). */
function keepCookie(cookies: CookieJar, server: Server, sent: Uint8Array, response: ResponseMessage): string[] {
  const came = response.edns?.options.find(({ code }) => code === EDNS_OPTION.COOKIE)?.data;
  if (!came) return [];
  const isOurs = came.length >= CLIENT_COOKIE && sent.subarray(0, CLIENT_COOKIE).every((octet, i) => octet === came[i]);
  if (!isOurs) {
    return [
      t`The cookie that came back is not the one that was sent: the answer may be forged, or a device on the way changes answers.`,
    ];
  }
  // RFC 7873 section 4: the server's part has 8 to 32 octets.
  if (came.length < 16 || came.length > 40) {
    return came.length === CLIENT_COOKIE
      ? []
      : [t`The server’s cookie has ${came.length - CLIENT_COOKIE} octets, where 8 to 32 are right: it is not kept.`];
  }
  cookies.set(placeOf(server), came);
  return [];
}
