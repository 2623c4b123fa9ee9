/** `bailiwick.compareZones`: two zones, two views of one, or a zone and what it was at a revision, as a document and as a diff. */
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import {
  COMPARE,
  type ComparableZone,
  type CompareAnswer,
  type CompareParams,
  ZONES_TO_COMPARE,
  type ZonesToCompareParams,
} from '../../../server/src/lsp/protocol.ts';
import type { ReadOnlyDocuments } from '../documents/readOnlyDocuments.ts';
import { textAt } from '../requests/committed.ts';
import { fileOf } from '../server/documents.ts';

/** What a zone is compared with: another one, the last commit, or a revision that is asked for. */
type Other = ComparableZone | 'HEAD' | 'revision';

/** Asks for both sides, and shows where they differ. */
export async function compareCommand(
  client: BaseLanguageClient,
  documents: ReadOnlyDocuments,
  given: unknown,
): Promise<void> {
  const asked: ZonesToCompareParams = { uri: fileOf(given) };
  const zones = (await client.sendRequest<ComparableZone[] | null>(ZONES_TO_COMPARE, asked)) ?? [];
  if (zones.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('There is no zone here that could be compared.'));
    return;
  }
  const left = await pickZone(zones);
  const other = left && (await pickOther(left, zones));
  const params = other && (await paramsOf(left, other));
  const answer = params && (await client.sendRequest<CompareAnswer | null>(COMPARE, params));
  if (!answer) return;
  await documents.show(answer.title, answer.document);
  if (answer.isSame) return;
  const [before, after] = [answer.left, answer.right].map((text, i) =>
    documents.keep(`${answer.title} ${i + 1}`, text, { language: 'zone', anew: true }),
  );
  await vscode.commands.executeCommand('vscode.diff', before, after, answer.title, { preview: false });
}

function itemOf(zone: ComparableZone) {
  const view = zone.view === '' ? '' : vscode.l10n.t('view {0}', zone.view);
  return {
    label: zone.name,
    description: view,
    detail: vscode.workspace.asRelativePath(vscode.Uri.parse(zone.uri)),
    zone,
  };
}

async function pickZone(zones: readonly ComparableZone[]): Promise<ComparableZone | undefined> {
  const title = vscode.l10n.t('Which Zone Is Compared?');
  return (await vscode.window.showQuickPick(zones.map(itemOf), { title, matchOnDetail: true }))?.zone;
}

async function pickOther(left: ComparableZone, zones: readonly ComparableZone[]): Promise<Other | undefined> {
  const others = zones.filter((zone) => zone !== left);
  // Its copies, in other views and folders, come first.
  const sorted = others.sort((a, b) => Number(b.name === left.name) - Number(a.name === left.name));
  const items: (vscode.QuickPickItem & { readonly other: Other })[] = [
    { label: vscode.l10n.t('The committed version'), description: 'HEAD', other: 'HEAD' },
    { label: vscode.l10n.t('Another revision…'), other: 'revision' },
    ...sorted.map((zone) => ({ ...itemOf(zone), other: zone })),
  ];
  const title = vscode.l10n.t('With What Is {0} Compared?', left.name);
  return (await vscode.window.showQuickPick(items, { title, matchOnDetail: true }))?.other;
}

async function paramsOf(left: ComparableZone, other: Other): Promise<CompareParams | undefined> {
  if (typeof other === 'object') return { left, right: other };
  const revision =
    other === 'HEAD'
      ? other
      : await vscode.window.showInputBox({
          title: vscode.l10n.t('Revision'),
          prompt: vscode.l10n.t('A commit, a branch or a tag, such as HEAD~1 or v1.2'),
        });
  if (!revision) return undefined;
  const texts: Record<string, string | null> = {};
  for (const uri of left.files) texts[uri] = await textAt(uri, revision);
  if (texts[left.uri] === null) {
    const file = vscode.workspace.asRelativePath(vscode.Uri.parse(left.uri));
    void vscode.window.showWarningMessage(
      vscode.l10n.t('{0} is not there at {1}, or Git is not at hand.', file, revision),
    );
    return undefined;
  }
  return { left, right: left, version: { texts, label: revision } };
}
