/** What happens when a file is saved: a zone whose records changed gets its next serial, or the user is asked. */
import type { TextDocumentSyncOptions, TextEdit } from 'vscode-languageserver';
import { t } from '../l10n.ts';
import type { FixEdit } from '../rules/rule.ts';
import { toWorkspaceEdit } from '../services/shared/fixes.ts';
import { toRange } from '../services/shared/ranges.ts';
import { nextSerialEdit, serialOf } from '../services/zone/serial.ts';
import { baseName, normalUri } from '../workspace/paths.ts';
import type { Zone } from '../workspace/zone.ts';
import type { Session } from './session.ts';

export const SAVE_SYNC: TextDocumentSyncOptions = { willSaveWaitUntil: true, save: { includeText: false } };

/** Takes in what is saved. */
export function serveSaves(session: Session): void {
  const { connection, client, workspace, failures, settings, saved, committed, updates, settingsFiles } = session;

  connection.onWillSaveTextDocumentWaitUntil(({ textDocument }): TextEdit[] => {
    if (settings.serialOnSave !== 'always') return [];
    return failures.guard<TextEdit[]>(t`Raising the serial`, [], () => {
      const uri = normalUri(textDocument.uri);
      const buffer = workspace.bufferOf(uri);
      // The SOA of an included file's zone stands in another file, which is not being saved.
      const own = unique(raises(uri, session).flatMap(({ edit }) => (edit.uri === uri ? edit : [])));
      return buffer ? own.map(({ start, end, newText }) => ({ range: toRange(buffer, start, end), newText })) : [];
    });
  });

  connection.onDidSaveTextDocument(({ textDocument: { uri } }) => {
    const wanted = failures.guard(t`Raising the serial`, [], () => raises(uri, session));
    failures.guard(t`Looking at a saved file`, undefined, () => {
      saved.saved(workspace.zonesOf(uri));
      workspace.previousChanged(uri, 'saved');
      committed.forget(uri);
      settingsFiles.fileChanged(uri);
    });
    updates.request();
    if (settings.serialOnSave !== 'ask' || wanted.length === 0 || !client.makesEdits) return;
    offer(uri, wanted, session).catch((error: unknown) => failures.tell(t`Raising the serial`, error));
  });
}

/** A serial that is to be raised. */
interface Raise {
  /** The zone, and its view. */
  readonly zone: string;
  readonly view: string;
  readonly from: number | undefined;
  readonly edit: FixEdit;
}

/** The serials of a file's zones that are to be raised when it is saved. */
function raises(uri: string, { workspace, saved, settings, runtime }: Session): Raise[] {
  // What is saved is the text as it is now, before another edit comes.
  workspace.read(uri);
  const { serialFormat } = settings.forServices;
  return workspace.zonesOf(uri).flatMap((zone) => {
    const edit = saved.edit(zone, serialFormat, runtime.now());
    return edit ? { zone: nameOf(zone), view: zone.options.view, from: serialOf(zone), edit } : [];
  });
}

function nameOf({ model, options }: Zone): string {
  return model.originKnown ? model.names.text(model.apex) : baseName(options.uri);
}

/** Raises the serials if the user wants it. */
async function offer(uri: string, wanted: readonly Raise[], session: Session): Promise<void> {
  const { client, workspace, runtime, settings } = session;
  const zones = [...new Set(wanted.map(({ zone }) => zone))];
  const question =
    zones.length === 1
      ? t`The records of ${zones[0]} changed and its serial did not, so secondaries keep the old ones.`
      : t`The records of ${zones[0]} and ${zones.length - 1} more zones changed and their serials did not, so secondaries keep the old ones.`;
  if (!(await client.confirm(question, t`Raise the serial`))) return;
  // The answer may have taken its time, and the file may be another one now.
  workspace.read(uri);
  const edits = workspace.zonesOf(uri).flatMap((zone) => {
    const same = wanted.find((each) => each.zone === nameOf(zone) && each.view === zone.options.view);
    if (!same || serialOf(zone) !== same.from) return [];
    const place = nextSerialEdit(zone, settings.forServices.serialFormat, runtime.now());
    return place ? { ...place, newText: same.edit.newText } : [];
  });
  if (edits.length === 0) return;
  const edit = toWorkspaceEdit(unique(edits), (file) => workspace.bufferOf(file));
  if (edit) await client.editAndSave(edit);
}

/** Several views may load one file, whose serial is raised once. */
function unique(edits: readonly FixEdit[]): FixEdit[] {
  return [...new Map(edits.map((edit) => [`${edit.uri} ${edit.start}`, edit])).values()];
}
