/**
 * Which documents are zone files and configurations. The editor decides by names and first lines; where a name says nothing, or something that the
 * content belies, the server is asked, which decides for the command line and for files in folders too.
 */
import * as vscode from 'vscode';
import { LANGUAGE_OF } from '../../../server/src/lsp/protocol.ts';
import { LANGUAGES, ourSchemes } from './documents.ts';
import type { LanguageServer } from './languageServer.ts';

/** Languages that VS Code gives to files it knows little about: `.txt`, `.conf`, `.inc`. */
const VAGUE: ReadonlySet<string> = new Set(['plaintext', 'properties', 'ini', 'sql']);
/** Lines that the server is shown. */
const HEAD = 80;

/** Gives documents their language when they are opened, and when the server comes; what somebody chose afterwards stays. */
export function giveLanguages(server: LanguageServer, onError: (error: unknown) => void): vscode.Disposable {
  const open = new Set<string>();
  const give = async (document: vscode.TextDocument): Promise<void> => {
    const { languageId, uri } = document;
    const isOurs = LANGUAGES.includes(languageId);
    if (!isOurs && !VAGUE.has(languageId)) return;
    if (server.state !== 'running' || !ourSchemes().has(uri.scheme)) return;
    const head = document.getText(new vscode.Range(0, 0, HEAD, 0));
    const language = await server.client.sendRequest<string | null>(LANGUAGE_OF, { uri: uri.toString(), head });
    if (language === null || language === languageId || document.isClosed) return;
    await vscode.languages.setTextDocumentLanguage(document, language);
  };
  const opened = (document: vscode.TextDocument): void => {
    const uri = document.uri.toString();
    // A document that is given another language is closed and opened again.
    if (open.has(uri)) return;
    open.add(uri);
    give(document).then(undefined, onError);
  };
  const closed = ({ uri }: vscode.TextDocument): void => {
    setTimeout(() => {
      if (!vscode.workspace.textDocuments.some((document) => document.uri.toString() === uri.toString()))
        open.delete(uri.toString());
    });
  };
  const all = (): void => {
    for (const document of vscode.workspace.textDocuments) opened(document);
  };
  all();
  return vscode.Disposable.from(
    vscode.workspace.onDidOpenTextDocument(opened),
    vscode.workspace.onDidCloseTextDocument(closed),
    // Those that were opened while there was no server.
    server.onDidChangeState((state) => {
      if (state !== 'running') return;
      open.clear();
      all();
    }),
  );
}
