import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CodeAction } from 'vscode-languageserver-types';
import { confActions } from '../../../../server/src/services/conf/actions.ts';
import { confHover } from '../../../../server/src/services/conf/hover.ts';
import { withoutIgnored } from '../../../../server/src/workspace/suppress.ts';
import { applied, type ConfPlace, CURSOR, markdown, openConf, titled } from '../zone/harness.ts';

const SECRET = 'c2VjcmV0IHNlY3JldCBzZWNyZXQ=';

function hoverAt(marked: string, others: Readonly<Record<string, string>> = {}, file?: string): string {
  const { configuration, uri, start } = openConf(marked, others, file);
  return markdown(confHover(configuration, uri, start, '9.20'));
}

const HOVERS: readonly { what: string; text: string; has: readonly string[]; hasNot?: readonly string[] }[] = [
  {
    what: 'a statement: documentation, grammar, default, clauses, versions',
    text: 'options { listen-$0on-v6 { any; }; };',
    has: ['**listen-on-v6**: ', '```named-conf\nlisten-on-v6 ', 'Stands in: `options`', 'Since BIND 9.'],
  },
  {
    what: 'a default',
    text: 'options { allow-recu$0rsion { any; }; };',
    has: ['Default: `{ localnets; localhost; }`'],
  },
  {
    what: 'a removed statement',
    text: 'options { dnssec-en$0able yes; };',
    has: ['removed in 9.', '**In BIND 9.20 it is removed: named refuses it.**'],
  },
  { what: 'a clause', text: 'z$0one "example.com" { type primary; };', has: ['**zone**: ', 'the top of the file'] },
  {
    what: 'a statement in the wrong clause',
    text: 'zone "example.com" { listen$0-on { any; }; };',
    has: ['**listen-on**: ', 'Not in `zone`.'],
  },
  { what: 'an unknown statement', text: 'options { foo$0bar yes; };', has: [], hasNot: ['foobar'] },
  { what: 'a value shows its statement', text: 'options { recursion y$0es; };', has: ['**recursion**: '] },
  { what: 'a duration', text: 'options { max-cache-ttl 1$0w; };', has: ['**1 week** (604800 seconds)'] },
  {
    what: 'a reverse zone is a prefix',
    text: 'zone "8.b.d.0.1.0.$00.2.ip6.arpa" { type primary; file "db.2001.db8"; };',
    has: [
      'Zone **`8.b.d.0.1.0.0.2.ip6.arpa.`**',
      'Prefix **`2001:db8::/32`**',
      'Documentation',
      'Class IN, type primary, file `db.2001.db8`.',
    ],
  },
  {
    what: 'an IPv4 reverse zone',
    text: 'zone "2.0.192.in-addr.ar$0pa" IN { type master; };',
    has: ['Prefix **`192.0.2.0/24`**'],
  },
  {
    what: 'a misspelt reverse zone',
    text: 'zone "2.0.192.IN-ADD$0RPA.NET" { type primary; };',
    has: ['looks like a misspelt `in-addr.arpa`'],
  },
  { what: 'an address', text: 'acl x { 2001:db8::$01; };', has: ['**`2001:db8::1`**', 'Full form', 'ip6.arpa.'] },
  {
    what: 'a prefix',
    text: 'acl x { 192.0.2.0$0/24; };',
    has: ['**`192.0.2.0/24`**', 'From `192.0.2.0` to `192.0.2.255`', 'Reverse zone: `2.0.192.in-addr.arpa.`'],
  },
  {
    what: 'an IPv6 prefix',
    text: 'acl x { !2001:db8::$0/32; };',
    has: ['to `2001:db8:ffff:ffff:ffff:ffff:ffff:ffff`', 'Reverse zone: `8.b.d.0.1.0.0.2.ip6.arpa.`'],
  },
  { what: 'any', text: 'options { allow-query { an$0y; }; };', has: ['**any**: Every address.'] },
  {
    what: 'an acl where it is used',
    text: 'acl "inside" { 10.0.0.0/8; !192.0.2.1; localnets; };\noptions { allow-query { ins$0ide; }; };',
    has: ['Acl **`inside`**', '3 elements', '10.0.0.0/8;\n!192.0.2.1;\nlocalnets;'],
  },
  { what: 'a zone type', text: 'zone "example.com" { type sl$0ave; };', has: ['The old word for **secondary**'] },
  { what: 'an include', text: 'include "more$0.conf";', has: ['[more.conf](<file:///zones/more.conf>): 1 statement.'] },
  {
    what: 'the algorithm of a trust anchor',
    text: 'trust-anchors { . initial-key 257 3 $08 "AwEAAQ=="; };',
    has: ['**Algorithm**: RSASHA256.'],
  },
  {
    what: 'a key where it is used',
    text: `key "k1" { algorithm hmac-sha256; secret "${SECRET}"; };\nserver 192.0.2.1 { keys { k$01; }; };`,
    has: [],
    hasNot: [SECRET],
  },
  {
    what: 'a key in an address list',
    text: `key "k1" { algorithm hmac-sha256; secret "${SECRET}"; };\noptions { allow-transfer { key k$01; }; };`,
    has: ['Key **`k1`**, `hmac-sha256`, in `named.conf`. Its secret is not shown.'],
    hasNot: [SECRET],
  },
  {
    what: 'the name of a key',
    text: `key "k$01" { algorithm hmac-sha256; secret "${SECRET}"; };`,
    has: ['Key **`k1`**'],
    hasNot: [SECRET],
  },
  {
    what: 'a secret',
    text: `key k1 { algorithm hmac-sha256; secret "${SECRET.slice(0, 4)}$0${SECRET.slice(4)}"; };`,
    has: ['**secret**: ', 'It is not shown.'],
    hasNot: [SECRET.slice(0, 8)],
  },
];
for (const { what, text, has, hasNot = [] } of HOVERS) {
  test(`hover in named.conf: ${what}`, () => {
    const value = hoverAt(text, { 'more.conf': 'acl a { any; };' });
    for (const fragment of has) assert.ok(value.includes(fragment), `${fragment} is not in:\n${value}`);
    for (const fragment of hasNot) assert.ok(!value.includes(fragment), `${fragment} is in:\n${value}`);
    if (has.length === 0 && hasNot.length === 0) assert.equal(value, '');
  });
}

