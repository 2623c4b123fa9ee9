/**
 * Blocks of a zone file to edits of white space. Tokens stay as they are and in their order; a line end is put in only inside
 * parentheses, where it means nothing (RFC 1035 section 5.1).
 */

import type { NameTable } from '../../../dns/names.ts';
import { TYPE } from '../../../dns/types.ts';
import { textCutByComment } from '../../../rules/zone/text-cut-by-comment.ts';
import type { Steps } from '../../../steps.ts';
import { EntryFlag, EntryKind } from '../../../zone/chunk.ts';
import { initialState } from '../../../zone/lineState.ts';
import { parseText } from '../../../zone/parse.ts';
import { TokenKind } from '../../../zone/scanner.ts';
import type { OffsetEdit } from '../../shared/offsetEdits.ts';
import {
  inheritsOwner,
  nextStop,
  noWidths,
  padded,
  padding,
  type Stops,
  stopsOf,
  type Widths,
  widen,
} from './columns.ts';
import { LineKind, type LogicalLine } from './lines.ts';
import type { ZoneStyle } from './style.ts';

/** What a block is laid out with. */
export interface Layout {
  readonly style: ZoneStyle;
  /** The line end that new lines get. */
  readonly lineEnd: string;
  /** The widths of the whole file's columns; undefined where each block has its own. */
  readonly widths: Widths | undefined;
  /** Scratch for reading again what was laid out. */
  readonly names: NameTable;
}

/** A comment behind something, to be put into a column with others: where the white space before it lies, and where that begins. */
interface Remark {
  readonly start: number;
  readonly end: number;
  readonly column: number;
  /** Its place among the edits. */
  readonly index: number;
}

/** The edits of a line, before it is known where its comments go. Offsets count from the start of the chunk. */
interface Draft {
  readonly edits: OffsetEdit[];
  readonly remarks: Remark[];
}

/** What stands before a comment may reach this far for the comment to move others; behind longer lines it follows after a blank. */
const COMMENT_COLUMN = 80;

const SOA_FIELDS = 7;

/** Lines that are laid out in one step. */
const STEP_LINES = 256;

const NEVER = Number.POSITIVE_INFINITY;

/** Lays out the lines of a block, which share their columns, and adds the edits to `out`. */
export function* layoutBlock(block: readonly LogicalLine[], layout: Layout, out: OffsetEdit[]): Steps<void> {
  const { style } = layout;
  const widths = layout.widths ?? noWidths();
  let laidOut = 0;
  if (!layout.widths && style.columns !== 'none') {
    for (const line of block) {
      widen(widths, line);
      if (++laidOut % STEP_LINES === 0) yield;
    }
  }
  const stops = stopsOf(widths, style);
  let furthest = 0;
  // Only lines with comments are drafted twice: to keep a million drafts costs more than to make some again.
  for (const line of block) {
    if (!style.alignComments || !hasComment(line) || runsOver(line, style)) continue;
    furthest = Math.max(furthest, furthestOf(draftOf(line, stops, layout)));
    if (++laidOut % STEP_LINES === 0) yield;
  }
  for (const line of block) {
    if (line.kind !== LineKind.Record && line.kind !== LineKind.Directive) continue;
    if (++laidOut % STEP_LINES === 0) yield;
    const draft = draftOf(line, stops, layout);
    const multiLine = runsOver(line, style);
    // The comments of a record over several lines stand in a column of their own.
    if (style.alignComments) alignRemarks(draft, multiLine ? furthestOf(draft) : furthest, style);
    const { text, offset } = line.chunk;
    const changes = draft.edits.filter((edit) => isChange(text, edit));
    if (changes.length === 0 || (multiLine && !readsTheSame(line, changes, layout.names))) continue;
    for (const { start, end, newText } of changes) {
      out.push({ start: start + offset, end: end + offset, newText });
    }
  }
}

function draftOf(line: LogicalLine, stops: Stops | undefined, layout: Layout): Draft {
  const draft: Draft = { edits: [], remarks: [] };
  if (line.kind === LineKind.Directive) draftDirective(line, draft);
  else draftRecord(line, stops, layout, draft);
  return draft;
}

/** True for records and directives that have a comment. */
function hasComment({ kind, tokens }: LogicalLine): boolean {
  if (kind !== LineKind.Record && kind !== LineKind.Directive) return false;
  for (let i = 0; i < tokens.length; i += 3) if (tokens[i] === TokenKind.Comment) return true;
  return false;
}

