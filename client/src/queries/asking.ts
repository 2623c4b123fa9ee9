/** Asks a line with progress, shows what came, and keeps it: to be asked again, compared and saved. */
import * as vscode from 'vscode';
import { askLine } from '../../../server/src/live/askLine.ts';
import { comparable } from '../../../server/src/live/comparable.ts';
import type { DigLine } from '../../../server/src/live/digWords.ts';
import type { MakeAsker } from './asker.ts';
import type { QueryHost } from './host.ts';

/** An answer that was shown, and how it is asked for again. */
export interface KeptAnswer {
  readonly uri: string;
  readonly words: string;
  readonly text: string;
  readonly language: string;
  readonly at: Date;
  readonly again: () => Promise<string>;
}

/** So many answers are kept for a comparison. */
const MOST_KEPT = 50;

const kept: KeptAnswer[] = [];

/** Those of this session, the last one first. */
export function keptAnswers(): readonly KeptAnswer[] {
  return kept;
}

/** The one that an editor shows; where it shows none, the last one. */
export function shownAnswer(): KeptAnswer | undefined {
  const uri = vscode.window.activeTextEditor?.document.uri.toString();
  return kept.find((answer) => answer.uri === uri) ?? kept[0];
}

/** Asks, shows the answer beside what is edited, and returns its text. */
export async function ask(host: QueryHost, words: string, line: DigLine, makeAsker: MakeAsker): Promise<string> {
  const { text, language } = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Asking for {0}', words),
      cancellable: true,
    },
    async (progress, token) => {
      const abort = new AbortController();
      token.onCancellationRequested(() => abort.abort());
      let said = '';
      let seconds = 0;
      const show = (): void => progress.report({ message: seconds === 0 ? said : `${seconds} s. ${said}` });
      const clock = setInterval(() => {
        seconds++;
        show();
      }, 1000);
      const say = (sentence: string): void => {
        said = sentence;
        show();
      };
      try {
        const asker = makeAsker(host, say);
        return await askLine(line, { ...asker, signal: abort.signal, onProgress: (step) => say(step.progress) });
      } finally {
        clearInterval(clock);
      }
    },
  );
  const editor = await host.answers.show(words, text, { language, beside: true, anew: true });
  const again = (): Promise<string> => ask(host, words, line, makeAsker);
  kept.unshift({ uri: editor.document.uri.toString(), words, text, language, at: new Date(), again });
  kept.length = Math.min(kept.length, MOST_KEPT);
  return text;
}

/** Shows two answers side by side, without what is another one each time: times, ids and cookies. */
export async function compare(host: QueryHost, earlier: KeptAnswer, later: KeptAnswer): Promise<void> {
  const side = ({ words, text, at, language }: KeptAnswer): vscode.Uri =>
    host.answers.keep(`${at.toLocaleTimeString()} ${words}`, comparable(text), {
      language: language === 'zone' ? 'zone' : 'plaintext',
      anew: true,
    });
  const title = vscode.l10n.t(
    '{0}: {1} and {2}',
    later.words,
    earlier.at.toLocaleTimeString(),
    later.at.toLocaleTimeString(),
  );
  await vscode.commands.executeCommand('vscode.diff', side(earlier), side(later), title);
}
