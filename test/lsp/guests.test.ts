/** The built server as the guest of any LSP client: what each of them says or leaves out, and what it gets. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type {
  CodeAction,
  CodeLens,
  CompletionList,
  Diagnostic,
  Hover,
  SemanticTokens,
  SignatureHelp,
  SymbolInformation,
  WorkspaceEdit,
} from 'vscode-languageserver-types';
import type { RuleId } from '../../server/src/rules/ids.ts';
import { Client } from './client.ts';

const RECORDS = '$TTL 1h\n@ SOA ns1 host 1 2h 1h 2w 1h\n@ NS ns1\nns1 A 192.0.2.1\n';
const ZONE = `$ORIGIN example.com.\n${RECORDS}`;
const REVERSE = `$ORIGIN 2.0.192.in-addr.arpa.\n$TTL 1h\n@ SOA ns1.example.com. host 1 2h 1h 2w 1h\n@ NS ns1.example.com.\n`;
const CONF =
  'zone "example.com" { type primary; file "zones/db.x"; };\nzone "2.0.192.in-addr.arpa" { type primary; file "zones/db.rev"; };\n';
const BAD = 'zone/unknown-type' satisfies RuleId;

const folders: string[] = [];
const clients = new Set<Client>();
after(() => {
  for (const client of clients) client.kill();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'bailiwick-guest-'));
  folders.push(folder);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}
const uriOf = (folder: string, file: string): string => pathToFileURL(join(folder, file)).href;
const has =
  (rule: RuleId) =>
  (diagnostics: readonly { code?: unknown }[]): boolean =>
    diagnostics.some(({ code }) => code === rule);
const hasNot =
  (rule: RuleId) =>
  (diagnostics: readonly { code?: unknown }[]): boolean =>
    !has(rule)(diagnostics);

function started(answers: ConstructorParameters<typeof Client>[0] = {}): Client {
  const client = new Client(answers);
  clients.add(client);
  return client;
}
async function ends(client: Client): Promise<void> {
  assert.equal(await client.stop(), 0);
  clients.delete(client);
}
/** A client in a folder, with a file that it opened and that was checked. */
async function guest(
  params: object,
  text = `${ZONE}www BOGUS x\n`,
  answers: ConstructorParameters<typeof Client>[0] = {},
): Promise<{ readonly client: Client; readonly uri: string; readonly can: Record<string, unknown> }> {
  const client = started(answers);
  const folder = folderWith({ 'db.x': text });
  const can = await client.greet({ rootUri: pathToFileURL(folder).href, ...params });
  const uri = uriOf(folder, 'db.x');
  client.open(uri, 'bindzone', text);
  if (text.includes('BOGUS')) await client.until(uri, has(BAD));
  return { client, uri, can };
}

for (const [id, text, rule] of [
  ['bindzone', 'www BOGUS x\n', BAD],
  ['dns', 'www BOGUS x\n', BAD],
  ['named', 'optoins { };\n', 'conf/unknown-statement'],
  ['bind', 'optoins { };\n', 'conf/unknown-statement'],
  ['', `${ZONE}www BOGUS x\n`, BAD],
  ['plaintext', 'options { directory "/x" };\n', 'conf/syntax'],
] as const) {
  test(`the language id ${JSON.stringify(id)}`, async () => {
    const client = started();
    await client.greet();
    const uri = 'file:///nowhere/some.file';
    client.open(uri, id, text);
    const diagnostics = await client.until(uri, (all) => all.length > 0);
    if (id !== 'plaintext') assert.ok(has(rule)(diagnostics), JSON.stringify(diagnostics));
    await ends(client);
  });
}

for (const [what, params] of [
  ['rootUri', (folder: string) => ({ rootUri: pathToFileURL(folder).href })],
  ['rootPath', (folder: string) => ({ rootUri: undefined, rootPath: folder })],
  [
    'folders of a workspace',
    (folder: string) => ({ workspaceFolders: [{ uri: pathToFileURL(folder).href, name: '' }] }),
  ],
] as const) {
  test(`a root by ${what}: closed files are told`, async () => {
    const folder = folderWith({ 'named.conf': CONF, 'zones/db.x': `${RECORDS}www BOGUS x\n`, 'zones/db.rev': REVERSE });
    const client = started();
    await client.greet(params(folder));
    await client.until(uriOf(folder, 'zones/db.x'), has(BAD));
    await ends(client);
  });
}

