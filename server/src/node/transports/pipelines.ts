/**
 * Queries over TCP and TLS on one connection: they go out without waiting for one another, and answers are known by their ids in whatever
 * order they come (RFC 7766 section 6.2.1.1).
 */

import { t } from '../../l10n.ts';
import { failure } from '../../live/conversation.ts';
import type { QueryMessage } from '../../live/messages.ts';
import { messageId, readResponse } from '../../live/readResponse.ts';
import type { Failure, OpenStream, Send, SendResult, Server } from '../../live/transport.ts';
import { type Connection, connectTo } from './connection.ts';
import { orCancelled, place } from './failures.ts';

interface Waiting {
  readonly query: QueryMessage;
  readonly end: (result: SendResult) => void;
}

interface Pipeline {
  readonly connection: Connection;
  readonly waiting: Map<number, Waiting>;
  /** Whether anything was answered on it: if it ends then, it was idle for too long, and a new one is as good. */
  answered: boolean;
  broken: boolean;
}

async function listen(pipeline: Pipeline, server: Server): Promise<void> {
  const { connection, waiting } = pipeline;
  for (;;) {
    const came = await connection.next(Number.POSITIVE_INFINITY);
    if (!(came instanceof Uint8Array)) {
      pipeline.broken = true;
      for (const { end } of [...waiting.values()]) end(came);
      return;
    }
    const id = messageId(came);
    const asked = id === undefined ? undefined : waiting.get(id);
    // On a connection nobody else can answer: a message of no query here means that the server is confused, and so are its other answers.
    if (!asked) {
      const [first] = waiting.values();
      if (!first) continue;
      const response = readResponse(came, first.query);
      const reason = response.kind === 'malformed' ? response.reason : '';
      for (const { end } of [...waiting.values()]) end(unreadable(server, reason));
      continue;
    }
    pipeline.answered = true;
    const response = readResponse(came, asked.query);
    const { remarks } = connection;
    asked.end(
      response.kind === 'message'
        ? { kind: 'reply', response, ignored: [], ...(remarks.length > 0 && { remarks }) }
        : unreadable(server, response.reason),
    );
  }
}

function unreadable(server: Server, reason: string): Failure {
  return failure('malformed', t`${place(server)} sent something that could not be read. ${reason}`);
}

function put(
  pipeline: Pipeline,
  query: QueryMessage,
  server: Server,
  timeoutMs: number,
  signal: AbortSignal | undefined,
): Promise<SendResult> {
  const { waiting } = pipeline;
  return new Promise((resolve) => {
    const end = (result: SendResult): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', cancel);
      waiting.delete(query.id);
      resolve(result);
    };
    const cancel = (): void => end(failure('cancelled', t`The query was cancelled.`));
    const timer = setTimeout(() => {
      const text = t`${place(server)} took the connection, but sent no answer in ${timeoutMs / 1000} s.`;
      end(failure('timeout', text));
    }, timeoutMs);
    waiting.set(query.id, { query, end });
    if (signal?.aborted) return cancel();
    signal?.addEventListener('abort', cancel);
    pipeline.connection.send(query.wire);
  });
}

/** Sends over connections that are kept; `close` ends them. */
export function pipelines(way: 'tcp' | 'tls'): { readonly send: Send; close(): void } {
  const open = new Map<string, Promise<Pipeline | Failure>>();
  const ended = new AbortController();
  const start = async (server: Server, timeoutMs: number): Promise<Pipeline | Failure> => {
    const connection = await connectTo(server, way, timeoutMs, ended.signal);
    if ('kind' in connection) return connection;
    const pipeline = { connection, waiting: new Map<number, Waiting>(), answered: false, broken: false };
    void listen(pipeline, server);
    return pipeline;
  };
  const send: Send = async (query, server, tryMs, signal, tries = 1) => {
    const timeoutMs = tryMs * tries;
    if (signal?.aborted) return failure('cancelled', t`The query was cancelled.`);
    const key = JSON.stringify([server.address, server.port, server.name, server.tls, server.source]);
    for (let connections = 1; ; connections++) {
      const kept = open.get(key);
      const opening = kept ?? start(server, timeoutMs);
      open.set(key, opening);
      const pipeline = await orCancelled(opening, signal);
      if ('kind' in pipeline) {
        if (pipeline.kind !== 'cancelled') open.delete(key);
        return pipeline;
      }
      // Two queries of one id cannot be told apart; the second has a connection of its own.
      if (pipeline.waiting.has(query.id)) return once(way)(query, server, timeoutMs, signal);
      const wasAnswered = pipeline.answered;
      const result = pipeline.broken
        ? failure('closed', t`The connection has ended.`)
        : await put(pipeline, query, server, timeoutMs, signal);
      if (pipeline.broken) open.delete(key);
      const isStale = result.kind === 'closed' && kept !== undefined && wasAnswered;
      if (!isStale || connections > 1) return result;
    }
  };
  const close = (): void => {
    ended.abort();
    for (const opening of open.values()) {
      void opening.then((pipeline) => {
        if (!('kind' in pipeline)) pipeline.connection.close();
      });
    }
    open.clear();
  };
  return { send, close };
}

/** One query on a connection of its own. */
export function once(way: 'tcp' | 'tls'): Send {
  return async (query, server, timeoutMs, signal, tries) => {
    const { send, close } = pipelines(way);
    const result = await send(query, server, timeoutMs, signal, tries);
    close();
    return result;
  };
}

/** A connection for a transfer. */
export function streamOver(way: 'tcp' | 'tls'): OpenStream {
  return async (query, server, timeoutMs, signal) => {
    const connection = await connectTo(server, way, timeoutMs, signal);
    if (!('kind' in connection)) connection.send(query.wire);
    return connection;
  };
}
