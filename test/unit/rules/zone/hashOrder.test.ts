/** What is kept of many names without objects is what plain collections would keep. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type NameId, NameTable } from '../../../../server/src/dns/names.ts';
import { HashOrder } from '../../../../server/src/rules/zone/support/hashOrder.ts';
import { NameNumbers, NameValues } from '../../../../server/src/rules/zone/support/nameNumbers.ts';
import { TypeMarks } from '../../../../server/src/rules/zone/support/typeBitmaps.ts';
import { randomNumbers, seeds } from '../../fuzz/edits.ts';

const DIGITS = '0123456789abcdefghijklmnopqrstuv';

for (const seed of seeds()) {
  test(`hashes are in the order of their octets, whatever comes and goes (seed ${seed})`, () => {
    const random = randomNumbers(seed);
    const names = new NameTable();
    const apex = names.fromText('example.com.');
    // Few beginnings, so that many have the same; lengths and octets that no hash has as well.
    const starts = ['000000', '0v0v0v', 'aaaaaa', 'vvvvvv', '-', '_x', 'zz', 'a', '', '9', ';:'];
    const labels = Array.from({ length: 300 }, () => {
      const rest = Array.from({ length: 1 + random(6) }, () => DIGITS[random(DIGITS.length)]).join('');
      return starts[random(starts.length)] + rest;
    });
    const hashes = [...new Set(labels)].map((label) => names.child(apex, new TextEncoder().encode(label)));
    const text = (hash: NameId): string => String.fromCharCode(...names.label(hash));
    const byText = (a: NameId, b: NameId): number => (text(a) < text(b) ? -1 : 1);
    const first = hashes.filter(() => random(2) === 0);
    const plain = new Set(first);
    const order = new HashOrder(names);
    order.fill(first);
    for (let step = 0; step < 400; step++) {
      const hash = hashes[random(hashes.length)];
      if (random(2) === 0) {
        order.add(hash);
        plain.add(hash);
      } else {
        order.delete(hash);
        plain.delete(hash);
      }
      const sorted = [...plain].sort(byText);
      const asked = hashes[random(hashes.length)];
      const at = sorted.findIndex((each) => byText(each, asked) > 0 && each !== asked);
      const before = sorted.findLast((each) => each !== asked && byText(each, asked) < 0) ?? sorted.at(-1);
      assert.equal(order.size, plain.size);
      assert.equal(order.has(asked), plain.has(asked));
      assert.equal(order.behind(asked), sorted[Math.max(0, at)]);
      assert.equal(order.before(asked), before);
    }
  });

  test(`numbers of names are what a map would have (seed ${seed})`, () => {
    const random = randomNumbers(seed);
    const [numbers, map] = [new NameNumbers(), new Map<NameId, number>()];
    const [values, valueMap] = [new NameValues<number>(), new Map<NameId, number>()];
    for (let step = 0; step < 2000; step++) {
      const name = (random(8) * 255 + random(4)) as NameId;
      const by = random(3) - 1;
      map.set(name, (map.get(name) ?? 0) + by);
      assert.equal(numbers.add(name, by), map.get(name));
      const other = random(2000) as NameId;
      assert.equal(numbers.get(other), map.get(other) ?? 0);
      if (random(3) === 0) {
        values.delete(name);
        valueMap.delete(name);
      } else {
        values.set(name, step % 3);
        valueMap.set(name, step % 3);
      }
      assert.equal(values.get(other), valueMap.get(other));
      assert.equal(values.get(name), valueMap.get(name));
    }
  });

  test(`marks of types are what a set would have (seed ${seed})`, () => {
    const random = randomNumbers(seed);
    const [marks, set] = [new TypeMarks(), new Set<number>()];
    marks.clear();
    for (let step = 0; step < 2000; step++) {
      const type = random(20);
      const kind = random(20);
      if (kind === 0) {
        marks.clear();
        set.clear();
      } else if (kind < 12) {
        marks.add(type);
        set.add(type);
      } else {
        marks.delete(type);
        set.delete(type);
      }
      assert.equal(marks.size, set.size);
      assert.equal(marks.has(type), set.has(type));
      assert.equal(marks.has(random(20) + 20), false);
    }
  });
}
