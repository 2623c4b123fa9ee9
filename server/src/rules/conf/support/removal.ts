/** Taking parts out of a configuration without losing the comments among them. */
import { TokenKind } from '../../../conf/lexer.ts';
import type { ConfFile } from '../../../conf/model.ts';
import type { ConfTree, Statement } from '../../../conf/tree.ts';
import { deletionOf, indentAt, tokenAt } from '../../../conf/tree.ts';
import type { FixEdit } from '../../rule.ts';

/** The comments between two offsets, as written. */
function commentsBetween(tree: ConfTree, start: number, end: number): string[] {
  const { kinds, starts } = tree.tokens;
  const found: string[] = [];
  for (let i = tokenAt(tree, start); i >= 0 && i < tree.tokens.count && starts[i] < end; i++) {
    if (kinds[i] === TokenKind.comment && starts[i] >= start) {
      found.push(tree.text.slice(starts[i], starts[i + 1]).trimEnd());
    }
  }
  return found;
}

/** Takes a statement out; the comments in it and behind it on its line stay, each on a line of its own or where they were. */
export function removal({ uri, tree }: ConfFile, statement: Statement): FixEdit {
  const { text } = tree;
  const range = deletionOf(text, statement);
  const comments = commentsBetween(tree, statement.start, statement.end);
  const indent = indentAt(text, statement.start);
  const isWholeLine = range.end > statement.end || range.start < statement.start;
  if (isWholeLine) {
    return { uri, ...range, newText: comments.map((comment) => `${indent}${comment}\n`).join('') };
  }
  // Something else stands on the line: the blanks on one side go with the statement.
  const before = text.slice(0, statement.start);
  const isFirst = before.slice(before.lastIndexOf('\n') + 1).trim() === '';
  let { start, end } = statement;
  if (isFirst) while (text[end] === ' ' || text[end] === '\t') end++;
  else while (text[start - 1] === ' ' || text[start - 1] === '\t') start--;
  // A comment to the end of the line would take in what follows on it.
  const kept = comments.map((comment) => (comment.startsWith('/*') ? `${comment} ` : `${comment}\n${indent}`)).join('');
  return { uri, start, end, newText: isFirst || kept === '' ? kept : ` ${kept}` };
}
