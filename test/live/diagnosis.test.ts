import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { isRoot } from '../../scripts/lib/run.ts';
import { LIVE_CASES } from './brokenCases.ts';
import { missing } from './validators.ts';

interface Row {
  readonly label: string;
  readonly resolver: string;
  readonly cause: string | null;
  readonly others: readonly string[];
  readonly text: string;
}

const PROGRAMS = ['unshare', 'ip', 'named', 'nsd', 'knotd', 'unbound', 'dig'];
const WITHOUT = isRoot()
  ? PROGRAMS.map(missing).find((reason) => reason !== undefined)
  : 'a network of its own needs root';

/** Runs the world in a network of its own and gives what it prints. */
async function rowsOf(): Promise<Row[]> {
  const world = fileURLToPath(new URL('brokenWorld.ts', import.meta.url));
  const child = spawn('unshare', ['-n', process.execPath, world], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/sbin` },
  });
  let [out, error] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (error += text));
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill);
  const status = await new Promise<number | null>((resolve) => child.once('close', resolve));
  process.removeListener('exit', kill);
  assert.equal(status, 0, error);
  return out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Row);
}

describe('diagnoses of a world of real servers', { skip: WITHOUT }, async () => {
  let rows: Row[] = [];
  test('they are served and asked', async () => {
    rows = await rowsOf();
    assert.ok(rows.length >= Object.keys(LIVE_CASES).length);
  });
  for (const [label, { cause, others = [] }] of Object.entries(LIVE_CASES)) {
    test(`${label}: ${cause ?? (others.join(', ') || 'nothing')}`, () => {
      const own = rows.filter((row) => row.label === label);
      assert.ok(own.length > 0);
      for (const row of own) assert.deepEqual([row.cause, row.others], [cause, others], `${row.resolver}\n${row.text}`);
    });
  }
});
