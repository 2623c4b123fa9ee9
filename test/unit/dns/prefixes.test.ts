import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressText, parseAddress } from '../../../server/src/dns/addresses.ts';
import { parsePrefix, prefixContains, prefixText } from '../../../server/src/dns/prefixes.ts';
import { SPECIAL_ROWS, specialRange } from '../../../server/src/dns/specialRanges.ts';

/** The octets as one number. */
function numberOf(octets: ArrayLike<number>): bigint {
  return Array.from(octets).reduce((value, octet) => value * 256n + BigInt(octet), 0n);
}

function octetsOf(value: bigint, length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, i) => Number((value >> BigInt(8 * (length - 1 - i))) & 255n));
}

/** Seeded numbers below `most`. */
function random(seed: number): (most: number) => number {
  let state = seed;
  return (most) => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return (state >> 8) % most;
  };
}

test('networks are what their numbers say', () => {
  const next = random(11);
  for (let n = 0; n < 600; n++) {
    const length = n % 2 === 0 ? 4 : 16;
    const all = length * 8;
    const bits = next(all + 1);
    const octets = Uint8Array.from({ length }, () => next(256));
    const host = BigInt(all - bits);
    const base = (numberOf(octets) >> host) << host;
    assert.equal(prefixText({ octets, bits }), `${addressText(octetsOf(base, length))}/${bits}`);
    const last = base + (1n << host) - 1n;
    const prefix = parsePrefix(`${addressText(octets)}/${bits}`)!;
    assert.deepEqual([prefix.bits, Array.from(prefix.octets)], [bits, Array.from(octets)]);
    for (const [value, isIn] of [
      [base - 1n, false],
      [base, true],
      [last, true],
      [last + 1n, false],
    ] as const) {
      if (value < 0n || value >= 1n << BigInt(all)) continue;
      assert.equal(prefixContains(prefix, octetsOf(value, length)), isIn, `${prefixText(prefix)} ${value}`);
    }
  }
});

test('a network of one family has no address of the other', () => {
  assert.ok(!prefixContains(parsePrefix('0.0.0.0/0')!, parseAddress('::')!));
  assert.ok(!prefixContains(parsePrefix('::/0')!, parseAddress('0.0.0.0')!));
  assert.ok(!prefixContains(parsePrefix('::ffff:0:0/96')!, parseAddress('192.0.2.1')!));
});

test('a prefix is read as strictly as an address', () => {
  const bad = [
    '10/8',
    '10.0/8',
    '010.0.0.0/8',
    '0x0a.0.0.0/8',
    '167772160/8',
    '10.0.0.0/08.',
    '10.0.0.0/-1',
    '10.0.0.0/ 8',
    '10.0.0.0/255.0.0.0',
    '10.0.0.0/1000',
    '10.0.0.0/8/8',
    'fe80::1%eth0/64',
    'fe80::/64%eth0',
    '::1',
  ];
  for (const text of bad) assert.equal(parsePrefix(text), undefined, text);
  assert.equal(parsePrefix('10.0.0.0/032')?.bits, 32);
});

test('the first and last address of a special range are in it, and its neighbours are in none or another', () => {
  for (const row of SPECIAL_ROWS) {
    const { octets, bits } = parsePrefix(row.prefix)!;
    const { length } = octets;
    const host = BigInt(length * 8 - bits);
    const first = numberOf(octets);
    assert.equal((first >> host) << host, first, `${row.prefix} has no host bits`);
    const last = first + (1n << host) - 1n;
    for (const value of [first, last]) {
      const range = specialRange(octetsOf(value, length))!;
      assert.ok(range === row || parsePrefix(range.prefix)!.bits > bits, row.prefix);
    }
    for (const value of [first - 1n, last + 1n]) {
      if (value < 0n || value >= 1n << BigInt(length * 8)) continue;
      const range = specialRange(octetsOf(value, length));
      assert.ok(range !== row, row.prefix);
    }
  }
});

test('a range is the narrowest that the table has, whichever address of its block was asked for before', () => {
  const next = random(5);
  const narrowest = (octets: Uint8Array) =>
    SPECIAL_ROWS.filter(({ prefix }) => prefixContains(parsePrefix(prefix)!, octets)).sort(
      (one, other) => parsePrefix(other.prefix)!.bits - parsePrefix(one.prefix)!.bits,
    )[0];
  for (let n = 0; n < 2000; n++) {
    const { octets: network } = parsePrefix(SPECIAL_ROWS[next(SPECIAL_ROWS.length)].prefix)!;
    const kept = next(network.length + 1);
    const octets = network.map((octet, i) => (i < kept ? octet : next(256)));
    assert.equal(specialRange(octets)?.prefix, narrowest(octets)?.prefix, addressText(octets));
  }
});
