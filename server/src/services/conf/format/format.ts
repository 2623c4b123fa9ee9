/**
 * Formatting of configurations: a statement a line, blocks indented, short lists on one line, comments and blank lines kept. Only the
 * white space between tokens changes, so that what named reads stays the same; statements with lost braces or quotes stay as they are.
 */
import type { TextEdit } from 'vscode-languageserver-types';
import { guessClause } from '../../../conf/clauseOf.ts';
import { lex, TokenKind } from '../../../conf/lexer.ts';
import { parseConf } from '../../../conf/parser.ts';
import type { Clause } from '../../../conf/statements.ts';
import { type ConfTree, statementAt } from '../../../conf/tree.ts';
import type { TextBuffer } from '../../../text/buffer.ts';
import { applyEdits, type OffsetEdit, toTextEdits } from '../../shared/offsetEdits.ts';
import type { OffsetRange } from '../../shared/ranges.ts';
import { type BlockLayout, firstTokenAt, type Plan, planOf, tokenBefore, type Window, windowAround } from './plan.ts';
import { type ConfStyle, DEFAULT_CONF_STYLE } from './style.ts';

export { type ConfStyle, DEFAULT_CONF_STYLE, readConfStyle } from './style.ts';

/** Blank lines that stay between statements at the top of the file, and inside of blocks. */
const TOP_BLANK_LINES = 2;
const BLANK_LINES = 1;

/**
 * A configuration's text as it is after formatting. `clause` is where its statements stand; without it that is guessed from them. The
 * result has the same tokens and comments as the text, and is the same when it is formatted again.
 */
export function formatConfText(
  text: string,
  style: ConfStyle = DEFAULT_CONF_STYLE,
  clause: Clause = guessClause(text),
): string {
  const mark = text.charCodeAt(0) === 0xfeff ? text[0] : '';
  const body = text.slice(mark.length);
  return mark + applyEdits(body, safeEdits(parseConf(body, clause), style));
}

/** The edits that lay out a whole file, in the order of the text; none where it is laid out already. */
export function confFormat(tree: ConfTree, buffer: TextBuffer, style: ConfStyle = DEFAULT_CONF_STYLE): TextEdit[] {
  return toTextEdits(buffer, safeEdits(tree, style));
}

/** The edits that lay out the lines that `range` touches, as a formatting of the whole file would. */
export function confFormatRange(
  tree: ConfTree,
  buffer: TextBuffer,
  range: OffsetRange,
  style: ConfStyle = DEFAULT_CONF_STYLE,
): TextEdit[] {
  const start = buffer.lineStart(buffer.positionAt(range.start).line);
  const line = buffer.positionAt(range.end).line;
  const end = line + 1 < buffer.lineCount ? buffer.lineStart(line + 1) : buffer.length;
  // The white space before the first line indents it.
  const window = windowAround(tree, { start, end });
  const edits = safeEdits(tree, style, window).filter((edit) => edit.end >= start && edit.end <= end);
  return toTextEdits(buffer, edits);
}

/**
 * The edits after `;` or `}` was typed, with the cursor at `offset`: they lay out the statement that it ends. What stands behind the cursor
 * stays.
 */
export function confFormatOnType(
  tree: ConfTree,
  buffer: TextBuffer,
  offset: number,
  typed: string,
  style: ConfStyle = DEFAULT_CONF_STYLE,
): TextEdit[] {
  if ((typed !== ';' && typed !== '}') || offset === 0) return [];
  const token = tokenBefore(tree, offset);
  const kind = token < 0 ? undefined : tree.tokens.kinds[token];
  if (kind !== TokenKind.semicolon && kind !== TokenKind.close) return [];
  const { path } = statementAt(tree, offset - 1);
  // In a list on one line the line's own statement is what is laid out.
  const statement = path.findLast((each) => each.block.clause !== undefined);
  if (!statement) return [];
  const first = tree.tokens.starts[Math.max(0, tokenBefore(tree, statement.start))];
  const from = Math.min(first, statement.start);
  const window = windowAround(tree, { start: from, end: offset });
  const edits = safeEdits(tree, style, window).filter(({ start, end }) => start >= from && end <= offset - 1);
  return toTextEdits(buffer, edits);
}

