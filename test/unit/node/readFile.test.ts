/** Reading files of every kind, none of which makes it wait. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, truncateSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { readFileOr, readFileOrLater } from '../../../server/src/node/readFile.ts';
import { folderWith } from '../cli/folders.ts';

const onUnix = { skip: process.platform === 'win32' && 'Windows has no such files' };

async function both(path: string): Promise<unknown> {
  const read = readFileOr(path);
  assert.deepEqual(await readFileOrLater(path), read);
  return read;
}

test('a file, a folder, and what is not there', async () => {
  const folder = folderWith({ a: 'text', empty: '' });
  assert.equal(String(await both(join(folder, 'a'))), 'text');
  assert.equal(String(await both(join(folder, 'empty'))), '');
  assert.equal(await both(folder), 'folder');
  assert.equal(await both(join(folder, 'gone')), 'absent');
  assert.equal(await both(join(folder, 'a/b')), 'absent');
});

test('a file that no string could hold', async () => {
  const folder = folderWith({ large: '' });
  truncateSync(join(folder, 'large'), 600 * 1024 * 1024);
  assert.equal(await both(join(folder, 'large')), 'too large');
});

test('a pipe that nobody writes into, a device without end, a socket', onUnix, async () => {
  const folder = folderWith({});
  const pipe = join(folder, 'pipe');
  execFileSync('mkfifo', [pipe]);
  assert.equal(await both(pipe), 'no file');
  assert.equal(await both('/dev/zero'), 'no file');
  const socket = join(folder, 'socket');
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(socket, resolve);
  });
  assert.equal(await both(socket), 'no file');
  server.close();
});

test('a file without the right to read it', async () => {
  const folder = folderWith({ a: 'text' });
  chmodSync(folder, 0o755);
  chmodSync(join(folder, 'a'), 0);
  // Root may read everything, so it is somebody else for a moment.
  const isRoot = process.getuid?.() === 0;
  if (isRoot) process.seteuid?.(65_534);
  try {
    assert.equal(await both(join(folder, 'a')), 'unreadable');
  } finally {
    if (isRoot) process.seteuid?.(0);
  }
});
