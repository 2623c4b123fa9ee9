/** A configuration of the workspace: a named.conf (or rndc.conf) with its includes, the zones it loads, and what the rules say of it. */

import type { AlikeZone } from '../conf/alike.ts';
import {
  buildModel,
  type ConfModel,
  type ConfPlace,
  clauseOf,
  normalName,
  type ParseSource,
  resolvePath,
  rootClauseOf,
  type Zone as ZoneStatement,
} from '../conf/model.ts';
import { parseConf } from '../conf/parser.ts';
import { isAlike, Reading } from '../conf/reading.ts';
import type { Clause } from '../conf/statements.ts';
import { blockOf, type ConfTree, type Word } from '../conf/tree.ts';
import { ipv4Text, ipv6Text, parseIpv4, parseIpv6 } from '../dns/addresses.ts';
import { CLASS, classCode } from '../dns/classes.ts';
import { type NameId, type NameTable, NO_NAME } from '../dns/names.ts';
import { TYPE } from '../dns/types.ts';
import type { BindVersion } from '../dns/versions.ts';
import type { ConfContext, FileFacts, NotLoaded, PublishedAddress } from '../rules/conf/context.ts';
import { checkConf } from '../rules/conf/index.ts';
import { dynamicOf } from '../rules/conf/support/dynamic.ts';
import type { Problem } from '../rules/rule.ts';
import type { CheckModes } from '../rules/zone/checkModes.ts';
import type { ZoneSettings } from '../rules/zone/context.ts';
import { absolute, isInvalid, rdataWord, wordPlace } from '../rules/zone/context.ts';
import type { TextBuffer } from '../text/buffer.ts';
import { checkModesOf, maxTtlOf } from './checkModes.ts';
import { baseName } from './paths.ts';
import type { IncludeTarget, Zone } from './zone.ts';

/** A zone statement that names a file. */
export interface ConfiguredZone {
  readonly origin: NameId;
  readonly class: number;
  readonly view: string;
  readonly type: ZoneSettings['type'];
  readonly checks: CheckModes;
  readonly maxTtl: number | undefined;
  /** True where it is one of the zones of the `response-policy` statement that holds for it. */
  readonly responsePolicy: boolean;
  /** Whether named writes to the file itself. */
  readonly dynamic: 'updated' | 'signed' | undefined;
  /** The value of `file`. */
  readonly path: string;
  /** The word that it is, or the zone where it was passed over. */
  readonly fileWord: Word | AlikeZone;
  /** The file of the configuration that the statement stands in. */
  readonly uri: string;
}

export interface ConfigurationOptions {
  readonly names: NameTable;
  /** What is known of a file besides its text. */
  readonly factsOf?: (uri: string) => FileFacts | undefined;
  /** The BIND release that the configuration is for. */
  readonly version: () => BindVersion;
  readonly bufferOf: (uri: string) => TextBuffer | undefined;
  /** The file that a path in `from` means, `directory` being the server's working directory where it is known. */
  readonly find: (path: string, from: string, directory: string | undefined) => IncludeTarget;
  /** The zones of the workspace that this configuration loads. */
  readonly zonesOf: (configuration: Configuration) => readonly Zone[];
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
  /** The words of those that are there and cannot be read. */
  readonly unreadable: ReadonlySet<Word>;
  /** Those above the number that an editor loads. */
  readonly above: NotLoaded | undefined;
}

/** The zones of a configuration that name a file. */
export interface ZonesToLoad {
  readonly zones: readonly ConfiguredZone[];
  /** Those above the number that was asked for. */
  readonly above: NotLoaded | undefined;
}

/** Rounds of reading zones that were passed over at first; then all are read. */
const ROUNDS = 3;

