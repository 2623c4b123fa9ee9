import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseAddress, reverseName } from '../../../server/src/dns/addresses.ts';
import { misspeltReverseSuffix, readReverse } from '../../../server/src/dns/reverse.ts';

function labels(name: string): string[] {
  return name.replace(/\.$/, '').split('.');
}

function nibblesForwards(text: string): string {
  return `${reverseName(parseAddress(text)!).split('.').slice(0, 32).reverse().join('.')}.ip6.arpa`;
}

test('reverse names of addresses and networks', () => {
  const cases: [string, string, boolean, number][] = [
    [reverseName(parseAddress('2001:db8::1')!), '2001:db8::1', true, 32],
    ['8.B.D.0.1.0.0.2.IP6.ARPA.', '2001:db8::/32', false, 8],
    ['8.b.d.0.1.0.0.2.ip6.int', '2001:db8::/32', false, 8],
    ['ip6.arpa', '::/0', false, 0],
    ['2.0.192.in-addr.arpa', '192.0.2.0/24', false, 3],
    ['1.2.0.192.in-addr.arpa.', '192.0.2.1', true, 4],
    ['1.0/25.2.0.192.in-addr.arpa', '192.0.2.1', true, 4],
    ['*.2.0.192.in-addr.arpa', '192.0.2.0/24', false, 3],
    ['b._dns-sd._udp.0.2.0.192.in-addr.arpa', '192.0.2.0', true, 4],
  ];
  for (const [name, text, complete, count] of cases) {
    const reading = readReverse(labels(name))!;
    assert.equal(reading.text, text, name);
    assert.equal(reading.complete, complete, name);
    assert.equal(reading.count, count, name);
    assert.deepEqual(reading.faults, [], name);
    assert.equal(reading.forwards, undefined, name);
  }
  assert.equal(readReverse(labels('8.b.d.0.1.0.0.2.ip6.arpa'))!.full, '2001:0db8:0000:0000:0000:0000:0000:0000/32');
  for (const other of ['example.com', 'arpa', 'home.arpa', 'in-addr.arpa.net'])
    assert.equal(readReverse(labels(other)), undefined, other);
});

test('a whole reverse name of 16 digits in a zone of 8 has 24 nibbles', () => {
  const reading = readReverse(labels('1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa'))!;
  assert.equal(reading.count, 24);
  assert.equal(reading.wanted, 32);
  assert.equal(reading.text, '2001:db8::1:0:0/96');
  assert.equal(reading.complete, false);
});

test('labels that are wrong', () => {
  const cases: [string, string][] = [
    ['1.0db8.2001.ip6.arpa', '0db8 not-a-nibble digits, 2001 not-a-nibble digits'],
    ['10.8.b.d.0.1.0.0.2.ip6.arpa', '10 not-a-nibble digits'],
    ['ns1.8.b.d.0.1.0.0.2.ip6.arpa', 'ns1 not-a-nibble'],
    ['g.8.b.d.0.1.0.0.2.ip6.arpa', 'g not-a-nibble'],
    [`f.${reverseName(parseAddress('2001:db8::1')!)}`, 'f too-many digits'],
    ['256.2.0.192.in-addr.arpa', '256 octet-out-of-range digits'],
    ['01.2.0.192.in-addr.arpa', '01 leading-zero digits'],
    ['5.4.3.2.1.in-addr.arpa', '5 too-many digits'],
    ['www.10.in-addr.arpa', 'www not-an-octet'],
    ['_x._tcp.1.2.0.192.in-addr.arpa', ''],
    ['0-127.2.0.192.in-addr.arpa', ''],
    ['customer.2.0.192.in-addr.arpa', ''],
  ];
  for (const [name, faults] of cases) {
    const found = readReverse(labels(name))!.faults;
    assert.equal(found.map((f) => `${f.label} ${f.reason}${f.digits ? ' digits' : ''}`).join(', '), faults, name);
    for (const fault of found) assert.equal(labels(name)[fault.index], fault.label);
  }
});

test('addresses written forwards', () => {
  const cases: [string, string | undefined][] = [
    ['2.0.0.1.0.d.b.8.ip6.arpa', '2001:db8::/32'],
    ['f.e.8.0.ip6.arpa', 'fe80::/16'],
    ['f.d.0.0.ip6.arpa', 'fd00::/16'],
    [nibblesForwards('2001:db8::1'), '2001:db8::1'],
    [nibblesForwards('2a02:898:1234::5a'), '2a02:898:1234::5a'],
    ['192.168.0.in-addr.arpa', '192.168.0.0/24'],
    ['10.0.0.in-addr.arpa', '10.0.0.0/24'],
    ['192.168.1.in-addr.arpa', undefined],
    ['10.in-addr.arpa', undefined],
    ['168.192.in-addr.arpa', undefined],
  ];
  for (const [name, forwards] of cases) assert.equal(readReverse(labels(name))!.forwards, forwards, name);
});

