import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { namedServer, systemResolvers, zoneServers } from '../../../server/src/node/transports/resolvers.ts';

const HOSTS: Readonly<Record<string, readonly string[]>> = {
  'ns1.example.com': ['192.0.2.1', '2001:db8::1'],
  'v4.example.com': ['192.0.2.4'],
};

async function find(host: string): Promise<readonly string[]> {
  const addresses = HOSTS[host];
  if (!addresses) throw Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' });
  return addresses;
}

test('the system’s resolvers as Node writes them', () => {
  const entries = [
    '192.0.2.1',
    '2001:db8::1',
    '[2001:db8::2]:5353',
    '192.0.2.2:54',
    'fe80::1%eth0',
    '[::1]',
    'nonsense',
    'a:b:c:d:53',
  ];
  assert.deepEqual(systemResolvers(entries), [
    { address: '192.0.2.1', port: 53 },
    { address: '2001:db8::1', port: 53 },
    { address: '2001:db8::2', port: 5353 },
    { address: '192.0.2.2', port: 54 },
    { address: 'fe80::1%eth0', port: 53 },
    { address: '::1', port: 53 },
  ]);
  assert.ok(Array.isArray(systemResolvers()));
});

describe('a server that was named', () => {
  test('an address is taken as it is', async () => {
    assert.deepEqual(await namedServer('2001:db8::9', 5353, undefined, find), {
      servers: [{ address: '2001:db8::9', port: 5353 }],
      missing: [],
    });
  });
  test('a name is looked up', async () => {
    const { servers } = await namedServer('ns1.example.com.', undefined, undefined, find);
    assert.deepEqual(
      servers.map(({ address, port }) => `${address} ${port}`),
      ['192.0.2.1 53', '2001:db8::1 53'],
    );
  });
  test('one family only', async () => {
    assert.deepEqual(
      (await namedServer('ns1.example.com', 53, 6, find)).servers.map(({ address }) => address),
      ['2001:db8::1'],
    );
    assert.deepEqual((await namedServer('v4.example.com', 53, 6, find)).missing, [
      'The name server v4.example.com has no IPv6 address.',
    ]);
    assert.match((await namedServer('192.0.2.1', 53, 6, find)).missing[0], /not an IPv6 address/);
  });
  test('an unknown name', async () => {
    assert.deepEqual(await namedServer('nowhere.example', 53, undefined, find), {
      servers: [],
      missing: ['The system finds no address for the name server nowhere.example.'],
    });
  });
});

describe('a zone’s own servers', () => {
  const known = new Map([['ns2.example.com.', ['192.0.2.2', '2001:db8::2']]]);

  test('the file’s addresses first, the rest looked up, in order', async () => {
    const names = ['ns1.example.com.', 'NS2.example.com.', 'gone.example.'];
    const found = await zoneServers(names, known, { find });
    assert.deepEqual(found.servers, [
      { address: '192.0.2.1', port: 53, name: 'ns1.example.com.' },
      { address: '2001:db8::1', port: 53, name: 'ns1.example.com.' },
      { address: '192.0.2.2', port: 53, name: 'NS2.example.com.' },
      { address: '2001:db8::2', port: 53, name: 'NS2.example.com.' },
    ]);
    assert.deepEqual(found.missing, ['The system finds no address for the name server gone.example.']);
  });

  test('family and port', async () => {
    const { servers } = await zoneServers(['ns2.example.com.'], known, { find, family: 6, port: 5300 });
    assert.deepEqual(servers, [{ address: '2001:db8::2', port: 5300, name: 'ns2.example.com.' }]);
  });

  test('nothing is looked up for names that the file answers', async () => {
    const never = async (): Promise<never> => assert.fail('looked up');
    assert.equal((await zoneServers(['ns2.example.com.'], known, { find: never })).servers.length, 2);
  });
});
