/** `bailiwick diff`: two files, and a file with what git has of it. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { type DiffOptions, diff, parseDiffOptions } from '../../../server/src/cli/diff.ts';

const ZONE =
  '$ORIGIN example.com.\n$TTL 1h\n@ SOA ns1 host 7 2h 1h 2w 1h\n@ NS ns1\n@ NS ns2\nns1 A 192.0.2.1\nns2 A 192.0.2.2\n';
let cwd = '';

before(() => {
  cwd = mkdtempSync(join(tmpdir(), 'bailiwick-diff-'));
  const git = (...words: string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...words], { cwd });
  git('init', '-q');
  writeFileSync(join(cwd, 'zone'), `${ZONE}$INCLUDE part\n`);
  writeFileSync(join(cwd, 'part'), 'www A 192.0.2.7\n');
  git('add', '.');
  git('commit', '-q', '-m', 'first');
  writeFileSync(join(cwd, 'part'), 'www A 192.0.2.8\n');
  writeFileSync(join(cwd, 'same'), ZONE.replace(' 7 ', ' 8 ').replace('@ NS ns1\n@ NS ns2', '@ NS ns2\n  NS ns1'));
  writeFileSync(join(cwd, 'plain'), ZONE);
  writeFileSync(join(cwd, 'nameless'), ZONE.replace('$ORIGIN example.com.\n', ''));
});

after(() => rmSync(cwd, { recursive: true }));

async function run(options: DiffOptions): Promise<{ status: number; out: string; error: string }> {
  const [out, error]: [string[], string[]] = [[], []];
  const status = await diff(options, { cwd, print: (text) => out.push(text), warn: (text) => error.push(text) });
  return { status, out: out.join(''), error: error.join('') };
}

test('files that say the same', async () => {
  const { status, out } = await run({ files: ['plain', 'same'] });
  assert.equal(status, 0);
  assert.match(out, /^- plain\n\+ same\n\nBoth say the same: 4 RRsets are the same\.\nThe serials are 7 and 8/);
});

test('a file whose zone the other one names', async () => {
  assert.equal((await run({ files: ['nameless', 'plain'] })).status, 0);
  assert.equal((await run({ files: ['nameless', 'nameless'], origin: 'example.com' })).status, 0);
  const { status, error } = await run({ files: ['nameless', 'nameless'] });
  assert.equal(status, 2);
  assert.match(error, /--origin NAME says it/);
});

test('a file and its includes at a revision', async () => {
  const { status, out } = await run({ files: ['zone'], since: 'HEAD' });
  assert.equal(status, 1);
  assert.match(out, /^- zone at HEAD\n\+ zone\n/);
  assert.match(out, /www\.example\.com\. A: data differ\n- 3600 192\.0\.2\.7\n\+ 3600 192\.0\.2\.8\n/);
});

test('what cannot be compared', async () => {
  const cases: readonly (readonly [DiffOptions, RegExp])[] = [
    [{ files: ['plain', 'none'] }, /none is not there/],
    [{ files: ['zone'], since: 'nowhere' }, /nowhere is not a revision/],
    [{ files: ['plain'], since: 'HEAD' }, /plain is not there/],
    [{ files: ['plain', 'same'], origin: 'a..b' }, /a\.\.b is not a domain name/],
  ];
  for (const [options, message] of cases) {
    const { status, error } = await run(options);
    assert.equal(status, 2);
    assert.match(error, message);
  }
});

const CONF = (folder: string, more = ''): string =>
  `options { directory "${folder}"; };\nview "in" { match-clients { 10.0.0.0/8; };\n  zone "example.com" { type primary; file "inside"; };\n};\nview "out" { match-clients { any; };\n  zone "example.com" { type primary; file "outside"; };\n${more}};\n`;

test('the zones of two configurations, by their names and views', async () => {
  const plain = ZONE.replace('$ORIGIN example.com.\n', '');
  for (const [side, address, more] of [
    [
      'old',
      '192.0.2.7',
      '  zone "old.example" { type primary; file "outside"; };\n  zone "x.example" { type forward; };\n',
    ],
    ['new', '192.0.2.8', '  zone "new.example" { type primary; file "outside"; };\n'],
  ]) {
    mkdirSync(join(cwd, side, 'zones'), { recursive: true });
    // A path of the server: the copy beside the configuration is meant.
    writeFileSync(join(cwd, side, 'named.conf'), CONF(`/nowhere/etc/bind/${side}/zones`, more));
    writeFileSync(join(cwd, side, 'zones/inside'), plain);
    writeFileSync(join(cwd, side, 'zones/outside'), `${plain}www A ${address}\n`);
  }
  const { status, out, error } = await run({ files: ['old/named.conf', 'new/named.conf'], conf: true });
  assert.equal(status, 1);
  assert.equal(
    out,
    `- old/named.conf
+ new/named.conf

1 zone is the same; 1 zone differs; only on the first side: 1; only on the second side: 1.

- old.example. (out): old/zones/outside
+ new.example. (out): new/zones/outside

== example.com. (out) ==

- old/zones/outside
+ new/zones/outside

data differ: 1. 4 RRsets are the same.

www.example.com. A: data differ
- 3600 192.0.2.7
+ 3600 192.0.2.8
`,
  );
  assert.equal(error, 'note: 1 zone of old/named.conf could not be compared: there is no file here\n');
  assert.equal((await run({ files: ['new/named.conf', 'new/named.conf'], conf: true })).status, 0);
});

test('the zones of a configuration at a revision', async () => {
  const git = (...words: string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...words], { cwd });
  mkdirSync(join(cwd, 'site'));
  writeFileSync(join(cwd, 'site/named.conf'), 'zone "a.example" { type primary; file "a"; };\n');
  writeFileSync(join(cwd, 'site/a'), ZONE);
  git('add', 'site');
  git('commit', '-q', '-m', 'site');
  const same = await run({ files: ['site/named.conf'], since: 'HEAD', conf: true });
  assert.deepEqual([same.status, same.error], [0, '']);
  writeFileSync(join(cwd, 'site/named.conf'), 'zone "b.example" { type primary; file "b"; };\n');
  writeFileSync(join(cwd, 'site/b'), ZONE);
  rmSync(join(cwd, 'site/a'));
  const { status, out } = await run({ files: ['site/named.conf'], since: 'HEAD', conf: true });
  assert.equal(status, 1);
  assert.match(out, /^- site\/named\.conf at HEAD\n\+ site\/named\.conf\n/);
  assert.match(out, /\n- a\.example\.: site\/a at HEAD\n\+ b\.example\.: site\/b\n/);
  const missing = await run({ files: ['plain', 'nowhere'], conf: true });
  assert.deepEqual([missing.status, missing.error], [2, 'bailiwick: nowhere is not there, or cannot be read\n']);
});

test('words', () => {
  assert.deepEqual(parseDiffOptions(['--conf', 'a', 'b']), {
    kind: 'diff',
    options: { files: ['a', 'b'], conf: true },
  });
  assert.throws(() => parseDiffOptions(['--conf', '--origin', 'x', 'a', 'b']), /--origin goes with zone files/);
  assert.deepEqual(parseDiffOptions(['a', 'b']), { kind: 'diff', options: { files: ['a', 'b'] } });
  assert.deepEqual(parseDiffOptions(['--since', 'HEAD', 'a', '--origin', 'x']), {
    kind: 'diff',
    options: { files: ['a'], origin: 'x', since: 'HEAD' },
  });
  assert.throws(() => parseDiffOptions(['a']), /diff takes two files/);
  assert.throws(() => parseDiffOptions(['--since', 'HEAD', 'a', 'b']), /--since takes one file/);
  assert.throws(() => parseDiffOptions(['--since=-x', 'a']), /-x is no revision/);
  assert.equal(parseDiffOptions(['--help']).kind, 'help');
});
