import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { NSEC3_OCTETS, nsec3Hash, nsec3HashInto } from '../../../server/src/dns/nsec3Hash.ts';
import { lowWire } from '../../../server/src/live/dnssec/names.ts';
import { BASE32HEX } from '../../../server/src/rules/zone/support/nsec3.ts';

function digits(octets: Uint8Array): string {
  const bits = Array.from(octets, (octet) => octet.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{5}/g) ?? []).map((five) => BASE32HEX[Number.parseInt(five, 2)]).join('');
}

/** RFC 5155, appendix A. */
const PUBLISHED: readonly [name: string, hash: string][] = [
  ['example.', '0p9mhaveqvm6t7vbl5lop2u3t2rp3tom'],
  ['a.example.', '35mthgpgcu1qg68fab165klnsnk3dpvl'],
  ['*.w.example.', 'r53bq7cc2uvmubfu5ocmm6pers9tk9en'],
];

test('hashes are those of RFC 5155', () => {
  for (const [name, hash] of PUBLISHED) {
    assert.equal(digits(nsec3Hash(lowWire(name), Buffer.from('aabbccdd', 'hex'), 12)), hash, name);
  }
});

test('names of any length, with salts and iterations, one behind the other in the same octets', () => {
  const wire = new Uint8Array(255);
  for (let length = 1; length <= 255; length++) {
    const name = Uint8Array.from({ length }, (_, i) => (i * 37 + length) & 255);
    const salt = Uint8Array.from({ length: length % 9 }, (_, i) => i);
    const iterations = length % 4;
    let expected: Uint8Array = name;
    for (let i = 0; i <= iterations; i++) expected = createHash('sha1').update(expected).update(salt).digest();
    // What stood there before is nothing to it.
    wire.fill(0xaa);
    wire.set(name);
    nsec3HashInto(wire, length, salt, iterations);
    assert.deepEqual([...wire.subarray(0, NSEC3_OCTETS)], [...expected], `${length} octets`);
  }
});