test('no folder: the configuration above an open file loads its zone, and bailiwick.toml above it holds', async () => {
  const folder = folderWith({ 'named.conf': CONF, 'zones/db.x': RECORDS, 'zones/db.rev': REVERSE });
  const client = started();
  await client.greet();
  client.open(uriOf(folder, 'zones/db.x'), 'bindzone', `${RECORDS}x.example.net. A 192.0.2.1\n`);
  await client.until(uriOf(folder, 'zones/db.x'), has('zone/out-of-zone'));
  await ends(client);

  const other = folderWith({ 'bailiwick.toml': `[rules]\n"${BAD}" = "off"\n`, 'a/db.x': '' });
  const second = started();
  await second.greet();
  second.open(uriOf(other, 'a/db.x'), 'bindzone', `${ZONE}www BOGUS x\n`);
  await second.until(uriOf(other, 'a/db.x'), (all) => all.length > 0 && hasNot(BAD)(all));
  await ends(second);
});

const OFF = { rules: { [BAD]: 'off' } };
for (const [what, initializationOptions] of [
  ['flat', OFF],
  ['under bailiwick', { bailiwick: OFF }],
  ['under settings', { settings: OFF }],
  ['under settings and bailiwick', { settings: { bailiwick: OFF } }],
] as const) {
  test(`settings at the start, ${what}; null answers overwrite nothing`, async () => {
    const client = started({ 'workspace/configuration': [null] });
    await client.greet({ initializationOptions, capabilities: { workspace: { configuration: true } } });
    client.open('file:///nowhere/db.x', 'bindzone', `${ZONE}www BOGUS x\n`);
    client.notify('workspace/didChangeConfiguration', { settings: null });
    client.notify('workspace/didChangeConfiguration', { settings: {} });
    await client.request('bailiwick/settled', {});
    assert.ok(hasNot(BAD)(client.diagnostics.get('file:///nowhere/db.x') ?? []));
    await ends(client);
  });
}

test('settings later, flat and under bailiwick', async () => {
  const { client, uri } = await guest({});
  client.notify('workspace/didChangeConfiguration', { settings: OFF });
  await client.until(uri, hasNot(BAD));
  client.notify('workspace/didChangeConfiguration', { settings: { bailiwick: { rules: { [BAD]: 'hint' } } } });
  await client.until(uri, (all) => all.some(({ code, severity }) => code === BAD && severity === 4));
  await ends(client);
});

const RICH = {
  workspace: {
    configuration: true,
    applyEdit: true,
    executeCommand: {},
    didChangeConfiguration: { dynamicRegistration: true },
    didChangeWatchedFiles: { dynamicRegistration: true },
    inlayHint: { refreshSupport: true },
    codeLens: { refreshSupport: true },
    diagnostics: { refreshSupport: true },
  },
  window: { workDoneProgress: true, showDocument: { support: true } },
  textDocument: { publishDiagnostics: {} },
};

test('a client that answers every request with an error', async () => {
  const client = started('errors');
  const folder = folderWith({ 'db.x': ZONE });
  await client.greet({
    rootUri: pathToFileURL(folder).href,
    capabilities: RICH,
    initializationOptions: { files: true, committedText: true, saves: true },
  });
  const uri = uriOf(folder, 'db.x');
  client.open(uri, 'bindzone', `${ZONE}www BOGUS x\n`);
  await client.until(uri, has(BAD));
  const run = (command: string, ...given: unknown[]) =>
    client.request('workspace/executeCommand', { command, arguments: given });
  for (const name of ['bailiwick.raiseSerial', 'bailiwick.openFile', 'bailiwick.createPtr', 'bailiwick.unknown']) {
    assert.equal(await run(name, uri), null);
  }
  for (const given of [[], [null], [7, 7, 7], [{ scope: 7 }], [{ uri: 7 }]]) {
    for (const name of ['raiseSerial', 'openFile', 'showReferences', 'migrate', 'newZone', 'newKey', 'applyEdit'])
      assert.equal(await run(`bailiwick.${name}`, ...given), null);
  }
  for (const method of [
    'client/registerCapability',
    'workspace/configuration',
    'workspace/applyEdit',
    'window/showDocument',
  ])
    assert.ok(client.asked.has(method), method);
  await ends(client);
});

