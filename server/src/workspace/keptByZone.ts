/** What is kept of each zone of a list, so that after an edit of one of thousands only that one is asked. */
import type { Zone } from './zone.ts';

interface Kept<T> {
  /** By place in the list: the state of the zone's records that the value is of, negative where it is a part of them. */
  readonly states: number[];
  readonly values: T[];
}

/** Gives what `of` says of each zone of a list, in its order. It may look at what does not change with the zone, and at its records. */
export function keptByZone<T>(of: (zone: Zone) => T): (zones: readonly Zone[]) => readonly T[] {
  const lists = new WeakMap<readonly Zone[], Kept<T>>();
  return (zones) => {
    const kept: Kept<T> = lists.get(zones) ?? { states: [], values: [] };
    lists.set(zones, kept);
    for (let i = 0; i < zones.length; i++) {
      const { changes, isPart } = zones[i].model;
      const state = isPart ? -1 - changes : changes;
      if (kept.states[i] === state) continue;
      kept.states[i] = state;
      kept.values[i] = of(zones[i]);
    }
    return kept.values;
  };
}
