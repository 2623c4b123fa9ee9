import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CONF_RULES } from '../../../../server/src/rules/conf/index.ts';
import { problemsOf } from './helper.ts';
import { SETUPS } from './setups.ts';

/** Their bad example needs more files than an example shows; they have tests of their own. */
const NEEDS_FILES = new Set(['conf/include-cycle']);

describe('the documentation of each rule about configurations', () => {
  for (const rule of CONF_RULES) {
    it(`${rule.id} has a bad example that it reports and a good one that it does not`, () => {
      const setup = SETUPS[rule.id];
      const ids = (text: string) => problemsOf(text, setup).map((problem) => problem.rule);
      if (!NEEDS_FILES.has(rule.id)) assert.ok(ids(rule.docs.bad).includes(rule.id), rule.docs.bad);
      assert.ok(!ids(rule.docs.good).includes(rule.id), rule.docs.good);
    });

    it(`${rule.id} is written as the others are`, () => {
      assert.match(rule.id, /^conf\/[a-z0-9]+(?:-[a-z0-9]+)*$/);
      assert.match(rule.docs.finds, /\.$/);
      assert.match(rule.docs.why, /\.$/);
      assert.ok(rule.docs.sources.length > 0);
      assert.equal(rule.fix === 'none', rule.fixes === undefined);
      for (const problem of problemsOf(rule.docs.bad, SETUPS[rule.id])) {
        assert.match(problem.message, /[.?]$/);
        assert.doesNotMatch(problem.message, /!|please/i);
        assert.ok(problem.end >= problem.start);
      }
    });
  }

  it('has each id once', () => {
    assert.equal(new Set(CONF_RULES.map((rule) => rule.id)).size, CONF_RULES.length);
  });
});
