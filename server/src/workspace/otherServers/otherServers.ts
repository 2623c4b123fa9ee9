/** The zone files that other servers than named load, by the configurations of those servers in the workspace. */
import type { NameId, NameTable } from '../../dns/names.ts';
import { NO_NAME } from '../../dns/names.ts';
import type { TextBuffer } from '../../text/buffer.ts';
import type { Files } from '../files.ts';
import { nameSays } from '../languages.ts';
import type { PathFinder, PathPlace } from '../pathFinder.ts';
import { baseName, folderOf, isWithinFolder, longestSuffix, resolvePath } from '../paths.ts';
import type { ServedFolder, ServerReading } from './otherServer.ts';
import { type OtherServer, otherServerOf } from './servers.ts';

/** Zone files that are read of all these servers. */
const SERVED_FILES = 5000;

/** What a server makes of a file. */
export interface Served {
  readonly origin: NameId;
  readonly type: 'primary' | 'secondary';
  readonly responsePolicy: boolean;
  readonly server: ServerName;
}

/** The program, and the outermost file of its configuration. */
export interface ServerName {
  readonly program: string;
  readonly uri: string;
}

export interface OtherServersOptions {
  readonly files: Files;
  readonly finder: PathFinder;
  readonly names: NameTable;
}

interface KnownReading {
  readonly reading: ServerReading;
  /** What was read for it: includes, and the texts that they meant. */
  readonly includes: ReadonlyMap<string, string>;
  readonly buffer: TextBuffer;
  readonly stamp: number;
}

/** The configurations among the files: those that are listed, and with those that are open besides. */
interface Listed {
  readonly from: readonly string[];
  readonly changes: number;
  readonly known: readonly string[];
  readonly uris: readonly string[];
}

export class OtherServers {
  readonly #options: OtherServersOptions;
  #listed: Listed = { from: [], changes: -1, known: [], uris: [] };
  readonly #readings = new Map<string, KnownReading>();
  #served: ReadonlyMap<string, readonly Served[]> = new Map();
  /** What `#served` was made of. */
  #from: readonly unknown[] = [];

  constructor(options: OtherServersOptions) {
    this.#options = options;
  }

  /** True where the workspace has a configuration of such a server. */
  get hasAny(): boolean {
    return this.#configurations().length > 0;
  }

  /** What is loaded, by file. What has to be read for it is asked for. */
  served(): ReadonlyMap<string, readonly Served[]> {
    const { files } = this.#options;
    const uris = this.#configurations();
    if (uris.length === 0) return NOTHING;
    const readings = uris.flatMap((uri) => {
      const reading = this.#reading(uri);
      return reading ? [{ uri, reading }] : [];
    });
    const from = [files.generation, ...readings.map(({ reading }) => reading)];
    if (from.length === this.#from.length && from.every((each, i) => each === this.#from[i])) return this.#served;
    this.#from = from;
    const served = new Map<string, Served[]>();
    for (const { uri, reading } of readings) this.#place(uri, reading, served);
    this.#served = served;
    return served;
  }

  /** It is asked for once for each zone file, so that the files are looked through only where some came or went. */
  #configurations(): readonly string[] {
    const { files } = this.#options;
    const { listed, changes } = files;
    if (this.#listed.from === listed && this.#listed.changes === changes) return this.#listed.uris;
    const isOne = (uri: string): boolean =>
      nameSays(uri).says !== 'never' && otherServerOf(baseName(uri)) !== undefined;
    const known = this.#listed.from === listed ? this.#listed.known : listed.filter(isOne);
    const opened = [...files.opened].filter((uri) => !files.isListed(uri) && isOne(uri)).sort();
    this.#listed = { from: listed, changes, known, uris: opened.length > 0 ? [...known, ...opened] : known };
    return this.#listed.uris;
  }

  #reading(uri: string): ServerReading | undefined {
    const server = otherServerOf(baseName(uri));
    const buffer = this.#options.files.buffer(uri);
    if (!server || !buffer) return undefined;
    const known = this.#readings.get(uri);
    const isSame =
      known?.buffer === buffer &&
      known.stamp === buffer.stamp &&
      [...known.includes].every(([path, state]) => this.#included(uri, path).state === state);
    if (isSame) return known.reading;
    return this.#read(uri, server, buffer);
  }

  #read(uri: string, server: OtherServer, buffer: TextBuffer): ServerReading {
    const includes = new Map<string, string>();
    const reading = server.read(buffer.text(), (path) => {
      const { texts, state } = this.#included(uri, path);
      includes.set(path, state);
      return texts.map((each) => each.text());
    });
    this.#readings.set(uri, { reading, includes, buffer, stamp: buffer.stamp });
    return reading;
  }

  #included(uri: string, path: string): { readonly texts: readonly TextBuffer[]; readonly state: string } {
    const targets = this.#options.finder.findAll(path, placeIn(uri, undefined));
    const texts = targets.flatMap((target) => (target.kind === 'file' ? target.buffer : []));
    const state = targets.map((target) =>
      target.kind === 'file' ? `${target.uri} ${target.buffer.stamp}` : target.kind,
    );
    return { texts, state: state.join('\n') };
  }

  #place(uri: string, { directory, zones, folders }: ServerReading, served: Map<string, Served[]>): void {
    const { finder, names } = this.#options;
    const server = { program: otherServerOf(baseName(uri))?.program ?? '', uri };
    const add = (file: string, name: string, type: Served['type'], responsePolicy = false): void => {
      const origin = names.fromText(name);
      if (origin === NO_NAME) return;
      const known = served.get(file);
      if (!known) served.set(file, [{ origin, type, responsePolicy, server }]);
      else if (!known.some((each) => each.origin === origin)) known.push({ origin, type, responsePolicy, server });
    };
    for (const { name, path, type, responsePolicy } of zones) {
      if (served.size >= SERVED_FILES) break;
      const target = finder.find(path, placeIn(uri, directory));
      if (target.kind === 'file') add(target.uri, name, type, responsePolicy);
    }
    for (const folder of folders) {
      for (const [file, name] of this.#filesIn(folder, uri)) if (served.size < SERVED_FILES) add(file, name, 'primary');
    }
  }

  *#filesIn({ path, originOf }: ServedFolder, uri: string): Iterable<readonly [uri: string, name: string]> {
    const { listed } = this.#options.files;
    const folder = path.startsWith('/')
      ? longestSuffix(path, new Set(listed.map(folderOf)))
      : resolvePath(folderOf(uri), path);
    if (folder === undefined) return;
    for (const file of listed) {
      const name = isWithinFolder(file, folder) ? originOf(baseName(file)) : undefined;
      if (name !== undefined) yield [file, name];
    }
  }
}

const NOTHING: ReadonlyMap<string, readonly Served[]> = new Map();

function placeIn(uri: string, directory: string | undefined): PathPlace {
  return { from: uri, directory, root: uri };
}
