/** Links that lead out of a workspace which nobody trusts. */
import assert from 'node:assert/strict';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { nodeFileSystem } from '../../../server/src/node/fileSystem.ts';
import { checkFile, FileCheckRefusal } from '../../../server/src/services/shared/fileCheck.ts';
import { confined } from '../../../server/src/workspace/confined.ts';
import { DEFAULT_SETTINGS } from '../../../server/src/workspace/settings.ts';
import { Workspace } from '../../../server/src/workspace/workspace.ts';
import { folderWith } from '../cli/folders.ts';

const ZONE = '; zone: example.com\n$TTL 1h\n@ SOA ns1 h 1 2h 1h 2w 1h\n@ NS ns1\nns1 A 192.0.2.1\n';

/** A workspace with links to a file and a folder beside it, and to a file in it. */
function linked() {
  const folder = folderWith({
    'outside/secret': 'PASSWORD hunter2\n',
    'inside/db.x': `${ZONE}$INCLUDE link\n$INCLUDE folder/secret\n$INCLUDE own\n`,
    'inside/sub/more': 'www BOGUS x\n',
  });
  symlinkSync(join(folder, 'outside/secret'), join(folder, 'inside/link'));
  symlinkSync(join(folder, 'outside'), join(folder, 'inside/folder'));
  symlinkSync(join(folder, 'inside/sub/more'), join(folder, 'inside/own'));
  symlinkSync(join(folder, 'inside'), join(folder, 'way'));
  const at = (path: string): string => pathToFileURL(join(folder, path)).href;
  return at;
}

for (const way of ['inside', 'way']) {
  test(`a link out of ${way === 'way' ? 'a workspace opened by a link' : 'a workspace'} is not read, one within it is`, async () => {
    const at = linked();
    const system = confined(nodeFileSystem, () => [at(way)]);
    assert.equal(await system.read(at(`${way}/link`)), undefined);
    assert.equal(await system.kind(at(`${way}/link`)), 'file');
    assert.equal(await system.read(at(`${way}/folder/secret`)), undefined);
    assert.equal(await system.kind(at(`${way}/folder`)), undefined);
    assert.deepEqual(await system.list(at(`${way}/folder`)), []);
    assert.equal(await system.facts?.(at(`${way}/link`)), undefined);
    assert.equal(String(await system.read(at(`${way}/own`))), 'www BOGUS x\n');
    assert.equal(await system.kind(at(`${way}/nothing`)), undefined);
  });
}

for (const trusted of [false, true]) {
  test(`a workspace that is ${trusted ? '' : 'not '}trusted ${trusted ? 'follows' : 'does not follow'} links out of it`, async () => {
    const at = linked();
    const workspace = new Workspace({ system: nodeFileSystem });
    workspace.configure({ ...DEFAULT_SETTINGS, trusted });
    await workspace.setFolders([at('inside')]);
    workspace.open(at('inside/db.x'), `${ZONE}$INCLUDE link\n$INCLUDE folder/secret\n$INCLUDE own\n`, 'zone');
    await workspace.settle();
    const problems = [...workspace.problems().values()].flat();
    assert.equal(/password|hunter/i.test(JSON.stringify(problems)), trusted);
    assert.ok(problems.some(({ message }) => message.includes('BOGUS')));
    // Nothing is claimed of what is there and may not be read.
    assert.ok(!problems.some(({ message }) => /is not there/.test(message)), JSON.stringify(problems));
  });
}

test('a file that is checked from disk is not one that a link leads out to', async () => {
  const at = linked();
  const check = (path: string) =>
    checkFile(
      { uri: at(path), folders: [at('inside')], settings: { ...DEFAULT_SETTINGS, trusted: false }, configurations: [] },
      {
        system: nodeFileSystem,
        read: async () => new TextEncoder().encode(ZONE),
        now: () => new Date(0),
        onStage: () => undefined,
      },
    );
  await assert.rejects(check('inside/link'), FileCheckRefusal);
  await check('inside/db.x');
});
