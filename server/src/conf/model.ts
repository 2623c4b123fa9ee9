/**
 * What a named.conf with its includes says: options, views, zones, keys and lists, and where each of it stands. Built from trees;
 * files come through a resolver, so this does no IO.
 */
import type { AlikeZone } from './alike.ts';
import { clauseOpenedBy, findStatement } from './lookup.ts';
import { parseConf } from './parser.ts';
import type { Clause, StatementInfo, ZoneType } from './statements.ts';
import type { Block, ConfTree, Statement, Word } from './tree.ts';
import { argumentsOf, blockOf, keywordOf } from './tree.ts';

/** A file's text, and what it is called. */
export interface ConfSource {
  readonly uri: string;
  readonly text: string;
}

/**
 * Finds what an `include` names: several files where the name has wildcards. `directory` is the one in force there, and named takes a
 * relative path from it. Undefined where it cannot be read or cannot be known.
 */
export type ResolveInclude = (
  path: string,
  directory: string | undefined,
  from: string,
) => readonly ConfSource[] | undefined;

/** A file of the configuration, read. */
export interface ConfFile {
  readonly uri: string;
  readonly tree: ConfTree;
}

/** Where something stands; offsets are UTF-16 units from the start of the file. */
export interface ConfPlace {
  readonly uri: string;
  readonly start: number;
  readonly end: number;
}

/** An `include` statement, and what it led to. */
export interface ConfInclude {
  readonly path: string;
  readonly directory: string | undefined;
  readonly word: Word;
  readonly file: ConfFile;
  /** The files read; empty where nothing was found. */
  readonly targets: readonly ConfFile[];
  /** True where the file includes itself, directly or through others. */
  readonly isCycle: boolean;
}

/** A statement of a clause, in the file it stands in. */
export interface Setting {
  readonly name: string;
  readonly statement: Statement;
  readonly file: ConfFile;
  readonly clause: Clause;
  readonly row: StatementInfo | undefined;
}

/** The statements of one clause, those of included files among them, by name. */
export interface Scope {
  readonly clause: Clause;
  /** The block, and the file it stands in. The statements of included files stand in other blocks. */
  readonly block: Block;
  readonly file: ConfFile;
  readonly settings: readonly Setting[];
  readonly byName: ReadonlyMap<string, readonly Setting[]>;
}

/** A clause with a name, such as an acl, a key or a tls clause; `scope` where it has statements of its own. */
export interface Named {
  readonly name: string;
  readonly word: Word;
  readonly setting: Setting;
  readonly scope: Scope | undefined;
  readonly view: View | undefined;
}

export interface View {
  readonly name: string;
  readonly className: string;
  readonly word: Word;
  readonly setting: Setting;
  readonly scope: Scope;
}

export interface Zone {
  /** The name as written, without quotes. */
  readonly name: string;
  /** The name in lower case with its final dot, for comparing. */
  readonly origin: string;
  readonly className: string;
  readonly word: Word;
  readonly view: View | undefined;
  /** `master` and `slave` are primary and secondary here; undefined where it is absent or unknown. */
  readonly type: ZoneType | undefined;
  readonly typeWord: Word | undefined;
  /** The value of `file`. */
  readonly fileWord: Word | undefined;
  /** The view that `in-view` names. */
  readonly inView: Word | undefined;
  readonly setting: Setting;
  readonly scope: Scope;
}

/** A trust anchor, whatever statement it stands in. */
export interface TrustAnchor {
  readonly element: Statement;
  readonly file: ConfFile;
  /** trust-anchors, managed-keys, trusted-keys or dnssec-keys. */
  readonly statement: string;
  readonly name: Word;
  /** static-key, initial-key, static-ds or initial-ds; trusted-keys have static-key. */
  readonly anchor: string;
  /** The three numbers: flags, protocol, algorithm of a key; key tag, algorithm, digest type of a DS. */
  readonly numbers: readonly Word[];
  readonly data: Word | undefined;
}

