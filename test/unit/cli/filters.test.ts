/** What a check leaves out: rules, severities, files, and what was there before. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { type CheckResult, check } from '../../../server/src/cli/check.ts';
import { parseOptions } from '../../../server/src/cli/parse.ts';
import { report } from '../../../server/src/cli/report.ts';
import { ALL_RULES } from '../../../server/src/rules/index.ts';
import { type Files, folderWith } from './folders.ts';

const HEAD =
  '$ORIGIN example.com.\n$TTL 1h\n@ SOA ns1 host 1 2h 1h 2w 1h\n@ NS ns1\nns1 A 192.0.2.1\nns1 AAAA 2001:db8::1\n';
const BAD = `${HEAD}www BOGUS x\n`;

async function checked(cwd: string, line: string, stdin = ''): Promise<CheckResult> {
  const parsed = parseOptions(['check', ...line.split(' ')]);
  assert.ok(parsed.kind === 'check', JSON.stringify(parsed));
  return check(parsed.options, { cwd, stdin: async () => new TextEncoder().encode(stdin) });
}

const filesOf = ({ findings }: CheckResult): string[] => [...new Set(findings.map(({ file }) => file))];
const rulesOf = ({ findings }: CheckResult): string[] => findings.map(({ rule }) => rule);

function git(cwd: string, ...words: string[]): void {
  const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' };
  execFileSync('git', ['-c', 'user.name=n', '-c', 'user.email=n@example.com', ...words], { cwd, env, stdio: 'ignore' });
}

function repositoryWith(files: Files): string {
  const folder = folderWith(files);
  git(folder, 'init', '-q');
  git(folder, 'add', '-A');
  git(folder, 'commit', '-qm', 'x');
  return folder;
}

test('rules: only those selected, without those ignored, and each with the weight that was said', async () => {
  const cwd = folderWith({ 'db.x': `${BAD}@ MX 10 mail.example.com\n` });
  const all = new Set(rulesOf(await checked(cwd, 'db.x')));
  assert.ok(all.has('zone/unknown-type') && all.has('zone/lost-dot'));
  assert.deepEqual(rulesOf(await checked(cwd, '--select lost-dot db.x')), ['zone/lost-dot']);
  assert.ok(!rulesOf(await checked(cwd, '--ignore zone/lost-* db.x')).includes('zone/lost-dot'));
  assert.deepEqual(rulesOf(await checked(cwd, '--select zone --ignore zone db.x')), []);
  const { findings } = await checked(cwd, '--severity lost-dot=hint --select lost-dot db.x');
  assert.deepEqual(
    findings.map(({ severity }) => severity),
    ['hint'],
  );
});

test('--min-severity: what is milder is not told', async () => {
  const cwd = folderWith({ 'db.x': `${BAD}@ MX 10 mail.example.com\n` });
  const { findings } = await checked(cwd, '--min-severity error db.x');
  assert.ok(findings.length > 0);
  assert.ok(findings.every(({ severity }) => severity === 'error'));
});

test('--exclude: by a name anywhere, by a path, by a pattern; files that are named, too', async () => {
  const files = { 'a/db.x': BAD, 'b/old/db.y': BAD, 'b/new/db.z': BAD };
  const left = async (line: string) => filesOf(await checked(folderWith(files), line));
  assert.deepEqual(await left('.'), ['a/db.x', 'b/new/db.z', 'b/old/db.y']);
  assert.deepEqual(await left('--exclude old .'), ['a/db.x', 'b/new/db.z']);
  assert.deepEqual(await left('--exclude b/* --exclude nothing .'), ['a/db.x']);
  assert.deepEqual(await left('--exclude **/db.[xy] .'), ['b/new/db.z']);
  assert.deepEqual(await left('--exclude old b/old/db.y a/db.x'), ['a/db.x']);
  const { looked, notChecked } = await checked(folderWith(files), '--exclude old b/old/db.y a/db.x');
  assert.deepEqual([looked.excluded, looked.files, notChecked], [1, 1, []]);
});

test('a folder: what git ignores is left out, what is named is not', async () => {
  const cwd = repositoryWith({ '.gitignore': 'build/\n*.tmp\n', 'db.x': BAD, 'sub/.gitignore': 'db.i*\n' });
  for (const name of ['build/db.x', 'db.y.tmp', 'sub/db.ignored', 'sub/db.z']) {
    execFileSync('mkdir', ['-p', join(cwd, 'build')]);
    writeFileSync(join(cwd, name), BAD);
  }
  assert.deepEqual(filesOf(await checked(cwd, '.')), ['db.x', 'sub/db.z']);
  assert.deepEqual(filesOf(await checked(cwd, 'sub')), ['sub/db.z']);
  assert.deepEqual(filesOf(await checked(cwd, 'sub/db.ignored')), ['sub/db.ignored']);
});

