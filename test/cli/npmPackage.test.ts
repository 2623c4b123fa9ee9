/** The npm package, as it is written from what is built: it has what it needs, and nothing is missing elsewhere. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { writePackage } from '../../scripts/lib/npmPackage.ts';
import { folderWith } from './harness.ts';

const ZONE = '$TTL 1h\n@ SOA ns hostmaster 1 1h 15m 7d 1h\n NS ns\nns A 192.0.2.1\n AAAA 2001:db8::1\nwww BOGUS x\n';

test('the package runs in a folder of its own: check, lsp', () => {
  const cwd = folderWith({ 'db.example.com': ZONE });
  const folder = join(cwd, 'package');
  writePackage(folder);
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  assert.ok(!('private' in manifest) && !('dependencies' in manifest));
  const run = (args: readonly string[], input?: string) =>
    spawnSync(process.execPath, [join(folder, manifest.bin.bailiwick), ...args], {
      cwd,
      input,
      encoding: 'utf8',
      env: { ...process.env, NODE_DISABLE_COMPILE_CACHE: '1' },
    });
  const checked = run(['check', '--origin', 'example.com', 'db.example.com']);
  assert.equal(checked.status, 1, checked.stderr);
  assert.match(checked.stdout, /\[zone\/unknown-type\]\n {2}6 \| www BOGUS x\n {4}\| {5}\^\^\^\^\^\n/);
  assert.equal(run(['lsp', '--version']).stdout, `bailiwick ${manifest.version}\n`);
  assert.match(run(['lsp', '--help']).stdout, /^Usage: bailiwick lsp \[--stdio\]/);
  assert.match(run(['lsp', '--stdoi']).stderr, /did you mean --stdio\?/);
  const message = (body: object): string => {
    const text = JSON.stringify({ jsonrpc: '2.0', ...body });
    return `Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`;
  };
  const params = { processId: null, rootUri: null, capabilities: {} };
  const talk = `${message({ id: 1, method: 'initialize', params })}${message({ id: 2, method: 'shutdown' })}${message({ method: 'exit' })}`;
  for (const words of [['lsp'], ['lsp', '--stdio']]) {
    const served = run(words, talk);
    assert.match(served.stdout, /"hoverProvider":true/);
    assert.equal(served.status, 0, served.stderr);
  }
});
