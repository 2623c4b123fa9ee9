/** A real named answers with the PTR records that were written into random reverse zones, through the CNAMEs of RFC 2317 too. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { randomNumbers } from '../unit/fuzz/edits.ts';
import { bringToAgree } from '../unit/services/reverse/agreed.ts';
import { randomWorkspace } from '../unit/services/reverse/randomZones.ts';
import { namedVersion, startNamed } from './named.ts';
import { namesOf } from './namesOf.ts';

const version = namedVersion();
const missing =
  version === undefined && process.env.CI !== 'true' ? 'named is not installed (Debian: apt install bind9)' : false;
const WORKSPACES = 4;

describe(`PTR records in a real named (${version ?? 'none'})`, { skip: missing }, () => {
  for (let seed = 1; seed <= WORKSPACES; seed++) {
    test(`each address of a random workspace has its name: ${seed}`, async () => {
      const workspace = randomWorkspace(randomNumbers(seed));
      const files = { ...workspace.files, ...(await bringToAgree(workspace, `seed ${seed}`)) };
      const zones = Object.fromEntries([...workspace.zones].map(([path, zone]) => [zone, files[path]]));
      const named = await startNamed({ zones });
      try {
        let asked = 0;
        const hosts = new Map<string, string[]>();
        for (const [, host, address] of files['db.example.com'].matchAll(/^((?:h|also)\d+) A+ (\S+)$/gm)) {
          hosts.set(address, [...(hosts.get(address) ?? []), `${host}.example.com.`]);
        }
        for (const [address, names] of hosts) {
          const found = await namesOf(address, named.port);
          assert.ok(
            found.length > 0 && found.every((name) => names.includes(name)),
            `${address}: ${found} of ${names}`,
          );
          asked++;
        }
        assert.ok(asked > 0);
      } finally {
        await named.stop();
      }
    });
  }
});
