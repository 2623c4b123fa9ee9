/** The file against one server, replayed: each kind of difference, and servers that do not behave. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { typeText } from '../../../../server/src/dns/types.ts';
import { compareConversation } from '../../../../server/src/live/compare/compareConversation.ts';
import { outcome } from '../../../../server/src/live/compare/compareServers.ts';
import type { CompareRequest, ServerResult } from '../../../../server/src/live/compare/comparing.ts';
import type { FileZone } from '../../../../server/src/live/compare/fileZone.ts';
import { problemsOf } from '../../../../server/src/live/compare/problems.ts';
import { comparisonLines } from '../../../../server/src/live/compare/report.ts';
import { setIndex } from '../../../../server/src/live/compare/served.ts';
import { converse } from '../../../../server/src/live/conversation.ts';
import { replay } from '../replay.ts';
import { driveTo, type MemoryServer, recordsOf, wireTo, zoneOf } from './memoryServer.ts';

const SERVER = { address: '192.0.2.1', port: 53, name: 'ns1.example.test.' };
const FILE = `$TTL 3600
@ SOA ns1 host 7 7200 900 1209600 300
@ NS ns1
ns1 A 192.0.2.1
www A 192.0.2.7
www A 192.0.2.8
*.wild TXT "any"
sub NS ns.sub
ns.sub A 192.0.2.9
`;

const E = 'example.test.';
const SOA = (serial: number): string => `${E} 3600 SOA ns1.${E} host.${E} ${serial} 7200 900 1209600 300`;
const SOA_AT = (serial: number, flags = 'aa'): string => `> ${E} SOA @192.0.2.1\n< NOERROR ${flags}\n${SOA(serial)}\n`;
const REFUSED = `> ${E} AXFR @192.0.2.1 tcp\n< REFUSED\n`;
/** The whole zone, with some lines replaced. */
const LINES = [
  `${E} 3600 NS ns1.${E}`,
  `ns1.${E} 3600 A 192.0.2.1`,
  `www.${E} 3600 A 192.0.2.8`,
  `www.${E} 3600 A 192.0.2.7`,
  `*.wild.${E} 3600 TXT any`,
  `sub.${E} 3600 NS ns.sub.${E}`,
  `ns.sub.${E} 3600 A 192.0.2.9`,
];

function axfr(
  change: (line: string) => string | undefined = (line) => line,
  serial = 7,
  more: readonly string[] = [],
): string {
  const lines = [SOA(serial), ...LINES.flatMap((line) => change(line) ?? []), ...more, SOA(serial)];
  return `> ${E} AXFR @192.0.2.1 tcp\n< NOERROR aa\n${lines.join('\n')}\n`;
}

const QUESTIONS: Readonly<Record<string, string>> = {
  soa: SOA_AT(7),
  ns: `> ${E} NS @192.0.2.1\n< NOERROR aa\n${E} 3600 NS ns1.${E}\n`,
  ns1: `> ns1.${E} A @192.0.2.1\n< NOERROR aa\nns1.${E} 3600 A 192.0.2.1\n`,
  www: `> www.${E} A @192.0.2.1\n< NOERROR aa\nwww.${E} 3600 A 192.0.2.8\nwww.${E} 3600 A 192.0.2.7\n`,
  wild: `> *.wild.${E} TXT @192.0.2.1\n< NOERROR aa\n*.wild.${E} 3600 TXT any\n`,
  sub: `> sub.${E} NS @192.0.2.1\n< NOERROR\nauthority:\nsub.${E} 3600 NS ns.sub.${E}\nadditional:\nns.sub.${E} 3600 A 192.0.2.9\n`,
};

/** The serial, a transfer that is refused, and an answer for each RRset; some of them others. `again` where the serial is asked for once more. */
function asked(others: Readonly<Record<string, string>> = {}, again = ''): string {
  return `${SOA_AT(7)}${REFUSED}${Object.values({ ...QUESTIONS, ...others }).join('')}${again}`;
}

interface Expected {
  readonly state?: ServerResult['state'];
  readonly way?: ServerResult['way'];
  readonly differences?: readonly string[];
  readonly problem?: RegExp;
  readonly note?: RegExp;
  readonly said?: RegExp;
  readonly outcome?: ReturnType<typeof outcome>;
}

type Row = readonly [
  what: string,
  conversation: string,
  expected: Expected,
  request?: Partial<CompareRequest>,
  file?: Partial<FileZone>,
];

