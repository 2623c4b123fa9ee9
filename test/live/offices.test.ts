/** A real named with the configuration of examples/offices answers with each PTR record that was made from the addresses. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { officeFiles, pointersIn, REVERSE_ZONE, withoutPointers } from '../unit/offices.ts';
import { changeOf, make, ptrSite } from '../unit/services/reverse/harness.ts';
import { namedVersion, startConfigured } from './named.ts';
import { namesOf } from './namesOf.ts';

const skip = namedVersion() === undefined ? 'named is not installed' : false;

/** The addresses of the hosts by their names, as they stand in the zones. */
function hostsOf(files: Readonly<Record<string, string>>): Map<string, string[]> {
  const hosts = new Map<string, string[]>();
  for (const [path, text] of Object.entries(files)) {
    const zone = /zones\/(?:inside|outside)\.(.*)\.zone$/.exec(path)?.[1];
    if (!zone || REVERSE_ZONE.test(path)) continue;
    let owner = '';
    for (const [, own, address] of text.matchAll(/^(\S*)[ \t].*\bA+[ \t]+(\S+)$/gm)) {
      owner = own || owner;
      hosts.set(address, [...(hosts.get(address) ?? []), `${owner}.${zone}.`]);
    }
  }
  return hosts;
}

test('each PTR record of the offices', { skip }, async () => {
  const files = officeFiles();
  const bare = withoutPointers(files);
  const site = await ptrSite(bare);
  const made = await make(site, changeOf(site, { action: 'create' }).edit);
  const zones = ['10.10.in-addr.arpa', '2.0.192.in-addr.arpa', '0.1.0.0.0.0.d.f.ip6.arpa', '8.b.d.0.1.0.0.2.ip6.arpa'];
  const named = await startConfigured('offices', 'external.named.conf', zones, made);
  try {
    let answered = 0;
    for (const [address, names] of hostsOf(files)) {
      const found = await namesOf(address, named.port);
      for (const name of found) assert.ok(names.includes(name), `${address}: ${found} of ${names}`);
      answered += found.length;
    }
    const written = Object.entries(made).flatMap(([path, text]) => (REVERSE_ZONE.test(path) ? pointersIn(text) : []));
    assert.equal(answered, written.length);
    assert.ok(written.length > 15);
  } finally {
    await named.stop();
  }
});
