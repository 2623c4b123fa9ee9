/** The disk as a check sees it: all of it, or a folder that stands for / (`--root`). */
import { realpathSync } from 'node:fs';
import { isAbsolute, join, relative, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { blockingFileSystem } from '../node/fileSystem.ts';
import { readFileOr, type Unread } from '../node/readFile.ts';
import type { FileSystem } from '../workspace/fileSystem.ts';
import { normalUri } from '../workspace/paths.ts';

export interface Disk {
  readonly system: FileSystem;
  /** The URI by which the engine knows a file that the user names; links to it are followed. */
  readonly uriOf: (path: string) => string;
  /** Where such a file is on the disk. */
  readonly pathOf: (uri: string) => string;
  /** The octets of such a file, or why it is not read. */
  readonly readOr: (uri: string) => Uint8Array | Unread;
}

/** The disk below `root`, else all of it; relative names start in `cwd`. Throws where `root` is not there. */
export function diskBelow(root: string | undefined, cwd: string): Disk {
  if (root === undefined) {
    return {
      system: blockingFileSystem,
      uriOf: (path) => uriOfPath(realPathOf(resolve(cwd, path))),
      pathOf: (uri) => fileURLToPath(uri),
      readOr: (uri) => readFileOr(fileURLToPath(uri)),
    };
  }
  const top = realpathSync(resolve(cwd, root));
  const pathOf = (uri: string): string => join(top, fileURLToPath(uri));
  const outer = (uri: string): string => uriOfPath(pathOf(uri));
  const { facts, names } = blockingFileSystem;
  return {
    system: {
      read: (uri) => blockingFileSystem.read(outer(uri)),
      kind: (uri) => blockingFileSystem.kind(outer(uri)),
      list: (uri) => blockingFileSystem.list(outer(uri)),
      ...(names && { names: (uri) => names(outer(uri)) }),
      ...(facts && { facts: (uri) => facts(outer(uri)) }),
    },
    // A file in the root is known by its path there; any other name is one that the server would use.
    uriOf: (path) => {
      const inside = relative(top, realPathOf(resolve(cwd, path)));
      const isInside = inside !== '..' && !inside.startsWith('../') && !isAbsolute(inside);
      return uriOfPath(resolve('/', isInside ? inside : path));
    },
    pathOf,
    readOr: (uri) => readFileOr(pathOf(uri)),
  };
}

function uriOfPath(path: string): string {
  return normalUri(pathToFileURL(path).href);
}

function realPathOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
