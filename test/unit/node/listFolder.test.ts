/** What is in a folder on disk: links to files, and no way round in a circle. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { blockingFileSystem, nodeFileSystem } from '../../../server/src/node/fileSystem.ts';

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
  test(`${what} lists files, folders, and links to files`, async () => {
    const entries = await system.list(pathToFileURL(folder).href);
    assert.deepEqual(
      entries.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
      [
        { name: 'db.example.com', kind: 'file' },
        { name: 'link', kind: 'file', isLink: true },
        { name: 'zones', kind: 'directory' },
      ],
    );
  });
}
