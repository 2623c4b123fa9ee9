/** Compiled code that is kept: what is read back, and what is not run. */
import assert from 'node:assert/strict';
import { chmodSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { cacheFolder, readKept, writeKept } from '../../../server/src/cli/compiledCode.ts';
import { folderWith } from './folders.ts';

const KEPT = { code: Buffer.from('compiled code'), kinds: ['check:zone', 'fmt:conf'] };
const SOURCE = '/a/cli-main.js\t123\t456\tv24\tx64';

test('what was kept is read back, with its kinds of work', () => {
  const kept = { file: join(folderWith({}), 'new/deep/x.code'), source: SOURCE };
  writeKept(kept, KEPT);
  assert.deepEqual(readKept(kept), KEPT);
  assert.deepEqual(readdirSync(join(kept.file, '..')), ['x.code']);
  writeKept(kept, { code: Buffer.from('other'), kinds: ['other'] });
  assert.deepEqual(readKept(kept), { code: Buffer.from('other'), kinds: ['other'] });
});

test('a source of several lines is one source', () => {
  const kept = { file: join(folderWith({}), 'x.code'), source: 'a\nb\nc' };
  writeKept(kept, KEPT);
  assert.deepEqual(readKept(kept), KEPT);
  assert.equal(readKept({ ...kept, source: 'a\nb' }), undefined);
});

test('what belongs to another source is not read', () => {
  const kept = { file: join(folderWith({}), 'x.code'), source: SOURCE };
  writeKept(kept, KEPT);
  for (const source of [`${SOURCE}x`, SOURCE.slice(0, -1), '']) assert.equal(readKept({ ...kept, source }), undefined);
});

test('what is cut short, made longer or damaged at its head is not read', () => {
  const kept = { file: join(folderWith({}), 'x.code'), source: SOURCE };
  writeKept(kept, KEPT);
  const whole = readFileSync(kept.file);
  const damaged = [
    whole.subarray(0, -1),
    Buffer.concat([whole, Buffer.of(0)]),
    Buffer.concat([Buffer.of(255, 255, 255, 255), whole.subarray(4)]),
    Buffer.concat([Buffer.of(0, 0, 0, 0), whole.subarray(4)]),
    Buffer.alloc(0),
    Buffer.of(1, 0),
  ];
  for (const octets of damaged) {
    writeFileSync(kept.file, octets);
    assert.equal(readKept(kept), undefined);
  }
  writeFileSync(kept.file, whole);
  assert.deepEqual(readKept(kept), KEPT);
});

test('what others may write is not read, and what is written is for the user alone', {
  skip: process.platform === 'win32',
}, () => {
  const kept = { file: join(folderWith({}), 'new/x.code'), source: SOURCE };
  writeKept(kept, KEPT);
  assert.equal(statSync(kept.file).mode & 0o777, 0o600);
  assert.equal(statSync(join(kept.file, '..')).mode & 0o777, 0o700);
  for (const mode of [0o620, 0o602, 0o622]) {
    chmodSync(kept.file, mode);
    assert.equal(readKept(kept), undefined);
  }
  for (const mode of [0o600, 0o644, 0o755]) {
    chmodSync(kept.file, mode);
    assert.deepEqual(readKept(kept), KEPT);
  }
});

test('nothing is kept where it cannot be, and nothing is thrown', () => {
  const folder = folderWith({ taken: 'a file' });
  const kept = { file: join(folder, 'taken/x.code'), source: SOURCE };
  writeKept(kept, KEPT);
  assert.equal(readKept(kept), undefined);
  assert.equal(readKept({ file: join(folder, 'gone.code'), source: SOURCE }), undefined);
  assert.ok(!existsSync(join(folder, `taken/x.code.${process.pid}`)));
});

const FOLDERS: readonly (readonly [
  env: NodeJS.ProcessEnv,
  platform: NodeJS.Platform,
  home: string,
  folder: string | undefined,
])[] = [
  [{}, 'linux', '/home/u', '/home/u/.cache/bailiwick'],
  [{ XDG_CACHE_HOME: '/c' }, 'linux', '/home/u', '/c/bailiwick'],
  [{ XDG_CACHE_HOME: 'c' }, 'linux', '/home/u', '/home/u/.cache/bailiwick'],
  [{ XDG_CACHE_HOME: '' }, 'linux', '/home/u', '/home/u/.cache/bailiwick'],
  [{ XDG_CACHE_HOME: '/c' }, 'linux', '', '/c/bailiwick'],
  [{}, 'linux', '', undefined],
  [{}, 'darwin', '/Users/u', '/Users/u/Library/Caches/bailiwick'],
  [{ XDG_CACHE_HOME: '/c' }, 'darwin', '/Users/u', '/c/bailiwick'],
  [{}, 'win32', 'C:\\u', undefined],
  [{ NODE_DISABLE_COMPILE_CACHE: '1' }, 'linux', '/home/u', undefined],
  [{ NODE_DISABLE_COMPILE_CACHE: '1', LOCALAPPDATA: 'C:\\l' }, 'win32', 'C:\\u', undefined],
];
for (const [env, platform, home, folder] of FOLDERS) {
  test(
    `the folder on ${platform} with ${JSON.stringify(env)} and home ${home}`,
    { skip: process.platform === 'win32' },
    () => assert.equal(cacheFolder(env, platform, home), folder),
  );
}
