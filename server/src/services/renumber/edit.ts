/** A renumbering as one edit, in groups that an editor shows before it makes them. */
import type { AnnotatedTextEdit, TextDocumentEdit, WorkspaceEdit } from 'vscode-languageserver-types';
import { prefixText } from '../../dns/prefixes.ts';
import { t } from '../../l10n.ts';
import type { Steps } from '../../steps.ts';
import { textEditSteps } from '../shared/offsetEdits.ts';
import type { BufferOf } from '../shared/ranges.ts';
import { type ReviewGroup, reviewed } from '../shared/reviewedEdit.ts';
import type { ChangeEdit, ChangeKind } from './changes.ts';
import { KIND_TITLES } from './kinds.ts';
import type { Renumbering } from './renumber.ts';

/** Edits of one file that are told apart by their kinds: more of them are joined, whatever they are. */
const MOST_EDITS = 10_000;

/** The edit; undefined where nothing changes, or where the text of a file is not at hand. */
export function* renumberEdit({ edits, pair }: Renumbering, bufferOf: BufferOf): Steps<WorkspaceEdit | undefined> {
  const documentChanges: TextDocumentEdit[] = [];
  const used = new Set<ChangeKind>();
  for (const [uri, own] of edits) {
    const buffer = bufferOf(uri);
    if (!buffer) return undefined;
    const annotated: AnnotatedTextEdit[] = [];
    for (const [kind, group] of groupsOf(own)) {
      used.add(kind);
      for (const edit of yield* textEditSteps(buffer, group)) annotated.push({ ...edit, annotationId: kind });
    }
    if (annotated.length > 0) documentChanges.push({ textDocument: { uri, version: null }, edits: annotated });
  }
  if (documentChanges.length === 0) return undefined;
  const description = t`${prefixText(pair.from)} becomes ${prefixText(pair.to)}`;
  const groups: Record<string, ReviewGroup> = {};
  for (const kind of used) groups[kind] = { label: KIND_TITLES[kind](), description };
  return reviewed(documentChanges, groups, used);
}

function groupsOf(edits: readonly ChangeEdit[]): Iterable<[ChangeKind, readonly ChangeEdit[]]> {
  if (edits.length > MOST_EDITS) return [[edits[0].kind, edits]];
  const groups = new Map<ChangeKind, ChangeEdit[]>();
  for (const edit of edits) {
    const own = groups.get(edit.kind);
    if (own) own.push(edit);
    else groups.set(edit.kind, [edit]);
  }
  return groups;
}
