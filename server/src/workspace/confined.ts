/** A file system that does not leave some folders, whatever links lie in them: for a workspace that nobody trusts. */
import type { FileSystem } from './fileSystem.ts';
import { isWithinFolder } from './paths.ts';

/** True for what is there and really lies outside of all the folders. */
export async function leadsOut(uri: string, folders: readonly string[], { realUri }: FileSystem): Promise<boolean> {
  const real = await realUri?.(uri);
  if (real === undefined) return false;
  for (const folder of folders) {
    const top = await realUri?.(folder);
    if (top !== undefined && isWithinFolder(real, top)) return false;
  }
  return true;
}

/**
 * The same file system, in which nothing is read that really lies outside of the folders; `folders` gives undefined where everything may be read.
 * Without `realUri` there are no links.
 */
export function confined(system: FileSystem, folders: () => readonly string[] | undefined): FileSystem {
  const { realUri, facts, names, head } = system;
  if (!realUri) return system;
  const mayRead = async (uri: string): Promise<boolean> => {
    const allowed = folders();
    return !allowed || !(await leadsOut(uri, allowed, system));
  };
  return {
    realUri,
    read: async (uri) => ((await mayRead(uri)) ? system.read(uri) : undefined),
    list: async (uri) => ((await mayRead(uri)) ? system.list(uri) : []),
    // A file outside is there and is not read; a folder outside is one that nothing is known of.
    kind: async (uri) => {
      const kind = await system.kind(uri);
      return kind === 'directory' && !(await mayRead(uri)) ? undefined : kind;
    },
    ...(head && { head: async (uri, count) => ((await mayRead(uri)) ? head(uri, count) : undefined) }),
    ...(names && { names: async (uri) => ((await mayRead(uri)) ? names(uri) : []) }),
    ...(facts && { facts: async (uri) => ((await mayRead(uri)) ? facts(uri) : undefined) }),
  };
}
