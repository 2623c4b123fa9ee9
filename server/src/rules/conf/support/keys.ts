/** The keys of a configuration, by name. */
import type { ConfModel, View } from '../../../conf/model.ts';
import { normalName } from '../../../conf/model.ts';

const keyViews = new WeakMap<ConfModel, ReadonlyMap<string, ReadonlySet<View | undefined>>>();

/** The views that have a key of that name, undefined among them for the top; the names of keys are compared as domain names. */
function viewsWith(model: ConfModel, name: string): ReadonlySet<View | undefined> | undefined {
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
  return views.get(normalName(name));
}

/** Whether a key of that name is defined. */
export function hasKey(model: ConfModel, name: string): boolean {
  return viewsWith(model, name) !== undefined;
}

/** Whether a key of that name is defined at the top or in a view. */
export function hasKeyFor(model: ConfModel, name: string, view: View | undefined): boolean {
  const views = viewsWith(model, name);
  return views !== undefined && (views.has(undefined) || views.has(view));
}
