/** The extension on the desktop and on remote machines: the server is a process beside it. */
import * as vscode from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { usedBundle } from '../../../server/src/l10n.ts';
import { ANSWER_SCHEME } from '../../../server/src/workspace/standing.ts';
import { ReadOnlyDocuments } from '../documents/readOnlyDocuments.ts';
import { type Api, activateExtension } from '../extension.ts';
import type { QueryHost } from '../queries/host.ts';
import { readHead } from './head.ts';
import { SecondOpinion } from './tools/secondOpinion.ts';
import { registerTasks } from './tools/tasks.ts';

/** Where F5 attaches to the server. */
const DEBUG_PORT = 6009;

type Queries = typeof import('../queries/main.ts');

/** The commands that ask the live DNS, with the texts that are in use. */
async function queries(): Promise<Queries> {
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
    registerQueries: ({ subscriptions, globalState }, source) => {
      const answers = new ReadOnlyDocuments(ANSWER_SCHEME);
      const host: QueryHost = { ...source, answers, memory: globalState, subscriptions };
      const registerQuery = (command: string, run: (loaded: Queries, given: unknown) => Promise<unknown>): void => {
        const loadAndRun = async (given?: unknown): Promise<unknown> => run(await queries(), given);
        subscriptions.push(vscode.commands.registerCommand(command, loadAndRun));
      };
      subscriptions.push(answers);
      // A browser asks over HTTPS alone, and a delegation cannot be checked like that.
      void vscode.commands.executeCommand('setContext', 'bailiwick.isNode', true);
      registerQuery('bailiwick.query', ({ queryCommand }, words) => queryCommand(host, words));
      registerQuery('bailiwick.queryRecord', ({ queryRecordCommand }, place) => queryRecordCommand(host, place));
      registerQuery('bailiwick.queryAgain', ({ queryAgainCommand }) => queryAgainCommand(host));
      registerQuery('bailiwick.compareAnswers', ({ compareAnswersCommand }) => compareAnswersCommand(host));
      registerQuery('bailiwick.saveAnswer', ({ saveAnswerCommand }) => saveAnswerCommand());
      registerQuery('bailiwick.compareWithServers', (loaded, given) => loaded.compareWithServersCommand(host, given));
      registerQuery('bailiwick.compareAgain', (loaded) => loaded.compareAgainCommand(host));
      registerQuery('bailiwick.beforeDelegation', (loaded, given) => loaded.beforeDelegationCommand(host, given));
      registerQuery('bailiwick.checkTargets', (loaded, given) => loaded.checkTargetsCommand(host, given));
      registerQuery('bailiwick.showServed', (loaded) => loaded.showServedCommand(host));
      registerQuery('bailiwick.clearServed', async (loaded) => loaded.clearServedCommand());
      registerQuery('bailiwick.checkDelegation', ({ checkDelegationCommand }, given) =>
        checkDelegationCommand(host, given),
      );
      registerQuery('bailiwick.checkIntendedDelegation', ({ checkIntendedDelegationCommand }, given) =>
        checkIntendedDelegationCommand(host, given),
      );
      registerQuery('bailiwick.diagnose', ({ diagnoseCommand }, given) => diagnoseCommand(host, given));
      registerQuery('bailiwick.readOutput', ({ readOutputCommand }) => readOutputCommand(host));
      registerQuery('bailiwick.saveDelegationPicture', ({ savePictureCommand }) => savePictureCommand());
      registerQuery('bailiwick.delegationReport', ({ delegationReportCommand }) => delegationReportCommand(host));
      return async (words, token) => (await queries()).agentQueryCommand(host, words, token);
    },
    readHead,
    registerTools: ({ subscriptions }, server) => {
      subscriptions.push(registerTasks(server), new SecondOpinion(server));
    },
  });
}
