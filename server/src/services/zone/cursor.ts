/** Finds what stands at an offset of a zone file: the entry, its token, and the RDATA field that the token belongs to. */
import { classCode } from '../../dns/classes.ts';
import { type FieldSpan, rdataLayout } from '../../dns/rdata.ts';
import { typeRow } from '../../dns/types.ts';
import type { Zone } from '../../workspace/zone.ts';
import { EntryFlag, EntryKind, type ParsedChunk, wordsOf } from '../../zone/chunk.ts';
import type { ZoneDocument } from '../../zone/document.ts';
import { recordAt, type ZoneRecord } from '../../zone/model.ts';
import { Scanner, TokenKind } from '../../zone/scanner.ts';

/** gap: white space, parentheses and comments on the lines of an entry. */
export type CursorKind =
  | 'owner'
  | 'inherited-owner'
  | 'ttl'
  | 'class'
  | 'type'
  | 'rdata'
  | 'directive'
  | 'argument'
  | 'gap';

export interface ZoneCursor {
  readonly kind: CursorKind;
  readonly document: ZoneDocument;
  readonly chunk: ParsedChunk;
  readonly entry: number;
  /** The token, quotes included; offsets in UTF-16 units from the start of the file. */
  readonly start: number;
  readonly end: number;
  /** The token's text, without quotes. */
  readonly text: string;
  /** The record that the entry is; undefined for directives and broken lines. */
  readonly record: ZoneRecord | undefined;
  /** For rdata and argument: which word, counted from 0; -1 elsewhere. */
  readonly word: number;
  /** For rdata: the field that the word belongs to. */
  readonly span: FieldSpan | undefined;
}

/** An entry's place: which chunk of the document, and which entry in it. */
export interface EntryPlace {
  readonly chunk: ParsedChunk;
  readonly entry: number;
}

/** What stands at `offset`; undefined on lines that hold no entry. A token's end counts as part of it. */
export function cursorAt(_zone: Zone, document: ZoneDocument, offset: number): ZoneCursor | undefined {
  const place = entryAt(document, offset);
  if (!place) return undefined;
  const { chunk, entry } = place;
  const token = tokenAt(document, place, offset - chunk.offset);
  const { kind, start, end } = token;
  const quoted = token.quoted === true;
  return {
    kind,
    document,
    chunk,
    entry,
    start: chunk.offset + start,
    end: chunk.offset + end,
    text: quoted
      ? chunk.text.slice(start + 1, chunk.text.charCodeAt(end - 1) === QUOTE ? end - 1 : end)
      : chunk.text.slice(start, end),
    record: chunk.kinds[entry] === EntryKind.Record ? recordAt(document, chunk, entry) : undefined,
    word: token.word ?? -1,
    span: kind === 'rdata' ? spanOf(chunk, entry, token.word ?? -1) : undefined,
  };
}

/** The entry on whose lines `offset` lies, from the start of its first line to the end of its last. */
export function entryAt(document: ZoneDocument, offset: number): EntryPlace | undefined {
  const { buffer, chunks } = document;
  const index = Math.min(buffer.chunkAt(offset), chunks.length - 1);
  const before = lastEntryFrom(chunks, index, offset);
  if (before) {
    const end = before.chunk.offset + before.chunk.ends[before.entry];
    if (offset <= end || sameLine(document, end, offset)) return before;
  }
  const after = firstEntryAfter(chunks, before, index);
  return after && sameLine(document, offset, after.chunk.offset + after.chunk.starts[after.entry]) ? after : undefined;
}

/** The entries that lie between two offsets, or touch one of them, in the order of the file. */
export function* entriesBetween(document: ZoneDocument, start: number, end: number): Generator<EntryPlace, void> {
  const { buffer, chunks } = document;
  const from = buffer.offsetAt({ line: buffer.positionAt(start).line, character: 0 });
  const before = lastEntryFrom(chunks, Math.min(buffer.chunkAt(start), chunks.length - 1), start);
  let index = before ? chunks.indexOf(before.chunk) : 0;
  for (let entry = before?.entry ?? 0; index < chunks.length; index++, entry = 0) {
    const chunk = chunks[index];
    if (chunk.offset > end) break;
    for (; entry < chunk.count; entry++) {
      const first = chunk.offset + chunk.starts[entry];
      // An entry begins with its line: a caret in the white space before it is on it.
      if (first > end && !sameLine(document, first, end)) return;
      if (chunk.offset + chunk.ends[entry] >= from) yield { chunk, entry };
    }
  }
}

function sameLine({ buffer }: ZoneDocument, a: number, b: number): boolean {
  return buffer.positionAt(a).line === buffer.positionAt(b).line;
}

