import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { EDE, RCODE } from '../../../../server/src/dns/codes.ts';
import { TYPE } from '../../../../server/src/dns/types.ts';
import { converse, failure } from '../../../../server/src/live/conversation.ts';
import { CAUSES, type Diagnosis, diagnoseConversation } from '../../../../server/src/live/diagnosis/diagnose.ts';
import { diagnosisJson, diagnosisText } from '../../../../server/src/live/diagnosis/text.ts';
import { anchorsFrom } from '../../../../server/src/live/dnssec/anchors.ts';
import { rrsetsOf } from '../../../../server/src/live/dnssec/records.ts';
import type { AnswerRecord } from '../../../../server/src/live/messages.ts';
import type { FailureKind, Reach, Transport } from '../../../../server/src/live/transport.ts';
import { nodeVerifier } from '../../../../server/src/node/transports/verify.ts';
import { network, type Station } from '../world/network.ts';
import { empty, extendedError, type ResolverSpec, withResolver } from '../world/resolver.ts';
import {
  delegationOf,
  dsOf,
  dsRecords,
  makeKey,
  makeZone,
  signatureOf,
  type Zone,
  type ZoneSpec,
} from '../world/signing.ts';

const NOW = 1_800_000_000;
const DAY = 24 * 3600;
const ROOT_ADDRESSES = ['192.0.2.1', '2001:db8::1'];
const RESOLVER = '192.0.2.53';
const NAME = 'zone.test.';
const NS1 = ['ns1.zone.test.', '192.0.2.11', '2001:db8::11'] as const;
const NS2 = ['ns2.zone.test.', '192.0.2.12', '2001:db8::12'] as const;
const RECORDS = `
  www.zone.test. 3600 A 203.0.112.1
  www.zone.test. 3600 AAAA 2a00:1450::1
  four.zone.test. 3600 A 203.0.112.2
  wrong.zone.test. 3600 AAAA 2001:db8::99
  big.zone.test. 3600 TXT ${'"01234567890123456789012345678901234567890123456789" '.repeat(40)}
  x.wild.zone.test. 3600 A 203.0.112.3
  round.zone.test. 3600 A 203.0.112.4
  round.zone.test. 3600 A 203.0.112.5
  round.zone.test. 3600 A 203.0.112.6
  alias.zone.test. 3600 CNAME round.zone.test.`;

interface Broken {
  /** The zone, as its servers have it. */
  readonly spec?: Partial<ZoneSpec>;
  readonly second?: (zone: Zone) => Zone;
  /** What the zone above says, instead of what is right. */
  readonly delegation?: (zone: Zone) => string;
  readonly ds?: (zone: Zone) => readonly AnswerRecord[];
  /** What becomes of the zone's two servers. */
  readonly stations?: (stations: readonly Station[], zone: Zone) => readonly Station[];
  readonly resolver?: Partial<ResolverSpec>;
  /** The name below the zone that is asked for, and the type. */
  readonly asks?: string;
  /** No resolver is asked. */
  readonly alone?: true;
  /** How the resolver is asked. */
  readonly transport?: Transport;
  /** The port of the zones' servers. */
  readonly port?: number;
  /** Over IPv6 nobody answers, the servers of the root neither. */
  readonly noIpv6?: true;
  /** What becomes of TCP connections to hosts, by address, or address and port; they are taken where it is not said. */
  readonly hosts?: Readonly<Record<string, FailureKind>>;
}

function zoneOf(spec: Partial<ZoneSpec>): Zone {
  return makeZone({ name: NAME, servers: [[...NS1], [...NS2]], records: RECORDS, ...spec }, NOW);
}

