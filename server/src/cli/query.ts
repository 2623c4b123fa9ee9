/** `bailiwick query`: questions to live servers, in dig's words. */
import { type Asker, askLine, type LineEnd, lineNotDone } from '../live/askLine.ts';
import { lineOfWords } from '../live/commandLine.ts';
import type { DigLine } from '../live/digWords.ts';
import { readDigLine } from '../live/digWords.ts';
import { type LiveMeans, liveMeans } from '../node/liveRuntime.ts';
import { fileReader } from '../node/transports/files.ts';
import { findNamed } from '../node/transports/findNamed.ts';

/** Where the command writes to, and where names of files start. */
export interface QueryOutput {
  readonly cwd: string;
  readonly print: (text: string) => void;
  readonly warn: (text: string) => void;
  /** Whether somebody watches standard error, and is told how far it is. */
  readonly watched: boolean;
}

/** As dig's: 0 whatever an answer says, 9 where no server answered, 10 where something else went wrong; 1 for words that are no query. */
const STATUS: Readonly<Record<LineEnd, number>> = { ok: 0, silent: 9, failed: 10 };
const NO_QUERY = 1;

function askerFor(means: LiveMeans, { cwd, print, warn, watched }: QueryOutput): Asker {
  return {
    runtime: means.runtime,
    signal: means.signal,
    findServers: (query) =>
      findNamed(query, (name) => warn(`note: the system is asked for the addresses of ${name}\n`)),
    readFile: fileReader(cwd),
    keyNamed: async (name) => ({
      problem: `The key ${name} is not known here: name the file that has it, as in -k FILE -y ${name}`,
    }),
    write: print,
    ...(watched && { onProgress: ({ progress }) => warn(`${progress}\n`) }),
  };
}

/** Runs `bailiwick query` with the words behind it; returns its exit status. */
export function query(words: readonly string[], output: QueryOutput): Promise<number> {
  return queryLine(lineOfWords(words), output);
}

/** The same with the words in one line. */
export async function queryLine(words: string, output: QueryOutput): Promise<number> {
  const line: DigLine | { readonly error: { readonly message: string } } = readDigLine(words);
  const problem = 'error' in line ? line.error.message : lineNotDone(line);
  if (problem !== undefined || 'error' in line) {
    output.warn(`bailiwick: ${problem}\n`);
    return NO_QUERY;
  }
  const means = liveMeans({ say: (sentence) => output.warn(`note: ${sentence}\n`) });
  try {
    const { text, end } = await askLine(line, askerFor(means, output));
    output.print(text);
    return means.signal.aborted ? STATUS.failed : STATUS[end];
  } finally {
    means.dispose();
  }
}
