/**
 * Where a path leads: the one place that decides which file a path in a configuration or a zone file means, and whether that file may be read.
 */
import { URI } from 'vscode-uri';
import type { TextBuffer } from '../text/buffer.ts';
import type { Files } from './files.ts';
import { isPattern, matchesGlob } from './glob.ts';
import { folderOf, isWithinFolder, longestSuffix, normalUri, pathParts, posixPath, resolvePath } from './paths.ts';
import { isAloneUri } from './standing.ts';

/** Why a file is not read: it is one of another machine, a folder, there and not to be read, or out of reach in a workspace that is not trusted. */
export type WhyUnread = 'elsewhere' | 'folder' | 'unreadable' | 'untrusted';

/** What a path leads to. */
export type PathTarget =
  | { readonly kind: 'file'; readonly uri: string; readonly buffer: TextBuffer }
  /** Certainly not there: the server will not start with it. */
  | { readonly kind: 'missing' }
  /** Not read yet, or not to be read, which `why` says: nothing can be said of what is in it. `uri` is what is there and not read. */
  | { readonly kind: 'unknown'; readonly why?: WhyUnread; readonly uri?: string };

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
  #folderPaths: readonly string[] = [];
  #trusted = true;
  #root: string | undefined;
  #rootOf: (configuration: string) => string | undefined = () => undefined;
  /** Where paths lead, as long as no file comes or goes: a configuration's are asked for after every edit. */
  readonly #found = new Map<string, Map<string, PathTarget>>();
  /** The same where it is not known yet. */
  readonly #asked = new Map<string, Map<string, PathTarget>>();
  readonly #homes = new Map<string, readonly Home[]>();
  /** Whether relative paths in a place are those of another machine. */
  readonly #elsewhere = new Map<string, boolean>();
  /** The place that was asked for last, and its key: thousands of paths are named in one. */
  #askedOf: { readonly place: PathPlace; readonly key: string } | undefined;
  /** The folders of the files that an editor holds. */
  #opened: ReadonlySet<string> | undefined;
  #foundAt = -1;
  #changes = -1;

  constructor(files: Files) {
    this.#files = files;
  }

  /**
   * Files outside of these folders are read only where the user trusts the workspace. `root` is the folder that is / for the server, `rootOf` the one of
   * the server of a configuration.
   */
  setReach(
    folders: readonly string[],
    trusted: boolean,
    root?: string,
    rootOf: (configuration: string) => string | undefined = () => undefined,
  ): void {
    this.#folders = folders.map(normalUri);
    this.#folderPaths = this.#folders.map((folder) => URI.parse(folder).path).filter((path) => path !== '/');
    this.#homes.clear();
    this.#elsewhere.clear();
    this.#trusted = trusted;
    this.#root = root;
    this.#rootOf = rootOf;
    this.#found.clear();
    this.#asked.clear();
  }

  /**
   * The file that a path means. A configuration's relative paths start in the server's working directory: what `directory` says, or the folder
   * of its outermost file; the folder of the file that the path stands in is tried last, and only where that directory is not there.
   * An absolute path is one of this machine only where the configuration lies where named reads it.
   */
  find(named: string, namedAt: PathPlace): PathTarget {
    this.#keepUp();
    const path = posixPath(named);
    const key = this.#keyOf(namedAt);
    const known = this.#found.get(key)?.get(path) ?? this.#asked.get(key)?.get(path);
    if (known) return known;
    const target = this.#lookFor(path, posixPlace(namedAt));
    const isAsked = target.kind === 'unknown' && !target.why;
    const targets = isAsked ? this.#asked : this.#found;
    const there = targets.get(key) ?? new Map<string, PathTarget>();
    targets.set(key, there.set(path, target));
    return target;
  }

  /** What a place is known by. */
  #keyOf(place: PathPlace): string {
    if (this.#askedOf?.place !== place) {
      const { from, directory, root } = place;
      this.#askedOf = { place, key: `${from}\n${directory ?? ''}\n${root ?? ''}` };
    }
    return this.#askedOf.key;
  }

  /** True where the user says which folder is / for the server of a configuration. */
  #isRooted({ root }: PathPlace): boolean {
    return root !== undefined && this.#rootOf(root) !== undefined;
  }

  #openedFolders(): ReadonlySet<string> {
    this.#opened ??= new Set([...this.#files.opened].map(folderOf));
    return this.#opened;
  }

  /** Forgets what may be another now. */
  #keepUp(): void {
    if (this.#foundAt === this.#files.generation) return;
    this.#foundAt = this.#files.generation;
    // What was asked for may be there now.
    this.#asked.clear();
    if (this.#changes === this.#files.changes) return;
    this.#changes = this.#files.changes;
    this.#found.clear();
    this.#homes.clear();
    this.#elsewhere.clear();
    this.#opened = undefined;
  }

  #lookFor(path: string, place: PathPlace): PathTarget {
    if (path === '') return { kind: 'missing' };
    if (isAloneUri(place.root ?? place.from)) return { kind: 'unknown' };
    if (path.includes('\0')) return { kind: 'unknown', why: 'elsewhere' };
    const { where, isSure } = this.#candidatesOf(path, place);
    if (where === 'asked') return { kind: 'unknown' };
    let open = false;
    let why: WhyUnread | undefined = isSure ? undefined : 'elsewhere';
    let there: string | undefined;
    for (const uri of where) {
      if (!this.mayRead(uri)) {
        why = 'untrusted';
        continue;
      }
      const buffer = this.#files.buffer(uri);
      if (buffer) return { kind: 'file', uri, buffer };
      const state = this.#files.whyAbsent(uri);
      if (state === 'asked') open = true;
      else if (state === 'folder' || state === 'unreadable') {
        why = state;
        there = uri;
      } else if (state === 'nowhere') why ??= 'elsewhere';
    }
    if (open) return { kind: 'unknown' };
    // Where no `directory` is set, named's working directory is the one that it was started in.
    const isFromStart =
      place.directory === undefined && place.root !== undefined && !this.#isRooted(place) && path.includes('/', 1);
    if (!isSure || isFromStart) {
      // The workspace may be a copy of the server's folders.
      const wanted = wholePath(path, place.directory);
      const copy = longestSuffix(wanted, this.#files.listedAs(pathParts(wanted).at(-1) ?? ''));
      const isWhole =
        copy !== undefined && pathParts(URI.parse(copy).path).join('/').endsWith(pathParts(path).join('/'));
      if (copy !== undefined && (!isSure || isWhole) && this.mayRead(copy)) {
        const buffer = this.#files.buffer(copy);
        if (buffer) return { kind: 'file', uri: copy, buffer };
        const state = this.#files.whyAbsent(copy);
        if (state === 'asked') return { kind: 'unknown' };
        if (state === 'unreadable') {
          why = state;
          there = copy;
        }
      }
    }
    if (!why) return { kind: 'missing' };
    return { kind: 'unknown', why, ...(there === undefined ? {} : { uri: there }) };
  }

  /**
   * The files that an `include` with a pattern means, sorted as glob(3) sorts them. Its folders are looked for as those of other paths are; the first
   * one that holds a match decides.
   */
  findAll(named: string, namedAt: PathPlace): readonly PathTarget[] {
    if (!isPattern(named)) return [this.find(named, namedAt)];
    const pattern = posixPath(named);
    const place = posixPlace(namedAt);
    if (isAloneUri(place.root ?? place.from)) return [{ kind: 'unknown' }];
    this.#keepUp();
    const { where, isSure } = this.#candidatesOf(pattern, place);
    if (where === 'asked') return [{ kind: 'unknown' }];
    let open = false;
    for (const uri of where) {
      const found = this.#matching(uri);
      if (found === 'asked') open = true;
      else if (found.length > 0 && !open) return found.map((match) => this.#targetAt(match));
    }
    if (open) return [{ kind: 'unknown' }];
    return [isSure ? { kind: 'missing' } : { kind: 'unknown', why: 'elsewhere' }];
  }

  /** The folder that relative paths in a place start in: the first that is there; undefined where that is not known yet. */
  folderAt(place: PathPlace): string | undefined {
    this.#keepUp();
    const { where } = this.#candidatesOf('-', posixPlace(place));
    if (where === 'asked') return undefined;
    const folders = where.filter((uri) => this.mayRead(uri)).map(folderOf);
    const kinds = folders.map((uri) => this.#files.kind(uri));
    if (kinds.includes('asked')) return undefined;
    return folders.find((_, i) => kinds[i] === 'directory') ?? folders[0];
  }

  #targetAt(uri: string): PathTarget {
    if (!this.mayRead(uri)) return { kind: 'unknown', why: 'untrusted' };
    const buffer = this.#files.buffer(uri);
    if (buffer) return { kind: 'file', uri, buffer };
    const state = this.#files.whyAbsent(uri);
    if (state === 'asked') return { kind: 'unknown' };
    return { kind: 'unknown', why: state === 'folder' ? 'folder' : 'unreadable', uri };
  }

  /** What matches a pattern, which a URI spells encoded. */
  #matching(pattern: string): readonly string[] | 'asked' {
    const { path } = URI.parse(pattern);
    const parts = path.split('/').filter((part) => part !== '');
    let found = [URI.parse(pattern).with({ path: '/' }).toString()];
    for (const part of parts) {
      if (!isPattern(part)) {
        found = found.map((folder) => resolvePath(folder, part));
        continue;
      }
      const next: string[] = [];
      for (const folder of found) {
        if (!this.mayRead(resolvePath(folder, '-'))) continue;
        const names = this.#files.namesIn(folder);
        if (names === 'asked') return 'asked';
        const matching = [...(names ?? [])].filter((name) => matchesGlob(name, part)).sort();
        for (const name of matching) next.push(resolvePath(folder, name));
      }
      found = next;
    }
    return found;
  }

  /**
   * Where the file of a path may be, the first to be tried first. `isSure` where it is in none of them only if the server does not find it either:
   * then it is looked for nowhere else.
   */
  #candidatesOf(
    path: string,
    place: PathPlace,
  ): { readonly where: readonly string[] | 'asked'; readonly isSure: boolean } {
    const { from, directory, root } = place;
    const folder = folderOf(from);
    const base = root === undefined ? folder : folderOf(root);
    const top = (root === undefined ? undefined : this.#rootOf(root)) ?? this.#root;
    if (path.startsWith('/')) return this.#absolute(path, base, folder, top);
    if (directory === undefined) {
      const where = [resolvePath(base, path), resolvePath(folder, path)];
      if (root === undefined) {
        // named takes it from its working directory, which may be a folder above.
        for (const above of foldersAbove(folder, this.#folders)) where.push(resolvePath(above, path));
      }
      return { where: [...new Set(where)], isSure: true };
    }
    const isRelative = !directory.startsWith('/');
    const inside = isRelative
      ? { where: [resolvePath(base, directory)], isSure: true }
      : this.#absolute(directory, base, folder, top);
    if (inside.where === 'asked') return inside;
    const kinds = inside.where.map((uri) => (this.mayRead(uri) ? this.#files.kind(uri) : undefined));
    if (kinds.includes('asked')) return { where: 'asked', isSure: false };
    const there = inside.where.filter((_, i) => kinds[i] === 'directory');
    if (there.length > 0 && inside.isSure) return { where: [resolvePath(there[0], path)], isSure: true };
    const whole = isRelative ? undefined : this.#absolute(wholePath(path, directory), base, folder, top);
    if (whole?.where === 'asked') return { where: 'asked', isSure: false };
    const where = [
      ...inside.where.map((uri) => resolvePath(uri, path)),
      ...(whole?.where ?? []),
      resolvePath(base, path),
      resolvePath(folder, path),
    ];
    return { where: [...new Set(where)], isSure: false };
  }

  /** `top` is the folder that is / for the server, where that is known. */
  #absolute(
    path: string,
    base: string,
    folder: string,
    top: string | undefined,
  ): { where: readonly string[] | 'asked'; isSure: boolean } {
    if (top !== undefined) return { where: [resolvePath(top, path.slice(1))], isSure: true };
    if (this.#isHere(path, base)) return { where: [resolvePath(base, path)], isSure: true };
    const slash = path.lastIndexOf('/');
    const homes = this.#homesOf(path.slice(0, slash), base, folder);
    if (homes === 'asked') return { where: homes, isSure: false };
    const name = path.slice(slash + 1);
    const where = homes
      .filter(({ uri, names, isOpened }) => {
        // What matches a pattern beside the file is mostly the file itself.
        if (isPattern(path)) return pathParts(URI.parse(uri).path).at(-1) === pathParts(path.slice(0, slash)).at(-1);
        return isOpened || names?.has(name);
      })
      .map(({ uri }) => resolvePath(uri, name));
    return { where, isSure: false };
  }

  /** The folders that may stand for one of another machine, as far as they are there. */
  #homesOf(path: string, base: string, folder: string): readonly Home[] | 'asked' {
    const key = `${path}\n${base}\n${folder}`;
    const known = this.#homes.get(key);
    if (known) return known;
    const places = new Set(imageRoots(base).map((image) => resolvePath(image, path.slice(1))));
    // Copies of the server's files are kept beside one another.
    const parts = pathParts(path);
    for (const beside of new Set([folder, base])) {
      for (let count = Math.min(parts.length, COPIED_PARTS); count > 0; count--) {
        places.add(resolvePath(beside, parts.slice(-count).join('/')));
      }
      places.add(beside);
    }
    // A path that says nothing of whose machine it is may be one of this machine.
    if (!SYSTEM_PATH.test(path)) places.add(resolvePath(base, path));
    const opened = this.#openedFolders();
    const homes: Home[] = [];
    for (const uri of places) {
      const names = this.mayRead(`${uri}/-`) ? this.#files.namesIn(uri) : undefined;
      if (names === 'asked') {
        for (const each of places) if (this.mayRead(`${each}/-`)) this.#files.namesIn(each);
        return 'asked';
      }
      if (names || opened.has(uri)) homes.push({ uri, names, isOpened: opened.has(uri) });
    }
    this.#homes.set(key, homes);
    return homes;
  }

  /** True where an absolute path of a configuration in the folder `base` is one of this machine. */
  #isHere(path: string, base: string): boolean {
    const own = URI.parse(base).path;
    if (SERVER_FOLDER.test(own)) return true;
    return own !== '/' && [own, ...this.#folderPaths].some((each) => path === each || path.startsWith(`${each}/`));
  }

  /** The names in the folder that a path in a configuration means, where it is certain that it is that folder. */
  namesIn(named: string, root: string): ReadonlySet<string> | undefined {
    if (isAloneUri(root)) return undefined;
    this.#keepUp();
    const path = posixPath(named);
    const { where, isSure } = this.#candidatesOf(path, { from: root, directory: undefined, root });
    if (!isSure || where === 'asked' || !this.mayRead(where[0])) return undefined;
    const names = this.#files.namesIn(where[0]);
    if (!names || names === 'asked' || !this.#openedFolders().has(where[0]))
      return names === 'asked' ? undefined : names;
    // What an editor has open is there before it is saved.
    const opened = [...this.#files.opened].filter((uri) => folderOf(uri) === where[0]);
    return new Set([...names, ...opened.map((uri) => pathParts(URI.parse(uri).path).at(-1) ?? '')]);
  }

  /** Tells of paths whether no folder is there that could hold their file, asked once for all files of a folder. */
  folderLookup(): (path: string, place: PathPlace) => boolean {
    // An editor may have files open in folders that are not there yet.
    const folders = this.#openedFolders();
    const partsOf = (namedAt: PathPlace) => {
      const place = posixPlace(namedAt);
      const top = place.root ?? place.from;
      return { place, isAlone: isAloneUri(top), base: folderOf(top), known: new Map<string, boolean>() };
    };
    // Thousands of files of a configuration are named in one place.
    const places = new Map<PathPlace, ReturnType<typeof partsOf>>();
    return (named, namedAt) => {
      this.#keepUp();
      const parts = places.get(namedAt) ?? partsOf(namedAt);
      places.set(namedAt, parts);
      const { place, isAlone, base, known } = parts;
      const path = posixPath(named);
      const slash = path.lastIndexOf('/');
      if (isAlone || this.#files.listedAs(path.slice(slash + 1)).length > 0) return false;
      // Copies of absolute paths lie beside the configuration, whose folder is there.
      if (path.startsWith('/') && !this.#isRooted(place) && !this.#isHere(path, base)) {
        const homes = this.#homesOf(path.slice(0, slash), base, folderOf(place.from));
        return homes !== 'asked' && !homes.some(({ names, isOpened }) => isOpened || names?.has(path.slice(slash + 1)));
      }
      const folder = path.slice(0, Math.max(slash, 0));
      let isNowhere = known.get(folder);
      if (isNowhere === undefined) {
        const { where } = this.#candidatesOf(path, place);
        if (where === 'asked') return false;
        const readable = where.filter((file) => this.mayRead(file));
        isNowhere = readable.map(folderOf).every((candidate) => {
          const kind = this.#files.kind(candidate);
          return kind !== 'directory' && kind !== 'file' && !folders.has(candidate);
        });
        known.set(folder, isNowhere);
      }
      return isNowhere;
    };
  }

  /** True where a path is one of another machine: it not being found says nothing. */
  isElsewhere(named: string, namedAt: PathPlace): boolean {
    this.#keepUp();
    const path = posixPath(named);
    // Where relative paths start decides for all of them.
    const isOwn = path.startsWith('/');
    const key = this.#keyOf(namedAt);
    const known = isOwn ? undefined : this.#elsewhere.get(key);
    if (known !== undefined) return known;
    const { where, isSure } = this.#candidatesOf(path, posixPlace(namedAt));
    if (where === 'asked') return false;
    if (!isOwn) this.#elsewhere.set(key, !isSure);
    return !isSure;
  }

  /** False for files outside of a workspace that is not trusted. */
  mayRead(uri: string): boolean {
    if (this.#trusted || this.#files.isOpen(uri)) return true;
    return this.#folders.some((folder) => isWithinFolder(uri, folder));
  }
}

/** A folder that may stand for one of another machine: what is in it, and whether an editor holds one of its files. */
interface Home {
  readonly uri: string;
  readonly names: ReadonlySet<string> | undefined;
  readonly isOpened: boolean;
}

/** Where named's own files lie: a configuration in one of these folders speaks of this machine. */
const SERVER_FOLDER =
  /^\/(?:etc|usr\/local\/etc|usr\/pkg\/etc|opt\/(?:homebrew|local)\/etc|usr\/local\/(?:named|bind)|var\/(?:named|bind|lib\/(?:named|bind)|cache\/bind))(?:\/|$)/;

/** Folders that every machine has: what lies there on this one is this machine's own. */
const SYSTEM_PATH = /^\/(?:etc|usr|var|opt|run|lib|private)(?:\/|$)/;

/** Folders with these names stand at the top of a copy of a machine's files. */
const TOP_FOLDERS = new Set(['etc', 'usr', 'var', 'opt', 'srv']);

/** The last parts of a path that copies of it are looked for by. */
const COPIED_PARTS = 3;

/** Folders above a zone file in which its includes are looked for. */
const FOLDERS_ABOVE = 3;

/** The folders that stand for `/` where the folder `base` is one of a copy of a machine's files: `x` for `x/etc/bind`. */
function imageRoots(base: string): string[] {
  const uri = URI.parse(base);
  const parts = uri.path.split('/');
  const roots: string[] = [];
  for (let at = parts.length - 1; at > 1; at--) {
    if (TOP_FOLDERS.has(parts[at])) roots.push(uri.with({ path: parts.slice(0, at).join('/') }).toString());
  }
  return roots;
}

/** The folders above one, the nearest first, inside of the workspace. */
function* foldersAbove(folder: string, workspace: readonly string[]): Generator<string> {
  let at = folder;
  for (let count = 0; count < FOLDERS_ABOVE; count++) {
    const above = folderOf(at);
    if (above === at || !workspace.some((each) => isWithinFolder(above, each))) return;
    yield above;
    at = above;
  }
}

/** The same, with a working directory of Windows as one with slashes. */
function posixPlace(place: PathPlace): PathPlace {
  return place.directory === undefined ? place : { ...place, directory: posixPath(place.directory) };
}

/** A path with the directory that it is relative to. */
function wholePath(path: string, directory: string | undefined): string {
  return directory === undefined || path.startsWith('/') ? path : `${directory}/${path}`;
}
