import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fixed, fixesOf, found, problemsOf } from './helper.ts';

const NS1 = ['ns1.example.com. 192.0.2.53', 'ns1.example.com. 2001:db8::53'];
const NS2 = ['ns2.example.com. 198.51.100.53', 'ns2.example.com. 2001:db8:2::53'];

describe('listening on IPv6', () => {
  it('that is not stated is a hint, once, where options are', () => {
    const rule = 'conf/listen-on-v6-absent';
    const bad = 'options {\n\tdirectory "/var/cache/bind";\n\tlisten-on { any; };\n\trecursion no;\n};\n';
    assert.deepEqual(found(rule, bad), ['hint 1 options']);
    const good = bad.replace('{ any; };\n', '{ any; };\n\tlisten-on-v6 { any; };\n');
    assert.equal(fixed(rule, bad), good);
    assert.deepEqual(found(rule, good), []);
    assert.deepEqual(found(rule, 'zone "a" { type hint; file "x"; };'), []);
    assert.equal(fixed(rule, 'options {\n};\n'), 'options {\n\tlisten-on-v6 { any; };\n};\n');
    assert.deepEqual(found(rule, 'options { include "more"; };', { files: { more: 'listen-on-v6 { any; };' } }), []);
  });

  it('is not written by a fix where more would be told then', () => {
    const rule = 'conf/listen-on-v6-absent';
    const told = (text: string): number => problemsOf(text).filter((problem) => problem.rule !== rule).length;
    const bodies = [
      'allow-query { 192.0.2.0/24; };',
      'recursion yes;\n\tallow-recursion { 127.0.0.1; 10.0.0.0/8; };',
      'query-source address 192.0.2.53;\n\trecursion yes;',
      'listen-on port 853 tls ephemeral { any; };\n\tlisten-on { any; };',
      'listen-on port 443 tls ephemeral http default { any; };',
    ];
    for (const body of bodies) {
      const text = `options {\n\t${body}\n};\n`;
      const stated = text.replace('\n};', '\n\tlisten-on-v6 { any; };\n};');
      assert.ok(told(stated) > told(text), body);
      assert.deepEqual(found(rule, text), ['hint 1 options']);
      assert.deepEqual(fixesOf(rule, text), [], body);
    }
    for (const body of [
      'recursion no;',
      'allow-query { any; };',
      'allow-query { 192.0.2.0/24; 2001:db8::/32; };',
      'allow-transfer { 192.0.2.54; };',
      'query-source address 192.0.2.53;\n\trecursion no;',
      'query-source address 192.0.2.53;\n\tquery-source-v6 address 2001:db8::53;',
      'listen-on port 853 tls ephemeral { none; };',
      'listen-on port 53 tls none { any; };',
    ]) {
      const text = `options {\n\t${body}\n};\n`;
      assert.equal(fixesOf(rule, text).length, 1, body);
      assert.ok(told(fixed(rule, text)) <= told(text), body);
    }
    const inView = 'options {\n\tdirectory "/x";\n};\nview "a" {\n\tmatch-clients { 10.0.0.0/8; };\n};\n';
    assert.deepEqual(fixesOf(rule, inView), []);
  });

  it('does not count what every machine has for itself', () => {
    for (const list of ['{ none; }', '{ fe80::1; }']) {
      const text = `options {\n\tlisten-on-v6 ${list};\n};\n`;
      for (const rule of ['conf/listen-on-v6-none', 'conf/listen-on-v6-incomplete'] as const) {
        assert.deepEqual(found(rule, text, { published: ['localhost. ::1'] }), []);
      }
      const problems = problemsOf(text, { published: ['ns1.example.com. ::1', 'ns1.example.com. 2001:db8::53'] });
      const about = problems.filter(({ rule }) => rule.startsWith('conf/listen-on-v6-'));
      assert.equal(about.length, 1);
      assert.match(about[0].message, /2001:db8::53/);
      assert.doesNotMatch(about[0].message, /::1 /);
    }
  });

  it('that is switched off beside published addresses is a warning', () => {
    const rule = 'conf/listen-on-v6-none';
    const bad = 'options {\n\tlisten-on-v6 { none; };\n};\n';
    assert.deepEqual(found(rule, bad, { published: NS1 }), ['warning 2 { none; }']);
    assert.deepEqual(found(rule, bad), []);
    assert.deepEqual(found(rule, bad, { published: ['ns1.example.com. 192.0.2.53'] }), []);
    assert.equal(fixed(rule, bad, { published: NS1 }), bad.replace('none', 'any'));
    assert.equal(fixed(rule, bad, { published: NS1 }, 'Listen on'), bad.replace('none;', '::1; 2001:db8::53;'));
    assert.deepEqual(found(rule, 'options { listen-on-v6 port 5353 { none; }; };', { published: NS1 }), []);
  });

  it('that leaves out a published address is a warning', () => {
    const rule = 'conf/listen-on-v6-incomplete';
    const bad = 'options {\n\tlisten-on-v6 { ::1; };\n};\n';
    assert.deepEqual(found(rule, bad, { published: NS1 }), ['warning 2 { ::1; }']);
    const good = bad.replace('{ ::1', '{ 2001:db8::53; ::1');
    assert.equal(fixed(rule, bad, { published: NS1 }), good);
    assert.deepEqual(found(rule, good, { published: NS1 }), []);
    for (const list of ['any', '2001:db8::/32', 'mine', 'localnets']) {
      const text = `acl mine { 2001:db8::53; };\noptions { listen-on-v6 { ${list}; }; };`;
      assert.deepEqual(found(rule, text, { published: NS1 }), [], list);
    }
    const negated = 'options { listen-on-v6 { !2001:db8::53; any; }; };';
    assert.equal(found(rule, negated, { published: NS1 }).length, 1);
    assert.deepEqual(found(rule, fixed(rule, negated, { published: NS1 }), { published: NS1 }), []);
  });

  it('is asked of the name servers that are this one', () => {
    const rule = 'conf/listen-on-v6-incomplete';
    const published = [...NS1, ...NS2];
    const ours = 'options { listen-on-v6 { 2001:db8::53; }; };';
    assert.deepEqual(found(rule, ours, { published }), []);
    const byIpv4 = 'options { listen-on { 198.51.100.53; }; listen-on-v6 { ::1; }; };';
    assert.deepEqual(
      fixesOf(rule, byIpv4, { published }).map((fix) => fix.title),
      ['Add 2001:db8:2::53 to listen-on-v6', "Change to 'listen-on-v6 { any; };'"],
    );
  });

  it('is not asked of what only some clients are told, beside what everyone is', () => {
    const rule = 'conf/listen-on-v6-incomplete';
    const text = 'options { listen-on { 192.0.2.53; }; listen-on-v6 { ::1; }; };';
    const inside = 'ns1.example.com. fd00:10::53 inside';
    const titles = (published: readonly string[]): string[] =>
      fixesOf(rule, text, { published }).map(({ title }) => title);
    assert.equal(titles([...NS1, inside])[0], 'Add 2001:db8::53 to listen-on-v6');
    assert.ok(titles([...NS1, inside]).every((title) => !title.includes('fd00')));
    // A server for the inside alone is asked at what it says there.
    assert.equal(titles([inside])[0], 'Add fd00:10::53 to listen-on-v6');
  });

  it('that is open while IPv4 is limited is a warning', () => {
    const rule = 'conf/listen-on-restricted';
    const zone = 'zone "lan" { type primary; file "lan"; };\n';
    const bad = `options {\n\tlisten-on { 127.0.0.1; };\n};\n${zone}`;
    assert.deepEqual(found(rule, bad), ['warning 2 { 127.0.0.1; }']);
    const good = `options {\n\tlisten-on { 127.0.0.1; };\n\tlisten-on-v6 { ::1; };\n};\n${zone}`;
    assert.equal(fixed(rule, bad), good);
    // Strangers get nothing of a server that resolves for its own networks, and has the zones that every one has.
    for (const more of ['', zone.replace('"lan"', '"localhost"'), zone.replace('"lan"', '"2.0.192.in-addr.arpa"')]) {
      assert.deepEqual(found(rule, bad.replace(zone, more)), ['information 2 { 127.0.0.1; }']);
    }
    assert.deepEqual(found(rule, `options { listen-on { 127.0.0.1; }; allow-recursion { 192.0.2.0/24; }; };`), [
      'warning 1 { 127.0.0.1; }',
    ]);
    assert.deepEqual(found(rule, good), []);
    assert.equal(found(rule, 'options { listen-on { 192.0.2.53; }; listen-on-v6 { any; }; };').length, 1);
    const said = (v6: string): string | undefined =>
      problemsOf(`options { listen-on { 192.0.2.53; }; ${v6} };`).find((problem) => problem.rule === rule)?.message;
    assert.match(said('') ?? '', /listen-on-v6 is absent, so named/);
    assert.match(said('listen-on-v6 { any; };') ?? '', /listen-on-v6 has any, so named/);
    const own = fixed(rule, 'options { listen-on { 192.0.2.53; }; listen-on-v6 { any; }; };', { published: NS1 });
    assert.match(own, /listen-on-v6 \{ ::1; 2001:db8::53; \};/);
    for (const fine of [
      'listen-on { any; };',
      'listen-on { none; };',
      'listen-on { 127.0.0.1; }; listen-on-v6 { none; };',
      '',
    ]) {
      assert.deepEqual(found(rule, `options { ${fine} };`), [], fine);
    }
  });
});

