/** What the system's errors mean for a query. */

import { isIPv6 } from 'node:net';
import { t } from '../../l10n.ts';
import { type Failure, type Server, TRANSPORT_NAME, type Transport } from '../../live/transport.ts';

/** A server in a sentence. */
export function place(server: Server): string {
  return t`${server.address} port ${server.port}`;
}

/** What a system error means for a query to `server`: which of the failures it is, in a sentence. */
export function systemFailure(
  error: NodeJS.ErrnoException,
  server: Server,
  transport: Transport,
): Omit<Failure, 'ignored'> {
  const code = error.code ?? '';
  const family = isIPv6(server.address) ? 'IPv6' : 'IPv4';
  if (code === 'ECONNREFUSED') {
    const message = t`${server.address} answers, but nothing listens there on ${TRANSPORT_NAME[transport]} port ${server.port}.`;
    return { kind: 'refused', message };
  }
  if (code === 'EADDRNOTAVAIL' || code === 'EAFNOSUPPORT' || code === 'ENETUNREACH') {
    const message = t`This machine has no ${family} route to ${server.address}.`;
    return { kind: family === 'IPv6' ? 'no-ipv6' : 'no-ipv4', message };
  }
  if (code === 'EHOSTUNREACH' || code === 'EHOSTDOWN' || code === 'ENETDOWN') {
    return { kind: 'unreachable', message: t`The network has no way to ${server.address}.` };
  }
  if (code === 'ETIMEDOUT') {
    return { kind: 'timeout', message: t`The connection to ${place(server)} was not taken in time.` };
  }
  if (code === 'ECONNRESET' || code === 'EPIPE') {
    return { kind: 'closed', message: t`${place(server)} closed the connection without an answer.` };
  }
  if (code === 'EACCES' || code === 'EPERM') {
    const message = t`This machine does not allow sending to ${place(server)}: a firewall on it may say so (${code}).`;
    return { kind: 'failed', message };
  }
  return { kind: 'failed', message: t`Sending to ${place(server)} failed: ${error.message}.` };
}

/** What a promise gives, or that it was cancelled, whichever is first. */
export async function orCancelled<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T | Failure> {
  if (!signal) return promise;
  let cancel = (): void => {};
  const cancelled = new Promise<Failure>((resolve) => {
    cancel = () => resolve({ kind: 'cancelled', message: t`The query was cancelled.`, ignored: [] });
  });
  signal.addEventListener('abort', cancel);
  if (signal.aborted) cancel();
  const first = await Promise.race([promise, cancelled]);
  signal.removeEventListener('abort', cancel);
  return first;
}
