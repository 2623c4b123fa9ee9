import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ZONE_RULES } from '../../../../server/src/rules/zone/index.ts';
import type { ZoneRule } from '../../../../server/src/rules/zone/zoneRule.ts';
import { randomNumbers, seeds } from '../../fuzz/edits.ts';
import { examples, zoneText } from '../../fuzz/texts.ts';
import { withTop } from './check.ts';
import { originOf, TestZone } from './harness.ts';

/** The same rules, spared nothing: what a rule may be spared must not cost a finding. */
const SPARED_NOTHING: readonly ZoneRule[] = ZONE_RULES.map(({ skipUnless: _skipUnless, ...rule }) => rule);

/** Data that stand at many names, so that they are known when they are read again. */
const OWNERS = [
  'www',
  'mail',
  '_spf',
  'a.b',
  'host.example',
  '*',
  '_sip._tcp',
  'ns1.sub',
  'sub',
  '@',
  'x.example.com',
  '10',
];
const DATA = [
  'TXT "v=spf1 ip4:192.0.2.25"',
  'TXT "v=spf1 mx a:gone ?all"',
  'TXT CHANGEME',
  'TXT v=DMARC1;p=none',
  'CAA 3 issue "ca.example.net"',
  'CAA 0 issuewild "ca.example.net"',
  'MX 10 mail',
  'MX 10 192.0.2.1',
  'MX 0 .',
  'SRV 0 0 0 mail',
  'SRV 0 5 5060 gone',
  'CNAME www',
  'CNAME gone.example.com',
  'NS ns1.sub',
  'NS ns.example.net.',
  'A 1.2.3.4',
  'A 192.0.2.80',
  'AAAA ::ffff:192.0.2.80',
  'AAAA 2001:db8::80',
  'PTR bad_host.example.net.',
  'NAPTR 1 2 "u" "E2U+sip" "!^.*$!sip:a@example.net!" .',
  'NAPTR 1 2 "s" "SIP+D2U" "" _sip._udp.example.net.',
  'NAPTR 1 3 "u" "sip+E2U" "!^.*$!sip:a@example.net!" .',
  'NAPTR 1 4 "u" "E2U+sip" "" .',
  'NAPTR 1 5 "x" "E2U sip" "!^.*$!sip:a@example.net!" www',
  'SSHFP 4 2 D001BD422FFDA9B745425B71DC17D007E691869BD59C5F237D9BF85434C3133F',
  'SSHFP 2 1 D001BD422FFDA9B745425B71DC17D007E6918690',
  'SSHFP 9 9 00',
  'KEY 512 3 13 AwEAAQ==',
  'KEY 512 3 253 AwEAAQ==',
  'KEY 49152 3 13',
  'RRSIG A 13 3 300 20370101000000 20200101000000 1 example.com. AwEAAQ==',
  'RRSIG A 13 3 300 20370101000000 20200101000000 2 example.com. AwEAAQ==',
  'RRSIG MX 13 3 300 20370101000000 20200101000000 1 example.com. AwEAAQ==',
  'NSEC www.example.com. A RRSIG',
  'NSEC www.example.com A RRSIG',
  'MX 20 CHANGEME',
  'DS 12345 13 2 D001BD422FFDA9B745425B71DC17D007E691869BD59C5F237D9BF85434C3133F',
  'DS 12345 5 2 D001BD422FFDA9B745425B71DC17D007E691869BD59C5F237D9BF85434C3133F',
  'DS 12345 99 2 D001BD422FFDA9B745425B71DC17D007E691869BD59C5F237D9BF85434C3133F',
  'DS 12345 13 1 D001BD422FFDA9B745425B71DC17D007E6918690',
  'CDNSKEY 257 3 5 AwEAAQ==',
  'DNSKEY 257 3 99 AwEAAQ==',
  'MX 20 mail',
  'SRV 0 5 5060 yourserver',
  'TXT "one" "other"',
  'TXT "v" "=spf1 -all"',
  'TXT "sp" "f1 -all"',
  'TXT "one" CHANGEME',
  'CNAME @.www',
  'RRSIG A 254 3 300 20370101000000 20200101000000 1 example.com. AwEAAQ==',
];

