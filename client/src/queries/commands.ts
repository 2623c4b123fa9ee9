/** The commands that ask the live DNS. */
import * as vscode from 'vscode';
import { questionWords } from '../../../server/src/live/questionName.ts';
import type { NameServerAt, QueryAt, TreeItem } from '../../../server/src/lsp/protocol.ts';
import { systemResolvers } from '../../../server/src/node/transports/resolvers.ts';
import type { FilePlace } from '../requests/querySource.ts';
import { remember } from '../typing/history.ts';
import { askerOfLine, askerOfServers, type MakeAsker } from './asker.ts';
import { ask, compare, keptAnswers, shownAnswer } from './asking.ts';
import { typedLine } from './box.ts';
import { cursorPlace, mayAsk, type QueryHost, serverSetting } from './host.ts';
import { readOrTell } from './lines.ts';

/** `bailiwick.query`: words of dig, typed or given. Returns the answer's text, for callers that give the words. */
export async function queryCommand(host: QueryHost, given?: unknown): Promise<string | undefined> {
  if (!mayAsk()) return undefined;
  const words = typeof given === 'string' ? given : await typedLine(host, await suggestion(host));
  if (words === undefined) return undefined;
  const line = readOrTell(words, true);
  if (!line) return undefined;
  if (typeof given !== 'string') await remember(host.memory, words);
  return ask(host, words, line, askerOfLine);
}

async function suggestion(host: QueryHost): Promise<string> {
  const place = cursorPlace();
  const found = place && (await host.findRecord(place, false));
  return found ? `${wordsFor(found)} ` : '';
}

/** The words that ask for what stands at the cursor, whatever its name looks like. */
function wordsFor({ name, type, class: code }: QueryAt): string {
  return questionWords(name, type, code);
}

/** Whom a record can be asked of: the words, and who is asked with them. */
interface Choice extends vscode.QuickPickItem {
  readonly words: string;
  /** Absent where the server is typed. */
  readonly asker?: MakeAsker;
  /** Whether the server of the setting is asked. */
  readonly withSetting?: boolean;
}

/** `bailiwick.queryRecord`: the record at the cursor, or at a place that is given, at servers that the user picks. */
export async function queryRecordCommand(host: QueryHost, given?: unknown): Promise<string | undefined> {
  if (!mayAsk()) return undefined;
  const place = placeIn(given) ?? cursorPlace();
  const found = place ? await host.findRecord(place, true) : null;
  if (found === undefined) return undefined;
  if (!found) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('There is no record at the cursor whose full name is known. Use "Query DNS…" and type the name.'),
    );
    return undefined;
  }
  const picked = await vscode.window.showQuickPick(choices(found), {
    title: titleOf(found),
    placeHolder: vscode.l10n.t('Which server shall be asked?'),
  });
  if (!picked) return undefined;
  if (!picked.asker) {
    const typed = await typedLine(host, `${picked.words} @`);
    return typed === undefined ? undefined : askTyped(host, typed);
  }
  const line = readOrTell(picked.words, picked.withSetting === true);
  return line && ask(host, picked.words, line, picked.asker);
}

async function askTyped(host: QueryHost, words: string): Promise<string | undefined> {
  const line = readOrTell(words, true);
  if (!line) return undefined;
  await remember(host.memory, words);
  return ask(host, words, line, askerOfLine);
}

/** A place that a lens or a hover gives, or that of an item of the view DNS. */
function placeIn(given: unknown): FilePlace | undefined {
  const { uri, position, place } = (given ?? {}) as Partial<FilePlace> & Partial<Pick<TreeItem, 'place'>>;
  if (typeof uri === 'string' && position) return { uri, position };
  return place && { uri: place.uri, position: place.range.start };
}

function titleOf({ name, type, ofGenerated }: QueryAt): string {
  return ofGenerated === undefined
    ? vscode.l10n.t('Ask for {0} {1}', name, type)
    : vscode.l10n.t('Ask for {0} {1}, the first of {2} that $GENERATE makes', name, type, ofGenerated);
}

