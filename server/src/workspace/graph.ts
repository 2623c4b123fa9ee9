/** Which configurations and zones there are: what the files say of one another, the origins, and which of the zones known already stay. */

import type { AlikeZone } from '../conf/alike.ts';
import type { NameId } from '../dns/names.ts';
import { type NameTable, NO_NAME, ROOT } from '../dns/names.ts';
import { t } from '../l10n.ts';
import type { ZonesElsewhere } from '../rules/conf/context.ts';
import type { PreviousVersion } from '../rules/zone/context.ts';
import { ZONE_RULES } from '../rules/zone/index.ts';
import type { ZoneRule } from '../rules/zone/zoneRule.ts';
import type { Steps } from '../steps.ts';
import type { TextBuffer } from '../text/buffer.ts';
import type { ApexIndex } from './apexIndex.ts';
import type { Asker } from './closest.ts';
import { commonServers } from './commonServers.ts';
import { Configuration, type NotChecked } from './configuration.ts';
import { type ConfiguredZone, placeOfFile, type ZonesToLoad } from './configuredZones.ts';
import { type ConfigurationEntry, Entries } from './entries.ts';
import { type OnFailure, succeeds } from './failure.ts';
import type { Files } from './files.ts';
import { FilesBeside } from './filesBeside.ts';
import { FolderPatterns } from './folderPatterns.ts';
import { FolderZones } from './folderZones.ts';
import { isHintsFile, type Language, languageOfText } from './languages.ts';
import { ListedNames } from './listedNames.ts';
import { LoadedFolders } from './loadedFolders.ts';
import { kindOf, type Origin, originOf } from './origin.ts';
import { OtherServers, type Served } from './otherServers/otherServers.ts';
import type { PathFinder } from './pathFinder.ts';
import { baseName, folderOf, resolvePath } from './paths.ts';
import { publishedAddresses } from './publishedAddresses.ts';
import type { Settings } from './settings.ts';
import { isAloneUri, isAnswerUri } from './standing.ts';
import { Zone, type ZonesBeside } from './zone.ts';
import { keyOfSetup, standaloneSetup, type ZoneSetup } from './zoneSetup.ts';

/** Zone files that a configuration names and that are read without being open in an editor. */
const LOADED_ZONES = 10_000;

/** Files that nothing includes. */
const ROOT_NAMES: ReadonlySet<string> = new Set(['named.conf', 'rndc.conf']);

const NONE: readonly string[] = [];
const NO_ENTRIES: readonly ConfigurationEntry[] = [];

/** Folders above a part in which a named.conf may include it. */
const FOLDERS_ABOVE = 2;

export interface GraphOptions {
  readonly names: NameTable;
  readonly files: Files;
  readonly finder: PathFinder;
  /** Where zones look for names outside of them. */
  readonly index: ApexIndex;
  readonly settings: () => Settings;
  /** The folders of the workspace. */
  readonly folders: () => readonly string[];
  /** The languages of files that editors hold, or held. */
  readonly languages: ReadonlyMap<string, Language>;
  readonly now?: (() => Date) | undefined;
  readonly isTimeSaid: boolean;
  readonly previous?: ((zone: Zone) => PreviousVersion | undefined) | undefined;
  readonly withoutLimits: boolean;
  readonly judgesZones: () => boolean;
  readonly readsEveryZone: boolean;
  readonly onFailure?: OnFailure | undefined;
  readonly log?: ((message: string) => void) | undefined;
}

/** What is put together while zones are loaded. */
interface Loading {
  /** The zones, by what tells them apart. */
  readonly next: Map<string, Zone>;
  /** The files that configurations load. */
  readonly configured: Set<string>;
  readonly declaredIn: Map<Zone, string>;
  /** By configuration, the names of its zones that are not read. */
  readonly notRead: Map<string, ReadonlySet<NameId>>;
}

/** What says which zones there are. */
interface Refreshed {
  readonly generation: number;
  readonly settings: Settings;
  readonly configurations: readonly {
    readonly configuration: Configuration;
    readonly most: number;
    readonly zones?: ZonesToLoad;
  }[];
  readonly configured: ReadonlySet<string>;
  readonly served: ReadonlyMap<string, readonly Served[]>;
  /** How many open files no configuration loads. */
  readonly open: number;
}

