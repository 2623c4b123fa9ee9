/** What scripts/testAll.ts counts: a test that is not counted could fail without anyone seeing it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TestEvent } from 'node:test/reporters';
import countReporter, { type NodeTestCounts } from '../../../scripts/lib/countReporter.ts';

const FILE = '/project/test/unit/a.test.ts';

async function count(...events: { type: string; data?: object }[]): Promise<NodeTestCounts> {
  async function* source() {
    for (const event of events) yield event as unknown as TestEvent;
  }
  let output = '';
  for await (const text of countReporter(source())) output += text;
  return JSON.parse(output);
}

const data = (name: string, more: object = {}) => ({
  name,
  file: FILE,
  nesting: 0,
  details: { type: 'test' },
  ...more,
});

test('counts what passed and what failed', async () => {
  const events = [
    { type: 'test:start', data: data('a') },
    { type: 'test:pass', data: data('a') },
    { type: 'test:fail', data: data('b') },
    { type: 'test:pass', data: data('c', { nesting: 1 }) },
  ];
  assert.deepEqual(await count(...events), { passed: 2, failed: 1, skipped: [] });
});

test('does not count a suite, whose tests it has counted', async () => {
  assert.deepEqual(await count({ type: 'test:pass', data: data('s', { details: { type: 'suite' } }) }), {
    passed: 0,
    failed: 0,
    skipped: [],
  });
});

test('keeps the reasons of what was skipped', async () => {
  const events = [
    { type: 'test:pass', data: data('a', { skip: 'no dig' }) },
    { type: 'test:pass', data: data('b', { skip: true }) },
    { type: 'test:fail', data: data('c', { todo: true }) },
  ];
  assert.deepEqual(await count(...events), { passed: 0, failed: 0, skipped: ['a: no dig', 'b', 'c: to do'] });
});

test('a file without tests has passed nothing, one that cannot be loaded has failed', async () => {
  const name = 'test/unit/a.test.ts';
  assert.deepEqual(await count({ type: 'test:pass', data: data(name) }), { passed: 0, failed: 0, skipped: [] });
  assert.deepEqual(await count({ type: 'test:fail', data: data(name) }), { passed: 0, failed: 1, skipped: [] });
});
