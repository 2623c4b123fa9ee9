/** The files in dist/ start, and hold what they are to hold. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { createContext, runInContext, Script } from 'node:vm';
import { ALL_RULES } from '../../server/src/rules/index.ts';
import { pagesOf, type RuleSettings, rulePage } from '../../server/src/rules/page.ts';
import { folderWith, run } from './harness.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const ZONE = '$TTL 1h\n@ SOA ns hostmaster 1 1h 15m 7d 1h\n NS ns\nns A 192.0.2.1\n AAAA 2001:db8::1\n';

function bundle(name: string): string {
  return readFileSync(join(ROOT, 'dist', name), 'utf8');
}

/** The exports of a bundle of the client, which gets nothing of VS Code when it is loaded. */
function loadedInEditor(name: string): Record<string, unknown> {
  const module = { exports: {} };
  const requireFile = createRequire(join(ROOT, 'dist', name));
  // Classes that it extends, and what it looks at while it is loaded, which has to be listed to be taken.
  class Nothing {}
  const listed: Record<string, unknown> = {
    EventEmitter: Nothing,
    TreeItem: Nothing,
    DiagnosticSeverity: {},
    CodeActionKind: {},
    TreeItemCollapsibleState: {},
  };
  const vscode = new Proxy(listed, { get: (known, key) => known[String(key)] ?? class {} });
  const require = (path: string): unknown => {
    if (path === 'vscode') return vscode;
    return path === './client.browser.js' ? loadedInEditor('client.browser.js') : requireFile(path);
  };
  const wrapped = new Script(`(function (module, exports, require) {${bundle(name)}\n})`, { filename: name });
  wrapped.runInThisContext()(module, module.exports, require);
  return module.exports;
}

test('the client is loaded in Node and in the browser, and what asks the live DNS apart from it', () => {
  for (const name of ['client.js', 'client.browser.js']) {
    assert.equal(typeof loadedInEditor(name).activate, 'function', name);
    assert.ok(!bundle(name).includes('node:dgram'), name);
  }
  // Each of its commands is one of the entry's lines.
  const entry = readFileSync(join(ROOT, 'client/src/queries/main.ts'), 'utf8');
  const named = Array.from(entry.matchAll(/\b(?:\w+Command|useBundle)\b/g), ([name]) => name);
  assert.deepEqual(Object.keys(loadedInEditor('queries.js')).sort(), named.sort());
});

test('the server in a web worker is told where the engine is, and answers', async () => {
  let tell: (message: { result?: { capabilities: object } }) => void = () => undefined;
  const answered = new Promise<{ result?: { capabilities: object } }>((resolve) => {
    tell = (message) => message.result && resolve(message);
  });
  const worker: Record<string, unknown> = {
    performance,
    setTimeout,
    clearTimeout,
    setImmediate,
    TextDecoder,
    TextEncoder,
    console,
    importScripts: (...names: string[]) => {
      for (const name of names) runInContext(bundle(name), context);
    },
    postMessage: tell,
    addEventListener: () => undefined,
  };
  worker.self = worker;
  const context = createContext(worker);
  runInContext(bundle('server.browser.js'), context);
  const send = async (data: object): Promise<void> => {
    (worker.onmessage as (event: object) => void)({ data });
    await new Promise((resolve) => setImmediate(resolve));
  };
  await send({ core: 'core.js', lsp: 'lsp.js' });
  const params = { processId: null, rootUri: null, capabilities: {} };
  await send({ jsonrpc: '2.0', id: 1, method: 'initialize', params });
  assert.ok('hoverProvider' in (await answered).result!.capabilities);
});

