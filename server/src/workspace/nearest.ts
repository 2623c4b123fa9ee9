/** The word that was meant by one that is not known. */

/** Mistakes of the fingers that are still one word: a third of its letters. */
const TOLERATED = 3;

/** The one of the words that is nearest, where it is near enough. */
export function nearest(word: string, words: Iterable<string>): string | undefined {
  // Of a number nobody knows which one was meant.
  if (!/[a-z]{3}/i.test(word)) return undefined;
  let best: string | undefined;
  let least = Math.max(1, Math.floor(word.length / TOLERATED)) + 1;
  for (const candidate of words) {
    const distance = distanceOf(word.toLowerCase(), candidate.toLowerCase());
    if (distance < least) [best, least] = [candidate, distance];
  }
  return best;
}

/** `; did you mean X?`, or nothing. */
export function meant(word: string, words: Iterable<string>, shown: (word: string) => string = (same) => same): string {
  const found = nearest(word, words);
  return found === undefined ? '' : `; did you mean ${shown(found)}?`;
}

/** Letters put in, left out, replaced, or two that changed places (optimal string alignment). */
function distanceOf(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      next[j] = Math.min(replaced, row[j] + 1, next[j - 1] + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        next[j] = Math.min(next[j], before[j - 2] + 1);
    }
    [before, row] = [row, next];
  }
  return row[b.length];
}
