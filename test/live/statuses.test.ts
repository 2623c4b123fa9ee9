/** Each sentence on an answer, with a server behind it: named and Unbound where they give such an answer, and one that lies for what no honest server sends. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { typeText } from '../../server/src/dns/types.ts';
import { parseDigWords } from '../../server/src/live/digWords.ts';
import { factsOf } from '../../server/src/live/facts.ts';
import { query } from '../../server/src/live/query.ts';
import { STATUS_IDS, statusOf } from '../../server/src/live/report/status.ts';
import { reportText } from '../../server/src/live/report.ts';
import { systemRuntime } from '../../server/src/node/transports/runtime.ts';
import { answering, type FakeServer, udpServer } from '../unit/transports/fakeServers.ts';
import { namedVersion, type RunningNamed, startNamed } from './named.ts';
import type { OtherServer } from './otherServers.ts';
import { hasUnbound, startResolver } from './resolver.ts';

const LABEL = 'l'.repeat(60);
const ZONE = `$TTL 300
@ SOA ns1 hostmaster 7 7200 900 1209600 300
@ NS ns1
ns1 A 192.0.2.53
a A 192.0.2.1
w CNAME a
gone CNAME nobody
ext CNAME a.example.net.
l1 CNAME l2
l2 CNAME l1
below CNAME x.sub
sub NS ns.sub
ns.sub A 192.0.2.54
d DNAME ${`${LABEL}.`.repeat(3)}st.test.
${Array.from({ length: 30 }, (_, i) => `big TXT "${i} ${'x'.repeat(200)}"`).join('\n')}
`;

type Who = 'named' | 'Unbound' | 'a liar';

/** What the liar says to a name: the flags of its answer, and records of the sections. */
const LIES: Readonly<Record<string, { flags: number; answers?: readonly object[]; authorities?: readonly object[] }>> =
  {
    'other-soa.test': { flags: 3, authorities: [soa('else.example')] },
    'both.test': { flags: 3, answers: [a('both.test')], authorities: [soa('test')] },
    'beside.test': { flags: 0, authorities: [{ type: 'NS', name: 'else.example', data: 'ns.else.example', ttl: 60 }] },
    'compact.test': { flags: 0x400, authorities: [soa('test'), nsec('compact.test')] },
    'other-type.test': { flags: 0, answers: [{ type: 'TXT', name: 'other-type.test', data: 'text', ttl: 60 }] },
    'other-owner.test': { flags: 0, answers: [a('else.test')] },
    'nodata-soa.test': { flags: 0, authorities: [soa('else.example')] },
  };

function soa(name: string): object {
  const data = { mname: 'ns', rname: 'a', serial: 1, refresh: 1, retry: 1, expire: 1, minimum: 1 };
  return { type: 'SOA', name, data, ttl: 60 };
}

function a(name: string): object {
  return { type: 'A', name, data: '192.0.2.1', ttl: 60 };
}

function nsec(name: string): object {
  const data = { nextDomain: `\0.${name}`, rrtypes: ['RRSIG', 'NSEC', 'UNKNOWN_128'] };
  return { type: 'NSEC', name, data, ttl: 60 };
}

