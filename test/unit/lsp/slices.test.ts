/** Slices of long work, with a clock and a queue that stand still until the test moves them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type CancellationToken, LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import { inSlices, Slice } from '../../../server/src/lsp/slices.ts';
import type { Steps } from '../../../server/src/steps.ts';

/** A platform whose time the work itself moves on, a millisecond a step, and whose queue is run by hand. */
class Platform {
  time = 1_000_000;
  readonly #queue: (() => void)[] = [];

  now(): Date {
    return new Date(this.time);
  }

  soon(run: () => void): void {
    this.#queue.push(run);
  }

  get waits(): boolean {
    return this.#queue.length > 0;
  }

  /** Lets the work go on that waits. */
  async next(): Promise<void> {
    for (const run of this.#queue.splice(0)) run();
    await settled();
  }

  *work(steps: number, done: number[]): Steps<string> {
    for (let step = 0; step < steps; step++) {
      done.push(step);
      this.time++;
      yield;
    }
    return 'all';
  }
}

/** Until no promise has anything to do. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

const NEVER: CancellationToken = {
  isCancellationRequested: false,
  onCancellationRequested: () => ({ dispose: () => undefined }),
};

test('a slice lasts 3 ms, and the next one begins when the others had their turn', async () => {
  const platform = new Platform();
  const slice = new Slice(platform);
  assert.equal(slice.pause(), undefined);
  platform.time += 2;
  assert.equal(slice.pause(), undefined);
  platform.time += 1;
  const pause = slice.pause();
  assert.ok(pause);
  platform.time += 50;
  await platform.next();
  await pause;
  assert.equal(slice.pause(), undefined);
  // A clock that was set back does not make a slice of an hour.
  platform.time -= 3_600_000;
  assert.ok(slice.pause());
});

test('work that takes long lets others in after each slice', async () => {
  const platform = new Platform();
  const done: number[] = [];
  const answer = inSlices(platform.work(8, done), NEVER, platform, () => false);
  await settled();
  assert.deepEqual(done, [0, 1, 2]);
  await platform.next();
  assert.deepEqual(done, [0, 1, 2, 3, 4, 5]);
  await platform.next();
  assert.equal(await answer, 'all');
  assert.equal(platform.waits, false);
});

test('a request that is taken back does nothing more', async () => {
  const platform = new Platform();
  const done: number[] = [];
  const token = { ...NEVER, isCancellationRequested: false };
  const answer = inSlices(platform.work(8, done), token, platform, () => false);
  await settled();
  token.isCancellationRequested = true;
  await platform.next();
  const error = await answer;
  assert.ok(error instanceof ResponseError);
  assert.equal(error.code, LSPErrorCodes.RequestCancelled);
  assert.deepEqual(done, [0, 1, 2]);
});

test('a request that is taken back is answered before its next turn', async () => {
  const platform = new Platform();
  const done: number[] = [];
  let takeBack = (): void => undefined;
  const token = {
    isCancellationRequested: false,
    onCancellationRequested: (listener: (event: unknown) => unknown) => {
      takeBack = () => {
        token.isCancellationRequested = true;
        listener(undefined);
      };
      return { dispose: () => undefined };
    },
  };
  const answer = inSlices(platform.work(8, done), token, platform, () => false);
  await settled();
  takeBack();
  const error = await answer;
  assert.ok(error instanceof ResponseError);
  assert.equal(error.code, LSPErrorCodes.RequestCancelled);
  assert.deepEqual(done, [0, 1, 2]);
});

test('a request about a text that was edited meanwhile does nothing more', async () => {
  const platform = new Platform();
  const done: number[] = [];
  let edited = false;
  const answer = inSlices(platform.work(8, done), NEVER, platform, () => edited);
  await settled();
  edited = true;
  await platform.next();
  const error = await answer;
  assert.ok(error instanceof ResponseError);
  assert.equal(error.code, LSPErrorCodes.ContentModified);
  assert.deepEqual(done, [0, 1, 2]);
});

test('what throws rejects', async () => {
  const platform = new Platform();
  // biome-ignore lint/correctness/useYield: it throws before its first step ends
  const steps = (function* (): Steps<void> {
    throw new Error('no');
  })();
  await assert.rejects(
    inSlices(steps, NEVER, platform, () => false),
    /no/,
  );
});
