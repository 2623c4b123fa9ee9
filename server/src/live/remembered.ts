/** The lines that were asked, to be asked again. */

/** So many lines are remembered. */
const MOST_REMEMBERED = 100;

/** Lines that were kept, whatever is there instead. */
export function linesIn(kept: unknown): readonly string[] {
  return Array.isArray(kept) ? kept.filter((line): line is string => typeof line === 'string') : [];
}

/** The lines that were asked, with one more. */
export function remembered(history: readonly string[], line: string): string[] {
  const trimmed = line.trim();
  return [trimmed, ...history.filter((each) => each !== trimmed)].slice(0, MOST_REMEMBERED);
}
