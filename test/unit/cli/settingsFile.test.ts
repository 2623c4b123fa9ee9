/** bailiwick.toml for the command line: where it is found, what it sets, and that options come before it. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { type CheckResult, check } from '../../../server/src/cli/check.ts';
import { parseOptions } from '../../../server/src/cli/parse.ts';
import { folderWith } from './folders.ts';

const ZONE =
  '$TTL 1h\n@ SOA ns1 host 1 2h 1h 2w 1h\n@ NS ns1\nns1 A 192.0.2.1\nns1 AAAA 2001:db8::1\nx.example.net. A 192.0.2.2\nwww BOGUS x\n';

async function checked(cwd: string, line: string): Promise<CheckResult> {
  const parsed = parseOptions(['check', ...line.split(' ')]);
  assert.ok(parsed.kind === 'check', JSON.stringify(parsed));
  return check(parsed.options, { cwd, stdin: async () => new Uint8Array() });
}
const rules = async (cwd: string, line: string): Promise<string[]> =>
  (await checked(cwd, line)).findings.map(({ rule }) => rule);

test('settings are found upwards from what is named, wherever the check is run', async () => {
  const cwd = folderWith({
    'bailiwick.toml': '[rules]\n"zone/unknown-type" = "off"\n',
    'a/b/db.x': ZONE,
    'elsewhere/x': '',
  });
  assert.ok(!(await rules(cwd, 'a/b/db.x')).includes('zone/unknown-type'));
  assert.ok(!(await rules(join(cwd, 'elsewhere'), join(cwd, 'a/b/db.x'))).includes('zone/unknown-type'));
  assert.ok((await rules(cwd, '--no-config a/b/db.x')).includes('zone/unknown-type'));
});

test('origins, by paths and patterns from the file; --origin comes before them', async () => {
  const cwd = folderWith({
    'bailiwick.toml': '[origins]\n"zones/db.x" = "example.org"\n"zones/*.net" = "example.net"\n',
    'zones/db.x': ZONE,
    'zones/a.net': ZONE,
  });
  assert.ok((await rules(cwd, 'zones/db.x')).includes('zone/out-of-zone'));
  assert.ok(!(await rules(cwd, 'zones/a.net')).includes('zone/out-of-zone'));
  assert.deepEqual((await checked(cwd, 'zones/a.net')).notes, []);
  assert.ok(!(await rules(cwd, '--origin example.net zones/db.x')).includes('zone/out-of-zone'));
});

test('a rule that the options weigh, files that are left out, another file', async () => {
  const cwd = folderWith({
    'bailiwick.toml': 'exclude = ["old"]\n[rules]\n"zone/unknown-type" = "hint"\n',
    'other.toml': '[rules]\n"zone/unknown-type" = "information"\n',
    'db.x': ZONE,
    'old/db.y': ZONE,
  });
  const weight = async (line: string) => {
    const { findings } = await checked(cwd, line);
    return findings
      .filter(({ rule }) => rule === 'zone/unknown-type')
      .map(({ file, severity }) => `${file} ${severity}`);
  };
  assert.deepEqual(await weight('.'), ['db.x hint']);
  assert.deepEqual(await weight('--severity unknown-type=warning .'), ['db.x warning']);
  assert.deepEqual(await weight('--config other.toml .'), ['db.x information', 'old/db.y information']);
});

test('settings that are wrong are told on their characters, and nothing is checked', async () => {
  const cwd = folderWith({ 'bailiwick.toml': '[rules]\n"zone/lost-dto" = "off"\nx\n', 'db.x': ZONE });
  await assert.rejects(checked(cwd, 'db.x'), (error: Error) => {
    assert.deepEqual(error.message.split('\n').slice(1), [
      'bailiwick.toml:2:1: zone/lost-dto is not a rule. Did you mean zone/lost-dot?',
      'bailiwick.toml:3:2: a setting is written as x = value',
    ]);
    return true;
  });
  await assert.rejects(checked(cwd, '--config gone.toml db.x'), /^Error: gone\.toml is not there$/);
});
