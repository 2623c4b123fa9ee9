import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fixed, fixesOf, found, problemsOf, ROOT } from './helper.ts';

/** The split-DNS configuration that every manual has, with the mistakes that copies of it have. */
const SPLIT = `acl internals { 172.16.72.0/24; 192.168.1.0/24; };

options {
  ...
  ...
  allow-query { internals; };
  ...
};

zone "site1.internal" {
  type master;
  file "m/site1.internal";
  forwarders { };
  allow-query { internals; };
  allow-transfer { internals; }
};

zone "site2.internal" {
  type slave;
  file "s/site2.internal";
  masters { 172.16.72.3; };
  forwarders { };
  allow-query { internals };
  allow-transfer { internals; }
};
`;

describe('characters that cannot be seen', () => {
  const rule = 'conf/unreadable-character';
  const errors = (text: string): string[] =>
    problemsOf(text)
      .filter(({ severity }) => severity === 'error')
      .map((problem) => problem.rule);

  it('are named in place of what they break', () => {
    const text = 'options {\n\trecursion\u00a0no;\n};\n';
    assert.deepEqual(found(rule, text), ['error 2 \u00a0']);
    assert.deepEqual(errors(text), [rule]);
    assert.equal(fixed(rule, text), 'options {\n\trecursion no;\n};\n');
    assert.deepEqual(errors('options { listen-on { 192.0.2.1\u200b; }; };\n'), [rule]);
    assert.match(problemsOf(text).find((problem) => problem.rule === rule)!.message, /no-break space \(U\+00A0\)/);
  });

  it('are a warning where named takes them, and nothing in comments and strings', () => {
    assert.deepEqual(found(rule, 'acl a\u200bb { any; };\n'), ['warning 1 \u200b']);
    assert.deepEqual(found(rule, '// a\u00a0b\noptions { version "a\u00a0b"; }; # c\u200b\n'), []);
  });
});

describe('punctuation', () => {
  it('missing semicolons are found each on its line, and nothing else is refused', () => {
    assert.deepEqual(found('conf/missing-semicolon', SPLIT), ['error 15 }', 'error 23 s', 'error 24 }']);
    const errors = problemsOf(SPLIT).filter((problem) => problem.severity === 'error');
    assert.deepEqual(
      errors.map((problem) => problem.rule),
      [
        'conf/unknown-statement',
        'conf/unknown-statement',
        'conf/unknown-statement',
        'conf/missing-semicolon',
        'conf/missing-semicolon',
        'conf/missing-semicolon',
      ],
    );
  });

  it('adds the semicolon where it is missing', () => {
    const bad = 'zone "a" {\n\ttype hint;\n\tfile "x"\n};\n';
    assert.equal(fixed('conf/missing-semicolon', bad), 'zone "a" {\n\ttype hint;\n\tfile "x";\n};\n');
  });

  it('adds the brace where the block ends, indented as its statement', () => {
    const bad =
      'view "v" {\n\tzone "a" {\n\t\ttype hint;\n\t\tfile "x";\n\tzone "b" {\n\t\ttype hint;\n\t\tfile "y";\n\t};\n};\n';
    const good = bad.replace('"x";\n', '"x";\n\t};\n');
    assert.equal(fixed('conf/missing-brace', bad), good);
    assert.deepEqual(found('conf/missing-brace', good), []);
  });

  it('adds the brace between two semicolons, where only it is missing', () => {
    const bad = 'options {\n\tallow-query { any; ;\n\trecursion no;\n};\n';
    assert.deepEqual(
      problemsOf(bad)
        .filter((problem) => problem.severity === 'error')
        .map((problem) => problem.rule),
      ['conf/missing-brace'],
    );
    assert.equal(fixed('conf/missing-brace', bad), bad.replace('any; ;', 'any; } ;'));
  });

  it('adds the brace that opens a clause or a list', () => {
    const errors = (text: string) => problemsOf(text).filter((problem) => problem.severity === 'error');
    for (const good of [
      'options {\n\trecursion no;\n\tallow-query { any; };\n};\nzone "a" {\n\ttype hint;\n\tfile "f";\n};\n',
      'view "v" {\n\tzone "a" {\n\t\ttype hint;\n\t\tfile "f";\n\t};\n};\n',
    ]) {
      for (let at = good.indexOf('{'); at >= 0; at = good.indexOf('{', at + 1)) {
        const bad = good.slice(0, at - 1) + good.slice(at + 1);
        assert.deepEqual(
          errors(bad).map((problem) => problem.rule),
          ['conf/missing-open-brace'],
          bad,
        );
        assert.equal(fixed('conf/missing-open-brace', bad), good);
      }
    }
  });

  it('deletes what is too much', () => {
    assert.equal(fixed('conf/stray-brace', 'options { recursion no; };\n};\n'), 'options { recursion no; };\n\n');
    assert.equal(fixed('conf/stray-semicolon', 'options { recursion no;; };'), 'options { recursion no; };');
  });

  it('closes a quote', () => {
    const bad = 'zone "a {\n\ttype hint;\n\tfile "x";\n};\n';
    assert.deepEqual(found('conf/unclosed-quote', bad), ['error 1 "a']);
    assert.equal(fixed('conf/unclosed-quote', bad), bad.replace('"a', '"a"'));
    assert.deepEqual(found('conf/unclosed-comment', 'acl a { any; };\n/* x'), ['error 2 /*']);
  });
});

