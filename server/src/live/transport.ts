/** What a query is handed to and what comes back: whoever sends (an editor's client, a command line, a test) brings these. */
import type { MalformedMessage, QueryMessage, ResponseMessage } from './messages.ts';

/** Where a query goes: a numeric address (IPv6 possibly with `%zone`), a port, and the host's name where it was found by one. */
export interface Server {
  readonly address: string;
  readonly port: number;
  readonly name?: string;
}

export type Transport = 'udp' | 'tcp';

/**
 * - timeout: nothing (that answers this query) came in time
 * - refused: the machine says that nothing listens on the port
 * - unreachable: the network says that there is no way to the machine
 * - no-ipv4, no-ipv6: this machine has no such address or no route for the family
 * - closed: the TCP connection ended before an answer
 * - malformed: what came could not be read
 * - no-address: the server's name has no address
 * - cancelled: the caller's signal
 * - failed: anything else the system reports
 */
export type FailureKind =
  | 'timeout'
  | 'refused'
  | 'unreachable'
  | 'no-ipv4'
  | 'no-ipv6'
  | 'closed'
  | 'malformed'
  | 'no-address'
  | 'cancelled'
  | 'failed';

export interface Failure {
  readonly kind: FailureKind;
  /** One plain sentence. */
  readonly message: string;
  /** Datagrams that came meanwhile and did not belong to this query, newest last; they may be forged. */
  readonly ignored: readonly MalformedMessage[];
  /** For `malformed`: the header says that the message was cut to fit a datagram. */
  readonly truncated?: boolean;
}

export interface Reply {
  readonly kind: 'reply';
  readonly response: ResponseMessage;
  readonly ignored: readonly MalformedMessage[];
}

export type SendResult = Reply | Failure;

export type Send = (
  query: QueryMessage,
  server: Server,
  timeoutMs: number,
  signal?: AbortSignal,
) => Promise<SendResult>;

/** The two ways to send, as `query` takes them. */
export interface Transports {
  readonly udp: Send;
  readonly tcp: Send;
}

/** A server as BIND prints it: `192.0.2.53#53`, with the name it was found by. */
export function serverText(server: Server): string {
  const place = `${server.address}#${server.port}`;
  return server.name === undefined ? place : `${place} (${server.name})`;
}
