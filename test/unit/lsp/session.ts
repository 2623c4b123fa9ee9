/**
 * A session of the language server in this process: files in memory, and requests as an editor sends them. What is asked goes the way of an
 * editor's question, whatever is rebuilt behind the protocol.
 */
import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import {
  type Connection,
  createConnection,
  createMessageConnection,
  type Diagnostic,
  type InitializeResult,
  type MessageConnection,
  type Position,
  type Range,
  type ServerCapabilities,
  StreamMessageReader,
  StreamMessageWriter,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver/node';
import type { AskWords } from '../../../server/src/live/askWords.ts';
import { startServer } from '../../../server/src/lsp/server.ts';
import { memoryFileSystem } from '../../../server/src/workspace/fileSystem.ts';
import { OWN_OPTIONS, withForms } from '../../lsp/capabilities.ts';

const FOLDER = 'file:///work';
/** The time of the tests. */
const NOW = new Date(2026, 0, 21, 12, 0, 0);

export interface SessionOptions {
  /** The files of the workspace. A `$0` in one is the cursor: that file is open, and the cursor is no part of it. */
  readonly files: Readonly<Record<string, string>>;
  /** Further files that are open. */
  readonly open?: readonly string[];
  readonly settings?: object;
  readonly capabilities?: object;
  /** More of what the client says at the start. */
  readonly options?: object;
  /** True for a client that is not VS Code's: what it does not say, it cannot take. */
  readonly isGuest?: true;
  /** What requests of the server are answered with, by method; null where nothing is said. */
  readonly answers?: Readonly<Record<string, (params: never) => unknown>>;
  /** True where the server has the client read its files, by the requests that are answered above. */
  readonly clientReads?: true;
  /** True for a client that knows no folders of a workspace, only a root. */
  readonly noFolders?: true;
  /** What sends live queries. */
  readonly ask?: AskWords;
}

export interface Session {
  /** The cursor's file. */
  readonly uri: string;
  readonly position: Position;
  /** The texts of the files as the server has them, by name. */
  readonly texts: Map<string, string>;
  /** What was published of each file last, by its URI. */
  readonly diagnostics: ReadonlyMap<string, readonly Diagnostic[]>;
  /** Notifications and requests that came from the server, other than diagnostics. */
  readonly heard: readonly { readonly method: string; readonly params: unknown }[];
  readonly files: Record<string, string>;
  /** What the server said that it can do. */
  readonly capabilities: ServerCapabilities;
  /** A request of LSP about the cursor: the file and position are added. */
  at<T>(method: string, more?: object): Promise<T>;
  request<T>(method: string, params: object): Promise<T>;
  notify(method: string, params: object): Promise<void>;
  /** Opens a file; its language where that is not told by its name. */
  open(file: string, languageId?: string): Promise<void>;
  /** Replaces the first `old` in a file. */
  replace(file: string, old: string, text: string): Promise<void>;
  /** Waits until the server has nothing to do. */
  settled(): Promise<void>;
  /** Lets so much time pass that nobody waits any more. */
  timePasses(): Promise<void>;
}

export const uriOf = (file: string): string => `${FOLDER}/${file}`;

/** Turns of the event loop with nothing to do after which nothing will come: more than a message takes from end to end. */
const IDLE_TURNS = 12;

export async function openSession(options: SessionOptions): Promise<Session> {
  const texts = new Map<string, string>();
  const files: Record<string, string> = {};
  let cursor = { uri: '', position: { line: 0, character: 0 } };
  let cursorFile: string | undefined;
  for (const [name, marked] of Object.entries(options.files)) {
    const [before, after] = marked.split('$0');
    if (after !== undefined) {
      cursor = { uri: uriOf(name), position: positionAt(before, before.length) };
      cursorFile = name;
    }
    const text = before + (after ?? '');
    texts.set(name, text);
    files[uriOf(name)] = text;
  }

  let busy = 0;
  const waiting = new Set<() => void>();
  const diagnostics = new Map<string, readonly Diagnostic[]>();
  const heard: { method: string; params: unknown }[] = [];
  const client = connect((connection) =>
    startServer(connection, {
      fileSystem: (client) => (options.clientReads ? client : memoryFileSystem(files)),
      now: () => NOW,
      clock: () => 0,
      after: (_milliseconds, run) => {
        waiting.add(run);
        return () => waiting.delete(run);
      },
      soon: (run) => {
        busy++;
        setImmediate(() => {
          busy--;
          run();
        });
      },
      ...(options.ask && { ask: async () => options.ask! }),
    }),
  );
  let turns = 0;
  const settled = async (): Promise<void> => {
    for (turns = 0; turns < IDLE_TURNS; turns = busy > 0 ? 0 : turns + 1)
      await new Promise((resolve) => setImmediate(resolve));
  };
  client.onNotification((method, params) => {
    turns = 0;
    if (method !== 'textDocument/publishDiagnostics') heard.push({ method, params });
    else {
      const { uri, diagnostics: found } = params as unknown as { uri: string; diagnostics: Diagnostic[] };
      diagnostics.set(uri, found);
    }
  });
  client.onRequest((method, params) => {
    turns = 0;
    heard.push({ method, params });
    return options.answers?.[method]?.(params as never) ?? null;
  });
  client.listen();

  const request = async <T>(method: string, params: object): Promise<T> => {
    busy++;
    try {
      return await client.sendRequest<T>(method, params);
    } finally {
      busy--;
    }
  };
  const notify = async (method: string, params: object): Promise<void> => {
    await client.sendNotification(method, params);
    await settled();
  };
  const { capabilities } = await request<InitializeResult>('initialize', {
    processId: null,
    rootUri: FOLDER,
    workspaceFolders: options.noFolders ? null : [{ uri: FOLDER, name: 'work' }],
    capabilities: options.isGuest ? (options.capabilities ?? {}) : withForms(options.capabilities ?? {}),
    initializationOptions: { ...(options.isGuest ? {} : OWN_OPTIONS), settings: options.settings, ...options.options },
  });
  await notify('initialized', {});
  const open = (file: string, languageId = languageOf(file)): Promise<void> =>
    notify('textDocument/didOpen', {
      textDocument: { uri: uriOf(file), languageId, version: 1, text: texts.get(file) },
    });
  for (const file of options.open ?? []) await open(file);
  if (cursorFile !== undefined && !options.open?.includes(cursorFile)) await open(cursorFile);

  return {
    ...cursor,
    texts,
    diagnostics,
    heard,
    files,
    capabilities,
    request,
    notify,
    open,
    settled,
    async timePasses() {
      while (waiting.size > 0) {
        for (const run of [...waiting]) {
          waiting.delete(run);
          run();
        }
        await settled();
      }
    },
    at: (method, more = {}) =>
      request(method, { textDocument: { uri: cursor.uri }, uri: cursor.uri, position: cursor.position, ...more }),
    async replace(file, old, text) {
      const before = texts.get(file) ?? '';
      const start = before.indexOf(old);
      assert.ok(start >= 0, `${old} is not in ${file}`);
      texts.set(file, before.slice(0, start) + text + before.slice(start + old.length));
      const range = { start: positionAt(before, start), end: positionAt(before, start + old.length) };
      await notify('textDocument/didChange', {
        textDocument: { uri: uriOf(file), version: 2 },
        contentChanges: [{ range, text }],
      });
    },
  };
}

function connect(serve: (connection: Connection) => void): MessageConnection {
  const [toServer, toClient] = [new PassThrough(), new PassThrough()];
  serve(createConnection(new StreamMessageReader(toServer), new StreamMessageWriter(toClient)));
  return createMessageConnection(new StreamMessageReader(toClient), new StreamMessageWriter(toServer));
}

function languageOf(file: string): string {
  return /\.conf$|\.key$/.test(file) ? 'named-conf' : 'zone';
}

export function positionAt(text: string, offset: number): Position {
  const lines = text.slice(0, offset).split('\n');
  return { line: lines.length - 1, character: lines[lines.length - 1].length };
}

export function offsetAt(text: string, { line, character }: Position): number {
  let start = 0;
  for (let at = 0; at < line; at++) start = text.indexOf('\n', start) + 1;
  return start + character;
}

/** The text of a range. */
export function textIn(text: string, { start, end }: Range): string {
  return text.slice(offsetAt(text, start), offsetAt(text, end));
}

/** A text after edits that do not overlap. */
export function edited(text: string, edits: readonly TextEdit[]): string {
  const ordered = edits
    .map((edit, index) => ({
      ...edit,
      index,
      from: offsetAt(text, edit.range.start),
      to: offsetAt(text, edit.range.end),
    }))
    .sort((a, b) => b.from - a.from || b.index - a.index);
  let out = text;
  let last = Number.POSITIVE_INFINITY;
  for (const { from, to, newText } of ordered) {
    assert.ok(to <= last, 'edits overlap');
    last = from;
    out = out.slice(0, from) + newText + out.slice(to);
  }
  return out;
}

/** The texts that an edit of the workspace changes, by file. */
export function changed({ texts }: Session, edit: WorkspaceEdit | null | undefined): Record<string, string> {
  const after: Record<string, string> = {};
  for (const [uri, edits] of Object.entries(edit?.changes ?? {})) {
    const file = uri.slice(FOLDER.length + 1);
    after[file] = edited(texts.get(file) ?? '', edits);
  }
  return after;
}

/** The reason with which a request is refused. */
export async function refusal(answer: Promise<unknown>): Promise<string> {
  let given: unknown;
  try {
    given = await answer;
  } catch (error) {
    return (error as Error).message;
  }
  assert.fail(`not refused: ${JSON.stringify(given)}`);
}
