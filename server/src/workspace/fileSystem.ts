/** How the engine reads files: Node's file system, the editor's (virtual workspaces), or memory in tests. */

import type { FileFacts } from '../rules/conf/context.ts';

export type FileKind = 'file' | 'directory';

export interface DirectoryEntry {
  readonly name: string;
  readonly kind: FileKind;
  /** True for a link; `kind` is what it leads to. Those that lead nowhere are not listed. */
  readonly isLink?: boolean;
}

/** Every function answers undefined (an empty list) where something is not there or may not be read; none rejects. */
export interface FileSystem {
  read(uri: string): Promise<Uint8Array | undefined>;
  kind(uri: string): Promise<FileKind | undefined>;
  /** The first octets of a file, `count` or fewer, where they can be read without the rest. */
  head?(uri: string, count: number): Promise<Uint8Array | undefined>;
  list(uri: string): Promise<readonly DirectoryEntry[]>;
  /** Where something really lies, links followed; undefined where it is not there. Absent where there are no links. */
  realUri?(uri: string): Promise<string | undefined>;
  /** The names of all that is in a folder, links among them; what `list` gives where it is absent. */
  names?(uri: string): Promise<readonly string[]>;
  /** What is known of a file besides its text, where the file system knows such things. */
  facts?(uri: string): Promise<FileFacts | undefined>;
}

const strictUtf8 = new TextDecoder('utf-8', { fatal: true });

/** How a file is saved: so that servers read it as it is, as UTF-8 behind a byte order mark, or as UTF-16. An editor does not show it. */
export type Encoding = 'plain' | 'utf-8-mark' | 'utf-16le' | 'utf-16be';

/** Octets of a file that tell its encoding. */
export const ENCODING_HEAD = 64;
/** With fewer octets nothing is concluded from zeros. */
const LEAST_FOR_ZEROS = 8;

/** The encoding of a file by its first octets. */
export function encodingOf(head: Uint8Array): Encoding {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8-mark';
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  if (head.length < LEAST_FOR_ZEROS) return 'plain';
  if (isAsciiBesideZeros(head, 0)) return 'utf-16le';
  return isAsciiBesideZeros(head, 1) ? 'utf-16be' : 'plain';
}

/** True where each second octet, from `first` on, is ASCII text and the others are zero. */
function isAsciiBesideZeros(head: Uint8Array, first: 0 | 1): boolean {
  const end = Math.min(head.length, ENCODING_HEAD) & ~1;
  for (let at = 0; at < end; at += 2) {
    const octet = head[at + first];
    if (head[at + 1 - first] !== 0 || octet > 0x7e || (octet < 0x20 && (octet < 0x09 || octet > 0x0d))) return false;
  }
  return true;
}

/** A file's octets as text, and how it is saved. */
export interface DecodedText {
  readonly text: string;
  readonly encoding: Encoding;
}

/** The same as `decodeText`, with the encoding. */
export function decode(octets: Uint8Array): DecodedText {
  const encoding = encodingOf(octets);
  if (encoding === 'utf-16le' || encoding === 'utf-16be')
    return { text: new TextDecoder(encoding).decode(octets), encoding };
  try {
    return { text: strictUtf8.decode(octets), encoding };
  } catch {
    return { text: new TextDecoder('latin1').decode(octets), encoding: 'plain' };
  }
}

/** A file's octets as text: UTF-16 or UTF-8 (without byte order mark) where they are that, Latin-1 otherwise, which every octet string is. */
export function decodeText(octets: Uint8Array): string {
  return decode(octets).text;
}

/** The same file system, with these contents in the place of files or beside them, by their URIs. */
export function withContents(system: FileSystem, contents: ReadonlyMap<string, Uint8Array>): FileSystem {
  const { head } = system;
  return {
    ...system,
    read: async (uri) => contents.get(uri) ?? system.read(uri),
    kind: async (uri) => (contents.has(uri) ? 'file' : system.kind(uri)),
    ...(head && { head: async (uri, count) => contents.get(uri)?.subarray(0, count) ?? head(uri, count) }),
  };
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
