import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { TYPE } from '../../../server/src/dns/types.ts';
import { converse } from '../../../server/src/live/conversation.ts';
import { DEFAULT_OPTIONS } from '../../../server/src/live/messages.ts';
import { nsSearchLines, traceLines } from '../../../server/src/live/report/trace.ts';
import { nsSearchConversation, type TraceRequest, traceConversation } from '../../../server/src/live/trace.ts';
import type { SendResult } from '../../../server/src/live/transport.ts';
import { recordOf } from './answerText.ts';
import { replay, replayed } from './replay.ts';

function from(type: number, more: Partial<TraceRequest> = {}): TraceRequest {
  const question = { name: 'www.example.test.', type, class: 1 };
  return { question, options: DEFAULT_OPTIONS, servers: [{ address: '192.0.2.1', port: 53 }], ...more };
}

const ROOT = `
> www.example.test. A @192.0.2.1
< NOERROR
authority:
test. 300 NS ns.test.
additional:
ns.test. 300 A 192.0.2.2
ns.test. 300 AAAA 2001:db8::2
`;
const TLD = `
> www.example.test. A @192.0.2.2
< NOERROR
authority:
example.test. 300 NS ns1.example.test.
example.test. 300 NS ns2.example.test.
additional:
ns1.example.test. 300 A 192.0.2.3
ns2.example.test. 300 A 192.0.2.4
`;
const ZONE = `
> www.example.test. A @192.0.2.3
< NOERROR aa
www.example.test. 300 A 192.0.2.80
`;

function outcomes(steps: readonly { readonly outcome: string; readonly zone: string | undefined }[]): string[] {
  return steps.map(({ outcome, zone }) => `${zone ?? '-'} ${outcome}`);
}

describe('a trace', () => {
  test('from the root to the answer, with the glue of each step', async () => {
    const trace = await replay(traceConversation(from(TYPE.A)), ROOT + TLD + ZONE);
    assert.equal(trace.answered, true);
    assert.deepEqual(outcomes(trace.steps), ['- referral', 'test. referral', 'example.test. answer']);
    assert.deepEqual(trace.steps[0].referred, [{ name: 'ns.test.', glue: ['192.0.2.2', '2001:db8::2'] }]);
    const text = traceLines(trace).join('\n');
    assert.match(text, /^; Answered after 3 steps\./);
    assert.match(text, /; {5}ns\.test\. 192\.0\.2\.2 2001:db8::2/);
    assert.match(text, /^www\.example\.test\. 300 IN A 192\.0\.2\.80$/m);
  });

  const broken: readonly [string, string, RegExp][] = [
    ['the root is silent', '> www.example.test. A @192.0.2.1\n< silent', /It was silent\./],
    ['the root refuses', '> www.example.test. A @192.0.2.1\n< REFUSED', /refuses to answer/],
    [
      'the TLD refers upwards',
      `${ROOT}> www.example.test. A @192.0.2.2\n< NOERROR\nauthority:\n. 300 NS a.root.test.\n> www.example.test. A @2001:db8::2\n< SERVFAIL`,
      /is named for test\. and refers to \., which is not below it.* fails \(SERVFAIL\)/,
    ],
    [
      'the child is lame on both servers',
      `${ROOT + TLD}> www.example.test. A @192.0.2.3\n< REFUSED\n> www.example.test. A @192.0.2.4\n< NOERROR`,
      /does not have example\.test\. \(lame\).* has neither an answer nor a referral/,
    ],
    [
      'no glue for servers in the zone itself',
      `${ROOT}> www.example.test. A @192.0.2.2\n< NOERROR\nauthority:\nexample.test. 300 NS ns1.example.test.`,
      /No name server of example\.test\. has an address/,
    ],
  ];
  for (const [what, text, problem] of broken) {
    test(`${what}: what it had is kept`, async () => {
      const trace = await replay(traceConversation(from(TYPE.A)), text);
      assert.equal(trace.answered, false);
      assert.equal(trace.steps.at(-1)?.outcome, 'failed');
      assert.match(trace.steps.at(-1)?.problem ?? '', problem);
      assert.match(traceLines(trace)[0], /^; No answer: the way ends after \d steps?\.$/);
    });
  }

  test('a server that is silent is passed over, and a cut answer is had over TCP', async () => {
    const text = `${ROOT + TLD}
> www.example.test. A @192.0.2.3
< silent
> www.example.test. A @192.0.2.4
< NOERROR aa tc
> www.example.test. A @192.0.2.4 tcp
< NOERROR aa
www.example.test. 300 A 192.0.2.80`;
    const trace = await replay(traceConversation(from(TYPE.A)), text);
    assert.equal(trace.answered, true);
    assert.equal(trace.steps[2].answers.length, 2);
  });

  test('an alias is followed from the beginning, and one in a ring is not', async () => {
    const alias = (name: string, target: string): string =>
      `> ${name} A @192.0.2.1\n< NOERROR aa\n${name} 300 CNAME ${target}\n`;
    const host = '> host.test. A @192.0.2.1\n< NXDOMAIN aa\n';
    const good = await replay(traceConversation(from(TYPE.A)), alias('www.example.test.', 'host.test.') + host);
    assert.deepEqual(outcomes(good.steps), ['- alias', '- answer']);
    const ring = alias('www.example.test.', 'host.test.') + alias('host.test.', 'www.example.test.');
    const trace = await replay(traceConversation(from(TYPE.A)), ring);
    assert.match(trace.steps.at(-1)?.problem ?? '', /lead back to www\.example\.test\./);
  });

  test('the address of a server outside of the zone is looked for by itself', async () => {
    const text = `
> www.example.test. A @192.0.2.1
< NOERROR
authority:
example.test. 300 NS ns.other.
> ns.other. A @192.0.2.1
< NOERROR aa
ns.other. 300 A 192.0.2.3
${ZONE}`;
    assert.equal((await replay(traceConversation(from(TYPE.A)), text)).answered, true);
  });
});

