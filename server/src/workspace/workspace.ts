/**
 * Which file is what: the configurations and their includes, the zones they load, the zones that stand alone.
 * Everything is kept and renewed where texts changed; reading files is left to `settle`.
 */

import type { AlikeZone } from '../conf/alike.ts';
import type { Word } from '../conf/tree.ts';
import { CLASS } from '../dns/classes.ts';
import { type NameId, NameTable, NO_NAME, ROOT } from '../dns/names.ts';
import { t } from '../l10n.ts';
import { ANSWER_SCHEME } from '../lsp/protocol.ts';
import type { Problem } from '../rules/rule.ts';
import type { PreviousVersion, ZoneRule } from '../rules/zone/context.ts';
import { ZONE_RULES } from '../rules/zone/index.ts';
import type { TextBuffer } from '../text/buffer.ts';
import type { ZoneModel } from '../zone/model.ts';
import { Configuration, type ConfiguredZone, type NotChecked } from './configuration.ts';
import { asSet, compareProblems, type FileProblems, limitProblems, limitTold, toldBetween } from './fileProblems.ts';
import type { FileSystem } from './fileSystem.ts';
import { Files } from './files.ts';
import { isHintsName, type Language, languageOf } from './languages.ts';
import { type Origin, originOf } from './origin.ts';
import { baseName, folderOf, isWithinFolder, longestSuffix, normalUri, pathParts, resolvePath } from './paths.ts';
import { DEFAULT_SETTINGS, type Settings } from './settings.ts';
import { withoutIgnored } from './suppress.ts';
import { type IncludeTarget, Zone } from './zone.ts';

/** Zone files that a configuration names and that are read without being open in an editor. */
const LOADED_ZONES = 2000;
/** Records of a zone that is checked again, as a whole, when a zone that it was compared with changes. */
const RECHECKED_RECORDS = 50_000;
/** Rounds of looking and loading: each finds what the files of the round before include. */
const ROUNDS = 64;

/** Steps of work that a feature waits for, about 10 ms: more than an edit of some lines calls for. */
const LOOK_STEPS = 16;

export interface WorkspaceOptions {
  readonly system: FileSystem;
  /** The time, for what rules say of signatures and serials; they are silent about it where it is not given. */
  readonly now?: () => Date;
  /** What a zone was when it was saved or committed last; rules about serials are silent where it is not given. */
  readonly previous?: (zone: Zone) => PreviousVersion | undefined;
  /** A line for the log; says what was cut and what failed. */
  readonly log?: (message: string) => void;
  /** True for the command line: every zone of a configuration is read, however many there are. */
  readonly withoutLimits?: boolean;
  /** Whether zone files are judged; where they are not, those of a configuration are read only where a rule asks what they publish. */
  readonly judgesZones?: () => boolean;
  /** True where zone statements that are alike are read one by one, which tests compare with. */
  readonly readsEveryZone?: boolean;
}

export class Workspace {
  readonly names = new NameTable();
  readonly #options: WorkspaceOptions;
  readonly #files: Files;
  #settings: Settings = DEFAULT_SETTINGS;
  #folders: readonly string[] = [];
  #languages = new Map<string, Language>();
  #configurations = new Map<string, Configuration>();
  #zones = new Map<string, Zone>();
  /** Zones by apex: what is looked up for names outside a zone. */
  #byApex = new Map<NameId, Zone[]>();
  #hasReverseZones = false;
  /** The zones at hand, with those of files that other files include. */
  #kept = new Map<string, Zone>();
  /** The zones of files that are judged where another file includes them. */
  #hidden: ReadonlySet<Zone> = new Set();
  /** What is left to do; undefined where that is nothing. */
  #work: Iterator<void> | undefined;
  /** Zones that changed, came or went, and which zones there were, since others were last compared with them. */
  #changed = new Set<ZoneModel | undefined>();
  #settledKeys = '';
  #hadReverseZones = false;
  /** Where paths lead, as long as no file comes or goes: a configuration's are asked for after every edit. */
  readonly #found = new Map<string, IncludeTarget>();
  #foundAt = -1;
  /** The zone files that are not looked at. */
  readonly #notChecked = new Map<Configuration, NotChecked>();
  #recheckSaid = false;
  #nextChunk = 1;

  constructor(options: WorkspaceOptions) {
    this.#options = options;
    this.#files = new Files(options.system);
  }

  get settings(): Settings {
    return this.#settings;
  }

