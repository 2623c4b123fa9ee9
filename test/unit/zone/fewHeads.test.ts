import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { NameId } from '../../../server/src/dns/names.ts';
import { NO_RECORD, type RecordRef } from '../../../server/src/zone/chunk.ts';
import { FewHeads } from '../../../server/src/zone/fewHeads.ts';
import { randomNumbers } from '../fuzz/edits.ts';

test('the few first records of a zone are those that were set last', () => {
  const random = randomNumbers(7);
  const heads = new FewHeads();
  const expected = new Map<NameId, RecordRef>();
  assert.equal(heads.get(3 as NameId), NO_RECORD);
  assert.equal(heads.get(-1 as NameId), NO_RECORD);
  for (let step = 0; step < 20_000; step++) {
    // Names that come and go, some of them far from the others.
    const name = (random(60) * (random(3) === 0 ? 4099 : 1) + Math.floor(step / 500)) as NameId;
    if (random(3) === 0) {
      heads.set(name, NO_RECORD);
      expected.delete(name);
    } else {
      heads.set(name, step as RecordRef);
      expected.set(name, step as RecordRef);
    }
    assert.equal(heads.get(name), expected.get(name) ?? NO_RECORD);
  }
  assert.deepEqual(
    heads.names(),
    [...expected.keys()].sort((a, b) => a - b),
  );
  const visited = new Map<NameId, RecordRef>();
  heads.each((name, ref) => visited.set(name, ref));
  assert.deepEqual(visited, new Map(expected));
});
