/** Changes as one edit that an editor shows before it is made: in groups that are ticked, but for what is optional. */
import type { AnnotatedTextEdit, ChangeAnnotation, TextDocumentEdit, WorkspaceEdit } from 'vscode-languageserver-types';
import { t } from '../../l10n.ts';
import type { FixEdit } from '../../rules/rule.ts';
import { type BufferOf, toRange } from './ranges.ts';

/** What a group of changes is shown under. */
export interface ReviewGroup {
  readonly label: string;
  readonly description?: string;
  /** True where it is not part of what was asked for: it is made where the user ticks it. */
  readonly isOptional?: boolean;
}

/** A file that is made. */
export interface NewFile {
  readonly uri: string;
  readonly text: string;
  readonly group: string;
}

type DocumentChanges = NonNullable<WorkspaceEdit['documentChanges']>;

const START = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
const REVIEW = 'review';

/**
 * The changes with their groups. VS Code shows an edit before it is made where one of its changes wants to be confirmed, and those that want it are not
 * ticked: what will be made wants nothing, and where nothing else does, a change that changes nothing has the edit shown.
 */
export function reviewed(
  documentChanges: DocumentChanges,
  groups: Readonly<Record<string, ReviewGroup>>,
  used: ReadonlySet<string>,
): WorkspaceEdit {
  const changeAnnotations: Record<string, ChangeAnnotation> = {};
  for (const group of used) {
    const { isOptional = false, ...shown } = groups[group];
    changeAnnotations[group] = { ...shown, needsConfirmation: isOptional };
  }
  const isShown = Object.values(changeAnnotations).some(({ needsConfirmation }) => needsConfirmation);
  const first = documentChanges.findIndex((change) => 'edits' in change);
  if (isShown || first < 0) return { documentChanges, changeAnnotations };
  changeAnnotations[REVIEW] = {
    label: t`Shown before it is made`,
    description: t`changes nothing itself`,
    needsConfirmation: true,
  };
  const { textDocument, edits } = documentChanges[first] as TextDocumentEdit;
  const shown = { range: START, newText: '', annotationId: REVIEW };
  return {
    documentChanges: documentChanges.with(first, { textDocument, edits: [shown, ...edits] }),
    changeAnnotations,
  };
}

/**
 * The edits by file, and the files to be made, each in its group; undefined where there are none, or where a file's text is
 * not at hand.
 */
export function reviewedEdit(
  edits: readonly (FixEdit & { readonly group: string })[],
  groups: Readonly<Record<string, ReviewGroup>>,
  bufferOf: BufferOf,
  files: readonly NewFile[] = [],
): WorkspaceEdit | undefined {
  const byFile = new Map<string, AnnotatedTextEdit[]>();
  const used = new Set<string>();
  for (const { uri, start, end, newText, group } of edits) {
    const buffer = bufferOf(uri);
    if (!buffer) return undefined;
    const edit: AnnotatedTextEdit = { range: toRange(buffer, start, end), newText, annotationId: group };
    const same = byFile.get(uri);
    if (same) same.push(edit);
    else byFile.set(uri, [edit]);
    used.add(group);
  }
  if (byFile.size + files.length === 0) return undefined;
  const documentChanges: DocumentChanges = [];
  for (const { uri, text, group } of files) {
    used.add(group);
    const options = { overwrite: false, ignoreIfExists: false };
    documentChanges.push({ kind: 'create', uri, options, annotationId: group });
    documentChanges.push({
      textDocument: { uri, version: null },
      edits: [{ range: START, newText: text, annotationId: group }],
    });
  }
  for (const [uri, own] of byFile) documentChanges.push({ textDocument: { uri, version: null }, edits: own });
  return reviewed(documentChanges, groups, used);
}
