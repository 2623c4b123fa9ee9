/** The language server: the one file that knows the LSP connection. */

import {
  type CodeAction,
  CodeActionKind,
  type Connection,
  DidChangeConfigurationNotification,
  type Hover,
  type InitializeResult,
  LSPErrorCodes,
  type Range,
  ResponseError,
  TextDocumentSyncKind,
} from 'vscode-languageserver';
import { typeText } from './dns/types.ts';
import { isBindVersion } from './dns/versions.ts';
import { confActions } from './features/confActions.ts';
import { confHover } from './features/confHover.ts';
import { limitDiagnostics, rangeToOffsets, toDiagnostic } from './features/convert.ts';
import { zoneLookup } from './features/lookup.ts';
import { zoneActions } from './features/zoneActions.ts';
import { cursorAt } from './features/zoneCursor.ts';
import { zoneHover } from './features/zoneHover.ts';
import { zoneServers } from './features/zoneServers.ts';
import { t, useBundle } from './l10n.ts';
import {
  type ClientSettings,
  type InitializationOptions,
  LANGUAGE_OF,
  QUERY_AT,
  type QueryAt,
  TRUSTED,
  ZONE_INFO,
  type ZoneInfo,
} from './protocol.ts';
import { ALL_RULES } from './rules/index.ts';
import { type Problem, SEVERITIES, type Severity } from './rules/rule.ts';
import type { FileSystem } from './workspace/fileSystem.ts';
import type { Language } from './workspace/languages.ts';
import { normalUri } from './workspace/paths.ts';
import { DEFAULT_SETTINGS, type Settings } from './workspace/settings.ts';
import { Workspace } from './workspace/workspace.ts';

/** What the platform gives: the only way to files and time. */
export interface Runtime {
  fileSystem(connection: Connection): FileSystem;
  now(): Date;
  /** Runs a function when the messages that are already here have been taken in. */
  soon(run: () => void): void;
}

/** Problems of one file that are sent: VS Code shows no more (its limit for one file). */
export const DIAGNOSTICS_A_FILE = 1000;

