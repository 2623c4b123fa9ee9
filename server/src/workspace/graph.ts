/** Which configurations and zones there are: what the files say of one another, the origins, and which of the zones known already stay. */

import type { AlikeZone } from '../conf/alike.ts';
import { type NameId, ROOT } from '../dns/names.ts';
import type { ZonesElsewhere } from '../rules/conf/context.ts';
import type { PreviousVersion } from '../rules/zone/context.ts';
import { ZONE_RULES } from '../rules/zone/index.ts';
import type { ZoneRule } from '../rules/zone/zoneRule.ts';
import type { Steps } from '../steps.ts';
import type { TextBuffer } from '../text/buffer.ts';
import type { ApexIndex } from './apexIndex.ts';
import type { Asker } from './closest.ts';
import type { Configuration, NotChecked } from './configuration.ts';
import { Configurations } from './configurations.ts';
import { type ConfiguredZone, placeOfFile, type ZonesToLoad } from './configuredZones.ts';
import { type OnFailure, succeeds } from './failure.ts';
import type { FileSources } from './fileSources.ts';
import { FilesBeside } from './filesBeside.ts';
import { FolderPatterns } from './folderPatterns.ts';
import { ListedNames } from './listedNames.ts';
import { NamesNotRead } from './namesNotRead.ts';
import type { Served } from './otherServers/otherServers.ts';
import type { PathPlace } from './pathFinder.ts';
import type { Settings } from './settings.ts';
import { StandaloneFiles } from './standaloneFiles.ts';
import { isAloneUri } from './standing.ts';
import { Zone, type ZonesBeside } from './zone.ts';
import { keyOfSetup, type ZoneSetup } from './zoneSetup.ts';

/** Zone files that a configuration names and that are read without being open in an editor. */
const LOADED_ZONES = 10_000;

const NONE: readonly string[] = [];

export interface GraphOptions extends FileSources {
  /** Where zones look for names outside of them. */
  readonly index: ApexIndex;
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
  readonly notRead: Map<string, NamesNotRead>;
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

export class Graph {
  readonly #options: GraphOptions;
  readonly #configurations: Configurations;
  readonly #standalone: StandaloneFiles;
  /** By what tells zones apart: the order of the configurations, then that of the files that stand alone. */
  #zones = new Map<string, Zone>();
  /** By the configurations that load them, as long as they are the same. */
  #byConfiguration: {
    readonly zones: unknown;
    readonly lists: ReadonlyMap<Configuration | undefined, readonly Zone[]>;
  } = { zones: undefined, lists: new Map() };
  /** By configuration, the names of its zones that are not read: they answer for names that zones above them seem to hold. */
  #notRead: ReadonlyMap<string, NamesNotRead> = new Map();
  #notReadChanged = false;
  #loaded: readonly Zone[] = [];
  #alone: readonly Zone[] = [];
  /** The files of configurations in which the zones stand. */
  #declaredIn: ReadonlyMap<Zone, string> = new Map();
  /** The rules that are not off, while those are the settings. */
  #chosen: { readonly rules: object; readonly list: readonly ZoneRule[] } | undefined;
  /** The zone files that are not looked at. */
  readonly #notChecked = new Map<Configuration, NotChecked>();
  /** What the zones were found by. */
  #refreshed: Refreshed | undefined;
  readonly #externalSerials = new FolderPatterns();
  #nextChunk = 1;

  constructor(options: GraphOptions) {
    this.#options = options;
    const named = new ListedNames(options.files);
    this.#configurations = new Configurations({
      ...options,
      named,
      zonesOf: (configuration) => this.#zonesOf(configuration),
      notCheckedOf: (configuration) => this.#notChecked.get(configuration),
    });
    this.#standalone = new StandaloneFiles({ ...options, named });
  }

  get configurations(): Iterable<Configuration> {
    return this.#configurations.all;
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
    return this.#configurations.surrounding;
  }

  /** The file of a configuration in which a zone stands; undefined where none loads it. */
  declaredIn(zone: Zone): string | undefined {
    return this.#declaredIn.get(zone);
  }

  /** The folder that is / for the server of a configuration, where the user says it. */
  rootOf(configuration: string): string | undefined {
    return this.#configurations.rootOf(configuration);
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
    if (!notRead || notRead.isEmpty) return false;
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
    this.#configurations.refresh();
  }

  /** Reads, file by file, what closed zone files say of themselves, so that finding the zones does not have to. */
  prepare(): Steps<void> {
    return this.#standalone.prepare();
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
    const notRead = new Map<string, NamesNotRead>();
    let count = 0;
    let hasFailed = false;
    this.#notChecked.clear();
    for (const configuration of this.#configurations.all) {
      if (!judgesZones() && !configuration.asksForZones) continue;
      const most = withoutLimits ? Number.POSITIVE_INFINITY : LOADED_ZONES - count;
      from.push({ configuration, most });
      const isLoaded = succeeds(configuration.uri, onFailure, () => {
        count += this.#loadZones(configuration, most, { next, configured, declaredIn, notRead });
      });
      hasFailed ||= !isLoaded;
    }
    const loaded = [...next.values()];
    const { surrounding } = this.#configurations;
    const toLoad = hasFailed ? [] : from.map((each) => ({ ...each, zones: each.configuration.zonesToLoad(each.most) }));
    const { served } = this.#standalone;
    this.#standalone.setLoaded(toLoad, loaded, surrounding.size === 0 && !hasFailed);
    const alone = this.#standalone
      .all(configured)
      .flatMap(([uri, buffer]) =>
        this.#standalone
          .standing(uri, buffer)
          .zones.map(({ apex, setup }) => this.#keepZone(next, uri, buffer, apex, setup, undefined)),
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
          configurations: toLoad,
          configured,
          served,
          open: this.#standalone.open(configured).length,
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
    const asked = [...this.#configurations.all].filter((each) => judgesZones() || each.asksForZones);
    const isSame = ({ configuration, most, zones }: Refreshed['configurations'][number], i: number): boolean =>
      configuration === asked[i] && configuration.zonesToLoad(most) === zones;
    if (asked.length !== known.configurations.length || !known.configurations.every(isSame)) return false;
    if (this.#standalone.served !== known.served) return false;
    for (const zone of this.#zones.values()) if (zone.isToBeMadeAnew) return false;
    const open = this.#standalone.open(known.configured);
    return (
      open.length === known.open &&
      open.every(([uri, buffer]) =>
        this.#standalone
          .standing(uri, buffer)
          .zones.every(({ apex, setup }) => this.#zones.has(keyOfZone(uri, apex, undefined, setup))),
      )
    );
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
    const { directory, uri: root } = configuration;
    const places = new Map<string, PathPlace>();
    const placeOf = ({ uri }: ConfiguredZone): PathPlace => {
      const place = places.get(uri) ?? { from: uri, directory, root };
      places.set(uri, place);
      return place;
    };
    const elsewhere = new Map<string, ZonesElsewhere & { count: number }>();
    const notHere = (zone: ConfiguredZone): void => {
      const known = elsewhere.get(zone.uri);
      if (known) known.count++;
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
    const before = this.#notRead.get(root);
    loading.notRead.set(root, NamesNotRead.like(before, [...notRead, ...missed]));
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

function areSame(a: ReadonlyMap<string, NamesNotRead>, b: ReadonlyMap<string, NamesNotRead>): boolean {
  if (a.size !== b.size) return false;
  for (const [key, names] of a) if (!b.get(key)?.equals(names)) return false;
  return true;
}
