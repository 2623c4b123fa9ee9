/** A configuration of the workspace: a named.conf (or rndc.conf) with its includes, and what the rules say of it. */

import { type AlikeZone, firstFrom, groupsOf } from '../conf/alike.ts';
import { buildModel, type ParseSource } from '../conf/buildModel.ts';
import { clauseOf, rootClauseOf } from '../conf/clauseOf.ts';
import { type ConfInclude, type ConfModel, resolvePath } from '../conf/model.ts';
import { parseConf } from '../conf/parser.ts';
import { Reading } from '../conf/reading.ts';
import type { Clause } from '../conf/statements.ts';
import type { ConfTree } from '../conf/tree.ts';
import { zonePath } from '../conf/zonePath.ts';
import type { NameTable } from '../dns/names.ts';
import { type BindVersion, releaseOf } from '../dns/versions.ts';
import type { GroupFindings } from '../rules/conf/alikeFindings.ts';
import type {
  CommonServers,
  ConfContext,
  FileFacts,
  NotLoaded,
  PublishedAddress,
  Unread,
  ZonesElsewhere,
} from '../rules/conf/context.ts';
import { type ConfFindings, checkConfInSteps } from '../rules/conf/index.ts';
import { isPartByContent } from '../rules/conf/support/parts.ts';
import type { Problem } from '../rules/rule.ts';
import { finish, type Steps } from '../steps.ts';
import type { TextBuffer } from '../text/buffer.ts';
import { templateMark, withUnknownWords } from '../text/template.ts';
import type { AlikeProblems } from './alikeProblems.ts';
import { ConfiguredZones, type ZonesToLoad } from './configuredZones.ts';
import { templateProblem } from './foreign.ts';
import { namesItsZones } from './namesItsZones.ts';
import type { PathTarget } from './pathFinder.ts';
import { baseName } from './paths.ts';
import { soundIn } from './templates.ts';
import type { SetupInput } from './zoneSetup.ts';

export interface ConfigurationOptions {
  readonly names: NameTable;
  /** What is known of a file besides its text. */
  readonly factsOf?: (uri: string) => FileFacts | undefined;
  /** The BIND release that the configuration is for; undefined where it is not known. */
  readonly version: () => BindVersion | undefined;
  /** What is set for all of its zones. */
  readonly setupInput?: () => SetupInput;
  readonly bufferOf: (uri: string) => TextBuffer | undefined;
  /** The file that a path in `from` means, `directory` being the server's working directory where it is known. */
  readonly find: (path: string, from: string, directory: string | undefined) => PathTarget;
  /** The files that an include means, which may be a pattern; as `find` where it is absent. */
  readonly findAll?: (path: string, from: string, directory: string | undefined) => readonly PathTarget[];
  /** Where the folder is that relative paths in the outermost file start in; undefined where that is not known yet. */
  readonly newFileFolder?: (directory: string | undefined) => string | undefined;
  /** The server's working directory where the user says it, whatever the configuration does. */
  readonly directory?: string | undefined;
  /** The addresses that the zones which it loads publish for their own name servers. */
  readonly published: (configuration: Configuration) => readonly PublishedAddress[];
  /** The one zone that the name servers of its zones have their names in. */
  readonly commonServers?: (configuration: Configuration) => CommonServers | undefined;
  /** The zone files of a configuration that are not looked at. */
  readonly notCheckedOf?: (configuration: Configuration) => NotChecked | undefined;
  /** Another number after each change of which files are there. */
  readonly generation?: () => number;
  /**
   * The names of the files in the folder of a path, which is taken as `find` takes it; undefined where that is not known, or not yet:
   * then no file in it is known to be missing.
   */
  readonly namesIn?: (folder: string) => ReadonlySet<string> | undefined;
  /** True where no zone is passed over. */
  readonly readsEveryZone?: boolean;
}

/** The zone files of a configuration that are not looked at. */
export interface NotChecked {
  /** The paths, as the zones have them, of those that are there and cannot be read. */
  readonly unreadable: ReadonlySet<string>;
  /** Those above the number that an editor loads. */
  readonly above: NotLoaded | undefined;
  /** The first one of another machine in each file of the configuration, and how many there are. */
  readonly elsewhere: readonly ZonesElsewhere[];
}

