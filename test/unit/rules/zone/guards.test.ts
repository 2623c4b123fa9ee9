/** What rules must pass over, or tell apart, at the edges of what they look at. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { RuleId } from '../../../../server/src/rules/ids.ts';
import { base64Octets, rsaKey } from '../../../../server/src/rules/zone/support/keySize.ts';
import { withTop } from './check.ts';
import { TestZone } from './harness.ts';
import { said } from './said.ts';

/** A text, and what is said of it. */
type Case = readonly [text: string, ...said: string[]];

function cases(table: readonly Case[]): void {
  for (const [text, ...expected] of table) it(text, () => assert.deepEqual(said(`${text}\n`), expected));
}

const octets = (...list: number[]): string => Buffer.from(list).toString('base64');

describe('names in SPF that a macro makes', () => {
  cases([
    ['@ TXT "v=spf1 include:%{i}._spf -all"'],
    ['@ TXT "v=spf1 include:gone -all"', 'spf-syntax warning include:gone'],
    ['@ TXT "v=spf1 include:gone.example.com -all"', 'spf-target warning include:gone.example.com'],
    ['@ TXT "v=spf1 a:%{d}.example.com -all"'],
    ['@ TXT "v=spf1 exists:%{i}.gone.example.com -all"'],
    ['@ TXT "v=spf1 redirect=%{o}.example.com"'],
  ]);
});

describe('keys that end too early', () => {
  cases([
    [`@ DNSKEY 257 3 8 ${octets(3, 1, 0, 1)}`, 'dnskey-weak warning DNSKEY'],
    [`@ DNSKEY 257 3 8 ${octets(1)}`, 'dnskey-weak warning DNSKEY'],
    [`@ DNSKEY 257 3 8 ${octets(0, 0, 0, 1)}`, 'dnskey-weak warning DNSKEY'],
    [`@ DNSKEY 257 3 8 ${octets(3, 1, 0, 1, 0, 0)}`, 'dnskey-weak warning DNSKEY'],
    ['s1._domainkey TXT "v=DKIM1; p=MIIB==AAAA"', 'dkim-syntax warning MIIB==AAAA'],
    [
      `s1._domainkey TXT "v=DKIM1; p=${octets(0x30, 0x06, 2, 1, 0, 2, 1, 3)}"`,
      `dkim-key warning ${octets(0x30, 0x06, 2, 1, 0, 2, 1, 3)}`,
    ],
  ]);

  it('are no base64 where something follows the padding, or where it does not fit', () => {
    for (const text of ['AAA=AAAA', 'AA==AA', 'AAAA=', 'A', 'AAAAA', 'AA=', 'AAA==', '=', 'AA-_']) {
      assert.equal(base64Octets(text), undefined, text);
    }
    assert.deepEqual([...base64Octets('AQ I=')!], [1, 2]);
    assert.deepEqual([...base64Octets('AQI')!], [1, 2]);
    assert.deepEqual([...base64Octets('')!], []);
  });

  it('are no RSA keys where a part ends behind the whole', () => {
    const bare = (...modulus: number[]): number[] => [0x30, modulus.length + 5, 2, modulus.length, ...modulus, 2, 1, 3];
    assert.deepEqual(rsaKey(Uint8Array.from(bare(0x80, 1))), { kind: 'rsa', bits: 16 });
    assert.deepEqual(rsaKey(Uint8Array.from(bare(0, 0x01, 1))), { kind: 'rsa', bits: 9 });
    assert.deepEqual(rsaKey(Uint8Array.from(bare(0, 0))), { kind: 'unreadable' });
    assert.deepEqual(rsaKey(Uint8Array.from(bare())), { kind: 'unreadable' });
    for (const wrong of [
      [],
      [0x30],
      [0x30, 0x80],
      [0x30, 0x84, 0, 0, 0, 1],
      [0x30, 2, 2, 1],
      [0x30, 1, 2],
      [0x31, 3, 2, 1, 9],
    ]) {
      assert.deepEqual(rsaKey(Uint8Array.from(wrong)), { kind: 'unreadable' }, String(wrong));
    }
  });

  it('are read in a SubjectPublicKeyInfo as well', () => {
    const key = [0x30, 0x82, 0, 7, 2, 2, 0x80, 1, 2, 1, 3];
    const info = [0x30, 2, 5, 0, 3, key.length + 1, 0, ...key];
    const whole = (content: readonly number[]) => rsaKey(Uint8Array.from([0x30, content.length, ...content]));
    assert.deepEqual(whole(info), { kind: 'rsa', bits: 16 });
    assert.deepEqual(whole(info.with(4, 4)), { kind: 'unreadable' });
    assert.deepEqual(whole(info.with(7, 0x31)), { kind: 'unreadable' });
    assert.deepEqual(whole(info.with(11, 4)), { kind: 'unreadable' });
  });
});

describe('records that a directive makes', () => {
  cases([
    ['$GENERATE 1-2 host$ BOGUS x', 'bad-generate error BOGUS'],
    ['$GENERATE 1-2 host$ TYPE65400 "\\# 1 00"'],
    ['$GENERATE 1-2 host$ A 192.0.2.$'],
  ]);
});

