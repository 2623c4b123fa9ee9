/** Configurations in memory for the tests of features: a workspace of files, one of which has the cursor. */
import assert from 'node:assert/strict';
import type { Range, TextEdit, WorkspaceEdit } from 'vscode-languageserver-types';
import { rangeToOffsets } from '../../../../server/src/services/shared/ranges.ts';
import type { TextBuffer } from '../../../../server/src/text/buffer.ts';
import type { Configuration } from '../../../../server/src/workspace/configuration.ts';
import { memoryFileSystem } from '../../../../server/src/workspace/fileSystem.ts';
import { Workspace } from '../../../../server/src/workspace/workspace.ts';
import { CURSOR, takeCursors } from '../zone/harness.ts';

const FOLDER = 'file:///etc/bind/';

/** The URI of a file of the tests. */
export function confUri(file: string): string {
  return `${FOLDER}${file}`;
}

export interface ConfSite {
  readonly workspace: Workspace;
  readonly configuration: Configuration;
  readonly uri: string;
  readonly offset: number;
  readonly buffer: TextBuffer;
  readonly lookup: { bufferOf(uri: string): TextBuffer | undefined; files(): readonly string[] };
}

/** Opens a workspace of files by name; the one with the cursor is looked at. */
export async function openSite(files: Readonly<Record<string, string>>): Promise<ConfSite> {
  const marked = Object.keys(files).find((file) => files[file].includes(CURSOR)) ?? 'named.conf';
  const cursor = files[marked].includes(CURSOR) ? takeCursors(files[marked]) : { text: files[marked], start: 0 };
  const texts = Object.fromEntries(
    Object.entries({ ...files, [marked]: cursor.text }).map(([k, v]) => [confUri(k), v]),
  );
  const workspace = new Workspace({ system: memoryFileSystem(texts) });
  await workspace.setFolders([FOLDER.replace(/\/$/, '')]);
  workspace.open(confUri(marked), cursor.text, 'named-conf');
  await workspace.settle();
  const uri = confUri(marked);
  const [configuration] = workspace.configurationsOf(uri);
  assert.ok(configuration, `${marked} is in no configuration`);
  const buffer = workspace.bufferOf(uri);
  assert.ok(buffer);
  return {
    workspace,
    configuration,
    uri,
    offset: cursor.start,
    buffer,
    lookup: { bufferOf: (each) => workspace.bufferOf(each), files: () => workspace.listed },
  };
}

/** The text of a range. */
export function textOf(buffer: TextBuffer, range: Range): string {
  const { start, end } = rangeToOffsets(buffer, range);
  return buffer.slice(start, end);
}

/** A text after edits. */
export function edited(buffer: TextBuffer, edits: readonly TextEdit[]): string {
  let text = buffer.text();
  const ordered = edits.map((edit) => ({ ...rangeToOffsets(buffer, edit.range), newText: edit.newText }));
  for (const { start, end, newText } of ordered.sort((a, b) => b.start - a.start)) {
    text = text.slice(0, start) + newText + text.slice(end);
  }
  return text;
}

/** The texts of the files, by name, after a workspace edit. */
export function editedFiles({ workspace }: ConfSite, edit: WorkspaceEdit): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const [uri, edits] of Object.entries(edit.changes ?? {})) {
    const buffer = workspace.bufferOf(uri);
    assert.ok(buffer);
    texts[uri.slice(FOLDER.length)] = edited(buffer, edits);
  }
  return texts;
}
