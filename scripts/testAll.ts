/**
 * Runs every suite, one after the other, and ends with a table of what passed, failed and was skipped. A suite that ran
 * no test has failed, and so has a skipped one in CI (environment variable CI=true), where everything must be there.
 */
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { WorkbenchSummary } from '../test/workbench/events.ts';
import type { NodeTestCounts } from './lib/countReporter.ts';
import { installTools } from './lib/debian.ts';
import { ROOT } from './lib/paths.ts';
import { exitOnSignals, runNode } from './lib/run.ts';

interface Outcome {
  suite: string;
  passed: number;
  failed: number;
  /** What was skipped, with the reason. */
  skipped: string[];
}

const CI = process.env.CI === 'true';
const temporary = mkdtempSync(join(tmpdir(), 'bailiwick-test-'));
const versions: string[] = [];
/** Of each random test. */
const SEEDS = '4';
/** For a file of tests, in milliseconds: one that waits for what never comes fails, it does not stop everything. */
const TIME_LIMIT = '--test-timeout=600000';

exitOnSignals(130);
await installTools();
const outcomes = [
  await step('check', ['scripts/check.ts']),
  await unitTests(),
  await step('build', ['scripts/build.ts', '--tests']),
  await nodeTests('bind', ['test/bind/**/*.test.ts']),
  await nodeTests('programs', ['test/lsp/**/*.test.ts', 'test/cli/**/*.test.ts']),
  await nodeTests('editors', ['test/editors/**/*.test.ts']),
  await nodeTests('live', ['test/live/**/*.test.ts']),
  await workbench(),
  await web(),
  // The extension as it is installed: its parts are there, and it is small enough.
  await step('package', ['scripts/package.ts']),
];
rmSync(temporary, { recursive: true, force: true });
report();

/** A script that passes or fails as a whole. */
async function step(suite: string, args: string[]): Promise<Outcome> {
  heading(suite);
  const { code } = await runNode(args, { cwd: ROOT });
  return { suite, passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: [] };
}

/** Test files for Node's own test runner. */
async function nodeTests(suite: string, patterns: string[]): Promise<Outcome> {
  heading(suite);
  const files = globSync(patterns, { cwd: ROOT }).sort();
  if (files.length === 0) {
    console.log(`There is no ${patterns.join(', ')}.`);
    return { suite, passed: 0, failed: 1, skipped: [] };
  }
  const counted = join(temporary, `${suite}.json`);
  const reporters = [
    ...['--test-reporter=spec', '--test-reporter-destination=stdout'],
    ...['--test-reporter=./scripts/lib/countReporter.ts', `--test-reporter-destination=${counted}`],
  ];
  const { code } = await runNode(['--test', TIME_LIMIT, ...reporters, ...files], { cwd: ROOT });
  return judge({ suite, ...counts(counted) }, code);
}

/** The tests without IO. */
async function unitTests(): Promise<Outcome> {
  const suite = 'unit';
  heading(suite);
  const counted = join(temporary, `${suite}.json`);
  const { code } = await runNode(['scripts/testUnit.ts', '--seeds', SEEDS, '--counts', counted], { cwd: ROOT });
  return judge({ suite, ...counts(counted) }, code);
}

function counts(file: string): NodeTestCounts {
  return readJson<NodeTestCounts>(file) ?? { passed: 0, failed: 0, skipped: [] };
}

/** The tests inside a real VS Code. */
async function workbench(): Promise<Outcome> {
  const suite = 'workbench';
  heading(suite);
  const file = join(temporary, 'workbench.json');
  const { code } = await runNode(['test/workbench/runner.ts', '--summary', file], { cwd: ROOT });
  const summary = readJson<WorkbenchSummary>(file);
  versions.push(summary?.vscode ? `VS Code ${summary.vscode}` : 'no VS Code');
  versions.push(summary?.named ? `named ${summary.named}` : 'no named');
  const { passed, failed, skipped } = summary ?? { passed: 0, failed: 0, skipped: [] };
  return judge({ suite, passed, failed, skipped }, code);
}

/** The tests in the web worker of a VS Code for the web. */
async function web(): Promise<Outcome> {
  const suite = 'web';
  heading(suite);
  const file = join(temporary, 'web.json');
  const { code } = await runNode(['test/web/runner.ts', '--summary', file], { cwd: ROOT });
  const summary = readJson<WorkbenchSummary>(file);
  versions.push(summary?.vscode ? `VS Code for the web ${summary.vscode}` : 'no VS Code for the web');
  const { passed, failed, skipped } = summary ?? { passed: 0, failed: 0, skipped: [] };
  return judge({ suite, passed, failed, skipped }, code);
}

/** Adds the failures that no test reports: a runner that broke off, a suite in which nothing ran. */
function judge(outcome: Outcome, code: number): Outcome {
  const ran = outcome.passed + outcome.failed;
  if (ran === 0 && outcome.skipped.length > 0) return outcome;
  if (outcome.failed === 0 && (ran === 0 || code !== 0)) outcome.failed++;
  return outcome;
}

function heading(suite: string): void {
  console.log(`\n== ${suite}`);
}

function readJson<T>(file: string): T | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

function report(): void {
  heading('summary');
  if (CI) {
    for (const outcome of outcomes) outcome.failed += outcome.skipped.length;
  }
  console.log(`${'suite'.padEnd(12)}${'passed'.padStart(8)}${'failed'.padStart(8)}${'skipped'.padStart(9)}`);
  for (const { suite, passed, failed, skipped } of outcomes) {
    const counts = [String(passed).padStart(8), String(failed).padStart(8), String(skipped.length).padStart(9)];
    console.log(suite.padEnd(12) + counts.join(''));
    for (const reason of skipped) console.log(`  skipped${CI ? ', which fails in CI' : ''}: ${reason}`);
  }
  console.log(versions.join(', '));
  const total = (count: (outcome: Outcome) => number) => outcomes.reduce((sum, outcome) => sum + count(outcome), 0);
  const failed = total((outcome) => outcome.failed);
  const skipped = CI ? 0 : total((outcome) => outcome.skipped.length);
  process.exitCode = failed > 0 ? 1 : 0;
  const line = `${total((outcome) => outcome.passed)} passed, ${failed} failed`;
  console.log(skipped > 0 ? `${line}, ${skipped} skipped` : line);
}
