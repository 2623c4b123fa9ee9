import assert from 'node:assert/strict';
import { test } from 'node:test';
import { zoneDefinition } from '../../../../server/src/services/zone/definition.ts';
import { zonePrepareRename, zoneRename } from '../../../../server/src/services/zone/rename.ts';
import { finish } from '../../../../server/src/steps.ts';
import { edited, openScene, uri } from './navigationHarness.ts';

const SOA = '$TTL 1d\n@ SOA ns1 host.master 1 2 3 4 5\n';
const CONF =
  'zone "example.com" { type primary; file "db.a"; };\nzone "sub.example.com" { type primary; file "db.b"; };\n';

interface Case {
  readonly what: string;
  readonly files: Readonly<Record<string, string>>;
  readonly to: string;
  /** The files that change, without their first lines where those are SOA. */
  readonly after: Readonly<Record<string, string>>;
}

const RENAMES: readonly Case[] = [
  {
    what: 'relative names stay relative, absolute ones absolute',
    files: {
      'named.conf': CONF,
      'db.a': `${SOA}ma$0il A 192.0.2.1\n AAAA ::1\n@ MX 10 mail\n@ MX 20 MAIL.example.com.\n$ORIGIN x\ny CNAME mail.example.com.\n$ORIGIN com.\nz CNAME mail.example\nmail2 A 192.0.2.1\n`,
      'db.b': `${SOA}@ MX 10 mail.example.com.\nmail A 192.0.2.1\n`,
    },
    to: 'mx1',
    after: {
      'db.a': `${SOA}mx1 A 192.0.2.1\n AAAA ::1\n@ MX 10 mx1\n@ MX 20 mx1.example.com.\n$ORIGIN x\ny CNAME mx1.example.com.\n$ORIGIN com.\nz CNAME mx1.example\nmail2 A 192.0.2.1\n`,
      'db.b': `${SOA}@ MX 10 mx1.example.com.\nmail A 192.0.2.1\n`,
    },
  },
  {
    what: 'from RDATA, in the case that was typed',
    files: { 'named.conf': CONF, 'db.a': `${SOA}mail A 192.0.2.1\n@ MX 10 ma$0il\n`, 'db.b': SOA },
    to: 'MX1',
    after: { 'db.a': `${SOA}MX1 A 192.0.2.1\n@ MX 10 MX1\n` },
  },
  {
    what: 'an absolute name by an absolute one',
    files: { 'named.conf': CONF, 'db.a': `${SOA}mail A 192.0.2.1\n@ MX 10 mail.example$0.com.\n`, 'db.b': SOA },
    to: 'mx.y.example.com.',
    after: { 'db.a': `${SOA}mx.y A 192.0.2.1\n@ MX 10 mx.y.example.com.\n` },
  },
  {
    what: 'a full name without its final dot is absolute all the same',
    files: { 'named.conf': CONF, 'db.a': `${SOA}m$0ail A 192.0.2.1\n@ MX 10 mail.example.com.\n`, 'db.b': SOA },
    to: 'mx.example.com',
    after: { 'db.a': `${SOA}mx A 192.0.2.1\n@ MX 10 mx.example.com.\n` },
  },
  {
    what: 'what no longer lies below the origin becomes absolute',
    files: { 'named.conf': CONF, 'db.a': `${SOA}@ MX 10 m$0.x\n$ORIGIN x\nm A 192.0.2.1\n@ MX 5 m\n`, 'db.b': SOA },
    to: 'n',
    after: { 'db.a': `${SOA}@ MX 10 n\n$ORIGIN x\nn.example.com. A 192.0.2.1\n@ MX 5 n.example.com.\n` },
  },
  {
    what: '@ under an origin, whose line stays',
    files: {
      'named.conf': CONF,
      'db.a': `${SOA}@ MX 10 x$0\n$ORIGIN x\n@ A 192.0.2.1\nbelow A 192.0.2.1\n`,
      'db.b': SOA,
    },
    to: 'y',
    after: { 'db.a': `${SOA}@ MX 10 y\n$ORIGIN x\ny.example.com. A 192.0.2.1\nbelow A 192.0.2.1\n` },
  },
  {
    what: 'in every view and in the zones of another server that ask it, and not in a copy of a staging site',
    files: {
      'named.conf':
        'view "in" { match-clients { 10.0.0.0/8; };\nzone "example.com" { type primary; file "db.a"; };\n};\nview "out" { match-clients { any; };\nzone "example.com" { type primary; file "db.b"; };\nzone "2.0.192.in-addr.arpa" { type primary; file "db.r"; };\n};\n',
      'db.a': `${SOA}mail$0 A 192.0.2.1\n`,
      'db.b': `${SOA}mail A 192.0.2.1\n@ MX 10 mail\n`,
      'db.r': `${SOA}1 PTR mail.example.com.\n`,
      'other/named.conf': 'zone "example.net" { type primary; file "db.n"; };\n',
      'other/db.n': `${SOA}@ MX 10 mail.example.com.\n`,
      'staging/named.conf': CONF,
      'staging/db.a': `${SOA}mail A 192.0.2.1\n@ MX 10 mail\n`,
      'staging/db.b': `${SOA}@ MX 10 mail.example.com.\n`,
    },
    to: 'mx1',
    after: {
      'db.a': `${SOA}mx1 A 192.0.2.1\n`,
      'db.b': `${SOA}mx1 A 192.0.2.1\n@ MX 10 mx1\n`,
      'db.r': `${SOA}1 PTR mx1.example.com.\n`,
      'other/db.n': `${SOA}@ MX 10 mx1.example.com.\n`,
    },
  },
  {
    what: 'in included files, once where one is included twice',
    files: {
      'named.conf': CONF,
      'db.a': `${SOA}m$0ail A 192.0.2.1\n$INCLUDE inc\n$INCLUDE inc\n`,
      'db.b': SOA,
      inc: '@ MX 10 mail\n@ MX 20 mail.example.com.\n',
    },
    to: 'mx',
    after: {
      'db.a': `${SOA}mx A 192.0.2.1\n$INCLUDE inc\n$INCLUDE inc\n`,
      inc: '@ MX 10 mx\n@ MX 20 mx.example.com.\n',
    },
  },
  {
    what: 'every name of a record, quotes kept',
    files: {
      'named.conf': CONF,
      'db.a': `${SOA}@ RP na$0me name.example.com.\n@ MX 10 "name"\n@ HIP 2 200100107B1A74DF365639CC39F1D578 AwEAAQ== name b name\n`,
      'db.b': SOA,
    },
    to: 'new',
    after: {
      'db.a': `${SOA}@ RP new new.example.com.\n@ MX 10 "new"\n@ HIP 2 200100107B1A74DF365639CC39F1D578 AwEAAQ== new b new\n`,
    },
  },
  {
    what: 'a name outside of every zone',
    files: {
      'named.conf': CONF,
      'db.a': `${SOA}@ MX 10 mail.exa$0mple.net.\n`,
      'db.b': `${SOA}@ MX 10 mail.example.net.\n`,
    },
    to: 'mx.example.org.',
    after: { 'db.a': `${SOA}@ MX 10 mx.example.org.\n`, 'db.b': `${SOA}@ MX 10 mx.example.org.\n` },
  },
  {
    what: 'in both views of a zone',
    files: {
      'named.conf':
        'view a { zone example.com { type primary; file "db.a"; }; };\nview b { zone example.com { type primary; file "db.b"; }; };\n',
      'db.a': `${SOA}m$0ail A 192.0.2.1\n`,
      'db.b': `${SOA}mail A 192.0.2.2\n@ MX 10 mail\n`,
    },
    to: 'mx',
    after: { 'db.a': `${SOA}mx A 192.0.2.1\n`, 'db.b': `${SOA}mx A 192.0.2.2\n@ MX 10 mx\n` },
  },
  {
    what: 'the same name in another case',
    files: { 'named.conf': CONF, 'db.a': `${SOA}m$0ail A 192.0.2.1\n`, 'db.b': SOA },
    to: 'Mail',
    after: { 'db.a': `${SOA}Mail A 192.0.2.1\n` },
  },
];

