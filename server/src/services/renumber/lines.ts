/** Whole lines of records: copies with another address, and several records taken out at once. */

import type { FixEdit } from '../../rules/rule.ts';
import { lineAfter, lineStart, nextLineStart } from '../../rules/zone/support/edits.ts';
import type { ZoneRecord } from '../../zone/model.ts';

/** A part of a record with other text; offsets from the start of the file. */
interface Replaced {
  readonly start: number;
  readonly end: number;
  readonly newText: string;
}

/** A copy of a record with one of its words replaced, on the line behind it; undefined where something else stands on its line. */
export function copiedBehind(record: ZoneRecord, { start, end, newText }: Replaced): FixEdit | undefined {
  const { document, chunk, entry } = record;
  const from = chunk.offset + chunk.starts[entry];
  const to = chunk.offset + chunk.ends[entry];
  const line = lineStart(document, from);
  const { buffer } = document;
  if (buffer.slice(line, from).trim() !== '') return undefined;
  return lineAfter(document, to, `${buffer.slice(line, start)}${newText}${buffer.slice(end, to)}`);
}

/** The lines of an entry; undefined where something else than a comment stands on them. */
export function linesOf({
  document,
  chunk,
  entry,
}: Pick<ZoneRecord, 'document' | 'chunk' | 'entry'>): { start: number; end: number } | undefined {
  const from = chunk.offset + chunk.starts[entry];
  const to = chunk.offset + chunk.ends[entry];
  const [start, end] = [lineStart(document, from), nextLineStart(document, to)];
  const { buffer } = document;
  if (buffer.slice(start, from).trim() !== '' || !/^[ \t)]*(?:;[^\r\n]*)?[\r\n]*$/.test(buffer.slice(to, end))) {
    return undefined;
  }
  return { start, end };
}

/** Whether a comment stands behind a record. */
export function hasComment({ document, chunk, entry }: ZoneRecord): boolean {
  const end = chunk.offset + chunk.ends[entry];
  return document.buffer.slice(end, nextLineStart(document, end)).includes(';');
}
