/**
 * The zone files in the workspace's folders that no configuration loads and no editor holds. They answer for their names and are told of as those of
 * a configuration are, so that a problem stays when the editor lets go of the file that caused it.
 */
import type { TextBuffer } from '../text/buffer.ts';
import type { Files } from './files.ts';
import type { ListedNames } from './listedNames.ts';
import { looksOf, SNIFFED } from './sniff.ts';

/** Closed files of the folders that are read as zones. */
const FOLDER_ZONES = 5000;

/** What signers leave beside the file that people edit. */
const SIGNED = /\.signed$/i;

export interface FolderZonesOptions {
  readonly files: Files;
  readonly named: ListedNames;
  /** Hears once of each list of files that there are more zone files than are read. */
  readonly onCut: (most: number) => void;
}

export class FolderZones {
  readonly #options: FolderZonesOptions;
  /** What the names of a list of files say, which is looked at once. */
  #named: { readonly listed: readonly string[]; readonly uris: readonly string[] } | undefined;
  /** Whether texts are zones: a closed file has the same text as long as it is the same object. */
  readonly #known = new WeakMap<TextBuffer, boolean>();

  constructor(options: FolderZonesOptions) {
    this.#options = options;
  }

  /** Those of the files that are zones, with their texts as far as they are at hand. What is not is asked for. */
  *zones(): Iterable<readonly [uri: string, buffer: TextBuffer]> {
    const { files } = this.#options;
    for (const uri of this.#names()) {
      if (files.isOpen(uri)) continue;
      const buffer = files.buffer(uri);
      if (buffer && this.#isZone(buffer)) yield [uri, buffer];
    }
  }

  #names(): readonly string[] {
    const { files, named, onCut } = this.#options;
    const { listed } = files;
    if (this.#named?.listed === listed) return this.#named.uris;
    const there = new Set(listed);
    const uris = [...named.of('zone'), ...named.perhapsZones].filter(
      (uri) => !SIGNED.test(uri) || !there.has(uri.replace(SIGNED, '')),
    );
    if (uris.length > FOLDER_ZONES) onCut(FOLDER_ZONES);
    this.#named = { listed, uris: uris.slice(0, FOLDER_ZONES) };
    return this.#named.uris;
  }

  /** A part of a zone says nothing without the file that includes it, and other programs have files with such names too. */
  #isZone(buffer: TextBuffer): boolean {
    let isZone = this.#known.get(buffer);
    if (isZone === undefined) {
      isZone = looksOf(buffer.slice(0, Math.min(buffer.length, SNIFFED + 1))) === 'zone';
      this.#known.set(buffer, isZone);
    }
    return isZone;
  }
}
