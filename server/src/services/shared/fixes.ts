/** Code actions from the fixes of rules, and edits of several files as one. */
import { type CodeAction, CodeActionKind, type TextEdit, type WorkspaceEdit } from 'vscode-languageserver-types';
import type { Fix, FixEdit, Problem } from '../../rules/rule.ts';
import { toDiagnostic } from './diagnostics.ts';
import { type BufferOf, toRange } from './ranges.ts';

/** Problems of a selection whose fixes are offered, the first ones: nobody reads more, and an editor asks whenever all is selected. */
export const PROBLEMS_AT_ONCE = 100;

/** The edits by file; undefined where the text of one of the files is not at hand. */
export function toWorkspaceEdit(edits: readonly FixEdit[], bufferOf: BufferOf): WorkspaceEdit | undefined {
  const changes: Record<string, TextEdit[]> = {};
  for (const { uri, start, end, newText } of edits) {
    const buffer = bufferOf(uri);
    if (!buffer) return undefined;
    changes[uri] ??= [];
    changes[uri].push({ range: toRange(buffer, start, end), newText });
  }
  return { changes };
}

/** A code action that makes these edits; undefined where they cannot be made. */
export function editAction(
  title: string,
  kind: CodeActionKind,
  edits: readonly FixEdit[],
  bufferOf: BufferOf,
): CodeAction | undefined {
  const edit = edits.length > 0 ? toWorkspaceEdit(edits, bufferOf) : undefined;
  return edit && { title, kind, edit };
}

/** The fixes of a problem as quick fixes. */
export function fixActions(problem: Problem, fixes: readonly Fix[], bufferOf: BufferOf): CodeAction[] {
  const actions: CodeAction[] = [];
  for (const { title, edits, preferred } of fixes) {
    const action = editAction(title, CodeActionKind.QuickFix, edits, bufferOf);
    if (!action) continue;
    actions.push({
      ...action,
      diagnostics: [toDiagnostic(problem, bufferOf)],
      ...(preferred ? { isPreferred: true } : {}),
    });
  }
  return actions;
}
