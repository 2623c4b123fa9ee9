/** `bailiwick check --watch`: checks again when something changes in the folders of what was read. */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { pathOf } from '../node/fileSystem.ts';
import { watchFolder } from '../node/watchFolder.ts';

export interface WatchOutput {
  /** Says what changed, before it is checked again. */
  readonly changed: (uri: string) => void;
}

/** Milliseconds in which changes are one: an editor or a checkout writes several files. */
const TOGETHER = 200;
/** Folders that are watched: each takes a handle of the system's. */
const MOST_FOLDERS = 4096;
/** Watching keeps no process alive by itself. */
const LONG = 1 << 30;

/** Runs a check, which gives the folders of what it read, again and again; never settles. */
export async function watchAndRun(run: () => Promise<Iterable<string>>, { changed }: WatchOutput): Promise<never> {
  for (;;) {
    const begun = Date.now();
    const folders = [...(await run())].slice(0, MOST_FOLDERS);
    changed(await nextChange(folders, begun));
  }
}

/** The file that changed first since a time; settles when nothing has changed for a moment. */
function nextChange(folders: readonly string[], since: number): Promise<string> {
  return new Promise((resolve) => {
    const alive = setInterval(() => undefined, LONG);
    let first: string | undefined;
    let quiet: NodeJS.Timeout | undefined;
    const notice = (uri: string): void => {
      first ??= uri;
      clearTimeout(quiet);
      quiet = setTimeout(() => {
        for (const stop of stops) stop();
        clearInterval(alive);
        resolve(first ?? uri);
      }, TOGETHER);
    };
    const stops = folders.map((folder) => watchFolder(folder, notice));
    // What changed while it was checked, nobody watched.
    for (const folder of folders) for (const uri of newerIn(folder, since)) notice(uri);
  });
}

/** What was written in a folder since a time: files, or the folder itself where one came or went. */
function newerIn(folder: string, since: number): string[] {
  const path = pathOf(folder);
  if (path === undefined) return [];
  try {
    const names = [...readdirSync(path), '.'];
    const newer = names.filter(
      (name) => (statSync(join(path, name), { throwIfNoEntry: false })?.mtimeMs ?? 0) >= since,
    );
    return newer.map((name) => (name === '.' ? folder : pathToFileURL(join(path, name)).href));
  } catch {
    return [];
  }
}
