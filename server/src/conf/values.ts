/**
 * Whether the values of a statement fit its grammar. Judged as named-checkconf does, and leniently where it is lenient: what is
 * reported here, named refuses.
 */

import type { Prefix } from '../dns/addresses.ts';
import { parseIpv4, parseIpv6, parsePrefix } from '../dns/addresses.ts';
import { LATEST_BIND_VERSION } from '../dns/versions.ts';
import { either, marked, t, translated } from '../l10n.ts';
import type { Grammar } from './grammar.ts';
import { grammarOf, keywordsOf, serverElement, visit } from './grammar.ts';
import { textIn } from './lookup.ts';
import type { BindVersion, StatementInfo } from './statements.ts';
import type { Block, Statement, Value, Word } from './tree.ts';
import { keywordOf } from './tree.ts';

/** A value that does not fit. `allowed` are the words that may stand there, where only words may. */
export interface ValueProblem {
  readonly start: number;
  readonly end: number;
  readonly message: string;
  readonly allowed?: readonly string[];
}

const BOOLEANS = new Set(['yes', 'no', 'true', 'false', '1', '0']);
const CLASSES = /^(?:in|ch|chaos|hs|hesiod|any|none|class\d{1,5})$/i;
const SEVERITIES = new Set(['critical', 'error', 'warning', 'notice', 'info', 'dynamic', 'debug']);
const NUMBER = /^(?:\d+|0x[0-9a-f]+)$/i;
const MAX_NUMBER = 0xffffffff;
const MAX_PORT = 65535;
const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86400, w: 604800 };
const ISO_DURATION = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/i;
/** Years and months count as named counts them: 365 and 31 days. */
const ISO_SECONDS = [31536000, 2678400, 604800, 86400, 3600, 60, 1];

/**
 * The seconds of a duration, written as a TTL (`1h30m`, `3600`) or in ISO 8601 (`PT1H30M`); undefined where it is none, or does not
 * fit into 32 bits.
 */
export function parseDuration(text: string): number | undefined {
  let seconds = 0;
  if (/^P/i.test(text)) {
    const parts = ISO_DURATION.exec(text);
    if (!parts || text.length < 3 || /T$/i.test(text)) return undefined;
    for (const [i, unit] of ISO_SECONDS.entries()) seconds += Number(parts[i + 1] ?? 0) * unit;
  } else {
    if (!/^(?:\d+[smhdw])*(?:\d+[smhdw]?)$/i.test(text)) return undefined;
    for (const [, count, unit] of text.toLowerCase().matchAll(/(\d+)([smhdw]?)/g)) {
      seconds += Number(count) * (SECONDS[unit] ?? 1);
    }
  }
  return seconds <= MAX_NUMBER ? seconds : undefined;
}

/** What named says of a text where an address list may have an address, a prefix, or the name of an ACL. */
export type MatchWord =
  | { readonly kind: 'prefix'; readonly prefix: Prefix }
  | { readonly kind: 'name' }
  | { readonly kind: 'bad'; readonly message: string };

/** Reads a word of an address match list: an address, a prefix (`10/8` is one), or the name of an ACL. */
export function readMatchWord(word: Word): MatchWord {
  const { text } = word;
  if (text.includes(':')) return readPrefix(text);
  if (/^[0-9.]+(?:\/.*)?$/.test(text)) return readPrefix(text);
  if (!word.quoted && text.includes('/')) {
    return { kind: 'bad', message: t`'${text}' is neither an address, nor a prefix, nor the name of an acl.` };
  }
  return { kind: 'name' };
}

function readPrefix(text: string): MatchWord {
  const [address, bits, ...more] = text.split('/');
  if (address.includes('%')) return { kind: 'name' };
  const isV6 = address.includes(':');
  const octets = isV6 ? parseIpv6(address) : parseIpv4(bits === undefined ? address : padIpv4(address));
  if (!octets) {
    if (!isV6 && bits === undefined && parseIpv4(padIpv4(address))) {
      const padded = padIpv4(address);
      return {
        kind: 'bad',
        message: t`'${text}' is an incomplete IPv4 address. Write ${padded}, or a prefix such as ${text}/8.`,
      };
    }
    return { kind: 'bad', message: t`'${text}' is not an ${isV6 ? 'IPv6' : 'IPv4'} address.` };
  }
  const longest = octets.length * 8;
  if (bits !== undefined && (more.length > 0 || !/^\d+$/.test(bits) || Number(bits) > longest)) {
    return { kind: 'bad', message: t`'${text}' is not a prefix: its length has to be a number from 0 to ${longest}.` };
  }
  const length = bits === undefined ? longest : Number(bits);
  const beyond = octets.findIndex((octet, i) => (octet & hostMask(i, length)) !== 0);
  if (beyond >= 0) {
    return {
      kind: 'bad',
      message: t`'${text}' has bits set beyond its length of ${length}. Clear them, or make the prefix longer.`,
    };
  }
  const prefix = parsePrefix(`${isV6 ? address : padIpv4(address)}/${length}`);
  return prefix ? { kind: 'prefix', prefix } : { kind: 'name' };
}

/** The bits of octet `index` that lie beyond a prefix of `length` bits. */
function hostMask(index: number, length: number): number {
  const inside = Math.min(Math.max(length - index * 8, 0), 8);
  return 0xff >> inside;
}

/** `10` and `10.1` as named reads them before a prefix length: `10.0.0.0`, `10.1.0.0`. */
function padIpv4(text: string): string {
  const parts = text.replace(/\.$/, '').split('.');
  while (parts.length < 4) parts.push('0');
  return parts.join('.');
}