  /** Takes over settings; everything is judged anew. */
  configure(settings: Settings): void {
    this.#settings = settings;
    this.#zones.clear();
    this.#kept.clear();
    this.#configurations.clear();
    this.#found.clear();
  }

  /** Sets the workspace's folders and lists their files. */
  async setFolders(folders: readonly string[]): Promise<void> {
    this.#folders = folders.map(normalUri);
    if (!(await this.#files.list(this.#folders))) {
      this.#options.log?.(
        t`The workspace has more files than are looked at: configurations among the rest are found when they are opened.`,
      );
    }
  }

  /** The files in the workspace's folders. */
  get listed(): readonly string[] {
    return this.#files.listed;
  }

  /** Opens a file with an editor's text. */
  open(uri: string, text: string | TextBuffer, language?: Language): void {
    const key = normalUri(uri);
    this.#files.open(key, text);
    if (language) this.#languages.set(key, language);
  }

  close(uri: string): void {
    this.#files.close(normalUri(uri));
  }

  /** Says that a file was changed, made or deleted on disk. */
  fileChanged(uri: string): void {
    this.#files.changed(normalUri(uri));
  }

  /** True where an editor holds the file. */
  isOpen(uri: string): boolean {
    return this.#files.isOpen(normalUri(uri));
  }

  /** The text of a file that is at hand. */
  bufferOf(uri: string): TextBuffer | undefined {
    return this.#files.buffer(normalUri(uri));
  }

