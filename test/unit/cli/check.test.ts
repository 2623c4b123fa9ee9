/** `bailiwick check` from its sources: which files are judged, and what is found of which file. */
import assert from 'node:assert/strict';
import { symlinkSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { type CheckResult, check } from '../../../server/src/cli/check.ts';
import { CheckError } from '../../../server/src/cli/checkError.ts';
import { parseOptions } from '../../../server/src/cli/parse.ts';
import { type Finding, report } from '../../../server/src/cli/report.ts';
import { ALL_RULES } from '../../../server/src/rules/index.ts';
import { type Files, folderWith } from './folders.ts';

async function found(files: Files, line: string, stdin = ''): Promise<readonly Finding[]> {
  return foundIn(folderWith(files), line, stdin);
}

async function foundIn(cwd: string, line: string, stdin = ''): Promise<readonly Finding[]> {
  return (await checked(cwd, line, stdin)).findings;
}

async function checked(cwd: string, line: string, stdin = ''): Promise<CheckResult> {
  const parsed = parseOptions(['check', ...line.split(' ')]);
  assert.ok(parsed.kind === 'check');
  return check(parsed.options, { cwd, stdin: async () => new TextEncoder().encode(stdin) });
}

/** The findings of some rules, as `file:line:column rule`. */
const places = (findings: readonly Finding[], ...rules: string[]): string[] =>
  findings
    .filter(({ rule }) => rules.includes(rule))
    .map(({ file, rule, range: { start } }) => `${file}:${start.line}:${start.character} ${rule}`);

const HEAD = '$TTL 1h\n@ SOA ns1 host 1 2h 1h 2w 1h\n@ NS ns1\nns1 A 192.0.2.1\nns1 AAAA 2001:db8::1\n';
const BAD = `${HEAD}www BOGUS x\n`;
const UNKNOWN = 'zone/unknown-type';
const CONF =
  'zone "example.com" { type primary; file "zones/a"; };\nzone "example.net" { type primary; file "gone"; };\n';
const CONF_FILES = {
  'named.conf': `include "more.conf";\n${CONF}`,
  'more.conf': 'options { nosuch 1; };\n',
  'zones/a': BAD,
};
const UNKNOWN_STATEMENT = 'conf/unknown-statement';

const JUDGED: readonly {
  readonly what: string;
  readonly files: Files;
  readonly line: string;
  readonly stdin?: string;
  readonly finds: readonly string[];
}[] = [
  { what: 'a file by its name', files: { 'db.x': BAD }, line: 'db.x', finds: [`db.x:5:4 ${UNKNOWN}`] },
  {
    what: 'only the files that were named',
    files: { 'db.x': BAD, 'db.y': BAD },
    line: 'db.y',
    finds: [`db.y:5:4 ${UNKNOWN}`],
  },
  {
    what: 'several files, in the order of their names',
    files: { 'db.x': BAD, 'db.y': BAD },
    line: 'db.y db.x',
    finds: [`db.x:5:4 ${UNKNOWN}`, `db.y:5:4 ${UNKNOWN}`],
  },
  {
    what: 'a name as it was said',
    files: { 'a/db.x': BAD },
    line: './a/../a/db.x',
    finds: [`./a/../a/db.x:5:4 ${UNKNOWN}`],
  },
  { what: 'standard input', files: {}, line: '-', stdin: `$ORIGIN a.test.\n${BAD}`, finds: [`-:6:4 ${UNKNOWN}`] },
  {
    what: 'a configuration from standard input',
    files: {},
    line: '-',
    stdin: 'options { nosuch 1; };\n',
    finds: [`-:0:10 ${UNKNOWN_STATEMENT}`],
  },
  {
    what: 'what a zone includes',
    files: { 'db.x': `${HEAD}$INCLUDE more\n`, more: 'www BOGUS x\n' },
    line: 'db.x',
    finds: [`more:0:4 ${UNKNOWN}`],
  },
  {
    what: 'what a configuration includes, and not its zones',
    files: CONF_FILES,
    line: 'named.conf',
    finds: [`more.conf:0:10 ${UNKNOWN_STATEMENT}`],
  },
  {
    what: '--zones: its zones too',
    files: CONF_FILES,
    line: '--zones named.conf',
    finds: [`more.conf:0:10 ${UNKNOWN_STATEMENT}`, `zones/a:5:4 ${UNKNOWN}`],
  },
  {
    what: '--conf: the zone only',
    files: CONF_FILES,
    line: '--conf named.conf zones/a',
    finds: [`zones/a:5:4 ${UNKNOWN}`],
  },
  {
    what: '--zones --conf: the zones, and nothing of the configuration itself',
    files: CONF_FILES,
    line: '--zones --conf named.conf zones/a',
    finds: [`zones/a:5:4 ${UNKNOWN}`],
  },
  {
    what: 'a folder: all of it',
    files: { ...CONF_FILES, 'db.x': BAD, 'notes.txt': BAD, 'y.db': BAD, 'z.db': 'SQLite format 3' },
    line: '.',
    finds: [
      `db.x:5:4 ${UNKNOWN}`,
      `more.conf:0:10 ${UNKNOWN_STATEMENT}`,
      `notes.txt:5:4 ${UNKNOWN}`,
      `y.db:5:4 ${UNKNOWN}`,
      `zones/a:5:4 ${UNKNOWN}`,
    ],
  },
  {
    what: 'a folder, and nothing beside it',
    files: { 'in/db.x': BAD, 'inside/db.y': BAD, 'db.z': BAD },
    line: 'in',
    finds: [`in/db.x:5:4 ${UNKNOWN}`],
  },
  {
    what: 'a folder and a file in it: each once',
    files: { 'in/db.x': BAD },
    line: 'in in/db.x',
    finds: [`in/db.x:5:4 ${UNKNOWN}`],
  },
];
for (const { what, files, line, stdin, finds } of JUDGED) {
  test(`check: ${what}`, async () =>
    assert.deepEqual(places(await found(files, line, stdin), UNKNOWN, UNKNOWN_STATEMENT), finds));
}

test('check: findings in the order of the places, then of the rules', async () => {
  const findings = await found(
    { 'db.x': `${HEAD}b BOGUS x\na BOGUS x\n@ MX 10 gone\n@ MX 10 gone\n` },
    '--origin example.com db.x',
  );
  const keys = findings.map(({ file, range: { start }, rule }) => [file, start.line, start.character, rule] as const);
  const sorted = keys.toSorted((a, b) => a[1] - b[1] || a[2] - b[2] || (a[3] < b[3] ? -1 : a[3] > b[3] ? 1 : 0));
  assert.deepEqual(keys, sorted);
  assert.ok(keys.length > 4);
});

test('check: --origin says the name, and that the file is a zone', async () => {
  const files = { 'odd.txt': `${HEAD}x.example.net. A 192.0.2.1\n` };
  assert.deepEqual(places(await found(files, '--origin example.com odd.txt'), 'zone/out-of-zone'), [
    'odd.txt:5:0 zone/out-of-zone',
  ]);
  assert.deepEqual(places(await found(files, '--origin example.net odd.txt'), 'zone/out-of-zone'), []);
});

test('check: --bind-version is the release that judges', async () => {
  const files = { 'named.conf': 'options { dnssec-enable yes; };\n' };
  for (const [version, severity] of [
    ['9.18', 'error'],
    ['9.21', 'error'],
  ]) {
    const [removed] = (await found(files, `--bind-version ${version} named.conf`)).filter(
      ({ rule }) => rule === 'conf/removed-statement',
    );
    assert.equal(removed?.severity, severity);
  }
  const kept = { 'named.conf': 'zone "a" { type primary; file "a"; auto-dnssec maintain; };\n' };
  const rules = async (version: string) =>
    (await found(kept, `--bind-version ${version} named.conf`)).map(({ rule }) => rule);
  assert.ok(!(await rules('9.18')).includes('conf/removed-statement'));
  assert.ok((await rules('9.20')).includes('conf/removed-statement'));
});

test('check: fixes with their files and places; none where a rule has none', async () => {
  const findings = await found(
    { 'db.x': `${HEAD}@ MX 10 ns1.example.com\nwww BOGUS x\n` },
    '--format json --origin example.com db.x',
  );
  const lost = findings.find(({ rule }) => rule === 'zone/lost-dot');
  assert.deepEqual(lost?.fixes?.[0].edits, [
    { file: 'db.x', range: { start: { line: 5, character: 23 }, end: { line: 5, character: 23 } }, newText: '.' },
  ]);
  assert.ok(findings.some((finding) => !('fixes' in finding)));
});

test('check: no fix is made for a format that shows none', async () => {
  const findings = await found(
    { 'db.x': `${HEAD}@ MX 10 ns1.example.com\nwww BOGUS x\n` },
    '--origin example.com db.x',
  );
  assert.ok(findings.length > 0);
  assert.ok(findings.every((finding) => !('fixes' in finding)));
});

test('check: a link is the file that it leads to', async () => {
  const folder = folderWith({ 'real/db.x': `${HEAD}$INCLUDE more\n`, 'real/more': 'www BOGUS x\n' });
  symlinkSync(join(folder, 'real/db.x'), join(folder, 'link.zone'));
  assert.deepEqual(places(await foundIn(folder, 'link.zone'), UNKNOWN), [`real/more:0:4 ${UNKNOWN}`]);
});

for (const [what, line, message] of [
  ['an origin that is no name', '--origin a..b db.x', /^a\.\.b is not a domain name$/],
  ['an origin for a folder', '--origin example.com folder', /^--origin names one zone, and folder is a folder$/],
  ['a configuration that is not there', '--conf gone.conf db.x', /^gone\.conf is not there$/],
  ['a configuration that is a folder', '--conf folder db.x', /^folder is a folder$/],
  ['a root that is not there', '--root gone db.x', /^gone is not there$/],
] as const) {
  test(`check refuses ${what}`, async () => {
    const folder = folderWith({ 'db.x': HEAD, 'folder/db.y': HEAD });
    await assert.rejects(foundIn(folder, line), (error: unknown) => {
      assert.ok(error instanceof CheckError);
      assert.match(error.message, message);
      return true;
    });
  });
}

const CLEAN = `; zone: example.com\n${HEAD}`;
const NOTES: readonly {
  readonly what: string;
  readonly files: Files;
  readonly line: string;
  readonly notChecked?: readonly RegExp[];
  readonly notes?: readonly RegExp[];
  /** Files with findings of types that are not known. */
  readonly finds?: readonly string[];
}[] = [
  { what: 'nothing where all is well', files: { 'db.x': CLEAN }, line: 'db.x' },
  {
    what: 'a file that is not there, and the others are checked',
    files: { 'db.x': `; zone: a\n${BAD}`, 'db.y': `; zone: b\n${BAD}` },
    line: 'db.x nowhere db.y',
    notChecked: [/^nowhere is not there$/],
    finds: ['db.x', 'db.y'],
  },
  {
    what: 'a folder without anything of ours',
    files: { 'folder/readme.md': '# none', 'db.x': CLEAN },
    line: 'folder db.x',
    notChecked: [/^nothing in folder was checked: /],
  },
  { what: 'nothing of a folder with a zone', files: { 'folder/db.x': CLEAN }, line: 'folder' },
  {
    what: 'that origins are not known, once',
    files: { a: HEAD, b: HEAD, c: HEAD, d: HEAD, e: CLEAN },
    line: 'a b c d e',
    notes: [/^the origin of a, b, c and 1 more is not known/],
  },
  { what: 'nothing of an origin that was given', files: { a: HEAD }, line: '--origin example.com a' },
  {
    what: 'what a zone includes and was not read',
    files: { 'db.x': `${CLEAN}$INCLUDE gone\n$INCLUDE folder\n`, 'folder/x': '' },
    line: 'db.x',
    notes: [/^2 files were not read: gone \(not there\), folder \(a folder\)$/],
  },
  {
    what: 'what a configuration includes and was not read, deep down, too',
    files: { 'named.conf': 'include "a.conf";\n', 'a.conf': 'include "sub/b.conf";\n' },
    line: 'named.conf',
    notes: [/^1 file was not read: sub\/b\.conf \(not there\)$/],
  },
  {
    what: 'includes that lead too deep',
    files: {
      'db.x': `${CLEAN}$INCLUDE i1\n`,
      ...Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`i${i + 1}`, `$INCLUDE i${i + 2}\n`])),
    },
    line: 'db.x',
    notes: [/^1 file was not read: i11 \(too deep in includes\)$/],
  },
];
for (const { what, files, line, notChecked = [], notes = [], finds } of NOTES) {
  test(`check says ${what}`, async () => {
    const result = await checked(folderWith(files), line);
    for (const [said, expected] of [
      [result.notChecked, notChecked],
      [result.notes, notes],
    ] as const) {
      assert.equal(said.length, expected.length, said.join('\n'));
      for (const [at, note] of expected.entries()) assert.match(said[at], note);
    }
    if (finds) {
      const bad = result.findings.filter(({ rule }) => rule === UNKNOWN).map(({ file }) => file);
      assert.deepEqual(bad, finds);
    }
  });
}

