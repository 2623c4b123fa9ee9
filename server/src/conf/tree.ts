/** The tree of a named.conf: statements of values, where a value may be a block of statements. Offsets are UTF-16 units. */
import type { AlikeZones } from './alike.ts';
import type { Grammar } from './grammar.ts';
import type { Tokens } from './lexer.ts';
import type { Clause } from './statements.ts';

/** A word or a quoted string. `text` is what it stands for; `start` and `end` include the quotes. */
export interface Word {
  readonly kind: 'word';
  readonly text: string;
  readonly quoted: boolean;
  readonly start: number;
  readonly end: number;
}

/** A `!` before an element of a list. */
export interface Not {
  readonly kind: 'not';
  readonly start: number;
  readonly end: number;
}

/** What stands between braces: statements where it is a clause, elements where it is a list. */
export interface Block {
  readonly kind: 'block';
  /** The clause it is; undefined for a list. */
  readonly clause: Clause | undefined;
  /** What each element of the list is; undefined for a clause, and for a list that nothing is known of. */
  readonly element: Grammar | undefined;
  readonly statements: Statement[];
  /** The statement whose value it is; undefined for the whole file. */
  readonly owner: Statement | undefined;
  readonly start: number;
  end: number;
  /** Offset of the `}`; -1 where it is missing, and for the whole file. */
  close: number;
}

export type Value = Word | Not | Block;

/** A statement of a clause (its first value is the keyword) or an element of a list. */
export interface Statement {
  readonly values: Value[];
  readonly block: Block;
  readonly start: number;
  /** Behind the `;`, or behind the last value where there is none. */
  end: number;
  /** Offset of the `;`; -1 where it is missing. */
  semicolon: number;
}

/** What is wrong with the punctuation. */
export interface SyntaxProblem {
  readonly code:
    | 'missing-semicolon'
    | 'missing-brace'
    | 'missing-open-brace'
    | 'stray-brace'
    | 'stray-semicolon'
    /** A `;` that was meant to begin a comment, or words behind a statement that were meant to be one. */
    | 'semicolon-comment'
    /** A comma between the elements of a list. */
    | 'comma'
    | 'unclosed-quote'
    | 'unclosed-comment'
    | 'placeholder'
    | 'nested-too-deep';
  readonly start: number;
  readonly end: number;
  /** The statement that lacks its `;`, or whose block lacks its `}`. */
  readonly statement?: Statement;
}

/** A file, read. */
export interface ConfTree {
  readonly text: string;
  readonly tokens: Tokens;
  readonly root: Block;
  readonly problems: readonly SyntaxProblem[];
  /** The zone statements at the top that were passed over because they are alike others; absent where all were read. */
  readonly alike?: AlikeZones;
}

/** The first word of a statement, lower case, where it is an unquoted word; the empty string elsewhere. */
export function keywordOf(statement: Statement): string {
  const first = statement.values[0];
  return first?.kind === 'word' && !first.quoted ? first.text.toLowerCase() : '';
}

/** The words of a statement after its keyword, blocks and `!` left out. */
export function argumentsOf(statement: Statement): readonly Word[] {
  return statement.values.slice(1).filter((value): value is Word => value.kind === 'word');
}

/** The first block of a statement. */
export function blockOf(statement: Statement): Block | undefined {
  return statement.values.find((value): value is Block => value.kind === 'block');
}

/** The index of the token at an offset (the one that begins there, at a border); -1 in an empty text. */
export function tokenAt(tree: ConfTree, offset: number): number {
  const { starts, count } = tree.tokens;
  let low = 0;
  let high = count - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle] <= offset) low = middle;
    else high = middle - 1;
  }
  return count === 0 ? -1 : low;
}

/** Where an offset lies: the clause or list around it, and the statements around it, outermost first. */
export interface ConfPosition {
  readonly block: Block;
  /** The clause of the innermost block that is one. */
  readonly clause: Clause;
  readonly path: readonly Statement[];
  /** The innermost statement; undefined between statements. */
  readonly statement: Statement | undefined;
  /** The word at the offset, its end included. */
  readonly word: Word | undefined;
}

/** Finds the statements around an offset. */
export function statementAt(tree: ConfTree, offset: number): ConfPosition {
  const path: Statement[] = [];
  let block = tree.root;
  let clause: Clause = tree.root.clause ?? 'top';
  for (;;) {
    const statement = lastStarting(block.statements, offset);
    if (!statement || offset > statement.end) return { block, clause, path, statement: undefined, word: undefined };
    path.push(statement);
    const value = statement.values.find((candidate) => candidate.start <= offset && offset <= candidate.end);
    if (value?.kind !== 'block' || !isInside(value, offset)) {
      return { block, clause, path, statement, word: value?.kind === 'word' ? value : undefined };
    }
    block = value;
    clause = block.clause ?? clause;
  }
}

function isInside(block: Block, offset: number): boolean {
  return offset > block.start && (block.close < 0 || offset <= block.close);
}

/** The statement that an offset lies in, or the last one before it. */
export function lastStarting(statements: readonly Statement[], offset: number): Statement | undefined {
  let low = 0;
  let high = statements.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (statements[middle].start <= offset) low = middle + 1;
    else high = middle;
  }
  return statements[low - 1];
}

/** The white space that a line begins with, for the line that an offset lies on. */
export function indentAt(text: string, offset: number): string {
  const line = text.lastIndexOf('\n', offset - 1) + 1;
  return /^[ \t]*/.exec(text.slice(line, line + 200))?.[0] ?? '';
}

/** The range to take out to delete a statement: its whole lines where nothing else stands on them. */
export function deletionOf(text: string, statement: Statement): { start: number; end: number } {
  const line = text.lastIndexOf('\n', statement.start - 1) + 1;
  const rest = /[ \t]*(?:\r?\n|$)/y;
  rest.lastIndex = statement.end;
  const after = rest.exec(text);
  if (text.slice(line, statement.start).trim() !== '' || !after) return { start: statement.start, end: statement.end };
  return { start: line, end: statement.end + after[0].length };
}
