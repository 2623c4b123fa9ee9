/** The commands that write new keys, zones and view pairs into a named.conf. Secrets are made here and go only into the file. */
import * as vscode from 'vscode';
import type { BaseLanguageClient, WorkspaceEdit } from 'vscode-languageclient';
import { TSIG_ALGORITHMS } from '../../../server/src/dns/tsigAlgorithms.ts';
import {
  NEW_STATEMENTS,
  type NewStatementsAnswer,
  type NewStatementsParams,
} from '../../../server/src/lsp/protocol.ts';
import { newTsigKey, secretLength } from '../../../server/src/services/conf/templates.ts';
import { keyOf } from '../../../server/src/services/tree/items.ts';

const DEFAULT_ALGORITHM = 'hmac-sha256';

function editorOfConf(): vscode.TextEditor | undefined {
  const editor = vscode.window.activeTextEditor;
  if (editor?.document.languageId === 'named-conf') return editor;
  void vscode.window.showInformationMessage(vscode.l10n.t('Open the named.conf that this is for.'));
  return undefined;
}

async function ask(title: string, prompt: string, value = ''): Promise<string | undefined> {
  const answer = await vscode.window.showInputBox({ title, prompt, value, ignoreFocusOut: true });
  return answer?.trim();
}

const words = (text: string | undefined): string[] => (text ?? '').split(/[\s,;]+/).filter((word) => word !== '');

/** Shows why something cannot be made; true where it cannot. */
function isRefused<T extends object>(result: T | { readonly reason: string }): result is { readonly reason: string } {
  if (!('reason' in result)) return false;
  void vscode.window.showErrorMessage(result.reason);
  return true;
}

/** Appends statements to the configuration. */
async function append(editor: vscode.TextEditor, statements: string): Promise<void> {
  const { document } = editor;
  const end = document.lineAt(document.lineCount - 1).range.end;
  const edit = new vscode.WorkspaceEdit();
  const gap = document.getText().trim() === '' ? '' : end.character === 0 ? '\n' : '\n\n';
  edit.insert(document.uri, end, `${gap}${statements}`);
  await vscode.workspace.applyEdit(edit);
  editor.revealRange(new vscode.Range(end, end));
}

/** `bailiwick.newKey`: a TSIG key with a random secret, and beside the file what the other server has to say. */
export async function newKeyCommand(): Promise<void> {
  const editor = editorOfConf();
  if (!editor) return;
  const title = vscode.l10n.t('New TSIG Key');
  const name = await ask(title, vscode.l10n.t('The name of the key, the same on both servers.'), 'transfer-key');
  if (!name) return;
  const algorithms = Object.keys(TSIG_ALGORITHMS).sort(
    (a, b) => Number(b === DEFAULT_ALGORITHM) - Number(a === DEFAULT_ALGORITHM),
  );
  const algorithm = await vscode.window.showQuickPick(algorithms, { title });
  if (!algorithm) return;
  const primary = await ask(title, vscode.l10n.t('The address of the primary, or nothing.'));
  const secondary = await ask(title, vscode.l10n.t('The address of the secondary, or nothing.'));
  const octets = crypto.getRandomValues(new Uint8Array(secretLength(algorithm) ?? 0));
  const made = newTsigKey({
    name,
    algorithm,
    octets,
    ...(primary ? { primary } : {}),
    ...(secondary ? { secondary } : {}),
  });
  if (isRefused(made)) return;
  await append(editor, made.onPrimary);
  const other = await vscode.workspace.openTextDocument({ language: 'named-conf', content: made.onSecondary });
  await vscode.window.showTextDocument(other, { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true });
}

/** The configuration that new statements are for, and the view, where an item of the tree stands for one; else the file in front. */
function targetOf(given: unknown): Pick<NewStatementsParams, 'uri' | 'view'> | undefined {
  const key = typeof given === 'object' && given !== null && 'id' in given ? keyOf(String(given.id)) : undefined;
  if (key?.kind === 'view') return { uri: key.uri, view: key.view };
  if (key?.kind === 'configuration') return { uri: key.uri };
  const editor = editorOfConf();
  return editor && { uri: editor.document.uri.toString() };
}

/** Has the server make them, asks for the view where there are several, and opens what was made. */
async function make(client: BaseLanguageClient, title: string, params: NewStatementsParams): Promise<void> {
  let answer: NewStatementsAnswer | null;
  try {
    answer = await client.sendRequest<NewStatementsAnswer | null>(NEW_STATEMENTS, params);
  } catch (error) {
    void vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
    return;
  }
  if (!answer) {
    void vscode.window.showInformationMessage(vscode.l10n.t('The file is part of no configuration.'));
    return;
  }
  if (!answer.edit) {
    const view = await vscode.window.showQuickPick([...answer.choices], {
      title,
      placeHolder: vscode.l10n.t('For which view?'),
    });
    if (view !== undefined) await make(client, title, { ...params, view });
    return;
  }
  const edit = await client.protocol2CodeConverter.asWorkspaceEdit(answer.edit as WorkspaceEdit);
  if (!(await vscode.workspace.applyEdit(edit))) {
    void vscode.window.showErrorMessage(vscode.l10n.t('The files could not be written.'));
    return;
  }
  await vscode.window.showTextDocument(vscode.Uri.parse(answer.open, true));
  if (answer.notes.length > 0) void vscode.window.showInformationMessage(answer.notes.join(' '));
}

/** `bailiwick.newZone`: a zone statement, and the file of a primary zone. */
export async function newZoneCommand(client: BaseLanguageClient, given: unknown): Promise<void> {
  const target = targetOf(given);
  if (!target) return;
  const title = vscode.l10n.t('New Zone');
  const name = await ask(title, vscode.l10n.t('The name of the zone, such as example.com.'));
  if (!name) return;
  const types = ['primary', 'secondary', 'forward', 'stub', 'mirror'] as const;
  const type = (await vscode.window.showQuickPick([...types], { title })) as (typeof types)[number] | undefined;
  if (!type) return;
  const isPrimary = type === 'primary';
  const answer = isPrimary
    ? await ask(title, vscode.l10n.t('The names of its name servers.'), `ns1.${name.replace(/\.$/, '')}.`)
    : await ask(title, vscode.l10n.t('The addresses of the servers that it is fetched from, or asked.'));
  if (answer === undefined) return;
  const more = isPrimary ? { nameServers: words(answer) } : { servers: words(answer) };
  await make(client, title, { ...target, zone: { name, type, ...more } });
}

/** `bailiwick.newSplitViews`: an inside and an outside view of one zone, with a file each. */
export async function newSplitViewsCommand(client: BaseLanguageClient, given: unknown): Promise<void> {
  const target = targetOf(given);
  if (!target) return;
  const title = vscode.l10n.t('New View Pair');
  const zone = await ask(title, vscode.l10n.t('The zone that has an inside and an outside.'));
  if (!zone) return;
  const networks = await ask(title, vscode.l10n.t('The networks of the inside.'), '192.168.0.0/16 fd00::/8');
  if (networks === undefined) return;
  await make(client, title, { uri: target.uri, views: { zone, networks: words(networks) } });
}
