/** Which of several zones of one name is meant by whoever asks: the copies of a zone in views, and in folders of several sites. */
import type { ZoneSettings } from '../rules/zone/context.ts';
import { answersIn } from '../rules/zone/support/views.ts';
import type { Zone } from './zone.ts';

/** Who looks a name up. */
export interface Asker {
  readonly options: Pick<Zone['options'], 'uri' | 'configuration' | 'view'>;
}

/**
 * Of zones of one name those that are closest: the one of the same configuration, in the same view where it has one; else those in the nearest
 * folder, in the same view where some are. Where it is not clear which one is meant, several.
 */
export function closest<Of extends Asker>(zones: readonly Of[], { options: asker }: Asker): readonly Of[] {
  if (zones.length < 2) return zones;
  const { uri, configuration, view } = asker;
  const related = configuration ? zones.filter(({ options }) => options.configuration === configuration) : [];
  if (related.length > 0) return [related.find(({ options }) => options.view === view) ?? related[0]];
  const distances = zones.map(({ options }) => stepsBetween(uri, options.uri));
  const least = distances.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const near = zones.filter((_, i) => distances[i] === least);
  const ofView = near.filter(({ options }) => options.view === view);
  return ofView.length > 0 ? ofView : near;
}

/** How many folders one goes up and down from one file to the other. */
function stepsBetween(from: string, to: string): number {
  const [a, b] = [from.split('/'), to.split('/')];
  let same = 0;
  while (same < a.length - 1 && same < b.length - 1 && a[same] === b[same]) same++;
  return a.length + b.length - 2 * same - 2;
}

/** A reverse zone that is looked for. */
interface ReverseZone extends Asker {
  readonly options: Asker['options'] & { readonly settings: Pick<ZoneSettings, 'view'> };
}

/**
 * Which reverse zone clients of the asker's view are answered from, of the zones of its configuration: `copies` has those of one name, the longest name
 * first. `elsewhere` is one that only other views have: for this one a resolver asks the Internet, or nobody.
 */
export function reverseZoneFor<Of extends ReverseZone>(
  copies: Iterable<readonly Of[]>,
  { options: { configuration, view } }: Asker,
): { readonly zone?: Of; readonly elsewhere?: Of } {
  if (!configuration) return {};
  let elsewhere: Of | undefined;
  for (const zones of copies) {
    const own = zones.filter(({ options }) => options.configuration === configuration);
    const zone = own.find(({ options }) => answersIn(options.settings.view, view));
    if (zone) return { zone };
    elsewhere ??= own[0];
  }
  return elsewhere ? { elsewhere } : {};
}
