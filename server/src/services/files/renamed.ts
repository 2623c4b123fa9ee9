/** What has to change when files or folders get other places or names: the paths that lead to them, and those in them. */
import type { WorkspaceEdit } from 'vscode-languageserver-types';
import type { FixEdit } from '../../rules/rule.ts';
import type { Steps } from '../../steps.ts';
import type { Configuration } from '../../workspace/configuration.ts';
import { baseName, isWithinFolder, normalUri } from '../../workspace/paths.ts';
import { toWorkspaceEdit } from '../shared/fixes.ts';
import { type FileMention, type FileSurroundings, fileMentions } from './mentions.ts';
import { type FileMove, newPath } from './newPath.ts';

/** What a path may be without quotes, in configurations and in zones. */
const BARE = /^[A-Za-z0-9_./+-]+$/;

/** The edit to make before files move, in the files as they are named now; undefined where no path changes. */
export function* editForMoves(around: FileSurroundings, given: readonly FileMove[]): Steps<WorkspaceEdit | undefined> {
  const moves = given.map(({ from, to }) => ({ from: normalUri(from), to: normalUri(to) }));
  const edits: FixEdit[] = [];
  for (const mention of fileMentions(around, (configuration) => mayConcern(configuration, moves, around))) {
    if (!mention) {
      yield;
      continue;
    }
    const path = newPath(mention, moves);
    const edit = path === undefined ? undefined : pathEdit(mention, path, around);
    if (edit) edits.push(edit);
  }
  return edits.length > 0 ? toWorkspaceEdit(edits, (uri) => around.bufferOf(uri)) : undefined;
}

/** Whether paths in a configuration may change: it is moved itself, or it has the name of something that is. */
function mayConcern({ files, uri }: Configuration, moves: readonly FileMove[], around: FileSurroundings): boolean {
  return moves.some(
    ({ from }) =>
      isWithinFolder(uri, from) ||
      files.some((file) => isWithinFolder(file, from) || around.bufferOf(file)?.text().includes(baseName(from))),
  );
}

function pathEdit({ uri, start, end, text }: FileMention, path: string, around: FileSurroundings): FixEdit | undefined {
  const written = around.bufferOf(uri)?.slice(start, end);
  if (written === undefined || /["\\\r\n]/.test(path)) return undefined;
  const quote = written.startsWith('"') ? '"' : '';
  const inner = quote ? written.slice(1, written.endsWith('"') && written.length > 1 ? -1 : undefined) : written;
  // What is escaped is not written as it is read; the rest of a pattern stays.
  if (!inner.startsWith(text)) return undefined;
  const whole = path + inner.slice(text.length);
  return { uri, start, end, newText: quote !== '' || !BARE.test(whole) ? `"${whole}"` : whole };
}
