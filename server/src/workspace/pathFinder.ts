/**
 * Where a path leads: the one place that decides which file a path in a configuration or a zone file means, and whether that file may be read.
 */
import type { TextBuffer } from '../text/buffer.ts';
import type { Files } from './files.ts';
import { folderOf, isWithinFolder, longestSuffix, normalUri, pathParts, resolvePath } from './paths.ts';
import { isAloneUri } from './standing.ts';

/** What a path leads to. */
export type PathTarget =
  | { readonly kind: 'file'; readonly uri: string; readonly buffer: TextBuffer }
  /** Certainly not there: the server will not start with it. */
  | { readonly kind: 'missing' }
  /** Not read yet, or not to be read: nothing can be said. `isThere` where the file is known to be there all the same. */
  | { readonly kind: 'unknown'; readonly isThere?: boolean };

/** Where a path stands: what it is relative to. */
export interface PathPlace {
  /** The file that the path stands in. */
  readonly from: string;
  /** The server's working directory, where the configuration says it. */
  readonly directory: string | undefined;
  /** The configuration's outermost file; undefined for a zone that no configuration loads. */
  readonly root: string | undefined;
}

export class PathFinder {
  readonly #files: Files;
  #folders: readonly string[] = [];
  #trusted = true;
  /** Where paths lead, as long as no file comes or goes: a configuration's are asked for after every edit. */
  readonly #found = new Map<string, PathTarget>();
  #foundAt = -1;

  constructor(files: Files) {
    this.#files = files;
  }

  /** Files outside of these folders are read only where the user trusts the workspace. */
  setReach(folders: readonly string[], trusted: boolean): void {
    this.#folders = folders.map(normalUri);
    this.#trusted = trusted;
    this.#found.clear();
  }

  /**
   * The file that a path means. A configuration's relative paths start in the server's working directory: what `directory` says, or the folder
   * of its outermost file; the folder of the file that the path stands in is tried last.
   */
  find(path: string, place: PathPlace): PathTarget {
    if (this.#foundAt !== this.#files.generation) {
      this.#found.clear();
      this.#foundAt = this.#files.generation;
    }
    const key = `${path}\n${place.from}\n${place.directory ?? ''}\n${place.root ?? ''}`;
    const known = this.#found.get(key);
    if (known) return known;
    const target = this.#lookFor(path, place);
    this.#found.set(key, target);
    return target;
  }

  #lookFor(path: string, place: PathPlace): PathTarget {
    if (path === '') return { kind: 'missing' };
    if (path.includes('\0') || isAloneUri(place.root ?? place.from)) return { kind: 'unknown' };
    let open = false;
    let certain = true;
    let isThere = false;
    for (const uri of candidatesOf(path, place)) {
      if (!this.#mayRead(uri)) {
        certain = false;
        continue;
      }
      const buffer = this.#files.buffer(uri);
      if (buffer) return { kind: 'file', uri, buffer };
      if (!this.#files.isAbsent(uri)) open = true;
      else if (!this.#files.isCertainlyAbsent(uri)) {
        certain = false;
        if (this.#files.isUnreadable(uri)) isThere = true;
      }
    }
    if (open) return { kind: 'unknown' };
    // The workspace may be a copy of the server's folders.
    const { directory } = place;
    const wanted = directory !== undefined && !path.startsWith('/') ? `${directory}/${path}` : path;
    const copy = longestSuffix(wanted, this.#files.listedAs(pathParts(wanted).at(-1) ?? ''));
    if (copy !== undefined && this.#mayRead(copy)) {
      const buffer = this.#files.buffer(copy);
      if (buffer) return { kind: 'file', uri: copy, buffer };
      return { kind: 'unknown', isThere: isThere || this.#files.isUnreadable(copy) };
    }
    return certain ? { kind: 'missing' } : { kind: 'unknown', isThere };
  }

  /** The names in the folder that a path in a configuration means, where it is certain that it is that folder. */
  namesIn(path: string, root: string): ReadonlySet<string> | undefined {
    if (isAloneUri(root)) return undefined;
    const folder = resolvePath(folderOf(root), path);
    const names = this.#mayRead(folder) ? this.#files.namesIn(folder) : undefined;
    return names === 'asked' ? undefined : names;
  }

  /** Tells of paths whether no folder is there that could hold their file, asked once for all files of a folder. */
  folderLookup(): (path: string, place: PathPlace) => boolean {
    // An editor may have files open in folders that are not there yet.
    const folders = new Set([...this.#files.opened].map(folderOf));
    const known = new Map<string, boolean>();
    return (path, place) => {
      const slash = path.lastIndexOf('/');
      if (isAloneUri(place.root ?? place.from) || this.#files.listedAs(path.slice(slash + 1)).length > 0) return false;
      const key = `${place.from}\n${path.slice(0, Math.max(slash, 0))}`;
      let isNowhere = known.get(key);
      if (isNowhere === undefined) {
        const readable = [...candidatesOf(path, place)].filter((file) => this.#mayRead(file));
        isNowhere = readable.map(folderOf).every((candidate) => {
          const kind = this.#files.kind(candidate);
          return kind !== 'directory' && kind !== 'file' && !folders.has(candidate);
        });
        known.set(key, isNowhere);
      }
      return isNowhere;
    };
  }

  #mayRead(uri: string): boolean {
    if (this.#trusted || this.#files.isOpen(uri)) return true;
    return this.#folders.some((folder) => isWithinFolder(uri, folder));
  }
}

/** Where the file of a path may be; the first is tried first. */
function candidatesOf(path: string, { from, directory, root }: PathPlace): Set<string> {
  const folder = folderOf(from);
  const base = root === undefined ? folder : folderOf(root);
  const candidates = new Set<string>();
  if (!path.startsWith('/')) {
    if (directory !== undefined) candidates.add(resolvePath(resolvePath(base, directory), path));
    candidates.add(resolvePath(base, path));
  }
  candidates.add(resolvePath(folder, path));
  return candidates;
}