function repeatedText(random: (below: number) => number): string {
  const lines = Array.from({ length: 400 }, () => {
    const ttl = random(4) === 0 ? `${[0, 60, 300, 9_999_999][random(4)]} ` : '';
    return `${random(3) === 0 ? '' : OWNERS[random(OWNERS.length)]} ${ttl}${DATA[random(DATA.length)]}`;
  });
  return `${withTop('')}www A 192.0.2.81\n${lines.join('\n')}\nother.example.net. A 192.0.2.1\n`;
}

/** Names and targets of reverse zones, right and wrong, and of others that numbers are the names of. */
const NUMBERED = [
  '1',
  '1.2',
  '1.2.3',
  '256.3',
  '5.0/25.2',
  '130.0/25.2',
  '0/25.2',
  'a.b.c',
  '0.0.0.0',
  '_dns-sd._udp',
  '*.3',
  '#1.3',
  '@.3',
  '1_a.4',
  '3600',
  '1h',
  '4.3.2.10.in-addr.arpa.',
  '4.3.2.10.in-adr.arpa.',
  '4.3.2.10.in-addr.arpa.net.',
  '1.0.0.2.ip6.int.',
  '1.0.0.2.ip6.arpa.',
  '4.3.2.10.in-addr.arpa',
  '192.0.2.1',
  '192.0.2.1.',
  '2001:db8::1',
  'host',
  'host.example.net.',
  'host.example.net',
  'host_1.example.net.',
  '1\\.2.',
];

function numberedText(random: (below: number) => number, origin: string): string {
  const any = (): string => NUMBERED[random(NUMBERED.length)];
  const types = ['PTR', 'PTR', 'CNAME', 'CNAME', 'NS', 'MX 10', 'DNAME', 'NSEC'];
  const lines = Array.from({ length: 300 }, () => {
    const type = types[random(types.length)];
    const data = type === 'NSEC' ? `${any()} PTR RRSIG NSEC` : any();
    const head = `${random(4) === 0 ? '' : any()} ${['', '', '0 ', '60 IN ', '9999999 '][random(5)]}`;
    return `${random(30) === 0 ? `$ORIGIN ${['', '2.', 'in-addr.arpa. ;'][random(3)]}${origin}.\n` : ''}${head}${type} ${data}`;
  });
  return `; zone: ${origin}\n$TTL 300\n$ORIGIN ${origin}.\n@ SOA ns.example.net. h.example.net. 1 7200 900 1209600 300\n@ NS ns.example.net.\n${lines.join('\n')}\n`;
}

/** Checks that both say the same; gives how much that is. */
function assertSame(text: string, origin: string | undefined, what: string): number {
  const options = origin === undefined ? {} : { origin };
  const asked = new TestZone(text, { ...options, rules: SPARED_NOTHING }).problems();
  assert.deepEqual(new TestZone(text, options).problems(), asked, what);
  return asked.length;
}

describe('what rules may be spared', () => {
  it('costs no finding in the examples of the rules', () => {
    for (const { id, docs } of ZONE_RULES) {
      for (const text of [docs.bad, docs.good]) assertSame(withTop(text), originOf(text), id);
    }
  });

  it('costs no finding in the example zones', () => {
    for (const [name, text] of examples('zone')) assertSame(text, undefined, name);
  });

  for (const seed of seeds()) {
    it(`costs no finding in zones made at random (seed ${seed})`, () => {
      const random = randomNumbers(seed);
      assert.ok(assertSame(zoneText(random, 500), undefined, 'any lines') > 100);
      assert.ok(assertSame(repeatedText(random), undefined, 'the same data at many names') > 100);
      for (const origin of [
        '10.in-addr.arpa',
        'in-addr.arpa',
        '2.0.192.in-addr.arpa',
        '0.0.2.ip6.arpa',
        '9.4.e164.arpa',
        'ip6.int',
        'example.com',
      ])
        assert.ok(assertSame(numberedText(random, origin), origin, origin) > 100);
    });
  }
});
