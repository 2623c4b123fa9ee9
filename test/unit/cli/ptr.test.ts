/** `bailiwick ptr` from its sources: the agreement, the diffs, the files that are written, and the exit status. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parseOptions } from '../../../server/src/cli/parse.ts';
import { ptr } from '../../../server/src/cli/ptr.ts';
import { type Files, folderWith } from './folders.ts';

const SOA = '$TTL 1h\n@ SOA ns1.example.com. host.example.com. 7 2h 1h 2w 1h\n@ NS ns1.example.com.\n';
const FILES: Files = {
  'etc/named.conf':
    'zone "example.com" { type primary; file "../zones/db.example.com"; };\nzone "2.0.192.in-addr.arpa" { type primary; file "../zones/db.192.0.2"; };\n',
  'zones/db.example.com': `; zone: example.com\n${SOA}ns1 A 192.0.2.1\nwww A 192.0.2.2\nweb A 192.0.2.2\nold A 192.0.2.9\n`,
  'zones/db.192.0.2': `; zone: 2.0.192.in-addr.arpa\n${SOA}1 PTR ns1.example.com.\n9 PTR gone.example.com.\n10 PTR gone.example.com.\n11 PTR x.example.net.\n`,
};

async function run(line: string, files: Files = FILES) {
  const cwd = folderWith(files);
  const parsed = parseOptions(['ptr', ...line.split(' ')]);
  assert.ok(parsed.kind === 'ptr', JSON.stringify(parsed));
  let [out, said] = ['', ''];
  const status = await ptr(parsed.options, {
    cwd,
    now: () => new Date('2026-01-02T03:04:05Z'),
    print: (text) => {
      out += text;
    },
    warn: (text) => {
      said += text;
    },
  });
  return { status, out, said, reverse: readFileSync(join(cwd, 'zones/db.192.0.2'), 'utf8') };
}

const REVERSE = String(FILES['zones/db.192.0.2']);

test('ptr: the agreement of a folder, or of a configuration, and 1 where something is to be looked at', async () => {
  for (const what of ['zones', 'zones/db.example.com zones/db.192.0.2']) {
    const { status, out, said, reverse } = await run(what);
    assert.deepEqual([status, said, reverse], [1, '', REVERSE], what);
    assert.match(out, /^Agreement of forward and reverse zones\n\n4 addresses in 2 zones; 4 PTR records\.\n/);
    assert.match(out, /\n192\.0\.2\.10 +- +gone\.example\.com\. +db\.192\.0\.2:7 +nothing backs the PTR record: /);
    assert.match(out, /\n== In order ==\n\nADDRESS.*\n192\.0\.2\.1 +ns1\.example\.com\. .* agrees\n$/);
  }
  const agreeing = {
    'zones/db.example.com': `; zone: example.com\n${SOA}`,
    'zones/db.192.0.2': `; zone: 2.0.192.in-addr.arpa\n${SOA}`,
  };
  assert.equal((await run('zones', agreeing)).status, 0);
});

const CHANGES: readonly (readonly [line: string, from: string, to: string])[] = [
  ['--change create', '9 PTR', '2 PTR www.example.com.\n9 PTR'],
  ['--names several', '9 PTR', '2 PTR www.example.com.\n2 PTR web.example.com.\n9 PTR'],
  ['--change correct', '9 PTR gone', '9 PTR old'],
  ['--change remove', '10 PTR gone.example.com.\n', ''],
];

for (const [line, from, to] of CHANGES) {
  test(`ptr: ${line} --write changes the files and names them`, async () => {
    const { status, out, said, reverse } = await run(`${line} --write zones`);
    assert.deepEqual([status, out, said], [0, 'zones/db.192.0.2\n', '']);
    assert.equal(reverse, REVERSE.replace(from, to).replace(' 7 2h', ' 8 2h'));
  });
}

test('ptr: a change is printed as a diff, and the files stay', async () => {
  const { status, out, reverse } = await run('--change correct zones');
  assert.deepEqual([status, reverse], [1, REVERSE]);
  assert.match(out, /^--- .*db\.192\.0\.2\n\+\+\+ .*\n@@ .*\n/);
  assert.match(out, /\n-9 PTR gone\.example\.com\.\n\+9 PTR old\.example\.com\.\n/);
});

test('ptr: the zones of a configuration', async () => {
  const files = { ...FILES, 'etc/named.conf': String(FILES['etc/named.conf']).replaceAll('../zones', 'zones') };
  const conf = { 'named.conf': files['etc/named.conf'], ...files };
  assert.match((await run('named.conf', conf)).out, /4 addresses in 2 zones; 4 PTR records\./);
});

test('ptr: what cannot be read is said', async () => {
  assert.deepEqual((await run('nowhere')).status, 2);
  assert.match((await run('nowhere')).said, /^bailiwick: nowhere is not there/);
});

test('ptr: words that are wrong', () => {
  for (const [line, message] of [
    ['--change all zones', '--change takes create, correct, remove, addresses, not all'],
    ['--ttl soon zones', '--ttl takes a time such as 1h or 3600, or inherited, not soon'],
    ['--names both zones', '--names takes one, several, not both'],
    ['--write', 'no file was named, and no folder (the one you are in is ".")'],
    ['--wirte zones', '--wirte is not an option of ptr; did you mean --write?'],
  ]) {
    assert.deepEqual(parseOptions(['ptr', ...line.split(' ')]), { kind: 'error', message, of: 'ptr' });
  }
  const help = parseOptions(['ptr', '--help']);
  assert.ok(help.kind === 'help' && help.text.startsWith('Usage: bailiwick ptr '));
});