function names(servers: readonly { readonly name: string }[]): string {
  return servers.map(({ name }) => name).join(' ');
}

function choices(found: QueryAt): Choice[] {
  const { l10n } = vscode;
  const words = wordsFor(found);
  const own = `${words} +norecurse`;
  const set = serverSetting();
  const made: Choice[] = [];
  if (set !== '') {
    const label = l10n.t('The server of the settings');
    made.push({ label, description: set, words, asker: askerOfLine, withSetting: true });
  }
  if (found.servers.length > 0) {
    const label = l10n.t("The zone's own name servers");
    made.push({
      label,
      description: names(found.servers),
      words: own,
      asker: askerOfServers(found.servers, found.zone),
    });
  }
  made.push(...nameServerChoices(found.nameServer));
  const resolvers = systemResolvers().map(({ address }) => address);
  const system = {
    label: l10n.t("The system's resolvers"),
    description: resolvers.join(' '),
    words,
    asker: askerOfLine,
  };
  return [...made, system, { label: l10n.t('Another server…'), description: l10n.t('type its address'), words }];
}

/** On an NS record: the addresses of its name server, as the parent and as the child have them. */
function nameServerChoices(nameServer: NameServerAt | undefined): Choice[] {
  if (!nameServer) return [];
  const { name, parent, parentServers = [], child, childServers } = nameServer;
  const { l10n } = vscode;
  const words = `-q ${name} A AAAA +norecurse`;
  const rows: Choice[] = [];
  if (parent !== undefined && parentServers.length > 0) {
    const label = l10n.t('A and AAAA of {0} at the parent, {1}', name, parent);
    rows.push({ label, description: names(parentServers), words, asker: askerOfServers(parentServers, undefined) });
  }
  if (childServers.length > 0) {
    const label = l10n.t('A and AAAA of {0} at the child, {1}', name, child);
    rows.push({ label, description: names(childServers), words, asker: askerOfServers(childServers, undefined) });
  }
  return rows;
}

/** `bailiwick.queryAgain`: what the editor in front answers, or else what was asked last. */
export async function queryAgainCommand(host: QueryHost): Promise<string | undefined> {
  if (!mayAsk()) return undefined;
  const answer = shownAnswer();
  return answer ? answer.again() : queryCommand(host);
}

/** `bailiwick.compareAnswers`: an answer beside an earlier one. */
export async function compareAnswersCommand(host: QueryHost): Promise<void> {
  const later = shownAnswer();
  const others = keptAnswers().filter((answer) => answer !== later);
  if (!later || others.length === 0) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('There is no earlier answer of this session: ask again, and then compare.'),
    );
    return;
  }
  // Of the same question first.
  const rows = [
    ...others.filter(({ words }) => words === later.words),
    ...others.filter(({ words }) => words !== later.words),
  ];
  const picked = await vscode.window.showQuickPick(
    rows.map((answer) => ({ label: answer.words, description: answer.at.toLocaleTimeString(), answer })),
    { title: vscode.l10n.t('Compare {0} with', later.words) },
  );
  if (!picked) return;
  const [first, second] = picked.answer.at <= later.at ? [picked.answer, later] : [later, picked.answer];
  await compare(host, first, second);
}

const EXTENSIONS: Readonly<Record<string, string>> = { zone: 'zone', json: 'json', yaml: 'yaml', plaintext: 'txt' };

/** `bailiwick.saveAnswer`: writes an answer into a file. */
export async function saveAnswerCommand(): Promise<void> {
  const answer = shownAnswer();
  if (!answer) {
    void vscode.window.showInformationMessage(vscode.l10n.t('There is no answer of this session to be saved.'));
    return;
  }
  const name = (answer.words.match(/[\w.-]+/g) ?? []).join('-').replace(/^[-.]+/, '');
  const file = `${name === '' ? 'answer' : name}.${EXTENSIONS[answer.language] ?? 'txt'}`;
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const uri = await vscode.window.showSaveDialog(folder ? { defaultUri: vscode.Uri.joinPath(folder, file) } : {});
  if (uri) await vscode.workspace.fs.writeFile(uri, Buffer.from(answer.text));
}
