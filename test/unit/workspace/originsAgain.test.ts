/** Names of zones that are kept from one reading of a configuration to the next, against asking for each. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AlikeZone } from '../../../server/src/conf/alike.ts';
import { NameTable } from '../../../server/src/dns/names.ts';
import { NamesNotRead } from '../../../server/src/workspace/namesNotRead.ts';
import { NO_ORIGINS, OriginsAgain } from '../../../server/src/workspace/originsAgain.ts';
import { randomNumbers, seeds } from '../fuzz/edits.ts';

test('the names of zones are those that they have, whatever came, went and moved', () => {
  for (const seed of seeds()) {
    const random = randomNumbers(seed);
    const names = new NameTable();
    let made = 0;
    const zoneOf = (): AlikeZone => ({ name: `z${made++}.example` }) as AlikeZone;
    let zones = Array.from({ length: 60 }, zoneOf);
    let known = NO_ORIGINS;
    for (let round = 0; round < 200; round++) {
      const again = new OriginsAgain(known, names);
      for (const zone of zones) assert.equal(again.of(zone), names.fromText(zone.name));
      known = again.all;
      assert.deepEqual(known.zones, zones);
      const at = random(zones.length + 1);
      const removed = random(3) === 0 ? random(30) : random(3);
      const moved = zones.slice(at, at + removed);
      const put =
        random(4) === 0 ? moved.toReversed() : Array.from({ length: random(random(3) === 0 ? 30 : 3) }, zoneOf);
      zones = [...zones.slice(0, at), ...put, ...zones.slice(at + removed)];
    }
  }
});

test('names that are not read are the same where they are the same ones, and kept where they stand alike', () => {
  const names = new NameTable();
  const [a, b, c] = ['a.example', 'b.example', 'c.example'].map((name) => names.fromText(name));
  const before = NamesNotRead.like(undefined, [a, b]);
  assert.equal(NamesNotRead.like(before, [a, b]), before);
  const turned = NamesNotRead.like(before, [b, a, b]);
  assert.notEqual(turned, before);
  assert.ok(turned.equals(before) && before.equals(turned) && before.has(a) && !before.has(c) && !before.isEmpty);
  for (const list of [[a], [a, b, c], [a, c], []]) {
    const other = NamesNotRead.like(before, list);
    assert.ok(!other.equals(before) && !before.equals(other), String(list));
  }
  assert.ok(NamesNotRead.like(before, []).isEmpty);
});
