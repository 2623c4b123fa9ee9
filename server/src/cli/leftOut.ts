/** Files that a check leaves out of the folders it is given: those that git ignores, and those that the user excludes. */
import { existsSync, realpathSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { FileSystem } from '../workspace/fileSystem.ts';
import { excludes } from '../workspace/folderPatterns.ts';
import type { Disk } from './disk.ts';
import { git } from './git.ts';

/** True where one of the patterns excludes a file, by its path from `cwd`. */
export function excluder(patterns: readonly string[], cwd: string): (path: string) => boolean {
  const here = realpathSync(cwd);
  return (path) => {
    const from = relative(here, path);
    return patterns.some((pattern) => excludes(pattern, from));
  };
}

/** The disk whose folders do not show what is left out; what is named or included is read all the same. */
export function withoutLeftOut(disk: Disk, isExcluded: (path: string) => boolean): Disk {
  const ignored = new IgnoredPaths();
  const { list } = disk.system;
  const system: FileSystem = {
    ...disk.system,
    list: async (uri) => {
      const folder = disk.pathOf(uri);
      const entries = await list(uri);
      return entries.filter(({ name }) => {
        const path = join(folder, name);
        return !isExcluded(path) && !ignored.has(path, folder);
      });
    },
  };
  return { ...disk, system };
}

/** What git ignores: one question for each repository. */
class IgnoredPaths {
  readonly #byFolder = new Map<string, string | undefined>();
  readonly #byTop = new Map<string, ReadonlySet<string>>();

  has(path: string, folder: string): boolean {
    const top = this.#topOf(folder);
    if (top === undefined) return false;
    let ignored = this.#byTop.get(top);
    if (!ignored) {
      ignored = ignoredIn(top);
      this.#byTop.set(top, ignored);
    }
    return ignored.has(path);
  }

  /** The repository that a folder lies in. */
  #topOf(folder: string): string | undefined {
    if (!this.#byFolder.has(folder)) {
      const above = dirname(folder);
      const top = existsSync(join(folder, '.git')) ? folder : above === folder ? undefined : this.#topOf(above);
      this.#byFolder.set(folder, top);
    }
    return this.#byFolder.get(folder);
  }
}

/** The files and folders that git ignores below a folder; none where git is not there. */
function ignoredIn(top: string): ReadonlySet<string> {
  try {
    const words = ['ls-files', '--others', '--ignored', '--exclude-standard', '--directory', '-z'];
    const names = git(top, words).toString().split('\0');
    return new Set(names.flatMap((name) => (name === '' ? [] : join(top, name.replace(/\/$/, '')))));
  } catch {
    return new Set();
  }
}
