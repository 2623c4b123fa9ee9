/** Random networks, cuts and sets of zones: after the three changes all agrees that can, and nothing is left to do. */
import { test } from 'node:test';
import { randomNumbers, seeds } from '../../fuzz/edits.ts';
import { bringToAgree } from './agreed.ts';
import { randomWorkspace } from './randomZones.ts';

const ROUNDS = 60;

test('random reverse zones are brought to agree', async () => {
  for (const seed of seeds()) {
    const random = randomNumbers(seed);
    for (let round = 0; round < ROUNDS; round++) {
      await bringToAgree(randomWorkspace(random), `seed ${seed}, round ${round}`);
    }
  }
});
