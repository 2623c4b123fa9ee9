/** `source.fixAll.bailiwick`: the fixes of a file that are sound without a look, in one edit. */
import type { CodeAction } from 'vscode-languageserver-types';
import { t } from '../../l10n.ts';
import type { RuleId } from '../../rules/ids.ts';
import { ALL_RULES } from '../../rules/index.ts';
import type { Fix, FixEdit, Problem, RuleMeta } from '../../rules/rule.ts';
import type { Steps } from '../../steps.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { fixesOf } from './fixesOf.ts';
import { textEditSteps } from './offsetEdits.ts';

/** The safe fixes of a whole file, as one action; none where there are none. */
export function* fixAll(uri: string, workspace: Workspace): Steps<CodeAction[]> {
  const problems = yield* workspace.problemsBy(uri, safeOf(ALL_RULES));
  const edits = yield* fixAllEdits(problems, ALL_RULES, (problem) => fixesOf(problem, workspace));
  const buffer = workspace.bufferOf(uri);
  if (edits.length === 0 || !buffer) return [];
  // None of them reaches into another file.
  const edit = { changes: { [edits[0].uri]: yield* textEditSteps(buffer, edits) } };
  return [{ title: t`Apply all safe fixes`, kind: 'source.fixAll.bailiwick', edit }];
}

/**
 * The edits of the safe fixes of these problems. A fix that overlaps one taken before is left for the next time, and so is one that
 * reaches into another file.
 */
export function* fixAllEdits(
  problems: readonly Problem[],
  rules: readonly RuleMeta[],
  fixesOf: (problem: Problem) => readonly Fix[],
): Steps<FixEdit[]> {
  const safe = safeOf(rules);
  const taken: FixEdit[] = [];
  for (const problem of problems) {
    if (!safe.has(problem.rule)) continue;
    const [fix] = fixesOf(problem);
    if (!fix?.edits.every(({ uri }) => uri === problem.uri)) continue;
    if (fix.edits.some((edit) => overlapping(edit, taken))) continue;
    for (const edit of fix.edits) insert(edit, taken);
    yield;
  }
  return taken;
}

function safeOf(rules: readonly RuleMeta[]): ReadonlySet<RuleId> {
  return new Set(rules.filter(({ fix }) => fix === 'safe').map(({ id }) => id));
}

/** True where an edit overlaps one of others, which are in the order of the text and do not overlap. */
function overlapping(edit: FixEdit, others: readonly FixEdit[]): boolean {
  const at = placeOf(edit, others);
  return (at > 0 && overlap(edit, others[at - 1])) || (at < others.length && overlap(edit, others[at]));
}

function insert(edit: FixEdit, others: FixEdit[]): void {
  others.splice(placeOf(edit, others), 0, edit);
}

/** How many of the edits begin before this one. */
function placeOf({ start }: FixEdit, others: readonly FixEdit[]): number {
  let low = 0;
  let high = others.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (others[middle].start < start) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Two insertions at one place overlap too: their order would be a guess. */
function overlap(a: FixEdit, b: FixEdit): boolean {
  if (a.start === b.start) return true;
  return a.start < b.end && b.start < a.end;
}
