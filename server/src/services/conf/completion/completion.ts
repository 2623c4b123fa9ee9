/** Completion in named.conf, rndc.conf and what they include: what could stand at the cursor, by clause, zone type, version and grammar. */

import { CompletionItemKind, type CompletionList } from 'vscode-languageserver-types';
import { type Grammar, grammarOf } from '../../../conf/grammar.ts';
import { statementsIn, statusIn, textIn } from '../../../conf/lookup.ts';
import type { ConfModel } from '../../../conf/model.ts';
import { holdsSecret, isSecretStatement } from '../../../conf/secrets.ts';
import type { BindVersion, StatementInfo, ZoneType } from '../../../conf/statements.ts';
import { argumentsOf, type Block, type ConfTree, keywordOf, type Value } from '../../../conf/tree.ts';
import { kindRow, type ValueKind } from '../../../conf/valueKinds.ts';
import { LATEST_BIND_VERSION } from '../../../dns/versions.ts';
import { translated } from '../../../l10n.ts';
import { TextBuffer } from '../../../text/buffer.ts';
import { languageOf } from '../../../workspace/languages.ts';
import { baseName } from '../../../workspace/paths.ts';
import { type CompletionOptions, completionList, type Draft, snippetText } from '../../shared/drafts.ts';
import type { ZoneLookup } from '../../shared/lookup.ts';
import { type ConfFolder, filesFor } from '../files.ts';
import { statementText } from '../hover.ts';
import { BUILT_IN_NAMES, definitionsOf, KIND_TEXT, type NameKind, nameKindAt, undefinedNames } from '../names.ts';
import type { ConfSource } from '../source.ts';
import { expectedAfter } from './expect.ts';
import { statementSnippet } from './shape.ts';
import { asNewStatement, type ConfSpot, contextOf, rowAt, spotAt } from './spot.ts';
import { type ConfWord, categoriesIn, KEYWORD_WORDS, VALUE_WORDS } from './words.ts';

/** What completion needs of a configuration of the workspace. */
export type CompletionSource = ConfSource & ConfFolder;

/** What completion asks of the workspace. */
export interface ConfCompletionLookup extends Pick<ZoneLookup, 'bufferOf'> {
  /** URIs of the workspace's files. */
  files(): readonly string[];
}

/** Where deprecated statements, and old words, stand in the list. */
const OLD_RANK = 9;
/** Where words stand that are seldom written. */
const SELDOM_RANK = 2;
const OLD_TYPES: Readonly<Record<string, ZoneType>> = { master: 'primary', slave: 'secondary' };
const OLD_TYPE_WORDS = new Set(['master', 'slave', 'masters', 'master-only', 'default-masters']);
/** The names of keys, tls clauses and the like are written in quotes by most, and these never. */
const WITHOUT_QUOTES = new Set<NameKind>(['acl', 'channel', 'tls', 'http', 'servers']);

interface Place {
  readonly configuration: CompletionSource;
  readonly model: ConfModel;
  readonly uri: string;
  readonly tree: ConfTree;
  readonly spot: ConfSpot;
  readonly version: BindVersion;
  readonly lookup: ConfCompletionLookup;
  /** The view around it; empty where there is none. */
  readonly view: string;
}

/**
 * What could stand at `offset` (UTF-16 units) of the file `uri`, in the order in which it should be offered. Nothing in comments and
 * secrets. `version` is the BIND release that the configuration is for: what it does not have is not offered.
 */
export function confCompletion(
  configuration: CompletionSource,
  uri: string,
  offset: number,
  version: BindVersion,
  lookup: ConfCompletionLookup,
  options: CompletionOptions,
): CompletionList {
  const { model } = configuration;
  const file = model?.files.find((candidate) => candidate.uri === uri);
  const found = file && spotAt(file.tree, offset);
  if (!model || !file || !found) return { isIncomplete: false, items: [] };
  const spot = settled(found, version);
  const view = spot.path.find((statement) => keywordOf(statement) === 'view');
  const place: Place = {
    configuration,
    model,
    uri,
    tree: file.tree,
    spot,
    version,
    lookup,
    view: (view && argumentsOf(view)[0]?.text) ?? '',
  };
  const holds = (text: string): boolean => model.files.some(({ tree }) => holdsSecret(text, tree));
  const items = isSecret(spot) ? [] : draftsAt(place).filter(({ label }) => !holds(label));
  const buffer = lookup.bufferOf(uri) ?? new TextBuffer(file.tree.text);
  return completionList({ items, complete: true }, { buffer, start: spot.start, end: spot.end, offset }, options);
}

