/** Lines of dig's words as they are typed here: read behind those of the settings. */
import * as vscode from 'vscode';
import { lineNotDone } from '../../../server/src/live/askLine.ts';
import { type DigLine, readDigLine } from '../../../server/src/live/digWords.ts';
import { optionsSetting, serverSetting } from './host.ts';

/** The words of the settings, with the server that they name where `withServer`. */
export function wordsSet(withServer: boolean): string {
  const server = withServer ? serverSetting() : '';
  // The server stands first: a slip in the words behind it is left out with what follows it.
  return `${server === '' ? '' : `@${server}`} ${optionsSetting()}`.trim();
}

/** Reads a line behind the words of the settings; in a sentence, why it is none. */
export function readLine(words: string, withServer: boolean): DigLine | string {
  const line = readDigLine(words, wordsSet(withServer));
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
