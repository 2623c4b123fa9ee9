/** Renumbers workspaces in memory, and makes the edits. */
import type { ChangeKind } from '../../../../server/src/services/renumber/changes.ts';
import { type Renumbering, type RenumberWish, renumber } from '../../../../server/src/services/renumber/renumber.ts';
import { zoneLookup } from '../../../../server/src/services/shared/lookup.ts';
import { applyEdits } from '../../../../server/src/services/shared/offsetEdits.ts';
import { finish } from '../../../../server/src/steps.ts';
import { type Site, siteOf, uriOf } from '../../workspace/harness.ts';

export const NOW = new Date(Date.UTC(2026, 4, 1));

export interface Renumbered {
  /** The files afterwards, by path. */
  readonly files: Record<string, string>;
  readonly plan: Renumbering;
  readonly kinds: readonly ChangeKind[];
}

/** Makes the edits of a renumbering; throws where it is refused. */
export async function renumbered(files: Readonly<Record<string, string>>, wish: RenumberWish): Promise<Renumbered> {
  const site = await siteOf(files);
  const plan = planOf(site, wish);
  if ('reason' in plan) throw new Error(plan.reason);
  const after: Record<string, string> = {};
  for (const [path, text] of Object.entries(files)) after[path] = applyEdits(text, plan.edits.get(uriOf(path)) ?? []);
  const kinds = [...new Set([...plan.edits.values()].flat().map(({ kind }) => kind))];
  return { files: after, plan, kinds };
}

export function planOf({ workspace }: Site, wish: RenumberWish) {
  return finish(
    renumber(
      wish,
      workspace,
      zoneLookup(workspace, () => NOW),
    ),
  );
}
