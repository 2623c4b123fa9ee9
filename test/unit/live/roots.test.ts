import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { TYPE } from '../../../server/src/dns/types.ts';
import { DEFAULT_OPTIONS } from '../../../server/src/live/messages.ts';
import { namedBy, rootServers } from '../../../server/src/live/roots.ts';
import type { TraceRequest } from '../../../server/src/live/trace.ts';
import { replay } from './replay.ts';

function from(name: string, more: Partial<TraceRequest> = {}): TraceRequest {
  const question = { name, type: TYPE.A, class: 1 };
  return { question, options: DEFAULT_OPTIONS, servers: [{ address: '192.0.2.1', port: 53 }], ...more };
}

describe('where a way from the root begins', () => {
  test('at the servers that the first one names, with their addresses', async () => {
    const roots = await replay(
      rootServers(from('www.test.')),
      `> . NS @192.0.2.1
< NOERROR ra
. 300 NS a.root.
. 300 NS b.root.
additional:
a.root. 300 A 192.0.2.11
a.root. 300 AAAA 2001:db8::11`,
    );
    assert.deepEqual(
      roots.servers.map(({ address, name }) => `${name} ${address}`),
      ['a.root. 192.0.2.11', 'a.root. 2001:db8::11'],
    );
  });

  test('addresses that did not come are asked for', async () => {
    const roots = await replay(
      rootServers(from('www.test.', { family: 4 })),
      `> . NS @192.0.2.1
< NOERROR ra
. 300 NS a.root.
> a.root. A @192.0.2.1
< NOERROR ra
a.root. 300 A 192.0.2.11`,
    );
    assert.deepEqual(roots.servers, [{ address: '192.0.2.11', port: 53, name: 'a.root.' }]);
  });

  test('where nobody knows the root, at the first server itself, which is said', async () => {
    const roots = await replay(rootServers(from('www.test.')), '> . NS @192.0.2.1\n< REFUSED');
    assert.deepEqual(roots.servers, [{ address: '192.0.2.1', port: 53 }]);
    assert.match(roots.problem ?? '', /begins at 192\.0\.2\.1#53 itself/);
  });
});

describe('the name servers of a zone as a resolver knows them', () => {
  test('with the addresses that it says', async () => {
    const known = await replay(
      namedBy(from('in.example.', { family: 4 })),
      `> in.example. NS @192.0.2.1
< NOERROR ra
in.example. 300 NS ns1.in.example.
in.example. 300 NS ns2.in.example.
> ns1.in.example. A @192.0.2.1
< NOERROR ra
ns1.in.example. 300 A 10.0.0.1
> ns2.in.example. A @192.0.2.1
< NXDOMAIN ra`,
    );
    assert.deepEqual(known, [
      { name: 'ns1.in.example.', glue: ['10.0.0.1'] },
      { name: 'ns2.in.example.', glue: [] },
    ]);
  });

  test('none where it refers elsewhere, refuses or is silent', async () => {
    const texts = ['< REFUSED', '< NOERROR\nauthority:\nexample. 300 NS ns.example.', '< silent'];
    for (const text of texts)
      assert.equal(await replay(namedBy(from('in.example.')), `> in.example. NS @192.0.2.1\n${text}`), undefined);
  });
});
