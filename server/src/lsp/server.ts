/** The language server: the one file that knows the LSP connection. */
import {
  type CancellationToken,
  CodeActionKind,
  type Connection,
  DidChangeConfigurationNotification,
  FileChangeType,
  type InitializeParams,
  type InitializeResult,
  LSPErrorCodes,
  type Range,
  ResponseError,
  TextDocumentSyncKind,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import { typeText } from '../dns/types.ts';
import { isBindVersion } from '../dns/versions.ts';
import { t, useBundle } from '../l10n.ts';
import { type FeatureSettings, LanguageFeatures } from '../services/languageFeatures.ts';
import { rangeToOffsets, toDiagnostics, toRange } from '../services/shared/convert.ts';
import { toWorkspaceEdit } from '../services/shared/fixes.ts';
import { zoneLookup } from '../services/shared/lookup.ts';
import { LEGEND_MODIFIERS, LEGEND_TYPES } from '../services/shared/tokenLegend.ts';
import { cursorAt } from '../services/zone/cursor.ts';
import type { Refusal, RenameSubject } from '../services/zone/rename.ts';
import { SavedZones } from '../services/zone/savedZones.ts';
import { zoneServers } from '../services/zone/servers.ts';
import type { Steps } from '../steps.ts';
import type { FileSystem } from '../workspace/fileSystem.ts';
import type { Language } from '../workspace/languages.ts';
import { normalUri } from '../workspace/paths.ts';
import { type ProblemMark, sameMark, Workspace } from '../workspace/workspace.ts';
import { type RunCheck, serveFileChecks } from './fileChecks.ts';
import {
  type ClientSettings,
  COMMITTED_TEXT,
  type InitializationOptions,
  LANGUAGE_OF,
  MIGRATE,
  type MigrationAnswer,
  QUERY_AT,
  type QueryAt,
  RAISE_SERIAL_EDIT,
  TRUSTED,
  ZONE_INFO,
  type ZoneInfo,
} from './protocol.ts';
import { engineSettings, featureSettings, serialOnSave } from './settings.ts';
import { inSlices, Slice } from './slices.ts';

/** What the platform gives: the only way to files and time. */
export interface Runtime {
  fileSystem(connection: Connection): FileSystem;
  now(): Date;
  /** Runs a function when the messages that are already here have been taken in. */
  soon(run: () => void): void;
  /** Checks a file beside the server's own work; undefined where there are no threads. */
  readonly checkFile?: RunCheck;
}

/** Problems of one file that are sent: VS Code shows no more (its limit for one file). */
const DIAGNOSTICS_A_FILE = 1000;

/** While a long check goes on, what it has found is told this often, in milliseconds. */
const TELL_EVERY = 100;

/** What a file without tokens has: LSP knows no answer without. */
const NO_TOKENS = { data: [] };

const CAPABILITIES: InitializeResult['capabilities'] = {
  textDocumentSync: {
    openClose: true,
    change: TextDocumentSyncKind.Incremental,
    willSaveWaitUntil: true,
    save: { includeText: false },
  },
  hoverProvider: true,
  codeActionProvider: {
    codeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.Refactor, `${CodeActionKind.SourceFixAll}.bailiwick`],
  },
  completionProvider: {
    triggerCharacters: ['$', '@', ' ', '\t', '"', '=', ',', '.', '_', '{', '/'],
    resolveProvider: true,
  },
  signatureHelpProvider: { triggerCharacters: [' ', '\t', '(', '{'], retriggerCharacters: [' ', '\t'] },
  inlayHintProvider: true,
  codeLensProvider: { resolveProvider: true },
  semanticTokensProvider: {
    legend: { tokenTypes: [...LEGEND_TYPES], tokenModifiers: [...LEGEND_MODIFIERS] },
    full: { delta: true },
    range: true,
  },
  documentSymbolProvider: true,
  workspaceSymbolProvider: true,
  foldingRangeProvider: true,
  selectionRangeProvider: true,
  documentHighlightProvider: true,
  definitionProvider: true,
  declarationProvider: true,
  referencesProvider: true,
  renameProvider: { prepareProvider: true },
  documentLinkProvider: {},
  documentFormattingProvider: true,
  documentRangeFormattingProvider: true,
  documentOnTypeFormattingProvider: { firstTriggerCharacter: '\n', moreTriggerCharacter: [')', ';', '}'] },
};

