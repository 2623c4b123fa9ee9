import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { FileZone } from '../../../../server/src/live/compare/fileZone.ts';
import type { About, ShownFault } from '../../../../server/src/live/delegation/chain.ts';
import { delegationProblems, placeIn } from '../../../../server/src/live/delegation/places.ts';
import { zoneOf } from '../compare/memoryServer.ts';

const TEXT = `$TTL 1h
@ SOA ns1 host 1 2h 1h 2w 1h
@ NS ns1
@ NS NS2.Other.Example.
@ DNSKEY 257 3 13 mdsswUyr3DPW132mOi8V9xESWE8jTo0dxCjjnopKl+GqJxpVXckHAeF+KkxLbxILfDLUT0rAK9iUzy1L53eKGQ==
ns1 A 192.0.2.1
ns1 AAAA 2001:db8::1
ns1 AAAA 2001:db8::2
`;

const PLACES: readonly [what: string, about: About, line: string][] = [
  ['the zone, at its NS records', { part: 'zone' }, '@ NS ns1'],
  ['its keys', { part: 'keys' }, '@ DNSKEY'],
  ['a name server', { part: 'server', server: 'ns1.example.test' }, '@ NS ns1'],
  ['one in other letters', { part: 'server', server: 'ns2.other.example' }, '@ NS NS2'],
  ['one that only the parent has: the zone', { part: 'server', server: 'ns3.example.test' }, '@ SOA'],
  ['an address', { part: 'address', server: 'ns1.example.test', address: '2001:db8::2' }, 'ns1 AAAA 2001:db8::2'],
  [
    'one in another form',
    { part: 'address', server: 'ns1.example.test', address: '2001:DB8:0::1' },
    'ns1 AAAA 2001:db8::1',
  ],
  [
    'one that the file does not have: its server',
    { part: 'address', server: 'ns1.example.test', address: '192.0.2.9' },
    '@ NS ns1',
  ],
  ['one of a server elsewhere', { part: 'address', server: 'ns2.other.example', address: '192.0.2.9' }, '@ NS NS2'],
];

function lineOf(file: FileZone, about: About): string {
  return TEXT.split('\n')[placeIn(file, about)!.line];
}

function fault(level: ShownFault['level'], ...about: readonly About[]): ShownFault {
  return { level, about, rank: 1, text: 'It is silent.', advice: 'See whether it runs.' };
}

suite('a delegation on the lines of its file', () => {
  for (const [what, about, line] of PLACES) {
    test(what, async () => {
      const found = lineOf(await zoneOf(TEXT), about);
      assert.ok(found.startsWith(line), found);
    });
  }

  test('a problem says the cause and what to do, once at each line', async () => {
    const file = await zoneOf(TEXT);
    const [server, gone]: readonly About[] = ['192.0.2.8', '192.0.2.9'].map((address) => {
      return { part: 'address', server: 'ns1.example.test', address };
    });
    const problems = delegationProblems(file, [fault('error', server, gone), fault('warning', { part: 'keys' })]);
    assert.deepEqual(
      problems.map(({ line, severity, message }) => [line, severity, message]),
      [
        [2, 'warning', '1. It is silent. See whether it runs.'],
        [4, 'information', '1. It is silent. See whether it runs.'],
      ],
    );
  });

  test('in a zone without records nothing is placed', async () => {
    const file = { ...(await zoneOf(TEXT)), sets: [] };
    assert.deepEqual(delegationProblems(file, [fault('error', { part: 'zone' })]), []);
  });
});
