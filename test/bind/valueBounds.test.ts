import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { BOUNDS, type Bounds } from '../unit/conf/valueBounds.ts';
import { checkconf, whyNot } from './checkconf.ts';

describe('the bounds of values', () => {
  for (const [kind, { text, ...values }] of Object.entries<Bounds>(BOUNDS)) {
    it(`of the kind ${kind} are those of named-checkconf`, { skip: whyNot }, async () => {
      const all = [...values.fits, ...values.refused];
      const verdicts = await checkconf(all.map((value) => text.replace('@', value)));
      for (const [i, value] of all.entries()) {
        assert.equal(verdicts[i].isAccepted, values.fits.includes(value), `${value}: ${verdicts[i].output}`);
      }
    });
  }
});