describe('a search of name servers', () => {
  const known = [
    { name: 'ns1.test.', glue: ['192.0.2.11'] },
    { name: 'ns2.test.', glue: ['192.0.2.12', '2001:db8::12'] },
    { name: 'ns3.www.example.test.', glue: [] },
  ];
  const soa = (address: string, serial: number, flags = 'aa'): string =>
    `> www.example.test. SOA @${address}\n< NOERROR ${flags}\nwww.example.test. 300 SOA a. b. ${serial} 1 1 1 1\n`;

  test('the serial of each address, and what is wrong with the others', async () => {
    const text = `${soa('192.0.2.11', 7)}${soa('192.0.2.12', 6, '')}> www.example.test. SOA @2001:db8::12\n< REFUSED\n> ns3.www.example.test. A @192.0.2.1\n< silent`;
    const found = await replay(nsSearchConversation({ ...from(TYPE.NS), known }), text);
    assert.deepEqual(
      found.servers.map(({ serial }) => serial),
      [7, 6, undefined],
    );
    assert.deepEqual(found.missing, ['ns3.www.example.test.']);
    const lines = nsSearchLines(found).join('\n');
    assert.match(lines, /do not have the same serial/);
    assert.match(lines, /ns2\.test\. 192\.0\.2\.12#53: serial 6, .*without authority/);
    assert.match(lines, /2001:db8::12#53: .*refuses to answer/);
    assert.match(lines, /ns3\.www\.example\.test\.: no address was found/);
  });

  test('the name servers are found by a trace', async () => {
    const text = `
> www.example.test. NS @192.0.2.1
< NOERROR aa
www.example.test. 300 NS ns1.test.
additional:
ns1.test. 300 A 192.0.2.11
${soa('192.0.2.11', 7)}`;
    const found = await replay(nsSearchConversation(from(TYPE.NS)), text);
    assert.deepEqual(
      found.servers.map(({ name, serial }) => `${name} ${serial}`),
      ['ns1.test. 7'],
    );
  });
});

test('1,000 conversations in which answers are changed end, with a document', async () => {
  let seed = 15;
  const random = (limit: number): number => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return (seed >>> 8) % limit;
  };
  const odd = [
    'test. 300 NS ns.test.',
    '. 300 NS .',
    'www.example.test. 300 CNAME www.example.test.',
    'www.example.test. 300 CNAME host.test.',
    'example.test. 300 NS ns.else.',
    'ns.else. 300 A 192.0.2.3',
    'www.example.test. 300 SOA a. b. 1 1 1 1 1',
  ].map(recordOf);
  const spoil = (result: SendResult): SendResult => {
    if (result.kind !== 'reply' || random(3) === 0) return result;
    if (random(8) === 0) return { kind: 'timeout', message: 'Nothing came.', ignored: [] };
    const { response } = result;
    const changed = (records: typeof odd): typeof odd => {
      const copy = records.filter(() => random(4) > 0);
      if (random(2) === 0) copy.push(odd[random(odd.length)]);
      return copy.map((one) => (random(6) === 0 ? { ...one, rdata: one.rdata.slice(1), fault: 'It is cut.' } : one));
    };
    const flags = { ...response.flags, aa: random(2) === 0, tc: random(8) === 0 };
    const sections = { answer: changed([...response.answer]), authority: changed([...response.authority]) };
    const additional = changed([...response.additional]);
    return {
      ...result,
      response: { ...response, ...sections, additional, flags, rcode: random(6) === 0 ? random(16) : 0 },
    };
  };
  for (let round = 0; round < 500; round++) {
    const bounds = { asks: 200 };
    const wire = replayed(ROOT + TLD + ZONE, spoil);
    const trace = await converse(traceConversation(from(TYPE.A)), { ...wire, monotonic: () => 0, bounds });
    assert.ok(traceLines(trace).length > 0);
    const again = replayed((ROOT + TLD + ZONE).replaceAll(' A @', ' NS @'), spoil);
    const search = await converse(nsSearchConversation(from(TYPE.NS)), { ...again, monotonic: () => 0, bounds });
    assert.ok(nsSearchLines(search).length > 0);
  }
});