/** The edits; none where they would make something else of the text, which a string that was never closed can bring about. */
function safeEdits(tree: ConfTree, style: ConfStyle, window = wholeOf(tree)): OffsetEdit[] {
  // The tree does not have what is nested so deep.
  if (tree.problems.some(({ code }) => code === 'nested-too-deep')) return [];
  // What a lost quote makes of a text depends on all that follows.
  const { start, end } = tree.tokens.unclosedQuote < 0 ? window : wholeOf(tree);
  const edits = new Layout(tree, { start, end }, style).run();
  const before = tree.text.slice(start, end);
  const after = applyEdits(
    before,
    edits.map((edit) => ({ ...edit, start: edit.start - start, end: edit.end - start })),
  );
  return isSame(before, after) ? edits : [];
}

function wholeOf({ text }: ConfTree): Window {
  return { start: 0, end: text.length };
}

function isSame(before: string, after: string): boolean {
  if (before === after) return true;
  const own = tokenTexts(before);
  for (const text of tokenTexts(after)) if (own.next().value !== text) return false;
  return own.next().done === true;
}

/** The tokens and comments of a text, without the white space. */
function* tokenTexts(text: string): Generator<string> {
  const { kinds, starts, count } = lex(text);
  for (let i = 0; i < count; i++) if (kinds[i] !== TokenKind.space) yield text.slice(starts[i], starts[i + 1]);
}

interface Frame {
  readonly layout: BlockLayout;
  readonly depth: number;
  /** True while a statement of the block has begun and not ended. */
  inStatement: boolean;
}

/** Walks over the tokens and says for each gap what belongs into it. */
class Layout {
  readonly #tree: ConfTree;
  readonly #window: Window;
  readonly #plan: Plan;
  readonly #style: ConfStyle;
  readonly #lineEnd: string;
  readonly #stack: Frame[] = [{ layout: 'lines', depth: 0, inStatement: false }];
  readonly #edits: OffsetEdit[] = [];
  #untouched = 0;

  constructor(tree: ConfTree, window: Window, style: ConfStyle) {
    this.#tree = tree;
    this.#window = window;
    this.#plan = planOf(tree, style, window);
    this.#style = style;
    // Where both kinds are there, one of them is a slip.
    this.#lineEnd = tree.text.includes('\n') && !/(?:^|[^\r])\n/.test(tree.text) ? '\r\n' : '\n';
  }

