/** Addresses in named.conf and what it includes: acls, listen-on, primaries, forwarders, controls and all others that are no file names. */

import { grammarOf, visit } from '../../conf/grammar.ts';
import { findStatement } from '../../conf/lookup.ts';
import { readMatchWord } from '../../conf/matchWord.ts';
import type { ConfFile } from '../../conf/model.ts';
import type { PerVersion, StatementInfo } from '../../conf/statements.ts';
import { type Block, deletionOf, indentAt, keywordOf, type Statement, type Word } from '../../conf/tree.ts';
import { kindRow, type ValueKind } from '../../conf/valueKinds.ts';
import type { Steps } from '../../steps.ts';
import type { Configuration } from '../../workspace/configuration.ts';
import type { Changes } from './changes.ts';
import { changeMention, type Mention, type Written } from './mentions.ts';
import type { Moves } from './moves.ts';
import type { PrefixPair } from './prefixPair.ts';

/** Words that are looked at in one step. */
const PART = 2048;
/** Clauses that are named by an address. A copy of one is another one. */
const NAMED_BY_ADDRESS: ReadonlySet<string> = new Set(['server', 'inet']);

/** Changes the addresses in configurations, of each file once. */
export function* changeConfigurations(
  configurations: Iterable<Configuration>,
  pair: PrefixPair,
  moves: Moves,
  changes: Changes,
): Steps<void> {
  const seen = new Set<string>();
  let count = 0;
  for (const { model } of configurations) {
    for (const file of model?.files ?? []) {
      if (seen.has(file.uri)) continue;
      seen.add(file.uri);
      for (const mention of mentionsIn(file, file.tree.root, false)) {
        changeMention('configuration', mention, pair, moves, changes);
        if (++count % PART === 0) yield;
      }
    }
    yield;
  }
}

function* mentionsIn(file: ConfFile, block: Block, isOfAddresses: boolean): Generator<Mention> {
  for (const statement of block.statements) {
    const { clause } = block;
    const row = clause && findStatement(keywordOf(statement), clause);
    const hasAddresses = clause ? row !== undefined && takesAddresses(row) : isOfAddresses;
    for (const value of statement.values) {
      if (value.kind === 'block') yield* mentionsIn(file, value, hasAddresses);
      else if (value.kind === 'word' && hasAddresses) {
        const written = writtenIn(value);
        if (written) yield mentionOf(file, statement, value, written);
      }
    }
  }
}

const taking = new WeakMap<StatementInfo, boolean>();

/** Whether a statement of some release takes addresses. */
function takesAddresses(row: StatementInfo): boolean {
  let known = taking.get(row);
  if (known === undefined) {
    known = textsOf(row.grammar).some((text) => {
      let has = false;
      visit(grammarOf(text), (node) => {
        if (node.kind === 'value' && isAddressKind(node.type)) has = true;
      });
      return has;
    });
    taking.set(row, known);
  }
  return known;
}

function isAddressKind(kind: ValueKind): boolean {
  return kind === 'prefix' || 'hasAddresses' in kindRow(kind);
}

function textsOf(grammar: PerVersion | undefined): string[] {
  if (grammar === undefined) return [];
  return typeof grammar === 'string' ? [grammar] : Object.values(grammar);
}

function writtenIn(word: Word): Written | undefined {
  // Only numbers are written like addresses.
  if (word.quoted || !/^[0-9a-f.:]+(?:\/\d+)?$/i.test(word.text) || !/[.:/]/.test(word.text)) return undefined;
  const read = readMatchWord(word);
  if (read.kind !== 'prefix') return undefined;
  return { octets: read.prefix.octets, bits: word.text.includes('/') ? read.prefix.bits : undefined };
}

function mentionOf({ uri, tree: { text } }: ConfFile, statement: Statement, word: Word, written: Written): Mention {
  const { block } = statement;
  const keyword = keywordOf(statement);
  const isElement = block.clause === undefined || NAMED_BY_ADDRESS.has(keyword);
  return {
    uri,
    start: word.start,
    end: word.end,
    text: word.text,
    ...written,
    siblings: () => (isElement ? block.statements.flatMap((each) => elementIn(each, keyword)) : []),
    add(newText) {
      if (!isElement || statement.semicolon < 0) return undefined;
      const copy = text.slice(statement.start, word.start) + newText + text.slice(word.end, statement.end);
      const isOnOwnLine = text.slice(text.lastIndexOf('\n', statement.start - 1) + 1, statement.start).trim() === '';
      const eol = text.includes('\r\n') ? '\r\n' : '\n';
      const gap = isOnOwnLine ? `${eol}${indentAt(text, statement.start)}` : ' ';
      return { uri, start: statement.end, end: statement.end, newText: `${gap}${copy}` };
    },
    remove() {
      if (!isElement || statement.semicolon < 0) return undefined;
      const { start, end } = deletionOf(text, statement);
      const isWithin = start === statement.start && text[end] === ' ';
      return { uri, start, end: isWithin ? end + 1 : end, newText: '' };
    },
    where: () => `${uri.slice(uri.lastIndexOf('/') + 1)} ${lineOf(text, word.start)} ${nameOf(statement)}`,
  };
}

/** What an element of a list, or a clause of the same kind, is about. */
function elementIn(statement: Statement, keyword: string): Written[] {
  if (statement.block.clause !== undefined && keywordOf(statement) !== keyword) return [];
  return statement.values.flatMap((value) => (value.kind === 'word' ? (writtenIn(value) ?? []) : []));
}

/** The line of an offset, counted from 1. */
function lineOf(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line++;
  return line;
}

/** The keyword of the statement that a list belongs to. */
function nameOf(statement: Statement): string {
  let at: Statement | undefined = statement;
  while (at && at.block.clause === undefined) at = at.block.owner;
  return at ? keywordOf(at) : '';
}
