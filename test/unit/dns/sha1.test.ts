import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sha1 } from '../../../server/src/dns/digests.ts';
import { SHA1_OCTETS, sha1Into, sha1Room } from '../../../server/src/dns/sha1.ts';

test('the digest of octets of any length, wherever it is written, is that of the library', () => {
  const room = new Uint8Array(sha1Room(300));
  for (let length = 0; length < 300; length++) {
    const octets = Uint8Array.from({ length }, (_, i) => (i * 37 + length) & 255);
    const expected = [...sha1(octets)];
    // What stood there before is nothing to it.
    room.fill(0xaa);
    room.set(octets);
    const apart = new Uint8Array(SHA1_OCTETS);
    sha1Into(room, length, apart);
    assert.deepEqual([...apart], expected, `${length} octets`);
    room.set(octets);
    sha1Into(room, length, room);
    assert.deepEqual([...room.subarray(0, SHA1_OCTETS)], expected, `${length} octets in place`);
  }
});
