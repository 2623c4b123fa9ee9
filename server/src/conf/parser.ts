/**
 * named.conf as a tree. Any text gives one: a mistake costs no more than the statement it is in. What a block holds (statements,
 * addresses, servers) is read off the statement table, and so is where a `;` or a `}` must have been forgotten.
 */
import { LATEST_BIND_VERSION } from '../dns/versions.ts';
import type { AlikeZone } from './alike.ts';
import type { Grammar } from './grammar.ts';
import { grammarOf, keywordsOf } from './grammar.ts';
import type { Tokens } from './lexer.ts';
import { beginsLine, columnOf, endOfLine, lex, TokenKind, unquote } from './lexer.ts';
import {
  firstWords,
  isList,
  isOpaque,
  isSingle,
  listAfter,
  MATCH_LIST,
  matchElementEnds,
  singleEnds,
} from './lists.ts';
import { clauseOpenedBy, findStatement, nearestName, rowsNamed, textIn } from './lookup.ts';
import type { Clause, StatementInfo } from './statements.ts';
import type { Block, ConfTree, Statement, SyntaxProblem, Value, Word } from './tree.ts';
import { blockOf, keywordOf } from './tree.ts';

/** The latest grammar is used to read with: it knows all the lists that the older ones know. */
const READ_AS = LATEST_BIND_VERSION;

/** True for a text that is no name but an address or a prefix, right or not. */
function isAddressLike(text: string): boolean {
  return /^[\d.]+(?:\/\d+)?$/.test(text) || /^[\da-f]{0,4}:[\da-f:.]*(?:\/\d+)?$/i.test(text);
}

/** Words that say "and so on" in examples. */
const PLACEHOLDER = /^(?:\.{2,}|…)$/;

/** Options that are also words behind an address, in grammars that do not say so. */
const SOCKET_WORDS = new Set(['port', 'dscp', 'tls', 'http', 'key']);

/** Blocks deeper than this are not looked into: whoever walks over the tree may then do so by recursion. */
const MAX_NESTING = 200;

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

