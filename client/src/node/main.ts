/** The extension on the desktop and on remote machines: the server is a process beside it. */
import * as vscode from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { ANSWER_SCHEME } from '../../../server/src/workspace/standing.ts';
import { Answers } from '../answers.ts';
import { activateExtension } from '../extension.ts';
import { queryCommand, queryRecordCommand } from '../queryCommands.ts';
import { readHead } from './head.ts';

/** Where F5 attaches to the server. */
const DEBUG_PORT = 6009;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  await activateExtension(context, {
    createClient: (options) => {
      const module = context.asAbsolutePath('dist/server.js');
      const debug = {
        module,
        transport: TransportKind.ipc,
        options: { execArgv: ['--nolazy', `--inspect=${DEBUG_PORT}`] },
      };
      return new LanguageClient(
        'bailiwick',
        'Bailiwick',
        { run: { module, transport: TransportKind.ipc }, debug },
        options,
      );
    },
    registerQueries: (subscriber, findRecord) => {
      const answers = new Answers();
      subscriber.subscriptions.push(
        vscode.workspace.registerTextDocumentContentProvider(ANSWER_SCHEME, answers),
        vscode.commands.registerCommand('bailiwick.query', (words?: unknown) =>
          queryCommand(answers, findRecord, words),
        ),
        vscode.commands.registerCommand('bailiwick.queryRecord', () => queryRecordCommand(answers, findRecord)),
      );
    },
    readHead,
  });
}
