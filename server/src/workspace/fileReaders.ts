/** Which zones read a file. Telling thousands of files, and saying what each of them is, asks it of every one. */
import type { Zone } from './zone.ts';
import { documentsRevision } from './zoneFiles.ts';

const NOBODY: readonly Zone[] = [];

export class FileReaders {
  readonly #zones: () => readonly Zone[];
  #byFile: ReadonlyMap<string, readonly Zone[]> = new Map();
  /** What they were found by. */
  #foundIn: readonly Zone[] | undefined;
  #revision = -1;

  constructor(zones: () => readonly Zone[]) {
    this.#zones = zones;
  }

  /** The zones that read a file, in their order, once for each time that they do. */
  of(uri: string): readonly Zone[] {
    const zones = this.#zones();
    const revision = documentsRevision();
    if (this.#foundIn !== zones || this.#revision !== revision) {
      this.#byFile = byFile(zones);
      this.#foundIn = zones;
      this.#revision = revision;
    }
    return this.#byFile.get(uri) ?? NOBODY;
  }
}

function byFile(zones: readonly Zone[]): ReadonlyMap<string, readonly Zone[]> {
  const found = new Map<string, Zone[]>();
  for (const zone of zones) {
    for (const { uri } of zone.documents) {
      const readers = found.get(uri);
      if (readers) readers.push(zone);
      else found.set(uri, [zone]);
    }
  }
  return found;
}
