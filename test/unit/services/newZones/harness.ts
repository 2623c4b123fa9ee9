/** Configurations in memory into which new zones are written; what stands in all files then. */
import assert from 'node:assert/strict';
import type { NewStatementsAnswer, NewStatementsParams } from '../../../../server/src/services/newZones/newZones.ts';
import { newStatements } from '../../../../server/src/services/newZones/newZones.ts';
import { TextBuffer } from '../../../../server/src/text/buffer.ts';
import { FOLDER, siteOf, uriOf } from '../../workspace/harness.ts';
import { edited } from '../zone/navigationHarness.ts';

const NOW = new Date(2026, 0, 21, 12, 0, 0);

type Asked = Omit<NewStatementsParams, 'uri'> & { readonly in?: string };

export type Files = Readonly<Record<string, string>>;

/** What the user is answered, and the files after the edit. */
export async function written(files: Files, { in: file = 'named.conf', ...params }: Asked) {
  const { workspace } = await siteOf(files);
  const [configuration] = workspace.configurationsOf(uriOf(file));
  assert.ok(configuration, file);
  const ask = () => newStatements(configuration, { uri: uriOf(file), ...params }, workspace, NOW);
  let answer = ask();
  if (!answer) {
    await workspace.settle();
    answer = ask();
  }
  assert.ok(answer, 'it is known where the file belongs');
  return { answer, after: 'reason' in answer ? files : applied(files, answer) };
}

function applied(files: Files, { edit }: NewStatementsAnswer): Files {
  const after: Record<string, string> = { ...files };
  for (const change of edit?.documentChanges ?? []) {
    if (!('edits' in change)) continue;
    const name = decodeURIComponent(change.textDocument.uri.slice(FOLDER.length + 1));
    after[name] = change.edits.reduce(
      (text, each) => ('newText' in each ? editedText(text, each) : text),
      after[name] ?? '',
    );
  }
  return after;
}

function editedText(text: string, edit: Parameters<typeof edited>[1][number]): string {
  return edited(new TextBuffer(text), [edit]);
}
