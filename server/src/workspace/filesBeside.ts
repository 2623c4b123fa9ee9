/** What lies beside zone files that named keeps itself: journals, and signed copies. */
import type { ZoneSettings } from '../rules/zone/context.ts';
import type { Files } from './files.ts';
import { baseName, folderOf } from './paths.ts';
import type { ZoneSetup } from './zoneSetup.ts';

type Beside = NonNullable<ZoneSettings['beside']>;

/** The same setup with what lies beside: zones that share a setup share these too. */
const SETUPS = new WeakMap<ZoneSetup, Partial<Record<Beside, ZoneSetup>>>();

export class FilesBeside {
  readonly #files: Files;
  /** By folder, so that each is looked at once. */
  readonly #names = new Map<string, ReadonlySet<string> | undefined>();

  constructor(files: Files) {
    this.#files = files;
  }

  /** The setup of a zone with the file `uri`. */
  setup(uri: string, setup: ZoneSetup): ZoneSetup {
    const beside = this.#besideOf(uri, setup);
    if (!beside) return setup;
    let own = SETUPS.get(setup);
    if (!own) {
      own = {};
      SETUPS.set(setup, own);
    }
    own[beside] ??= { ...setup, settings: { ...setup.settings, beside } };
    return own[beside];
  }

  #besideOf(uri: string, { settings: { type, dynamic, signed } }: ZoneSetup): Beside | undefined {
    if (type !== 'primary' || (!dynamic && !signed)) return undefined;
    const names = this.#namesIn(folderOf(uri));
    const name = baseName(uri);
    if (dynamic) return names?.has(`${name}.jnl`) ? 'journal' : undefined;
    // The journal of the signed copy comes before the copy is written. One of the file itself has what a reload found in it, which the file says too.
    return names?.has(`${name}.signed`) || names?.has(`${name}.signed.jnl`) ? 'signed' : undefined;
  }

  #namesIn(folder: string): ReadonlySet<string> | undefined {
    if (!this.#names.has(folder)) {
      const names = this.#files.namesIn(folder);
      this.#names.set(folder, names === 'asked' ? undefined : names);
    }
    return this.#names.get(folder);
  }
}
