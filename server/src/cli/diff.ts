/** `bailiwick diff`: two zone files, or one and what it was at a revision of git, compared RRset by RRset; or the zones of two configurations. */
import { realpathSync } from 'node:fs';
import { compareZones } from '../services/compare/compare.ts';
import { type ZoneTexts, zoneTexts } from '../services/compare/rrsets.ts';
import { comparisonText } from '../services/compare/text.ts';
import { finish } from '../steps.ts';
import { CheckError } from './checkError.ts';
import { diffConfigurations } from './diffConf.ts';
import { type Disk, diskBelow } from './disk.ts';
import { openZoneFile } from './openZoneFile.ts';
import { DIFF } from './options.ts';
import { diskAt, revisionNamed } from './revision.ts';
import { readWords, WordError } from './words.ts';

export interface DiffOptions {
  readonly files: readonly [string, string] | readonly [string];
  readonly origin?: string;
  readonly since?: string;
  /** True where the files are configurations, whose zones are compared. */
  readonly conf?: boolean;
}

export type ParsedDiff =
  | { readonly kind: 'diff'; readonly options: DiffOptions }
  | { readonly kind: 'help' }
  | { readonly kind: 'version' };

export interface DiffOutput {
  readonly cwd: string;
  readonly print: (text: string) => void;
  readonly warn: (text: string) => void;
}

/** Reads the words after `diff`. Throws a WordError where they are wrong. */
export function parseDiffOptions(words: readonly string[]): ParsedDiff {
  const { values, positionals } = readWords(DIFF, words);
  if (values.help) return { kind: 'help' };
  if (values.version) return { kind: 'version' };
  const { origin, conf } = values;
  if (conf && origin !== undefined) throw new WordError('--origin goes with zone files, not with --conf');
  const since = revisionNamed(values.since);
  const wanted = since === undefined ? 2 : 1;
  if (positionals.length !== wanted) {
    throw new WordError(wanted === 1 ? '--since takes one file' : 'diff takes two files, or --since and one');
  }
  const [first, second] = positionals;
  const given = {
    ...(origin === undefined ? {} : { origin }),
    ...(since === undefined ? {} : { since }),
    ...(conf ? { conf } : {}),
  };
  return { kind: 'diff', options: { files: second === undefined ? [first] : [first, second], ...given } };
}

/** Runs `bailiwick diff`; returns its exit status. */
export async function diff(options: DiffOptions, { cwd, print, warn }: DiffOutput): Promise<number> {
  const { files, origin, since, conf } = options;
  const disk = diskBelow(undefined, cwd);
  try {
    const [first, second = first] = files;
    const old = since === undefined ? disk : diskAt(since, disk);
    const called = { left: since === undefined ? first : `${first} at ${since}`, right: second };
    if (conf) {
      const left = { disk: old, file: first, name: called.left };
      const found = await diffConfigurations(left, { disk, file: second, name: second }, realpathSync(cwd));
      for (const note of found.notes) warn(`note: ${note}\n`);
      print(found.text);
      return found.isSame ? 0 : 1;
    }
    const name = origin ?? (await originIn(disk, second)) ?? (await originIn(old, first));
    if (name === undefined) throw new CheckError(`the origin of ${first} is not known; --origin NAME says it`);
    const left = await textsOf(old, first, name);
    const right = await textsOf(disk, second, name);
    const comparison = compareZones(left, right);
    print(comparisonText(comparison, called, Number.POSITIVE_INFINITY));
    return comparison.changed.length > 0 ? 1 : 0;
  } catch (error) {
    if (!(error instanceof CheckError)) throw error;
    warn(`bailiwick: ${error.message}\n`);
    return 2;
  }
}

/** The name that a file gives its zone; undefined where it gives none. */
async function originIn(disk: Disk, file: string): Promise<string | undefined> {
  const { workspace, uri } = await openZoneFile(disk, file, undefined);
  const [zone] = workspace.zonesOf(uri);
  return zone?.model.originKnown ? workspace.names.text(zone.model.apex) : undefined;
}

async function textsOf(disk: Disk, file: string, origin: string): Promise<ZoneTexts> {
  const { workspace, uri } = await openZoneFile(disk, file, origin);
  const [zone] = workspace.zonesOf(uri);
  if (!zone) throw new CheckError(`${file} is no zone file`);
  return finish(zoneTexts(zone));
}
