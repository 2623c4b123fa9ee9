/** Texts that are made to be read: live answers, and what the server says of whole files. They open as read-only documents of a scheme of ours. */
import * as vscode from 'vscode';
import { KeptTexts } from './keptTexts.ts';
import { placeLinks } from './placeLinks.ts';

/** What a text is shown as. */
export interface DocumentOptions {
  /** `zone` for texts in which hovers and colours of zone files make sense; plain text where nothing is said. */
  readonly language?: 'plaintext' | 'zone' | 'json' | 'yaml';
  /** Beside the file that is being edited, which keeps the focus; else in front. */
  readonly beside?: boolean;
  /** In a tab of its own each time, also under a title that was there before. */
  readonly anew?: boolean;
  /** The URI of the folder, with its slash, that places in the text are relative to: `file:line` leads there. */
  readonly folder?: string;
}

/** The documents of one scheme. */
export class ReadOnlyDocuments
  implements vscode.TextDocumentContentProvider, vscode.DocumentLinkProvider, vscode.Disposable
{
  readonly #scheme: string;
  readonly #texts = new KeptTexts();
  readonly #folders = new Map<string, string>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #provider: vscode.Disposable;
  readonly onDidChange = this.#changed.event;
  #count = 0;

  constructor(scheme: string) {
    this.#scheme = scheme;
    this.#provider = vscode.Disposable.from(
      vscode.workspace.registerTextDocumentContentProvider(scheme, this),
      vscode.languages.registerDocumentLinkProvider({ scheme }, this),
    );
  }

  dispose(): void {
    this.#provider.dispose();
    this.#changed.dispose();
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#texts.get(uri.toString()) ?? `; ${vscode.l10n.t('This text is no longer kept. Ask again.')}\n`;
  }

  provideDocumentLinks(document: vscode.TextDocument): vscode.DocumentLink[] {
    const folder = this.#folders.get(document.uri.toString());
    if (folder === undefined) return [];
    return placeLinks(document.getText(), folder).map(({ line, start, end, target }) => {
      return new vscode.DocumentLink(new vscode.Range(line, start, line, end), vscode.Uri.parse(target, true));
    });
  }

  /**
   * Keeps a text without showing it, for a comparison or for later. `title` becomes its tab's name. A title that was kept before keeps its tab:
   * what stands there becomes the new text.
   */
  keep(
    title: string,
    text: string,
    { language = 'plaintext', anew = false, folder }: DocumentOptions = {},
  ): vscode.Uri {
    // A slash would end the tab's name, and the ending says what language it is.
    const name = `${title.replaceAll('/', '∕')}${language === 'zone' ? '.zone' : ''}`;
    const path = anew ? `/${++this.#count}/${name}` : `/${name}`;
    const uri = vscode.Uri.from({ scheme: this.#scheme, path });
    this.#texts.set(uri.toString(), text);
    if (folder === undefined) this.#folders.delete(uri.toString());
    else this.#folders.set(uri.toString(), folder);
    this.#changed.fire(uri);
    return uri;
  }

  /** Keeps a text and opens it. */
  async show(title: string, text: string, options: DocumentOptions = {}): Promise<vscode.TextEditor> {
    const { language = 'plaintext', beside = false } = options;
    const document = await vscode.workspace.openTextDocument(this.keep(title, text, options));
    const shown = await vscode.languages.setTextDocumentLanguage(document, language);
    return vscode.window.showTextDocument(shown, {
      viewColumn: beside ? vscode.ViewColumn.Beside : vscode.ViewColumn.Active,
      preserveFocus: beside,
      preview: beside,
    });
  }
}
