/** What rules find in the release that is judged for; where that is assumed, an error is what every release refuses. */
import type { ConfModel, Setting } from '../../conf/model.ts';
import { lastStarting, type Statement } from '../../conf/tree.ts';
import { BIND_VERSIONS, type BindVersion } from '../../dns/versions.ts';
import type { Steps } from '../../steps.ts';
import { inReleases } from '../releases.ts';
import type { Problem } from '../rule.ts';
import { type ConfContext, type ConfReport, type ConfRule, settingsOf } from './context.ts';
import { shown } from './shown.ts';

/** What one rule finds in one release, each place apart. */
function* foundIn(rule: ConfRule, context: ConfContext): Steps<Problem[]> {
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
  const steps = rule.check(context, report);
  if (steps) yield* steps;
  return problems;
}

/** What the rules refuse in a release beside the one that is judged for. Each is asked once, and only where that counts. */
class OtherRelease {
  readonly version: BindVersion;
  readonly #context: ConfContext;
  readonly #rules: readonly ConfRule[];
  readonly #errors = new Map<ConfRule, readonly Problem[]>();
  #refused: ReadonlySet<Statement | string> | undefined;

  constructor(version: BindVersion, context: ConfContext, rules: readonly ConfRule[]) {
    this.version = version;
    this.#context = { ...context, version, isAssumed: false };
    this.#rules = rules;
  }

  *errorsOf(rule: ConfRule): Steps<readonly Problem[]> {
    const known = this.#errors.get(rule);
    if (known) return known;
    const errors = (yield* foundIn(rule, this.#context)).filter(isError);
    this.#errors.set(rule, errors);
    return errors;
  }

  /** The statements in which some rule finds an error. */
  *refused(): Steps<ReadonlySet<Statement | string>> {
    if (this.#refused) return this.#refused;
    const refused = new Set<Statement | string>();
    for (const rule of this.#rules) {
      for (const error of yield* this.errorsOf(rule)) refused.add(statementOf(error, this.#context.model));
      yield;
    }
    this.#refused = refused;
    return refused;
  }
}

/** The releases that may be run instead, where it is not known which one is. */
export function otherReleases(context: ConfContext, rules: readonly ConfRule[]): readonly OtherRelease[] {
  if (!context.isAssumed) return [];
  return BIND_VERSIONS.filter((version) => version !== context.version).map(
    (version) => new OtherRelease(version, context, rules),
  );
}

/**
 * What one rule finds, each place apart, weighed by what is found in the other releases. All of the rules are run for one of those only where this
 * one finds no error at the place: what is refused for one reason may be refused for another.
 */
export function* findingsOf(
  rule: ConfRule,
  context: ConfContext,
  others: readonly OtherRelease[],
): Steps<readonly Problem[]> {
  const problems = yield* foundIn(rule, context);
  if (others.length === 0 || !problems.some(isError)) return problems;
  const refusing = new Map<Problem, BindVersion[]>();
  for (const problem of problems) refusing.set(problem, [context.version]);
  for (const other of others) {
    const own = new Set((yield* other.errorsOf(rule)).map(placeOf));
    for (const [problem, releases] of refusing) {
      if (!isError(problem)) continue;
      const isRefused = own.has(placeOf(problem)) || (yield* other.refused()).has(statementOf(problem, context.model));
      if (isRefused) releases.push(other.version);
    }
  }
  return problems.map((problem) => {
    const releases = refusing.get(problem) ?? [];
    return inReleases(
      problem,
      BIND_VERSIONS.filter((version) => releases.includes(version)),
    );
  });
}

function isError({ severity }: Problem): boolean {
  return severity === 'error';
}

function placeOf({ uri, start, end }: Problem): string {
  return `${uri} ${start} ${end}`;
}

const statements = new WeakMap<readonly Setting[], ReadonlySet<Statement>>();

/** The innermost statement of a clause that a problem stands in; its place where that is in none. */
function statementOf(problem: Problem, model: ConfModel): Statement | string {
  const settings = settingsOf(model);
  let known = statements.get(settings);
  if (!known) {
    known = new Set(settings.map(({ statement }) => statement));
    statements.set(settings, known);
  }
  const { start, end, uri } = problem;
  let innermost: Statement | undefined;
  let block = model.files.find((file) => file.uri === uri)?.tree.root;
  while (block) {
    const statement = lastStarting(block.statements, start);
    if (!statement || end > statement.end) break;
    if (known.has(statement)) innermost = statement;
    block = statement.values.find((value) => value.kind === 'block' && value.start <= start && start < value.end) as
      | typeof block
      | undefined;
  }
  return innermost ?? placeOf(problem);
}