interface Checking {
  readonly model: ConfModel;
  /** What the rules look at beside the model, and which files there were. */
  readonly from: string;
  readonly generation: number | undefined;
  readonly steps: Steps<ConfFindings>;
}

/** Where the files of a model's zones were found. */
interface ZoneFiles {
  readonly model: ConfModel;
  readonly generation: number | undefined;
  readonly files: readonly string[];
  readonly number: number;
}

/** The names of the files in folders, as they are written in zones. */
interface Folders {
  readonly directory: string | undefined;
  readonly names: Map<string, ReadonlySet<string> | undefined>;
}

/** Rounds of reading zones that were passed over at first; then all are read. */
const ROUNDS = 4;

export class Configuration {
  readonly uri: string;
  readonly #options: ConfigurationOptions;
  /** What the rules look at: zones that are alike others are passed over. */
  #model: ConfModel | undefined;
  /** The whole of it, made for the first feature that asks. */
  #whole: ConfModel | undefined;
  #clause: Clause = 'top';
  readonly #reading = new Reading((path, type) => this.#isMissing(path, type));
  /** The files in the folders of zones that are alike, as they were looked for: with which directory, and what was found. */
  #folders: Folders = { directory: undefined, names: new Map() };
  /** What the model was built from: another value means another model. */
  #builtFrom = '';
  #checkedFrom = '';
  #problems: readonly Problem[] = [];
  #ofAlike: GroupFindings = new Map();
  /** A check that was begun and is not at its end. */
  #checking: Checking | undefined;
  #zoneFiles: ZoneFiles | undefined;
  readonly #zones: ConfiguredZones;
  #toLoad: { readonly most: number; readonly zones: ZonesToLoad } | undefined;
  #asksForZones = false;
  /** Which files were there when they were looked for last. */
  #lookedAt = -1;
  #files: readonly string[] = [];
  /** How often it was read and checked. */
  readonly work = { read: 0, checked: 0 };

  constructor(uri: string, options: ConfigurationOptions) {
    this.uri = uri;
    this.#options = options;
    const { names, version, setupInput = () => ({ version: version(), limits: {} }) } = options;
    this.#zones = new ConfiguredZones(names, setupInput);
  }

  /** All that it says. */
  get model(): ConfModel | undefined {
    if (!this.#model || this.#model.files.every(({ tree }) => !tree.alike)) return this.#model;
    this.#whole ??= this.#build(({ uri }, clause) => parseConf(this.#options.bufferOf(uri)?.text() ?? '', clause));
    return this.#whole;
  }

  /** The zones as they stand in it, those that were passed over among them. */
  get zoneStatements(): ConfModel['allZones'] {
    return this.#model?.allZones ?? [];
  }

  /** The view of a zone that was passed over: that of those which were read and which it is alike. */
  viewOf({ uri, group }: AlikeZone): string {
    const { start } = group.read[0];
    const read = this.#model?.zones.find(
      ({ setting }) => setting.statement.start === start && setting.file.uri === uri,
    );
    return read?.view?.name ?? '';
  }

  /** True where it says itself which zones its server has. */
  get namesItsZones(): boolean {
    return this.#model !== undefined && namesItsZones(this.#model, (include) => this.targetsOf(include));
  }

  /** Its views, which are never passed over. */
  get views(): ConfModel['views'] {
    return this.#model?.views ?? [];
  }

  /** Its includes: none of them stands in what is passed over, so that the whole need not be read for them. */
  get includes(): ConfModel['includes'] {
    return this.#model?.includes ?? [];
  }

  /** The files it consists of, the outermost first. */
  get files(): readonly string[] {
    return this.#files;
  }

  /** What is wrong with what was read; `alikeIn` has the rest. */
  get problems(): readonly Problem[] {
    return this.#problems;
  }

