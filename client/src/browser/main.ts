/** The extension on the web: the server is a worker, and there is no way to ask a name server. */
import * as vscode from 'vscode';
import { LanguageClient } from 'vscode-languageclient/browser';
import { type Api, activateExtension } from '../extension.ts';

export async function activate(context: vscode.ExtensionContext): Promise<Api> {
  return activateExtension(context, {
    createClient: (options) => {
      const bundle = (name: string): string => vscode.Uri.joinPath(context.extensionUri, 'dist', name).toString(true);
      const worker = new Worker(bundle('server.browser.js'));
      worker.postMessage({ core: bundle('core.js'), lsp: bundle('lsp.js') });
      return new LanguageClient('bailiwick', 'Bailiwick', worker, options);
    },
    registerQueries: (subscriber) => {
      const refuse = (): Thenable<unknown> =>
        vscode.window.showInformationMessage(
          vscode.l10n.t(
            'A browser cannot send DNS queries. Open the folder in VS Code on a desktop or a remote machine.',
          ),
        );
      subscriber.subscriptions.push(
        vscode.commands.registerCommand('bailiwick.query', refuse),
        vscode.commands.registerCommand('bailiwick.queryRecord', refuse),
      );
    },
    readHead: undefined,
  });
}
