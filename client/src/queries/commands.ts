/** The commands that ask the live DNS: what is asked, whom, and where the answer is shown. */
import * as vscode from 'vscode';
import { type DigLine, type DigQuery, readDigLine } from '../../../server/src/live/digWords.ts';
import { notDone } from '../../../server/src/live/notDone.ts';
import { questionWords } from '../../../server/src/live/questionName.ts';
import type { FoundServers } from '../../../server/src/live/transport.ts';
import { portOf, queryTyped } from '../../../server/src/live/typedQuery.ts';
import { answerView, type ShownResult } from '../../../server/src/live/views/answerView.ts';
import type { QueryAt } from '../../../server/src/lsp/protocol.ts';
import { namedServer, systemResolvers, zoneServers } from '../../../server/src/node/transports/resolvers.ts';
import { systemRuntime } from '../../../server/src/node/transports/runtime.ts';
import type { ReadOnlyDocuments } from '../documents/readOnlyDocuments.ts';

/** Asks the language server what stands at the cursor; undefined where it does not run, which the user is told where it `isNeeded`. */
export type FindRecord = (editor: vscode.TextEditor, isNeeded: boolean) => Promise<QueryAt | null | undefined>;

const SERVER_AND_PORT = /^(.+)#(\d{1,5})$/;

/** A query's servers; the zone where they are those of one. */
type FindServers = (query: DigQuery) => Promise<FoundServers & { readonly zone?: string }>;

/** `bailiwick.query`: words of dig, typed or given. Returns the answer's text, for callers that give the words. */
export async function queryCommand(
  answers: ReadOnlyDocuments,
  findRecord: FindRecord,
  given?: unknown,
): Promise<string | undefined> {
  if (!mayAsk()) return undefined;
  const words = typeof given === 'string' ? given : await askForWords(await suggestion(findRecord));
  if (words === undefined) return undefined;
  const line = read(words);
  return line && ask(answers, words, line, serversFor);
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
  const words = wordsFor(found);
  if (picked.pick === 'other') {
    const typed = await askForWords(`${words} @`);
    return typed === undefined ? undefined : queryCommand(answers, findRecord, typed);
  }
  const line = read(picked.pick === 'zone' ? `${words} +norecurse` : words);
  const servers: FindServers = picked.pick === 'zone' ? () => serversOfZone(found) : async (query) => fromSystem(query);
  return line && ask(answers, words, line, servers);
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
  return found ? wordsFor(found) : '';
}

/** The words that ask for what stands at the cursor, whatever its name looks like. */
function wordsFor({ name, type, class: code }: QueryAt): string {
  return questionWords(name, type, code);
}

/** Reads a line behind the words of the setting; undefined where it is none, which the user is told. */
function read(words: string): DigLine | undefined {
  const always = vscode.workspace.getConfiguration('bailiwick').get<string>('query.options', '').trim();
  const line = readDigLine(words, always);
  const message = 'error' in line ? line.error.message : line.queries.map((query) => notDone(query)).find((one) => one);
  if (message === undefined && !('error' in line)) return line;
  void vscode.window.showErrorMessage(message ?? '');
  return undefined;
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
      const line = readDigLine(text);
      return 'error' in line ? line.error.message : line.queries.map((query) => notDone(query)).find((one) => one);
    },
  });
}

function fromSystem(query: DigQuery): FoundServers {
  const { family } = query;
  const port = query.options.secure ? portOf(query) : query.port;
  const servers = systemResolvers()
    .filter(({ address }) => family === undefined || address.includes(':') === (family === 6))
    .map((server) => ({ ...server, port: port ?? server.port }));
  if (servers.length > 0) return { servers, missing: [] };
  const missing =
    family === undefined
      ? vscode.l10n.t('The system names no resolver. Name a server with @.')
      : vscode.l10n.t('The system names no resolver with an IPv{0} address. Name a server with @.', family);
  return { servers: [], missing: [missing] };
}

async function serversFor(query: DigQuery): Promise<FoundServers> {
  if (query.server !== undefined) return namedServer(query.server, portOf(query), query.family);
  const setting = vscode.workspace.getConfiguration('bailiwick').get<string>('query.server', '').trim();
  if (setting === '') return fromSystem(query);
  const withPort = SERVER_AND_PORT.exec(setting);
  return namedServer(withPort?.[1] ?? setting, query.port ?? Number(withPort?.[2] ?? portOf(query)), query.family);
}

async function serversOfZone(found: QueryAt): Promise<FoundServers & { readonly zone?: string }> {
  const names = found.servers.map((server) => server.name);
  const known = new Map(found.servers.map((server) => [server.name.toLowerCase(), server.addresses]));
  return { ...(await zoneServers(names, known)), ...(found.zone !== undefined && { zone: found.zone }) };
}

/** Asks one of a line's questions. */
async function askOne(
  query: DigQuery,
  findServers: FindServers,
  lineNotes: readonly string[],
  signal: AbortSignal,
): Promise<ShownResult[]> {
  const { servers, missing, zone } = await findServers(query);
  const results = await queryTyped(query, servers, systemRuntime, { signal });
  const notes = [...lineNotes, ...missing];
  return results.map((result) => ({ result, notes, ...(zone !== undefined && { zone }) }));
}

/** Asks all questions of a line at once and shows what came in one document, in the order of the line. */
async function ask(
  answers: ReadOnlyDocuments,
  words: string,
  line: DigLine,
  findServers: FindServers,
): Promise<string> {
  const shown = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Asking for {0}', words),
      cancellable: true,
    },
    (_progress, token) => {
      const abort = new AbortController();
      token.onCancellationRequested(() => abort.abort());
      return Promise.all(line.queries.map((query) => askOne(query, findServers, line.notes, abort.signal)));
    },
  );
  const { text, language } = answerView(shown.flat(), line.view);
  await answers.show(words, text, { language, beside: true, anew: true });
  return text;
}
