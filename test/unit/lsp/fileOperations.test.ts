/** Files that the user moves and deletes in the explorer. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { WorkspaceEdit } from 'vscode-languageserver';
import { edited, openSession, uriOf } from './session.ts';

const FILES = {
  'named.conf': 'zone example.com { type primary; file "db.x"; };\n',
  'db.x': '$TTL 1h\n@ SOA ns1 host 1 2h 1h 2w 1h\n@ NS ns1\nns1 A 192.0.2.1\n',
};

test('who moves a file gets the edit for what leads to it, also while that is not saved', async () => {
  const session = await openSession({ files: FILES, open: ['named.conf'] });
  await session.replace('named.conf', 'type primary;', 'type master;');
  const files = [{ oldUri: uriOf('db.x'), newUri: uriOf('zones/db.x') }];
  const edit = await session.request<WorkspaceEdit>('workspace/willRenameFiles', { files });
  assert.deepEqual(Object.keys(edit.changes ?? {}), [uriOf('named.conf')]);
  assert.equal(
    edited(session.texts.get('named.conf') ?? '', edit.changes![uriOf('named.conf')]),
    'zone example.com { type master; file "zones/db.x"; };\n',
  );
  assert.equal(
    await session.request('workspace/willRenameFiles', { files: [{ oldUri: uriOf('x'), newUri: uriOf('y') }] }),
    null,
  );
});

test('who deletes a file is told who loads it, and may look there', async () => {
  const answers = { 'window/showMessageRequest': () => ({ title: 'Show' }) };
  const capabilities = { window: { showDocument: { support: true } } };
  const session = await openSession({ files: FILES, answers, capabilities });
  assert.equal(await session.request('workspace/willDeleteFiles', { files: [{ uri: uriOf('db.x') }] }), null);
  await session.settled();
  const [asked, shown] = session.heard.filter(({ method }) => method.startsWith('window/show'));
  assert.match(
    (asked.params as { message: string }).message,
    /^`db\.x` has the zone `example\.com` \(named\.conf, line 1\)/,
  );
  assert.deepEqual(shown.params, {
    uri: uriOf('named.conf'),
    takeFocus: true,
    selection: { start: { line: 0, character: 38 }, end: { line: 0, character: 44 } },
  });
});

test('nothing is said of a file that nothing loads', async () => {
  const session = await openSession({ files: { ...FILES, notes: '' } });
  assert.equal(await session.request('workspace/willDeleteFiles', { files: [{ uri: uriOf('notes') }] }), null);
  await session.settled();
  assert.deepEqual(
    session.heard.filter(({ method }) => method.startsWith('window/show')),
    [],
  );
});
