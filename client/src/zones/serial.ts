/** `bailiwick.raiseSerial`: raises the serial of a zone, that of the file in front where none is named. */
import * as vscode from 'vscode';
import type { BaseLanguageClient, WorkspaceEdit } from 'vscode-languageclient';
import { RAISE_SERIAL_EDIT } from '../../../server/src/lsp/protocol.ts';
import { fileOf } from '../server/documents.ts';

/** Applies the language server's edit; says so where the zone has no serial that can be raised. */
export async function raiseSerialCommand(client: BaseLanguageClient, what: unknown): Promise<void> {
  const file = fileOf(what);
  if (file === undefined) return;
  const edit = await client.sendRequest<WorkspaceEdit | null>(RAISE_SERIAL_EDIT, { uri: file });
  if (!edit) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('The zone has no SOA record with a serial that could be raised.'),
    );
    return;
  }
  await vscode.workspace.applyEdit(await client.protocol2CodeConverter.asWorkspaceEdit(edit));
}