/** What a file that no configuration loads is taken for, and by what. */
interface Standing {
  readonly uri: string;
  readonly settings: Settings;
  readonly stamp: number;
  readonly served: readonly Served[] | undefined;
  readonly folders: LoadedFolders | undefined;
  readonly zones: readonly { readonly apex: NameId; readonly setup: ZoneSetup }[];
}

export class Graph {
  readonly #options: GraphOptions;
  #configurations = new Map<string, Configuration>();
  /** Those that are there only for an open part of them. */
  #surrounding: ReadonlySet<Configuration> = new Set();
  /** By what tells zones apart: the order of the configurations, then that of the files that stand alone. */
  #zones = new Map<string, Zone>();
  /** By the configurations that load them, as long as they are the same. */
  #byConfiguration: {
    readonly zones: unknown;
    readonly lists: ReadonlyMap<Configuration | undefined, readonly Zone[]>;
  } = { zones: undefined, lists: new Map() };
  /** By configuration, the names of its zones that are not read: they answer for names that zones above them seem to hold. */
  #notRead: ReadonlyMap<string, ReadonlySet<NameId>> = new Map();
  #notReadChanged = false;
  #loaded: readonly Zone[] = [];
  #alone: readonly Zone[] = [];
  /** The files of configurations in which the zones stand. */
  #declaredIn: ReadonlyMap<Zone, string> = new Map();
  /** The rules that are not off, while those are the settings. */
  #chosen: { readonly rules: object; readonly list: readonly ZoneRule[] } | undefined;
  /** The zone files that are not looked at. */
  readonly #notChecked = new Map<Configuration, NotChecked>();
  readonly #named: ListedNames;
  readonly #entries: Entries;
  readonly #folderZones: FolderZones;
  readonly #otherServers: OtherServers;
  /** What is loaded beside files that nothing loads; undefined where that says nothing of them. */
  #loadedFolders: LoadedFolders | undefined;
  /** What the zones were found by. */
  #refreshed: Refreshed | undefined;
  #origins: { readonly from: Settings['origins'] | undefined; readonly words: readonly string[] } = {
    from: undefined,
    words: NONE,
  };
  readonly #originPatterns = new FolderPatterns();
  readonly #externalSerials = new FolderPatterns();
  readonly #standings = new WeakMap<TextBuffer, Standing>();
  #nextChunk = 1;

  constructor(options: GraphOptions) {
    const { files, finder, names, log, settings, folders } = options;
    this.#options = options;
    this.#otherServers = new OtherServers({ files, finder, names });
    this.#named = new ListedNames(files);
    this.#entries = new Entries({ files, folders, entries: () => settings().configurations ?? NO_ENTRIES });
    this.#folderZones = new FolderZones({
      files,
      named: this.#named,
      onCut: (most) =>
        log?.(
          t`The folders hold more than ${most} zone files that no configuration loads: the rest is looked at when it is opened.`,
        ),
    });
  }

  get configurations(): Iterable<Configuration> {
    return this.#configurations.values();
  }

  /** Every zone, those of included files among them. */
  get zones(): Iterable<Zone> {
    return this.#zones.values();
  }

  /** Those that a configuration loads. */
  get loaded(): readonly Zone[] {
    return this.#loaded;
  }

  /** Those that no configuration loads. */
  get alone(): readonly Zone[] {
    return this.#alone;
  }

  /** The configurations that are read only to know what an open file is a part of. */
  get surrounding(): ReadonlySet<Configuration> {
    return this.#surrounding;
  }

  /** The file of a configuration in which a zone stands; undefined where none loads it. */
  declaredIn(zone: Zone): string | undefined {
    return this.#declaredIn.get(zone);
  }

  /** The folder that is / for the server of a configuration, where the user says it. */
  rootOf(configuration: string): string | undefined {
    return this.#entries.rootOf(configuration);
  }

  /** Whether others are among the zones that are not read since this was asked last. */
  takeNotReadChanged(): boolean {
    const isChanged = this.#notReadChanged;
    this.#notReadChanged = false;
    return isChanged;
  }

  /** The zone that answers for a name where a zone stands; undefined where one that is not read does. */
  #besideOf(asker: Asker, name: NameId): Zone | undefined {
    const zone = this.#options.index.besideOf(asker, name);
    return zone && this.#isNotRead(zone.options.configuration, name, zone.model.apex) ? undefined : zone;
  }

  /** Whether a zone below `apex` that is not read holds a name. */
  #isNotRead(configuration: Configuration | undefined, name: NameId, apex: NameId): boolean {
    const notRead = configuration && this.#notRead.get(configuration.uri);
    if (!notRead || notRead.size === 0) return false;
    for (let at = name; at > ROOT && at !== apex; at = this.#options.names.parent(at)) if (notRead.has(at)) return true;
    return false;
  }

  /** Forgets everything: it is made anew, by other settings. */
  clear(): void {
    this.#zones = new Map();
    this.#loaded = [];
    this.#alone = [];
    this.#refreshed = undefined;
    this.#configurations.clear();
  }

  /** Finds the configurations, and reads those that changed. */
  refreshConfigurations(): void {
    const { files, languages, onFailure } = this.#options;
    const entries = new Set(this.#entries.files());
    const candidates = new Set(this.#entries.areNamed ? entries : this.#named.of('named-conf'));
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
      const configuration = this.#configurations.get(uri) ?? this.#newConfiguration(uri);
      succeeds(uri, onFailure, () => configuration.update());
      next.set(uri, configuration);
      if (beside.has(uri) && !configuration.files.some((file) => candidates.has(file))) {
        next.delete(uri);
        continue;
      }
      for (const file of configuration.files) if (file !== uri) included.add(file);
    }
    for (const uri of included) if (!entries.has(uri)) next.delete(uri);
    this.#configurations = next;
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
    const { files, finder, names, settings, readsEveryZone } = this.#options;
    return new Configuration(root, {
      bufferOf: (file) => files.buffer(file),
      find: (path, from, directory) => finder.find(path, { from, directory, root }),
      newFileFolder: (directory) => finder.folderAt({ from: root, directory, root }),
      findAll: (path, from, directory) => finder.findAll(path, { from, directory, root }),
      published: (configuration) => publishedAddresses(this.#zonesOf(configuration)),
      commonServers: (configuration) => commonServers(this.#zonesOf(configuration)),
      directory: this.#entries.directoryOf(root),
      names,
      version: () => settings().bindVersion,
      limits: () => settings().limits,
      prefixes: () => settings().prefixes,
      ptrNetworks: () => settings().ptrNetworks,
      factsOf: (file) => files.facts(file),
      notCheckedOf: (configuration) => this.#notChecked.get(configuration),
      generation: () => files.generation,
      namesIn: (folder) => finder.namesIn(folder, root),
      readsEveryZone,
    });
  }

  /** The zones that a configuration loads. */
  #zonesOf(configuration: Configuration): readonly Zone[] {
    if (this.#byConfiguration.zones !== this.#zones) {
      const lists = new Map<Configuration | undefined, Zone[]>();
      for (const zone of this.#zones.values()) {
        const list = lists.get(zone.options.configuration);
        if (list) list.push(zone);
        else lists.set(zone.options.configuration, [zone]);
      }
      this.#byConfiguration = { zones: this.#zones, lists };
    }
    return this.#byConfiguration.lists.get(configuration) ?? [];
  }

  /** Finds the zones: those that the configurations load, and those of files that none loads. */
  refreshZones(): void {
    const { withoutLimits, judgesZones, onFailure } = this.#options;
    if (this.#areSameZones()) return;
    const from: Refreshed['configurations'][number][] = [];
    const next = new Map<string, Zone>();
    const configured = new Set<string>();
    const declaredIn = new Map<Zone, string>();
    const notRead = new Map<string, ReadonlySet<NameId>>();
    let count = 0;
    let hasFailed = false;
    this.#notChecked.clear();
    for (const configuration of this.#configurations.values()) {
      if (!judgesZones() && !configuration.asksForZones) continue;
      const most = withoutLimits ? Number.POSITIVE_INFINITY : LOADED_ZONES - count;
      from.push({ configuration, most });
      const isLoaded = succeeds(configuration.uri, onFailure, () => {
        count += this.#loadZones(configuration, most, { next, configured, declaredIn, notRead });
      });
      hasFailed ||= !isLoaded;
    }
    const loaded = [...next.values()];
    const served = this.#otherServers.served();
    this.#loadedFolders = this.#foldersOf(from, loaded);
    const alone = this.#aloneFiles(configured, served).flatMap(([uri, buffer]) =>
      this.#standing(uri, buffer, served.get(uri)).zones.map(({ apex, setup }) =>
        this.#keepZone(next, uri, buffer, apex, setup, undefined),
      ),
    );
    this.#zones = next;
    this.#declaredIn = declaredIn;
    this.#notReadChanged ||= !areSame(this.#notRead, notRead);
    this.#notRead = notRead;
    this.#loaded = loaded;
    this.#alone = alone;
    this.#refreshed = hasFailed
      ? undefined
      : {
          generation: this.#options.files.generation,
          settings: this.#options.settings(),
          configurations: from.map((each) => ({ ...each, zones: each.configuration.zonesToLoad(each.most) })),
          configured,
          served,
          open: this.#openAlone(configured).length,
        };
  }

  /**
   * True where nothing changed since the zones were found that says which there are: an edit of a zone finds the same thousands again, but for what the
   * file itself says of its origin.
   */
  #areSameZones(): boolean {
    const { files, settings, judgesZones } = this.#options;
    const known = this.#refreshed;
    if (!known || known.generation !== files.generation || known.settings !== settings()) return false;
    const asked = [...this.#configurations.values()].filter((each) => judgesZones() || each.asksForZones);
    const isSame = ({ configuration, most, zones }: Refreshed['configurations'][number], i: number): boolean =>
      configuration === asked[i] && configuration.zonesToLoad(most) === zones;
    if (asked.length !== known.configurations.length || !known.configurations.every(isSame)) return false;
    if (this.#otherServers.served() !== known.served) return false;
    for (const zone of this.#zones.values()) if (zone.isToBeMadeAnew) return false;
    const open = this.#openAlone(known.configured);
    return (
      open.length === known.open &&
      open.every(([uri, buffer]) =>
        this.#standing(uri, buffer, known.served.get(uri)).zones.every(({ apex, setup }) =>
          this.#zones.has(keyOfZone(uri, apex, undefined, setup)),
        ),
      )
    );
  }

  /** Reads, file by file, what closed zone files say of themselves, so that finding the zones does not have to. */
  *prepare(): Steps<void> {
    if (!this.#options.settings().folderZones) return;
    const served = this.#otherServers.served();
    for (const [uri, buffer] of this.#closedAlone(served)) {
      this.#standing(uri, buffer, served.get(uri));
      yield;
    }
  }

  /** The zone files that no configuration loads, by name, not in the order in which they were opened: open ones, and closed ones of the folders. */
  #aloneFiles(
    configured: ReadonlySet<string>,
    served: ReadonlyMap<string, unknown>,
  ): (readonly [uri: string, buffer: TextBuffer])[] {
    const found = this.#openAlone(configured);
    if (this.#options.settings().folderZones) {
      for (const file of this.#closedAlone(served)) if (!configured.has(file[0])) found.push(file);
    }
    return found.sort(([a], [b]) => (a < b ? -1 : 1));
  }

  #openAlone(configured: ReadonlySet<string>): (readonly [uri: string, buffer: TextBuffer])[] {
    const { files, languages } = this.#options;
    const found: (readonly [uri: string, buffer: TextBuffer])[] = [];
    for (const [uri, language] of languages) {
      const buffer = language === 'zone' && files.isOpen(uri) ? files.buffer(uri) : undefined;
      if (buffer && !configured.has(uri)) found.push([uri, buffer]);
    }
    return found;
  }

  *#closedAlone(served: ReadonlyMap<string, unknown>): Iterable<readonly [uri: string, buffer: TextBuffer]> {
    const { files } = this.#options;
    for (const file of this.#folderZones.zones()) if (!served.has(file[0])) yield file;
    for (const uri of served.keys()) {
      const buffer = files.isOpen(uri) ? undefined : files.buffer(uri);
      if (buffer) yield [uri, buffer];
    }
  }

  /** What a file that named does not load is: kept for closed files, whose texts stay as they are. */
  #standing(uri: string, buffer: TextBuffer, served: readonly Served[] | undefined): Standing {
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
      return { apex: name, setup: standaloneSetup(source, kind, this.#setupInput(), by) };
    };
    const zones =
      served && !set
        ? served.map((each) => zoneOf({ name: each.origin, source: 'server' }, each))
        : [zoneOf(set ?? this.#originOf(uri, buffer))];
    const standing = { uri, settings: settings(), stamp: buffer.stamp, served, folders, zones };
    if (!files.isOpen(uri)) this.#standings.set(buffer, standing);
    return standing;
  }

  /** Which folders the configurations load zones from, where all that may load a file is known. */
  #foldersOf(
    from: readonly { readonly configuration: Configuration; readonly most: number }[],
    loaded: readonly Zone[],
  ): LoadedFolders | undefined {
    const { files, names, folders } = this.#options;
    if (loaded.length === 0 || !files.listsAll || this.#surrounding.size > 0 || this.#otherServers.hasAny)
      return undefined;
    const configurations = from.map(({ configuration, most }) => ({
      configuration,
      zones: configuration.zonesToLoad(most),
    }));
    const next = new LoadedFolders({ names, folders: folders(), configurations, loaded });
    return next.isSameAs(this.#loadedFolders) ? this.#loadedFolders : next;
  }

  /** Keeps or makes the zones of a configuration, up to a number; returns how many there are. */
  #loadZones(configuration: Configuration, most: number, loading: Loading): number {
    const { files, finder } = this.#options;
    const { next, configured, declaredIn } = loading;
    const { zones, above, notRead } = configuration.zonesToLoad(most);
    const kept = new Set<NameId>();
    const unreadable = new Set<string>();
    const toRead: AlikeZone[] = [];
    const isNowhere = finder.folderLookup();
    const beside = new FilesBeside(files);
    const placeOf = ({ uri }: ConfiguredZone) => ({
      from: uri,
      directory: configuration.directory,
      root: configuration.uri,
    });
    const elsewhere = new Map<string, ZonesElsewhere>();
    const notHere = (zone: ConfiguredZone): void => {
      const known = elsewhere.get(zone.uri);
      if (known) elsewhere.set(zone.uri, { ...known, count: known.count + 1 });
      else elsewhere.set(zone.uri, { place: placeOfFile(zone.uri, zone.fileWord), path: zone.path, count: 1 });
    };
    for (const zone of zones) {
      const { fileWord, path, origin, setup } = zone;
      if ('group' in fileWord && fileWord.group.isMissing) continue;
      if ('group' in fileWord && isNowhere(path, placeOf(zone))) {
        if (isServed(zone) && finder.isElsewhere(path, placeOf(zone))) notHere(zone);
        continue;
      }
      const target = finder.find(path, placeOf(zone));
      if (target.kind === 'file') {
        configured.add(target.uri);
        kept.add(origin);
        const own = beside.setup(target.uri, setup);
        declaredIn.set(this.#keepZone(next, target.uri, target.buffer, origin, own, configuration), zone.declaredIn);
      } else if (target.kind === 'unknown' && target.why === 'unreadable') {
        if ('group' in fileWord) toRead.push(fileWord);
        else unreadable.add(path);
      } else if (target.kind === 'unknown' && target.why && target.why !== 'folder' && isServed(zone)) notHere(zone);
    }
    if (toRead.length > 0) {
      configuration.readZones(toRead);
      return this.#loadZones(configuration, most, loading);
    }
    const missed = zones.filter(({ origin }) => !kept.has(origin)).map(({ origin }) => origin);
    loading.notRead.set(configuration.uri, new Set([...notRead, ...missed]));
    if (above || unreadable.size > 0 || elsewhere.size > 0) {
      this.#notChecked.set(configuration, { unreadable, above, elsewhere: [...elsewhere.values()] });
    }
    return zones.length;
  }

  /** The zone as it is known, where nothing that tells zones apart is another; else a new one. */
  #keepZone(
    next: Map<string, Zone>,
    uri: string,
    buffer: TextBuffer,
    apex: NameId,
    setup: ZoneSetup,
    configuration: Configuration | undefined,
  ): Zone {
    const key = keyOfZone(uri, apex, configuration, setup);
    const old = this.#zones.get(key);
    const zone =
      old?.root.buffer === buffer && !old.isToBeMadeAnew ? old : this.#newZone(uri, buffer, apex, setup, configuration);
    next.set(key, zone);
    return zone;
  }

  #newZone(
    uri: string,
    buffer: TextBuffer,
    apex: NameId,
    setup: ZoneSetup,
    configuration: Configuration | undefined,
  ): Zone {
    const { names, finder, index, now, isTimeSaid, previous } = this.#options;
    // What was never saved is judged by itself.
    const isAlone = isAloneUri(uri);
    const asker = { options: { uri, configuration, view: setup.view } };
    const beside: ZonesBeside = {
      hasAny: () => index.hasNeighbours,
      holding: (name) => this.#besideOf(asker, name),
      isHeld: (name) => index.besideOf(asker, name) !== undefined || this.#isNotRead(configuration, name, ROOT),
      inOtherViews: (name) => index.inOtherViews(asker, name),
    };
    return new Zone({
      ...setup,
      ...(isAlone ? {} : { beside }),
      uri,
      buffer,
      names,
      apex,
      configuration,
      rules: this.#rules(),
      include: (path, from) =>
        finder.find(path, { from, directory: configuration?.directory, root: configuration?.uri }),
      zoneOf: (name) => (isAlone ? undefined : index.relatedTo(asker, name)?.model),
      reverseZoneOf: (name) => (isAlone ? undefined : index.reverseZoneFor(asker, name)?.model),
      nextId: () => this.#nextChunk++,
      copies: () => (isAlone ? [] : index.named(apex).map(({ root }) => root)),
      now,
      isTimeSaid,
      previous,
      isSerialExternal: this.#isSerialExternal(uri),
      hasReverseZones: () => !isAlone && index.hasReverseZones,
    });
  }

  #isSerialExternal(uri: string): boolean {
    const { settings, folders } = this.#options;
    const { externalSerials = NONE } = settings();
    return this.#externalSerials.find(externalSerials, uri, folders()) !== undefined;
  }

  #setupInput() {
    const { bindVersion, limits, prefixes, ptrNetworks } = this.#options.settings();
    return { version: bindVersion, limits, prefixes, ptrNetworks };
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

  #rules(): readonly ZoneRule[] {
    const { rules } = this.#options.settings();
    // Thousands of zones share one list, and what is derived from it.
    if (this.#chosen?.rules !== rules) {
      this.#chosen = { rules, list: ZONE_RULES.filter((rule) => rules[rule.id] !== 'off') };
    }
    return this.#chosen.list;
  }
}

/** What tells zones apart. */
function keyOfZone(uri: string, apex: NameId, configuration: Configuration | undefined, setup: ZoneSetup): string {
  return `${uri} ${apex} ${configuration?.uri ?? ''} ${keyOfSetup(setup)}`;
}

/** True where named needs the file to answer for the zone: it writes those of other zones itself. */
function isServed({ setup }: ConfiguredZone): boolean {
  return setup.settings.type === 'primary' || setup.settings.type === 'hint';
}

function areSame(a: ReadonlyMap<string, ReadonlySet<NameId>>, b: ReadonlyMap<string, ReadonlySet<NameId>>): boolean {
  if (a.size !== b.size) return false;
  for (const [key, names] of a) {
    const others = b.get(key);
    if (others?.size !== names.size) return false;
    for (const name of names) if (!others.has(name)) return false;
  }
  return true;
}
