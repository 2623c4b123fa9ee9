import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { BOUNDS } from '../unit/rules/conf/bounds.ts';
import { checkconf, whyNot } from './checkconf.ts';

describe('the bounds that named sets', () => {
  it('are those of named-checkconf', { skip: whyNot }, async () => {
    const cases = BOUNDS.flatMap(({ text, fits, refused }) => [
      ...fits.map((value) => ({ text: text.replace('@', value), expected: true })),
      ...refused.map((value) => ({ text: text.replace('@', value), expected: false })),
    ]);
    const verdicts = await checkconf(cases.map(({ text }) => text));
    const wrong = cases.flatMap(({ text, expected }, i) =>
      verdicts[i].isAccepted === expected
        ? []
        : [`${text.slice(0, 200)}: ${expected ? 'refused' : 'accepted'}: ${verdicts[i].output.slice(0, 200)}`],
    );
    assert.deepEqual(wrong, []);
  });
});
