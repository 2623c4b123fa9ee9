/** The commands that ask the live DNS: what is asked, whom, and where the answer is shown. */
import * as vscode from 'vscode';
import { type DigQuery, parseDigWords, withoutEffectNotes } from '../../../server/src/live/digWords.ts';
import { query } from '../../../server/src/live/query.ts';
import { reportText } from '../../../server/src/live/report.ts';
import type { QueryAt } from '../../../server/src/lsp/protocol.ts';
import {
  DNS_PORT,
  type FoundServers,
  namedServer,
  systemResolvers,
  zoneServers,
} from '../../../server/src/node/transports/resolvers.ts';
import { systemRuntime } from '../../../server/src/node/transports/runtime.ts';
import type { ReadOnlyDocuments } from '../documents/readOnlyDocuments.ts';

/** Asks the language server what stands at the cursor; undefined where it does not run, which the user is told where it `isNeeded`. */
export type FindRecord = (editor: vscode.TextEditor, isNeeded: boolean) => Promise<QueryAt | null | undefined>;

const SERVER_AND_PORT = /^(.+)#(\d{1,5})$/;

/** `bailiwick.query`: words of dig, typed or given. Returns the answer's text, for callers that give the words. */
export async function queryCommand(
  answers: ReadOnlyDocuments,
  findRecord: FindRecord,
  given?: unknown,
): Promise<string | undefined> {
  if (!mayAsk()) return undefined;
  const words = typeof given === 'string' ? given : await askForWords(await suggestion(findRecord));
  if (words === undefined) return undefined;
  const parsed = parseDigWords(words);
  if ('error' in parsed) {
    void vscode.window.showErrorMessage(parsed.error.message);
    return undefined;
  }
  return ask(answers, words, parsed, await serversFor(parsed));
}

/** `bailiwick.queryRecord`: the record at the cursor, at servers that the user picks. */
export async function queryRecordCommand(
  answers: ReadOnlyDocuments,
  findRecord: FindRecord,
): Promise<string | undefined> {
  if (!mayAsk()) return undefined;
  const editor = vscode.window.activeTextEditor;
  const found = editor ? await findRecord(editor, true) : null;
  if (found === undefined) return undefined;
  if (!found) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('There is no record at the cursor whose full name is known. Use "Query DNS…" and type the name.'),
    );
    return undefined;
  }
  const own = found.servers.map((server) => server.name).join(' ');
  const picks = [
    { label: vscode.l10n.t("The zone's own name servers"), description: own, pick: 'zone' as const },
    {
      label: vscode.l10n.t("The system's resolvers"),
      description: systemResolvers()
        .map((server) => server.address)
        .join(' '),
      pick: 'system' as const,
    },
    { label: vscode.l10n.t('Another server…'), description: vscode.l10n.t('type its address'), pick: 'other' as const },
  ].filter(({ pick }) => pick !== 'zone' || found.servers.length > 0);
  const picked = await vscode.window.showQuickPick(picks, {
    title: vscode.l10n.t('Ask for {0} {1}', found.name, found.type),
    placeHolder: vscode.l10n.t('Which server shall be asked?'),
  });
  if (!picked) return undefined;
  const words = `${found.name} ${found.type}`;
  if (picked.pick === 'other') return queryCommand(answers, findRecord, await askForWords(`${words} @`));
  const parsed = parseDigWords(picked.pick === 'zone' ? `${words} +norecurse` : words);
  if ('error' in parsed) return undefined;
  const servers = picked.pick === 'zone' ? await serversOfZone(found) : fromSystem();
  return ask(answers, words, parsed, servers);
}

/** A query is made only where the workspace is trusted (the manifest disables the commands; this holds for callers too). */
function mayAsk(): boolean {
  if (vscode.workspace.isTrusted) return true;
  void vscode.window.showWarningMessage(vscode.l10n.t('Queries are not sent in a workspace that is not trusted.'));
  return false;
}

async function suggestion(findRecord: FindRecord): Promise<string> {
  const editor = vscode.window.activeTextEditor;
  if (editor?.document.languageId !== 'zone') return '';
  const found = await findRecord(editor, false);
  return found ? `${found.name} ${found.type}` : '';
}

async function askForWords(value: string): Promise<string | undefined> {
  return vscode.window.showInputBox({
    title: vscode.l10n.t('Query DNS'),
    prompt: vscode.l10n.t('Words as for dig: name, type, @server, -p port, -x address, +tcp, +dnssec, +cd …'),
    placeHolder: 'example.com AAAA @192.0.2.53 +dnssec',
    value,
    valueSelection: [value.length, value.length],
    ignoreFocusOut: true,
    validateInput: (text) => {
      if (text.trim() === '' || text.trim().endsWith('@')) return undefined;
      const parsed = parseDigWords(text);
      return 'error' in parsed ? parsed.error.message : undefined;
    },
  });
}

function fromSystem(): FoundServers {
  const servers = systemResolvers();
  return {
    servers,
    missing: servers.length > 0 ? [] : [vscode.l10n.t('The system names no resolver. Name a server with @.')],
  };
}

async function serversFor(parsed: DigQuery): Promise<FoundServers> {
  if (parsed.server !== undefined) return namedServer(parsed.server, parsed.port ?? DNS_PORT, parsed.family);
  const setting = vscode.workspace.getConfiguration('bailiwick').get<string>('query.server', '').trim();
  if (setting === '') return fromSystem();
  const withPort = SERVER_AND_PORT.exec(setting);
  return namedServer(withPort?.[1] ?? setting, parsed.port ?? Number(withPort?.[2] ?? DNS_PORT), parsed.family);
}

async function serversOfZone(found: QueryAt): Promise<FoundServers> {
  const names = found.servers.map((server) => server.name);
  const known = new Map(found.servers.map((server) => [server.name.toLowerCase(), server.addresses]));
  return zoneServers(names, known);
}

async function ask(
  answers: ReadOnlyDocuments,
  words: string,
  parsed: DigQuery,
  found: FoundServers,
): Promise<string | undefined> {
  if (found.servers.length === 0) {
    void vscode.window.showErrorMessage(found.missing.join(' ') || vscode.l10n.t('There is no server to ask.'));
    return undefined;
  }
  const options = optionsWithDefaults(words, parsed);
  const result = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Asking for {0}', words),
      cancellable: true,
    },
    (_progress, token) => {
      const abort = new AbortController();
      token.onCancellationRequested(() => abort.abort());
      return query({ question: parsed.question, servers: found.servers, options, signal: abort.signal }, systemRuntime);
    },
  );
  const text = reportText(result, { notes: [...withoutEffectNotes(parsed), ...found.missing] });
  await answers.show(words, text, { language: 'zone', beside: true, anew: true });
  return text;
}

/** The words that the settings give every query come first, so that typed ones win. */
function optionsWithDefaults(words: string, parsed: DigQuery): DigQuery['options'] {
  const always = vscode.workspace.getConfiguration('bailiwick').get<string>('query.options', '').trim();
  if (always === '') return parsed.options;
  const both = parseDigWords(`${always} ${words}`);
  return 'error' in both ? parsed.options : both.options;
}
