/**
 * What the rules of one zone looked up in others. It is kept by the names that were asked for, not only by the zones that answered: a zone that
 * comes and knows better than the one that answered, or than none, is noticed as well.
 */
import { type NameId, type NameTable, NO_NAME, ROOT } from '../dns/names.ts';
import type { ZoneModel } from '../zone/model.ts';

/** What became of the zones of a workspace since others were last compared with them, each with the revision at which it did. */
export interface ZoneChanges {
  /** Those whose records are others now, and those that are no longer there. */
  readonly changed: ReadonlyMap<ZoneModel, number>;
  /** Those that were not there. */
  readonly came: ReadonlyMap<ZoneModel, number>;
  /** The latest of these revisions: most zones were checked after all of it. */
  readonly latest: number;
}

export class LookUps {
  readonly #names: NameTable;
  readonly #answered = new Set<ZoneModel>();
  /** The names above those that were asked for, up to the root. */
  readonly #above = new Set<NameId>();

  constructor(names: NameTable) {
    this.#names = names;
  }

  /** Remembers that a name was looked up, and which zone held it. */
  add(name: NameId, answer: ZoneModel | undefined): void {
    if (name < 0) return;
    if (answer) this.#answered.add(answer);
    // Names below one parent, such as the addresses of a network, cost one entry.
    let at = name === ROOT ? ROOT : this.#names.parent(name);
    for (; at !== NO_NAME && !this.#above.has(at); at = this.#names.parent(at)) this.#above.add(at);
  }

  clear(): void {
    this.#answered.clear();
    this.#above.clear();
  }

  /**
   * The first of the zones for which a look-up may be answered otherwise now; undefined where there is none. What happened up to the revision
   * `since` was there to be seen by all look-ups.
   */
  concernedBy({ changed, came, latest }: ZoneChanges, since: number): ZoneModel | undefined {
    if (latest <= since) return undefined;
    for (const zone of this.#answered) if ((changed.get(zone) ?? since) > since) return zone;
    for (const [zone, revision] of came) {
      if (revision <= since) continue;
      // The name itself may be the apex; names beside it cost a check in vain, and zones come seldom.
      if (this.#above.has(zone.apex) || this.#above.has(this.#names.parent(zone.apex))) return zone;
    }
    return undefined;
  }
}