describe('TTLs at and below a delegation', () => {
  cases([
    ['sub 300 NS ns.example.net.\nsub 600 NS ns.example.org.', 'ttl-mismatch information 600'],
    [
      'sub 300 NS ns.example.net.\nsub 600 DS 1 13 2 (\n 00000000000000000000000000000000\n 00000000000000000000000000000000 )',
    ],
    ['sub 300 NS ns.sub\nns.sub 600 A 192.0.2.1\nns.sub 700 AAAA 2001:db8::1'],
    ['sub 300 NS ns.sub\nns.sub 600 A 192.0.2.1\nns.sub 700 A 192.0.2.2', 'ttl-mismatch information 700'],
  ]);
});

describe('names that only look like the zone', () => {
  cases([
    ['notexample.com A 192.0.2.1'],
    ['www.notexample.com A 192.0.2.1'],
    ['www.example.com A 192.0.2.1', 'lost-dot warning www.example.com'],
    ['example.com A 192.0.2.1', 'lost-dot warning example.com'],
    ['x CNAME example', 'cname-dangling warning example'],
  ]);
});

describe('lists in the text of a record', () => {
  cases([
    ['_dmarc TXT "v=DMARC1; p=none; rua=mailto:a@example.net,  b@example.net"', 'dmarc-syntax warning b@example.net'],
    ['_dmarc TXT "v=DMARC1; p=none; rua=  b@example.net ,mailto:a@example.net"', 'dmarc-syntax warning b@example.net'],
    ['_dmarc TXT "v=DMARC1; p=none; rua=mailto:a@example.net , mailto:b@example.net"'],
  ]);
});

describe('data of which the end is wrong and the beginning right', () => {
  cases([
    ['@ NAPTR 10 10 "s" "" "!x!y!" gone surplus', 'bad-rdata error surplus'],
    ['@ MX 10 gone surplus', 'bad-rdata error surplus'],
    ['@ CAA 3 issue "ca.example.net" surplus', 'bad-rdata error surplus'],
    ['@ SSHFP 9 1 00 zz', 'bad-rdata error z'],
  ]);
});

describe('the mail address of the SOA as a name', () => {
  const ADDRESSES: readonly (readonly [address: string, name: string | undefined])[] = [
    ['hostmaster@example.com.', 'hostmaster.example.com.'],
    ['hostmaster@example.com', 'hostmaster.example.com.'],
    ['host.master@example.com.', 'host\\.master.example.com.'],
    ['hostmaster@mail', 'hostmaster.mail'],
    ['host@master@example.com.', undefined],
    ['@example.com.', undefined],
    ['hostmaster@', undefined],
    ['host/master@example.com.', undefined],
    ['hostmaster@example/com.', undefined],
  ];
  for (const [address, name] of ADDRESSES) {
    it(address, () => {
      const zone = new TestZone(`$TTL 3600\n@ SOA ns1 ${address} 1 3600 900 1209600 300\n@ NS ns1.example.net.\n`);
      const [problem] = zone.of('zone/soa-rname-at-sign');
      const titles = zone.fixes(problem).map(({ title }) => title);
      assert.deepEqual(titles, name === undefined ? [] : [`Change to ${name}`]);
      assert.equal(problem.message.includes('Write a dot in its place.'), name === undefined);
    });
  }
});

describe('a name server that is the root', () => {
  const top = '$TTL 3600\n@ SOA ns1 host 1 3600 900 1209600 300\n@ NS ns1\nns1 A 192.0.2.1\n';
  cases([
    [`${top}@ NS ns1.example.net.`, 'ns-missing-aaaa information ns1'],
    [`${top}@ NS .`, 'ns-missing-aaaa information ns1'],
    [top, 'ns-missing-aaaa warning ns1'],
  ]);
});

describe('a record that can be deleted', () => {
  const titles = (text: string): string[] => {
    const zone = new TestZone(text);
    const [problem] = zone.of('zone/duplicate-record');
    return zone.fixes(problem).map(({ title }) => title);
  };
  const soa = '@ 60 SOA ns1.example.net. host 1 3600 900 1209600 300\n@ NS ns1.example.net.\n';
  const twice = 'www 60 A 192.0.2.1\nwww 60 A 192.0.2.1\nftp A 192.0.2.2\n';

  it('is deleted where a $TTL stands for the records behind it, 0 as well', () => {
    assert.deepEqual(titles(`$TTL 60\n${soa}${twice}`), ['Delete this record']);
    assert.deepEqual(titles(`$TTL 0\n${soa}${twice}`), ['Delete this record']);
  });

  it('is not deleted where they take its TTL over', () => {
    assert.deepEqual(titles(`${soa}${twice}`), []);
  });
});

describe('numbers in messages', () => {
  const first = (text: string, rule: RuleId): string => new TestZone(withTop(text)).of(rule)[0].message;

  it('are in the unit that is named', () => {
    const loc = '@ LOC 52 22 23.000 N 4 53 32.000 E 90000.00m 10m 100m 10m\n';
    assert.match(first(loc, 'zone/loc-implausible'), /^The altitude is 90000 m,/);
    const wide = loc.replace('90000.00m 10m', '9m 9000000m');
    assert.match(first(wide, 'zone/loc-implausible'), /^The size is 9000 km\./);
  });
});
