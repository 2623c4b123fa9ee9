/** The fixes of a problem, whatever file it is in. */
import type { ConfContext } from '../../rules/conf/context.ts';
import { confFixes } from '../../rules/conf/index.ts';
import type { Fix, Problem } from '../../rules/rule.ts';
import { ZONE_RULES } from '../../rules/zone/index.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { Zone } from '../../workspace/zone.ts';

/** The ways to mend a problem that its rule knows. */
export function fixesOf(problem: Problem, workspace: Workspace): Fix[] {
  return fixesOfMany(workspace)(problem);
}

/** The same for problem after problem of a workspace that does not change meanwhile: what a file's problems share is looked up once. */
export function fixesOfMany(workspace: Workspace): (problem: Problem) => Fix[] {
  const zones = new Map<string, readonly Zone[]>();
  const configurations = new Map<string, ConfContext | undefined>();
  const known = <T>(map: Map<string, T>, uri: string, look: () => T): T => {
    if (!map.has(uri)) map.set(uri, look());
    return map.get(uri)!;
  };
  return (problem) => {
    const { uri, rule: id } = problem;
    const rule = ZONE_RULES.find((each) => each.id === id);
    if (rule?.fixes) {
      const [zone, ...others] = known(zones, uri, () => workspace.zonesOf(uri));
      const teller = others.length > 0 ? workspace.tellerOf(problem) : zone;
      return teller ? rule.fixes(problem, teller.context) : [];
    }
    if (!id.startsWith('conf/')) return [];
    const context = known(configurations, uri, () =>
      workspace.configurationsOf(uri)[0]?.context(workspace.settings.bindVersion),
    );
    return context ? confFixes(problem, context) : [];
  };
}
