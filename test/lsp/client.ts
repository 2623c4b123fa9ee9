/** A plain LSP client over stdio: what any editor does, without one. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { CodeAction, Diagnostic, Hover, Position, Range } from 'vscode-languageserver-types';

import { OWN_OPTIONS, withForms } from './capabilities.ts';

const SERVER = fileURLToPath(new URL('../../dist/server.js', import.meta.url));

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string };
}

/** What was published of one file last, and who waits for more. */
type Listener = (uri: string, diagnostics: readonly Diagnostic[]) => boolean;

/** What requests of the server are answered with, by method; null where nothing is said. Or all by an error, or none at all. */
type Answers = Readonly<Record<string, unknown>> | 'errors' | 'silence';

export class Client {
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #pending = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  readonly #listeners = new Set<Listener>();
  readonly diagnostics = new Map<string, readonly Diagnostic[]>();
  readonly log: string[] = [];
  /** Called with every notification of the server. */
  onNotification: (method: string, params: unknown) => void = () => undefined;
  /** Called with every request of the server. */
  onRequest: (method: string, params: unknown) => void = () => undefined;
  readonly answers: Answers;
  /** The requests of the server. */
  readonly asked = new Set<string>();
  /** What it asked last, by method. */
  readonly questions = new Map<string, unknown>();
  /** What came and is not a whole message yet, and how long that has to be: joined once, however large an answer is. */
  #parts: Buffer[] = [];
  #held = 0;
  #wanted = 0;
  #id = 0;
  /** Settles when the process has ended: its exit status. */
  readonly ended: Promise<number | null>;

