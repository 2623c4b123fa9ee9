/** bailiwick.toml in the server: where it is found, what comes before it, when it is read again, and what is told of it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openSession, type Session, type SessionOptions, uriOf } from './session.ts';

const ZONE = '$ORIGIN example.com.\n$TTL 1h\n@ SOA ns1 host 1 2h 1h 2w 1h\n@ NS ns1\nns1 A 192.0.2.1\n';
const RULE = 'zone/ns-missing-aaaa';
const weighs = (severity: string): string => `[rules]\n"${RULE}" = "${severity}"\n`;
const severity = (session: Session, file = 'db.x'): number | undefined =>
  session.diagnostics.get(uriOf(file))?.find(({ code }) => code === RULE)?.severity;
const messages = (session: Session, uri: string): string[] =>
  (session.diagnostics.get(uri) ?? []).map(({ message, range }) => `${range.start.line}: ${message}`);
const changed = (session: Session, uri: string): Promise<void> =>
  session.notify('workspace/didChangeWatchedFiles', { changes: [{ uri, type: 2 }] });

function zoneBeside(toml: string, more: Partial<SessionOptions> = {}): Promise<Session> {
  return openSession({ files: { 'bailiwick.toml': toml, 'db.x': ZONE }, open: ['db.x'], ...more });
}

test('in the folder of the workspace; a client need not know settings', async () => {
  assert.equal(severity(await zoneBeside(weighs('hint'))), 4);
  assert.equal(severity(await zoneBeside(weighs('off'))), undefined);
});

test('what the client sets comes before it, setting by setting; what is as by default counts as not set', async () => {
  const toml = `${weighs('hint')}"zone/ns-single" = "off"\n[bind]\nversion = "9.18"\n`;
  const session = await zoneBeside(toml, { settings: { rules: { [RULE]: 'error' }, bind: { version: 'any' } } });
  assert.equal(severity(session), 1);
  const codes = session.diagnostics.get(uriOf('db.x'))?.map(({ code }) => code);
  assert.ok(!codes?.includes('zone/ns-single'));
  await session.notify('workspace/didChangeConfiguration', { settings: { bailiwick: {} } });
  assert.equal(severity(session), 4);
});

test('above the folder, and none in a workspace that nobody trusts', async () => {
  for (const [trusted, expected] of [
    [true, 4],
    [false, 2],
  ] as const) {
    const session = await openSession({ files: { 'db.x': ZONE }, open: ['db.x'], options: { trusted } });
    assert.equal(severity(session), 2);
    session.files['file:///bailiwick.toml'] = weighs('hint');
    await changed(session, 'file:///bailiwick.toml');
    assert.equal(severity(session), expected);
  }
});

test('above a file that is open, where the folders have none', async () => {
  const session = await openSession({
    files: { 'site/bailiwick.toml': weighs('hint'), 'site/zones/db.x': ZONE },
    open: ['site/zones/db.x'],
  });
  assert.equal(severity(session, 'site/zones/db.x'), 4);
});

test('read again when it changes, comes, goes, or is saved; an edit that is not saved sets nothing', async () => {
  const session = await zoneBeside(weighs('hint'));
  const uri = uriOf('bailiwick.toml');
  session.files[uri] = weighs('error');
  await changed(session, uri);
  assert.equal(severity(session), 1);
  delete session.files[uri];
  await session.notify('workspace/didChangeWatchedFiles', { changes: [{ uri, type: 3 }] });
  assert.equal(severity(session), 2);
  session.files[uri] = weighs('hint');
  await session.notify('workspace/didChangeWatchedFiles', { changes: [{ uri, type: 1 }] });
  assert.equal(severity(session), 4);
  await session.open('bailiwick.toml', 'toml');
  await session.replace('bailiwick.toml', '"hint"', '"error"');
  assert.equal(severity(session), 4);
  session.files[uri] = weighs('error');
  await session.notify('textDocument/didSave', { textDocument: { uri } });
  assert.equal(severity(session), 1);
});

test('what is wrong with it is told on its characters, and as it is edited', async () => {
  const session = await zoneBeside(`${weighs('hint')}"zone/lost-dto" = "off"\n[binds]\n`);
  const uri = uriOf('bailiwick.toml');
  assert.deepEqual(messages(session, uri), [
    '2: zone/lost-dto is not a rule. Did you mean zone/lost-dot?',
    '3: binds is not a setting. Did you mean bind?',
  ]);
  assert.equal(severity(session), 4);
  await session.open('bailiwick.toml', 'toml');
  await session.replace('bailiwick.toml', '[binds]', '[bind]');
  assert.equal(messages(session, uri).length, 1);
  await session.replace('bailiwick.toml', 'lost-dto', 'lost-dot');
  assert.deepEqual(messages(session, uri), []);
});

test('one that is open and does not hold says so', async () => {
  const session = await zoneBeside(weighs('hint'), {
    files: { 'bailiwick.toml': weighs('hint'), 'a/bailiwick.toml': weighs('off'), 'db.x': ZONE },
    open: ['db.x', 'a/bailiwick.toml'],
  });
  const told = messages(session, uriOf('a/bailiwick.toml'));
  assert.equal(told.length, 1);
  assert.match(told[0], /file:\/\/\/work\/bailiwick\.toml/);
  assert.equal(severity(session), 4);
});

test('origins by paths from it, and files that are left out', async () => {
  const records = '$TTL 1h\n@ SOA ns1 host 1 2h 1h 2w 1h\n@ NS ns1\nns1 A 192.0.2.1\nwww BOGUS x\n';
  const session = await openSession({
    files: {
      'bailiwick.toml': 'exclude = ["old"]\n[origins]\n"zones/*" = "example.com"\n',
      'zones/corp': records,
      'old/db.example.org': records,
    },
    open: ['zones/corp'],
  });
  const info = await session.request<{ origin: string }>('bailiwick/zoneInfo', { uri: uriOf('zones/corp') });
  assert.equal(info.origin, 'example.com.');
  assert.equal(session.diagnostics.get(uriOf('old/db.example.org')), undefined);
  await session.open('old/db.example.org', 'zone');
  assert.equal(session.diagnostics.get(uriOf('old/db.example.org')), undefined);
  session.files[uriOf('bailiwick.toml')] = '';
  await changed(session, uriOf('bailiwick.toml'));
  assert.ok(session.diagnostics.get(uriOf('old/db.example.org'))?.some(({ code }) => code === 'zone/unknown-type'));
});

/** Values of every type, none of which fits most settings. */
const ANYTHING: readonly unknown[] = [null, 7, 'x', true, [], [null, 7], {}, { a: null }, { a: { b: [] } }];
const NAMES = [
  ...['bind', 'bind.version', 'rules', 'limits', 'limits.nsCount', 'prefixes', 'origins', 'configurations', 'exclude'],
  ...['folders', 'folders.zones', 'inlayHints', 'inlayHints.names', 'codeLens', 'outline', 'ptr', 'ptr.networks'],
  ...['ptr.names', 'serial', 'serial.format', 'serial.external', 'serial.onSave', 'zone', 'zone.format', 'conf'],
  ...['conf.format', 'trace', 'trace.work', `rules.${RULE}`],
];

test('settings of wrong types are as if they were not there', async () => {
  const session = await openSession({ files: { 'db.x': ZONE, 'named.conf': '' }, open: ['db.x', 'named.conf'] });
  const send = (settings: unknown): Promise<void> =>
    session.notify('workspace/didChangeConfiguration', { settings: { bailiwick: settings } });
  for (const value of ANYTHING) {
    await send(value);
    for (const name of NAMES) {
      const [section, ...rest] = name.split('.');
      await send({ [section]: rest.length > 0 ? { [rest.join('.')]: value } : value });
      assert.equal(severity(session), 2, `${name} = ${JSON.stringify(value)}`);
    }
  }
  const edits = await session.request<unknown[]>('textDocument/formatting', {
    textDocument: { uri: uriOf('db.x') },
    options: { tabSize: 8, insertSpaces: false },
  });
  assert.ok(Array.isArray(edits));
  const failures = session.heard.filter(({ method }) => method === 'window/showMessage');
  assert.deepEqual(failures, []);
});
