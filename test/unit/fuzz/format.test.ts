import assert from 'node:assert/strict';
import { test } from 'node:test';
import { faults, STYLES } from '../services/zone/formatProof.ts';
import { changed, randomChange, randomNumbers, seeds } from './edits.ts';
import { examples, zoneLine, zoneText } from './texts.ts';

test('formatting leaves the example zones as they are', () => {
  const zones = examples('zone');
  assert.ok(zones.size >= 5);
  for (const [name, text] of zones) for (const style of STYLES) assert.deepEqual(faults(text, style), [], name);
});

for (const seed of seeds()) {
  test(`formatting leaves generated zones as they are (seed ${seed})`, () => {
    const random = randomNumbers(seed);
    for (let round = 0; round < 20; round++) {
      const text = zoneText(random, 1 + random(30));
      const style = STYLES[round % STYLES.length];
      assert.deepEqual(faults(text, style), [], JSON.stringify({ seed, round, style, text }));
    }
  });

  test(`formatting leaves zones edited at random as they are (seed ${seed})`, () => {
    const random = randomNumbers(seed + 100);
    const texts = [...examples('zone').values(), zoneText(random, 40)];
    const pieces = Array.from({ length: 40 }, () => zoneLine(random));
    for (let round = 0; round < 20; round++) {
      const which = random(texts.length);
      texts[which] = changed(texts[which], randomChange(texts[which], random, pieces));
      const style = STYLES[round % STYLES.length];
      assert.deepEqual(faults(texts[which], style), [], JSON.stringify({ seed, round, style, text: texts[which] }));
    }
  });
}
