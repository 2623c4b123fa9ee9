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

/** The words nearest to `text`, at most two edits away and fewer than its length; several where they are equally near. */
export function nearest(text: string, words: readonly string[]): string[] {
  const upper = text.toUpperCase();
  let best = Math.min(2, upper.length - 1);
  let found: string[] = [];
  for (const word of words) {
    if (Math.abs(word.length - upper.length) > best) continue;
    const distance = editDistance(upper, word.toUpperCase());
    if (distance > best) continue;
    if (distance < best) found = [];
    best = distance;
    found.push(word);
  }
  return found;
}
