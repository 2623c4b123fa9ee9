/** The table of requests: what is announced is answered, by features that a language has. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LSPErrorCodes, ResponseError, type ServerCapabilities } from 'vscode-languageserver';
import { REQUESTS, requestCapabilities, serveRequests } from '../../../server/src/lsp/requests.ts';
import { serverCapabilities } from '../../../server/src/lsp/server.ts';
import { languageServices } from '../../../server/src/services/services.ts';
import { fakeSession } from './fakeConnection.ts';

/** LSP 3.17: the requests that a client sends because of a capability. */
const REQUESTS_OF: { readonly [K in keyof ServerCapabilities]: readonly string[] } = {
  hoverProvider: ['textDocument/hover'],
  codeActionProvider: ['textDocument/codeAction'],
  completionProvider: ['textDocument/completion', 'completionItem/resolve'],
  signatureHelpProvider: ['textDocument/signatureHelp'],
  inlayHintProvider: ['textDocument/inlayHint'],
  codeLensProvider: ['textDocument/codeLens', 'codeLens/resolve'],
  documentSymbolProvider: ['textDocument/documentSymbol'],
  workspaceSymbolProvider: ['workspace/symbol'],
  foldingRangeProvider: ['textDocument/foldingRange'],
  selectionRangeProvider: ['textDocument/selectionRange'],
  documentHighlightProvider: ['textDocument/documentHighlight'],
  definitionProvider: ['textDocument/definition'],
  declarationProvider: ['textDocument/declaration'],
  referencesProvider: ['textDocument/references'],
  callHierarchyProvider: [
    'textDocument/prepareCallHierarchy',
    'callHierarchy/incomingCalls',
    'callHierarchy/outgoingCalls',
  ],
  renameProvider: ['textDocument/rename', 'textDocument/prepareRename'],
  documentLinkProvider: ['textDocument/documentLink'],
  semanticTokensProvider: [
    'textDocument/semanticTokens/full',
    'textDocument/semanticTokens/full/delta',
    'textDocument/semanticTokens/range',
  ],
  documentFormattingProvider: ['textDocument/formatting'],
  documentRangeFormattingProvider: ['textDocument/rangeFormatting'],
  documentOnTypeFormattingProvider: ['textDocument/onTypeFormatting'],
};

/** What is asked because of `workspace.fileOperations`, which stands beside what the server says of folders. */
const FILE_OPERATIONS = ['workspace/willRenameFiles', 'workspace/willDeleteFiles'];

/** What is announced only to clients that have use for it. */
const OF_GUESTS = ['workspace/executeCommand', 'textDocument/diagnostic'];

/** Bailiwick's own requests, which the client knows without being told. */
const OWN = [
  'bailiwick/raiseSerial',
  'bailiwick/migrate',
  'bailiwick/ptrAgreement',
  'bailiwick/ptrChange',
  'bailiwick/missingNetworks',
  'bailiwick/newReverseZone',
  'bailiwick/newStatements',
  'bailiwick/zoneInfo',
  'bailiwick/queryAt',
  'bailiwick/queryHelp',
  'bailiwick/lineHelp',
  'bailiwick/sendQuery',
  'bailiwick/fileZones',
  'bailiwick/languageOf',
  'bailiwick/checkFile',
  'bailiwick/zonesToCompare',
  'bailiwick/compare',
  'bailiwick/renumberHosts',
  'bailiwick/renumber',
  'bailiwick/nsupdate',
  'bailiwick/bindTools',
  'bailiwick/agentTool',
  'bailiwick/settled',
  'bailiwick/tree',
];

test('the requests that are answered are those of the announced capabilities, and the own ones', () => {
  const announced = Object.keys(requestCapabilities()) as (keyof ServerCapabilities)[];
  const expected = announced.flatMap((capability) => REQUESTS_OF[capability] ?? [`the requests of ${capability}`]);
  assert.deepEqual(
    REQUESTS.map(({ method }) => method).sort(),
    [...expected, ...FILE_OPERATIONS, ...OF_GUESTS, ...OWN].sort(),
  );
});

test('a capability is announced by one request, and with the others to the client', () => {
  const announced = REQUESTS.flatMap(({ announces }) => Object.keys(announces));
  assert.deepEqual(announced.sort(), Object.keys(requestCapabilities()).sort());
  const all = serverCapabilities(true);
  assert.deepEqual({ ...all, ...requestCapabilities() }, all);
  assert.deepEqual(all.textDocumentSync, {
    openClose: true,
    change: 2,
    willSaveWaitUntil: true,
    save: { includeText: false },
  });
  assert.deepEqual(Object.keys(all.workspace?.fileOperations ?? {}), ['willRename', 'willDelete']);
  assert.equal(serverCapabilities(false).workspace?.workspaceFolders?.changeNotifications, false);
});

test('every row is served', () => {
  const { session, handlers } = fakeSession();
  serveRequests(session);
  assert.deepEqual([...handlers.keys()].sort(), REQUESTS.map(({ method }) => method).sort());
});

