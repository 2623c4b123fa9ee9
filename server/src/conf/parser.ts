/**
 * named.conf as a tree. Any text gives one: a mistake costs no more than the statement it is in. What a block holds (statements,
 * addresses, servers) is read off the statement table, and so is where a `;` or a `}` must have been forgotten.
 */
import { LATEST_BIND_VERSION } from '../dns/versions.ts';
import { type AlikeZone, type AlikeZones, firstFrom, isBalanced } from './alike.ts';
import type { Grammar } from './grammar.ts';
import { grammarOf, keywordsOf, serverElement } from './grammar.ts';
import type { Tokens } from './lexer.ts';
import { lex, lexBetween, lexPassing, TokenKind, unquote } from './lexer.ts';
import { clauseOpenedBy, findStatement, textIn } from './lookup.ts';
import type { Clause, StatementInfo } from './statements.ts';
import type { Block, ConfTree, Statement, SyntaxProblem, Value, Word } from './tree.ts';
import { blockOf, keywordOf } from './tree.ts';

/** The latest grammar is used to read with: it knows all the lists that the older ones know. */
const READ_AS = LATEST_BIND_VERSION;

const MATCH_LIST: Grammar = { kind: 'value', type: 'match-list' };

/** Words that say "and so on" in examples. */
const PLACEHOLDER = /^(?:\.{2,}|…)$/;

/** Options that are also words behind an address, in grammars that do not say so. */
const SOCKET_WORDS = new Set(['port', 'dscp', 'tls', 'http', 'key']);

/** A block that is open, with the statement in it that has begun. */
interface Frame {
  readonly block: Block;
  /** Column of the statement that owns the block, where it begins its line; -1 elsewhere. */
  readonly column: number;
  pending: Statement | undefined;
  /** The row of the pending statement, in a clause. */
  row: StatementInfo | undefined;
}

/**
 * Reads a file. `clause` is where its statements stand: `top` for named.conf, `rndc` for rndc.conf, another for a file that is
 * included inside a block.
 */
export function parseConf(text: string, clause: Clause = 'top'): ConfTree {
  return parseTokens(text, lex(text), clause);
}

/**
 * Reads a file of statements at the top, all but the zones that are alike others; `alikeIn` makes what passes over them. Where braces are
 * missing, zones at the beginning of a line are taken to stand at the top, and where the parser finds that they do not, everything is read.
 */
export function parsePassing(text: string, alikeIn: (isGuess: boolean) => AlikeZones): ConfTree {
  const alike = alikeIn(false);
  const tokens = lexPassing(text, alike);
  if (isBalanced(text, tokens)) {
    return alike.zones.length === 0 ? parseTokens(text, tokens, 'top') : { ...parseTokens(text, tokens, 'top'), alike };
  }
  const guessed = alikeIn(true);
  const guess = lexPassing(text, guessed);
  const tree = guessed.zones.length > 0 ? parseGuess(text, guess, guessed) : undefined;
  return tree ?? parseConf(text);
}

/**
 * The tree, where every zone that was passed over stands between two statements at the top, and those that it is alike were read without a
 * mistake, braces missing somewhere or not; undefined elsewhere.
 */
function parseGuess(text: string, tokens: Tokens, alike: AlikeZones): ConfTree | undefined {
  const tree = parseTokens(text, tokens, 'top', alike.zones);
  if (!tree) return undefined;
  const read = new Map(tree.root.statements.map((statement) => [statement.start, statement]));
  for (const shape of alike.shapes) {
    if (shape.alike === 0) continue;
    for (const start of [...shape.read.values()].flat()) {
      const statement = read.get(start);
      if (!statement || statement.semicolon < 0) return undefined;
      if (tree.problems.some((problem) => problem.start >= start && problem.start < statement.end)) return undefined;
    }
  }
  return { ...tree, alike };
}

/** What an edit changed: the text between two offsets became another, so that what is behind it moved. */
export interface ConfEdit {
  readonly start: number;
  readonly end: number;
  readonly delta: number;
}

/** A tree after an edit, and the zones that are passed over no longer, and now. */
export interface EditedTree {
  readonly tree: ConfTree;
  readonly out: readonly AlikeZone[];
  readonly added: readonly AlikeZone[];
}

/**
 * Reads a file again after an edit: what stands between the zones that were passed over before and behind it. Takes over the zones of the
 * old tree, which is of no use afterwards. Undefined where more has to be read.
 */
