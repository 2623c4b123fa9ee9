/** `bailiwick diff`: two zone files, or one and what it was at a revision of git, compared RRset by RRset. */

import { execFileSync } from 'node:child_process';
import { dirname, relative } from 'node:path';
import { NO_NAME } from '../dns/names.ts';
import { compareZones } from '../services/compare/compare.ts';
import { type ZoneTexts, zoneTexts } from '../services/compare/rrsets.ts';
import { comparisonText } from '../services/compare/text.ts';
import { finish } from '../steps.ts';
import { decodeText, type FileSystem } from '../workspace/fileSystem.ts';
import { DEFAULT_SETTINGS } from '../workspace/settings.ts';
import { Workspace } from '../workspace/workspace.ts';
import { type Disk, diskBelow } from './disk.ts';
import { readWords } from './words.ts';

export const DIFF_USAGE = `Usage: bailiwick diff [--origin NAME] FILE FILE
       bailiwick diff [--origin NAME] --since REVISION FILE

Compares two zone files, or a zone file with what it and its includes were at a revision of git: RRset by RRset, by what
is meant and not by how it is written. The order of records, comments and the serial make no difference.

  --origin NAME     the zone's name, where the files do not say it
  --since REVISION  a commit, a branch or a tag, such as HEAD or v1.2

Exit status: 0 they say the same, 1 they differ, 2 they could not be compared.
`;

export interface DiffOptions {
  readonly files: readonly [string, string] | readonly [string];
  readonly origin?: string;
  readonly since?: string;
}

export type ParsedDiff =
  | { readonly kind: 'diff'; readonly options: DiffOptions }
  | { readonly kind: 'help'; readonly text: string }
  | { readonly kind: 'error'; readonly message: string };

export interface DiffOutput {
  readonly cwd: string;
  readonly print: (text: string) => void;
  readonly warn: (text: string) => void;
}

/** Why a comparison is not made: a sentence for the user. */
class DiffError extends Error {}

/** Reads the words after `diff`. Throws where an option is not known. */
export function parseDiffOptions(words: readonly string[]): ParsedDiff {
  const { values, positionals } = readWords('diff', words, {
    origin: { type: 'string' },
    since: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  });
  if (values.help) return { kind: 'help', text: DIFF_USAGE };
  const { origin, since } = values;
  const wanted = since === undefined ? 2 : 1;
  if (positionals.length !== wanted) {
    return {
      kind: 'error',
      message: wanted === 1 ? '--since takes one file' : 'diff takes two files, or --since and one',
    };
  }
  // git would take it for an option of its own.
  if (since?.startsWith('-')) return { kind: 'error', message: `${since} is no revision` };
  const [first, second] = positionals;
  const given = { ...(origin === undefined ? {} : { origin }), ...(since === undefined ? {} : { since }) };
  return { kind: 'diff', options: { files: second === undefined ? [first] : [first, second], ...given } };
}

/** Runs `bailiwick diff`; returns its exit status. */
export async function diff({ files, origin, since }: DiffOptions, { cwd, print, warn }: DiffOutput): Promise<number> {
  const disk = diskBelow(undefined, cwd);
  try {
    const [first, second = first] = files;
    const old = since === undefined ? disk : diskAt(since, disk);
    const name = origin ?? (await originIn(disk, second)) ?? (await originIn(old, first));
    if (name === undefined) throw new DiffError(`the origin of ${first} is not known; --origin NAME says it`);
    const left = await textsOf(old, first, name);
    const right = await textsOf(disk, second, name);
    const comparison = compareZones(left, right);
    const names = { left: since === undefined ? first : `${first} at ${since}`, right: second };
    print(comparisonText(comparison, names, Number.POSITIVE_INFINITY));
    return comparison.changed.length > 0 ? 1 : 0;
  } catch (error) {
    if (!(error instanceof DiffError)) throw error;
    warn(`bailiwick: ${error.message}\n`);
    return 2;
  }
}

/** The name that a file gives its zone; undefined where it gives none. */
async function originIn(disk: Disk, file: string): Promise<string | undefined> {
  const { workspace, uri } = await opened(disk, file, undefined);
  const [zone] = workspace.zonesOf(uri);
  return zone?.model.originKnown ? workspace.names.text(zone.model.apex) : undefined;
}

async function textsOf(disk: Disk, file: string, origin: string): Promise<ZoneTexts> {
  const { workspace, uri } = await opened(disk, file, origin);
  const [zone] = workspace.zonesOf(uri);
  if (!zone) throw new DiffError(`${file} is no zone file`);
  return finish(zoneTexts(zone));
}

async function opened(disk: Disk, file: string, origin: string | undefined) {
  const uri = disk.uriOf(file);
  const octets = await disk.system.read(uri);
  if (!octets) throw new DiffError(`${file} is not there, or cannot be read`);
  const workspace = new Workspace({ system: disk.system, withoutLimits: true });
  if (origin !== undefined && workspace.names.fromText(origin) === NO_NAME) {
    throw new DiffError(`${origin} is not a domain name`);
  }
  workspace.configure({ ...DEFAULT_SETTINGS, ...(origin === undefined ? {} : { origins: { [uri]: origin } }) });
  await workspace.setFolders([]);
  workspace.open(uri, decodeText(octets), 'zone');
  await workspace.settle();
  return { workspace, uri };
}

/** The disk as it was at a revision; what lies outside of the repository is as it is now. */
function diskAt(revision: string, disk: Disk): Disk {
  const system: FileSystem = {
    list: (uri) => disk.system.list(uri),
    read: async (uri) => textAt(revision, disk.pathOf(uri)),
    kind: async (uri) => ((await textAt(revision, disk.pathOf(uri))) ? 'file' : disk.system.kind(uri)),
  };
  return { ...disk, system };
}

/** A file as git has it at a revision; undefined where it was not there. Throws where there is no such revision. */
function textAt(revision: string, path: string): Uint8Array | undefined {
  const folder = dirname(path);
  git(
    folder,
    ['rev-parse', '--verify', '--quiet', `${revision}^{commit}`],
    `${revision} is not a revision of a git repository around ${path}`,
  );
  try {
    return git(folder, ['show', `${revision}:./${relative(folder, path)}`], '');
  } catch {
    return undefined;
  }
}

function git(cwd: string, words: readonly string[], otherwise: string): Uint8Array {
  try {
    return execFileSync('git', words, { cwd, stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 1 << 30 });
  } catch {
    throw new DiffError(otherwise);
  }
}