/** The last entry that begins at or before `offset`, in chunk `index` or one before it. */
function lastEntryFrom(chunks: readonly ParsedChunk[], index: number, offset: number): EntryPlace | undefined {
  for (let i = index; i >= 0; i--) {
    const chunk = chunks[i];
    let low = 0;
    let high = chunk.count;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (chunk.starts[middle] <= offset - chunk.offset) low = middle + 1;
      else high = middle;
    }
    if (low > 0) return { chunk, entry: low - 1 };
  }
  return undefined;
}

function firstEntryAfter(
  chunks: readonly ParsedChunk[],
  before: EntryPlace | undefined,
  index: number,
): EntryPlace | undefined {
  if (before && before.entry + 1 < before.chunk.count) return { chunk: before.chunk, entry: before.entry + 1 };
  // A line ends with its chunk, so what follows on the same line is in the same chunk.
  const next = chunks[index];
  return next && next !== before?.chunk && next.count > 0 ? { chunk: next, entry: 0 } : undefined;
}

const QUOTE = 0x22;

interface Token {
  readonly kind: CursorKind;
  readonly start: number;
  readonly end: number;
  readonly word?: number;
  readonly quoted?: boolean;
}

/** The token at `at`, an offset relative to the chunk. */
function tokenAt(document: ZoneDocument, { chunk, entry }: EntryPlace, at: number): Token {
  const start = chunk.starts[entry];
  const isRecord = chunk.kinds[entry] === EntryKind.Record;
  const within = (from: number, to: number): boolean => from >= 0 && from <= at && at <= to;
  if (within(chunk.ownerStarts[entry], chunk.ownerEnds[entry])) {
    return { kind: 'owner', start: chunk.ownerStarts[entry], end: chunk.ownerEnds[entry] };
  }
  const word = wordAt(chunk, entry, at);
  if (word) return { ...word, kind: chunk.kinds[entry] === EntryKind.Record ? 'rdata' : 'argument' };
  if (isRecord) {
    if (within(chunk.ttlStarts[entry], chunk.ttlEnds[entry])) {
      return { kind: 'ttl', start: chunk.ttlStarts[entry], end: chunk.ttlEnds[entry] };
    }
    if (within(chunk.typeStarts[entry], chunk.typeEnds[entry])) {
      return { kind: 'type', start: chunk.typeStarts[entry], end: chunk.typeEnds[entry] };
    }
    const inherits = (chunk.flags[entry] & EntryFlag.InheritedOwner) !== 0;
    if (inherits && at < start) {
      const lineStart = document.buffer.lineStart(document.buffer.positionAt(chunk.offset + start).line) - chunk.offset;
      return { kind: 'inherited-owner', start: Math.max(0, lineStart), end: start };
    }
    const klass = classWord(chunk, entry, at);
    if (klass) return klass;
  } else if (chunk.kinds[entry] !== EntryKind.Broken && at >= start) {
    const scanner = new Scanner(chunk.text, start);
    if (scanner.next() === TokenKind.Word && at <= scanner.end) return { kind: 'directive', start, end: scanner.end };
  }
  return { kind: 'gap', start: at, end: at };
}

function wordAt(chunk: ParsedChunk, entry: number, at: number): Omit<Token, 'kind'> | undefined {
  const first = chunk.wordFirsts[entry];
  for (let i = first; i < chunk.wordFirsts[entry + 1]; i++) {
    const quoted = chunk.wordQuoted[i] === 1;
    const start = chunk.wordStarts[i] - (quoted ? 1 : 0);
    const closed = quoted && chunk.text.charCodeAt(chunk.wordEnds[i]) === QUOTE;
    const end = chunk.wordEnds[i] + (closed ? 1 : 0);
    if (start <= at && at <= end) return { start, end, word: i - first, quoted };
  }
  return undefined;
}

/** The class has no column of its own: it is the word before the type that is no TTL. */
function classWord(chunk: ParsedChunk, entry: number, at: number): Token | undefined {
  if ((chunk.flags[entry] & EntryFlag.ExplicitClass) === 0) return undefined;
  const from = chunk.ownerStarts[entry] >= 0 ? chunk.ownerEnds[entry] : chunk.starts[entry];
  const scanner = new Scanner(chunk.text, from);
  while (scanner.end < chunk.typeStarts[entry] && scanner.next() !== TokenKind.End) {
    if (scanner.kind !== TokenKind.Word || at < scanner.start || at > scanner.end) continue;
    const { start, end } = scanner;
    if (start < chunk.typeStarts[entry] && classCode(chunk.text.slice(start, end)) !== undefined) {
      return { kind: 'class', start, end };
    }
  }
  return undefined;
}

function spanOf(chunk: ParsedChunk, entry: number, word: number): FieldSpan | undefined {
  const row = typeRow(chunk.types[entry], chunk.classes[entry]);
  return rdataLayout(row, wordsOf(chunk, entry)).find(
    ({ firstWord, lastWord }) => firstWord <= word && word <= lastWord,
  );
}
