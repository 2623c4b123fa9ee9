/** The changes of a renumbering as they are found: edits by kind, each place once, and what has to be said. */

import type { NameId } from '../../dns/names.ts';
import type { FixEdit } from '../../rules/rule.ts';
import type { Zone } from '../../workspace/zone.ts';
import type { ZoneRecord } from '../../zone/model.ts';

/** What kind of place an edit is in: one group of the preview each. */
export type ChangeKind = 'address' | 'pointer' | 'data' | 'generate' | 'configuration' | 'serial';

export interface ChangeEdit extends FixEdit {
  readonly kind: ChangeKind;
}

/** An RRset that is changed, which resolvers may have for so long. */
export interface ChangedSet {
  readonly owner: NameId;
  readonly type: number;
  readonly ttl: number;
  readonly view: string;
}

/** Add: old and new for a while. Replace: the new ones alone. */
export type RenumberMode = 'add' | 'replace';
export const RENUMBER_MODES: readonly RenumberMode[] = ['add', 'replace'];

export class Changes {
  readonly mode: RenumberMode;
  readonly zones = new Set<Zone>();
  readonly sets = new Map<string, ChangedSet>();
  /** What was left as it is, and why. */
  readonly left = new Set<string>();
  readonly #edits = new Map<string, ChangeEdit>();

  constructor(mode: RenumberMode) {
    this.mode = mode;
  }

  /** Takes an edit; one that is there already, as of a file that several zones read, is taken once. */
  edit(kind: ChangeKind, { uri, start, end, newText }: FixEdit): void {
    const key = `${uri} ${start} ${end} ${newText}`;
    if (!this.#edits.has(key)) this.#edits.set(key, { kind, uri, start, end, newText });
  }

  /** Notes that a zone says something else then. */
  touch(zone: Zone, record?: ZoneRecord): void {
    this.zones.add(zone);
    if (!record) return;
    const { owner, type, ttl } = record;
    const { view } = zone.options;
    const key = `${owner} ${type} ${ttl} ${view}`;
    if (!this.sets.has(key)) this.sets.set(key, { owner, type, ttl, view });
  }

  /** The edits so far, in the order in which they were found. */
  get edits(): readonly ChangeEdit[] {
    return [...this.#edits.values()];
  }
}
