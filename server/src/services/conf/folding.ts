/** Folding in configurations: blocks in braces, comments over several lines, `// region` markers. */
import { type FoldingRange, FoldingRangeKind } from 'vscode-languageserver-types';
import { TokenKind } from '../../conf/lexer.ts';
import type { ConfTree } from '../../conf/tree.ts';
import type { TextBuffer } from '../../text/buffer.ts';
import type { Bounded } from '../shared/bounded.ts';

/** VS Code's own limit (`editor.foldingMaximumRegions`). */
const FOLDING_RANGES = 5000;

const REGION = /^(?:\/\/+|#+)\s*#?region\b/;
const REGION_END = /^(?:\/\/+|#+)\s*#?endregion\b/;

/** The ranges in the order of their first lines, at most `limit`. The line of a closing brace stays visible. */
export function confFolding(tree: ConfTree, buffer: TextBuffer, limit: number = FOLDING_RANGES): Bounded<FoldingRange> {
  const ranges = foldsOf(tree, buffer).sort((a, b) => a.startLine - b.startLine);
  const starts = new Set<number>();
  const kept = ranges.filter(({ startLine }) => !starts.has(startLine) && starts.add(startLine));
  const most = Math.min(limit, FOLDING_RANGES);
  return { items: kept.slice(0, most), left: Math.max(0, kept.length - most) };
}

function foldsOf({ text, tokens }: ConfTree, buffer: TextBuffer): FoldingRange[] {
  const { kinds, starts, count } = tokens;
  const ranges: FoldingRange[] = [];
  const open: number[] = [];
  const regions: number[] = [];
  let first = -1;
  let last = -2;
  const endComment = (): void => {
    if (last > first && first >= 0) ranges.push({ startLine: first, endLine: last, kind: FoldingRangeKind.Comment });
    first = -1;
    last = -2;
  };
  for (let token = 0; token < count; token++) {
    const kind = kinds[token];
    if (kind === TokenKind.open) open.push(starts[token]);
    else if (kind === TokenKind.close) {
      const start = open.pop();
      if (start === undefined) continue;
      const startLine = buffer.positionAt(start).line;
      const endLine = buffer.positionAt(starts[token]).line - 1;
      if (endLine > startLine) ranges.push({ startLine, endLine });
    } else if (kind === TokenKind.comment) {
      const comment = text.slice(starts[token], starts[token + 1]);
      const line = buffer.positionAt(starts[token]).line;
      if (comment.startsWith('/*')) {
        endComment();
        const endLine = buffer.positionAt(starts[token + 1]).line;
        if (endLine > line) ranges.push({ startLine: line, endLine, kind: FoldingRangeKind.Comment });
      } else if (REGION.test(comment)) {
        endComment();
        regions.push(line);
      } else if (REGION_END.test(comment)) {
        endComment();
        const startLine = regions.pop();
        if (startLine !== undefined) ranges.push({ startLine, endLine: line, kind: FoldingRangeKind.Region });
      } else if (!beginsLine(text, starts[token])) endComment();
      else {
        if (line !== last + 1) endComment();
        if (first < 0) first = line;
        last = line;
      }
    }
  }
  endComment();
  return ranges;
}

function beginsLine(text: string, offset: number): boolean {
  let at = offset - 1;
  while (text[at] === ' ' || text[at] === '\t') at--;
  return at < 0 || text[at] === '\n' || text[at] === '\r';
}