export function parseEdited({ tokens: old, alike }: ConfTree, text: string, edit: ConfEdit): EditedTree | undefined {
  if (!alike || old.unclosedQuote >= 0 || old.unclosedComment >= 0) return undefined;
  const { zones } = alike;
  // What touches the edit is read again, too: a zone that is passed over has its lines for itself.
  const before = zones[firstFrom(zones, edit.start) - 1];
  const anchor = before && before.end < edit.start ? before : zones[firstFrom(zones, edit.start) - 2];
  if (!anchor) return undefined;
  const from = anchor.end;
  const behind = zones[firstFrom(zones, edit.end + 1)];
  const oldTo = behind?.start ?? old.starts[old.count] + 1;
  const to = behind ? behind.start + edit.delta : text.length;
  const out = alike.cutOut(from, oldTo, edit.delta);
  const between = out && lexBetween(text, from, to, alike);
  const added = between && alike.putBack();
  if (!out || !between || !added) return undefined;
  const tokens = spliced(old, between, from, behind ? oldTo : undefined, edit.delta, text.length);
  if (alike.zones.length === 0 || !isBalanced(text, tokens)) return undefined;
  return { tree: { ...parseTokens(text, tokens, 'top'), alike }, out, added };
}

/** Old tokens up to `from`, new ones, and old ones from `to` on, which moved; white space stands at both. */
function spliced(
  old: Tokens,
  between: Tokens,
  from: number,
  to: number | undefined,
  delta: number,
  length: number,
): Tokens {
  let head = 0;
  while (head < old.count && old.starts[head] < from) head++;
  let tail = old.count;
  if (to !== undefined) while (tail > head && old.starts[tail - 1] > to) tail--;
  // The first of the new ones is the white space that the old ones end with.
  const count = head + between.count - 1 + (old.count - tail);
  const kinds = new Uint8Array(count);
  const starts = new Int32Array(count + 1);
  kinds.set(old.kinds.subarray(0, head));
  starts.set(old.starts.subarray(0, head));
  kinds.set(between.kinds.subarray(1), head);
  starts.set(between.starts.subarray(1, between.count), head);
  const at = head + between.count - 1;
  for (let i = tail; i < old.count; i++) {
    kinds[at + i - tail] = old.kinds[i];
    starts[at + i - tail] = old.starts[i] + delta;
  }
  starts[count] = length;
  return { count, kinds, starts, unclosedQuote: -1, unclosedComment: -1 };
}

function parseTokens(text: string, tokens: Tokens, clause: Clause): ConfTree;
function parseTokens(text: string, tokens: Tokens, clause: Clause, passed: readonly AlikeZone[]): ConfTree | undefined;
/** The tree of tokens; undefined where one of the zones that were passed over stands elsewhere than between two statements at the top. */
function parseTokens(
  text: string,
  tokens: Tokens,
  clause: Clause,
  passed: readonly AlikeZone[] = [],
): ConfTree | undefined {
  const problems: SyntaxProblem[] = [];
  const root = newBlock(0, clause, undefined, undefined);
  if (!new Reader(text, tokens, problems, root).read(passed)) return undefined;
  root.end = text.length;
  if (tokens.unclosedQuote >= 0) {
    const end = tokens.starts[tokens.starts.indexOf(tokens.unclosedQuote) + 1];
    problems.push({ code: 'unclosed-quote', start: tokens.unclosedQuote, end });
  }
  if (tokens.unclosedComment >= 0) {
    problems.push({ code: 'unclosed-comment', start: tokens.unclosedComment, end: tokens.unclosedComment + 2 });
  }
  return { text, tokens, root, problems };
}

function newBlock(
  start: number,
  clause: Clause | undefined,
  element: Grammar | undefined,
  owner: Statement | undefined,
): Block {
  return { kind: 'block', clause, element, statements: [], owner, start, end: start, close: -1 };
}

class Reader {
  readonly #text: string;
  readonly #tokens: Tokens;
  readonly #problems: SyntaxProblem[];
  readonly #stack: Frame[];
  /** How many more braces open than close in the file: only so many can have been lost. */
  #lostBraces: number;
  /** How many more close than open. */
  #lostOpens: number;
  /** End of the last token that was no space and no comment. */
  #lastEnd = 0;

