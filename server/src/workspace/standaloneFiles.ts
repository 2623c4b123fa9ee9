/** The zone files that no configuration of named loads, and what each of them is taken for. */
import { type NameId, NO_NAME, ROOT } from '../dns/names.ts';
import { t } from '../l10n.ts';
import type { Steps } from '../steps.ts';
import type { TextBuffer } from '../text/buffer.ts';
import type { FileSources } from './fileSources.ts';
import { FolderPatterns } from './folderPatterns.ts';
import { FolderZones } from './folderZones.ts';
import { isHintsFile } from './languages.ts';
import type { ListedNames } from './listedNames.ts';
import { LoadedFolders, type LoadedFoldersInput } from './loadedFolders.ts';
import { kindOf, type Origin, originOf } from './origin.ts';
import { OtherServers, type Served } from './otherServers/otherServers.ts';
import type { Settings } from './settings.ts';
import { isAnswerUri } from './standing.ts';
import type { Zone } from './zone.ts';
import { inputOf, standaloneSetup, type ZoneSetup } from './zoneSetup.ts';

const NONE: readonly string[] = [];

export interface StandaloneFilesOptions extends FileSources {
  readonly named: ListedNames;
  readonly log?: ((message: string) => void) | undefined;
}

/** What a file that no configuration loads is taken for, and by what. */
export interface Standing {
  readonly uri: string;
  readonly settings: Settings;
  readonly stamp: number;
  readonly served: readonly Served[] | undefined;
  readonly folders: LoadedFolders | undefined;
  readonly zones: readonly { readonly apex: NameId; readonly setup: ZoneSetup }[];
}

export class StandaloneFiles {
  readonly #options: StandaloneFilesOptions;
  readonly #folderZones: FolderZones;
  readonly #otherServers: OtherServers;
  /** What is loaded beside files that nothing loads; undefined where that says nothing of them. */
  #loadedFolders: LoadedFolders | undefined;
  #origins: { readonly from: Settings['origins'] | undefined; readonly words: readonly string[] } = {
    from: undefined,
    words: NONE,
  };
  readonly #originPatterns = new FolderPatterns();
  readonly #standings = new WeakMap<TextBuffer, Standing>();

  constructor(options: StandaloneFilesOptions) {
    const { files, finder, names, named, log } = options;
    this.#options = options;
    this.#otherServers = new OtherServers({ files, finder, names });
    this.#folderZones = new FolderZones({
      files,
      named,
      onCut: (most) =>
        log?.(
          t`The folders hold more than ${most} zone files that no configuration loads: the rest is looked at when it is opened.`,
        ),
    });
  }

  /** What other servers than named load, by file: the same map while that is the same. */
  get served(): ReadonlyMap<string, readonly Served[]> {
    return this.#otherServers.served();
  }

  /** Reads, file by file, what closed zone files say of themselves, so that finding the zones does not have to. */
  *prepare(): Steps<void> {
    if (!this.#options.settings().folderZones) return;
    const { served } = this;
    for (const [uri, buffer] of this.#closed(served)) {
      this.standing(uri, buffer);
      yield;
    }
  }

  /** The zone files that no configuration loads, by name, not in the order in which they were opened: open ones, and closed ones of the folders. */
  all(configured: ReadonlySet<string>): (readonly [uri: string, buffer: TextBuffer])[] {
    const found = this.open(configured);
    if (this.#options.settings().folderZones) {
      for (const file of this.#closed(this.served)) if (!configured.has(file[0])) found.push(file);
    }
    return found.sort(([a], [b]) => (a < b ? -1 : 1));
  }

  /** The open ones among them. */
  open(configured: ReadonlySet<string>): (readonly [uri: string, buffer: TextBuffer])[] {
    const { files, languages } = this.#options;
    const found: (readonly [uri: string, buffer: TextBuffer])[] = [];
    for (const [uri, language] of languages) {
      const buffer = language === 'zone' && files.isOpen(uri) ? files.buffer(uri) : undefined;
      if (buffer && !configured.has(uri)) found.push([uri, buffer]);
    }
    return found;
  }

  *#closed(served: ReadonlyMap<string, unknown>): Iterable<readonly [uri: string, buffer: TextBuffer]> {
    const { files } = this.#options;
    for (const file of this.#folderZones.zones()) if (!served.has(file[0])) yield file;
    for (const uri of served.keys()) {
      const buffer = files.isOpen(uri) ? undefined : files.buffer(uri);
      if (buffer) yield [uri, buffer];
    }
  }

  /** What a file that named does not load is: kept for closed files, whose texts stay as they are. */
  standing(uri: string, buffer: TextBuffer): Standing {
    const served = this.served.get(uri);
    const { files, names, settings } = this.#options;
    const known = this.#standings.get(buffer);
    const isSame = known?.uri === uri && known.settings === settings() && known.served === served;
    const folders = this.#loadedFolders;
    if (isSame && known.folders === folders && known.stamp === buffer.stamp) return known;
    const set = this.#setOrigin(uri);
    const zoneOf = ({ name, source }: Origin, by?: Served) => {
      const isHints = isHintsFile(uri, buffer, name === ROOT);
      const besides = by || source === 'set' ? undefined : folders?.besides(uri, name);
      const kind = { ...kindOf(buffer, names), isHints, besides };
      return { apex: name, setup: standaloneSetup(source, kind, inputOf(settings()), by) };
    };
    const zones =
      served && !set
        ? served.map((each) => zoneOf({ name: each.origin, source: 'server' }, each))
        : [zoneOf(set ?? this.#originOf(uri, buffer))];
    const standing = { uri, settings: settings(), stamp: buffer.stamp, served, folders, zones };
    if (!files.isOpen(uri)) this.#standings.set(buffer, standing);
    return standing;
  }

  /** Takes over which folders the configurations load zones from, where all that may load a file is known. */
  setLoaded(configurations: LoadedFoldersInput['configurations'], loaded: readonly Zone[], isAllKnown: boolean): void {
    const { files, names, folders } = this.#options;
    if (loaded.length === 0 || !files.listsAll || !isAllKnown || this.#otherServers.hasAny) {
      this.#loadedFolders = undefined;
      return;
    }
    const next = new LoadedFolders({ names, folders: folders(), configurations, loaded });
    if (!next.isSameAs(this.#loadedFolders)) this.#loadedFolders = next;
  }

  #originOf(uri: string, buffer: TextBuffer): Origin {
    return isAnswerUri(uri) ? { name: ROOT, source: 'directive' } : originOf(uri, buffer, this.#options.names);
  }

  /** The origin that the user set for a file. */
  #setOrigin(uri: string): Origin | undefined {
    const { names, settings, folders } = this.#options;
    const { origins } = settings();
    if (this.#origins.from !== origins) this.#origins = { from: origins, words: Object.keys(origins) };
    const { words } = this.#origins;
    const set = origins[this.#originPatterns.find(words, uri, folders()) ?? ''];
    const name = set === undefined || isAnswerUri(uri) ? NO_NAME : names.fromText(set);
    return name === NO_NAME ? undefined : { name, source: 'set' };
  }
}
