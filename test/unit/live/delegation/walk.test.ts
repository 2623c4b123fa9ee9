import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { TYPE } from '../../../../server/src/dns/types.ts';
import { type Ask, askAll, type Conversation, converse, failure } from '../../../../server/src/live/conversation.ts';
import type { Servers } from '../../../../server/src/live/delegation/lookUp.ts';
import { checkDelegation } from '../../../../server/src/live/delegation/run.ts';
import { pairsOf, serverNames } from '../../../../server/src/live/delegation/world.ts';
import { PER_SERVER, together } from '../../../../server/src/live/together.ts';
import { HEALTHY, NS1, NS2, ROOT, TLD, worldOf } from './healthy.ts';
import { clocked, served, within } from './servedWorld.ts';

function texts(servers: Servers | undefined): string[] | undefined {
  return servers && serverNames(pairsOf(servers));
}

const NS1_PAIRS = ['ns1.zone.example/192.0.2.11', 'ns1.zone.example/2001:db8::11'];
const NS2_PAIRS = ['ns2.other.example/192.0.2.12', 'ns2.other.example/2001:db8::12'];

describe('the way to a zone', () => {
  test('has the servers of the parent, of the delegation and of the zone, and asks nothing twice', async () => {
    const world = worldOf();
    const wire = served(HEALTHY);
    assert.deepEqual(texts(await within(wire, world.parent())), ['ns1.nic.example/192.0.2.2']);
    assert.deepEqual(texts(await within(wire, world.delegation())), [...NS1_PAIRS, ...NS2_PAIRS]);
    assert.deepEqual(texts(await within(wire, world.zoneServers())), [...NS1_PAIRS, ...NS2_PAIRS]);
    assert.deepEqual([...new Set(wire.asked)], wire.asked);
  });

  test('without a delegation there is no parent and no server', async () => {
    const world = worldOf({ zone: 'none.example.' });
    const wire = served(HEALTHY);
    assert.equal(await within(wire, world.parent()), undefined);
    assert.equal(await within(wire, world.delegation()), undefined);
    assert.equal(await within(wire, world.zoneServers()), undefined);
  });

  test('a delegation that is to be: the parent makes no difference, and names outside are looked up', async () => {
    const undelegated = new Map([
      ['ns1.zone.example.', ['192.0.2.11']],
      ['ns2.other.example.', []],
    ]);
    const world = worldOf({ undelegated });
    const wire = served(ROOT + TLD.replace(/^zone\.example\..*$/gm, '') + NS1 + NS2);
    assert.deepEqual(texts(await within(wire, world.parent())), []);
    assert.deepEqual(texts(await within(wire, world.delegation())), [NS1_PAIRS[0], ...NS2_PAIRS]);
    assert.deepEqual(texts(await within(wire, world.zoneServers())), [...NS1_PAIRS, ...NS2_PAIRS]);
  });

  test('glue that is missing is not looked up at the zone, which nobody reaches without it', async () => {
    const world = worldOf();
    const wire = served(ROOT + TLD.replace(/^ns1\.zone\.example\. .*$/gm, '') + NS1 + NS2);
    const delegation = await within(wire, world.delegation());
    assert.deepEqual(delegation?.get('ns1.zone.example.'), []);
    assert.deepEqual(texts(await within(wire, world.zoneServers())), [...NS1_PAIRS, ...NS2_PAIRS]);
  });

  const loops: readonly [string, string, string][] = [
    [
      'aliases in one zone',
      'a.zone.example. CNAME b.zone.example.\nb.zone.example. CNAME a.zone.example.',
      'a.zone.example.',
    ],
    ['an alias of itself', 'a.zone.example. CNAME a.zone.example.', 'a.zone.example.'],
    ['aliases over zones', 'a.zone.example. CNAME www.loop.example.', 'a.zone.example.'],
    ['name servers that wait for one another', '', 'www.one.example.'],
  ];
  for (const [what, records, name] of loops) {
    test(`${what} lead nowhere, and that ends`, async () => {
      const tld = `${TLD}
loop.example. NS ns2.other.example.
one.example. NS ns.two.example.
two.example. NS ns.one.example.
`;
      const loop = `
zone loop.example.
www.loop.example. CNAME a.zone.example.
`;
      const wire = served(ROOT + tld + NS1 + records + NS2 + records + loop);
      const found = await within(wire, worldOf().lookUp(name, TYPE.A));
      assert.equal(found.kind, 'failed');
      assert.ok(wire.asked.length < 60, String(wire.asked.length));
    });
  }

  test('a zone that every server refers to deeper and deeper ends', async () => {
    const deep = Array.from({ length: 60 }, (_, i) => `${'a.'.repeat(i + 1)}example.`);
    const wire = served(`${ROOT}
server 192.0.2.2
${deep.map((zone, i) => `zone ${deep[i - 1] ?? 'example.'}\n${deep[i - 1] ?? 'example.'} SOA . . 1 1 1 1 1\n${deep[i - 1] ?? 'example.'} NS ns1.nic.example.\n${zone} NS ns.${zone}\nns.${zone} A 192.0.2.${100 + i}`).join('\n')}`);
    const found = await within(wire, worldOf().lookUp(`${'a.'.repeat(61)}example.`, TYPE.A));
    assert.equal(found.kind, 'failed');
  });

  test('a thousand name servers: some of them are looked at, and that is said', async () => {
    const many = Array.from(
      { length: 1000 },
      (_, i) => `zone.example. NS ns${i}.zone.example.\nns${i}.zone.example. A 192.0.${3 + (i >> 8)}.${i & 255}`,
    );
    const wire = served(ROOT + TLD.replace(/^(?:zone|ns1\.zone)\.example\. .*$/gm, '') + many.join('\n'));
    const result = await within(wire, checkDelegation(worldOf()));
    assert.equal(result.servers.delegation?.length, 64);
    assert.ok(
      result.left.some((sentence) => sentence.includes('1000 name servers')),
      result.left.join('\n'),
    );
    assert.ok(wire.asked.length < 1000, String(wire.asked.length));
  });

  test('hundreds of servers on the way: some of them are asked, and that is said', async () => {
    const many = Array.from({ length: 70 }, (_, i) => {
      const addresses = Array.from({ length: 5 }, (_, j) => `n${i}.nic.example. A 198.18.${i}.${j}`);
      return [`example. NS n${i}.nic.example.`, ...addresses].join('\n');
    });
    const wire = served(ROOT + many.join('\n') + TLD + NS1 + NS2);
    const { parents } = await within(wire, worldOf().walk());
    assert.equal(parents.length, 1);
    const world = worldOf();
    const { left } = await within(wire, checkDelegation(world, []));
    assert.ok(
      left.some((sentence) => sentence.includes('has 71 name servers')),
      left.join('\n'),
    );
    assert.ok(
      left.some((sentence) => sentence.includes('More than 256 servers')),
      left.join('\n'),
    );
  });

  test('twelve silent servers of thirteen are asked a few times, and then not any more', async () => {
    const names = Array.from({ length: 13 }, (_, i) => `ns${i}.zone.example.`);
    const glue = names.map((name, i) => `zone.example. NS ${name}\n${name} A 192.0.2.${11 + i}`).join('\n');
    const wire = served(ROOT + TLD.replace(/^(?:zone|ns1\.zone)\.example\. .*$/gm, '') + glue + NS1);
    const world = worldOf();
    const clock = clocked(wire);
    const told: number[] = [];
    const onProgress = (): void => void told.push(clock.monotonic());
    const how = { ...clock.wire, monotonic: clock.monotonic, onProgress, atOnce: 128 };
    const result = await converse(checkDelegation(world), how);
    assert.equal(result.servers.delegation?.length, 13);
    assert.ok(clock.monotonic() < 20_000, `${clock.monotonic()} ms`);
    assert.ok(told.length >= 4, told.join(' '));
    // Two questions over each transport, those over UDP twice, and one that may be answered from elsewhere.
    for (let i = 12; i < 24; i++) {
      const count = wire.asked.filter((line) => line.includes(`@192.0.2.${i} `)).length;
      assert.ok(count <= 7, `${count} questions to 192.0.2.${i}`);
    }
  });

  test('a machine whose IPv6 leads nowhere: that is found out once, and said', async () => {
    const roots = Array.from({ length: 9 }, (_, i) => `2001:db8::${i + 100}`);
    const wire = served(ROOT + TLD + NS1.replace(' 2001:db8::11', '') + NS2.replace(' 2001:db8::12', ''));
    const start = { zone: '.', servers: new Map([['ns.root.', ['192.0.2.1', ...roots]]]) };
    const result = await within(wire, checkDelegation(worldOf({ start })));
    assert.ok(result.findings.some(({ tag }) => tag === 'CN01_IPV6_DISABLED'));
    assert.ok(!wire.asked.some((line) => line.includes('@2001:db8::11 ')));
    assert.ok(!result.findings.some(({ tag }) => tag === 'CN01_NO_RESPONSE_UDP'));
  });

  test('garbage and what nobody can read ends as silence does', async () => {
    const wire = { exchange: async () => failure('malformed', 'It is garbage.') };
    const result = await within(wire, checkDelegation(worldOf()));
    assert.equal(result.servers.parent, undefined);
  });
});

