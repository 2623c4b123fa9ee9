/**
 * What each zone was before: as it was opened or saved last, and as it was committed where the editor knows that. Tells whether its serial
 * was raised since, while typing and when the file is saved.
 */
import type { FixEdit } from '../../rules/rule.ts';
import type { PreviousVersion } from '../../rules/zone/context.ts';
import type { Steps } from '../../steps.ts';
import type { Zone } from '../../workspace/zone.ts';
import { contentFingerprint, type SavedZone, type SerialFormat, savedZone, serialEditOnSave } from './serial.ts';
import { versionOf } from './version.ts';

export class SavedZones {
  readonly #saved = new Map<string, SavedZone>();
  readonly #committed = new Map<string, SavedZone>();

  /** Remembers zones that are not known yet: what they are when their files are opened. */
  opened(zones: Iterable<Zone>): void {
    for (const zone of zones) if (!this.#saved.has(keyOf(zone))) this.#saved.set(keyOf(zone), savedZone(zone));
  }

  /** Remembers what zones are now: their files were saved. */
  saved(zones: Iterable<Zone>): void {
    for (const zone of zones) this.#saved.set(keyOf(zone), savedZone(zone));
  }

  /**
   * Remembers a zone as it was committed. `texts` has those of its files, undefined where one was not committed; the other files are as they are now. Where
   * its own was not, there is none.
   */
  *committed(zone: Zone, texts: ReadonlyMap<string, string | undefined>): Steps<void> {
    const { uri } = zone.options;
    if (texts.has(uri) && texts.get(uri) === undefined) {
      this.#committed.delete(keyOf(zone));
      return;
    }
    this.#committed.set(keyOf(zone), savedZone(yield* versionOf(zone, texts)));
  }

  /** Remembers that a zone's files are as they were committed; true where it was compared with something else before. */
  asCommitted(zone: Zone): boolean {
    const key = keyOf(zone);
    const before = this.#committed.get(key) ?? this.#saved.get(key);
    const now = savedZone(zone);
    this.#committed.delete(key);
    this.#saved.set(key, now);
    return before?.fingerprint !== now.fingerprint || before.serial !== now.serial;
  }

  /** The version that a zone's serial is compared with: the committed one, which is what servers have, else the saved one. */
  previous(zone: Zone): PreviousVersion | undefined {
    const before = this.#committed.get(keyOf(zone)) ?? this.#saved.get(keyOf(zone));
    if (before?.serial === undefined) return undefined;
    return { serial: before.serial, sameContent: before.fingerprint === contentFingerprint(zone) };
  }

  /** The edit that raises a zone's serial, where its records changed since and its serial did not. */
  edit(zone: Zone, format: SerialFormat, now: Date): FixEdit | undefined {
    const key = keyOf(zone);
    return serialEditOnSave(zone, this.#committed.get(key) ?? this.#saved.get(key), format, now);
  }
}

/** The same whichever workspace the zone is one of. */
function keyOf({ options, model }: Zone): string {
  return `${options.uri} ${model.names.text(model.apex)} ${options.view}`;
}