function isIpv6(text: string): boolean {
  return parseIpv6(text.replace(/%.*$/, '')) !== undefined;
}

interface ValueType {
  readonly name: string;
  readonly fits: (word: Word) => boolean;
}

/** The kinds of single values, by their name in the grammar. */
const VALUE_TYPES: Readonly<Record<string, ValueType>> = {
  boolean: { name: marked('yes or no'), fits: (word) => BOOLEANS.has(word.text.toLowerCase()) },
  integer: { name: marked('a number'), fits: (word) => NUMBER.test(word.text) && Number(word.text) <= MAX_NUMBER },
  string: { name: marked('a name'), fits: (word) => word.quoted || !word.text.includes('/') },
  quoted: { name: marked('a text in quotes'), fits: (word) => word.quoted },
  duration: { name: marked('a duration such as 1h or PT1H'), fits: (word) => parseDuration(word.text) !== undefined },
  size: { name: marked('a size such as 512M'), fits: (word) => /^(?:\d+[kmg]?|unlimited|default)$/i.test(word.text) },
  octets: { name: marked('a size such as 512M'), fits: (word) => /^\d+[kmg]?$/i.test(word.text) },
  percent: { name: marked('a percentage such as 90%'), fits: (word) => /^\d+%$/.test(word.text) },
  decimal: { name: marked('a decimal number'), fits: (word) => /^\d+(?:\.\d+)?$/.test(word.text) },
  ipv4: { name: marked('an IPv4 address'), fits: (word) => parseIpv4(word.text) !== undefined },
  ipv6: { name: marked('an IPv6 address'), fits: (word) => isIpv6(word.text) },
  prefix: { name: marked('an address or prefix'), fits: (word) => readMatchWord(word).kind === 'prefix' },
  class: { name: marked('a class such as IN'), fits: (word) => CLASSES.test(word.text) },
  facility: { name: marked('a syslog facility'), fits: () => true },
};

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
  const values = withoutPorts(statement.values.slice(1), grammar);
  return [...checkAgainst(grammar, values, statement, keywordOf(statement)), ...checkPorts(statement)];
}

/**
 * `port N` and `dscp N` behind an address are taken by every release that still reads them, whether documented or not.
 * They are left out here where the grammar does not have them.
 */
function withoutPorts(values: readonly Value[], grammar: Grammar): readonly Value[] {
  let hasAddress = false;
  visit(grammar, (node) => {
    if (node.kind === 'value' && ['ipv4', 'ipv6', 'match-list', 'servers'].includes(node.type)) hasAddress = true;
  });
  if (!hasAddress) return values;
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
  const at = Math.max(match.furthest, ends.length > 0 ? Math.max(...ends) : 0);
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
  const message = expected
    ? t`${shown} does not fit${where}: ${expected} is expected.`
    : t`${shown} is too much${where}.`;
  const end = wrong.kind === 'block' ? wrong.start + 1 : wrong.end;
  return [{ start: wrong.start, end, message, allowed: wordsOnly(match, at) }];
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
      if (value?.kind === 'word' && value.text.toLowerCase() === grammar.text.toLowerCase()) return [at + 1];
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

function valueWays(type: string, at: number, match: Match): number[] {
  const value = match.values[at];
  if (type === 'match-list' || type === 'servers' || type === 'statements') {
    if (value?.kind !== 'block') return fail(match, at, "'{'", false);
    if (type === 'match-list') checkMatchList(value, match.nested);
    else if (type === 'servers') checkList(serverElement(), value, match.nested);
    return [at + 1];
  }
  if (type === 'text' || type === 'types') return [match.values.length];
  if (type === 'key' && value?.kind === 'block') return [at + 1];
  if (value?.kind !== 'word')
    return fail(match, at, VALUE_TYPES[type] ? translated(VALUE_TYPES[type].name) : t`a value`, false);
  if (type === 'severity') return severityWays(value, at, match);
  if (type === 'portrange') return portWays(value, at, match);
  const known = VALUE_TYPES[type];
  return !known || known.fits(value) ? [at + 1] : fail(match, at, translated(known.name), false);
}

function severityWays(value: Word, at: number, match: Match): number[] {
  const word = value.text.toLowerCase();
  if (!SEVERITIES.has(word)) {
    for (const severity of SEVERITIES) fail(match, at, severity, true);
    return [];
  }
  const next = match.values[at + 1];
  return word === 'debug' && next?.kind === 'word' && NUMBER.test(next.text) ? [at + 2] : [at + 1];
}

function portWays(value: Word, at: number, match: Match): number[] {
  if (NUMBER.test(value.text)) {
    return Number(value.text) <= MAX_PORT ? [at + 1] : fail(match, at, t`a port from 0 to 65535`, false);
  }
  if (value.text.toLowerCase() !== 'range') return fail(match, at, t`a port, or range and two ports`, false);
  for (const next of [at + 1, at + 2]) {
    const port = match.values[next];
    if (port?.kind !== 'word' || !NUMBER.test(port.text) || Number(port.text) > MAX_PORT) {
      return fail(match, next, t`a port from 0 to 65535`, false);
    }
  }
  return [at + 3];
}

function checkList(item: Grammar, block: Block, problems: ValueProblem[]): void {
  if (item.kind === 'value' && (item.type === 'text' || item.type === 'statements')) return;
  for (const element of block.statements) {
    problems.push(...checkAgainst(item, withoutPorts(element.values, item), element, ''), ...checkPorts(element));
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
