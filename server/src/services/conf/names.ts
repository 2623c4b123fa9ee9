/**
 * The things that a configuration gives names to (acls, keys, views, tls and http clauses, lists of servers, policies, channels and so on),
 * and every place that such a name stands at, across includes. One table says which word is such a name; completion reads it too.
 */

import { serverElement } from '../../conf/grammar.ts';
import { readMatchWord } from '../../conf/matchWord.ts';
import { type ConfFile, type ConfInclude, type ConfModel, normalName } from '../../conf/model.ts';
import { secretsOf } from '../../conf/secrets.ts';
import type { Clause } from '../../conf/statements.ts';
import {
  argumentsOf,
  type Block,
  keywordOf,
  type Statement,
  statementAt,
  type Value,
  type Word,
} from '../../conf/tree.ts';
import { parseAddress } from '../../dns/addresses.ts';
import { type Marked, marked } from '../../l10n.ts';
import { before } from '../../text/ends.ts';
import type { FilePlace } from '../shared/places.ts';

export type NameKind =
  | 'acl'
  | 'key'
  | 'view'
  | 'tls'
  | 'http'
  | 'servers'
  | 'policy'
  | 'key-store'
  | 'template'
  | 'channel'
  | 'zone';

/** What a name of a kind is called in a sentence. */
export const KIND_TEXT: Readonly<Record<NameKind, Marked>> = {
  acl: marked('acl'),
  key: marked('key'),
  view: marked('view'),
  tls: marked('tls clause'),
  http: marked('http clause'),
  servers: marked('list of servers'),
  policy: marked('dnssec-policy'),
  'key-store': marked('key-store'),
  template: marked('template'),
  channel: marked('channel'),
  zone: marked('zone'),
};

/** The names that named has without being told, in lower case. */
export const BUILT_IN_NAMES: Readonly<Partial<Record<NameKind, Readonly<Record<string, string>>>>> = {
  acl: {
    any: marked('Every address.'),
    none: marked('No address.'),
    localhost: marked('The addresses of the server itself.'),
    localnets: marked('The networks that the server has an address in.'),
  },
  tls: {
    none: marked('No TLS: plain HTTP for DNS over HTTPS.'),
    ephemeral: marked('A certificate that named makes for itself at each start; clients cannot verify it.'),
  },
  http: { default: marked('DNS over HTTPS at the path /dns-query.') },
  policy: {
    default: marked('One key (CSK, ECDSAP256SHA256) that is never rolled.'),
    insecure: marked('Takes the signatures out of a zone that was signed, step by step.'),
    none: marked('The zone is not signed.'),
  },
  channel: {
    default_syslog: marked('To syslog, facility daemon.'),
    default_debug: marked('To the file named.run while debugging is on.'),
    default_stderr: marked('To standard error.'),
    default_logfile: marked('To the file that named was given with -L.'),
    null: marked('Nowhere.'),
  },
  view: { _default: marked('The view of zones outside of views.'), _bind: marked('The view of class CH.') },
};

/** The statements that define a name with their first value, by the clause they stand in. */
const DEFINED_AT_TOP: Readonly<Record<string, NameKind>> = {
  acl: 'acl',
  key: 'key',
  view: 'view',
  zone: 'zone',
  tls: 'tls',
  http: 'http',
  primaries: 'servers',
  masters: 'servers',
  'parental-agents': 'servers',
  'remote-servers': 'servers',
  'dnssec-policy': 'policy',
  'key-store': 'key-store',
  template: 'template',
};
const DEFINES: Readonly<Partial<Record<Clause, Readonly<Record<string, NameKind>>>>> = {
  top: DEFINED_AT_TOP,
  view: { key: 'key', zone: 'zone' },
  logging: { channel: 'channel' },
  rndc: { key: 'key' },
};

/** The statements whose first value is a name that is defined elsewhere. */
const REFERS: Readonly<Partial<Record<Clause, Readonly<Record<string, NameKind>>>>> = {
  options: { 'dnssec-policy': 'policy' },
  view: { 'dnssec-policy': 'policy' },
  zone: { 'dnssec-policy': 'policy', 'in-view': 'view', template: 'template' },
  template: { 'dnssec-policy': 'policy' },
  server: { keys: 'key' },
  'rndc-options': { 'default-key': 'key' },
  'rndc-server': { key: 'key' },
};

/** What the elements of a list are. */
export type ListKind = 'match' | 'servers' | 'keys' | 'channels' | 'zones' | 'policy-keys' | 'update-policy' | 'other';

/** Where a statement or an element stands. */
export interface NameContext {
  /** The clause of the statement, or around the list. */
  readonly clause: Clause;
  /** The keyword of the statement of the clause, lower case. */
  readonly keyword: string;
  /** The list that the element stands in; undefined for a statement of the clause. */
  readonly list: ListKind | undefined;
}

