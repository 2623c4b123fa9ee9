/** The languages by the ids that editors send. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { languageOfId } from '../../../server/src/lsp/languageIds.ts';
import { openSession, type Session, uriOf } from './session.ts';

const IDS = {
  zone: ['zone', 'bindzone', 'dns', 'dns-zone', 'DNS Zone', 'dns_zone', 'zonefile', 'zone_file', 'bind-zone'],
  'named-conf': ['named-conf', 'named_conf', 'named.conf', 'named', 'bind', 'BIND', 'bind9'],
  unsaid: ['plaintext', 'text', 'Plain Text', '', 'conf'],
} as const;
for (const [language, ids] of Object.entries(IDS)) {
  for (const id of ids) {
    test(`'${id}' is ${language}`, () => {
      assert.equal(languageOfId(id), language);
    });
  }
}
test('other languages are none of ours', () => {
  for (const id of ['typescript', 'sql', 'nginx', 'constructor', 'toString']) assert.equal(languageOfId(id), undefined);
});

const BAD = '$TTL 1h\n@ SOA a b 1 2 3 4 5\nwww BOGUS x\n';
const isZone = (session: Session, file: string): boolean =>
  (session.diagnostics.get(uriOf(file)) ?? []).some(({ code }) => code === 'zone/unknown-type');

test('a file of an editor that has other ids, or none', async () => {
  const session = await openSession({ files: { 'a.txt': BAD, 'b.txt': BAD, 'db.c': BAD, 'db.d': BAD } });
  await session.open('a.txt', 'bindzone');
  await session.open('b.txt', 'sql');
  await session.open('db.c', 'plaintext');
  await session.open('db.d', 'sql');
  assert.deepEqual(
    ['a.txt', 'b.txt', 'db.c', 'db.d'].map((file) => isZone(session, file)),
    [true, false, true, false],
  );
});

test('a document that is no file is ignored, whatever is asked of it', async () => {
  const session = await openSession({ files: { 'db.x': `$0${BAD}` } });
  const uri = 'git:/work/db.x?HEAD';
  const before = session.heard.length;
  await session.notify('textDocument/didOpen', { textDocument: { uri, languageId: 'zone', version: 1, text: BAD } });
  await session.notify('textDocument/didChange', {
    textDocument: { uri, version: 2 },
    contentChanges: [{ text: BAD }],
  });
  for (const method of ['textDocument/hover', 'textDocument/rename', 'bailiwick/zoneInfo', 'textDocument/formatting']) {
    const position = { line: 2, character: 5 };
    const params = { textDocument: { uri }, uri, position, newName: 'x', options: { tabSize: 2, insertSpaces: true } };
    assert.equal(await session.request(method, params), null, method);
  }
  assert.equal(await session.request('bailiwick/languageOf', { uri, head: BAD }), null);
  await session.notify('textDocument/didSave', { textDocument: { uri } });
  await session.notify('textDocument/didClose', { textDocument: { uri } });
  assert.ok(!session.diagnostics.has(uri));
  assert.equal(session.heard.length, before);
});
