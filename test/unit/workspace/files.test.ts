/** The files that were read: what is at hand, what is asked for, what is known to be missing. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FileFacts } from '../../../server/src/rules/conf/context.ts';
import { decodeText, type FileSystem, memoryFileSystem } from '../../../server/src/workspace/fileSystem.ts';
import { Files } from '../../../server/src/workspace/files.ts';
import { FOLDER, uriOf } from './harness.ts';

/** Files, and what was asked of their system. */
function filesOf(
  texts: Record<string, string>,
  instead: Partial<FileSystem> = {},
): { files: Files; asked: string[]; texts: Record<string, string> } {
  const byUri = Object.fromEntries(Object.entries(texts).map(([path, text]) => [uriOf(path), text]));
  const asked: string[] = [];
  const system: FileSystem = { ...memoryFileSystem(byUri), ...instead };
  const files = new Files({
    ...system,
    read: (uri) => {
      asked.push(uri);
      return system.read(uri);
    },
  });
  return { files, asked, texts: byUri };
}

test('a file is at hand once it was asked for and loaded', async () => {
  const { files, asked } = filesOf({ a: 'text' });
  assert.equal(files.peek(uriOf('a')), undefined);
  assert.equal(await files.load(), false, 'nobody asked');
  assert.equal(files.buffer(uriOf('a')), undefined);
  assert.equal(await files.load(), true);
  assert.equal(files.buffer(uriOf('a'))?.text(), 'text');
  assert.equal(files.peek(uriOf('a'))?.text(), 'text');
  assert.equal(await files.load(), false);
  assert.deepEqual(asked, [uriOf('a')]);
});

test('who loads hears of what is read', async () => {
  const { files } = filesOf({ a: 'text' });
  files.buffer(uriOf('a'));
  files.buffer(uriOf('gone'));
  const read: string[] = [];
  await files.load((uri) => read.push(uri));
  assert.deepEqual(read, [uriOf('a'), uriOf('gone')]);
});

test('a file that is absent is asked for once, until something changes', async () => {
  const { files, asked, texts } = filesOf({ other: '' });
  const uri = uriOf('gone');
  assert.equal(files.isAbsent(uri), false, 'nobody looked');
  files.buffer(uri);
  await files.load();
  assert.equal(files.isAbsent(uri), true);
  files.buffer(uri);
  assert.equal(await files.load(), false);
  texts[uri] = 'here';
  files.changed(uri);
  assert.equal(files.isAbsent(uri), false);
  files.buffer(uri);
  await files.load();
  assert.equal(files.buffer(uri)?.text(), 'here');
  assert.equal(asked.length, 2);
});

/** Why a file has no text, when all that is asked for was loaded. */
async function whyAbsent(files: Files, path: string): Promise<string> {
  const uri = uriOf(path);
  files.buffer(uri);
  for (let round = 0; round < 9; round++) {
    files.whyAbsent(uri);
    await files.load();
  }
  return files.whyAbsent(uri);
}

test('absence is certain where a folder above is there', async () => {
  const { files } = filesOf(
    { 'there/other': '' },
    { kind: async (uri) => (uri === uriOf('there') ? 'directory' : undefined) },
  );
  const uri = uriOf('there/gone');
  files.buffer(uri);
  assert.equal(files.whyAbsent(uri), 'asked', 'not looked for yet');
  await files.load();
  assert.equal(files.whyAbsent(uri), 'asked', 'what stands there instead was not looked at yet');
  await files.load();
  assert.equal(files.whyAbsent(uri), 'asked', 'nor the folder');
  await files.load();
  assert.equal(files.whyAbsent(uri), 'absent');
  assert.equal(await whyAbsent(files, 'there/deep/deeper/gone'), 'absent');
  assert.equal(await whyAbsent(files, 'nowhere/gone'), 'nowhere');
});

test('a folder in the place of a file is no file, and its absence is not certain', async () => {
  const { files } = filesOf({ 'there/folder/file': '' });
  assert.equal(await whyAbsent(files, 'there/folder'), 'folder');
  assert.equal(files.kind(uriOf('there/folder')), 'directory');
});

test('a file that is there and cannot be read is unreadable, not absent for certain', async () => {
  const { files } = filesOf({ 'there/secret': '' }, { read: async () => undefined });
  assert.equal(await whyAbsent(files, 'there/secret'), 'unreadable');
});

