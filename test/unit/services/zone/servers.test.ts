import assert from 'node:assert/strict';
import { test } from 'node:test';
import { zoneServers } from '../../../../server/src/services/zone/servers.ts';
import { makeWorkspace } from './harness.ts';

test('the servers of a zone, with the addresses that the workspace has', () => {
  const { zones, lookup } = makeWorkspace(
    {
      'db.example.com':
        '$TTL 1\n@ SOA ns1 a 1 1 1 1 1\n NS ns1\n NS ns.example.net.\n NS ns1\n NS gone.example.org.\nns1 AAAA 2001:db8::53\n A 192.0.2.53\n',
      'db.example.net': '$TTL 1\n@ SOA ns a 1 1 1 1 1\nns A 192.0.2.54\n',
    },
    [
      { file: 'db.example.com', origin: 'example.com.' },
      { file: 'db.example.net', origin: 'example.net.' },
    ],
  );
  assert.deepEqual(zoneServers(zones[0], lookup), [
    { name: 'ns1.example.com.', addresses: ['2001:db8::53', '192.0.2.53'] },
    { name: 'ns.example.net.', addresses: ['192.0.2.54'] },
    { name: 'gone.example.org.', addresses: [] },
  ]);
});
