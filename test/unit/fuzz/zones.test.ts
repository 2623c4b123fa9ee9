import assert from 'node:assert/strict';
import { test } from 'node:test';
import { randomChange, randomNumbers, seeds } from './edits.ts';
import { examples, zoneLine, zoneText } from './texts.ts';
import { assertZoneTiles, EditedWorkspace } from './workspaces.ts';

const SOA = '$TTL 3600\n@ SOA ns1 host 1 3600 900 1209600 300\n@ NS ns1\nns1 A 192.0.2.53\nns1 AAAA 2001:db8::53\n';
const PIECES = [
  '$INCLUDE db.deep',
  '$INCLUDE db.deep lab',
  '$INCLUDE db.gone',
  '$INCLUDE db.example.com',
  'sub NS ns1.sub',
  'ns1.sub A 192.0.2.54',
  'mail A 192.0.2.26',
  '@ DNAME example.edu.',
  '; bailiwick-ignore zone/bad-rdata',
];
/** Zones, and files that are included: by one, by both, and by one another. */
const FILES = {
  'named.conf': `options { directory "/w"; };
zone "example.com" { type primary; file "db.example.com"; };
zone "2.0.192.in-addr.arpa" { type primary; file "db.192.0.2"; };
`,
  'db.example.com': `${SOA}www A 192.0.2.10\n$INCLUDE db.more\nmail A 192.0.2.25\n$INCLUDE db.more lab\n MX 10 mail\n`,
  'db.example.org': `${SOA}host A 192.0.2.11\n$INCLUDE db.more\nalias CNAME host\n`,
  'db.more': 'more A 192.0.2.30\n$TTL 60\n$INCLUDE db.deep\n TXT "inherited"\n',
  'db.deep': 'deep 300 TXT "deep"\n$ORIGIN else.example.edu.\n@ A 192.0.2.31\n',
};
/** The same with zones that refer to each other. */
const RELATED = {
  ...FILES,
  'db.example.org': `${FILES['db.example.org']}other CNAME www.example.com.\n`,
  'db.192.0.2': `${SOA}10 PTR www.example.com.\n11 PTR host.example.org.\n$GENERATE 20-25 $ PTR h$.example.com.\n`,
};
const ZONES = ['db.example.com', 'db.example.org', 'db.more', 'db.deep'];

/** Edits, opens, closes and rewrites the files at random, and compares after each step. */
async function editZones(
  files: Readonly<Record<string, string>>,
  zones: readonly string[],
  seed: number,
  more: readonly string[] = [],
): Promise<void> {
  const random = randomNumbers(seed);
  const workspace = new EditedWorkspace();
  await workspace.start(files);
  for (const path of zones) if (path !== 'db.deep') workspace.open(path, 'zone');
  const pieces = [...PIECES, ...more, ...Array.from({ length: 20 }, () => zoneLine(random))];
  for (let step = 0; step < 40; step++) {
    const path = zones[random(zones.length)];
    if (!workspace.isOpen(path)) {
      if (random(2) === 0) workspace.open(path, 'zone');
      else workspace.write(path, `${workspace.text(path)}${zoneLine(random)}\n`);
    } else if (random(25) === 0) workspace.close(path);
    else {
      workspace.edit(path, randomChange(workspace.text(path), random, pieces));
      assertZoneTiles(workspace.text(path));
    }
    await workspace.assertFresh(`seed ${seed}, step ${step}, ${path}`);
  }
}

for (const seed of seeds()) {
  test(`zones with includes, edited at random, are what they are when read afresh (seed ${seed})`, () =>
    editZones(FILES, ZONES, seed));

  test(`example and generated zones, edited at random, are what they are when read afresh (seed ${seed})`, async () => {
    const random = randomNumbers(seed + 100);
    const pieces = Array.from({ length: 40 }, () => zoneLine(random));
    // Long enough for several chunks.
    const texts = [...examples('zone').values(), zoneText(random, 700)];
    for (const [i, text] of texts.entries()) {
      const workspace = new EditedWorkspace();
      await workspace.start({ 'db.example.org': text });
      workspace.open('db.example.org', 'zone');
      for (let step = 0; step < 6; step++) {
        const change = randomChange(workspace.text('db.example.org'), random, pieces);
        workspace.edit('db.example.org', change);
        assertZoneTiles(workspace.text('db.example.org'));
        await workspace.assertFresh(`seed ${seed}, text ${i}, step ${step}: ${JSON.stringify(change)}`);
      }
    }
  });
}