const ROWS: readonly Row[] = [
  ['the same, by a transfer', `${SOA_AT(7)}${axfr()}`, { way: 'transfer', outcome: 'same' }],
  [
    'the same, asked one by one',
    asked(),
    { way: 'questions', note: /does not show names that the file does not have/, outcome: 'same' },
  ],
  [
    'a record less',
    `${SOA_AT(7)}${axfr((line) => (line.endsWith('2.7') ? undefined : line))}`,
    {
      differences: [`data www.${E} A`],
      said: /This record is not served by 192\.0\.2\.1#53 \(ns1\.example\.test\.\), others of www\.example\.test\. A are/,
    },
  ],
  [
    'an RRset less',
    `${SOA_AT(7)}${axfr((line) => (line.startsWith('www') ? undefined : line))}`,
    { differences: [`missing www.${E} A`], said: /Not served by .*: www\.example\.test\. A$/ },
  ],
  [
    'a record more',
    `${SOA_AT(7)}${axfr(undefined, 7, [`www.${E} 3600 A 192.0.2.99`])}`,
    { differences: [`data www.${E} A`], said: /also served by .*: www\.example\.test\. A 192\.0\.2\.99$/ },
  ],
  [
    'a name more',
    `${SOA_AT(7)}${axfr(undefined, 7, [`other.${E} 3600 A 192.0.2.99`])}`,
    { differences: [`extra other.${E} A`], said: /Not in the file, and served by .*: other\.example\.test\. A/ },
  ],
  [
    'another record',
    `${SOA_AT(7)}${axfr((line) => line.replace('2.7', '2.99'))}`,
    { differences: [`data www.${E} A`], said: /Served otherwise by .* 192\.0\.2\.99$/ },
  ],
  [
    'another TTL',
    `${SOA_AT(7)}${axfr((line) => line.replace('*.wild.example.test. 3600', '*.wild.example.test. 60'))}`,
    { differences: [`ttl *.wild.${E} TXT`], said: /with TTL 60, where the file says 3600/ },
  ],
  ['other glue', `${SOA_AT(7)}${axfr((line) => line.replace('2.9', '2.99'))}`, { differences: [`data ns.sub.${E} A`] }],
  ['another number in the SOA', `${SOA_AT(7)}${axfr().replaceAll('7200', '7201')}`, { differences: [`data ${E} SOA`] }],
  [
    'an older serial',
    `${SOA_AT(6)}${axfr((line) => (line.startsWith('www') ? undefined : line), 6)}`,
    {
      state: 'older',
      differences: [`missing www.${E} A`],
      said: /serves serial 6, the file has 7: the file is not loaded there, or not transferred yet.*1 RRset differs by that/,
    },
  ],
  [
    'an older serial, where nothing is transferred',
    `${SOA_AT(6)}${REFUSED}`,
    { state: 'older', outcome: 'differs', said: /serves serial 6, the file has 7/ },
  ],
  [
    'a newer serial',
    `${SOA_AT(8)}${axfr(undefined, 8)}`,
    { state: 'newer', said: /newer than 7 of the file.*Nothing else differs/ },
  ],
  ['a serial that is neither', `${SOA_AT(2147483655)}${REFUSED}`, { state: 'other', said: /neither newer nor older/ }],
  [
    'a newer serial of a dynamic zone',
    `${SOA_AT(8)}${axfr(undefined, 8)}`,
    { note: /the zone takes updates/, outcome: 'same' },
    {},
    { isDynamic: true },
  ],
  ['an older serial of a dynamic zone', `${SOA_AT(6)}${REFUSED}`, { state: 'older' }, {}, { isDynamic: true }],
  [
    'a serial that a program sets',
    `${SOA_AT(99)}${axfr(undefined, 99)}`,
    { outcome: 'same' },
    {},
    { isSerialExternal: true },
  ],
  [
    'a zone that the server signs',
    `> ${E} SOA @192.0.2.1\n< NOERROR aa\n${SOA(8)}\n${E} 3600 RRSIG SOA 13 2 3600 20300101000000 20200101000000 1 ${E} AAAA\n${axfr(undefined, 8, [`${E} 0 NSEC3PARAM 1 0 0 -`, `www.${E} 3600 RRSIG A 13 3 3600 20300101000000 20200101000000 1 ${E} AAAA`, `${E} 3600 DNSKEY 257 3 13 AAAA`])}`,
    { outcome: 'same', note: /3 records that a signing server adds/ },
  ],
  [
    'signatures where the file has its own',
    `${SOA_AT(7)}${axfr(undefined, 7, [`www.${E} 3600 RRSIG A 13 3 3600 20300101000000 20200101000000 1 ${E} AAAA`])}`,
    { differences: [`extra www.${E} RRSIG`] },
    {},
    { signed: 'file' },
  ],
  [
    'capital letters',
    `${SOA_AT(7)}${axfr((line) => line.replace(/^(\S+)/, (owner) => owner.toUpperCase()).replace('NS ns', 'NS NS'))}`,
    { outcome: 'same' },
  ],
  [
    'NXDOMAIN for one',
    asked({ www: `> www.${E} A @192.0.2.1\n< NXDOMAIN aa\nauthority:\n${SOA(7)}\n` }, SOA_AT(7)),
    { differences: [`missing www.${E} A`] },
  ],
  [
    'no such type',
    asked({ wild: `> *.wild.${E} TXT @192.0.2.1\n< NOERROR aa\nauthority:\n${SOA(7)}\n` }, SOA_AT(7)),
    { differences: [`missing *.wild.${E} TXT`] },
  ],
  [
    'an alias instead',
    asked({ www: `> www.${E} A @192.0.2.1\n< NOERROR aa\nwww.${E} 60 CNAME x.test.\n` }, SOA_AT(7)),
    { differences: [`missing www.${E} A`, `extra www.${E} CNAME`] },
  ],
  [
    'a delegation instead',
    asked({ wild: `> *.wild.${E} TXT @192.0.2.1\n< NOERROR\nauthority:\nwild.${E} 60 NS ns.x.test.\n` }, SOA_AT(7)),
    { differences: [`missing *.wild.${E} TXT`, `extra wild.${E} NS`] },
  ],
  [
    'other name servers of a delegation',
    asked(
      {
        sub: `> sub.${E} NS @192.0.2.1\n< NOERROR\nauthority:\nsub.${E} 3600 NS ns.x.test.\n> sub.${E} NS @192.0.2.1 tcp\n< NOERROR\nauthority:\nsub.${E} 3600 NS ns.x.test.\n`,
      },
      SOA_AT(7),
    ),
    { differences: [`data sub.${E} NS`, `missing ns.sub.${E} A`] },
  ],
  [
    'no glue',
    asked(
      {
        sub: `> sub.${E} NS @192.0.2.1\n< NOERROR\nauthority:\nsub.${E} 3600 NS ns.sub.${E}\n> sub.${E} NS @192.0.2.1 tcp\n< NOERROR\nauthority:\nsub.${E} 3600 NS ns.sub.${E}\n`,
      },
      SOA_AT(7),
    ),
    { differences: [`missing ns.sub.${E} A`] },
  ],
  [
    'glue that only TCP has room for',
    asked({
      sub: `> sub.${E} NS @192.0.2.1\n< NOERROR\nauthority:\nsub.${E} 3600 NS ns.sub.${E}\n${QUESTIONS.sub.replace('192.0.2.1\n', '192.0.2.1 tcp\n')}`,
    }),
    { outcome: 'same' },
  ],
  [
    'a server that has the zone below, too',
    asked({ sub: `> sub.${E} NS @192.0.2.1\n< NOERROR aa\nsub.${E} 60 NS other.sub.${E}\n` }),
    { outcome: 'same', note: /1 RRsets below zone cuts cannot be asked for/ },
  ],
  [
    'truncated answers',
    asked({
      www: `> www.${E} A @192.0.2.1\n< NOERROR aa tc\n${QUESTIONS.www.replace('192.0.2.1\n', '192.0.2.1 tcp\n')}`,
    }),
    { outcome: 'same' },
  ],
  [
    'an answer for something else',
    asked({ www: `> www.${E} A @192.0.2.1\n< NOERROR aa\nww.${E} 60 A 192.0.2.7\n` }),
    { problem: /asked for www\.example\.test\. A: the answer is for something else/, outcome: 'unasked' },
  ],
  [
    'SERVFAIL for one',
    asked({ www: `> www.${E} A @192.0.2.1\n< SERVFAIL\n` }),
    { problem: /www\.example\.test\. A: it answered SERVFAIL/, outcome: 'unasked' },
  ],
  [
    'silence for one',
    asked({ www: `> www.${E} A @192.0.2.1\n< silent\n> www.${E} A @192.0.2.1\n< silent\n` }),
    { problem: /www\.example\.test\. A: It was silent/, outcome: 'unasked' },
  ],
  [
    'an answer at the second attempt',
    asked({ www: `> www.${E} A @192.0.2.1\n< silent\n${QUESTIONS.www}` }),
    { outcome: 'same' },
  ],
  [
    'a zone that changes while it is asked for',
    asked({ www: `> www.${E} A @192.0.2.1\n< NXDOMAIN aa\n` }, SOA_AT(8)),
    { differences: [`missing www.${E} A`], note: /changed while it was compared: its serial is 8/ },
  ],
  [
    'a silent server',
    `> ${E} SOA @192.0.2.1\n< silent\n`,
    { state: 'silent', problem: /It was silent/, outcome: 'unasked' },
  ],
  ['nothing listens', `> ${E} SOA @192.0.2.1\n< refused\n`, { state: 'silent', outcome: 'unasked' }],
  ['no way there', `> ${E} SOA @192.0.2.1\n< no-ipv6\n`, { state: 'silent', outcome: 'unasked' }],
  ['garbage', `> ${E} SOA @192.0.2.1\n< malformed\n`, { state: 'failed', outcome: 'unasked' }],
  ['another key is wanted', `> ${E} SOA @192.0.2.1\n< signature\n`, { state: 'refused', outcome: 'unasked' }],
  ['refused', `> ${E} SOA @192.0.2.1\n< REFUSED\n`, { state: 'refused', problem: /REFUSED/, outcome: 'unasked' }],
  [
    'not loaded',
    `> ${E} SOA @192.0.2.1\n< SERVFAIL\n`,
    { state: 'failed', problem: /was not loaded or has expired/, outcome: 'unasked' },
  ],
  [
    'no such zone',
    `> ${E} SOA @192.0.2.1\n< NXDOMAIN aa\n`,
    { state: 'lame', problem: /does not exist/, outcome: 'differs' },
  ],
  [
    'a referral upwards',
    `> ${E} SOA @192.0.2.1\n< NOERROR\nauthority:\n. 3600 NS a.root-servers.net.\n`,
    { state: 'lame', problem: /refers to \. for example\.test\./, outcome: 'differs' },
  ],
  ['an answer without authority', SOA_AT(7, 'ra'), { state: 'lame', problem: /without authority/, outcome: 'differs' }],
  ['no SOA', `> ${E} SOA @192.0.2.1\n< NOERROR aa\n`, { state: 'lame', problem: /no SOA record/, outcome: 'differs' }],
  [
    'a transfer that stalls',
    `${SOA_AT(7)}> ${E} AXFR @192.0.2.1 tcp\n< NOERROR aa\n${SOA(7)}\n< silent\n${Object.values(QUESTIONS).join('')}`,
    { way: 'questions', note: /It was silent\. 1 record had come/, outcome: 'same' },
  ],
  [
    'a transfer that ends early, and nothing else is wanted',
    `${SOA_AT(7)}> ${E} AXFR @192.0.2.1 tcp\n< NOERROR aa\n${SOA(7)}\n< closed\n`,
    { state: 'failed', problem: /It was closed/, outcome: 'unasked' },
    { by: 'transfer' },
  ],
  [
    'a transfer whose serial changes once',
    `${SOA_AT(7)}${axfr().replace(/7 7200(?=[^7]*$)/, '8 7200')}${axfr(undefined, 7)}`,
    { way: 'transfer', outcome: 'same' },
  ],
  [
    'a transfer of another serial than was said',
    `${SOA_AT(7)}${axfr(undefined, 8)}`,
    { way: 'transfer', note: /its serial is 8 now/ },
  ],
  [
    'an endless transfer',
    `${SOA_AT(7)}> ${E} AXFR @192.0.2.1 tcp\n< NOERROR aa\n${SOA(7)}\n${Array.from({ length: 51 }, () => `< NOERROR aa\n${Array.from({ length: 2000 }, (_, i) => `x${i}.${E} 1 A 192.0.2.1`).join('\n')}`).join('\n')}\n`,
    { state: 'failed', problem: /ended after 10\d+ records/ },
    { by: 'transfer' },
  ],
  [
    'a resolver that was named',
    `${SOA_AT(7, 'ra')}${Object.entries(QUESTIONS)
      .filter(([name]) => name !== 'sub')
      .map(([, text]) => text.replace('aa', 'ra').replace('3600', '12'))
      .join('')}`,
    { outcome: 'same', note: /2 RRsets below zone cuts/ },
    { isChosen: true },
  ],
  ['one RRset', `${SOA_AT(7)}${QUESTIONS.www}`, { way: 'questions', outcome: 'same' }, { sets: [6] }],
  [
    'at most two questions',
    `${SOA_AT(7)}${REFUSED}${QUESTIONS.soa}${QUESTIONS.ns}`,
    { note: /4 RRsets were not asked for: it is asked at most 2/, outcome: 'same' },
    { rate: { questions: 2 } },
  ],
  [
    'no TCP',
    `${SOA_AT(7)}> ${E} SOA @192.0.2.1 tcp\n< refused\n${QUESTIONS.soa}`,
    { note: /does not answer over TCP/ },
    { sets: [0], alsoTcp: true },
  ],
];