test('every feature that is asked is one of a language, and every feature of a language is asked', () => {
  const { session } = fakeSession();
  const services = languageServices({
    workspace: session.workspace,
    now: () => new Date(),
    settings: () => session.settings.forServices,
    log: () => undefined,
  });
  const asked = new Set<string>(REQUESTS.flatMap(({ features }) => features));
  // Of the workspace as a whole.
  asked.add('workspaceSymbols').add('resolveCompletion');
  const there = new Set(services.flatMap((service) => Object.keys(service)));
  there.delete('find');
  assert.deepEqual([...asked].sort(), [...there].sort());
});

const NOWHERE = 'file:///nowhere.zone';
const PLACE = { line: 0, character: 0 };
const PARAMS = {
  textDocument: { uri: NOWHERE },
  uri: NOWHERE,
  position: PLACE,
  positions: [PLACE],
  range: { start: PLACE, end: PLACE },
  context: { diagnostics: [], includeDeclaration: true },
  options: { tabSize: 8, insertSpaces: false },
  newName: 'x',
  ch: '\n',
  previousResultId: '0',
  query: 'x',
  version: '9.20',
  head: '',
  from: '192.0.2.0/24',
  to: '198.51.100.0/24',
  mode: 'add',
  files: [{ uri: NOWHERE, oldUri: NOWHERE, newUri: 'file:///elsewhere.zone' }],
  item: {
    name: 'x',
    kind: 1,
    uri: NOWHERE,
    range: { start: PLACE, end: PLACE },
    selectionRange: { start: PLACE, end: PLACE },
  },
  left: { uri: 'file:///none', name: 'example.com.', view: '' },
  right: { uri: 'file:///none', name: 'example.com.', view: '' },
  before: { texts: {}, label: '' },
};

/** What is refused here, as tests of their own say. */
const OF_THEIR_OWN = new Set(['bailiwick/checkFile', 'bailiwick/sendQuery', 'bailiwick/agentTool']);

/** What is said of a file that is part of nothing, where it is not null. */
const OF_NOTHING: Readonly<Record<string, unknown>> = {
  'textDocument/codeAction': [],
  'textDocument/inlayHint': [],
  'textDocument/codeLens': [],
  'workspace/symbol': [],
  'textDocument/semanticTokens/full': { data: [] },
  'textDocument/semanticTokens/full/delta': { data: [] },
  'textDocument/semanticTokens/range': { data: [] },
  'completionItem/resolve': PARAMS,
  'codeLens/resolve': PARAMS,
  // Its name says it.
  'bailiwick/languageOf': 'zone',
  'bailiwick/zonesToCompare': [],
  'bailiwick/fileZones': { zones: [], left: 0, tooLarge: [] },
  'bailiwick/queryHelp': { names: [], servers: [], inside: [], keyFiles: [] },
  'callHierarchy/incomingCalls': [],
  'callHierarchy/outgoingCalls': [],
  'bailiwick/renumberHosts': [],
  'bailiwick/tree': [],
  'bailiwick/bindTools': { checks: [], zones: [] },
  'textDocument/diagnostic': { kind: 'full', items: [] },
};

test('a file that is part of nothing is answered, by every request', async () => {
  const { session, request, errors } = fakeSession();
  serveRequests(session);
  for (const { method } of REQUESTS) {
    if (OF_THEIR_OWN.has(method)) continue;
    assert.deepEqual(await request(method, PARAMS), OF_NOTHING[method] ?? null, method);
  }
  assert.deepEqual(errors, []);
});

test('a feature that fails ends no server: the log has the cause, and the user hears of it once', async () => {
  const { session, request, errors, shown } = fakeSession();
  serveRequests(session);
  session.workspace.begin = () => {
    throw new Error('broken');
  };
  for (const method of ['textDocument/hover', 'textDocument/hover', 'textDocument/references']) {
    assert.equal(await request(method, PARAMS), null);
  }
  const lens = { range: PARAMS.range, data: { kind: 'references', uri: NOWHERE, position: PLACE } };
  assert.equal(await request('codeLens/resolve', lens), lens);
  assert.equal(errors.length, 4);
  assert.match(errors[0], /^A hover failed: Error: broken\n/);
  assert.deepEqual(shown, [
    'Bailiwick: A hover failed. The log has the cause.',
    'Bailiwick: Finding references failed. The log has the cause.',
    'Bailiwick: Code lenses failed. The log has the cause.',
  ]);
});

test('a refusal is an error with its reason', async () => {
  const { session, request } = fakeSession();
  serveRequests(session);
  session.workspace.open(NOWHERE, '$ORIGIN nowhere.\n@ SOA ns1 host 1 2 3 4 5\n*.w A 192.0.2.1\n', 'zone');
  const answer = await request('textDocument/prepareRename', { ...PARAMS, position: { line: 2, character: 1 } });
  assert.ok(answer instanceof ResponseError);
  assert.equal(answer.code, LSPErrorCodes.RequestFailed);
  assert.match(answer.message, /is a wildcard/);
});
