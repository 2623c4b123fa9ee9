/** Which of several zones of one name is meant by whoever asks: the copies of a zone in views, and in folders of several sites. */
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
