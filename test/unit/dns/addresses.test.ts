import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  addressText,
  ipv6Full,
  ipv6Text,
  isMappedV4,
  parseAddress,
  parseIpv4,
  parseIpv6,
  reverseName,
} from '../../../server/src/dns/addresses.ts';
import { parsePrefix, prefixContains, prefixText } from '../../../server/src/dns/prefixes.ts';
import { isLinkLocal, isLoopback, isPrivate, specialRange } from '../../../server/src/dns/specialRanges.ts';

function octets(text: string): Uint8Array {
  const found = parseAddress(text);
  assert.ok(found, text);
  return found;
}

test('IPv4 addresses as inet_pton reads them', () => {
  for (const good of ['0.0.0.0', '192.0.2.1', '255.255.255.255']) assert.equal(addressText(parseIpv4(good)!), good);
  const bad = [
    '',
    '1',
    '1.2.3',
    '1.2.3.4.5',
    '1.2.3.256',
    '01.2.3.4',
    '1.2.3.04',
    '1.2.3.',
    '.1.2.3',
    '1..2.3',
    '1.2.3.4 ',
    'a.b.c.d',
    '127.1',
  ];
  for (const text of bad) assert.equal(parseIpv4(text), undefined, text);
});

test('IPv6 addresses and their recommended form (RFC 5952)', () => {
  const cases: [string, string][] = [
    ['::', '::'],
    ['::1', '::1'],
    ['1::', '1::'],
    ['2001:DB8:0:0:0:0:0:1', '2001:db8::1'],
    ['2001:0db8::0001', '2001:db8::1'],
    ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
    ['2001:0:0:1:0:0:0:1', '2001:0:0:1::1'],
    ['2001:db8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
    ['1:2:3:4:5:6:7::', '1:2:3:4:5:6:7:0'],
    ['::2:3:4:5:6:7:8', '0:2:3:4:5:6:7:8'],
    ['::ffff:192.0.2.1', '::ffff:192.0.2.1'],
    ['64:ff9b::192.0.2.33', '64:ff9b::c000:221'],
    ['1:2:3:4:5:6:1.2.3.4', '1:2:3:4:5:6:102:304'],
  ];
  for (const [text, canonical] of cases) assert.equal(ipv6Text(parseIpv6(text)!), canonical, text);
  const bad = [
    '',
    ':',
    ':::',
    '1',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '1:2:3:4:5:6:7:8::',
    '1::2::3',
    '12345::',
    'g::',
    ':1::',
    '1::2:',
    '::1.2.3',
    '1.2.3.4',
    '::1.2.3.4:5',
    'fe80::1%eth0',
    '::1/64',
    '1:2:3:4:5:6:7:1.2.3.4',
  ];
  for (const text of bad) assert.equal(parseIpv6(text), undefined, text);
});

test('text to octets to text is stable for seeded addresses', () => {
  let seed = 7;
  for (let n = 0; n < 500; n++) {
    const made = new Uint8Array(16);
    for (let i = 0; i < 16; i++) {
      seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
      made[i] = (seed >> 20) & 1 ? (seed >> 8) & 255 : 0;
    }
    assert.deepEqual(parseIpv6(ipv6Text(made)), made);
    assert.deepEqual(parseIpv6(ipv6Full(made)), made);
  }
});

test('full form and reverse names', () => {
  assert.equal(ipv6Full(octets('2001:db8::1')), '2001:0db8:0000:0000:0000:0000:0000:0001');
  assert.equal(reverseName(octets('192.0.2.1')), '1.2.0.192.in-addr.arpa.');
  assert.equal(
    reverseName(octets('2001:db8::1')),
    '1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa.',
  );
});

test('prefixes', () => {
  const prefix = parsePrefix('2001:db8:8000::1/33')!;
  assert.equal(prefix.bits, 33);
  assert.equal(prefixText(prefix), '2001:db8:8000::/33');
  assert.ok(prefixContains(prefix, octets('2001:db8:ffff::')));
  assert.ok(!prefixContains(prefix, octets('2001:db8:7fff::')));
  assert.ok(!prefixContains(prefix, octets('192.0.2.1')));
  assert.ok(prefixContains(parsePrefix('0.0.0.0/0')!, octets('192.0.2.1')));
  assert.equal(prefixText(parsePrefix('192.0.2.255/25')!), '192.0.2.128/25');
  for (const bad of ['192.0.2.0', '192.0.2.0/33', '2001:db8::/129', '/8', '1.2.3.4/', '1.2.3.4/x', 'a/8']) {
    assert.equal(parsePrefix(bad), undefined, bad);
  }
});

test('special ranges: the narrowest wins', () => {
  const cases: [string, string | undefined][] = [
    ['10.1.2.3', '10.0.0.0/8'],
    ['172.32.0.1', undefined],
    ['192.0.0.170', '192.0.0.170/31'],
    ['192.0.0.99', '192.0.0.0/24'],
    ['255.255.255.255', '255.255.255.255/32'],
    ['2001:db8::1', '2001:db8::/32'],
    ['203.0.113.9', '203.0.113.0/24'],
    ['3fff::1', '3fff::/20'],
    ['2001:2::1', '2001:2::/48'],
    ['::1', '::1/128'],
    ['::ffff:1.2.3.4', '::ffff:0:0/96'],
    ['fd00::1', 'fc00::/7'],
    ['2a00:1450::1', undefined],
    ['8.8.8.8', undefined],
  ];
  for (const [text, prefix] of cases) assert.equal(specialRange(octets(text))?.prefix, prefix, text);
});

test('kinds of addresses', () => {
  assert.ok(isMappedV4(octets('::ffff:192.0.2.1')) && !isMappedV4(octets('::192.0.2.1')));
  assert.ok(isPrivate(octets('172.16.0.1')) && isPrivate(octets('fc00::1')) && !isPrivate(octets('11.0.0.1')));
  assert.ok(isLoopback(octets('127.9.9.9')) && isLoopback(octets('::1')) && !isLoopback(octets('::2')));
  assert.ok(isLinkLocal(octets('fe80::1')) && isLinkLocal(octets('169.254.0.1')) && !isLinkLocal(octets('fec0::1')));
});
