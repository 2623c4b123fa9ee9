/** Files as settings name them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FolderPatterns, namedBy, namesFile } from '../../../server/src/workspace/folderPatterns.ts';

const ONE = ['file:///w'];
const TWO = ['file:///w', 'file:///srv/dns%20files'];

const CASES: readonly [words: string, uri: string, folders: readonly string[], names: boolean][] = [
  ['zones/db.example.com', 'file:///w/zones/db.example.com', ONE, true],
  ['./zones/db.example.com', 'file:///w/zones/db.example.com', ONE, true],
  ['zones/db.example.com', 'file:///w/old/zones/db.example.com', ONE, false],
  ['db.example.com', 'file:///w/zones/db.example.com', ONE, false],
  ['**/db.example.com', 'file:///w/zones/db.example.com', ONE, true],
  ['**/db.example.com', 'file:///w/db.example.com', ONE, true],
  ['zones/*', 'file:///w/zones/db.example.com', ONE, true],
  ['zones/*', 'file:///w/zones/a/b', ONE, false],
  ['zones/**', 'file:///w/zones/a/b', ONE, true],
  ['zones/**/b', 'file:///w/zones/a/c/b', ONE, true],
  ['**/a/**/b', 'file:///w/x/a/y/a/z/b', ONE, true],
  ['**/a/**/b', 'file:///w/x/b', ONE, false],
  ['zones/db.[a-m]*', 'file:///w/zones/db.example.com', ONE, true],
  ['a b', 'file:///srv/dns%20files/a%20b', TWO, true],
  ['dns files/a b', 'file:///srv/dns%20files/a%20b', TWO, true],
  ['w/a', 'file:///w/a', ONE, false],
  ['file:///elsewhere/a', 'file:///elsewhere/a', ONE, true],
  ['file:///w/a', 'file:///w/a', ONE, true],
  ['a', 'file:///elsewhere/a', ONE, false],
  ['', 'file:///w/a', ONE, false],
  ['a[', 'file:///w/a[', ONE, true],
];
for (const [words, uri, folders, names] of CASES) {
  test(`${JSON.stringify(words)} ${names ? 'names' : 'does not name'} ${uri}`, () => {
    assert.equal(namesFile(words, uri, folders), names);
  });
}

test('what names a file alone comes before patterns, and of patterns the first', () => {
  const words = ['zones/**', 'zones/*', 'zones/a'];
  assert.equal(namedBy(words, 'file:///w/zones/a', ONE), 'zones/a');
  assert.equal(namedBy(words, 'file:///w/zones/b', ONE), 'zones/**');
  assert.equal(namedBy(words, 'file:///w/b', ONE), undefined);
  const known = new FolderPatterns();
  for (const folders of [ONE, ['file:///v'], ONE]) {
    assert.equal(known.find(words, 'file:///w/zones/b', folders), folders === ONE ? 'zones/**' : undefined);
  }
  assert.equal(known.find([], 'file:///w/zones/b', ONE), undefined);
});

test('patterns of many stars take time that grows with the path, no more', () => {
  const uri = `file:///w/${'a/'.repeat(2000)}b`;
  assert.equal(namesFile(`${'**/a/'.repeat(200)}c`, uri, ONE), false);
});