test('check: a file above what a string holds is said, and not read', async () => {
  const folder = folderWith({ 'large.zone': '' });
  // A file with a hole: its octets are not on the disk.
  truncateSync(join(folder, 'large.zone'), 600 * 1024 * 1024);
  const { notChecked } = await checked(folder, 'large.zone');
  assert.match(notChecked.join('\n'), /^large\.zone is above 500 MB, and no larger file is read/);
});

const ROOTED = {
  'jail/etc/named.conf': 'options { directory "/zones"; };\ninclude "/etc/more.conf";\n',
  'jail/etc/more.conf': 'zone "example.com" { type primary; file "a"; };\nnosuch 1;\n',
  'jail/zones/a': `${HEAD}$INCLUDE /zones/b\n`,
  'jail/zones/b': 'www BOGUS x\n',
};
for (const file of ['jail/etc/named.conf', '/etc/named.conf', 'etc/named.conf']) {
  test(`check --root: absolute paths start in it, with the configuration as ${file}`, async () => {
    const { findings, notes } = await checked(folderWith(ROOTED), `--root jail --zones ${file}`);
    assert.deepEqual(places(findings, UNKNOWN, UNKNOWN_STATEMENT), [
      `jail/etc/more.conf:1:0 ${UNKNOWN_STATEMENT}`,
      `jail/zones/b:0:4 ${UNKNOWN}`,
    ]);
    assert.deepEqual(notes, []);
  });
}

