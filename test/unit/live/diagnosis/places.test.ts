import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { TYPE } from '../../../../server/src/dns/types.ts';
import { failure } from '../../../../server/src/live/conversation.ts';
import { CAUSES, type Diagnosis } from '../../../../server/src/live/diagnosis/diagnose.ts';
import type { Facts, HostAddress, Probed } from '../../../../server/src/live/diagnosis/facts.ts';
import { diagnosisProblems } from '../../../../server/src/live/diagnosis/places.ts';
import { zoneOf } from '../compare/memoryServer.ts';

const TEXT = `$TTL 1h
@ SOA ns1 host 1 2h 1h 2w 1h
@ NS ns1
@ DNSKEY 257 3 13 mdsswUyr3DPW132mOi8V9xESWE8jTo0dxCjjnopKl+GqJxpVXckHAeF+KkxLbxILfDLUT0rAK9iUzy1L53eKGQ==
ns1 A 192.0.2.1
ns1 AAAA 2001:db8::1
www CNAME web
web A 192.0.2.8
web A 192.0.2.9
web AAAA 2001:db8::9
`;

const SILENT = { failure: failure('timeout', 'It is silent.'), time: 0 };

function probe(address: string): Probed {
  const outcomes = { soa: SILENT, answer: SILENT, tcp: SILENT, keys: SILENT };
  const where = { isGlue: true, isOwn: true, isDelegated: true, family: 4 } as const;
  return { names: ['ns1.example.test.'], address, ...where, ...outcomes };
}

function host(address: string, state: HostAddress['state']): HostAddress {
  return { address, port: 443, state };
}

function diagnosis(id: string, over: Partial<Facts> = {}): Diagnosis {
  const facts: Facts = {
    question: { name: 'WWW.example.test.', type: TYPE.A, class: 1 },
    now: 0,
    port: 53,
    tried: [],
    way: [{ zone: 'example.test.', servers: [], found: new Map(), ttl: 0 }],
    zone: 'example.test.',
    servers: [],
    probes: [],
    authority: undefined,
    validation: {
      status: 'bogus',
      reason: { code: 'no-dnskey', zone: 'example.test.', name: 'example.test.' },
      verdicts: [],
    } as unknown as Facts['validation'],
    dns64: [],
    announced: undefined,
    hosts: [],
    without: [],
    ...over,
  };
  const cause = CAUSES.find((one) => one.id === id)!;
  return { facts, symptom: 'servfail', first: { cause, evidence: [] }, others: [], ruledOut: [], open: [] };
}

const HOSTS = [host('192.0.2.8', 'open'), host('192.0.2.9', 'silent'), host('2001:db8::9', 'closed')];

const PLACES: readonly [id: string, over: Partial<Facts>, ...lines: string[]][] = [
  ['dead-host-address', { hosts: HOSTS }, 'web A 192.0.2.9', 'web AAAA'],
  ['servers-silent', { probes: [probe('192.0.2.1')] }, 'ns1 A 192.0.2.1'],
  ['servers-silent', { probes: [probe('192.0.2.7')] }, '@ NS ns1'],
  ['stale-secondary', {}, '@ SOA'],
  ['ds-and-not-signed', {}, '@ DNSKEY'],
  ['servers-differ', {}, '@ NS ns1'],
  ['no-record', {}, 'www CNAME'],
  ['no-delegation', { question: { name: 'none.example.test.', type: TYPE.A, class: 1 } }, '@ SOA'],
  ['resolver-silent', { tried: [{ server: { address: '192.0.2.53', port: 53 } }] as unknown as Facts['tried'] }],
  ['stale-secondary', { zone: 'other.test.' }],
];

suite('the causes of a diagnosis on the lines of the zone', () => {
  for (const [id, over, ...lines] of PLACES) {
    test(`${id}: ${lines.join(', ') || 'none'}`, async () => {
      const found = diagnosisProblems(await zoneOf(TEXT), diagnosis(id, over));
      const shown = found.map(({ line }) => TEXT.split('\n')[line]);
      assert.equal(shown.length, lines.length, shown.join('\n'));
      for (const [i, line] of lines.entries()) assert.ok(shown[i].startsWith(line), shown[i]);
      for (const { severity, code } of found) assert.deepEqual([severity, code], ['warning', 'diagnosis']);
    });
  }
});
