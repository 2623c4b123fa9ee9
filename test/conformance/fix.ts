/** Whether `check --fix` makes the files of the corpus better: each is fixed alone, checked again, and fixed again. */
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { type CheckResult, check } from '../../server/src/cli/check.ts';
import { parseOptions } from '../../server/src/cli/parse.ts';
import { filesBelow, zoneFiles } from './format.ts';

export interface FixScore {
  readonly files: number;
  /** Files that were changed. */
  readonly changed: number;
  readonly fixes: number;
  /** Errors before and after. */
  readonly errors: readonly [before: number, after: number];
  /** Fixes that were taken back, since there were more errors with them. */
  readonly takenBack: number;
  /** A line for each file that has more errors after it, an error of a rule that it had none of, or that a second run changes. */
  readonly faults: readonly string[];
}

const LARGE = 2_000_000;
const NOW = new Date('2026-01-01T00:00:00Z');

/** The zone files and configurations of a corpus. */
function filesOf(corpusDir: string): string[] {
  const configurations = ['bind-9.18/checkconf', 'real/conf'].flatMap((folder) => filesBelow(join(corpusDir, folder)));
  return [...zoneFiles(corpusDir), ...configurations].filter((file) => readFileSync(file).length <= LARGE);
}

async function checked(cwd: string, words: readonly string[]): Promise<CheckResult> {
  const parsed = parseOptions(['check', '--no-config', ...words]);
  if (parsed.kind !== 'check') throw new Error(JSON.stringify(parsed));
  return check(parsed.options, { cwd, now: () => NOW, stdin: async () => new Uint8Array() });
}

/** The errors of each rule. */
function errorsOf({ findings }: CheckResult): Map<string, number> {
  const errors = new Map<string, number>();
  for (const { rule, severity } of findings) if (severity === 'error') errors.set(rule, (errors.get(rule) ?? 0) + 1);
  return errors;
}

const sum = (counts: ReadonlyMap<string, number>): number => [...counts.values()].reduce((all, each) => all + each, 0);

/** Fixes every file of the corpus in a folder of its own; with `unsafe` also what should be looked at. */
export async function run(corpusDir: string, unsafe: boolean): Promise<FixScore> {
  const faults: string[] = [];
  const errors: [number, number] = [0, 0];
  let changed = 0;
  let fixes = 0;
  let takenBack = 0;
  const files = filesOf(corpusDir);
  const folder = mkdtempSync(join(tmpdir(), 'bailiwick-fix-'));
  try {
    for (const file of files) {
      const name = basename(file);
      const copy = join(folder, name);
      copyFileSync(file, copy);
      const fix = ['--fix', ...(unsafe ? ['--unsafe-fixes'] : []), '--', name];
      const before = errorsOf(await checked(folder, ['--', name]));
      const { fixed } = await checked(folder, fix);
      const once = readFileSync(copy);
      const after = errorsOf(await checked(folder, ['--', name]));
      const again = await checked(folder, fix);
      if (!readFileSync(copy).equals(once) || (again.fixed?.made.length ?? 0) > 0) {
        faults.push(`${file}: a second run mends ${again.fixed?.made.map(({ rule }) => rule).join(', ')}`);
      }
      if (sum(after) > sum(before)) faults.push(`${file}: ${sum(before)} errors before, ${sum(after)} after`);
      for (const rule of after.keys()) if (!before.has(rule)) faults.push(`${file}: now has ${rule}`);
      if (fixed?.failures.length) faults.push(`${file}: ${fixed.failures.join(' ')}`);
      if (!readFileSync(file).equals(once)) changed++;
      fixes += fixed?.made.length ?? 0;
      takenBack += fixed?.takenBack.length ?? 0;
      errors[0] += sum(before);
      errors[1] += sum(after);
      rmSync(copy);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return { files: files.length, changed, fixes, errors, takenBack, faults };
}
