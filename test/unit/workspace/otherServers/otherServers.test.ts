/** Zone files that the configurations of other servers load: which zones they are, and what is told of them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pathOf, type Site, siteOf, TOP } from '../harness.ts';

const site = (files: Readonly<Record<string, string>>, open: readonly string[] = [], more: object = {}) =>
  siteOf(files, { open, settings: { folderZones: true, ...more } });

/** `name type file source`. */
function zones({ workspace }: Site): string[] {
  return workspace.zones
    .map(
      ({ model, options: { uri, source, settings, server } }) =>
        `${workspace.names.text(model.apex)} ${settings.type} ${pathOf(uri)} ${source}${server ? ` ${server.program}` : ''}`,
    )
    .sort();
}

const NSD =
  'server:\n  zonesdir: "/etc/nsd/zones"\nzone:\n  name: example.com\n  zonefile: com\nzone:\n  name: example.net\n  zonefile: net\n  request-xfr: 192.0.2.1 NOKEY\n';

test('files under any name are the zones that a server loads from them, open or not', async () => {
  const files = { 'nsd/nsd.conf': NSD, 'nsd/zones/com': TOP, 'nsd/zones/net': TOP };
  const expected = ['example.com. primary nsd/zones/com server NSD', 'example.net. secondary nsd/zones/net server NSD'];
  assert.deepEqual(zones(await site(files)), expected);
  assert.deepEqual(zones(await site(files, ['nsd/zones/com'])), expected);
  assert.deepEqual(zones(await site(files, [], { folderZones: false })), []);
  assert.deepEqual(zones(await site(files, ['nsd/zones/com'], { folderZones: false })), expected.slice(0, 1));
});

test('what a server says comes before what the file says, and what the user says before both', async () => {
  const files = { 'nsd.conf': NSD, 'zones/com': `; zone: example.edu\n${TOP}`, 'zones/net': TOP };
  assert.deepEqual(zones(await site(files))[0], 'example.com. primary zones/com server NSD');
  const set = await site(files, [], { origins: { 'zones/*': 'example.org' } });
  assert.deepEqual(zones(set), ['example.org. primary zones/com set', 'example.org. primary zones/net set']);
});

test('a file that named loads as well is the zone that named says', async () => {
  const set = await site({
    'nsd.conf': NSD,
    'named.conf': 'zone "example.edu" { type primary; file "zones/com"; };\n',
    'zones/com': TOP,
    'zones/net': TOP,
  });
  assert.deepEqual(zones(set), [
    'example.edu. primary zones/com configuration',
    'example.net. secondary zones/net server NSD',
  ]);
});

test('one file for several zones, and two servers that load the same', async () => {
  const set = await site({
    Corefile: 'example.com example.net {\n  file zones/same\n}\n',
    'nsd.conf': 'zone:\n  name: example.com\n  zonefile: zones/same\n',
    'zones/same': TOP,
  });
  assert.deepEqual(zones(set), [
    'example.com. primary zones/same server CoreDNS',
    'example.net. primary zones/same server CoreDNS',
  ]);
});

test('folders whose files CoreDNS serves by their names', async () => {
  const set = await site({
    'dns/Corefile': '. {\n  auto {\n    directory /etc/coredns/zones (.*)\\.txt {1}\n  }\n}\n',
    'dns/zones/example.com.txt': TOP,
    'dns/zones/deep/example.net.txt': TOP,
    'dns/zones/README': 'no zone\n',
    'elsewhere/example.org.txt': TOP,
  });
  assert.deepEqual(zones(set), [
    'example.com. primary dns/zones/example.com.txt server CoreDNS',
    'example.net. primary dns/zones/deep/example.net.txt server CoreDNS',
  ]);
});

test('includes, and what changes: the configuration, a part of it, a file that comes', async () => {
  const set = await site({
    'knot.conf': 'include: "conf.d/*.conf"\n',
    'conf.d/a.conf': 'zone:\n  - domain: example.com\n    storage: zones\n',
    'zones/example.com.zone': TOP,
  });
  const zone = (name: string) => `${name} primary zones/${name}zone server Knot DNS`;
  assert.deepEqual(zones(set), [zone('example.com.')]);
  await set.write('conf.d/b.conf', 'zone:\n  - domain: example.net\n    storage: zones\n');
  assert.deepEqual(zones(set), [zone('example.com.')], 'its file is not there');
  await set.write('zones/example.net.zone', TOP);
  assert.deepEqual(zones(set), [zone('example.com.'), zone('example.net.')]);
  await set.write('conf.d/a.conf', 'zone:\n  - domain: example.org\n    storage: zones\n    file: example.com.zone\n');
  assert.deepEqual(zones(set), [zone('example.net.'), 'example.org. primary zones/example.com.zone server Knot DNS']);
  await set.write('knot.conf', undefined);
  assert.deepEqual(zones(set), [
    'example.com. primary zones/example.com.zone file-name',
    'example.net. primary zones/example.net.zone file-name',
  ]);
});

test('zones of different servers are compared with one another', async () => {
  const set = await site({
    'nsd.conf': 'zone:\n  name: example.com\n  zonefile: com\n',
    'unbound.conf': 'auth-zone:\n  name: 2.0.192.in-addr.arpa\n  zonefile: rev\n',
    com: `${TOP}www A 192.0.2.80\n`,
    rev: '$TTL 1h\n@ SOA ns1.example.com. h.example.com. 1 2h 1h 2w 1h\n@ NS ns1.example.com.\n81 PTR www.example.com.\n',
  });
  assert.equal(set.problems('rev', /ptr-mismatch/).length, 1);
});

test('origins are set by paths relative to the folder, by patterns and by URIs', async () => {
  const files = { 'a/x': TOP, 'a/y': TOP, 'b/z': TOP };
  const origins = { 'a/*': 'example.com', 'a/y': 'example.net', 'file:///w/b/z': 'example.org' };
  assert.deepEqual(
    zones(await site(files, Object.keys(files), { origins })).map((each) => each.split(' ')[0]),
    ['example.com.', 'example.net.', 'example.org.'],
  );
});
