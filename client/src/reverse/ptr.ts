/** The commands about forward and reverse zones: their agreement as a document, and the changes that bring them to agree. */
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import {
  type DocumentAnswer,
  PTR_AGREEMENT,
  PTR_CHANGE,
  type PtrChangeAnswer,
  type PtrChangeParams,
} from '../../../server/src/lsp/protocol.ts';
import type { ReadOnlyDocuments } from '../documents/readOnlyDocuments.ts';
import { applyReviewed } from '../server/reviewedEdits.ts';

/** What a command is about: the records of a selection, the zones of a file, or where no file is named the workspace. */
type Scope = Pick<PtrChangeParams, 'uri' | 'range'>;

/** The scope that a menu or a code action names, else the one that is picked; undefined where nothing was. */
async function scopeOf(given: unknown, title: string, withSelection: boolean): Promise<Scope | undefined> {
  if (typeof given === 'object' && given !== null && 'scope' in given) return given.scope as Scope;
  // An item of the tree.
  if (typeof given === 'object' && given !== null && 'file' in given) return { uri: String(given.file) };
  const editor = vscode.window.activeTextEditor;
  if (editor?.document.languageId !== 'zone') return {};
  const uri = editor.document.uri.toString();
  const { start, end, isEmpty } = editor.selection;
  const items: (vscode.QuickPickItem & { readonly scope: Scope })[] = [
    ...(withSelection && !isEmpty
      ? [{ label: vscode.l10n.t('The selected records'), scope: { uri, range: { start, end } } }]
      : []),
    { label: vscode.l10n.t('The zone of this file'), scope: { uri } },
    { label: vscode.l10n.t('The whole workspace'), scope: {} },
  ];
  return (await vscode.window.showQuickPick(items, { title }))?.scope;
}

/** Asks the language server, and shows that it works. */
function ask<T>(client: BaseLanguageClient, title: string, method: string, params: object): Thenable<T | null> {
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return vscode.window.withProgress(options, (_progress, token) => client.sendRequest<T | null>(method, params, token));
}

/** `bailiwick.agreement`: opens the agreement of forward and reverse zones. */
export async function agreementCommand(
  client: BaseLanguageClient,
  documents: ReadOnlyDocuments,
  given: unknown,
): Promise<void> {
  const title = vscode.l10n.t('Compare Forward and Reverse Zones');
  const scope = await scopeOf(given, title, false);
  if (!scope) return;
  const answer = await ask<DocumentAnswer>(client, title, PTR_AGREEMENT, scope);
  if (answer) await documents.show(answer.title, answer.text, { folder: answer.folder });
  else tellOfNothing();
}

function tellOfNothing(): void {
  void vscode.window.showInformationMessage(vscode.l10n.t('This file is part of no zone.'));
}

/** What the commands are called, and what they say where nothing is to be done. */
const ACTIONS: Readonly<Record<PtrChangeParams['action'], () => { readonly title: string; readonly nothing: string }>> =
  {
    create: () => ({
      title: vscode.l10n.t('Create Missing PTR Records'),
      nothing: vscode.l10n.t('No PTR record is missing that could be written here.'),
    }),
    correct: () => ({
      title: vscode.l10n.t('Correct PTR Records'),
      nothing: vscode.l10n.t('No PTR record names a host without the address.'),
    }),
    remove: () => ({
      title: vscode.l10n.t('Remove PTR Records That Nothing Backs'),
      nothing: vscode.l10n.t('Every PTR record is backed by an address, or nobody here knows its host.'),
    }),
    addresses: () => ({
      title: vscode.l10n.t('Create Missing Addresses of PTR Records'),
      nothing: vscode.l10n.t('No host that a PTR record names lacks an address that could be written here.'),
    }),
  };

/** `bailiwick.createPtr`, `bailiwick.correctPtr`, `bailiwick.removePtr`, `bailiwick.createAddresses`: one change, which VS Code shows before it is made. */
export async function ptrCommand(
  client: BaseLanguageClient,
  action: PtrChangeParams['action'],
  given: unknown,
): Promise<void> {
  const { title, nothing } = ACTIONS[action]();
  const scope = await scopeOf(given, title, true);
  if (!scope) return;
  const params: PtrChangeParams = { action, ...scope };
  let answer = await ask<PtrChangeAnswer>(client, title, PTR_CHANGE, params);
  if (answer && answer.shared > 0) {
    const names = await askForNames(answer.shared, title);
    if (!names) return;
    if (names !== 'ask') answer = await ask<PtrChangeAnswer>(client, title, PTR_CHANGE, { ...params, names });
  }
  if (!answer) return tellOfNothing();
  if (answer.edit) {
    await applyReviewed(client, answer.edit);
  } else if (answer.notes.length === 0) {
    const agreement = vscode.l10n.t('Show the Agreement');
    const picked = await vscode.window.showInformationMessage(nothing, agreement);
    if (picked) await vscode.commands.executeCommand('bailiwick.agreement', { scope });
  }
  if (answer.notes.length > 0) void vscode.window.showWarningMessage(answer.notes.join(' '));
}

/** What addresses with several names get. */
async function askForNames(count: number, title: string): Promise<PtrChangeParams['names'] | undefined> {
  const items = [
    { label: vscode.l10n.t('One PTR record for each address'), names: 'one' },
    { label: vscode.l10n.t('A PTR record for each of the names'), names: 'several' },
    { label: vscode.l10n.t('Choose in the preview'), names: 'ask' },
  ] as const;
  const placeHolder = vscode.l10n.t('{0} addresses have several names.', count);
  return (await vscode.window.showQuickPick([...items], { title, placeHolder }))?.names;
}