/** A word on a new line behind a statement that could end there is the beginning of another one. */
function settled(spot: ConfSpot, version: BindVersion): ConfSpot {
  if (!spot.beginsLine || spot.before.length === 0 || spot.quoted) return spot;
  const grammar = grammarAt(spot, version);
  if (spot.block.clause && spot.before.length > 1 && !grammar) return asNewStatement(spot);
  if (!grammar) return spot;
  return expectedAfter(grammar, argumentsBefore(spot)).canEnd ? asNewStatement(spot) : spot;
}

/** The values that are matched with the grammar. */
function argumentsBefore({ before, list }: ConfSpot): readonly Value[] {
  return list === undefined ? before.slice(1) : before;
}

/** The grammar of what stands at the spot: that of the statement behind its keyword, or of an element. */
export function grammarAt(spot: ConfSpot, version: BindVersion): Grammar | undefined {
  if (spot.list !== undefined) return spot.block.element;
  const row = rowAt(spot);
  const text = row && (textIn(row.grammar, version) ?? textIn(row.grammar, LATEST_BIND_VERSION));
  return text === undefined || text === '' ? undefined : grammarOf(text);
}

/** True where the cursor is in a secret, or where it could be one that was torn from its statement. */
export function isSecret({ owner, before, path }: ConfSpot): boolean {
  const isNamed = (values: readonly Value[]): boolean =>
    values.some((value) => value.kind === 'word' && isSecretStatement(value.text.toLowerCase()));
  return (
    isNamed(before) ||
    (owner !== undefined && isSecretStatement(keywordOf(owner))) ||
    path.some((each) => isNamed(each.values))
  );
}

function draftsAt(place: Place): Draft[] {
  const { spot } = place;
  if (spot.block.clause && spot.before.length === 0) return spot.quoted ? [] : statementDrafts(place, spot.block);
  const context = contextOf(spot);
  if (context.keyword === 'include' && context.list === undefined) return fileDrafts(place, 'named-conf');
  if (spot.list === 'match') return matchDrafts(place);
  const grammar = grammarAt(spot, place.version);
  if (!grammar) return [];
  const expected = expectedAfter(grammar, argumentsBefore(spot));
  return expected.candidates.flatMap(({ node }) => nodeDrafts(node, place));
}

/** The statements that the block may have and does not have yet; those that are going last and struck out. */
function statementDrafts({ spot, version, tree }: Place, block: Block): Draft[] {
  const clause = block.clause ?? 'top';
  const zoneType = clause === 'zone' || clause === 'template' ? zoneTypeOf(block) : undefined;
  const present = new Set(block.statements.filter((each) => each !== spot.statement).map(keywordOf));
  const isAlone = nothingBehind(tree, spot);
  const drafts: Draft[] = [
    {
      label: 'include',
      kind: CompletionItemKind.Property,
      ...(isAlone ? { snippet: 'include "$1";' } : {}),
      rank: 1,
    },
  ];
  for (const row of statementsIn(clause, zoneType, version)) {
    if (!row.multi && present.has(row.name)) continue;
    const deprecated = statusIn(row, version) !== 'ok';
    drafts.push({
      label: row.name,
      kind: CompletionItemKind.Property,
      ...(isAlone ? { snippet: statementSnippet(row, clause, version, zoneType) } : {}),
      doc: statementText(row, version).join('\n\n'),
      rank: deprecated || OLD_TYPE_WORDS.has(row.name) ? OLD_RANK : rankOf(row, present),
      deprecated,
    });
  }
  return drafts;
}

/** What the block cannot do without comes first. */
function rankOf({ name, clauses }: StatementInfo, present: ReadonlySet<string>): number {
  const isVital = clauses.includes('zone') ? ['type', 'file', 'primaries'] : ['algorithm', 'secret', 'match-clients'];
  return isVital.includes(name) && !present.has(name) ? 0 : 1;
}

