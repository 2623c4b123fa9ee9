/** The extension on the web: the server is a worker, and name servers are asked over HTTPS, by it. */
import * as vscode from 'vscode';
import { LanguageClient } from 'vscode-languageclient/browser';
import { type Api, activateExtension } from '../extension.ts';
import { registerQueries } from './queries.ts';

export async function activate(context: vscode.ExtensionContext): Promise<Api> {
  return activateExtension(context, {
    createClient: (options) => {
      const bundle = (name: string): string => vscode.Uri.joinPath(context.extensionUri, 'dist', name).toString(true);
      const worker = new Worker(bundle('server.browser.js'));
      worker.postMessage({ core: bundle('core.js'), lsp: bundle('lsp.js'), ask: bundle('ask.browser.js') });
      return new LanguageClient('bailiwick', 'Bailiwick', worker, options);
    },
    registerQueries,
    serverSendsQueries: true,
    readHead: undefined,
  });
}
