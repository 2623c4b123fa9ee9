/** What the layout of a configuration is decided by: where statements begin, which blocks stand on one line, what is left alone. */
import { TokenKind } from '../../../conf/lexer.ts';
import { type Block, type ConfTree, type Statement, tokenAt } from '../../../conf/tree.ts';
import type { ConfStyle } from './style.ts';

/** How a block stands: a statement a line, all on one line, or as it is. */
export type BlockLayout = 'lines' | 'line' | 'as-is';

export interface Plan {
  /** The offsets at which statements and elements begin. */
  readonly starts: ReadonlySet<number>;
  /** Those of them that stand at the top of the file. */
  readonly tops: ReadonlySet<number>;
  /** By the offset of their opening brace. */
  readonly blocks: ReadonlyMap<number, BlockLayout>;
  /** Ranges of offsets that stay as they are, in order, not overlapping. */
  readonly untouched: readonly { readonly start: number; readonly end: number }[];
}

/** A list below the top of the file that is written over several lines is put on one when it has no more elements than this. */
const FEW_ELEMENTS = 4;

/** A run of whole statements at the top of the file, with what stands between them. Offsets are UTF-16 units. */
export interface Window {
  readonly start: number;
  readonly end: number;
}

/** The window of the statements that a range touches, the one behind them included. */
export function windowAround({ root, text }: ConfTree, { start, end }: Window): Window {
  const { statements } = root;
  const first = firstBehind(statements, start) - 1;
  const behind = firstBehind(statements, end) + 1;
  return { start: statements[first - 1]?.end ?? 0, end: statements[behind]?.start ?? text.length };
}

/** Decides on the layout of a tree, or of what lies in a window of it. */
export function planOf(tree: ConfTree, style: ConfStyle, window: Window): Plan {
  const starts = new Set<number>();
  const blocks = new Map<number, BlockLayout>();
  const comments = commentOffsets(tree, window);
  const hasComment = (start: number, end: number): boolean => {
    const at = firstAtLeast(comments, start);
    return at < comments.length && comments[at] < end;
  };

  const enterBlock = (block: Block, depth: number): void => {
    for (const statement of block.statements) {
      starts.add(statement.start);
      enterStatement(statement, block, depth);
    }
  };

  const enterStatement = (statement: Statement, block: Block, depth: number): void => {
    // Where the line begins that the block would end: behind a block that takes several lines, at its brace.
    let lineStart = statement.start;
    for (const value of statement.values) {
      if (value.kind !== 'block') continue;
      const layout = layoutOf(value, block, depth, lineStart);
      blocks.set(value.start, layout);
      if (layout === 'lines') lineStart = Math.max(value.close, value.start);
      if (layout === 'as-is') continue;
      if (layout === 'line') enterLine(value);
      else enterBlock(value, depth + 1);
    }
  };

  const enterLine = (block: Block): void => {
    for (const statement of block.statements) {
      starts.add(statement.start);
      for (const value of statement.values) {
        if (value.kind !== 'block') continue;
        blocks.set(value.start, 'line');
        enterLine(value);
      }
    }
  };

  const layoutOf = (block: Block, around: Block, depth: number, lineStart: number): BlockLayout => {
    if (!block.clause && (!block.element || (block.element.kind === 'value' && block.element.type === 'text'))) {
      return 'as-is';
    }
    if (hasComment(block.start, block.end)) return 'lines';
    if (block.statements.length === 0) return 'line';
    if (block.clause) return 'lines';
    const isTop = around.clause === 'top' || around.clause === 'rndc';
    const isBroken = /[\r\n]/.test(tree.text.slice(block.start, block.statements[0].start));
    if (isBroken && (isTop || block.statements.length > FEW_ELEMENTS)) return 'lines';
    if (block.statements.length > 1 && !block.statements.every(isSimple)) return 'lines';
    const width = depth * style.tabSize + widthOf(tree, lineStart, block.end);
    return width <= style.lineWidth ? 'line' : 'lines';
  };

  const { root } = tree;
  const first = firstBehind(root.statements, window.start - 1);
  const own = root.statements.slice(first, firstBehind(root.statements, window.end - 1));
  for (const statement of own) {
    starts.add(statement.start);
    enterStatement(statement, root, 0);
  }
  const tops = new Set(own.map(({ start }) => start));
  return { starts, tops, blocks, untouched: brokenStatements(tree) };
}

/** True for an element that is a word (perhaps with a key, a port and the like), or a list of such. */
function isSimple({ values }: Statement): boolean {
  return values.length <= 5 && values.every((value) => value.kind !== 'block' || value.statements.every(isSimple));
}

/** The columns that the tokens between two offsets take on one line. */
function widthOf({ tokens }: ConfTree, start: number, end: number): number {
  const { kinds, starts, count } = tokens;
  let width = 0;
  let token = firstTokenAt(starts, count, start);
  for (; token < count && starts[token] < end; token++) {
    if (kinds[token] === TokenKind.space) continue;
    const isTight = kinds[token] === TokenKind.semicolon || kinds[token] === TokenKind.slash;
    width += starts[token + 1] - starts[token] + (isTight ? 0 : 1);
  }
  return width;
}

/** The index of the first token that begins at or behind an offset. */
export function firstTokenAt(starts: Int32Array, count: number, offset: number): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (starts[middle] < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

function firstAtLeast(offsets: readonly number[], wanted: number): number {
  let low = 0;
  let high = offsets.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (offsets[middle] < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

function commentOffsets({ tokens }: ConfTree, window: Window): number[] {
  const { kinds, starts, count } = tokens;
  const offsets: number[] = [];
  for (let token = firstTokenAt(starts, count, window.start); token < count && starts[token] < window.end; token++) {
    if (kinds[token] === TokenKind.comment) offsets.push(starts[token]);
  }
  return offsets;
}

/** The statements at the top of the file in which a brace or quote is lost: what they mean is not known, so they are not touched. */
function brokenStatements(tree: ConfTree): { start: number; end: number }[] {
  const { statements } = tree.root;
  const broken = new Set<number>();
  for (const problem of tree.problems) {
    if (problem.code === 'missing-semicolon' || problem.code === 'stray-semicolon') continue;
    const last = firstBehind(statements, problem.start) - 1;
    broken.add(last);
    // A quote or comment that is not closed, or a brace too many, may belong to the statement before as well.
    broken.add(Math.max(0, last - 1));
    if (last + 1 < statements.length && problem.end > statements[last + 1].start) broken.add(last + 1);
  }
  const ranges: { start: number; end: number }[] = [];
  for (const index of [...broken].sort((a, b) => a - b)) {
    const start = index < 0 ? 0 : (statements[index]?.start ?? 0);
    // What stands between it and the next one may be what was torn off.
    const end = statements[index + 1]?.start ?? tree.text.length;
    const previous = ranges.at(-1);
    if (previous && previous.end >= start) previous.end = Math.max(previous.end, end);
    else ranges.push({ start, end });
  }
  return ranges;
}

/** The index of the first statement that begins behind an offset. */
function firstBehind(statements: readonly Statement[], offset: number): number {
  let low = 0;
  let high = statements.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (statements[middle].start <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The index of the token that ends at or before an offset; -1 where there is none. */
export function tokenBefore(tree: ConfTree, offset: number): number {
  return offset === 0 ? -1 : tokenAt(tree, offset - 1);
}
