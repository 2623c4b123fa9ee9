import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CodeAction } from 'vscode-languageserver-types';
import type { RuleId } from '../../../../server/src/rules/ids.ts';
import { zoneActions } from '../../../../server/src/services/zone/actions.ts';
import { TextBuffer } from '../../../../server/src/text/buffer.ts';
import { ignoredInFile, withoutIgnored } from '../../../../server/src/workspace/suppress.ts';
import { actionsAt, applied, makeWorkspace, openAt, type Place, titled, type ZoneSpec } from './harness.ts';

const SOA = '$TTL 1d\n@ SOA ns1 host 2023102701 3600 900 1209600 3600\n';
const RAISED = SOA.replace('2023102701', '2025112101');
const V6 = '8.b.d.0.1.0.0.2.ip6.arpa.';
const V4 = '2.0.192.in-addr.arpa.';
const ZEROS = '0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0';
const SPECS: readonly ZoneSpec[] = [
  { file: 'db.example.com', origin: 'example.com.' },
  { file: 'db.2001.db8', origin: V6 },
  { file: 'db.192.0.2', origin: V4 },
];

function forward(lines: string, others: Readonly<Record<string, string>> = {}, specs = SPECS): Place {
  const files: Record<string, string> = {
    'db.example.com': `${SOA}${lines}`,
    'db.2001.db8': SOA,
    'db.192.0.2': SOA,
    ...others,
  };
  return openAt(
    files,
    specs.filter(({ file }) => file in files),
  );
}

function ptrAfter(place: Place, title = 'Write the PTR'): Record<string, string> {
  return applied(titled(actionsAt(place), title), place.buffers);
}

function titles(place: Place): string[] {
  return actionsAt(place).map(({ title }) => title);
}

test('ptr: at the end of a zone without PTR records, with the serial raised', () => {
  const place = forward('www AAAA 2001:db8::$020\n');
  const texts = ptrAfter(place, 'Write the PTR for 2001:db8::20 into db.2001.db8');
  assert.deepEqual(texts, { 'db.2001.db8': `${RAISED}0.2.${ZEROS}\tPTR\twww.example.com.\n` });
});

test('ptr: a file without a line end at its end', () => {
  const place = forward('www A 192.0.2.2$00\n', { 'db.192.0.2': SOA.trimEnd() });
  assert.equal(ptrAfter(place)['db.192.0.2'], `${RAISED}20\tPTR\twww.example.com.\n`);
});

test('ptr: relative to the $ORIGIN in force at the end', () => {
  const place = forward('www AAAA 2001:db8::$020\n', { 'db.2001.db8': `${SOA}$ORIGIN 0.0.0.0.0.0.0.0.${V6}\n` });
  const owner = '0.2.0.0.0.0.0.0.0.0.0.0.0.0.0.0';
  assert.ok(ptrAfter(place)['db.2001.db8'].endsWith(`${V6}\n${owner}\tPTR\twww.example.com.\n`));
});

test('ptr: absolute where the $ORIGIN in force does not contain it', () => {
  const place = forward('www AAAA 2001:db8::$020\n', { 'db.2001.db8': `${SOA}$ORIGIN f.${V6}\n` });
  assert.ok(ptrAfter(place)['db.2001.db8'].endsWith(`\n0.2.${ZEROS}.${V6}\tPTR\twww.example.com.\n`));
});

const SORTED = `${SOA}1    IN  PTR  a.example.com.\n9    IN  PTR  b.example.com. ; comment\n     TXT "x"\n30   IN  PTR  c.example.com.\n`;
for (const [address, expected] of [
  ['192.0.2.20', SORTED.replace('30 ', '20   IN  PTR  www.example.com.\n30 ')],
  ['192.0.2.100', `${SORTED}100  IN  PTR  www.example.com.\n`],
  ['192.0.2.0', SORTED.replace('1    IN', '0    IN  PTR  www.example.com.\n1    IN')],
]) {
  test(`ptr: sorted in, laid out as its neighbours: ${address}`, () => {
    const place = forward(`www A ${address}$0\n`, { 'db.192.0.2': SORTED });
    assert.equal(ptrAfter(place)['db.192.0.2'], expected.replace('2023102701', '2025112101'));
  });
}