export class Configuration {
  readonly uri: string;
  readonly #options: ConfigurationOptions;
  /** What the rules look at: zones that are alike others are passed over. */
  #model: ConfModel | undefined;
  /** The whole of it, made for the first feature that asks. */
  #whole: ConfModel | undefined;
  #clause: Clause = 'top';
  readonly #reading = new Reading();
  /** What the model was built from: another value means another model. */
  #builtFrom = '';
  #checkedFrom = '';
  #problems: readonly Problem[] = [];
  #toLoad: { readonly most: number; readonly zones: ZonesToLoad } | undefined;
  /** The names of zones that were passed over: most zones are the same after an edit. */
  readonly #origins = new WeakMap<AlikeZone, NameId>();
  #asksForZones = false;
  /** Which files were there when they were looked for last. */
  #lookedAt = -1;
  #files: readonly string[] = [];

  constructor(uri: string, options: ConfigurationOptions) {
    this.uri = uri;
    this.#options = options;
  }

  /** All that it says. */
  get model(): ConfModel | undefined {
    if (!this.#model || this.#model.files.every(({ tree }) => !tree.alike)) return this.#model;
    this.#whole ??= this.#build(({ uri }, clause) => parseConf(this.#options.bufferOf(uri)?.text() ?? '', clause));
    return this.#whole;
  }

  /** The files it consists of, the outermost first. */
  get files(): readonly string[] {
    return this.#files;
  }

  get problems(): readonly Problem[] {
    return this.#problems;
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
    const isMissing = !isLookedAt && this.#reading.read(this.#missing(this.#model?.allZones ?? []));
    if (!isSame) this.#reading.forgetShapes();
    if (!isSame || isMissing) this.#rebuild();
  }

  /** Builds the model; what has to be read though it is alike other things is read. */
  #rebuild(): void {
    const root = this.#options.bufferOf(this.uri);
    if (!root) return;
    const isRndc = rootClauseOf(baseName(this.uri)) === 'rndc';
    for (let round = this.#options.readsEveryZone ? ROUNDS : 0; ; round++) {
      const parse = (uri: string, clause: Clause): ConfTree => {
        const buffer = this.#options.bufferOf(uri) ?? root;
        return round < ROUNDS ? this.#reading.parse(uri, buffer, clause) : parseConf(buffer.text(), clause);
      };
      this.#clause = isRndc ? 'rndc' : clauseOf(parse(this.uri, 'top'));
      this.#model = this.#build(({ uri }, clause) => parse(uri, clause));
      const isNamed = this.#reading.readNamed(this.#model);
      const isMissing = this.#reading.read(this.#missing(this.#reading.takeAdded()));
      if ((!isNamed && !isMissing) || round >= ROUNDS) break;
    }
    this.#files = this.#model.files.map((file) => file.uri);
    this.#whole = undefined;
    this.#toLoad = undefined;
    this.#builtFrom = this.#inputs();
  }

