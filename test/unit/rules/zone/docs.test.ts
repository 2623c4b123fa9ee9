import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ZONE_RULES } from '../../../../server/src/rules/zone/index.ts';
import { needsMore } from '../examples.ts';
import { withTop } from './check.ts';
import { originOf, TestZone } from './harness.ts';

/** Rules that say the same of one name in the example of another rule would make it a poor example. */
const problemsOf = (text: string): string[] => {
  const zone = new TestZone(withTop(text), { origin: originOf(text) });
  return zone.problems().map((problem) => problem.rule);
};

describe('the documentation of the zone rules', () => {
  for (const rule of ZONE_RULES) {
    it(`${rule.id}: the bad example is reported, and nothing in the good one`, () => {
      if (!needsMore(rule)) assert.ok(problemsOf(rule.docs.bad).includes(rule.id), 'the bad example is not');
      assert.deepEqual(problemsOf(rule.docs.good), []);
    });
  }

  it('has an id that is used once, and says what it fixes only where it does', () => {
    const ids = ZONE_RULES.map((rule) => rule.id);
    assert.deepEqual(ids, [...new Set(ids)].sort());
    for (const rule of ZONE_RULES) assert.equal(rule.fix !== 'none', rule.fixes !== undefined, rule.id);
  });

  it('is written in whole sentences with sources', () => {
    for (const { id, docs, title } of ZONE_RULES) {
      assert.match(docs.finds, /\.$/, id);
      assert.match(docs.why, /[.)]$/, id);
      assert.ok(docs.sources.length > 0, id);
      assert.doesNotMatch(title, /[.!]$/, id);
      assert.doesNotMatch(docs.finds + docs.why, /!/, id);
    }
  });
});
