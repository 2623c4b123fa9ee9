/**
 * Runs in VS Code's extension host, whichever way VS Code was started: loads every *.test.js beside it into mocha and
 * tells the runner what comes of it.
 */
import { appendFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { ENV, type SuiteEvent, type SuitePart } from '../events.ts';

/** Starting the extension and the language server may take some seconds on a busy machine; a test that hangs is found. */
const TEST_TIMEOUT = 60_000;

/** The files with tests that do not belong to the others. */
const PARTS: Readonly<Record<string, SuitePart>> = {
  'refactoring.test.js': 'answered',
  'untrusted.test.js': 'untrusted',
};

function isMeant(file: string): boolean {
  const part = process.env[ENV.part] as SuitePart | undefined;
  const own = PARTS[file] ?? 'others';
  return file.endsWith('.test.js') && (part === undefined ? own !== 'untrusted' : own === part);
}

/** VS Code calls this. Rejects when a test failed, which is how a desktop VS Code gets its exit code. */
export async function run(): Promise<void> {
  tell({ type: 'start', vscode: vscode.version });
  let failures = 1;
  try {
    failures = await runMocha();
  } catch (error) {
    tell({ type: 'fail', title: 'loading the tests', message: describe(error) });
  }
  tell({ type: 'end' });
  if (failures > 0) throw new Error(`${failures} failed`);
}

async function runMocha(): Promise<number> {
  // So that a failure names the lines of the TypeScript files.
  process.setSourceMapsEnabled(true);
  const { default: Mocha } = await import('mocha');
  const mocha = new Mocha({ ui: 'bdd', timeout: TEST_TIMEOUT });
  // The bundles are CommonJS, so the folder is not import.meta.dirname.
  for (const file of readdirSync(__dirname).sort()) {
    if (isMeant(file)) mocha.addFile(join(__dirname, file));
  }
  await mocha.loadFilesAsync();
  return new Promise((resolve) => report(mocha.run(resolve)));
}

function report(runner: Mocha.Runner): void {
  runner.on('pass', (test) => {
    tell({ type: 'pass', title: test.fullTitle(), milliseconds: test.duration ?? 0 });
  });
  runner.on('fail', (test, error) => tell({ type: 'fail', title: test.fullTitle(), message: describe(error) }));
  runner.on('pending', (test) => tell({ type: 'skip', title: test.fullTitle() }));
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function tell(event: SuiteEvent): void {
  const file = process.env[ENV.events];
  if (!file) throw new Error(`${ENV.events} does not name a file; start the suite with test/workbench/runner.ts`);
  appendFileSync(file, `${JSON.stringify(event)}\n`);
}
