/** Connections over TCP and TLS on which messages follow one another, each with its length before it (RFC 1035 section 4.2.2, RFC 7858 section 3.3). */

import { isIP, Socket, type TcpSocketConnectOpts } from 'node:net';
import { checkServerIdentity, connect as connectTls, type TLSSocket } from 'node:tls';
import { t } from '../../l10n.ts';
import { failure } from '../../live/conversation.ts';
import { hostOf } from '../../live/overHttp.ts';
import { type Failure, type Server, type Stream, serverText, TRANSPORT_NAME } from '../../live/transport.ts';
import { certificateFault } from './certificates.ts';
import { systemFailure } from './failures.ts';

const LENGTH_PREFIX = 2;

export interface Connection extends Stream {
  send(message: Uint8Array): void;
  /** What is wrong with the server's certificate, where any was to be taken. */
  readonly remarks: readonly string[];
}

type Way = 'tcp' | 'tls';

/** The socket once it is connected, and over TLS the server has shown who it is. */
function connected(
  server: Server,
  way: Way | 'https',
  timeoutMs: number,
  signal: AbortSignal | undefined,
): Promise<{ socket: Socket; remarks: readonly string[] } | Failure> {
  if (isIP(server.address) === 0) {
    return Promise.resolve(failure('no-address', t`${server.address} is not an IPv4 or IPv6 address.`));
  }
  return new Promise((resolve) => {
    let done = false;
    let isTcpThere = false;
    const name = TRANSPORT_NAME[way];
    const end = (result: { socket: Socket; remarks: readonly string[] } | Failure): void => {
      if (done) return;
      done = true;
      clearTimeout(timer);
      signal?.removeEventListener('abort', cancel);
      if ('kind' in result) socket.destroy();
      resolve(result);
    };
    const cancel = (): void => end(failure('cancelled', t`The query was cancelled.`));
    const timer = setTimeout(() => {
      const place = serverText(server);
      end(
        isTcpThere
          ? failure('tls', t`${place} took the TCP connection, but no secure one came about in ${timeoutMs / 1000} s.`)
          : failure('timeout', t`${place} did not take a connection for ${name} in ${timeoutMs / 1000} s.`),
      );
    }, timeoutMs);
    const socket = new Socket();
    const failed = (error: NodeJS.ErrnoException): void => {
      if (!isTcpThere || way === 'tcp') end({ ...systemFailure(error, server, way), ignored: [] });
      else end(failure('tls', t`No secure connection to ${serverText(server)} came about: ${error.message}.`));
    };
    socket.on('error', failed);
    socket.on('connect', () => {
      isTcpThere = true;
      if (way === 'tcp') return end({ socket, remarks: [] });
      const secure = secured(socket, server, way === 'tls' ? 'dot' : 'h2');
      secure.on('error', failed);
      secure.on('close', () =>
        end(
          failure(
            'tls',
            t`${serverText(server)} closed the connection before it was secure: it may not speak TLS there.`,
          ),
        ),
      );
      secure.on('secureConnect', () => {
        const fault = certificateFault(secure, server);
        if (fault === undefined) return end({ socket: secure, remarks: [] });
        end(server.tls?.anyCertificate ? { socket: secure, remarks: [fault] } : failure('tls', fault));
      });
    });
    if (signal?.aborted) return cancel();
    signal?.addEventListener('abort', cancel);
    try {
      socket.connect(placeOf(server));
    } catch (error) {
      failed(error as NodeJS.ErrnoException);
    }
  });
}

/** Where a socket connects to, and from where. */
export function placeOf({ address, port, source }: Server): TcpSocketConnectOpts {
  const from = source && { localAddress: source.address, ...(source.port !== undefined && { localPort: source.port }) };
  return { host: address, port, ...from };
}

/** TLS over the connection. The certificate is judged by `certificateFault`, which says more than an exception. */
function secured(socket: Socket, server: Server, protocol: 'dot' | 'h2'): TLSSocket {
  const host = hostOf(server);
  const asked = server.tls?.asked ?? host;
  return connectTls({
    socket,
    host: server.address,
    ...(isIP(asked) === 0 && { servername: asked }),
    checkServerIdentity: (_, certificate) => checkServerIdentity(host, certificate),
    ...(server.tls?.authorities !== undefined && { ca: server.tls.authorities }),
    ALPNProtocols: [protocol],
    rejectUnauthorized: false,
  });
}

