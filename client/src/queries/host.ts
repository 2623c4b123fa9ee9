/** What the commands of live queries work with: the language server, the documents of answers, and what lasts. */
import * as vscode from 'vscode';
import type { ReadOnlyDocuments } from '../documents/readOnlyDocuments.ts';
import type { FilePlace, QuerySource } from '../requests/querySource.ts';

export interface QueryHost extends QuerySource {
  readonly answers: ReadOnlyDocuments;
  /** What lasts from one session to the next. */
  readonly memory: vscode.Memento;
  /** What ends with the extension. */
  readonly subscriptions: vscode.Disposable[];
}

/** A query is made only where the workspace is trusted (the manifest disables the commands; this holds for callers too). */
export function mayAsk(): boolean {
  if (vscode.workspace.isTrusted) return true;
  void vscode.window.showWarningMessage(vscode.l10n.t('Queries are not sent in a workspace that is not trusted.'));
  return false;
}

/** The cursor's place in a zone file. */
export function cursorPlace(): FilePlace | undefined {
  const editor = vscode.window.activeTextEditor;
  if (editor?.document.languageId !== 'zone') return undefined;
  const { line, character } = editor.selection.active;
  return { uri: editor.document.uri.toString(), position: { line, character } };
}

/** The server that is asked where none is named; empty for the system's resolvers. */
export function serverSetting(): string {
  return vscode.workspace.getConfiguration('bailiwick').get<string>('query.server', '').trim().replace(/^@/, '');
}

/** The words that every query is asked with. */
export function optionsSetting(): string {
  return vscode.workspace.getConfiguration('bailiwick').get<string>('query.options', '').trim();
}
