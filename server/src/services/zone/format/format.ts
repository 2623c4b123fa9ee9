/**
 * Formatting of zone files: columns, the layout of the SOA, comments in place. Only white space between tokens changes (and the case of
 * class and type where the style says so), so that the zone stays the same. Lines in which something is open or broken stay as they are.
 */

import type { TextEdit } from 'vscode-languageserver-types';
import { CLASS } from '../../../dns/classes.ts';
import { NameTable } from '../../../dns/names.ts';
import { finish, type Steps } from '../../../steps.ts';
import { TextBuffer } from '../../../text/buffer.ts';
import { EntryKind, type ParsedChunk } from '../../../zone/chunk.ts';
import { ZoneDocument } from '../../../zone/document.ts';
import { initialState } from '../../../zone/lineState.ts';
import { applyEdits, type OffsetEdit, textEditSteps, toTextEdits } from '../../shared/offsetEdits.ts';
import type { OffsetRange } from '../../shared/ranges.ts';
import { merge, noWidths, type Widths, widen } from './columns.ts';
import { isChange, type Layout, layoutBlock } from './layout.ts';
import { LineKind, type LogicalLine, linesOf } from './lines.ts';
import { DEFAULT_ZONE_STYLE, type ZoneStyle } from './style.ts';

/** Blank lines in a row that stay. */
const BLANK_LINES = 2;
/** Chunks (about 8 kB each) before and after a range in which the rest of its block is looked for. */
const RANGE_REACH = 8;
/** The same while typing. */
const TYPING_REACH = 2;

const LF = 0x0a;
const CR = 0x0d;

/** The edits that lay out a whole file, in the order of the text; none where it is laid out already. */
export function* zoneFormat(document: ZoneDocument, style: ZoneStyle = DEFAULT_ZONE_STYLE): Steps<TextEdit[]> {
  return yield* textEditSteps(document.buffer, yield* zoneEdits(document, style));
}

/** A zone file's text as it is after formatting. */
export function formatZoneText(text: string, style: ZoneStyle = DEFAULT_ZONE_STYLE): string {
  // What is before a byte order mark is no line's beginning.
  const mark = text.charCodeAt(0) === 0xfeff ? text[0] : '';
  const body = text.slice(mark.length);
  return mark + applyEdits(body, finish(zoneEdits(readZone(body), style)));
}

/**
 * The edits that lay out the lines that `range` touches, as a formatting of the whole file would. What it costs grows with the range and
 * its block, not with the file; a block's ends are looked for within some hundred lines of it.
 */
export function* zoneFormatRange(
  document: ZoneDocument,
  range: OffsetRange,
  style: ZoneStyle = DEFAULT_ZONE_STYLE,
): Steps<TextEdit[]> {
  const region = yield* regionAround(document, range, RANGE_REACH);
  const extent = extentOf(region, range);
  if (!extent) return [];
  const edits = (yield* editsOf(document, region, style)).filter(
    ({ start, end }) => start >= extent.start && end <= extent.end,
  );
  return yield* textEditSteps(document.buffer, edits);
}

/**
 * The edits after a key was typed, with the cursor at `offset`: a line end lays out the record above, a closing parenthesis the one that
 * it closes. White space that the cursor stands in stays, and no line is broken.
 */
export function zoneFormatOnType(
  document: ZoneDocument,
  offset: number,
  typed: string,
  style: ZoneStyle = DEFAULT_ZONE_STYLE,
): TextEdit[] {
  const { buffer } = document;
  const lineStart = buffer.lineStart(buffer.positionAt(offset).line);
  const at = typed === ')' ? offset - 1 : lineStart - 1;
  if (at < 0 || (typed !== ')' && typed !== '\n')) return [];
  const range = { start: at, end: at + 1 };
  const region = finish(regionAround(document, range, TYPING_REACH));
  const line = region.lines.find((each) => touches(each, range));
  if (!line || (line.kind !== LineKind.Record && line.kind !== LineKind.Directive)) return [];
  const limit = typed === ')' ? offset : lineStart;
  const edits = finish(editsOf(document, region, { ...style, soa: 'keep' })).filter(
    ({ start, end }) => start >= startOf(line) && end < limit,
  );
  return toTextEdits(buffer, edits);
}

