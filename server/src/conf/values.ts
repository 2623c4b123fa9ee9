/**
 * Whether the values of a statement fit its grammar. Judged as named-checkconf does, and leniently where it is lenient: what is
 * reported here, named refuses.
 */

import { LATEST_BIND_VERSION } from '../dns/versions.ts';
import { either, t, translated } from '../l10n.ts';
import { addressWithPort } from './addressSlips.ts';
import type { Grammar } from './grammar.ts';
import { grammarOf, keywordsOf, visit } from './grammar.ts';
import { textIn } from './lookup.ts';
import { readMatchWord } from './matchWord.ts';
import type { BindVersion, StatementInfo } from './statements.ts';
import type { Block, Statement, Value, Word } from './tree.ts';
import { keywordOf } from './tree.ts';
import type { ValueKind, WordKind } from './valueKinds.ts';
import { fitsKind, kindRow } from './valueKinds.ts';

/** A value that does not fit. `allowed` are the words that may stand there, where only words may. */
export interface ValueProblem {
  readonly start: number;
  readonly end: number;
  readonly message: string;
  readonly allowed?: readonly string[];
  /** What was meant, where that is certain. */
  readonly meant?: string;
}

const MAX_PORT = 65535;
/** What is not looked into here. */
const OPAQUE: ReadonlySet<ValueKind> = new Set(['text', 'statements']);

/** Where matching got to, and what would have been right there. */
interface Match {
  readonly values: readonly Value[];
  furthest: number;
  readonly expected: Set<string>;
  readonly words: Set<string>;
  readonly nested: ValueProblem[];
}

/** Checks the values of a statement of a clause against its row. */
export function checkValues(row: StatementInfo, statement: Statement, version: BindVersion): ValueProblem[] {
  const text = textIn(row.grammar, version) ?? textIn(row.grammar, LATEST_BIND_VERSION);
  if (text === undefined || (text === '' && row.removed)) return [];
  const grammar = grammarOf(text);
  const written = statement.values.slice(1);
  const values = withoutPorts(written, grammar);
  if (row.portAlone && values.length === 0 && written.length > 0) return checkPorts(statement);
  return [...checkAgainst(grammar, values, statement, keywordOf(statement)), ...checkPorts(statement)];
}

/**
 * `port N` and `dscp N` behind an address are taken by every release that still reads them, whether documented or not.
 * They are left out here where the grammar does not have them.
 */
function withoutPorts(values: readonly Value[], grammar: Grammar): readonly Value[] {
  if (!hasAddresses(grammar)) return values;
  const keywords = keywordsOf(grammar);
  const kept: Value[] = [];
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    const word = value.kind === 'word' ? value.text.toLowerCase() : '';
    const next = values[i + 1];
    const isNumber = next?.kind === 'word' && /^(?:\d+|\*)$/.test(next.text);
    if ((word === 'dscp' || (word === 'port' && !keywords.has('port'))) && isNumber) i++;
    else kept.push(value);
  }
  return kept;
}

const withAddresses = new WeakMap<Grammar, boolean>();

function hasAddresses(grammar: Grammar): boolean {
  let answer = withAddresses.get(grammar);
  if (answer === undefined) {
    answer = false;
    visit(grammar, (node) => {
      if (node.kind === 'value' && kindRow(node.type).hasAddresses) answer = true;
    });
    withAddresses.set(grammar, answer);
  }
  return answer;
}

function checkPorts(statement: Statement): ValueProblem[] {
  const problems: ValueProblem[] = [];
  for (const [i, value] of statement.values.entries()) {
    if (value.kind !== 'word' || i === 0) continue;
    const before = statement.values[i - 1];
    const isPort = before.kind === 'word' && !before.quoted && before.text.toLowerCase() === 'port';
    if (!isPort || !/^\d+$/.test(value.text) || Number(value.text) <= MAX_PORT) continue;
    problems.push({
      start: value.start,
      end: value.end,
      message: t`Port ${value.text} does not exist: ports go from 0 to ${MAX_PORT}.`,
    });
  }
  return problems;
}

function checkAgainst(grammar: Grammar, values: readonly Value[], statement: Statement, name: string): ValueProblem[] {
  const match: Match = { values, furthest: 0, expected: new Set(), words: new Set(), nested: [] };
  const ends = ways(grammar, 0, match);
  if (ends.includes(values.length)) return match.nested;
  const at = ends.reduce((furthest, end) => Math.max(furthest, end), match.furthest);
  const wrong = values[at];
  const expected = expectation(match, at);
  const first = statement.values[0] ?? statement;
  if (!wrong) {
    const message = expected
      ? t`${name ? `'${name}'` : t`This element`} is not complete: ${expected} is missing.`
      : t`'${name}' is not complete.`;
    return [{ start: first.start, end: first.end, message, allowed: wordsOnly(match, at) }];
  }
  const shown = wrong.kind === 'word' ? `'${wrong.text}'` : wrong.kind === 'not' ? "'!'" : "'{'";
  const where = name ? t` in '${name}'` : '';
  const slip = wrong.kind === 'word' && !wrong.quoted ? addressWithPort(wrong.text) : undefined;
  const message = slip
    ? t`${shown} does not fit${where}: the port is a word of its own, '${slip.address} port ${slip.port}'.`
    : expected
      ? t`${shown} does not fit${where}: ${expected} is expected.`
      : t`${shown} is left over${where}: all that may stand there stands before it.`;
  const end = wrong.kind === 'block' ? wrong.start + 1 : wrong.end;
  const meant = slip ? { meant: `${slip.address} port ${slip.port}` } : {};
  return [{ start: wrong.start, end, message, allowed: wordsOnly(match, at), ...meant }];
}

