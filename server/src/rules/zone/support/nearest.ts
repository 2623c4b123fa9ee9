/** The known word that a misspelt one was meant to be. */

/** Edits (insert, delete, replace, swap neighbours) between two short words. */
export function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        row[j] = Math.min(row[j], before[j - 2] + 1);
    }
    before = last;
    last = row;
  }
  return last[b.length];
}

/** The words one edit from `text`, where it has more letters than that. */
export function nearest(text: string, words: readonly string[]): string[] {
  const upper = text.toUpperCase();
  const found: string[] = [];
  if (upper.length < 2) return found;
  for (const word of words) {
    if (Math.abs(word.length - upper.length) > 1) continue;
    const distance = editDistance(upper, word.toUpperCase());
    if (distance === 0) return [word];
    if (distance === 1) found.push(word);
  }
  return found;
}