test('check --root: what is not below it is not there', async () => {
  const folder = folderWith({ ...ROOTED, 'db.x': CLEAN });
  const { notChecked } = await checked(folder, '--root jail db.x');
  assert.deepEqual(notChecked, ['db.x is not there']);
});

test('check: the words of a file elsewhere are not quoted, neither there nor at the include', async () => {
  const outside = folderWith({ environ: 'TOKEN=hunter2\0PATH=/bin\nwww BOGUS x\n' });
  const inside = folderWith({ 'db.x': `${HEAD}$INCLUDE ${join(outside, 'environ')}\n` });
  const findings = await foundIn(inside, '--origin example.com db.x');
  assert.ok(findings.some(({ file }) => file.endsWith('environ')));
  assert.ok(findings.some(({ rule }) => rule === 'zone/problems-in-include'));
  assert.doesNotMatch(JSON.stringify(findings), /hunter2|bogus/i);
});

test('check: what lies beside a named file is quoted, from wherever it is run', async () => {
  const folder = folderWith({ 'db.x': `${HEAD}$INCLUDE sub/more\n`, 'sub/more': 'www BOGUS x\n' });
  const findings = await foundIn(folderWith({}), `--origin example.com ${join(folder, 'db.x')}`);
  assert.ok(findings.some(({ message }) => message.includes('BOGUS')));
});

