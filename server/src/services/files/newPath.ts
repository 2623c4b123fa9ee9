/** The path to write for a file that moved, as relative or absolute as the one that is written. */
import { URI } from 'vscode-uri';
import { folderOf, isWithinFolder, pathParts, resolvePath } from '../../workspace/paths.ts';
import type { FileMention } from './mentions.ts';

/** A file or folder that gets another place. */
export interface FileMove {
  readonly from: string;
  readonly to: string;
}

/** Where a file will be. */
export function movedUri(uri: string, moves: readonly FileMove[]): string {
  const move = moves.filter(({ from }) => isWithinFolder(uri, from)).sort((a, b) => b.from.length - a.from.length)[0];
  return move ? move.to + uri.slice(move.from.length) : uri;
}

/** The path that leads from where a mention will be to where its file will be; undefined where the one that is written does, or none is known. */
export function newPath({ text, target, bases }: FileMention, moves: readonly FileMove[]): string | undefined {
  const to = movedUri(target, moves);
  const base = text.startsWith('/') ? undefined : bases.find((each) => resolvePath(folderOf(each), text) === target);
  if (base === undefined) return to === target ? undefined : displaced(text, target, to);
  const newBase = folderOf(movedUri(base, moves));
  return resolvePath(newBase, text) === to ? undefined : relativePath(newBase, to);
}

/** A path whose first part stands for a folder of the workspace, which its last parts are below: the same with the other place in that folder. */
function displaced(text: string, from: string, to: string): string | undefined {
  const [written, there] = [pathParts(text), pathParts(URI.parse(from).path)];
  let same = 0;
  while (same < written.length && same < there.length && written.at(-1 - same) === there.at(-1 - same)) same++;
  if (same === 0) return undefined;
  const parts = written.slice(0, written.length - same);
  for (const part of stepsBetween(there.slice(0, there.length - same), pathParts(URI.parse(to).path))) {
    if (part !== '..') parts.push(part);
    else if (parts.length === 0 || parts.at(-1) === '..') return undefined;
    else parts.pop();
  }
  return `${text.startsWith('/') ? '/' : ''}${parts.join('/')}`;
}

function relativePath(folder: string, uri: string): string {
  return stepsBetween(pathParts(URI.parse(folder).path), pathParts(URI.parse(uri).path)).join('/') || '.';
}

function stepsBetween(folder: readonly string[], target: readonly string[]): string[] {
  let same = 0;
  while (same < folder.length && same < target.length && folder[same] === target[same]) same++;
  return [...folder.slice(same).map(() => '..'), ...target.slice(same)];
}