/** Whether a line runs over several when it is laid out. */
function runsOver(line: LogicalLine, style: ZoneStyle): boolean {
  return line.multiLine || (line.kind === LineKind.Record && brokenFrom(line, style) !== NEVER);
}

/**
 * Whether an edit of white space changes something, and only that: a carriage return and a line feed that come to stand together would be
 * one line end.
 */
export function isChange(text: string, { start, end, newText }: OffsetEdit): boolean {
  if (end - start === newText.length && text.startsWith(newText, start)) return false;
  return newText !== '' || text[start - 1] !== '\r' || text[end] !== '\n';
}

/** Where what stands before the comments ends at most, as far as it counts. */
function furthestOf({ remarks }: Draft): number {
  let furthest = 0;
  for (const { column } of remarks) if (column <= COMMENT_COLUMN) furthest = Math.max(furthest, column);
  return furthest;
}

/** Puts the comments into the column behind the longest of the lines before them. */
function alignRemarks({ edits, remarks }: Draft, furthest: number, style: ZoneStyle): void {
  const stop = nextStop(furthest, style);
  for (const { start, end, column, index } of remarks) {
    edits[index] = { start, end, newText: padding(column, stop, style) };
  }
}

/** Keeps a place among the edits for the white space before a comment. */
function remark(draft: Draft, start: number, end: number, column: number, text: string): void {
  draft.remarks.push({ start, end, column, index: draft.edits.length });
  draft.edits.push({ start, end, newText: text.slice(start, end) });
}

/** Words with one blank between them. */
function draftDirective({ tokens, start, end, chunk }: LogicalLine, draft: Draft): void {
  const { text } = chunk;
  let at = start;
  let column = 0;
  for (let i = 0; i < tokens.length; i += 3) {
    const [kind, from, to] = [tokens[i], tokens[i + 1], tokens[i + 2]];
    if (kind === TokenKind.LineEnd) draft.edits.push({ start: at, end: from, newText: '' });
    else if (kind === TokenKind.Comment) remark(draft, at, from, column, text);
    else if (i > 0) {
      const gap = from === at ? '' : ' ';
      draft.edits.push({ start: at, end: from, newText: gap });
      column += gap.length;
    }
    column += to - from;
    at = kind === TokenKind.LineEnd ? to : Math.max(at, to);
  }
  if (at < end) draft.edits.push({ start: at, end, newText: '' });
}

function draftRecord(line: LogicalLine, stops: Stops | undefined, layout: Layout, draft: Draft): void {
  const { tokens, start, end, chunk, entry, header } = line;
  const { text } = chunk;
  const { style } = layout;
  const firstBroken = brokenFrom(line, style);
  const multiLine = runsOver(line, style);
  const rdata = stops?.rdata ?? 2 * style.tabSize;
  const isOwn = inheritsOwner(line) ? 0 : 1;
  let at = start;
  let column = 0;
  let row = 0;
  for (let i = 0, token = 0; i < tokens.length; i += 3, token++) {
    const [kind, from, to] = [tokens[i], tokens[i + 1], tokens[i + 2]];
    if (kind === TokenKind.LineEnd) {
      draft.edits.push({ start: at, end: from, newText: '' });
      at = to;
      column = 0;
      row++;
      continue;
    }
    const beginsRow = token > 0 && tokens[i - 3] === TokenKind.LineEnd;
    if (beginsRow) {
      // A comment in the first column was put there.
      const stays = kind === TokenKind.Comment && from === at;
      const indent = stays ? '' : padding(0, rdata, style);
      draft.edits.push({ start: at, end: from, newText: indent });
      column = stays ? 0 : padded(0, rdata, style);
    } else if (kind === TokenKind.Comment && from === at && mayBeCut(chunk.types[entry])) {
      // A semicolon that touches a text may have been meant as part of it; there is a rule that says so, and it looks for this.
    } else if (kind === TokenKind.Comment) {
      // What stands behind the first line of many is longer than the rest, and would move their comments far to the right.
      if (multiLine && row === 0) {
        if (style.alignComments) draft.edits.push({ start: at, end: from, newText: padding(column, 0, style) });
      } else remark(draft, at, from, column, text);
    } else if (token >= firstBroken && (kind === TokenKind.Word || kind === TokenKind.Quoted)) {
      draft.edits.push({ start: at, end: from, newText: layout.lineEnd + padding(0, rdata, style) });
      column = padded(0, rdata, style);
      row++;
    } else if (token <= header) {
      const stop = token === 0 && isOwn === 1 ? -1 : headerStop(line, token, isOwn, stops, style);
      if (stop === undefined) {
        draft.edits.push({ start: at, end: from, newText: ' ' });
        column++;
      } else if (stop >= 0) {
        draft.edits.push({ start: at, end: from, newText: padding(column, stop, style) });
        column = padded(column, stop, style);
      }
    } else if (token === header + 1 && (from > at || kind === TokenKind.Open)) {
      const stop = stops?.rdata ?? 0;
      draft.edits.push({ start: at, end: from, newText: padding(column, stop, style) });
      column = padded(column, stop, style);
    } else {
      const gap = gapBefore(tokens, i);
      draft.edits.push({ start: at, end: from, newText: gap });
      column += gap.length;
    }
    if (style.upperCase && token >= isOwn && token <= header && from !== chunk.ttlStarts[entry]) {
      draft.edits.push({ start: from, end: to, newText: text.slice(from, to).toUpperCase() });
    }
    column += to - from;
    at = to;
  }
  if (at < end) draft.edits.push({ start: at, end, newText: '' });
}

