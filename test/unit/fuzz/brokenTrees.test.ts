import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TYPE } from '../../../server/src/dns/types.ts';
import { converse, failure } from '../../../server/src/live/conversation.ts';
import { diagnoseConversation } from '../../../server/src/live/diagnosis/diagnose.ts';
import { diagnosisJson, diagnosisText } from '../../../server/src/live/diagnosis/text.ts';
import { anchorsFrom } from '../../../server/src/live/dnssec/anchors.ts';
import type { AnswerRecord, ResponseMessage } from '../../../server/src/live/messages.ts';
import type { FailureKind } from '../../../server/src/live/transport.ts';
import { nodeVerifier } from '../../../server/src/node/transports/verify.ts';
import { recordOf } from '../live/answerText.ts';
import { network, type Station } from '../live/world/network.ts';
import { delegationOf, dsRecords, makeZone, signatureOf, type Zone } from '../live/world/signing.ts';
import { randomNumbers, seeds } from './edits.ts';

const NOW = 1_800_000_000;
const NAME = 'zone.test.';
const ROOT = ['192.0.2.1', '2001:db8::1'];
/** Questions that one diagnosis may take, however broken everything is. */
const MOST_ASKS = 1500;
const RECORDS = `
www.zone.test. 3600 A 203.0.112.1
www.zone.test. 3600 AAAA 2a00:1450::1
alias.zone.test. 3600 CNAME www.zone.test.
*.wild.zone.test. 3600 A 203.0.112.2
deep.tree.zone.test. 3600 TXT "text"
over.zone.test. 3600 DNAME tree.zone.test.`;
const QUESTIONS = [
  'www A',
  'www AAAA',
  'alias A',
  'x.wild A',
  'deep.tree TXT',
  'deep.over TXT',
  'nothing A',
  '@ SOA',
  '@ DNSKEY',
  'www MX',
];
/** Those that a healthy zone has records for. */
const ANSWERED = 6;

/** Zones of name servers that nobody serves, and that somebody does. */
const ELSEWHERE = ['zone.test.', 'test.', 'other.test.', 'other.'];

type Random = (below: number) => number;

interface Tree {
  readonly zone: Zone;
  readonly top: Zone;
  readonly root: Zone;
  readonly stations: readonly Station[];
}

function treeOf(random: Random): Tree {
  const count = 1 + random(3);
  const servers = Array.from(
    { length: count },
    (_, i) => [`ns${i + 1}.${NAME}`, `192.0.2.${11 + i}`, `2001:db8::${11 + i}`] as [string, ...string[]],
  );
  const algorithm = [0, 13, 13, 15][random(4)];
  const zone = makeZone(
    { name: NAME, servers, records: RECORDS, algorithm, ...(random(2) === 0 && { nsec3: {} }) },
    NOW,
  );
  const top = makeZone(
    { name: 'test.', servers: [['ns1.test.', '192.0.2.2', '2001:db8::2']], records: delegationOf(zone, 'test.') },
    NOW,
  );
  const root = makeZone({ name: '.', servers: [['ns.root.', ...ROOT]], records: delegationOf(top, '.') }, NOW);
  return {
    zone,
    top,
    root,
    stations: [
      { addresses: ROOT, zones: [root] },
      { addresses: ['192.0.2.2', '2001:db8::2'], zones: [top] },
      ...servers.map(([, ...addresses]) => ({ addresses, zones: [zone] })),
    ],
  };
}

/** The records with one thing changed in them. */
function spoilt({ records, keys, name }: Zone, random: Random): AnswerRecord[] {
  const at = random(records.length);
  const one = records[at];
  const changed = (record: AnswerRecord): AnswerRecord[] => records.map((each, i) => (i === at ? record : each));
  switch (random(8)) {
    case 0:
      return records.filter((_, i) => i !== at);
    case 1:
      return changed({ ...one, rdata: one.rdata.map((octet) => (random(12) === 0 ? random(256) : octet)) });
    case 2:
      return changed({ ...one, rdata: one.rdata.slice(0, random(one.rdata.length + 1)), fault: 'cut' });
    case 3:
      return changed({ ...one, owner: records[random(records.length)].owner });
    case 4:
      return records.filter(({ type }) => type !== one.type);
    case 5:
      return [
        ...records,
        ...Array.from({ length: random(70) }, (_, i) =>
          recordOf(`${name} 60 NS ns${i}.${ELSEWHERE[i % ELSEWHERE.length]}`),
        ),
      ];
    case 6: {
      // Signatures by the dozen that are all wrong.
      const signature = records.find(({ type }) => type === TYPE.RRSIG);
      return signature
        ? [...records, ...Array.from({ length: 40 }, (_, i) => ({ ...signature, rdata: signature.rdata.with(-1, i) }))]
        : [...records];
    }
    default: {
      const set = records.filter(({ owner, type }) => owner === one.owner && type === one.type && type !== TYPE.RRSIG);
      if (keys.length === 0 || set.length === 0) return [...records];
      const times = { now: NOW, inception: (random(9) - 4) * 86_400, expiration: (random(9) - 4) * 86_400 };
      return [
        ...records,
        signatureOf(
          { owner: one.owner, type: one.type, class: 1, records: set },
          name,
          keys[random(keys.length)],
          times,
        ),
      ];
    }
  }
}

