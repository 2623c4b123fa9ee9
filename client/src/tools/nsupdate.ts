/** `bailiwick.nsupdate`: what was changed in a zone, as a script for nsupdate that is shown. */
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import {
  type ComparableZone,
  NSUPDATE,
  type NsupdateAnswer,
  type NsupdateParams,
  ZONES_TO_COMPARE,
} from '../../../server/src/lsp/protocol.ts';
import type { ReadOnlyDocuments } from '../documents/readOnlyDocuments.ts';
import { textAt } from '../requests/committed.ts';
import { fileOf } from '../server/documents.ts';

/** Shows the script for the zone of a file, and of a view where one is named. */
export async function nsupdateCommand(
  client: BaseLanguageClient,
  documents: ReadOnlyDocuments,
  what: unknown,
  view: unknown,
): Promise<void> {
  const uri = fileOf(what, 'zone');
  if (uri === undefined) return;
  const zones = (await client.sendRequest<ComparableZone[] | null>(ZONES_TO_COMPARE, { uri })) ?? [];
  const here = zones.filter(({ files }) => files.includes(uri));
  const zone = here.find((each) => each.view === view) ?? here[0];
  if (!zone) {
    void vscode.window.showInformationMessage(vscode.l10n.t('The file is part of no zone whose name is known.'));
    return;
  }
  const before = await askForVersion(zone);
  if (!before) return;
  const params: NsupdateParams = { uri: zone.uri, view: zone.view, before };
  const answer = await client.sendRequest<NsupdateAnswer | null>(NSUPDATE, params);
  if (answer) await documents.show(answer.title, answer.script);
}

/** What the server is taken to have: what is saved while something is not, or what is committed. */
async function askForVersion(zone: ComparableZone): Promise<NsupdateParams['before'] | undefined> {
  const isEdited = vscode.workspace.textDocuments.some(
    (document) => document.isDirty && zone.files.includes(document.uri.toString()),
  );
  const saved = { label: vscode.l10n.t('The saved file'), textOf: savedText };
  const committed = { label: vscode.l10n.t('The committed version'), textOf: (uri: string) => textAt(uri, 'HEAD') };
  const picked = isEdited
    ? await vscode.window.showQuickPick([saved, committed], { title: vscode.l10n.t('What Does the Server Have?') })
    : committed;
  if (!picked) return undefined;
  const texts: Record<string, string | null> = {};
  for (const uri of zone.files) texts[uri] = await picked.textOf(uri);
  if (texts[zone.uri] === null) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('There is no other version of {0}: it has no unsaved changes and is not committed.', zone.name),
    );
    return undefined;
  }
  return { texts, label: picked.label };
}

async function savedText(uri: string): Promise<string | null> {
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(vscode.Uri.parse(uri, true)));
  } catch {
    return null;
  }
}
