/** Paths as URIs, and the file among others that a path means. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  baseName,
  folderOf,
  isWithinFolder,
  longestSuffix,
  normalUri,
  pathParts,
  resolvePath,
  shownPath,
} from '../../../server/src/workspace/paths.ts';

test('folders, names and relative paths', () => {
  assert.equal(folderOf('file:///etc/bind/named.conf'), 'file:///etc/bind');
  assert.equal(folderOf('file:///named.conf'), 'file:///');
  assert.equal(baseName('file:///etc/bind/db.a%20b'), 'db.a b');
  assert.equal(resolvePath('file:///etc/bind', 'zones/../db'), 'file:///etc/bind/db');
  assert.equal(resolvePath('file:///etc/bind', '/var/db'), 'file:///var/db');
  assert.equal(resolvePath('vscode-vfs://host/etc', 'db'), 'vscode-vfs://host/etc/db');
  assert.equal(normalUri('file:///c:/a b'), normalUri('file:///c%3A/a%20b'));
});

const SHOWN: readonly (readonly [uri: string, folders: readonly string[], shown: string])[] = [
  ['file:///w/zones/db.a%20b', ['file:///w'], 'zones/db.a b'],
  ['file:///w/zones/db.a', ['file:///w', 'file:///x'], 'w/zones/db.a'],
  ['file:///etc/db.a', ['file:///w'], '/etc/db.a'],
  ['file:///w-more/db.a', ['file:///w'], '/w-more/db.a'],
  ['file:///w/db.a', [], '/w/db.a'],
];
for (const [uri, folders, shown] of SHOWN) {
  test(`${uri} is called ${shown} in a workspace of ${folders.length} folders`, () => {
    assert.equal(shownPath(uri, folders), shown);
  });
}

test('what lies in a folder', () => {
  assert.equal(isWithinFolder('file:///etc/bind/db', 'file:///etc/bind'), true);
  assert.equal(isWithinFolder('file:///etc/bind/db', 'file:///etc/bind/'), true);
  assert.equal(isWithinFolder('file:///etc/bind', 'file:///etc/bind'), true);
  assert.equal(isWithinFolder('file:///etc/bind9/db', 'file:///etc/bind'), false);
  assert.equal(isWithinFolder('file:///etc', 'file:///etc/bind'), false);
});

test('parts of a path', () => {
  assert.deepEqual(pathParts('/etc//bind/./db'), ['etc', 'bind', 'db']);
  assert.deepEqual(pathParts('../db'), ['..', 'db']);
  assert.deepEqual(pathParts(''), []);
});

const SUFFIXES: readonly [path: string, files: readonly string[], found: string | undefined][] = [
  ['/etc/bind/zones/db.x', ['/w/a/db.x', '/w/zones/db.x'], '/w/zones/db.x'],
  ['/etc/bind/zones/db.x', ['/w/zones/db.x', '/w/a/db.x'], '/w/zones/db.x'],
  ['/etc/bind/zones/db.x', ['/w/bind/zones/db.x', '/w/zones/db.x', '/w/other/db.x'], '/w/bind/zones/db.x'],
  ['/etc/bind/zones/db.x', ['/w/a/db.x', '/w/b/db.x'], undefined],
  ['/etc/bind/zones/db.x', ['/w/a/db.x', '/w/b/db.x', '/w/zones/db.x'], '/w/zones/db.x'],
  ['/etc/bind/zones/db.x', ['/w/zones/db.x', '/w/a/db.x', '/w/b/db.x'], '/w/zones/db.x'],
  ['/etc/bind/zones/db.x', ['/w/zones/db.y'], undefined],
  ['/etc/bind/zones/db.x', [], undefined],
  ['db.x', ['/w/zones/db.x'], '/w/zones/db.x'],
  ['db.x', ['/db.x'], '/db.x'],
  ['', ['/w/db.x'], undefined],
];
for (const [path, files, found] of SUFFIXES) {
  test(`${path || 'no path'} among ${files.join(' ') || 'no files'}`, () => {
    const uris = files.map((file) => `file://${file}`);
    assert.equal(longestSuffix(path, uris), found === undefined ? undefined : `file://${found}`);
  });
}
