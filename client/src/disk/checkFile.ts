/** `bailiwick.checkFile`: checks files as they are on disk, those too that VS Code hands to no extension. */
import * as vscode from 'vscode';
import {
  type BaseLanguageClient,
  type Diagnostic,
  LSPErrorCodes,
  ResponseError,
  WorkDoneProgress,
} from 'vscode-languageclient';
import { counted, t } from '../../../server/src/l10n.ts';
import { CHECK_FILE, type CheckedFile, type CheckFileParams } from '../../../server/src/lsp/protocol.ts';
import { type DiskProblems, stampOf } from './diskProblems.ts';

let checks = 0;

/**
 * Checks the files that a menu names (the one that was clicked on, then all that are selected), the file that a caller names, or one that
 * is asked for.
 */
export async function checkFileCommand(
  client: BaseLanguageClient,
  problems: DiskProblems,
  clicked: unknown,
  selected: unknown,
): Promise<void> {
  const uris = Array.isArray(selected) && selected.length > 0 ? selected : [clicked];
  const files = uris.filter((uri): uri is vscode.Uri => uri instanceof vscode.Uri);
  // One after the other: each takes a thread, and the memory for its file.
  for (const uri of files.length > 0 ? files : await askForFile()) await checkFile(client, problems, uri);
}

/** The file of the editor in front, whether extensions have its text or not. */
export function activeFile(): vscode.Uri | undefined {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  return input instanceof vscode.TabInputText ? input.uri : undefined;
}

async function askForFile(): Promise<readonly vscode.Uri[]> {
  const defaultUri = activeFile();
  const picked = await vscode.window.showOpenDialog({
    title: vscode.l10n.t('Check a File from Disk'),
    openLabel: vscode.l10n.t('Check'),
    ...(defaultUri ? { defaultUri } : {}),
  });
  return picked ?? [];
}

async function checkFile(client: BaseLanguageClient, problems: DiskProblems, uri: vscode.Uri): Promise<void> {
  const name = vscode.workspace.asRelativePath(uri);
  try {
    const stamp = await stampOf(uri);
    const result = await ask(client, uri, name);
    const parts = result.files.map(async (file) => ({
      uri: client.protocol2CodeConverter.asUri(file.uri),
      diagnostics: await client.protocol2CodeConverter.asDiagnostics(file.diagnostics as Diagnostic[]),
    }));
    await problems.show(uri, stamp, await Promise.all(parts));
    void tell(name, result);
  } catch (error) {
    if (error instanceof ResponseError && error.code === LSPErrorCodes.RequestCancelled) return;
    const reason = error instanceof Error ? error.message : String(error);
    void vscode.window.showErrorMessage(vscode.l10n.t('{0} was not checked. {1}', name, reason));
  }
}

/** Has the language server check the file, and shows how far it is. */
function ask(client: BaseLanguageClient, uri: vscode.Uri, name: string): Thenable<CheckedFile> {
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: vscode.l10n.t('Checking {0}', name),
    cancellable: true,
  };
  return vscode.window.withProgress(options, async (progress, token) => {
    const params: CheckFileParams = {
      uri: client.code2ProtocolConverter.asUri(uri),
      workDoneToken: `bailiwick.checkFile ${++checks}`,
    };
    const listening = client.onProgress(WorkDoneProgress.type, params.workDoneToken as string, (stage) => {
      if (stage.message !== undefined) progress.report({ message: stage.message });
    });
    try {
      return await client.sendRequest<CheckedFile>(CHECK_FILE, params, token);
    } finally {
      listening.dispose();
    }
  });
}

/** Says what was found, with a way to it. */
async function tell(name: string, { counts, records, origin }: CheckedFile): Promise<void> {
  const found = [
    counted(counts.error, t`error`, t`errors`),
    counted(counts.warning, t`warning`, t`warnings`),
    t`${counts.information} information`,
    counted(counts.hint, t`hint`, t`hints`),
  ].join(', ');
  const zone = origin?.replace(/(?<=.)\.$/, '') ?? vscode.l10n.t('a zone without a known origin');
  const text =
    records === undefined
      ? vscode.l10n.t('{0}: {1}.', name, found)
      : vscode.l10n.t('{0}, {1} records of {2}: {3}.', name, records.toLocaleString(vscode.env.language), zone, found);
  if (counts.error + counts.warning + counts.information + counts.hint === 0) {
    void vscode.window.showInformationMessage(text);
    return;
  }
  const show = vscode.l10n.t('Show Problems');
  if ((await vscode.window.showInformationMessage(text, show)) !== show) return;
  await vscode.commands.executeCommand('workbench.actions.view.problems');
}
