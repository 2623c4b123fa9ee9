/** DNS over HTTPS by a browser's `fetch` (RFC 8484): the one way to a DNS server that a page has, and only where the server lets pages ask it. */

import { t } from '../l10n.ts';
import { failure } from '../live/conversation.ts';
import { authority, httpFailure, httpsPath, MAX_MESSAGE, MEDIA_TYPE } from '../live/overHttp.ts';
import { readResponse } from '../live/readResponse.ts';
import type { Send, SendResult, Server } from '../live/transport.ts';

type Fetch = typeof fetch;

/** GET where POST is not asked for: a browser sends it without asking the server first (CORS). */
function gotten(server: Server): Server {
  return { ...server, https: { method: 'GET', ...server.https } };
}

/** Sends queries by `fetch`. */
export function sendByFetch(fetching: Fetch): Send {
  return async (query, given, tryMs, signal, tries = 1) => {
    const timeoutMs = tryMs * tries;
    const server = gotten(given);
    const url = `https://${authority(server)}${httpsPath(server, query.wire)}`;
    const abort = new AbortController();
    const cancel = (): void => abort.abort();
    signal?.addEventListener('abort', cancel);
    const timer = setTimeout(cancel, timeoutMs);
    const isPost = server.https?.method === 'POST';
    try {
      const came = await fetching(url, {
        method: isPost ? 'POST' : 'GET',
        headers: { accept: MEDIA_TYPE, ...(isPost && { 'content-type': MEDIA_TYPE }) },
        ...(isPost && { body: new Uint8Array(query.wire) }),
        cache: 'no-store',
        credentials: 'omit',
        redirect: 'manual',
        referrerPolicy: 'no-referrer',
        signal: abort.signal,
      });
      const body = new Uint8Array(await came.arrayBuffer()).subarray(0, MAX_MESSAGE);
      const status = came.type === 'opaqueredirect' ? 302 : came.status;
      return read(server, { status, type: came.headers.get('content-type') ?? '', body }, query);
    } catch {
      return failed(server, timeoutMs, signal, abort.signal);
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', cancel);
    }
  };
}

function read(server: Server, came: Parameters<typeof httpFailure>[1], query: Parameters<Send>[0]): SendResult {
  const wrong = httpFailure(server, came);
  if (wrong) return wrong;
  const response = readResponse(came.body, query);
  if (response.kind === 'message') return { kind: 'reply', response, ignored: [] };
  return failure('malformed', t`${server.address} sent something that could not be read. ${response.reason}`);
}

/** A page learns no more than that it did not work. */
function failed(server: Server, timeoutMs: number, signal: AbortSignal | undefined, own: AbortSignal): SendResult {
  if (signal?.aborted) return failure('cancelled', t`The query was cancelled.`);
  if (own.aborted) return failure('timeout', t`${server.address} sent no answer over HTTPS in ${timeoutMs / 1000} s.`);
  return failure(
    'http',
    t`The browser had no answer from ${server.address}: it cannot be reached, its certificate does not hold, or it does not let pages ask it (CORS).`,
  );
}
