/** The words of `bailiwick compare`. */

import { COMPARE } from './options.ts';
import { readWords, WordError } from './words.ts';

export interface CompareOptions {
  readonly file: string;
  /** Servers as typed, with their `@`, and the words that say how they are reached; the zone's own where no server is named. */
  readonly way: readonly string[];
  readonly origin?: string;
  readonly conf?: string;
  readonly root?: string;
  readonly view?: string;
  /** The file of a key, and the name of the key in it. */
  readonly key?: string;
  readonly keyName?: string;
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
  const isOfWay = (word: string): boolean => /^[@+]/.test(word);
  const files = positionals.filter((word) => !isOfWay(word));
  const [file] = files;
  if (file === undefined || files.length > 1) {
    throw new WordError('compare takes one zone file; servers begin with @, as in @192.0.2.53');
  }
  const before = values['before-delegation'];
  if (before && positionals.some((word) => word.startsWith('@'))) {
    throw new WordError('--before-delegation asks the name servers of the file, and takes no others');
  }
  const { origin, conf, root, view, key, by, format, targets } = values;
  const keyName = values['key-name'];
  if (keyName !== undefined && key === undefined) throw new WordError('--key-name names a key of the file of --key');
  const { ipv4, ipv6, port, source } = values;
  if (ipv4 && ipv6) throw new WordError('only one of -4 and -6 can be asked for');
  if (port !== undefined) numberOf('port', port, 65_535);
  const way = [
    ...(ipv4 ? ['-4'] : ipv6 ? ['-6'] : []),
    ...(port === undefined ? [] : ['-p', port]),
    ...(source === undefined ? [] : ['-b', source]),
    ...positionals.filter(isOfWay),
  ];
  const questions = numberOf('questions', values.questions, MOST_QUESTIONS);
  const options: CompareOptions = {
    file,
    way,
    format: format === 'json' || format === 'concise' ? format : 'text',
    ...(origin !== undefined && { origin }),
    ...(conf !== undefined && { conf }),
    ...(root !== undefined && { root }),
    ...(view !== undefined && { view }),
    ...(key !== undefined && { key }),
    ...(keyName !== undefined && { keyName }),
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
