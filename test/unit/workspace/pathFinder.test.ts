/** Where a path leads: which places are tried, in which order, and what is said where nothing is found. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type FileSystem, memoryFileSystem } from '../../../server/src/workspace/fileSystem.ts';
import { Files } from '../../../server/src/workspace/files.ts';
import { PathFinder, type PathPlace } from '../../../server/src/workspace/pathFinder.ts';
import { FOLDER, pathOf, uriOf } from './harness.ts';

interface Site {
  readonly files: Files;
  readonly finder: PathFinder;
  /** What a path leads to when all that is asked for was loaded. */
  find(path: string, place?: Partial<PathPlace>): Promise<string>;
}

async function finderOf(paths: readonly string[], instead: Partial<FileSystem> = {}, trusted = true): Promise<Site> {
  const system = { ...memoryFileSystem(Object.fromEntries(paths.map((path) => [uriOf(path), path]))), ...instead };
  const files = new Files(system);
  const finder = new PathFinder(files);
  await files.list([FOLDER]);
  finder.setReach([FOLDER], trusted);
  return {
    files,
    finder,
    find: async (path, place = {}) => {
      const at: PathPlace = {
        from: uriOf('conf/named.conf'),
        directory: undefined,
        root: uriOf('conf/named.conf'),
        ...place,
      };
      for (let round = 0; round < 6; round++) {
        finder.find(path, at);
        await files.load();
      }
      const target = finder.find(path, at);
      if (target.kind === 'file') return pathOf(target.uri);
      return target.kind === 'unknown' && target.isThere ? 'unknown, there' : target.kind;
    },
  };
}

const CASES: readonly [
  what: string,
  files: readonly string[],
  path: string,
  place: Partial<PathPlace>,
  found: string,
][] = [
  ['beside the configuration', ['conf/z', 'z'], 'z', {}, 'conf/z'],
  ['in the directory first', ['conf/z', 'conf/zones/z'], 'z', { directory: 'zones' }, 'conf/zones/z'],
  [
    'beside the configuration where the directory has none',
    ['conf/z', 'conf/zones/y'],
    'z',
    { directory: 'zones' },
    'conf/z',
  ],
  [
    'beside the outermost file before the including one',
    ['conf/z', 'conf/deep/z'],
    'z',
    { from: uriOf('conf/deep/more') },
    'conf/z',
  ],
  ['beside the including file last', ['conf/deep/z', 'conf/x'], 'z', { from: uriOf('conf/deep/more') }, 'conf/deep/z'],
  [
    'beside the zone file where no configuration loads it',
    ['zones/z', 'conf/z'],
    'z',
    { from: uriOf('zones/y'), root: undefined },
    'zones/z',
  ],
  ['an absolute path', ['file:///etc/z', 'conf/etc/z'], '/etc/z', { directory: 'zones' }, 'file:///etc/z'],
  ['an absolute path has a copy in the workspace', ['zones/z', 'other/z'], '/etc/bind/zones/z', {}, 'zones/z'],
  ['a path in the directory has a copy', ['zones/z', 'other/z'], 'z', { directory: '/var/zones' }, 'zones/z'],
  ['of two copies equally good none is it', ['a/z', 'b/z'], '/etc/bind/z', {}, 'unknown'],
  ['no path', ['conf/z'], '', {}, 'missing'],
  ['a path that no system has', ['conf/z'], 'a\0b', {}, 'unknown'],
  ['missing where every folder is there', ['conf/y', 'conf/deep/y'], 'z', { directory: 'deep' }, 'missing'],
  ['not known where a folder is not there', ['conf/y'], 'z', { directory: 'deep' }, 'unknown'],
  ['a folder of that name', ['conf/z/y'], 'z', {}, 'unknown'],
];
for (const [what, files, path, place, found] of CASES) {
  test(`${what}`, async () => {
    const { find } = await finderOf(files);
    assert.equal(await find(path, place), found);
  });
}

test('while a file is being read, nothing is said of it', async () => {
  const { finder } = await finderOf(['conf/z']);
  const place = { from: uriOf('conf/named.conf'), directory: undefined, root: uriOf('conf/named.conf') };
  assert.deepEqual(finder.find('z', place), { kind: 'unknown' });
});

