/** What a query is handed to and what comes back: whoever sends (an editor's client, a command line, a test) brings these. */
import type { MalformedMessage, QueryMessage, ResponseMessage } from './messages.ts';

/** Where a query goes: a numeric address (IPv6 possibly with `%zone`), a port, and the host's name where it was found by one. */
export interface Server {
  readonly address: string;
  readonly port: number;
  readonly name?: string;
  /** For TLS and HTTPS: how the server shows who it is. Absent: a certificate for `name`, or for the address, that the system trusts. */
  readonly tls?: TlsOptions;
  /** For HTTPS: how it is asked. Absent: POST to `/dns-query`. */
  readonly https?: HttpsOptions;
  /** From where it is asked, where that is not left to the system. */
  readonly source?: Source;
  /** Over UDP an answer from another address counts, too: to find out that a server answers from one. Never for what is believed. */
  readonly anySource?: true;
}

/** An address of this machine, and a port. */
export interface Source {
  readonly address: string;
  readonly port?: number;
}

/** Servers to ask, and in a sentence each, those that could not be found. */
export interface FoundServers {
  readonly servers: readonly Server[];
  readonly missing: readonly string[];
}

export interface TlsOptions {
  /** The name that the certificate has to be for; the server's own where absent. */
  readonly host?: string;
  /** The name that it is asked for (SNI), where the certificate has to be for another one. */
  readonly asked?: string;
  /** Certificates of authorities to be trusted instead of the system's, as PEM. */
  readonly authorities?: string;
  /** Take any certificate (as dig's +tls does without +tls-ca): what is wrong with it is still said. */
  readonly anyCertificate?: boolean;
}

export interface HttpsOptions {
  /** `/dns-query`, as RFC 8484 and everybody has it. */
  readonly path?: string;
  readonly method?: 'GET' | 'POST';
}

/** UDP, TCP (RFC 7766), TLS (RFC 7858), and HTTPS (RFC 8484). */
export type Transport = 'udp' | 'tcp' | 'tls' | 'https';

/** What a transport is called where it is shown. */
export const TRANSPORT_NAME: Readonly<Record<Transport, string>> = {
  udp: 'UDP',
  tcp: 'TCP',
  tls: 'TLS',
  https: 'HTTPS',
};

/**
 * - timeout: nothing (that answers this query) came in time
 * - refused: the machine says that nothing listens on the port
 * - unreachable: the network says that there is no way to the machine
 * - no-ipv4, no-ipv6: this machine has no such address or no route for the family
 * - closed: the TCP connection ended before an answer
 * - tls: the server did not show that it is the one that was meant, or no secure connection came about
 * - http: the server answered over HTTP, but with no DNS message
 * - signature: the answer is not signed with the key as it has to be (RFC 8945)
 * - limit: a bound of the conversation was reached, and the question was not sent
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
  | 'tls'
  | 'http'
  | 'signature'
  | 'limit'
  | 'no-address'
  | 'cancelled'
  | 'failed';

/** Kinds of failures that say nothing of the server: this machine has no way to it, or did not ask it. */
export const NOT_TOLD: ReadonlySet<FailureKind> = new Set(['no-ipv4', 'no-ipv6', 'cancelled', 'failed', 'limit']);

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
  /** What is to be said of how it came, in sentences: a cookie that is another one, a certificate that was taken all the same. */
  readonly remarks?: readonly string[];
  /** Where it was sent more than once: how often, and which of them was answered. */
  readonly late?: { readonly sent: number; readonly answered: number };
  /** A message of a transfer that no signature covers yet: a later one has to. */
  readonly unsigned?: true;
  /** The address that it came from, where that is another than the one that was asked. */
  readonly from?: string;
}

export type SendResult = Reply | Failure;

/**
 * Sends one query. `timeoutMs` is how long one try waits: over UDP the query is sent `tries` times, and whichever answer comes first is taken, also a late
 * one to an earlier try; over connections, which lose nothing, it is sent once and waited for as long.
 */
export type Send = (
  query: QueryMessage,
  server: Server,
  timeoutMs: number,
  signal?: AbortSignal,
  tries?: number,
) => Promise<SendResult>;

/** One connection on which several messages come for one query: a transfer. */
export interface Stream {
  /** The next message's octets, or why there is none. Waits at most `timeoutMs`; what was not read yet is not taken from the network either. */
  next(timeoutMs: number): Promise<Uint8Array | Failure>;
  close(): void;
}

export type OpenStream = (
  query: QueryMessage,
  server: Server,
  timeoutMs: number,
  signal?: AbortSignal,
) => Promise<Stream | Failure>;

/** Whether anybody takes TCP connections at a place: why not, or undefined. Nothing is sent. */
export type Reach = (address: string, port: number, timeoutMs: number) => Promise<Failure | undefined>;

/** The ways to send. A browser has one, and one without TLS is no less of use: what is absent is said when it is asked for. */
export interface Transports {
  readonly udp?: Send;
  readonly tcp?: Send;
  readonly tls?: Send;
  readonly https?: Send;
  /** Transfers, over TCP and TLS. */
  readonly stream?: Readonly<Partial<Record<'tcp' | 'tls', OpenStream>>>;
  /** The same ways with connections that are kept for the next query (RFC 7766 section 6.2.1) until `close`. */
  session?(): Transports & { close(): void };
}

/** A server as BIND prints it: `192.0.2.53#53`, with the name it was found by. */
export function serverText(server: Server): string {
  const place = `${server.address}#${server.port}`;
  return server.name === undefined ? place : `${place} (${server.name})`;
}