test('ptr: behind the last where the file is not sorted', () => {
  const text = `${SOA}30 PTR a.example.com.\n9 PTR b.example.com.\nx TXT "x"\n`;
  const place = forward('www A 192.0.2.2$00\n', { 'db.192.0.2': text });
  assert.equal(
    ptrAfter(place)['db.192.0.2'],
    `${RAISED}30 PTR a.example.com.\n9 PTR b.example.com.\n20 PTR www.example.com.\nx TXT "x"\n`,
  );
});

test('ptr: not between a record and one that inherits its owner, over a directive', () => {
  const text = `${SOA}9 PTR b.example.com.\n$TTL 60\n  TXT "x"\n30 PTR c.example.com.\n`;
  const place = forward('www A 192.0.2.2$00\n', { 'db.192.0.2': text });
  assert.ok(ptrAfter(place)['db.192.0.2'].endsWith('  TXT "x"\n20 PTR www.example.com.\n30 PTR c.example.com.\n'));
});

test('ptr: into the included file that has the PTR records', () => {
  const place = forward('www A 192.0.2.2$00\n', {
    'db.192.0.2': `${SOA}$INCLUDE hosts.inc\n`,
    'hosts.inc': '9 PTR b.example.com.\n',
  });
  const texts = ptrAfter(place);
  assert.equal(texts['hosts.inc'], '9 PTR b.example.com.\n20 PTR www.example.com.\n');
  assert.equal(texts['db.192.0.2'], `${RAISED}$INCLUDE hosts.inc\n`);
});

test('ptr: the zone with the longest name', () => {
  const place = forward('www A 192.0.2.2$00\n', { 'db.192': SOA }, [
    ...SPECS,
    { file: 'db.192', origin: '192.in-addr.arpa.' },
  ]);
  assert.deepEqual(Object.keys(ptrAfter(place)), ['db.192.0.2']);
  const alone = forward('www A 192.0.3.2$00\n', { 'db.192': SOA }, [
    ...SPECS,
    { file: 'db.192', origin: '192.in-addr.arpa.' },
  ]);
  assert.deepEqual(ptrAfter(alone), { 'db.192': `${RAISED}20.3.0\tPTR\twww.example.com.\n` });
});

test('ptr: the zone of the same view', () => {
  const specs: readonly ZoneSpec[] = [
    { file: 'db.192.0.2', origin: V4, view: 'out' },
    { file: 'db.in', origin: V4, view: 'in' },
    { file: 'db.example.com', origin: 'example.com.', view: 'in' },
  ];
  const place = forward('www A 192.0.2.2$00\n', { 'db.in': SOA }, specs);
  assert.deepEqual(Object.keys(ptrAfter(place)), ['db.in']);
});

test('ptr: through a CNAME as in RFC 2317', () => {
  const place = forward('www A 192.0.2.2$00\n', { 'db.192.0.2': `${SOA}20 CNAME 20.0/25\n`, 'db.part': SOA }, [
    ...SPECS,
    { file: 'db.part', origin: `0/25.${V4}` },
  ]);
  assert.deepEqual(ptrAfter(place), { 'db.part': `${RAISED}20\tPTR\twww.example.com.\n` });
});

test('ptr: CRLF files keep their line ends', () => {
  const place = forward('www A 192.0.2.2$00\n', { 'db.192.0.2': SOA.replaceAll('\n', '\r\n') });
  assert.equal(ptrAfter(place)['db.192.0.2'], `${RAISED}20\tPTR\twww.example.com.\n`.replaceAll('\n', '\r\n'));
});

test('ptr: one action for all addresses of a selection', () => {
  const place = forward(
    '$0www A 192.0.2.20\n  AAAA 2001:db8::20\nftp A 192.0.2.21\nalso A 192.0.2.20\nhere A 192.0.2.1\n$0',
    {
      'db.192.0.2': `${SOA}1 PTR here.example.com.\n`,
    },
  );
  const texts = ptrAfter(place, 'Write the PTRs for 3 addresses into db.192.0.2 and db.2001.db8');
  assert.equal(
    texts['db.192.0.2'],
    `${RAISED}1 PTR here.example.com.\n20 PTR www.example.com.\n21 PTR ftp.example.com.\n`,
  );
  assert.equal(texts['db.2001.db8'], `${RAISED}0.2.${ZEROS}\tPTR\twww.example.com.\n`);
});

