/** `bailiwick.setOrigin`: says by hand which zone a file is. */
import * as vscode from 'vscode';
import type { FindZone } from './status.ts';

/**
 * Asks for the origin of the file in front and writes it to the workspace's settings, by the file's path in its folder, so that everybody who has the folder
 * has it; an empty answer takes it out again.
 */
export async function setOriginCommand(findZone: FindZone): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  if (document?.languageId !== 'zone') return;
  const uri = document.uri.toString();
  const info = await findZone(uri);
  if (info?.source === 'configuration') return showConfiguration(info.origin ?? '', info.configuration);
  const origin = await vscode.window.showInputBox({
    title: vscode.l10n.t('Origin of {0}', vscode.workspace.asRelativePath(document.uri)),
    prompt: vscode.l10n.t("The zone's name, such as example.com. Empty: what the file and its name say."),
    value: info?.origin ?? '',
  });
  if (origin === undefined) return;
  const settings = vscode.workspace.getConfiguration('bailiwick', document.uri);
  const origins = { ...settings.get<Record<string, string>>('origins', {}) };
  const path = pathInFolder(document.uri);
  delete origins[uri];
  if (path !== undefined) delete origins[path];
  if (origin.trim() !== '') origins[path ?? uri] = origin.trim();
  const target = vscode.workspace.workspaceFolders
    ? vscode.ConfigurationTarget.Workspace
    : vscode.ConfigurationTarget.Global;
  await settings.update('origins', origins, target);
}

/** The path of a file relative to its folder, behind the folder's name where there are several; undefined for a file in none. */
function pathInFolder(file: vscode.Uri): string | undefined {
  return vscode.workspace.getWorkspaceFolder(file) && vscode.workspace.asRelativePath(file);
}

/** Where a configuration loads the file, it is changed there. */
async function showConfiguration(origin: string, configuration: string | undefined): Promise<void> {
  const open = vscode.l10n.t('Open the Configuration');
  const picked = await vscode.window.showInformationMessage(
    vscode.l10n.t('A configuration loads this file as {0}: its zone statement says the origin.', origin),
    ...(configuration === undefined ? [] : [open]),
  );
  if (picked && configuration !== undefined)
    await vscode.window.showTextDocument(vscode.Uri.parse(configuration, true));
}
