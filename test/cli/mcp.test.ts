/** `bailiwick mcp`, called by the client of the protocol's own SDK. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { ROOT } from '../../scripts/lib/paths.ts';
import { CLI, folderWith } from './harness.ts';

/** Imported by its name in a variable: what has no types here needs none. */
const SDK = '@modelcontextprotocol/sdk/client/';
const skip = existsSync(join(ROOT, 'node_modules', SDK, '../package.json')) ? false : 'no MCP SDK: npm ci';

const ZONE =
  '$TTL 1h\n@ SOA ns1 host 1 2h 1h 2w 1h\n@ NS ns1\n@ NS ns2\nns1 A 192.0.2.1\nns1 AAAA 2001:db8::1\nns2 A 198.51.100.1\nns2 AAAA 2001:db8:1::1\nwww A 192.0.2.80\nweb CNAME www\n';
const REVERSE =
  '$TTL 1h\n@ SOA ns1.example.com. host.example.com. 1 2h 1h 2w 1h\n@ NS ns1.example.com.\n@ NS ns2.example.com.\n1 PTR ns1.example.com.\n';
const CONF =
  'options { directory "."; allow-transfer { 192.0.2.2; }; };\nkey "k" { algorithm hmac-sha256; secret "c2VjcmV0IHNlY3JldCBzZWNyZXQ="; };\nzone "example.com" { type primary; file "zones/db.example.com"; };\nzone "2.0.192.in-addr.arpa" { type primary; file "zones/db.192.0.2"; allow-transfer { none; }; };\n';

interface Result {
  readonly isError?: boolean;
  readonly content: readonly { readonly text: string }[];
}
interface SdkClient {
  connect(transport: unknown): Promise<void>;
  listTools(): Promise<{ tools: { name: string; annotations?: { readOnlyHint?: boolean } }[] }>;
  callTool(call: { name: string; arguments: object }): Promise<Result>;
  setRequestHandler(schema: unknown, handler: () => unknown): void;
  getServerVersion(): { name: string } | undefined;
  close(): Promise<void>;
}

const clients: SdkClient[] = [];
after(async () => {
  for (const client of clients) await client.close();
});

function site(): string {
  return folderWith({ 'named.conf': CONF, 'zones/db.example.com': ZONE, 'zones/db.192.0.2': REVERSE });
}

async function connected(cwd: string, capabilities: object = {}): Promise<SdkClient> {
  const { Client } = await import(`${SDK}index.js`);
  const { StdioClientTransport } = await import(`${SDK}stdio.js`);
  const client: SdkClient = new Client({ name: 'test', version: '1' }, { capabilities });
  clients.push(client);
  await client.connect(new StdioClientTransport({ command: process.execPath, args: [CLI, 'mcp'], cwd }));
  return client;
}

async function said(client: SdkClient, name: string, given: object): Promise<string> {
  const { content, isError } = await client.callTool({ name, arguments: given });
  assert.ok(!isError, content[0].text);
  return content[0].text;
}

test('six tools, which read', { skip }, async () => {
  const client = await connected(site());
  assert.equal(client.getServerVersion()?.name, 'bailiwick');
  const { tools } = await client.listTools();
  assert.deepEqual(
    tools.map(({ name }) => name),
    ['check', 'name', 'value', 'rule', 'plan', 'query'],
  );
  for (const { annotations } of tools) assert.equal(annotations?.readOnlyHint, true);
});

test('check: a proposed edit is rejected before it is written, and a good one is not', { skip }, async () => {
  const cwd = site();
  const client = await connected(cwd);
  const path = 'zones/db.example.com';
  const bad = await said(client, 'check', { paths: ['.'], proposed: { [path]: `${ZONE}www CNAME web\n` } });
  assert.match(bad, /^Do not write this: it brings \d+ errors? that the files do not have now\./);
  assert.match(bad, /zones\/db\.example\.com:\d+:\d+: error: .*\[zone\/cname-and-other-data\]/);
  assert.equal(readFileSync(join(cwd, path), 'utf8'), ZONE);
  const good = await said(client, 'check', { proposed: { [path]: ZONE.replace(' 1 2h', ' 2 2h') } });
  assert.match(good, /^This brings no problem\./);
  const fresh = await said(client, 'check', { proposed: { 'zones/db.example.net': `${ZONE}x BOGUS y\n` } });
  // What is wrong with a file already is not new, whatever else is asked about.
  writeFileSync(join(cwd, path), `${ZONE}x BOGUS y\n`);
  const known = await said(client, 'check', {
    paths: ['zones/db.192.0.2'],
    proposed: { [path]: `${ZONE}x BOGUS y\nz A 192.0.2.9\n` },
  });
  assert.doesNotMatch(known, /Do not write/);
  assert.match(fresh, /Do not write this[\s\S]*zones\/db\.example\.net:\d+:\d+: error/);
});

