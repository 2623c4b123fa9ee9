/** The built server with a zone that takes a while: what is asked meanwhile, what is taken back, and edits that do not wait. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { Client } from './client.ts';

const URI = 'file:///w/example.org.zone';
const REQUEST_CANCELLED = -32800;
const CONTENT_MODIFIED = -32801;
const TOP = '$TTL 3600\n@ SOA ns1 host 1 3600 900 1209600 300\n@ NS ns1\nns1 A 192.0.2.53\nns1 AAAA 2001:db8::53\n';
const LINES = 150_000;
const TEXT = `${TOP}${Array.from({ length: LINES }, (_, i) => `host${i} IN A 192.0.${i % 250}.1\n`).join('')}last A 192.0.2.300\n`;
const LAST_LINE = LINES + 5;
const FORMATTING = { tabSize: 8, insertSpaces: false };

const clients: Client[] = [];
after(() => {
  for (const client of clients) client.kill();
});

async function started(): Promise<Client> {
  const client = new Client();
  clients.push(client);
  await client.initialize(undefined);
  client.open(URI, 'zone', TEXT);
  return client;
}

const codeOf = (answer: Promise<unknown>): Promise<unknown> =>
  answer.then(
    () => 'answered',
    (error: Error) => error.cause,
  );

test('a hover right after opening is answered before the first diagnostics', async () => {
  const client = await started();
  const told = client.until(URI, (list) => list.length > 0).then(() => 'diagnostics');
  const hover = client.hover(URI, { line: LINES, character: 15 }).then((answer) => (answer ? 'hover' : 'nothing'));
  assert.equal(await Promise.race([told, hover]), 'hover');
  await client.until(URI, (list) => list.some(({ range }) => range.start.line === LAST_LINE));
  await client.stop();
});

test('requests that are taken back end, and those about a text that is edited meanwhile', async () => {
  const client = await started();
  for (const [method, params] of [
    ['textDocument/formatting', { options: FORMATTING }],
    ['textDocument/documentSymbol', {}],
    ['textDocument/foldingRange', {}],
    ['textDocument/references', { position: { line: LINES, character: 1 }, context: { includeDeclaration: true } }],
  ] as const) {
    const { answer, cancel } = client.begin(method, { textDocument: { uri: URI }, ...params });
    cancel();
    assert.equal(await codeOf(answer), REQUEST_CANCELLED, method);
  }
  const formatting = client.begin('textDocument/formatting', { textDocument: { uri: URI }, options: FORMATTING });
  const start = { line: LAST_LINE, character: 0 };
  client.change(URI, { start, end: start }, 'worse A 192.0.2.301\n');
  assert.equal(await codeOf(formatting.answer), CONTENT_MODIFIED);
  await client.until(URI, (list) => list.some(({ range }) => range.start.line === LAST_LINE + 1));
  await client.stop();
});
