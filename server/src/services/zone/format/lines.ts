/** A parsed zone file as the formatter sees it: logical lines with their tokens. */

import { EntryKind, type ParsedChunk } from '../../../zone/chunk.ts';
import { endOfLine, nextLine, Scanner, TokenKind } from '../../../zone/scanner.ts';

export const LineKind = {
  /** Nothing but white space. */
  Blank: 0,
  /** A comment on a line of its own. */
  Comment: 1,
  Directive: 2,
  Record: 3,
  /** Something is wrong with it, or it is written in a way that has no columns: it stays as it is. */
  Verbatim: 4,
} as const;
export type LineKind = (typeof LineKind)[keyof typeof LineKind];

/** A record or directive with all lines that it runs over, or one line of something else. Offsets count from the start of the chunk. */
export interface LogicalLine {
  readonly kind: LineKind;
  readonly chunk: ParsedChunk;
  /** Its entry in the chunk; -1 where it is none. */
  readonly entry: number;
  readonly start: number;
  /** After its line end. */
  readonly end: number;
  /** Three numbers for each token that is not white space (kind, start, end), line ends included; empty for what stays as it is. */
  readonly tokens: readonly number[];
  /** How many tokens stand before the type: owner, TTL and class. */
  readonly header: number;
  /** True where it runs over several lines. */
  readonly multiLine: boolean;
}

const NO_TOKENS: readonly number[] = [];

/** The logical lines that begin in a chunk, in order. */
export function linesOf(chunk: ParsedChunk): LogicalLine[] {
  const { text } = chunk;
  const limit = chunk.chunk.text.length;
  const lines: LogicalLine[] = [];
  let at = Math.min(chunk.stateBefore.skip, limit);
  let entry = 0;
  while (at < limit) {
    const end = nextLine(text, at);
    const line =
      entry < chunk.count && chunk.starts[entry] < end ? entryLine(chunk, entry++, at) : otherLine(chunk, at, end);
    lines.push(line);
    at = line.end;
  }
  return lines;
}

/** A line that holds no entry. */
function otherLine(chunk: ParsedChunk, start: number, end: number): LogicalLine {
  const { text } = chunk;
  let at = start;
  while (text.charCodeAt(at) === 0x20 || text.charCodeAt(at) === 0x09) at++;
  const kind =
    at === endOfLine(text, start)
      ? LineKind.Blank
      : text.charCodeAt(at) === 0x3b
        ? LineKind.Comment
        : LineKind.Verbatim;
  return { kind, chunk, entry: -1, start, end, tokens: NO_TOKENS, header: 0, multiLine: false };
}

function entryLine(chunk: ParsedChunk, entry: number, start: number): LogicalLine {
  const { text } = chunk;
  const last = chunk.ends[entry];
  const scanner = new Scanner(text, start);
  const tokens: number[] = [];
  let depth = 0;
  let pairs = 0;
  let sound = true;
  let breaks = 0;
  for (let kind = scanner.next(); kind !== TokenKind.End; kind = scanner.next()) {
    if (kind === TokenKind.Space) continue;
    tokens.push(kind, scanner.start, scanner.end);
    if (kind === TokenKind.Open) {
      depth++;
      pairs++;
    } else if (kind === TokenKind.Close) {
      if (depth === 0) sound = false;
      else depth--;
    } else if (kind === TokenKind.LineEnd) {
      // A parenthesis that is never closed ends before the next record, by the parser's judgement.
      if (scanner.start >= last) break;
      breaks++;
    } else if ((kind === TokenKind.Quoted || (kind === TokenKind.Word && scanner.pair)) && !scanner.closed) {
      sound = false;
    }
  }
  const open = depth > 0;
  const end = open ? endOfUnclosed(chunk, entry, scanner.end) : scanner.end;
  const header = sound && !open ? headerOf(chunk, entry, tokens) : -1;
  const multiLine = breaks > 0;
  const kind = kindOf(chunk, entry, header, tokens[header * 3 + 2], multiLine || pairs > 0);
  if (kind === LineKind.Verbatim) {
    return { kind, chunk, entry, start, end, tokens: NO_TOKENS, header: 0, multiLine };
  }
  return { kind, chunk, entry, start, end, tokens, header, multiLine };
}

function kindOf(chunk: ParsedChunk, entry: number, header: number, firstEnd: number, parenthesized: boolean): LineKind {
  // Behind an open parenthesis the parser takes a line for a record only where white space follows its type: that of a line which
  // ends there cannot go.
  if (header < 0 || chunk.ends[entry] === firstEnd) return LineKind.Verbatim;
  const kind = chunk.kinds[entry];
  if (kind === EntryKind.Record) return LineKind.Record;
  // What no server knows is left alone, and so is a directive in parentheses, which nobody writes.
  const known = kind !== EntryKind.Broken && kind !== EntryKind.UnknownDirective;
  return known && !parenthesized ? LineKind.Directive : LineKind.Verbatim;
}

/** Where an entry whose parenthesis is never closed ends: where the next one begins, else where the parser went on. */
function endOfUnclosed(chunk: ParsedChunk, entry: number, scanned: number): number {
  const { text } = chunk;
  if (entry + 1 >= chunk.count) return Math.max(scanned, chunk.chunk.text.length);
  let at = chunk.starts[entry + 1];
  while (at > 0 && text.charCodeAt(at - 1) !== 0x0a && text.charCodeAt(at - 1) !== 0x0d) at--;
  return Math.max(scanned, at);
}

/** How many tokens stand before a record's type; -1 where they have parentheses, or no white space, between them. */
function headerOf(chunk: ParsedChunk, entry: number, tokens: readonly number[]): number {
  if (chunk.kinds[entry] !== EntryKind.Record) return 0;
  const type = chunk.typeStarts[entry];
  for (let i = 0; i < tokens.length; i += 3) {
    if (tokens[i + 1] === type) return i / 3;
    const isWord = tokens[i] === TokenKind.Word || tokens[i] === TokenKind.Quoted;
    if (!isWord || tokens[i + 2] === tokens[i + 4]) return -1;
  }
  return -1;
}
