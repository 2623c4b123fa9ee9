/** Progress in the editor's window: long work is told, short work is not, and nothing waits for the editor. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Connection, WorkDoneProgressServerReporter } from 'vscode-languageserver';
import { WorkProgress } from '../../../server/src/lsp/workProgress.ts';

function harness() {
  const said: string[] = [];
  const waiting: { answer(): void; refuse(): void }[] = [];
  const reporter = {
    begin: (title: string) => said.push(title),
    report: (share: number, message: string) => said.push(`${share} ${message}`),
    done: () => said.push('done'),
  } as unknown as WorkDoneProgressServerReporter;
  const createWorkDoneProgress = () =>
    new Promise<WorkDoneProgressServerReporter>((answer, refuse) =>
      waiting.push({ answer: () => answer(reporter), refuse: () => refuse(new Error('no')) }),
    );
  let time = 0;
  let done = 0;
  const progress = new WorkProgress({
    connection: { window: { createWorkDoneProgress } } as unknown as Connection,
    now: () => new Date(time),
    count: () => ({ done, all: 4 }),
  });
  const goOn = (now: number, finished: number): void => {
    time = now;
    done = finished;
    progress.goOn();
  };
  return { progress, goOn, said, waiting };
}

/** Lets what waits for an answer go on. */
const answered = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('long work is told, not too often, until it ends', async () => {
  const { progress, goOn, said, waiting } = harness();
  goOn(10_000, 0);
  goOn(10_900, 0);
  assert.equal(waiting.length, 0);
  goOn(11_000, 1);
  waiting[0].answer();
  await answered();
  goOn(11_100, 1);
  goOn(11_500, 2);
  goOn(11_600, 3);
  progress.end();
  assert.deepEqual(said, ['Reading zones', '50 2 of 4 zones', 'done']);
  assert.equal(waiting.length, 1);
});

test('short work is not told, however often there is some', () => {
  const { progress, goOn, waiting } = harness();
  for (let i = 0; i < 10; i++) {
    goOn(i * 900, 0);
    progress.end();
  }
  assert.equal(waiting.length, 0);
});

test('an editor that answers late, or not, or refuses is told nothing more than that it is over', async () => {
  const { progress, goOn, said, waiting } = harness();
  for (const start of [0, 5000, 9000]) {
    goOn(start, 0);
    goOn(start + 2000, 1);
    progress.end();
  }
  waiting[0].answer();
  waiting[1].refuse();
  await answered();
  assert.deepEqual(said, ['Reading zones', 'done']);
});
