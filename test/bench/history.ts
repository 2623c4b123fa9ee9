/** The recorded runs: a line of JSON each, in the order they were made. */
import { spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../../scripts/lib/paths.ts';
import type { Numbers } from './numbers.ts';
import { ratio } from './statistics.ts';

export interface Entry {
  /** Such as 2026-11-21. */
  readonly date: string;
  /** Of the extension. */
  readonly version: string;
  /** The commit that was measured; with a `+` where its sources had changes. */
  readonly commit: string;
  readonly node: string;
  readonly cpu: string;
  readonly numbers: Numbers;
}

export const HISTORY = join(import.meta.dirname, 'history.jsonl');

/** Digits that are kept of a number. */
const DIGITS = 4;

/** The last recorded run; undefined where there is none. */
export function lastEntry(file: string = HISTORY): Entry | undefined {
  if (!existsSync(file)) return undefined;
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  const last = lines[lines.length - 1];
  return last ? (JSON.parse(last) as Entry) : undefined;
}

/** Adds a run that measured everything. */
export function record(entry: Entry, file: string = HISTORY): void {
  const rounded = Object.entries(entry.numbers).map(([key, value]) => [key, Number(value.toPrecision(DIGITS))]);
  const numbers: Numbers = Object.fromEntries(rounded);
  appendFileSync(file, `${JSON.stringify({ ...entry, numbers })}\n`);
}

/** An entry for what was measured now. */
export function entryOf(numbers: Numbers, now: Date): Entry {
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
  return {
    date: now.toISOString().slice(0, 10),
    version,
    commit: commit(),
    node: process.version,
    cpu: `${cpus()[0]?.model.trim() ?? 'unknown'}, ${cpus().length} cores`,
    numbers,
  };
}

function commit(): string {
  const git = (...args: string[]): string | undefined => {
    const { status, stdout } = spawnSync('git', args, { cwd: ROOT, encoding: 'utf8' });
    return status === 0 ? stdout.trim() : undefined;
  };
  const short = git('rev-parse', '--short', 'HEAD');
  if (short === undefined) return 'unknown';
  return git('status', '--porcelain', '--', 'client', 'server') === '' ? short : `${short}+`;
}

/**
 * How a ratio of two numbers changed since the last recorded run: 0.5 where it is half of what it was. Only ratios are compared, since the
 * machine of then need not be that of now.
 */
export function changeOf(
  numbers: Numbers,
  last: Numbers | undefined,
  ours: string,
  theirs: string,
): number | undefined {
  return last && ratio(ratio(numbers[ours], numbers[theirs]), ratio(last[ours], last[theirs]));
}
