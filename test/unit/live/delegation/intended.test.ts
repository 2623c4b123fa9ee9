import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rdataToWire } from '../../../../server/src/dns/rdata.ts';
import { TYPE, typeRow } from '../../../../server/src/dns/types.ts';
import type { FileZone } from '../../../../server/src/live/compare/fileZone.ts';
import { intendedOf } from '../../../../server/src/live/delegation/intended.ts';
import { wordsOf } from '../../dns/words.ts';

const KEY = 'mdsswUyr3DPW132mOi8V9xESWE8jTo0dxCjjnopKl+GqJxpVXckHAeF+KkxLbxILfDLUT0rAK9iUzy1L53eKGQ==';

function octets(flags: number): string {
  const wire = rdataToWire(typeRow(TYPE.DNSKEY, 1), wordsOf(`${flags} 3 13 ${KEY}`), [])!;
  return String.fromCharCode(...wire);
}

function zone(over: Partial<FileZone>): FileZone {
  const servers = [
    { name: 'NS1.Example.com.', addresses: ['192.0.2.1', '2001:DB8::1'] },
    { name: 'ns.example.net.', addresses: ['192.0.2.2'] },
  ];
  return { apex: 'example.com.', class: 1, view: '', files: [], sets: [], wrong: [], targets: [], servers, ...over };
}

test('the servers of the file, with glue for those in the zone', () => {
  assert.deepEqual(
    [...intendedOf(zone({}))!.servers],
    [
      ['ns1.example.com.', ['192.0.2.1', '2001:db8::1']],
      ['ns.example.net.', []],
    ],
  );
  assert.equal(intendedOf(zone({ servers: [] })), undefined);
});

test('DS records of the keys at the apex that sign others', () => {
  const set = { owner: 'example.com.', type: TYPE.DNSKEY, ttls: [3600], data: [octets(256), octets(257)], places: [] };
  const { ds } = intendedOf(zone({ sets: [set, { ...set, owner: 'sub.example.com.' }] }))!;
  assert.equal(ds.length, 1);
  const [{ algorithm, digestType, digest, keyTag }] = ds;
  // By dnssec-dsfromkey -2.
  assert.deepEqual(
    [keyTag, algorithm, digestType, Buffer.from(digest).toString('hex')],
    [2371, 13, 2, 'c988ec423e3880eb8dd8a46fe06ca230ee23f35b578d64e78b29c3e1c83d245a'],
  );
});
