/** The language server: begins a session with the client of a connection, and serves it. */
import {
  type Connection,
  DidChangeConfigurationNotification,
  type InitializeParams,
  type InitializeResult,
  type ServerCapabilities,
} from 'vscode-languageserver';
import { useBundle } from '../l10n.ts';
import { DOCUMENT_SYNC, serveDocuments } from './documents.ts';
import { type ClientSettings, type InitializationOptions, TRUSTED } from './protocol.ts';
import { requestCapabilities, serveRequests } from './requests.ts';
import type { Runtime } from './runtime.ts';
import { SAVE_SYNC, serveSaves } from './saves.ts';
import { newSession, type Session } from './session.ts';

/** Serves one client until it closes the connection. */
export function startServer(connection: Connection, runtime: Runtime): void {
  const session = newSession(connection, runtime);
  serveStart(session);
  serveDocuments(session);
  serveSaves(session);
  serveRequests(session);
  connection.onShutdown(() => undefined);
  connection.listen();
}

/** Takes in what the client says at the start, and later of its settings, folders and trust. */
function serveStart({ connection, settings, folders, committed }: Session): void {
  let pullsSettings = false;
  let watchesFolders = false;

  connection.onInitialize(({ initializationOptions, capabilities, workspaceFolders }: InitializeParams) => {
    const options = (initializationOptions ?? {}) as InitializationOptions;
    useBundle(options.l10n);
    committed.begin(options.committedText ?? false);
    settings.begin(options, capabilities);
    folders.begin((workspaceFolders ?? []).map(({ uri }) => uri));
    pullsSettings = capabilities.workspace?.configuration === true;
    watchesFolders = capabilities.workspace?.workspaceFolders === true;
    return {
      serverInfo: { name: 'bailiwick' },
      capabilities: serverCapabilities(watchesFolders),
    } satisfies InitializeResult;
  });

  connection.onInitialized(() => {
    if (watchesFolders) connection.workspace.onDidChangeWorkspaceFolders((event) => folders.change(event));
    if (!pullsSettings) return folders.list();
    void connection.client.register(DidChangeConfigurationNotification.type, { section: 'bailiwick' });
    void settings.pull().then(() => folders.list());
  });

  connection.onDidChangeConfiguration((params) => {
    if (pullsSettings) void settings.pull();
    else settings.take((params.settings as { bailiwick?: ClientSettings } | null)?.bailiwick);
  });

  connection.onNotification(TRUSTED, () => settings.trust());
}

/** What the server can do. `watchesFolders`: the client tells when the folders of its workspace change. */
export function serverCapabilities(watchesFolders: boolean): ServerCapabilities {
  return {
    textDocumentSync: { ...DOCUMENT_SYNC, ...SAVE_SYNC },
    ...requestCapabilities(),
    workspace: { workspaceFolders: { supported: true, changeNotifications: watchesFolders } },
  };
}
