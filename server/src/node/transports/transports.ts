/**
 * Sends one query to one server, over UDP or TCP, and reads what comes back. Everything that can go wrong is a value with a plain
 * sentence; nothing here throws, and every call ends after its timeout at the latest.
 */

import { createSocket } from 'node:dgram';
import { isIP, isIPv6, Socket } from 'node:net';
import { parseAddress, sameOctets } from '../../dns/addresses.ts';
import { t } from '../../l10n.ts';
import type { MalformedMessage, QueryMessage } from '../../live/messages.ts';
import { messageId, readResponse } from '../../live/readResponse.ts';
import type { Failure, Reply, Send, SendResult, Server, Transports } from '../../live/transport.ts';
import { placeOf } from './connection.ts';
import { place, systemFailure } from './failures.ts';
import { httpsSessions, sendHttps } from './https.ts';
import { once, pipelines, streamOver } from './pipelines.ts';

/** Whether two texts are the same address; a zone (`%eth0`) makes no difference. */
function isSameAddress(one: string, other: string): boolean {
  const octets = [one, other].map((text) => parseAddress(text.split('%')[0]));
  return octets[0] !== undefined && octets[1] !== undefined && sameOctets(octets[0], octets[1]);
}

/** However many stray datagrams come, so many are remembered. */
const MAX_IGNORED = 16;
const LENGTH_PREFIX = 2;

function durationText(ms: number): string {
  return ms % 1000 === 0 ? `${ms / 1000} s` : `${ms} ms`;
}

function malformed(response: MalformedMessage, server: Server): Omit<Failure, 'ignored'> {
  const message = t`${place(server)} sent something that could not be read. ${response.reason}`;
  return { kind: 'malformed', message, truncated: response.truncated };
}

function cancelled(): Omit<Failure, 'ignored'> {
  return { kind: 'cancelled', message: t`The query was cancelled.` };
}

/** Runs one exchange: `start` gets `end`, of which the first call counts, and returns what closes its socket. */
function exchange(
  server: Server,
  signal: AbortSignal | undefined,
  timeoutMs: number,
  timedOut: () => Omit<Failure, 'ignored'>,
  ignored: readonly MalformedMessage[],
  start: (end: (result: Omit<Reply, 'ignored'> | Omit<Failure, 'ignored'>) => void) => () => void,
): Promise<SendResult> {
  return new Promise((resolve) => {
    let close: (() => void) | undefined;
    let done = false;
    const end = (result: Omit<Reply, 'ignored'> | Omit<Failure, 'ignored'>): void => {
      if (done) return;
      done = true;
      clearTimeout(timer);
      signal?.removeEventListener('abort', cancel);
      close?.();
      resolve({ ...result, ignored });
    };
    const cancel = (): void => end(cancelled());
    const timer = setTimeout(() => end(timedOut()), timeoutMs);
    if (signal?.aborted) return end(cancelled());
    // The system would look a name up, which is another query than the one that was asked for.
    if (isIP(server.address) === 0) {
      return end({ kind: 'no-address', message: t`${server.address} is not an IPv4 or IPv6 address.` });
    }
    signal?.addEventListener('abort', cancel);
    close = start(end);
    // `start` may have failed at once.
    if (done) close();
  });
}

/** True where a datagram does not belong to the query: another id, or another question under the same id. */
function isStray(response: MalformedMessage, datagram: Uint8Array, query: QueryMessage): boolean {
  if (response.fault === 'id' || response.fault === 'question') return true;
  return messageId(datagram) !== query.id;
}

function ignoredText(ignored: readonly MalformedMessage[]): string {
  if (ignored.length === 0) return '';
  const count = ignored.length === 1 ? t`One datagram` : t`${ignored.length} datagrams`;
  return t` ${count} came that did not belong to this query. ${ignored[ignored.length - 1].reason}`;
}

/**
 * Sends a query over UDP and waits for the first datagram that answers it, `tries` times `timeoutMs` milliseconds at most. Each try has a socket, and with it
 * a port, of its own, and those of earlier tries stay open: what answers late is an answer. The sockets are connected, so that the system drops datagrams
 * from elsewhere and reports the ICMP message of a closed port. Datagrams with another id or question are passed over until the time is up (RFC 5452
 * section 9), since taking the first that comes is what a forger hopes for.
 */
