/** Problems that stand on lines which others edit: they move with their line, and go when it is edited itself. */
import type { ServedProblem } from '../../../../server/src/live/compare/problems.ts';

/** An edit: the lines that it replaces, both among them, and how many line ends it brings. */
export interface LineEdit {
  readonly firstLine: number;
  readonly lastLine: number;
  /** Where in its first and last line it begins and ends. */
  readonly startCharacter: number;
  readonly endCharacter: number;
  readonly text: string;
}

/** The problems of a file after an edit of it. */
export function moved(problems: readonly ServedProblem[], edit: LineEdit): ServedProblem[] {
  const { firstLine, lastLine, startCharacter, endCharacter, text } = edit;
  const added = text.split(/\r\n|\r|\n/).length - 1;
  const by = added - (lastLine - firstLine);
  // Whole lines put in before a line, or taken away before it, leave the line itself as it is.
  const isBeforeLast = startCharacter === 0 && endCharacter === 0 && (text === '' || /[\r\n]$/.test(text));
  return problems.flatMap((problem) => {
    const { line } = problem;
    if (line < firstLine) return [problem];
    if (line > lastLine || (line === lastLine && isBeforeLast)) return [{ ...problem, line: line + by }];
    // A line end at the end of the line, or a comment behind it, is an edit of it all the same: what it says may be another thing.
    return [];
  });
}