  /** The model; `parse` reads the files, which are named only. */
  #build(parse: ParseSource): ConfModel {
    return buildModel(
      { uri: this.uri, text: '' },
      (path, directory, includer) => {
        const target = this.#options.find(path, includer, directory);
        return target.kind === 'file' ? [{ uri: target.uri, text: '' }] : undefined;
      },
      this.#clause,
      parse,
    );
  }

  /** The zones that were passed over and whose files may be missing, which a rule has to look into. */
  *#missing(zones: Iterable<ZoneStatement | AlikeZone>): Generator<AlikeZone> {
    const folders = new Map<string, ReadonlySet<string> | undefined>();
    for (const zone of zones) {
      if (!isAlike(zone) || zone.pathStart < 0 || (zone.shape.type !== 'primary' && zone.shape.type !== 'master'))
        continue;
      const { path } = zone;
      const slash = path.lastIndexOf('/') + 1;
      const folder = path.slice(0, slash);
      if (!folders.has(folder)) {
        folders.set(folder, this.#options.namesIn?.(folderPath(resolvePath(this.directory, folder))));
      }
      const names = folders.get(folder);
      if (names && !names.has(path.slice(slash))) yield zone;
    }
  }

  /** The versions of its files, and where its includes lead. */
  #inputs(): string {
    if (!this.#model) return '';
    const files = this.#files.map((uri) => `${uri} ${this.#options.bufferOf(uri)?.stamp}`);
    const includes = this.#model.includes.map(({ path, directory, file }) => {
      const target = this.#options.find(path, file.uri, directory);
      return target.kind === 'file' ? target.uri : target.kind;
    });
    return [...files, ...includes].join('\n');
  }

  /** The first zones that name a file, up to a number, and what there is above it. */
  zonesToLoad(most: number): ZonesToLoad {
    if (this.#toLoad?.most !== most) this.#toLoad = { most, zones: this.#readZones(most) };
    return this.#toLoad.zones;
  }

  #readZones(most: number): ZonesToLoad {
    const model = this.#model;
    const zones: ConfiguredZone[] = [];
    let above: NotLoaded | undefined;
    if (!model) return { zones, above };
    const read = new Map(model.zones.map((zone) => [`${zone.setting.file.uri} ${zone.setting.statement.start}`, zone]));
    const ofShape = new Map<AlikeZone['shape'], ConfiguredZone | undefined>();
    for (const zone of model.allZones) {
      const fileWord = isAlike(zone) ? (zone.pathStart < 0 ? undefined : zone) : zone.fileWord;
      if (!fileWord) continue;
      if (zones.length >= most) {
        if (!isAlike(zone) && this.#options.names.fromText(zone.name) === NO_NAME) continue;
        if (above) above = { ...above, count: above.count + 1 };
        else above = { place: placeOfFile(zone, fileWord), count: 1 };
        continue;
      }
      if (!isAlike(zone)) {
        const configured = zone.fileWord && this.#configured(model, zone, zone.fileWord);
        if (configured) zones.push(configured);
        continue;
      }
      const { shape, uri, path } = zone;
      if (!ofShape.has(shape)) {
        const [[first]] = shape.read.values();
        const same = read.get(`${uri} ${first}`);
        ofShape.set(shape, same?.fileWord && this.#configured(model, same, same.fileWord));
      }
      const alike = ofShape.get(shape);
      if (alike) zones.push({ ...alike, origin: this.#originOf(zone), path, fileWord: zone });
    }
    return { zones, above };
  }

  #originOf(zone: AlikeZone): NameId {
    let origin = this.#origins.get(zone);
    if (origin === undefined) {
      origin = this.#options.names.fromText(zone.name);
      this.#origins.set(zone, origin);
    }
    return origin;
  }

  #configured(model: ConfModel, zone: ZoneStatement, fileWord: Word): ConfiguredZone | undefined {
    const origin = this.#options.names.fromText(zone.name);
    if (origin === NO_NAME) return undefined;
    return {
      origin,
      class: classCode(zone.className) ?? CLASS.IN,
      view: zone.view?.name ?? '',
      type: zoneType(zone.type),
      checks: checkModesOf(model, zone),
      maxTtl: maxTtlOf(model, zone),
      responsePolicy: isResponsePolicy(model, zone),
      dynamic: dynamicOf(model, zone, this.#options.version()),
      path: fileWord.text,
      fileWord,
      uri: zone.setting.file.uri,
    };
  }

  /** Has zones read that were passed over, for a rule to say what is wrong with them. */
  readZones(zones: readonly AlikeZone[]): void {
    if (this.#reading.read(zones)) this.#rebuild();
  }

  /** Runs the rules, unless nothing that they look at changed. */
  check(version: BindVersion): void {
    if (!this.#model) return;
    const published = this.#published();
    const files = this.#model.zones.map((zone) =>
      zone.fileWord ? this.#exists(resolvePath(this.directory, zone.fileWord.text)) : '',
    );
    const notChecked = this.#options.notCheckedOf?.(this);
    const from = JSON.stringify([
      this.#builtFrom,
      version,
      published,
      files,
      this.#files.map((uri) => this.#options.factsOf?.(uri)),
      notChecked?.above,
      [...(notChecked?.unreadable ?? [])],
    ]);
    if (from === this.#checkedFrom) return;
    this.#checkedFrom = from;
    this.#problems = checkConf(this.#context(this.#model, version, published));
    // What is wrong with one zone is wrong with those that are alike.
    if (
      !this.#reading.readAlike(
        this.#model,
        this.#problems.flatMap((problem) => [problem, ...(problem.related ?? [])]),
      )
    )
      return;
    this.#rebuild();
    this.check(version);
  }

  /** What a rule's fixes need. */
  context(version: BindVersion): ConfContext | undefined {
    return this.#model && this.#context(this.#model, version, this.#published());
  }

  #context(model: ConfModel, version: BindVersion, published: readonly PublishedAddress[]): ConfContext {
    const notChecked = this.#options.notCheckedOf?.(this);
    return {
      model,
      version,
      fileExists: (path) => this.#exists(path),
      published: () => {
        this.#asksForZones = true;
        return published;
      },
      fileFacts: (uri) => this.#options.factsOf?.(uri),
      isUnreadable: (fileWord) => notChecked?.unreadable.has(fileWord) ?? false,
      notLoaded: () => notChecked?.above,
    };
  }

  /** Whether the file of a path is there; the path has the server's working directory in it already. */
  #exists(path: string): boolean | undefined {
    const target = this.#options.find(path, this.uri, undefined);
    if (target.kind === 'unknown') return undefined;
    return target.kind === 'file';
  }

  /** The addresses that the primary zones publish for their own name servers. */
  #published(): PublishedAddress[] {
    const published: PublishedAddress[] = [];
    for (const zone of this.#options.zonesOf(this)) {
      if (zone.options.settings.type !== 'primary') continue;
      const { model } = zone;
      for (const server of model.rrset(model.apex, TYPE.NS)) {
        if (server.target < 0) continue;
        for (const record of model.owned(server.target)) {
          if ((record.type !== TYPE.A && record.type !== TYPE.AAAA) || isInvalid(record)) continue;
          const octets = record.type === TYPE.A ? parseIpv4(rdataWord(record, 0)) : parseIpv6(rdataWord(record, 0));
          if (!octets) continue;
          published.push({
            zone: model.names.text(model.apex),
            host: model.names.text(server.target),
            address: record.type === TYPE.A ? ipv4Text(octets) : ipv6Text(octets),
            family: record.type === TYPE.A ? 4 : 6,
            ...absolute(wordPlace(record, 0)),
          });
        }
      }
    }
    return published;
  }
}

