/** What the words of a query add up to, and how a word says that it cannot be read. */

import { t } from '../l10n.ts';
import type { QueryOptions } from './messages.ts';

/** A word that changes only how dig prints; it is read and has no effect here. Offsets are UTF-16 units in the typed text. */
export interface WordWithoutEffect {
  readonly word: string;
  readonly start: number;
  readonly end: number;
}

/** A word as typed. Offsets are UTF-16 units in the typed text. */
export interface Word {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** The state that words add to, as dig's lookup structure is. */
export interface Draft {
  name?: string;
  nameWord?: Word;
  reverse: boolean;
  type?: number;
  class?: number;
  /** dig stops looking for types and classes among plain words once `-t` or `-c` gave one. */
  openTypeClass: boolean;
  server?: string;
  port?: number;
  family?: 4 | 6;
  tcp?: boolean;
  options: { -readonly [K in keyof QueryOptions]: QueryOptions[K] };
  withoutEffect: WordWithoutEffect[];
}

/** A problem with the word that is being read; turned into a DigError where the word's place is known. */
export class WordProblem extends Error {}

/** Stops the reading of the word with a sentence for the user. */
export function problem(message: string): never {
  throw new WordProblem(message);
}

/** A number in a word, from `least` to `most`; `what` says in the message what is wanted. */
export function wholeNumber(word: string, what: string, value: string, least: number, most: number): number {
  const number = /^\d{1,10}$/.test(value) ? Number(value) : -1;
  if (number < least || number > most) {
    problem(t`\`${word}\` needs ${what} from ${least} to ${most}${value === '' ? '' : t`, and \`${value}\` is none`}.`);
  }
  return number;
}
