/** The call hierarchy: who loads a file, who delegates to a zone, who points to a name, and the other way round. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { CallHierarchyIncomingCall, CallHierarchyItem, CallHierarchyOutgoingCall } from 'vscode-languageserver';
import { openSession, type Session, textIn, uriOf } from './session.ts';

const SOA = '$TTL 1h\n@ SOA ns1 host 1 2h 1h 2w 1h\n@ NS ns1\nns1 A 192.0.2.1\n';
const FILES = {
  'named.conf': `include "more.conf";
view in { zone example.com { type primary; file "db.x"; }; };
`,
  'more.conf':
    'view out { zone example.com { type primary; file "db.x"; }; zone sub.example.com { type primary; file "db.sub"; }; };\n',
  'db.x': `${SOA}www A 192.0.2.2\nftp CNAME www\n@ MX 10 www\nsub NS ns1.sub\nns1.sub A 192.0.2.9\n$INCLUDE hosts\n`,
  'db.sub': SOA,
  hosts: 'web CNAME www.example.com.\n',
};

/** Opens the files with a cursor at a place, `|` standing before it. */
async function prepare(
  file: keyof typeof FILES,
  at: string,
): Promise<{ session: Session; items: CallHierarchyItem[] }> {
  const files = { ...FILES, [file]: FILES[file].replace(at.replace('|', ''), at.replace('|', '$' + '0')) };
  const session = await openSession({ files });
  const items = await session.at<CallHierarchyItem[]>('textDocument/prepareCallHierarchy');
  return { session, items };
}

const fileOf = (uri: string): string => uri.slice(uriOf('').length);

/** `item (detail) in file: text, text` of the calls. */
async function incoming(session: Session, item: CallHierarchyItem): Promise<string[]> {
  const calls = await session.request<CallHierarchyIncomingCall[]>('callHierarchy/incomingCalls', { item });
  return calls.map(({ from, fromRanges }) => shown(session, from, from.uri, fromRanges));
}

async function outgoing(session: Session, item: CallHierarchyItem): Promise<string[]> {
  const calls = await session.request<CallHierarchyOutgoingCall[]>('callHierarchy/outgoingCalls', { item });
  return calls.map(({ to, fromRanges }) => shown(session, to, item.uri, fromRanges));
}

function shown(
  session: Session,
  { name, detail, uri }: CallHierarchyItem,
  textUri: string,
  ranges: CallHierarchyIncomingCall['fromRanges'],
): string {
  const text = session.texts.get(fileOf(textUri)) ?? '';
  const said = ranges.map((range) => textIn(text, range)).join(', ');
  return `${name}${detail ? ` (${detail})` : ''} in ${fileOf(uri)}: ${said}`;
}

describe('the call hierarchy', () => {
  it('of a file: who loads it, and what it loads', async () => {
    const { session, items } = await prepare('db.x', '$|TTL');
    assert.deepEqual(
      items.map(({ name }) => name),
      ['db.x'],
    );
    assert.deepEqual(await incoming(session, items[0]), [
      'example.com (named.conf, view in) in named.conf: "db.x"',
      'example.com (more.conf, view out) in more.conf: "db.x"',
    ]);
    assert.deepEqual(await outgoing(session, items[0]), ['hosts in hosts: hosts']);
  });

  it('of an included file, from the line that includes it; and on to what includes that', async () => {
    const { session, items } = await prepare('db.x', 'INCLUDE ho|sts');
    assert.deepEqual(
      items.map(({ name }) => name),
      ['hosts'],
    );
    assert.deepEqual(await incoming(session, items[0]), ['db.x in db.x: hosts']);
    const [{ from }] = await session.request<CallHierarchyIncomingCall[]>('callHierarchy/incomingCalls', {
      item: items[0],
    });
    assert.equal((await incoming(session, from)).length, 2);
  });

  it('of a part of a configuration', async () => {
    const { session, items } = await prepare('named.conf', 'include "mo|re');
    assert.deepEqual(await incoming(session, items[0]), ['named.conf in named.conf: "more.conf"']);
    const loaded = await outgoing(session, items[0]);
    assert.deepEqual(loaded, [
      'example.com. (zone, view out) in db.x: "db.x"',
      'sub.example.com. (zone, view out) in db.sub: "db.sub"',
    ]);
  });

  it('of a zone: who delegates to it, who loads it, who names it; and to whom it delegates', async () => {
    const { session, items } = await prepare('more.conf', 'zone sub|.');
    assert.deepEqual(
      items.map(({ name }) => name),
      ['sub.example.com.'],
    );
    assert.deepEqual(await incoming(session, items[0]), [
      'example.com. (zone, view out) in db.x: sub',
      'example.com. (zone, view in) in db.x: sub',
      'sub.example.com (more.conf, view out) in more.conf: "db.sub"',
    ]);
    const above = await prepare('db.x', '@| SOA');
    assert.deepEqual(await outgoing(above.session, above.items[0]), [
      'sub.example.com. (zone, view out) in db.sub: sub',
    ]);
  });

  it('of a name: who points to it, and where it points', async () => {
    const { session, items } = await prepare('db.x', 'www| A');
    assert.deepEqual(await incoming(session, items[0]), [
      'ftp.example.com. (db.x) in db.x: www',
      'example.com. (db.x) in db.x: www',
      'web.example.com. (hosts) in hosts: www.example.com.',
    ]);
    const alias = await prepare('hosts', 'we|b CNAME');
    assert.deepEqual(await outgoing(alias.session, alias.items[0]), [
      'www.example.com. (db.x) in db.x: www.example.com.',
    ]);
  });

  it('knows nothing of items of others', async () => {
    const { session, items } = await prepare('db.x', 'www| A');
    const { data: _, ...item } = items[0];
    assert.deepEqual(await session.request('callHierarchy/incomingCalls', { item }), []);
  });
});