test('the engine stands in one file, in ASCII, without the documentation of rules; VS Code loads no command line', () => {
  const sentence = /is not a directive: a line that begins with/;
  const statement = 'The largest UDP answer to a client without a valid cookie.';
  assert.match(bundle('core.js'), sentence);
  assert.ok(bundle('core.js').includes(statement));
  for (const name of [
    'server.js',
    'server.browser.js',
    'lsp.js',
    'client.js',
    'client.browser.js',
    'queries.js',
    'commands.js',
  ]) {
    assert.doesNotMatch(bundle(name), sentence, name);
    assert.ok(!bundle(name).includes(statement), name);
    assert.equal(/Usage: bailiwick/.test(bundle(name)), name === 'commands.js', name);
  }
  assert.doesNotMatch(bundle('core.js'), /[^\0-\x7f]|RFC 1034 section 3\.6\.2|Usage: bailiwick/);
});

test('queries of the editor take what browsers ask with, and each rule has a page', () => {
  const [queries, ask] = [bundle('queries.js'), bundle('ask.browser.js')];
  assert.ok(queries.includes("require('./ask.browser.js')") || queries.includes('require("./ask.browser.js")'));
  // A sentence about answers stands in one of them.
  const sentence = 'to servers that let pages ask them';
  assert.ok(ask.includes(sentence) && !queries.includes(sentence));
  const { configuration } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).contributes;
  const texts = JSON.parse(readFileSync(join(ROOT, 'package.nls.json'), 'utf8'));
  const settings: RuleSettings = structuredClone(configuration[1].properties['bailiwick.rules'].properties);
  for (const row of Object.values(settings) as { description: string }[]) {
    row.description = texts[row.description.slice(1, -1)];
  }
  const pages = pagesOf(settings, JSON.parse(bundle('rules.json')));
  assert.deepEqual(
    [...pages.keys()],
    ALL_RULES.map(({ id }) => id),
  );
  for (const [id, page] of pages) {
    const file = readFileSync(join(ROOT, `docs/rules/${id.replace('/', '-')}.md`), 'utf8');
    // The sources are for the published page.
    const published = file.slice(file.indexOf('#')).replace(/(?<=## Sources\n\n)(?:- .*\n)+/, `- ${rulePage(id)}\n`);
    assert.equal(page, published);
  }
});

test('what clients have in common stands in one file', () => {
  const sentence = 'Restarting server failed';
  assert.ok(bundle('client.browser.js').includes(sentence));
  assert.ok(!bundle('client.js').includes(sentence));
});

test('characters beyond ASCII in the rules are the same in the built command line', () => {
  const cwd = folderWith({ 'db.example.com': `${ZONE}a TXT “v=spf1 –all”\nb TXT "v=spf1 –all"\n` });
  const { out } = run(cwd, ['check', '--origin', 'example.com', 'db.example.com']);
  assert.match(out, /db\.example\.com:6:7: warning: “ and ” are no quotes/);
  assert.match(out, /db\.example\.com:7:15: warning: –all is no mechanism.* Did you mean -all\?/);
});

test('the command line runs from its sources as it is built', () => {
  const cwd = folderWith({ 'db.example.com': `${ZONE}a BOGUS x\n` });
  const args = ['check', '--format', 'sarif', 'db.example.com'];
  const built = run(cwd, args);
  const source = spawnSync(process.execPath, [join(ROOT, 'server/src/cli/main.ts'), ...args], {
    cwd,
    encoding: 'utf8',
  });
  assert.equal(built.status, 1);
  assert.deepEqual([source.status, source.stdout], [1, built.out]);
  // The texts of rules are taken out of the bundles, but for the command line.
  const [{ fullDescription, help }] = JSON.parse(built.out).runs[0].tool.driver.rules;
  assert.ok(fullDescription.text.length > 20 && help.text.length > 20);
  const version = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).version;
  assert.equal(run(cwd, ['--version']).out, `bailiwick ${version}\n`);
});

test('the notices name each package that is bundled, with its licence', () => {
  const notices = bundle('THIRD-PARTY-NOTICES.txt');
  for (const name of ['@noble/hashes', 'vscode-languageclient', 'vscode-languageserver', 'vscode-uri']) {
    assert.match(notices, new RegExp(`^${name} \\d.*\\(MIT\\)$`, 'm'));
  }
  assert.match(notices, /Permission is hereby granted, free of charge/);
  assert.doesNotMatch(notices, /^esbuild/m);
});
