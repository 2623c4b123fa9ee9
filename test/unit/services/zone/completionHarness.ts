/** Completion as a user sees it: labels in the order in which they are shown, and the text after an item was taken. */
import assert from 'node:assert/strict';
import type { CompletionItem, CompletionList } from 'vscode-languageserver-types';
import type { CompletionOptions } from '../../../../server/src/services/shared/drafts.ts';
import { rangeToOffsets } from '../../../../server/src/services/shared/ranges.ts';
import { zoneCompletion } from '../../../../server/src/services/zone/completion/completion.ts';
import { openAt, type Place, uriOf, type ZoneSpec } from './harness.ts';

export const PLAIN: CompletionOptions = { snippets: false, insertReplace: false };
export const SNIPPETS: CompletionOptions = { snippets: true, insertReplace: false };

export interface Completed extends Place {
  readonly list: CompletionList;
  readonly labels: readonly string[];
}

/** The completion at the cursor. `unread` are further files of the workspace. */
export function complete(
  files: Readonly<Record<string, string>>,
  specs: readonly ZoneSpec[],
  options: CompletionOptions = PLAIN,
  unread: readonly string[] = [],
): Completed {
  const place = openAt(files, specs);
  const { zone, document, start, lookup, zones, buffers } = place;
  const known = [...buffers.keys(), ...unread.map((file) => uriOf(file))];
  const list = zoneCompletion(zone, document, start, { ...lookup, zones: () => zones, files: () => known }, options);
  const typed = (item: CompletionItem): string => {
    const { start: from } = rangeToOffsets(document.buffer, rangeOf(item));
    return document.buffer.slice(from, start).toLowerCase();
  };
  // As an editor does: what the typed text does not stand in is not shown.
  const shown = list.items.filter((item) => (item.filterText ?? item.label).toLowerCase().includes(typed(item)));
  const order = (item: CompletionItem): string => {
    const begins = (item.filterText ?? item.label).toLowerCase().startsWith(typed(item));
    return `${begins ? 0 : 1} ${item.sortText ?? item.label}`;
  };
  shown.sort((a, b) => (order(a) < order(b) ? -1 : 1));
  return { ...place, list, labels: shown.map(({ label }) => label) };
}

function rangeOf(item: CompletionItem) {
  assert.ok(item.textEdit);
  return 'range' in item.textEdit ? item.textEdit.range : item.textEdit.replace;
}

/** The file with the cursor after the item was taken. */
export function taken({ list, document }: Completed, label: string): string {
  const item = list.items.find((candidate) => candidate.label === label);
  assert.ok(item?.textEdit, `no item "${label}" among: ${list.items.map((each) => each.label).join(' | ')}`);
  const { start, end } = rangeToOffsets(document.buffer, rangeOf(item));
  const text = document.buffer.text();
  return text.slice(0, start) + item.textEdit.newText + text.slice(end);
}