test('name, value, rule', { skip }, async () => {
  const client = await connected(site());
  const name = await said(client, 'name', { name: 'www.example.com' });
  assert.match(name, /www\.example\.com\. is in the zone example\.com\. \(zones\/db\.example\.com\)/);
  assert.match(name, /zones\/db\.example\.com:9: \[A\] www A 192\.0\.2\.80/);
  assert.match(name, /point to[\s\S]*zones\/db\.example\.com:10: \[CNAME\] web CNAME www/);
  const value = await said(client, 'value', { option: 'allow-transfer', zone: 'example.com' });
  assert.match(value, /in force: \{ 192\.0\.2\.2; \} \(from options, named\.conf:1\)/);
  assert.match(
    await said(client, 'value', { option: 'allow-transfer', zone: '2.0.192.in-addr.arpa' }),
    /in force: \{ none; \} \(from zone, named\.conf:4\)\n {2}covered: \{ 192\.0\.2\.2; \}/,
  );
  assert.match(await said(client, 'rule', { rule: 'zone/lost-dot' }), /^zone\/lost-dot: /);
});

test('plan: diffs, and nothing is written', { skip }, async () => {
  const cwd = site();
  const client = await connected(cwd);
  const before = ['zones/db.example.com', 'zones/db.192.0.2', 'named.conf'].map((file) =>
    readFileSync(join(cwd, file), 'utf8'),
  );
  assert.match(await said(client, 'plan', { kind: 'create-ptr' }), /^\+80\s+(?:IN\s+)?PTR\s+www\.example\.com\.$/m);
  const moved = await said(client, 'plan', {
    kind: 'renumber',
    from: '192.0.2.0/24',
    to: '203.0.113.0/24',
    mode: 'replace',
  });
  assert.match(moved, /^\+www A 203\.0\.113\.80$/m);
  assert.match(
    await said(client, 'plan', { kind: 'format', paths: ['zones/db.example.com'] }),
    /^\+www\tA\t192\.0\.2\.80$/m,
  );
  const migrated = await said(client, 'plan', { kind: 'migrate', to: '9.21', paths: ['named.conf'] });
  for (const text of [moved, migrated]) assert.doesNotMatch(text, /c2VjcmV0/);
  const after = ['zones/db.example.com', 'zones/db.192.0.2', 'named.conf'].map((file) =>
    readFileSync(join(cwd, file), 'utf8'),
  );
  assert.deepEqual(after, before);
});

test('query: nobody to ask, refused, and asked each time', { skip }, async () => {
  const words = { words: '@127.0.0.1 -p 1 example.com +time=1 +tries=1' };
  const alone = await connected(site());
  const refused = await alone.callTool({ name: 'query', arguments: words });
  assert.ok(refused.isError);
  assert.match(refused.content[0].text, /nobody can be asked/);
  const { ElicitRequestSchema } = await import(`${SDK.replace('client/', 'types.js')}`);
  const client = await connected(site(), { elicitation: {} });
  let asked = 0;
  let answer: object = { action: 'decline' };
  client.setRequestHandler(ElicitRequestSchema, () => {
    asked++;
    return answer;
  });
  const declined = await client.callTool({ name: 'query', arguments: words });
  assert.match(declined.content[0].text, /does not want this/);
  answer = { action: 'accept', content: { send: true } };
  const sent = await client.callTool({ name: 'query', arguments: words });
  assert.ok(!sent.isError, sent.content[0].text);
  assert.equal(asked, 2);
  for (const key of ['-k named.conf', '-4k named.conf', "'-k' named.conf", '+tls +tls-ca=named.conf']) {
    const { isError } = await client.callTool({ name: 'query', arguments: { words: `@127.0.0.1 ${key} example.com` } });
    assert.ok(isError, key);
  }
  // Nobody was asked about what is not sent.
  assert.equal(asked, 2);
});

test('what is wrong is said, and no path leaves the folder', { skip }, async () => {
  const cwd = site();
  symlinkSync('/etc', join(cwd, 'out'));
  const client = await connected(cwd);
  for (const [name, given] of [
    ['check', { paths: ['../x'] }],
    ['check', { paths: ['/etc/passwd'] }],
    ['check', { paths: ['out/passwd'] }],
    ['check', { paths: 7 }],
    ['check', { proposed: { '../x': '' } }],
    ['name', {}],
    ['name', { name: 'a..b' }],
    ['value', { option: 'allow-transfer', zone: 'nowhere.example' }],
    ['rule', { rule: 'zone/none' }],
    ['plan', { kind: 'destroy' }],
    ['plan', { kind: 'renumber', from: 'x', to: 'y' }],
    ['nothing', {}],
  ] as const) {
    const { isError, content } = await client.callTool({ name, arguments: given });
    assert.ok(isError, `${name} ${JSON.stringify(given)}: ${content[0].text}`);
  }
});

test('lines that are no messages end nothing', async () => {
  const child = spawn(process.execPath, [CLI, 'mcp'], { cwd: site() });
  let out = '';
  child.stdout.on('data', (part) => (out += part));
  child.stdin.end(
    'no json\n7\n{}\n{"jsonrpc":"2.0","id":1,"method":"nothing"}\n{"jsonrpc":"2.0","id":2,"method":"ping"}\n',
  );
  assert.equal(await new Promise((resolve) => child.on('exit', resolve)), 0);
  const answers = out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  assert.deepEqual(
    answers.map(({ id, error }) => [id, error?.code]),
    [
      [null, -32700],
      [null, -32600],
      [1, -32601],
      [2, undefined],
    ],
  );
});
