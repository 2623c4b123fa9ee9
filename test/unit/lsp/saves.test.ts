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

/** A client with a repository whose commit has these texts. */
const repository = (committed: Record<string, string>) => ({
  options: { committedText: true },
  answers: {
    'bailiwick/committedText': ({ uri }: { uri: string }) => committed[uri.slice(uri.lastIndexOf('/') + 1)] ?? null,
  },
});
const tellRepository = (session: Session, head: string, ...changedFiles: readonly string[]) =>
  session.notify('bailiwick/repositories', {
    repositories: [{ root: uriOf('').replace(/\/$/, ''), head, changed: changedFiles.map(uriOf) }],
  });
const writeFile = async (session: Session, file: string, text: string): Promise<void> => {
  session.files[uriOf(file)] = text;
  session.texts.set(file, text);
  await session.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: uriOf(file), type: 2 }] });
};
const CONF = 'zone "example.com" { type primary; file "db.x"; };\n';
const CHANGED = zone(2026010101, 'new A 192.0.2.2\n');

test('closed files are compared with the commit, right after the start and whatever the watcher does', async () => {
  const committed = { 'db.x': BEFORE };
  const session = await openSession({ files: { 'named.conf': CONF, 'db.x': CHANGED }, ...repository(committed) });
  assert.ok(!has(session, NOT_RAISED), 'nothing is known of a repository yet');
  await tellRepository(session, 'a', 'db.x');
  assert.ok(has(session, NOT_RAISED));
  committed['db.x'] = CHANGED;
  await tellRepository(session, 'b');
  assert.ok(!has(session, NOT_RAISED), 'committed');
  await writeFile(session, 'db.x', zone(2026010101, 'newer A 192.0.2.2\n'));
  await tellRepository(session, 'b', 'db.x');
  assert.ok(has(session, NOT_RAISED), 'changed again');
  await writeFile(session, 'db.x', zone(2026010102, 'newer A 192.0.2.2\n'));
  assert.ok(!has(session, NOT_RAISED), 'raised');
});

for (const order of ['the repository first', 'the watcher first'] as const) {
  test(`a checkout of an older zone is no step back (${order})`, async () => {
    const committed = { 'db.x': CHANGED.replace('2026010101', '2026010109') };
    const session = await openSession({
      files: { 'named.conf': CONF, 'db.x': committed['db.x'] },
      ...repository(committed),
    });
    await tellRepository(session, 'a');
    committed['db.x'] = BEFORE;
    if (order === 'the repository first') await tellRepository(session, 'b');
    await writeFile(session, 'db.x', BEFORE);
    if (order === 'the watcher first') await tellRepository(session, 'b');
    assert.ok(!has(session, 'zone/serial-went-backwards'));
    assert.ok(!has(session, NOT_RAISED));
  });
}

test('an open file is compared with the commit again after a commit', async () => {
  const committed = { 'db.x': BEFORE };
  const session = await open('off', { 'db.x': CHANGED }, repository(committed));
  await tellRepository(session, 'a', 'db.x');
  assert.ok(has(session, NOT_RAISED));
  committed['db.x'] = CHANGED;
  await tellRepository(session, 'b');
  assert.ok(!has(session, NOT_RAISED));
  const times = () => session.heard.filter(({ method }) => method === 'bailiwick/committedText').length;
  const before = times();
  await tellRepository(session, 'b', 'other');
  assert.equal(times(), before, 'the same commit has the same text');
});

test('a repository that is found late is asked then', async () => {
  const committed: Record<string, string> = {};
  const session = await open('off', { 'db.x': CHANGED }, repository(committed));
  assert.ok(!has(session, NOT_RAISED));
  committed['db.x'] = BEFORE;
  await tellRepository(session, 'a', 'db.x');
  assert.ok(has(session, NOT_RAISED));
});

test('a change in an included file is one of the zone', async () => {
  const committed = { 'db.x': `${BEFORE}$INCLUDE hosts\n`, hosts: 'a A 192.0.2.3\n' };
  const session = await openSession({
    files: { 'named.conf': CONF, ...committed, hosts: 'a A 192.0.2.4\n' },
    ...repository(committed),
  });
  await tellRepository(session, 'a', 'hosts');
  assert.ok(has(session, NOT_RAISED));
  await writeFile(session, 'hosts', committed.hosts);
  await tellRepository(session, 'a');
  assert.ok(!has(session, NOT_RAISED));
});

for (const [what, files, settings] of [
  ['a setting', { 'db.x': BEFORE }, { serial: { onSave: 'always', external: ['db.*'] } }],
  ['a comment', { 'db.x': `; bailiwick: external-serial\n${BEFORE}` }, { serial: { onSave: 'always' } }],
] as const) {
  test(`a zone whose serial a program sets, by ${what}, is left alone`, async () => {
    const session = await openSession({ files, open: ['db.x'], settings, ...committing(BEFORE) });
    await addHost(session);
    assert.ok(!has(session, NOT_RAISED));
    assert.deepEqual(await willSave(session), []);
    await session.replace('db.x', '2026010101', '2024123201');
    assert.ok(!has(session, 'zone/serial-went-backwards') && !has(session, 'zone/soa-serial-date'));
    assert.deepEqual(await willSave(session), []);
    assert.notEqual(await session.request('bailiwick/raiseSerial', { uri: uriOf('db.x') }), null, 'who asks gets it');
  });
}

test('a comment that comes and goes decides who sets the serial', async () => {
  const session = await open('off', { 'db.x': zone(2024123201) });
  assert.ok(has(session, 'zone/soa-serial-date'));
  await session.replace('db.x', '$ORIGIN', ';Bailiwick: external-serial\n$ORIGIN');
  assert.ok(!has(session, 'zone/soa-serial-date'));
  await session.replace('db.x', ';Bailiwick: external-serial\n', '');
  assert.ok(has(session, 'zone/soa-serial-date'));
});

test('ask: the question names the zone, and what is raised is saved where the client can do that', async () => {
  const saved: WorkspaceEdit[] = [];
  const { answers, capabilities } = answering('Raise the serial');
  const session = await open('ask', undefined, {
    capabilities,
    options: { saves: true },
    answers: {
      ...answers,
      'bailiwick/editAndSave': ({ edit }: { edit: WorkspaceEdit }) => {
        saved.push(edit);
        return true;
      },
    },
  });
  await addHost(session);
  await didSave(session);
  assert.match(JSON.stringify(asked(session)[0].params), /The records of example\.com\. changed/);
  assert.deepEqual(applied(session), []);
  assert.match(changed(session, saved[0])['db.x'], /\( 2026012101 /);
});

test('ask: what was edited before the answer came stays in its place, and a serial that was raised by hand is left', async () => {
  for (const [old, text, raised] of [
    ['$TTL 1h', '; a line more\n$TTL 1h', true],
    ['2026010101', '2026010102', false],
  ] as const) {
    let answer: (given: unknown) => void = () => undefined;
    const session = await open('ask', undefined, {
      ...answering('Raise the serial'),
      answers: {
        'window/showMessageRequest': () => new Promise((resolve) => (answer = resolve)),
        'workspace/applyEdit': () => ({ applied: true }),
      },
    });
    await addHost(session);
    await didSave(session);
    await session.replace('db.x', old, text);
    answer({ title: 'Raise the serial' });
    await session.settled();
    assert.deepEqual(
      applied(session).map((each) => /\( 2026012101 /.test(each)),
      raised ? [true] : [],
    );
  }
});
