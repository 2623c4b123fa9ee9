/** Files that are saved behind a byte order mark or as UTF-16: their texts do not show it. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { decode, encodingOf, memoryFileSystem } from '../../../server/src/workspace/fileSystem.ts';
import { Workspace } from '../../../server/src/workspace/workspace.ts';

const FOLDER = 'file:///site';
const CONF = 'zone "example.com" { type primary; file "z"; };\n';
const TOP = `$TTL 3600
@ SOA ns1.example.net. hostmaster.example.net. 1 7200 900 1209600 3600
@ NS ns1.example.net.
@ NS ns2.example.org.
`;

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const marked = (text: string): Uint8Array => utf8(`\ufeff${text}`);
const utf16 = (text: string, littleEndian = true, mark = '\ufeff'): Uint8Array => {
  const octets = new DataView(new ArrayBuffer((text.length + mark.length) * 2));
  [...`${mark}${text}`].forEach((char, i) => {
    octets.setUint16(i * 2, char.charCodeAt(0), littleEndian);
  });
  return new Uint8Array(octets.buffer);
};

/** `file severity message` of what is said about how files are saved, and how many other errors there are. */
async function said(files: Record<string, Uint8Array>): Promise<{ saved: string[]; others: number }> {
  const system = memoryFileSystem(
    Object.fromEntries(Object.entries(files).map(([name, o]) => [`${FOLDER}/${name}`, o])),
  );
  const workspace = new Workspace({ system });
  await workspace.setFolders([FOLDER]);
  await workspace.settle();
  const saved: string[] = [];
  let others = 0;
  for (const [uri, problems] of workspace.problems()) {
    for (const { rule, severity, message, start } of problems) {
      if (!rule.endsWith('/unreadable-character')) others += severity === 'error' ? 1 : 0;
      else
        saved.push(
          `${uri.slice(FOLDER.length + 1)} ${severity} ${start} ${/UTF-16|byte order mark/.exec(message)?.[0]}`,
        );
    }
    const sent = workspace.problemsOf(uri, 1000).problems.map(({ rule }) => rule);
    assert.deepEqual(
      sent,
      problems.map(({ rule }) => rule),
      'what is told of all files and of one is the same',
    );
  }
  return { saved: saved.sort(), others };
}

describe('a byte order mark', () => {
  test('at the start of a zone is an error, as for named', async () => {
    assert.deepEqual(await said({ 'named.conf': utf8(CONF), z: marked(TOP) }), {
      saved: ['z error 0 byte order mark'],
      others: 0,
    });
  });
  test('at the start of a configuration is an error', async () => {
    const { saved } = await said({ 'named.conf': marked(CONF), z: utf8(TOP) });
    assert.deepEqual(saved, ['named.conf error 0 byte order mark']);
  });
  test('at the start of an include makes the first owner another one, or the first word none', async () => {
    const including = async (text: string): Promise<string[]> =>
      (await said({ 'named.conf': utf8(CONF), z: utf8(`${TOP}$INCLUDE hosts\n`), hosts: marked(text) })).saved;
    assert.deepEqual(await including('www A 192.0.2.1\n'), ['hosts warning 0 byte order mark']);
    assert.deepEqual(await including('$TTL 60\nwww A 192.0.2.1\n'), ['hosts error 0 byte order mark']);
    assert.deepEqual(await including('; hosts\nwww A 192.0.2.1\n'), ['hosts error 0 byte order mark']);
    assert.deepEqual(await including('\nwww A 192.0.2.1\n'), ['hosts error 0 byte order mark']);
  });
});

describe('UTF-16', () => {
  for (const [what, octets] of [
    ['with its mark', utf16(TOP)],
    ['the other way round', utf16(TOP, false)],
    ['without a mark', utf16(TOP, true, '')],
    ['without a mark, the other way round', utf16(TOP, false, '')],
  ] as const) {
    test(`${what} is one finding`, async () => {
      assert.deepEqual(await said({ 'named.conf': utf8(CONF), z: octets }), { saved: ['z error 0 UTF-16'], others: 0 });
    });
  }
  test('in a configuration is one finding', async () => {
    const { saved } = await said({ 'named.conf': utf16(CONF), z: utf8(TOP) });
    assert.deepEqual(saved, ['named.conf error 0 UTF-16']);
  });
});

test('what is no UTF-16 is none', () => {
  for (const octets of [
    utf8(TOP),
    utf8(''),
    utf8('\0\0\0\u0002\0\0\0\u0001'),
    utf8('a\0b'),
    Uint8Array.of(0xe9, 0x20),
  ]) {
    assert.equal(encodingOf(octets), 'plain');
  }
  assert.deepEqual(decode(Uint8Array.of(0xe9, 0x20)), { text: 'é ', encoding: 'plain' });
});

test('an editor does not show the mark of a file: its first octets are read', async () => {
  const octets = { [`${FOLDER}/named.conf`]: utf8(CONF), [`${FOLDER}/z`]: marked(TOP) };
  const system = memoryFileSystem(octets);
  const asked: string[] = [];
  const head = async (uri: string, count: number): Promise<Uint8Array | undefined> => {
    asked.push(uri);
    return (await system.read(uri))?.subarray(0, count);
  };
  const workspace = new Workspace({ system: { ...system, head } });
  workspace.open(`${FOLDER}/z`, TOP, 'zone');
  await workspace.setFolders([FOLDER]);
  await workspace.settle();
  const rules = (): string[] => workspace.problemsOf(`${FOLDER}/z`, 1000).problems.map(({ rule }) => rule);
  assert.deepEqual(rules(), ['zone/unreadable-character']);
  assert.deepEqual(asked, [`${FOLDER}/z`]);
  // Saved without it.
  octets[`${FOLDER}/z`] = utf8(TOP);
  const before = workspace.problemMarks().get(`${FOLDER}/z`);
  workspace.fileChanged(`${FOLDER}/z`);
  await workspace.settle();
  assert.deepEqual(rules(), []);
  assert.notEqual(before?.encoding, workspace.problemMarks().get(`${FOLDER}/z`)?.encoding);
});
