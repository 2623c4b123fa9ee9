/**
 * The line that is being typed, as words before, at and behind the cursor. The parser reads whole lines and gives up on half of one;
 * completion and signature help have to know which word comes next.
 */
import { type NameId, type NameTable, NO_NAME } from '../../../dns/names.ts';
import { EntryKind, type ParsedChunk } from '../../../zone/chunk.ts';
import type { ZoneDocument } from '../../../zone/document.ts';
import { Scanner, TokenKind } from '../../../zone/scanner.ts';

/** A word; offsets in UTF-16 units from the start of the file, quotes included. */
export interface LineWord {
  /** Without its quotes. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly quoted: boolean;
}

export interface TypedLine {
  /** The offset of its first character. With parentheses the line begins some lines above the cursor. */
  readonly start: number;
  /** True where it begins with white space, so that the owner is the one of the record before. */
  readonly indented: boolean;
  readonly before: readonly LineWord[];
  /** The word that the cursor is in, or that it touches. */
  readonly current: LineWord | undefined;
  /** What follows on the cursor's own line of text. */
  readonly after: readonly LineWord[];
  /** True where the cursor is between quotes. */
  readonly inQuotes: boolean;
  readonly inComment: boolean;
  /** The origin in force; negative where there is none. */
  readonly origin: NameId;
  /** The owner of the line: written in it or inherited; negative where there is none. */
  readonly owner: NameId;
}

/** Takes apart the line around `offset`. */
export function typedLine(document: ZoneDocument, offset: number, names: NameTable): TypedLine {
  const { buffer } = document;
  const place = lastEntry(document, offset);
  const from = place ? lineStartOf(document, place.chunk.offset + place.chunk.starts[place.entry]) : 0;
  const to = buffer.offsetAt({ line: buffer.positionAt(offset).line, character: Number.MAX_SAFE_INTEGER });
  const text = buffer.slice(from, to);
  const words = scanLine(text, offset - from);
  const start = from + words.start;
  const shifted = (word: LineWord): LineWord => ({ ...word, start: from + word.start, end: from + word.end });
  const before = words.before.map(shifted);
  const current = words.current && shifted(words.current);
  const first = text.charCodeAt(words.start);
  // What is typed before the white space is an owner.
  const indented = (first === 0x20 || first === 0x09) && offset > start;
  const origin = originAt(document, place, start);
  const written = indented ? undefined : (before[0] ?? current);
  return {
    start,
    indented,
    before,
    current,
    after: words.after.map(shifted),
    inQuotes: words.inQuotes,
    inComment: words.inComment,
    origin,
    owner: written ? names.fromText(written.text, origin) : inheritedOwner(document, place),
  };
}

interface Scanned {
  start: number;
  before: LineWord[];
  current: LineWord | undefined;
  after: LineWord[];
  inQuotes: boolean;
  inComment: boolean;
}

/** Reads `text` from the start of an entry on; `at` is the cursor. */
function scanLine(text: string, at: number): Scanned {
  const line: Scanned = { start: 0, before: [], current: undefined, after: [], inQuotes: false, inComment: false };
  const scanner = new Scanner(text);
  let depth = 0;
  for (let kind = scanner.next(); kind !== TokenKind.End; kind = scanner.next()) {
    const { start, end } = scanner;
    if (kind === TokenKind.Open) depth++;
    else if (kind === TokenKind.Close) depth = Math.max(0, depth - 1);
    else if (kind === TokenKind.Comment) line.inComment = start < at && at <= end;
    else if (kind === TokenKind.LineEnd && depth === 0 && end <= at) {
      line.start = end;
      line.before = [];
    } else if (kind === TokenKind.Word || kind === TokenKind.Quoted) takeWord(line, scanner, at);
  }
  return line;
}

function takeWord(line: Scanned, scanner: Scanner, at: number): void {
  const { start, end, text, closed } = scanner;
  const quoted = scanner.kind === TokenKind.Quoted;
  const inner = quoted ? text.slice(start + 1, closed ? end - 1 : end) : text.slice(start, end);
  const word = { text: inner, start, end, quoted };
  if (end < at) line.before.push(word);
  else if (start > at || line.current) line.after.push(word);
  else {
    line.current = word;
    const open = quoted || scanner.pair ? text.indexOf('"', start) : -1;
    line.inQuotes = open >= 0 && open < at && (at < end || !closed);
  }
}

interface EntryPlace {
  readonly chunk: ParsedChunk;
  readonly entry: number;
}

/** The last entry that begins at or before `offset`. */
function lastEntry({ buffer, chunks }: ZoneDocument, offset: number): EntryPlace | undefined {
  for (let i = Math.min(buffer.chunkAt(offset), chunks.length - 1); i >= 0; i--) {
    const chunk = chunks[i];
    let low = 0;
    let high = chunk.count;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (chunk.offset + chunk.starts[middle] <= offset) low = middle + 1;
      else high = middle;
    }
    if (low > 0) return { chunk, entry: low - 1 };
  }
  return undefined;
}

function lineStartOf({ buffer }: ZoneDocument, offset: number): number {
  return buffer.lineStart(buffer.positionAt(offset).line);
}

function originAt({ chunks }: ZoneDocument, place: EntryPlace | undefined, lineStart: number): NameId {
  if (!place) return chunks[0]?.stateBefore.origin ?? NO_NAME;
  const { chunk, entry } = place;
  const isBefore = chunk.offset + chunk.starts[entry] < lineStart;
  const changed = isBefore && chunk.kinds[entry] === EntryKind.Origin && chunk.targets[entry] >= 0;
  return changed ? chunk.targets[entry] : chunk.origins[entry];
}

function inheritedOwner({ chunks }: ZoneDocument, place: EntryPlace | undefined): NameId {
  if (!place) return chunks[0]?.stateBefore.owner ?? NO_NAME;
  const { chunk } = place;
  for (let entry = place.entry; entry >= 0; entry--) if (chunk.owners[entry] >= 0) return chunk.owners[entry];
  return chunk.stateBefore.owner;
}