export interface ConfModel {
  readonly root: ConfFile;
  readonly files: readonly ConfFile[];
  readonly includes: readonly ConfInclude[];
  /** Every clause read, the file itself included; each file's once, however often it is included. */
  readonly scopes: readonly Scope[];
  readonly top: Scope;
  readonly options: Scope | undefined;
  readonly views: readonly View[];
  readonly zones: readonly Zone[];
  /** The zones in the order in which named reads them, with those that were passed over because they are alike others. */
  readonly allZones: readonly (Zone | AlikeZone)[];
  readonly acls: readonly Named[];
  readonly keys: readonly Named[];
  /** primaries, masters, parental-agents and remote-servers at the top. */
  readonly serverLists: readonly Named[];
  readonly tls: readonly Named[];
  readonly http: readonly Named[];
  readonly policies: readonly Named[];
  readonly servers: readonly Named[];
  readonly trustAnchors: readonly TrustAnchor[];
  /** The working directory that `directory` sets. */
  readonly directory: string | undefined;
}

const MAX_INCLUDE_DEPTH = 50;
const MAX_INCLUDES = 10_000;
const OLD_TYPES: Readonly<Record<string, ZoneType>> = { master: 'primary', slave: 'secondary' };
const ZONE_TYPES: ReadonlySet<string> = new Set([
  'primary',
  'secondary',
  'mirror',
  'hint',
  'stub',
  'static-stub',
  'forward',
  'redirect',
  'delegation-only',
]);
const ANCHOR_STATEMENTS = new Set(['trust-anchors', 'managed-keys', 'trusted-keys', 'dnssec-keys']);
const SERVER_LISTS = new Set(['primaries', 'masters', 'parental-agents', 'remote-servers']);

/** A word's place in its file. */
export function placeOf(file: ConfFile, part: { readonly start: number; readonly end: number }): ConfPlace {
  return { uri: file.uri, start: part.start, end: part.end };
}

/** A zone or view name for comparing: lower case, with its final dot. */
export function normalName(name: string): string {
  const lower = name.toLowerCase();
  return lower.endsWith('.') ? lower : `${lower}.`;
}

/** A path from the configuration as named takes it: relative ones start in the working directory. */
export function resolvePath(directory: string | undefined, path: string): string {
  if (path.startsWith('/') || /^[a-z]:[\\/]/i.test(path) || directory === undefined) return path;
  return `${directory.replace(/\/+$/, '')}/${path.replace(/^(?:\.\/)+/, '')}`;
}

/** The clause of a file by its name: rndc's own file, or named's. `rndc.key` reads the same in both. */
export function rootClauseOf(fileName: string): Clause {
  return /(?:^|[\\/])rndc\.conf$/.test(fileName) ? 'rndc' : 'top';
}

/**
 * Guesses where the statements of a file stand that is only ever included: at the top, or inside options, a zone, or another
 * clause. The clause that knows most of them; the top where it is a tie.
 */
export function guessClause(text: string): Clause {
  return clauseOf(parseConf(text));
}

/** The clause that the statements of a file stand in, as `guessClause` says it, by its tree as a file at the top. */
export function clauseOf({ root, alike }: ConfTree): Clause {
  const names = root.statements.map(keywordOf).filter((name) => name !== '' && name !== 'include');
  const candidates: readonly Clause[] = ['top', 'options', 'zone', 'logging', 'view', 'rndc'];
  let best: Clause = 'top';
  let bestCount = -1;
  for (const clause of candidates) {
    const passed = alike && findStatement('zone', clause) ? alike.zones.length : 0;
    const count = passed + names.filter((name) => findStatement(name, clause)).length;
    if (count > bestCount) {
      best = clause;
      bestCount = count;
    }
  }
  return best;
}

/** Reads a configuration from its root file. Never throws; what cannot be resolved is an include without targets. */
export function buildModel(
  source: ConfSource,
  resolve: ResolveInclude,
  clause: Clause = 'top',
  parse: ParseSource = ({ text }, from) => parseConf(text, from),
): ConfModel {
  return new Builder(resolve, parse).build(source, clause);
}

/** Reads a file whose statements stand in a clause. */
export type ParseSource = (source: ConfSource, clause: Clause) => ConfTree;

interface ScopeBuilder extends Scope {
  readonly settings: Setting[];
  readonly byName: Map<string, Setting[]>;
}

