/** Edits that VS Code shows before it makes them. */
import * as vscode from 'vscode';
import type { BaseLanguageClient, WorkspaceEdit } from 'vscode-languageclient';

/** Shows an edit of the language server, and makes what is ticked; says so where that is nothing. */
export async function applyReviewed(client: BaseLanguageClient, given: unknown): Promise<void> {
  const edit = await client.protocol2CodeConverter.asWorkspaceEdit(given as WorkspaceEdit);
  const files = edit.entries().map(([uri]) => uri.toString());
  const before = versionsOf(files);
  const isMade = await vscode.workspace.applyEdit(edit, { isRefactoring: true });
  // A preview of which only the change that changes nothing was ticked has been made, too.
  if (isMade && versionsOf(files) !== before) return;
  void vscode.window.showInformationMessage(
    vscode.l10n.t('Nothing was changed: no change was ticked, or the preview was closed.'),
  );
}

/** The versions of those of the files that are open. */
function versionsOf(files: readonly string[]): string {
  return vscode.workspace.textDocuments
    .filter(({ uri }) => files.includes(uri.toString()))
    .map(({ uri, version }) => `${uri} ${version}`)
    .sort()
    .join();
}
