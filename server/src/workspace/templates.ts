/** What is said of a configuration with files that a program fills in: of those files only what is wrong whatever is filled in. */
import type { ConfModel } from '../conf/model.ts';
import { statementAt } from '../conf/tree.ts';
import type { RuleId } from '../rules/ids.ts';
import type { Problem } from '../rules/rule.ts';
import { UNKNOWN } from '../text/template.ts';

/** Rules that look at one statement and what stands in it. */
const OF_ONE_STATEMENT: ReadonlySet<RuleId> = new Set<RuleId>([
  'conf/misplaced-statement',
  'conf/missing-semicolon',
  'conf/old-term',
  'conf/removed-statement',
  'conf/stray-semicolon',
  'conf/unknown-algorithm',
  'conf/unknown-log-category',
  'conf/unknown-statement',
  'conf/value-out-of-range',
  'conf/weak-algorithm',
  'conf/wrong-value',
]);

/** Faults after which it is not known what belongs to what. */
const BREAKS: ReadonlySet<string> = new Set([
  'missing-brace',
  'missing-open-brace',
  'stray-brace',
  'unclosed-quote',
  'unclosed-comment',
]);

/** The problems of a configuration that hold whatever is filled into some of its files; an error there is a warning, since a mark may hold more than a word. */
export function soundIn(
  model: ConfModel,
  problems: readonly Problem[],
  templates: ReadonlySet<string>,
): readonly Problem[] {
  const trees = new Map(model.files.map(({ uri, tree }) => [uri, tree]));
  return problems.flatMap((problem): Problem[] => {
    if (problem.message.includes(UNKNOWN)) return [];
    const tree = trees.get(problem.uri);
    if (!tree || !templates.has(problem.uri)) return [problem];
    if (!OF_ONE_STATEMENT.has(problem.rule) || tree.problems.some(({ code }) => BREAKS.has(code))) return [];
    const statement = statementAt(tree, problem.start).path.at(-1);
    if (!statement || tree.text.slice(statement.start, statement.end).includes(UNKNOWN)) return [];
    return [problem.severity === 'error' ? { ...problem, severity: 'warning' } : problem];
  });
}
