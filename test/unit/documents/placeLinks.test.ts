/** Places in texts that are shown: `file:line` leads there. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { placeLinks } from '../../../client/src/documents/placeLinks.ts';

test('the places of a text, relative to its folder', () => {
  const text =
    'ADDRESS  FILE\n192.0.2.1  zones/db.example.com:12  agrees\n2001:db8::1  é#.zone:3\n192.0.2.1:53 10:30 a:b\n';
  assert.deepEqual(
    placeLinks(text, 'file:///etc/bind/').map(({ line, start, end, target }) => [
      text.split('\n')[line].slice(start, end),
      target,
    ]),
    [
      ['zones/db.example.com:12', 'file:///etc/bind/zones/db.example.com#L12'],
      ['é#.zone:3', 'file:///etc/bind/%C3%A9%23.zone#L3'],
    ],
  );
});

test('so many are links that an editor stays fast', () => {
  assert.equal(placeLinks('a:1\n'.repeat(30_000), 'file:///').length, 20_000);
});
