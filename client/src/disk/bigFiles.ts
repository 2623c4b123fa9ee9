/** Says of zone files and configurations that VS Code hands to no extension that nothing in them is checked, and offers the check from disk. */
import * as vscode from 'vscode';
import { LANGUAGE_OF } from '../../../server/src/lsp/protocol.ts';
import type { LanguageServer } from '../server/languageServer.ts';
import { activeFile } from './checkFile.ts';
import { isOpen } from './diskProblems.ts';

/**
 * UTF-16 units above which VS Code keeps a text from extensions (TextModel's MODEL_SYNC_LIMIT). A file of as many octets may still have
 * fewer units: whether extensions have its text decides.
 */
const SYNCED = 50 * 1024 * 1024;

/** The first octets of a file; where it is undefined, files cannot be checked from disk here. */
export type ReadHead = ((uri: vscode.Uri) => Promise<string>) | undefined;

/** Watches which file is in front. */
export function watchBigFiles(server: LanguageServer, readHead: ReadHead): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('bailiwick.bigFile', vscode.StatusBarAlignment.Right, 100);
  item.name = vscode.l10n.t('File above 50 MB');
  item.text = `$(warning) ${readHead ? vscode.l10n.t('Above 50 MB: check from disk') : vscode.l10n.t('Above 50 MB: not checked')}`;
  item.tooltip = readHead
    ? vscode.l10n.t(
        'VS Code hands files above 50 MB to no extension, so this one is not checked while it is edited. Click to check it from disk.',
      )
    : vscode.l10n.t('VS Code hands files above 50 MB to no extension, and a browser cannot check them from disk.');
  item.backgroundColor = new vscode.ThemeColor('statusBarItem.warningBackground');
  const said = new Set<string>();

  const look = async (): Promise<void> => {
    const uri = activeFile();
    const isOurs = uri !== undefined && (await isBig(uri)) && (await isKnownLanguage(server, uri, readHead));
    // Another file came to the front while this one was looked at.
    if (activeFile()?.toString() !== uri?.toString()) return;
    if (!isOurs) return item.hide();
    if (readHead) item.command = { command: 'bailiwick.checkFile', title: '', arguments: [uri] };
    item.show();
    if (said.has(uri.toString())) return;
    said.add(uri.toString());
    await offer(uri, readHead !== undefined);
  };
  const update = (): void => {
    // A server that is not there says nothing of a file, and so does the item.
    look().then(undefined, () => item.hide());
  };
  const watching = [
    vscode.window.tabGroups.onDidChangeTabs(update),
    vscode.window.tabGroups.onDidChangeTabGroups(update),
    vscode.workspace.onDidOpenTextDocument(update),
  ];
  update();
  return vscode.Disposable.from(item, ...watching);
}

async function isBig(uri: vscode.Uri): Promise<boolean> {
  if (isOpen(uri)) return false;
  try {
    return (await vscode.workspace.fs.stat(uri)).size > SYNCED;
  } catch {
    // Gone, or of a scheme that has no files.
    return false;
  }
}

async function isKnownLanguage(server: LanguageServer, uri: vscode.Uri, readHead: ReadHead): Promise<boolean> {
  // In a workspace that is not trusted, nothing outside of it is read: there only the name says what a file is.
  const mayRead = vscode.workspace.isTrusted || vscode.workspace.getWorkspaceFolder(uri) !== undefined;
  const head = mayRead ? ((await readHead?.(uri)) ?? '') : '';
  return (await server.client.sendRequest<string | null>(LANGUAGE_OF, { uri: uri.toString(), head })) !== null;
}

async function offer(uri: vscode.Uri, canCheck: boolean): Promise<void> {
  const text = vscode.l10n.t(
    '{0} is above 50 MB. VS Code does not hand such files to extensions, so nothing in it is checked while it is edited.',
    vscode.workspace.asRelativePath(uri),
  );
  if (!canCheck) {
    void vscode.window.showInformationMessage(text);
    return;
  }
  const check = vscode.l10n.t('Check It from Disk');
  if ((await vscode.window.showInformationMessage(text, check)) !== check) return;
  await vscode.commands.executeCommand('bailiwick.checkFile', uri);
}