describe('statements', () => {
  it('unknown ones come with the nearest name', () => {
    const bad = 'options {\n\trecusion no;\n};';
    assert.deepEqual(found('conf/unknown-statement', bad), ['error 2 recusion']);
    assert.equal(fixed('conf/unknown-statement', bad), 'options {\n\trecursion no;\n};');
    assert.deepEqual(found('conf/unknown-statement', 'server a { x; key k; };', { clause: 'rndc' }), ['error 1 x']);
    assert.deepEqual(found('conf/unknown-statement', 'zzzz yes;'), ['error 1 zzzz']);
  });

  it('that are not there yet are unknown to the release', () => {
    const text = 'remote-servers "r" { 192.0.2.1; };';
    assert.deepEqual(found('conf/unknown-statement', text, { version: '9.18' }), ['error 1 remote-servers']);
    assert.deepEqual(found('conf/unknown-statement', text, { version: '9.20' }), []);
  });

  it('may stand in the wrong clause', () => {
    assert.deepEqual(found('conf/misplaced-statement', 'zone "a" {\n\trecursion no;\n};'), ['error 2 recursion']);
    assert.deepEqual(found('conf/misplaced-statement', 'recursion no;'), ['error 1 recursion']);
    const problems = problemsOf('options {\nacl a { any; };\n};');
    const problem = problems.find((candidate) => candidate.rule === 'conf/misplaced-statement');
    assert.match(problem?.message ?? '', /at the top of named\.conf/);
    assert.deepEqual(found('conf/misplaced-statement', 'default-key "k";', { clause: 'rndc' }), [
      'error 1 default-key',
    ]);
  });

  it('may stand once', () => {
    const bad = 'options {\n\trecursion no;\n\trecursion yes;\n};\n';
    assert.deepEqual(found('conf/duplicate-statement', bad), ['error 3 recursion']);
    assert.equal(fixed('conf/duplicate-statement', bad), 'options {\n\trecursion no;\n};\n');
    assert.deepEqual(
      found('conf/duplicate-statement', 'options { listen-on { any; }; listen-on port 5353 { any; }; };'),
      [],
    );
    assert.deepEqual(found('conf/duplicate-statement', 'options { };\noptions { };'), ['error 2 options']);
    const zone = 'zone "a" { type secondary; primaries { 192.0.2.1; }; masters { 192.0.2.1; }; };';
    assert.deepEqual(found('conf/duplicate-statement', zone), ['error 1 masters']);
    const files = { inner: 'recursion no;' };
    assert.deepEqual(
      found('conf/duplicate-statement', 'options { recursion no; include "inner"; };', { files }).length,
      1,
    );
  });

  it('have values of their kind', () => {
    const bad = 'options { recursion perhaps; directory /tmp; };';
    assert.deepEqual(found('conf/wrong-value', bad), ['error 1 perhaps', 'error 1 /tmp']);
    assert.equal(fixed('conf/wrong-value', 'zone "a" { type primry; };'), 'zone "a" { type primary; };');
    assert.equal(fixed('conf/wrong-value', 'include named.local;'), 'include "named.local";');
    assert.deepEqual(found('conf/value-out-of-range', 'options { max-ncache-ttl 2w; };'), ['error 1 2w']);
    assert.deepEqual(
      found('conf/value-out-of-range', 'options { sig-validity-interval 5000; };', { version: '9.20' }),
      [],
    );
  });
});