test('diagnostics are sent, and given to who asks; who only asks is sent none', async () => {
  const { client, uri, can } = await guest({});
  assert.equal(can.diagnosticProvider, undefined);
  const report = await client.request<{ kind: string; items: Diagnostic[] }>('textDocument/diagnostic', {
    textDocument: { uri },
  });
  assert.equal(report.kind, 'full');
  assert.deepEqual(report.items, client.diagnostics.get(uri));
  await ends(client);

  const second = started();
  const pulls = { textDocument: { diagnostic: {} }, workspace: { diagnostics: { refreshSupport: true } } };
  const announced = await second.greet({ capabilities: pulls });
  assert.deepEqual(announced.diagnosticProvider, { interFileDependencies: true, workspaceDiagnostics: false });
  second.open(uri, 'bindzone', `${ZONE}www BOGUS x\n`);
  const { items } = await second.request<{ items: Diagnostic[] }>('textDocument/diagnostic', { textDocument: { uri } });
  assert.ok(has(BAD)(items));
  assert.equal(second.diagnostics.size, 0);
  assert.ok(second.asked.has('workspace/diagnostic/refresh'));
  await ends(second);
});

/** The place that is picked of several. */
const PICKS = { 'window/showMessageRequest': { title: 'db.x:4' } };

test('lenses that the client cannot run are left out; those that the server runs are run', async () => {
  const lensesOf = async (capabilities: object): Promise<[Client, string, CodeLens[]]> => {
    const { client, uri } = await guest({ capabilities }, undefined, PICKS);
    return [client, uri, await client.request<CodeLens[]>('textDocument/codeLens', { textDocument: { uri } })];
  };
  const [without, , said] = await lensesOf({});
  assert.deepEqual(
    said.flatMap(({ command }) => (command && command.command !== '' ? command.command : [])),
    [],
  );
  await ends(without);
  const [client, , lenses] = await lensesOf(RICH);
  const raise = lenses.find(({ command }) => command?.command === 'bailiwick.raiseSerial')?.command;
  assert.ok(raise);
  await client.request('workspace/executeCommand', raise);
  const { edit } = client.questions.get('workspace/applyEdit') as { edit: WorkspaceEdit };
  assert.match(JSON.stringify(edit), /"newText":"2\d*"/);
  const counted = lenses.find(({ data }) => data !== undefined);
  assert.ok(counted);
  const { command } = await client.request<CodeLens>('codeLens/resolve', counted);
  assert.equal(command?.command, 'bailiwick.showReferences');
  await client.request('workspace/executeCommand', command);
  assert.deepEqual(Object.keys(client.questions.get('window/showDocument') as object), [
    'uri',
    'takeFocus',
    'selection',
  ]);
  await ends(client);
});

