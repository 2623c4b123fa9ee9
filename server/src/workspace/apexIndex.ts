/** The zones by their apex: what is looked up for names outside of a zone. */
import { type NameId, type NameTable, NO_NAME } from '../dns/names.ts';
import type { ZoneModel } from '../zone/model.ts';
import type { Zone } from './zone.ts';

/** What another set of zones means for look-ups. */
export interface IndexChange {
  /** Zones that are no longer there. */
  readonly gone: readonly ZoneModel[];
  /** Zones that were not there, or stood elsewhere among those of the same apex. */
  readonly came: readonly ZoneModel[];
  /** True where the first reverse zone came or the last went. */
  readonly reverseTrees: boolean;
}

const NOTHING: readonly Zone[] = [];

export class ApexIndex {
  readonly #names: NameTable;
  readonly #reverseTrees: readonly NameId[];
  #byApex = new Map<NameId, Zone[]>();
  #hasReverseZones = false;

  constructor(names: NameTable) {
    this.#names = names;
    this.#reverseTrees = ['in-addr.arpa.', 'ip6.arpa.'].map((name) => names.fromText(name));
  }

  /** True where a zone lies below in-addr.arpa or ip6.arpa. */
  get hasReverseZones(): boolean {
    return this.#hasReverseZones;
  }

  /** Takes over the zones there are. */
  set(zones: Iterable<Zone>): IndexChange {
    const before = this.#byApex;
    const hadReverseZones = this.#hasReverseZones;
    this.#byApex = new Map();
    this.#hasReverseZones = false;
    for (const zone of zones) {
      const { apex, originKnown } = zone.model;
      if (!originKnown) continue;
      this.#hasReverseZones ||= this.#reverseTrees.some((tree) => this.#names.isWithin(apex, tree));
      const same = this.#byApex.get(apex);
      if (same) same.push(zone);
      else this.#byApex.set(apex, [zone]);
    }
    return {
      gone: missingIn(before, this.#byApex),
      came: movedIn(before, this.#byApex),
      reverseTrees: hadReverseZones !== this.#hasReverseZones,
    };
  }

  /** The zone with the longest name that holds `name`; of several in different views the one in `view`, else the first. */
  holding(name: NameId, view: string): Zone | undefined {
    const zones = this.#copiesHolding(name);
    return zones.find((zone) => zone.options.view === view) ?? zones[0];
  }

  /**
   * The one that rules of another zone compare it with: of several copies the one of the same configuration, in the same view where it has one; else
   * the only one in the nearest folder. Undefined where that is not clear.
   */
  relatedTo(asker: Asker, name: NameId): Zone | undefined {
    const zones = this.#copiesHolding(name);
    return zones.length > 1 ? nearest(zones, asker) : zones[0];
  }

  #copiesHolding(name: NameId): readonly Zone[] {
    for (let at = name; at !== NO_NAME; at = this.#names.parent(at)) {
      const zones = this.#byApex.get(at);
      if (zones) return zones;
    }
    return NOTHING;
  }
}

/** Who looks a name up. */
export interface Asker extends Pick<Zone['options'], 'uri' | 'configuration' | 'view'> {}

function nearest(zones: readonly Zone[], { uri, configuration, view }: Asker): Zone | undefined {
  const related = configuration ? zones.filter(({ options }) => options.configuration === configuration) : [];
  if (related.length > 0) return related.find(({ options }) => options.view === view) ?? related[0];
  const distances = zones.map(({ options }) => stepsBetween(uri, options.uri));
  const least = distances.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const first = distances.indexOf(least);
  return distances.indexOf(least, first + 1) < 0 ? zones[first] : undefined;
}

/** How many folders one goes up and down from one file to the other. */
function stepsBetween(from: string, to: string): number {
  const [a, b] = [from.split('/'), to.split('/')];
  let same = 0;
  while (same < a.length - 1 && same < b.length - 1 && a[same] === b[same]) same++;
  return a.length + b.length - 2 * same - 2;
}

type ByApex = ReadonlyMap<NameId, readonly Zone[]>;

function missingIn(before: ByApex, now: ByApex): ZoneModel[] {
  const missing: ZoneModel[] = [];
  for (const [apex, zones] of before) {
    const present = now.get(apex);
    for (const zone of zones) if (!present?.includes(zone)) missing.push(zone.model);
  }
  return missing;
}

function movedIn(before: ByApex, now: ByApex): ZoneModel[] {
  const moved: ZoneModel[] = [];
  for (const [apex, zones] of now) {
    const same = before.get(apex);
    // Which of several answers is another thing with one more or less.
    const isOther = same?.length !== zones.length;
    for (const [at, zone] of zones.entries()) if (isOther || same?.[at] !== zone) moved.push(zone.model);
  }
  return moved;
}