test('ptr: changed where it points elsewhere', () => {
  const place = forward('www A 192.0.2.2$00\n', { 'db.192.0.2': `${SOA}20 PTR old.example.com.\n` });
  const texts = ptrAfter(place, 'Change the PTR of 192.0.2.20 from old.example.com. to www.example.com.');
  assert.deepEqual(texts, { 'db.192.0.2': `${RAISED}20 PTR www.example.com.\n` });
});

const NO_PTR: readonly [string, Place][] = [
  ['it is there', forward('www A 192.0.2.2$00\n', { 'db.192.0.2': `${SOA}20 PTR www.example.com.\n` })],
  ['no zone holds the address', forward('www A 198.51.100.2$00\n')],
  [
    'the zone is a secondary',
    forward(
      'www A 192.0.2.2$00\n',
      {},
      SPECS.map((spec) => ({ ...spec, type: 'secondary' as const })),
    ),
  ],
  ['the address is delegated', forward('www A 192.0.2.2$00\n', { 'db.192.0.2': `${SOA}20 NS ns.example.net.\n` })],
  ['the owner is a wildcard', forward('* A 192.0.2.2$00\n')],
  ['the address is none', forward('www A 192.0.2.2$056\n')],
  [
    'it is made by $GENERATE',
    forward('www A 192.0.2.2$00\n', { 'db.192.0.2': `${SOA}$GENERATE 1-100 $ PTR host-$.example.com.\n` }),
  ],
];
for (const [why, place] of NO_PTR) {
  test(`ptr: not offered where ${why}`, () => {
    assert.deepEqual(
      titles(place).filter((title) => /^(?:Write|Change|Move) the PTR/.test(title)),
      [],
    );
  });
}

test('ptr: a serial that counts goes up by one', () => {
  const place = forward('www A 192.0.2.2$00\n', { 'db.192.0.2': SOA.replace('2023102701', '7') });
  assert.match(ptrAfter(place)['db.192.0.2'], /SOA ns1 host 8 /);
});

test('the other family: the address that a reverse zone has', () => {
  const place = forward('w$0ww   IN A    192.0.2.20\n      MX 10 mail\n', {
    'db.2001.db8': `${SOA}0.2.${ZEROS} PTR www.example.com.\n`,
  });
  assert.equal(
    applied(titled(actionsAt(place), 'Add AAAA 2001:db8::20, as db.2001.db8 has it'), place.buffers)['db.example.com'],
    `${SOA}www   IN A    192.0.2.20\nwww   IN AAAA 2001:db8::20\n      MX 10 mail\n`,
  );
  const other = forward('www AAAA 2001:db8::2$00\n', { 'db.192.0.2': `${SOA}20 PTR www.example.com.\n` });
  assert.equal(
    applied(titled(actionsAt(other), 'Add A 192.0.2.20'), other.buffers)['db.example.com'],
    `${SOA}www AAAA 2001:db8::20\nwww A 192.0.2.20\n`,
  );
});

test('the other family: not offered where it is there, or nobody knows it', () => {
  const both = forward('w$0ww A 192.0.2.20\n AAAA 2001:db8::20\n', {
    'db.2001.db8': `${SOA}0.2.${ZEROS} PTR www.example.com.\n`,
  });
  assert.deepEqual(
    titles(both).filter((title) => title.startsWith('Add A')),
    [],
  );
  const neither = forward('w$0ww A 192.0.2.20\n');
  assert.deepEqual(
    titles(neither).filter((title) => title.startsWith('Add A')),
    [],
  );
});