test('zones that refer to each other, edited at random, are what they are when read afresh', () =>
  editZones(RELATED, [...ZONES, 'db.192.0.2'], 1));

const ZONE_KEY = 'DNSKEY 257 3 15 AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=';
/** Zones that are compared with one another: in two views, one below the other, and with name servers in one another. */
const COMPARED = {
  'named.conf': `options { directory "/w"; };
view "in" {
  match-clients { 192.0.2.0/24; };
  zone "example.com" { type primary; file "db.inside"; };
  zone "corp.example.net" { type primary; file "db.corp"; };
};
view "out" {
  zone "example.com" { type primary; file "db.outside"; };
  zone "sub.example.com" { type primary; file "db.sub"; };
  zone "example.org" { type primary; file "db.example.org"; };
};
`,
  'db.inside': `${SOA}@ MX 10 mail\nmail A 192.0.2.25\n@ ${ZONE_KEY}\nwww A 10.0.0.80\n`,
  'db.outside': `$TTL 3600\n@ SOA ns1 host 1 3600 900 1209600 300\n@ NS ns.example.org.\n@ MX 10 mail\nmail A 192.0.2.25\nwww A 10.0.0.80\nsub NS ns.sub\nsub NS ns.example.org.\nns.sub A 192.0.2.55\nsub DS 1 15 2 00\nportal CNAME intra.corp.example.net.\nold CNAME gone.example.org.\n`,
  'db.sub': `${SOA}@ NS ns\nns A 192.0.2.54\nns AAAA 2001:db8::54\n@ ${ZONE_KEY}\n`,
  'db.example.org': `$TTL 3600\n@ SOA ns1 host 1 3600 900 1209600 300\n@ NS mail.example.com.\nns A 192.0.2.56\n`,
  'db.corp': `${SOA}intra A 10.0.0.9\n`,
};
const COMPARED_PIECES = [
  'ns.sub AAAA 2001:db8::54',
  'ns A 192.0.2.55',
  'gone A 192.0.2.57',
  'sub NS ns.example.org.',
  '@ NS ns.sub.example.com.',
  `@ ${ZONE_KEY}`,
  '@ CAA 0 issue "example.net"',
  'intra A 192.0.2.58',
];

for (const seed of seeds()) {
  test(`zones that are compared with one another, edited at random, are what they are when read afresh (seed ${seed})`, () =>
    editZones(COMPARED, ['db.outside', 'db.inside', 'db.sub', 'db.example.org', 'db.corp'], seed, COMPARED_PIECES));
}

/** One file for zones of several names and views, and for one that includes it. */
const SHARED = {
  ...FILES,
  'named.conf': `options { directory "/w"; };
zone "example.net" { type primary; file "db.example.com"; };
zone "example.com" { type primary; file "db.example.com"; };
zone "example.edu" { type secondary; primaries { 192.0.2.1; }; file "db.example.com"; };
zone "2.0.192.in-addr.arpa" { type primary; file "db.example.org"; };
`,
};

test('a file of several zones, edited at random, is what it is when read afresh', () => editZones(SHARED, ZONES, 2));

test('a file that a zone includes twice is what it is when read afresh', async () => {
  const workspace = new EditedWorkspace();
  await workspace.start({
    'db.example.com': `${SOA}$INCLUDE db.more\n$TTL 60\n$INCLUDE db.more\n`,
    'db.more': 'more A 192.0.2.30\n',
  });
  workspace.open('db.example.com', 'zone');
  await workspace.assertFresh('before the edit');
  const at = '$TTL 360'.length;
  workspace.edit('db.example.com', { start: at, end: at + 1, newText: '1' });
  await workspace.assertFresh('after the TTL of the first inclusion');
});

test('the files to be edited are zones with records', async () => {
  const workspace = new EditedWorkspace();
  await workspace.start(FILES);
  assert.ok(examples('zone').size >= 5);
  assert.ok(examples('named-conf').size >= 3);
});
