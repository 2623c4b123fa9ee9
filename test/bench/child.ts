/** Parts that are measured in a process of their own, which prints its result as JSON. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** The most that such a process may take, in milliseconds: a million records and hundreds of edits are minutes. */
const LIMIT = 3_600_000;

/** Runs a script of this folder; `flags` are Node's. Throws with what it said where it fails. */
export function measureApart<T>(script: string, args: readonly string[], flags: readonly string[] = []): T {
  const { status, stdout, stderr, error } = spawnSync(
    process.execPath,
    [...flags, join(import.meta.dirname, script), ...args],
    { encoding: 'utf8', timeout: LIMIT, maxBuffer: 1e8 },
  );
  if (status !== 0) throw new Error(`${script} ${args.join(' ')}: ${error?.message ?? stderr}`);
  return JSON.parse(stdout) as T;
}