test('check: control characters of a file are spelt in every message', async () => {
  const zone = `${HEAD}a\x1b[31mb BOGUS\x07 x\nc\u009b1m A 192.0.2.300\u202e\nd A 192.0.2.1\r::error::x\n`;
  const findings = await found({ 'db.x': zone }, '--origin example.com db.x');
  assert.ok(findings.some(({ message }) => message.includes('\\x07')));
  const controls = /(?!\n)[\p{Cc}\u202e]/u;
  for (const { message } of findings) assert.doesNotMatch(message, controls);
  for (const format of ['text', 'github'] as const) {
    const text = report(findings, format, ALL_RULES, () => '1');
    assert.doesNotMatch(text, controls);
    assert.doesNotMatch(text, /^::error::x/m);
  }
});

test('check: files of other programs are not judged, and that is said', async () => {
  const others = {
    'knot.conf': 'server:\n  listen: 192.0.2.1@53\nzone:\n  - domain: example.com\n',
    accounts: 'root:x:0:0:root:/root:/bin/sh\ndaemon:x:1:1::/:/bin/false\nnews:x:9:9::/:/bin/false\n',
    'nginx.conf': 'user nobody;\nevents { }\nhttp {\n  server {\n    listen 80;\n  }\n}\n',
  };
  for (const [name, text] of Object.entries(others)) {
    const { findings, notChecked } = await checked(folderWith({ [name]: text }), name);
    assert.deepEqual(findings, []);
    // Of another server's configuration it is told how its zones are checked.
    const why =
      name === 'knot.conf' ? 'is a configuration of Knot DNS, .*--conf' : 'looks like neither a zone file nor a';
    assert.match(notChecked.join(), new RegExp(`^${name} ${why}`));
    const asZone = await checked(folderWith({ [name]: text }), `--origin example.com ${name}`);
    assert.deepEqual(places(asZone.findings, 'zone/not-a-zone'), [`${name}:0:0 zone/not-a-zone`]);
  }
  // What is called as a zone is, and does not hold one, is told at the file.
  const named = await checked(folderWith({ 'db.192.0.2': others.accounts }), 'db.192.0.2');
  assert.deepEqual(places(named.findings, 'zone/not-a-zone'), ['db.192.0.2:0:0 zone/not-a-zone']);
});