test('--since: a zone whose records changed and whose serial did not; a new one has nothing to be compared with', async () => {
  const cwd = repositoryWith({ 'db.x': HEAD, 'db.y': HEAD });
  const serials = async (line: string) => {
    const { findings } = await checked(cwd, line);
    return findings.filter(({ rule }) => rule.includes('serial')).map(({ file, rule }) => `${file} ${rule}`);
  };
  writeFileSync(join(cwd, 'db.x'), `${HEAD}new A 192.0.2.9\n`);
  writeFileSync(join(cwd, 'db.z'), HEAD.replaceAll('example.com', 'example.org'));
  assert.deepEqual(await serials('--since HEAD db.x db.y db.z'), ['db.x zone/serial-not-raised']);
  assert.deepEqual(await serials('db.x db.y'), []);
  await assert.rejects(checked(cwd, '--since nowhere db.x'), /nowhere is not a revision of a git repository/);
  await assert.rejects(checked(folderWith({ 'db.x': HEAD }), '--since HEAD db.x'), /is not a revision/);
});

test('--changed: only what was not found at the revision, whatever line it stands on now', async () => {
  const cwd = repositoryWith({ 'db.x': BAD, 'db.y': BAD });
  assert.deepEqual(rulesOf(await checked(cwd, '--changed db.x db.y')), []);
  writeFileSync(join(cwd, 'db.x'), BAD.replace('www', 'mail A 192.0.2.300\nwww').replace(' 1 2h', ' 2 2h'));
  const result = await checked(cwd, '--changed --min-severity error db.x db.y');
  assert.deepEqual(rulesOf(result), ['zone/bad-rdata']);
  assert.deepEqual(filesOf(result), ['db.x']);
});

test('--baseline: what an earlier run found is left out, and what came is told', async () => {
  const cwd = folderWith({ 'db.x': BAD });
  const before = await checked(cwd, '--format json db.x');
  writeFileSync(
    join(cwd, 'known.json'),
    report(before.findings, 'json', ALL_RULES, () => '1'),
  );
  writeFileSync(join(cwd, 'db.x'), `; a line more\n${BAD}www BOGUS x\nmail A 192.0.2.300\n`);
  const rules = rulesOf(await checked(cwd, '--baseline known.json --min-severity error db.x'));
  // A second line like one that is known is another finding.
  assert.deepEqual(
    rules.filter((rule) => rule !== 'zone/cname-and-other-data'),
    ['zone/unknown-type', 'zone/bad-rdata'],
  );
  await assert.rejects(checked(cwd, '--baseline gone.json db.x'), /the baseline .*gone\.json cannot be read/);
  await assert.rejects(checked(cwd, '--baseline db.x db.x'), /is not what "bailiwick check --format json" writes/);
});

test('--stdin-filename: how it is called, and where its includes are', async () => {
  const cwd = folderWith({ 'sub/more': 'www BOGUS x\n' });
  const text = `${HEAD}$INCLUDE more\nmail BOGUS y\n`;
  const { findings } = await checked(cwd, '--stdin-filename sub/db.x --min-severity error -', text);
  assert.deepEqual([...new Set(findings.map(({ file }) => file))], ['sub/db.x', 'sub/more']);
});

test('--origin FILE=NAME: for one file; one that is not there is refused', async () => {
  const zone = HEAD.replace('$ORIGIN example.com.\n', '');
  const cwd = folderWith({ a: `${zone}x.b.test. A 192.0.2.1\n`, b: zone });
  const outside = rulesOf(await checked(cwd, '--origin a=a.test --origin b=b.test a b'));
  assert.ok(outside.includes('zone/out-of-zone'));
  assert.ok(!rulesOf(await checked(cwd, '--origin a=b.test --origin b=a.test a b')).includes('zone/out-of-zone'));
  await assert.rejects(checked(cwd, '--origin c=c.test a b'), /^Error: c, whose origin --origin says, is not there$/);
});

test('what was looked at is counted', async () => {
  const files = {
    'named.conf': 'zone "example.com" { type primary; file "db.x"; };\n',
    'db.x': HEAD,
    'readme.md': 'none',
  };
  const { looked } = await checked(folderWith(files), '.');
  assert.deepEqual(looked, { files: 2, zones: 1, records: 4, configurations: 1, excluded: 0, others: 1 });
});
