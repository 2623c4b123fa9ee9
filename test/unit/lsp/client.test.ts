/** What a client makes of the server's own requests: it lacks them, refuses them, or never answers. Nothing of that is the server's end. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openSession, type Session, type SessionOptions, uriOf } from './session.ts';

const zone = (serial: number, hosts = '') => `$ORIGIN example.com.
$TTL 1h
@ SOA ns1 host ( ${serial} 2h 1h 2w 1h )
@ NS ns1
ns1 A 192.0.2.1
ns1 AAAA 2001:db8::1
${hosts}`;

/** Everything that a client may say that it can do. */
const CAPABILITIES = {
  workspace: {
    configuration: true,
    applyEdit: true,
    workspaceFolders: true,
    didChangeConfiguration: { dynamicRegistration: true },
    inlayHint: { refreshSupport: true },
    codeLens: { refreshSupport: true },
  },
};
const REQUESTS = [
  'client/registerCapability',
  'workspace/configuration',
  'workspace/inlayHint/refresh',
  'workspace/codeLens/refresh',
  'window/showMessageRequest',
  'workspace/applyEdit',
  'bailiwick/committedText',
  'bailiwick/readFile',
  'bailiwick/fileKind',
  'bailiwick/listFolder',
];

const codes = (session: Session, file: string): unknown[] =>
  (session.diagnostics.get(uriOf(file)) ?? []).map(({ code }) => code);
const requested = (session: Session): string[] => [
  ...new Set(session.heard.map(({ method }) => method).filter((method) => REQUESTS.includes(method))),
];

/** A session in which everything happens for which the server asks its client. */
async function wholeSession(answer: (params: never) => unknown, more: Partial<SessionOptions> = {}): Promise<Session> {
  const session = await openSession({
    files: { 'db.x': `${zone(1)}$INCLUDE hosts\n` },
    open: ['db.x'],
    capabilities: CAPABILITIES,
    options: { files: true, committedText: true },
    settings: { serial: { onSave: 'ask' } },
    answers: Object.fromEntries(REQUESTS.map((method) => [method, answer])),
    clientReads: true,
    ...more,
  });
  await session.timePasses();
  await session.notify('workspace/didChangeConfiguration', { settings: null });
  await session.notify('bailiwick/trusted', {});
  await session.replace('db.x', 'ns1 A 192.0.2.1\n', 'ns1 A 192.0.2.1\nnew A 192.0.2.2\n');
  await session.notify('textDocument/didSave', { textDocument: { uri: uriOf('db.x') } });
  await session.timePasses();
  return session;
}

/** The server still takes edits and says what it finds. */
async function goesOn(session: Session): Promise<void> {
  await session.replace('db.x', 'new A', 'new BOGUS');
  await session.timePasses();
  assert.ok(codes(session, 'db.x').includes('zone/unknown-type'));
  await session.replace('db.x', 'new BOGUS', 'new A');
  await session.timePasses();
  assert.ok(!codes(session, 'db.x').includes('zone/unknown-type'));
}

test('a client that answers every request with an error', async () => {
  const session = await wholeSession(() => {
    throw new Error('no');
  });
  // An edit is asked for only where the user wants it.
  assert.deepEqual(requested(session).sort(), REQUESTS.filter((method) => method !== 'workspace/applyEdit').sort());
  await goesOn(session);
  const shown = session.heard.filter(({ method }) => method === 'window/showMessage');
  assert.deepEqual(shown, []);
  const log = session.heard.filter(({ method }) => method === 'window/logMessage');
  const refusals = log.map(({ params }) => (params as { message: string }).message);
  assert.equal(refusals.filter((text) => text.includes('bailiwick/readFile')).length, 1);
});

test('a client that refuses the edit that its user wants', async () => {
  const session = await openSession({
    files: { 'db.x': zone(1) },
    open: ['db.x'],
    capabilities: CAPABILITIES,
    settings: { serial: { onSave: 'ask' } },
    answers: {
      'window/showMessageRequest': () => ({ title: 'Raise the serial' }),
      'workspace/configuration': () => [{ serial: { onSave: 'ask' } }],
      'workspace/applyEdit': () => {
        throw new Error('no');
      },
    },
  });
  await session.replace('db.x', 'ns1 A 192.0.2.1\n', 'ns1 A 192.0.2.1\nnew A 192.0.2.2\n');
  await session.notify('textDocument/didSave', { textDocument: { uri: uriOf('db.x') } });
  assert.ok(requested(session).includes('workspace/applyEdit'));
  await goesOn(session);
});

test('a client that never answers: files are not waited for long, and the rest not at all', async () => {
  const session = await wholeSession(() => new Promise(() => undefined));
  await goesOn(session);
});

test('a client that answers with anything', async () => {
  for (const answer of [0, 'x', true, [], {}, [[]], { title: 7 }]) await goesOn(await wholeSession(() => answer));
});

test('a client that can do nothing is asked nothing', async () => {
  const session = await wholeSession(() => assert.fail('asked'), { capabilities: {}, options: {} });
  assert.deepEqual(requested(session), []);
  await goesOn(session);
});

test('files of a client: what hangs is out of reach, and read once the client answers again', async () => {
  const answered: ((octets: string | null) => void)[] = [];
  const session = await openSession({
    files: { 'db.x': `${zone(1)}$INCLUDE hosts\n` },
    open: ['db.x'],
    options: { files: true },
    clientReads: true,
    answers: {
      'bailiwick/readFile': ({ uri }: { uri: string }) =>
        uri.endsWith('/bailiwick.toml') ? null : new Promise((resolve) => answered.push(resolve)),
      'bailiwick/fileKind': () => 'file',
      'bailiwick/listFolder': () => [],
    },
  });
  await session.timePasses();
  assert.equal(answered.length, 1);
  answered[0](null);
  await session.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: uriOf('hosts'), type: 1 }] });
  assert.equal(answered.length, 2);
  answered[1](btoa('bad BOGUS x\n'));
  await session.settled();
  assert.ok(codes(session, 'hosts').includes('zone/unknown-type'));
});

test('a folder that the client names without folders of a workspace', async () => {
  const session = await openSession({
    files: { 'named.conf': 'zone "example.com" { type primary; file "db.x"; };\n', 'db.x': 'www BOGUS x\n' },
    noFolders: true,
  });
  assert.ok(codes(session, 'db.x').includes('zone/unknown-type'));
});