test('check: a part of a configuration is judged as one, and in the named.conf beside it that includes it', async () => {
  const zones = 'zone "a.example" { type primary; file "a"; allow-query { office; offcie; }; };\n';
  const root = 'acl office { 192.0.2.0/24; };\noptions { recursion no; bogus yes; };\n';
  const rules = ['conf/undefined-acl', 'conf/unknown-statement', 'conf/missing-zone-file', 'conf/include-missing'];
  const judged = async (files: Files, line: string) => places(await found(files, line), ...rules);
  for (const name of ['ours', 'named.conf.local', 'zones.conf']) {
    assert.deepEqual(await judged({ [name]: `${zones}include "more";\n` }, name), []);
    const files = { [name]: zones, 'named.conf': `${root}include "${name}";\n` };
    assert.deepEqual(await judged(files, name), [
      `${name}:0:38 conf/missing-zone-file`,
      `${name}:0:65 conf/undefined-acl`,
    ]);
    assert.deepEqual(await judged({ ...files, 'named.conf': root }, name), []);
  }
  const above = { 'sub/ours': `include "more";\n`, more: zones, 'named.conf': `${root}include "sub/ours";\n` };
  assert.deepEqual(await judged(above, 'sub/ours'), [
    'more:0:38 conf/missing-zone-file',
    'more:0:65 conf/undefined-acl',
  ]);
});

test('check: --zones of a part of a configuration are the zones that stand in it, or in what it includes', async () => {
  const broken = '$TTL 1h\n@ SOA ns host 1 2h 1h 2w 1h\n@ NS ns.example.net.\nwww A 1.2.3\n';
  const zone = (name: string) => `zone "${name}.example" { type primary; file "${name}"; };\n`;
  const files = {
    'named.conf': `${zone('root')}include "part";\ninclude "other";\n`,
    part: `${zone('a')}include "more";\n`,
    more: zone('b'),
    other: zone('c'),
    root: broken,
    a: broken,
    b: broken,
    c: broken,
  };
  const judged = async (line: string) => {
    const all = places(await found(files, line), 'zone/bad-rdata');
    return all.map((place) => place.split(':')[0]);
  };
  assert.deepEqual(await judged('--zones part'), ['a', 'b']);
  assert.deepEqual(await judged('--zones more'), ['b']);
  assert.deepEqual(await judged('--zones more other'), ['b', 'c']);
  assert.deepEqual(await judged('--zones named.conf'), ['a', 'b', 'c', 'root']);
  assert.deepEqual(await judged('--zones --conf named.conf part'), ['a', 'b', 'c', 'root']);
  assert.deepEqual(await judged('part'), []);
  // A zone file that is named is judged as what it is loaded as, whoever loads it.
  assert.deepEqual(await judged('part c'), ['c']);
});

