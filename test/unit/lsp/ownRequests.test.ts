/** The requests of Bailiwick's own: what is known of a zone, what to ask for a record, a migration, a raised serial, a file's language. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { WorkspaceEdit } from 'vscode-languageserver-types';
import { changed, openSession, type Session, type SessionOptions, uriOf } from './session.ts';

const ZONE = `$ORIGIN example.com.
$TTL 1h
@ IN SOA ns1 host ( 2026010101 2h 1h 2w 1h )
  IN NS ns1
  IN NS ns.example.net.
ns1 A 192.0.2.1
    AAAA 2001:db8::1
www CNAME ns1
`;
const OTHER = '$TTL 1h\n@ SOA ns host 1 2h 1h 2w 1h\n@ NS ns\nns A 198.51.100.1\n';

type Files = SessionOptions['files'];
const marked = (text: string) => ZONE.replace(text.replace('$0', ''), text);

const QUERIES: readonly {
  readonly what: string;
  readonly files: Files;
  readonly asks: readonly [string, string] | null;
}[] = [
  { what: 'a record', files: { 'db.x': marked('w$0ww CNAME') }, asks: ['www.example.com.', 'CNAME'] },
  { what: 'its data', files: { 'db.x': marked('CNAME n$0s1') }, asks: ['www.example.com.', 'CNAME'] },
  { what: 'a record without its owner', files: { 'db.x': marked('AAAA 2001$0') }, asks: ['ns1.example.com.', 'AAAA'] },
  { what: 'the space before a type', files: { 'db.x': marked('  $0  AAAA') }, asks: ['ns1.example.com.', 'AAAA'] },
  { what: 'a record of the apex', files: { 'db.x': marked('IN N$0S ns1') }, asks: ['example.com.', 'NS'] },
  { what: 'a record in parentheses', files: { 'db.x': marked('20260101$001') }, asks: ['example.com.', 'SOA'] },
  { what: 'a directive asks for the zone', files: { 'db.x': marked('$TTL 1$0h') }, asks: ['example.com.', 'SOA'] },
  { what: 'an empty line too', files: { 'db.x': `${ZONE}\n$0\n` }, asks: ['example.com.', 'SOA'] },
  {
    what: 'a type by its number',
    files: { 'db.x': `${ZONE}x TYPE65$0534 \\# 0\n` },
    asks: ['x.example.com.', 'TYPE65534'],
  },
  { what: 'an origin that is not known', files: { 'zone.txt': 'w$0ww IN A 192.0.2.1\n' }, asks: null },
  { what: 'a configuration', files: { 'named.conf': 'options { recur$0sion no; };\n' }, asks: null },
];
for (const { what, files, asks } of QUERIES) {
  test(`what to ask: ${what}`, async () => {
    const session = await openSession({ files });
    const query = await session.at<{ name: string; type: string; zone: string } | null>('bailiwick/queryAt');
    assert.deepEqual(query && [query.name, query.type], asks);
    if (query) assert.equal(query.zone, 'example.com.');
  });
}

test('what to ask: the servers, with the addresses that the workspace has', async () => {
  const conf = 'zone "example.net" { type primary; file "db.n"; };\n';
  const session = await openSession({ files: { 'named.conf': conf, 'db.n': OTHER, 'db.x': marked('w$0ww CNAME') } });
  const { servers } = await session.at<{ servers: unknown }>('bailiwick/queryAt');
  assert.deepEqual(servers, [
    { name: 'ns1.example.com.', addresses: ['192.0.2.1', '2001:db8::1'] },
    { name: 'ns.example.net.', addresses: ['198.51.100.1'] },
  ]);
});

const GENERATE = `${ZONE}$GENERATE 5-7 host-$ A 192.0.2.$\n`;
const SUB = `${ZONE}sub NS ns1.sub\nsub NS ns.example.net.\nns1.sub A 192.0.2.9\n`;

test('what to ask: the first record that a $GENERATE makes', async () => {
  const session = await openSession({ files: { 'db.x': GENERATE.replace('$GEN', '$GE$0N') } });
  const query = await session.at<Record<string, unknown>>('bailiwick/queryAt');
  assert.deepEqual([query.name, query.type, query.ofGenerated], ['host-5.example.com.', 'A', 3]);
});

test('what to ask: of a delegation its name server, at the parent and at the child', async () => {
  const session = await openSession({ files: { 'db.x': SUB.replace('sub NS ns1.sub', 'sub N$0S ns1.sub') } });
  const { nameServer } = await session.at<{ nameServer: unknown }>('bailiwick/queryAt');
  assert.deepEqual(nameServer, {
    name: 'ns1.sub.example.com.',
    parent: 'example.com.',
    parentServers: [
      { name: 'ns1.example.com.', addresses: ['192.0.2.1', '2001:db8::1'] },
      { name: 'ns.example.net.', addresses: [] },
    ],
    child: 'sub.example.com.',
    childServers: [
      { name: 'ns1.sub.example.com.', addresses: ['192.0.2.9'] },
      { name: 'ns.example.net.', addresses: [] },
    ],
  });
});

const VIEWS = `key "xfer." { algorithm hmac-sha256; secret "c2VjcmV0"; };
options { forwarders { 192.0.2.53; 2001:db8::53; }; };
view in { match-clients { 10.0.0.0/8; }; zone "example.com" { type primary; file "db.x"; }; zone "in.example" { type primary; file "db.o"; }; };
view out { match-clients { any; }; zone "example.com" { type primary; file "db.x"; }; };
`;

test('what helps to type a query: names, servers, what is for the inside only, where a key is', async () => {
  const session = await openSession({ files: { 'named.conf': VIEWS, 'db.x': ZONE, 'db.o': OTHER } });
  const help = await session.request<Record<string, unknown>>('bailiwick/queryHelp', {
    uri: uriOf('db.x'),
    prefix: 'ns1',
    names: ['www.in.example.', 'www.example.com.', 'www.elsewhere.'],
    key: 'XFER',
  });
  assert.deepEqual(help.names, ['ns1.example.com.']);
  assert.deepEqual(help.inside, [{ name: 'www.in.example.', zone: 'in.example.', view: 'in' }]);
  assert.deepEqual(help.keyFiles, [uriOf('named.conf')]);
  const servers = (help.servers as { server: string; from: string }[]).map(({ server, from }) => `${server} ${from}`);
  assert.deepEqual(servers.slice(0, 3), [
    '192.0.2.1 ns1.example.com., of example.com.',
    '2001:db8::1 ns1.example.com., of example.com.',
    'ns1.example.com. name server of example.com.',
  ]);
  assert.deepEqual(servers.slice(-2), ['192.0.2.53 forwarders in named.conf', '2001:db8::53 forwarders in named.conf']);
});

const CONF = `view in { zone "example.org" { type primary; file "db.o"; }; };
view out { zone "example.org" { type primary; file "db.o"; }; zone "example.edu" { type secondary; file "db.o"; primaries { 192.0.2.1; }; }; };
`;

test('what is known of a zone: who loads it, and which others are the same file', async () => {
  const session = await openSession({ files: { 'named.conf': CONF, 'db.o': `$0${OTHER}` } });
  assert.deepEqual(await session.at('bailiwick/zoneInfo'), {
    origin: 'example.org.',
    source: 'configuration',
    configuration: uriOf('named.conf'),
    view: 'in',
    views: ['in', 'out'],
    type: 'primary',
    zoneClass: 'IN',
    records: 3,
    others: ['example.edu.'],
  });
});

test('what is known of a zone that stands alone', async () => {
  const session = await openSession({ files: { 'db.x': `$0${ZONE}` } });
  const info = await session.at<Record<string, unknown>>('bailiwick/zoneInfo');
  assert.deepEqual(
    [info.origin, info.view, info.type, info.records, info.others],
    ['example.com.', '', 'primary', 6, []],
  );
  assert.ok(!('configuration' in info));
});

test('what is known of a zone that another server loads', async () => {
  const session = await openSession({
    files: { 'nsd.conf': 'zone:\n name: example.net\n zonefile: x\n request-xfr: 192.0.2.1 NOKEY\n', x: `$0${OTHER}` },
  });
  const info = await session.at<Record<string, unknown>>('bailiwick/zoneInfo');
  assert.deepEqual(
    [info.origin, info.source, info.server, info.configuration, info.type, info.views],
    ['example.net.', 'server', 'NSD', uriOf('nsd.conf'), 'secondary', []],
  );
});

test('what is known of a zone whose name is not: no origin', async () => {
  const session = await openSession({ files: { 'zone.txt': '$0www IN A 192.0.2.1\n' } });
  const info = await session.at<Record<string, unknown>>('bailiwick/zoneInfo');
  assert.deepEqual([info.origin, info.source, info.records], [undefined, 'unknown', 1]);
});

test('what is known of a zone: nothing of a configuration, or of a file that nobody read', async () => {
  const session = await openSession({ files: { 'named.conf': '$0options { recursion no; };\n' } });
  assert.equal(await session.at('bailiwick/zoneInfo'), null);
  assert.equal(await session.request('bailiwick/zoneInfo', { uri: uriOf('nowhere') }), null);
});

test('a raised serial: at any place of any file of the zone', async () => {
  const files = { 'db.x': `${ZONE}$INCLUDE hosts\n`, hosts: '$0mail A 192.0.2.2\n' };
  const session = await openSession({ files, open: ['db.x'] });
  const edit = await session.at<WorkspaceEdit>('bailiwick/raiseSerial');
  assert.deepEqual(Object.keys(changed(session, edit)), ['db.x']);
  assert.match(changed(session, edit)['db.x'], /\( 2026012101 2h/);
});

test('a raised serial: none without an SOA, none in a configuration', async () => {
  for (const files of [{ 'db.x': '$0www IN A 192.0.2.1\n' }, { 'named.conf': '$0options { };\n' }] as Files[]) {
    const session = await openSession({ files });
    assert.equal(await session.at('bailiwick/raiseSerial'), null);
  }
});

for (const [format, serial] of [
  ['auto', '2026012101'],
  ['date', '2026012101'],
  ['increment', '2026010102'],
  ['unix', String(Math.floor(new Date(2026, 0, 21, 12).getTime() / 1000))],
] as const) {
  test(`a raised serial: ${format}`, async () => {
    const session = await openSession({ files: { 'db.x': `$0${ZONE}` }, settings: { serial: { format } } });
    const edit = await session.at<WorkspaceEdit>('bailiwick/raiseSerial');
    // A serial of today's date is more than a Unix time: the next one is what remains.
    const expected = format === 'unix' ? '2026010102' : serial;
    assert.match(changed(session, edit)['db.x'], new RegExp(`\\( ${expected} `));
  });
}

interface Migration {
  readonly edit: { readonly documentChanges: { edits: { newText: string }[] }[] } | null;
  readonly notes: readonly string[];
}
const migrate = (session: Session, version: string) => session.at<Migration | null>('bailiwick/migrate', { version });

test('a migration: nothing to change, nothing to say', async () => {
  const session = await openSession({ files: { 'named.conf': '$0options { recursion no; };\n' } });
  const answer = await migrate(session, '9.20');
  assert.deepEqual(answer, { edit: null, notes: [] });
});

test('a migration: none to a release that nobody knows, none of a zone', async () => {
  const conf = await openSession({ files: { 'named.conf': '$0options { dnssec-enable yes; };\n' } });
  assert.equal(await migrate(conf, '8.4'), null);
  const zone = await openSession({ files: { 'db.x': `$0${ZONE}` } });
  assert.equal(await migrate(zone, '9.20'), null);
});

test('the language of a file that the editor takes for plain text', async () => {
  const session = await openSession({
    files: { 'named.conf': '$0zone "a.test" { type primary; file "odd-name"; };\n', 'odd-name': OTHER },
  });
  const languageOf = (file: string, head: string) =>
    session.request('bailiwick/languageOf', { uri: uriOf(file), head });
  assert.equal(await languageOf('odd-name', ''), 'zone');
  assert.equal(await languageOf('notes.txt', 'Dear reader,\n'), null);
  assert.equal(await languageOf('x.db', '$TTL 1h\n@ IN SOA ns1 host 1 2 3 4 5\n'), 'zone');
  assert.equal(await languageOf('named.conf.local', ''), 'named-conf');
});

interface Zones {
  readonly zones: readonly {
    readonly file: {
      readonly apex: string;
      readonly view: string;
      readonly sets: readonly { readonly owner: string }[];
    };
    readonly viewKey?: unknown;
    readonly transferKey?: unknown;
    readonly at?: unknown;
    readonly notes: readonly string[];
  }[];
}

test('a text that was never saved is compared with servers, too', async () => {
  const session = await openSession({ files: { 'db.x': ZONE } });
  const uri = 'untitled:Untitled-1';
  const textDocument = { uri, languageId: 'zone', version: 1, text: ZONE.replace('example.com', 'example.org') };
  await session.notify('textDocument/didOpen', { textDocument });
  const { zones } = await session.request<Zones>('bailiwick/fileZones', { uri });
  assert.deepEqual(
    zones.map(({ file }) => file.apex),
    ['example.org.'],
  );
});

test('zones to be compared with servers: each view with its key, which does not pass itself', async () => {
  const conf = VIEWS.replace('match-clients { 10.0.0.0/8; };', 'match-clients { key xfer; };').replace(
    'match-clients { any; };',
    'match-clients { 192.0.2.0/24; }; allow-transfer { key xfer; };',
  );
  const session = await openSession({ files: { 'named.conf': conf, 'db.x': marked('w$0ww CNAME'), 'db.o': OTHER } });
  const answer = await session.at<Zones>('bailiwick/fileZones');
  const place = { name: 'xfer.', uri: uriOf('named.conf') };
  const [inside, outside] = answer.zones;
  assert.deepEqual([inside.file.view, inside.viewKey, inside.transferKey], ['in', place, undefined]);
  assert.deepEqual([outside.file.view, outside.viewKey, outside.transferKey], ['out', undefined, place]);
  assert.deepEqual(inside.at, { owner: 'www.example.com.', type: 5 });
  assert.match(outside.notes.join(), /The view out is for 192\.0\.2\.0\/24/);
  assert.doesNotMatch(JSON.stringify(answer), /c2VjcmV0/);
  // What an item of the tree stands for: a view.
  const [{ id }] = await session.request<{ id: string }[]>('bailiwick/tree', { id: null });
  const views = await session.request<{ id: string; kind: string }[]>('bailiwick/tree', { id });
  const view = views.find(({ kind }) => kind === 'view')!;
  const all = await session.request<Zones>('bailiwick/fileZones', { item: view.id });
  assert.deepEqual(all.zones.map(({ file }) => file.apex).sort(), ['example.com.', 'in.example.']);
  const items = await session.request<{ id: string; kind: string }[]>('bailiwick/tree', { id: view.id });
  const one = await session.request<Zones>('bailiwick/fileZones', {
    item: items.find(({ kind }) => kind === 'zone')!.id,
  });
  assert.equal(one.zones.length, 1);
});