function zoneTypeOf(block: Block): ZoneType | undefined {
  const find = (name: string) => block.statements.find((statement) => keywordOf(statement) === name);
  if (find('in-view')) return 'in-view';
  const type = find('type');
  const word = (type && argumentsOf(type)[0]?.text.toLowerCase()) ?? '';
  return OLD_TYPES[word] ?? (word === '' ? undefined : (word as ZoneType));
}

/** True where the rest of the line has nothing that belongs to the word: then a whole statement fits. */
function nothingBehind({ text }: ConfTree, { end }: ConfSpot): boolean {
  const line = text.indexOf('\n', end);
  return /^\s*(?:\}|\/\/|#|\/\*|$)/.test(text.slice(end, line < 0 ? undefined : line));
}

function nodeDrafts(node: Grammar, place: Place): Draft[] {
  const { spot } = place;
  if (node.kind === 'word') {
    if (spot.quoted) return [];
    const isOld = OLD_TYPE_WORDS.has(node.text);
    return [{ label: node.text, kind: CompletionItemKind.EnumMember, ...(isOld ? { rank: OLD_RANK } : {}) }];
  }
  if (node.kind === 'list') {
    const isClause = node.item.kind === 'value' && node.item.type === 'statements';
    return spot.quoted ? [] : [blockDraft(isClause ? '{\n\t$0\n}' : '{ $1; }')];
  }
  return node.kind === 'value' ? valueDrafts(node.type, place) : [];
}

function blockDraft(snippet: string): Draft {
  return { label: '{ }', insert: '{', snippet, filter: '{', kind: CompletionItemKind.Struct };
}

function valueDrafts(kind: ValueKind, place: Place): Draft[] {
  const row = kindRow(kind);
  const plain = (drafts: Draft[]): Draft[] => (place.spot.quoted ? [] : drafts);
  if (row.takes === 'block' && kind !== 'statements') return plain([blockDraft('{ $1; }')]);
  if (kind === 'key') return [...namedDrafts('key', place), ...plain([blockDraft('{ $1; }')])];
  if (kind === 'string' || kind === 'quoted') return textDrafts(kind === 'quoted', place);
  if (row.takes !== 'word' || !row.words) return plain(defaultDrafts(place));
  const rank = row.isSeldom ? { rank: SELDOM_RANK } : {};
  return plain(row.words.map((word) => ({ ...wordDraft(word, false), ...rank })));
}

/** The default of the statement, for values that there are too many of. */
function defaultDrafts({ spot, version }: Place): Draft[] {
  const row = spot.list === undefined ? rowAt(spot) : undefined;
  const fallback = row && textIn(row.default, version);
  if (fallback === undefined || !/^[\w.:%-]+$/.test(fallback)) return [];
  return [{ label: fallback, kind: CompletionItemKind.Value, detail: 'default' }];
}

function textDrafts(isQuoted: boolean, place: Place): Draft[] {
  const { spot, version, model } = place;
  const context = contextOf(spot);
  const named = nameKindAt([...spot.before, DUMMY], spot.before.length, context);
  if (named) {
    if (!named.isDefinition) return namedDrafts(named.kind, place);
    if (named.kind === 'zone') return zoneNameDrafts(place);
    return undefinedNames(model, named.kind).map((name) => nameDraft(name, true, place));
  }
  const previous = spot.before.at(-1);
  const keyword = previous?.kind === 'word' && !previous.quoted ? previous.text.toLowerCase() : '';
  if (context.list === undefined && context.keyword === 'category') {
    return categoriesIn(version).map((word) => wordDraft(word, spot.quoted));
  }
  const words = VALUE_WORDS[`${context.clause} ${context.keyword}`] ?? KEYWORD_WORDS[keyword];
  // The first value of disable-algorithms is a domain.
  if (words && !(context.keyword.startsWith('disable-') && context.list === undefined)) {
    return words.map((word) => wordDraft(word, spot.quoted));
  }
  if (isQuoted && context.list === undefined && /(?:^|-)(?:file|journal)$/.test(context.keyword)) {
    return fileDrafts(place, context.clause === 'zone' || context.clause === 'template' ? 'zone' : undefined);
  }
  return [];
}

const DUMMY: Value = { kind: 'word', text: '', quoted: false, start: 0, end: 0 };

