/** `bailiwick.setOrigin`: says by hand which zone a file is. */
import * as vscode from 'vscode';
import type { FindZone } from './status.ts';

/** Asks for the origin of the file in front and writes it to the workspace's settings; an empty answer takes it out again. */
export async function setOriginCommand(findZone: FindZone): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  if (document?.languageId !== 'zone') return;
  const uri = document.uri.toString();
  const info = await findZone(uri);
  if (info?.source === 'configuration') {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('A configuration loads this file as {0}: its zone statement says the origin.', info.origin ?? ''),
    );
    return;
  }
  const origin = await vscode.window.showInputBox({
    title: vscode.l10n.t('Origin of {0}', vscode.workspace.asRelativePath(document.uri)),
    prompt: vscode.l10n.t("The zone's name, such as example.com. Empty: what the file and its name say."),
    value: info?.origin ?? '',
  });
  if (origin === undefined) return;
  const settings = vscode.workspace.getConfiguration('bailiwick', document.uri);
  const origins = { ...settings.get<Record<string, string>>('origins', {}) };
  if (origin.trim() === '') delete origins[uri];
  else origins[uri] = origin.trim();
  const target = vscode.workspace.workspaceFolders
    ? vscode.ConfigurationTarget.Workspace
    : vscode.ConfigurationTarget.Global;
  await settings.update('origins', origins, target);
}
