/** Folding in zone files: records over several lines, comments, the records of one owner, `$ORIGIN` sections, `; region` markers. */

import { type FoldingRange, FoldingRangeKind } from 'vscode-languageserver-types';
import type { Steps } from '../../steps.ts';
import { EntryKind, type ParsedChunk } from '../../zone/chunk.ts';
import type { ZoneDocument } from '../../zone/document.ts';
import { endOfLine, nextLine } from '../../zone/scanner.ts';
import type { Bounded } from '../shared/bounded.ts';

/** VS Code's own limit (`editor.foldingMaximumRegions`). */
const FOLDING_RANGES = 5000;

/** The same as in the language's configuration. */
const REGION = /^\s*;+\s*#?region\b/;
const REGION_END = /^\s*;+\s*#?endregion\b/;

/**
 * The ranges in the order of their first lines, at most `limit`; of two that begin on one line the record in parentheses stays. Lines count from 0.
 */
export function* zoneFolding(document: ZoneDocument, limit: number = FOLDING_RANGES): Steps<Bounded<FoldingRange>> {
  const most = Math.min(limit, FOLDING_RANGES);
  /** The lines on which ranges begin: of a million of them only these marks are kept. */
  const starts = new Uint8Array(document.buffer.lineCount);
  let count = 0;
  const begins = (line: number): void => {
    if (starts[line] === 0) count++;
    starts[line] = 1;
  };
  const entries = yield* entryRanges(document, most, begins);
  const ranges = [...entries, ...(yield* commentRanges(document, most, begins))];
  ranges.sort((a, b) => a.startLine - b.startLine);
  const items = ranges.filter(({ startLine }, index) => startLine !== ranges[index - 1]?.startLine).slice(0, most);
  return { items, left: count - items.length };
}

/** Ranges of one kind as they end: the first `most` are enough, whatever the others are. */
class Ranges {
  readonly items: FoldingRange[] = [];
  readonly #most: number;
  readonly #begins: (line: number) => void;

  constructor(most: number, begins: (line: number) => void) {
    this.#most = most;
    this.#begins = begins;
  }

  add(range: FoldingRange): void {
    this.#begins(range.startLine);
    if (this.items.length < this.#most) this.items.push(range);
  }
}

/** Records over several lines, runs of one owner, and `$ORIGIN` sections. */
function* entryRanges(
  { buffer, chunks }: ZoneDocument,
  most: number,
  begins: (line: number) => void,
): Steps<FoldingRange[]> {
  const records = new Ranges(most, begins);
  const runs = new Ranges(most, begins);
  const sections = new Ranges(most, begins);
  let run: { owner: number; first: number; last: number } | undefined;
  let section = -1;
  let lastLine = 0;
  const endRun = (): void => {
    if (run && run.last > run.first) runs.add({ startLine: run.first, endLine: run.last });
    run = undefined;
  };
  const endSection = (): void => {
    if (section >= 0 && lastLine > section) {
      sections.add({ startLine: section, endLine: lastLine, kind: FoldingRangeKind.Region });
    }
  };
  for (const chunk of chunks) {
    yield;
    for (let entry = 0; entry < chunk.count; entry++) {
      const first = buffer.positionAt(chunk.offset + chunk.starts[entry]).line;
      const last = lineOfEnd(chunk, entry, first);
      if (last > first) records.add({ startLine: first, endLine: last });
      if (chunk.kinds[entry] === EntryKind.Origin) {
        endSection();
        section = first;
      }
      const owner = chunk.kinds[entry] === EntryKind.Record ? chunk.owners[entry] : -1;
      if (run && run.owner === owner && owner >= 0) run.last = last;
      else {
        endRun();
        if (owner >= 0) run = { owner, first, last };
      }
      lastLine = last;
    }
  }
  endRun();
  endSection();
  return [...records.items, ...runs.items, ...sections.items];
}

/** Most entries are one line: only those with a line end inside have to be counted. */
function lineOfEnd({ text, starts, ends }: ParsedChunk, entry: number, first: number): number {
  let line = first;
  for (let at = nextLine(text, starts[entry]); at < ends[entry]; at = nextLine(text, at)) line++;
  return line;
}

/** Blocks of comment lines, and what lies between `; region` and `; endregion`. */
function* commentRanges(
  { buffer, chunks }: ZoneDocument,
  most: number,
  begins: (line: number) => void,
): Steps<FoldingRange[]> {
  const blocks = new Ranges(most, begins);
  /** An outer one ends after those inside of it: no number of first ones is enough. */
  const regions = new Ranges(Number.POSITIVE_INFINITY, begins);
  const open: number[] = [];
  let first = -1;
  let last = -2;
  const endBlock = (): void => {
    if (last > first && first >= 0) blocks.add({ startLine: first, endLine: last, kind: FoldingRangeKind.Comment });
    first = -1;
    last = -2;
  };
  const comment = (line: number, text: string): void => {
    const isMarker = REGION.test(text) || REGION_END.test(text);
    if (line !== last + 1 || isMarker) endBlock();
    if (REGION.test(text)) open.push(line);
    else if (REGION_END.test(text)) {
      const start = open.pop();
      if (start !== undefined) regions.add({ startLine: start, endLine: line, kind: FoldingRangeKind.Region });
    } else {
      if (first < 0) first = line;
      last = line;
    }
  };
  for (const chunk of chunks) {
    yield;
    const limit = chunk.chunk.text.length;
    let from = Math.min(chunk.stateBefore.skip, limit);
    for (let entry = 0; entry <= chunk.count; entry++) {
      const to = entry < chunk.count ? chunk.starts[entry] : limit;
      for (const at of commentLines(chunk.text, from, to)) {
        comment(buffer.positionAt(chunk.offset + at).line, chunk.text.slice(at, endOfLine(chunk.text, at)));
      }
      if (entry < chunk.count) from = chunk.ends[entry];
    }
  }
  endBlock();
  return [...blocks.items, ...regions.items];
}

/** Where the lines start between two offsets that hold nothing but a comment. */
function* commentLines(text: string, from: number, to: number): Iterable<number> {
  const isStart = from === 0 || text[from - 1] === '\n' || text[from - 1] === '\r';
  for (let at = isStart ? from : nextLine(text, from); at < to; at = nextLine(text, at)) {
    let i = at;
    while (text[i] === ' ' || text[i] === '\t') i++;
    if (text[i] === ';') yield at;
  }
}
