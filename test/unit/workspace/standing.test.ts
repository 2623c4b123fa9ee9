/** Only files are files: what other documents are to the workspace. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isAloneUri, isAnswerUri, isNoFileUri } from '../../../server/src/workspace/standing.ts';
import { siteOf, uriOf } from './harness.ts';

const FOLDERS = ['file:///work', 'memfs:/site', 'vscode-vfs://github/owner/zones'];

test('what a document is, by its scheme and the folders of the workspace', () => {
  for (const uri of [
    'file:///work/db.x',
    'file:///elsewhere/db.x',
    'file://server/share/db.x',
    'memfs:/other/db.x',
    'vscode-vfs://github/owner/other/db.x',
  ]) {
    assert.ok(!isNoFileUri(uri, FOLDERS) && !isAloneUri(uri), uri);
  }
  for (const uri of ['untitled:Untitled-1', 'untitled:/tmp/db.x', 'bailiwick-answer:/1/example.com.zone']) {
    assert.ok(!isNoFileUri(uri, FOLDERS) && isAloneUri(uri), uri);
  }
  for (const uri of [
    'git:/work/db.x?%7B%22ref%22%3A%22HEAD%22%7D',
    'gitlens://repo/work/db.x',
    'refactor-preview:/work/db.x',
    'chat-editing-text-model:/work/db.x',
    'vscode-notebook-cell:/work/a.ipynb#1',
    'output:extension-output-1',
    'vscode-vfs://gitlab/owner/zones/db.x',
    'vscode-userdata:/settings.json',
    'bailiwick-document:/Agreement.zone',
    'memfs2:/site/db.x',
  ]) {
    assert.ok(isNoFileUri(uri, FOLDERS) && !isAloneUri(uri), uri);
  }
  assert.ok(isNoFileUri('memfs:/site/db.x', []));
  assert.ok(isAnswerUri('bailiwick-answer:/1') && !isAnswerUri('file:///bailiwick-answer:/1'));
});

const zone = (more = '') => `; zone: example.com\n$TTL 1h\n@ SOA ns1 host 1 2h 1h 2w 1h\n@ NS ns1\n${more}`;

test('a copy of a file in another scheme is no file: not opened, not looked up, not asked for', async () => {
  const site = await siteOf({ 'db.x': zone('ns1 A 192.0.2.1\n') }, { open: ['db.x'] });
  const { workspace } = site;
  const copy = 'git:/site/db.x?HEAD';
  workspace.open(copy, zone('bad BOGUS x\n'), 'zone');
  workspace.open('git:/site/named.conf?HEAD', 'bogus yes;\n', 'named-conf');
  await workspace.settle();
  assert.deepEqual([workspace.bufferOf(copy), workspace.isOpen(copy), workspace.zonesOf(copy)], [undefined, false, []]);
  assert.equal(workspace.languageOf(copy, zone()), undefined);
  assert.equal([...workspace.configurations].length, 0);
  assert.deepEqual(
    workspace.zones.map(({ options }) => options.uri),
    [uriOf('db.x')],
  );
  assert.deepEqual(
    [...workspace.problems().keys()].filter((uri) => uri.startsWith('git:')),
    [],
  );
  workspace.close(copy);
  workspace.fileChanged(copy);
  await workspace.settle();
  assert.equal(workspace.zones.length, 1);
});

test('what was never saved is judged alone: no file sees it, and it sees no file', async () => {
  const site = await siteOf(
    {
      'named.conf': 'zone "example.com" { type primary; file "db.x"; };\n',
      'db.x': zone('ns1 A 192.0.2.1\n@ MX 10 mail.example.net.\n'),
      hosts: 'www BOGUS x\n',
    },
    { open: ['named.conf', 'db.x'] },
  );
  const { workspace } = site;
  const before = JSON.stringify([...workspace.problems()]);
  const draft = 'untitled:Untitled-1';
  const conf = 'untitled:Untitled-2';
  workspace.open(
    draft,
    `; zone: example.net\n$TTL 1h\n@ SOA ns1 host 1 2h 1h 2w 1h\n$INCLUDE hosts\nbad BOGUS x\n`,
    'zone',
  );
  workspace.open(conf, 'zone "example.org" { type primary; file "db.x"; };\ninclude "named.conf";\n', 'named-conf');
  await workspace.settle();
  assert.deepEqual(
    workspace.zones.map(({ options }) => options.uri),
    [uriOf('db.x')],
  );
  const [alone] = workspace.zonesOf(draft);
  assert.equal(alone.documents.length, 1);
  assert.ok(alone.problems().some(({ rule }) => rule === 'zone/unknown-type'));
  assert.equal(workspace.zoneHolding(alone.model.apex), undefined);
  const problems = workspace.problems();
  assert.ok(problems.get(draft)?.some(({ rule }) => rule === 'zone/unknown-type'));
  assert.equal(JSON.stringify([...problems].filter(([uri]) => uri !== draft && uri !== conf)), before);
  // The configuration that is being written loads no file, and includes none.
  assert.equal(workspace.zonesOf(uriOf('db.x')).length, 1);
  assert.deepEqual(
    workspace.configurationsOf(conf).map(({ files }) => files),
    [[conf]],
  );
});
