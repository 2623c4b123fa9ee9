/** Where tools read: below one folder, with content that is only proposed in the place of files. */
import { realpathSync } from 'node:fs';
import { dirname, isAbsolute, relative, resolve } from 'node:path';
import { CheckError } from '../checkError.ts';
import type { Disk } from '../disk.ts';

/** A path of the client, where it stays in the folder; links are followed. Throws a CheckError where it leads out. */
export function pathIn(cwd: string, given: unknown): string {
  if (typeof given !== 'string' || given === '') throw new CheckError('a path is a text, such as zones/db.example.com');
  const top = realpathSync(cwd);
  const inside = relative(top, realPathOf(resolve(top, given)));
  if (inside === '..' || inside.startsWith('../') || isAbsolute(inside)) {
    throw new CheckError(`${given} is outside of the folder that this server reads`);
  }
  return inside === '' ? '.' : inside;
}

/** The real path of what is there, else of the folder that it would be in. */
function realPathOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    const above = dirname(path);
    return above === path ? path : resolve(realPathOf(above), relative(above, path));
  }
}

/** The disk with these contents in the place of files, by their URIs. */
export function withContents(disk: Disk, contents: ReadonlyMap<string, Uint8Array>): Disk {
  const { system } = disk;
  return {
    ...disk,
    readOr: (uri) => contents.get(uri) ?? disk.readOr(uri),
    system: {
      list: (uri) => system.list(uri),
      ...(system.names && { names: (uri: string) => system.names!(uri) }),
      ...(system.realUri && { realUri: (uri: string) => system.realUri!(uri) }),
      read: async (uri) => contents.get(uri) ?? system.read(uri),
      kind: async (uri) => (contents.has(uri) ? 'file' : system.kind(uri)),
    },
  };
}
