import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { marked } from '../../../../server/src/l10n.ts';
import { BASIC } from '../../../../server/src/live/delegation/cases/basic.ts';
import { type ShownDelegation, shownDelegation } from '../../../../server/src/live/delegation/chain.ts';
import {
  type Arguments,
  found,
  type Level,
  type Link,
  type TestCase,
  testCase,
} from '../../../../server/src/live/delegation/contract.ts';
import { checkDelegation } from '../../../../server/src/live/delegation/run.ts';
import type { Subject } from '../../../../server/src/live/delegation/world.ts';
import type { ChainAddress } from '../../../../server/src/live/picture/chain.ts';
import { HEALTHY, NS1, NS2, ROOT, TLD, worldOf } from './healthy.ts';
import { served, within } from './servedWorld.ts';

/** A case that finds this, at this level. */
function finding(values: Arguments, level: Level = 'warning', link: Link = 'servers', isPolicy?: true): TestCase {
  const tags = { SAID: { level, message: marked('{ns_list} {ns} is at fault.'), advice: marked('Mend {ns}.') } };
  return testCase({
    id: 'TEST01',
    title: marked('test'),
    link,
    tags,
    ...(isPolicy && { isPolicy }),
    // biome-ignore lint/correctness/useYield: it asks nothing
    *run() {
      return [found('SAID', values)];
    },
  });
}

async function shown(
  text: string,
  more: Partial<Subject> = {},
  cases: readonly TestCase[] = BASIC,
): Promise<ShownDelegation> {
  const world = worldOf(more);
  return within(
    served(text),
    (function* () {
      const result = yield* checkDelegation(world, cases);
      return yield* shownDelegation(world, result, (about) => JSON.stringify(Object.values(about)));
    })(),
  );
}

function addressesIn({ chain }: ShownDelegation): ChainAddress[] {
  return chain.zones[chain.zones.length - 1].servers.flatMap(({ addresses }) => addresses);
}