test('plain text where Markdown is not taken, and only then', async () => {
  const at = { line: 1, character: 1 };
  const mark = ['markdown', 'plaintext'];
  for (const [formats, kind] of [
    [undefined, 'plaintext'],
    [['plaintext'], 'plaintext'],
    [mark, 'markdown'],
  ] as const) {
    const capabilities = {
      textDocument: {
        hover: { contentFormat: formats },
        completion: { completionItem: { documentationFormat: formats } },
        signatureHelp: { signatureInformation: { documentationFormat: formats } },
      },
    };
    const { client, uri } = await guest({ capabilities }, `${ZONE}www A \n`);
    const { contents } = (await client.hover(uri, at)) as Hover & { contents: { kind: string; value: string } };
    assert.equal(contents.kind, kind);
    if (kind === 'plaintext') assert.doesNotMatch(contents.value, /[`*]/);
    const help = await client.request<SignatureHelp>('textDocument/signatureHelp', {
      textDocument: { uri },
      position: { line: 5, character: 6 },
    });
    const parameter = help.signatures[0].parameters?.[0];
    // Words, where places in the label are not taken.
    assert.equal(typeof parameter?.label, 'string');
    if (parameter?.documentation) assert.equal((parameter.documentation as { kind: string }).kind, kind);
    await ends(client);
  }
});

async function completionsAt(completionItem: object): Promise<CompletionList['items']> {
  const { client, uri } = await guest(
    { capabilities: { textDocument: { completion: { completionItem } } } },
    `${ZONE}\n`,
  );
  const list = await client.request<CompletionList>('textDocument/completion', {
    textDocument: { uri },
    position: { line: 5, character: 0 },
  });
  await ends(client);
  return list.items;
}

test('completion: snippets, label details and insert ranges only where they are taken', async () => {
  const plain = await completionsAt({});
  assert.ok(plain.length > 0);
  for (const item of plain) {
    assert.equal(item.insertTextFormat, undefined);
    assert.equal(item.labelDetails, undefined);
    assert.ok(item.textEdit && 'range' in item.textEdit);
    assert.doesNotMatch(item.textEdit.newText, /\$\{\d|\$\d/);
  }
  const rich = await completionsAt({ snippetSupport: true, labelDetailsSupport: true });
  const described = rich.filter(({ labelDetails }) => labelDetails !== undefined);
  for (const { label, labelDetails } of described) {
    assert.equal(plain.find((item) => item.label === label)?.detail, labelDetails?.description);
  }
});

test('tokens of LSP where ours are not listed', async () => {
  const tokenTypes = ['function', 'variable', 'keyword', 'number', 'string', 'macro', 'comment', 'property'];
  const { client, uri, can } = await guest({ capabilities: { textDocument: { semanticTokens: { tokenTypes } } } });
  const { legend } = can.semanticTokensProvider as { legend: { tokenTypes: string[] } };
  const tokens = await client.request<SemanticTokens>('textDocument/semanticTokens/full', { textDocument: { uri } });
  const used = new Set(tokens.data.filter((_, at) => at % 5 === 3).map((type) => legend.tokenTypes[type]));
  assert.ok(used.size > 3);
  for (const type of used) assert.ok(tokenTypes.includes(type), type);
  await ends(client);
});

test('flat symbols where trees are not taken', async () => {
  const { client, uri } = await guest({});
  const symbols = await client.request<SymbolInformation[]>('textDocument/documentSymbol', { textDocument: { uri } });
  assert.ok(symbols.length > 2);
  for (const { location } of symbols) assert.equal(location.uri, uri);
  await ends(client);
});

for (const [encoding, before] of [
  ['utf-8', 12],
  ['utf-32', 8],
] as const) {
  test(`positions in ${encoding}, where the client has no other`, async () => {
    // ü is one UTF-16 unit and two octets, the flag two units, four octets and one character.
    const text = `${ZONE}t TXT "ü🚩"\nww A 192.0.2.300 ; ü\n`;
    const client = started();
    const can = await client.greet({ capabilities: { general: { positionEncodings: [encoding] } } });
    assert.equal(can.positionEncoding, encoding);
    const uri = 'file:///nowhere/db.x';
    client.open(uri, 'bindzone', text);
    const end = { line: 5, character: before + 2 };
    client.change(uri, { start: end, end }, ' BOGUS');
    const diagnostics = await client.until(uri, (all) => all.some(({ range }) => range.start.line === 5));
    const told = diagnostics.find(({ range }) => range.start.line === 5);
    assert.ok(told && told.range.end.character <= end.character + 6, JSON.stringify(told));
    const symbols = await client.request<SymbolInformation[]>('textDocument/documentSymbol', { textDocument: { uri } });
    const longest = Math.max(
      ...symbols
        .filter(({ location }) => location.range.end.line === 5)
        .map(({ location }) => location.range.end.character),
    );
    assert.equal(longest, end.character + 6);
    await ends(client);
  });
}

test('positions in UTF-16 wherever the client takes them', async () => {
  const client = started();
  const can = await client.greet({ capabilities: { general: { positionEncodings: ['utf-8', 'utf-16'] } } });
  assert.ok(can.positionEncoding === undefined || can.positionEncoding === 'utf-16');
  await ends(client);
});

test('actions of several kinds at once, and commands where literals are not taken', async () => {
  const folder = folderWith({ 'named.conf': CONF, 'zones/db.x': ZONE, 'zones/db.rev': REVERSE });
  const ask = async (capabilities: object, only?: string[]): Promise<CodeAction[]> => {
    const client = started();
    await client.greet({ rootUri: pathToFileURL(folder).href, capabilities });
    const uri = uriOf(folder, 'zones/db.x');
    const text = `${RECORDS}www A 192.0.2.7\nwww A 192.0.2.7\nmx MX 10 ns1.example.com\n`;
    client.open(uri, 'bindzone', text);
    await client.until(uri, (all) => all.length > 0);
    const range = { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } };
    const context = { diagnostics: [], ...(only ? { only } : {}) };
    const actions = await client.request<CodeAction[]>('textDocument/codeAction', {
      textDocument: { uri },
      range,
      context,
    });
    await ends(client);
    return actions;
  };
  const literals = { ...RICH, textDocument: { codeAction: { codeActionLiteralSupport: { codeActionKind: {} } } } };
  const kinds = new Set((await ask(literals, ['quickfix', 'source.fixAll'])).map(({ kind }) => kind));
  assert.deepEqual([...kinds].sort(), ['quickfix', 'source.fixAll.bailiwick']);
  for (const action of await ask(literals)) assert.ok(action.edit || action.command, action.title);
  const commands = (await ask(RICH)) as unknown as { command: unknown; arguments: unknown[] }[];
  assert.ok(commands.length > 0);
  for (const { command } of commands) assert.equal(typeof command, 'string');
  for (const action of await ask({})) assert.fail(`nothing can be made of ${JSON.stringify(action)}`);
});

test('edits by file where documentChanges are not taken, without groups where those are not', async () => {
  const folder = folderWith({ 'named.conf': CONF, 'zones/db.x': ZONE, 'zones/db.rev': REVERSE });
  const made = async (workspaceEdit: object): Promise<WorkspaceEdit> => {
    const client = started();
    await client.greet({
      rootUri: pathToFileURL(folder).href,
      capabilities: { workspace: { applyEdit: true, executeCommand: {}, workspaceEdit } },
    });
    const uri = uriOf(folder, 'zones/db.x');
    client.open(uri, 'bindzone', ZONE);
    await client.request('bailiwick/settled', {});
    await client.request('workspace/executeCommand', {
      command: 'bailiwick.createPtr',
      arguments: [{ scope: { uri } }],
    });
    await ends(client);
    const asked = client.questions.get('workspace/applyEdit') as { edit: WorkspaceEdit } | undefined;
    assert.ok(asked, 'no edit was made');
    return asked.edit;
  };
  const rev = uriOf(folder, 'zones/db.rev');
  const byFile = await made({});
  assert.deepEqual(Object.keys(byFile), ['changes']);
  assert.match(byFile.changes?.[rev].map(({ newText }) => newText).join('') ?? '', /PTR\s+ns1\.example\.com\./);
  const plain = await made({ documentChanges: true });
  assert.deepEqual(Object.keys(plain), ['documentChanges']);
  assert.doesNotMatch(JSON.stringify(plain), /annotationId/);
  const grouped = await made({ documentChanges: true, changeAnnotationSupport: {} });
  assert.ok(grouped.changeAnnotations);
});

test('changes on disk: by registration where the client can, else the server watches by itself', async () => {
  const registering = started();
  await registering.greet({ capabilities: { workspace: { didChangeWatchedFiles: { dynamicRegistration: true } } } });
  await registering.request('bailiwick/settled', {});
  assert.match(JSON.stringify(registering.questions.get('client/registerCapability')), /didChangeWatchedFiles/);
  await ends(registering);

  const folder = folderWith({ 'named.conf': CONF, 'zones/db.x': RECORDS, 'zones/db.rev': REVERSE });
  const client = started();
  await client.greet({ rootUri: pathToFileURL(folder).href });
  const uri = uriOf(folder, 'zones/db.x');
  await client.until(uriOf(folder, 'zones/db.x'), (all) => all.length > 0);
  writeFileSync(join(folder, 'zones/db.x'), `${RECORDS}www BOGUS x\n`);
  await client.until(uri, has(BAD));
  writeFileSync(join(folder, 'bailiwick.toml'), `[rules]\n"${BAD}" = "off"\n`);
  await client.until(uri, hasNot(BAD));
  writeFileSync(join(folder, 'zones/db.new.example'), `${ZONE}www BOGUS x\n`);
  await ends(client);
});

test('a client that hangs up, and one that dies', async () => {
  const { client } = await guest({});
  await client.hangUp();
  clients.delete(client);

  // The client of the server below is a process that ends at once, and the pipe stays open.
  const parent = spawn(process.execPath, ['-e', '']);
  const gone = await new Promise<number>((resolve) => {
    const { pid } = parent;
    parent.on('exit', () => resolve(pid!));
  });
  const second = started();
  await second.greet({ processId: gone });
  await second.ended;
  clients.delete(second);
});

test('two clients on one tree', async () => {
  const folder = folderWith({ 'named.conf': CONF, 'zones/db.x': `${RECORDS}www BOGUS x\n`, 'zones/db.rev': REVERSE });
  const both = [started(), started()];
  await Promise.all(both.map((client) => client.greet({ rootUri: pathToFileURL(folder).href })));
  const uri = uriOf(folder, 'zones/db.x');
  await Promise.all(both.map((client) => client.until(uri, has(BAD))));
  writeFileSync(fileURLToPath(uri), RECORDS);
  await Promise.all(both.map((client) => client.until(uri, hasNot(BAD))));
  await Promise.all(both.map(ends));
});