const FAILURES: readonly FailureKind[] = [
  'timeout',
  'refused',
  'unreachable',
  'closed',
  'malformed',
  'no-ipv6',
  'failed',
];

/** What a server does to its answers. */
function conductOf(random: Random): NonNullable<Station['conduct']> {
  const [kind, rate, rcode] = [random(6), 1 + random(4), [1, 2, 3, 5, 9][random(5)]];
  const failure = FAILURES[random(FAILURES.length)];
  return (_, answer) => {
    if (random(rate) > 0) return answer();
    const response: ResponseMessage = answer();
    const { flags, authority, additional } = response;
    switch (kind) {
      case 0:
        return failure;
      case 1:
        return { ...response, rcode };
      case 2:
        return { ...response, flags: { ...flags, aa: !flags.aa } };
      case 3:
        return { ...response, answer: authority, authority: additional };
      case 4:
        return { ...response, flags: { ...flags, tc: true }, answer: [] };
      default: {
        // A referral to anywhere, back to itself at worst.
        const to = ['.', 'test.', NAME, `www.${NAME}`, 'other.'][random(5)];
        const records = [`${to} 60 NS ns1.${NAME}`, `${to} 60 NS ns1.test.`].map(recordOf);
        return { ...response, rcode: 0, flags: { ...flags, aa: false }, answer: [], authority: records, additional };
      }
    }
  };
}

/** Some servers changed, and what they have. */
function brokenBy(tree: Tree, random: Random, faults: number): Station[] {
  const stations = [...tree.stations];
  for (let i = 0; i < faults; i++) {
    const at = random(stations.length);
    const station = stations[at];
    if (random(3) === 0) stations[at] = { ...station, conduct: conductOf(random) };
    else if (random(6) === 0) stations[at] = { ...station, largest: 200 + random(1000) };
    else
      stations[at] = { ...station, zones: station.zones.map((zone) => ({ ...zone, records: spoilt(zone, random) })) };
  }
  return stations;
}

const RESOLVER = '192.0.2.53';
/** What a resolver announces: right, in part, and nonsense. */
const ANNOUNCED = [
  '1 dns.test. alpn=dot ipv4hint=192.0.2.53',
  '1 dns.test. alpn=h2,dot dohpath=/dns-query{?dns} ipv6hint=2001:db8::53',
  '2 dns.test. alpn=h3',
  '0 other.test.',
  '3 www.zone.test. alpn=dot port=1',
  '1 . alpn=doq',
];

/** A resolver that gives what the zones have, and announces anything. */
function resolverOf({ root, top, zone }: Tree, random: Random): Station {
  const records = Array.from(
    { length: random(8) },
    () => `_dns.resolver.arpa. 60 SVCB ${ANNOUNCED[random(ANNOUNCED.length)]}`,
  );
  const own = makeZone({ name: '_dns.resolver.arpa.', algorithm: 0, records: records.join('\n') }, NOW);
  const zones = [root, top, zone, { ...own, records: random(2) === 0 ? own.records : spoilt(own, random) }];
  return { addresses: [RESOLVER], zones, ...(random(3) === 0 && { conduct: conductOf(random) }) };
}

const ROUNDS = 25;

for (const seed of seeds()) {
  test(`broken trees are diagnosed, with bounded work, and healthy ones have nothing (seed ${seed})`, async () => {
    const random = randomNumbers(seed * 7919);
    for (let round = 0; round < ROUNDS; round++) {
      const tree = treeOf(random);
      const faults = random(5);
      const isResolved = faults > 0 && random(2) === 0;
      const stations = [...brokenBy(tree, random, faults), ...(isResolved ? [resolverOf(tree, random)] : [])];
      const asked = QUESTIONS[random(faults === 0 ? ANSWERED : QUESTIONS.length)];
      const [label, type] = asked.split(' ');
      let asks = 0;
      const wire = network(stations);
      const request = {
        question: { name: label === '@' ? NAME : `${label}.${NAME}`, type: TYPE[type as 'A'], class: 1 },
        resolvers: isResolved ? [{ address: RESOLVER, port: 53 }] : [],
        reach: async (address: string) =>
          faults > 0 && random(2) === 0 ? failure(FAILURES[random(FAILURES.length)], address) : undefined,
        start: { zone: '.', servers: new Map([['ns.root.', ROOT]]) },
        anchors: anchorsFrom(dsRecords(tree.root)),
        verifier: nodeVerifier,
        now: NOW,
      };
      const exchange: typeof wire.exchange = (one, signal) => {
        asks++;
        return wire.exchange(one, signal);
      };
      const diagnosis = await converse(diagnoseConversation(request), {
        exchange,
        monotonic: () => 0,
        bounds: { asks: 10_000 },
      });
      const where = JSON.stringify({ seed, round, faults, asked });
      assert.ok(asks <= MOST_ASKS, `${asks} questions: ${where}`);
      assert.ok(diagnosisText(diagnosis).length > 0 && diagnosisJson(diagnosis).length > 0);
      if (faults > 0) continue;
      assert.equal(diagnosis.first, undefined, `${where}\n${diagnosisText(diagnosis)}`);
      assert.deepEqual(diagnosis.others, [], `${where}\n${diagnosisText(diagnosis)}`);
    }
  });
}
