/** DNS over HTTPS (RFC 8484), by HTTP/2: GET and POST. */

import { connect, constants } from 'node:http2';
import { isIPv6 } from 'node:net';
import { t } from '../../l10n.ts';
import { failure } from '../../live/conversation.ts';
import type { QueryMessage } from '../../live/messages.ts';
import { readResponse } from '../../live/readResponse.ts';
import type { Failure, Send, SendResult, Server } from '../../live/transport.ts';
import { hostOf } from './certificates.ts';
import { connectForHttp } from './connection.ts';
import { place } from './failures.ts';

const MEDIA_TYPE = 'application/dns-message';
const MAX_MESSAGE = 65535;

/** Octets of text that are looked at where something else than a DNS message came. */
const SHOWN = 200;

interface Came {
  readonly status: number;
  readonly type: string;
  readonly body: Buffer;
}

/** The path that queries go to, and for GET the query in it. */
export function httpsPath(server: Server, wire: Uint8Array): string {
  const path = server.https?.path ?? '/dns-query';
  if (server.https?.method !== 'GET') return path;
  return `${path}${path.includes('?') ? '&' : '?'}dns=${Buffer.from(wire).toString('base64url')}`;
}

function authority(server: Server): string {
  const host = hostOf(server);
  const bracketed = isIPv6(host) ? `[${host}]` : host;
  return server.port === 443 ? bracketed : `${bracketed}:${server.port}`;
}

/** What an HTTP answer that is no DNS message means. */
export function httpFailure(server: Server, { status, type, body }: Came): Failure | undefined {
  const path = server.https?.path ?? '/dns-query';
  if (status === 404) return failure('http', t`${place(server)} has nothing at ${path} (HTTP 404).`);
  if (status === 405 || status === 415) {
    return failure('http', t`${place(server)} takes no ${server.https?.method ?? 'POST'} at ${path} (HTTP ${status}).`);
  }
  if (status >= 300 && status < 400) {
    return failure('http', t`${place(server)} sends elsewhere (HTTP ${status}), which is not followed.`);
  }
  if (status < 200 || status >= 300) {
    const text = body
      .subarray(0, SHOWN)
      .toString('latin1')
      .replace(/[^\x20-\x7e]+/g, ' ')
      .trim();
    return failure('http', t`${place(server)} answered with HTTP ${status}${text === '' ? '' : `: ${text}`}.`);
  }
  if (type.split(';')[0].trim().toLowerCase() === MEDIA_TYPE) return undefined;
  return failure('http', t`${place(server)} answered at ${path} with ${type || t`no type`}, not with a DNS message.`);
}

function exchangeOn(session: ReturnType<typeof connect>, query: QueryMessage, server: Server): Promise<Came> {
  return new Promise((resolve, reject) => {
    const isGet = server.https?.method === 'GET';
    const { HTTP2_HEADER_PATH, HTTP2_HEADER_METHOD, HTTP2_HEADER_AUTHORITY, HTTP2_HEADER_STATUS } = constants;
    const request = session.request({
      [HTTP2_HEADER_METHOD]: isGet ? 'GET' : 'POST',
      [HTTP2_HEADER_PATH]: httpsPath(server, query.wire),
      [HTTP2_HEADER_AUTHORITY]: authority(server),
      accept: MEDIA_TYPE,
      ...(!isGet && { 'content-type': MEDIA_TYPE, 'content-length': String(query.wire.length) }),
    });
    let status = 0;
    let type = '';
    let size = 0;
    const pieces: Buffer[] = [];
    request.on('response', (headers) => {
      status = Number(headers[HTTP2_HEADER_STATUS]);
      type = String(headers['content-type'] ?? '');
    });
    request.on('data', (piece: Buffer) => {
      size += piece.length;
      if (size <= MAX_MESSAGE) pieces.push(piece);
      else request.close();
    });
    request.on('error', reject);
    request.on('close', () => {
      if (status === 0) reject(new Error(t`the answer ended before it began`));
      else resolve({ status, type, body: Buffer.concat(pieces) });
    });
    request.end(isGet ? undefined : Buffer.from(query.wire));
  });
}

/** Sends a query over HTTPS. `timeoutMs` covers connecting and answering. */
export const sendHttps: Send = async (query, server, timeoutMs, signal) => {
  const began = performance.now();
  const made = await connectForHttp(server, timeoutMs, signal);
  if ('kind' in made) return made;
  const { socket, remarks } = made;
  if (socket.alpnProtocol !== 'h2') {
    socket.destroy();
    return failure('http', t`${place(server)} does not speak HTTP/2, which DNS over HTTPS needs.`);
  }
  const session = connect(`https://${authority(server)}`, { createConnection: () => socket });
  let stop = (_result: SendResult): void => {};
  const stopped = new Promise<SendResult>((resolve) => {
    stop = resolve;
  });
  const cancel = (): void => stop(failure('cancelled', t`The query was cancelled.`));
  const left = Math.max(0, timeoutMs - (performance.now() - began));
  const timer = setTimeout(
    () => stop(failure('timeout', t`${place(server)} sent no answer over HTTPS in ${timeoutMs / 1000} s.`)),
    left,
  );
  signal?.addEventListener('abort', cancel);
  session.on('error', (error) => stop(failure('http', t`HTTP/2 with ${place(server)} failed: ${error.message}.`)));
  const answered = exchangeOn(session, query, server).then(
    (came): SendResult => {
      const wrong = httpFailure(server, came);
      if (wrong) return wrong;
      const response = readResponse(came.body, query);
      if (response.kind === 'message')
        return { kind: 'reply', response, ignored: [], ...(remarks.length > 0 && { remarks }) };
      return failure('malformed', t`${place(server)} sent something that could not be read. ${response.reason}`);
    },
    (error: Error): SendResult => failure('http', t`HTTP/2 with ${place(server)} failed: ${error.message}.`),
  );
  const result = await Promise.race([answered, stopped]);
  clearTimeout(timer);
  signal?.removeEventListener('abort', cancel);
  session.destroy();
  return result;
};