/** A name where it stands. */
export interface NamePlace {
  readonly kind: NameKind;
  /** The name for comparing: the same for places that mean the same thing. */
  readonly key: string;
  readonly word: Word;
  readonly file: ConfFile;
  /** The statement or element that it stands in. */
  readonly statement: Statement;
  readonly isDefinition: boolean;
  /** The view around it; empty where there is none. */
  readonly view: string;
}

export interface NameIndex {
  /** By the start of the word, by file. */
  readonly byFile: ReadonlyMap<string, ReadonlyMap<number, NamePlace>>;
  readonly byKey: ReadonlyMap<string, readonly NamePlace[]>;
}

const indexes = new WeakMap<ConfModel, NameIndex>();

/** What the elements of a block are, `owner` being the statement (or element) that it is a value of. */
export function listKindOf(block: Block, clause: Clause, keyword: string): ListKind {
  const { element, owner } = block;
  if (element?.kind === 'value' && element.type === 'match-list') return 'match';
  if (element === serverElement()) return 'servers';
  if (keyword === 'keys') return clause === 'dnssec-policy' ? 'policy-keys' : 'keys';
  if (keyword === 'category') return 'channels';
  if (keyword === 'response-policy' || keyword === 'catalog-zones') return 'zones';
  if (keyword === 'update-policy') return 'update-policy';
  const before = owner?.values[owner.values.indexOf(block) - 1];
  return before?.kind === 'word' && !before.quoted && before.text.toLowerCase() === 'keys' ? 'keys' : 'other';
}

/** What the value at `index` names, and whether it gives the name; undefined where it is no name of the configuration's. */
export function nameKindAt(
  values: readonly Value[],
  index: number,
  { clause, keyword, list }: NameContext,
): { readonly kind: NameKind; readonly isDefinition: boolean } | undefined {
  const before = plainWord(values[index - 1]);
  const refer = (kind: NameKind) => ({ kind, isDefinition: false });
  if (list === undefined) {
    if (index === 1) {
      const defined = DEFINES[clause]?.[keyword];
      if (defined) return { kind: defined, isDefinition: true };
      const referred = REFERS[clause]?.[keyword];
      return referred && refer(referred);
    }
    const isListener = keyword === 'listen-on' || keyword === 'listen-on-v6';
    return isListener && (before === 'tls' || before === 'http') ? refer(before) : undefined;
  }
  const isFirst = values.slice(0, index).every((value) => value.kind === 'not');
  switch (list) {
    case 'match':
      if (before === 'key') return refer('key');
      return isFirst ? refer('acl') : undefined;
    case 'servers':
      if (before === 'key' || before === 'tls') return refer(before);
      return isFirst ? refer('servers') : undefined;
    case 'keys':
      return isFirst ? refer('key') : undefined;
    case 'channels':
      return isFirst ? refer('channel') : undefined;
    case 'zones':
      return before === 'zone' && index === 1 ? refer('zone') : undefined;
    case 'policy-keys':
      return before === 'key-store' ? refer('key-store') : undefined;
    case 'update-policy':
      return index === 1 ? refer('key') : undefined;
    case 'other':
      return undefined;
  }
}

function plainWord(value: Value | undefined): string {
  return value?.kind === 'word' && !value.quoted ? value.text.toLowerCase() : '';
}

/** A name for comparing, as named compares those of its kind. */
export function comparable(kind: NameKind, text: string): string {
  if (kind === 'key' || kind === 'zone') return normalName(text);
  return kind === 'view' || kind === 'policy' ? text : text.toLowerCase();
}

/** True for a name that named knows without being told. */
export function isBuiltIn(kind: NameKind, text: string): boolean {
  return Object.hasOwn(BUILT_IN_NAMES[kind] ?? {}, text.toLowerCase());
}

/** Every named thing of a configuration, and where its name stands. */
export function nameIndex(model: ConfModel): NameIndex {
  let index = indexes.get(model);
  if (!index) {
    index = new Indexer(model).run();
    indexes.set(model, index);
  }
  return index;
}

/** The name at an offset of a file. */
export function namePlaceAt(model: ConfModel, uri: string, offset: number): NamePlace | undefined {
  const file = model.files.find((candidate) => candidate.uri === uri);
  const word = file && statementAt(file.tree, offset).word;
  return word && nameIndex(model).byFile.get(uri)?.get(word.start);
}

/** Every place of the thing that a place names, the definitions among them. */
export function samePlaces(model: ConfModel, place: NamePlace): readonly NamePlace[] {
  return nameIndex(model).byKey.get(keyOf(place)) ?? [];
}

/** The definitions of a kind that `view` sees, in order; of those with one name the first. */
export function definitionsOf(model: ConfModel, kind: NameKind, view: string): NamePlace[] {
  const found: NamePlace[] = [];
  for (const places of nameIndex(model).byKey.values()) {
    const definition = places.find((place) => place.isDefinition);
    if (definition?.kind !== kind) continue;
    if (definition.view === '' || definition.view === view || kind === 'zone') found.push(definition);
  }
  return found;
}

