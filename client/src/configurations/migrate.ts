/** `bailiwick.migrate`: takes a whole configuration, with its includes, over to a BIND release, as a change to be reviewed. */
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { BIND_VERSIONS } from '../../../server/src/dns/versions.ts';
import { MIGRATE, type MigrationAnswer } from '../../../server/src/lsp/protocol.ts';
import { fileOf } from '../server/documents.ts';
import { applyReviewed } from '../server/reviewedEdits.ts';

/** Asks for the release, and applies the edit: VS Code shows its changes before they are made. */
export async function migrateCommand(client: BaseLanguageClient, what: unknown): Promise<void> {
  const uri = fileOf(what, 'named-conf');
  if (uri === undefined) return;
  const version = await vscode.window.showQuickPick([...BIND_VERSIONS].reverse(), {
    title: vscode.l10n.t('Migrate to Which BIND Release?'),
  });
  if (!version) return;
  const answer = await client.sendRequest<MigrationAnswer | null>(MIGRATE, { uri, version });
  if (!answer) return;
  if (answer.edit) {
    await applyReviewed(client, answer.edit);
  } else {
    void vscode.window.showInformationMessage(vscode.l10n.t('Nothing has to change for BIND {0}.', version));
  }
  if (answer.notes.length > 0) void vscode.window.showWarningMessage(answer.notes.join(' '));
}