function wordDraft({ word, doc, isOld }: ConfWord, quoted: boolean): Draft {
  return {
    label: word,
    insert: quoted || /^[\w.-]+$/.test(word) ? word : `"${word}"`,
    ...(doc === undefined ? {} : { doc: translated(doc) }),
    kind: CompletionItemKind.EnumMember,
    ...(isOld ? { rank: OLD_RANK, deprecated: true } : {}),
  };
}

/** The elements of an address match list: acls, keys, and the words that every list knows. */
function matchDrafts(place: Place): Draft[] {
  const { spot } = place;
  const rest = spot.before.filter((value) => value.kind !== 'not');
  const [first] = rest;
  if (first) {
    const isKey = first.kind === 'word' && !first.quoted && first.text.toLowerCase() === 'key' && rest.length === 1;
    return isKey ? namedDrafts('key', place) : [];
  }
  const drafts = namedDrafts('acl', place);
  if (!spot.quoted) {
    drafts.push({ label: 'key', kind: CompletionItemKind.Keyword, insert: 'key', rank: 2 });
    drafts.push({ ...blockDraft('{ $1; }'), rank: 3 });
  }
  return drafts;
}

/** The things of a kind that the place sees, those that are used but not defined, and those that named brings along. */
function namedDrafts(kind: NameKind, place: Place): Draft[] {
  const { model, view, spot } = place;
  const drafts: Draft[] = [];
  if (kind === 'zone') {
    const names = new Set(model.zones.map(({ name }) => name));
    return [...names].map((name) => nameDraft(name, true, place));
  }
  for (const definition of definitionsOf(model, kind, view)) {
    const { word, file } = definition;
    // A view cannot be its own source, and an acl not its own element.
    if (definition.file.uri === place.uri && spot.path.includes(definition.statement)) continue;
    drafts.push({
      ...nameDraft(word.text, word.quoted && !WITHOUT_QUOTES.has(kind), place),
      detail: baseName(file.uri),
      doc: translated(KIND_TEXT[kind]),
    });
  }
  for (const [name, doc] of Object.entries(BUILT_IN_NAMES[kind] ?? {})) {
    if (name.startsWith('_')) continue;
    drafts.push({ label: name, doc: translated(doc), kind: CompletionItemKind.Constant, rank: 1 });
  }
  return drafts;
}

/** A name, in quotes where it is written in them or has to be. */
function nameDraft(name: string, quotes: boolean, { spot }: Place): Draft {
  const bare = /^[\w.:-]+$/.test(name) && !quotes;
  const insert = spot.quoted || bare ? name : `"${name.replaceAll('"', '\\"')}"`;
  return { label: name, insert, kind: CompletionItemKind.Reference };
}

/** Names of zones that files of the workspace look like they are for, and that no statement names yet. */
function zoneNameDrafts(place: Place): Draft[] {
  const { model, lookup } = place;
  const known = new Set(model.zones.map(({ origin }) => origin));
  const names = new Set<string>();
  for (const uri of lookup.files()) {
    const name = languageOf(uri) === 'zone' ? zoneNameOf(baseName(uri)) : undefined;
    if (name && !known.has(`${name}.`)) names.add(name);
  }
  return [...names].map((name) => nameDraft(name, true, place));
}

/** The name in a file's name: `db.example.com`, `example.com.zone`. */
function zoneNameOf(file: string): string | undefined {
  const name = file
    .toLowerCase()
    .replace(/^db\./, '')
    .replace(/\.(?:zone|zonefile|db|dns|signed|hosts)$/, '');
  return /^(?:[a-z0-9_-]+\.)+[a-z][a-z0-9-]*$/.test(name) && !/^named\./.test(name) ? name : undefined;
}

/** Paths of the workspace's files; those of the language first. */
function fileDrafts(place: Place, language: 'zone' | 'named-conf' | undefined): Draft[] {
  const { configuration, uri, lookup, spot } = place;
  return filesFor(configuration, uri, lookup.files()).map(({ uri: file, path }) => {
    const own = languageOf(file);
    const fits = language === undefined ? own === undefined : own === language;
    return {
      label: path,
      insert: spot.quoted ? path : `"${path}"`,
      snippet: spot.quoted ? snippetText(path) : `"${snippetText(path)}"`,
      kind: CompletionItemKind.File,
      rank: fits ? 0 : own === undefined ? 1 : 2,
    };
  });
}
