/** Semantic tokens of configurations: statements and keywords, named things and where they are defined, addresses, old statements. */

import { parseDuration } from '../../conf/duration.ts';
import { grammarOf, keywordsOf } from '../../conf/grammar.ts';
import { findStatement, statusIn, textIn } from '../../conf/lookup.ts';
import { readMatchWord } from '../../conf/matchWord.ts';
import { isSecretStatement } from '../../conf/secrets.ts';
import type { BindVersion, Clause, StatementInfo } from '../../conf/statements.ts';
import { type Block, type ConfTree, keywordOf, type Statement, type Word } from '../../conf/tree.ts';
import { parseAddress } from '../../dns/addresses.ts';
import { LATEST_BIND_VERSION } from '../../dns/versions.ts';
import { TextBuffer } from '../../text/buffer.ts';
import type { OffsetRange } from '../shared/ranges.ts';
import { modifierBit, type TokenType, typeNumber } from '../shared/tokenLegend.ts';
import { isBuiltIn, type NameKind, type NamePlace, nameIndex } from './names.ts';
import type { ConfSource } from './source.ts';

const NAME_TYPES: Readonly<Record<NameKind, TokenType>> = {
  acl: 'variable',
  key: 'variable',
  servers: 'variable',
  tls: 'variable',
  http: 'variable',
  channel: 'variable',
  'key-store': 'variable',
  policy: 'type',
  template: 'type',
  view: 'namespace',
  zone: 'domainName',
};

const DECLARATION = modifierBit('declaration');
const DEPRECATED = modifierBit('deprecated');
const BUILT_IN = modifierBit('defaultLibrary');

interface Pass {
  readonly tree: ConfTree;
  readonly names: ReadonlyMap<number, NamePlace>;
  readonly version: BindVersion;
  readonly from: number;
  readonly to: number;
  readonly add: (type: TokenType, word: Word, modifiers?: number) => void;
}

/**
 * The tokens of the file `uri` on `range` (UTF-16 offsets; all of them without one), in LSP's form. A string over several lines has a
 * token on its first line only.
 */
export function confTokens({ model }: ConfSource, uri: string, version: BindVersion, range?: OffsetRange): number[] {
  const file = model?.files.find((candidate) => candidate.uri === uri);
  if (!model || !file) return [];
  const { tree } = file;
  const buffer = new TextBuffer(tree.text);
  const data: number[] = [];
  let line = 0;
  let character = 0;
  const add = (type: TokenType, word: Word, modifiers = 0): void => {
    const { start } = word;
    const text = tree.text.slice(start, word.end);
    const length = text.search(/[\r\n]/) < 0 ? text.length : text.search(/[\r\n]/);
    if (length === 0) return;
    const position = buffer.positionAt(start);
    const isSameLine = position.line === line;
    const column = isSameLine ? position.character - character : position.character;
    data.push(position.line - line, column, length, typeNumber(type), modifiers);
    ({ line, character } = position);
  };
  const from = range?.start ?? 0;
  const to = range?.end ?? tree.text.length;
  const names = nameIndex(model).byFile.get(uri) ?? new Map<number, NamePlace>();
  blockTokens(tree.root, { tree, names, version, from, to, add });
  return data;
}

function blockTokens(block: Block, pass: Pass): void {
  for (let i = firstEndingAt(block.statements, pass.from); i < block.statements.length; i++) {
    const statement = block.statements[i];
    if (statement.start > pass.to) return;
    clauseStatement(statement, block.clause ?? 'top', pass);
  }
}

/** The first statement that ends at or behind an offset. */
function firstEndingAt(statements: readonly Statement[], offset: number): number {
  let low = 0;
  let high = statements.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (statements[middle].end < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

function clauseStatement(statement: Statement, clause: Clause, pass: Pass): void {
  const name = keywordOf(statement);
  const row = findStatement(name, clause);
  const grammar = row && (textIn(row.grammar, pass.version) ?? textIn(row.grammar, LATEST_BIND_VERSION));
  const keywords = grammar ? keywordsOf(grammarOf(grammar)) : new Set<string>();
  for (const [index, value] of statement.values.entries()) {
    if (value.kind === 'block') blockOrList(value, keywords, pass);
    if (value.kind !== 'word' || !isWanted(value, pass)) continue;
    if (index === 0) {
      if (row || name === 'include') pass.add('keyword', value, row ? statusModifier(row, pass.version) : 0);
    } else if (isSecretStatement(name)) pass.add('encodedData', value);
    else wordToken(value, keywords, pass);
  }
}

function blockOrList(block: Block, keywords: ReadonlySet<string>, pass: Pass): void {
  if (block.clause) {
    blockTokens(block, pass);
    return;
  }
  for (const element of block.statements) elementTokens(element, keywords, pass);
}

function elementTokens(element: Statement, keywords: Iterable<string>, pass: Pass): void {
  if (element.end < pass.from || element.start > pass.to) return;
  const own = new Set(keywords);
  for (const value of element.values) {
    if (value.kind === 'block') blockOrList(value, own, pass);
    else if (value.kind === 'word' && isWanted(value, pass)) wordToken(value, own, pass);
  }
}

function isWanted({ start, end }: Word, { from, to }: Pass): boolean {
  return end >= from && start <= to;
}

function statusModifier(row: StatementInfo, version: BindVersion): number {
  const status = statusIn(row, version);
  return status === 'ok' || status === 'not-yet' ? 0 : DEPRECATED;
}

function wordToken(word: Word, keywords: ReadonlySet<string>, pass: Pass): void {
  const place = pass.names.get(word.start);
  if (place) {
    const builtIn = !place.isDefinition && isBuiltIn(place.kind, word.text);
    const modifiers = (place.isDefinition ? DECLARATION : 0) | (builtIn ? BUILT_IN : 0);
    pass.add(NAME_TYPES[place.kind], word, modifiers);
  } else if (word.quoted) pass.add('string', word);
  else if (keywords.has(word.text.toLowerCase())) pass.add('property', word);
  else if (parseAddress(word.text) || readMatchWord(word).kind === 'prefix') pass.add('address', word);
  else if (/^\d+(?:%|[kmg])?$/i.test(word.text)) pass.add('number', word);
  else if (parseDuration(word.text) !== undefined) pass.add('ttl', word);
  else if (/^(?:yes|no|true|false)$/i.test(word.text)) pass.add('enumMember', word);
  else if (/^(?:in|ch|hs|chaos|hesiod)$/i.test(word.text)) pass.add('dnsClass', word);
}
