/** What saving a zone does to its serial, by the setting, and what the committed text changes about it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TextEdit, WorkspaceEdit } from 'vscode-languageserver-types';
import { changed, edited, openSession, type Session, uriOf } from './session.ts';

const zone = (serial: number, hosts = '') => `$ORIGIN example.com.
$TTL 1h
@ SOA ns1 host ( ${serial} 2h 1h 2w 1h )
@ NS ns1
ns1 A 192.0.2.1
${hosts}`;
const BEFORE = zone(2026010101);

type OnSave = 'always' | 'ask' | 'off';
const open = (
  onSave: OnSave,
  files: Record<string, string> = { 'db.x': BEFORE },
  more: object = {},
): Promise<Session> => openSession({ files, open: ['db.x'], settings: { serial: { onSave } }, ...more });
const willSave = (session: Session, file = 'db.x') =>
  session.request<TextEdit[]>('textDocument/willSaveWaitUntil', { textDocument: { uri: uriOf(file) }, reason: 1 });
const didSave = (session: Session, file = 'db.x') =>
  session.notify('textDocument/didSave', { textDocument: { uri: uriOf(file) } });
const addHost = (session: Session) =>
  session.replace('db.x', 'ns1 A 192.0.2.1\n', 'ns1 A 192.0.2.1\nnew A 192.0.2.2\n');

test('always: a changed zone is saved with the next serial, and then again only after another change', async () => {
  const session = await open('always');
  assert.deepEqual(await willSave(session), []);
  await addHost(session);
  const edits = await willSave(session);
  const after = zone(2026012101, 'new A 192.0.2.2\n');
  assert.equal(edited(session.texts.get('db.x') ?? '', edits), after);
  await session.replace('db.x', '2026010101', '2026012101');
  await didSave(session);
  assert.deepEqual(await willSave(session), []);
  await session.replace('db.x', 'new A', 'newer A');
  assert.match(edited(after, await willSave(session)), /\( 2026012102 /);
});

test('always: a serial that was raised by hand stays', async () => {
  const session = await open('always');
  await addHost(session);
  await session.replace('db.x', '2026010101', '2026010102');
  assert.deepEqual(await willSave(session), []);
});

test('always: a serial that was lowered is raised above the one that was saved', async () => {
  const session = await open('always');
  await addHost(session);
  await session.replace('db.x', '2026010101', '2025010101');
  assert.match(edited(session.texts.get('db.x') ?? '', await willSave(session)), /\( 2026012101 /);
});

test('always: comments and spaces change nothing that a secondary has to hear of', async () => {
  const session = await open('always');
  await session.replace('db.x', 'ns1 A 192.0.2.1', '; the first\nns1\t\tIN  A  192.0.2.1');
  assert.deepEqual(await willSave(session), []);
});

test('always: a change in an included file does not edit the file of the SOA, which is not saved', async () => {
  const session = await open(
    'always',
    { 'db.x': `${BEFORE}$INCLUDE hosts\n`, hosts: 'a A 192.0.2.3\n' },
    { open: ['db.x', 'hosts'] },
  );
  await session.replace('hosts', '192.0.2.3', '192.0.2.4');
  assert.deepEqual(await willSave(session, 'hosts'), []);
  assert.match(edited(session.texts.get('db.x') ?? '', await willSave(session)), /\( 2026012101 /);
});

test('always: nothing for a configuration, and nothing for a file that is not there', async () => {
  const session = await open('always', { 'db.x': BEFORE, 'named.conf': 'options { recursion no; };\n' });
  assert.deepEqual(await willSave(session, 'named.conf'), []);
  assert.deepEqual(await willSave(session, 'nowhere'), []);
});

for (const onSave of ['off', 'ask'] as const) {
  test(`${onSave}: nothing is edited while a file is saved`, async () => {
    const session = await open(onSave);
    await addHost(session);
    assert.deepEqual(await willSave(session), []);
  });
}

const asked = (session: Session) => session.heard.filter(({ method }) => method === 'window/showMessageRequest');
const applied = (session: Session) =>
  session.heard
    .filter(({ method }) => method === 'workspace/applyEdit')
    .map(({ params }) => changed(session, (params as { edit: WorkspaceEdit }).edit)['db.x']);
const answering = (title: string | undefined) => ({
  capabilities: { workspace: { applyEdit: true } },
  answers: {
    'window/showMessageRequest': () => (title === undefined ? null : { title }),
    'workspace/applyEdit': () => ({ applied: true }),
  },
});

test('ask: who says yes gets the next serial', async () => {
  const session = await open('ask', undefined, answering('Raise the serial'));
  await addHost(session);
  await didSave(session);
  assert.equal(asked(session).length, 1);
  assert.equal(applied(session).length, 1);
  assert.match(applied(session)[0], /\( 2026012101 /);
});

test('ask: who says nothing is left alone', async () => {
  const session = await open('ask', undefined, answering(undefined));
  await addHost(session);
  await didSave(session);
  assert.equal(asked(session).length, 1);
  assert.deepEqual(applied(session), []);
});

test('ask: nobody is asked in an editor that makes no edits', async () => {
  const session = await open('ask', undefined, { ...answering('Raise the serial'), capabilities: {} });
  await addHost(session);
  await didSave(session);
  assert.deepEqual(asked(session), []);
});

test('ask: nobody is asked where nothing changed, or the setting is off', async () => {
  const unchanged = await open('ask', undefined, answering('Raise the serial'));
  await didSave(unchanged);
  assert.deepEqual(asked(unchanged), []);
  const off = await open('off', undefined, answering('Raise the serial'));
  await addHost(off);
  await didSave(off);
  assert.deepEqual(asked(off), []);
});

const NOT_RAISED = 'zone/serial-not-raised';
const has = (session: Session, rule: string) =>
  (session.diagnostics.get(uriOf('db.x')) ?? []).some(({ code }) => code === rule);

test('while typing: a serial that was not raised is told, until it is, or until the file is saved', async () => {
  const session = await open('off');
  assert.ok(!has(session, NOT_RAISED));
  await addHost(session);
  assert.ok(has(session, NOT_RAISED));
  await session.replace('db.x', '2026010101', '2026010102');
  assert.ok(!has(session, NOT_RAISED));
  await session.replace('db.x', '2026010102', '2026010101');
  assert.ok(has(session, NOT_RAISED));
  await didSave(session);
  assert.ok(!has(session, NOT_RAISED));
});

const committing = (text: string | null) => ({
  options: { committedText: true },
  answers: { 'bailiwick/committedText': () => text },
});

test('the committed zone is what servers have: saving does not settle it', async () => {
  const session = await open('always', { 'db.x': zone(2026010101, 'new A 192.0.2.2\n') }, committing(BEFORE));
  assert.ok(has(session, NOT_RAISED));
  await didSave(session);
  assert.ok(has(session, NOT_RAISED));
  assert.match(edited(session.texts.get('db.x') ?? '', await willSave(session)), /\( 2026012101 /);
});

test('the committed zone is compared by its records: the same ones in another order are no change', async () => {
  const committed = BEFORE.replace('@ NS ns1\nns1 A 192.0.2.1\n', 'ns1 A 192.0.2.1\n@ NS ns1\n');
  assert.ok(!has(await open('off', undefined, committing(committed)), NOT_RAISED));
});

test('a zone that was never committed, or is asked of an editor that does not know', async () => {
  assert.ok(!has(await open('off', { 'db.x': zone(2026010101, 'new A 192.0.2.2\n') }, committing(null)), NOT_RAISED));
  const unknowing = await open('off', undefined, { answers: { 'bailiwick/committedText': () => BEFORE } });
  assert.deepEqual(
    unknowing.heard.filter(({ method }) => method === 'bailiwick/committedText'),
    [],
  );
});

test('the committed text is asked for when a file is opened and when it was saved, and only then', async () => {
  const session = await open('off', undefined, committing(BEFORE));
  const times = () => session.heard.filter(({ method }) => method === 'bailiwick/committedText').length;
  assert.equal(times(), 1);
  await addHost(session);
  assert.equal(times(), 1);
  await didSave(session);
  assert.equal(times(), 2);
  await session.notify('textDocument/didClose', { textDocument: { uri: uriOf('db.x') } });
  assert.equal(times(), 2);
  await session.open('db.x');
  assert.equal(times(), 3);
});

/** Texts as they may have been committed: what is wrong with them is nobody's business. */
const BROKEN: Readonly<Record<string, string>> = {
  'a parenthesis that is not closed': BEFORE.replace(' 1h )', ' 1h'),
  'a parenthesis that closes nothing': BEFORE.replace('ns1 A', ') ns1 A'),
  'a quote that is not closed': `${BEFORE}text TXT "x\n`,
  'a type that is none': `${BEFORE}x BOGUS y\n`,
  'data that are none': `${BEFORE}x A 192.0.2.300\n`,
  'a directive that is none': `$BOGUS x\n${BEFORE}`,
  'octets of a program': '\0\u0001\u0002ELF',
  nothing: '',
};
for (const [what, committed] of Object.entries(BROKEN)) {
  test(`a committed text that has ${what} is read all the same`, async () => {
    const session = await open('off', undefined, committing(committed));
    assert.deepEqual(
      session.heard.filter(({ method }) => method === 'window/showMessage'),
      [],
    );
    // The zone itself is checked as ever.
    await session.replace('db.x', 'ns1 A 192.0.2.1', 'ns1 BOGUS 192.0.2.1');
    assert.ok(has(session, 'zone/unknown-type'));
  });
}