/** The row of the table, who answers so, the words, and the zone that the server is named for. */
const CASES: readonly [string, Who, string, string?][] = [
  ['answered', 'named', 'a.st.test'],
  ['answered', 'Unbound', 'a.st.test'],
  ['answered-by-alias', 'named', 'w.st.test'],
  ['answered-by-alias', 'Unbound', 'w.st.test'],
  ['alias-without-type', 'named', 'w.st.test AAAA'],
  ['alias-without-type', 'Unbound', 'w.st.test AAAA'],
  ['alias-to-nothing', 'named', 'gone.st.test'],
  ['alias-elsewhere', 'named', 'ext.st.test'],
  ['loop', 'named', 'l1.st.test'],
  ['dname-too-long', 'named', `${`${LABEL}.`.repeat(2)}d.st.test`],
  ['nxdomain', 'named', 'nobody.st.test'],
  ['nxdomain', 'Unbound', 'nobody.st.test'],
  ['nxdomain-without-soa', 'Unbound', 'b.static.test'],
  ['nxdomain-of-another-zone', 'a liar', 'other-soa.test'],
  ['nxdomain-with-records', 'a liar', 'both.test'],
  ['servfail', 'named', 'x.unloaded.test'],
  ['servfail', 'Unbound', 'x.unloaded.test'],
  ['refused', 'named', 'elsewhere.example'],
  ['refused', 'Unbound', 'refused.test'],
  ['rcode', 'named', 'a.st.test +opcode=status'],
  ['cut-short', 'named', 'big.st.test TXT +ignore +bufsize=512'],
  ['referral', 'named', 'x.sub.st.test +norecurse'],
  ['referral-of-alias', 'named', 'below.st.test +norecurse'],
  ['referral-up', 'named', 'x.deep.sub.st.test +norecurse', 'deep.sub.st.test.'],
  ['referral-beside', 'a liar', 'beside.test'],
  ['compact-denial', 'a liar', 'compact.test'],
  ['other-type', 'a liar', 'other-type.test'],
  ['other-owner', 'a liar', 'other-owner.test'],
  ['nodata', 'named', 'a.st.test MX'],
  ['nodata', 'Unbound', 'a.st.test MX'],
  ['nodata-of-another-zone', 'a liar', 'nodata-soa.test'],
  ['nothing', 'Unbound', 'a.static.test AAAA'],
];

const isHere = namedVersion() !== undefined && hasUnbound();
const skip = isHere || process.env.CI === 'true' ? false : 'named or Unbound is not installed';

describe('sentences on answers, with servers behind them', { skip }, () => {
  const ports = new Map<Who, number>();
  let named: RunningNamed;
  let unbound: OtherServer;
  let liar: FakeServer;
  const seen = new Map<string, string>();

  before(async () => {
    named = await startNamed({
      zones: { 'st.test': ZONE },
      bottom: 'zone "unloaded.test" { type secondary; primaries { 127.0.0.1 port 1; }; file "unloaded"; };\n',
    });
    unbound = await startResolver({
      zones: { 'st.test': named.port, 'unloaded.test': named.port },
      server: `local-zone: "static.test." static
  local-data: "a.static.test. A 192.0.2.1"
  local-zone: "refused.test." refuse`,
    });
    liar = await udpServer('127.0.0.1', (asked) => {
      const name = nameIn(asked);
      const type = typeText(asked.readUInt16BE(asked.indexOf(0, 12) + 1));
      return [answering(asked, { questions: [{ name, type, class: 'IN' }], answers: [], ...LIES[name] })];
    });
    ports.set('named', named.port);
    ports.set('Unbound', unbound.port);
    ports.set('a liar', liar.port);
  });
  after(async () => {
    await named?.stop();
    await unbound?.stop();
    await liar?.[Symbol.asyncDispose]();
  });

  for (const [id, who, words, zone] of CASES) {
    test(`${id}: ${who}`, async () => {
      const parsed = parseDigWords(words);
      assert.ok(!('error' in parsed));
      const servers = [{ address: '127.0.0.1', port: ports.get(who)! }];
      const result = await query({ question: parsed.question, servers, options: parsed.options }, systemRuntime);
      if (result.kind !== 'answer') assert.fail(result.failure.message);
      const status = statusOf(factsOf(result, zone));
      assert.equal(status.id, id, reportText(result));
      seen.set(id, `${who}: ${status.line}`);
    });
  }

  test('each row of the table was said', (context) => {
    for (const [id, line] of seen) context.diagnostic(`${id}: ${line}`);
    assert.deepEqual([...seen.keys()].sort(), [...STATUS_IDS].sort());
  });
});

/** The name in a question, without its final dot. */
function nameIn(message: Buffer): string {
  const labels: string[] = [];
  for (let at = 12; message[at] > 0; at += message[at] + 1)
    labels.push(message.toString('latin1', at + 1, at + 1 + message[at]));
  return labels.join('.').toLowerCase();
}
