/** When the workspace is brought up to date after changes, and how often what is known is told. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Failures } from '../../../server/src/lsp/failures.ts';
import { Updates } from '../../../server/src/lsp/updates.ts';
import type { Workspace } from '../../../server/src/workspace/workspace.ts';

const BEGAN = 1_000_000;

/** Work of steps that take some milliseconds each; `onStep` is called before each. */
function working({ steps, step, prepared = 0 }: { steps: number; step: number; prepared?: number }) {
  const said: string[] = [];
  let time = BEGAN;
  const times: number[] = [];
  let [went, ended] = [0, 0];
  let left = 0;
  let onStep: (number: number) => void = () => undefined;
  let onPrepare: () => void = () => undefined;
  const workspace = {
    async settle(pause: () => Promise<void> | undefined) {
      said.push('settle');
      left = steps;
      for (let number = 0; left > 0; number++, left--) {
        time += step;
        onStep(number);
        await pause();
      }
    },
    begin() {
      said.push('begin');
      left = steps;
    },
    *prepareProblems() {
      for (let i = 0; i < prepared; i++) {
        time += step;
        said.push('prepare');
        onPrepare();
        yield;
      }
    },
  } as unknown as Workspace;
  const failures = { tell: (what: string) => said.push(`failed ${what}`) } as unknown as Failures;
  const updates = new Updates({
    workspace,
    runtime: { now: () => new Date(time), soon: (run) => setImmediate(run) },
    failures,
    tell: () => {
      said.push('tell');
      times.push(time - BEGAN);
    },
    settled: () => said.push('settled'),
    progress: { goOn: () => went++, end: () => ended++ },
  });
  return {
    said,
    /** When what is known was told, in milliseconds since the beginning. */
    times,
    updates,
    /** How often the progress heard that work goes on, and that it ended. */
    progress: () => [went, ended],
    whilePreparing: (run: () => void) => {
      onPrepare = run;
    },
    whileWorking: (run: (number: number) => void) => {
      onStep = run;
    },
  };
}

test('what changed several times before it is taken up is taken up once', async () => {
  const { said, updates } = working({ steps: 1, step: 1 });
  updates.request();
  updates.request();
  updates.request();
  await updates.settled();
  assert.deepEqual(said, ['settle', 'settled']);
  await updates.settled();
  updates.request();
  await updates.settled();
  assert.deepEqual(said, ['settle', 'settled', 'settle', 'settled']);
});

test('long work tells what it found: soon at first, then every 100 ms', async () => {
  const { times, updates } = working({ steps: 60, step: 10 });
  updates.request();
  await updates.settled();
  assert.deepEqual(times, [10, 20, 40, 80, 160, 260, 360, 460, 560]);
  const quick = working({ steps: 2, step: 1 });
  quick.updates.request();
  await quick.updates.settled();
  assert.deepEqual(quick.times, []);
});

test('a change in the middle of the work is taken up by it, and nothing old is told before', async () => {
  const { said, updates, whileWorking } = working({ steps: 5, step: 10 });
  whileWorking((number) => {
    if (number === 2) updates.request();
  });
  updates.request();
  await updates.settled();
  assert.equal(said.filter((word) => word === 'settle').length, 1);
  assert.equal(said.filter((word) => word === 'begin').length, 1);
  assert.equal(said.at(-1), 'settled');
  // The change came in the third step, after 30 ms: what was known at 10 and 20 ms was told before it.
  assert.deepEqual(said.slice(0, said.indexOf('begin')), ['settle', 'tell', 'tell']);
});

test('what telling takes is made ready in parts, and a change meanwhile is taken up first', async () => {
  const { said, updates, whilePreparing } = working({ steps: 1, step: 200, prepared: 3 });
  updates.request();
  await updates.settled();
  assert.deepEqual(said, ['settle', ...Array(3).fill('prepare'), 'tell', ...Array(3).fill('prepare'), 'settled']);
  said.length = 0;
  whilePreparing(() => {
    whilePreparing(() => undefined);
    updates.request();
  });
  updates.request();
  await updates.settled();
  assert.deepEqual(said.slice(0, 3), ['settle', 'prepare', 'begin']);
  assert.equal(said.at(-1), 'settled');
});

test('work that fails is told, and the next change is worked on', async () => {
  const { said, updates, whileWorking } = working({ steps: 2, step: 1 });
  whileWorking(() => {
    throw new Error('no');
  });
  updates.request();
  await updates.settled();
  assert.deepEqual(said, ['settle', 'failed Checking', 'tell']);
  whileWorking(() => undefined);
  updates.request();
  await updates.settled();
  assert.equal(said.at(-1), 'settled');
});

test('progress hears that work goes on when others were let in, and that it ended', async () => {
  const { progress, updates } = working({ steps: 60, step: 10 });
  updates.request();
  await updates.settled();
  const [went, ended] = progress();
  assert.ok(went > 10);
  assert.equal(ended, 1);
});
