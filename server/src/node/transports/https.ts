/** DNS over HTTPS (RFC 8484), by HTTP/2: GET and POST. */

import { connect, constants } from 'node:http2';
import { t } from '../../l10n.ts';
import { failure } from '../../live/conversation.ts';
import type { QueryMessage } from '../../live/messages.ts';
import { authority, type Came, httpFailure, httpsPath, MAX_MESSAGE, MEDIA_TYPE } from '../../live/overHttp.ts';
import { readResponse } from '../../live/readResponse.ts';
import type { Send, SendResult, Server } from '../../live/transport.ts';
import { connectForHttp } from './connection.ts';
import { place } from './failures.ts';

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
export const sendHttps: Send = async (query, server, tryMs, signal, tries = 1) => {
  const timeoutMs = tryMs * tries;
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
