/** What a check did not read although it was named: includes and zone files. */
import { resolvePath as inDirectory } from '../conf/model.ts';
import { type Unread, unreadReason } from '../node/readFile.ts';
import type { Configuration } from '../workspace/configuration.ts';
import { folderOf, resolvePath } from '../workspace/paths.ts';
import type { Zone } from '../workspace/zone.ts';

/** A path that was not followed. */
export interface UnreadPath {
  readonly path: string;
  readonly why: Unread | 'too deep' | 'not found';
}

const WORDS: Readonly<Record<UnreadPath['why'], string>> = {
  absent: 'not there',
  folder: 'a folder',
  'no file': 'no regular file',
  'too large': 'too large',
  unreadable: 'not readable',
  'too deep': 'too deep in includes',
  'not found': 'not found',
};

/** Paths that are named one by one. */
const NAMED = 5;

/** The sentence about them, for the end of the output; undefined where everything was read. */
export function unreadText(unread: readonly UnreadPath[]): string | undefined {
  if (unread.length === 0) return undefined;
  const named = unread.slice(0, NAMED).map(({ path, why }) => `${path} (${WORDS[why]})`);
  const more = unread.length - named.length;
  const files = unread.length === 1 ? '1 file was' : `${unread.length} files were`;
  return `${files} not read: ${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/** What the zones and configurations name and the workspace did not read; `pathOf` says where a file is on the disk. */
export function unreadBy(
  zones: readonly Zone[],
  configurations: readonly Configuration[],
  pathOf: (uri: string) => string,
): UnreadPath[] {
  const found = new Map<string, UnreadPath>();
  const add = (path: string, candidates: readonly string[], isThere = false): void => {
    if (found.has(path)) return;
    const whys = candidates.map((uri) => unreadReason(pathOf(uri)));
    const why = isThere ? 'too deep' : (whys.find((reason) => reason !== undefined && reason !== 'absent') ?? 'absent');
    found.set(path, { path, why: whys.includes(undefined) && !isThere ? 'not found' : why });
  };
  for (const configuration of configurations) {
    const root = folderOf(configuration.uri);
    for (const { path, directory, file, targets, isCycle } of configuration.includes) {
      if (targets.length > 0 || isCycle) continue;
      const working = resolvePath(root, inDirectory(directory, path));
      add(path, [working, resolvePath(folderOf(file.uri), path)]);
    }
  }
  for (const { documents, options } of zones) {
    const uris = new Set(documents.map(({ uri }) => uri));
    for (const { uri: from, chunks } of documents) {
      for (const { path } of chunks.flatMap(({ includes }) => includes)) {
        const target = options.include(path, from);
        if (target.kind === 'file' && uris.has(target.uri)) continue;
        add(path, [resolvePath(folderOf(from), path)], target.kind === 'file');
      }
    }
  }
  return [...found.values()];
}