class Builder {
  readonly #resolve: ResolveInclude;
  readonly #parse: ParseSource;
  readonly #files = new Map<string, ConfFile>();
  readonly #includes: ConfInclude[] = [];
  readonly #scopes: Scope[] = [];
  readonly #known = new Set<Block>();
  readonly #views: View[] = [];
  readonly #zones: Zone[] = [];
  readonly #allZones: (Zone | AlikeZone)[] = [];
  readonly #named = new Map<string, Named[]>();
  readonly #anchors: TrustAnchor[] = [];
  readonly #stack: string[] = [];
  #included = 0;
  #options: Scope | undefined;
  #directory: string | undefined;

  constructor(resolve: ResolveInclude, parse: ParseSource) {
    this.#resolve = resolve;
    this.#parse = parse;
  }

  build(source: ConfSource, clause: Clause): ConfModel {
    const root = this.#file(source, clause);
    this.#stack.push(root.uri);
    const top = this.#scope(root.tree.root, clause, root, undefined);
    const named = (...names: string[]): Named[] => names.flatMap((name) => this.#named.get(name) ?? []);
    return {
      root,
      files: [...new Set(this.#files.values())],
      includes: this.#includes,
      scopes: this.#scopes,
      top,
      options: clause === 'options' ? top : this.#options,
      views: this.#views,
      zones: this.#zones,
      allZones: this.#allZones,
      acls: named('acl'),
      keys: named('key'),
      serverLists: named(...SERVER_LISTS),
      tls: named('tls'),
      http: named('http'),
      policies: named('dnssec-policy'),
      servers: named('server'),
      trustAnchors: this.#anchors,
      directory: this.#directory,
    };
  }

  /** A file is read once for each clause that it is included in. */
  #file(source: ConfSource, clause: Clause): ConfFile {
    const key = `${clause} ${source.uri}`;
    let file = this.#files.get(key);
    if (!file) {
      file = { uri: source.uri, tree: this.#parse(source, clause) };
      this.#files.set(key, file);
    }
    return file;
  }

  #scope(block: Block, clause: Clause, file: ConfFile, view: View | undefined): Scope {
    const scope: ScopeBuilder = { clause, block, file, settings: [], byName: new Map() };
    if (!this.#known.has(block)) this.#scopes.push(scope);
    this.#known.add(block);
    this.#read(block, clause, file, scope, view);
    return scope;
  }

  #read(block: Block, clause: Clause, file: ConfFile, scope: ScopeBuilder, view: View | undefined): void {
    const passed = (block === file.tree.root && file.tree.alike?.zones) || [];
    let next = 0;
    for (const statement of block.statements) {
      while (next < passed.length && passed[next].start < statement.start) this.#allZones.push(passed[next++]);
      const name = keywordOf(statement);
      if (name === '') continue;
      if (name === 'include') {
        this.#include(statement, clause, file, scope, view);
        continue;
      }
      const setting: Setting = { name, statement, file, clause, row: findStatement(name, clause) };
      scope.settings.push(setting);
      const same = scope.byName.get(name);
      if (same) same.push(setting);
      else scope.byName.set(name, [setting]);
      this.#enter(setting, view);
    }
    while (next < passed.length) this.#allZones.push(passed[next++]);
  }

  #enter(setting: Setting, view: View | undefined): void {
    const { name, statement, file, clause, row } = setting;
    if (name === 'directory' && clause === 'options') this.#directory = argumentsOf(statement)[0]?.text;
    if (ANCHOR_STATEMENTS.has(name)) this.#trustAnchors(setting);
    const block = blockOf(statement);
    if (!row || !block) return;
    const opens = clauseOpenedBy(row, clause);
    if (opens === 'view') this.#view(setting, block);
    else if (opens === 'zone') this.#zone(setting, block, view);
    else {
      const scope = opens ? this.#scope(block, opens, file, view) : undefined;
      if (opens === 'options' || opens === 'rndc-options') this.#options ??= scope;
      const isNamed = opens !== undefined || name === 'acl' || (clause === 'top' && SERVER_LISTS.has(name));
      const word = argumentsOf(statement)[0];
      if (!isNamed || !word) return;
      const all = this.#named.get(name);
      const entry: Named = { name: word.text, word, setting, scope, view };
      if (all) all.push(entry);
      else this.#named.set(name, [entry]);
    }
  }

  #view(setting: Setting, block: Block): void {
    const [word, className] = argumentsOf(setting.statement);
    const named = word ?? { kind: 'word', text: '', quoted: false, start: block.start, end: block.start };
    const settings: Setting[] = [];
    const scope: ScopeBuilder = { clause: 'view', block, file: setting.file, settings, byName: new Map() };
    const view: View = { name: named.text, className: normalClass(className), word: named, setting, scope };
    this.#views.push(view);
    if (!this.#known.has(block)) this.#scopes.push(scope);
    this.#known.add(block);
    this.#read(block, 'view', setting.file, scope, view);
  }

  #zone(setting: Setting, block: Block, view: View | undefined): void {
    const [word, className] = argumentsOf(setting.statement);
    const scope = this.#scope(block, 'zone', setting.file, view);
    if (!word) return;
    const typeWord = firstArgument(scope, 'type');
    const written = typeWord?.text.toLowerCase() ?? '';
    const type = OLD_TYPES[written] ?? (ZONE_TYPES.has(written) ? (written as ZoneType) : undefined);
    const inView = firstArgument(scope, 'in-view');
    const zone: Zone = {
      name: word.text,
      origin: normalName(word.text),
      className: className ? normalClass(className) : (view?.className ?? 'IN'),
      word,
      view,
      type: inView ? 'in-view' : type,
      typeWord,
      fileWord: firstArgument(scope, 'file'),
      inView,
      setting,
      scope,
    };
    this.#zones.push(zone);
    this.#allZones.push(zone);
  }

