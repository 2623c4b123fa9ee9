/** Texts that are shown to be read: which are kept, and which have to go. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { KeptTexts } from '../../../client/src/documents/keptTexts.ts';

test('fifty texts are kept, the newest ones', () => {
  const kept = new KeptTexts();
  for (let i = 0; i < 60; i++) kept.set(`/${i}`, `text ${i}`);
  assert.equal(kept.get('/9'), undefined);
  assert.equal(kept.get('/10'), 'text 10');
  assert.equal(kept.get('/59'), 'text 59');
});

test('a text that is kept again is the newest, and is counted once', () => {
  const kept = new KeptTexts();
  const half = 'x'.repeat(17 * 1024 * 1024);
  kept.set('/a', half);
  for (let i = 0; i < 49; i++) kept.set(`/${i}`, '');
  kept.set('/a', half);
  assert.equal(kept.get('/0'), '');
  kept.set('/b', '');
  assert.equal(kept.get('/0'), undefined);
  assert.equal(kept.get('/a'), half);
});

test('long texts go sooner, but the last one stays however long it is', () => {
  const kept = new KeptTexts();
  const half = 'x'.repeat(17 * 1024 * 1024);
  kept.set('/a', half);
  kept.set('/b', half);
  assert.deepEqual([kept.get('/a'), kept.get('/b')?.length], [undefined, half.length]);
  kept.set('/c', half + half);
  assert.deepEqual([kept.get('/b'), kept.get('/c')?.length], [undefined, 2 * half.length]);
  kept.set('/d', 'short');
  assert.equal(kept.get('/d'), 'short');
});
