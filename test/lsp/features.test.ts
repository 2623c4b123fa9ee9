/** Every feature of the built server over stdio: asked as an editor asks, for a zone and for a configuration. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import type {
  CodeAction,
  CodeLens,
  CompletionList,
  DocumentLink,
  DocumentSymbol,
  FoldingRange,
  InlayHint,
  Location,
  SelectionRange,
  SemanticTokens,
  SemanticTokensDelta,
  SignatureHelp,
  TextEdit,
  WorkspaceEdit,
} from 'vscode-languageserver-types';
import { Client } from './client.ts';

const ZONE = `$TTL 3600
@ IN SOA ns1 hostmaster 2026010101 7200 3600 1209600 300
@ IN NS ns1
ns1 IN A 192.0.2.1
ns1 IN AAAA 2001:db8::1
www IN CNAME ns1
$INCLUDE hosts.inc
`;
const CONF = `acl trusted { 192.0.2.0/24; };
options {
  listen-on-v6 { any; };
  allow-transfer { trusted; };
};
zone "example.com" { type primary; file "db.example.com"; };
`;

let folder = '';
let client: Client;
let zone = '';
let conf = '';

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bailiwick-features-'));
  for (const [name, text] of Object.entries({
    'db.example.com': ZONE,
    'hosts.inc': 'mail IN A 192.0.2.2\n',
    'named.conf': CONF,
  })) {
    writeFileSync(join(folder, name), text);
  }
  const base = pathToFileURL(folder).href;
  zone = `${base}/db.example.com`;
  conf = `${base}/named.conf`;
  client = new Client();
  await client.initialize(base, { settings: { inlayHints: { names: 'all' } } });
  client.open(zone, 'zone', ZONE);
  client.open(conf, 'named-conf', CONF);
  // Both files are read when something in them is reported: a word that no server knows.
  const line = ZONE.split('\n').length - 1;
  const at = { line, character: 0 };
  client.change(zone, { start: at, end: at }, 'x IN BOGUS y\n');
  await client.until(zone, (list) => list.some(({ code }) => code === 'zone/unknown-type'));
  client.change(zone, { start: at, end: { line: line + 1, character: 0 } }, '');
  await client.until(zone, (list) => !list.some(({ code }) => code === 'zone/unknown-type'));
});
after(async () => {
  assert.equal(await client.stop(), 0);
  assert.deepEqual(
    client.log.filter((line) => /failed/.test(line)),
    [],
  );
  rmSync(folder, { recursive: true, force: true });
});

const at = (line: number, character: number) => ({ line, character });
const ask = <T>(method: string, uri: string, more: object = {}): Promise<T> =>
  client.request<T>(`textDocument/${method}`, { textDocument: { uri }, ...more });
const options = { tabSize: 8, insertSpaces: false };

test('completion: types in a zone, acls in a configuration', async () => {
  const types = await ask<CompletionList>('completion', zone, { position: at(3, 7) });
  assert.ok(types.items.some(({ label }) => label === 'AAAA'));
  const item = types.items.find(({ label }) => label === 'AAAA');
  assert.ok(JSON.stringify(await client.request('completionItem/resolve', item)).includes('IPv6'));
  const acls = await ask<CompletionList>('completion', conf, { position: at(3, 19) });
  assert.ok(acls.items.some(({ label }) => label === 'trusted'));
});

test('signature help: the field under the cursor', async () => {
  const help = await ask<SignatureHelp>('signatureHelp', zone, { position: at(1, 26) });
  assert.match(help.signatures[0].label, /serial/);
  assert.ok((await ask<SignatureHelp>('signatureHelp', conf, { position: at(3, 20) })).signatures.length > 0);
});

test('inlay hints and code lenses', async () => {
  const hints = await ask<InlayHint[]>('inlayHint', zone, { range: { start: at(0, 0), end: at(6, 0) } });
  assert.ok(hints.some(({ label }) => JSON.stringify(label).includes('example.com')));
  const lenses = await ask<CodeLens[]>('codeLens', zone);
  assert.ok(lenses.some(({ command }) => command?.command === 'bailiwick.raiseSerial'));
  const open = lenses.find(({ command, data }) => !command && data);
  assert.ok(open);
  const resolved = await client.request<CodeLens>('codeLens/resolve', open);
  assert.equal(resolved.command?.command, 'bailiwick.showReferences');
  assert.ok((await ask<CodeLens[]>('codeLens', conf)).length > 0);
});

test('semantic tokens: all, since, and of a range', async () => {
  for (const uri of [zone, conf]) {
    const full = await ask<SemanticTokens>('semanticTokens/full', uri);
    assert.ok(full.data.length > 20 && full.data.length % 5 === 0);
    const delta = await ask<SemanticTokensDelta>('semanticTokens/full/delta', uri, { previousResultId: full.resultId });
    assert.deepEqual(delta.edits, []);
    const part = await ask<SemanticTokens>('semanticTokens/range', uri, { range: { start: at(3, 0), end: at(4, 0) } });
    assert.ok(part.data.length > 0 && part.data.length < full.data.length);
  }
});

test('outline, workspace symbols, folding, selection', async () => {
  const [root] = await ask<DocumentSymbol[]>('documentSymbol', zone);
  assert.equal(root.name, 'example.com.');
  assert.ok((await ask<DocumentSymbol[]>('documentSymbol', conf)).length > 0);
  assert.ok((await client.request<unknown[]>('workspace/symbol', { query: 'ns1' })).length > 0);
  assert.ok((await ask<FoldingRange[]>('foldingRange', conf)).some(({ startLine }) => startLine === 1));
  assert.ok(Array.isArray(await ask<FoldingRange[]>('foldingRange', zone)));
  for (const uri of [zone, conf]) {
    const [selection] = await ask<SelectionRange[]>('selectionRange', uri, { positions: [at(3, 1)] });
    assert.ok(selection.parent);
  }
});

test('definition, references and highlights', async () => {
  const [host] = await ask<Location[]>('definition', zone, { position: at(2, 9) });
  assert.deepEqual([host.uri, host.range.start.line], [zone, 3]);
  const [file] = await ask<Location[]>('definition', conf, { position: at(5, 45) });
  assert.equal(file.uri, zone);
  const [statement] = await ask<Location[]>('declaration', zone, { position: at(1, 0) });
  assert.equal(statement.uri, conf);
  const uses = await ask<Location[]>('references', zone, { position: at(3, 1), context: { includeDeclaration: true } });
  assert.deepEqual([...new Set(uses.map(({ range }) => range.start.line))].sort(), [1, 2, 3, 4, 5]);
  const acl = await ask<Location[]>('references', conf, { position: at(0, 5), context: { includeDeclaration: false } });
  assert.deepEqual(
    acl.map(({ range }) => range.start.line),
    [3],
  );
  assert.ok((await ask<unknown[]>('documentHighlight', zone, { position: at(3, 1) })).length >= 5);
});

test('rename: every mention, and a refusal with its reason', async () => {
  const edit = await ask<WorkspaceEdit>('rename', zone, { position: at(3, 1), newName: 'dns1' });
  assert.equal(edit.changes?.[zone].length, 5);
  const acl = await ask<WorkspaceEdit>('rename', conf, { position: at(0, 5), newName: 'friends' });
  assert.equal(acl.changes?.[conf].length, 2);
  await assert.rejects(ask('prepareRename', zone, { position: at(1, 0) }));
});

test('links', async () => {
  const [include] = await ask<DocumentLink[]>('documentLink', zone);
  assert.match(include.target ?? '', /hosts\.inc$/);
  assert.ok((await ask<DocumentLink[]>('documentLink', conf)).some(({ target }) => target === zone));
});

test('formatting: a file, a range, while typing', async () => {
  const all = await ask<TextEdit[]>('formatting', zone, { options });
  assert.ok(all.length > 0);
  const some = await ask<TextEdit[]>('rangeFormatting', zone, { options, range: { start: at(3, 0), end: at(4, 5) } });
  assert.ok(some.every(({ range }) => range.start.line >= 3 && range.end.line <= 4));
  assert.ok(Array.isArray(await ask<TextEdit[]>('onTypeFormatting', zone, { position: at(4, 0), ch: '\n', options })));
  assert.ok((await ask<TextEdit[]>('formatting', conf, { options })).length > 0);
});

test('all safe fixes at once, and a raised serial', async () => {
  const line = ZONE.split('\n').length - 1;
  client.change(zone, { start: at(line, 0), end: at(line, 0) }, 'dup IN A 192.0.2.9\ndup IN A 192.0.2.9\n');
  await client.until(zone, (list) => list.some(({ code }) => code === 'zone/duplicate-record'));
  const [action] = await ask<CodeAction[]>('codeAction', zone, {
    range: { start: at(0, 0), end: at(0, 0) },
    context: { diagnostics: [], only: ['source.fixAll'] },
  });
  assert.equal(action.kind, 'source.fixAll.bailiwick');
  assert.equal(action.edit?.changes?.[zone].length, 1);
  const raised = await client.request<WorkspaceEdit>('bailiwick/raiseSerial', { uri: zone });
  assert.match(raised.changes?.[zone][0].newText ?? '', /^\d{10}$/);
});

test('a migration is an edit that is shown before it is made, ticked', async () => {
  const old = 'untitled:old/named.conf';
  client.open(old, 'named-conf', 'zone "a.example" { type slave; masters { 192.0.2.1; }; file "a"; };\n');
  await client.until(old, (list) => list.some(({ code }) => code === 'conf/old-term'));
  interface Answer {
    edit: {
      documentChanges: { edits: TextEdit[] }[];
      changeAnnotations: Record<string, { needsConfirmation: boolean }>;
    };
  }
  const { edit } = await client.request<Answer>('bailiwick/migrate', { uri: old, version: '9.21' });
  assert.match(JSON.stringify(edit.documentChanges), /secondary/);
  const confirmed = Object.entries(edit.changeAnnotations).map(([group, { needsConfirmation }]) => [
    group,
    needsConfirmation,
  ]);
  assert.deepEqual(confirmed.sort(), [
    ['migration', false],
    ['review', true],
  ]);
});
