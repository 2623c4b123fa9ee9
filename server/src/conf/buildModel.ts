/** The model of a configuration, from the trees of its files. They come through a resolver, so this does no IO. */
import type { AlikeZone } from './alike.ts';
import { clauseOpenedBy, findStatement } from './lookup.ts';
import type { ConfFile, ConfInclude, ConfModel, Named, Scope, Setting, TrustAnchor, View, Zone } from './model.ts';
import { ANCHOR_STATEMENTS, firstArgument, INCLUDE_DEPTH, INCLUDED_FILES, normalName } from './model.ts';
import { parseConf } from './parser.ts';
import type { Clause, ZoneType } from './statements.ts';
import { withTemplate } from './templates.ts';
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

/** A file is read so often where it is included again and again in one place: another time says the same as the last. */
const READINGS = 2;
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
const SERVER_LISTS = new Set(['primaries', 'masters', 'parental-agents', 'remote-servers']);

/**
 * Reads a configuration from its root file. Never throws; what cannot be resolved is an include without targets. Where the working directory is given, it
 * is that one whatever `directory` says.
 */
export function buildModel(
  source: ConfSource,
  resolve: ResolveInclude,
  clause: Clause = 'top',
  parse: ParseSource = ({ text }, from) => parseConf(text, from),
  directory?: string,
): ConfModel {
  return new Builder(resolve, parse, directory).build(source, clause);
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
  /** How often each file was read for a scope, by its name and the directory in force. */
  readonly #readings = new WeakMap<Scope, Map<string, number>>();
  #included = 0;
  #options: Scope | undefined;
  #directory: string | undefined;
  readonly #isDirectoryGiven: boolean;

  constructor(resolve: ResolveInclude, parse: ParseSource, directory: string | undefined) {
    this.#directory = directory;
    this.#isDirectoryGiven = directory !== undefined;
    this.#resolve = resolve;
    this.#parse = parse;
  }

  build(source: ConfSource, clause: Clause): ConfModel {
    const root = this.#file(source, clause);
    this.#stack.push(root.uri);
    const top = this.#scope(root.tree.root, clause, root, undefined);
    const named = (...names: string[]): Named[] => names.flatMap((name) => this.#named.get(name) ?? []);
    this.#applyTemplates(named('template'));
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
    if (name === 'directory' && clause === 'options' && !this.#isDirectoryGiven)
      this.#directory = argumentsOf(statement)[0]?.text;
    if (ANCHOR_STATEMENTS.includes(name)) this.#trustAnchors(setting);
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
    const inView = firstArgument(scope, 'in-view');
    const zone: Zone = {
      name: word.text,
      origin: normalName(word.text),
      className: className ? normalClass(className) : (view?.className ?? 'IN'),
      word,
      view,
      type: inView ? 'in-view' : zoneType(scope),
      typeWord,
      fileWord: firstArgument(scope, 'file'),
      inView,
      setting,
      scope,
    };
    this.#zones.push(zone);
    this.#allZones.push(zone);
  }

  /** Templates may stand behind the zones that name them, so this is done when all is read. */
  #applyTemplates(templates: readonly Named[]): void {
    if (templates.length === 0) return;
    const made = new Map<Zone | AlikeZone, Zone>();
    for (const [at, zone] of this.#zones.entries()) {
      const whole = withTemplate(zone, templates, zoneType);
      if (whole === zone) continue;
      made.set(zone, whole);
      this.#zones[at] = whole;
    }
    for (const [at, zone] of this.#allZones.entries()) this.#allZones[at] = made.get(zone) ?? zone;
  }

  #include(statement: Statement, clause: Clause, file: ConfFile, scope: ScopeBuilder, view: View | undefined): void {
    const word = argumentsOf(statement)[0];
    if (!word) return;
    const directory = this.#directory;
    const found = this.#resolve(word.text, directory, file.uri) ?? [];
    const targets: ConfFile[] = [];
    const passedOver: string[] = [];
    let isCycle = false;
    for (const source of found) {
      const loops = this.#stack.includes(source.uri);
      isCycle ||= loops;
      if (loops) continue;
      if (this.#stack.length >= INCLUDE_DEPTH || this.#included >= INCLUDED_FILES) {
        passedOver.push(source.uri);
        continue;
      }
      const target = this.#file(source, clause);
      targets.push(target);
      if (this.#isReadEnough(`${source.uri} ${this.#directory ?? ''}`, scope)) continue;
      this.#included++;
      this.#stack.push(source.uri);
      const { root } = target.tree;
      if (!this.#known.has(root))
        this.#scopes.push({ ...scope, block: root, file: target, settings: [], byName: new Map() });
      this.#known.add(root);
      this.#read(root, clause, target, scope, view);
      this.#stack.pop();
    }
    this.#includes.push({ path: word.text, directory, word, file, targets, isCycle, passedOver });
  }

  /** Counts the readings of a file for a scope. Files that include the next one twice would be read without end. */
  #isReadEnough(key: string, scope: Scope): boolean {
    const readings = this.#readings.get(scope) ?? new Map<string, number>();
    this.#readings.set(scope, readings);
    const times = readings.get(key) ?? 0;
    readings.set(key, times + 1);
    return times >= READINGS;
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

function zoneType(scope: Scope): ZoneType | undefined {
  const written = firstArgument(scope, 'type')?.text.toLowerCase() ?? '';
  return OLD_TYPES[written] ?? (ZONE_TYPES.has(written) ? (written as ZoneType) : undefined);
}

function normalClass(word: Word | undefined): string {
  const text = (word?.text ?? 'IN').toUpperCase();
  return text === 'CHAOS' ? 'CH' : text === 'HESIOD' ? 'HS' : text;
}
