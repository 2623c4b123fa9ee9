/** The files of folders and of the folders in them. */
import type { DirectoryEntry, FileSystem } from './fileSystem.ts';
import { isWithinFolder, normalUri } from './paths.ts';

/** Folders that hold no configuration of the user's. */
const SKIPPED_FOLDERS = new Set(['.git', '.hg', '.svn', 'node_modules', '.cache']);
/** A folder that is to be listed. */
interface Listed {
  readonly uri: string;
  /** Where it really lies; undefined where that is not known. */
  readonly real: string | undefined;
}

/**
 * The files, breadth first, up to a number, without what is left out. Links are followed out of the folders: what they lead to is listed once, however many lead
 * there, and none is followed back to what holds the folders.
 */
export async function listFolders(
  system: FileSystem,
  folders: readonly string[],
  most: number,
  isLeftOut?: (uri: string) => boolean,
): Promise<{ readonly found: string[]; readonly areAll: boolean }> {
  const realOf = async (uri: string): Promise<string | undefined> => system.realUri?.(uri);
  const found: string[] = [];
  // The folders may lie behind links themselves.
  const queue: Listed[] = [];
  for (const uri of folders) queue.push({ uri, real: await realOf(uri) });
  const roots = queue.map(({ uri, real }) => real ?? uri);
  const seen = new Set(roots);
  for (let folder = queue.shift(); folder; folder = queue.shift()) {
    for (const entry of await system.list(folder.uri)) {
      const uri = childOf(folder.uri, entry);
      if (isLeftOut?.(uri)) continue;
      const real = entry.isLink ? await realOf(uri) : folder.real && childOf(folder.real, entry);
      // What a link leads to is listed itself where it lies in the folders.
      if (entry.isLink && real !== undefined && roots.some((root) => isWithinFolder(real, root))) continue;
      if (entry.kind === 'file') {
        found.push(uri);
        continue;
      }
      const place = real ?? uri;
      if (SKIPPED_FOLDERS.has(entry.name) || seen.has(place)) continue;
      if (entry.isLink && (real === undefined || roots.some((root) => isWithinFolder(root, real)))) continue;
      seen.add(place);
      queue.push({ uri, real });
    }
    if (found.length >= most) return { found: found.slice(0, most), areAll: false };
  }
  return { found, areAll: true };
}

function childOf(folder: string, { name }: DirectoryEntry): string {
  return normalUri(`${folder.replace(/\/$/, '')}/${encodeURIComponent(name)}`);
}
