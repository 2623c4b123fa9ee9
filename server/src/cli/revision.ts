/** Files as they were at a revision of git. */
import { dirname, join, relative } from 'node:path';
import type { FileSystem } from '../workspace/fileSystem.ts';
import { CheckError } from './checkError.ts';
import type { Disk } from './disk.ts';
import { git } from './git.ts';
import { WordError } from './words.ts';

/** The revision that an option names. Throws a WordError where it is none. */
export function revisionNamed(given: string | undefined): string | undefined {
  // git would take it for an option of its own.
  if (given?.startsWith('-') || given === '')
    throw new WordError(`${given === '' ? 'an empty word' : given} is no revision`);
  return given;
}

/** What differs between a repository's files and a revision. */
interface Repository {
  readonly top: string;
  /** Files that are others now, or gone, by their paths. */
  readonly changed: ReadonlySet<string>;
  /** Files that the revision did not have. */
  readonly added: ReadonlySet<string>;
}

/** Reads files as they were at a revision: undefined where one was not there. Throws a CheckError where there is no such revision. */
export function readerAt(revision: string): (path: string) => Uint8Array | undefined | 'same' {
  const repositories: Repository[] = [];
  const outside = new Set<string>();
  return (path) => {
    const folder = dirname(path);
    if (outside.has(folder)) return 'same';
    let repository = repositories.find(({ top }) => path.startsWith(`${top}/`));
    if (!repository) {
      repository = repositoryAround(folder, revision);
      if (!repository && repositories.length === 0) {
        throw new CheckError(`${revision} is not a revision of a git repository around ${path}`);
      }
      if (!repository) {
        // What is named comes first; what it includes may lie elsewhere.
        outside.add(folder);
        return 'same';
      }
      repositories.push(repository);
    }
    if (repository.added.has(path)) return undefined;
    if (!repository.changed.has(path)) return 'same';
    try {
      return git(folder, ['show', `${revision}:./${relative(folder, path)}`]);
    } catch {
      return undefined;
    }
  };
}

function repositoryAround(folder: string, revision: string): Repository | undefined {
  try {
    git(folder, ['rev-parse', '--verify', '--quiet', `${revision}^{commit}`]);
    const top = git(folder, ['rev-parse', '--show-toplevel']).toString().replace(/\n$/, '');
    const listed = (words: readonly string[]): Set<string> =>
      new Set(
        git(top, words)
          .toString()
          .split('\0')
          .flatMap((name) => (name === '' ? [] : join(top, name))),
      );
    const added = listed(['diff', '--name-only', '--no-renames', '--diff-filter=A', '-z', revision]);
    for (const name of listed(['ls-files', '--others', '-z'])) added.add(name);
    return { top, changed: listed(['diff', '--name-only', '--no-renames', '-z', revision]), added };
  } catch {
    return undefined;
  }
}

/** The disk as it was at a revision; what lies outside of the repository is as it is now. */
export function diskAt(revision: string, disk: Disk): Disk {
  const readThen = readerAt(revision);
  const readOr: Disk['readOr'] = (uri) => {
    const now = disk.readOr(uri);
    if (now === 'folder') return now;
    const then = readThen(disk.pathOf(uri));
    return then === 'same' ? now : (then ?? 'absent');
  };
  const read: FileSystem['read'] = async (uri) => {
    const octets = readOr(uri);
    return typeof octets === 'string' ? undefined : octets;
  };
  const system: FileSystem = {
    list: (uri) => disk.system.list(uri),
    read,
    kind: async (uri) => ((await read(uri)) ? 'file' : disk.system.kind(uri)),
  };
  return { ...disk, system, readOr };
}
