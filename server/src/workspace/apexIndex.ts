/** The zones by their apex: what is looked up for names outside of a zone. */
import { type NameId, type NameTable, NO_NAME } from '../dns/names.ts';
import type { ZoneModel } from '../zone/model.ts';
import { type Asker, closest, reverseZoneFor } from './closest.ts';
import { folderOf } from './paths.ts';
import type { Zone } from './zone.ts';

/** What another set of zones means for look-ups. */
export interface IndexChange {
  /** Zones that are no longer there. */
  readonly gone: readonly ZoneModel[];
  /** Zones that were not there, or stood elsewhere among those of the same apex. */
  readonly came: readonly ZoneModel[];
  /** True where the first reverse zone came or the last went. */
  readonly reverseTrees: boolean;
  /** True where a second zone came, or the last but one went. */
  readonly neighbours: boolean;
}

const NOTHING: readonly Zone[] = [];

export class ApexIndex {
  readonly #names: NameTable;
  readonly #reverseTrees: readonly NameId[];
  #byApex = new Map<NameId, Zone[]>();
  #hasReverseZones = false;
  #count = 0;
  /** What `relatedTo` answered last: names that are looked up one after the other mostly lie in one zone. */
  #related: { readonly asker: Asker; readonly copies: readonly Zone[]; readonly zone: Zone | undefined } | undefined;

  constructor(names: NameTable) {
    this.#names = names;
    this.#reverseTrees = ['in-addr.arpa.', 'ip6.arpa.'].map((name) => names.fromText(name));
  }

  /** True where a zone lies below in-addr.arpa or ip6.arpa. */
  get hasReverseZones(): boolean {
    return this.#hasReverseZones;
  }

  /** True where there is more than one zone. */
  get hasNeighbours(): boolean {
    return this.#count > 1;
  }

  /** Takes over the zones there are. */
  set(zones: Iterable<Zone>): IndexChange {
    const before = this.#byApex;
    const hadReverseZones = this.#hasReverseZones;
    const hadNeighbours = this.hasNeighbours;
    this.#byApex = new Map();
    this.#related = undefined;
    this.#hasReverseZones = false;
    this.#count = 0;
    for (const zone of zones) {
      const { apex, originKnown } = zone.model;
      // Hints say where to begin, and answer for no name.
      if (!originKnown || zone.options.settings.type === 'hint') continue;
      this.#count++;
      this.#hasReverseZones ||= this.#reverseTrees.some((tree) => this.#names.isWithin(apex, tree));
      const same = this.#byApex.get(apex);
      if (same) same.push(zone);
      else this.#byApex.set(apex, [zone]);
    }
    return {
      gone: missingIn(before, this.#byApex),
      came: movedIn(before, this.#byApex),
      reverseTrees: hadReverseZones !== this.#hasReverseZones,
      neighbours: hadNeighbours !== this.hasNeighbours,
    };
  }

  /** The zones of a name. */
  named(apex: NameId): readonly Zone[] {
    return this.#byApex.get(apex) ?? NOTHING;
  }

  /** The zone with the longest name that holds `name`: of several copies the first of those that are closest to who asks, else the first. */
  holding(name: NameId, asker: Asker | undefined): Zone | undefined {
    const zones = this.#copiesHolding(name);
    if (!asker) return zones[0];
    return zones.find((zone) => zone === asker) ?? closest(zones, asker)[0];
  }

  /** The one that rules of another zone compare it with: the closest of several copies; undefined where it is not clear which one that is. */
  relatedTo(asker: Asker, name: NameId): Zone | undefined {
    const copies = this.#copiesHolding(name);
    if (copies.length < 2) return copies[0];
    if (this.#related?.asker !== asker || this.#related.copies !== copies) {
      const zones = closest(copies, asker);
      this.#related = { asker, copies, zone: zones.length === 1 ? zones[0] : undefined };
    }
    return this.#related.zone;
  }

  /** The reverse zone that clients of the asker's view are answered from; where its configuration has none, the one that rules compare with. */
  reverseZoneFor(asker: Asker, name: NameId): Zone | undefined {
    const { zone, elsewhere } = reverseZoneFor(this.#reverseZonesHolding(name), asker);
    return zone ?? (elsewhere ? undefined : this.relatedTo(asker, name));
  }

  *#reverseZonesHolding(name: NameId): Iterable<readonly Zone[]> {
    for (let at = name; at !== NO_NAME; at = this.#names.parent(at)) {
      const zones = this.#byApex.get(at);
      if (zones) yield zones;
      if (this.#reverseTrees.includes(at)) return;
    }
  }

  /**
   * The zone that holds a name where the asker stands: of the zones of its configuration and view the one with the longest name; where no configuration
   * loads it, the one in the same folder that none loads either: what lies elsewhere may be of another server, or of another time.
   */
  besideOf(asker: Asker, name: NameId): Zone | undefined {
    const { configuration, view } = asker.options;
    if (!configuration) {
      const zone = this.relatedTo(asker, name);
      const isBeside = zone && folderOf(zone.options.uri) === folderOf(asker.options.uri);
      return isBeside && !zone.options.configuration ? zone : undefined;
    }
    for (let at = name; at !== NO_NAME; at = this.#names.parent(at)) {
      const zone = this.#byApex
        .get(at)
        ?.find(({ options }) => options.configuration === configuration && options.view === view);
      if (zone) return zone;
    }
    return undefined;
  }

  /** Those of the asker's configuration that hold a name in its other views, the one with the longest name of each. */
  inOtherViews({ options: { configuration, view } }: Asker, name: NameId): readonly Zone[] {
    if (!configuration) return NOTHING;
    const byView = new Map<string, Zone>();
    for (let at = name; at !== NO_NAME; at = this.#names.parent(at)) {
      for (const zone of this.#byApex.get(at) ?? NOTHING) {
        const { options } = zone;
        if (options.configuration !== configuration || options.view === view || byView.has(options.view)) continue;
        byView.set(options.view, zone);
      }
    }
    return [...byView.values()];
  }

  #copiesHolding(name: NameId): readonly Zone[] {
    for (let at = name; at !== NO_NAME; at = this.#names.parent(at)) {
      const zones = this.#byApex.get(at);
      if (zones) return zones;
    }
    return NOTHING;
  }
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