describe('open to everyone', () => {
  it('recursion', () => {
    const rule = 'conf/open-recursion';
    assert.deepEqual(found(rule, 'options { allow-recursion { any; }; };'), ['warning 1 { any; }']);
    assert.deepEqual(found(rule, 'options { allow-query { 0.0.0.0/0; }; };'), ['warning 1 { 0.0.0.0/0; }']);
    assert.deepEqual(found(rule, 'acl all { any; };\noptions { allow-query-cache { all; }; };'), [
      'warning 2 { all; }',
    ]);
    for (const fine of [
      '',
      'recursion yes;',
      'recursion no; allow-recursion { any; };',
      'allow-query { any; }; allow-recursion { localnets; };',
      'allow-query { localnets; key k; };',
      'allow-recursion { !any; };',
    ]) {
      assert.deepEqual(found(rule, `options { ${fine} };`), [], fine);
    }
    const views =
      'view "in" { match-clients { localnets; }; allow-recursion { any; }; };\nview "out" { recursion no; };';
    assert.deepEqual(found(rule, views), []);
    const bad = 'options {\n\tallow-query { any; };\n};\n';
    const good = 'options {\n\tallow-query { any; };\n\tallow-recursion { localnets; localhost; };\n};\n';
    assert.equal(fixed(rule, bad), good);
    assert.deepEqual(found(rule, good), []);
  });

  it('zone transfers', () => {
    const rule = 'conf/open-transfer';
    const zone = (extra: string) => `zone "example.com" { type primary; file "f";${extra} };`;
    assert.deepEqual(found(rule, zone(' allow-transfer { any; };')), ['warning 1 { any; }']);
    assert.deepEqual(found(rule, `${zone('')}\n${zone('').replace('com', 'org')}`), ['information 1 "example.com"']);
    assert.deepEqual(found(rule, zone(''), { version: '9.20' }), []);
    assert.deepEqual(found(rule, `options { allow-transfer { none; }; };\n${zone('')}`), []);
    assert.deepEqual(found(rule, 'zone "127.in-addr.arpa" { type primary; file "f"; };'), []);
    const text = `options {\n\trecursion no;\n};\n${zone('')}`;
    assert.deepEqual(found(rule, fixed(rule, text)), []);
    assert.equal(fixed(rule, zone(' allow-transfer { any; };')), zone(' allow-transfer { none; };'));
  });
});

