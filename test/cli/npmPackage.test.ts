/** The npm package, as it is written from what is built: it has what it needs, and nothing is missing elsewhere. */
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { writePackage } from '../../scripts/lib/npmPackage.ts';
import { folderWith } from './harness.ts';

const ZONE = '$TTL 1h\n@ SOA ns hostmaster 1 1h 15m 7d 1h\n NS ns\nns A 192.0.2.1\n AAAA 2001:db8::1\nwww BOGUS x\n';

test('the package runs in a folder of its own: check, lsp', async () => {
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
  const program = join(folder, manifest.bin.bailiwick);
  for (const words of [['lsp'], ['lsp', '--stdio']])
    assert.deepEqual(await served(program, words), { status: 0, answers: true });
});

/** Talks to a server as an editor does, in turns: whether it answers, and how it ends. */
function served(program: string, words: readonly string[]): Promise<{ status: number | null; answers: boolean }> {
  const message = (body: object): string => {
    const text = JSON.stringify({ jsonrpc: '2.0', ...body });
    return `Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`;
  };
  const server = spawn(process.execPath, [program, ...words], { stdio: ['pipe', 'pipe', 'inherit'] });
  let out = '';
  server.stdout.on('data', (part) => {
    const isFirst = !out.includes('"hoverProvider":true');
    out += part;
    if (isFirst && out.includes('"hoverProvider":true')) {
      server.stdin.write(`${message({ id: 2, method: 'shutdown' })}${message({ method: 'exit' })}`);
    }
  });
  server.stdin.write(
    message({ id: 1, method: 'initialize', params: { processId: null, rootUri: null, capabilities: {} } }),
  );
  return new Promise((resolve) => {
    server.on('exit', (status) => resolve({ status, answers: out.includes('"hoverProvider":true') }));
  });
}