async function diagnosed({
  spec = {},
  second,
  delegation,
  ds,
  stations,
  resolver,
  asks = 'www A',
  alone,
  hosts,
  noIpv6,
  transport,
  port,
}: Broken): Promise<Diagnosis> {
  const zone = zoneOf(spec);
  const above = delegation?.(zone) ?? delegationOf(zone, 'test.', ds?.(zone));
  const top = makeZone({ name: 'test.', servers: [['ns1.test.', '192.0.2.2', '2001:db8::2']], records: above }, NOW);
  const root = makeZone(
    { name: '.', servers: [['ns.root.', ...ROOT_ADDRESSES]], records: delegationOf(top, '.') },
    NOW,
  );
  const own: readonly Station[] = [
    { addresses: NS1.slice(1), zones: [zone] },
    { addresses: NS2.slice(1), zones: [second?.(zone) ?? zone] },
  ];
  const all = [
    { addresses: ROOT_ADDRESSES, zones: [root] },
    { addresses: ['192.0.2.2', '2001:db8::2'], zones: [top] },
    ...(stations?.(own, zone) ?? own),
  ];
  const reached = noIpv6 ? at(6, 'timeout')(all) : all;
  const anchors = anchorsFrom(dsRecords(root));
  const start = [['ns.root.', ...ROOT_ADDRESSES]] as const;
  const wire = withResolver(network(reached), { address: RESOLVER, anchors, now: NOW, start, ...resolver });
  const [label, type] = asks.split(' ');
  const request = {
    question: { name: label === '@' ? NAME : `${label}.${NAME}`, type: TYPE[type as 'A'], class: 1 },
    resolvers: alone ? [] : [{ address: RESOLVER, port: 53 }],
    start: { zone: '.', servers: new Map([['ns.root.', ROOT_ADDRESSES]]) },
    anchors,
    verifier: nodeVerifier,
    now: NOW,
    ...(transport && { transport }),
    ...(port && { port }),
    ...(hosts && { reach: reachOf(hosts) }),
  };
  return converse(diagnoseConversation(request), { ...wire, monotonic: () => 0 });
}

/** A resolver that announces itself with an SVCB record (RFC 9462); over TLS and HTTPS comes what is said. */
function announcing(data: string, secure?: FailureKind): Partial<ResolverSpec> {
  const addresses = data.includes('hint') || data.startsWith('0') ? '' : ` ipv4hint=${RESOLVER}`;
  const [record] = makeZone(
    { name: '_dns.resolver.arpa.', algorithm: 0, records: `_dns.resolver.arpa. 60 SVCB ${data}${addresses}` },
    NOW,
  ).records.filter(({ type }) => type === TYPE.SVCB);
  return {
    conduct: ({ question, transport, server }, response) => {
      const isSecure = transport === 'tls' || transport === 'https';
      const isLax = server.tls?.anyCertificate && secure === 'tls';
      if (secure && isSecure && !isLax) return secure;
      return question.type === TYPE.SVCB ? { ...response, rcode: RCODE.NOERROR, answer: [record] } : response;
    },
  };
}

const BOTH = `1 dns.test. alpn=dot ipv4hint=${RESOLVER} ipv6hint=2a00:1450::53`;

function reachOf(hosts: NonNullable<Broken['hosts']>): Reach {
  return async (address, port) => {
    const kind = hosts[`${address} ${port}`] ?? hosts[address];
    return kind && failure(kind, `${address} port ${port}: ${kind}.`);
  };
}

function at(family: 4 | 6, kind: 'timeout' | 'refused') {
  return (stations: readonly Station[]): Station[] =>
    stations.map((station) => ({
      ...station,
      conduct: (asked, answer) => (asked.server.address.includes(':') === (family === 6) ? kind : answer()),
    }));
}

function conduct(answer: NonNullable<Station['conduct']>, which: readonly number[] = [0, 1]) {
  return (stations: readonly Station[]): Station[] =>
    stations.map((station, i) => (which.includes(i) ? { ...station, conduct: answer } : station));
}

function covering(type: number): (record: AnswerRecord) => boolean {
  return ({ type: own, rdata }) => own === TYPE.RRSIG && rdata[0] * 256 + rdata[1] === type;
}

function flipped(records: readonly AnswerRecord[], fits: (record: AnswerRecord) => boolean): AnswerRecord[] {
  return records.map((one) => (fits(one) ? { ...one, rdata: one.rdata.with(-1, one.rdata.at(-1)! ^ 1) } : one));
}

