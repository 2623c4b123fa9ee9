/** Live queries in a browser: DNS over HTTPS, sent by the language server's worker when the user asks for it. */
import * as vscode from 'vscode';
import { ANSWER_SCHEME } from '../../../server/src/workspace/standing.ts';
import type { AskWords } from '../agents/tools.ts';
import { ReadOnlyDocuments } from '../documents/readOnlyDocuments.ts';
import type { FilePlace, QuerySource } from '../requests/querySource.ts';
import { history, remember } from '../typing/history.ts';
import { nameAtEnd, showLineBox } from '../typing/lineBox.ts';

/** What was asked last. */
let last = '';

/** Registers the commands; returns what asks without showing anything. */
export function registerQueries(
  { subscriptions, globalState }: vscode.ExtensionContext,
  source: QuerySource,
): AskWords {
  const typed = (value: string): Promise<string | undefined> =>
    showLineBox({
      title: vscode.l10n.t('Query DNS over HTTPS'),
      placeholder: 'example.com AAAA @https://dns.example/dns-query',
      value,
      help: async (line, tell) => {
        const params = { line, prefix: nameAtEnd(line), history: history(globalState) };
        tell((await source.lineHelp(params)) ?? { suggestions: [] });
      },
    });
  const answers = new ReadOnlyDocuments(ANSWER_SCHEME);
  const query = async (given?: unknown): Promise<string | undefined> => {
    if (!vscode.workspace.isTrusted) return undefined;
    const words = typeof given === 'string' ? given : await typed('');
    if (words === undefined) return undefined;
    const text = await ask(words, answers, source);
    // What is refused, such as a line with a secret in it, is not kept.
    if (typeof given !== 'string' && text !== undefined) await remember(globalState, words);
    return text;
  };
  const notHere = (): Thenable<unknown> =>
    vscode.window.showInformationMessage(
      vscode.l10n.t('Answers are compared and saved in VS Code on a desktop or a remote machine.'),
    );
  subscriptions.push(
    answers,
    vscode.commands.registerCommand('bailiwick.query', query),
    vscode.commands.registerCommand('bailiwick.queryAgain', () => query(last === '' ? undefined : last)),
    vscode.commands.registerCommand('bailiwick.queryRecord', async (given?: unknown) => {
      const words = await wordsAt(given, source);
      const whole = words === undefined ? undefined : await typed(words);
      return whole === undefined ? undefined : query(whole);
    }),
    vscode.commands.registerCommand('bailiwick.compareAnswers', notHere),
    vscode.commands.registerCommand('bailiwick.saveAnswer', notHere),
  );
  return async (words, token) => (await source.send({ words }, token))?.text ?? '';
}

/** The words for the record at a place, or at the cursor. */
async function wordsAt(given: unknown, source: QuerySource): Promise<string | undefined> {
  const editor = vscode.window.activeTextEditor;
  const { uri, position } = (given ?? {}) as Partial<FilePlace>;
  const place =
    typeof uri === 'string' && position
      ? { uri, position }
      : editor && { uri: editor.document.uri.toString(), position: editor.selection.active };
  const found = place && (await source.findRecord(place, true));
  if (!found) return undefined;
  const ofClass = found.class === undefined ? '' : ` -c ${found.class}`;
  return `-q ${found.name} ${found.type}${ofClass} @https://`;
}

async function ask(words: string, answers: ReadOnlyDocuments, source: QuerySource): Promise<string | undefined> {
  try {
    const answer = await vscode.window.withProgress(
      {
        location: vscode.ProgressLocation.Notification,
        title: vscode.l10n.t('Asking for {0}', words),
        cancellable: true,
      },
      (_progress, token) => source.send({ words }, token),
    );
    if (!answer) return undefined;
    last = words;
    await answers.show(words, answer.text, { language: answer.language, beside: true, anew: true });
    return answer.text;
  } catch (error) {
    void vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
    return undefined;
  }
}