describe('listening on IPv4', () => {
  const rule = 'conf/listen-on-incomplete';

  it('that leaves out an address of a server that another address shows to be this one', () => {
    const bad = 'options {\n\tlisten-on { 127.0.0.1; };\n\tlisten-on-v6 { 2001:db8::53; };\n};\n';
    assert.deepEqual(found(rule, bad, { published: NS1 }), ['warning 2 { 127.0.0.1; }']);
    const good = bad.replace('{ 127', '{ 192.0.2.53; 127');
    assert.equal(fixed(rule, bad, { published: NS1 }), good);
    assert.deepEqual(found(rule, good, { published: NS1 }), []);
    const second = [...NS1, 'ns1.example.com. 192.0.2.153'];
    assert.equal(found(rule, 'options { listen-on { 192.0.2.53; }; };', { published: second }).length, 1);
  });

  for (const [what, lists, published] of [
    ['nothing shows which server this is', 'listen-on { 127.0.0.1; };', NS1],
    ['it is another server', 'listen-on { 127.0.0.1; 192.0.2.53; };', [...NS1, ...NS2]],
    ['every address is listened on', 'listen-on { any; }; listen-on-v6 { 2001:db8::53; };', NS1],
    ['nothing is said of IPv4', 'listen-on-v6 { 2001:db8::53; };', NS1],
    ['a router may translate', 'listen-on { 10.0.0.53; }; listen-on-v6 { 2001:db8::53; };', NS1],
    ['a network of the machine is meant', 'listen-on { localnets; }; listen-on-v6 { 2001:db8::53; };', NS1],
    ['another port is meant', 'listen-on port 853 { 127.0.0.1; }; listen-on-v6 { 2001:db8::53; };', NS1],
    ['only some clients are told', 'listen-on { 192.0.2.53; };', [...NS1, 'ns1.example.com. 10.0.0.53 inside']],
  ] as const) {
    it(`says nothing where ${what}`, () => {
      assert.deepEqual(found(rule, `options { ${lists} };`, { published }), []);
    });
  }
});