for (const { what, files, to, after } of RENAMES) {
  test(`rename: ${what}`, async () => {
    const { workspace, zone, document, offset } = await openScene(files);
    const result = finish(zoneRename(zone, document, offset, to, workspace));
    assert.ok(result && 'changes' in result, JSON.stringify(result));
    const texts = Object.fromEntries(
      Object.entries(result.changes!).map(([file, edits]) => [file, edited(workspace.bufferOf(file)!, edits)]),
    );
    assert.deepEqual(texts, Object.fromEntries(Object.entries(after).map(([file, text]) => [uri(file), text])));
  });
}

const REFUSALS: readonly { readonly what: string; readonly a: string; readonly to: string; readonly reason: RegExp }[] =
  [
    { what: 'the apex', a: `${SOA}$0@ A 192.0.2.1\n`, to: 'x', reason: /`example\.com\.` is the name of a zone/ },
    {
      what: 'the apex of another zone',
      a: `${SOA}s$0ub NS ns\n`,
      to: 'x',
      reason: /`sub\.example\.com\.` is the name of a zone/,
    },
    { what: 'a wildcard', a: `${SOA}$0* A 192.0.2.1\n`, to: 'x', reason: /is a wildcard/ },
    { what: 'an origin', a: `${SOA}$ORIGIN x$0\na A 192.0.2.1\n`, to: 'y', reason: /This is an origin/ },
    {
      what: 'an owner that is generated',
      a: `${SOA}@ MX 10 h$02\n$GENERATE 1-3 h$ A 192.0.2.$\n`,
      to: 'x',
      reason: /\$GENERATE on line 4/,
    },
    {
      what: 'a target that is generated',
      a: `${SOA}w$0 A 192.0.2.1\n$GENERATE 1-3 h$ CNAME w\n`,
      to: 'x',
      reason: /\$GENERATE on line 4/,
    },
    { what: 'an empty name', a: `${SOA}w$0 A 192.0.2.1\n`, to: ' ', reason: /is not a domain name/ },
    { what: 'an empty label', a: `${SOA}w$0 A 192.0.2.1\n`, to: 'a..b', reason: /`a\.\.b` is not a domain name/ },
    { what: 'a long label', a: `${SOA}w$0 A 192.0.2.1\n`, to: 'a'.repeat(64), reason: /is not a domain name/ },
    { what: 'white space', a: `${SOA}w$0 A 192.0.2.1\n`, to: 'a b', reason: /is not a domain name/ },
    {
      what: 'a new name that is a wildcard',
      a: `${SOA}w$0 A 192.0.2.1\n`,
      to: '*',
      reason: /would answer for every name/,
    },
    { what: 'a new name that is the apex', a: `${SOA}w$0 A 192.0.2.1\n`, to: '@', reason: /is the name of a zone/ },
    {
      what: 'a new name outside the zone',
      a: `${SOA}w$0 A 192.0.2.1\n`,
      to: 'w.example.net.',
      reason: /is not in the zone `example\.com\.`/,
    },
    { what: 'a new name in a child zone', a: `${SOA}w$0 A 192.0.2.1\n`, to: 'w.sub', reason: /is not in the zone/ },
    {
      what: 'a new name that has records',
      a: `${SOA}w$0 A 192.0.2.1\nv A 192.0.2.1\n`,
      to: 'v',
      reason: /has records already/,
    },
  ];