  get #top(): Frame {
    return this.#stack[this.#stack.length - 1];
  }

  run(): OffsetEdit[] {
    const { kinds, starts, count } = this.#tree.tokens;
    const { start, end } = this.#window;
    let previous = -1;
    for (let token = firstTokenAt(starts, count, start); token < count && starts[token] < end; token++) {
      if (kinds[token] === TokenKind.space) continue;
      // The white space before a window that begins in the file belongs to what is before it.
      if (previous >= 0 || start === 0) this.#gap(previous, token);
      this.#enter(token);
      previous = token;
    }
    if (end < this.#tree.text.length) return this.#edits;
    if (previous >= 0) this.#atEnd(starts[previous + 1], previous);
    else if (start === 0 && count > 0) this.#edit(0, this.#tree.text.length, '');
    return this.#edits;
  }

  #gap(previous: number, token: number): void {
    const { starts } = this.#tree.tokens;
    // Behind a statement that lost a brace the next one at the top of the file is at the top again.
    if (this.#plan.tops.has(starts[token])) this.#stack.length = 1;
    const start = previous < 0 ? 0 : starts[previous + 1];
    const end = starts[token];
    const gap = this.#tree.text.slice(start, end);
    if (this.#isUntouched(start, end)) return;
    const wanted = previous < 0 ? '' : this.#between(previous, token, gap);
    if (wanted !== gap) this.#edit(start, end, wanted);
  }

  /** What belongs between two tokens that stand next to each other. */
  #between(previous: number, token: number, gap: string): string {
    const { kinds, starts } = this.#tree.tokens;
    const before = kinds[previous];
    const kind = kinds[token];
    const frame = this.#top;
    if (frame.layout === 'as-is' || before === TokenKind.slash || kind === TokenKind.slash) return gap;
    const isBroken = gap.includes('\n');
    const behindLineComment = before === TokenKind.comment && !this.#isBlockComment(previous);
    const isLines = frame.layout === 'lines';
    if (kind === TokenKind.comment) {
      const leads = isLines && before !== TokenKind.open && !frame.inStatement && this.#leadsStatement(token);
      return this.#beforeComment(previous, gap, isBroken || leads, behindLineComment);
    }
    if (kind === TokenKind.close) {
      if (isLines) return this.#newLine(previous, frame.depth - 1, 0);
      return behindLineComment ? this.#newLine(previous, frame.depth - 1, 0) : ' ';
    }
    if (this.#plan.starts.has(starts[token])) {
      if (before === TokenKind.comment && !isBroken && !behindLineComment) return ' ';
      if (!isLines && !behindLineComment) return ' ';
      return this.#newLine(previous, frame.depth, before === TokenKind.open ? 0 : this.#blankLines(gap));
    }
    if (behindLineComment) return this.#newLine(previous, frame.depth + (kind === TokenKind.open ? 0 : 1), 0);
    if (kind === TokenKind.semicolon || before === TokenKind.not) return '';
    if (kind === TokenKind.open || !isLines || !isBroken) return ' ';
    // A statement that is written over several lines stays so.
    return this.#newLine(previous, frame.depth + 1, 0);
  }

  #beforeComment(previous: number, gap: string, isBroken: boolean, behindLineComment: boolean): string {
    const frame = this.#top;
    if (!isBroken && !behindLineComment) return ' ';
    const blankLines = this.#tree.tokens.kinds[previous] === TokenKind.open ? 0 : this.#blankLines(gap);
    return this.#newLine(previous, frame.depth + (frame.inStatement ? 1 : 0), blankLines);
  }

  #blankLines(gap: string): number {
    const most = this.#top.depth === 0 ? TOP_BLANK_LINES : BLANK_LINES;
    const before = gap.split('\n').length - 2;
    return Math.max(0, Math.min(before, most));
  }

  #newLine(previous: number, depth: number, blankLines: number): string {
    const { indentStyle, tabSize } = this.#style;
    const level = indentStyle === 'tabs' ? '\t' : ' '.repeat(tabSize);
    return this.#endOfLine(previous) + this.#lineEnd.repeat(blankLines) + level.repeat(Math.max(0, depth));
  }

  /** A comment up to the end of its line has the `\r` of a `\r\n` in it. */
  #endOfLine(previous: number): string {
    const { kinds, starts } = this.#tree.tokens;
    const isCut = kinds[previous] === TokenKind.comment && this.#tree.text[starts[previous + 1] - 1] === '\r';
    return isCut ? '\n' : this.#lineEnd;
  }

  #isBlockComment(token: number): boolean {
    return this.#tree.text.startsWith('/*', this.#tree.tokens.starts[token]);
  }

  /** True for a comment with a statement behind it on its line: the two stay together. */
  #leadsStatement(token: number): boolean {
    const { kinds, starts, count } = this.#tree.tokens;
    for (let next = token; next < count; next++) {
      if (kinds[next] === TokenKind.space) {
        if (this.#tree.text.slice(starts[next], starts[next + 1]).includes('\n')) return false;
      } else if (kinds[next] !== TokenKind.comment) return this.#plan.starts.has(starts[next]);
      else if (!this.#isBlockComment(next)) return false;
    }
    return false;
  }

  /** Takes a token into account for what follows. */
  #enter(token: number): void {
    const { kinds, starts } = this.#tree.tokens;
    const kind = kinds[token];
    const frame = this.#top;
    if (kind === TokenKind.comment) return;
    if (kind === TokenKind.open) {
      const layout = frame.layout === 'as-is' ? 'as-is' : (this.#plan.blocks.get(starts[token]) ?? 'as-is');
      frame.inStatement = true;
      this.#stack.push({ layout, depth: frame.depth + (layout === 'lines' ? 1 : 0), inStatement: false });
    } else if (kind === TokenKind.close) {
      if (this.#stack.length > 1) this.#stack.pop();
    } else frame.inStatement = kind !== TokenKind.semicolon;
  }

  /** The file ends with one line end. */
  #atEnd(start: number, previous: number): void {
    const end = this.#tree.text.length;
    if (this.#isUntouched(start, end)) return;
    const wanted = this.#endOfLine(previous);
    if (this.#tree.text.slice(start, end) !== wanted) this.#edit(start, end, wanted);
  }

  /** True for a gap inside of, or next to, what is left alone. */
  #isUntouched(start: number, end: number): boolean {
    const { untouched } = this.#plan;
    while (this.#untouched < untouched.length && untouched[this.#untouched].end < start) this.#untouched++;
    const range = untouched[this.#untouched];
    return range !== undefined && range.start <= end && range.end >= start;
  }

  #edit(start: number, end: number, newText: string): void {
    this.#edits.push({ start, end, newText });
  }
}
