/** The scopes whose settings hold for clients, or are looked at by named-checkconf. */
import type { ConfModel, Scope, Setting, Zone } from '../../../conf/model.ts';
import type { Statement } from '../../../conf/tree.ts';

/** The settings that hold for all clients: those of each view, or those of options where there is no view. */
export function servingScopes(model: ConfModel): readonly (Scope | undefined)[] {
  return model.views.length > 0 ? model.views.map((view) => view.scope) : [model.options];
}

/** A statement of a view or of options, whichever decides. */
export function effective(model: ConfModel, scope: Scope | undefined, name: string): Setting | undefined {
  return scope?.byName.get(name)?.[0] ?? model.options?.byName.get(name)?.[0];
}

/** The scopes that have a setting of options: options and every view. */
export function globalScopes(model: ConfModel): readonly Scope[] {
  return [...(model.options ? [model.options] : []), ...model.views.map((view) => view.scope)];
}

/**
 * What named-checkconf looks at once for each view: the views, or options where there are none. Some of its checks leave options out as
 * soon as there is a view.
 */
export function viewScopes(model: ConfModel): readonly Scope[] {
  if (model.views.length > 0) return model.views.map((view) => view.scope);
  return model.options ? [model.options] : [];
}

const zones = new WeakMap<ConfModel, ReadonlyMap<Statement, Zone>>();

/** The first zone that has a statement, its own or from its template. */
export function zoneWith(model: ConfModel, statement: Statement): Zone | undefined {
  let known = zones.get(model);
  if (!known) {
    const found = new Map<Statement, Zone>();
    for (const zone of model.zones) {
      for (const { statement: own } of zone.scope.settings) if (!found.has(own)) found.set(own, zone);
    }
    known = found;
    zones.set(model, known);
  }
  return known.get(statement);
}
