/** `source.fixAll.bailiwick`: the fixes of a file that are sound without a look, in one edit. */
import type { Fix, FixEdit, Problem, RuleMeta } from '../rules/rule.ts';

/**
 * The edits of the safe fixes of these problems. A fix that overlaps one taken before is left for the next time, and so is one that
 * reaches into another file.
 */
export function fixAllEdits(
  problems: readonly Problem[],
  rules: readonly RuleMeta[],
  fixesOf: (problem: Problem) => readonly Fix[],
): FixEdit[] {
  const safe = new Set(rules.filter(({ fix }) => fix === 'safe').map(({ id }) => id));
  const taken: FixEdit[] = [];
  for (const problem of problems) {
    if (!safe.has(problem.rule)) continue;
    const [fix] = fixesOf(problem);
    if (!fix?.edits.every(({ uri }) => uri === problem.uri)) continue;
    if (fix.edits.some((edit) => taken.some((other) => overlap(edit, other)))) continue;
    taken.push(...fix.edits);
  }
  return taken;
}

/** Two insertions at one place overlap too: their order would be a guess. */
function overlap(a: FixEdit, b: FixEdit): boolean {
  if (a.start === b.start) return true;
  return a.start < b.end && b.start < a.end;
}
