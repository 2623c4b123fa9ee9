/** Has changes on disk told: by the client where it can watch files, else by the platform, as far as it goes. */
import { t } from '../l10n.ts';
import { folderOf } from '../workspace/paths.ts';
import { SETTINGS_FILE } from '../workspace/settingsFile/read.ts';
import type { ClientRequests } from './clientRequests.ts';
import type { Folders } from './folders.ts';
import type { InitializationOptions } from './protocol.ts';
import type { Runtime } from './runtime.ts';

/** Folders that are watched here: each takes a handle of the system's. */
const MOST_FOLDERS = 1000;

export interface WatchingOptions {
  readonly client: ClientRequests;
  readonly runtime: Pick<Runtime, 'watch'>;
  readonly folders: Folders;
  readonly listed: () => readonly string[];
  readonly log: (message: string) => void;
  /** Something came, went or changed. */
  changed(uri: string, isOther: boolean): void;
}

export class Watching {
  readonly #options: WatchingOptions;
  /** True where nobody but the platform tells. */
  #isOwn = false;
  #watched = new Map<string, () => void>();
  #isTold = false;

  constructor(options: WatchingOptions) {
    this.#options = options;
  }

  /** Begins, once the client is ready. */
  begin({ watches }: Pick<InitializationOptions, 'watches'>): void {
    if (watches === true) return;
    const { client, runtime } = this.#options;
    if (client.watchesFiles) client.watchFiles(['**/*', `**/${SETTINGS_FILE}`]);
    else this.#isOwn = runtime.watch !== undefined;
    this.update();
  }

  /** The files of the folders are others. */
  update(): void {
    const { folders, runtime, listed, log, changed } = this.#options;
    if (!this.#isOwn || !runtime.watch) return;
    const wanted = new Set(folders.uris);
    for (const uri of listed()) {
      if (wanted.size >= MOST_FOLDERS) break;
      wanted.add(folderOf(uri));
    }
    if (wanted.size >= MOST_FOLDERS && !this.#isTold) {
      this.#isTold = true;
      log(
        t`Changes on disk are noticed in the first ${MOST_FOLDERS} folders only, and when files are opened or saved.`,
      );
    }
    for (const [folder, stop] of this.#watched) {
      if (wanted.has(folder)) continue;
      stop();
      this.#watched.delete(folder);
    }
    for (const folder of wanted) {
      if (!this.#watched.has(folder)) this.#watched.set(folder, runtime.watch(folder, changed));
    }
  }
}
