/** The tool `check`: problems as lines, and what proposed contents change about them. */
import { visibleLine } from '../../l10n.ts';
import { SEVERITIES, type Severity } from '../../rules/rule.ts';
import { counted, ToolError } from './answers.ts';

/** A problem by the name of its file and from one on. */
export interface ListedProblem {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly severity: Severity;
  readonly rule: string;
  readonly message: string;
  /** Its line; absent where that is not to be shown. */
  readonly source?: string | undefined;
}

/** Problems of one answer. */
const MOST = 100;

/** The contents that are only proposed, by path as it was given. Throws a ToolError where they are none. */
export function proposedIn(given: unknown): Map<string, string> {
  if (given === undefined) return new Map();
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    throw new ToolError('"proposed" has contents by path');
  const contents = new Map<string, string>();
  for (const [path, text] of Object.entries(given)) {
    if (typeof text !== 'string') throw new ToolError(`the proposed content of ${path} is a text`);
    contents.set(path, text);
  }
  return contents;
}

/** The least severity that is told. Throws a ToolError where it is none. */
export function leastSeverity(given: unknown): Severity {
  if (given === undefined) return 'hint';
  const found = SEVERITIES.find((each) => each === given);
  if (!found) throw new ToolError(`"min_severity" is one of ${SEVERITIES.join(', ')}`);
  return found;
}

/** A list of problems, of which the first are shown. */
export function problemLines(problems: readonly ListedProblem[]): string[] {
  if (problems.length === 0) return ['No problems.'];
  const shown = problems.slice(0, MOST).map(({ file, line, column, severity, message, rule }) => {
    return `${visibleLine(`${file}:${line}:${column}:`)} ${severity}: ${visibleLine(message)} [${rule}]`;
  });
  const left = problems.length - shown.length;
  return [`${counted(problems.length, 'problem')}:`, ...shown, ...(left > 0 ? [`(${left} more are not shown)`] : [])];
}

/** What becomes of the problems with the proposed contents: whether they are to be written, and what is new. */
export function verdictLines(now: readonly ListedProblem[], then: readonly ListedProblem[]): string[] {
  const known = countedBy(now);
  const added = then.filter((problem) => {
    const key = keyOf(problem);
    const count = known.get(key) ?? 0;
    if (count > 0) known.set(key, count - 1);
    return count === 0;
  });
  const errors = added.filter(({ severity }) => severity === 'error').length;
  const gone = now.length - (then.length - added.length);
  const verdict =
    errors > 0
      ? `Do not write this: it brings ${counted(errors, 'error')} that the files do not have now.`
      : added.length > 0
        ? `This brings no error, and ${counted(added.length, 'other problem')}.`
        : 'This brings no problem.';
  return [
    verdict,
    ...(gone > 0 ? [`${counted(gone, 'problem')} would be gone.`] : []),
    ...(added.length > 0 ? ['New with this content:', ...problemLines(added)] : []),
  ];
}

/** What a problem is known by, whatever line it stands on. */
function keyOf({ file, rule, source, message }: ListedProblem): string {
  return `${file}\n${rule}\n${(source ?? message).trim()}`;
}

function countedBy(problems: readonly ListedProblem[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const problem of problems) counts.set(keyOf(problem), (counts.get(keyOf(problem)) ?? 0) + 1);
  return counts;
}
