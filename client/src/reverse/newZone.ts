/** `bailiwick.newReverseZone` and `bailiwick.delegateRange`: reverse zones that are not there yet, with their files and statements. */
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import {
  MISSING_NETWORKS,
  type MissingNetworksAnswer,
  NEW_REVERSE_ZONE,
  type NewReverseZoneAnswer,
  type NewReverseZoneParams,
} from '../../../server/src/lsp/protocol.ts';
import { applyReviewed } from '../server/reviewedEdits.ts';

/** The zone file that a code action names, or an item of the tree stands for; else the one in front. */
function fileOf(given: unknown): string | undefined {
  if (typeof given === 'object' && given !== null) {
    if ('uri' in given && typeof given.uri === 'string') return given.uri;
    if ('file' in given && typeof given.file === 'string') return given.file;
  }
  const document = vscode.window.activeTextEditor?.document;
  if (document?.languageId === 'zone') return document.uri.toString();
  void vscode.window.showInformationMessage(vscode.l10n.t('Open the zone file that this is for.'));
  return undefined;
}

/** Picks a network without a reverse zone, and shows the zone that is made for it. */
export async function newReverseZoneCommand(client: BaseLanguageClient, given: unknown): Promise<void> {
  const uri = fileOf(given);
  if (uri === undefined) return;
  const title = vscode.l10n.t('New Reverse Zone');
  const found = await client.sendRequest<MissingNetworksAnswer | null>(MISSING_NETWORKS, { uri });
  const other = vscode.l10n.t('Another network…');
  const items = [
    ...(found?.networks ?? []).map(({ network, zone, addresses }) => ({
      label: network,
      description: zone,
      detail: vscode.l10n.t('{0} addresses without a reverse zone', addresses),
    })),
    { label: other },
  ];
  const picked = items.length > 1 ? (await vscode.window.showQuickPick(items, { title }))?.label : other;
  const network = picked === other ? await askForNetwork(title) : picked;
  if (network) await apply(client, { uri, network });
}

/** Asks for a range of the reverse zone in front, and for who gets it. */
export async function delegateRangeCommand(client: BaseLanguageClient, given: unknown): Promise<void> {
  const uri = fileOf(given);
  if (uri === undefined) return;
  const title = vscode.l10n.t('Delegate a Range');
  const network = await askForNetwork(title);
  if (!network) return;
  const prompt = vscode.l10n.t('The names of the servers that get it.');
  const servers = await vscode.window.showInputBox({ title, prompt, placeHolder: 'ns1.example.net.' });
  const nameServers = (servers ?? '').split(/[\s,;]+/).filter((word) => word !== '');
  if (nameServers.length === 0) return;
  const items = [
    { label: vscode.l10n.t('Its zone lies on those servers'), isHere: false },
    { label: vscode.l10n.t('Its zone lies here: make its file too'), isHere: true },
  ];
  const place = await vscode.window.showQuickPick(items, { title });
  if (place) await apply(client, { uri, network, delegation: { nameServers, isHere: place.isHere } });
}

async function askForNetwork(title: string): Promise<string | undefined> {
  const prompt = vscode.l10n.t('The network, such as 192.0.2.0/24, 192.0.2.64/26 or 2001:db8::/48.');
  return (await vscode.window.showInputBox({ title, prompt }))?.trim();
}

async function apply(client: BaseLanguageClient, params: NewReverseZoneParams): Promise<void> {
  let answer: NewReverseZoneAnswer | null;
  try {
    answer = await client.sendRequest<NewReverseZoneAnswer | null>(NEW_REVERSE_ZONE, params);
  } catch (error) {
    void vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
    return;
  }
  if (answer?.edit) {
    await applyReviewed(client, answer.edit);
  }
  if (answer && answer.notes.length > 0) void vscode.window.showWarningMessage(answer.notes.join(' '));
}
