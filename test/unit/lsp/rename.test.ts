/** A rename over everything that names a host: zones, what they include, reverse zones, views and configurations; each serial is raised once. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { WorkspaceEdit } from 'vscode-languageserver';
import { edited, openSession, uriOf } from './session.ts';

const soa = (serial: number): string =>
  `$TTL 1h\n@ SOA ns1.example.com. host.example.com. ${serial} 2h 1h 2w 1h\n@ NS ns1.example.com.\n`;
const CONF = `acl inside { 10/8; };
tls upstream { remote-hostname "www.example.com"; };
options { dual-stack-servers { "www.example.com" port 53; "mail.example.com"; }; };
view in {
  match-clients { inside; };
  zone example.com { type primary; file "db.in"; update-policy { grant www.example.com. self . A; grant k name WWW.example.com TXT; }; };
  zone 2.0.192.in-addr.arpa { type primary; file "db.rev"; };
};
view out {
  zone example.com { type primary; file "db.out"; };
  zone 2.0.192.in-addr.arpa { type primary; file "db.rev"; };
  zone example.net { type primary; file "db.net"; };
};
`;
const FILES = {
  'named.conf': CONF,
  'db.in': `${soa(5)}w$0ww A 10.0.0.1\n$INCLUDE hosts\n`,
  hosts: 'web CNAME www\n',
  'db.out': `${soa(7)}www A 192.0.2.1\n`,
  'db.rev': `${soa(2026012001)}1 PTR www.example.com.\n`,
  'db.net': `${soa(9)}alone A 192.0.2.9\n`,
};

type Files = Record<keyof typeof FILES, string>;

async function renamed(settings: object, files: Files = FILES): Promise<Partial<Files>> {
  const session = await openSession({ files, settings });
  const edit = await session.at<WorkspaceEdit>('textDocument/rename', { newName: 'app' });
  return Object.fromEntries(
    Object.keys(files)
      .filter((name) => edit.changes?.[uriOf(name)])
      .map((name) => [name, edited(session.texts.get(name) ?? '', edit.changes![uriOf(name)])]),
  );
}

const RENAMED_CONF = CONF.replaceAll('www.example.com', 'app.example.com').replace('WWW.', 'app.');

test('zones, includes, reverse zones, views and configurations follow, and each serial is raised once', async () => {
  assert.deepEqual(await renamed({ serial: { onSave: 'always' } }), {
    'named.conf': RENAMED_CONF,
    'db.in': `${soa(6)}app A 10.0.0.1\n$INCLUDE hosts\n`,
    hosts: 'web CNAME app\n',
    'db.out': `${soa(8)}app A 192.0.2.1\n`,
    'db.rev': `${soa(2026012101)}1 PTR app.example.com.\n`,
  });
});

for (const onSave of ['off', 'ask']) {
  test(`where saving says "${onSave}" of serials, a rename leaves them: they are asked about when the files are saved`, async () => {
    const after = await renamed({ serial: { onSave } });
    assert.deepEqual(Object.keys(after), ['named.conf', 'db.in', 'hosts', 'db.out', 'db.rev']);
    for (const name of ['db.in', 'db.out', 'db.rev'] as const) {
      assert.ok(after[name]?.startsWith(FILES[name].slice(0, FILES[name].indexOf('\n@ NS'))), name);
    }
  });
}

test('a serial that was raised since it was saved is raised no further, and one that a program sets stays', async () => {
  const files = { ...FILES, 'db.out': `; bailiwick: external-serial\n${FILES['db.out']}` };
  const session = await openSession({ files, settings: { serial: { onSave: 'always' } } });
  await session.replace('db.in', ' 5 ', ' 6 ');
  const edit = await session.at<WorkspaceEdit>('textDocument/rename', { newName: 'app' });
  const after = (name: 'db.in' | 'db.out') => edited(session.texts.get(name) ?? '', edit.changes![uriOf(name)]);
  assert.match(after('db.in'), / 6 2h/);
  assert.match(after('db.out'), / 7 2h/);
});

test('a key with the name of the host keeps its name in the rules of updates', async () => {
  const key = 'key www.example.com { algorithm hmac-sha256; secret "AAAA"; };\n';
  const after = await renamed({}, { ...FILES, 'named.conf': key + CONF });
  assert.match(after['named.conf'] ?? '', /grant www\.example\.com\. self/);
  assert.match(after['named.conf'] ?? '', /name app\.example\.com TXT/);
});

test('a new case of the same name raises nothing', async () => {
  const session = await openSession({ files: FILES, settings: { serial: { onSave: 'always' } } });
  const edit = await session.at<WorkspaceEdit>('textDocument/rename', { newName: 'WWW' });
  assert.match(edited(session.texts.get('db.in') ?? '', edit.changes![uriOf('db.in')]), / 5 2h.*\n.*\nWWW A/);
});

test('a name that would collide is refused in words', async () => {
  const files = { ...FILES, 'db.out': `${FILES['db.out']}app A 192.0.2.2\n` };
  const session = await openSession({ files });
  await assert.rejects(session.at('textDocument/rename', { newName: 'app' }), /has records already/);
});
