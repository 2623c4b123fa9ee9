/** Changes of a text by offsets, as formatting makes them. */
import type { TextEdit } from 'vscode-languageserver-types';
import type { TextBuffer } from '../text/buffer.ts';
import { toRange } from './convert.ts';

/** Text that is replaced; offsets are UTF-16 units. */
export interface OffsetEdit {
  readonly start: number;
  readonly end: number;
  readonly newText: string;
}

/** The text after the edits, which are in its order. */
export function applyEdits(text: string, edits: readonly OffsetEdit[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const { start, end, newText } of edits) {
    parts.push(text.slice(at, start), newText);
    at = end;
  }
  parts.push(text.slice(at));
  return parts.join('');
}

export function toTextEdits(buffer: TextBuffer, edits: readonly OffsetEdit[]): TextEdit[] {
  return edits.map(({ start, end, newText }) => ({ range: toRange(buffer, start, end), newText }));
}
