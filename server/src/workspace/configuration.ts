/** A configuration of the workspace: a named.conf (or rndc.conf) with its includes, the zones it loads, and what the rules say of it. */

import { buildModel, type ConfModel, guessClause, normalName, resolvePath, rootClauseOf } from '../conf/model.ts';
import { blockOf, type ConfTree, type Word } from '../conf/tree.ts';
import { ipv4Text, ipv6Text, parseIpv4, parseIpv6 } from '../dns/addresses.ts';
import { CLASS_IN, classCode } from '../dns/classes.ts';
import { type NameId, type NameTable, NO_NAME } from '../dns/names.ts';
import type { BindVersion } from '../dns/versions.ts';
import type { ConfContext, FileFacts, NotChecked, PublishedAddress } from '../rules/conf/context.ts';
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

const A = 1;
const NS = 2;
const AAAA = 28;

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
  /** The value of `file`; undefined where there is none. */
  readonly path: string | undefined;
  readonly fileWord: Word | undefined;
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
  /** The zone files of a configuration that are not looked at, by the words that name them. */
  readonly notCheckedOf?: (configuration: Configuration) => ReadonlyMap<Word, NotChecked> | undefined;
}

export class Configuration {
  readonly uri: string;
  readonly #options: ConfigurationOptions;
  #model: ConfModel | undefined;
  /** What the model was built from: another value means another model. */
  #builtFrom = '';
  #checkedFrom = '';
  #problems: readonly Problem[] = [];
  #zones: readonly ConfiguredZone[] = [];
  #files: readonly string[] = [];

  constructor(uri: string, options: ConfigurationOptions) {
    this.uri = uri;
    this.#options = options;
  }

  get model(): ConfModel | undefined {
    return this.#model;
  }

  /** The files it consists of, the outermost first. */
  get files(): readonly string[] {
    return this.#files;
  }

  get zones(): readonly ConfiguredZone[] {
    return this.#zones;
  }

  get problems(): readonly Problem[] {
    return this.#problems;
  }

  /** The server's working directory, where `directory` sets it. */
  get directory(): string | undefined {
    return this.#model?.directory;
  }

  has(uri: string): boolean {
    return this.#files.includes(uri);
  }

  /** The tree of one of its files. */
  treeOf(uri: string): ConfTree | undefined {
    return this.#model?.files.find((file) => file.uri === uri)?.tree;
  }

  /** Reads the configuration again where one of its files changed or an include leads elsewhere. */
  update(): void {
    const root = this.#options.bufferOf(this.uri);
    if (!root) return;
    const from = this.#inputs();
    if (this.#model && from === this.#builtFrom) return;
    const text = root.text();
    const clause = rootClauseOf(baseName(this.uri)) === 'rndc' ? 'rndc' : guessClause(text);
    this.#model = buildModel(
      { uri: this.uri, text },
      (path, directory, includer) => {
        const target = this.#options.find(path, includer, directory);
        return target.kind === 'file' ? [{ uri: target.uri, text: target.buffer.text() }] : undefined;
      },
      clause,
    );
    this.#files = this.#model.files.map((file) => file.uri);
    this.#zones = this.#readZones(this.#model);
    this.#builtFrom = this.#inputs();
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

  #readZones(model: ConfModel): ConfiguredZone[] {
    const zones: ConfiguredZone[] = [];
    for (const zone of model.zones) {
      const origin = this.#options.names.fromText(zone.name);
      if (origin === NO_NAME) continue;
      zones.push({
        origin,
        class: classCode(zone.className) ?? CLASS_IN,
        view: zone.view?.name ?? '',
        type: zoneType(zone.type),
        checks: checkModesOf(model, zone),
        maxTtl: maxTtlOf(model, zone),
        responsePolicy: isResponsePolicy(model, zone),
        dynamic: dynamicOf(model, zone, this.#options.version()),
        path: zone.fileWord?.text,
        fileWord: zone.fileWord,
        uri: zone.setting.file.uri,
      });
    }
    return zones;
  }

  /** Runs the rules, unless nothing that they look at changed. */
  check(version: BindVersion): void {
    const model = this.#model;
    if (!model) return;
    const published = this.#published();
    const files = model.zones.map((zone) =>
      zone.fileWord ? this.#exists(resolvePath(this.directory, zone.fileWord.text)) : '',
    );
    const from = JSON.stringify([
      this.#builtFrom,
      version,
      published,
      files,
      this.#files.map((uri) => this.#options.factsOf?.(uri)),
      [...(this.#options.notCheckedOf?.(this) ?? [])],
    ]);
    if (from === this.#checkedFrom) return;
    this.#checkedFrom = from;
    this.#problems = checkConf(this.#context(model, version, published));
  }

  /** What a rule's fixes need. */
  context(version: BindVersion): ConfContext | undefined {
    return this.#model && this.#context(this.#model, version, this.#published());
  }

  #context(model: ConfModel, version: BindVersion, published: readonly PublishedAddress[]): ConfContext {
    return {
      model,
      version,
      fileExists: (path) => this.#exists(path),
      published: () => published,
      fileFacts: (uri) => this.#options.factsOf?.(uri),
      notChecked: (fileWord) => this.#options.notCheckedOf?.(this)?.get(fileWord),
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
      for (const server of model.rrset(model.apex, NS)) {
        if (server.target < 0) continue;
        for (const record of model.owned(server.target)) {
          if ((record.type !== A && record.type !== AAAA) || isInvalid(record)) continue;
          const octets = record.type === A ? parseIpv4(rdataWord(record, 0)) : parseIpv6(rdataWord(record, 0));
          if (!octets) continue;
          published.push({
            zone: model.names.text(model.apex),
            host: model.names.text(server.target),
            address: record.type === A ? ipv4Text(octets) : ipv6Text(octets),
            family: record.type === A ? 4 : 6,
            ...absolute(wordPlace(record, 0)),
          });
        }
      }
    }
    return published;
  }
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