/** A text as a zone file of its own, without includes: how lines are to be laid out does not depend on the origin. */
function readZone(text: string): ZoneDocument {
  const names = new NameTable();
  const document = new ZoneDocument('', new TextBuffer(text));
  let id = 0;
  document.update(initialState(names.unknown, CLASS.IN), { names, zoneClass: CLASS.IN, nextId: () => id++ });
  return document;
}

/** Whether a text of which nothing else is known can be taken for a zone file: most of its lines are records or directives. */
export function looksLikeZone(text: string): boolean {
  let known = 0;
  let broken = 0;
  for (const { count, kinds } of readZone(text).chunks) {
    for (let entry = 0; entry < count; entry++) {
      if (kinds[entry] === EntryKind.Broken || kinds[entry] === EntryKind.UnknownDirective) broken++;
      else known++;
    }
  }
  return known > broken;
}

/** Some lines of a file, in order. */
interface Lines {
  readonly lines: Iterable<LogicalLine>;
  /** Whether the file ends with them. */
  readonly toEnd: boolean;
}

/** Lines around a range. */
interface Region extends Lines {
  readonly lines: readonly LogicalLine[];
}

/** The same, before very many are joined to fewer. */
export function zoneEdits(document: ZoneDocument, style: ZoneStyle): Steps<OffsetEdit[]> {
  return editsOf(document, { lines: allLines(document), toEnd: true }, style);
}

function* allLines({ chunks }: ZoneDocument): Iterable<LogicalLine> {
  for (const chunk of chunks) yield* linesOf(chunk);
}

function* editsOf(document: ZoneDocument, region: Lines, style: ZoneStyle): Steps<OffsetEdit[]> {
  const edits: OffsetEdit[] = [];
  const layout: Layout = {
    style,
    lineEnd: lineEndOf(document),
    widths: style.columns === 'file' ? yield* fileWidths(document) : undefined,
    names: new NameTable(),
  };
  let block: LogicalLine[] = [];
  let blockKind: LineKind = LineKind.Record;
  let blanks: LogicalLine[] = [];
  let last: LogicalLine | undefined;
  let chunk: ParsedChunk | undefined;
  const flush = (): Steps<void> => {
    const done = block;
    block = [];
    return layoutBlock(done, layout, edits);
  };
  for (const line of region.lines) {
    if (line.chunk !== chunk) yield;
    chunk = line.chunk;
    if (line.kind === LineKind.Blank) {
      if (blanks.length === 0) yield* flush();
      blanks.push(line);
      continue;
    }
    blankEdits(blanks, BLANK_LINES, edits);
    blanks = [];
    last = line;
    // Comments, and lines that stay as they are, divide nothing.
    const divides = line.kind === LineKind.Record || line.kind === LineKind.Directive;
    if (divides && line.kind !== blockKind) {
      yield* flush();
      blockKind = line.kind;
    }
    block.push(line);
  }
  yield* flush();
  blankEdits(blanks, region.toEnd ? 0 : BLANK_LINES, edits);
  if (region.toEnd && last) finalLineEnd(last, layout.lineEnd, edits);
  return edits;
}

/** Empties blank lines, and deletes those beyond `most`. */
function blankEdits(lines: readonly LogicalLine[], most: number, edits: OffsetEdit[]): void {
  for (const line of lines.slice(0, most)) {
    const { text, offset } = line.chunk;
    let end = line.end;
    while (end > line.start && isLineEnd(text.charCodeAt(end - 1))) end--;
    if (isChange(text, { start: line.start, end, newText: '' })) {
      edits.push({ start: line.start + offset, end: end + offset, newText: '' });
    }
  }
  if (lines.length <= most) return;
  edits.push({ start: startOf(lines[most]), end: endOf(lines[lines.length - 1]), newText: '' });
}

