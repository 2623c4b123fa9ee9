/**
 * The files the engine has read. The engine itself asks for a file and gets what is there now; what it asked for in vain
 * is fetched by `load`, after which it looks again. So everything but loading is synchronous.
 */
import type { FileFacts } from '../rules/conf/context.ts';
import { TextBuffer } from '../text/buffer.ts';
import { decode, ENCODING_HEAD, type Encoding, encodingOf, type FileKind, type FileSystem } from './fileSystem.ts';
import { listFolders } from './listFolders.ts';
import { baseName, folderOf, isWithinFolder, normalUri } from './paths.ts';

/** Files that are listed to find configurations, and to find a copy of a path in the workspace. */
const LISTED_FILES = 20_000;
/** Folders above a file of which one has to be there for the file's absence to be certain. */
const FOLDERS_ABOVE = 6;

export class Files {
  readonly #system: FileSystem;
  readonly #buffers = new Map<string, TextBuffer>();
  readonly #open = new Set<string>();
  readonly #absent = new Set<string>();
  readonly #kinds = new Map<string, FileKind | undefined>();
  readonly #wanted = new Set<string>();
  readonly #wantedKinds = new Set<string>();
  /** How files are saved, where that was looked at. */
  readonly #encodings = new Map<string, Encoding>();
  readonly #wantedHeads = new Set<string>();
  readonly #names = new Map<string, ReadonlySet<string>>();
  readonly #wantedNames = new Set<string>();
  readonly #facts = new Map<string, FileFacts | undefined>();
  readonly #wantedFacts = new Set<string>();
  /** The folders of all that was asked for, up to the outermost. */
  readonly #folders = new Set<string>();
  /** What changed while something is being fetched, which may be from before then; undefined while nothing is. */
  #changedMeanwhile: string[] | undefined;
  #listed: string[] = [];
  #listedFolders: readonly string[] = [];
  /** True where the list has all files of the folders. */
  #listsAll = false;
  #byName = new Map<string, string[]>();
  #generation = 0;
  #changes = 0;

  readonly #mostListed: number;

  /** Lists every file of the folders where `withoutLimits`. */
  constructor(system: FileSystem, withoutLimits = false) {
    this.#system = system;
    this.#mostListed = withoutLimits ? Number.POSITIVE_INFINITY : LISTED_FILES;
  }

  /** The files found in the workspace's folders. */
  get listed(): readonly string[] {
    return this.#listed;
  }

  /** Another number after each change of which files are there: where a path leads holds while it is the same. */
  get generation(): number {
    return this.#generation;
  }

  /** Another number after each change of what was known already: what was fetched since adds to it, and makes nothing of it another. */
  get changes(): number {
    return this.#changes;
  }

