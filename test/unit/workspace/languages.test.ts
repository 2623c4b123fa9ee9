/** What kind of file a file is, by its name and its first lines. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TextBuffer } from '../../../server/src/text/buffer.ts';
import { isHintsFile, languageOf, languageOfNamed } from '../../../server/src/workspace/languages.ts';
import { siteOf, TOP, uriOf } from './harness.ts';

const NAMES: Readonly<Record<string, readonly string[]>> = {
  'named-conf': [
    'named.conf',
    'named.conf.local',
    'a.named.conf',
    'named-main.conf',
    'rndc.conf',
    'rndc.key',
    'NAMED.CONF',
  ],
  zone: [
    'db.example.com',
    'example.com.zone',
    'a.zonefile',
    '2.0.192.in-addr.arpa',
    'a.signed',
    'a.rev',
    'a.dns',
    'named.root',
    'named.ca',
    'root.hints',
    'DB.X',
  ],
  none: [
    'named',
    'conf',
    'rndc',
    'db',
    'zone',
    'xdb.example',
    'a.zone.txt',
    'db.x.jnl',
    'db.x.jbk',
    'db.x.bak',
    'db.x.orig',
    'db.x.swp',
    'a.db',
    'resolv.conf',
    'named.conf.local.save',
    'named.conf.dpkg-dist',
    'db.example.rpmnew',
    'zones.nix',
  ],
};
for (const [language, names] of Object.entries(NAMES)) {
  test(`${names.join(', ')}: ${language}`, () => {
    for (const name of names) assert.equal(languageOf(uriOf(name)) ?? 'none', language, name);
  });
}

const HEADS: readonly [head: string, isZone: boolean][] = [
  ['$TTL 3600\n', true],
  ['; comment\r\n\r\n$ORIGIN example.com.\n', true],
  ['@ IN SOA ns1 host 1 2 3 4 5\n', true],
  ['example.com. 3600 IN SOA ns1 host 1 2 3 4 5\n', true],
  ['example.com. IN 3600 SOA ns1 host 1 2 3 4 5\n', true],
  ['\tSOA ns1 host 1 2 3 4 5\n', true],
  ['# comment\n$TTL 3600\n', true],
  ['www A 192.0.2.1\n', true],
  ['www and more\n', false],
  ['zone "example.com" { type primary; };\n', false],
  ['SQLite format 3\0', false],
  ['$TTLS 3600\n', false],
  ['', false],
];
test('a file *.db is a zone where it begins like one', () => {
  for (const [head, isZone] of HEADS) assert.equal(languageOf(uriOf('a.db'), head) === 'zone', isZone, head);
  assert.equal(languageOf(uriOf('a.db'), `${';\n'.repeat(2100)}$TTL 1\n`), undefined, 'further down than is looked');
  assert.equal(languageOf(uriOf('a.sqlite'), '$TTL 3600\n'), undefined);
});

test('a file whose name says nothing is what its first statement looks like', () => {
  const named = (text: string): string => languageOfNamed(uriOf('a'), text);
  assert.equal(named('$TTL 3600\n'), 'zone');
  assert.equal(named('options { recursion no; };\n'), 'named-conf');
  assert.equal(named('// comment\n/* more */ # and more\nzone "example.com" { };'), 'named-conf');
  assert.equal(named('include "x";'), 'named-conf');
  assert.equal(named(''), 'zone');
});

const WITH_SOA = '@ SOA ns1 host 1 2 3 4 5\n';
const STATEMENTS = 'zone "example.com" { type primary; };\n';

test('a name that others have too is decided by what stands in the file', () => {
  for (const name of [
    'db.ts',
    'db.sql',
    'db.json',
    'named.conf.j2',
    'db.x~',
    '.db.x',
    'x.zone.bak',
    'managed-keys.bind',
    'a.mkeys',
  ]) {
    assert.equal(languageOf(uriOf(name), WITH_SOA), undefined, name);
    assert.equal(languageOf(uriOf(name)), undefined, name);
  }
  for (const name of ['local.zone', 'x.arpa', 'db.local']) {
    assert.equal(languageOf(uriOf(name), STATEMENTS), 'named-conf', name);
    assert.equal(languageOf(uriOf(name), '{ "name": 1 }\n'), undefined, name);
    assert.equal(languageOf(uriOf(name), ''), 'zone', name);
    assert.equal(languageOf(uriOf(name), 'www A 192.0.2.1\n'), 'zone', name);
  }
  for (const name of ['intra.example', 'zone.txt', 'hosts', 'example.com']) {
    assert.equal(languageOf(uriOf(name), WITH_SOA), 'zone', name);
    assert.equal(languageOf(uriOf(name), STATEMENTS), 'named-conf', name);
    assert.equal(languageOf(uriOf(name), 'www A 192.0.2.1\n'), undefined, `${name}: records alone are no evidence`);
    assert.equal(languageOf(uriOf(name)), undefined, name);
  }
});

