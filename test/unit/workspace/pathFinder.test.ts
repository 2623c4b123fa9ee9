/** Where a path leads: which places are tried, in which order, and what is said where nothing is found. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type FileSystem, memoryFileSystem } from '../../../server/src/workspace/fileSystem.ts';
import { Files } from '../../../server/src/workspace/files.ts';
import { PathFinder, type PathPlace } from '../../../server/src/workspace/pathFinder.ts';
import { resolvePath } from '../../../server/src/workspace/paths.ts';
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
      for (let round = 0; round < 12; round++) {
        finder.find(path, at);
        await files.load();
      }
      const target = finder.find(path, at);
      if (target.kind === 'file') return pathOf(target.uri);
      return target.kind === 'unknown' ? `unknown, ${target.why ?? 'asked'}` : target.kind;
    },
  };
}

/** A configuration that named reads on this machine. */
const SERVED: Partial<PathPlace> = {
  from: 'file:///etc/bind/named.conf',
  root: 'file:///etc/bind/named.conf',
  directory: 'zones',
};

const CASES: readonly [
  what: string,
  files: readonly string[],
  path: string,
  place: Partial<PathPlace>,
  found: string,
][] = [
  ['beside the configuration', ['conf/z', 'z'], 'z', {}, 'conf/z'],
  ['of Windows, of which the workspace is a copy', ['conf/keys'], 'C:\\dns\\conf\\keys', {}, 'conf/keys'],
  ['of Windows, not there', ['conf/z'], 'C:\\dns\\keys', {}, 'unknown, elsewhere'],
  ['of a share', [], '\\\\host\\dns\\keys', {}, 'unknown, elsewhere'],
  ['in a directory of Windows', ['conf/z'], 'gone', { directory: 'E:\\dns' }, 'unknown, elsewhere'],
  ['from the folder that named is started in', ['data/z'], 'data/z', {}, 'data/z'],
  ['with a folder, nowhere', ['other/z'], 'data/z', {}, 'missing'],
  ['in the directory first', ['conf/z', 'conf/zones/z'], 'z', { directory: 'zones' }, 'conf/zones/z'],
  [
    'not beside the configuration where the directory has none',
    ['conf/z', 'conf/zones/y'],
    'z',
    { directory: 'zones' },
    'missing',
  ],
  [
    'beside the configuration where there is no such directory',
    ['conf/z', 'conf/y'],
    'z',
    { directory: 'zones' },
    'conf/z',
  ],
  [
    'beside the configuration where the directory is one of another machine',
    ['conf/z'],
    'z',
    { directory: '/var/cache/bind' },
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
  [
    'an absolute path of a configuration that named reads',
    ['file:///etc/z', 'conf/etc/z'],
    '/etc/z',
    SERVED,
    'file:///etc/z',
  ],
  [
    'which is certainly not there, then',
    ['file:///etc/y', 'file:///etc/bind/z', 'conf/z'],
    '/etc/z',
    SERVED,
    'missing',
  ],
  [
    'an absolute path of another machine is not one of this',
    ['file:///etc/z', 'conf/y'],
    '/etc/z',
    {},
    'unknown, elsewhere',
  ],
  ['an absolute path in the folder of the configuration', ['conf/z'], '/w/conf/z', {}, 'conf/z'],
  ['an absolute path that may be of this machine', ['file:///data/z', 'conf/y'], '/data/z', {}, 'file:///data/z'],
  [
    'in a copy of the machine',
    ['a/etc/bind/zones/z', 'b/etc/bind/zones/z'],
    '/etc/bind/zones/z',
    { from: uriOf('a/etc/bind/named.conf'), root: uriOf('a/etc/bind/named.conf') },
    'a/etc/bind/zones/z',
  ],
  [
    'elsewhere in a copy of the machine',
    ['a/var/lib/z', 'b/var/lib/z'],
    '/var/lib/z',
    { from: uriOf('b/etc/named.conf'), root: uriOf('b/etc/named.conf') },
    'b/var/lib/z',
  ],
  [
    'a copy beside the configuration before others',
    ['a/bind/z', 'b/bind/z'],
    '/etc/bind/z',
    { from: uriOf('b/bind/named.conf'), root: uriOf('b/bind/named.conf') },
    'b/bind/z',
  ],
  [
    'a folder of the same name beside the configuration',
    ['conf/zones/z', 'b/zones/z'],
    '/etc/bind/zones/z',
    {},
    'conf/zones/z',
  ],
  ['an absolute path has a copy in the workspace', ['zones/z', 'other/z'], '/etc/bind/zones/z', {}, 'zones/z'],
  ['a path in the directory has a copy', ['zones/z', 'other/z'], 'z', { directory: '/var/zones' }, 'zones/z'],
  ['of two copies equally good none is it', ['a/z', 'b/z'], '/etc/bind/z', {}, 'unknown, elsewhere'],
  ['no path', ['conf/z'], '', {}, 'missing'],
  ['a path that no system has', ['conf/z'], 'a\0b', {}, 'unknown, elsewhere'],
  ['missing where every folder is there', ['conf/y', 'conf/deep/y'], 'z', { directory: 'deep' }, 'missing'],
  ['not known where the directory is not there', ['conf/y'], 'z', { directory: 'deep' }, 'unknown, elsewhere'],
  ['missing where its folder is not there either', ['conf/y'], 'deep/deeper/z', {}, 'missing'],
  ['a folder of that name', ['conf/z/y'], 'z', {}, 'unknown, folder'],
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
  assert.equal(await unreadable.find('z'), 'unknown, unreadable');
  const copy = await finderOf(['zones/z'], { read: async () => undefined });
  assert.equal(await copy.find('/etc/zones/z'), 'unknown, unreadable');
});