  #change(): void {
    this.#generation++;
    this.#changes++;
  }

  /** The listed files with this name, their last part. */
  listedAs(name: string): readonly string[] {
    return this.#byName.get(name) ?? [];
  }

  /** True where the list has all files of the folders. */
  get listsAll(): boolean {
    return this.#listsAll;
  }

  /** True where a file lies in the listed folders, which were seen whole, and is not in the list: nobody told that it came. */
  isUnlisted(uri: string): boolean {
    return this.#listsAll && !this.isListed(uri) && this.#listedFolders.some((folder) => isWithinFolder(uri, folder));
  }

  isListed(uri: string): boolean {
    return this.listedAs(baseName(uri)).includes(uri);
  }

  /** True where an editor holds the file: its text is the editor's. */
  isOpen(uri: string): boolean {
    return this.#open.has(uri);
  }

  /** The files that editors hold. */
  get opened(): Iterable<string> {
    return this.#open;
  }

  /** The same with their texts. */
  *openTexts(): Iterable<readonly [uri: string, buffer: TextBuffer]> {
    for (const uri of this.#open) yield [uri, this.#buffers.get(uri)!];
  }

  /** Without `encoding` it is looked up: an editor's text does not tell how its file is saved. */
  open(uri: string, text: string | TextBuffer, encoding?: Encoding): TextBuffer {
    const buffer = typeof text === 'string' ? new TextBuffer(text) : text;
    if (encoding) this.#encodings.set(uri, encoding);
    else if (!this.#encodings.has(uri)) this.#wantedHeads.add(uri);
    this.#change();
    this.#open.add(uri);
    this.#buffers.set(uri, buffer);
    this.#absent.delete(uri);
    this.#noticeFile(uri);
    return buffer;
  }

  /** What an editor opens may be there without anybody having told of it: what was known of its folder holds no longer. */
  #noticeFile(uri: string): void {
    const folder = folderOf(uri);
    if (this.#names.get(folder)?.has(baseName(uri)) === false) this.#names.delete(folder);
    if (this.#kinds.has(folder) && this.#kinds.get(folder) === undefined) this.#kinds.clear();
    this.#kinds.delete(uri);
  }

  /** How a file is saved, as far as that is known. */
  encodingOf(uri: string): Encoding | undefined {
    return this.#encodings.get(uri);
  }

  /** Forgets an editor's text: the next one to ask gets the file's. */
  close(uri: string): void {
    this.#change();
    this.#open.delete(uri);
    this.#buffers.delete(uri);
  }

  /** Forgets what was read of a file that came, went or changed on disk; of a folder, what was read of all that is in it. */
  changed(uri: string): void {
    this.#changedMeanwhile?.push(uri);
    const known = [this.#buffers, this.#absent, this.#kinds, this.#facts, this.#names];
    const isFolder = this.#folders.has(uri);
    if (!isFolder && !known.some((each) => each.has(uri)) && !this.#showsIn(uri)) return;
    this.#change();
    this.#names.delete(folderOf(uri));
    this.#encodings.delete(uri);
    if (this.#open.has(uri)) this.#wantedHeads.add(uri);
    this.#kinds.clear();
    const forgets = [this.#absent, this.#facts, this.#names];
    for (const each of forgets) each.delete(uri);
    if (!this.#open.has(uri)) this.#buffers.delete(uri);
    if (!isFolder) return;
    for (const each of forgets) for (const at of each.keys()) if (isWithinFolder(at, uri)) each.delete(at);
    for (const at of this.#buffers.keys()) if (isWithinFolder(at, uri) && !this.#open.has(at)) this.#buffers.delete(at);
    for (const at of this.#encodings.keys()) {
      if (!isWithinFolder(at, uri)) continue;
      this.#encodings.delete(at);
      if (this.#open.has(at)) this.#wantedHeads.add(at);
    }
  }

  /** True where a file that nobody asked for tells of its folders: what is in one is known, or one was looked for in vain. */
  #showsIn(uri: string): boolean {
    let folder = folderOf(uri);
    if (this.#names.has(folder)) return true;
    for (let above = 0; above <= FOLDERS_ABOVE; above++) {
      if (this.#kinds.has(folder) && this.#kinds.get(folder) === undefined) return true;
      folder = folderOf(folder);
    }
    return false;
  }

  /** Keeps the folders that something which is asked for lies in. */
  #noteFolders(uri: string): void {
    for (let slash = uri.lastIndexOf('/'); slash > 0; slash = uri.lastIndexOf('/', slash - 1)) {
      const folder = uri.slice(0, slash);
      if (this.#folders.has(folder)) return;
      this.#folders.add(folder);
    }
  }

  /** True where something on disk is another since then, or may be. */
  #isOutdated(uri: string): boolean {
    return (
      this.#changedMeanwhile?.some((changed) => isWithinFolder(uri, changed) || isWithinFolder(changed, uri)) ?? false
    );
  }

  /** A file's text where it is at hand; asks for it otherwise. */
  buffer(uri: string): TextBuffer | undefined {
    const buffer = this.#buffers.get(uri);
    if (!buffer && !this.#absent.has(uri) && !this.#wanted.has(uri)) {
      this.#wanted.add(uri);
      this.#noteFolders(uri);
    }
    return buffer;
  }

  /** A file's text where it is at hand, without asking for it. */
  peek(uri: string): TextBuffer | undefined {
    return this.#buffers.get(uri);
  }

  /** True where the file was looked for in vain. */
  isAbsent(uri: string): boolean {
    return this.#absent.has(uri);
  }

  /** What is at a URI: undefined where nothing is, `asked` where that is not known yet. */
  kind(uri: string): FileKind | undefined | 'asked' {
    if (this.#buffers.has(uri)) return 'file';
    if (this.#kinds.has(uri)) return this.#kinds.get(uri);
    this.#wantedKinds.add(uri);
    this.#noteFolders(uri);
    return 'asked';
  }

  /** The names of what is in a folder; undefined where it is no folder, `asked` where that is not known yet. */
  namesIn(folder: string): ReadonlySet<string> | undefined | 'asked' {
    const kind = this.kind(folder);
    if (kind !== 'directory') return kind === 'asked' ? 'asked' : undefined;
    const names = this.#names.get(folder);
    if (!names) this.#wantedNames.add(folder);
    return names ?? 'asked';
  }

  /** What is known of a file besides its text; asks for it where that was not looked up yet. */
  facts(uri: string): FileFacts | undefined {
    if (!this.#facts.has(uri) && this.#system.facts) this.#wantedFacts.add(uri);
    return this.#facts.get(uri);
  }

  /**
   * Fetches what was asked for; false where nothing was. `onRead` hears of each file that was read. What is left when `isInterrupted` says that
   * something else has to be looked at first is asked for again.
   */
  async load(onRead?: (uri: string) => void, isInterrupted?: () => boolean): Promise<boolean> {
    const wanted = [...this.#wanted].filter((uri) => !this.#buffers.has(uri) && !this.#absent.has(uri));
    const kinds = [...this.#wantedKinds].filter((uri) => !this.#kinds.has(uri));
    this.#wanted.clear();
    this.#wantedKinds.clear();
    const folders = [...this.#wantedNames];
    this.#wantedNames.clear();
    const facts = [...this.#wantedFacts];
    this.#wantedFacts.clear();
    this.#changedMeanwhile = [];
    for (const [read, uri] of wanted.entries()) {
      if (read > 0 && isInterrupted?.()) break;
      const octets = await this.#system.read(uri);
      onRead?.(uri);
      // An editor may have opened it in the meantime, or another program written it: then it is asked for again.
      if (this.#buffers.has(uri) || this.#isOutdated(uri)) continue;
      if (!octets) {
        this.#absent.add(uri);
        continue;
      }
      const { text, encoding } = decode(octets);
      this.#buffers.set(uri, new TextBuffer(text));
      this.#encodings.set(uri, encoding);
    }
    await this.#fetch(kinds, this.#kinds, (uri) => this.#system.kind(uri));
    await this.#fetch(folders, this.#names, async (uri) => new Set(await this.#namesOf(uri)));
    await this.#fetch(facts, this.#facts, async (uri) => this.#system.facts?.(uri));
    await this.#loadHeads();
    this.#changedMeanwhile = undefined;
    const fetched = wanted.length > 0 || kinds.length > 0 || folders.length > 0 || facts.length > 0;
    if (fetched) this.#generation++;
    return fetched;
  }

  /** Fetches one thing of files or folders, but for those that changed meanwhile. */
  async #fetch<T>(uris: readonly string[], into: Map<string, T>, ask: (uri: string) => Promise<T>): Promise<void> {
    for (const uri of uris) {
      const found = await ask(uri);
      if (!this.#isOutdated(uri)) into.set(uri, found);
    }
  }

  /** Where a path leads does not depend on how files are saved, so nothing is looked at again for it. */
  async #loadHeads(): Promise<void> {
    const heads = [...this.#wantedHeads];
    this.#wantedHeads.clear();
    for (const uri of heads) {
      const head = await this.#system.head?.(uri, ENCODING_HEAD);
      if (head) this.#encodings.set(uri, encodingOf(head));
    }
  }

  async #namesOf(folder: string): Promise<readonly string[]> {
    const names = await this.#system.names?.(folder);
    return names ?? (await this.#system.list(folder)).map(({ name }) => name);
  }

  /**
   * Lists the files of the folders and the folders in them, breadth first, up to the limit, without what is left out; returns whether all were seen.
   */
  async list(folders: readonly string[], isLeftOut?: (uri: string) => boolean): Promise<boolean> {
    const roots = folders.map(normalUri);
    const { found, areAll } = await listFolders(this.#system, roots, this.#mostListed, isLeftOut);
    this.#keepList(found, roots, areAll);
    return areAll;
  }

  #keepList(found: string[], folders: readonly string[], listsAll: boolean): void {
    this.#change();
    this.#listedFolders = folders;
    this.#listsAll = listsAll;
    this.#listed = found;
    this.#byName = new Map();
    for (const uri of found) {
      const same = this.#byName.get(baseName(uri));
      if (same) same.push(uri);
      else this.#byName.set(baseName(uri), [uri]);
    }
  }

  /**
   * What is known of a file that has no text here: it is not there, nor in any case the folder that would hold it (`nowhere`); it is a folder, or is
   * there and could not be read.
   */
  whyAbsent(uri: string): 'asked' | 'absent' | 'nowhere' | 'folder' | 'unreadable' {
    if (!this.#absent.has(uri)) return 'asked';
    const kind = this.kind(uri);
    if (kind === 'asked') return 'asked';
    if (kind) return kind === 'directory' ? 'folder' : 'unreadable';
    let folder = folderOf(uri);
    for (let above = 0; above < FOLDERS_ABOVE; above++) {
      const found = this.kind(folder);
      if (found === 'asked') return 'asked';
      if (found) return 'absent';
      folder = folderOf(folder);
    }
    return 'nowhere';
  }
}