test('check: --zones of a part are the zones that stand in it, though a template elsewhere names their files', async () => {
  const files = {
    'named.conf':
      'template t { type primary; file "$name.db"; };\ninclude "part";\nzone "b.example" { template t; };\n',
    part: 'zone "a.example" { template t; };\n',
    'a.example.db': BAD,
    'b.example.db': BAD,
  };
  const judged = async (line: string) => places(await found(files, `--bind-version 9.21 --zones ${line}`), UNKNOWN);
  const [a, b] = ['a', 'b'].map((name) => `${name}.example.db:5:4 ${UNKNOWN}`);
  assert.deepEqual(await judged('part'), [a]);
  assert.deepEqual(await judged('named.conf'), [a, b]);
});

test('check: what was not read is said as the workspace looked for it', async () => {
  const conf =
    'options { directory "/nowhere"; };\ninclude "/etc/bind/named.conf.gone";\ninclude "gone";\ninclude "folder";\n';
  const { notes } = await checked(folderWith({ 'named.conf': conf, 'folder/x': '' }), 'named.conf');
  assert.deepEqual(notes, [
    '3 files were not read: /etc/bind/named.conf.gone (not on this machine), gone (not on this machine), folder (a folder)',
  ]);
});

test('check: signatures are judged at the time that was named, else by the clock', async () => {
  const text = `${HEAD}@ RRSIG SOA 13 2 3600 20270101000000 20261101000000 1 example.com. AAAA\n`;
  const cwd = folderWith({ 'db.x': text });
  const severities = async (line: string, now?: Date) => {
    const parsed = parseOptions(['check', ...line.split(' ')]);
    assert.ok(parsed.kind === 'check');
    const { findings } = await check(parsed.options, {
      cwd,
      stdin: async () => new Uint8Array(),
      ...(now ? { now: () => now } : {}),
    });
    return findings.flatMap(({ rule, severity }) => (rule === 'zone/rrsig-validity' ? [severity] : []));
  };
  const file = '--origin example.com db.x';
  assert.deepEqual(await severities(file), []);
  assert.deepEqual(await severities(file, new Date('2026-12-01')), []);
  // It may be a file that was kept.
  assert.deepEqual(await severities(file, new Date('2028-01-01')), ['information']);
  assert.deepEqual(await severities(`--time 2028-01-01 ${file}`), ['warning']);
  assert.deepEqual(await severities(`--time 2026-10-31 ${file}`), ['warning']);
  assert.deepEqual(await severities(`--time 2026-12-01 ${file}`, new Date('2028-01-01')), []);
});

test('check --zones: files that a template names, and those with variables in their paths, are read with BIND 9.21', async () => {
  const conf =
    'include "templates";\nzone "a.example" { template t; };\nzone "b.example" { type primary; file "$type-$name.db"; };\nzone "c.example" { type primary; file "$type-$name.db"; };\n';
  const files = {
    'named.conf': conf,
    templates: 'template t { type primary; file "%s.db"; };\n',
    'a.example.db': BAD,
    'primary-b.example.db': BAD,
    'primary-c.example.db': BAD,
  };
  const rules = [UNKNOWN, 'conf/missing-zone-file'];
  const line = '--zones --bind-version 9.21 named.conf';
  assert.deepEqual(
    places(await found(files, line), ...rules),
    ['a.example.db', 'primary-b.example.db', 'primary-c.example.db'].map((file) => `${file}:5:4 ${UNKNOWN}`),
  );
  const { 'a.example.db': _gone, ...rest } = files;
  const [first] = places(await found(rest, line), 'conf/missing-zone-file');
  assert.equal(first, 'templates:0:32 conf/missing-zone-file');
});