describe('a file against a server', async () => {
  const whole = await zoneOf(FILE);
  for (const [what, conversation, expected, request = {}, more = {}] of ROWS) {
    test(what, async () => {
      const file = { ...whole, ...more };
      const steps = compareConversation({ file, index: setIndex(file), server: SERVER, now: new Date(0), ...request });
      const result = await replay(steps, conversation);
      const { state, way, differences, problem, notes } = result;
      assert.equal(state, expected.state ?? 'compared', problem);
      if (expected.way) assert.equal(way, expected.way);
      assert.deepEqual(
        differences.map(({ kind, owner, type }) => `${kind} ${owner} ${typeText(type)}`),
        expected.differences ?? [],
      );
      if (expected.problem) assert.match(problem ?? '', expected.problem);
      else if (state === 'compared') assert.equal(problem, undefined);
      if (expected.note) assert.match(notes.join('\n'), expected.note);
      const comparison = { file, results: [result], missing: [] };
      if (expected.outcome) assert.equal(outcome(comparison), expected.outcome);
      if (expected.said) {
        const [problemSaid, ...others] = problemsOf(comparison);
        assert.match(problemSaid.message, expected.said);
        assert.deepEqual(others, [], 'said once');
      }
    });
  }
});

test('thousands of names are asked for at a polite rate, and no more than are allowed', async () => {
  const file = await zoneOf(`${FILE}$GENERATE 1-3000 h$ A 10.0.0.1\n`);
  const server: MemoryServer = { zone: file, records: recordsOf(file), transfers: false };
  let now = 0;
  let asked = 0;
  const wire = wireTo(server);
  const result = await converse(
    compareConversation({ file, index: setIndex(file), server: SERVER, now: new Date(0) }),
    {
      ...wire,
      exchange: (question, signal) => {
        asked++;
        return wire.exchange(question, signal);
      },
      monotonic: () => now,
      sleep: async (milliseconds) => {
        now += milliseconds;
      },
      bounds: { asks: 5000 },
    },
  );
  assert.equal(result.state, 'compared');
  assert.equal(result.notAsked, 3006 - 1000);
  assert.ok(asked <= 1004, String(asked));
  assert.ok(now >= 12_000, String(now));
});

