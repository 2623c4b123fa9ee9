/** Errors that nobody expects in the work on one file: others go on, and the file is tried again. */
import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import type { Connection } from 'vscode-languageserver';
import { Diagnostics } from '../../../server/src/lsp/diagnostics.ts';
import { CONF_RULES } from '../../../server/src/rules/conf/index.ts';
import { ZONE_RULES } from '../../../server/src/rules/zone/index.ts';
import type { ZoneRule } from '../../../server/src/rules/zone/zoneRule.ts';
import { fakeSession } from './fakeConnection.ts';
import { openSession, type Session, uriOf } from './session.ts';

const zone = (name: string, hosts = '') => `$ORIGIN ${name}.
$TTL 1h
@ SOA ns1 host 1 2h 1h 2w 1h
@ NS ns1
ns1 A 192.0.2.1
ns1 AAAA 2001:db8::1
${hosts}`;

const codes = (session: Session, file: string): unknown[] =>
  (session.diagnostics.get(uriOf(file)) ?? []).map(({ code }) => code);
const shown = (session: Session): string[] =>
  session.heard
    .filter(({ method }) => method === 'window/showMessage')
    .map(({ params }) => (params as { message: string }).message);

const restore: (() => void)[] = [];
afterEach(() => {
  for (const undo of restore.splice(0)) undo();
});

type WithCheck = { checkZone: NonNullable<ZoneRule['checkZone']> };

/** Has a rule fail while `fails` says so of the origin of the zone that it looks at. */
function breakZoneRule(fails: (origin: string) => boolean): void {
  const rule = ZONE_RULES.find(({ checkZone, applies }) => checkZone && !applies) as ZoneRule & WithCheck;
  const { checkZone } = rule;
  rule.checkZone = (context, report) => {
    if (fails(context.names.text(context.apex))) throw new Error('broken');
    checkZone(context, report);
  };
  restore.push(() => {
    rule.checkZone = checkZone;
  });
}

test('a zone whose check fails keeps no other from being checked, and is tried again when it is edited', async () => {
  let isBroken = true;
  breakZoneRule((origin) => isBroken && origin === 'broken.test.');
  const session = await openSession({
    files: { 'db.a': zone('broken.test', '$0'), 'db.b': zone('whole.test', 'x BOGUS y\n') },
    open: ['db.a', 'db.b'],
  });
  assert.ok(codes(session, 'db.b').includes('zone/unknown-type'));
  assert.deepEqual(shown(session), ['Bailiwick: Checking db.a failed. The log has the cause.']);
  // The others go on, again and again.
  await session.replace('db.b', 'x BOGUS y\n', '');
  assert.ok(!codes(session, 'db.b').includes('zone/unknown-type'));
  isBroken = false;
  await session.replace('db.a', 'ns1 A ', 'bad BOGUS x\nns1 A ');
  assert.ok(codes(session, 'db.a').includes('zone/unknown-type'));
  assert.equal(shown(session).length, 1);
});

test('a zone whose check fails after an edit is made from scratch', async () => {
  let failures = 0;
  breakZoneRule(() => failures-- > 0);
  const session = await openSession({ files: { 'db.a': `$0${zone('example.com')}` } });
  failures = 1;
  await session.replace('db.a', 'ns1 A ', 'bad BOGUS x\nns1 A ');
  assert.ok(codes(session, 'db.a').includes('zone/unknown-type'));
  failures = 1;
  await session.replace('db.a', 'bad BOGUS x\n', '');
  assert.ok(!codes(session, 'db.a').includes('zone/unknown-type'));
});

test('a configuration whose check fails keeps no zone from being checked', async () => {
  const [rule] = CONF_RULES as unknown as { check: (...given: unknown[]) => void }[];
  const { check } = rule;
  rule.check = () => {
    throw new Error('broken');
  };
  restore.push(() => {
    rule.check = check;
  });
  const conf = 'zone "example.com" { type primary; file "db.a"; };\n';
  const session = await openSession({
    files: { 'named.conf': `$0${conf}`, 'db.a': zone('example.com', 'x BOGUS y\n') },
  });
  assert.ok(codes(session, 'db.a').includes('zone/unknown-type'));
  rule.check = check;
  await session.replace('named.conf', conf, 'options { dnssec-enable yes; };\n');
  assert.ok(codes(session, 'named.conf').includes('conf/removed-statement'));
});

test('diagnostics that could not be sent are sent again; those of other files are sent all the same', async () => {
  const later: (() => void)[] = [];
  const sent: string[] = [];
  let isDown = true;
  const connection = {
    sendDiagnostics: ({ uri }: { uri: string }) => {
      if (isDown && uri.endsWith('a')) return Promise.reject(new Error('down'));
      sent.push(uri);
      return Promise.resolve();
    },
  } as unknown as Connection;
  const { session } = fakeSession();
  const { workspace, failures } = session;
  const runtime = {
    after: (_milliseconds: number, run: () => void) => {
      later.push(run);
      return () => undefined;
    },
  };
  const diagnostics = new Diagnostics({ connection, runtime, workspace, failures });
  for (const file of ['db.a', 'db.b']) workspace.open(uriOf(file), zone('example.com', 'x BOGUS y\n'), 'zone');
  await workspace.settle();
  diagnostics.publish();
  assert.deepEqual(sent, [uriOf('db.b')]);
  await Promise.resolve();
  assert.equal(later.length, 1);
  isDown = false;
  for (const run of later.splice(0)) run();
  assert.deepEqual(sent, [uriOf('db.b'), uriOf('db.a')]);
  // Once more is not needed.
  diagnostics.publish();
  assert.equal(sent.length, 2);
});

test('problems of one file that cannot be told keep no others from being told', async () => {
  const { session, shown: messages } = fakeSession();
  const { workspace, failures, runtime } = session;
  const sent: string[] = [];
  const connection = {
    sendDiagnostics: ({ uri }: { uri: string }) => Promise.resolve(void sent.push(uri)),
  } as unknown as Connection;
  const diagnostics = new Diagnostics({ connection, runtime, workspace, failures });
  for (const file of ['db.a', 'db.b']) workspace.open(uriOf(file), zone('example.com', 'x BOGUS y\n'), 'zone');
  await workspace.settle();
  const { problemsOf } = workspace;
  workspace.problemsOf = (uri, limit) => {
    if (uri.endsWith('a')) throw new Error('broken');
    return problemsOf.call(workspace, uri, limit);
  };
  diagnostics.publish();
  assert.deepEqual(sent, [uriOf('db.b')]);
  assert.deepEqual(messages, ['Bailiwick: Telling the problems of db.a failed. The log has the cause.']);
  workspace.problemsOf = problemsOf;
  diagnostics.publish();
  assert.deepEqual(sent, [uriOf('db.b'), uriOf('db.a')]);
});
