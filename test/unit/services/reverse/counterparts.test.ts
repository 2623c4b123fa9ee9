/** Definition leads from an address to its PTR records, and from the owner of a PTR record to its addresses, through every view. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { zoneDefinition } from '../../../../server/src/services/zone/definition.ts';
import { openScene, placesText } from '../zone/navigationHarness.ts';

const SOA = '$TTL 1d\n@ SOA ns1 host.master 1 2 3 4 5\n';
const zone = (name: string, file: string): string => `zone "${name}" { type primary; file "${file}"; };\n`;
const CONF = `${zone('example.com', 'db.a')}${zone('2.0.192.in-addr.arpa', 'db.r')}${zone('8.b.d.0.1.0.0.2.ip6.arpa', 'db.6')}`;
const VIEWS = ['in', 'out']
  .map(
    (view) =>
      `view "${view}" { ${zone('example.com', `${view}.a`)}${zone('2.0.192.in-addr.arpa', `${view}.r`)}match-clients { any; }; };\n`,
  )
  .join('');
const PART = `${CONF}${zone('0/28.2.0.192.in-addr.arpa', 'db.p')}`;
const V6 = '1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0';

const CASES: readonly (readonly [what: string, files: Record<string, string>])[] = [
  [
    'an address',
    {
      'named.conf': CONF,
      'db.a': `${SOA}www A 192.0.$02.1\n`,
      'db.r': `${SOA}«1» PTR www.example.com.\n`,
      'db.6': SOA,
    },
  ],
  [
    'an IPv6 address in any form',
    { 'named.conf': CONF, 'db.a': `${SOA}www AAAA 2001:DB8:$00:0::1\n`, 'db.r': SOA, 'db.6': `${SOA}«${V6}» PTR x.\n` },
  ],
  [
    'the owner of a PTR record',
    {
      'named.conf': CONF,
      'db.a': `${SOA}«www» A 192.0.2.1\nwww A 192.0.2.2\nftp A 192.0.2.1\n`,
      'db.r': `${SOA}$01 PTR www.example.com.\n`,
      'db.6': SOA,
    },
  ],
  [
    'the owner of a PTR record whose host has no such address: its own place',
    {
      'named.conf': CONF,
      'db.a': `${SOA}www A 192.0.2.2\n`,
      'db.r': `${SOA}«$01» PTR www.example.com.\n`,
      'db.6': SOA,
    },
  ],
  [
    'an address, in every view',
    {
      'named.conf': VIEWS,
      'in.a': `${SOA}www A 192.0.$02.1\n`,
      'out.a': SOA,
      'in.r': `${SOA}«1» PTR www.example.com.\n`,
      'out.r': `${SOA}«1» PTR www.example.com.\n`,
    },
  ],
  [
    'the owner of a PTR record, in every view',
    {
      'named.conf': VIEWS,
      'in.a': `${SOA}«www» A 192.0.2.1\n`,
      'out.a': `${SOA}«www» A 192.0.2.1\n`,
      'in.r': `${SOA}1$0 PTR www.example.com.\n`,
      'out.r': SOA,
    },
  ],
  [
    'an address, and not the copies of another server',
    {
      'named.conf': CONF,
      'db.a': `${SOA}www A 192.0.$02.1\n`,
      'db.r': `${SOA}«1» PTR www.example.com.\n`,
      'db.6': SOA,
      'staging/named.conf': zone('2.0.192.in-addr.arpa', 'db.r'),
      'staging/db.r': `${SOA}1 PTR www.example.com.\n`,
    },
  ],
  [
    'the owner of a PTR record, and not the copies of another server',
    {
      'named.conf': CONF,
      'db.a': `${SOA}«www» A 192.0.2.1\n`,
      'db.r': `${SOA}1$0 PTR www.example.com.\n`,
      'db.6': SOA,
      'staging/named.conf': zone('example.com', 'db.a'),
      'staging/db.a': `${SOA}www A 192.0.2.1\n`,
    },
  ],
  [
    'an address whose PTR record a CNAME leads to (RFC 2317)',
    {
      'named.conf': PART,
      'db.a': `${SOA}www A 192.0.2.$01\n`,
      'db.r': `${SOA}1 CNAME 1.0/28\n`,
      'db.6': SOA,
      'db.p': `${SOA}«1» PTR www.example.com.\n`,
    },
  ],
  [
    'the owner of a PTR record that a CNAME leads to',
    {
      'named.conf': PART,
      'db.a': `${SOA}«www» A 192.0.2.1\n`,
      'db.r': `${SOA}1 CNAME 1.0/28\n`,
      'db.6': SOA,
      'db.p': `${SOA}$01 PTR www.example.com.\n`,
    },
  ],
];

for (const [what, files] of CASES) {
  test(`definition: ${what}`, async () => {
    const { workspace, zone: asked, document, offset, marks } = await openScene(files);
    assert.deepEqual(placesText(workspace, zoneDefinition(asked, document, offset, workspace)), marks);
  });
}
