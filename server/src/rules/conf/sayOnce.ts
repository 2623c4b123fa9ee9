/** One finding for what is the same in many places of a file. */
import { t } from '../../l10n.ts';
import type { Fix, FixEdit, Problem } from '../rule.ts';
import type { ConfContext, ConfRule } from './context.ts';

/** So many of the other places are attached. */
const MAX_RELATED = 100;

/** What makes a rule's findings one; undefined where it tells each. */
export function onceKey(rule: ConfRule, problem: Problem): string | undefined {
  return rule.once && `${problem.uri} ${problem.severity} ${rule.once(problem)}`;
}

/** What is found in zones that were not read: how often what is one with a finding, and the first of it. */
export interface OnceElsewhere {
  countOf(uri: string, once: string): number;
  firstOf(uri: string, once: string, most: number): readonly Problem[];
}

function groupsOf(rule: ConfRule, problems: readonly Problem[]): readonly (readonly Problem[])[] {
  const groups = new Map<string, Problem[]>();
  for (const problem of problems) {
    const key = onceKey(rule, problem) ?? '';
    const group = groups.get(key);
    if (group) group.push(problem);
    else groups.set(key, [problem]);
  }
  return [...groups.values()].map((group) => group.sort((a, b) => a.start - b.start));
}

/** What a rule found; what is the same is told once a file, where the rule says so. */
export function toldOnce(rule: ConfRule, problems: readonly Problem[], elsewhere: OnceElsewhere): readonly Problem[] {
  if (!rule.once) return problems;
  return groupsOf(rule, problems).map(([first, ...read]) => {
    const key = onceKey(rule, first) ?? '';
    const count = read.length + elsewhere.countOf(first.uri, key);
    if (count === 0) return first;
    const others = [...read, ...elsewhere.firstOf(first.uri, key, MAX_RELATED)].sort((a, b) => a.start - b.start);
    const places = others.slice(0, MAX_RELATED).map(({ uri, start, end, message }) => ({ uri, start, end, message }));
    const message =
      count === 1
        ? t`${first.message} One more place of this file is alike.`
        : t`${first.message} ${count} more places of this file are alike.`;
    return { ...first, message, related: [...(first.related ?? []), ...places] };
  });
}

/** The fix of all places that a finding stands for, among what its rule `found`; none where it stands for one. */
export function fixOfAll(
  rule: ConfRule,
  problem: Problem,
  context: ConfContext,
  found: () => readonly Problem[],
): Fix[] {
  if (!rule.once || !rule.fixes || !problem.related?.length) return [];
  const isIt = ({ uri, start, end, severity }: Problem) =>
    uri === problem.uri && start === problem.start && end === problem.end && severity === problem.severity;
  const group = groupsOf(rule, found()).find(([first]) => isIt(first)) ?? [];
  if (group.length < 2) return [];
  const edits = new Map<string, FixEdit>();
  for (const one of group) {
    for (const edit of rule.fixes(one, context)[0]?.edits ?? []) {
      edits.set(`${edit.uri} ${edit.start} ${edit.end} ${edit.newText}`, edit);
    }
  }
  return edits.size < 2
    ? []
    : [{ title: t`Do this in all ${group.length} places of the file`, edits: [...edits.values()] }];
}