test('no right name is taken for one written forwards', () => {
  const addresses = [
    '2001:db8::2001',
    '2a00::1002',
    'fe80::8ef',
    'fd12:3456::df',
    '::1',
    '::',
    '::ffff:1.2.0.2',
    '64:ff9b::102',
    '100::2',
    '200:1::2',
    '300::42',
    'ff02::1:ff00:2',
    '3fff::3',
    '5f00::2',
  ];
  for (const text of addresses) {
    const name = labels(reverseName(parseAddress(text)!));
    for (let from = 0; from < 32; from++)
      assert.equal(readReverse(name.slice(from))!.forwards, undefined, name.slice(from).join('.'));
  }
});

test('misspelt suffixes', () => {
  const cases: [string, string | undefined, number?][] = [
    ['2.0.192.IN-ADDRPA.NET', 'in-addr.arpa', 3],
    ['2.0.192.in-addr.apra', 'in-addr.arpa', 3],
    ['2.0.192.inaddr.arpa', 'in-addr.arpa', 3],
    ['2.0.192.in-adr.arpa', 'in-addr.arpa', 3],
    ['2.0.192.in.addr.arpa', 'in-addr.arpa', 3],
    ['2.0.192.in-addr.arpa.net', 'in-addr.arpa', 3],
    ['8.b.d.0.1.0.0.2.ip6.apra', 'ip6.arpa', 8],
    ['8.b.d.0.1.0.0.2.ip6.arp', 'ip6.arpa', 8],
    ['8.b.d.0.1.0.0.2.ipv6.arpa', 'ip6.arpa', 8],
    ['8.b.d.0.1.0.0.2.ip6.arpa.net', 'ip6.arpa', 8],
    ['2.0.192.in-addrxxx.arpa', 'in-addr.arpa', 3],
    ['2.0.192.in-addrxxxx.arpa', undefined],
    ['8.b.ip6xx.arpa', 'ip6.arpa', 2],
    ['8.b.ip6xxx.arpa', undefined],
    ['192.in-addr.apra', 'in-addr.arpa', 1],
    ['256.in-addr.apra', undefined],
    ['1.0.ip6.apra', 'ip6.arpa', 2],
    ['1.ip6.apra', undefined],
    ['1g.0.ip6.apra', undefined],
    ['2.0.192.in-addr.arpa.info', undefined],
    ['8.b.ip6.arpa.info', undefined],
    ['8.b.ip6.arpa.COM', 'ip6.arpa', 2],
    ['8.b.i6p.arpa', 'ip6.arpa', 2],
    ['2.0.192.in-addr.arpa', undefined],
    ['8.b.d.0.1.0.0.2.ip6.int', undefined],
    ['4.3.2.1.e164.arpa', undefined],
    ['www.in-addr.apra', undefined],
    ['1.2.3.example.com', undefined],
    ['1.home.arpa', undefined],
    ['10.net', undefined],
    ['in-addr.apra', undefined],
  ];
  for (const [name, suffix, from] of cases) {
    const found = misspeltReverseSuffix(labels(name));
    assert.equal(found?.suffix, suffix, name);
    if (found) assert.deepEqual([found.from, found.to], [from, labels(name).length], name);
  }
});

test('any labels can be read', () => {
  const pool = [
    '',
    '*',
    '_a',
    'in-addr',
    'ip6',
    'arpa',
    'int',
    '0',
    'f',
    '255',
    '256',
    '00',
    'a/b',
    '\\000',
    'x'.repeat(63),
  ];
  let seed = 3;
  for (let n = 0; n < 2000; n++) {
    const made: string[] = [];
    for (let i = 0; i < n % 40; i++) {
      seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
      made.push(pool[(seed >>> 8) % pool.length]);
    }
    for (const end of [[], ['ip6', 'arpa'], ['in-addr', 'arpa']]) {
      const reading = readReverse([...made, ...end]);
      if (reading) assert.ok(reading.count <= reading.wanted);
      misspeltReverseSuffix([...made, ...end]);
    }
  }
});
