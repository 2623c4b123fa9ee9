/** The extension: the language client, the commands, the status. What differs between desktop and web comes in as `Platform`. */
import * as vscode from 'vscode';
import type { BaseLanguageClient, LanguageClientOptions, Location, Position } from 'vscode-languageclient';
import { useBundle } from '../../server/src/l10n.ts';
import { type InitializationOptions, TRUSTED, ZONE_INFO, type ZoneInfo } from '../../server/src/lsp/protocol.ts';
import { DOCUMENT_SCHEME } from '../../server/src/workspace/standing.ts';
import { type AskWords, offerAgentTools } from './agents/tools.ts';
import { migrateCommand } from './configurations/migrate.ts';
import { newKeyCommand, newSplitViewsCommand, newZoneCommand } from './configurations/templates.ts';
import { type ReadHead, watchBigFiles } from './disk/bigFiles.ts';
import { checkFileCommand } from './disk/checkFile.ts';
import { DiskProblems } from './disk/diskProblems.ts';
import { ReadOnlyDocuments } from './documents/readOnlyDocuments.ts';
import { serveCommitted } from './requests/committed.ts';
import { serveFiles } from './requests/files.ts';
import { type QuerySource, querySource } from './requests/querySource.ts';
import { serveSaves } from './requests/saves.ts';
import { delegateRangeCommand, newReverseZoneCommand } from './reverse/newZone.ts';
import { agreementCommand, ptrCommand } from './reverse/ptr.ts';
import { setSeverityCommand, showRuleCommand } from './rules/commands.ts';
import { rulePagesOf } from './rules/pages.ts';
import { onNewScheme, ourDocuments, SETTINGS_FILES } from './server/documents.ts';
import { LanguageServer, type MakeClient, type ServerState } from './server/languageServer.ts';
import { giveLanguages } from './server/languages.ts';
import { offerZoneSnippets } from './snippets/zoneSnippets.ts';
import { nsupdateCommand } from './tools/nsupdate.ts';
import { registerDnsTree } from './tree/dnsTree.ts';
import { withAskLink } from './zones/askLink.ts';
import { compareCommand } from './zones/compare.ts';
import { followMovedFiles } from './zones/movedFiles.ts';
import { setOriginCommand } from './zones/origin.ts';
import { renumberCommand } from './zones/renumber.ts';
import { raiseSerialCommand } from './zones/serial.ts';
import { zoneStatus } from './zones/status.ts';

/** What the desktop and the web do each in their own way. */
export interface Platform {
  createClient(options: LanguageClientOptions): BaseLanguageClient;
  /** Registers the commands that ask the live DNS; returns what asks without showing anything. */
  registerQueries(context: vscode.ExtensionContext, source: QuerySource): AskWords;
  /** Whether the language server sends queries, when a command of ours asks it to. */
  readonly serverSendsQueries?: boolean;
  /** Reads the beginning of a file on disk; undefined where the server cannot check files from disk. */
  readonly readHead: ReadHead;
  /** Registers what runs BIND's programs; undefined where no program can be run. */
  readonly registerTools?: (context: vscode.ExtensionContext, server: LanguageServer) => void;
}

/** Files whose change on disk concerns the server: configurations, zones, and what they include under any name. */
const WATCHED = '**/*';

/** A bundle as plain texts: VS Code hands on entries that carry comments for translators as they stand in the file. */
function translations(bundle: Readonly<Record<string, unknown>> | undefined): Record<string, string> | undefined {
  if (!bundle) return undefined;
  const texts: Record<string, string> = {};
  for (const [key, entry] of Object.entries(bundle)) {
    const text = typeof entry === 'string' ? entry : (entry as { readonly message?: unknown } | null)?.message;
    if (typeof text === 'string') texts[key] = text;
  }
  return texts;
}

/** What other extensions, and tests, may ask this one. */
export interface Api {
  /** Whether the language server runs. */
  readonly serverState: ServerState;
  /** What the status bar says of the server; undefined while it runs. */
  readonly serverStatus: string | undefined;
  readonly onDidChangeServerState: vscode.Event<ServerState>;
}