  #include(statement: Statement, clause: Clause, file: ConfFile, scope: ScopeBuilder, view: View | undefined): void {
    const word = argumentsOf(statement)[0];
    if (!word) return;
    const directory = this.#directory;
    const found = this.#resolve(word.text, directory, file.uri) ?? [];
    const targets: ConfFile[] = [];
    let isCycle = false;
    for (const source of found) {
      const loops = this.#stack.includes(source.uri);
      isCycle ||= loops;
      if (loops || this.#stack.length >= MAX_INCLUDE_DEPTH || this.#included >= MAX_INCLUDES) continue;
      this.#included++;
      const target = this.#file(source, clause);
      targets.push(target);
      this.#stack.push(source.uri);
      const { root } = target.tree;
      if (!this.#known.has(root))
        this.#scopes.push({ ...scope, block: root, file: target, settings: [], byName: new Map() });
      this.#known.add(root);
      this.#read(root, clause, target, scope, view);
      this.#stack.pop();
    }
    this.#includes.push({ path: word.text, directory, word, file, targets, isCycle });
  }

  #trustAnchors(setting: Setting): void {
    for (const element of blockOf(setting.statement)?.statements ?? []) {
      const words = element.values.filter((value): value is Word => value.kind === 'word');
      const [name, ...rest] = words;
      if (!name) continue;
      const hasKind = rest[0] !== undefined && !/^\d/.test(rest[0].text);
      const [first, second, third, data] = hasKind ? rest.slice(1) : rest;
      this.#anchors.push({
        element,
        file: setting.file,
        statement: setting.name,
        name,
        anchor: hasKind ? rest[0].text.toLowerCase() : 'static-key',
        numbers: [first, second, third].filter((word) => word !== undefined),
        data,
      });
    }
  }
}

function normalClass(word: Word | undefined): string {
  const text = (word?.text ?? 'IN').toUpperCase();
  return text === 'CHAOS' ? 'CH' : text === 'HESIOD' ? 'HS' : text;
}

/** The first value of the first statement of that name in a scope. */
export function firstArgument(scope: Scope | undefined, name: string): Word | undefined {
  const setting = scope?.byName.get(name)?.[0];
  return setting && argumentsOf(setting.statement)[0];
}

/** The statement that decides for a zone: its own, else its template's, its view's, or that of options. */
export function settingFor(model: ConfModel, zone: Zone, name: string): Setting | undefined {
  return (
    zone.scope.byName.get(name)?.[0] ?? zone.view?.scope.byName.get(name)?.[0] ?? model.options?.byName.get(name)?.[0]
  );
}

/** The acl of a name; named compares them without case. */
export function aclNamed(model: ConfModel, name: string): Named | undefined {
  const wanted = name.toLowerCase();
  return model.acls.find((acl) => acl.name.toLowerCase() === wanted);
}
