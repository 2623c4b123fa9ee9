/** `check --fix` and `--diff`: what is mended, what is not, and that nothing is worse afterwards. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { type CheckResult, check } from '../../../server/src/cli/check.ts';
import { parseOptions } from '../../../server/src/cli/parse.ts';
import { ALL_RULES } from '../../../server/src/rules/index.ts';
import { folderWith } from './folders.ts';

const HEAD =
  '$ORIGIN example.com.\n$TTL 1h\n@ SOA ns1 host 1 2h 1h 2w 1h\n@ NS ns1\nns1 A 192.0.2.1\nns1 AAAA 2001:db8::1\n';
const LOST = `${HEAD}@ MX 10 ns1.example.com\n`;

async function checked(cwd: string, line: string): Promise<CheckResult> {
  const parsed = parseOptions(['check', ...line.split(' ')]);
  assert.ok(parsed.kind === 'check', JSON.stringify(parsed));
  return check(parsed.options, { cwd, stdin: async () => new Uint8Array() });
}

const isSafe = (rule: string): boolean => ALL_RULES.find(({ id }) => id === rule)?.fix === 'safe';
const read = (cwd: string, file: string): string => readFileSync(join(cwd, file), 'latin1');

test('--fix: each fix that was made is told, the file is written, and what is left is told', async () => {
  const cwd = folderWith({ 'db.x': `${LOST}www BOGUS x\n` });
  const line = isSafe('zone/lost-dot') ? '--fix db.x' : '--fix --unsafe-fixes db.x';
  const { fixed, findings } = await checked(cwd, line);
  assert.ok(fixed?.made.some(({ file, line: at, rule }) => file === 'db.x' && at === 7 && rule === 'zone/lost-dot'));
  assert.match(read(cwd, 'db.x'), /MX 10 ns1\.example\.com\.\n/);
  const rules = findings.map(({ rule }) => rule);
  assert.ok(rules.includes('zone/unknown-type') && !rules.includes('zone/lost-dot'));
});

test('--fix: a second time nothing is left to be mended', async () => {
  const cwd = folderWith({
    'db.x': LOST,
    'named.conf': 'options { recursion no }\nzone "a" { type master; file "db.x"; };\n',
  });
  await checked(cwd, '--fix --unsafe-fixes .');
  const once = [read(cwd, 'db.x'), read(cwd, 'named.conf')];
  const { fixed } = await checked(cwd, '--fix --unsafe-fixes .');
  assert.deepEqual(fixed?.made, []);
  assert.deepEqual([read(cwd, 'db.x'), read(cwd, 'named.conf')], once);
});

test('--fix: what should be looked at stays as it is', async () => {
  const cwd = folderWith({ 'db.x': LOST });
  const { fixed } = await checked(cwd, '--fix db.x');
  assert.ok(fixed?.made.every(({ rule }) => isSafe(rule)));
});

test('--fix: only rules that were selected', async () => {
  const cwd = folderWith({ 'db.x': LOST });
  const { fixed } = await checked(cwd, '--select zone/unknown-type --fix --unsafe-fixes db.x');
  assert.deepEqual(fixed?.made, []);
  assert.equal(read(cwd, 'db.x'), LOST);
});

test('--diff: nothing is written, and the diff says it', async () => {
  const cwd = folderWith({ 'db.x': LOST });
  const { fixed } = await checked(cwd, '--diff --unsafe-fixes db.x');
  assert.match(fixed?.diff ?? '', /^--- db\.x\n\+\+\+ db\.x\n@@ /);
  assert.match(fixed?.diff ?? '', /^\+@ MX 10 ns1\.example\.com\.$/m);
  assert.equal(read(cwd, 'db.x'), LOST);
});

test('--fix: Latin-1 stays Latin-1', async () => {
  const cwd = folderWith({ 'db.x': Buffer.from(`${LOST}; caf\u00e9\n`, 'latin1') });
  await checked(cwd, '--fix --unsafe-fixes db.x');
  assert.match(read(cwd, 'db.x'), /ns1\.example\.com\.\n; caf\u00e9\n$/);
});

test('--fix: a file that cannot be written is said, and stays as it was', async () => {
  // Who is root may write everywhere: the place of the new text is taken instead.
  const cwd = folderWith({ 'sub/db.x': LOST, [`sub/.db.x.${process.pid}.new`]: '' });
  const { fixed } = await checked(cwd, '--fix --unsafe-fixes sub/db.x');
  assert.equal(fixed?.failures.length, 1);
  assert.match(fixed.failures[0], /^sub\/db\.x was not written: .*EEXIST/);
  assert.equal(read(cwd, 'sub/db.x'), LOST);
});