  /** What is wrong with the zones of a file that were passed over. */
  alikeIn(uri: string): AlikeProblems {
    const zones = this.#model?.files.find((file) => file.uri === uri)?.tree.alike?.zones ?? [];
    return { zones, found: new Map([...this.#ofAlike].filter(([{ read }]) => read[0]?.uri === uri)) };
  }

  /** The server's working directory, where `directory` sets it. */
  get directory(): string | undefined {
    return this.#model?.directory;
  }

  /** True where a rule asked what its zones publish. */
  get asksForZones(): boolean {
    return this.#asksForZones;
  }

  has(uri: string): boolean {
    return this.#files.includes(uri);
  }

  /** The tree of one of its files. */
  treeOf(uri: string): ConfTree | undefined {
    return this.model?.files.find((file) => file.uri === uri)?.tree;
  }

  /** Reads the configuration again where one of its files changed or an include leads elsewhere. */
  update(): void {
    const root = this.#options.bufferOf(this.uri);
    if (!root) return;
    const generation = this.#options.generation?.() ?? 0;
    const isLookedAt = generation === this.#lookedAt;
    this.#lookedAt = generation;
    const isSame = this.#model !== undefined && this.#inputs() === this.#builtFrom;
    if (!isSame) this.#reading.forgetShapes();
    const isOther = !isLookedAt && this.#looksAgain();
    if (!isSame || isOther) this.#rebuild();
  }

  /** Builds the model; what has to be read though it is alike other things is read. */
  #rebuild(): void {
    const root = this.#options.bufferOf(this.uri);
    if (!root) return;
    this.work.read++;
    const named = rootClauseOf(baseName(this.uri));
    for (let round = this.#options.readsEveryZone ? ROUNDS : 0; ; round++) {
      const parse = (uri: string, clause: Clause): ConfTree => {
        const buffer = this.#options.bufferOf(uri) ?? root;
        return round < ROUNDS ? this.#reading.parse(uri, buffer, clause) : parseConf(buffer.text(), clause);
      };
      this.#clause = named ?? clauseOf(parse(this.uri, 'top'));
      this.#model = this.#build(({ uri }, clause) => parse(uri, clause));
      const isNamed = this.#reading.readNamed(this.#model);
      const isOther = this.#model.directory !== this.#folders.directory && this.#looksAgain();
      if ((!isNamed && !isOther) || round >= ROUNDS) break;
    }
    this.#files = this.#model.files.map((file) => file.uri);
    this.#whole = undefined;
    this.#toLoad = undefined;
    this.#builtFrom = this.#inputs();
  }

  /** The model; `parse` reads the files, which are named only. */
  #build(parse: ParseSource): ConfModel {
    const model = buildModel(
      { uri: this.uri, text: '' },
      (path, directory, includer) => {
        const found = this.#included(path, includer, directory);
        const sources = found.flatMap((target) => (target.kind === 'file' ? [{ uri: target.uri, text: '' }] : []));
        return sources.length > 0 ? sources : undefined;
      },
      this.#clause,
      parse,
      this.#options.directory,
    );
    return { ...model, isPart: isPartByContent(model) || this.#templatesOf(model).size > 0 };
  }

  /** The files that a program fills in: what they define is not known. */
  #templatesOf(model: ConfModel): ReadonlySet<string> {
    const isTemplate = (uri: string): boolean => {
      const buffer = this.#options.bufferOf(uri);
      return buffer !== undefined && templateMark(buffer, 'named-conf') !== undefined;
    };
    return new Set(model.files.map(({ uri }) => uri).filter(isTemplate));
  }

  /** What holds whatever is filled into the templates. */
  *#checkTemplates(templates: ReadonlySet<string>, version: BindVersion | undefined): Steps<ConfFindings> {
    const model = this.#build(({ uri }, clause) => {
      const text = this.#options.bufferOf(uri)?.text() ?? '';
      return parseConf(templates.has(uri) ? (withUnknownWords(text) ?? '') : text, clause);
    });
    const context = this.#context(model, version, this.#options.published(this));
    const marks = [...templates].flatMap((uri) => {
      const buffer = this.#options.bufferOf(uri);
      return (buffer && templateProblem(uri, buffer, 'named-conf')) ?? [];
    });
    const { problems, ...rest } = yield* checkConfInSteps(context);
    return { ...rest, problems: [...marks, ...soundIn(model, problems, templates)] };
  }

  /** What a path in one of its files leads to, taken from the working directory. */
  fileAt(path: string, from: string): PathTarget {
    return this.#options.find(path, from, this.directory);
  }

  /** The folder that relative paths start in; undefined where that is not known yet. */
  newFileFolder(): string | undefined {
    return this.#options.newFileFolder?.(this.directory);
  }

  /** Where the files of an include are. */
  targetsOf({ path, file, directory }: ConfInclude): readonly PathTarget[] {
    const targets = this.#included(path, file.uri, directory);
    return this.#isAnywhere(path, directory) ? targets.map(orElsewhere) : targets;
  }

  /** True for a relative path in a part: the directory that it starts in is set elsewhere. */
  #isAnywhere(path: string, directory: string | undefined): boolean {
    return directory === undefined && !path.startsWith('/') && this.#model?.isPart === true;
  }

  #included(path: string, includer: string, directory: string | undefined): readonly PathTarget[] {
    const { find, findAll } = this.#options;
    return findAll ? findAll(path, includer, directory) : [find(path, includer, directory)];
  }

  /** Looks for the files of zones that are alike, and says whether others are missing than when they were read: then they are read again. */
  #looksAgain(): boolean {
    this.#folders = { directory: this.directory, names: new Map() };
    const isOther = ({ path, group }: AlikeZone): boolean =>
      this.#isMissing(path, group.shape.type) !== group.isMissing;
    const passed = (this.#model?.files ?? []).flatMap(({ tree }) => tree.alike ?? []);
    const isAny = passed.some(
      ({ zones, shapes }) => zones.some(isOther) || shapes.flatMap(groupsOf).some(({ read }) => read.some(isOther)),
    );
    if (isAny) this.#reading.readAgain();
    return isAny;
  }

  /** Whether the file of a zone that is alike others may be missing. */
  #isMissing(path: string, type: string): boolean {
    if (path === '' || (type !== 'primary' && type !== 'master')) return false;
    const { directory, names } = this.#folders;
    const slash = path.lastIndexOf('/') + 1;
    const folder = path.slice(0, slash);
    if (!names.has(folder)) names.set(folder, this.#options.namesIn?.(folderPath(resolvePath(directory, folder))));
    return names.get(folder)?.has(path.slice(slash)) === false;
  }

  /** The versions of its files, and where its includes lead. */
  #inputs(): string {
    if (!this.#model) return '';
    const files = this.#files.map((uri) => `${uri} ${this.#options.bufferOf(uri)?.stamp}`);
    const includes = this.#model.includes.map(({ path, directory, file }) => {
      return this.#included(path, file.uri, directory).map(stateOf).join(' ');
    });
    return [...files, ...includes].join('\n');
  }

  /** The first zones that name a file, up to a number, and what there is above it. */
  zonesToLoad(most: number): ZonesToLoad {
    if (this.#toLoad?.most !== most) {
      const zones = this.#model ? this.#zones.read(this.#model, most) : { zones: [], above: undefined, notRead: [] };
      this.#toLoad = { most, zones };
    }
    return this.#toLoad.zones;
  }

  /** Has zones read that were passed over, for a rule to say what is wrong with them. */
  readZones(zones: readonly AlikeZone[]): void {
    if (this.#reading.read(zones)) this.#rebuild();
  }

  /** Runs the rules, unless nothing that they look at changed. */
  check(version: BindVersion | undefined): void {
    finish(this.checkInSteps(version));
  }

  /**
   * The same in steps. What was found before is told until the last one. Where it is given up before that, the next one goes on with it, if
   * nothing that the rules look at changed: what an editor asks meanwhile makes nothing begin again.
   */
  *checkInSteps(version: BindVersion | undefined): Steps<void> {
    const model = this.#model;
    if (!model) return;
    const published = this.#options.published(this);
    const notChecked = this.#options.notCheckedOf?.(this);
    const from = JSON.stringify([
      this.#builtFrom,
      version,
      published,
      this.#options.commonServers?.(this),
      this.#zoneFilesOf(model),
      this.#files.map((uri) => this.#options.factsOf?.(uri)),
      notChecked?.above,
      notChecked?.elsewhere,
      [...(notChecked?.unreadable ?? [])],
    ]);
    if (from === this.#checkedFrom) return;
    const templates = this.#templatesOf(model);
    const generation = this.#options.generation?.();
    const begun = this.#checking;
    if (begun?.model !== model || begun.from !== from || begun.generation !== generation) {
      const steps =
        templates.size > 0
          ? this.#checkTemplates(templates, version)
          : checkConfInSteps(this.#context(model, version, published));
      this.#checking = { model, from, generation, steps };
    }
    const { problems, ofAlike, unlike } = yield* this.#goOn(this.#checking!);
    this.#checkedFrom = from;
    this.work.checked++;
    this.#problems = problems;
    this.#ofAlike = ofAlike;
    if (!this.#reading.readShapes(unlike)) return;
    this.#rebuild();
    yield* this.checkInSteps(version);
  }

  /** Goes on with a check to its end; one that fails is not gone on with. */
  *#goOn({ steps }: Checking): Steps<ConfFindings> {
    try {
      for (;;) {
        const step = steps.next();
        if (step.done) {
          this.#checking = undefined;
          return step.value;
        }
        yield;
      }
    } catch (error) {
      this.#checking = undefined;
      throw error;
    }
  }

  /** A number that is another where the files of zones are found elsewhere, or no longer. */
  #zoneFilesOf(model: ConfModel): number {
    const generation = this.#options.generation?.();
    const known = this.#zoneFiles;
    if (known?.model === model && generation !== undefined && known.generation === generation) return known.number;
    const files = model.zones.map((zone) =>
      zone.fileWord
        ? stateOf(
            this.#pathTarget(resolvePath(this.directory, zonePath(zone.fileWord.text, zone, this.#options.version()))),
          )
        : '',
    );
    const isSame = known?.files.length === files.length && files.every((file, i) => file === known.files[i]);
    const number = isSame ? known.number : (known?.number ?? 0) + 1;
    this.#zoneFiles = { model, generation, files, number };
    return number;
  }

  /** What a rule's fixes need: all there is where the problem stands in a zone that was passed over, or speaks of several places. */
  context(version: BindVersion | undefined, problem?: Problem): ConfContext | undefined {
    const model = problem && !problem.related && !this.#isPassedOver(problem) ? this.#model : this.model;
    return model && this.#context(model, version, this.#options.published(this));
  }

  #isPassedOver({ uri, start }: Problem): boolean {
    const { zones } = this.alikeIn(uri);
    const zone = zones[firstFrom(zones, start + 1) - 1];
    return zone !== undefined && start < zone.end;
  }

  #context(model: ConfModel, version: BindVersion | undefined, published: readonly PublishedAddress[]): ConfContext {
    const notChecked = this.#options.notCheckedOf?.(this);
    return {
      model,
      ...releaseOf(version),
      fileExists: (path) => this.#exists(path),
      zonesElsewhere: () => notChecked?.elsewhere ?? [],
      unreadOf: (include) => {
        const unread: Unread[] = [];
        for (const target of this.targetsOf(include)) {
          if (target.kind === 'missing') unread.push('missing');
          else if (target.kind === 'unknown' && target.why) unread.push(target.why);
        }
        return unread;
      },
      published: () => {
        this.#asksForZones = true;
        return published;
      },
      commonServers: () => this.#options.commonServers?.(this),
      fileFacts: (uri) => this.#options.factsOf?.(uri),
      isUnreadable: (zone) =>
        zone.fileWord !== undefined &&
        (notChecked?.unreadable.has(zonePath(zone.fileWord.text, zone, version)) ?? false),
      notLoaded: () => notChecked?.above,
    };
  }

  /** Whether the file of a path is there; the path has the server's working directory in it already. */
  #exists(path: string): boolean | undefined {
    const target = this.#pathTarget(path);
    if (target.kind === 'unknown') return undefined;
    return target.kind === 'file';
  }

  #pathTarget(path: string): PathTarget {
    const target = this.#options.find(path, this.uri, undefined);
    return this.#isAnywhere(path, this.directory) ? orElsewhere(target) : target;
  }
}

/** A path that leads nowhere here may do so elsewhere. */
function orElsewhere(target: PathTarget): PathTarget {
  return target.kind === 'missing' ? { kind: 'unknown', why: 'elsewhere' } : target;
}

/** What counts of where a path leads. */
function stateOf(target: PathTarget): string {
  if (target.kind === 'file') return target.uri;
  return target.kind === 'unknown' ? `unknown ${target.why ?? ''}` : target.kind;
}

/** The path of a folder without the slash at its end. */
function folderPath(path: string): string {
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
}