/** named reads a last line without a line end, with a warning; other programs leave it out. */
function finalLineEnd(line: LogicalLine, lineEnd: string, edits: OffsetEdit[]): void {
  if (isLineEnd(line.chunk.text.charCodeAt(line.end - 1))) return;
  const end = endOf(line);
  edits.push({ start: end, end, newText: lineEnd });
}

function isLineEnd(code: number): boolean {
  return code === LF || code === CR;
}

/** The line end of the file's first line; a line feed where it has none. */
function lineEndOf({ buffer }: ZoneDocument): string {
  const text = buffer.chunks[0].text;
  const found = /\r\n|\n|\r/.exec(text);
  return found ? found[0] : '\n';
}

const widthsOfChunk = new WeakMap<ParsedChunk, Widths>();

/** The widths of the columns over the whole file; what an edit left alone is not looked at again. */
function* fileWidths({ chunks }: ZoneDocument): Steps<Widths> {
  const all = noWidths();
  for (const chunk of chunks) {
    let widths = widthsOfChunk.get(chunk);
    if (!widths) {
      widths = noWidths();
      for (const line of linesOf(chunk)) widen(widths, line);
      widthsOfChunk.set(chunk, widths);
      yield;
    }
    merge(all, widths);
  }
  return all;
}

function startOf({ chunk, start }: LogicalLine): number {
  return chunk.offset + start;
}

function endOf({ chunk, end }: LogicalLine): number {
  return chunk.offset + end;
}

function touches(line: LogicalLine, { start, end }: OffsetRange): boolean {
  return (startOf(line) < end || startOf(line) === start) && endOf(line) > start;
}

/** The lines around a range, at least to the ends of its blocks or `reach` chunks far. */
function* regionAround({ buffer, chunks }: ZoneDocument, range: OffsetRange, reach: number): Steps<Region> {
  let first = Math.min(buffer.chunkAt(range.start), chunks.length - 1);
  let last = Math.min(buffer.chunkAt(range.end), chunks.length - 1);
  // A record may have begun in a chunk before.
  while (first > 0 && chunks[first].offset + chunks[first].stateBefore.skip > range.start) first--;
  let lines: LogicalLine[] = [];
  for (let at = first; at <= last; at++) {
    if (at > first) yield;
    for (const line of linesOf(chunks[at])) lines.push(line);
  }
  const beginsBefore = (): boolean =>
    lines.some((line, i) => endOf(line) <= range.start && i > 0 && divides(line, lines[i - 1]));
  for (let i = 0; i < reach && first > 0 && !beginsBefore(); i++) lines = [...linesOf(chunks[--first]), ...lines];
  const endsAfter = (): boolean =>
    lines.some((line, i) => startOf(line) >= range.end && i > 0 && divides(lines[i - 1], line));
  for (let i = 0; i < reach && last + 1 < chunks.length && !endsAfter(); i++) {
    lines = [...lines, ...linesOf(chunks[++last])];
  }
  return { lines, toEnd: last + 1 >= chunks.length };
}

/** Whether a blank line or directive begins or ends a run of such beside another line: what lies on the other side does not matter. */
function divides(line: LogicalLine, beside: LogicalLine): boolean {
  if (line.kind === LineKind.Blank) return beside.kind !== LineKind.Blank;
  return line.kind === LineKind.Directive && beside.kind === LineKind.Record;
}

/** From the first to the last line that the range touches. */
function extentOf({ lines }: Region, range: OffsetRange): OffsetRange | undefined {
  const touched = lines.filter((line) => touches(line, range));
  if (touched.length === 0) return undefined;
  return { start: startOf(touched[0]), end: endOf(touched[touched.length - 1]) };
}
