/**
 * What each zone was before: as it was opened or saved last, and as it was committed where the editor knows that. Tells whether its serial
 * was raised since, while typing and when the file is saved.
 */
import type { FixEdit } from '../../rules/rule.ts';
import type { PreviousVersion } from '../../rules/zone/context.ts';
import type { Steps } from '../../steps.ts';
import { TextBuffer } from '../../text/buffer.ts';
import { Zone } from '../../workspace/zone.ts';
import { contentFingerprint, type SavedZone, type SerialFormat, savedZone, serialEditOnSave } from './serial.ts';

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

  /** Remembers the text of a zone's own file as it was committed; undefined where there is none. */
  *committed(zone: Zone, text: string | undefined): Steps<void> {
    if (text === undefined) {
      this.#committed.delete(keyOf(zone));
      return;
    }
    const before = new Zone({ ...zone.options, buffer: new TextBuffer(text), rules: [] });
    before.begin();
    while (before.step()) yield;
    this.#committed.set(keyOf(zone), savedZone(before));
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

function keyOf({ options, model }: Zone): string {
  return `${options.uri} ${model.apex} ${options.view}`;
}