/** The path of a folder without the slash at its end. */
function folderPath(path: string): string {
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
}

function placeOfFile(zone: ZoneStatement | AlikeZone, fileWord: Word | AlikeZone): ConfPlace {
  if (!isAlike(zone)) return { uri: zone.setting.file.uri, start: fileWord.start, end: fileWord.end };
  // With the quotes.
  return { uri: zone.uri, start: zone.pathStart - 1, end: zone.pathStart + zone.path.length + 1 };
}

function zoneType(type: ConfModel['zones'][number]['type']): ZoneSettings['type'] {
  if (type === 'primary' || type === 'hint') return type;
  return type === 'secondary' || type === 'mirror' || type === 'stub' ? 'secondary' : 'other';
}

/** `response-policy { zone "rpz.example"; ... }` of the zone's view, else of the options. */
function isResponsePolicy(model: ConfModel, zone: ConfModel['zones'][number]): boolean {
  const setting =
    zone.view?.scope.byName.get('response-policy')?.[0] ?? model.options?.byName.get('response-policy')?.[0];
  const elements = setting ? (blockOf(setting.statement)?.statements ?? []) : [];
  return elements.some(({ values }) => {
    const name = values[1];
    return name?.kind === 'word' && normalName(name.text) === zone.origin;
  });
}
