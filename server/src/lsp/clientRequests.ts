/**
 * What the server asks its client. What a client cannot do is not asked; where it answers with an error, that is told in the log; and
 * nothing waits for an answer that may never come, but for files, and for them not long.
 */
import {
  ApplyWorkspaceEditRequest,
  type ClientCapabilities,
  CodeLensRefreshRequest,
  ConfigurationRequest,
  type Connection,
  DiagnosticRefreshRequest,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  InlayHintRefreshRequest,
  type MessageActionItem,
  MessageType,
  type Range,
  RegistrationRequest,
  ShowDocumentRequest,
  ShowMessageNotification,
  ShowMessageRequest,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import type { DirectoryEntry, FileKind } from '../workspace/fileSystem.ts';
import {
  type ClientSettings,
  COMMITTED_TEXT,
  EDIT_AND_SAVE,
  FILE_KIND,
  type InitializationOptions,
  LIST_FOLDER,
  READ_FILE,
} from './protocol.ts';

/** Milliseconds after which a file that the client was asked for is taken to be out of reach: a file system that hangs. */
const FILE_LIMIT = 10_000;

/** Milliseconds after which another request for a file is made while the client does not answer the ones before. */
const STUCK_LIMIT = 100;

export interface ClientRequestsOptions {
  readonly connection: Connection;
  /** Runs a function after some milliseconds, unless what it returns is called before. */
  after(milliseconds: number, run: () => void): () => void;
}

/** What a client can be asked. */
interface Abilities {
  readonly settings: boolean;
  readonly settingsChange: boolean;
  readonly inlayHints: boolean;
  readonly codeLenses: boolean;
  readonly diagnostics: boolean;
  readonly watching: boolean;
  readonly edits: boolean;
  readonly documents: boolean;
  readonly files: boolean;
  readonly committedText: boolean;
  readonly saves: boolean;
}

const NONE: Abilities = {
  settings: false,
  settingsChange: false,
  inlayHints: false,
  codeLenses: false,
  diagnostics: false,
  watching: false,
  edits: false,
  documents: false,
  files: false,
  committedText: false,
  saves: false,
};

export class ClientRequests {
  readonly #options: ClientRequestsOptions;
  readonly #refused = new Set<string>();
  #can = NONE;
  /** True while the client owes an answer about a file for too long. */
  #isStuck = false;

  constructor(options: ClientRequestsOptions) {
    this.#options = options;
  }

  /** Takes in what the client can be asked; it is asked nothing before. */
  begin({ workspace, window }: ClientCapabilities, { committedText, files, saves }: InitializationOptions): void {
    this.#can = {
      settings: workspace?.configuration === true,
      settingsChange: workspace?.didChangeConfiguration?.dynamicRegistration === true,
      inlayHints: workspace?.inlayHint?.refreshSupport === true,
      codeLenses: workspace?.codeLens?.refreshSupport === true,
      diagnostics: workspace?.diagnostics?.refreshSupport === true,
      watching: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
      edits: workspace?.applyEdit === true,
      documents: window?.showDocument?.support === true,
      files: files === true,
      committedText: committedText === true,
      saves: saves === true,
    };
  }

  /** Whether the client has settings that it can be asked for. */
  get hasSettings(): boolean {
    return this.#can.settings;
  }

  /** Whether the client makes edits. */
  get makesEdits(): boolean {
    return this.#can.edits;
  }

  /** Whether the client knows the committed texts of files. */
  get hasCommittedTexts(): boolean {
    return this.#can.committedText;
  }

  /** Has the client say when settings change. */
  watchSettings(): void {
    if (!this.#can.settingsChange) return;
    const { method } = DidChangeConfigurationNotification;
    const registrations = [{ id: method, method, registerOptions: { section: 'bailiwick' } }];
    void this.#ask(RegistrationRequest.method, { registrations });
  }

  /** Whether the client watches files that the server names. */
  get watchesFiles(): boolean {
    return this.#can.watching;
  }

  /** Has the client tell of changes of files. */
  watchFiles(patterns: readonly string[]): void {
    const { method } = DidChangeWatchedFilesNotification;
    const watchers = patterns.map((globPattern) => ({ globPattern }));
    const registrations = [{ id: method, method, registerOptions: { watchers } }];
    void this.#ask(RegistrationRequest.method, { registrations });
  }

  /** Shows a file, and a place in it. */
  async show(uri: string, selection?: Range): Promise<void> {
    if (this.#can.documents)
      await this.#ask(ShowDocumentRequest.method, { uri, takeFocus: true, ...(selection ? { selection } : {}) });
  }

  /** Opens a page of the web. */
  async browse(uri: string): Promise<void> {
    if (this.#can.documents) await this.#ask(ShowDocumentRequest.method, { uri, external: true });
  }

  /** Tells the user something. */
  say(message: string): void {
    const { connection } = this.#options;
    connection
      .sendNotification(ShowMessageNotification.type, { type: MessageType.Info, message })
      .catch(() => undefined);
  }

  /** Has the user pick one of several titles: its place among them; undefined where none was. */
  async pick(question: string, titles: readonly string[]): Promise<number | undefined> {
    const params = { type: MessageType.Info, message: question, actions: titles.map((title) => ({ title })) };
    const picked = await this.#ask<MessageActionItem | null>(ShowMessageRequest.method, params);
    const at = titles.indexOf(String(picked?.title));
    return at < 0 ? undefined : at;
  }

  /** Says that diagnostics are others now, to a client that asks for them. */
  refreshDiagnostics(): void {
    if (this.#can.diagnostics) void this.#ask(DiagnosticRefreshRequest.method, undefined);
  }

  /** The settings; undefined where the client does not tell them. */
  async settings(): Promise<{ readonly sent: ClientSettings } | undefined> {
    if (!this.#can.settings) return undefined;
    const answer = await this.#ask<unknown>(ConfigurationRequest.method, { items: [{ section: 'bailiwick' }] });
    // Null is no answer: what was set at the start holds.
    const sent: unknown = Array.isArray(answer) ? answer[0] : undefined;
    return typeof sent === 'object' && sent !== null ? { sent } : undefined;
  }

  /** Says that hints and lenses are others now. */
  refresh(): void {
    if (this.#can.inlayHints) void this.#ask(InlayHintRefreshRequest.method, undefined);
    if (this.#can.codeLenses) void this.#ask(CodeLensRefreshRequest.method, undefined);
  }

  /** Whether the user wants what is offered. */
  async confirm(question: string, title: string): Promise<boolean> {
    const params = { type: MessageType.Info, message: question, actions: [{ title }] };
    const picked = await this.#ask<MessageActionItem | null>(ShowMessageRequest.method, params);
    return picked?.title === title;
  }

  /** Warns the user of something, with a place to be shown. */
  async warn(message: string, title: string, uri: string, selection: Range): Promise<void> {
    const params = { type: MessageType.Warning, message, actions: this.#can.documents ? [{ title }] : [] };
    const picked = await this.#ask<MessageActionItem | null>(ShowMessageRequest.method, params);
    if (picked?.title === title) await this.#ask(ShowDocumentRequest.method, { uri, takeFocus: true, selection });
  }

  /** Has the client make an edit. */
  async edit(edit: WorkspaceEdit): Promise<void> {
    if (this.#can.edits) await this.#ask(ApplyWorkspaceEditRequest.method, { edit });
  }

  /** The same for an edit of what was just saved: it is saved too, where the client can do that. */
  async editAndSave(edit: WorkspaceEdit): Promise<void> {
    if (this.#can.saves) await this.#ask(EDIT_AND_SAVE, { edit });
    else await this.edit(edit);
  }

  /** The text of a file as it was committed last; undefined where that is not known. */
  async committedText(uri: string): Promise<string | undefined> {
    if (!this.#can.committedText) return undefined;
    const text = await this.#ask<unknown>(COMMITTED_TEXT, { uri });
    return typeof text === 'string' ? text : undefined;
  }

  /** The octets of a file as base64, which every transport carries; undefined where it cannot be read. */
  async readFile(uri: string): Promise<string | undefined> {
    const octets = await this.#askForFile(READ_FILE, uri);
    return typeof octets === 'string' ? octets : undefined;
  }

  /** What is at a URI; undefined where nothing is. */
  async fileKind(uri: string): Promise<FileKind | undefined> {
    const kind = await this.#askForFile(FILE_KIND, uri);
    return isKind(kind) ? kind : undefined;
  }

  /** What is in a folder. */
  async listFolder(uri: string): Promise<readonly DirectoryEntry[]> {
    const entries = await this.#askForFile(LIST_FOLDER, uri);
    return Array.isArray(entries) ? entries.filter(isEntry) : [];
  }

  /** Asks for a file, and does not wait long for the answer. One that comes late shows that the client answers again. */
  #askForFile(method: string, uri: string): Promise<unknown> {
    if (!this.#can.files) return Promise.resolve(undefined);
    return new Promise((resolve) => {
      const isOver = this.#options.after(this.#isStuck ? STUCK_LIMIT : FILE_LIMIT, () => {
        if (!this.#isStuck) this.#options.connection.console.warn(`The editor does not answer ${method} for ${uri}.`);
        this.#isStuck = true;
        resolve(undefined);
      });
      void this.#ask(method, { uri }).then((answer) => {
        isOver();
        this.#isStuck = false;
        resolve(answer);
      });
    });
  }

  /** The answer of the client; undefined where that is an error. */
  async #ask<T>(method: string, params: unknown): Promise<T | undefined> {
    const { connection } = this.#options;
    try {
      return await (params === undefined
        ? connection.sendRequest<T>(method)
        : connection.sendRequest<T>(method, params));
    } catch (error) {
      // A file may be one of many that cannot be read: each kind of request is told once.
      if (this.#refused.has(method)) return undefined;
      this.#refused.add(method);
      connection.console.warn(
        `The editor refuses ${method}: ${error instanceof Error ? error.message : String(error)}`,
      );
      return undefined;
    }
  }
}

function isKind(kind: unknown): kind is FileKind {
  return kind === 'file' || kind === 'directory';
}

function isEntry(entry: Partial<DirectoryEntry> | null): entry is DirectoryEntry {
  return typeof entry?.name === 'string' && isKind(entry.kind);
}
