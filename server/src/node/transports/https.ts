/** DNS over HTTPS (RFC 8484), by HTTP/2: GET and POST. */

import { type ClientHttp2Session, connect, constants } from 'node:http2';
import { t } from '../../l10n.ts';
import { failure } from '../../live/conversation.ts';
import type { QueryMessage } from '../../live/messages.ts';
import { authority, type Came, httpFailure, httpsPath, MAX_MESSAGE, MEDIA_TYPE } from '../../live/overHttp.ts';
import { readResponse } from '../../live/readResponse.ts';
import type { Failure, Send, SendResult, Server } from '../../live/transport.ts';
import { connectForHttp } from './connection.ts';
import { orCancelled, place } from './failures.ts';

interface Opened {
  readonly session: ClientHttp2Session;
  readonly remarks: readonly string[];
}

/** Connects to a server that speaks HTTP/2. */
async function open(server: Server, timeoutMs: number, signal?: AbortSignal): Promise<Opened | Failure> {
  const made = await connectForHttp(server, timeoutMs, signal);
  if ('kind' in made) return made;
  const { socket, remarks } = made;
  if (socket.alpnProtocol !== 'h2') {
    socket.destroy();
    return failure('http', t`${place(server)} does not speak HTTP/2, which DNS over HTTPS needs.`);
  }
  const session = connect(`https://${authority(server)}`, { createConnection: () => socket });
  // What fails on it fails for each of its questions, which say so; nobody is to be left alone with the event.
  session.on('error', () => undefined);
  return { session, remarks };
}

/** What came for one question, as far as a message can be; a stream that ends before its answer rejects. */
function exchangeOn(
  session: ClientHttp2Session,
  query: QueryMessage,
  server: Server,
): { readonly came: Promise<Came>; stop(): void } {
  const isGet = server.https?.method === 'GET';
  const { HTTP2_HEADER_PATH, HTTP2_HEADER_METHOD, HTTP2_HEADER_AUTHORITY, HTTP2_HEADER_STATUS } = constants;
  const request = session.request({
    [HTTP2_HEADER_METHOD]: isGet ? 'GET' : 'POST',
    [HTTP2_HEADER_PATH]: httpsPath(server, query.wire),
    [HTTP2_HEADER_AUTHORITY]: authority(server),
    accept: MEDIA_TYPE,
    ...(!isGet && { 'content-type': MEDIA_TYPE, 'content-length': String(query.wire.length) }),
  });
  const came = new Promise<Came>((resolve, reject) => {
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
  return { came, stop: () => request.close(constants.NGHTTP2_CANCEL) };
}

/** One question on a connection. */
async function ask(
  { session, remarks }: Opened,
  query: QueryMessage,
  server: Server,
  timeoutMs: number,
  leftMs: number,
  signal: AbortSignal | undefined,
): Promise<SendResult> {
  let stop = (_result: SendResult): void => {};
  const stopped = new Promise<SendResult>((resolve) => {
    stop = resolve;
  });
  const cancel = (): void => stop(failure('cancelled', t`The query was cancelled.`));
  const timer = setTimeout(
    () => stop(failure('timeout', t`${place(server)} sent no answer over HTTPS in ${timeoutMs / 1000} s.`)),
    leftMs,
  );
  const failed = (error: Error): SendResult =>
    failure('http', t`HTTP/2 with ${place(server)} failed: ${error.message}.`);
  const onError = (error: Error): void => stop(failed(error));
  signal?.addEventListener('abort', cancel);
  session.on('error', onError);
  const going = exchangeOn(session, query, server);
  const answered = going.came.then((came): SendResult => {
    const wrong = httpFailure(server, came);
    if (wrong) return wrong;
    const response = readResponse(came.body, query);
    if (response.kind === 'message')
      return { kind: 'reply', response, ignored: [], ...(remarks.length > 0 && { remarks }) };
    return failure('malformed', t`${place(server)} sent something that could not be read. ${response.reason}`);
  }, failed);
  const result = await Promise.race([answered, stopped]);
  clearTimeout(timer);
  signal?.removeEventListener('abort', cancel);
  session.removeListener('error', onError);
  going.stop();
  return result;
}

/** Sends over HTTPS on connections that are kept for further questions, several at a time; `close` ends them. */
export function httpsSessions(): { readonly send: Send; close(): void } {
  const kept = new Map<string, Promise<Opened | Failure>>();
  const ended = new AbortController();
  const send: Send = async (query, server, tryMs, signal, tries = 1) => {
    const timeoutMs = tryMs * tries;
    if (signal?.aborted) return failure('cancelled', t`The query was cancelled.`);
    const began = performance.now();
    const key = JSON.stringify([server.address, server.port, server.name, server.tls, server.source]);
    for (let connections = 1; ; connections++) {
      const before = kept.get(key);
      const opening = before ?? open(server, timeoutMs, ended.signal);
      kept.set(key, opening);
      const opened = await orCancelled(opening, signal);
      if ('kind' in opened) {
        if (opened.kind !== 'cancelled') kept.delete(key);
        return opened;
      }
      const isUsable = !opened.session.closed && !opened.session.destroyed;
      if (isUsable) {
        const left = Math.max(0, timeoutMs - (performance.now() - began));
        return ask(opened, query, server, timeoutMs, left, signal);
      }
      kept.delete(key);
      if (connections > 1)
        return failure('http', t`HTTP/2 with ${place(server)} failed: ${t`the connection has ended`}.`);
    }
  };
  const close = (): void => {
    ended.abort();
    for (const opening of kept.values()) {
      void opening.then((opened) => {
        if (!('kind' in opened)) opened.session.destroy();
      });
    }
    kept.clear();
  };
  return { send, close };
}

/** Sends a query over HTTPS, on a connection of its own. The time covers connecting and answering. */
export const sendHttps: Send = async (query, server, timeoutMs, signal, tries) => {
  const { send, close } = httpsSessions();
  const result = await send(query, server, timeoutMs, signal, tries);
  close();
  return result;
};