test('what is at a place: a file, a folder, nothing, and at first that it is not known', async () => {
  const { files } = filesOf({ 'folder/a': '' });
  const kinds = () => ['folder', 'folder/a', 'gone'].map((path) => files.kind(uriOf(path)));
  assert.deepEqual(kinds(), ['asked', 'asked', 'asked']);
  assert.equal(await files.load(), true);
  assert.deepEqual(kinds(), ['directory', 'file', undefined]);
  assert.equal(await files.load(), false);
  // What an editor holds is there, whatever the disk says.
  files.open(uriOf('gone'), '');
  assert.equal(files.kind(uriOf('gone')), 'file');
});

test('the names in a folder', async () => {
  const { files, texts } = filesOf({ 'folder/a': '', 'folder/deep/b': '', file: '' });
  const names = async (path: string) => {
    for (let round = 0; round < 3; round++) {
      files.namesIn(uriOf(path));
      await files.load();
    }
    const found = files.namesIn(uriOf(path));
    return found instanceof Set ? [...found].sort() : found;
  };
  assert.equal(files.namesIn(uriOf('folder')), 'asked');
  assert.deepEqual(await names('folder'), ['a', 'deep']);
  assert.equal(await names('file'), undefined);
  assert.equal(await names('gone'), undefined);
  texts[uriOf('folder/new')] = '';
  files.changed(uriOf('folder/new'));
  assert.equal(files.namesIn(uriOf('folder')), 'asked');
  assert.deepEqual(await names('folder'), ['a', 'deep', 'new']);
});

test('a folder that goes or comes takes all that is in it along', async () => {
  const { files, texts } = filesOf({ 'folder/a': 'old', 'folder/deep/b': 'old', 'folders/c': 'old', file: '' });
  const paths = ['folder/a', 'folder/deep/b', 'folders/c', 'folder/gone'];
  const read = async () => {
    for (const path of paths) {
      files.buffer(uriOf(path));
      files.kind(uriOf(path));
    }
    await files.load();
    return paths.map((path) => files.peek(uriOf(path))?.text());
  };
  assert.deepEqual(await read(), ['old', 'old', 'old', undefined]);
  files.open(uriOf('folder/deep/b'), 'edited', 'utf-8-mark');
  texts[uriOf('folder/a')] = 'new';
  texts[uriOf('folder/gone')] = 'here';
  const before = files.generation;
  files.changed(uriOf('folder'));
  assert.notEqual(files.generation, before);
  assert.deepEqual(await read(), ['new', 'edited', 'old', 'here']);
  assert.notEqual(files.encodingOf(uriOf('folder/deep/b')), 'utf-8-mark', 'how it lies on disk is looked up again');
});

test('a file that nobody asked for tells that its folder is there', async () => {
  const { files, texts } = filesOf({ file: '' });
  files.kind(uriOf('folder'));
  await files.load();
  assert.equal(files.kind(uriOf('folder')), undefined);
  texts[uriOf('folder/deep/new')] = '';
  files.changed(uriOf('folder/deep/new'));
  assert.equal(files.kind(uriOf('folder')), 'asked');
  await files.load();
  assert.equal(files.kind(uriOf('folder')), 'directory');
  // What a folder that is known to be there gets more of concerns nobody.
  const before = files.generation;
  files.changed(uriOf('folder/deep/another'));
  assert.equal(files.generation, before);
});

test('what changes while it is read is read again', async () => {
  const texts: Record<string, string> = { [uriOf('a')]: 'old', [uriOf('b')]: 'old' };
  const { read } = memoryFileSystem(texts);
  const { files } = filesOf(
    {},
    {
      read: async (uri) => {
        const octets = await read(uri);
        if (texts[uri] === 'old') {
          texts[uri] = 'new';
          files.changed(uri);
        }
        return octets;
      },
      kind: async () => undefined,
    },
  );
  files.buffer(uriOf('a'));
  assert.equal(await files.load(), true);
  assert.equal(files.buffer(uriOf('a')), undefined, 'it is asked for once more');
  assert.equal(await files.load(), true);
  assert.equal(files.buffer(uriOf('a'))?.text(), 'new');
});

