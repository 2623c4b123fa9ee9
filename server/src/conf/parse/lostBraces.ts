/** Braces that were forgotten: which blocks must have ended, or begun, before a word. */
import { type Grammar, keywordsOf } from '../grammar.ts';
import { columnOf, TokenKind, type Tokens } from '../lexer.ts';
import { isList, listAfter } from '../lists.ts';
import { clauseOpenedBy, findStatement } from '../lookup.ts';
import type { Clause } from '../statements.ts';
import type { Word } from '../tree.ts';
import { type Frame, pendingColumn, readingGrammar, type Source } from './frames.ts';

/** The braces of a file that must have been lost. */
export interface Balance {
  /** How many more open than close: only so many can have been lost. */
  closes: number;
  /** How many more close than open. */
  opens: number;
}

export function balanceOf({ kinds }: Tokens): Balance {
  let balance = 0;
  for (const kind of kinds) {
    if (kind === TokenKind.open) balance++;
    else if (kind === TokenKind.close) balance--;
  }
  return { closes: Math.max(0, balance), opens: Math.max(0, -balance) };
}

/** A brace that was counted and is none: it opened (1) or closed (-1). */
export function forgetBrace(lost: Balance, step: 1 | -1): void {
  const balance = lost.closes - lost.opens - step;
  lost.closes = Math.max(0, balance);
  lost.opens = Math.max(0, -balance);
}

/**
 * How many blocks a word closes whose `}` was forgotten: it begins a line no further in than the block's own statement, and means something
 * outside of the block but nothing in it.
 */
export function blocksClosedBy({ text, tokens }: Source, stack: readonly Frame[], word: Word, token: number): number {
  const name = word.text.toLowerCase();
  const inner = stack[stack.length - 1];
  if (inner.block.clause && findStatement(name, inner.block.clause)) return 0;
  if (inner.row && inner.pending && keywordsOf(readingGrammar(inner.row)).has(name)) return 0;
  const column = columnOf(text, tokens.starts[token]);
  for (let depth = stack.length - 1; depth > 0; depth--) {
    const around = stack[depth - 1].block.clause;
    if (around && stack[depth].column >= column && findStatement(name, around)) return stack.length - depth;
  }
  return 0;
}

/** What a block holds whose `{` was forgotten. */
interface Opened {
  readonly clause: Clause | undefined;
  readonly element: Grammar | undefined;
}

/**
 * The block that a word opens though its `{` was forgotten. A list: at its first element. A clause: at a word that is one of its statements, and none
 * of the clause around it, or stands further in on a line of its own.
 */
export function blockOpenedBy(source: Source, frame: Frame, word: Word, token: number): Opened | undefined {
  const { pending, row, block, hasBlock } = frame;
  if (!pending || !row || !block.clause || hasBlock) return undefined;
  const clause = clauseOpenedBy(row, block.clause);
  const grammar = readingGrammar(row);
  const element = pending.values.length === 1 && isList(grammar) ? listAfter(grammar, pending) : undefined;
  if (element) return { clause, element };
  const name = word.text.toLowerCase();
  if (!clause || !findStatement(name, clause)) return undefined;
  if (!findStatement(name, block.clause)) return { clause, element };
  if (columnOf(source.text, source.tokens.starts[token]) <= pendingColumn(source, frame, pending)) return undefined;
  return { clause, element };
}
