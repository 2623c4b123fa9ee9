/** How the engine reads files: Node's file system, the editor's (virtual workspaces), or memory in tests. */

import type { FileFacts } from '../rules/conf/context.ts';

export type FileKind = 'file' | 'directory';

export interface DirectoryEntry {
  readonly name: string;
  readonly kind: FileKind;
}

/** Every function answers undefined (an empty list) where something is not there or may not be read; none rejects. */
export interface FileSystem {
  read(uri: string): Promise<Uint8Array | undefined>;
  kind(uri: string): Promise<FileKind | undefined>;
  list(uri: string): Promise<readonly DirectoryEntry[]>;
  /** Where something really lies, links followed; undefined where it is not there. Absent where there are no links. */
  realUri?(uri: string): Promise<string | undefined>;
  /** The names of all that is in a folder, links among them; what `list` gives where it is absent. */
  names?(uri: string): Promise<readonly string[]>;
  /** What is known of a file besides its text, where the file system knows such things. */
  facts?(uri: string): Promise<FileFacts | undefined>;
}

const strictUtf8 = new TextDecoder('utf-8', { fatal: true });
const latin1 = new TextDecoder('latin1');

/** A file's octets as text: UTF-8 (without its byte order mark) where they are that, Latin-1 otherwise, which every octet string is. */
export function decodeText(octets: Uint8Array): string {
  try {
    return strictUtf8.decode(octets);
  } catch {
    return latin1.decode(octets);
  }
}

/** Files in memory, by URI. */
export function memoryFileSystem(files: Readonly<Record<string, string | Uint8Array>>): FileSystem {
  const isDirectory = (uri: string): boolean =>
    Object.keys(files).some((name) => name.startsWith(`${uri.replace(/\/$/, '')}/`));
  return {
    read: async (uri) => {
      const content = files[uri];
      return typeof content === 'string' ? new TextEncoder().encode(content) : content;
    },
    kind: async (uri) => (uri in files ? 'file' : isDirectory(uri) ? 'directory' : undefined),
    list: async (uri) => {
      const prefix = `${uri.replace(/\/$/, '')}/`;
      const entries = new Map<string, FileKind>();
      for (const name of Object.keys(files)) {
        if (!name.startsWith(prefix)) continue;
        const [first, ...rest] = name.slice(prefix.length).split('/');
        entries.set(first, rest.length > 0 ? 'directory' : 'file');
      }
      return [...entries].map(([name, kind]) => ({ name, kind }));
    },
  };
}