/** Serves one client until it closes the connection. */
export function startServer(connection: Connection, runtime: Runtime): void {
  const workspace = new Workspace({
    system: runtime.fileSystem(connection),
    log: (message) => connection.console.info(message),
  });
  let settings: Settings = DEFAULT_SETTINGS;
  let folders: string[] = [];
  let pullsSettings = false;
  let watchesFolders = false;
  const sent = new Map<string, string>();
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
    try {
      while (dirty) {
        dirty = false;
        await workspace.settle();
        if (!dirty) publish();
      }
    } catch (error) {
      failed(t`Checking`, error);
    }
    running = false;
    if (dirty) update();
  };

  const publish = (): void => {
    const problems = workspace.problems();
    for (const [uri, list] of problems) {
      const diagnostics = limitDiagnostics(
        list.map((problem) => toDiagnostic(problem, (other) => workspace.bufferOf(other))),
        DIAGNOSTICS_A_FILE,
      );
      const text = JSON.stringify(diagnostics);
      if (sent.get(uri) === text) continue;
      sent.set(uri, text);
      void connection.sendDiagnostics({ uri, diagnostics });
    }
    for (const uri of [...sent.keys()]) {
      if (problems.has(uri)) continue;
      sent.delete(uri);
      void connection.sendDiagnostics({ uri, diagnostics: [] });
    }
  };

  const takeSettings = (client: ClientSettings | null | undefined): void => {
    settings = readSettings(client, settings.trusted);
    workspace.configure(settings);
    update();
  };
  const pullSettings = async (): Promise<void> => {
    try {
      takeSettings((await connection.workspace.getConfiguration('bailiwick')) as ClientSettings | null);
    } catch (error) {
      failed(t`Reading the settings`, error);
    }
  };

  connection.onInitialize((params): InitializeResult => {
    const options = (params.initializationOptions ?? {}) as InitializationOptions;
    useBundle(options.l10n);
    settings = readSettings(options.settings, options.trusted ?? true);
    workspace.configure(settings);
    folders = (params.workspaceFolders ?? []).map((folder) => folder.uri);
    pullsSettings = params.capabilities.workspace?.configuration === true;
    watchesFolders = params.capabilities.workspace?.workspaceFolders === true;
    return {
      serverInfo: { name: 'bailiwick' },
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: false },
        hoverProvider: true,
        codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.Refactor] },
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
        void workspace.setFolders(folders).then(update, (error: unknown) => failed(t`Listing the workspace`, error));
      });
    }
    const start = async (): Promise<void> => {
      if (pullsSettings) await pullSettings();
      await workspace.setFolders(folders);
      update();
    };
    start().catch((error: unknown) => failed(t`Listing the workspace`, error));
  });

  connection.onDidChangeConfiguration((params) => {
    if (pullsSettings) void pullSettings();
    else takeSettings((params.settings as { bailiwick?: ClientSettings } | null)?.bailiwick);
  });

  connection.onNotification(TRUSTED, () => {
    settings = { ...settings, trusted: true };
    workspace.configure(settings);
    update();
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
    update();
  });

  connection.onDidChangeWatchedFiles(({ changes }) => {
    for (const { uri } of changes) workspace.fileChanged(uri);
    void workspace.setFolders(folders).then(update, (error: unknown) => failed(t`Listing the workspace`, error));
  });

  connection.onHover(({ textDocument, position }, token): Hover | null | ResponseError<void> => {
    if (token.isCancellationRequested) return new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled');
    return guarded<Hover | null>(t`A hover`, null, () => {
      workspace.refresh();
      const uri = normalUri(textDocument.uri);
      const buffer = workspace.bufferOf(uri);
      if (!buffer) return null;
      const offset = buffer.offsetAt(position);
      for (const zone of workspace.zonesOf(uri)) {
        const document = zone.documents.find((candidate) => candidate.uri === uri);
        const hover = document && zoneHover(zone, document, offset, zoneLookup(workspace, runtime.now));
        if (hover) return hover;
      }
      for (const configuration of workspace.configurationsOf(uri)) {
        const hover = confHover(configuration, uri, offset, settings.bindVersion);
        if (hover) return hover;
      }
      return null;
    });
  });

  connection.onCodeAction(({ textDocument, range, context }, token): CodeAction[] | ResponseError<void> => {
    if (token.isCancellationRequested) return new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled');
    return guarded<CodeAction[]>(t`A code action`, [], () => {
      workspace.refresh();
      const actions = actionsAt(normalUri(textDocument.uri), range);
      const { only } = context;
      if (!only) return actions;
      return actions.filter(({ kind }) => only.some((wanted) => kind === wanted || kind?.startsWith(`${wanted}.`)));
    });
  });

  const actionsAt = (uri: string, range: Range): CodeAction[] => {
    const buffer = workspace.bufferOf(uri);
    if (!buffer) return [];
    const { start, end } = rangeToOffsets(buffer, range);
    const near = (problem: Problem): boolean => problem.start <= end && problem.end >= start;
    const problems = (workspace.problems().get(uri) ?? []).filter(near);
    const lookup = zoneLookup(workspace, runtime.now);
    for (const zone of workspace.zonesOf(uri)) {
      const document = zone.documents.find((candidate) => candidate.uri === uri);
      if (document) return zoneActions(zone, document, { start, end }, problems, lookup);
    }
    for (const configuration of workspace.configurationsOf(uri)) {
      return confActions(configuration, uri, problems, lookup, settings.bindVersion);
    }
    return [];
  };

  connection.onRequest(ZONE_INFO, ({ uri }: { uri: string }): ZoneInfo | null => {
    return guarded<ZoneInfo | null>(t`Looking up a zone`, null, () => {
      workspace.refresh();
      const [zone, ...others] = workspace.zonesOf(uri);
      if (!zone) return null;
      const { source, view, settings: zoneSettings, configuration } = zone.options;
      return {
        origin: zone.model.originKnown ? workspace.names.text(zone.model.apex) : undefined,
        source,
        configuration: configuration?.uri,
        view,
        type: zoneSettings.type,
        records: zone.model.recordCount,
        others: others.map((other) => workspace.names.text(other.model.apex)),
      };
    });
  });

  connection.onRequest(QUERY_AT, ({ uri, position }: { uri: string; position: Range['start'] }): QueryAt | null => {
    return guarded<QueryAt | null>(t`Looking up a record`, null, () => {
      workspace.refresh();
      const key = normalUri(uri);
      const buffer = workspace.bufferOf(key);
      const [zone] = workspace.zonesOf(key);
      const document = zone?.documents.find((candidate) => candidate.uri === key);
      if (!buffer || !zone || !document || !zone.model.originKnown) return null;
      const cursor = cursorAt(zone, document, buffer.offsetAt(position));
      const apex = workspace.names.text(zone.model.apex);
      const record = cursor?.record;
      return {
        name: record && record.owner >= 0 ? workspace.names.text(record.owner) : apex,
        type: record ? typeText(record.type) : 'SOA',
        zone: apex,
        servers: zoneServers(zone, zoneLookup(workspace, runtime.now)),
      };
    });
  });

  connection.onRequest(LANGUAGE_OF, ({ uri, head }: { uri: string; head: string }): Language | null =>
    guarded<Language | null>(t`Looking at a file`, null, () => workspace.languageOf(uri, head) ?? null),
  );

  connection.onShutdown(() => undefined);
  connection.listen();
}

function languageId(id: string): Language | undefined {
  return id === 'zone' || id === 'named-conf' ? id : undefined;
}

function isSeverity(value: string): value is Severity {
  return (SEVERITIES as readonly string[]).includes(value);
}

function readSettings(client: ClientSettings | null | undefined, trusted: boolean): Settings {
  const version = client?.bind?.version;
  const rules: Record<string, Severity | 'off'> = {};
  const known = new Set(ALL_RULES.map((rule) => rule.id));
  for (const [id, value] of Object.entries(client?.rules ?? {})) {
    if (known.has(id) && (value === 'off' || isSeverity(value))) rules[id] = value;
  }
  const origins = Object.fromEntries(
    Object.entries(client?.origins ?? {}).map(([uri, name]) => [normalUri(uri), name]),
  );
  return {
    bindVersion: version !== undefined && isBindVersion(version) ? version : DEFAULT_SETTINGS.bindVersion,
    rules,
    origins,
    trusted,
  };
}
