/** Lines of dig's words as they are typed here: read behind those of the settings, and remembered. */
import * as vscode from 'vscode';
import { lineNotDone } from '../../../server/src/live/askLine.ts';
import { type DigLine, readDigLine } from '../../../server/src/live/digWords.ts';
import { linesIn, remembered } from '../../../server/src/live/remembered.ts';
import { optionsSetting, serverSetting } from './host.ts';

const HISTORY = 'bailiwick.queries';

/** Reads a line behind the words of the settings, with the server that they name where `withServer`; in a sentence, why it is none. */
export function readLine(words: string, withServer: boolean): DigLine | string {
  const server = withServer ? serverSetting() : '';
  // The server stands first: a slip in the words behind it is left out with what follows it.
  const always = `${server === '' ? '' : `@${server}`} ${optionsSetting()}`.trim();
  const line = readDigLine(words, always);
  if ('error' in line) return line.error.message;
  return lineNotDone(line) ?? line;
}

/** The same; undefined where it is none, which the user is told. */
export function readOrTell(words: string, withServer: boolean): DigLine | undefined {
  const line = readLine(words, withServer);
  if (typeof line !== 'string') return line;
  void vscode.window.showErrorMessage(line);
  return undefined;
}

/** The lines that were asked, the last one first. */
export function history(memory: vscode.Memento): readonly string[] {
  return linesIn(memory.get<unknown>(HISTORY));
}

/** Keeps a line that was asked. One that is refused, such as one with a secret in it, never comes here. */
export async function remember(memory: vscode.Memento, words: string): Promise<void> {
  await memory.update(HISTORY, remembered(history(memory), words));
}
