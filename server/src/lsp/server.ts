/** The language server: begins a session with the client of a connection, and serves it. */
import type { Connection, InitializeParams, InitializeResult, ServerCapabilities } from 'vscode-languageserver';
import { t, useBundle } from '../l10n.ts';
import { DOCUMENT_SYNC, serveDocuments } from './documents.ts';
import { FILE_OPERATIONS } from './fileOperations.ts';
import {
  type ClientSettings,
  type InitializationOptions,
  REPOSITORIES,
  type RepositoriesParams,
  TRUSTED,
} from './protocol.ts';
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
function serveStart({ connection, client, settings, folders, settingsFiles, failures, committed }: Session): void {
  let watchesFolders = false;
  const pull = (): void => {
    settings.pull().catch((error: unknown) => failures.tell(t`Reading the settings`, error));
  };

  connection.onInitialize(({ initializationOptions, capabilities, workspaceFolders, rootUri }: InitializeParams) => {
    const options = (initializationOptions ?? {}) as InitializationOptions;
    useBundle(options.l10n);
    failures.guard(t`Reading the settings`, undefined, () => settings.begin(options, capabilities));
    client.begin(capabilities, options);
    // A client that knows no folders may still name one.
    folders.begin(workspaceFolders?.map(({ uri }) => uri) ?? (rootUri ? [rootUri] : []));
    watchesFolders = capabilities.workspace?.workspaceFolders === true;
    return {
      serverInfo: { name: 'bailiwick' },
      capabilities: serverCapabilities(watchesFolders),
    } satisfies InitializeResult;
  });

  connection.onInitialized(() => {
    if (watchesFolders) {
      connection.workspace.onDidChangeWorkspaceFolders((event) => {
        folders.change(event);
        settingsFiles.read();
      });
    }
    settingsFiles.read();
    // Not after the settings: a client may never answer.
    folders.list();
    client.watchSettings();
    pull();
  });

  connection.onDidChangeConfiguration((params) => {
    if (client.hasSettings) return pull();
    const sent = (params.settings as { bailiwick?: ClientSettings } | null)?.bailiwick;
    failures.guard(t`Reading the settings`, undefined, () => settings.take(sent));
  });

  connection.onNotification(REPOSITORIES, ({ repositories }: RepositoriesParams) =>
    failures.guard(t`Looking up the committed version`, undefined, () => committed.takeRepositories(repositories)),
  );
  connection.onNotification(TRUSTED, () =>
    failures.guard(t`Reading the settings`, undefined, () => {
      settings.trust();
      settingsFiles.read();
    }),
  );
}

/** What the server can do. `watchesFolders`: the client tells when the folders of its workspace change. */
export function serverCapabilities(watchesFolders: boolean): ServerCapabilities {
  return {
    textDocumentSync: { ...DOCUMENT_SYNC, ...SAVE_SYNC },
    ...requestCapabilities(),
    workspace: {
      workspaceFolders: { supported: true, changeNotifications: watchesFolders },
      fileOperations: FILE_OPERATIONS,
    },
  };
}
