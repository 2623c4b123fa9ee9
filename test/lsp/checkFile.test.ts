/** Files checked from disk by the built server: in a thread of their own, so that the server goes on answering. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { Diagnostic } from 'vscode-languageserver-types';
import { CHECK_FILE, type CheckedFile } from '../../server/src/lsp/protocol.ts';
import { Client } from './client.ts';

const HEAD = '$TTL 1h\n@ SOA ns1 host 1 2h 1h 2w 1h\n@ NS ns1\nns1 A 192.0.2.1\nns1 AAAA 2001:db8::1\n';
const CONFIGURATION = 'options { nosuch yes; };\nzone "example.net" { type primary; file "data"; };\n';
const RECORDS = 200_000;
const BAD_LINE = 150_000;

interface Progress {
  readonly kind: 'begin' | 'report' | 'end';
  readonly message?: string;
}

let folder = '';
let big = '';

before(() => {
  const path = mkdtempSync(join(tmpdir(), 'bailiwick-check-'));
  folder = pathToFileURL(path).href;
  big = `${folder}/data`;
  const lines = Array.from({ length: RECORDS }, (_, i) => `host${i} AAAA 2001:db8::${(i % 65536).toString(16)}\n`);
  lines[BAD_LINE] = 'www A 192.0.2.300\n';
  writeFileSync(join(path, 'data'), HEAD + lines.join(''));
  writeFileSync(join(path, 'etc.conf'), CONFIGURATION);
  writeFileSync(join(path, 'too-large.zone'), HEAD);
  // A file with a hole: its octets are not on the disk.
  truncateSync(join(path, 'too-large.zone'), 600 * 1024 * 1024);
});

after(() => rmSync(new URL(folder), { recursive: true, force: true }));

/** A client without a folder, which keeps what the server says of its progress. */
async function started(initializationOptions = {}): Promise<{ client: Client; progress: Map<unknown, Progress[]> }> {
  const client = new Client();
  await client.initialize(undefined, initializationOptions);
  const progress = new Map<unknown, Progress[]>();
  client.onNotification = (method, params) => {
    if (method !== '$/progress') return;
    const { token, value } = params as { token: unknown; value: Progress };
    progress.set(token, [...(progress.get(token) ?? []), value]);
  };
  return { client, progress };
}

/** Settles when the server reports this stage. */
function stage(client: Client, message: RegExp): Promise<void> {
  const { onNotification } = client;
  return new Promise((resolve) => {
    client.onNotification = (method, params) => {
      onNotification(method, params);
      const { value } = params as { value?: Progress };
      if (method === '$/progress' && message.test(value?.message ?? '')) resolve();
    };
  });
}

test('problems, counts and progress; a hover is answered meanwhile', async () => {
  const { client, progress } = await started();
  const other = 'untitled:db.example.com';
  client.open(other, 'zone', HEAD);
  let finished = false;
  const checking = stage(client, /^200,006 lines$/);
  const answer = client.request<CheckedFile>(CHECK_FILE, { uri: big, workDoneToken: 'here' }).then((result) => {
    finished = true;
    return result;
  });
  await checking;
  assert.notEqual(await client.hover(other, { line: 1, character: 3 }), null);
  assert.equal(finished, false, 'the hover waited for the check');
  const { files, counts, records } = await answer;
  assert.equal(records, RECORDS + 4);
  assert.equal(counts.error, 1);
  const [error] = (files[0].diagnostics as Diagnostic[]).filter(({ severity }) => severity === 1);
  const line = BAD_LINE + 5;
  assert.equal(error.code, 'zone/bad-rdata');
  assert.deepEqual(error.range, { start: { line, character: 6 }, end: { line, character: 17 } });
  const said = progress.get('here') ?? [];
  assert.deepEqual([said[0].kind, said.at(-1)?.kind], ['begin', 'end']);
  assert.match(said[1].message ?? '', /^reading, 0 %$/);
  assert.equal(await client.stop(), 0);
});

test('the configuration that is open says which zone it is', async () => {
  const { client } = await started();
  const configuration = `${folder}/etc.conf`;
  client.open(configuration, 'named-conf', CONFIGURATION);
  await client.until(configuration, (list) => list.some(({ code }) => code === 'conf/unknown-statement'));
  const { origin } = await client.request<CheckedFile>(CHECK_FILE, { uri: big });
  assert.equal(origin, 'example.net.');
  assert.equal(await client.stop(), 0);
});

test('a check is cancelled, and another one runs after it', async () => {
  const { client, progress } = await started();
  const checking = stage(client, /lines$/);
  const { answer, cancel } = client.begin<CheckedFile>(CHECK_FILE, { uri: big, workDoneToken: 1 });
  await checking;
  cancel();
  await assert.rejects(answer, /cancelled/);
  assert.equal(progress.get(1)?.at(-1)?.kind, 'end');
  const again = await client.request<CheckedFile>(CHECK_FILE, { uri: big });
  assert.equal(again.counts.error, 1);
  assert.equal(await client.stop(), 0);
});

const REFUSED: Readonly<
  Record<string, { readonly uri: () => string; readonly trusted?: boolean; readonly says: RegExp }>
> = {
  'a file that is not there': { uri: () => `${folder}/nothing.zone`, says: /not there/ },
  'a folder': { uri: () => folder, says: /not a file/ },
  'a file above what a string can hold': {
    uri: () => `${folder}/too-large.zone`,
    says: /has 600 MB, and no file above 500 MB is read/,
  },
  'a file that only the editor has': { uri: () => 'untitled:db.example.com', says: /on disk/ },
  'a file outside of a workspace that is not trusted': { uri: () => big, trusted: false, says: /not trusted/ },
};
for (const [name, { uri, trusted = true, says }] of Object.entries(REFUSED)) {
  test(`refused with its reason: ${name}`, async () => {
    const { client } = await started({ trusted });
    await assert.rejects(client.request(CHECK_FILE, { uri: uri() }), says);
    assert.equal(await client.stop(), 0);
  });
}
