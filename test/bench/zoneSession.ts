/** A zone, or a configuration, in a language server, as an editor holds it: edits whose answer is known, and the wait for it. */
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Diagnostic, Range } from 'vscode-languageserver-types';
import { Client } from '../lsp/client.ts';

/**
 * The last lines of the zone. The wrong one shows that the file was read to its end, and moves with every line that comes or goes; the
 * other two have one TTL as long as `$TTL` is as it was.
 */
export const LAST_LINES = [
  'bailiwick-bench\t3600\tIN\tA\t192.0.2.1',
  'bailiwick-bench\tIN\tA\t192.0.2.2',
  'bailiwick-bench\tIN\tBOGUS\tx',
];

/** An answer that takes longer than this will not come, in milliseconds. */
const LIMIT = 120_000;

/** A place in the text, and what stands there before and after. */
export interface Edit {
  readonly range: Range;
  readonly text: string;
  /** True for the diagnostics that answer the edit, false for those before it. */
  readonly answered: (diagnostics: readonly Diagnostic[]) => boolean;
}

export interface ZoneSession {
  readonly client: Client;
  readonly uri: string;
  readonly lines: readonly string[];
  /** Milliseconds from opening the file to the first diagnostics that speak of its end. */
  readonly opened: Promise<number>;
  /** Milliseconds from an edit to the diagnostics that answer it; `what` is its name where they do not come. */
  edit(what: string, edit: Edit): Promise<number>;
}

/** Starts the built server and opens the zone file, whose last lines are LAST_LINES. */
export function openZone(file: string): Promise<ZoneSession> {
  return openFile(file, 'zone', (list, last) => hasProblem(list, last));
}

/** Starts the built server and opens a file; `isRead` tells the diagnostics that speak of its end, whose last line has the number `last`. */
export async function openFile(
  file: string,
  language: 'zone' | 'named-conf',
  isRead: (diagnostics: readonly Diagnostic[], last: number) => boolean,
): Promise<ZoneSession> {
  const client = new Client();
  await client.initialize(pathToFileURL(dirname(file)).href);
  const uri = pathToFileURL(file).href;
  const text = readFileSync(file, 'utf8');
  const lines = text.trimEnd().split('\n');
  const since = performance.now();
  client.open(uri, language, text);
  const opened = within(
    'the first diagnostics',
    client.until(uri, (list) => isRead(list, lines.length - 1)),
  ).then(() => performance.now() - since);
  const edit = async (what: string, { range, text, answered }: Edit): Promise<number> => {
    if (answered(client.diagnostics.get(uri) ?? [])) throw new Error('an edit is answered before it is made');
    const start = performance.now();
    client.change(uri, range, text);
    await within(`the diagnostics after an edit (${what})`, client.until(uri, answered));
    return performance.now() - start;
  };
  return { client, uri, lines, opened, edit };
}

/** Whether a problem begins on a line. */
export function hasProblem(diagnostics: readonly Diagnostic[], line: number): boolean {
  return diagnostics.some(({ range }) => range.start.line === line);
}

/** Whether an error begins on a line. */
export function hasError(diagnostics: readonly Diagnostic[], line: number): boolean {
  return diagnostics.some(({ range, severity }) => range.start.line === line && severity === 1);
}

/** Rejects where a promise does not settle in time: a benchmark that hangs says nothing. */
export async function within<T>(what: string, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} did not come in ${LIMIT / 1000} s`)), LIMIT);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