/** Starts the language client and registers everything; the returned promise ends when the server answers, or could not be started. */
export async function activateExtension(context: vscode.ExtensionContext, platform: Platform): Promise<Api> {
  const begun = performance.now();
  const log = vscode.window.createOutputChannel('Bailiwick', { log: true });
  const watcher = vscode.workspace.createFileSystemWatcher(WATCHED);
  context.subscriptions.push(log, watcher);
  const l10n = translations(vscode.l10n.bundle);
  useBundle(l10n);
  const initializationOptions = (): InitializationOptions => ({
    trusted: vscode.workspace.isTrusted,
    // What is opened before the server has asked for the settings is judged by them too.
    settings: JSON.parse(JSON.stringify(vscode.workspace.getConfiguration('bailiwick'))),
    l10n,
    files: true,
    committedText: true,
    saves: true,
    commands: true,
    tokens: true,
    watches: true,
    tools: platform.registerTools !== undefined,
    ...(platform.serverSendsQueries && { queries: true }),
  });
  const newClient: MakeClient = (errorHandler) => {
    const client = platform.createClient({
      documentSelector: [...ourDocuments(), SETTINGS_FILES],
      outputChannel: log,
      errorHandler,
      initializationOptions,
      synchronize: { fileEvents: watcher },
      markdown: { isTrusted: false, supportHtml: false },
      middleware: {
        provideHover: async (document, position, token, next) =>
          withAskLink(await next(document, position, token), document),
        handleDiagnostics: (uri, diagnostics, next) => {
          problems.leaveToServer(uri);
          next(uri, diagnostics);
        },
      },
    });
    return {
      client,
      registered: vscode.Disposable.from(...serveFiles(client), serveCommitted(client), serveSaves(client)),
    };
  };
  const server = new LanguageServer(newClient, (message) => log.error(message));
  const problems = new DiskProblems(server);
  // What the server says of whole zones and of the workspace is shown here.
  const documents = new ReadOnlyDocuments(DOCUMENT_SCHEME);
  context.subscriptions.push(
    server,
    problems,
    documents,
    onNewScheme(() => void server.restart()),
  );

  const findZone = async (uri: string): Promise<ZoneInfo | null> =>
    server.state === 'running' ? server.client.sendRequest<ZoneInfo | null>(ZONE_INFO, { uri }) : null;
  /** Registers a command that needs the language server. */
  const registerOfServer = (
    command: string,
    run: (client: BaseLanguageClient, first: unknown, second: unknown) => Promise<void>,
  ): vscode.Disposable =>
    vscode.commands.registerCommand(command, async (first?: unknown, second?: unknown) => {
      const client = await server.needed();
      if (client) await run(client, first, second);
    });

  const rulePages = rulePagesOf(context.extension);
  const ask = platform.registerQueries(context, querySource(server));
  platform.registerTools?.(context, server);
  context.subscriptions.push(
    registerOfServer('bailiwick.setOrigin', () => setOriginCommand(findZone)),
    followMovedFiles(),
    offerZoneSnippets(context.extensionUri),
    offerAgentTools({ server, pages: rulePages, ask }),
    vscode.commands.registerCommand('bailiwick.restartServer', () => server.restart()),
    vscode.commands.registerCommand('bailiwick.showLog', () => log.show()),
    vscode.commands.registerCommand('bailiwick.showRule', (rule) => showRuleCommand(rulePages, documents, rule)),
    vscode.commands.registerCommand('bailiwick.setSeverity', setSeverityCommand),
    registerOfServer('bailiwick.raiseSerial', raiseSerialCommand),
    registerOfServer('bailiwick.migrate', migrateCommand),
    registerOfServer('bailiwick.agreement', (client, given) => agreementCommand(client, documents, given)),
    registerOfServer('bailiwick.createPtr', (client, given) => ptrCommand(client, 'create', given)),
    registerOfServer('bailiwick.correctPtr', (client, given) => ptrCommand(client, 'correct', given)),
    registerOfServer('bailiwick.removePtr', (client, given) => ptrCommand(client, 'remove', given)),
    registerOfServer('bailiwick.createAddresses', (client, given) => ptrCommand(client, 'addresses', given)),
    registerOfServer('bailiwick.nsupdate', (client, file, view) => nsupdateCommand(client, documents, file, view)),
    registerOfServer('bailiwick.compareZones', (client, given) => compareCommand(client, documents, given)),
    registerOfServer('bailiwick.renumber', (client) => renumberCommand(client, documents)),
    registerOfServer('bailiwick.newReverseZone', newReverseZoneCommand),
    registerOfServer('bailiwick.delegateRange', delegateRangeCommand),
    vscode.commands.registerCommand('bailiwick.newKey', newKeyCommand),
    registerOfServer('bailiwick.newZone', newZoneCommand),
    registerOfServer('bailiwick.newSplitViews', newSplitViewsCommand),
    registerOfServer('bailiwick.checkFile', (client, clicked, selected) =>
      checkFileCommand(client, problems, clicked, selected),
    ),
    vscode.commands.registerCommand('bailiwick.clearCheckedFiles', () => problems.clear()),
    vscode.commands.registerCommand('bailiwick.openFile', (uri: string) =>
      vscode.window.showTextDocument(vscode.Uri.parse(uri, true)),
    ),
    // Code lenses carry LSP's places; VS Code's own command takes the editor's.
    vscode.commands.registerCommand('bailiwick.showReferences', (uri: string, position: Position, found: Location[]) =>
      vscode.commands.executeCommand(
        'editor.action.showReferences',
        server.client.protocol2CodeConverter.asUri(uri),
        server.client.protocol2CodeConverter.asPosition(position),
        found.map((place) => server.client.protocol2CodeConverter.asLocation(place)),
      ),
    ),
    vscode.workspace.onDidGrantWorkspaceTrust(() => {
      // A server that is started later hears of it at its start.
      if (server.state === 'running') void server.client.sendNotification(TRUSTED);
    }),
  );
  await server.start();
  log.info(`Activated; the language server is ${server.state} after ${Math.round(performance.now() - begun)} ms.`);
  context.subscriptions.push(
    zoneStatus(findZone, server),
    registerDnsTree(server),
    watchBigFiles(server, platform.readHead),
    giveLanguages(server, (error) => log.error(String(error))),
  );
  return {
    get serverState() {
      return server.state;
    },
    get serverStatus() {
      return server.shown;
    },
    onDidChangeServerState: server.onDidChangeState,
  };
}
