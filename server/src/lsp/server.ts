/** The language server: begins a session with the client of a connection, and serves it. */
import type {
  ClientCapabilities,
  Connection,
  InitializeParams,
  InitializeResult,
  ServerCapabilities,
} from 'vscode-languageserver';
import { t, useBundle } from '../l10n.ts';
import { foldersOf, readTraits } from './client/traits.ts';
import { DOCUMENT_SYNC, serveDocuments } from './documents.ts';
import { FILE_OPERATIONS } from './fileOperations.ts';
import { capabilitiesFor } from './guests.ts';
import { type InitializationOptions, REPOSITORIES, type RepositoriesParams, TRUSTED } from './protocol.ts';
import { readOptions, sectionOf } from './readOptions.ts';
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
function serveStart(session: Session): void {
  const { connection, client, settings, folders, settingsFiles, failures, committed, watching } = session;
  let watchesFolders = false;
  let said: InitializationOptions = {};
  const pull = (): void => {
    settings.pull().catch((error: unknown) => failures.tell(t`Reading the settings`, error));
  };

  connection.onInitialize((params: InitializeParams) => {
    const capabilities = (params.capabilities ?? {}) as ClientCapabilities;
    said = readOptions(params.initializationOptions);
    const traits = readTraits(capabilities, said);
    useBundle(said.l10n);
    session.take(traits);
    failures.guard(t`Reading the settings`, undefined, () => settings.begin(said, capabilities));
    client.begin(capabilities, said);
    folders.begin(foldersOf(params));
    watchesFolders = capabilities.workspace?.workspaceFolders === true;
    return {
      serverInfo: { name: 'bailiwick' },
      capabilities: { ...serverCapabilities(watchesFolders), ...capabilitiesFor(traits, settings.sendsQueries) },
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
    watching.begin(said);
    pull();
  });

  connection.onDidChangeConfiguration((params) => {
    if (client.hasSettings) return pull();
    const sent = sectionOf(params.settings);
    if (sent) failures.guard(t`Reading the settings`, undefined, () => settings.take(sent));
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

/** What the server can do for every client. `watchesFolders`: the client tells when the folders of its workspace change. */
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