test('hover in named.conf: in an included file', () => {
  const { configuration } = openConf(`${CURSOR}include "more.conf";`, { 'more.conf': 'acl a { any; };' });
  const { uri } = configuration.model!.files[1];
  assert.match(markdown(confHover(configuration, uri, 1, '9.20')), /^\*\*acl\*\*/);
});

test('hover in rndc.conf', () => {
  assert.match(hoverAt('options { default-ke$0y "k"; };', {}, 'rndc.conf'), /^\*\*default-key\*\*/);
});

test('hover in named.conf: no secret at any offset, however broken the file is', () => {
  const parts = [
    'key k1 {',
    ' algorithm hmac-sha256;',
    ` secret "${SECRET}";`,
    '};',
    'acl a { 10/8;',
    '};',
    'include "x"',
    `secret ${SECRET};`,
    `server 192.0.2.1 { keys k1; secret = "${SECRET}"`,
    'zone "1.2.3" {',
    '"',
    '/*',
    '...',
    'options { allow-query { a; key',
  ];
  let seed = 7;
  const random = (below: number): number => {
    seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
    return Math.floor((seed / 2 ** 32) * below);
  };
  for (let round = 0; round < 60; round++) {
    let text = '';
    for (let i = 0; i < 8; i++) text += `${parts[random(parts.length)]}${random(3) === 0 ? '' : '\n'}`;
    const { configuration, uri } = openConf(`${text}${CURSOR}`);
    for (let offset = 0; offset <= text.length; offset++) {
      const value = markdown(confHover(configuration, uri, offset, '9.20'));
      assert.ok(!value.includes(SECRET), `${text}\n---\n${value}`);
    }
  }
});

function actionsAt({ configuration, uri, start, buffers }: ConfPlace): CodeAction[] {
  configuration.check('9.20');
  const problems = configuration.problems.filter((problem) => problem.start <= start && start <= problem.end);
  return confActions(configuration, uri, problems, { bufferOf: (other) => buffers.get(other) }, '9.20');
}

test('actions in named.conf: the fix of a rule', () => {
  const place = openConf('options {\n\tdnssec-en$0able yes;\n\trecursion no;\n};\n');
  const fix = actionsAt(place).find(({ title }) => !title.startsWith('Ignore'));
  assert.equal(fix?.kind, 'quickfix');
  assert.deepEqual(applied(fix, place.buffers), { 'named.conf': 'options {\n\trecursion no;\n};\n' });
});

const IGNORES: readonly { what: string; text: string; after: string }[] = [
  {
    what: 'at the end of the line',
    text: 'options {\n\tfoo$0bar yes;\n};\n',
    after: 'options {\n\tfoobar yes; // bailiwick-ignore conf/unknown-statement\n};\n',
  },
  {
    what: 'behind a comment',
    text: 'options {\n\tfoo$0bar yes; # x\n};\n',
    after: 'options {\n\tfoobar yes; # x // bailiwick-ignore conf/unknown-statement\n};\n',
  },
  {
    what: 'with another rule',
    text: 'options {\n\tfoo$0bar yes; # bailiwick-ignore conf/x\n};\n',
    after: 'options {\n\tfoobar yes; # bailiwick-ignore conf/x conf/unknown-statement\n};\n',
  },
  {
    what: 'above a string of several lines',
    text: 'options {\n\tfoo$0bar "a\nb";\n};\n',
    after: 'options {\n\t// bailiwick-ignore conf/unknown-statement\n\tfoobar "a\nb";\n};\n',
  },
  {
    what: 'behind a block comment that ignores',
    text: 'options {\n\tfoo$0bar yes; /* bailiwick-ignore conf/x */\n};\n',
    after: 'options {\n\tfoobar yes; /* bailiwick-ignore conf/x conf/unknown-statement */\n};\n',
  },
];
for (const { what, text, after } of IGNORES) {
  test(`ignore in named.conf: ${what}`, () => {
    const place = openConf(text);
    const action = titled(actionsAt(place), 'Ignore conf/unknown-statement here');
    assert.deepEqual(applied(action, place.buffers), { 'named.conf': after });
    const renewed = openConf(`${after}${CURSOR}`);
    renewed.configuration.check('9.20');
    const left = withoutIgnored(renewed.configuration.problems, renewed.buffers.get(renewed.uri)!, 'named-conf');
    assert.ok(!left.some(({ rule }) => rule === 'conf/unknown-statement'), 'the problem is still there');
  });
}

test('ignore in named.conf: between two strings of several lines a comment has no room, at the top it has', () => {
  const ignoring = (key: string): string[] =>
    actionsAt(openConf(`trust-anchors { . initial-key 257 3 8 "${key}"; b initial-k$0ez 257 3 8 "${key}"; };\n`))
      .map(({ title }) => title)
      .filter((title) => title.startsWith('Ignore'));
  assert.deepEqual(ignoring('YWJj\nZGVm'), ['Ignore conf/wrong-value in this file']);
  assert.deepEqual(ignoring('YWJjZGVm'), ['Ignore conf/wrong-value here', 'Ignore conf/wrong-value in this file']);
});
