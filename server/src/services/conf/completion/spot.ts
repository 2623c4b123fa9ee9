/** Where the cursor of someone who types stands in a configuration: the block, the statement, the values before, the word. */
import { TokenKind } from '../../../conf/lexer.ts';
import { findStatement } from '../../../conf/lookup.ts';
import type { Clause, StatementInfo } from '../../../conf/statements.ts';
import {
  type Block,
  type ConfTree,
  keywordOf,
  type Statement,
  tokenAt,
  type Value,
  type Word,
} from '../../../conf/tree.ts';
import { type ListKind, listKindOf, type NameContext } from '../names.ts';

export interface ConfSpot {
  readonly block: Block;
  /** The clause of the block, or the one around the list. */
  readonly clause: Clause;
  /** The statements around the block, outermost first. */
  readonly path: readonly Statement[];
  /** The statement or element that is being written; undefined where a new one begins. */
  readonly statement: Statement | undefined;
  /** Its values before the word at the cursor. */
  readonly before: readonly Value[];
  /** The word that the cursor is in or behind. */
  readonly word: Word | undefined;
  /** What a completion replaces; inside of the quotes where there are some. */
  readonly start: number;
  readonly end: number;
  /** True inside of quotes. */
  readonly quoted: boolean;
  /** True where the word, or the cursor, is on a later line than the value before it. */
  readonly beginsLine: boolean;
  /** The list that the block is; undefined for a clause. */
  readonly list: ListKind | undefined;
  /** The statement of the clause that the list belongs to, or the statement itself. */
  readonly owner: Statement | undefined;
}

/** The spot at an offset; undefined in comments, and right behind a closing quote. */
export function spotAt(tree: ConfTree, offset: number): ConfSpot | undefined {
  if (isInComment(tree, offset)) return undefined;
  const path: Statement[] = [];
  let block = tree.root;
  let clause: Clause = tree.root.clause ?? 'top';
  for (;;) {
    const statement = lastBefore(block.statements, offset);
    const value = statement?.values.findLast((candidate) => candidate.start < offset);
    if (statement && value?.kind === 'block' && (value.close < 0 || offset <= value.close)) {
      path.push(statement);
      block = value;
      clause = block.clause ?? clause;
      continue;
    }
    const isOver = statement !== undefined && statement.semicolon >= 0 && offset > statement.semicolon;
    return spotIn(tree, offset, block, clause, path, isOver ? undefined : statement);
  }
}

function spotIn(
  tree: ConfTree,
  offset: number,
  block: Block,
  clause: Clause,
  path: readonly Statement[],
  statement: Statement | undefined,
): ConfSpot | undefined {
  const { text } = tree;
  const owner = block.clause ? statement : path.findLast((each) => each.block.clause !== undefined);
  const list = block.clause ? undefined : listKindOf(block, clause, owner ? keywordOf(owner) : '');
  const touched = statement?.values.find((value) => value.start < offset && offset <= value.end);
  const word = touched?.kind === 'word' ? touched : undefined;
  const common = { block, clause, path, statement, owner, list };
  if (!word) {
    const before = (statement?.values ?? []).filter((value) => value.end <= offset);
    const beginsLine = hasLineEnd(text, before.at(-1)?.end ?? offset, offset);
    return { ...common, before, word, start: offset, end: offset, quoted: false, beginsLine };
  }
  const isClosed = word.quoted && word.end - word.start > 1 && text[word.end - 1] === '"';
  if (isClosed && offset === word.end) return undefined;
  const before = (statement?.values ?? []).filter((value) => value.end <= word.start);
  return {
    ...common,
    before,
    word,
    start: word.start + (word.quoted ? 1 : 0),
    end: word.end - (isClosed ? 1 : 0),
    quoted: word.quoted,
    beginsLine: hasLineEnd(text, before.at(-1)?.end ?? word.start, word.start),
  };
}

/** The same spot as the beginning of another statement: where the one before lacks its semicolon. */
export function asNewStatement(spot: ConfSpot): ConfSpot {
  return { ...spot, statement: undefined, before: [], ...(spot.list === undefined ? { owner: undefined } : {}) };
}

/** The row of the statement of a clause at the spot. */
export function rowAt({ owner }: ConfSpot): StatementInfo | undefined {
  return owner?.block.clause ? findStatement(keywordOf(owner), owner.block.clause) : undefined;
}

/** What the names at the spot are told by. */
export function contextOf({ clause, owner, list }: ConfSpot): NameContext {
  return { clause: owner?.block.clause ?? clause, keyword: owner ? keywordOf(owner) : '', list };
}

/** True where an offset lies inside of a comment, or at the end of one that the line ends. */
function isInComment(tree: ConfTree, offset: number): boolean {
  const { kinds, starts } = tree.tokens;
  const token = tokenAt(tree, offset - 1);
  if (offset === 0 || token < 0 || kinds[token] !== TokenKind.comment) return false;
  const start = starts[token];
  const end = starts[token + 1];
  if (offset <= start || offset > end) return false;
  const isBlock = tree.text.startsWith('/*', start);
  return offset < end || !isBlock || !tree.text.slice(start, end).endsWith('*/');
}

function hasLineEnd(text: string, from: number, to: number): boolean {
  return /[\r\n]/.test(text.slice(from, to));
}

function lastBefore(statements: readonly Statement[], offset: number): Statement | undefined {
  let low = 0;
  let high = statements.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (statements[middle].start < offset) low = middle + 1;
    else high = middle;
  }
  return statements[low - 1];
}