test('an ending that is a top-level domain too is decided by what stands in the file', () => {
  assert.equal(languageOf(uriOf('db.example.rs'), 'www A 192.0.2.1\n'), 'zone');
  assert.equal(languageOf(uriOf('example.rs'), WITH_SOA), 'zone');
  assert.equal(languageOf(uriOf('db.rs'), 'pub fn main() {}\n'), undefined);
  assert.equal(languageOf(uriOf('db.rs'), ''), undefined);
  assert.equal(
    languageOf(uriOf('named.conf.md'), '# How\nUse `options { ... };` where you can.\nOr do not.\n'),
    undefined,
  );
});

test('a name that is nearly always ours decides whatever stands in the file', () => {
  for (const name of ['named.conf', 'named.conf.options', 'rndc.key']) {
    assert.equal(languageOf(uriOf(name), WITH_SOA), 'named-conf', name);
  }
  for (const name of ['db.192.0.2', '2.0.192.in-addr.arpa', 'db.8.b.d.0.1.0.0.2.ip6.arpa', 'named.ca']) {
    assert.equal(languageOf(uriOf(name), 'hello\n'), 'zone', name);
  }
});

test('hints are known by their name, or as a root zone without an SOA', () => {
  for (const name of ['named.root', 'named.ca', 'root.hints', 'db.root', 'db.cache']) {
    assert.equal(isHintsFile(uriOf(name), new TextBuffer('. SOA x'), false), true, name);
  }
  assert.equal(isHintsFile(uriOf('db.roots'), new TextBuffer('. NS a.root-servers.net.\n'), false), false);
  assert.equal(isHintsFile(uriOf('root.zone'), new TextBuffer('. NS a.root-servers.net.\n'), true), true);
  assert.equal(isHintsFile(uriOf('root.zone'), new TextBuffer('. soa a b 1 2 3 4 5\n'), true), false);
  assert.equal(isHintsFile(uriOf('root.zone'), new TextBuffer('. NS SOAP.example.\n'), true), true);
});

test('an open root zone is one of hints until it has an SOA', async () => {
  const site = await siteOf({ zone: '; zone: .\n. NS a.example.\n' }, { open: ['zone'] });
  const type = (): string => [...site.workspace.zones][0].options.settings.type;
  assert.equal(type(), 'hint');
  await site.edit('zone', '. NS', '. SOA a b 1 2 3 4 5\n. NS');
  assert.equal(type(), 'primary');
});

test('a live answer is a zone of the root, and nobody judges it', async () => {
  const uri = 'bailiwick-answer:/1';
  const site = await siteOf({});
  site.workspace.open(uri, 'www.example.com. A 192.0.2.300\n', 'zone');
  await site.workspace.settle();
  const [zone] = site.workspace.zonesOf(uri);
  assert.equal(`${zone.model.apex} ${zone.options.source}`, '0 directive');
  assert.ok(zone.problems().length > 0);
  assert.equal(site.workspace.problems().size, 0);
  assert.equal(site.workspace.problemMarks().size, 0);
  assert.deepEqual(site.workspace.problemsOf(uri, 10).problems, []);
  assert.deepEqual(site.workspace.problemsAt(uri, 0, 100), []);
});

test('the workspace knows the language of a file from a configuration, the editor, its name, its text', async () => {
  const site = await siteOf(
    {
      'named.conf': 'include "keys"; zone "example.com" { type primary; file "z.conf"; };',
      keys: '',
      'z.conf': TOP,
      'db.x': TOP,
      y: '',
      'a.db': '$TTL 1\n',
    },
    { open: ['db.x'] },
  );
  const { workspace } = site;
  const language = (path: string): string => workspace.languageOf(uriOf(path)) ?? 'none';
  assert.deepEqual(['named.conf', 'keys', 'z.conf', 'db.x', 'db.y', 'y', 'a.db'].map(language), [
    'named-conf',
    'named-conf',
    'zone',
    'zone',
    'zone',
    'none',
    'none',
  ]);
  assert.equal(workspace.languageOf(uriOf('a.db'), '$TTL 1\n'), 'zone');
  workspace.open(uriOf('y'), '', 'named-conf');
  assert.equal(language('y'), 'named-conf');
  workspace.open(uriOf('db.x'), '', 'named-conf');
  await workspace.settle();
  assert.equal(language('db.x'), 'named-conf');
});