const REWRITES: readonly { what: string; lines: string; title: string; after: string }[] = [
  {
    what: 'expand',
    lines: 'www AAAA 2001:db8::$01\n',
    title: 'Expand',
    after: 'www AAAA 2001:0db8:0000:0000:0000:0000:0000:0001\n',
  },
  { what: 'shorten', lines: 'www AAAA 2001:DB8:0:0:0:0:0:$01\n', title: 'Shorten', after: 'www AAAA 2001:db8::1\n' },
  {
    what: 'relative to absolute',
    lines: 'W$0ww A 192.0.2.1\n',
    title: 'Write the full name Www.example.com.',
    after: 'Www.example.com. A 192.0.2.1\n',
  },
  {
    what: '@ to absolute',
    lines: '@$0 A 192.0.2.1\n',
    title: 'Write the full name example.com.',
    after: 'example.com. A 192.0.2.1\n',
  },
  {
    what: 'absolute to relative',
    lines: '@ NS A.b.Exam$0ple.com.\n',
    title: 'Shorten to A.b, relative to example.com.',
    after: '@ NS A.b\n',
  },
  { what: 'absolute to @', lines: '@ MX 10 exam$0ple.com.\n', title: 'Shorten to @', after: '@ MX 10 @\n' },
  {
    what: 'an escaped dot stays',
    lines: 'a\\.b.c$0.example.com. A 192.0.2.1\n',
    title: 'Shorten to a\\.b.c',
    after: 'a\\.b.c A 192.0.2.1\n',
  },
  {
    what: 'below another $ORIGIN',
    lines: '$ORIGIN sub\nw$0ww A 192.0.2.1\n',
    title: 'Write the full name www.sub.example.com.',
    after: '$ORIGIN sub\nwww.sub.example.com. A 192.0.2.1\n',
  },
];
for (const { what, lines, title, after } of REWRITES) {
  test(`rewrite: ${what}`, () => {
    const place = forward(lines);
    assert.deepEqual(applied(titled(actionsAt(place), title), place.buffers), { 'db.example.com': `${SOA}${after}` });
  });
}

test('rewrite: nothing for a name outside the origin', () => {
  const place = forward('@ NS ns.exam$0ple.net.\n');
  assert.deepEqual(
    titles(place).filter((title) => /^(?:Shorten|Write the full)/.test(title)),
    [],
  );
});

test('raise the serial', () => {
  const place = openAt({ 'db.example.com': SOA.replace('2023', '20$023') }, [SPECS[0]]);
  assert.deepEqual(applied(titled(actionsAt(place), 'Raise the serial to 2025112101'), place.buffers), {
    'db.example.com': RAISED,
  });
});

function ignored(text: string, rule: RuleId): string {
  const place = openAt({ 'db.example.com': text }, [SPECS[0]]);
  const action = titled(actionsAt(place), `Ignore ${rule} here`);
  assert.equal(action.diagnostics?.[0].code, rule);
  const after = applied(action, place.buffers)['db.example.com'];
  const { zones } = makeWorkspace({ 'db.example.com': after }, [SPECS[0]]);
  const left = withoutIgnored(zones[0].problems(), zones[0].root.buffer, 'zone');
  assert.ok(!left.some((problem) => problem.rule === rule), 'the problem is still there');
  return after;
}

test('ignore: at the end of the line', () => {
  assert.equal(
    ignored(`${SOA}FOO $0BAR\n`, 'zone/unknown-type'),
    `${SOA}FOO BAR ; bailiwick-ignore zone/unknown-type\n`,
  );
});

test('ignore: behind a comment that is there', () => {
  assert.equal(
    ignored(`${SOA}FOO $0BAR ; x\n`, 'zone/unknown-type'),
    `${SOA}FOO BAR ; x ; bailiwick-ignore zone/unknown-type\n`,
  );
});

test('ignore: one more rule, on the line or above it', () => {
  assert.equal(
    ignored(`${SOA}FOO $0BAR ; bailiwick-ignore zone/x\n`, 'zone/unknown-type'),
    `${SOA}FOO BAR ; bailiwick-ignore zone/x zone/unknown-type\n`,
  );
  assert.equal(
    ignored(`${SOA}; bailiwick-ignore zone/x\nFOO $0BAR\n`, 'zone/unknown-type'),
    `${SOA}; bailiwick-ignore zone/x zone/unknown-type\nFOO BAR\n`,
  );
});

test('ignore: inside a record of several lines', () => {
  const after = ignored('$TTL 1\n@ SOA a b 1 2 (\n 3 $0x\n 5 )\n', 'zone/bad-rdata');
  assert.equal(after, '$TTL 1\n@ SOA a b 1 2 (\n 3 x ; bailiwick-ignore zone/bad-rdata\n 5 )\n');
});

test('ignore: above a line that ends in an open string', () => {
  assert.equal(
    ignored(`${SOA}  TXT $0"abc\nb A 192.0.2.1\n`, 'zone/unbalanced-quotes'),
    `${SOA}  ; bailiwick-ignore zone/unbalanced-quotes\n  TXT "abc\nb A 192.0.2.1\n`,
  );
});

