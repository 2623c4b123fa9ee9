/** The extension on the desktop and on remote machines: the server is a process beside it. */
import * as vscode from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { usedBundle } from '../../../server/src/l10n.ts';
import { ANSWER_SCHEME } from '../../../server/src/workspace/standing.ts';
import { ReadOnlyDocuments } from '../documents/readOnlyDocuments.ts';
import { type Api, activateExtension } from '../extension.ts';
import { readHead } from './head.ts';
import { SecondOpinion } from './tools/secondOpinion.ts';
import { registerTasks } from './tools/tasks.ts';

/** Where F5 attaches to the server. */
const DEBUG_PORT = 6009;

/** The commands that ask the live DNS, with the texts that are in use. */
async function queries(): Promise<typeof import('../queries/main.ts')> {
  const loaded = await import('../queries/main.ts');
  loaded.useBundle(usedBundle());
  return loaded;
}

export async function activate(context: vscode.ExtensionContext): Promise<Api> {
  return activateExtension(context, {
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
      const answers = new ReadOnlyDocuments(ANSWER_SCHEME);
      subscriber.subscriptions.push(
        answers,
        vscode.commands.registerCommand('bailiwick.query', async (words?: unknown) =>
          (await queries()).queryCommand(answers, findRecord, words),
        ),
        vscode.commands.registerCommand('bailiwick.queryRecord', async () =>
          (await queries()).queryRecordCommand(answers, findRecord),
        ),
      );
    },
    readHead,
    registerTools: ({ subscriptions }, server) => {
      subscriptions.push(registerTasks(server), new SecondOpinion(server));
    },
  });
}
