/** What the parser holds while it reads: the blocks that are open, each with the statement in it that has begun. */
import { LATEST_BIND_VERSION } from '../../dns/versions.ts';
import { type Grammar, grammarOf } from '../grammar.ts';
import type { Tokens } from '../lexer.ts';
import { textIn } from '../lookup.ts';
import type { Clause, StatementInfo } from '../statements.ts';
import type { Block, Statement } from '../tree.ts';

/** The text of a file, and its tokens. */
export interface Source {
  readonly text: string;
  readonly tokens: Tokens;
}

/** A block that is open, with the statement in it that has begun. */
export interface Frame {
  readonly block: Block;
  /** Column of the statement that owns the block, where it begins its line; -1 elsewhere. */
  readonly column: number;
  pending: Statement | undefined;
  /** The row of the pending statement, in a clause. */
  row: StatementInfo | undefined;
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
