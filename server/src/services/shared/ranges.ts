/** Between the engine's offsets and LSP's positions. */
import type { Range } from 'vscode-languageserver-types';
import type { TextBuffer } from '../../text/buffer.ts';

/** Finds a file's text; undefined where it is not at hand. */
export type BufferOf = (uri: string) => TextBuffer | undefined;

/** Offsets in UTF-16 units from the start of a file. */
export interface OffsetRange {
  readonly start: number;
  readonly end: number;
}

/** Offsets as an LSP range. */
export function toRange(buffer: TextBuffer, start: number, end: number): Range {
  return { start: buffer.positionAt(start), end: buffer.positionAt(Math.max(start, end)) };
}

/** An LSP range as offsets, in order. */
export function rangeToOffsets(buffer: TextBuffer, range: Range): OffsetRange {
  const start = buffer.offsetAt(range.start);
  const end = buffer.offsetAt(range.end);
  return { start: Math.min(start, end), end: Math.max(start, end) };
}
