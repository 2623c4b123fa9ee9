/** `bailiwick.renumber`: asks for both prefixes, the way and the hosts, and has VS Code show the change before it is made. */
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import {
  RENUMBER,
  RENUMBER_HOSTS,
  type RenumberAnswer,
  type RenumberHost,
  type RenumberHostsParams,
  type RenumberMode,
  type RenumberParams,
} from '../../../server/src/lsp/protocol.ts';
import { prefixPair, readRenumbered } from '../../../server/src/services/renumber/prefixPair.ts';
import type { ReadOnlyDocuments } from '../documents/readOnlyDocuments.ts';
import { applyReviewed } from '../server/reviewedEdits.ts';

/** Asks, shows what there is to know, and applies the edit. */
export async function renumberCommand(client: BaseLanguageClient, documents: ReadOnlyDocuments): Promise<void> {
  const prefixes = await askForPrefixes();
  if (!prefixes) return;
  const mode = await askForMode();
  if (!mode) return;
  const found = await client.sendRequest<RenumberHost[] | null>(RENUMBER_HOSTS, prefixes);
  const hosts = await askForHosts(found ?? [], prefixes.from);
  if (!hosts) return;
  const params: RenumberParams = { ...prefixes, mode, ...(hosts === 'all' ? {} : { hosts }) };
  const answer = await client.sendRequest<RenumberAnswer | null>(RENUMBER, params);
  if (!answer) {
    const message = vscode.l10n.t('Nothing has to change for {0}: no zone and no configuration has it.', prefixes.from);
    void vscode.window.showInformationMessage(message);
    return;
  }
  await documents.show(answer.title, answer.document);
  if (answer.edit) await applyReviewed(client, answer.edit);
}

async function askForPrefixes(): Promise<RenumberHostsParams | undefined> {
  const title = vscode.l10n.t('Renumber a Prefix');
  const from = await vscode.window.showInputBox({
    title,
    prompt: vscode.l10n.t('The old prefix'),
    placeHolder: '192.0.2.0/24',
    ignoreFocusOut: true,
    validateInput: (text) => reasonOf(readRenumbered(text)),
  });
  if (from === undefined) return undefined;
  const to = await vscode.window.showInputBox({
    title,
    prompt: vscode.l10n.t('The new prefix, for {0}', from),
    placeHolder: from.includes(':') ? '2001:db8::/48' : '198.51.100.0/24',
    ignoreFocusOut: true,
    validateInput: (text) => reasonOf(prefixPair(from, text)),
  });
  return to === undefined ? undefined : { from, to };
}

function reasonOf(read: object): string | undefined {
  return 'reason' in read ? String(read.reason) : undefined;
}

async function askForMode(): Promise<RenumberMode | undefined> {
  const modes: (vscode.QuickPickItem & { readonly mode: RenumberMode })[] = [
    {
      mode: 'add',
      label: vscode.l10n.t('Add'),
      detail: vscode.l10n.t('Old and new addresses side by side, for the time in which both answer'),
    },
    {
      mode: 'replace',
      label: vscode.l10n.t('Replace'),
      detail: vscode.l10n.t('The new addresses alone; old ones beside new ones are taken out'),
    },
  ];
  const picked = await vscode.window.showQuickPick(modes, {
    title: vscode.l10n.t('Add or Replace?'),
    ignoreFocusOut: true,
  });
  return picked?.mode;
}

/** The names of the hosts that were picked, 'all' for all of them; undefined where the user gave up. */
async function askForHosts(
  hosts: readonly RenumberHost[],
  from: string,
): Promise<readonly string[] | 'all' | undefined> {
  if (hosts.length === 0) return 'all';
  const items = hosts.map(({ name, moves, stays }) => ({
    label: name,
    description: stays === undefined ? moves : `${moves} $(warning) ${stays}`,
    picked: true,
  }));
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Which Hosts of {0}?', from),
    canPickMany: true,
    matchOnDescription: true,
    ignoreFocusOut: true,
  });
  if (!picked || picked.length === 0) return undefined;
  return picked.length === items.length ? 'all' : picked.map(({ label }) => label);
}
