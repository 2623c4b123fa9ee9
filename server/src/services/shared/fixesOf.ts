/** The fixes of a problem, whatever file it is in. */
import type { ConfContext } from '../../rules/conf/context.ts';
import { confFixes } from '../../rules/conf/index.ts';
import type { Fix, Problem } from '../../rules/rule.ts';
import { ZONE_RULES } from '../../rules/zone/index.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { Zone } from '../../workspace/zone.ts';

/** The ways to mend a problem that its rule knows. */
export function fixesOf(problem: Problem, workspace: Workspace): Fix[] {
  return fixesBy(
    problem,
    () => workspace.tellerOf(problem),
    () => contextOf(problem.uri, workspace, problem),
  );
}

/** The same for problem after problem of a workspace that does not change meanwhile: what a file's problems share is looked up once. */
export function fixesOfMany(workspace: Workspace): (problem: Problem) => Fix[] {
  const tellers = new Map<string, (problem: Problem) => Zone | undefined>();
  const configurations = new Map<string, ConfContext | undefined>();
  const known = <T>(map: Map<string, T>, uri: string, look: () => T): T => {
    if (!map.has(uri)) map.set(uri, look());
    return map.get(uri)!;
  };
  return (problem) => {
    const { uri } = problem;
    return fixesBy(
      problem,
      () => known(tellers, uri, () => workspace.tellersIn(uri))(problem),
      () => known(configurations, uri, () => contextOf(uri, workspace)),
    );
  };
}

function contextOf(uri: string, workspace: Workspace, problem?: Problem): ConfContext | undefined {
  return workspace.configurationsOf(uri)[0]?.context(workspace.settings.bindVersion, problem);
}

/** The fixes that the zone or the configuration knows which tells a problem. */
function fixesBy(
  problem: Problem,
  zoneOf: () => Zone | undefined,
  configurationOf: () => ConfContext | undefined,
): Fix[] {
  const rule = ZONE_RULES.find(({ id }) => id === problem.rule);
  if (rule?.fixes) {
    const zone = zoneOf();
    return zone ? rule.fixes(problem, zone.context) : [];
  }
  const context = problem.rule.startsWith('conf/') ? configurationOf() : undefined;
  return context ? confFixes(problem, context) : [];
}