test('a file that is there and cannot be read', async () => {
  const unreadable = await finderOf(['conf/z'], { read: async () => undefined });
  assert.equal(await unreadable.find('z'), 'unknown, there');
  const copy = await finderOf(['zones/z'], { read: async () => undefined });
  assert.equal(await copy.find('/etc/zones/z'), 'unknown, there');
});

test('where the workspace is not trusted, what lies outside is read only where an editor holds it', async () => {
  const site = await finderOf(['file:///etc/z', 'conf/y'], {}, false);
  assert.equal(await site.find('/etc/z'), 'unknown');
  assert.equal(await site.find('y'), 'conf/y');
  site.files.open(uriOf('file:///etc/z'), '');
  assert.equal(await site.find('/etc/z'), 'file:///etc/z');
  site.files.close(uriOf('file:///etc/z'));
  assert.equal(await site.find('/etc/z'), 'unknown');
  site.finder.setReach([FOLDER], true);
  assert.equal(await site.find('/etc/z'), 'file:///etc/z');
});

test('a folder that comes into reach is looked into', async () => {
  const site = await finderOf(['file:///etc/z', 'conf/y'], {}, false);
  assert.equal(await site.find('/etc/z'), 'unknown');
  site.finder.setReach([FOLDER, 'file:///etc'], false);
  assert.equal(await site.find('/etc/z'), 'file:///etc/z');
});

test('the answer holds until files come or go, and is another object then', async () => {
  const { files, finder, find } = await finderOf(['conf/z']);
  await find('z');
  const place = { from: uriOf('conf/named.conf'), directory: undefined, root: uriOf('conf/named.conf') };
  const answer = finder.find('z', place);
  assert.equal(finder.find('z', place), answer);
  files.open(uriOf('other'), '');
  assert.notEqual(finder.find('z', place), answer);
  assert.deepEqual(finder.find('z', place), answer);
});

test('the names in a folder that a path means', async () => {
  const { files, finder } = await finderOf(['conf/zones/a', 'conf/zones/b', 'file:///etc/c']);
  const names = async (path: string): Promise<string[] | undefined> => {
    for (let round = 0; round < 3; round++) {
      finder.namesIn(path, uriOf('conf/named.conf'));
      await files.load();
    }
    const found = finder.namesIn(path, uriOf('conf/named.conf'));
    return found && [...found].sort();
  };
  assert.equal(finder.namesIn('zones', uriOf('conf/named.conf')), undefined, 'not known yet');
  assert.deepEqual(await names('zones'), ['a', 'b']);
  assert.equal(await names('gone'), undefined);
  assert.deepEqual(await names('/etc'), ['c']);
  finder.setReach([FOLDER], false);
  assert.equal(await names('/etc'), undefined);
});

test('whether no folder could hold a file', async () => {
  const { files, finder } = await finderOf(['conf/zones/a']);
  const place: PathPlace = { from: uriOf('conf/named.conf'), directory: '/var/named', root: uriOf('conf/named.conf') };
  const isNowhere = async (path: string): Promise<boolean> => {
    finder.folderLookup()(path, place);
    await files.load();
    return finder.folderLookup()(path, place);
  };
  assert.equal(await isNowhere('/etc/gone/z'), true);
  assert.equal(await isNowhere('gone/z'), true);
  assert.equal(await isNowhere('zones/z'), false, 'the folder is there');
  assert.equal(await isNowhere('/etc/gone/a'), false, 'a file of that name is in the workspace');
  assert.equal(await isNowhere('z'), false, 'the folder of the configuration is there');
  files.open(uriOf('new/y'), '');
  const inNew: PathPlace = { ...place, from: uriOf('named.conf'), root: uriOf('named.conf') };
  assert.equal(finder.folderLookup()('new/z', inNew), false, 'an editor has a file there');
});

test('one look-up asks once for all files of a folder', async () => {
  const asked: string[] = [];
  const { files, finder } = await finderOf([], {
    kind: async (uri) => {
      asked.push(uri);
      return undefined;
    },
  });
  const place: PathPlace = { from: uriOf('conf/named.conf'), directory: undefined, root: uriOf('conf/named.conf') };
  const isNowhere = finder.folderLookup();
  for (const name of ['a', 'b', 'c']) isNowhere(`/etc/gone/${name}`, place);
  await files.load();
  assert.deepEqual(asked, ['file:///etc/gone']);
});