for (const { what, a, to, reason } of REFUSALS) {
  test(`rename refuses ${what}`, async () => {
    const { workspace, zone, document, offset } = await openScene({ 'named.conf': CONF, 'db.a': a, 'db.b': SOA });
    const result = finish(zoneRename(zone, document, offset, to, workspace));
    assert.ok(result && 'reason' in result, JSON.stringify(result));
    assert.match(result.reason, reason);
  });
}

test('rename refuses a file that is another zone too', async () => {
  const { workspace, zone, document, offset } = await openScene(
    {
      'named.conf': 'zone a.example { type primary; file "db.x"; };\nzone b.example { type primary; file "db.x"; };\n',
      'db.x': `${SOA}w$0ww A 192.0.2.1\n`,
    },
    { zone: 'a.example.' },
  );
  const result = finish(zoneRename(zone, document, offset, 'web', workspace));
  assert.ok(result && 'reason' in result);
  assert.match(
    result.reason,
    /`www\.a\.example\.` is written in a file that is read more than once.*`www\.b\.example\.`/,
  );
});

test('prepare: the text of the name, without quotes', async () => {
  const { workspace, zone, document, offset } = await openScene({ 'db.example.com': `${SOA}@ MX 10 "m$0ail"\n` });
  const subject = finish(zonePrepareRename(zone, document, offset, workspace));
  assert.deepEqual(subject, {
    range: { start: { line: 2, character: 9 }, end: { line: 2, character: 13 } },
    placeholder: 'mail',
  });
});

test('prepare: a reason before anything is typed', async () => {
  const { workspace, zone, document, offset } = await openScene({ 'db.example.com': `${SOA}$0@ A 192.0.2.1\n` });
  const subject = finish(zonePrepareRename(zone, document, offset, workspace));
  assert.ok(subject && 'reason' in subject);
});

for (const text of [
  'w A 192.0.$02.1\n',
  'w $0A 192.0.2.1\n',
  'w A 192.0.2.1\n $0 AAAA ::1\n',
  '; com$0ment\n',
  '$TTL 1$0\n',
]) {
  test(`prepare: nothing to rename in ${JSON.stringify(text)}`, async () => {
    const { workspace, zone, document, offset } = await openScene({ 'db.example.com': `${SOA}${text}` });
    assert.equal(finish(zonePrepareRename(zone, document, offset, workspace)), undefined);
    assert.equal(finish(zoneRename(zone, document, offset, 'x', workspace)), undefined);
  });
}

test('live answers are read in navigation and never edited', async () => {
  const { workspace, zone, document, offset } = await openScene({
    'named.conf': CONF,
    'db.a': `${SOA}m$0ail A 192.0.2.1\n`,
    'db.b': SOA,
  });
  workspace.open(
    'bailiwick-answer:/1',
    'mail.example.com. 60 IN A 192.0.2.1\nmail.example.net. 60 IN A 192.0.2.1\n',
    'zone',
  );
  await workspace.settle();
  const [answer] = workspace.zonesOf('bailiwick-answer:/1');
  assert.equal(finish(zonePrepareRename(answer, answer.root, 1, workspace)), undefined);
  assert.deepEqual(
    zoneDefinition(answer, answer.root, 1, workspace).map((place) => place.uri),
    [answer.options.uri, uri('db.a')],
  );
  const result = finish(zoneRename(zone, document, offset, 'mx', workspace));
  assert.ok(result && 'changes' in result);
  assert.deepEqual(Object.keys(result.changes!), [uri('db.a')]);
});
