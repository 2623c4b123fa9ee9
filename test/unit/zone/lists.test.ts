import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NO_RECORD } from '../../../server/src/zone/chunk.ts';
import { Places, RecordLists } from '../../../server/src/zone/lists.ts';
import { randomNumbers } from '../fuzz/edits.ts';

function listed(lists: RecordLists, name: number): number[] {
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
    const expected = new Map<number, number[]>();
    const at = (name: number): number[] => expected.get(name) ?? [];
    const free = Array.from({ length: 500 }, (_, ref) => ref);
    lists.reserve(10, 4);
    for (let step = 0; step < 3000; step++) {
      if (step === growsAt) lists.reserve(LARGE, 20);
      assert.equal(lists.isSmall, step < growsAt);
      const name = random(20);
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
    for (let name = 0; name < 20; name++) assert.deepEqual(listed(lists, name), at(name));
    const held = [...expected].filter(([, refs]) => refs.length > 0).map(([name]) => name);
    if (lists.isSmall) assert.deepEqual(lists.names().toSorted(), held.toSorted());
  });
}

test('places that were given back are given out again', () => {
  const places = new Places<string>();
  const first = places.take('a', 40);
  const second = places.take('b', 1);
  assert.equal(places.at(first + 39), 'a');
  assert.equal(places.at(second), 'b');
  places.release(first, 40);
  assert.equal(places.take('c', 33), first);
  assert.equal(places.at(first + 32), 'c');
  assert.ok(places.size >= second + 1);
});
