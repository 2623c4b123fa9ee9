/** Files that only the editor can read: virtual workspaces, and everything in a web worker. */
import type { Connection } from 'vscode-languageserver';
import type { DirectoryEntry, FileKind, FileSystem } from '../workspace/fileSystem.ts';
import { FILE_KIND, LIST_FOLDER, READ_FILE } from './protocol.ts';

/** Asks the client for files; what it cannot read is not there. Contents come as base64, which every transport carries. */
export function clientFileSystem(connection: Connection): FileSystem {
  const ask = async <T>(method: string, uri: string, none: T): Promise<T> => {
    try {
      return ((await connection.sendRequest(method, { uri })) as T | null) ?? none;
    } catch {
      // A client without these requests: only what it opens is read.
      return none;
    }
  };
  return {
    read: async (uri) => {
      const base64 = await ask<string | undefined>(READ_FILE, uri, undefined);
      if (base64 === undefined) return undefined;
      return Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
    },
    kind: (uri) => ask<FileKind | undefined>(FILE_KIND, uri, undefined),
    list: (uri) => ask<readonly DirectoryEntry[]>(LIST_FOLDER, uri, []),
  };
}

/** Files of the schemes in `here` by one file system, all others by another. */
export function byScheme(here: Readonly<Record<string, FileSystem>>, others: FileSystem): FileSystem {
  const pick = (uri: string): FileSystem => here[uri.slice(0, uri.indexOf(':'))] ?? others;
  return {
    read: (uri) => pick(uri).read(uri),
    kind: (uri) => pick(uri).kind(uri),
    list: (uri) => pick(uri).list(uri),
    facts: async (uri) => pick(uri).facts?.(uri),
  };
}
