/** Settings that name files follow files and folders that are moved or renamed, as paths in zones and configurations do. */
import * as vscode from 'vscode';
import { followedSetting, type Move } from './movedPaths.ts';

/** The settings of files: lists of them, and tables of what is said of them. */
const SETTINGS = ['origins', 'configurations', 'serial.external', 'exclude'];

/** Follows the files; a move that is taken back is another one. */
export function followMovedFiles(): vscode.Disposable {
  return vscode.workspace.onDidRenameFiles(({ files }) => void follow(files).catch(() => undefined));
}

async function follow(files: vscode.FileRenameEvent['files']): Promise<void> {
  const moves = files.flatMap(movesOf);
  const settings = vscode.workspace.getConfiguration('bailiwick', files[0]?.newUri);
  for (const name of SETTINGS) {
    const set = settings.inspect(name);
    for (const [value, target] of [
      [set?.workspaceFolderValue, vscode.ConfigurationTarget.WorkspaceFolder],
      [set?.workspaceValue, vscode.ConfigurationTarget.Workspace],
      [set?.globalValue, vscode.ConfigurationTarget.Global],
    ] as const) {
      const after = followedSetting(value, moves);
      if (after !== undefined) await settings.update(name, after, target);
    }
  }
}

/** By its URI, by its path in its folder, and by that with the folder's name. */
function movesOf({ oldUri, newUri }: { readonly oldUri: vscode.Uri; readonly newUri: vscode.Uri }): Move[] {
  const moves: Move[] = [[oldUri.toString(), newUri.toString()]];
  if (!vscode.workspace.getWorkspaceFolder(oldUri)) return moves;
  const isInside = vscode.workspace.getWorkspaceFolder(newUri) !== undefined;
  for (const withFolder of [false, true]) {
    const to = isInside ? vscode.workspace.asRelativePath(newUri, withFolder) : newUri.toString();
    moves.push([vscode.workspace.asRelativePath(oldUri, withFolder), to]);
  }
  return moves;
}
