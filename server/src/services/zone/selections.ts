/** Selection ranges in zone files: from the word at the cursor outwards to the file. */

import type { SelectionRange } from 'vscode-languageserver-types';
import type { Zone } from '../../workspace/zone.ts';
import { EntryKind, type ParsedChunk } from '../../zone/chunk.ts';
import type { ZoneDocument } from '../../zone/document.ts';
import { endOfLine } from '../../zone/scanner.ts';
import { type OffsetRange, toRange } from '../shared/ranges.ts';
import { cursorAt, type EntryPlace, type ZoneCursor } from './cursor.ts';

/**
 * For each offset: the word, the field of the RDATA, the RDATA, the record, the records of its owner, the section of its `$ORIGIN`, the file. What
 * is the same as the range inside it is left out.
 */
export function zoneSelections(zone: Zone, document: ZoneDocument, offsets: readonly number[]): SelectionRange[] {
  return offsets.map((offset) => {
    const file = { start: 0, end: document.buffer.length };
    const ranges = [...rangesAt(zone, document, offset), sectionAt(document, offset), file];
    let chosen: SelectionRange | undefined;
    let inner = file;
    for (const range of ranges.reverse()) {
      const holds =
        range.start <= offset && offset <= range.end && inner.start <= range.start && range.end <= inner.end;
      if (!holds || (chosen && range.start === inner.start && range.end === inner.end)) continue;
      chosen = { range: toRange(document.buffer, range.start, range.end), ...(chosen ? { parent: chosen } : {}) };
      inner = range;
    }
    return chosen!;
  });
}

/** From the inside to the outside. */
function rangesAt(zone: Zone, document: ZoneDocument, offset: number): OffsetRange[] {
  const comment = commentAt(document, offset);
  const cursor = cursorAt(zone, document, offset);
  if (!cursor) return comment ? [comment] : [];
  const ranges = comment ? [comment] : wordRanges(cursor);
  const { chunk, entry } = cursor;
  const first = chunk.wordFirsts[entry];
  const last = chunk.wordFirsts[entry + 1] - 1;
  if (chunk.kinds[entry] === EntryKind.Record && last >= first) ranges.push(wordsRange(chunk, first, last));
  ranges.push(entryRange(cursor), ownerRun(document, cursor));
  return ranges;
}

function wordRanges({ chunk, entry, start, end, text, span, kind }: ZoneCursor): OffsetRange[] {
  if (kind === 'gap' || kind === 'inherited-owner') return [];
  const inner = (end - start - text.length) >> 1;
  const ranges = [
    { start: start + inner, end: start + inner + text.length },
    { start, end },
  ];
  const first = chunk.wordFirsts[entry];
  if (span) ranges.push(wordsRange(chunk, first + span.firstWord, first + span.lastWord));
  return ranges;
}

/** From one word to another, their quotes included. */
function wordsRange(chunk: ParsedChunk, first: number, last: number): OffsetRange {
  const closing = chunk.wordQuoted[last] === 1 && chunk.text[chunk.wordEnds[last]] === '"' ? 1 : 0;
  const opening = chunk.wordQuoted[first] === 1 ? 1 : 0;
  return {
    start: chunk.offset + chunk.wordStarts[first] - opening,
    end: chunk.offset + chunk.wordEnds[last] + closing,
  };
}

/** A comment, where the offset is in one. */
function commentAt({ buffer }: ZoneDocument, offset: number): OffsetRange | undefined {
  const lineStart = buffer.lineStart(buffer.positionAt(offset).line);
  const index = buffer.chunkAt(lineStart);
  const { text } = buffer.chunks[index];
  const base = buffer.chunkStart(index);
  const end = endOfLine(text, lineStart - base);
  let quoted = false;
  for (let at = lineStart - base; at < Math.min(end, offset - base); at++) {
    const char = text[at];
    if (char === '\\') at++;
    else if (char === '"') quoted = !quoted;
    else if (char === ';' && !quoted) return { start: base + at, end: base + end };
  }
  return undefined;
}

function entryRange({ chunk, entry }: EntryPlace): OffsetRange {
  return { start: chunk.offset + chunk.starts[entry], end: chunk.offset + chunk.ends[entry] };
}

/** The records around an entry that have its owner, comments between them included. */
function ownerRun(document: ZoneDocument, place: EntryPlace): OffsetRange {
  const owner = place.chunk.owners[place.entry];
  if (place.chunk.kinds[place.entry] !== EntryKind.Record || owner < 0) return entryRange(place);
  const belongs = (chunk: ParsedChunk, entry: number): boolean =>
    chunk.kinds[entry] === EntryKind.Record && chunk.owners[entry] === owner;
  let first = place;
  for (let at = before(document, first); at && belongs(at.chunk, at.entry); at = before(document, at)) first = at;
  let last = place;
  for (let at = after(document, last); at && belongs(at.chunk, at.entry); at = after(document, at)) last = at;
  return { start: entryRange(first).start, end: entryRange(last).end };
}

/** From the `$ORIGIN` above `offset` to the next one. */
function sectionAt(document: ZoneDocument, offset: number): OffsetRange {
  let start = 0;
  for (const chunk of document.chunks) {
    for (let entry = 0; entry < chunk.count; entry++) {
      if (chunk.kinds[entry] !== EntryKind.Origin) continue;
      const at = chunk.offset + chunk.starts[entry];
      if (at > offset) return { start, end: at };
      start = at;
    }
  }
  return { start, end: document.buffer.length };
}

function before({ chunks }: ZoneDocument, { chunk, entry }: EntryPlace): EntryPlace | undefined {
  if (entry > 0) return { chunk, entry: entry - 1 };
  for (let index = chunks.indexOf(chunk) - 1; index >= 0; index--) {
    if (chunks[index].count > 0) return { chunk: chunks[index], entry: chunks[index].count - 1 };
  }
  return undefined;
}

function after({ chunks }: ZoneDocument, { chunk, entry }: EntryPlace): EntryPlace | undefined {
  if (entry + 1 < chunk.count) return { chunk, entry: entry + 1 };
  for (let index = chunks.indexOf(chunk) + 1; index < chunks.length; index++) {
    if (chunks[index].count > 0) return { chunk: chunks[index], entry: 0 };
  }
  return undefined;
}
