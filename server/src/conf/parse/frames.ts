/** What the parser holds while it reads: the blocks that are open, each with the statement in it that has begun. */
import { LATEST_BIND_VERSION } from '../../dns/versions.ts';
import { type Grammar, grammarOf } from '../grammar.ts';
import { columnOf, type Tokens } from '../lexer.ts';
import { textIn } from '../lookup.ts';
import type { Clause, StatementInfo } from '../statements.ts';
import type { Block, Statement, Value } from '../tree.ts';

/** The text of a file, and its tokens. */
export interface Source {
  readonly text: string;
  readonly tokens: Tokens;
  /** What was found last, for those who ask again. */
  readonly known: Known;
}

/** What was found of places in a file: the line that was read last, and whether the token that was asked for last begins one. */
export interface Known {
  line: Line | undefined;
  asked: number;
  isFirst: boolean;
}

/** A line from a token on, in tokens that are no space and no comment; -1 for what it does not have. */
export interface Line {
  /** Where the tokens begin that this is known of. */
  readonly start: number;
  /** The end of the line, its line end not included. */
  readonly end: number;
  readonly last: number;
  /** The last one that is no `;`. */
  readonly lastOther: number;
  /** The last brace or `;`. */
  readonly lastMark: number;
  /** The last one that is no `;`, up to the last brace or `;`. */
  readonly lastOtherInMarks: number;
}

/** A block that is open, with the statement in it that has begun. */
export interface Frame {
  readonly block: Block;
  /** Column of the statement that owns the block, where it begins its line; -1 elsewhere. */
  readonly column: number;
  pending: Statement | undefined;
  /** The row of the pending statement, in a clause. */
  row: StatementInfo | undefined;
  /** The first value of the pending statement that is no `!`. */
  first: Value | undefined;
  /** Whether the pending statement has a block. */
  hasBlock: boolean;
  /** Column of the pending statement, where it begins its line; -1 elsewhere, undefined where nobody asked. */
  pendingColumn: number | undefined;
}

export function newFrame(block: Block, column: number): Frame {
  return {
    block,
    column,
    pending: undefined,
    row: undefined,
    first: undefined,
    hasBlock: false,
    pendingColumn: undefined,
  };
}

/** The column of the statement that has begun in a frame. */
export function pendingColumn({ text }: Source, frame: Frame, { start }: Statement): number {
  frame.pendingColumn ??= columnOf(text, start);
  return frame.pendingColumn;
}

export function newBlock(
  start: number,
  clause: Clause | undefined,
  element: Grammar | undefined,
  owner: Statement | undefined,
): Block {
  return { kind: 'block', clause, element, statements: [], owner, start, end: start, close: -1 };
}

/** The grammar that a statement is read with: the latest one, which knows all the lists that the older ones know. */
export function readingText(row: StatementInfo): string {
  return textIn(row.grammar, LATEST_BIND_VERSION) ?? '';
}

export function readingGrammar(row: StatementInfo): Grammar {
  return grammarOf(readingText(row));
}