  constructor(text: string, tokens: Tokens, problems: SyntaxProblem[], root: Block) {
    this.#text = text;
    this.#tokens = tokens;
    this.#problems = problems;
    this.#stack = [{ block: root, column: -1, pending: undefined, row: undefined }];
    let balance = 0;
    for (const kind of tokens.kinds) {
      if (kind === TokenKind.open) balance++;
      else if (kind === TokenKind.close) balance--;
    }
    this.#lostBraces = Math.max(0, balance);
    this.#lostOpens = Math.max(0, -balance);
  }

  get #top(): Frame {
    return this.#stack[this.#stack.length - 1];
  }

  /** Reads to the end; false where one of the zones that were passed over stands elsewhere than between two statements at the top. */
  read(passed: readonly AlikeZone[]): boolean {
    const { kinds, starts, count } = this.#tokens;
    let next = 0;
    for (let i = 0; i < count; i++) {
      const kind = kinds[i];
      if (next < passed.length && passed[next].start < starts[i + 1]) {
        if (this.#stack.length > 1 || this.#top.pending) return false;
        while (next < passed.length && passed[next].start < starts[i + 1]) next++;
      }
      if (kind === TokenKind.space || kind === TokenKind.comment) continue;
      const start = starts[i];
      if (kind === TokenKind.semicolon) this.#semicolon(start);
      else if (kind === TokenKind.close) this.#close(start);
      else if (kind === TokenKind.open) this.#open(start, i);
      else if (kind === TokenKind.not) this.#add({ kind: 'not', start, end: start + 1 }, i);
      else i = this.#word(i);
      this.#lastEnd = starts[i + 1];
    }
    this.#end();
    return true;
  }

  #semicolon(at: number): void {
    // A second `;` in a row, where braces are missing: the block was to be closed between the two.
    if (!this.#top.pending && this.#lostBraces > 0 && this.#stack.length > 1 && !isOpaque(this.#top.block)) {
      this.#lostBraces--;
      this.#closeOneLost();
    }
    const frame = this.#top;
    if (!frame.pending) {
      if (!isOpaque(frame.block)) this.#problems.push({ code: 'stray-semicolon', start: at, end: at + 1 });
      return;
    }
    frame.pending.semicolon = at;
    frame.pending.end = at + 1;
    frame.pending = undefined;
  }

  /** In text that is handed on as it is, a backslash takes a brace its meaning. */
  #isEscaped(at: number): boolean {
    return this.#text[at - 1] === '\\' && isOpaque(this.#top.block);
  }

  #close(at: number): void {
    if (this.#isEscaped(at)) return;
    this.#endPending(!isOpaque(this.#top.block));
    if (this.#stack.length === 1) {
      this.#problems.push({ code: 'stray-brace', start: at, end: at + 1 });
      return;
    }
    this.#pop(at);
  }

  #pop(close: number): void {
    const { block } = this.#stack.pop()!;
    block.close = close;
    block.end = close < 0 ? this.#lastEnd : close + 1;
    if (block.owner) block.owner.end = block.end;
  }

  #open(at: number, token: number): void {
    if (this.#isEscaped(at)) return;
    const frame = this.#top;
    if (frame.pending && this.#endsBefore(frame, '', token)) this.#endPending(true);
    const owner = frame.pending ?? this.#begin(at);
    const block = this.#blockFor(frame, owner, at);
    const column = this.#columnOf(owner.start);
    owner.values.push(block);
    this.#stack.push({ block, column, pending: undefined, row: undefined });
  }

  /** What kind of block opens here, by the row of the statement it belongs to. */
  #blockFor(frame: Frame, owner: Statement, at: number): Block {
    if (frame.block.clause) {
      const { row } = frame;
      if (!row) return newBlock(at, undefined, undefined, owner);
      const clause = clauseOpenedBy(row, frame.block.clause);
      if (clause) return newBlock(at, clause, undefined, owner);
      return newBlock(at, undefined, listAfter(grammarOf(textIn(row.grammar, READ_AS) ?? ''), owner), owner);
    }
    const { element } = frame.block;
    if (element === MATCH_LIST) return newBlock(at, undefined, MATCH_LIST, owner);
    return newBlock(at, undefined, element && listAfter(element, owner), owner);
  }

  /** Takes a word with the slashes that belong to it (`10.0.0.0/8`) and gives the index of its last token. */
  #word(first: number): number {
    const { kinds, starts, count } = this.#tokens;
    let last = first;
    if (kinds[first] !== TokenKind.quoted) {
      for (let next = this.#significant(first + 1); next < count; next = this.#significant(next + 1)) {
        const isSlash = kinds[next] === TokenKind.slash;
        const joins =
          (isSlash && (next === last + 1 || this.#isAddress(last))) ||
          (kinds[last] === TokenKind.slash && kinds[next] === TokenKind.word && this.#isSameLine(last, next));
        if (!joins) break;
        last = next;
      }
    }
    const start = starts[first];
    const end = starts[last + 1];
    const source = this.#text.slice(start, end);
    const quoted = kinds[first] === TokenKind.quoted;
    const text = quoted ? unquote(source) : last > first ? source.replace(/\s+/g, '') : source;
    this.#add({ kind: 'word', text, quoted, start, end }, first);
    return last;
  }

  #isAddress(token: number): boolean {
    const { starts } = this.#tokens;
    return /^[\d.]+$|:/.test(this.#text.slice(starts[token], starts[token + 1]));
  }

  #significant(from: number): number {
    const { kinds, count } = this.#tokens;
    let i = from;
    while (i < count && kinds[i] === TokenKind.space) i++;
    return i;
  }

  #isSameLine(first: number, last: number): boolean {
    for (let i = first + 1; i < last; i++) if (this.#beginsLine(i + 1)) return false;
    return true;
  }

  #add(value: Value, token: number): void {
    const word = value.kind === 'word' && !value.quoted ? value : undefined;
    if (word && this.#beginsLine(token)) this.#closeLost(word, token);
    if (word) this.#openLost(word, token);
    const frame = this.#top;
    if (frame.pending && this.#endsBefore(frame, word?.text.toLowerCase() ?? '', token)) this.#endPending(true);
    if (word && PLACEHOLDER.test(word.text) && frame.block.clause && !frame.pending) {
      this.#problems.push({ code: 'placeholder', start: word.start, end: word.end });
      this.#skipSemicolon(token);
      return;
    }
    const statement = frame.pending ?? this.#begin(value.start);
    if (statement.values.length === 0 && frame.block.clause && word) {
      frame.row = findStatement(word.text, frame.block.clause);
    }
    statement.values.push(value);
    statement.end = value.end;
  }

  /** The `;` behind a placeholder belongs to it: an empty pending statement takes it. */
  #skipSemicolon(token: number): void {
    const { kinds, starts } = this.#tokens;
    const next = this.#significant(token + 1);
    if (kinds[next] === TokenKind.semicolon && !this.#beginsLine(next)) {
      this.#top.pending = {
        values: [],
        block: this.#top.block,
        start: starts[next],
        end: starts[next],
        semicolon: -1,
      };
    }
  }

  #begin(start: number): Statement {
    const frame = this.#top;
    const statement: Statement = { values: [], block: frame.block, start, end: start, semicolon: -1 };
    frame.block.statements.push(statement);
    frame.pending = statement;
    frame.row = undefined;
    return statement;
  }

  #endPending(report: boolean): void {
    const frame = this.#top;
    const statement = frame.pending;
    if (!statement) return;
    frame.pending = undefined;
    if (!report) return;
    this.#problems.push({
      code: 'missing-semicolon',
      start: Math.max(this.#lastEnd - 1, 0),
      end: this.#lastEnd,
      statement,
    });
  }

  #end(): void {
    // A statement that is cut off by the end of the file lacks its brace or its semicolon: one is enough to say.
    if (this.#stack.length === 1) this.#endPending(true);
    while (this.#stack.length > 1) {
      if (this.#top.pending)
        this.#endPending(!isOpaque(this.#top.block) && this.#top.pending.semicolon < 0 && this.#isWhole(this.#top));
      this.#popUnclosed();
      this.#top.pending = undefined;
    }
  }

  /** True where the pending statement does not end in a block that was never closed. */
  #isWhole(frame: Frame): boolean {
    const last = frame.pending?.values.at(-1);
    return last !== undefined && (last.kind !== 'block' || last.close >= 0);
  }

  /**
   * Closes the blocks whose `}` was forgotten: a word that begins a line no further in than the block's own statement, and that
   * means something outside of the block but nothing in it.
   */
  #closeLost(word: Word, token: number): void {
    if (this.#lostBraces === 0 || this.#stack.length === 1) return;
    const name = word.text.toLowerCase();
    const inner = this.#top;
    if (inner.block.clause && findStatement(name, inner.block.clause)) return;
    if (inner.row && inner.pending && keywordsOf(grammarOf(textIn(inner.row.grammar, READ_AS) ?? '')).has(name)) return;
    const column = this.#columnOf(this.#tokens.starts[token]);
    for (let depth = this.#stack.length - 1; depth > 0; depth--) {
      const frame = this.#stack[depth];
      const around = this.#stack[depth - 1].block.clause;
      if (!around || frame.column < column || !findStatement(name, around)) continue;
      const count = this.#stack.length - depth;
      if (count > this.#lostBraces) return;
      this.#lostBraces -= count;
      for (let i = 0; i < count; i++) {
        this.#closeOneLost();
        this.#top.pending = undefined;
      }
      return;
    }
  }

  /**
   * Opens the block whose `{` was forgotten. A list: at its first element. A clause: at a word that is one of its statements, and none
   * of the clause around it, or stands further in on a line of its own.
   */
  #openLost(word: Word, token: number): void {
    const { pending, row, block } = this.#top;
    if (this.#lostOpens === 0 || !pending || !row || !block.clause || blockOf(pending)) return;
    const clause = clauseOpenedBy(row, block.clause);
    const grammar = grammarOf(textIn(row.grammar, READ_AS) ?? '');
    const element = pending.values.length === 1 && isList(grammar) ? listAfter(grammar, pending) : undefined;
    if (!element) {
      const name = word.text.toLowerCase();
      if (!clause || !findStatement(name, clause)) return;
      const column = this.#columnOf(this.#tokens.starts[token]);
      if (findStatement(name, block.clause) && column <= this.#columnOf(pending.start)) return;
    }
    this.#lostOpens--;
    const start = Math.max(this.#lastEnd - 1, 0);
    this.#problems.push({ code: 'missing-open-brace', start, end: this.#lastEnd, statement: pending });
    const opened = newBlock(this.#lastEnd, clause, element, pending);
    pending.values.push(opened);
    this.#stack.push({ block: opened, column: this.#columnOf(pending.start), pending: undefined, row: undefined });
  }

  #closeOneLost(): void {
    const pending = this.#top.pending;
    if (pending) this.#endPending(this.#isWhole(this.#top) && !isOpaque(this.#top.block));
    this.#popUnclosed();
  }

  /** Leaves a block whose closing brace is missing. */
  #popUnclosed(): void {
    const start = Math.max(this.#lastEnd - 1, 0);
    this.#problems.push({ code: 'missing-brace', start, end: this.#lastEnd, statement: this.#top.block.owner });
    this.#pop(-1);
  }

  /** True where the pending statement must have ended before the word `name` (empty: not an unquoted word) at `token`. */
  #endsBefore(frame: Frame, name: string, token: number): boolean {
    const { pending, block, row } = frame;
    if (!pending || pending.values.length === 0) return false;
    if (block.clause) return this.#statementEnds(pending, row, block.clause, name, token);
    const { element } = block;
    if (!element) return false;
    if (element === MATCH_LIST) return matchElementEnds(pending);
    if (isSingle(element)) return singleEnds(pending, element, name);
    return name !== '' && this.#beginsLine(token) && firstWords(element).has(name);
  }

  #statementEnds(
    pending: Statement,
    row: StatementInfo | undefined,
    clause: Clause,
    name: string,
    token: number,
  ): boolean {
    if (name === '') return false;
    const beginsLine = this.#beginsLine(token);
    if (beginsLine && PLACEHOLDER.test(name)) return true;
    if (!beginsLine && SOCKET_WORDS.has(name)) return false;
    if (name === 'port' && row && /<ipv[46]>/.test(textIn(row.grammar, READ_AS) ?? '')) return false;
    const isKnown = name === 'include' || findStatement(name, clause) !== undefined;
    if (keywordOf(pending) === 'include') return pending.values.length > 1 && (isKnown || beginsLine);
    if (!row) return beginsLine && isKnown;
    if (keywordsOf(grammarOf(textIn(row.grammar, READ_AS) ?? '')).has(name)) return false;
    if (isKnown) return beginsLine || pending.values.length > 1;
    return beginsLine && pending.values.at(-1)?.kind === 'block';
  }

  #beginsLine(token: number): boolean {
    if (token === 0) return true;
    const { kinds, starts } = this.#tokens;
    if (kinds[token - 1] !== TokenKind.space) return false;
    for (let at = starts[token] - 1; at >= starts[token - 1]; at--) {
      const code = this.#text.charCodeAt(at);
      if (code === 0x0a || code === 0x0d) return true;
    }
    return token === 1;
  }

  /** The column of an offset that begins its line; -1 where other things stand before it. */
  #columnOf(offset: number): number {
    let at = offset - 1;
    for (; at >= 0; at--) {
      const code = this.#text.charCodeAt(at);
      if (code === 0x0a || code === 0x0d) break;
      if (code !== 0x20 && code !== 0x09) return -1;
    }
    return offset - at - 1;
  }
}

