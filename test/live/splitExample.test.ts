/** The split DNS of examples/offices, loaded by a real named. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { namedVersion, startConfigured } from './named.ts';

const skip = namedVersion() === undefined ? 'named is not installed' : false;

for (const [file, zones] of [
  ['external.named.conf', ['example.com', 'site1.example.com', '10.10.in-addr.arpa', '2.0.192.in-addr.arpa']],
  ['internal.named.conf', ['site1.internal']],
] as const) {
  test(`named answers for the zones of ${file}`, { skip }, async () => {
    const named = await startConfigured('offices', file, zones);
    try {
      assert.ok(named.port > 0);
    } finally {
      await named.stop();
    }
  });
}