for (const [what, before, after] of [
  ['above the first record', `${SOA}FOO $0BAR\n`, `; bailiwick-ignore-file zone/unknown-type\n${SOA}FOO BAR\n`],
  [
    'below the comments at the top',
    `; x\n\n${SOA}FOO $0BAR\n`,
    `; x\n\n; bailiwick-ignore-file zone/unknown-type\n${SOA}FOO BAR\n`,
  ],
  [
    'one more rule',
    `; bailiwick-ignore-file zone/x \n${SOA}FOO $0BAR\n`,
    `; bailiwick-ignore-file zone/x zone/unknown-type \n${SOA}FOO BAR\n`,
  ],
  ['other line ends', `; x\r\nFOO $0BAR\r\n`, '; x\r\n; bailiwick-ignore-file zone/unknown-type\r\nFOO BAR\r\n'],
] as const) {
  test(`ignore in the file: ${what}`, () => {
    const place = openAt({ 'db.example.com': before }, [SPECS[0]]);
    const action = titled(actionsAt(place), 'Ignore zone/unknown-type in this file');
    assert.deepEqual(applied(action, place.buffers), { 'db.example.com': after });
  });
}

test('ignore in the file: a head that is longer than is looked through', () => {
  const place = openAt({ 'db.example.com': `${'; licence\n'.repeat(250)}${SOA}FOO $0BAR\n` }, [SPECS[0]]);
  const action = titled(actionsAt(place), 'Ignore zone/unknown-type in this file');
  const after = new TextBuffer(applied(action, place.buffers)['db.example.com']);
  assert.deepEqual([...ignoredInFile(after, 'zone')], ['zone/unknown-type']);
});

test('what is refused is read about first and ignored last; a rule of less weight is ignored first', () => {
  const about = (text: string): string[] =>
    titles(openAt({ 'db.example.com': text }, [SPECS[0]])).filter((title) => /zone\//.test(title));
  assert.deepEqual(about(`${SOA}x A 192.0.2.30$00\n`), [
    'Show the rule zone/bad-rdata',
    'Set the severity of zone/bad-rdata…',
    'Ignore zone/bad-rdata here',
    'Ignore zone/bad-rdata in this file',
  ]);
  const rule = 'zone/ttl-unusual';
  assert.deepEqual(
    about(`${SOA}x $00 A 192.0.2.30\n`).filter((title) => title.includes(rule)),
    [`Ignore ${rule} here`, `Ignore ${rule} in this file`, `Set the severity of ${rule}…`, `Show the rule ${rule}`],
  );
});

test('fixes: those of the rules are quick fixes with their diagnostics', () => {
  const place = forward('@ MX 10 mail.example.co$0m\n');
  const fixes = actionsAt(place).filter(({ title, diagnostics }) => diagnostics && !title.startsWith('Ignore'));
  assert.ok(fixes.length > 0, titles(place).join(' | '));
  for (const fix of fixes) {
    assert.equal(fix.kind, 'quickfix');
    assert.ok(fix.diagnostics!.every(({ source }) => source === 'bailiwick'));
  }
});

test('actions: everywhere in a zone and in garbage, without an exception', () => {
  const texts = [
    `${SOA}@ NS ns1\nns1 A 192.0.2.1\n AAAA 2001:db8::1\nwww CNAME ns1.example.com\n@ MX mail\nx TXT "a\ny TXT ( "b"\n$GENERATE 1-3 h$ A 192.0.2.$\n$INCLUDE x\n`,
    '\\\n"\n( a\n$ORIGIN\n$ORIGIN ..\n$0 $\u{1f600} SOA\n @ A 1.2.3\n\t\n',
    '',
  ];
  for (const text of texts) {
    const { zones, lookup } = makeWorkspace({ 'db.example.com': text, 'db.192.0.2': SOA }, [SPECS[0], SPECS[2]]);
    const [zone] = zones;
    const problems = zone.problems();
    for (let start = -1; start <= text.length + 1; start++) {
      const near = problems.filter((problem) => problem.start <= start && start <= problem.end);
      zoneActions(zone, zone.root, { start, end: start }, near, lookup);
    }
    const all: CodeAction[] = zoneActions(zone, zone.root, { start: 0, end: text.length }, problems, lookup);
    assert.equal(new Set(all.map((action) => JSON.stringify(action))).size, all.length);
  }
});