const V6_ONLY = { without: [4] } as const;
const ONLY_V4: Partial<ZoneSpec> = {
  servers: [NS1.slice(0, 2) as unknown as [string, string], NS2.slice(0, 2) as unknown as [string, string]],
};

/** The delegation without IPv6 glue. */
function withoutIpv6(zone: Zone): string {
  return delegationOf(zone, 'test.')
    .split('\n')
    .filter((line) => !line.includes(' AAAA '))
    .join('\n');
}

/** The zone with the same keys and new signatures. */
function resigned(zone: Zone): Zone {
  const unsigned = zone.records.filter(({ type }) => type !== TYPE.RRSIG);
  const signed = rrsetsOf(unsigned).map((set) =>
    signatureOf(set, zone.name, zone.keys[set.type === TYPE.DNSKEY ? 0 : 1], { now: NOW }),
  );
  return { ...zone, records: [...unsigned, ...signed] };
}

let count = 0;

/** What is broken, the cause that is to be found, and what is told beside it. */
const CASES: Readonly<Record<string, readonly [Broken, cause: string | undefined, ...others: string[]]>> = {
  'nothing, signed': [{}, undefined],
  'nothing, signed with NSEC3': [{ spec: { nsec3: {} } }, undefined],
  'nothing, not signed': [{ spec: { algorithm: 0 } }, undefined],
  'nothing, without a resolver': [{ alone: true }, undefined],
  'the name is not there': [{ asks: 'nothing A' }, 'no-delegation'],
  'data that are cut, which nobody reads': [
    {
      spec: {
        algorithm: 0,
        after: (records) =>
          records.map((one) =>
            one.type === TYPE.A ? { ...one, rdata: one.rdata.slice(0, 3), fault: 'It is cut.' } : one,
          ),
      },
    },
    undefined,
  ],
  'no AAAA record at the name': [{ asks: 'four AAAA' }, 'no-record'],
  'an AAAA record that leads nowhere': [{ asks: 'wrong AAAA' }, 'wrong-address'],
  'a dead address in a round robin': [{ asks: 'round A', hosts: { '203.0.112.5': 'timeout' } }, 'dead-host-address'],
  'one behind an alias': [{ asks: 'alias A', hosts: { '203.0.112.6': 'refused' } }, 'dead-host-address'],
  'one that takes no connections at the port of the others': [
    { asks: 'round A', hosts: { '203.0.112.5 443': 'refused' } },
    'dead-host-address',
  ],
  'a host that takes nothing over IPv6': [{ hosts: { '2a00:1450::1': 'timeout' } }, 'dead-host-address'],
  'the same, asked for its AAAA record': [
    { asks: 'www AAAA', hosts: { '2a00:1450::1': 'unreachable' } },
    'dead-host-address',
  ],
  'no dead address': [{ asks: 'round A', hosts: {} }, undefined],
  'hosts that are no web hosts': [
    { asks: 'round A', hosts: { '203.0.112.4': 'refused', '203.0.112.5': 'timeout', '203.0.112.6': 'refused' } },
    undefined,
  ],
  'hosts with HTTP alone': [
    {
      asks: 'round A',
      hosts: { '203.0.112.4 443': 'refused', '203.0.112.5 443': 'refused', '203.0.112.6 443': 'timeout' },
    },
    undefined,
  ],
  'a dead host alone, which nothing is compared with': [
    { asks: 'x.wild A', hosts: { '203.0.112.3': 'timeout' } },
    undefined,
  ],
  'an address to which this machine has no way': [{ hosts: { '2a00:1450::1': 'no-ipv6' } }, undefined],
  'a family in which nobody answers this machine': [
    {
      hosts: { '2a00:1450::1': 'timeout' },
      noIpv6: true,
    },
    undefined,
  ],
  'servers without AAAA': [{ spec: ONLY_V4, resolver: V6_ONLY }, 'servers-without-ipv6'],
  'servers without AAAA, to which nobody needs IPv6': [{ spec: ONLY_V4 }, undefined, 'servers-without-ipv6'],
  'no AAAA glue': [{ delegation: withoutIpv6, resolver: V6_ONLY }, 'no-ipv6-glue'],
  'wrong glue for IPv6': [
    {
      delegation: (zone) => delegationOf(zone, 'test.').replaceAll('2001:db8::1', '2001:db8::9'),
      resolver: V6_ONLY,
    },
    'wrong-glue',
  ],
  'wrong glue of all servers, which nobody can tell from servers that are down': [
    {
      delegation: (zone) =>
        delegationOf(zone, 'test.').replaceAll('192.0.2.1', '192.0.2.9').replaceAll('2001:db8::1', '2001:db8::9'),
    },
    'servers-silent',
  ],
  'no glue': [
    {
      delegation: (zone) =>
        delegationOf(zone, 'test.')
          .split('\n')
          .filter((line) => / (?:NS|DS) /.test(line))
          .join('\n'),
    },
    'no-glue',
  ],
  'not listening on IPv6': [{ stations: at(6, 'refused'), resolver: V6_ONLY }, 'servers-closed'],
  'a firewall that drops IPv6': [{ stations: at(6, 'timeout'), resolver: V6_ONLY }, 'servers-silent'],
  'all servers down': [{ stations: conduct(() => 'timeout') }, 'servers-silent'],
  'TCP blocked': [
    { asks: 'big TXT', stations: conduct((asked, answer) => (asked.transport === 'tcp' ? 'timeout' : answer())) },
    'tcp-blocked',
  ],
  'large datagrams lost': [
    {
      stations: (all) => all.map((station) => ({ ...station, largest: 512 })),
      asks: '@ DNSKEY',
      spec: { algorithm: 8 },
    },
    'large-answers-lost',
  ],
  lame: [
    {
      stations: (all) =>
        all.map((station) => ({
          ...station,
          zones: [makeZone({ name: 'other.', algorithm: 0 }, NOW)],
          conduct: ({ question }, answer) => ({ ...answer(), rcode: RCODE.NOERROR, question }),
        })),
    },
    'lame',
  ],
  'zone not loaded': [{ stations: conduct((asked) => empty(asked, RCODE.SERVFAIL)) }, 'servers-fail'],
  refused: [{ stations: conduct((asked) => empty(asked, RCODE.REFUSED)) }, 'servers-refuse'],
  'a dead address among several': [
    {
      stations: conduct((asked) => (asked.server.address.includes(':') ? 'timeout' : 'timeout'), [1]),
      resolver: { conduct: (asked, response) => (asked.options.cd ? response : empty(asked, RCODE.SERVFAIL)) },
    },
    'dead-address',
  ],
  'rate limited': [
    {
      stations: conduct((asked, answer) =>
        asked.transport === 'udp' && asked.question.type === TYPE.SOA && count++ % 5 !== 4 ? 'timeout' : answer(),
      ),
      resolver: { conduct: (asked, response) => (asked.options.cd ? response : empty(asked, RCODE.SERVFAIL)) },
    },
    'rate-limited',
  ],
  'a secondary that is behind': [
    {
      spec: { serial: 2 },
      second: () => zoneOf({ serial: 1, records: RECORDS.replace('203.0.112.1', '203.0.112.7'), algorithm: 0 }),
      ds: () => [],
    },
    'stale-secondary',
  ],
  'NS records that differ': [
    {
      delegation: (zone) =>
        delegationOf(zone, 'test.')
          .split('\n')
          .filter((line) => !line.includes('ns2.'))
          .join('\n'),
    },
    undefined,
    'servers-differ',
  ],
  'NS records that lead to a server that is gone, too': [
    {
      delegation: (zone) =>
        `zone.test. 3600 NS ns3.zone.test.\nns3.zone.test. 3600 A 192.0.2.13\n${delegationOf(zone, 'test.')}`,
    },
    undefined,
    'servers-differ',
    'dead-address',
  ],
  expired: [{ spec: { inception: -20 * DAY, expiration: -DAY } }, 'signatures-expired'],
  'expired on one server': [
    { spec: { inception: -20 * DAY, expiration: -DAY }, second: resigned },
    'signatures-out-of-step',
  ],
  'name servers without addresses': [{ delegation: () => 'zone.test. 3600 NS ns1.gone.test.' }, 'no-server'],
  'not yet': [{ spec: { inception: DAY, expiration: 20 * DAY } }, 'signatures-early'],
  'DS without key': [{ spec: { algorithm: 0 }, ds: () => [dsOf(NAME, makeKey(NAME, 13, 257))] }, 'ds-and-not-signed'],
  'key without signature': [{ ds: (zone) => [dsOf(NAME, zone.keys[1])] }, 'key-not-signing'],
  'DS of a wrong digest': [{ ds: (zone) => flipped(dsRecords(zone), () => true) }, 'ds-of-another-key'],
  'a revoked key': [{ spec: { kskFlags: 257 | 0x80 } }, 'key-revoked'],
  'a key that is not published': [
    { spec: { before: (records) => records.filter(({ type, rdata }) => type !== TYPE.DNSKEY || rdata[1] !== 0) } },
    'key-not-published',
  ],
  'a TTL that signatures do not outlast': [{ spec: { expiration: 1800 } }, undefined, 'ttl-outlives-signatures'],
  'a TTL that is longer than the one that was signed': [
    { spec: { after: (records) => records.map((one) => ({ ...one, ttl: 7200 })) } },
    undefined,
    'ttl-outlives-signatures',
  ],
  'records without signature': [
    { spec: { after: (records) => records.filter((one) => !covering(TYPE.A)(one)) } },
    'signatures-missing',
  ],
  'records that were changed': [
    { spec: { after: (records) => flipped(records, ({ type, owner }) => type === TYPE.A && owner.startsWith('www')) } },
    'signatures-wrong',
  ],
  'NSEC3 broken': [
    {
      asks: 'nothing A',
      spec: {
        nsec3: {},
        after: (records) => records.filter((one) => one.type !== TYPE.NSEC3 && !covering(TYPE.NSEC3)(one)),
      },
    },
    'denial-broken',
  ],
  DNS64: [{ asks: 'four AAAA', spec: { algorithm: 0 }, ds: () => [], resolver: { dns64: true } }, 'dns64'],
  'a policy of the resolver': [
    { resolver: { conduct: (asked) => extendedError(empty(asked, RCODE.NXDOMAIN), EDE.BLOCKED) } },
    'blocked',
  ],
  'a resolver that refuses': [{ resolver: { conduct: (asked) => empty(asked, RCODE.REFUSED) } }, 'resolver-refuses'],
  'a resolver that is silent': [{ resolver: { conduct: () => 'timeout' } }, 'resolver-silent'],
  'what the resolver announces works': [
    { resolver: announcing('1 dns.test. alpn=dot,h2 dohpath=/dns-query{?dns}') },
    undefined,
  ],
  'it announces another address, which is silent': [
    { resolver: announcing('1 dns.test. alpn=dot ipv4hint=192.0.2.53,192.0.2.54') },
    undefined,
    'encrypted-resolver-broken',
  ],
  'it announces HTTPS without a path': [
    { resolver: announcing('1 dns.test. alpn=h2') },
    undefined,
    'encrypted-resolver-broken',
  ],
  'it announces no protocol': [
    { resolver: announcing('1 dns.test. port=853') },
    undefined,
    'encrypted-resolver-broken',
  ],
  'its certificate is for another name': [
    { resolver: announcing('1 dns.test. alpn=dot', 'tls') },
    undefined,
    'encrypted-resolver-broken',
  ],
  'nobody takes TLS where it is announced': [
    { resolver: announcing('1 dns.test. alpn=dot port=8853', 'refused') },
    undefined,
    'encrypted-resolver-broken',
  ],
  'it announces an IPv6 address, to which this machine has no way': [
    {
      resolver: announcing(BOTH),
      stations: (own) => [...own, { addresses: ['2a00:1450::53'], zones: [], conduct: () => 'no-ipv6' }],
    },
    undefined,
  ],
  'it announces an IPv6 address, and over IPv6 nobody answers this machine': [
    { resolver: announcing(BOTH), noIpv6: true },
    undefined,
  ],
  'it announces an IPv6 address, which is silent': [
    { resolver: announcing(BOTH) },
    undefined,
    'encrypted-resolver-broken',
  ],
  'an alias of what it announces is passed over': [{ resolver: announcing('0 dns.test.') }, undefined],
  'a resolver over TLS with a certificate for another name': [
    { transport: 'tls', resolver: { conduct: ({ transport }, response) => (transport === 'tls' ? 'tls' : response) } },
    'resolver-not-secure',
  ],
  'a resolver over TLS': [{ transport: 'tls' }, undefined],
  'a resolver over HTTPS with another path': [
    {
      transport: 'https',
      resolver: { conduct: ({ transport }, response) => (transport === 'https' ? 'http' : response) },
    },
    'resolver-not-secure',
  ],
  'a resolver over TCP alone that refuses': [
    { transport: 'tcp', resolver: { conduct: (asked) => empty(asked, RCODE.REFUSED) } },
    'resolver-refuses',
  ],
  'a resolver with an old answer': [
    {
      resolver: {
        conduct: (_, response) => ({
          ...response,
          answer: response.answer.map((one) =>
            one.type === TYPE.A ? { ...one, rdata: Uint8Array.of(203, 0, 112, 9) } : one,
          ),
        }),
      },
    },
    'resolver-has-old-answer',
  ],
};

