/** What zones were at a revision, for the rules about serials. */
import type { PreviousVersion } from '../rules/zone/context.ts';
import { contentFingerprint, type SavedZone, savedZone } from '../services/zone/serial.ts';
import { versionOf } from '../services/zone/version.ts';
import { finish } from '../steps.ts';
import { decodeText } from '../workspace/fileSystem.ts';
import type { Zone } from '../workspace/zone.ts';
import type { Disk } from './disk.ts';
import { readerAt } from './revision.ts';

/** Tells what a zone's serial was at a revision, and whether its records are the same now; undefined where it was not there. */
export function previousAt(revision: string, disk: Disk): (zone: Zone) => PreviousVersion | undefined {
  const readThen = readerAt(revision);
  const known = new Map<string, SavedZone | undefined>();
  const savedThen = (zone: Zone): SavedZone | undefined => {
    const texts = new Map<string, string | undefined>();
    for (const { uri } of zone.documents) {
      const then = readThen(disk.pathOf(uri));
      if (then === 'same') continue;
      texts.set(uri, then && decodeText(then));
    }
    const { uri } = zone.options;
    if (texts.has(uri) && texts.get(uri) === undefined) return undefined;
    return savedZone(texts.size === 0 ? zone : finish(versionOf(zone, texts)));
  };
  return (zone) => {
    const key = `${zone.options.uri} ${zone.model.apex} ${zone.options.view}`;
    if (!known.has(key)) {
      // The zone as it was asks, too, and has nothing before it.
      known.set(key, undefined);
      known.set(key, savedThen(zone));
    }
    const then = known.get(key);
    if (then?.serial === undefined) return undefined;
    return { serial: then.serial, sameContent: then.fingerprint === contentFingerprint(zone) };
  };
}
