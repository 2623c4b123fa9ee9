/** Rings in graphs, whatever their shape, each arrow looked at once. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ringsOf } from '../../../server/src/rules/rings.ts';

/** The rings of a graph of letters, each sorted; `ab ba cc`: a leads to b, b to a, c to itself. */
function rings(arrows: string): string[] {
  const within = new Map<string, string[]>();
  for (const [from, to] of arrows.split(' ')) within.set(from, [...(within.get(from) ?? []), to]);
  const found = new Map<number, string>();
  for (const [member, ring] of ringsOf(within)) found.set(ring, [...(found.get(ring) ?? ''), member].sort().join(''));
  return [...found.values()].sort();
}

test('things that lead back to themselves, by their rings', () => {
  assert.deepEqual(rings('ab bc'), []);
  assert.deepEqual(rings('aa ab'), ['a']);
  assert.deepEqual(rings('ab ba'), ['ab']);
  assert.deepEqual(rings('ab bc ca'), ['abc']);
  assert.deepEqual(rings('ab bc cb'), ['bc']);
  // What leads from one ring to another leads not back.
  assert.deepEqual(rings('ab ba bc cd de ed'), ['ab', 'de']);
  assert.deepEqual(rings('ab ac bd cd da'), ['abcd']);
});

test('a thing and an arrow are looked at once', () => {
  let looks = 0;
  const all = Array.from({ length: 300 }, (_, i) => i);
  const within = new Map(
    all.map((i) => {
      const inner = new Proxy(all, {
        get: (target, key, receiver) => {
          if (typeof key === 'string' && /^\d+$/.test(key)) looks++;
          return Reflect.get(target, key, receiver);
        },
      });
      return [i, inner] as const;
    }),
  );
  assert.equal(ringsOf(within).size, 300);
  assert.ok(looks <= 300 * 300, `${looks} looks`);
});