describe('migration', () => {
  it('removed statements are refused, deprecated ones are told', () => {
    const text = 'options {\n\tdnssec-enable yes;\n\tdnssec-validation auto;\n};\n';
    assert.deepEqual(found('conf/removed-statement', text), ['error 2 dnssec-enable']);
    assert.equal(fixed('conf/removed-statement', text), 'options {\n\tdnssec-validation auto;\n};\n');
    const zone = 'zone "a" {\n\ttype primary;\n\tfile "f";\n\tauto-dnssec maintain;\n};\n';
    assert.deepEqual(found('conf/deprecated-statement', zone, { version: '9.18' }), ['information 4 auto-dnssec']);
    assert.deepEqual(found('conf/removed-statement', zone, { version: '9.20' }), ['error 4 auto-dnssec']);
  });

  it('auto-dnssec becomes a policy, with inline-signing where the zone is static', () => {
    const zone = (extra: string) => `zone "a" {\n\ttype primary;\n\tfile "f";${extra}\n\tauto-dnssec maintain;\n};\n`;
    const after = fixed('conf/deprecated-statement', zone(''));
    assert.equal(
      after,
      'zone "a" {\n\ttype primary;\n\tfile "f";\n\tdnssec-policy default;\n\tinline-signing yes;\n};\n',
    );
    assert.deepEqual(found('conf/policy-needs-inline-signing', after), []);
    const updated = fixed('conf/deprecated-statement', zone('\n\tupdate-policy local;'));
    assert.ok(!updated.includes('inline-signing'));
    const off = 'zone "a" {\n\ttype hint;\n\tfile "f";\n\tauto-dnssec off;\n};\n';
    assert.equal(fixed('conf/deprecated-statement', off), 'zone "a" {\n\ttype hint;\n\tfile "f";\n};\n');
  });

  it('managed-keys and trusted-keys become trust-anchors together, comments and layout kept', () => {
    const bad = [
      'managed-keys {',
      '\t/* root */',
      '\t"." initial-key 257 3 8 "AwEA',
      '\t\tAag=";',
      '};',
      'trusted-keys {',
      '\t# ours',
      '\texample.com. 257 3 13 "AwEAAag=";',
      '};',
      '',
    ].join('\n');
    const good = bad
      .replace('managed-keys', 'trust-anchors')
      .replace('trusted-keys', 'trust-anchors')
      .replace('example.com. 257', 'example.com. static-key 257');
    assert.equal(fixed('conf/deprecated-statement', bad), good);
    assert.deepEqual(
      problemsOf(good).filter((problem) => problem.severity !== 'information'),
      [],
    );
  });

  it('renames what has a new name, and deletes it where the new one is there', () => {
    assert.equal(
      fixed('conf/removed-statement', 'options {\n\trequest-sit yes;\n};'),
      'options {\n\tsend-cookie yes;\n};',
    );
    const both = 'options {\n\trequest-sit yes;\n\tsend-cookie no;\n};';
    assert.equal(fixed('conf/removed-statement', both), 'options {\n\tsend-cookie no;\n};');
  });

  it('old terms have new ones', () => {
    const text = 'masters m { 192.0.2.1; };\nzone "a" { type slave; masters { m; }; };';
    assert.deepEqual(found('conf/old-term', text), ['hint 1 masters']);
    assert.equal(fixed('conf/old-term', text), text.replace('masters', 'primaries'));
    // 9.20.5 knows remote-servers, and the releases of 9.20 before it do not.
    assert.equal(fixed('conf/old-term', text, { version: '9.20' }), text.replace('masters', 'primaries'));
    assert.equal(fixed('conf/old-term', text, { version: '9.21' }), text.replace('masters', 'remote-servers'));
    assert.equal(fixed('conf/old-term', 'zone "a" { type master; };'), 'zone "a" { type primary; };');
  });

  it('what is the same in many places of a file is told at the first, with the others and a fix of all', () => {
    const zones = ['a', 'b', 'c'].map((name) => `zone "${name}" { type slave; masters { 192.0.2.1; }; };`).join('\n');
    const [old, ...more] = problemsOf(zones).filter(({ rule }) => rule === 'conf/old-term');
    assert.deepEqual(more, []);
    assert.equal(old.start, zones.indexOf('slave'));
    assert.equal(old.related?.length, 5);
    assert.match(old.message, /^'slave' is the older word\. .* 5 more places of this file are alike\.$/);
    const all = fixed('conf/old-term', zones, {}, 'all 6');
    assert.equal(all, zones.replaceAll('slave', 'secondary').replaceAll('masters', 'primaries'));
    // One place needs no fix of all.
    assert.deepEqual(
      fixesOf('conf/old-term', 'zone "a" { type master; };').map(({ title }) => title),
      ["Change to 'primary'"],
    );
  });

  it('a wrong value is told once for each value, and in each file', () => {
    const zone = (name: string, type: string) => `zone "${name}" { type ${type}; file "${name}"; };`;
    const text = [zone('a', 'native'), zone('b', 'native'), zone('c', 'bogus'), 'include "more";'].join('\n');
    const files = { more: [zone('d', 'native'), zone('e', 'native')].join('\n') };
    assert.deepEqual(found('conf/wrong-value', text, { files }), ['error 1 native', 'error 3 bogus', 'error 1 native']);
  });

  it('a statement that is gone, and a zone outside of the views, are told once a file', () => {
    const gone = 'view "v" {\n\tdnssec-enable yes;\n};\nview "w" {\n\tdnssec-enable yes;\n};';
    assert.equal(found('conf/removed-statement', gone).length, 1);
    const outside = 'view "v" { };\nzone "a" { type primary; file "a"; };\nzone "b" { type primary; file "b"; };';
    assert.equal(found('conf/zone-outside-views', outside).length, 1);
  });
});

describe('includes', () => {
  it('that are missing are reported where that can be known', () => {
    const text = 'options { directory "/etc/bind"; };\ninclude "gone";\ninclude "zones.*";';
    const setup = { exists: (path: string) => path !== '/etc/bind/gone' && path !== '/etc/bind/zones.*' };
    assert.deepEqual(found('conf/include-missing', text, setup), ['error 2 "gone"', 'error 3 "zones.*"']);
    assert.deepEqual(found('conf/include-missing', text), []);
  });

  it('that go round are reported', () => {
    assert.deepEqual(found('conf/include-cycle', `include "${ROOT}";`), [`error 1 "${ROOT}"`]);
  });

  it('that cannot be read keep rules silent that would need them', () => {
    const text =
      'include "acls";\noptions { allow-query { inside; }; dnssec-validation yes; };\nserver 192.0.2.1 { keys k; };';
    const ids = problemsOf(text, { version: '9.20' }).map((problem) => problem.rule);
    assert.deepEqual(ids, []);
  });
});