  /** The language of a file: what a configuration makes of it, what the editor said, what its name and its beginning say. */
  languageOf(uri: string, head?: string): Language | undefined {
    const key = normalUri(uri);
    for (const configuration of this.#configurations.values()) if (configuration.has(key)) return 'named-conf';
    for (const zone of this.#zones.values()) {
      if (zone.options.source === 'configuration' && zone.documents.some((document) => document.uri === key))
        return 'zone';
    }
    return this.#languages.get(key) ?? languageOf(key, head ?? this.#files.peek(key)?.chunks[0]?.text);
  }

  /** Brings everything up to date, reading what is missing. `pause` may let others in after each step of the work. */
  async settle(pause?: () => Promise<void> | undefined): Promise<void> {
    for (let round = 0; round < ROUNDS; round++) {
      this.begin();
      while (this.step()) {
        const paused = pause?.();
        if (paused) await paused;
      }
      if (!(await this.#files.load())) return;
    }
    this.#options.log?.(t`Files include one another deeper than is followed.`);
  }

  /** Brings everything up to date as far as files are at hand. */
  refresh(): void {
    this.begin();
    while (this.step());
  }

  /** Looks at what there is and what changed; `step` brings it up to date. */
  begin(): void {
    this.#refreshConfigurations();
    this.#beginZones();
  }

  /** Does the next part of the work, about a chunk of a zone; false where nothing is left. Edits may come in between, and `begin` after them. */
  step(): boolean {
    if (!this.#work) return false;
    const work = this.#work;
    if (!work.next().done) return true;
    // What the configurations say may have asked for zones, which is work of its own.
    if (this.#work !== work) return true;
    this.#work = undefined;
    return false;
  }

  /**
   * Brings up to date what a feature needs that is asked about a place: everything where that is little, else what there is has to do, and the
   * place itself is read.
   */
  look(uri?: string, offsetIn?: (buffer: TextBuffer) => number): void {
    this.begin();
    for (let steps = 0; steps < LOOK_STEPS && this.step(); steps++);
    if (!this.#work || uri === undefined || !offsetIn) return;
    const key = normalUri(uri);
    const buffer = this.#files.buffer(key);
    if (!buffer) return;
    for (const zone of this.#sourcesOf(key)) zone.readAt(key, offsetIn(buffer));
  }

  /** Reads what the zones of a file consist of, whether or not it is checked then. */
  read(uri: string): void {
    this.begin();
    const isRead = (): boolean => this.zonesOf(uri).every(({ stage }) => stage !== 'reading');
    while (!isRead() && this.step());
  }

  #refreshConfigurations(): void {
    const candidates = new Set<string>();
    for (const uri of this.#files.listed) if (languageOf(uri) === 'named-conf') candidates.add(uri);
    for (const [uri, language] of this.#languages) {
      if (language === 'named-conf' && this.#files.isOpen(uri)) candidates.add(uri);
    }
    const next = new Map<string, Configuration>();
    // Roots first by name: named.conf includes named.conf.local, not the other way round.
    const ordered = [...candidates].sort(
      (a, b) => Number(baseName(b) === 'named.conf') - Number(baseName(a) === 'named.conf') || (a < b ? -1 : 1),
    );
    const included = new Set<string>();
    for (const uri of ordered) {
      if (included.has(uri)) continue;
      const buffer = this.#files.buffer(uri);
      if (!buffer) continue;
      const configuration = this.#configurations.get(uri) ?? this.#newConfiguration(uri);
      configuration.update();
      next.set(uri, configuration);
      for (const file of configuration.files) if (file !== uri) included.add(file);
    }
    for (const uri of included) next.delete(uri);
    this.#configurations = next;
  }

  #newConfiguration(uri: string): Configuration {
    return new Configuration(uri, {
      bufferOf: (file) => this.#files.buffer(file),
      find: (path, from, directory) => this.#find(path, from, directory, uri),
      zonesOf: (configuration) =>
        [...this.#zones.values()].filter((zone) => zone.options.configuration === configuration),
      names: this.names,
      version: () => this.#settings.bindVersion,
      factsOf: (file) => this.#files.facts(file),
      notCheckedOf: (configuration) => this.#notChecked.get(configuration),
      generation: () => this.#files.generation,
      namesIn: (folder) => this.#namesIn(folder, uri),
      readsEveryZone: this.#options.readsEveryZone,
    });
  }

  /** The names in the folder that a path in a configuration means, where it is certain that it is that folder. */
  #namesIn(path: string, root: string): ReadonlySet<string> | undefined {
    const folder = resolvePath(folderOf(root), path);
    const names = this.#mayRead(folder) ? this.#files.namesIn(folder) : undefined;
    return names === 'asked' ? undefined : names;
  }

  /**
   * The file that a path in the file `from` means. A configuration's relative paths start in the server's working directory: what
   * `directory` says, or the folder of its outermost file `root`; the folder of `from` is tried last.
   */
  #find(path: string, from: string, directory: string | undefined, root: string | undefined): IncludeTarget {
    if (this.#foundAt !== this.#files.generation) {
      this.#found.clear();
      this.#foundAt = this.#files.generation;
    }
    const key = `${path}\n${from}\n${directory ?? ''}\n${root ?? ''}`;
    const known = this.#found.get(key);
    if (known) return known;
    const target = this.#lookFor(path, from, directory, root);
    this.#found.set(key, target);
    return target;
  }

  #lookFor(path: string, from: string, directory: string | undefined, root: string | undefined): IncludeTarget {
    if (path === '') return { kind: 'missing' };
    if (path.includes('\0')) return { kind: 'unknown' };
    const candidates = this.#candidates(path, from, directory, root);
    let open = false;
    let certain = true;
    let isThere = false;
    for (const uri of candidates) {
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
    const wanted = directory !== undefined && !path.startsWith('/') ? `${directory}/${path}` : path;
    const copy = longestSuffix(wanted, this.#files.listedAs(pathParts(wanted).at(-1) ?? ''));
    if (copy !== undefined && this.#mayRead(copy)) {
      const buffer = this.#files.buffer(copy);
      if (buffer) return { kind: 'file', uri: copy, buffer };
      return { kind: 'unknown', isThere: isThere || this.#files.isUnreadable(copy) };
    }
    return certain ? { kind: 'missing' } : { kind: 'unknown', isThere };
  }

  /** Where the file of a path may be, as `#find` takes it; the first is tried first. */
  #candidates(path: string, from: string, directory: string | undefined, root: string | undefined): Set<string> {
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

  /** Files outside of the workspace are read only where the user trusts it. */
  #mayRead(uri: string): boolean {
    if (this.#settings.trusted || this.#files.isOpen(uri)) return true;
    return this.#folders.some((folder) => isWithinFolder(uri, folder));
  }

  #beginZones(): void {
    const next = new Map<string, Zone>();
    const configured = new Set<string>();
    let count = 0;
    this.#notChecked.clear();
    for (const configuration of this.#configurations.values()) {
      if (this.#options.judgesZones?.() === false && !configuration.asksForZones) continue;
      const most = this.#options.withoutLimits ? Number.POSITIVE_INFINITY : LOADED_ZONES - count;
      count += this.#loadZones(configuration, most, next, configured);
    }
    const loaded = [...next.values()];
    const alone: Zone[] = [];
    for (const [uri, language] of this.#languages) {
      if (language !== 'zone' || !this.#files.isOpen(uri) || configured.has(uri)) continue;
      const buffer = this.#files.buffer(uri);
      if (!buffer) continue;
      const origin = this.#originOf(uri, buffer);
      alone.push(this.#keepZone(next, `${uri} ${origin.name}`, () => this.#standaloneZone(uri, buffer, origin)));
    }
    this.#kept = next;
    for (const [key, zone] of this.#zones) if (next.get(key) !== zone) this.#changed.add(zone.model);
    // Every zone is in the index before one of them is checked, since rules look into other zones.
    this.#show([...next].filter(([, zone]) => !this.#hidden.has(zone)));
    for (const zone of next.values()) zone.begin();
    this.#work = this.#bringUpToDate(loaded, alone);
  }

  #show(zones: Iterable<[string, Zone]>): void {
    this.#zones = new Map(zones);
    this.#index(this.#zones);
  }

  *#bringUpToDate(loaded: readonly Zone[], alone: readonly Zone[]): Generator<void, void> {
    yield* stepped(loaded);
    // A file that another one includes is judged there, not by itself.
    const hidden = new Set<Zone>();
    hideIncluded(alone, loaded, hidden);
    yield* stepped(alone.filter((zone) => !hidden.has(zone)));
    hideIncluded(
      alone,
      alone.filter((zone) => !hidden.has(zone)),
      hidden,
    );
    for (const zone of alone) if (hidden.has(zone) !== this.#hidden.has(zone)) this.#changed.add(zone.model);
    this.#hidden = hidden;
    this.#show([...this.#kept].filter(([, zone]) => !hidden.has(zone)));
    for (const zone of this.#kept.values()) if (zone.takeChanged()) this.#changed.add(zone.model);
    const changed = this.#changed;
    this.#changed = new Set();
    const keys = [...this.#zones.keys()].join();
    // A zone more or less is found, or no longer found, where there was none.
    if (changed.size > 0 && keys !== this.#settledKeys) changed.add(undefined);
    const treesChanged = this.#hasReverseZones !== this.#hadReverseZones;
    this.#settledKeys = keys;
    this.#hadReverseZones = this.#hasReverseZones;
    if (changed.size > 0) {
      this.#recheckDependents(changed, treesChanged);
      yield* stepped([...this.#zones.values()]);
    }
    const isAsked = (): boolean => [...this.#configurations.values()].some(({ asksForZones }) => asksForZones);
    const wasAsked = isAsked();
    for (const configuration of this.#configurations.values()) configuration.check(this.#settings.bindVersion);
    if (!wasAsked && isAsked()) this.#beginZones();
  }

  /** Whether no folder is there that could hold the file of a zone, asked once for all files of a folder. */
  #folderLookup({ directory, uri: root }: Configuration): (zone: ConfiguredZone) => boolean {
    // An editor may have files open in folders that are not there yet.
    const folders = new Set([...this.#files.opened].map(folderOf));
    const known = new Map<string, Map<string, boolean>>();
    return ({ path, uri }) => {
      const slash = path.lastIndexOf('/');
      if (this.#files.listedAs(path.slice(slash + 1)).length > 0) return false;
      const folder = path.slice(0, Math.max(slash, 0));
      const ofFile = known.get(uri) ?? new Map<string, boolean>();
      known.set(uri, ofFile);
      let isNowhere = ofFile.get(folder);
      if (isNowhere === undefined) {
        const readable = [...this.#candidates(path, uri, directory, root)].filter((file) => this.#mayRead(file));
        isNowhere = readable.map(folderOf).every((candidate) => {
          const kind = this.#files.kind(candidate);
          return kind !== 'directory' && kind !== 'file' && !folders.has(candidate);
        });
        ofFile.set(folder, isNowhere);
      }
      return isNowhere;
    };
  }

  /** Keeps or makes the zones of a configuration, up to a number; returns how many there are. */
  #loadZones(configuration: Configuration, most: number, next: Map<string, Zone>, configured: Set<string>): number {
    const { zones, above } = configuration.zonesToLoad(most);
    const unreadable = new Set<Word>();
    const toRead: AlikeZone[] = [];
    const isNowhere = this.#folderLookup(configuration);
    for (const zone of zones) {
      if ('shape' in zone.fileWord && isNowhere(zone)) continue;
      const target = this.#find(zone.path, zone.uri, configuration.directory, configuration.uri);
      if (target.kind === 'file') {
        configured.add(target.uri);
        this.#keepZone(next, this.#configuredKey(target.uri, zone, configuration), () =>
          this.#configuredZone(target.uri, target.buffer, zone, configuration),
        );
      } else if (target.kind === 'unknown' && target.isThere) {
        if ('shape' in zone.fileWord) toRead.push(zone.fileWord);
        else unreadable.add(zone.fileWord);
      }
    }
    if (toRead.length > 0) {
      configuration.readZones(toRead);
      return this.#loadZones(configuration, most, next, configured);
    }
    if (above || unreadable.size > 0) this.#notChecked.set(configuration, { unreadable, above });
    return zones.length;
  }

  /** What rules saw in other zones may be another now: the PTR of an address, the host of a name server. */
  #recheckDependents(changed: ReadonlySet<ZoneModel | undefined>, all: boolean): void {
    for (const zone of this.#zones.values()) {
      if (!all && !zone.dependsOn(changed)) continue;
      if (this.#options.withoutLimits || zone.model.recordCount <= RECHECKED_RECORDS) zone.recheck();
      else if (!this.#recheckSaid) {
        this.#recheckSaid = true;
        this.#options.log?.(
          t`Zones of more than ${RECHECKED_RECORDS} records are not compared with other zones again when those change, only when they are opened.`,
        );
      }
    }
  }

  #keepZone(next: Map<string, Zone>, key: string, make: () => Zone): Zone {
    const old = this.#kept.get(key);
    const zone = old && old.root.buffer === this.#files.buffer(old.options.uri) ? old : make();
    next.set(key, zone);
    return zone;
  }

  #index(zones: ReadonlyMap<string, Zone>): void {
    this.#byApex = new Map();
    const trees = ['in-addr.arpa.', 'ip6.arpa.'].map((name) => this.names.fromText(name));
    this.#hasReverseZones = false;
    for (const zone of zones.values()) {
      if (!zone.model.originKnown) continue;
      if (trees.some((tree) => this.names.isWithin(zone.model.apex, tree))) this.#hasReverseZones = true;
      const same = this.#byApex.get(zone.model.apex);
      if (same) same.push(zone);
      else this.#byApex.set(zone.model.apex, [zone]);
    }
  }

  #configuredKey(uri: string, zone: ConfiguredZone, configuration: Configuration): string {
    const { origin, view, type, checks, maxTtl, responsePolicy, dynamic } = zone;
    return JSON.stringify([
      uri,
      origin,
      zone.class,
      view,
      type,
      checks,
      maxTtl,
      responsePolicy,
      dynamic,
      configuration.uri,
    ]);
  }

  #configuredZone(uri: string, buffer: TextBuffer, zone: ConfiguredZone, configuration: Configuration): Zone {
    return new Zone({
      uri,
      buffer,
      names: this.names,
      apex: zone.origin,
      source: 'configuration',
      zoneClass: zone.class,
      settings: {
        version: this.#settings.bindVersion,
        limits: this.#settings.limits,
        type: zone.type,
        loaded: true,
        checks: zone.checks,
        responsePolicy: zone.responsePolicy,
        ...(zone.dynamic ? { dynamic: zone.dynamic } : {}),
        ...(zone.maxTtl === undefined ? {} : { maxTtl: zone.maxTtl }),
      },
      view: zone.view,
      configuration,
      rules: this.#rules(),
      include: (path, from) => this.#find(path, from, configuration.directory, configuration.uri),
      zoneOf: (name) => this.zoneHolding(name, zone.view)?.model,
      nextId: () => this.#nextChunk++,
      now: this.#options.now,
      previous: this.#options.previous,
      hasReverseZones: () => this.#hasReverseZones,
    });
  }

  #standaloneZone(uri: string, buffer: TextBuffer, origin: Origin): Zone {
    const hints = isHintsName(uri) || (origin.name === 0 && !/\bSOA\b/i.test(buffer.chunks[0]?.text ?? ''));
    return new Zone({
      uri,
      buffer,
      names: this.names,
      apex: origin.name,
      source: origin.source,
      zoneClass: CLASS.IN,
      settings: {
        version: this.#settings.bindVersion,
        limits: this.#settings.limits,
        type: hints ? 'hint' : 'primary',
        loaded: false,
      },
      view: '',
      configuration: undefined,
      rules: this.#rules(),
      include: (path, from) => this.#find(path, from, undefined, undefined),
      zoneOf: (name) => this.zoneHolding(name, '')?.model,
      nextId: () => this.#nextChunk++,
      now: this.#options.now,
      previous: this.#options.previous,
      hasReverseZones: () => this.#hasReverseZones,
    });
  }

  #originOf(uri: string, buffer: TextBuffer): Origin {
    if (uri.startsWith(`${ANSWER_SCHEME}:`)) return { name: ROOT, source: 'directive' };
    const set = this.#settings.origins[uri];
    const name = set === undefined ? NO_NAME : this.names.fromText(set);
    return name === NO_NAME ? originOf(uri, buffer, this.names) : { name, source: 'set' };
  }

  #rules(): readonly ZoneRule[] {
    return ZONE_RULES.filter((rule) => this.#settings.rules[rule.id] !== 'off');
  }

  /** The zones that the workspace knows. */
  get zones(): Iterable<Zone> {
    return this.#zones.values();
  }

  /** The configurations that the workspace knows, by their outermost file. */
  get configurations(): Iterable<Configuration> {
    return this.#configurations.values();
  }

  /** The zone with the longest name that holds `name`; of several in different views the one in `view`, else the first. */
  zoneHolding(name: NameId, view = ''): Zone | undefined {
    for (let at = name; at !== NO_NAME; at = this.names.parent(at)) {
      const zones = this.#byApex.get(at);
      if (zones) return zones.find((zone) => zone.options.view === view) ?? zones[0];
    }
    return undefined;
  }

  /** The zones that a file is part of. */
  zonesOf(uri: string): Zone[] {
    const key = normalUri(uri);
    return [...this.#zones.values()].filter((zone) => zone.documents.some((document) => document.uri === key));
  }

  /** The configurations that a file is part of. */
  configurationsOf(uri: string): Configuration[] {
    const key = normalUri(uri);
    return [...this.#configurations.values()].filter((configuration) => configuration.has(key));
  }

  /** Every problem of every file, by file, with the user's severities and without what comments silence. */
  problems(): Map<string, Problem[]> {
    const found = new Map<string, Problem[]>();
    const collect = (problem: Problem): void => {
      const shown = asSet(problem, this.#settings.rules);
      if (!shown) return;
      const file = found.get(problem.uri);
      if (file) file.push(shown);
      else found.set(problem.uri, [shown]);
    };
    for (const zone of this.#zones.values()) {
      if (zone.options.uri.startsWith(`${ANSWER_SCHEME}:`)) continue;
      for (const problem of zone.problems()) collect(problem);
    }
    for (const configuration of this.#configurations.values())
      for (const problem of configuration.problems) collect(problem);
    return new Map([...found].map(([uri, problems]) => [uri, this.#notSilenced(uri, unique(problems))]));
  }

  /** The problems that no comment silences, in the order of the text. */
  #notSilenced(uri: string, problems: Problem[]): Problem[] {
    const buffer = this.#files.buffer(uri);
    const kept = buffer ? withoutIgnored(problems, buffer, this.languageOf(uri) ?? 'zone') : problems;
    return kept.sort(compareProblems);
  }

  /**
   * The files that may have problems, each with a mark: while it is the same, so are the problems. A file whose problems cannot be told yet,
   * because it is being read, is not among them where `told` is set.
   */
  problemMarks(): Map<string, ProblemMark> {
    const marks = new Map<string, ProblemMark>();
    const add = (uri: string, revision: number, told: boolean, problems?: readonly Problem[]): void => {
      const mark = marks.get(uri);
      if (!mark) marks.set(uri, { revision, sources: 1, told, problems });
      else {
        mark.revision = Math.max(mark.revision, revision);
        mark.sources++;
        mark.told &&= told;
        mark.problems ??= problems;
      }
    };
    for (const zone of this.#zones.values()) {
      if (zone.options.uri.startsWith(`${ANSWER_SCHEME}:`)) continue;
      for (const { uri } of zone.documents) add(uri, zone.revision, zone.isTold);
    }
    for (const { problems } of this.#configurations.values()) {
      for (const uri of byFile(problems).keys()) add(uri, 0, true, problems);
    }
    return marks;
  }

  /** The problems of a file, at most `limit` of them: the most severe. One less, where there are more, leaves room to say so. */
  problemsOf(uri: string, limit: number): FileProblems {
    const key = normalUri(uri);
    const buffer = this.#files.buffer(key);
    const others = this.#otherProblems(key);
    if (!buffer) return limitProblems(others, limit);
    const [source, ...more] = this.#sourcesOf(key);
    if (more.length === 0) return limitTold(source?.toldIn(key) ?? [], others, buffer, this.#settings.rules, limit);
    return limitProblems(this.problemsAt(key, 0, buffer.length), limit);
  }

  /** The problems of a file at a range, as offsets. */
  problemsAt(uri: string, start: number, end: number): Problem[] {
    const key = normalUri(uri);
    const buffer = this.#files.buffer(key);
    if (!buffer) return [];
    const found = this.#otherProblems(key).filter((problem) => problem.start <= end && problem.end >= start);
    for (const zone of new Set(this.#sourcesOf(key))) {
      for (const problem of toldBetween(zone.toldIn(key), buffer, this.#settings.rules, start, end))
        found.push(problem);
    }
    return unique(found).sort(compareProblems);
  }

  /** The zones that say what is wrong with a file, once for each time that they read it. */
  #sourcesOf(uri: string): Zone[] {
    const sources: Zone[] = [];
    for (const zone of this.#zones.values()) {
      if (zone.options.uri.startsWith(`${ANSWER_SCHEME}:`)) continue;
      for (const document of zone.documents) if (document.uri === uri) sources.push(zone);
    }
    return sources;
  }

  /** The problems of a file beside those that rules find in its records. */
  #otherProblems(uri: string): Problem[] {
    const found: Problem[] = [];
    for (const zone of new Set(this.#sourcesOf(uri))) {
      for (const problem of zone.problemsOfIncludes()) if (problem.uri === uri) found.push(problem);
    }
    for (const { problems } of this.#configurations.values()) found.push(...(byFile(problems).get(uri) ?? []));
    const shown = found.flatMap((problem) => asSet(problem, this.#settings.rules) ?? []);
    return shown.length === 0 ? shown : this.#notSilenced(uri, unique(shown));
  }
}

/** What tells whether the problems of a file may have changed. */
export interface ProblemMark {
  revision: number;
  /** How often zones and configurations read it. */
  sources: number;
  /** False while it is being read: what is wrong with it cannot be told then. */
  told: boolean;
  /** What a configuration says, if one does. */
  problems: readonly Problem[] | undefined;
}

/** True where nothing can have changed between two marks. */
export function sameMark(a: ProblemMark | undefined, b: ProblemMark): boolean {
  return a !== undefined && a.revision === b.revision && a.sources === b.sources && a.problems === b.problems;
}

/** The same without repetitions: a file that several zones load has the same problem once. */
function unique(problems: readonly Problem[]): Problem[] {
  const keyed = new Map<string, Problem>();
  for (const problem of problems) {
    keyed.set(`${problem.rule} ${problem.start} ${problem.end} ${problem.message}`, problem);
  }
  return [...keyed.values()];
}

const BY_FILE = new WeakMap<readonly Problem[], Map<string, Problem[]>>();

/** Problems by file, kept as long as the list is. */
function byFile(problems: readonly Problem[]): Map<string, Problem[]> {
  let files = BY_FILE.get(problems);
  if (!files) {
    files = new Map();
    for (const problem of problems) {
      const file = files.get(problem.uri);
      if (file) file.push(problem);
      else files.set(problem.uri, [problem]);
    }
    BY_FILE.set(problems, files);
  }
  return files;
}

/** Brings zones up to date, a step of each in turn: a small one does not wait for a large one. All are read before one is checked. */
function* stepped(zones: readonly Zone[]): Generator<void, void> {
  let reading = zones.filter(({ stage }) => stage === 'reading');
  while (reading.length > 0) {
    for (const zone of reading) if (zone.step()) yield;
    reading = reading.filter(({ stage }) => stage === 'reading');
  }
  for (let working: readonly Zone[] = zones; working.length > 0; ) {
    const left: Zone[] = [];
    for (const zone of working) {
      if (!zone.step()) continue;
      left.push(zone);
      yield;
    }
    working = left;
  }
}

/** Adds the zones whose file one of the others includes. */
function hideIncluded(zones: readonly Zone[], others: readonly Zone[], hidden: Set<Zone>): void {
  const included = new Set(others.flatMap((zone) => zone.documents.slice(1).map(({ uri }) => uri)));
  for (const zone of zones) if (included.has(zone.options.uri)) hidden.add(zone);
}
