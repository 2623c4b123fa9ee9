/** Edits of files that were just saved, which are saved with them. */
import * as vscode from 'vscode';
import type { BaseLanguageClient, WorkspaceEdit } from 'vscode-languageclient';
import { EDIT_AND_SAVE } from '../../../server/src/lsp/protocol.ts';

/** Serves the language server's requests: a file with other changes that are not saved is left to the user. */
export function serveSaves(client: BaseLanguageClient): vscode.Disposable {
  return client.onRequest<boolean, unknown>(
    EDIT_AND_SAVE,
    async (params: { edit: WorkspaceEdit }): Promise<boolean> => {
      const edit = await client.protocol2CodeConverter.asWorkspaceEdit(params.edit);
      const unsaved = new Set(
        vscode.workspace.textDocuments.filter(({ isDirty }) => isDirty).map(({ uri }) => uri.toString()),
      );
      if (!(await vscode.workspace.applyEdit(edit))) return false;
      for (const [uri] of edit.entries()) {
        if (unsaved.has(uri.toString())) continue;
        await (await vscode.workspace.openTextDocument(uri)).save();
      }
      return true;
    },
  );
}
