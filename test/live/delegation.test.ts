/** A delegation that a real named serves, from its root to a zone: what has to do with servers is as it should be. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { converse } from '../../server/src/live/conversation.ts';
import { CASES } from '../../server/src/live/delegation/cases/all.ts';
import { checkDelegation, type DelegationResult } from '../../server/src/live/delegation/run.ts';
import { World } from '../../server/src/live/delegation/world.ts';
import { wireOver } from '../../server/src/live/exchange.ts';
import { systemRuntime } from '../../server/src/node/transports/runtime.ts';
import { namedVersion, type RunningNamed, startNamed } from './named.ts';

const version = namedVersion();
const missing =
  version === undefined && process.env.CI !== 'true' ? 'named is not installed (Debian: apt install bind9)' : false;

const SOA = 'hostmaster 1 4h 1h 2w 1h';
const ZONES = {
  '.': `$TTL 300\n@ SOA ns.root. ${SOA}\n@ NS ns.root.\nns.root. A 127.0.0.1\ntest. NS ns.test.\nns.test. A 127.0.0.1\n`,
  test: `$TTL 300\n@ SOA ns ${SOA}\n@ NS ns\nns A 127.0.0.1\nzone NS ns1.zone\nzone NS ns2.zone\nns1.zone A 127.0.0.1\nns2.zone A 127.0.0.1\n`,
  'zone.test': `$TTL 300\n@ SOA ns1 ${SOA}\n@ NS ns1\n@ NS ns2\n@ MX 10 mail\n@ TXT "v=spf1 mx -all"\nns1 A 127.0.0.1\nns2 A 127.0.0.1\nmail A 192.0.2.25\n`,
};

/** What is wrong with this world, and meant to be: one machine for everything, which has the root and so denies what is not in it, and is the loopback. */
const MEANT = ['ADDRESS', 'DELEGATION01', 'DELEGATION02', 'NAMESERVER01', 'NAMESERVER15', 'ZONE01', 'DNSSEC'];

describe(`a delegation by a real named (${version ?? 'none'})`, { skip: missing }, () => {
  let named: RunningNamed;
  before(async () => {
    named = await startNamed({ zones: ZONES, options: 'allow-transfer { none; };' });
  });
  after(async () => {
    await named.stop();
  });

  const run = (zone: string, ids: (id: string) => boolean): Promise<DelegationResult> => {
    const start = { zone: '.', servers: new Map([['ns.root.', ['127.0.0.1']]]) };
    const world = new World({ zone, start, now: new Date() }, { port: named.port });
    const cases = CASES.filter(({ id, onlyChosen }) => onlyChosen === undefined && ids(id));
    const conversation = checkDelegation(world, cases);
    return converse(conversation, { ...wireOver(systemRuntime), monotonic: () => performance.now() });
  };

  test('nothing is wrong with how it answers', async () => {
    const { findings, servers } = await run('zone.test.', (id) => !MEANT.some((prefix) => id.startsWith(prefix)));
    assert.deepEqual(servers.delegation, ['ns1.zone.test/127.0.0.1', 'ns2.zone.test/127.0.0.1']);
    assert.deepEqual(servers.zone, servers.delegation);
    const told = findings.filter(({ level }) => level !== 'info' && level !== 'debug');
    assert.deepEqual(
      told.map(({ tag }) => tag),
      [],
    );
  });

  test('a zone that is not there', async () => {
    const none = await run('none.test.', (id) => id === 'BASIC01');
    assert.ok(none.findings.some(({ tag }) => tag === 'B01_NO_CHILD'));
    assert.equal(none.servers.delegation, undefined);
  });

  test('a transfer is asked for where it is chosen, and refused', async () => {
    const start = { zone: '.', servers: new Map([['ns.root.', ['127.0.0.1']]]) };
    const world = new World({ zone: 'zone.test.', start, now: new Date() }, { port: named.port });
    const cases = CASES.filter(({ id }) => id === 'NAMESERVER03');
    const how = { ...wireOver(systemRuntime), monotonic: () => performance.now() };
    const { findings } = await converse(checkDelegation(world, cases), how);
    assert.deepEqual(
      findings.map(({ tag }) => tag),
      ['AXFR_FAILURE'],
    );
  });
});
