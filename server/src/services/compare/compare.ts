/** Two zones, RRset by RRset. */

import type { RrSet, ZoneTexts } from './rrsets.ts';

/** What is different of an RRset: it is on one side only, its data differ, or nothing but its TTL. */
export type Difference = 'left' | 'right' | 'data' | 'ttl';

export interface ChangedRrSet {
  readonly difference: Difference;
  readonly left: RrSet | undefined;
  readonly right: RrSet | undefined;
}

export interface Comparison {
  readonly left: ZoneTexts;
  readonly right: ZoneTexts;
  /** In the order of the zones. */
  readonly changed: readonly ChangedRrSet[];
  /** How many RRsets are the same. */
  readonly same: number;
}

/** What is different. Serials are not compared. */
export function compareZones(left: ZoneTexts, right: ZoneTexts): Comparison {
  const others = new Map(right.sets.map((set) => [set.key, set]));
  const changed: ChangedRrSet[] = [];
  let same = 0;
  // What only the right zone has comes behind the set that it follows there.
  const added = new Map<string, RrSet[]>();
  const known = new Set(left.sets.map(({ key }) => key));
  let last = '';
  for (const set of right.sets) {
    if (known.has(set.key)) last = set.key;
    else added.set(last, [...(added.get(last) ?? []), set]);
  }
  const takeAdded = (key: string): void => {
    for (const set of added.get(key) ?? []) changed.push({ difference: 'right', left: undefined, right: set });
  };
  takeAdded('');
  for (const set of left.sets) {
    const other = others.get(set.key);
    const difference = other ? differenceOf(set, other) : 'left';
    if (difference) changed.push({ difference, left: set, right: other });
    else same++;
    takeAdded(set.key);
  }
  return { left, right, changed, same };
}

function differenceOf(a: RrSet, b: RrSet): Difference | undefined {
  if (a.data.length !== b.data.length || a.data.some((text, i) => text !== b.data[i])) return 'data';
  return a.ttl === b.ttl ? undefined : 'ttl';
}
