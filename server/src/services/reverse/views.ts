/** In which views of its configuration a zone is seen: its own, and those that take it over by `in-view`. */
import type { Configuration } from '../../workspace/configuration.ts';
import type { Zone } from '../../workspace/zone.ts';

/** By configuration: `origin view` of the zones that are taken over, with the views that do it. */
const TAKEN = new WeakMap<Configuration, { readonly zones: unknown; readonly views: ReadonlyMap<string, string[]> }>();

/** True where the zone is seen in a view of its configuration. */
export function isSeenIn(zone: Zone, view: string): boolean {
  return zone.options.view === view || otherViews(zone).includes(view);
}

/** The views that take the zone over. */
function otherViews({ options, model }: Zone): readonly string[] {
  const { configuration, view } = options;
  if (!configuration || view === '') return [];
  const name = model.names.text(model.apex).toLowerCase();
  return takenOver(configuration).get(`${name} ${view}`) ?? [];
}

function takenOver(configuration: Configuration): ReadonlyMap<string, string[]> {
  const zones = configuration.model?.zones;
  const known = TAKEN.get(configuration);
  if (known && known.zones === zones) return known.views;
  const views = new Map<string, string[]>();
  for (const { origin, inView, view } of zones ?? []) {
    if (!inView || !view) continue;
    const key = `${origin} ${inView.text}`;
    const same = views.get(key);
    if (same) same.push(view.name);
    else views.set(key, [view.name]);
  }
  TAKEN.set(configuration, { zones, views });
  return views;
}
