/** `bailiwick check` from its sources: which files are judged, and what is found of which file. */
import assert from 'node:assert/strict';
import { symlinkSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { CheckError, check } from '../../../server/src/cli/check.ts';
import { parseOptions } from '../../../server/src/cli/options.ts';
import type { Finding } from '../../../server/src/cli/report.ts';
import { type Files, folderWith } from './folders.ts';

async function found(files: Files, line: string, stdin = ''): Promise<Finding[]> {
  return foundIn(folderWith(files), line, stdin);
}

async function foundIn(cwd: string, line: string, stdin = ''): Promise<Finding[]> {
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
    '--origin example.com db.x',
  );
  const lost = findings.find(({ rule }) => rule === 'zone/lost-dot');
  assert.deepEqual(lost?.fixes?.[0].edits, [
    { file: 'db.x', range: { start: { line: 5, character: 23 }, end: { line: 5, character: 23 } }, newText: '.' },
  ]);
  assert.ok(findings.some((finding) => !('fixes' in finding)));
});

test('check: a link is the file that it leads to', async () => {
  const folder = folderWith({ 'real/db.x': `${HEAD}$INCLUDE more\n`, 'real/more': 'www BOGUS x\n' });
  symlinkSync(join(folder, 'real/db.x'), join(folder, 'link.zone'));
  assert.deepEqual(places(await foundIn(folder, 'link.zone'), UNKNOWN), [`real/more:0:4 ${UNKNOWN}`]);
});

for (const [what, line, message] of [
  ['a file above what a string holds', 'large.zone', /^large\.zone is above 500 MB, and no larger file is read/],
  ['a file that is not there', 'nowhere', /^nowhere is not there$/],
  ['an origin that is no name', '--origin a..b db.x', /^a\.\.b is not a domain name$/],
  ['a configuration that is not there', '--conf gone.conf db.x', /^gone\.conf cannot be read$/],
] as const) {
  test(`check refuses ${what}`, async () => {
    const folder = folderWith({ 'db.x': HEAD, 'large.zone': '' });
    // A file with a hole: its octets are not on the disk.
    truncateSync(join(folder, 'large.zone'), 600 * 1024 * 1024);
    await assert.rejects(foundIn(folder, line), (error: unknown) => {
      assert.ok(error instanceof CheckError);
      assert.match(error.message, message);
      return true;
    });
  });
}
