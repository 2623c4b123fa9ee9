/** Names that are one slip away from a word, found without comparing the word with each of them. */
import { editDistance } from '../../../conf/lookup.ts';

/** In shorter names one letter is too much of the name. */
const SHORTEST = 3;
/** So many names that lack the same letters are compared. */
const MAX_ALIKE = 20;

/** A look-up of the name that is one letter more, less, other or swapped away from a word; letter case does not count. */
export function nearNames(names: Iterable<string>): (word: string) => string | undefined {
  const byShape = new Map<string, string[]>();
  for (const name of names) {
    for (const shape of shapesOf(name.toLowerCase())) {
      const alike = byShape.get(shape);
      if (!alike) byShape.set(shape, [name]);
      else if (alike.length < MAX_ALIKE) alike.push(name);
    }
  }
  return (word) => {
    const lower = word.toLowerCase();
    if (lower.length < SHORTEST) return undefined;
    for (const shape of shapesOf(lower)) {
      const found = byShape.get(shape)?.find((name) => editDistance(lower, name.toLowerCase(), 2) === 1);
      if (found !== undefined) return found;
    }
    return undefined;
  };
}

/** The longest name that is compared: each of its letters costs a look-up. */
const LONGEST = 255;

/** A text, and the texts that it is without one of its letters: two texts that are one slip apart have one of these in common. */
function shapesOf(text: string): ReadonlySet<string> {
  if (text.length > LONGEST) return new Set();
  const shapes = new Set([text]);
  for (let i = 0; i < text.length; i++) shapes.add(text.slice(0, i) + text.slice(i + 1));
  return shapes;
}
