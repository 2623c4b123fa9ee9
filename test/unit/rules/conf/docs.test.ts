import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CONF_RULES } from '../../../../server/src/rules/conf/index.ts';
import type { Setup } from './helper.ts';
import { problemsOf } from './helper.ts';

const PUBLISHED = ['ns1.example.com. 2001:db8::53'];

/** What some examples need around them. */
const SETUPS: Readonly<Record<string, Setup>> = {
  'conf/exposed-secret': { facts: { worldReadable: true } },
  'conf/listen-on-v6-none': { published: PUBLISHED },
  'conf/listen-on-v6-incomplete': { published: PUBLISHED },
  'conf/include-missing': {
    exists: (path) => path === '/etc/bind/named.conf.options',
    files: { '/etc/bind/named.conf.options': '' },
  },
  'conf/include-cycle': {
    files: { '/etc/bind/named.conf.local': 'acl a { any; };' },
  },
  'conf/zone-not-checked': { unreadable: ['/var/lib/bind/db.example.com'] },
  'conf/validation-without-anchors': { version: '9.20' },
  'conf/bad-nsec3param': { version: '9.20' },
  'conf/no-query-source': { version: '9.20' },
  'conf/bad-report-channel': { version: '9.21' },
};

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
