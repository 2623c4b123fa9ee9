/** What helps to type a line where who asks cannot do everything: what is wrong with it, and what it can go on with. */

import { lineNotDone } from './askLine.ts';
import { readDigLine } from './digWords.ts';
import type { Abilities } from './notDone.ts';
import { type Known, type Suggestion, suggestionsFor } from './suggestions.ts';

export interface LineHelp {
  /** Why it is not asked as it stands; undefined where it is. */
  readonly wrong?: string;
  readonly suggestions: readonly Suggestion[];
}

/** `always` are the words of the settings. What cannot be asked from here is not offered. */
export function lineHelp(line: string, always: string, known: Known, can: Abilities): LineHelp {
  const read = readDigLine(line, always);
  const wrong = 'error' in read ? read.error.message : lineNotDone(read, can);
  const suggestions = suggestionsFor(line, known).filter((suggestion) => {
    // What a value follows is judged with one.
    const made = readDigLine(suggestion.line.replace(/(?<=[=/])$/, 'x'), always);
    return 'error' in made || lineNotDone(made, can) === undefined;
  });
  return { ...(wrong !== undefined && { wrong }), suggestions };
}
