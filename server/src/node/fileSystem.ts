/** Files on disk. */
import { type Dirent, existsSync, promises, readdirSync, realpathSync, type Stats, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { DirectoryEntry, FileKind, FileSystem } from '../workspace/fileSystem.ts';
import { normalUri } from '../workspace/paths.ts';
import { readFileOr, readFileOrLater, readHead, type Unread } from './readFile.ts';

/** The permission bit that lets every user of the machine read a file. */
const OTHERS_READ = 0o004;

/** The path of a file URI; undefined where this platform has no file for it. */
export function pathOf(uri: string): string | undefined {
  try {
    return uri.startsWith('file:') ? fileURLToPath(uri) : undefined;
  } catch {
    // A file URI with a host, or with a path that this platform has no file for.
    return undefined;
  }
}

/** The calls to the system that reading files takes. */
interface Calls {
  stat(path: string): Stats | Promise<Stats>;
  read(path: string): Uint8Array | Unread | Promise<Uint8Array | Unread>;
  list(path: string): Dirent[] | Promise<Dirent[]>;
  real(path: string): string | Promise<string>;
}

/** Node's file system. What cannot be read, for whatever reason, is not there. */
export const nodeFileSystem: FileSystem = fileSystem({
  stat: (path) => promises.stat(path),
  read: readFileOrLater,
  list: (path) => promises.readdir(path, { withFileTypes: true }),
  real: (path) => promises.realpath(path),
});

/** The same for the command line, which has nothing else to do while it waits: threads would only cost time. */
export const blockingFileSystem: FileSystem = fileSystem({
  stat: (path) => statSync(path),
  read: readFileOr,
  list: (path) => readdirSync(path, { withFileTypes: true }),
  real: (path) => realpathSync(path),
});

function fileSystem({ stat, read, list, real }: Calls): FileSystem {
  /** What a link leads to. */
  const targetKind = async (path: string): Promise<FileKind | undefined> => {
    try {
      const info = await stat(path);
      if (info.isFile()) return 'file';
      return info.isDirectory() ? 'directory' : undefined;
    } catch {
      // A link that leads nowhere, or in a circle.
      return undefined;
    }
  };
  return {
    async read(uri) {
      const path = pathOf(uri);
      if (path === undefined) return undefined;
      const octets = await read(path);
      return typeof octets === 'string' ? undefined : octets;
    },
    async head(uri, count) {
      const path = pathOf(uri);
      return path === undefined ? undefined : readHead(path, count);
    },
    async kind(uri) {
      const path = pathOf(uri);
      if (path === undefined) return undefined;
      try {
        const info = await stat(path);
        return info.isDirectory() ? 'directory' : 'file';
      } catch {
        return undefined;
      }
    },
    async realUri(uri) {
      const path = pathOf(uri);
      if (path === undefined) return undefined;
      try {
        return normalUri(pathToFileURL(await real(path)).href);
      } catch {
        return undefined;
      }
    },
    async facts(uri) {
      const path = pathOf(uri);
      if (path === undefined || process.platform === 'win32') return undefined;
      try {
        // A checkout is readable as its owner's umask has it; what counts is the file on the server.
        for (let folder = dirname(path); folder !== dirname(folder); folder = dirname(folder)) {
          if (existsSync(join(folder, '.git'))) return undefined;
        }
        return { worldReadable: ((await stat(path)).mode & OTHERS_READ) !== 0 };
      } catch {
        return undefined;
      }
    },
    async names(uri) {
      const path = pathOf(uri);
      if (path === undefined) return [];
      try {
        return (await list(path)).map(({ name }) => name);
      } catch {
        return [];
      }
    },
    async list(uri) {
      const path = pathOf(uri);
      if (path === undefined) return [];
      try {
        const found: DirectoryEntry[] = [];
        for (const entry of await list(path)) {
          const { name } = entry;
          if (entry.isFile()) found.push({ name, kind: 'file' });
          else if (entry.isDirectory()) found.push({ name, kind: 'directory' });
          else if (entry.isSymbolicLink()) {
            const kind = await targetKind(join(path, name));
            if (kind) found.push({ name, kind, isLink: true });
          }
        }
        return found;
      } catch {
        return [];
      }
    },
  };
}