/** Serves one client until it closes the connection. */
export function startServer(connection: Connection, runtime: Runtime): void {
  const log = (message: string): void => connection.console.info(message);
  const saves = new SavedZones();
  const workspace = new Workspace({
    system: runtime.fileSystem(connection),
    log,
    now: runtime.now,
    previous: (zone) => saves.previous(zone),
  });
  let editor: Pick<FeatureSettings, 'completion' | 'foldingLimit'> = {
    completion: { snippets: false, insertReplace: false },
    foldingLimit: undefined,
  };
  let client: ClientSettings | null | undefined;
  let trusted = true;
  let knowsCommitted = false;
  let featuresNow = featureSettings(client, editor);
  let folders: string[] = [];
  let pullsSettings = false;
  let watchesFolders = false;
  let refreshes = { hints: false, lenses: false };
  const features = new LanguageFeatures({ workspace, now: runtime.now, settings: () => featuresNow, log });
  /** What was sent of each file, and of which state; without it where that cannot be told. */
  const sent = new Map<string, { readonly text: string; readonly mark: ProblemMark | undefined }>();
  const reported = new Set<string>();

  /** An unexpected error reaches the log with its cause, and the user hears of each kind once. */
  const failed = (what: string, error: unknown): void => {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    connection.console.error(`${what} failed: ${text}`);
    const kind = `${what} ${error instanceof Error ? error.message : text}`;
    if (reported.has(kind)) return;
    reported.add(kind);
    void connection.window.showErrorMessage(t`Bailiwick: ${what} failed. The log has the cause.`);
  };

  /** Runs a handler; an error in it gives the fallback, not a dead server. */
  const guarded = <T>(what: string, fallback: T, run: () => T): T => {
    try {
      return run();
    } catch (error) {
      failed(what, error);
      return fallback;
    }
  };

  /** Answers a request by a feature: null where it has nothing to say, a refusal as an error that the editor shows. */
  const answer = <T>(what: string, run: () => T | undefined): T | null => guarded(what, null, () => run() ?? null);
  const orRefuse = <T extends object>(
    result: T | Refusal | ResponseError<void> | null,
  ): T | ResponseError<void> | null =>
    result && isRefusal(result) ? new ResponseError<void>(LSPErrorCodes.RequestFailed, result.reason) : result;

  /**
   * Answers a request that may take long, in slices: it ends when the client takes it back, and when the file is edited that it is about.
   */
  const answerInSlices = async <T>(
    what: string,
    uri: string | undefined,
    token: CancellationToken,
    make: () => Steps<T | undefined>,
  ): Promise<T | ResponseError<void> | null> => {
    const stamp = (): number | undefined => (uri === undefined ? undefined : workspace.bufferOf(uri)?.stamp);
    const asked = stamp();
    try {
      return (await inSlices(make(), token, runtime, () => stamp() !== asked)) ?? null;
    } catch (error) {
      failed(what, error);
      return null;
    }
  };

  let running = false;
  let dirty = false;
  const update = (): void => {
    dirty = true;
    if (running) return;
    running = true;
    runtime.soon(() => {
      void settleAll();
    });
  };
  const settleAll = async (): Promise<void> => {
    const slice = new Slice(runtime);
    let toldAt = 0;
    /** Lets others in, takes up what they changed, and tells what is known so far. */
    const pause = (): Promise<void> | undefined =>
      slice.pause()?.then(() => {
        const time = runtime.now().getTime();
        if (dirty) {
          dirty = false;
          workspace.begin();
        } else if (Math.abs(time - toldAt) >= TELL_EVERY) {
          toldAt = time;
          publish();
        }
      });
    try {
      while (dirty) {
        dirty = false;
        await workspace.settle(pause);
        if (dirty) continue;
        saves.opened(workspace.zones);
        publish();
        askCommitted();
      }
    } catch (error) {
      failed(t`Checking`, error);
    }
    running = false;
    if (dirty) update();
  };

  /** Files whose committed text was asked for, so that serials are compared with what servers have. */
  const asked = new Set<string>();
  const askCommitted = (): void => {
    if (!knowsCommitted) return;
    for (const zone of workspace.zones) {
      const { uri } = zone.options;
      if (asked.has(uri) || !workspace.isOpen(uri)) continue;
      asked.add(uri);
      const take = async (): Promise<void> => {
        const text = await connection.sendRequest<string | null>(COMMITTED_TEXT, { uri });
        for (const each of workspace.zonesOf(uri)) {
          if (each.options.uri !== uri) continue;
          const slice = new Slice(runtime);
          const steps = saves.committed(each, text ?? undefined);
          while (!steps.next().done) await slice.pause();
        }
        workspace.previousChanged(uri);
        publish();
      };
      take().catch((error: unknown) => failed(t`Looking up the committed version`, error));
    }
  };

  const publish = (): void => {
    const marks = workspace.problemMarks();
    for (const [uri, mark] of marks) {
      const before = sent.get(uri);
      if (!mark.told || (before && sameMark(before.mark, mark))) continue;
      const diagnostics = toDiagnostics(workspace.problemsOf(uri, DIAGNOSTICS_A_FILE), (other) =>
        workspace.bufferOf(other),
      );
      // Places in other files move with those.
      const stays = diagnostics.every(
        ({ relatedInformation }) => relatedInformation?.every(({ location }) => location.uri === uri) ?? true,
      );
      const text = JSON.stringify(diagnostics);
      sent.set(uri, { text, mark: stays ? mark : undefined });
      if (text === (before?.text ?? '[]')) continue;
      void connection.sendDiagnostics({ uri, diagnostics });
    }
    for (const [uri, { text }] of sent) {
      if (marks.has(uri)) continue;
      sent.delete(uri);
      if (text !== '[]') void connection.sendDiagnostics({ uri, diagnostics: [] });
    }
  };

  const takeSettings = (next: ClientSettings | null | undefined): void => {
    client = next;
    featuresNow = featureSettings(client, editor);
    workspace.configure(engineSettings(client, trusted));
    if (refreshes.hints) void connection.languages.inlayHint.refresh();
    if (refreshes.lenses) void connection.sendRequest('workspace/codeLens/refresh');
    update();
  };
  const pullSettings = async (): Promise<void> => {
    try {
      takeSettings((await connection.workspace.getConfiguration('bailiwick')) as ClientSettings | null);
    } catch (error) {
      failed(t`Reading the settings`, error);
    }
  };
  const listFolders = (): void => {
    void workspace.setFolders(folders).then(update, (error: unknown) => failed(t`Listing the workspace`, error));
  };

  connection.onInitialize((params: InitializeParams): InitializeResult => {
    const options = (params.initializationOptions ?? {}) as InitializationOptions;
    useBundle(options.l10n);
    trusted = options.trusted ?? true;
    knowsCommitted = options.committedText ?? false;
    const { workspace: forWorkspace, textDocument } = params.capabilities;
    const item = textDocument?.completion?.completionItem;
    editor = {
      completion: { snippets: item?.snippetSupport === true, insertReplace: item?.insertReplaceSupport === true },
      foldingLimit: textDocument?.foldingRange?.rangeLimit,
    };
    takeSettings(options.settings);
    refreshes = {
      hints: forWorkspace?.inlayHint?.refreshSupport === true,
      lenses: forWorkspace?.codeLens?.refreshSupport === true,
    };
    folders = (params.workspaceFolders ?? []).map((folder) => folder.uri);
    pullsSettings = forWorkspace?.configuration === true;
    watchesFolders = forWorkspace?.workspaceFolders === true;
    return {
      serverInfo: { name: 'bailiwick' },
      capabilities: {
        ...CAPABILITIES,
        workspace: { workspaceFolders: { supported: true, changeNotifications: watchesFolders } },
      },
    };
  });

  connection.onInitialized(() => {
    if (pullsSettings) {
      void connection.client.register(DidChangeConfigurationNotification.type, { section: 'bailiwick' });
    }
    if (watchesFolders) {
      connection.workspace.onDidChangeWorkspaceFolders((event) => {
        const removed = new Set(event.removed.map((folder) => folder.uri));
        folders = [...folders.filter((uri) => !removed.has(uri)), ...event.added.map((folder) => folder.uri)];
        listFolders();
      });
    }
    if (pullsSettings) void pullSettings().then(listFolders);
    else listFolders();
  });

  connection.onDidChangeConfiguration((params) => {
    if (pullsSettings) void pullSettings();
    else takeSettings((params.settings as { bailiwick?: ClientSettings } | null)?.bailiwick);
  });

  connection.onNotification(TRUSTED, () => {
    trusted = true;
    takeSettings(client);
  });

  connection.onDidOpenTextDocument(({ textDocument }) => {
    guarded(t`Opening a file`, undefined, () => {
      workspace.open(textDocument.uri, textDocument.text, languageId(textDocument.languageId));
      update();
    });
  });

  connection.onDidChangeTextDocument(({ textDocument, contentChanges }) => {
    guarded(t`An edit`, undefined, () => {
      const buffer = workspace.bufferOf(textDocument.uri);
      if (!buffer) return;
      for (const change of contentChanges) {
        if ('range' in change) {
          const { start, end } = rangeToOffsets(buffer, change.range);
          buffer.replace(start, end, change.text);
        } else buffer.replace(0, buffer.length, change.text);
      }
      update();
    });
  });

  connection.onDidCloseTextDocument(({ textDocument }) => {
    workspace.close(textDocument.uri);
    asked.delete(normalUri(textDocument.uri));
    features.closed(textDocument.uri);
    update();
  });

  connection.onDidChangeWatchedFiles(({ changes }) => {
    for (const { uri } of changes) workspace.fileChanged(uri);
    // Listing the folders is for files that came or went; builds and logs write all the time.
    if (changes.some(({ type }) => type !== FileChangeType.Changed)) listFolders();
    else update();
  });

  /** The edits that the serials of a file's zones ask for when it is saved. */
  const serialEdits = (uri: string) => {
    // What is saved is the text as it is now, before another edit comes.
    workspace.read(uri);
    const { serialFormat } = featuresNow;
    return workspace.zonesOf(uri).flatMap((zone) => saves.edit(zone, serialFormat, runtime.now()) ?? []);
  };

  connection.onWillSaveTextDocumentWaitUntil(({ textDocument }): TextEdit[] => {
    if (serialOnSave(client) !== 'always') return [];
    return guarded<TextEdit[]>(t`Raising the serial`, [], () => {
      const uri = normalUri(textDocument.uri);
      const buffer = workspace.bufferOf(uri);
      // The SOA of an included file's zone stands in another file, which is not being saved.
      const own = serialEdits(uri).filter((edit) => edit.uri === uri);
      return buffer ? own.map(({ start, end, newText }) => ({ range: toRange(buffer, start, end), newText })) : [];
    });
  });

  connection.onDidSaveTextDocument(({ textDocument }) => {
    const edits = guarded(t`Raising the serial`, [], () => serialEdits(textDocument.uri));
    const zones = workspace.zonesOf(textDocument.uri);
    saves.saved(zones);
    workspace.previousChanged(textDocument.uri);
    asked.delete(normalUri(textDocument.uri));
    update();
    if (serialOnSave(client) !== 'ask' || edits.length === 0) return;
    const raise = t`Raise the serial`;
    const ask = async (): Promise<void> => {
      const question = t`The records of this zone changed and its serial did not, so secondaries keep the old ones.`;
      const picked = await connection.window.showInformationMessage(question, { title: raise });
      const edit = picked?.title === raise && toWorkspaceEdit(edits, (uri) => workspace.bufferOf(uri));
      if (edit) await connection.workspace.applyEdit(edit);
    };
    ask().catch((error: unknown) => failed(t`Raising the serial`, error));
  });

  connection.onHover(({ textDocument, position }) =>
    answer(t`A hover`, () => features.hover(textDocument.uri, position)),
  );
  connection.onCodeAction(async ({ textDocument, range, context }, token) => {
    const { only } = context;
    const { uri } = textDocument;
    const whole = only?.some((kind) => kind === CodeActionKind.SourceFixAll || kind.startsWith('source')) === true;
    const actions = whole
      ? await answerInSlices(t`A code action`, uri, token, () => features.fixAll(uri))
      : answer(t`A code action`, () => features.actions(uri, range));
    if (!only || !Array.isArray(actions)) return actions;
    return actions.filter(({ kind }) => only.some((wanted) => kind === wanted || kind?.startsWith(`${wanted}.`)));
  });
  connection.onCompletion(({ textDocument, position }) =>
    answer(t`Completion`, () => features.completion(textDocument.uri, position)),
  );
  connection.onCompletionResolve((item) => guarded(t`Completion`, item, () => features.resolveCompletion(item)));
  connection.onSignatureHelp(({ textDocument, position }) =>
    answer(t`Signature help`, () => features.signature(textDocument.uri, position)),
  );
  connection.languages.inlayHint.on(({ textDocument: { uri }, range }, token) =>
    answerInSlices(t`Inlay hints`, uri, token, () => features.inlayHints(uri, range)),
  );
  connection.onCodeLens(({ textDocument: { uri } }, token) =>
    answerInSlices(t`Code lenses`, uri, token, () => features.codeLenses(uri)),
  );
  connection.onCodeLensResolve(
    async (lens, token) =>
      (await answerInSlices(t`Code lenses`, undefined, token, () => features.resolveCodeLens(lens))) ?? lens,
  );
  connection.onDocumentSymbol(({ textDocument: { uri } }, token) =>
    answerInSlices(t`The outline`, uri, token, () => features.symbols(uri)),
  );
  connection.onWorkspaceSymbol(({ query }, token) =>
    answerInSlices(t`Finding symbols`, undefined, token, () => features.workspaceSymbols(query)),
  );
  connection.onFoldingRanges(({ textDocument: { uri } }, token) =>
    answerInSlices(t`Folding`, uri, token, () => features.folding(uri)),
  );
  connection.onSelectionRanges(({ textDocument, positions }) =>
    answer(t`A selection`, () => features.selections(textDocument.uri, positions)),
  );
  connection.onDocumentHighlight(({ textDocument: { uri }, position }, token) =>
    answerInSlices(t`Highlighting`, uri, token, () => features.highlights(uri, position)),
  );
  connection.onDefinition(({ textDocument, position }) =>
    answer(t`Finding a definition`, () => features.definition(textDocument.uri, position)),
  );
  connection.onDeclaration(({ textDocument, position }) =>
    answer(t`Finding a declaration`, () => features.declaration(textDocument.uri, position)),
  );
  connection.onReferences(({ textDocument: { uri }, position, context }, token) =>
    answerInSlices(t`Finding references`, uri, token, () =>
      features.references(uri, position, context.includeDeclaration),
    ),
  );
  connection.onPrepareRename(async ({ textDocument: { uri }, position }, token) =>
    orRefuse<RenameSubject>(await answerInSlices(t`A rename`, uri, token, () => features.prepareRename(uri, position))),
  );
  connection.onRenameRequest(async ({ textDocument: { uri }, position, newName }, token) =>
    orRefuse<WorkspaceEdit>(
      await answerInSlices(t`A rename`, uri, token, () => features.rename(uri, position, newName)),
    ),
  );
  connection.onDocumentLinks(({ textDocument: { uri } }, token) =>
    answerInSlices(t`Finding links`, uri, token, () => features.links(uri)),
  );
  const { semanticTokens } = connection.languages;
  semanticTokens.on(({ textDocument }) => answer(t`Colouring`, () => features.tokens(textDocument.uri)) ?? NO_TOKENS);
  semanticTokens.onDelta(
    ({ textDocument, previousResultId }) =>
      answer(t`Colouring`, () => features.tokensSince(textDocument.uri, previousResultId)) ?? NO_TOKENS,
  );
  semanticTokens.onRange(
    ({ textDocument, range }) => answer(t`Colouring`, () => features.tokensIn(textDocument.uri, range)) ?? NO_TOKENS,
  );
  connection.onDocumentFormatting(({ textDocument: { uri }, options }, token) =>
    answerInSlices(t`Formatting`, uri, token, () => features.format(uri, options)),
  );
  connection.onDocumentRangeFormatting(({ textDocument, range, options }) =>
    answer(t`Formatting`, () => features.formatRange(textDocument.uri, options, range)),
  );
  connection.onDocumentOnTypeFormatting(({ textDocument, position, ch, options }) =>
    answer(t`Formatting`, () => features.formatOnType(textDocument.uri, position, ch, options)),
  );

  connection.onRequest<WorkspaceEdit | null, void>(
    RAISE_SERIAL_EDIT,
    ({ uri }: { uri: string }, token: CancellationToken) =>
      answerInSlices(t`Raising the serial`, uri, token, () => features.raiseSerial(uri)),
  );

  connection.onRequest(MIGRATE, ({ uri, version }: { uri: string; version: string }) =>
    answer<MigrationAnswer>(t`A migration`, () =>
      isBindVersion(version) ? features.migration(uri, version) : undefined,
    ),
  );

  connection.onRequest<ZoneInfo | null, void>(ZONE_INFO, ({ uri }: { uri: string }, token: CancellationToken) =>
    answerInSlices<ZoneInfo>(t`Looking up a zone`, undefined, token, function* () {
      yield* features.upToDate();
      const [zone, ...others] = workspace.zonesOf(uri);
      if (!zone) return undefined;
      const { source, view, settings, configuration } = zone.options;
      return {
        origin: zone.model.originKnown ? workspace.names.text(zone.model.apex) : undefined,
        source,
        configuration: configuration?.uri,
        view,
        type: settings.type,
        records: zone.model.recordCount,
        others: others.map((other) => workspace.names.text(other.model.apex)),
      };
    }),
  );

  connection.onRequest(QUERY_AT, ({ uri, position }: { uri: string; position: Range['start'] }) =>
    answer<QueryAt>(t`Looking up a record`, () => {
      workspace.look(uri, (buffer) => buffer.offsetAt(position));
      const key = normalUri(uri);
      const buffer = workspace.bufferOf(key);
      const [zone] = workspace.zonesOf(key);
      const document = zone?.documents.find((candidate) => candidate.uri === key);
      if (!buffer || !zone || !document || !zone.model.originKnown) return undefined;
      const record = cursorAt(zone, document, buffer.offsetAt(position))?.record;
      const apex = workspace.names.text(zone.model.apex);
      return {
        name: record && record.owner >= 0 ? workspace.names.text(record.owner) : apex,
        type: record ? typeText(record.type) : 'SOA',
        zone: apex,
        servers: zoneServers(zone, zoneLookup(workspace, runtime.now)),
      };
    }),
  );

  connection.onRequest(LANGUAGE_OF, ({ uri, head }: { uri: string; head: string }) =>
    answer<Language>(t`Looking at a file`, () => workspace.languageOf(uri, head)),
  );

  serveFileChecks(connection, { workspace, folders: () => folders, run: runtime.checkFile });

  connection.onShutdown(() => undefined);
  connection.listen();
}

function isRefusal(result: object): result is Refusal {
  return 'reason' in result;
}

function languageId(id: string): Language | undefined {
  return id === 'zone' || id === 'named-conf' ? id : undefined;
}