/** The tree of tokens. */
export function parseTokens(text: string, tokens: Tokens, clause: Clause): ConfTree;
/** The tree of tokens; undefined where one of the zones that were passed over stands elsewhere than between two statements at the top. */
export function parseTokens(
  text: string,
  tokens: Tokens,
  clause: Clause,
  passed: readonly AlikeZone[],
): ConfTree | undefined;
export function parseTokens(
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
  /** Whether a block was passed over because it is too deep; that is said once. */
  #isTooDeep = false;

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
      if (kind === TokenKind.semicolon) {
        i = this.#semicolon(start, i);
        continue;
      }
      if (kind === TokenKind.close) this.#close(start);
      else if (kind === TokenKind.open) {
        this.#open(start, i);
        if (this.#stack.length > MAX_NESTING) i = this.#skipBlock(i);
      } else if (kind === TokenKind.not) this.#add({ kind: 'not', start, end: start + 1 }, i);
      else i = this.#word(i);
      this.#lastEnd = starts[i + 1];
    }
    this.#end();
    return true;
  }

  /** Takes a `;`, and the line behind it where it was meant to begin a comment; gives the index of the last token. */
  #semicolon(at: number, token: number): number {
    // A second `;` in a row, where braces are missing: the block was to be closed between the two.
    if (!this.#top.pending && this.#lostBraces > 0 && this.#stack.length > 1 && !isOpaque(this.#top.block)) {
      this.#lostBraces--;
      this.#closeOneLost();
    }
    const frame = this.#top;
    if (!frame.pending) {
      if (!isOpaque(frame.block)) {
        if (this.#isCommentMark(token)) return this.#skipComment(token);
        this.#problems.push({ code: 'stray-semicolon', start: at, end: at + 1 });
      }
      this.#lastEnd = at + 1;
      return token;
    }
    this.#lastEnd = at + 1;
    frame.pending.semicolon = at;
    frame.pending.end = at + 1;
    frame.pending = undefined;
    return frame.block.clause && this.#isRemark(token + 1, frame.block.clause) ? this.#skipComment(token + 1) : token;
  }

  /** True for a `;` without a statement that was meant to begin a comment, as in zone files: on a line of its own, or before words that are none. */
  #isCommentMark(token: number): boolean {
    const { kinds } = this.#tokens;
    let next = this.#onLine(token);
    while (kinds[next] === TokenKind.semicolon) next = this.#onLine(next);
    if (beginsLine(this.#text, this.#tokens, token)) return next >= 0 || this.#isBetweenComments(token);
    return next >= 0 && this.#isRest(next);
  }

  /** True for a line of `;` alone above or below such a comment. */
  #isBetweenComments(token: number): boolean {
    const { starts } = this.#tokens;
    const last = this.#problems.at(-1);
    if (last?.code === 'semicolon-comment') return /^\s*$/.test(this.#text.slice(last.end, starts[token]));
    return this.#text[endOfLine(this.#text, starts[token]) + 1] === ';';
  }

  /** The next token on the line of a token that is no space and no comment; -1 where there is none. */
  #onLine(token: number): number {
    const { kinds, starts, count } = this.#tokens;
    const end = endOfLine(this.#text, starts[token]);
    for (let next = token + 1; next < count && starts[next] < end; next++) {
      if (kinds[next] !== TokenKind.space && kinds[next] !== TokenKind.comment) return next;
    }
    return -1;
  }

  /** True where nothing from a token to the end of its line ends a statement or opens a block. */
  #isRest(token: number): boolean {
    const { kinds } = this.#tokens;
    for (let next = token; next >= 0; next = this.#onLine(next)) {
      if (kinds[next] >= TokenKind.open && kinds[next] <= TokenKind.semicolon) return false;
    }
    return true;
  }

  /** True where two words or more stand behind a `;` on its line that are no statement, nor one that is misspelt. */
  #isRemark(token: number, clause: Clause): boolean {
    const { kinds, starts, count } = this.#tokens;
    const first = token < count && kinds[token] === TokenKind.space ? this.#onLine(token) : token;
    if (first < 0 || first >= count || kinds[first] !== TokenKind.word || beginsLine(this.#text, this.#tokens, first))
      return false;
    const name = this.#text.slice(starts[first], starts[first + 1]).toLowerCase();
    if (name === 'include' || findStatement(name, clause) || rowsNamed(name).length > 0 || nearestName(name, clause))
      return false;
    return this.#onLine(first) >= 0 && !PLACEHOLDER.test(name) && this.#isRest(first);
  }

  /** Passes over a line from a token on; gives the index of its last token. */
  #skipComment(token: number): number {
    const { kinds, starts } = this.#tokens;
    let first = token;
    while (kinds[first] === TokenKind.space) first++;
    let last = first;
    for (let next = this.#onLine(first); next >= 0; next = this.#onLine(next)) last = next;
    for (let skipped = first; skipped <= last; skipped++) {
      if (kinds[skipped] === TokenKind.open) this.#forgetBrace(1);
      else if (kinds[skipped] === TokenKind.close) this.#forgetBrace(-1);
    }
    this.#problems.push({ code: 'semicolon-comment', start: starts[first], end: starts[last + 1] });
    return last;
  }

  /** A brace that was counted and is none: it opened (1) or closed (-1). */
  #forgetBrace(step: 1 | -1): void {
    const balance = this.#lostBraces - this.#lostOpens - step;
    this.#lostBraces = Math.max(0, balance);
    this.#lostOpens = Math.max(0, -balance);
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
    const column = columnOf(this.#text, owner.start);
    owner.values.push(block);
    this.#stack.push({ block, column, pending: undefined, row: undefined });
  }

  /** Passes over what a block holds that opens at a token: gives the index of the last token in it. */
  #skipBlock(opened: number): number {
    const { kinds, starts, count } = this.#tokens;
    if (!this.#isTooDeep) {
      this.#problems.push({ code: 'nested-too-deep', start: starts[opened], end: starts[opened] + 1 });
    }
    this.#isTooDeep = true;
    let depth = 1;
    for (let i = opened + 1; i < count; i++) {
      if (kinds[i] === TokenKind.open) depth++;
      else if (kinds[i] === TokenKind.close && --depth === 0) return i - 1;
    }
    return count - 1;
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
          this.#isRangeAround(last, next) ||
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
    if (!quoted && text.includes(',') && this.#addSeparated(text, start, first, last)) return last;
    this.#add({ kind: 'word', text, quoted, start, end }, first);
    return last;
  }

  /** Adds the elements of a list that commas part; false where a comma may belong to a name. */
  #addSeparated(text: string, start: number, first: number, last: number): boolean {
    const { element } = this.#top.block;
    if (!element || (element !== MATCH_LIST && !isSingle(element))) return false;
    const parts = text.split(',');
    const { kinds } = this.#tokens;
    const behind = kinds[this.#significant(last + 1)];
    // Behind the last part another element follows, or its end.
    const isParted =
      parts.length === 2 && parts[1] === '' && (behind === TokenKind.word || behind === TokenKind.quoted);
    if (!isParted && !parts.every((part, i) => isAddressLike(part) || (part === '' && i === parts.length - 1 && i > 0)))
      return false;
    let at = start;
    for (const [i, part] of parts.entries()) {
      if (i > 0) {
        this.#problems.push({ code: 'comma', start: at - 1, end: at, statement: this.#top.block.owner });
        const isEnd = part === '' && behind === TokenKind.semicolon;
        if (!isEnd) this.#endPending(false);
      }
      if (part !== '')
        this.#add(
          { kind: 'word', text: part, quoted: false, start: at, end: at + part.length },
          i === 0 ? first : last,
        );
      this.#lastEnd = at + part.length;
      at += part.length + 1;
    }
    return true;
  }

  /** True for a hyphen between two addresses of a list, and behind it. */
  #isRangeAround(last: number, next: number): boolean {
    const { starts } = this.#tokens;
    if (this.#top.block.element !== MATCH_LIST) return false;
    const textOf = (token: number): string => this.#text.slice(starts[token], starts[token + 1]);
    const [before, behind] = [textOf(last), textOf(next)];
    if (behind === '-') return isAddressLike(before);
    return (before === '-' || (before.endsWith('-') && isAddressLike(before.slice(0, -1)))) && isAddressLike(behind);
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
    for (let i = first + 1; i < last; i++) if (beginsLine(this.#text, this.#tokens, i + 1)) return false;
    return true;
  }

  #add(value: Value, token: number): void {
    const word = value.kind === 'word' && !value.quoted ? value : undefined;
    if (word && beginsLine(this.#text, this.#tokens, token)) this.#closeLost(word, token);
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
    if (kinds[next] === TokenKind.semicolon && !beginsLine(this.#text, this.#tokens, next)) {
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
    const column = columnOf(this.#text, this.#tokens.starts[token]);
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
      const column = columnOf(this.#text, this.#tokens.starts[token]);
      if (findStatement(name, block.clause) && column <= columnOf(this.#text, pending.start)) return;
    }
    this.#lostOpens--;
    const start = Math.max(this.#lastEnd - 1, 0);
    this.#problems.push({ code: 'missing-open-brace', start, end: this.#lastEnd, statement: pending });
    const opened = newBlock(this.#lastEnd, clause, element, pending);
    pending.values.push(opened);
    this.#stack.push({
      block: opened,
      column: columnOf(this.#text, pending.start),
      pending: undefined,
      row: undefined,
    });
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
    return name !== '' && beginsLine(this.#text, this.#tokens, token) && firstWords(element).has(name);
  }

  #statementEnds(
    pending: Statement,
    row: StatementInfo | undefined,
    clause: Clause,
    name: string,
    token: number,
  ): boolean {
    if (name === '') return false;
    const isFirst = beginsLine(this.#text, this.#tokens, token);
    if (isFirst && PLACEHOLDER.test(name)) return true;
    if (!isFirst && SOCKET_WORDS.has(name)) return false;
    if (name === 'port' && row && /<ipv[46]>/.test(textIn(row.grammar, READ_AS) ?? '')) return false;
    const isKnown = name === 'include' || findStatement(name, clause) !== undefined;
    if (keywordOf(pending) === 'include') return pending.values.length > 1 && (isKnown || isFirst);
    if (!row) return isFirst && isKnown;
    if (keywordsOf(grammarOf(textIn(row.grammar, READ_AS) ?? '')).has(name)) return false;
    if (isKnown) return isFirst || pending.values.length > 1;
    return isFirst && pending.values.at(-1)?.kind === 'block';
  }
}