/** The names of a kind that are used and defined nowhere. */
export function undefinedNames(model: ConfModel, kind: NameKind): string[] {
  const found: string[] = [];
  for (const places of nameIndex(model).byKey.values()) {
    const [first] = places;
    if (first.kind !== kind || isBuiltIn(kind, first.word.text)) continue;
    if (!places.some((place) => place.isDefinition)) found.push(first.word.text);
  }
  return found;
}

function keyOf({ kind, key }: Pick<NamePlace, 'kind' | 'key'>): string {
  return `${kind} ${key}`;
}

/** The text of a name's place: without its quotes. */
export function nameRange({ word, file }: NamePlace): FilePlace {
  const isClosed = word.quoted && word.end - word.start > 1 && file.tree.text[word.end - 1] === '"';
  return { uri: file.uri, start: word.start + (word.quoted ? 1 : 0), end: word.end - (isClosed ? 1 : 0) };
}

class Indexer {
  readonly #includes = new Map<Word, ConfInclude>();
  readonly #model: ConfModel;
  readonly #found: NamePlace[] = [];
  readonly #known = new Set<Word>();
  readonly #seen = new Set<Block>();

  constructor(model: ConfModel) {
    this.#model = model;
    for (const include of model.includes) this.#includes.set(include.word, include);
  }

  run(): NameIndex {
    const { root } = this.#model;
    this.#block(root.tree.root, root, '');
    // A view's own key or zone comes before that of the same name outside.
    const inViews = new Set(
      this.#found.filter(({ isDefinition, view }) => isDefinition && view !== '').map((place) => this.#inView(place)),
    );
    const byKey = new Map<string, NamePlace[]>();
    const byFile = new Map<string, Map<number, NamePlace>>();
    for (const found of this.#found) {
      const own = found.view === '' ? '' : this.#inView(found);
      const place = inViews.has(own) ? { ...found, key: `${found.key} ${found.view}` } : found;
      const same = byKey.get(keyOf(place));
      if (same) same.push(place);
      else byKey.set(keyOf(place), [place]);
      const inFile = byFile.get(place.file.uri);
      if (inFile) inFile.set(place.word.start, place);
      else byFile.set(place.file.uri, new Map([[place.word.start, place]]));
    }
    return { byFile, byKey };
  }

  #inView({ kind, key, view }: NamePlace): string {
    return `${kind} ${key} ${view}`;
  }

  #block(block: Block, file: ConfFile, view: string): void {
    if (this.#seen.has(block) || !block.clause) return;
    this.#seen.add(block);
    for (const statement of block.statements) {
      const keyword = keywordOf(statement);
      if (keyword === 'include') {
        const word = argumentsOf(statement)[0];
        const targets = (word && this.#includes.get(word)?.targets) ?? [];
        for (const target of targets) this.#block(target.tree.root, target, view);
      } else if (keyword !== '') {
        const inner = keyword === 'view' && block.clause === 'top' ? (argumentsOf(statement)[0]?.text ?? '') : view;
        this.#statement(statement, { clause: block.clause, keyword, list: undefined }, file, view, inner);
      }
    }
  }

  #statement(statement: Statement, context: NameContext, file: ConfFile, view: string, inner: string): void {
    for (const [index, value] of statement.values.entries()) {
      if (value.kind === 'word') this.#word(statement, value, index, context, file, view);
      else if (value.kind === 'block' && value.clause) this.#block(value, file, inner);
      else if (value.kind === 'block') {
        const list = listKindOf(value, context.clause, context.keyword);
        for (const element of value.statements) this.#statement(element, { ...context, list }, file, view, view);
      }
    }
  }

  #word(statement: Statement, word: Word, index: number, context: NameContext, file: ConfFile, view: string): void {
    const found = nameKindAt(statement.values, index, context);
    if (!found || this.#known.has(word) || word.text === '' || !mayBeName(word, found.kind, context.list)) return;
    if (secretsOf(file.tree).has(word.text)) return;
    this.#known.add(word);
    this.#found.push({ ...found, key: comparable(found.kind, word.text), word, file, statement, view });
  }
}

/** Whether a word in the place of a name is one, and no address or keyword. */
function mayBeName(word: Word, kind: NameKind, list: ListKind | undefined): boolean {
  if (list === 'match' && kind === 'acl') {
    if (!word.quoted && /^(?:key|geoip|ecs)$/i.test(word.text)) return false;
    return readMatchWord(word).kind === 'name';
  }
  if (list === 'servers' && kind === 'servers') return !parseAddress(before(word.text, '%'));
  // The identity of an update-policy may be a host's name, or a pattern of names.
  return list !== 'update-policy' || !word.text.includes('*');
}