suite('the chain of a delegation', () => {
  test('from the root to the addresses, all sound', async () => {
    const { chain, faults } = await shown(HEALTHY);
    assert.deepEqual(
      chain.zones.map(({ name, servers }) => [name, servers.map((server) => server.name)]),
      [
        ['.', ['ns.root']],
        ['example', ['ns1.nic.example']],
        ['zone.example', ['ns1.zone.example', 'ns2.other.example']],
      ],
    );
    assert.deepEqual(faults, []);
    const [ns1, ns2] = chain.zones[2].servers;
    assert.deepEqual([ns1.inParent, ns1.inChild, ns2.inParent, ns2.inChild], [true, true, true, true]);
    for (const { state, transports, source } of [...ns1.addresses, ...ns2.addresses]) {
      assert.deepEqual([state, source, ...transports.map((one) => one.state)], ['sound', 'both', 'sound', 'sound']);
    }
    // DNSSEC is no part of it where nobody uses it.
    assert.equal(chain.zones[2].keys, undefined);
  });

  test('a silent address: broken, with the fault and its place there and nowhere else', async () => {
    const silent = await shown(ROOT + TLD + NS1.replace(' 2001:db8::11', '') + NS2, {}, [
      finding({ ns: 'ns1.zone.example/2001:db8::11' }),
    ]);
    const [v4, v6, ...others] = addressesIn(silent);
    assert.deepEqual(
      [v6.address, v6.state, v6.href],
      ['2001:db8::11', 'broken', '["address","ns1.zone.example","2001:db8::11"]'],
    );
    assert.deepEqual(v6.faults, [{ rank: 1, text: '{ns_list} ns1.zone.example/2001:db8::11 is at fault.' }]);
    assert.equal(silent.faults[0].advice, 'Mend ns1.zone.example/2001:db8::11.');
    for (const sound of [v4, ...others]) assert.deepEqual([sound.state, sound.faults], ['sound', []]);
    assert.equal(silent.faults[0].href, v6.href);
  });

  test('errors come before warnings, and what is nearer to the root before what is not', async () => {
    const { faults } = await shown(HEALTHY, {}, [
      finding({ ns: 'a', domain: 'a' }, 'warning', 'parent'),
      finding({ ns: 'p', domain: 'p' }, 'critical', 'parent', true),
      finding({ ns: 'b', domain: 'b' }, 'error', 'dnssec'),
      finding({ ns: 'c', domain: 'c' }, 'critical', 'delegation'),
      finding({ ns: 'd', domain: 'd' }, 'notice', 'parent'),
    ]);
    assert.deepEqual(
      faults.map(({ advice }) => advice),
      ['Mend c.', 'Mend b.', 'Mend p.', 'Mend a.'],
    );
  });

  test('what all servers have is about the zone, what both addresses have about the server', async () => {
    const all = [
      'ns1.zone.example/192.0.2.11',
      'ns1.zone.example/2001:db8::11',
      'ns2.other.example/192.0.2.12',
      'ns2.other.example/2001:db8::12',
    ];
    const { chain } = await shown(HEALTHY, {}, [
      finding({ ns_list: all }, 'error'),
      finding({ ns_list: all.slice(0, 2) }, 'error'),
    ]);
    const [last] = chain.zones.slice(-1);
    assert.deepEqual(
      [last.faults, last.servers[0].faults, last.servers[1].faults].map((some) => some.map(({ rank }) => rank)),
      [[1], [2], []],
    );
    assert.deepEqual([last.state, last.servers[0].state, last.servers[1].state], ['broken', 'broken', 'sound']);
  });

  test('a server that answers without authority does not work', async () => {
    const lame = await shown(
      ROOT + TLD + NS1 + NS2.replace('zone other.example.', 'when * zone.example.: -aa\nzone other.example.'),
    );
    const states = addressesIn(lame).map(({ address, state }) => `${address} ${state}`);
    assert.deepEqual(states, ['192.0.2.11 sound', '2001:db8::11 sound', '192.0.2.12 broken', '2001:db8::12 broken']);
    // None of its addresses is of use, so neither is the server.
    const [last] = lame.chain.zones.slice(-1);
    assert.deepEqual(
      last.servers.map(({ name, state }) => `${name} ${state}`),
      ['ns1.zone.example sound', 'ns2.other.example broken'],
    );
  });

  test('what only one side has, and glue', async () => {
    const differs = await shown(
      HEALTHY.replaceAll('zone.example. NS ns2.other.example.\nzone.example. MX', 'zone.example. MX').replace(
        'ns1.zone.example. A 192.0.2.11\n',
        'ns1.zone.example. A 192.0.2.11\nns1.zone.example. A 192.0.2.99\n',
      ),
    );
    const [ns1, ns2] = differs.chain.zones[2].servers;
    assert.deepEqual([ns2.inParent, ns2.inChild], [true, false]);
    assert.deepEqual(
      ns1.addresses.map(({ address, source }) => `${address} ${source}`),
      ['192.0.2.11 both', '192.0.2.99 glue', '2001:db8::11 both'],
    );
  });

  test('no delegation: the first cause is about the zone', async () => {
    const { chain, faults } = await shown(HEALTHY, { zone: 'none.example.' });
    const last = chain.zones[chain.zones.length - 1];
    assert.deepEqual([last.name, last.state, last.servers.length], ['none.example', 'broken', 0]);
    assert.equal(last.faults[0].rank, 1);
    assert.equal(faults[0].href, '["zone"]');
  });

  test('keys and DS records, where the zone has them', async () => {
    const key =
      'DNSKEY 257 3 13 mdsswUyr3DPW132mOi8V9xESWE8jTo0dxCjjnopKl+GqJxpVXckHAeF+KkxLbxILfDLUT0rAK9iUzy1L53eKGQ==';
    const signed = HEALTHY.replaceAll('zone.example. MX 10', `zone.example. ${key}\nzone.example. MX 10`).replace(
      'other.example. NS ns2',
      'zone.example. DS 2371 13 2 1f987cc6583e92df0890718c42b0b4e4a2b1e4b0b4e4a2b1e4b0b4e4a2b1e4b0\nother.example. NS ns2',
    );
    const { chain } = await shown(signed);
    const last = chain.zones[2].keys;
    assert.deepEqual(last?.ds, ['DS 2371']);
    assert.deepEqual(last?.keys, [{ tag: 2371, algorithm: 'ECDSAP256SHA256', isEntry: true }]);
    assert.deepEqual(chain.zones[1].keys?.keys, []);
  });
});