/** True for a list that nothing is known of: what stands in it is not judged. */
function isOpaque(block: Block): boolean {
  return !block.clause && (!block.element || (block.element.kind === 'value' && block.element.type === 'text'));
}

/** True for a grammar that is a list in braces and nothing else. */
function isList(grammar: Grammar): boolean {
  return grammar.kind === 'list' || (grammar.kind === 'value' && ['match-list', 'servers'].includes(grammar.type));
}

/** The element of the list that opens after the last word of `owner`: `allow { ... }` and `keys { ... }` are told apart by it. */
function listAfter(grammar: Grammar, owner: Statement): Grammar | undefined {
  const last = owner.values.at(-1);
  const before = last?.kind === 'word' ? last.text.toLowerCase() : '';
  const found: { before: string; element: Grammar }[] = [];
  collectLists(grammar, '', found);
  return (found.find((list) => list.before !== '' && list.before === before) ?? found[0])?.element;
}

function collectLists(grammar: Grammar, before: string, found: { before: string; element: Grammar }[]): void {
  if (grammar.kind === 'list') found.push({ before, element: grammar.item });
  else if (grammar.kind === 'value') {
    if (grammar.type === 'match-list') found.push({ before, element: MATCH_LIST });
    else if (grammar.type === 'servers') found.push({ before, element: serverElement() });
    else if (grammar.type === 'key') found.push({ before, element: { kind: 'value', type: 'string' } });
  } else if (grammar.kind === 'optional') collectLists(grammar.item, before, found);
  else if (grammar.kind === 'choice') for (const item of grammar.items) collectLists(item, before, found);
  else if (grammar.kind === 'sequence') {
    let word = before;
    for (const item of grammar.items) {
      collectLists(item, word, found);
      word = item.kind === 'word' ? item.text.toLowerCase() : '';
    }
  }
}

