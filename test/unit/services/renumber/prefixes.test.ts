/** What is refused of two prefixes, where addresses go, and how they are written there. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressText, parseAddress } from '../../../../server/src/dns/addresses.ts';
import { prefixText } from '../../../../server/src/dns/prefixes.ts';
import {
  movedAddress,
  movedNetwork,
  type PrefixPair,
  prefixPair,
} from '../../../../server/src/services/renumber/prefixPair.ts';
import { respelled } from '../../../../server/src/services/renumber/spelling.ts';

const REFUSED: readonly (readonly [from: string, to: string, reason: RegExp])[] = [
  ['', '192.0.2.0/24', /^Write a prefix/],
  ['192.0.2/24', '198.51.100.0/24', /^Write a prefix/],
  ['192.0.2.0/24', '2001:db8::/64', /different families/],
  ['192.0.2.1/24', '198.51.100.0/24', /The prefix is 192\.0\.2\.0\/24\./],
  ['192.0.2.0/24', '198.51.100.9/28', /The prefix is 198\.51\.100\.0\/28\./],
  ['0.0.0.0/0', '198.51.100.0/24', /no bits/],
  ['192.0.2.0/24', '192.0.2.0/24', /overlap/],
  ['192.0.2.0/24', '192.0.2.128/25', /overlap/],
  ['2001:db8:1::/48', '2001:db8::/32', /overlap/],
];

test('prefixes that cannot be renumbered are refused in words', () => {
  for (const [from, to, reason] of REFUSED) {
    const pair = prefixPair(from, to);
    assert.ok('reason' in pair, `${from} ${to}`);
    assert.match(pair.reason, reason);
  }
});

function pairOf(from: string, to: string): PrefixPair {
  const pair = prefixPair(from, to);
  assert.ok(!('reason' in pair), `${from} ${to}`);
  return pair;
}

const MOVED: readonly (readonly [from: string, to: string, address: string, moved: string | undefined])[] = [
  ['192.0.2.0/24', '198.51.100.0/24', '192.0.2.77', '198.51.100.77'],
  ['192.0.2.64/26', '198.51.100.128/26', '192.0.2.77', '198.51.100.141'],
  // A shorter new prefix has room for all, a longer one for those whose number fits.
  ['192.0.2.0/24', '10.0.0.0/8', '192.0.2.77', '10.0.0.77'],
  ['192.0.2.0/24', '198.51.100.128/25', '192.0.2.77', '198.51.100.205'],
  ['192.0.2.0/24', '198.51.100.0/25', '192.0.2.200', undefined],
  ['192.0.2.7', '198.51.100.9', '192.0.2.7', '198.51.100.9'],
  ['2001:db8:1::/48', '2001:db8:2::/48', '2001:db8:1:5::7', '2001:db8:2:5::7'],
  ['2001:db8:1::/48', '2001:db8:2:9::/64', '2001:db8:1::7', '2001:db8:2:9::7'],
  ['2001:db8:1::/48', '2001:db8:2:9::/64', '2001:db8:1:5::7', undefined],
];

test('what stands behind the prefix stays', () => {
  for (const [from, to, address, moved] of MOVED) {
    const octets = movedAddress(pairOf(from, to), parseAddress(address)!);
    assert.equal(octets && addressText(octets), moved, `${address} from ${from} to ${to}`);
  }
});

test('networks of the old prefix have one in the new', () => {
  const cases = [
    ['192.0.2.0/24', '198.51.100.0/24', '192.0.2.128/25', '198.51.100.128/25'],
    ['192.0.2.0/24', '10.0.0.0/8', '192.0.2.0/24', '10.0.0.0/8'],
    ['192.0.2.0/24', '198.51.100.0/26', '192.0.2.0/25', undefined],
    ['192.0.2.0/24', '198.51.100.0/26', '192.0.2.32/27', '198.51.100.32/27'],
  ] as const;
  for (const [from, to, network, moved] of cases) {
    const [address, bits] = network.split('/');
    const found = movedNetwork(pairOf(from, to), { octets: parseAddress(address)!, bits: Number(bits) });
    assert.equal(found && prefixText(found), moved, network);
  }
});

const SPELT: readonly (readonly [text: string, moved: string, spelt: string, hint?: string])[] = [
  ['2001:db8::1', '2001:db8:5:7::1', '2001:db8:5:7::1'],
  ['2001:db8:5:7::1', '2001:db8::1', '2001:db8::1'],
  ['2001:0db8:0000:0000:0000:0000:0000:0001', '2001:db8:5::1', '2001:0db8:0005:0000:0000:0000:0000:0001'],
  ['2001:0db8::0001', '2001:db8:5::1', '2001:0db8:0005::0001'],
  ['2001:db8:0:0:0:0:0:a', '2001:db8:5::a', '2001:db8:5:0:0:0:0:a'],
  ['2001:db8:0:0::a', '2001:db8:5:6::a', '2001:db8:5:6::a'],
  ['2001:DB8::A', '2001:db8:f::a', '2001:DB8:F::A'],
  ['2001:1::1', '2001:db8::1', '2001:DB8::1', '2001:DB8::'],
  ['2001:1234::5678', '2001:db8::5678', '2001:0db8::5678', '2001:0db8::'],
  ['2001:1234::5678', '2001:db8::5678', '2001:db8::5678', '2001:db8::'],
  ['192.0.2.1', '198.51.100.1', '198.51.100.1'],
];

test('addresses keep the way in which they are written', () => {
  for (const [text, moved, spelt, hint = ''] of SPELT) {
    assert.equal(respelled(text, parseAddress(text)!, parseAddress(moved)!, hint), spelt, text);
  }
});
