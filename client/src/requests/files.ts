/** Files that only the editor can read, for the language server: virtual workspaces, and everything on the web. */
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { FILE_KIND, LIST_FOLDER, READ_FILE } from '../../../server/src/lsp/protocol.ts';
import type { DirectoryEntry, FileKind } from '../../../server/src/workspace/fileSystem.ts';

const CHUNK = 0x8000;

function toBase64(octets: Uint8Array): string {
  let binary = '';
  for (let i = 0; i < octets.length; i += CHUNK) binary += String.fromCharCode(...octets.subarray(i, i + CHUNK));
  return btoa(binary);
}

/** One of the server's requests. */
interface AboutFile {
  readonly uri: string;
}

function kindOf(type: vscode.FileType): FileKind {
  return (type & vscode.FileType.Directory) !== 0 ? 'directory' : 'file';
}

/** Answers null where something is not there: the server asks for many files that may not be. */
async function orNull<T>(read: () => Thenable<T>): Promise<T | null> {
  try {
    return await read();
  } catch {
    return null;
  }
}

/** Serves the language server's requests for files. */
export function serveFiles(client: BaseLanguageClient): vscode.Disposable[] {
  const parse = ({ uri }: AboutFile): vscode.Uri => vscode.Uri.parse(uri, true);
  return [
    client.onRequest(READ_FILE, (params: AboutFile) =>
      orNull(async () => toBase64(await vscode.workspace.fs.readFile(parse(params)))),
    ),
    client.onRequest<FileKind | null, unknown>(FILE_KIND, (params: AboutFile) =>
      orNull<FileKind>(async () => {
        const { type } = await vscode.workspace.fs.stat(parse(params));
        return kindOf(type);
      }),
    ),
    client.onRequest(LIST_FOLDER, (params: AboutFile) =>
      orNull<DirectoryEntry[]>(async () => {
        const entries = await vscode.workspace.fs.readDirectory(parse(params));
        return entries.map(([name, type]) => ({
          name,
          kind: kindOf(type),
        }));
      }),
    ),
  ];
}
