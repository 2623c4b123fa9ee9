/** What is said where nobody says which release of BIND is run. */

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { BIND_VERSIONS, type BindVersion, releaseOf } from '../../../server/src/dns/versions.ts';
import { findingsOf, otherReleases } from '../../../server/src/rules/conf/assumedRelease.ts';
import { type ConfRule, settingsOf } from '../../../server/src/rules/conf/context.ts';
import { CONF_RULES } from '../../../server/src/rules/conf/index.ts';
import type { RuleId } from '../../../server/src/rules/ids.ts';
import type { Problem } from '../../../server/src/rules/rule.ts';
import { finish } from '../../../server/src/steps.ts';
import { contextOf, fixesOf, found, problemsOf, type Setup } from './conf/helper.ts';
import { withTop } from './zone/check.ts';
import { TestZone } from './zone/harness.ts';

const ASSUMED: Setup = { isAssumed: true };

const isError = ({ severity }: Problem): boolean => severity === 'error';

/** `severity message` of the only finding of a rule. */
function only(problems: readonly Problem[], rule: RuleId): string {
  const found = problems.filter((problem) => problem.rule === rule);
  assert.equal(found.length, 1, `${found.length} of ${rule}`);
  return `${found[0].severity} ${found[0].message}`;
}

describe('a configuration for an unknown release', () => {
  const cases: readonly [RuleId, string, RegExp][] = [
    [
      'conf/unknown-log-category',
      'logging { category delegation-only { null; }; };',
      /^warning .* BIND refuses it from 9\.20 on\.$/,
    ],
    ['conf/removed-statement', 'options { datasize default; };', /^warning .* BIND refuses it from 9\.20 on\.$/],
    ['conf/removed-statement', 'options { dnssec-enable yes; };', /^error (?!.* BIND refuses it)/],
    [
      'conf/unknown-statement',
      'options { send-report-channel example.com; };',
      /^warning .* BIND refuses it up to 9\.20\.$/,
    ],
    ['conf/unknown-statement', 'options { no-such-word yes; };', /^error (?!.* BIND refuses it)/],
    [
      'conf/unix-control',
      'controls { unix "/run/named.ctl" perm 0600 owner 0 group 0; };',
      /^warning .* BIND refuses it from 9\.20 on\.$/,
    ],
  ];
  for (const [rule, text, expected] of cases) {
    it(text, () => assert.match(only(problemsOf(text, ASSUMED), rule), expected));
  }

  it('that each release refuses for a reason of its own', () => {
    const text = 'zone "example.com" { type primary; file "db"; auto-dnssec maintain; };';
    const refused = BIND_VERSIONS.map((version) =>
      problemsOf(text, { version })
        .filter(isError)
        .map(({ rule }) => rule),
    );
    assert.deepEqual(refused, [
      ['conf/auto-dnssec-cannot-sign'],
      ['conf/removed-statement'],
      ['conf/removed-statement'],
    ]);
    assert.match(only(problemsOf(text, ASSUMED), 'conf/removed-statement'), /^error (?!.* BIND refuses it)/);
  });

  it('has an error where every release has one, in the examples of the rules', () => {
    const wrong: string[] = [];
    for (const { id, docs } of CONF_RULES) {
      for (const text of [docs.bad, docs.good]) {
        const isRefused = (setup: Setup) => problemsOf(text, setup).some(isError);
        if (isRefused(ASSUMED) !== BIND_VERSIONS.every((version) => isRefused({ version })))
          wrong.push(`${id}: ${text}`);
      }
    }
    assert.deepEqual(wrong, []);
  });

  it('is refused in one place by all releases that refuse it, in the examples of the rules', () => {
    const wrong: string[] = [];
    for (const { id, docs } of CONF_RULES) {
      const places = BIND_VERSIONS.map((version) =>
        problemsOf(docs.bad, { version })
          .filter((problem) => problem.rule === id && isError(problem))
          .map(({ start }) => start),
      ).filter((starts) => starts.length > 0);
      if (!places.every((starts) => starts.some((start) => places[0].includes(start))))
        wrong.push(`${id}: ${JSON.stringify(places)}`);
    }
    assert.deepEqual(wrong, []);
  });

  for (const text of [
    'zone "example.com" { type primary; file "db"; dnssec-policy default; inline-signing no; };',
    'options { dnssec-policy default; };\nzone "example.com" { type primary; file "db"; inline-signing no; };',
  ]) {
    it(`is an error where all releases refuse ${text}`, () => {
      assert.match(
        only(problemsOf(text, ASSUMED), 'conf/policy-needs-inline-signing'),
        /^error (?!.* BIND refuses it)/,
      );
      for (const version of BIND_VERSIONS)
        assert.deepEqual(found('conf/policy-needs-inline-signing', text, { version }), [
          `error ${text.split('\n').length} no`,
        ]);
    });
  }

  it('is mended in all places as with a known one', () => {
    const text = 'zone "a" { auto-dnssec off; };\nzone "b" { auto-dnssec off; };\n';
    const fixes = fixesOf('conf/removed-statement', text, ASSUMED);
    assert.ok(fixes.length > 1);
    assert.deepEqual(
      fixes.map(({ title }) => title),
      fixesOf('conf/removed-statement', text, { version: '9.20' }).map(({ title }) => title),
    );
  });
});

describe('a zone for an unknown release', () => {
  const cases: readonly [RuleId, string, BindVersion][] = [
    ['zone/svcb-alias-params', 'a SVCB 0 www alpn=h2\n', '9.20'],
    ['zone/svcb-dns-parameters', '_dns.a SVCB 1 ns1 alpn=h2\n', '9.20'],
    ['zone/ds-not-at-delegation', `a DS 12345 13 2 ${'0'.repeat(64)}\n`, '9.20'],
  ];
  for (const [rule, text, first] of cases) {
    it(`${rule} names the first release that refuses it`, () => {
      const said = (settings: object) => only(new TestZone(withTop(text), { settings }).of(rule), rule);
      assert.match(said(releaseOf(undefined)), new RegExp(`^warning .* BIND refuses it from ${first} on\\.$`));
      assert.match(said({ version: first }), /^error (?!.* BIND refuses it)/);
      assert.match(said({ version: '9.18' }), /^warning (?!.* BIND refuses it)/);
    });
  }
});

it('asks each rule once for each release, however many find errors', () => {
  const context = contextOf('options { recursion maybe; };', ASSUMED);
  const asked = new Map<string, number>();
  // Errors of the assumed release alone: for the others all rules are asked.
  const rules = CONF_RULES.slice(0, 8).map((rule, i): ConfRule => {
    return {
      ...rule,
      check({ version, model }, report) {
        const key = `${rule.id} ${version}`;
        asked.set(key, (asked.get(key) ?? 0) + 1);
        const [setting] = settingsOf(model);
        if (version === context.version)
          report({ uri: setting.file.uri, start: i, end: i + 1 }, 'x', { severity: 'error' });
      },
    };
  });
  const others = otherReleases(context, rules);
  for (const rule of rules) {
    const [found] = finish(findingsOf(rule, context, others));
    assert.equal(found.severity, 'warning');
  }
  assert.equal(asked.size, rules.length * BIND_VERSIONS.length);
  assert.deepEqual([...new Set(asked.values())], [1]);
});
