/** A query of an agent, which the user has allowed: what came, as a text, and shown nowhere else. */
import type * as vscode from 'vscode';
import { notForAgents } from '../../../server/src/live/agentLine.ts';
import { askLine } from '../../../server/src/live/askLine.ts';
import { askerOfLine } from './asker.ts';
import type { QueryHost } from './host.ts';
import { readLine, wordsSet } from './lines.ts';

/** Rejects with a sentence where the words cannot be asked. */
export async function agentQueryCommand(
  host: QueryHost,
  words: string,
  token: vscode.CancellationToken,
): Promise<string> {
  const line = readLine(words, true);
  const problem = typeof line === 'string' ? line : notForAgents(line, wordsSet(true));
  if (problem !== undefined || typeof line === 'string') throw new Error(problem);
  const abort = new AbortController();
  const listening = token.onCancellationRequested(() => abort.abort());
  try {
    const { text } = await askLine(line, {
      ...askerOfLine(host, () => undefined),
      signal: abort.signal,
      onProgress: () => undefined,
    });
    return text;
  } finally {
    listening.dispose();
  }
}
