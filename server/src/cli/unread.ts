/** What a check did not read although it was named: includes and zone files. */
import { type Unread, unreadReason } from '../node/readFile.ts';
import type { Configuration } from '../workspace/configuration.ts';
import type { PathTarget } from '../workspace/pathFinder.ts';
import type { Zone } from '../workspace/zone.ts';

/** A path that was not followed. */
export interface UnreadPath {
  readonly path: string;
  readonly why: Unread | 'elsewhere' | 'untrusted' | 'too deep' | 'not found';
}

const WORDS: Readonly<Record<UnreadPath['why'], string>> = {
  absent: 'not there',
  folder: 'a folder',
  'no file': 'no regular file',
  'too large': 'too large',
  unreadable: 'not readable',
  elsewhere: 'not on this machine',
  untrusted: 'outside of what is trusted',
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

/**
 * What the zones and configurations name and the workspace did not read, as it looked for them; `isJudged` tells files that are checked, `pathOf` where
 * a file is on the disk.
 */
export function unreadBy(
  zones: readonly Zone[],
  configurations: readonly Configuration[],
  isJudged: (uri: string) => boolean,
  pathOf: (uri: string) => string,
): UnreadPath[] {
  const found = new Map<string, UnreadPath>();
  const add = (path: string, target: PathTarget | undefined): void => {
    if (!found.has(path)) found.set(path, { path, why: reasonOf(target, pathOf) });
  };
  for (const configuration of configurations) {
    for (const include of configuration.includes) {
      if (include.targets.length > 0 || include.isCycle || !isJudged(include.file.uri)) continue;
      add(include.path, configuration.targetsOf(include)[0]);
    }
  }
  for (const { documents, options } of zones) {
    const uris = new Set(documents.map(({ uri }) => uri));
    for (const { uri: from, chunks } of documents) {
      for (const { path } of chunks.flatMap(({ includes }) => includes)) {
        const target = options.include(path, from);
        if (target.kind !== 'file' || !uris.has(target.uri)) add(path, target);
      }
    }
  }
  return [...found.values()];
}

/** Why a file is not read that a path leads to. */
function reasonOf(target: PathTarget | undefined, pathOf: (uri: string) => string): UnreadPath['why'] {
  if (!target) return 'not found';
  if (target.kind === 'missing') return 'absent';
  if (target.kind === 'file') return 'too deep';
  if (target.why === 'unreadable' && target.uri !== undefined) return unreadReason(pathOf(target.uri)) ?? 'unreadable';
  return target.why ?? 'not found';
}
