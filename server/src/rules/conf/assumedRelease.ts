/** What rules find in the release that is judged for; where that is assumed, an error is what every release refuses. */
import type { ConfModel } from '../../conf/model.ts';
import type { Statement } from '../../conf/tree.ts';
import { BIND_VERSIONS, type BindVersion } from '../../dns/versions.ts';
import { inReleases } from '../releases.ts';
import type { Problem } from '../rule.ts';
import { type ConfContext, type ConfReport, type ConfRule, settingsOf } from './context.ts';
import { shown } from './shown.ts';

/** What one rule finds in one release, each place apart. */
function foundIn(rule: ConfRule, context: ConfContext): Problem[] {
  const problems: Problem[] = [];
  const report: ConfReport = (place, message, extra) => {
    const { related } = extra ?? {};
    problems.push({
      rule: rule.id,
      severity: rule.severity,
      message: shown(message, context),
      ...place,
      ...extra,
      ...(related && { related: related.map((other) => ({ ...other, message: shown(other.message, context) })) }),
    });
  };
  rule.check(context, report);
  return problems;
}

/**
 * What one rule finds, each place apart, weighed by what is found in the other releases. All of the rules are run for one of those only where this
 * one finds no error at the place: what is refused for one reason may be refused for another.
 */
export function findingsOf(rule: ConfRule, context: ConfContext, rules: readonly ConfRule[]): readonly Problem[] {
  const problems = foundIn(rule, context);
  if (!context.isAssumed || problems.every(({ severity }) => severity !== 'error')) return problems;
  const refusals = new Map<BindVersion, (problem: Problem) => boolean>();
  for (const version of BIND_VERSIONS) {
    if (version === context.version) continue;
    const other: ConfContext = { ...context, version, isAssumed: false };
    refusals.set(version, refusalIn(rule, other, rules));
  }
  return problems.map((problem) =>
    inReleases(
      problem,
      BIND_VERSIONS.filter((version) => refusals.get(version)?.(problem) ?? true),
    ),
  );
}

/** Tells of an error of the rule whether it is one in another release too. */
function refusalIn(rule: ConfRule, context: ConfContext, rules: readonly ConfRule[]): (problem: Problem) => boolean {
  const errorsOf = (each: ConfRule) => foundIn(each, context).filter(({ severity }) => severity === 'error');
  const own = new Set(errorsOf(rule).map(placeOf));
  let all: Set<Statement | string> | undefined;
  return (problem) => {
    if (own.has(placeOf(problem))) return true;
    all ??= new Set(rules.flatMap(errorsOf).map((each) => statementOf(each, context.model)));
    return all.has(statementOf(problem, context.model));
  };
}

function placeOf({ uri, start, end }: Problem): string {
  return `${uri} ${start} ${end}`;
}

/** The innermost statement that a problem stands in; its place where that is in none. */
function statementOf(problem: Problem, model: ConfModel): Statement | string {
  let innermost: Statement | undefined;
  for (const { file, statement } of settingsOf(model)) {
    if (file.uri !== problem.uri || problem.start < statement.start || problem.end > statement.end) continue;
    if (!innermost || statement.start > innermost.start) innermost = statement;
  }
  return innermost ?? placeOf(problem);
}
