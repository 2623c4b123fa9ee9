import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NameTable } from '../../../server/src/dns/names.ts';
import { Cuts } from '../../../server/src/zone/cuts.ts';
import { randomNumbers, seeds } from '../fuzz/edits.ts';

for (const seed of seeds()) {
  for (const most of [20, 2000]) {
    test(`names are counted in and out as in a map, up to ${most} of them (seed ${seed})`, () => {
      const random = randomNumbers(seed);
      const names = new NameTable();
      const cuts = new Cuts(names);
      const counts = new Map<number, number>();
      for (let i = 0; i < 6000; i++) {
        // The table grows beside them.
        const name = names.fromText(`h${random(most)}.example.`);
        const count = counts.get(name) ?? 0;
        const by = count > 0 && random(2) === 0 ? -1 : 1;
        cuts.count(name, by);
        if (count + by > 0) counts.set(name, count + by);
        else counts.delete(name);
        assert.equal(cuts.size, counts.size);
        assert.equal(cuts.has(name), counts.has(name));
      }
      assert.deepEqual(
        [...cuts.keys()].sort((a, b) => a - b),
        [...counts.keys()].sort((a, b) => a - b),
      );
      assert.ok(!cuts.has(names.fromText('other.example.')));
    });
  }
}
