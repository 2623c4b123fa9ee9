/** What a named.conf with its includes says: options, views, zones, keys and lists, and where each of it stands. */
import { withoutEnd } from '../text/ends.ts';
import type { AlikeZone } from './alike.ts';
import type { Clause, StatementInfo, ZoneType } from './statements.ts';
import type { Block, ConfTree, Statement, Word } from './tree.ts';
import { argumentsOf } from './tree.ts';

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
  /** The files that are there and not read: what includes them lies too deep, or there are too many. */
  readonly passedOver: readonly string[];
}

/** Files that include one another are followed this deep. named has no such limit, and no configuration means to reach it. */
export const INCLUDE_DEPTH = 50;

/** Files that a configuration reads, each as often as it is included. */
export const INCLUDED_FILES = 100_000;

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
  /** The template that it names, whose statements are among those of `scope`; undefined where it names none that is known. */
  readonly template?: Scope;
}

/** The statements of trust anchors. */
export const ANCHOR_STATEMENTS: readonly string[] = ['trust-anchors', 'managed-keys', 'trusted-keys', 'dnssec-keys'];

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
  /** Whether it may be a part of another configuration, which says more; absent where only its name can tell. */
  readonly isPart?: boolean;
}

/** A word's place in its file. */
export function placeOf(file: ConfFile, part: { readonly start: number; readonly end: number }): ConfPlace {
  return { uri: file.uri, start: part.start, end: part.end };
}

/** Where a zone names its file, which may be in its template and so in another file; the zone's name where it names none. */
export function filePlace({ scope, setting, fileWord, word }: Zone): ConfPlace {
  return placeOf(scope.byName.get('file')?.[0].file ?? setting.file, fileWord ?? word);
}

/** A zone or view name for comparing: lower case, with its final dot. */
export function normalName(name: string): string {
  const lower = name.toLowerCase();
  return lower.endsWith('.') ? lower : `${lower}.`;
}

/** A path from the configuration as named takes it: relative ones start in the working directory. */
export function resolvePath(directory: string | undefined, path: string): string {
  if (path.startsWith('/') || path.startsWith('\\\\') || /^[a-z]:[\\/]/i.test(path) || directory === undefined)
    return path;
  return `${withoutEnd(directory, '/')}/${path.replace(/^(?:\.\/)+/, '')}`;
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

const aclNames = new WeakMap<ConfModel, ReadonlyMap<string, Named>>();

/** The acl of a name, the first one of several; named compares them without case. */
export function aclNamed(model: ConfModel, name: string): Named | undefined {
  let names = aclNames.get(model);
  if (!names) {
    names = firstByName(model.acls);
    aclNames.set(model, names);
  }
  return names.get(name.toLowerCase());
}

/** The first of each name, by the name in lower case. */
export function firstByName(all: readonly Named[]): ReadonlyMap<string, Named> {
  const names = new Map<string, Named>();
  for (const entry of all) {
    const name = entry.name.toLowerCase();
    if (!names.has(name)) names.set(name, entry);
  }
  return names;
}
