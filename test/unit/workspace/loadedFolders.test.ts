/** Zone files that no configuration loads beside others that one does: when they are told, and when nobody can know. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { siteOf, TOP, uriOf } from './harness.ts';

const zone = (name: string, file: string, more = ''): string =>
  `zone "${name}" { type primary; file "${file}"; ${more}};\n`;
const OPTIONS = 'options { directory "zones"; };\n';
const CONF = OPTIONS + zone('example.com', 'db.example.com');
/** The same as it says its own name. */
const NET = `$ORIGIN example.net.\n${TOP}`;

/** What is told in a workspace that has `zones/db.example.com`, which is loaded, and other files. */
async function told(files: Readonly<Record<string, string>>, settings = {}): Promise<string[]> {
  const site = await siteOf(
    { 'named.conf': CONF, 'zones/db.example.com': TOP, ...files },
    { settings: { folderZones: true, ...settings } },
  );
  return [...site.workspace.problems()].flatMap(([uri, problems]) =>
    problems
      .filter(({ rule }) => rule === 'zone/not-loaded')
      .map(({ severity }) => `${severity} ${uri.slice(uriOf('').length)}`),
  );
}

test('a zone file that nothing loads beside one that a configuration does is told once, as a hint', async () => {
  assert.deepEqual(await told({ 'zones/db.example.net': TOP }), ['hint zones/db.example.net']);
  assert.deepEqual(await told({ 'zones/net': NET, 'zones/db.net.example': NET }), ['hint zones/db.net.example']);
});

test('the numbers of a network are no version', async () => {
  const reverse = TOP.replaceAll(/ns([12]) A.*\n/g, '');
  assert.deepEqual(await told({ 'zones/db.192.0.2': reverse }), ['hint zones/db.192.0.2']);
});

test('it says which configuration loads the others', async () => {
  const files = {
    'ns1/named.conf': zone('example.com', 'db.example.com'),
    'ns1/db.example.com': TOP,
    'ns1/db.example.net': TOP,
  };
  const site = await siteOf(files, { settings: { folderZones: true } });
  const [problem] = site.problems('ns1/db.example.net', /not-loaded/);
  assert.match(problem.message, /while ns1\/named\.conf loads others of its folder/);
  assert.match(problem.message, /no server here answers from it/);
});

const SILENT: readonly [why: string, files: Readonly<Record<string, string>>, settings?: object][] = [
  ['in a folder from which nothing is loaded', { 'other/db.example.net': TOP }],
  ['where no configuration is known', { 'named.conf': 'options { };\n', 'zones/db.example.net': TOP }],
  [
    'of a part that another file includes',
    { 'zones/db.example.com': '$INCLUDE db.example.net\n@ NS ns9\n', 'zones/db.example.net': TOP },
  ],
  ['without an SOA', { 'zones/db.example.net': 'www A 192.0.2.1\n' }],
  [
    'of a copy of a zone that is loaded',
    { 'zones/example.com.zone': TOP, 'zones/db.staging': `$ORIGIN example.com.\n${TOP}` },
  ],
  ...[
    'db.example.net.old',
    'db.example.net-20240101',
    'db.example.net.1',
    'db.example.net~',
    'example.net.zone.bak',
    'db.example.net.orig',
    'test.example.net.zone',
    'db.template.example',
    'db.example.net.2',
    'db.example.net_backup',
    'example.net.zone.disabled',
  ].map((name): [string, Record<string, string>] => [`called ${name}`, { [`zones/${name}`]: TOP }]),
  [
    'in a folder for tests',
    {
      'tests/a/named.conf': zone('example.com', 'db.example.com'),
      'tests/a/db.example.com': TOP,
      'tests/a/db.example.net': TOP,
    },
  ],
  ['of hints', { 'zones/named.ca': '. NS a.root-servers.net.\na.root-servers.net. A 198.41.0.4\n' }],
  ['of the machine itself', { 'zones/db.127': TOP, 'zones/db.localhost': `$ORIGIN localhost.\n${TOP}` }],
  ['whose name nothing says', { 'zones/empty.db': TOP.replace('ns1 A', '@ A') }],
  [
    'that a configuration of another server may load',
    { 'nsd.conf': 'server:\n\tip-address: 192.0.2.1\n', 'zones/db.example.net': TOP },
  ],
  ['where an include is not here', { 'named.conf': `${CONF}include "more.conf";\n`, 'zones/db.example.net': TOP }],
  [
    'where zones are added while the server runs',
    {
      'named.conf': `options { directory "zones"; allow-new-zones yes; };\n${zone('example.com', 'db.example.com')}`,
      'zones/db.example.net': TOP,
    },
  ],
  [
    'where a catalog has zones',
    {
      'named.conf': `options { directory "zones"; catalog-zones { zone "example.com"; }; };\n${zone('example.com', 'db.example.com')}`,
      'zones/db.example.net': TOP,
    },
  ],
  [
    'where a template makes the configuration',
    { 'named.conf': `${CONF}{% for zone in zones %}\n`, 'zones/db.example.net': TOP },
  ],
  [
    'where another configuration is read in part',
    { 'b/named.conf': 'include "/srv/more.conf";\n', 'zones/db.example.net': TOP },
  ],
  [
    'whose origin somebody set',
    { 'zones/db.example.net': TOP },
    { origins: { 'zones/db.example.net': 'example.net' } },
  ],
  [
    'that a zone names which is not found',
    { 'named.conf': CONF + zone('example.org', '/srv/db.example.net'), 'zones/db.example.net': TOP },
  ],
  ['that the user does not want to hear of', { 'zones/db.example.net': TOP }, { rules: { 'zone/not-loaded': 'off' } }],
];
for (const [why, files, settings] of SILENT) {
  test(`nothing is said of a file ${why}`, async () => {
    assert.deepEqual(await told(files, settings), []);
  });
}

test('keys and what packages bring along need not be here', async () => {
  const conf = `${CONF}include "/etc/bind/rndc.key";\ninclude "/etc/named.rfc1912.zones";\n`;
  assert.deepEqual(await told({ 'named.conf': conf, 'zones/db.example.net': TOP }), ['hint zones/db.example.net']);
});

test('it comes and goes with the zone statement, and with the file being open', async () => {
  const site = await siteOf(
    { 'named.conf': CONF, 'zones/db.example.com': TOP, 'zones/db.example.net': TOP },
    { settings: { folderZones: true } },
  );
  const count = () => site.problems('zones/db.example.net', /not-loaded/).length;
  assert.equal(count(), 1);
  await site.write('named.conf', CONF + zone('example.net', 'db.example.net'));
  assert.equal(count(), 0);
  await site.write('named.conf', CONF);
  assert.equal(count(), 1);
  site.open('zones/db.example.net');
  await site.workspace.settle();
  assert.equal(count(), 1);
  await site.edit('zones/db.example.net', 'ns1 A', '; a comment\nns1 A');
  assert.equal(count(), 1);
  site.open('named.conf');
  await site.edit(
    'named.conf',
    'zone "example.com"',
    'zone "example.net" { type primary; file "db.example.net"; };\nzone "example.com"',
  );
  assert.equal(count(), 0);
  await site.write('zones/db.example.com', undefined);
  assert.equal(count(), 0);
});