export const sendUdp: Send = (query, server, timeoutMs, signal, tries = 1) => {
  const ignored: MalformedMessage[] = [];
  let sent = 0;
  const whole = timeoutMs * tries;
  const timedOut = (): Omit<Failure, 'ignored'> => {
    const asked = tries === 1 ? '' : t`, to ${tries} tries`;
    const message = t`No answer from ${place(server)} over UDP in ${durationText(whole)}${asked}.${ignoredText(ignored)}`;
    return { kind: 'timeout', message };
  };
  return exchange(server, signal, whole, timedOut, ignored, (end) => {
    const fail = (error: Error): void => end(systemFailure(error, server, 'udp'));
    const sockets: ReturnType<typeof createSocket>[] = [];
    const isOther = (address: string): boolean => server.anySource === true && !isSameAddress(address, server.address);
    const attempt = (): void => {
      const answered = ++sent;
      const socket = createSocket(isIPv6(server.address) ? 'udp6' : 'udp4');
      sockets.push(socket);
      socket.on('error', fail);
      socket.on('message', (datagram, { address }) => {
        const response = readResponse(datagram, query);
        if (response.kind === 'message') {
          const how = { ...(isOther(address) && { from: address }), ...(sent > 1 && { late: { sent, answered } }) };
          end({ kind: 'reply', response, ...how });
        } else if (!isStray(response, datagram, query)) end(malformed(response, server));
        else if (ignored.push(response) > MAX_IGNORED) ignored.shift();
      });
      socket.on('connect', () => socket.send(query.wire, (error) => error && fail(error)));
      const connect = (): void => {
        try {
          if (server.anySource) socket.send(query.wire, server.port, server.address, (error) => error && fail(error));
          else socket.connect(server.port, server.address);
        } catch (error) {
          fail(error as Error);
        }
      };
      const { source } = server;
      // A port that was named is taken once; the later tries have others.
      const port = answered === 1 ? source?.port : undefined;
      if (source) socket.bind({ address: source.address, ...(port !== undefined && { port }) }, connect);
      else connect();
    };
    attempt();
    const again = Array.from({ length: tries - 1 }, (_, i) => setTimeout(attempt, timeoutMs * (i + 1)));
    return () => {
      for (const timer of again) clearTimeout(timer);
      for (const socket of sockets) {
        // An error may still arrive for a datagram that was sent; nobody waits for it.
        socket.removeAllListeners();
        socket.on('error', () => {});
        socket.close();
      }
    };
  });
};

/**
 * Sends a query over TCP, with the length before the message (RFC 1035 section 4.2.2), and reads the answer in whatever pieces it comes.
 * The time covers connecting and answering.
 */
export const sendTcp: Send = (query, server, tryMs, signal, tries = 1) => {
  const timeoutMs = tryMs * tries;
  let connected = false;
  let received = 0;
  const timedOut = (): Omit<Failure, 'ignored'> => {
    const time = durationText(timeoutMs);
    if (!connected) return { kind: 'timeout', message: t`${place(server)} did not take a TCP connection in ${time}.` };
    const message =
      received === 0
        ? t`${place(server)} took the TCP connection, but sent no answer in ${time}.`
        : t`${place(server)} sent only ${received} octets of its answer over TCP in ${time}.`;
    return { kind: 'timeout', message };
  };
  return exchange(server, signal, timeoutMs, timedOut, [], (end) => {
    const socket = new Socket();
    const pieces: Buffer[] = [];
    socket.on('connect', () => {
      connected = true;
      const framed = Buffer.alloc(LENGTH_PREFIX + query.wire.length);
      framed.writeUInt16BE(query.wire.length);
      framed.set(query.wire, LENGTH_PREFIX);
      socket.write(framed);
    });
    socket.on('data', (piece) => {
      pieces.push(piece as Buffer);
      received += piece.length;
      if (received < LENGTH_PREFIX) return;
      const expected = prefix(pieces);
      if (received < LENGTH_PREFIX + expected) return;
      const message = Buffer.concat(pieces).subarray(LENGTH_PREFIX, LENGTH_PREFIX + expected);
      const response = readResponse(message, query);
      end(response.kind === 'message' ? { kind: 'reply', response } : malformed(response, server));
    });
    socket.on('error', (error) => end(systemFailure(error, server, 'tcp')));
    socket.on('close', () => {
      if (received === 0) {
        end({ kind: 'closed', message: t`${place(server)} closed the connection without an answer.` });
        return;
      }
      const whole = received < LENGTH_PREFIX ? '' : t` of ${prefix(pieces)}`;
      const octets = Math.max(0, received - LENGTH_PREFIX);
      const message = t`${place(server)} closed the connection in the middle of its answer, after ${octets}${whole} octets.`;
      end({ kind: 'malformed', message });
    });
    try {
      socket.connect(placeOf(server));
    } catch (error) {
      end(systemFailure(error as Error, server, 'tcp'));
    }
    return () => socket.destroy();
  });
};

/** The length that stands before a message; its two octets may have come in two pieces. */
function prefix(pieces: readonly Buffer[]): number {
  const high = pieces[0];
  return high.length > 1 ? high.readUInt16BE(0) : (high[0] << 8) | pieces[1][0];
}

const stream = { tcp: streamOver('tcp'), tls: streamOver('tls') };

/** UDP, and connections that are kept until `close`. */
function session(): Transports & { close(): void } {
  const tcp = pipelines('tcp');
  const tls = pipelines('tls');
  const https = httpsSessions();
  const close = (): void => {
    tcp.close();
    tls.close();
    https.close();
  };
  return { udp: sendUdp, tcp: tcp.send, tls: tls.send, https: https.send, stream, close };
}

/** The real network. */
export const networkTransports = {
  udp: sendUdp,
  tcp: sendTcp,
  tls: once('tls'),
  https: sendHttps,
  stream,
  session,
} satisfies Transports;