test('facts of a file are looked up once, where the system knows any', async () => {
  const facts: FileFacts = { isWorldReadable: true } as unknown as FileFacts;
  let asked = 0;
  const { files } = filesOf(
    { a: '' },
    {
      facts: async () => {
        asked++;
        return facts;
      },
    },
  );
  assert.equal(files.facts(uriOf('a')), undefined);
  assert.equal(await files.load(), true);
  assert.equal(files.facts(uriOf('a')), facts);
  assert.equal(await files.load(), false);
  assert.equal(asked, 1);
  files.changed(uriOf('a'));
  assert.equal(files.facts(uriOf('a')), undefined);
  await files.load();
  assert.equal(asked, 2);
  const none = filesOf({ a: '' }).files;
  assert.equal(none.facts(uriOf('a')), undefined);
  assert.equal(await none.load(), false);
});

test("an editor's text comes before the file's, also while that is read", async () => {
  const { files } = filesOf({ a: 'disk' });
  files.buffer(uriOf('a'));
  const loading = files.load();
  files.open(uriOf('a'), 'editor');
  await loading;
  assert.equal(files.buffer(uriOf('a'))?.text(), 'editor');
  assert.equal(files.isOpen(uriOf('a')), true);
  assert.deepEqual([...files.opened], [uriOf('a')]);
  assert.deepEqual(
    [...files.openTexts()].map(([uri, buffer]) => [uri, buffer.text()]),
    [[uriOf('a'), 'editor']],
  );
  files.changed(uriOf('a'));
  assert.equal(files.buffer(uriOf('a'))?.text(), 'editor', 'a change on disk is not the editor`s');
  files.close(uriOf('a'));
  assert.equal(files.isOpen(uriOf('a')), false);
  assert.equal(files.buffer(uriOf('a')), undefined);
  await files.load();
  assert.equal(files.buffer(uriOf('a'))?.text(), 'disk');
});

test('a file that was looked for in vain and is opened then is no longer absent', async () => {
  const { files } = filesOf({});
  files.buffer(uriOf('new'));
  await files.load();
  files.open(uriOf('new'), 'text');
  assert.equal(files.isAbsent(uriOf('new')), false);
  files.close(uriOf('new'));
  assert.equal(files.isAbsent(uriOf('new')), false);
});

test('another number says that files came or went', async () => {
  const { files } = filesOf({ a: '', 'known/x': '' });
  let before = files.generation;
  const isAnother = (): boolean => {
    const is = files.generation !== before;
    before = files.generation;
    return is;
  };
  files.open(uriOf('a'), '');
  assert.equal(isAnother(), true, 'opened');
  files.close(uriOf('a'));
  assert.equal(isAnother(), true, 'closed');
  files.changed(uriOf('never/asked'));
  assert.equal(isAnother(), false, 'a file that nobody asked for');
  files.buffer(uriOf('a'));
  await files.load();
  assert.equal(isAnother(), true, 'loaded');
  await files.load();
  assert.equal(isAnother(), false, 'nothing to load');
  files.changed(uriOf('a'));
  assert.equal(isAnother(), true, 'changed');
  await files.list([FOLDER]);
  assert.equal(isAnother(), true, 'listed');
});

test('the files of the folders are listed, breadth first, without those of tools', async () => {
  const { files } = filesOf({
    'deep/b': '',
    'deep/er/a': '',
    a: '',
    '.git/a': '',
    'node_modules/a': '',
    '.svn/a': '',
    '.hg/a': '',
    'x/.cache/a': '',
    'sp ace': '',
  });
  assert.equal(await files.list([`${FOLDER}/`]), true);
  const paths = (uris: readonly string[]): string[] => uris.map((uri) => uri.slice(FOLDER.length + 1));
  assert.deepEqual(paths(files.listed), ['a', 'sp%20ace', 'deep/b', 'deep/er/a']);
  assert.deepEqual(paths(files.listedAs('a')), ['a', 'deep/er/a']);
  assert.deepEqual(paths(files.listedAs('sp ace')), ['sp%20ace']);
  assert.deepEqual(files.listedAs('c'), []);
  assert.equal(await files.list([]), true);
  assert.deepEqual(files.listed, []);
  assert.deepEqual(files.listedAs('a'), []);
});

test('no more than 20,000 files are listed', async () => {
  const many = (count: number): Partial<FileSystem> => ({
    list: async (uri) =>
      uri === FOLDER ? Array.from({ length: count }, (_, i) => ({ name: `f${i}`, kind: 'file' as const })) : [],
  });
  const few = filesOf({}, many(19_999)).files;
  assert.equal(await few.list([FOLDER]), true);
  assert.equal(few.listed.length, 19_999);
  const full = filesOf({}, many(20_001)).files;
  assert.equal(await full.list([FOLDER]), false);
  assert.equal(full.listed.length, 20_000);
});

