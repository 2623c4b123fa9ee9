import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CONF_RULES } from '../../../../server/src/rules/conf/index.ts';
import { OF_WORKSPACE, problemsInWorkspace } from '../examples.ts';
import { problemsOf, type Setup } from './helper.ts';
import { badSetup, SETUPS } from './setups.ts';

describe('the documentation of each rule about configurations', () => {
  for (const rule of CONF_RULES) {
    it(`${rule.id} has a bad example that it reports and a good one that it does not`, async () => {
      const ids = async (text: string, setup?: Setup): Promise<string[]> =>
        (OF_WORKSPACE.has(rule.id) ? await problemsInWorkspace(text) : problemsOf(text, setup)).map(
          (problem) => problem.rule,
        );
      assert.ok((await ids(rule.docs.bad, badSetup(rule.id))).includes(rule.id), rule.docs.bad);
      assert.ok(!(await ids(rule.docs.good, SETUPS[rule.id])).includes(rule.id), rule.docs.good);
    });

    it(`${rule.id} is written as the others are`, () => {
      assert.match(rule.id, /^conf\/[a-z0-9]+(?:-[a-z0-9]+)*$/);
      assert.match(rule.docs.finds, /\.$/);
      assert.match(rule.docs.why, /\.$/);
      assert.ok(rule.docs.sources.length > 0);
      assert.equal(rule.fix === 'none', rule.fixes === undefined);
      for (const problem of problemsOf(rule.docs.bad, badSetup(rule.id))) {
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