test('it ends when it is cancelled, and with what it has when its time is over', async () => {
  const file = await zoneOf(`${FILE}$GENERATE 1-300 h$ A 10.0.0.1\n`);
  const server: MemoryServer = { zone: file, records: recordsOf(file), transfers: false };
  const abort = new AbortController();
  const steps = () => compareConversation({ file, index: setIndex(file), server: SERVER, now: new Date(0) });
  const onProgress = ({ done }: { readonly done?: number }): void => {
    if (done !== undefined && done > 50) abort.abort();
  };
  const drive = driveTo({ [SERVER.address]: server }, { signal: abort.signal, onProgress });
  const cancelled = await drive(steps(), { bounds: { asks: 5000 }, onProgress });
  assert.equal(cancelled.state, 'cancelled');
  const few = await driveTo({ [SERVER.address]: server })(steps(), { bounds: { asks: 100 }, onProgress: () => {} });
  assert.match(few.problem ?? '', /100 questions were asked, and no more are/);
  assert.equal(few.state, 'compared');
});

test('records that are wrong in the file, and a file of which a part was not read, are no reason to say that a server has more', async () => {
  const good = await zoneOf(`${FILE}bad A 192.0.2.66\nother A 192.0.2.67\n`);
  const wrong = await zoneOf(`${FILE}bad A 192.0.2.666\nother A 192.0.2.67\n`);
  const server: MemoryServer = { zone: good, records: recordsOf(good), transfers: true };
  const compare = (file: FileZone) =>
    driveTo({ [SERVER.address]: server })(
      compareConversation({ file, index: setIndex(file), server: SERVER, now: new Date(0) }),
      { bounds: {}, onProgress: () => {} },
    );
  const result = await compare(wrong);
  assert.deepEqual(result.differences, []);
  assert.match(
    comparisonLines({ file: wrong, results: [result], missing: [] }).join('\n'),
    /records of the file are wrong: 1 RRset\./,
  );
  const less = await zoneOf(FILE);
  assert.equal((await compare(less)).differences.length, 2);
  assert.deepEqual((await compare({ ...less, isPart: true })).differences, []);
});
