/** What the client says at the start and later: settings, trust, folders, files that come and go; and what the server announces. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CodeAction, Hover } from 'vscode-languageserver-types';
import { openSession, refusal, type Session, uriOf } from './session.ts';

const ZONE = '$ORIGIN example.com.\n$TTL 1h\n@ SOA ns1 host 1 2h 1h 2w 1h\n@ NS ns1\nns1 A 192.0.2.1\n';
const codes = (session: Session, file: string): unknown[] =>
  [...new Set((session.diagnostics.get(uriOf(file)) ?? []).map(({ code }) => code))].sort();
const severity = (session: Session, file: string, rule: string) =>
  session.diagnostics.get(uriOf(file))?.find(({ code }) => code === rule)?.severity;

test('settings come at the start, and others later', async () => {
  const rules = (value: string) => ({ rules: { 'zone/ns-missing-aaaa': value } });
  const session = await openSession({ files: { 'db.x': `$0${ZONE}` }, settings: rules('error') });
  const weight = () => severity(session, 'db.x', 'zone/ns-missing-aaaa');
  const configure = (settings: object | null) => session.notify('workspace/didChangeConfiguration', { settings });
  assert.equal(weight(), 1);
  await configure({ bailiwick: rules('off') });
  assert.equal(weight(), undefined);
  await configure({ bailiwick: {} });
  assert.equal(weight(), 2);
  await configure({ bailiwick: rules('hint') });
  assert.equal(weight(), 4);
  // What says nothing of ours overwrites nothing.
  for (const nothing of [null, {}, { editor: {} }, { bailiwick: null }]) await configure(nothing);
  assert.equal(weight(), 4);
  await configure({ bailiwick: {} });
  assert.equal(weight(), 2);
});

test('settings are asked for where the client has them by section', async () => {
  let value = 'error';
  const session = await openSession({
    files: { 'db.x': `$0${ZONE}` },
    capabilities: { workspace: { configuration: true, didChangeConfiguration: { dynamicRegistration: true } } },
    answers: { 'workspace/configuration': () => [{ rules: { 'zone/ns-missing-aaaa': value } }] },
  });
  assert.ok(session.heard.some(({ method }) => method === 'client/registerCapability'));
  assert.equal(severity(session, 'db.x', 'zone/ns-missing-aaaa'), 1);
  value = 'hint';
  await session.notify('workspace/didChangeConfiguration', { settings: null });
  assert.equal(severity(session, 'db.x', 'zone/ns-missing-aaaa'), 4);
});

test('a client that cannot be asked is not asked', async () => {
  const session = await openSession({ files: { 'db.x': `$0${ZONE}` } });
  await session.notify('workspace/didChangeConfiguration', { settings: {} });
  const requests = session.heard.filter(({ method }) => !method.startsWith('window/'));
  assert.deepEqual(requests, []);
});

for (const [what, capability, method] of [
  ['hints', 'inlayHint', 'workspace/inlayHint/refresh'],
  ['lenses', 'codeLens', 'workspace/codeLens/refresh'],
] as const) {
  test(`other settings ask for ${what} again, where the client can do that`, async () => {
    const session = await openSession({
      files: { 'db.x': `$0${ZONE}` },
      capabilities: { workspace: { [capability]: { refreshSupport: true } } },
    });
    const refreshed = () =>
      session.heard.filter((heard) => heard.method.endsWith('/refresh')).map((heard) => heard.method);
    assert.deepEqual(refreshed(), []);
    await session.notify('workspace/didChangeConfiguration', { settings: { bailiwick: {} } });
    assert.deepEqual(refreshed(), [method]);
  });
}

test('the origin of a file by a setting', async () => {
  const text = '$TTL 1h\n@ SOA ns1 host 1 2h 1h 2w 1h\n@ NS ns1\nns1 A 192.0.2.1\nx.example.net. A 192.0.2.1\n';
  const session = await openSession({ files: { 'zone.txt': `$0${text}` }, settings: {} });
  assert.ok(!codes(session, 'zone.txt').includes('zone/out-of-zone'));
  await session.notify('workspace/didChangeConfiguration', {
    settings: { bailiwick: { origins: { [uriOf('zone.txt')]: 'example.com' } } },
  });
  assert.ok(codes(session, 'zone.txt').includes('zone/out-of-zone'));
});

test('without trust, files outside of the workspace are not read; with it they are', async () => {
  const session = await openSession({
    files: { 'db.x': `$0${ZONE}$INCLUDE ../outside/hosts\n` },
    options: { trusted: false },
  });
  session.files['file:///outside/hosts'] = 'www BOGUS x\n';
  await session.replace('db.x', 'ns1 A 192.0.2.1', 'ns1 A 192.0.2.2');
  assert.ok(!session.diagnostics.has('file:///outside/hosts'));
  await session.notify('bailiwick/trusted', {});
  const outside = session.diagnostics.get('file:///outside/hosts') ?? [];
  assert.deepEqual(
    outside.map(({ code }) => code),
    ['zone/unknown-type'],
  );
});

test('a file that comes, changes and goes', async () => {
  const session = await openSession({ files: { 'db.x': `$0${ZONE}$INCLUDE hosts\n` } });
  const told = async (type: 1 | 2 | 3, text: string | undefined) => {
    if (text === undefined) delete session.files[uriOf('hosts')];
    else session.files[uriOf('hosts')] = text;
    await session.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: uriOf('hosts'), type }] });
    return codes(session, 'db.x').includes('zone/include-unreadable');
  };
  assert.ok(codes(session, 'db.x').includes('zone/include-unreadable'));
  assert.equal(await told(1, 'www BOGUS x\n'), false);
  assert.deepEqual(codes(session, 'hosts'), ['zone/unknown-type']);
  await told(2, 'www A 192.0.2.3\n');
  assert.deepEqual(codes(session, 'hosts'), []);
  assert.equal(await told(3, undefined), true);
});

test('a configuration that comes tells what zones are', async () => {
  const session = await openSession({ files: { odd: '$0$TTL 1h\n@ SOA ns1 host 1 2h 1h 2w 1h\n@ NS ns1\n' } });
  const origin = async () => (await session.at<{ origin?: string }>('bailiwick/zoneInfo')).origin;
  assert.equal(await origin(), undefined);
  session.files[uriOf('named.conf')] = 'zone "example.org" { type primary; file "odd"; };\n';
  await session.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: uriOf('named.conf'), type: 1 }] });
  assert.equal(await origin(), 'example.org.');
});

test('folders of the workspace come and go', async () => {
  const session = await openSession({
    files: { 'db.x': `$0${ZONE}` },
    capabilities: { workspace: { workspaceFolders: true } },
  });
  session.files['file:///more/named.conf'] = 'options { nosuch 1; };\n';
  const change = (event: object) => session.notify('workspace/didChangeWorkspaceFolders', { event });
  const more = { uri: 'file:///more', name: 'more' };
  await change({ added: [more], removed: [] });
  const found = () => session.diagnostics.get('file:///more/named.conf')?.map(({ code }) => code) ?? [];
  assert.ok(found().includes('conf/unknown-statement'));
  await change({ added: [], removed: [more] });
  assert.deepEqual(found(), []);
});

test('a closed file is judged as it is on the disk', async () => {
  const session = await openSession({ files: { 'db.x': `$0${ZONE}` } });
  await session.replace('db.x', 'ns1 A 192.0.2.1', 'ns1 BOGUS x');
  assert.ok(codes(session, 'db.x').includes('zone/unknown-type'));
  await session.notify('textDocument/didClose', { textDocument: { uri: session.uri } });
  assert.ok(!codes(session, 'db.x').includes('zone/unknown-type'));
});

test('a whole new text, and an edit of a file that is not open', async () => {
  const session = await openSession({ files: { 'db.x': `$0${ZONE}` } });
  const change = (uri: string, text: string) =>
    session.notify('textDocument/didChange', { textDocument: { uri, version: 3 }, contentChanges: [{ text }] });
  await change(session.uri, `${ZONE}www BOGUS x\n`);
  assert.ok(codes(session, 'db.x').includes('zone/unknown-type'));
  await change(uriOf('db.other'), 'www BOGUS x\n');
  assert.ok(!session.diagnostics.has(uriOf('db.other')));
});

test('what is the same is not told again', async () => {
  const session = await openSession({ files: { 'db.x': `$0${ZONE}www BOGUS x\n` } });
  const before = session.diagnostics.get(session.uri);
  assert.ok(before);
  await session.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: uriOf('other.txt'), type: 2 }] });
  assert.equal(session.diagnostics.get(session.uri), before);
  await session.replace('db.x', 'www BOGUS', 'w BOGUS');
  assert.notEqual(session.diagnostics.get(session.uri), before);
});

test('problems that are left out are counted', async () => {
  // Records enough that it is a zone, and nothing is wrong with them.
  const many = Array.from({ length: 1005 }, (_, at) => `g${at} 60 IN TXT x\nh${at} BOGUS x\n`).join('');
  const session = await openSession({ files: { 'db.x': `$0${many}` } });
  const found = session.diagnostics.get(session.uri) ?? [];
  assert.equal(found.length, 1000);
  const last = found[found.length - 1];
  assert.equal(last.severity, 3);
  assert.match(String(last.message), /^This file has 6 more problems: the 999 most severe are shown/);
});

test('the identifier of a language that nobody knows: the name of the file says what it is', async () => {
  const session = await openSession({ files: { 'named.conf': 'options { nosuch 1; };\n' } });
  await session.open('named.conf', 'plaintext');
  assert.ok(codes(session, 'named.conf').includes('conf/unknown-statement'));
});

const BROKEN = `${ZONE}dup A 192.0.2.9\ndup A 192.0.2.9\n$0www A 192.0.2.300\n`;
const ACTIONS: readonly { readonly only: string[] | undefined; readonly kinds: readonly string[] }[] = [
  { only: ['source.fixAll'], kinds: ['source.fixAll.bailiwick'] },
  { only: ['source'], kinds: ['source.fixAll.bailiwick'] },
  { only: ['source.fixAll.bailiwick'], kinds: ['source.fixAll.bailiwick'] },
  { only: ['source.fixAll.other'], kinds: [] },
  { only: ['source.organizeImports'], kinds: [] },
  { only: ['quickfix'], kinds: ['quickfix'] },
  { only: ['quick'], kinds: [] },
  { only: ['refactor.inline.x'], kinds: [] },
];
for (const { only, kinds } of ACTIONS) {
  test(`code actions: ${only?.join() ?? 'all'}`, async () => {
    const session = await openSession({ files: { 'db.x': BROKEN } });
    const start = { line: session.position.line, character: 8 };
    const actions = await session.at<CodeAction[]>('textDocument/codeAction', {
      range: { start, end: start },
      context: { diagnostics: [], only },
    });
    assert.deepEqual([...new Set(actions.map(({ kind }) => kind))].sort(), kinds);
  });
}

test('without a kind, whole-file actions are not offered', async () => {
  const session = await openSession({ files: { 'db.x': BROKEN } });
  const actions = await session.at<CodeAction[]>('textDocument/codeAction', {
    range: { start: session.position, end: { line: session.position.line, character: 15 } },
    context: { diagnostics: [] },
  });
  assert.ok(actions.some(({ kind }) => kind === 'quickfix'));
  assert.ok(actions.every(({ kind }) => !kind?.startsWith('source')));
});

const NO_FILE = { textDocument: { uri: uriOf('nowhere') }, position: { line: 0, character: 0 } };
const RANGE = { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } };
const INDENT = { options: { tabSize: 8, insertSpaces: false } };
for (const [method, more, answer] of [
  ['hover', {}, null],
  ['completion', {}, null],
  ['signatureHelp', {}, null],
  ['definition', {}, null],
  ['declaration', {}, null],
  ['references', { context: { includeDeclaration: true } }, null],
  ['documentHighlight', {}, null],
  ['prepareRename', {}, null],
  ['rename', { newName: 'x' }, null],
  ['codeAction', { range: RANGE, context: { diagnostics: [] } }, []],
  ['codeLens', {}, []],
  ['inlayHint', { range: RANGE }, []],
  ['documentSymbol', {}, null],
  ['foldingRange', {}, null],
  ['selectionRange', { positions: [RANGE.start] }, null],
  ['documentLink', {}, null],
  ['formatting', INDENT, null],
  ['rangeFormatting', { range: RANGE, ...INDENT }, null],
  ['onTypeFormatting', { ch: '\n', ...INDENT }, null],
  ['semanticTokens/full', {}, { data: [] }],
  ['semanticTokens/full/delta', { previousResultId: '1' }, { data: [] }],
  ['semanticTokens/range', { range: RANGE }, { data: [] }],
] as const) {
  test(`of a file that nobody opened: ${method}`, async () => {
    const session = await openSession({ files: {} });
    const given = await session.request(`textDocument/${method}`, { ...NO_FILE, ...more });
    assert.deepEqual(given, answer);
  });
}

test('a refusal reaches the user as it is', async () => {
  const session = await openSession({ files: { 'db.x': ZONE.replace('@ SOA', '$0@ SOA') } });
  assert.match(await refusal(session.at('textDocument/prepareRename')), /^`example\.com\.` is the name of a zone/);
  assert.match(await refusal(session.at('textDocument/rename', { newName: 'x' })), /is the name of a zone/);
});

test('a request is answered while other files are not read yet', async () => {
  const session = await openSession({ files: { 'db.x': ZONE.replace('ns1 A', 'ns$01 A') } });
  const hover = await session.at<Hover>('textDocument/hover');
  assert.match(JSON.stringify(hover.contents), /ns1\.example\.com\./);
});

test('what the server can do', async () => {
  const { capabilities } = await openSession({ files: {} });
  const providers = Object.keys(capabilities).filter((name) => name.endsWith('Provider'));
  assert.deepEqual(providers.sort(), [
    'callHierarchyProvider',
    'codeActionProvider',
    'codeLensProvider',
    'completionProvider',
    'declarationProvider',
    'definitionProvider',
    'documentFormattingProvider',
    'documentHighlightProvider',
    'documentLinkProvider',
    'documentOnTypeFormattingProvider',
    'documentRangeFormattingProvider',
    'documentSymbolProvider',
    'foldingRangeProvider',
    'hoverProvider',
    'inlayHintProvider',
    'referencesProvider',
    'renameProvider',
    'selectionRangeProvider',
    'semanticTokensProvider',
    'signatureHelpProvider',
    'workspaceSymbolProvider',
  ]);
  assert.deepEqual(capabilities.textDocumentSync, {
    openClose: true,
    change: 2,
    willSaveWaitUntil: true,
    save: { includeText: false },
  });
});

test('the log tells why work is done while that is asked for', async () => {
  const trace = (work: string) => ({ bailiwick: { trace: { work } } });
  const session = await openSession({ files: { 'db.x': `$0${ZONE}` } });
  const told = (): string[] =>
    session.heard
      .filter(({ method }) => method === 'window/logMessage')
      .map(({ params }) => (params as { message: string }).message.split('\n')[0].replace(/[\d.]+ ms/, 'T'));
  await session.replace('db.x', 'ns1 A', 'ns1 TXT');
  assert.deepEqual(told(), []);
  await session.notify('workspace/didChangeConfiguration', { settings: trace('on') });
  await session.replace('db.x', 'ns1 TXT', 'ns1 A');
  assert.deepEqual(told(), ['the settings changed: T', '/work/db.x was edited: T']);
  await session.notify('workspace/didChangeConfiguration', { settings: trace('off') });
  await session.replace('db.x', 'ns1 A', 'ns1 TXT');
  assert.equal(told().length, 2);
});
