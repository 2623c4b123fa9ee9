/** Reverse zones that are not there yet: where their file and statement go, what they hold, and ranges that are handed on. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parsePrefix } from '../../../../server/src/dns/prefixes.ts';
import type { NewReverseZoneParams } from '../../../../server/src/services/reverse/service.ts';
import { reverseZoneName } from '../../../../server/src/services/reverse/zoneNames.ts';
import { finish } from '../../../../server/src/steps.ts';
import { uriOf } from '../../workspace/harness.ts';
import { agreementOf, linesOf, make, type PtrSite, ptrSite, SOA } from './harness.ts';

const forward = (lines: string): string => `${SOA}ns1 A 203.0.113.1\n${lines}`;
const top = (zone: string): string => `$ORIGIN ${zone}
$TTL 1h
@\tIN SOA\tns1.example.com. hostmaster.example.com. (
\t\t2026010201\t; serial
\t\t1d\t; refresh
\t\t2h\t; retry
\t\t4w\t; expire
\t\t1h )\t; how long answers of absence are kept
\tIN NS\tns1.example.com.
`;

async function newZone(site: PtrSite, params: NewReverseZoneParams) {
  const answer = finish(site.features.newZone({ ...params, uri: uriOf(params.uri) }));
  assert.ok(answer);
  if ('reason' in answer) return answer.reason;
  return { files: await make(site, answer.edit), notes: answer.notes };
}

const NAMES: readonly (readonly [network: string, zone: string | undefined])[] = [
  ['10.0.0.0/8', '10.in-addr.arpa.'],
  ['172.16.5.0/16', '16.172.in-addr.arpa.'],
  ['192.0.2.77/24', '2.0.192.in-addr.arpa.'],
  ['192.0.2.77/26', '64/26.2.0.192.in-addr.arpa.'],
  ['192.0.2.77/31', '76/31.2.0.192.in-addr.arpa.'],
  ['192.0.2.0/20', undefined],
  ['192.0.2.0/32', undefined],
  ['2001:db8::/32', '8.b.d.0.1.0.0.2.ip6.arpa.'],
  ['2001:db8:1234::/44', '3.2.1.8.b.d.0.1.0.0.2.ip6.arpa.'],
  ['2001:db8::/56', '0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa.'],
  ['2001:db8::/50', undefined],
];

it('networks have zones at the cuts of the DNS', () => {
  for (const [network, zone] of NAMES) assert.equal(reverseZoneName(parsePrefix(network)!), zone, network);
});

describe('a reverse zone that is not there', () => {
  const conf = `options { directory "/w"; };
view "in" {
\tmatch-clients { 10.0.0.0/8; };
\tzone "example.com" {
\t\ttype primary;
\t\tfile "in/example.com.zone"; // the inside
\t};
};
view "out" { match-clients { any; };
\tzone "example.com" { type primary; file "out/db.example.com"; };
};
`;
  const files = {
    'named.conf': conf,
    'in/example.com.zone': forward('www A 10.0.0.10\nalso A 10.0.0.10\nmail A 10.0.0.9\n@ MX 10 mail\n'),
    'out/db.example.com': forward('www A 192.0.2.80\n'),
  };

  it('is proposed by the networks of the file, those with the most addresses first', async () => {
    const site = await ptrSite(files);
    const of = (path: string) => finish(site.features.missingNetworks(uriOf(path)))?.networks;
    assert.deepEqual(of('in/example.com.zone'), [
      { network: '10.0.0.0/24', zone: '0.0.10.in-addr.arpa.', addresses: 3 },
      { network: '203.0.113.0/24', zone: '113.0.203.in-addr.arpa.', addresses: 1 },
    ]);
    assert.deepEqual(
      of('out/db.example.com')?.map(({ network }) => network),
      ['203.0.113.0/24', '192.0.2.0/24'],
    );
    assert.equal(of('nowhere'), undefined);
  });

  it('comes into the view and the folder of the zone, named and laid out as it is, with its PTR records', async () => {
    const site = await ptrSite(files);
    const made = await newZone(site, { uri: 'in/example.com.zone', network: '10.0.0.0/24' });
    const statement =
      '\n\tzone "0.0.10.in-addr.arpa" {\n\t\ttype primary;\n\t\tfile "in/0.0.10.in-addr.arpa.zone";\n\t};\n';
    assert.deepEqual(made, {
      files: {
        'named.conf': conf
          .replace('};\n};\nview "out"', `};\n${statement}};\nview "out"`)
          .replace('\t};\n\n\n', '\t};\n\n'),
        'in/0.0.10.in-addr.arpa.zone': `${top('0.0.10.in-addr.arpa.')}9\tIN PTR\tmail.example.com.\n10\tIN PTR\twww.example.com.\n`,
      },
      notes: [
        '1 addresses have several names; the PTR records name those that mail and name servers have, else the first.',
      ],
    });
    assert.ok(linesOf(agreementOf(site)).includes('10.0.0.9 mail.example.com. in mail.example.com.: agrees'));
  });

  it('in one line where the other zones are', async () => {
    const site = await ptrSite(files);
    const made = await newZone(site, { uri: 'out/db.example.com', network: '192.0.2.64/26' });
    assert.ok(typeof made === 'object');
    assert.deepEqual(made.files, {
      'named.conf': conf.replace(
        /(\tzone "example.com" \{ type primary.*\n)/,
        '$1\tzone "64/26.2.0.192.in-addr.arpa" { type primary; file "out/db.64-26.2.0.192.in-addr.arpa"; };\n',
      ),
      'out/db.64-26.2.0.192.in-addr.arpa': `${top('64/26.2.0.192.in-addr.arpa.')}80\tIN PTR\twww.example.com.\n`,
    });
  });

  it('without a configuration it is a file', async () => {
    const site = await ptrSite({ 'zones/db.example.com': `; zone: example.com\n${forward('www AAAA 2001:db8::1\n')}` });
    const made = await newZone(site, { uri: 'zones/db.example.com', network: '2001:db8::/64' });
    assert.ok(typeof made === 'object');
    const [path, ...others] = Object.keys(made.files);
    assert.deepEqual([path, others], ['zones/db.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa', []]);
    site.site.open(path);
    await site.site.workspace.settle();
    assert.ok(linesOf(agreementOf(site)).includes('2001:db8::1 www.example.com. www.example.com.: agrees'));
  });

  it('is refused where it cannot be, with the reason', async () => {
    const site = await ptrSite({ ...files, 'in/2.0.192.in-addr.arpa.zone': '' });
    const reason = (network: string) => newZone(site, { uri: 'in/example.com.zone', network });
    assert.match(String(await reason('192.0.2.0/20')), /^192\.0\.0\.0\/20 has no reverse zone of its own: /);
    assert.match(String(await reason('192.0.2')), /is not a network/);
    assert.equal(await reason('192.0.2.0/24'), 'The file 2.0.192.in-addr.arpa.zone is there already.');
    await newZone(site, { uri: 'in/example.com.zone', network: '10.0.0.0/24' });
    assert.equal(await reason('10.0.0.0/24'), '0.0.10.in-addr.arpa. is there already.');
  });
});

describe('a range that is handed on', () => {
  const files = (records: string) => ({
    'named.conf': 'zone "2.0.192.in-addr.arpa" { type primary; file "rev/2.0.192"; };\n',
    'rev/2.0.192': `${SOA}${records}`,
  });
  const nameServers = ['ns.example.net'];
  const raised = SOA.replace(' 1 2h', ' 2 2h');
  const child = top('64/30.2.0.192.in-addr.arpa.')
    .replace('hostmaster.example.com.', 'hostmaster.2.0.192.in-addr.arpa.')
    .replaceAll('ns1.example.com.', 'ns.example.net.');

  it('is CNAMEs in the zone that had it, and the PTR records in a zone of its own (RFC 2317)', async () => {
    const site = await ptrSite(files('10 PTR a.example.com.\n65 PTR b.example.com. ; rack\n66 PTR c.example.com.\n'));
    const made = await newZone(site, {
      uri: 'rev/2.0.192',
      network: '192.0.2.64/30',
      delegation: { nameServers, isHere: true },
    });
    assert.deepEqual(made, {
      files: {
        'named.conf':
          'zone "2.0.192.in-addr.arpa" { type primary; file "rev/2.0.192"; };\nzone "64/30.2.0.192.in-addr.arpa" { type primary; file "rev/db.64-30.2.0.192.in-addr.arpa"; };\n',
        'rev/db.64-30.2.0.192.in-addr.arpa': `${child}65\tIN PTR\tb.example.com.\n66\tIN PTR\tc.example.com.\n`,
        'rev/2.0.192': `${raised}10 PTR a.example.com.\n64/30\tIN NS\tns.example.net.\n$GENERATE 64-67 $ CNAME $.64/30\n`,
      },
      notes: [],
    });
  });

  it('leaves what no CNAME can stand beside', async () => {
    const site = await ptrSite(files('65 PTR b.example.com.\n66 TXT "rack 4"\n'));
    const made = await newZone(site, {
      uri: 'rev/2.0.192',
      network: '192.0.2.64/30',
      delegation: { nameServers, isHere: false },
    });
    assert.deepEqual(made, {
      files: {
        'rev/2.0.192': `${raised}66 TXT "rack 4"\n64/30\tIN NS\tns.example.net.\n64\tIN CNAME\t64.64/30\n65\tIN CNAME\t65.64/30\n67\tIN CNAME\t67.64/30\n`,
      },
      notes: ['66.2.0.192.in-addr.arpa. stay here: they have records beside which no CNAME can stand.'],
    });
  });

  it('at a cut of the tree is a delegation', async () => {
    const zone = '8.b.d.0.1.0.0.2.ip6.arpa';
    const site = await ptrSite({
      'named.conf': `zone "${zone}" { type primary; file "db.6"; };\n`,
      'db.6': `${SOA}1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.4.3.2.1 PTR a.example.com.\n`,
    });
    const made = await newZone(site, {
      uri: 'db.6',
      network: '2001:db8:1234::/48',
      delegation: { nameServers, isHere: false },
    });
    assert.deepEqual(made, { files: { 'db.6': `${raised}4.3.2.1\tIN NS\tns.example.net.\n` }, notes: [] });
  });

  it('is refused where it is handed on already, is no range of the zone, or is made by a directive', async () => {
    const refused = async (records: string, network: string) =>
      String(
        await newZone(await ptrSite(files(records)), {
          uri: 'rev/2.0.192',
          network,
          delegation: { nameServers, isHere: false },
        }),
      );
    assert.match(
      await refused('65 CNAME 65.x\n', '192.0.2.64/26'),
      /^65\.2\.0\.192\.in-addr\.arpa\. is a CNAME already/,
    );
    assert.match(await refused('64/26 NS ns\n', '192.0.2.64/26'), /is delegated already/);
    assert.match(await refused('', '192.0.3.64/26'), /no range inside of 2\.0\.192\.in-addr\.arpa\./);
    assert.match(await refused('', '192.0.2.0/24'), /no range inside/);
    assert.match(
      await refused('$GENERATE 64-65 $ PTR h$.example.com.\n', '192.0.2.64/26'),
      /^Line \d of 2\.0\.192 cannot/,
    );
  });
});
