/** The commands that write new keys, zones and view pairs into the named.conf in front. Secrets are made here and go only into the file. */
import * as vscode from 'vscode';
import { nextSerial } from '../../../server/src/dns/serial.ts';
import { TSIG_ALGORITHMS } from '../../../server/src/services/conf/completion/words.ts';
import {
  type NewFile,
  newSplitViews,
  newTsigKey,
  newZone,
  secretLength,
} from '../../../server/src/services/conf/templates.ts';

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

/** Appends statements to the configuration, and makes the files that they name, unless one of them is there. */
async function append(editor: vscode.TextEditor, statements: string, files: readonly NewFile[]): Promise<void> {
  const { document } = editor;
  const end = document.lineAt(document.lineCount - 1).range.end;
  const edit = new vscode.WorkspaceEdit();
  const gap = document.getText().trim() === '' ? '' : end.character === 0 ? '\n' : '\n\n';
  edit.insert(document.uri, end, `${gap}${statements}`);
  for (const { path, text } of files) {
    const uri = vscode.Uri.joinPath(document.uri, '..', path);
    edit.createFile(uri, { ignoreIfExists: true, contents: new TextEncoder().encode(text) });
  }
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
  await append(editor, made.onPrimary, []);
  const other = await vscode.workspace.openTextDocument({ language: 'named-conf', content: made.onSecondary });
  await vscode.window.showTextDocument(other, { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true });
}

/** `bailiwick.newZone`: a zone statement, and the file of a primary zone. */
export async function newZoneCommand(): Promise<void> {
  const editor = editorOfConf();
  if (!editor) return;
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
  const serial = nextSerial(0, 'date', new Date());
  const made = newZone({
    name,
    type,
    serial,
    ...(isPrimary ? { nameServers: words(answer) } : { servers: words(answer) }),
  });
  if (!isRefused(made)) await append(editor, made.statement, made.file ? [made.file] : []);
}

/** `bailiwick.newSplitViews`: an inside and an outside view of one zone, with a file each. */
export async function newSplitViewsCommand(): Promise<void> {
  const editor = editorOfConf();
  if (!editor) return;
  const title = vscode.l10n.t('New View Pair');
  const zone = await ask(title, vscode.l10n.t('The zone that has an inside and an outside.'));
  if (!zone) return;
  const networks = await ask(title, vscode.l10n.t('The networks of the inside.'), '192.168.0.0/16 fd00::/8');
  if (networks === undefined) return;
  const made = newSplitViews({ zone, networks: words(networks), serial: nextSerial(0, 'date', new Date()) });
  if (!isRefused(made)) await append(editor, made.statements, made.files);
}
