/**
 * named.conf as a tree. Any text gives one: a mistake costs no more than the statement it is in. What a block holds (statements,
 * addresses, servers) is read off the statement table, and so is where a `;` or a `}` must have been forgotten.
 */
import type { AlikeZone } from './alike.ts';
import type { Tokens } from './lexer.ts';
import { lex, TokenKind, unquote } from './lexer.ts';
import { isOpaque, listAfter, MATCH_LIST } from './lists.ts';
import { clauseOpenedBy, findStatement } from './lookup.ts';
import { endsBefore } from './parse/ends.ts';
import { type Frame, newBlock, newFrame, pendingColumn, readingGrammar, type Source } from './parse/frames.ts';
import { isRangeAround, partedByCommas } from './parse/listSlips.ts';
import { type Balance, balanceOf, blockOpenedBy, blocksClosedBy, forgetBrace } from './parse/lostBraces.ts';
import { isFirstOnLine, isSameLine, pastSpace } from './parse/places.ts';
import { isCommentMark, isRemark, PLACEHOLDER, remarkAt } from './parse/remarks.ts';
import type { Clause } from './statements.ts';
import type { Block, ConfTree, Statement, SyntaxProblem, Value, Word } from './tree.ts';

/** Blocks deeper than this are not looked into: whoever walks over the tree may then do so by recursion. */
const MAX_NESTING = 200;

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

class Reader {
  readonly #text: string;
  readonly #tokens: Tokens;
  readonly #source: Source;
  readonly #problems: SyntaxProblem[];
  readonly #stack: Frame[];
  /** The braces of the file that must have been lost and were not found to be yet. */
  readonly #lost: Balance;
  /** End of the last token that was no space and no comment. */
  #lastEnd = 0;
  /** Whether a block was passed over because it is too deep; that is said once. */
  #isTooDeep = false;

  constructor(text: string, tokens: Tokens, problems: SyntaxProblem[], root: Block) {
    this.#text = text;
    this.#tokens = tokens;
    this.#source = { text, tokens, known: { line: undefined, asked: -1, isFirst: false } };
    this.#problems = problems;
    this.#stack = [newFrame(root, -1)];
    this.#lost = balanceOf(tokens);
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
    if (!this.#top.pending && this.#lost.closes > 0 && this.#stack.length > 1 && !isOpaque(this.#top.block)) {
      this.#lost.closes--;
      this.#closeOneLost();
    }
    const frame = this.#top;
    if (!frame.pending) {
      if (!isOpaque(frame.block)) {
        if (isCommentMark(this.#source, token, this.#problems.at(-1))) return this.#skipComment(token);
        this.#problems.push({ code: 'stray-semicolon', start: at, end: at + 1 });
      }
      this.#lastEnd = at + 1;
      return token;
    }
    this.#lastEnd = at + 1;
    frame.pending.semicolon = at;
    frame.pending.end = at + 1;
    frame.pending = undefined;
    return frame.block.clause && isRemark(this.#source, token + 1, frame.block.clause)
      ? this.#skipComment(token + 1)
      : token;
  }

  /** Passes over a line from a token on; gives the index of its last token. */
  #skipComment(token: number): number {
    const { kinds, starts } = this.#tokens;
    const { first, last } = remarkAt(this.#source, token);
    for (let skipped = first; skipped <= last; skipped++) {
      if (kinds[skipped] === TokenKind.open) forgetBrace(this.#lost, 1);
      else if (kinds[skipped] === TokenKind.close) forgetBrace(this.#lost, -1);
    }
    this.#problems.push({ code: 'semicolon-comment', start: starts[first], end: starts[last + 1] });
    return last;
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
    if (frame.pending && endsBefore(this.#source, frame, '', token)) this.#endPending(true);
    const owner = frame.pending ?? this.#begin(at);
    const block = this.#blockFor(frame, owner, at);
    this.#openBlock(frame, owner, block);
  }

  #openBlock(frame: Frame, owner: Statement, block: Block): void {
    owner.values.push(block);
    frame.first ??= block;
    frame.hasBlock = true;
    this.#stack.push(newFrame(block, pendingColumn(this.#source, frame, owner)));
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
      return newBlock(at, undefined, listAfter(readingGrammar(row), owner), owner);
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
      for (let next = pastSpace(this.#tokens, first + 1); next < count; next = pastSpace(this.#tokens, next + 1)) {
        const isSlash = kinds[next] === TokenKind.slash;
        const joins =
          (isSlash && (next === last + 1 || this.#isAddress(last))) ||
          isRangeAround(this.#source, this.#top.block, last, next) ||
          (kinds[last] === TokenKind.slash && kinds[next] === TokenKind.word && isSameLine(this.#source, last, next));
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
    const parts = partedByCommas(this.#source, this.#top.block, text, last);
    if (!parts) return false;
    const behind = this.#tokens.kinds[pastSpace(this.#tokens, last + 1)];
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

  #isAddress(token: number): boolean {
    const { starts } = this.#tokens;
    return /^[\d.]+$|:/.test(this.#text.slice(starts[token], starts[token + 1]));
  }

  #add(value: Value, token: number): void {
    const word = value.kind === 'word' && !value.quoted ? value : undefined;
    if (word && isFirstOnLine(this.#source, token)) this.#closeLost(word, token);
    if (word) this.#openLost(word, token);
    const frame = this.#top;
    if (frame.pending && endsBefore(this.#source, frame, word?.text.toLowerCase() ?? '', token)) this.#endPending(true);
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
    if (value.kind !== 'not') frame.first ??= value;
    statement.end = value.end;
  }

  /** The `;` behind a placeholder belongs to it: an empty pending statement takes it. */
  #skipSemicolon(token: number): void {
    const { kinds, starts } = this.#tokens;
    const next = pastSpace(this.#tokens, token + 1);
    if (kinds[next] === TokenKind.semicolon && !isFirstOnLine(this.#source, next)) {
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
    frame.first = undefined;
    frame.hasBlock = false;
    frame.pendingColumn = undefined;
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

  /** Closes the blocks whose `}` was forgotten before a word. */
  #closeLost(word: Word, token: number): void {
    if (this.#lost.closes === 0 || this.#stack.length === 1) return;
    const count = blocksClosedBy(this.#source, this.#stack, word, token);
    if (count > this.#lost.closes) return;
    this.#lost.closes -= count;
    for (let i = 0; i < count; i++) {
      this.#closeOneLost();
      this.#top.pending = undefined;
    }
  }

  /** Opens the block whose `{` was forgotten before a word. */
  #openLost(word: Word, token: number): void {
    const { pending } = this.#top;
    if (this.#lost.opens === 0 || !pending) return;
    const lost = blockOpenedBy(this.#source, this.#top, word, token);
    if (!lost) return;
    this.#lost.opens--;
    const start = Math.max(this.#lastEnd - 1, 0);
    this.#problems.push({ code: 'missing-open-brace', start, end: this.#lastEnd, statement: pending });
    const opened = newBlock(this.#lastEnd, lost.clause, lost.element, pending);
    this.#openBlock(this.#top, pending, opened);
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
}
