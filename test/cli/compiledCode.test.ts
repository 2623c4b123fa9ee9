import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { cacheFolder } from '../../server/src/cli/compiledCode.ts';
import { CLI, folderWith } from './harness.ts';

const CONF =
  'options {\n\tdirectory "/nowhere";\n\tlisten-on-v6 { any; };\n};\nzone "example.test" { type primery; };\n';
const ZONE = '$TTL 1h\n@ SOA ns hostmaster 1 1h 15m 7d 1h\n NS ns\nns A 192.0.2.1\n AAAA 2001:db8::1\n';

/** Runs it with its cache in `folder`. */
function run(folder: string, file: string, env: NodeJS.ProcessEnv = {}): { status: number | null; out: string } {
  const done = spawnSync(process.execPath, [CLI, 'check', file], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, XDG_CACHE_HOME: join(folder, 'cache'), ...env },
  });
  return { status: done.status, out: done.stdout + done.stderr };
}

function keptIn(folder: string): string {
  const names = readdirSync(join(folder, 'cache/bailiwick'));
  assert.equal(names.length, 1);
  return join(folder, 'cache/bailiwick', names[0]);
}

test('compiled code is kept after the first run, and only the user may read and write it', () => {
  const folder = folderWith({ 'named.conf': CONF, 'db.example.test': ZONE, 'cache/x': '' });
  const first = run(folder, 'named.conf');
  assert.equal(first.status, 1);
  const kept = keptIn(folder);
  const { mtimeMs, size } = statSync(kept);
  if (process.platform !== 'win32') assert.equal(statSync(kept).mode & 0o077, 0);
  assert.deepEqual(run(folder, 'named.conf'), first);
  assert.equal(statSync(kept).mtimeMs, mtimeMs);
  // What only zones need is added when a zone is checked first.
  run(folder, 'db.example.test');
  assert.ok(statSync(kept).size > size);
});

test('code that is damaged, of another bundle, or that others may write is not run', () => {
  const folder = folderWith({ 'named.conf': CONF, 'cache/x': '' });
  const first = run(folder, 'named.conf');
  const kept = keptIn(folder);
  const whole = readFileSync(kept);
  for (const damaged of [
    Buffer.alloc(0),
    whole.subarray(0, 3),
    whole.subarray(0, whole.length / 2),
    Buffer.from('nonsense'),
  ]) {
    writeFileSync(kept, damaged);
    assert.deepEqual(run(folder, 'named.conf'), first);
    assert.ok(Math.abs(readFileSync(kept).length - whole.length) < whole.length / 2);
  }
  if (process.platform === 'win32') return;
  chmodSync(kept, 0o666);
  utimesSync(kept, 1, 1);
  assert.deepEqual(run(folder, 'named.conf'), first);
  assert.equal(statSync(kept).mode & 0o077, 0);
});

test('nothing is kept where that is not wanted or not possible', () => {
  const folder = folderWith({ 'named.conf': CONF, cache: 'a file where the folder would be' });
  assert.equal(run(folder, 'named.conf').status, 1);
  const other = folderWith({ 'named.conf': CONF });
  assert.equal(run(other, 'named.conf', { NODE_DISABLE_COMPILE_CACHE: '1' }).status, 1);
  assert.deepEqual(readdirSync(other), ['named.conf']);
});

test('the folder for what is kept is where the platform has such folders', () => {
  assert.equal(cacheFolder({}, 'linux', '/home/u'), '/home/u/.cache/bailiwick');
  assert.equal(cacheFolder({ XDG_CACHE_HOME: '/c' }, 'linux', '/home/u'), '/c/bailiwick');
  assert.equal(cacheFolder({ XDG_CACHE_HOME: 'c' }, 'linux', '/home/u'), '/home/u/.cache/bailiwick');
  assert.equal(cacheFolder({}, 'darwin', '/Users/u'), '/Users/u/Library/Caches/bailiwick');
  assert.equal(cacheFolder({}, 'linux', ''), undefined);
  assert.equal(cacheFolder({}, 'win32', 'C:\\u'), undefined);
});
