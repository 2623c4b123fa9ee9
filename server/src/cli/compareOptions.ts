/** The words of `bailiwick compare`. */

import { COMPARE } from './options.ts';
import { readWords, WordError } from './words.ts';

export interface CompareOptions {
  readonly file: string;
  /** As typed, with their `@`; the zone's own where there is none. */
  readonly servers: readonly string[];
  readonly origin?: string;
  readonly conf?: string;
  readonly root?: string;
  readonly view?: string;
  /** The file of a key, and the name of the key in it. */
  readonly key?: string;
  readonly keyName?: string;
  readonly port?: number;
  readonly by?: 'transfer' | 'questions';
  /** Questions that each server is asked at most. */
  readonly questions?: number;
  readonly beforeDelegation?: true;
  readonly targets?: true;
  readonly format: 'text' | 'concise' | 'json';
}

export type ParsedCompare =
  | { readonly kind: 'compare'; readonly options: CompareOptions }
  | { readonly kind: 'help' }
  | { readonly kind: 'version' };

const MOST_QUESTIONS = 1_000_000;

/** Reads the words after `compare`. Throws a WordError where they are wrong. */
export function parseCompareOptions(words: readonly string[]): ParsedCompare {
  const { values, positionals } = readWords(COMPARE, words);
  if (values.help) return { kind: 'help' };
  if (values.version) return { kind: 'version' };
  const servers = positionals.filter((word) => word.startsWith('@'));
  const files = positionals.filter((word) => !word.startsWith('@'));
  const [file] = files;
  if (file === undefined || files.length > 1) {
    throw new WordError('compare takes one zone file; servers begin with @, as in @192.0.2.53');
  }
  const before = values['before-delegation'];
  if (before && servers.length > 0) {
    throw new WordError('--before-delegation asks the name servers of the file, and takes no others');
  }
  const { origin, conf, root, view, key, by, format, targets } = values;
  const keyName = values['key-name'];
  if (keyName !== undefined && key === undefined) throw new WordError('--key-name names a key of the file of --key');
  const port = numberOf('port', values.port, 65_535);
  const questions = numberOf('questions', values.questions, MOST_QUESTIONS);
  const options: CompareOptions = {
    file,
    servers,
    format: format === 'json' || format === 'concise' ? format : 'text',
    ...(origin !== undefined && { origin }),
    ...(conf !== undefined && { conf }),
    ...(root !== undefined && { root }),
    ...(view !== undefined && { view }),
    ...(key !== undefined && { key }),
    ...(keyName !== undefined && { keyName }),
    ...(port !== undefined && { port }),
    ...(by !== undefined && { by: by === 'transfer' ? 'transfer' : 'questions' }),
    ...(questions !== undefined && { questions }),
    ...(before && { beforeDelegation: true }),
    ...(targets && { targets: true }),
  };
  return { kind: 'compare', options };
}

function numberOf(name: string, text: string | undefined, most: number): number | undefined {
  if (text === undefined) return undefined;
  const number = /^\d{1,7}$/.test(text) ? Number(text) : 0;
  if (number < 1 || number > most)
    throw new WordError(`--${name} takes a number from 1 to ${most}, and was given ${text}`);
  return number;
}
