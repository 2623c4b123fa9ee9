/** The lines of queries that were asked, in what lasts. */
import type { Memento } from 'vscode';
import { linesIn, remembered } from '../../../server/src/live/remembered.ts';

const HISTORY = 'bailiwick.queries';

/** The lines that were asked, the last one first. */
export function history(memory: Memento): readonly string[] {
  return linesIn(memory.get<unknown>(HISTORY));
}

/** Keeps a line that was asked. One that is refused, such as one with a secret in it, never comes here. */
export async function remember(memory: Memento, words: string): Promise<void> {
  await memory.update(HISTORY, remembered(history(memory), words));
}