/** An element of an address match list is one word or block, except `key NAME` and `geoip ...`. */
function matchElementEnds(pending: Statement): boolean {
  const values = pending.values.filter((value) => value.kind !== 'not');
  const first = values[0];
  if (!first) return false;
  if (first.kind !== 'word' || first.quoted) return true;
  const name = first.text.toLowerCase();
  if (name === 'geoip') return false;
  return name === 'key' ? values.length > 1 : true;
}

/** True for an element that is one value, perhaps with keyword-and-value pairs behind it. */
function isSingle(element: Grammar): boolean {
  if (element.kind === 'value') return element.type !== 'text' && element.type !== 'portrange';
  if (element.kind === 'choice') return element.items.every(isSingle);
  if (element.kind !== 'sequence') return false;
  const [first, ...rest] = element.items;
  return isSingle(first) && rest.every((item) => item.kind === 'optional' && firstWords(item).size > 0);
}

function singleEnds(pending: Statement, element: Grammar, name: string): boolean {
  const last = pending.values.at(-1);
  const keywords = keywordsOf(element);
  if (last?.kind === 'word' && !last.quoted && pending.values.length > 1 && keywords.has(last.text.toLowerCase())) {
    return false;
  }
  return !keywords.has(name);
}

/** The words that a grammar may begin with. */
function firstWords(grammar: Grammar): ReadonlySet<string> {
  if (grammar.kind === 'word') return new Set([grammar.text.toLowerCase()]);
  if (grammar.kind === 'choice') return new Set(grammar.items.flatMap((item) => [...firstWords(item)]));
  if (grammar.kind === 'sequence' && grammar.items[0]) return firstWords(grammar.items[0]);
  return grammar.kind === 'optional' || grammar.kind === 'list' ? firstWords(grammar.item) : new Set();
}
