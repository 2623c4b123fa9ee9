/** Edits as far as a client makes them: with or without groups to be confirmed, by file only, and without new files. */
import type { TextDocumentEdit, TextEdit, WorkspaceEdit } from 'vscode-languageserver';
import type { ClientTraits } from './traits.ts';

/** An edit as the client takes it; undefined where it cannot make a part of it. */
export function editFor(edit: WorkspaceEdit, traits: ClientTraits): WorkspaceEdit | undefined {
  const { documentChanges, changeAnnotations } = edit;
  if (!documentChanges) return edit;
  const makesFiles = documentChanges.some((change) => 'kind' in change);
  if (makesFiles && !(traits.documentChanges && traits.createsFiles)) return undefined;
  if (traits.documentChanges && traits.annotations) return edit;
  const optional = new Set(
    Object.entries(changeAnnotations ?? {}).flatMap(([id, { needsConfirmation }]) => (needsConfirmation ? id : [])),
  );
  const plain = documentChanges.flatMap((change) => {
    if ('kind' in change) {
      const { annotationId: _, ...rest } = change;
      return rest;
    }
    // What nobody can tick is not made, and what only has the edit shown does nothing.
    const edits = change.edits.flatMap((each) => plainEdit(each, optional));
    return edits.length > 0 ? { textDocument: change.textDocument, edits } : [];
  });
  if (traits.documentChanges) return { documentChanges: plain as NonNullable<WorkspaceEdit['documentChanges']> };
  const changes: Record<string, TextEdit[]> = {};
  for (const { textDocument, edits } of plain as TextDocumentEdit[]) {
    changes[textDocument.uri] = [...(changes[textDocument.uri] ?? []), ...(edits as TextEdit[])];
  }
  return { changes };
}

function plainEdit(edit: TextDocumentEdit['edits'][number], optional: ReadonlySet<string>): TextEdit[] {
  if (!('newText' in edit)) return [];
  if (!('annotationId' in edit)) return [edit];
  const { annotationId, range, newText } = edit;
  return optional.has(annotationId) ? [] : [{ range, newText }];
}
