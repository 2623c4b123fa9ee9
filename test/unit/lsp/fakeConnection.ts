/** A connection without a client: what the server listens to is called by the test, and what it says is kept. */
import { type CancellationToken, CancellationTokenSource, type Connection } from 'vscode-languageserver';
import { newSession, type Session } from '../../../server/src/lsp/session.ts';
import { memoryFileSystem } from '../../../server/src/workspace/fileSystem.ts';

type Handler = (params: unknown, token: CancellationToken) => unknown;

export interface Fake {
  readonly session: Session;
  /** Who answers which request. */
  readonly handlers: Map<string, Handler>;
  /** Lines of the log, errors before the rest. */
  readonly errors: string[];
  /** Messages that the user sees. */
  readonly shown: string[];
  /** Sends a request. */
  request(method: string, params: unknown): Promise<unknown>;
}

/** A session on a connection without a client; nothing is opened in it. */
export function fakeSession(files: Readonly<Record<string, string>> = {}): Fake {
  const handlers = new Map<string, Handler>();
  const errors: string[] = [];
  const shown: string[] = [];
  const connection = {
    console: { info: () => undefined, error: (text: string) => errors.push(text) },
    sendNotification: (_type: unknown, { message }: { message: string }) => Promise.resolve(void shown.push(message)),
    onRequest(type: { method: string }, handler: Handler) {
      if (handlers.has(type.method)) throw new Error(`${type.method} is answered twice`);
      handlers.set(type.method, handler);
    },
  } as unknown as Connection;
  const session = newSession(connection, {
    fileSystem: () => memoryFileSystem(files),
    now: () => new Date('2026-11-01T00:00:00Z'),
    clock: () => 0,
    after: () => () => undefined,
    soon: (run) => setImmediate(run),
  });
  return {
    session,
    handlers,
    errors,
    shown,
    request: async (method, params) => handlers.get(method)?.(params, new CancellationTokenSource().token),
  };
}
