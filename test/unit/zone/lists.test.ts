import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { NameId } from '../../../server/src/dns/names.ts';
import { NO_RECORD, type RecordRef } from '../../../server/src/zone/chunk.ts';
import { RecordLists, RecordNumbers } from '../../../server/src/zone/lists.ts';
import { randomNumbers } from '../fuzz/edits.ts';

function listed(lists: RecordLists, name: NameId): number[] {
  const found: number[] = [];
  for (let ref = lists.head(name); ref !== NO_RECORD; ref = lists.next(ref)) found.push(ref);
  return found;
}

const LARGE = 5000;

for (const [what, growsAt] of [
  ['few records', Number.POSITIVE_INFINITY],
  ['many records', 0],
  ['records that become many', 1500],
] as const) {
  test(`lists of ${what} hold what was pushed and not taken out, the last first`, () => {
    const random = randomNumbers(5);
    const lists = new RecordLists();
    const expected = new Map<number, RecordRef[]>();
    const at = (name: number): RecordRef[] => expected.get(name) ?? [];
    const free = Array.from({ length: 500 }, (_, ref) => ref as RecordRef);
    lists.reserve(10, 4);
    for (let step = 0; step < 3000; step++) {
      if (step === growsAt) lists.reserve(LARGE, 20);
      assert.equal(lists.isSmall, step < growsAt);
      const name = random(20) as NameId;
      // The way back is made when the first record is taken out, and has to hold for those that come later.
      if (step < 100 || random(2) === 0) {
        const ref = free.splice(random(free.length), 1)[0];
        if (ref === undefined) continue;
        lists.reserve(ref + 1, name + 1);
        lists.push(name, ref);
        expected.set(name, [ref, ...at(name)]);
      } else if (at(name).length > 0) {
        const [ref] = at(name).splice(random(at(name).length), 1);
        lists.remove(name, ref);
        free.push(ref);
      }
      assert.deepEqual(listed(lists, name), at(name));
    }
    for (let name = 0 as NameId; name < 20; name++) assert.deepEqual(listed(lists, name), at(name));
    const held = [...expected].filter(([, refs]) => refs.length > 0).map(([name]) => name);
    if (lists.isSmall) assert.deepEqual(lists.names().toSorted(), held.toSorted());
  });
}

test('numbers that were given back are given out again', () => {
  const numbers = new RecordNumbers<string>();
  const first = numbers.take('a', 40);
  const second = numbers.take('b', 1);
  assert.equal(numbers.at((first + 39) as RecordRef), 'a');
  assert.equal(numbers.at(second), 'b');
  numbers.release(first, 40);
  assert.equal(numbers.take('c', 33), first);
  assert.equal(numbers.at((first + 32) as RecordRef), 'c');
  assert.ok(numbers.size >= second + 1);
});
