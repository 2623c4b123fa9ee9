/** What is wrong with files that no editor holds stays told, whatever becomes of the file that it comes from. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openSession, type Session, uriOf } from './session.ts';

const FORWARD = '$TTL 1h\n@ SOA ns1 host 1 2h 1h 2w 1h\n@ NS ns1\nns1 A 192.0.2.1\nwww A 192.0.2.80\n';
const REVERSE =
  '$TTL 1h\n@ SOA ns1.example.com. host.example.com. 1 2h 1h 2w 1h\n@ NS ns1.example.com.\n1 PTR ns1.example.com.\n80 PTR www.example.com.\n';
const CONF =
  'zone "example.com" { type primary; file "db.example.com"; };\nzone "2.0.192.in-addr.arpa" { type primary; file "db.192.0.2"; };\n';
const ZONES = { 'db.example.com': FORWARD, 'db.192.0.2': REVERSE };

const mismatches = (session: Session): number =>
  (session.diagnostics.get(uriOf('db.192.0.2')) ?? []).filter(({ code }) => code === 'zone/ptr-mismatch').length;
const about = (file: string) => ({ textDocument: { uri: uriOf(file) } });
const changedOnDisk = (session: Session, ...files: readonly string[]) =>
  session.notify('workspace/didChangeWatchedFiles', { changes: files.map((file) => ({ uri: uriOf(file), type: 2 })) });

for (const [what, files] of [
  ['loaded by a configuration', { ...ZONES, 'named.conf': CONF }],
  ['in a folder', ZONES],
] as const) {
  for (const watcher of ['before', 'after', 'never'] as const) {
    test(`zones ${what}: the forward zone is edited, saved and closed (the watcher tells of it: ${watcher})`, async () => {
      const session = await openSession({ files, open: ['db.example.com'] });
      assert.equal(mismatches(session), 0);
      await session.replace('db.example.com', 'www A 192.0.2.80', 'www A 192.0.2.81');
      assert.equal(mismatches(session), 1, 'edited');
      session.files[uriOf('db.example.com')] = session.texts.get('db.example.com')!;
      await session.notify('textDocument/didSave', about('db.example.com'));
      if (watcher === 'before') await changedOnDisk(session, 'db.example.com');
      assert.equal(mismatches(session), 1, 'saved');
      await session.notify('textDocument/didClose', about('db.example.com'));
      assert.equal(mismatches(session), 1, 'closed');
      if (watcher === 'after') await changedOnDisk(session, 'db.example.com');
      assert.equal(mismatches(session), 1, 'at the end');
    });
  }

  test(`zones ${what}: an edit that is not saved counts until the file is closed`, async () => {
    const session = await openSession({ files, open: ['db.example.com'] });
    await session.replace('db.example.com', 'www A 192.0.2.80', 'www A 192.0.2.81');
    assert.equal(mismatches(session), 1);
    await session.notify('textDocument/didClose', about('db.example.com'));
    assert.equal(mismatches(session), 0);
  });
}

test('zone files of the folders are told of while they are closed, or only while they are open, as is set', async () => {
  const files = { ...ZONES, 'db.example.com': FORWARD.replace('www A 192.0.2.80', 'www A 192.0.2.81') };
  const all = await openSession({ files });
  assert.equal(mismatches(all), 1);
  const open = await openSession({ files, open: ['db.192.0.2'], settings: { folders: { zones: 'open' } } });
  assert.equal(mismatches(open), 0);
});

test('closed files with such names that are no zones, parts of zones and what a signer made of one are left alone', async () => {
  const session = await openSession({
    files: {
      ...ZONES,
      'db.example.com.signed': FORWARD.replace('192.0.2.80', '192.0.2.99'),
      'db.hosts': 'www A 192.0.2.300\n',
      'settings.db': 'key = value\nother = thing\nthird = one\n',
      'notes.zone': 'Some words about zones.\nAnd some more of them.\nThree lines.\n',
    },
  });
  const told = [...session.diagnostics].flatMap(([uri, problems]) => (problems.length > 0 ? uri : []));
  assert.deepEqual(
    told.filter((uri) => !/db\.(example\.com|192\.0\.2)$/.test(uri)),
    [],
  );
  assert.equal(mismatches(session), 0);
});

test('a file that came without a word of the watcher is known once it was opened', async () => {
  const session = await openSession({ files: { 'db.example.com': ZONES['db.example.com'].replace('80', '81') } });
  session.files[uriOf('db.192.0.2')] = REVERSE;
  session.texts.set('db.192.0.2', REVERSE);
  await session.open('db.192.0.2');
  await session.notify('textDocument/didClose', about('db.192.0.2'));
  assert.equal(mismatches(session), 1);
});