/** Whether anybody takes TCP connections at a place; nothing is sent. */
export async function reach(address: string, port: number, timeoutMs: number): Promise<Failure | undefined> {
  const made = await connected({ address, port }, 'tcp', timeoutMs, undefined);
  if ('kind' in made) return made;
  made.socket.destroy();
  return undefined;
}

/** A secure connection for HTTP/2. */
export async function connectForHttp(
  server: Server,
  timeoutMs: number,
  signal?: AbortSignal,
): Promise<{ readonly socket: TLSSocket; readonly remarks: readonly string[] } | Failure> {
  const made = await connected(server, 'https', timeoutMs, signal);
  return 'kind' in made ? made : { socket: made.socket as TLSSocket, remarks: made.remarks };
}

/** Connects, and sends and receives whole messages from then on. What nobody asks for is not read from the network. */
export async function connectTo(
  server: Server,
  way: Way,
  timeoutMs: number,
  signal?: AbortSignal,
): Promise<Connection | Failure> {
  const made = await connected(server, way, timeoutMs, signal);
  if ('kind' in made) return made;
  const { socket, remarks } = made;
  const place = serverText(server);
  let broken: Failure | undefined;
  let wanted = -1;
  let messages = 0;
  let wake = (): void => {};
  const cancel = (): void => {
    broken = failure('cancelled', t`The query was cancelled.`);
    socket.destroy();
    wake();
  };
  signal?.addEventListener('abort', cancel);
  socket.removeAllListeners('error');
  socket.on('error', (error: NodeJS.ErrnoException) => {
    broken ??= { ...systemFailure(error, server, way), ignored: [] };
    wake();
  });
  socket.on('readable', () => wake());
  const ended = (): void => {
    const middle = wanted >= 0 || socket.readableLength > 0;
    const message = middle
      ? t`${place} closed the connection in the middle of a message, after ${messages} whole ones.`
      : messages === 0
        ? t`${place} closed the connection without an answer.`
        : t`${place} closed the connection after ${messages} messages.`;
    broken ??= failure('closed', message);
    wake();
  };
  socket.on('end', ended);
  socket.on('close', ended);

  /** The next message, if it is there. */
  const take = (): Uint8Array | undefined => {
    if (wanted < 0) {
      const prefix = socket.read(LENGTH_PREFIX) as Buffer | null;
      if (prefix === null || prefix.length < LENGTH_PREFIX) return undefined;
      wanted = prefix.readUInt16BE();
    }
    const message = wanted === 0 ? Buffer.alloc(0) : (socket.read(wanted) as Buffer | null);
    if (message === null || message.length < wanted) return undefined;
    wanted = -1;
    messages++;
    return message;
  };
  return {
    remarks,
    send: (message) => {
      const framed = Buffer.alloc(LENGTH_PREFIX + message.length);
      framed.writeUInt16BE(message.length);
      framed.set(message, LENGTH_PREFIX);
      socket.write(framed);
    },
    next: (waitMs) =>
      new Promise((resolve) => {
        let timer: NodeJS.Timeout | undefined;
        const end = (result: Uint8Array | Failure): void => {
          clearTimeout(timer);
          wake = () => {};
          resolve(result);
        };
        wake = () => {
          const message = broken?.kind === 'cancelled' ? undefined : take();
          if (message) end(message);
          else if (broken) end(broken);
        };
        if (Number.isFinite(waitMs)) {
          timer = setTimeout(() => {
            const what = messages === 0 ? t`no answer` : t`nothing more after ${messages} messages`;
            end(failure('timeout', t`${place} sent ${what} over ${TRANSPORT_NAME[way]} in ${waitMs / 1000} s.`));
          }, waitMs);
        }
        wake();
      }),
    close: () => {
      signal?.removeEventListener('abort', cancel);
      socket.removeAllListeners();
      socket.on('error', () => {});
      socket.destroy();
    },
  };
}