function wordsOnly(match: Match, at: number): readonly string[] | undefined {
  return at === match.furthest && match.words.size > 0 && match.expected.size === 0 ? [...match.words] : undefined;
}

function expectation(match: Match, at: number): string {
  if (at !== match.furthest) return '';
  const all = [...match.words, ...match.expected];
  return either(all);
}

function fail(match: Match, at: number, expected: string, isWord: boolean): number[] {
  if (at > match.furthest) {
    match.furthest = at;
    match.expected.clear();
    match.words.clear();
  }
  if (at === match.furthest) (isWord ? match.words : match.expected).add(expected);
  return [];
}

/** The positions that the grammar can reach from `at`; empty where it does not fit. */
function ways(grammar: Grammar, at: number, match: Match): number[] {
  const value = match.values[at];
  switch (grammar.kind) {
    case 'word':
      if (value?.kind === 'word' && !value.quoted && value.text.toLowerCase() === grammar.text.toLowerCase())
        return [at + 1];
      return fail(match, at, grammar.text, true);
    case 'value':
      return valueWays(grammar.type, at, match);
    case 'list':
      if (value?.kind !== 'block') return fail(match, at, "'{'", false);
      checkList(grammar.item, value, match.nested);
      return [at + 1];
    case 'choice':
      return [...new Set(grammar.items.flatMap((item) => ways(item, at, match)))];
    case 'optional':
      return [...new Set([...ways(grammar.item, at, match), at])];
    case 'sequence':
      return sequenceWays(grammar.items, at, match);
  }
}

/** Options that follow each other may come in any order. */
function sequenceWays(items: readonly Grammar[], at: number, match: Match): number[] {
  let reached = [at];
  for (let i = 0; i < items.length && reached.length > 0; i++) {
    if (items[i].kind !== 'optional') {
      reached = [...new Set(reached.flatMap((from) => ways(items[i], from, match)))];
      continue;
    }
    let last = i;
    while (items[last + 1]?.kind === 'optional') last++;
    const run = items.slice(i, last + 1);
    const seen = new Set(reached);
    // The set grows while it is walked; an option that stands alone is there once at most.
    const starts = run.length === 1 ? [...reached] : seen;
    for (const from of starts) for (const item of run) for (const end of ways(item, from, match)) seen.add(end);
    reached = [...seen];
    i = last;
  }
  return reached;
}

function valueWays(kind: ValueKind, at: number, match: Match): number[] {
  const row = kindRow(kind);
  const value = match.values[at];
  switch (row.takes) {
    case 'rest':
      return [match.values.length];
    case 'block':
      if (value?.kind !== 'block') return fail(match, at, "'{'", false);
      if (kind === 'match-list') checkMatchList(value, match.nested);
      else if (row.element !== undefined) checkList(grammarOf(row.element), value, match.nested);
      return [at + 1];
    case 'word':
      if (row.orBlock && value?.kind === 'block' && value.statements.length > 0) return [at + 1];
      if (value?.kind !== 'word') return fail(match, at, row.name ? translated(row.name) : t`a value`, false);
      return wordWays(row, value, at, match);
  }
}

function wordWays(row: WordKind, value: Word, at: number, match: Match): number[] {
  const { name, words, further } = row;
  if (!fitsKind(row, value)) {
    if (name !== undefined) return fail(match, at, translated(name), false);
    for (const { word } of words ?? []) fail(match, at, word, true);
    return [];
  }
  if (!further) return [at + 1];
  const behind = match.values[at + 1];
  const end = at + 1 + further.count(value, behind?.kind === 'word' ? behind : undefined);
  for (let i = at + 1; i < end; i++) {
    const next = match.values[i];
    if (next?.kind !== 'word' || next.quoted || !further.fits(next))
      return fail(match, i, translated(further.name), false);
  }
  return [end];
}

function checkList(item: Grammar, block: Block, problems: ValueProblem[]): void {
  if (item.kind === 'value' && OPAQUE.has(item.type)) return;
  for (const element of block.statements) {
    for (const problem of checkAgainst(item, withoutPorts(element.values, item), element, '')) problems.push(problem);
    for (const problem of checkPorts(element)) problems.push(problem);
  }
}

function checkMatchList(block: Block, problems: ValueProblem[]): void {
  for (const element of block.statements) {
    const value = element.values.find((candidate) => candidate.kind !== 'not');
    if (value?.kind === 'block') checkMatchList(value, problems);
    if (value?.kind !== 'word') continue;
    const read = readMatchWord(value);
    if (read.kind === 'bad') problems.push({ start: value.start, end: value.end, message: read.message });
  }
}