const found = new Set<string>();

describe('diagnoses', () => {
  for (const [label, [broken, cause, ...others]] of Object.entries(CASES)) {
    test(label, async () => {
      count = 0;
      const diagnosis = await diagnosed(broken);
      for (const id of [...(cause === undefined ? [] : [cause]), ...others]) found.add(id);
      assert.equal(diagnosis.first?.cause.id, cause, diagnosisText(diagnosis));
      assert.deepEqual(
        diagnosis.others.map((one) => one.cause.id),
        others,
        diagnosisText(diagnosis),
      );
      assert.doesNotThrow(() => JSON.parse(diagnosisJson(diagnosis)));
    });
  }
});

test('a resolver that fails while everything else is right leaves it open', async () => {
  const { first, open } = await diagnosed({ resolver: { conduct: (asked) => empty(asked, RCODE.SERVFAIL) } });
  assert.equal(first, undefined);
  assert.ok(open.length > 1);
});

test('a resolver that knows of no such name is not believed where no server of the zone answers', async () => {
  const { first, symptom, open, ...rest } = await diagnosed({
    stations: conduct(() => 'timeout'),
    resolver: { conduct: (asked) => empty(asked, RCODE.NXDOMAIN) },
  });
  assert.equal(symptom, 'nxdomain');
  assert.equal(first, undefined);
  assert.equal(open.length, 1);
  assert.match(diagnosisText({ first, symptom, open, ...rest }), /The cause is not certain/);
});

test('an alias may have a longer TTL than the one that it leads to', async () => {
  const records = `${RECORDS}\n  far.zone.test. 7200 CNAME near.zone.test.\n  near.zone.test. 60 CNAME round.zone.test.`;
  const { others } = await diagnosed({ spec: { records }, asks: 'far A' });
  assert.deepEqual(
    others.map(({ cause }) => cause.id),
    [],
  );
});

test('what is told to do is of the port that was asked', async () => {
  const refused = conduct(() => 'refused');
  for (const port of [53, 5353]) {
    const text = diagnosisText(await diagnosed({ stations: refused, port }));
    assert.match(text, new RegExp(`nothing listens on port ${port} there`));
    assert.match(text, new RegExp(`sport = :${port}'`));
  }
});

test('each cause has its case', () => {
  assert.deepEqual(
    CAUSES.map(({ id }) => id).filter((id) => !found.has(id)),
    [],
  );
});
