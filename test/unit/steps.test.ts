/** Work in parts. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inParts } from '../../server/src/steps.ts';

test('items come in parts of at most a size, each once and in their order', () => {
  for (const count of [0, 1, 3, 4, 5, 8, 9]) {
    const items = Array.from({ length: count }, (_, i) => i);
    const parts = [...inParts(items, 4)];
    assert.deepEqual(parts.flat(), items);
    assert.equal(parts.length, Math.max(1, Math.ceil(count / 4)), `${count} items`);
    assert.ok(parts.every(({ length }) => length <= 4));
  }
  assert.equal([...inParts(new Array(20_000).fill(0))].length, 40);
});