  constructor(answers: Answers = {}) {
    this.answers = answers;
    this.#process = spawn(process.execPath, [SERVER, '--stdio']);
    this.#process.stdout.on('data', (data: Buffer) => this.#read(data));
    this.#process.stderr.on('data', (data: Buffer) => this.log.push(data.toString()));
    this.ended = new Promise((resolve) => {
      this.#process.on('exit', (status) => {
        for (const { reject } of this.#pending.values()) reject(new Error(`the server ended: ${this.log.join('')}`));
        resolve(status);
      });
    });
  }

  #send(message: object): void {
    const body = JSON.stringify({ jsonrpc: '2.0', ...message });
    this.#process.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  }

  #read(data: Buffer): void {
    this.#parts.push(data);
    this.#held += data.length;
    if (this.#held < this.#wanted) return;
    let buffer = Buffer.concat(this.#parts);
    this.#wanted = 0;
    for (;;) {
      const head = buffer.indexOf('\r\n\r\n');
      if (head < 0) break;
      const length = Number(/Content-Length: (\d+)/i.exec(buffer.toString('latin1', 0, head))?.[1]);
      const end = head + 4 + length;
      if (buffer.length < end) {
        this.#wanted = end;
        break;
      }
      const message = JSON.parse(buffer.toString('utf8', head + 4, end)) as Message;
      buffer = buffer.subarray(end);
      this.#take(message);
    }
    this.#parts = [buffer];
    this.#held = buffer.length;
  }

  #take(message: Message): void {
    if (message.method !== undefined && message.id !== undefined) {
      this.questions.set(message.method, message.params);
      this.#answer(message.id, message.method);
      this.onRequest(message.method, message.params);
      return;
    }
    if (message.id !== undefined) {
      const waiting = this.#pending.get(message.id);
      this.#pending.delete(message.id);
      if (message.error) waiting?.reject(new Error(message.error.message, { cause: message.error.code }));
      else waiting?.resolve(message.result);
      return;
    }
    if (message.method === 'textDocument/publishDiagnostics') {
      const { uri, diagnostics } = message.params as { uri: string; diagnostics: Diagnostic[] };
      this.diagnostics.set(uri, diagnostics);
      for (const listener of [...this.#listeners]) if (listener(uri, diagnostics)) this.#listeners.delete(listener);
    }
    if (message.method !== undefined) this.onNotification(message.method, message.params);
    if (message.method === 'window/logMessage') this.log.push((message.params as { message: string }).message);
  }

  /** Answers a request of the server: registrations, and settings that this client has none of. */
  #answer(id: number, method: string): void {
    this.asked.add(method);
    if (this.answers === 'silence') return;
    if (this.answers === 'errors') this.#send({ id, error: { code: -32601, message: `no ${method}` } });
    else this.#send({ id, result: this.answers[method] ?? (method === 'workspace/configuration' ? [null] : null) });
  }

  /** Sends a request. Rejects where it is answered by an error, whose code is the cause. */
  request<T>(method: string, params: unknown): Promise<T> {
    return this.begin<T>(method, params).answer;
  }

  /** Sends a request that can be cancelled. */
  begin<T>(method: string, params: unknown): { readonly answer: Promise<T>; cancel(): void } {
    const id = ++this.#id;
    const answer = new Promise<T>((resolve, reject) => {
      this.#pending.set(id, { resolve: resolve as (value: unknown) => void, reject });
      this.#send({ id, method, params });
    });
    return { answer, cancel: () => this.notify('$/cancelRequest', { id }) };
  }

  /** Tells the server that the answer to the last request is not wanted any more. */
  cancelLast(): void {
    this.notify('$/cancelRequest', { id: this.#id });
  }

  notify(method: string, params: unknown): void {
    this.#send({ method, params });
  }

  async initialize(
    folder: string | undefined,
    initializationOptions: object = {},
    capabilities: object = {},
  ): Promise<Record<string, unknown>> {
    const result = await this.request<{ capabilities: Record<string, unknown> }>('initialize', {
      processId: process.pid,
      rootUri: folder ?? null,
      workspaceFolders: folder === undefined ? null : [{ uri: folder, name: 'folder' }],
      capabilities: withForms(capabilities),
      initializationOptions: { ...OWN_OPTIONS, ...initializationOptions },
    });
    this.notify('initialized', {});
    return result.capabilities;
  }

  /** The same for a client that is not VS Code's: what it does not say, it cannot take. */
  async greet(params: object = {}): Promise<Record<string, unknown>> {
    const given = { processId: process.pid, rootUri: null, capabilities: {}, ...params };
    const { capabilities } = await this.request<{ capabilities: Record<string, unknown> }>('initialize', given);
    this.notify('initialized', {});
    return capabilities;
  }

  open(uri: string, languageId: string, text: string): void {
    this.notify('textDocument/didOpen', { textDocument: { uri, languageId, version: 1, text } });
  }

  change(uri: string, range: Range, text: string): void {
    this.notify('textDocument/didChange', { textDocument: { uri, version: 2 }, contentChanges: [{ range, text }] });
  }

  /** Settles with the diagnostics of a file once they fit: the last ones published, or ones to come. */
  until(uri: string, fits: (diagnostics: readonly Diagnostic[]) => boolean): Promise<readonly Diagnostic[]> {
    const now = this.diagnostics.get(uri);
    if (now && fits(now)) return Promise.resolve(now);
    return new Promise((resolve, reject) => {
      this.#listeners.add((published, diagnostics) => {
        if (published !== uri || !fits(diagnostics)) return false;
        resolve(diagnostics);
        return true;
      });
      void this.ended.then(() => reject(new Error(`the server ended: ${this.log.join('')}`)));
    });
  }

  hover(uri: string, position: Position): Promise<Hover | null> {
    return this.request('textDocument/hover', { textDocument: { uri }, position });
  }

  actions(uri: string, range: Range): Promise<CodeAction[]> {
    return this.request('textDocument/codeAction', { textDocument: { uri }, range, context: { diagnostics: [] } });
  }

  /** The most memory that the server held so far, octets; undefined where the system does not say it. */
  mostMemory(): number | undefined {
    const status = `/proc/${this.#process.pid}/status`;
    const kilobytes = existsSync(status) && /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync(status, 'utf8'))?.[1];
    return kilobytes ? Number(kilobytes) * 1024 : undefined;
  }

  /** Ends a server that does not answer any more. */
  kill(): void {
    this.#process.kill('SIGKILL');
  }

  /** Ends as an editor that crashed: the pipe is closed and nothing was said. */
  hangUp(): Promise<number | null> {
    this.#process.stdin.end();
    return this.ended;
  }

  async stop(): Promise<number | null> {
    await this.request('shutdown', undefined);
    this.notify('exit', undefined);
    return this.ended;
  }
}
