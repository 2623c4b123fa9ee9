/** The names of zones of a configuration that were passed over, kept from one reading to the next. */
import type { AlikeZone } from '../conf/alike.ts';
import type { NameId, NameTable } from '../dns/names.ts';

/** The zones in their order, and the name of each. */
export interface Origins {
  readonly zones: readonly AlikeZone[];
  readonly origins: readonly NameId[];
}

export const NO_ORIGINS: Origins = { zones: [], origins: [] };

/** So many zones are missing, or new, at most, where the next one is looked for where it stood. */
const FEW = 8;

/** Names that are asked for in the order of before, most of which were there: no table of tens of thousands is to be searched. */
export class OriginsAgain {
  readonly #before: Origins;
  readonly #names: NameTable;
  readonly #zones: AlikeZone[] = [];
  readonly #origins: NameId[] = [];
  #next = 0;
  #missed = 0;
  #places: ReadonlyMap<AlikeZone, number> | undefined;

  constructor(before: Origins, names: NameTable) {
    this.#before = before;
    this.#names = names;
  }

  /** All that were asked for. */
  get all(): Origins {
    return { zones: this.#zones, origins: this.#origins };
  }

  of(zone: AlikeZone): NameId {
    const place = this.#placeOf(zone);
    const origin = place === undefined ? this.#names.fromText(zone.name) : this.#before.origins[place];
    if (place !== undefined) this.#next = place + 1;
    this.#missed = place === undefined ? this.#missed + 1 : 0;
    this.#zones.push(zone);
    this.#origins.push(origin);
    return origin;
  }

  /** Where a zone stood before. */
  #placeOf(zone: AlikeZone): number | undefined {
    const { zones } = this.#before;
    for (let at = this.#next; at <= this.#next + FEW; at++) if (zones[at] === zone) return at;
    if (this.#missed < FEW) return undefined;
    this.#places ??= new Map(zones.map((each, i) => [each, i]));
    return this.#places.get(zone);
  }
}
