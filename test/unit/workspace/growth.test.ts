/** What is many in one file: it costs steps, not calls that have no end or no room, and whoever waits is let in between. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Problem } from '../../../server/src/rules/rule.ts';
import { TextBuffer } from '../../../server/src/text/buffer.ts';
import type { Configuration } from '../../../server/src/workspace/configuration.ts';
import { Problems } from '../../../server/src/workspace/problems.ts';
import { siteOf, TOP, uriOf } from './harness.ts';

/** More than a call has room for arguments. */
const MANY = 130_000;

test('a file with more problems than a call takes arguments is told about', () => {
  const uri = 'file:///w/named.conf';
  const line = 'x;\n';
  const problems = Array.from(
    { length: MANY },
    (_, i): Problem => ({
      rule: 'conf/unknown-statement',
      severity: i === MANY - 1 ? 'error' : 'hint',
      message: '',
      uri,
      start: i * line.length,
      end: i * line.length + 1,
    }),
  );
  const buffer = new TextBuffer(line.repeat(MANY));
  const alikeIn = () => ({ zones: [], found: new Map() });
  const configuration = { uri, files: [uri], has: () => true, problems, alikeIn } as unknown as Configuration;
  const told = new Problems({
    zones: () => [],
    readersOf: () => [],
    configurations: () => [configuration],
    bufferOf: () => buffer,
    encodingOf: () => undefined,
    languageOf: () => 'named-conf',
    severities: () => ({}),
    untold: () => new Set(),
  }).of(uri, 1000);
  assert.equal(told.problems.length, 999);
  assert.equal(told.left, MANY - 999);
  assert.ok(told.problems.some(({ severity }) => severity === 'error'));
});

test('a text of more chunks than a call takes arguments is put in', () => {
  const buffer = new TextBuffer('a\nb\n', 1);
  buffer.replace(2, 2, 'x\n'.repeat(MANY));
  assert.equal(buffer.length, 4 + 2 * MANY);
  assert.equal(buffer.slice(0, 6), 'a\nx\nx\n');
  assert.equal(buffer.slice(buffer.length - 4, buffer.length), 'x\nb\n');
});

test('a name with very many types is judged by all of them', async () => {
  const types = Array.from({ length: 300 }, (_, i) => `many TYPE${1000 + i} \\# 1 00\n`).join('');
  const site = await siteOf(
    {
      'db.example.com': `${TOP}${types}many CNAME ns1\nmany 5 A 192.0.2.9\nmany 6 A 192.0.2.10\n`,
    },
    { open: ['db.example.com'] },
  );
  for (const rule of [/cname-and-other-data/, /ttl-mismatch/]) {
    assert.ok(site.problems('db.example.com', rule).length > 0, String(rule));
  }
});

const STATEMENTS = 'options { listen-on-ipv6 { any; }; };\nacl a { nobody; };\n';

test('a configuration is checked in steps, and an edit in the middle of them is what counts', async () => {
  const site = await siteOf({ 'named.conf': STATEMENTS }, { open: ['named.conf'] });
  const { workspace } = site;
  const told = (): string[] => site.marked('named.conf', /unknown-statement/);
  assert.equal(told().length, 1);
  site.replace('named.conf', 'listen-on-ipv6', 'listen-on-v6');
  workspace.begin();
  let steps = 0;
  while (workspace.step()) steps++;
  assert.ok(steps > 50, `${steps} steps`);
  assert.deepEqual(told(), []);
  for (const stop of [1, steps >> 1, steps - 1]) {
    site.replace('named.conf', 'listen-on-v6', 'listen-on-ipv6');
    workspace.begin();
    for (let step = 0; step < stop; step++) workspace.step();
    assert.deepEqual(told(), [], 'what was told stays until all is checked');
    site.replace('named.conf', 'listen-on-ipv6', 'listen-on-ipv7');
    workspace.begin();
    while (workspace.step());
    assert.equal(told().length, 1);
    site.replace('named.conf', 'listen-on-ipv7', 'listen-on-v6');
    workspace.refresh();
    assert.deepEqual(told(), []);
  }
  assert.equal(workspace.bufferOf(uriOf('named.conf'))?.text().includes('listen-on-v6'), true);
});

test('a check goes on where it was when something is asked in between', async () => {
  const site = await siteOf({ 'named.conf': STATEMENTS }, { open: ['named.conf'] });
  const { workspace } = site;
  site.replace('named.conf', 'listen-on-ipv6', 'listen-on-ipv7');
  workspace.begin();
  let steps = 1;
  while (workspace.step()) steps++;
  site.replace('named.conf', 'listen-on-ipv7', 'listen-on-v6');
  let asked = 0;
  // Each question lets few steps be done, and there is always another one.
  do {
    workspace.begin();
    asked++;
  } while (asked < steps && workspace.step() && workspace.step() && workspace.step());
  assert.ok(asked <= steps / 2 + 1, `${asked} questions until ${steps} steps were done`);
  assert.deepEqual(site.marked('named.conf', /unknown-statement/), []);
});

test('an edit, a file that comes and another release in the middle of a check are what counts', async () => {
  const site = await siteOf(
    { 'named.conf': 'zone "example.org" { type primary; file "db.example.org"; };\noptions { datasize 1; };\n' },
    { open: ['named.conf'], settings: { bindVersion: '9.20' } },
  );
  const { workspace } = site;
  const missing = (): number => site.problems('named.conf', /missing-zone-file/).length;
  const removed = (): number => site.problems('named.conf', /removed-statement/).length;
  assert.deepEqual([missing(), removed()], [1, 1]);
  site.replace('named.conf', 'datasize 1', 'datasize 2');
  workspace.begin();
  for (let step = 0; step < 5; step++) workspace.step();
  await site.write('db.example.org', TOP);
  assert.deepEqual([missing(), removed()], [0, 1]);
  site.replace('named.conf', 'datasize 2', 'datasize 3');
  workspace.begin();
  for (let step = 0; step < 5; step++) workspace.step();
  workspace.configure({ ...workspace.settings, bindVersion: '9.18' });
  await workspace.settle();
  assert.deepEqual([missing(), removed()], [0, 0]);
});

test('what is asked of each statement is asked in parts', async () => {
  const steps = async (count: number): Promise<number> => {
    const text = Array.from({ length: count }, (_, i) => `no-such-word-${i} yes;\n`).join('');
    const { workspace } = await siteOf({ 'named.conf': `options {\n${text}};\n` }, {});
    workspace.configure({ ...workspace.settings, bindVersion: '9.18' });
    workspace.begin();
    let done = 0;
    while (workspace.step()) done++;
    return done;
  };
  const parts = (await steps(6_000)) - (await steps(1));
  // Several rules look at each, and none at a thousand in one step.
  assert.ok(parts > 5 * 6, `${parts} steps more`);
});
