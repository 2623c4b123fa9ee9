/** Rules as people name them: by their ids, the part behind the slash, a family, or a pattern. */
import type { RuleId } from '../rules/ids.ts';
import { ALL_RULES } from '../rules/index.ts';
import { isPattern, matchesGlob } from '../workspace/glob.ts';
import { meant } from '../workspace/nearest.ts';
import { WordError } from './words.ts';

/** The rules that a word names. Throws a WordError where there are none. */
export function rulesNamed(word: string): RuleId[] {
  const ids = ALL_RULES.map(({ id }) => id);
  const found = ids.filter((id) => id === word || id.startsWith(`${word}/`) || id.endsWith(`/${word}`));
  if (found.length > 0) return found;
  const matching = isPattern(word) ? ids.filter((id) => matchesGlob(id, word)) : [];
  if (matching.length > 0) return matching;
  const short = ids.map((id) => id.slice(id.indexOf('/') + 1));
  throw new WordError(
    isPattern(word)
      ? `no rule is called ${word}`
      : `${word} is not a rule${meant(word, word.includes('/') ? ids : short)}`,
  );
}

/** The rules that lists of words name, with commas between them. */
export function rulesListed(lists: readonly string[]): RuleId[] {
  return lists.flatMap((list) => list.split(',').flatMap((word) => (word === '' ? [] : rulesNamed(word.trim()))));
}
