/** `check --watch`: checked again when a file changes, comes or goes. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { CLI, folderWith, run } from './harness.ts';

const ZONE = '$TTL 1h\n@ SOA ns hostmaster 1 1h 15m 7d 1h\n NS ns\nns A 192.0.2.1\n AAAA 2001:db8::1\n';

test('a file that changes, one that comes, and one that goes', async () => {
  const cwd = folderWith({ 'zones/db.example.com': ZONE });
  const child = spawn(process.execPath, [CLI, 'check', '--watch', '--format', 'concise', 'zones'], { cwd });
  let said = '';
  let waiting: (() => void) | undefined;
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (part) => {
      said += part;
      waiting?.();
    });
  }
  /** Waits for words that were not said before. */
  const until = async (...words: readonly RegExp[]): Promise<void> => {
    // Findings and counts go ways of their own.
    while (!words.every((each) => each.test(said))) await new Promise<void>((resolve) => (waiting = resolve));
    said = '';
  };
  try {
    await until(/0 errors.*in 1 file/);
    writeFileSync(join(cwd, 'zones/db.example.com'), `${ZONE}www BOGUS x\n`);
    await until(/db\.example\.com changed/, /unknown-type/, /1 error.*in 1 file/);
    writeFileSync(join(cwd, 'zones/db.example.net'), ZONE);
    await until(/1 error.*in 2 files/);
    rmSync(join(cwd, 'zones/db.example.com'));
    await until(/0 errors.*in 1 file/);
    assert.equal(child.exitCode, null);
  } finally {
    child.kill();
  }
});

test('what does not go with it', () => {
  const cwd = folderWith({ 'db.example.com': ZONE });
  for (const words of [
    ['--watch', '--fix', 'db.example.com'],
    ['--watch', '--diff', 'db.example.com'],
    ['--watch', '-'],
  ]) {
    const { status, err } = run(cwd, ['check', ...words], '');
    assert.equal(status, 2);
    assert.match(err, /--watch/);
  }
});

test('the configuration of another server: its zones have its names by the folder or --conf, and alone it is not checked', () => {
  const cwd = folderWith({
    'nsd.conf': 'server:\n  zonesdir: "."\nzone:\n  name: "corp.example"\n  zonefile: "zones/intra"\n',
    'zones/intra': `${ZONE}x.example.net. A 192.0.2.9\n`,
  });
  for (const words of [['.'], ['--conf', 'nsd.conf', 'zones/intra']]) {
    assert.match(run(cwd, ['check', ...words]).out, /not in the zone corp\.example\./);
  }
  const alone = run(cwd, ['check', 'nsd.conf']);
  assert.equal(alone.status, 2);
  assert.match(alone.err, /configuration of NSD.*--conf nsd\.conf/);
});
