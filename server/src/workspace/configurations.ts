/** Which configurations there are: which of the files is one by itself, and not a part of another. */
import { commonServers } from './commonServers.ts';
import { Configuration, type NotChecked } from './configuration.ts';
import { type ConfigurationEntry, Entries } from './entries.ts';
import { type OnFailure, succeeds } from './failure.ts';
import type { FileSources } from './fileSources.ts';
import { languageOfText } from './languages.ts';
import type { ListedNames } from './listedNames.ts';
import { baseName, folderOf, resolvePath } from './paths.ts';
import { publishedAddresses } from './publishedAddresses.ts';
import { isAloneUri } from './standing.ts';
import type { Zone } from './zone.ts';
import { inputOf } from './zoneSetup.ts';

/** Files that nothing includes. */
const ROOT_NAMES: ReadonlySet<string> = new Set(['named.conf', 'rndc.conf']);

const NO_ENTRIES: readonly ConfigurationEntry[] = [];

/** Folders above a part in which a named.conf may include it. */
const FOLDERS_ABOVE = 2;

export interface ConfigurationsOptions extends FileSources {
  readonly named: ListedNames;
  /** The zones that a configuration loads. */
  readonly zonesOf: (configuration: Configuration) => readonly Zone[];
  /** Its zone files that are not looked at. */
  readonly notCheckedOf: (configuration: Configuration) => NotChecked | undefined;
  readonly readsEveryZone: boolean;
  readonly onFailure?: OnFailure | undefined;
}

export class Configurations {
  readonly #options: ConfigurationsOptions;
  readonly #entries: Entries;
  #byRoot = new Map<string, Configuration>();
  #surrounding: ReadonlySet<Configuration> = new Set();

  constructor(options: ConfigurationsOptions) {
    const { files, folders, settings } = options;
    this.#options = options;
    this.#entries = new Entries({ files, folders, entries: () => settings().configurations ?? NO_ENTRIES });
  }

  get all(): Iterable<Configuration> {
    return this.#byRoot.values();
  }

  /** Those that are read only to know what an open file is a part of. */
  get surrounding(): ReadonlySet<Configuration> {
    return this.#surrounding;
  }

  /** The folder that is / for the server of a configuration, where the user says it. */
  rootOf(configuration: string): string | undefined {
    return this.#entries.rootOf(configuration);
  }

  /** Forgets them: they are made anew. */
  clear(): void {
    this.#byRoot.clear();
  }

  /** Finds the configurations, and reads those that changed. */
  refresh(): void {
    const { files, languages, named, onFailure } = this.#options;
    const entries = new Set(this.#entries.files());
    const candidates = new Set(this.#entries.areNamed ? entries : named.of('named-conf'));
    for (const [uri, language] of languages) {
      if (language === 'named-conf' && files.isOpen(uri)) candidates.add(uri);
    }
    const beside = this.#besideParts(candidates);
    const next = new Map<string, Configuration>();
    // Roots first: what the user names, then by name, since named.conf includes named.conf.local, not the other way round.
    const rank = (uri: string): number => (entries.has(uri) ? 2 : Number(baseName(uri) === 'named.conf'));
    const ordered = [...candidates, ...beside].sort((a, b) => rank(b) - rank(a) || (a < b ? -1 : 1));
    const included = new Set<string>();
    for (const uri of ordered) {
      if (included.has(uri) && !entries.has(uri)) continue;
      const buffer = files.buffer(uri);
      const isSaid = languages.has(uri) || entries.has(uri);
      if (!buffer || (!isSaid && languageOfText(uri, buffer) !== 'named-conf')) continue;
      const configuration = this.#byRoot.get(uri) ?? this.#newConfiguration(uri);
      succeeds(uri, onFailure, () => configuration.update());
      next.set(uri, configuration);
      if (beside.has(uri) && !configuration.files.some((file) => candidates.has(file))) {
        next.delete(uri);
        continue;
      }
      for (const file of configuration.files) if (file !== uri) included.add(file);
    }
    for (const uri of included) if (!entries.has(uri)) next.delete(uri);
    this.#byRoot = next;
    this.#surrounding = new Set([...next.values()].filter(({ uri }) => beside.has(uri)));
  }

  /** Files called named.conf beside open parts of a configuration and above them: one that includes the part says what it is a part of. */
  #besideParts(candidates: ReadonlySet<string>): ReadonlySet<string> {
    const { files, finder } = this.#options;
    const beside = new Set<string>();
    for (const uri of candidates) {
      if (!files.isOpen(uri) || isAloneUri(uri) || ROOT_NAMES.has(baseName(uri))) continue;
      let folder = folderOf(uri);
      for (let above = 0; above <= FOLDERS_ABOVE; above++) {
        const root = resolvePath(folder, 'named.conf');
        if (!candidates.has(root) && finder.mayRead(root)) beside.add(root);
        folder = folderOf(folder);
      }
    }
    return beside;
  }

  #newConfiguration(root: string): Configuration {
    const { files, finder, names, settings, readsEveryZone, zonesOf, notCheckedOf } = this.#options;
    return new Configuration(root, {
      bufferOf: (file) => files.buffer(file),
      find: (path, from, directory) => finder.find(path, { from, directory, root }),
      newFileFolder: (directory) => finder.folderAt({ from: root, directory, root }),
      findAll: (path, from, directory) => finder.findAll(path, { from, directory, root }),
      published: (configuration) => publishedAddresses(zonesOf(configuration)),
      commonServers: (configuration) => commonServers(zonesOf(configuration)),
      directory: this.#entries.directoryOf(root),
      names,
      version: () => settings().bindVersion,
      setupInput: () => inputOf(settings()),
      factsOf: (file) => files.facts(file),
      notCheckedOf,
      generation: () => files.generation,
      namesIn: (folder) => finder.namesIn(folder, root),
      readsEveryZone,
    });
  }
}