test('where the workspace is not trusted, what lies outside is read only where an editor holds it', async () => {
  const site = await finderOf(['file:///etc/z', 'conf/y'], {}, false);
  assert.equal(await site.find('/etc/z', SERVED), 'unknown, untrusted');
  assert.equal(await site.find('y'), 'conf/y');
  site.files.open(uriOf('file:///etc/z'), '');
  assert.equal(await site.find('/etc/z', SERVED), 'file:///etc/z');
  site.files.close(uriOf('file:///etc/z'));
  assert.equal(await site.find('/etc/z', SERVED), 'unknown, untrusted');
  site.finder.setReach([FOLDER], true);
  assert.equal(await site.find('/etc/z', SERVED), 'file:///etc/z');
});

test('a folder that comes into reach is looked into', async () => {
  const site = await finderOf(['file:///etc/z', 'conf/y'], {}, false);
  assert.equal(await site.find('/etc/z', SERVED), 'unknown, untrusted');
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

test('a path is one of another machine as long as the folder is not there that it starts in', async () => {
  let isThere = false;
  const folder = uriOf('conf/zones');
  const { files, finder } = await finderOf(['conf/named.conf'], {
    kind: async (uri) => (isThere && uri === folder ? 'directory' : undefined),
  });
  const place = { from: uriOf('conf/named.conf'), directory: 'zones', root: uriOf('conf/named.conf') };
  for (const isNow of [false, true, false]) {
    isThere = isNow;
    files.changed(isNow ? resolvePath(folder, 'z') : folder);
    for (let round = 0; round < 3; round++) {
      finder.isElsewhere('z', place);
      await files.load();
    }
    assert.equal(finder.isElsewhere('z', place), !isNow);
  }
});

test('the names in a folder that a path means', async () => {
  const { files, finder } = await finderOf(['conf/zones/a', 'conf/zones/b', 'file:///etc/c']);
  const names = async (path: string, root = uriOf('conf/named.conf')): Promise<string[] | undefined> => {
    for (let round = 0; round < 3; round++) {
      finder.namesIn(path, root);
      await files.load();
    }
    const found = finder.namesIn(path, root);
    return found && [...found].sort();
  };
  assert.equal(finder.namesIn('zones', uriOf('conf/named.conf')), undefined, 'not known yet');
  assert.deepEqual(await names('zones'), ['a', 'b']);
  assert.equal(await names('gone'), undefined);
  assert.equal(await names('/etc'), undefined, 'another machine is meant');
  assert.deepEqual(await names('/etc', 'file:///etc/bind/named.conf'), ['c']);
  finder.setReach([FOLDER], false);
  assert.equal(await names('/etc', 'file:///etc/bind/named.conf'), undefined);
});

test('whether no folder could hold a file', async () => {
  const { files, finder } = await finderOf(['conf/zones/a']);
  const place: PathPlace = { from: uriOf('conf/named.conf'), directory: '/var/named', root: uriOf('conf/named.conf') };
  const isNowhere = async (path: string): Promise<boolean> => {
    for (let round = 0; round < 4; round++) {
      finder.folderLookup()(path, place);
      await files.load();
    }
    return finder.folderLookup()(path, place);
  };
  assert.equal(await isNowhere('/etc/gone/z'), true);
  assert.equal(await isNowhere('gone/z'), true);
  assert.equal(await isNowhere('zones/z'), false, 'the folder is there');
  assert.equal(await isNowhere('/etc/gone/a'), false, 'a file of that name is in the workspace');
  assert.equal(await isNowhere('z'), false, 'the folder of the configuration is there');
  assert.equal(await isNowhere('/etc/zones/z'), true, 'a copy of the folder is there, without the file');
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
  for (const name of ['a', 'b', 'c']) isNowhere(`gone/${name}`, place);
  await files.load();
  assert.deepEqual(asked, [uriOf('conf/gone')]);
});

test('a pattern means all that match, in the order of their names', async () => {
  const { finder, files } = await finderOf([
    'conf/d/b.conf',
    'conf/d/a.conf',
    'conf/d/.c.conf',
    'conf/d/x.txt',
    'conf/e/a.conf',
    'conf/own.conf',
    'file:///etc/d/z.conf',
  ]);
  const all = async (pattern: string, place: Partial<PathPlace> = {}): Promise<string[]> => {
    const at: PathPlace = {
      from: uriOf('conf/named.conf'),
      directory: undefined,
      root: uriOf('conf/named.conf'),
      ...place,
    };
    for (let round = 0; round < 12; round++) {
      finder.findAll(pattern, at);
      await files.load();
    }
    return finder.findAll(pattern, at).map((target) => {
      if (target.kind === 'file') return pathOf(target.uri);
      return target.kind === 'unknown' ? `unknown, ${target.why ?? 'asked'}` : target.kind;
    });
  };
  assert.deepEqual(await all('d/*.conf'), ['conf/d/a.conf', 'conf/d/b.conf']);
  assert.deepEqual(await all('?/a.[a-c]onf'), ['conf/d/a.conf', 'conf/e/a.conf']);
  assert.deepEqual(await all('d/*.zone'), ['missing']);
  assert.deepEqual(await all('/etc/d/*.conf', SERVED), ['file:///etc/d/z.conf']);
  assert.deepEqual(
    await all('/etc/bind/d/*.conf'),
    ['conf/d/a.conf', 'conf/d/b.conf'],
    'copies beside the configuration',
  );
  assert.deepEqual(
    await all('/etc/gone/*.conf'),
    ['unknown, elsewhere'],
    'what lies beside is in no folder of this name',
  );
  assert.deepEqual(await all('d/a.conf'), ['conf/d/a.conf']);
});
