/** Live answers as read-only documents in the zone language, so that hovers work in them. */
import * as vscode from 'vscode';
import { ANSWER_SCHEME } from '../../../server/src/workspace/standing.ts';

/** Answers that are kept: what VS Code has closed can be opened again from its history. */
const KEPT = 50;

export class Answers implements vscode.TextDocumentContentProvider {
  readonly #texts = new Map<string, string>();
  #count = 0;

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#texts.get(uri.toString()) ?? `; ${vscode.l10n.t('This answer is no longer kept. Ask again.')}\n`;
  }

  /** Opens an answer beside the file that is being edited. `title` becomes its tab's name. */
  async show(title: string, text: string): Promise<vscode.TextEditor> {
    this.#count++;
    const path = `/${this.#count}/${title.replaceAll('/', '∕')}.zone`;
    const uri = vscode.Uri.from({ scheme: ANSWER_SCHEME, path });
    this.#texts.set(uri.toString(), text);
    for (const old of this.#texts.keys()) {
      if (this.#texts.size <= KEPT) break;
      this.#texts.delete(old);
    }
    const document = await vscode.workspace.openTextDocument(uri);
    const shown = await vscode.languages.setTextDocumentLanguage(document, 'zone');
    return vscode.window.showTextDocument(shown, {
      viewColumn: vscode.ViewColumn.Beside,
      preserveFocus: true,
      preview: true,
    });
  }
}
