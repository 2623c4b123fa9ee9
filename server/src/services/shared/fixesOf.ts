/** The fixes of a problem, whatever file it is in. */
import { confFixes } from '../../rules/conf/index.ts';
import type { Fix, Problem } from '../../rules/rule.ts';
import { ZONE_RULES } from '../../rules/zone/index.ts';
import type { Workspace } from '../../workspace/workspace.ts';

/** The ways to mend a problem that its rule knows. */
export function fixesOf(problem: Problem, workspace: Workspace): Fix[] {
  const zoneRule = ZONE_RULES.find((rule) => rule.id === problem.rule);
  if (zoneRule?.fixes) {
    const [zone] = workspace.zonesOf(problem.uri);
    return zone ? zoneRule.fixes(problem, zone.context) : [];
  }
  if (!problem.rule.startsWith('conf/')) return [];
  const [configuration] = workspace.configurationsOf(problem.uri);
  const context = configuration?.context(workspace.settings.bindVersion);
  return context ? confFixes(problem, context) : [];
}
