/** Selection ranges in configurations: from the word at the cursor outwards over values, statements and blocks to the file. */
import type { SelectionRange } from 'vscode-languageserver-types';
import { TokenKind } from '../../conf/lexer.ts';
import { type Block, type ConfTree, statementAt, tokenAt } from '../../conf/tree.ts';
import type { TextBuffer } from '../../text/buffer.ts';
import { type OffsetRange, toRange } from '../shared/ranges.ts';

/** For each offset the ranges that hold it; what is the same as the range inside it is left out. */
export function confSelections(tree: ConfTree, buffer: TextBuffer, offsets: readonly number[]): SelectionRange[] {
  return offsets.map((offset) => {
    let chosen: SelectionRange = { range: toRange(buffer, 0, buffer.length) };
    let inner: OffsetRange = { start: 0, end: buffer.length };
    for (const range of rangesAt(tree, offset)) {
      const holds =
        range.start <= offset && offset <= range.end && inner.start <= range.start && range.end <= inner.end;
      if (!holds || (range.start === inner.start && range.end === inner.end)) continue;
      chosen = { range: toRange(buffer, range.start, range.end), parent: chosen };
      inner = range;
    }
    return chosen;
  });
}

/** From the outside to the inside. */
function rangesAt(tree: ConfTree, offset: number): OffsetRange[] {
  const { path, statement, word } = statementAt(tree, offset);
  const ranges: OffsetRange[] = [];
  for (const each of path) {
    ranges.push({ start: each.start, end: each.end });
    const last = each.values.at(-1);
    if (last) ranges.push({ start: each.start, end: last.end });
    const arguments_ = each.values[1];
    if (arguments_ && last && each.block.clause) ranges.push({ start: arguments_.start, end: last.end });
    const block = each.values.find(
      (value): value is Block => value.kind === 'block' && value.start <= offset && offset <= value.end,
    );
    if (block) ranges.push({ start: block.start, end: block.end }, insideOf(block, tree.text));
  }
  if (statement && word) {
    ranges.push({ start: word.start, end: word.end });
    if (word.quoted) ranges.push({ start: word.start + 1, end: Math.max(word.start + 1, word.end - 1) });
  }
  const token = tokenAt(tree, offset);
  const { kinds, starts } = tree.tokens;
  if (token >= 0 && kinds[token] === TokenKind.comment) ranges.push({ start: starts[token], end: starts[token + 1] });
  return ranges;
}

/** What stands between the braces, without the white space around it. */
function insideOf({ start, end, close }: Block, text: string): OffsetRange {
  let from = start + 1;
  let to = close < 0 ? end : close;
  while (from < to && /\s/.test(text[from])) from++;
  while (to > from && /\s/.test(text[to - 1])) to--;
  return { start: from, end: to };
}
