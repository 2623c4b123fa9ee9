/** The keys of a configuration, by name. */
import type { ConfModel, View } from '../../../conf/model.ts';
import { normalName } from '../../../conf/model.ts';

const keyNames = new WeakMap<ConfModel, ReadonlySet<string>>();

/** Whether a key of that name is defined; the names of keys are compared as domain names. */
export function hasKey(model: ConfModel, name: string): boolean {
  let names = keyNames.get(model);
  if (!names) {
    names = new Set(model.keys.map((key) => normalName(key.name)));
    keyNames.set(model, names);
  }
  return names.has(normalName(name));
}

const keyViews = new WeakMap<ConfModel, ReadonlyMap<string, ReadonlySet<View | undefined>>>();

/** Whether a key of that name is defined at the top or in a view. */
export function hasKeyFor(model: ConfModel, name: string, view: View | undefined): boolean {
  let views = keyViews.get(model);
  if (!views) {
    const found = new Map<string, Set<View | undefined>>();
    for (const key of model.keys) {
      const known = found.get(normalName(key.name)) ?? new Set();
      found.set(normalName(key.name), known.add(key.view));
    }
    views = found;
    keyViews.set(model, views);
  }
  const where = views.get(normalName(name));
  return where !== undefined && (where.has(undefined) || where.has(view));
}
