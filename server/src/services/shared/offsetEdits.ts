/** Changes of a text by offsets, as formatting makes them. */
import type { TextEdit } from 'vscode-languageserver-types';
import { finish, type Steps } from '../../steps.ts';
import type { TextBuffer } from '../../text/buffer.ts';
import { toRange } from './ranges.ts';

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

/** Edits as LSP has them. */
export function toTextEdits(buffer: TextBuffer, edits: readonly OffsetEdit[]): TextEdit[] {
  return finish(textEditSteps(buffer, edits));
}

/** Edits that are made in one step. */
const STEP_EDITS = 1024;

/** The same, some at a time. */
export function* textEditSteps(buffer: TextBuffer, edits: readonly OffsetEdit[]): Steps<TextEdit[]> {
  const made: TextEdit[] = [];
  for (const { start, end, newText } of edits) {
    made.push({ range: toRange(buffer, start, end), newText });
    if (made.length % STEP_EDITS === 0) yield;
  }
  return made;
}
