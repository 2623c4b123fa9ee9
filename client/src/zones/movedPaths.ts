/** Files and folders in settings that were moved: what a setting calls them by then. */

/** What something is called before and after it was moved, in one of the ways in which settings call files. */
export type Move = readonly [from: string, to: string];

/** A path, a URI or a pattern in a setting after the moves: what was moved itself, or lies in a folder that was. */
function followed(words: string, moves: readonly Move[]): string {
  for (const [from, to] of moves) {
    if (words === from) return to;
    if (words.startsWith(`${from}/`)) return to + words.slice(from.length);
  }
  return words;
}

/** A list of files, or a table of what is said of them, after the moves; undefined where it stays as it is. */
export function followedSetting(setting: unknown, moves: readonly Move[]): unknown {
  if (Array.isArray(setting)) {
    const after = setting.map((each: unknown) => (typeof each === 'string' ? followed(each, moves) : each));
    return after.some((each, i) => each !== setting[i]) ? after : undefined;
  }
  if (typeof setting !== 'object' || setting === null) return undefined;
  const entries = Object.entries(setting);
  const after = entries.map(([words, said]) => [followed(words, moves), said] as const);
  return after.some(([words], i) => words !== entries[i][0]) ? Object.fromEntries(after) : undefined;
}
