/** What is in folders on disk: links to files and folders, and no way round in a circle. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { blockingFileSystem, nodeFileSystem } from '../../../server/src/node/fileSystem.ts';
import { confined } from '../../../server/src/workspace/confined.ts';
import { listFolders } from '../../../server/src/workspace/listFolders.ts';

const FILES = ['site/named.conf', 'site/zones/db.a', 'srv/zones/db.b', 'srv/zones/deep/db.c', 'srv/other/db.d'];
/** Links, and what they lead to. */
const LINKS: Readonly<Record<string, string>> = {
  'site/zones/here': 'site/zones',
  'site/out': 'srv/zones',
  'site/out-again': 'srv/zones/deep',
  'site/up': '.',
  'site/own': 'site',
  'site/linked.db': 'srv/other/db.d',
  'srv/zones/back': 'site/zones',
  'srv/zones/deep/round': 'srv/zones',
  'srv/zones/deep/more': 'srv/other',
  way: 'site',
};

let folder = '';
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'bailiwick-list-'));
  mkdirSync(join(folder, 'zones'));
  writeFileSync(join(folder, 'db.example.com'), '');
  symlinkSync(join(folder, 'db.example.com'), join(folder, 'link'));
  symlinkSync(folder, join(folder, 'circle'));
  symlinkSync(join(folder, 'nowhere'), join(folder, 'broken'));
  symlinkSync(join(folder, 'self'), join(folder, 'self'));
});
after(() => rmSync(folder, { recursive: true }));

for (const [what, system] of Object.entries({ nodeFileSystem, blockingFileSystem })) {
  test(`${what} lists files, folders, and links to both`, async () => {
    const entries = await system.list(pathToFileURL(folder).href);
    assert.deepEqual(
      entries.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
      [
        { name: 'circle', kind: 'directory', isLink: true },
        { name: 'db.example.com', kind: 'file' },
        { name: 'link', kind: 'file', isLink: true },
        { name: 'zones', kind: 'directory' },
      ],
    );
  });
}

test('folders are listed once, whatever links lead to them, and none leads back', async () => {
  const top = mkdtempSync(join(tmpdir(), 'bailiwick-links-'));
  try {
    for (const path of FILES) {
      mkdirSync(dirname(join(top, path)), { recursive: true });
      writeFileSync(join(top, path), '');
    }
    for (const [path, target] of Object.entries(LINKS)) symlinkSync(join(top, target), join(top, path));
    for (const name of ['site', 'way']) {
      const uri = pathToFileURL(join(top, name)).href;
      const { found, areAll } = await listFolders(nodeFileSystem, [uri], 100);
      const paths = found.map((each) => each.slice(uri.length + 1)).sort();
      const expected = ['linked.db', 'named.conf', 'out-again/db.c', 'out-again/more/db.d', 'out/db.b', 'zones/db.a'];
      assert.deepEqual([paths, areAll], [expected, true], name);
      const inside = await listFolders(
        confined(nodeFileSystem, () => [uri]),
        [uri],
        100,
      );
      assert.deepEqual(inside.found.map((each) => each.slice(uri.length + 1)).sort(), [
        'linked.db',
        'named.conf',
        'zones/db.a',
      ]);
    }
  } finally {
    rmSync(top, { recursive: true });
  }
});