describe('conversations side by side', () => {
  const asked = (address: string, name = 'a.'): Ask => ({
    question: { name, type: 1, class: 1 },
    options: {} as Ask['options'],
    server: { address, port: 53 },
    transport: 'udp',
  });
  function* several(asks: readonly Ask[]): Conversation<number> {
    return (yield* askAll(asks)).length;
  }

  test('one round asks each question once, and not too many of one server', async () => {
    const same = asked('192.0.2.1', 'same.');
    const many = Array.from({ length: PER_SERVER * 2 }, (_, i) => asked('192.0.2.2', `${i}.`));
    const rounds: number[] = [];
    const steps = together([several([same]), several([same]), several(many), several([])]);
    let step = steps.next();
    while (!step.done) {
      const round = step.value as readonly Ask[];
      rounds.push(round.length);
      step = steps.next(round.map((ask) => ({ ask, time: 0, result: failure('timeout', '') })));
    }
    assert.deepEqual(rounds, [1 + PER_SERVER, PER_SERVER]);
    assert.deepEqual(step.value, [1, 1, PER_SERVER * 2, 0]);
  });

  test('what came for one before is there for another that asks later', () => {
    const [one, other] = [asked('192.0.2.1', 'one.'), asked('192.0.2.1', 'other.')];
    function* twice(first: Ask, second: Ask): Conversation<string> {
      return `${(yield* askAll([first])).length}${(yield* askAll([second])).length}`;
    }
    const rounds: string[] = [];
    const steps = together([twice(one, other), twice(other, one), twice(one, one)]);
    let step = steps.next();
    while (!step.done) {
      const round = step.value as readonly Ask[];
      rounds.push(round.map(({ question }) => question.name).join(' '));
      step = steps.next(round.map((ask) => ({ ask, time: 0, result: failure('timeout', '') })));
    }
    assert.deepEqual(rounds, ['one. other.']);
    assert.deepEqual(step.value, ['11', '11', '11']);
  });
});