test('octets are text in UTF-8, or else in Latin-1', () => {
  assert.equal(decodeText(Uint8Array.of(0xc3, 0xbc)), 'ü');
  assert.equal(decodeText(Uint8Array.of(0xfc)), 'ü');
  assert.equal(decodeText(Uint8Array.of(0xef, 0xbb, 0xbf, 0x41)), 'A');
});

test('files in memory', async () => {
  const system = memoryFileSystem({ [uriOf('a')]: Uint8Array.of(65), [uriOf('b/c')]: 'text' });
  assert.deepEqual(await system.read(uriOf('a')), Uint8Array.of(65));
  assert.deepEqual(await system.read(uriOf('b/c')), new TextEncoder().encode('text'));
  assert.equal(await system.read(uriOf('b')), undefined);
  assert.deepEqual(await Promise.all(['a', 'b', 'b/c', 'd'].map((path) => system.kind(uriOf(path)))), [
    'file',
    'directory',
    'file',
    undefined,
  ]);
  assert.deepEqual(await system.list(`${FOLDER}/`), [
    { name: 'a', kind: 'file' },
    { name: 'b', kind: 'directory' },
  ]);
  assert.deepEqual(await system.list(uriOf('d')), []);
});

test('what is left to be read waits where something else has to be looked at first', async () => {
  const { files, asked } = filesOf({ a: 'a', b: 'b', c: 'c' });
  const wanted = ['a', 'b', 'c'].map(uriOf);
  for (const uri of wanted) files.buffer(uri);
  assert.equal(await files.load(undefined, () => asked.length === 2), true);
  assert.deepEqual(asked, wanted.slice(0, 2));
  assert.deepEqual(
    wanted.map((uri) => files.buffer(uri)?.text()),
    ['a', 'b', undefined],
  );
  assert.equal(await files.load(undefined, () => true), true, 'one at least');
  assert.deepEqual(
    wanted.map((uri) => files.buffer(uri)?.text()),
    ['a', 'b', 'c'],
  );
});

test('a file that is opened where nobody knew of one shows that its folder is another now', async () => {
  const { files, texts } = filesOf({ 'there/a': 'a' });
  const names = async (): Promise<unknown> => {
    files.namesIn(uriOf('there'));
    await files.load();
    files.namesIn(uriOf('there'));
    await files.load();
    return files.namesIn(uriOf('there'));
  };
  assert.deepEqual(await names(), new Set(['a']));
  texts[uriOf('there/b')] = 'b';
  files.open(uriOf('there/b'), 'b');
  assert.deepEqual(await names(), new Set(['a', 'b']));
});

test('a file that lies in the listed folders and is not in the list came without a word', async () => {
  const { files } = filesOf({ 'there/a': 'a' });
  assert.equal(files.isUnlisted(uriOf('there/b')), false, 'nothing is listed yet');
  await files.list([FOLDER]);
  assert.deepEqual(
    ['there/a', 'there/b'].map((path) => files.isUnlisted(uriOf(path))),
    [false, true],
  );
  assert.equal(files.isUnlisted('file:///elsewhere/b'), false);
});

test('links are listed where what they lead to is not', async () => {
  const { files } = filesOf(
    { 'here/a': 'a' },
    {
      list: async (uri) =>
        uri === FOLDER
          ? [
              { name: 'inside', kind: 'file', isLink: true },
              { name: 'outside', kind: 'file', isLink: true },
              { name: 'gone', kind: 'file', isLink: true },
            ]
          : [],
      realUri: async (uri) =>
        ({ [uriOf('inside')]: 'file:///real/here/a', [uriOf('outside')]: 'file:///srv/a', [FOLDER]: 'file:///real' })[
          uri
        ],
    },
  );
  await files.list([FOLDER]);
  assert.deepEqual(files.listed, [uriOf('outside'), uriOf('gone')]);
});

test('of a folder of 100,000 files the first are listed, and it is said that there are more', async () => {
  let folders = 0;
  const { files } = filesOf(
    {},
    {
      list: async () => {
        folders++;
        return Array.from({ length: 100_000 }, (_, i) => ({ name: `f${i}`, kind: i === 0 ? 'directory' : 'file' }));
      },
    },
  );
  assert.equal(await files.list([FOLDER]), false);
  assert.equal(files.listed.length, 20_000);
  assert.equal(folders, 1);
  assert.equal(files.isUnlisted(uriOf('f99999')), false, 'nobody knows what is in the rest');
});