function mayBeCut(type: number): boolean {
  return textCutByComment.types?.includes(type) ?? false;
}

/** The column of a word before the RDATA; undefined for one that follows its neighbour after one blank. */
function headerStop(
  { chunk, entry, tokens, header }: LogicalLine,
  token: number,
  isOwn: number,
  stops: Stops | undefined,
  style: ZoneStyle,
): number | undefined {
  if (!stops) return token === 0 ? style.tabSize : 0;
  if (token === header) return stops.type;
  if (header - isOwn === 2) {
    // Those who write the two the other way round than most of the block get them in the block's columns as they stand.
    if (token === isOwn) return stops.classFirst ? stops.class : stops.ttl;
    if (stops.shared) return undefined;
    return stops.classFirst ? stops.ttl : stops.class;
  }
  return tokens[token * 3 + 1] === chunk.ttlStarts[entry] ? stops.ttl : stops.class;
}

/** The blank between two tokens of RDATA. Strings that touch stay so: not every server reads what was one piece as two. */
function gapBefore(tokens: readonly number[], i: number): string {
  if (tokens[i + 1] > tokens[i - 1]) return ' ';
  const isPiece = (kind: number): boolean => kind === TokenKind.Word || kind === TokenKind.Quoted;
  return isPiece(tokens[i]) && isPiece(tokens[i - 3]) ? '' : ' ';
}

/** From which token on each word of a record gets a line of its own: an SOA whose fields stand in parentheses. */
function brokenFrom({ chunk, entry, tokens }: LogicalLine, { soa }: ZoneStyle): number {
  if (soa !== 'multi' || chunk.types[entry] !== TYPE.SOA || (chunk.flags[entry] & EntryFlag.Generic) !== 0)
    return NEVER;
  if (chunk.wordFirsts[entry + 1] - chunk.wordFirsts[entry] !== SOA_FIELDS) return NEVER;
  let open = NEVER;
  let closed = false;
  for (let i = 0; i < tokens.length; i += 3) {
    const kind = tokens[i];
    if (kind === TokenKind.Open) {
      if (open !== NEVER) return NEVER;
      open = i / 3;
    } else if (kind === TokenKind.Close) closed = true;
    else if (closed && kind !== TokenKind.Comment && kind !== TokenKind.LineEnd) return NEVER;
  }
  return open === NEVER ? NEVER : open + 1;
}

/**
 * Whether a record over several lines is read as it was. A line of it that begins like another record, in a parenthesis that is
 * closed, may be read as one once it has white space before it.
 */
function readsTheSame(
  { chunk, entry, start, end }: LogicalLine,
  edits: readonly OffsetEdit[],
  names: NameTable,
): boolean {
  let text = '';
  let at = start;
  for (const edit of edits) {
    text += chunk.text.slice(at, edit.start) + edit.newText;
    at = edit.end;
  }
  text += chunk.text.slice(at, end);
  let id = 0;
  const environment = { names, zoneClass: chunk.classes[entry], nextId: () => id++ };
  const parsed = parseText(text, initialState(names.unknown, chunk.classes[entry]), environment);
  const count = chunk.wordFirsts[entry + 1] - chunk.wordFirsts[entry];
  return (
    parsed.count === 1 &&
    parsed.kinds[0] === EntryKind.Record &&
    parsed.types[0] === chunk.types[entry] &&
    parsed.wordFirsts[1] === count &&
    !parsed.problems.some(({ rule }) => rule === 'zone/unbalanced-parentheses')
  );
}
