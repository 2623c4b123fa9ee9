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

/** So many edits are sent as they are. An answer of a hundred thousands takes longer to write and to read than the text that they are about. */
const MOST_EDITS = 10_000;
/** More edits are joined to such as replace about so much text. */
const JOINED = 4096;

/** The same, some at a time. Very many are joined: the editor finds out by itself what stays. */
export function* textEditSteps(buffer: TextBuffer, edits: readonly OffsetEdit[]): Steps<TextEdit[]> {
  const made: TextEdit[] = [];
  const few = edits.length > MOST_EDITS ? yield* joined(buffer, edits) : edits;
  for (const { start, end, newText } of few) {
    made.push({ range: toRange(buffer, start, end), newText });
    if (made.length % STEP_EDITS === 0) yield;
  }
  return made;
}

/** Edits that do the same, each in the place of neighbours. */
function* joined(buffer: TextBuffer, edits: readonly OffsetEdit[]): Steps<OffsetEdit[]> {
  const fewer: OffsetEdit[] = [];
  for (let first = 0; first < edits.length; ) {
    const { start } = edits[first];
    let last = first;
    while (last + 1 < edits.length && edits[last + 1].end - start <= JOINED) last++;
    const { end } = edits[last];
    const moved = edits
      .slice(first, last + 1)
      .map((edit) => ({ ...edit, start: edit.start - start, end: edit.end - start }));
    fewer.push({ start, end, newText: applyEdits(buffer.slice(start, end), moved) });
    first = last + 1;
    if (fewer.length % 8 === 0) yield;
  }
  return fewer;
}
