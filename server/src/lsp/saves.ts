/** What happens when a file is saved: a zone whose records changed gets its next serial, or the user is asked. */
import type { TextDocumentSyncOptions, TextEdit } from 'vscode-languageserver';
import { t } from '../l10n.ts';
import type { FixEdit } from '../rules/rule.ts';
import { toWorkspaceEdit } from '../services/shared/fixes.ts';
import { toRange } from '../services/shared/ranges.ts';
import { normalUri } from '../workspace/paths.ts';
import type { Session } from './session.ts';

export const SAVE_SYNC: TextDocumentSyncOptions = { willSaveWaitUntil: true, save: { includeText: false } };

/** Takes in what is saved. */
export function serveSaves(session: Session): void {
  const { connection, client, workspace, failures, settings, saved, committed, updates } = session;

  connection.onWillSaveTextDocumentWaitUntil(({ textDocument }): TextEdit[] => {
    if (settings.serialOnSave !== 'always') return [];
    return failures.guard<TextEdit[]>(t`Raising the serial`, [], () => {
      const uri = normalUri(textDocument.uri);
      const buffer = workspace.bufferOf(uri);
      // The SOA of an included file's zone stands in another file, which is not being saved.
      const own = serialEdits(uri, session).filter((edit) => edit.uri === uri);
      return buffer ? own.map(({ start, end, newText }) => ({ range: toRange(buffer, start, end), newText })) : [];
    });
  });

  connection.onDidSaveTextDocument(({ textDocument: { uri } }) => {
    const edits = failures.guard(t`Raising the serial`, [], () => serialEdits(uri, session));
    failures.guard(t`Looking at a saved file`, undefined, () => {
      saved.saved(workspace.zonesOf(uri));
      workspace.previousChanged(uri, 'saved');
      committed.forget(uri);
    });
    updates.request();
    if (settings.serialOnSave !== 'ask' || edits.length === 0 || !client.makesEdits) return;
    offer(edits, session).catch((error: unknown) => failures.tell(t`Raising the serial`, error));
  });
}

/** The edits that the serials of a file's zones ask for when it is saved. */
function serialEdits(uri: string, { workspace, saved, settings, runtime }: Session): FixEdit[] {
  // What is saved is the text as it is now, before another edit comes.
  workspace.read(uri);
  const { serialFormat } = settings.forServices;
  return workspace.zonesOf(uri).flatMap((zone) => saved.edit(zone, serialFormat, runtime.now()) ?? []);
}

/** Makes the edits if the user wants them. */
async function offer(edits: readonly FixEdit[], { client, workspace }: Session): Promise<void> {
  const question = t`The records of this zone changed and its serial did not, so secondaries keep the old ones.`;
  if (!(await client.confirm(question, t`Raise the serial`))) return;
  const edit = toWorkspaceEdit(edits, (uri) => workspace.bufferOf(uri));
  if (edit) await client.edit(edit);
}
