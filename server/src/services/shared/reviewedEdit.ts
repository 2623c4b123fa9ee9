/** Changes as one edit that an editor shows before it is made: what belongs together is confirmed together. */
import type { AnnotatedTextEdit, ChangeAnnotation, WorkspaceEdit } from 'vscode-languageserver-types';
import type { FixEdit } from '../../rules/rule.ts';
import { type BufferOf, toRange } from './ranges.ts';

/** What a group of changes is shown under. */
export interface ReviewGroup {
  readonly label: string;
  readonly description?: string;
}

/** A file that is made. */
export interface NewFile {
  readonly uri: string;
  readonly text: string;
  readonly group: string;
}

const START = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

/**
 * The edits by file, and the files to be made, each with its group to be confirmed; undefined where there are none, or where a file's text is
 * not at hand.
 */
export function reviewedEdit(
  edits: readonly (FixEdit & { readonly group: string })[],
  groups: Readonly<Record<string, ReviewGroup>>,
  bufferOf: BufferOf,
  files: readonly NewFile[] = [],
): WorkspaceEdit | undefined {
  const byFile = new Map<string, AnnotatedTextEdit[]>();
  const changeAnnotations: Record<string, ChangeAnnotation> = {};
  for (const { uri, start, end, newText, group } of edits) {
    const buffer = bufferOf(uri);
    if (!buffer) return undefined;
    const edit: AnnotatedTextEdit = { range: toRange(buffer, start, end), newText, annotationId: group };
    const same = byFile.get(uri);
    if (same) same.push(edit);
    else byFile.set(uri, [edit]);
    changeAnnotations[group] ??= { ...groups[group], needsConfirmation: true };
  }
  if (byFile.size + files.length === 0) return undefined;
  const documentChanges: NonNullable<WorkspaceEdit['documentChanges']> = [];
  for (const { uri, text, group } of files) {
    changeAnnotations[group] ??= { ...groups[group], needsConfirmation: true };
    const options = { overwrite: false, ignoreIfExists: false };
    documentChanges.push({ kind: 'create', uri, options, annotationId: group });
    documentChanges.push({
      textDocument: { uri, version: null },
      edits: [{ range: START, newText: text, annotationId: group }],
    });
  }
  for (const [uri, own] of byFile) documentChanges.push({ textDocument: { uri, version: null }, edits: own });
  return { documentChanges, changeAnnotations };
}
