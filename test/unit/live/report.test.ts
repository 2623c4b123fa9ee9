import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import packet from 'dns-packet';
import {
  type AnswerRecord,
  DEFAULT_OPTIONS,
  type MalformedMessage,
  type ResponseMessage,
} from '../../../server/src/live/messages.ts';
import type { Attempt, LiveAnswer, LiveFailure } from '../../../server/src/live/query.ts';
import { readResponse } from '../../../server/src/live/readResponse.ts';
import { reportText } from '../../../server/src/live/report.ts';
import type { Failure, FailureKind, Server } from '../../../server/src/live/transport.ts';
import { QUERY, QUESTION, response, type Sections } from '../transports/fakeServers.ts';

const SERVER: Server = { address: '2001:db8::53', port: 53, name: 'ns1.example.' };
const ASKED = new Date(Date.UTC(2024, 0, 31, 12, 5, 9, 123));
const COMMON = { question: QUESTION, options: DEFAULT_OPTIONS, servers: [SERVER], asked: ASKED };

function read(sections: Sections): ResponseMessage {
  const message = readResponse(response(sections), QUERY);
  if (message.kind === 'malformed') assert.fail(message.reason);
  return message;
}

function attempt(result: Attempt['result'], transport: Attempt['transport'] = 'udp'): Attempt {
  return { server: SERVER, transport, ednsVersion: 0, time: 12.4, result };
}

function answer(message: ResponseMessage, more: Partial<LiveAnswer> = {}): LiveAnswer {
  const attempts = [attempt({ kind: 'reply', response: message, ignored: [] })];
  return {
    kind: 'answer',
    ...COMMON,
    attempts,
    response: message,
    server: SERVER,
    transport: 'udp',
    time: 12.4,
    size: message.size,
    ...more,
  };
}

function failure(kind: FailureKind, message: string, server = SERVER): LiveFailure {
  const result: Failure = { kind, message, ignored: [] };
  return { kind: 'failure', ...COMMON, attempts: [{ ...attempt(result), server }], failure: result };
}

/** Every line is empty, a comment, or a record with an absolute owner, TTL, class and type. */
function assertZoneText(text: string): void {
  assert.ok(text.endsWith('\n') && !text.includes('\r'));
  for (const line of text.slice(0, -1).split('\n')) {
    assert.match(line, /^(?:|;.*|\S*\. +\d+ +[A-Z]+[0-9]* +[A-Z]+[A-Z0-9]* +\S.*)$/);
  }
}

function report(result: LiveAnswer | LiveFailure, notes: readonly string[] = []): string {
  const text = reportText(result, { notes });
  assertZoneText(text);
  for (const line of text.split('\n'))
    assert.ok(!line.startsWith(';') || line.length <= 100 || !/^; *\S+ /.test(line), line);
  return unwrapped(text);
}

/** With each comment on one line again. */
function unwrapped(text: string): string {
  return text.replace(/(?<=\n;[^\n]{60,100})\n; {3}(?!\d+\. |Its id)/g, ' ');
}

function opt(options: readonly { code: number; data: Buffer }[], extendedRcode = 0): unknown {
  return { type: 'OPT', name: '.', udpPayloadSize: 1232, extendedRcode, ednsVersion: 0, flags: 0x8000, options };
}

test('a whole answer', () => {
  const message = read({
    authorities: [
      { name: 'example', type: 'NS', ttl: 86400, data: 'ns1.example' },
      { name: 'example', type: 'NS', ttl: 60, data: 'ns2.example' },
    ],
    additionals: [
      { name: 'ns1.example', type: 'AAAA', ttl: 60, data: '2001:db8::53' },
      opt([{ code: 3, data: Buffer.from('ns1') }]),
    ],
  });
  assert.equal(
    report(answer(message), ['The servers are those of the zone example.']),
    `; Question: host.example. IN A
; Asked: 2024-01-31 12:05:09 UTC, with rd, ad, EDNS 0 with 1232 octets
; The servers are those of the zone example.
; Answer from: 2001:db8::53#53 (ns1.example.) over UDP, in 12 ms, ${message.size} octets
; Status: NOERROR: the question has an answer
; Flags: aa (authoritative answer), rd (recursion desired)
; EDNS: version 0, UDP messages of up to 1232 octets, do (DNSSEC records wanted)
; Server identifier (NSID): ns1 (hex 6e7331)

; Answer: 1 record
host.example. 300 IN A 192.0.2.7

; Authority: 2 records
example. 86400 IN NS ns1.example.
example. 60    IN NS ns2.example.

; Additional: 1 record
ns1.example. 60 IN AAAA 2001:db8::53
`,
  );
});

describe('status', () => {
  const NS = { name: 'example', type: 'NS', ttl: 60, data: 'ns1.example' };
  const SOA = { name: 'example', type: 'SOA', ttl: 60, data: { mname: 'ns1.example', rname: 'a.example', serial: 1 } };
  const cases: readonly [string, Sections, RegExp][] = [
    [
      'nothing of that type',
      { answers: [], authorities: [SOA] },
      /^; Status: NOERROR: the name exists, but has no A record \(NODATA\)$/m,
    ],
    ['a referral', { flags: 0, answers: [], authorities: [NS] }, /referral to the name servers of example\. below/],
    ['NODATA with NS beside the SOA', { flags: 0, answers: [], authorities: [NS, SOA] }, /NODATA/],
    [
      'no such name',
      { flags: 0x403, answers: [], authorities: [SOA] },
      /^; Status: NXDOMAIN: the name does not exist$/m,
    ],
    [
      'refused',
      { flags: 5, answers: [] },
      /^; Status: REFUSED: [^\n]*\n; Next: The server does not look up names for this asker/m,
    ],
    ['an upper rcode', { flags: 7, answers: [], additionals: [opt([], 1)] }, /^; Status: BADCOOKIE: /m],
    ['an rcode without a name', { flags: 13, answers: [] }, /^; Status: RCODE 13$/m],
    ['no flags', { flags: 0 }, /^; Flags: none$/m],
    ['no EDNS', {}, /^; EDNS: none in the answer$/m],
    [
      'truncated',
      { flags: packet.TRUNCATED_RESPONSE, answers: [] },
      /did not fit the datagram.*cut short; the whole one can be had with \+tcp/s,
    ],
  ];
  for (const [what, sections, expected] of cases) {
    test(what, () => assert.match(report(answer(read(sections))), expected));
  }

  test('every flag in words', () => {
    const text = report(answer(read({ flags: 0x7f0 & ~0x200 })));
    for (const flag of ['aa', 'rd', 'ra', 'z', 'ad', 'cd']) assert.match(text, new RegExp(`\\b${flag} \\(`));
  });
});

describe('EDNS options', () => {
  const cases: readonly [number, string, string][] = [
    [3, '00ff', 'Server identifier (NSID): hex 00ff'],
    [8, '00011814c00002', 'Client subnet: 192.0.2.0/24, the answer holds for /20'],
    [8, '0002200020010db8', 'Client subnet: 2001:db8::/32, the answer holds for /0'],
    [8, '00', 'Client subnet: hex 00'],
    [8, '00012000c0000201', 'Client subnet: 192.0.2.1/32, the answer holds for /0'],
    [8, '00012000c000020100', 'Client subnet: hex 00012000c000020100'],
    [8, '0002800020010db8000000000000000000000001', 'Client subnet: 2001:db8::1/128, the answer holds for /0'],
    [8, '0002800020010db800000000000000000000000100', 'Client subnet: hex 0002800020010db800000000000000000000000100'],
    [8, '00032000c0000201', 'Client subnet: hex 00032000c0000201'],
    [9, '00000e10', 'Zone expires in 3600 s'],
    [10, '0102030405060708', 'Cookie: client 0102030405060708'],
    [10, '01020304050607080910111213141516', 'Cookie: client 0102030405060708, server 0910111213141516'],
    [11, '0064', 'TCP keepalive: 10 s'],
    [12, '0000', 'Padding: 2 octets'],
    [15, '0016', 'Extended error 22 (No Reachable Authority)'],
    [15, `0006${Buffer.from('bad key').toString('hex')}00`, 'Extended error 6 (DNSSEC Bogus): bad key'],
    [15, 'ffff', 'Extended error 65535 (not a known code)'],
    [15, '00', 'Extended error: 00, which is too short to be one'],
    [65001, 'beef', 'EDNS option 65001: beef'],
    [65001, '', 'EDNS option 65001: empty'],
  ];
  for (const [code, data, expected] of cases) {
    test(expected, () => {
      const text = report(answer(read({ additionals: [opt([{ code, data: Buffer.from(data, 'hex') }])] })));
      assert.ok(text.split('\n').includes(`; ${expected}`), text);
    });
  }
});

test('long comments stand on several lines of whole words, and records on one', () => {
  const note = `${'word '.repeat(30)}${'x'.repeat(150)} end`;
  const lines = reportText(answer(read({})), { notes: [note] }).split('\n');
  const at = lines.findIndex((line) => line.startsWith('; word'));
  assert.deepEqual(
    lines.slice(at, at + 4).map((line) => line.replaceAll('word', 'w').replace(/x+/, 'x')),
    [`; ${'w '.repeat(19).trimEnd()}`, `;   ${'w '.repeat(11).trimEnd()}`, ';   x', ';   end'],
  );
});

describe('what a server sends cannot leave its comment', () => {
  test('line ends and direction marks in an extended error', () => {
    const text = 'first\nevil.example. 1 IN A 192.0.2.1\r\u2028x\u202e\u0085\u200b';
    const data = Buffer.concat([Buffer.from([0, 0]), Buffer.from(text)]);
    const shown = report(answer(read({ additionals: [opt([{ code: 15, data }])] })));
    assert.ok(!/^evil/m.test(shown));
    assert.match(shown, /first\\x0aevil\.example\. 1 IN A 192\.0\.2\.1\\x0d\\u2028x\\u202e\\x85\\u\{200b\}$/m);
  });

  test('owners and text with line ends and semicolons', () => {
    const record = (owner: string, type: number, rdata: number[]): AnswerRecord => ({
      owner,
      type,
      class: 1,
      ttl: 1,
      rdata: Uint8Array.from(rdata),
    });
    const message = { ...read({}), answer: [record('a\\010\\;b.example.', 16, [3, 10, 34, 59])] };
    assert.match(report(answer(message)), /^a\\010\\;b\.example\. 1 IN TXT "\\010\\"\\?;"$/m);
  });

  test('records that only a message can hold are comments', () => {
    const tsig: AnswerRecord = { owner: 'key.', type: 250, class: 255, ttl: 0, rdata: Uint8Array.of(0) };
    const zero: AnswerRecord = { owner: 'zero.', type: 0, class: 1, ttl: 0, rdata: new Uint8Array(0) };
    const text = report(answer({ ...read({}), additional: [tsig, zero] }));
    assert.match(text, /^; key\. +0 ANY +TSIG /m);
    assert.match(text, /^; zero\. /m);
  });

  test('data that does not fit its type is shown in the generic form', () => {
    const odd: AnswerRecord = { owner: 'a.', type: 1, class: 1, ttl: 0, rdata: Uint8Array.of(1, 2, 3) };
    assert.match(report(answer({ ...read({}), answer: [odd] })), /^a\. 0 IN A \\# 3 010203$/m);
  });
});

describe('the way to the answer', () => {
  test('more than one attempt is listed', () => {
    const message = read({});
    const attempts = [
      attempt({ kind: 'timeout', message: 'No answer from 2001:db8::53 port 53 over UDP in 3 s.', ignored: [] }),
      attempt({ kind: 'reply', response: read({ flags: packet.TRUNCATED_RESPONSE }), ignored: [] }),
      { ...attempt({ kind: 'reply', response: message, ignored: [] }, 'tcp'), ednsVersion: undefined, time: 0.2 },
    ];
    const text = report(answer(message, { attempts, transport: 'tcp' }));
    assert.match(text, /^; {3}1\. 2001:db8::53#53 \(ns1\.example\.\) over UDP, 12 ms: No answer from /m);
    assert.match(text, /^; {3}2\. .* over UDP, 12 ms: NOERROR, truncated, 58 octets\.$/m);
    assert.match(text, /^; {3}3\. .* over TCP, without EDNS, less than 1 ms: NOERROR, 58 octets\.$/m);
  });

  test('one empty line stands between its parts', () => {
    const message = read({ answers: [] });
    const attempts = [attempt({ kind: 'timeout', message: 'No answer.', ignored: [] }), ...answer(message).attempts];
    const lines = report(answer(message, { attempts })).split('\n');
    const empty = lines.flatMap((line, index) => (line === '' ? [lines[index + 1] ?? 'the end'] : []));
    assert.deepEqual(empty, ['; Answer: none', '; What was tried:', 'the end']);
  });

  test('TCP that failed behind a truncated answer', () => {
    const tcpFailure: Failure = { kind: 'refused', message: 'Nothing listens there.', ignored: [] };
    const text = report(answer(read({ flags: packet.TRUNCATED_RESPONSE }), { tcpFailure }));
    assert.match(text, /cut short, and the whole one could not be had: Nothing listens there\.\n; Next: .*TCP/);
  });

  test('strays before the answer', () => {
    const stray: MalformedMessage = {
      kind: 'malformed',
      fault: 'id',
      reason: 'Its id is 1, but the query’s id was 2.',
      truncated: false,
    };
    const message = read({});
    const attempts = [attempt({ kind: 'reply', response: message, ignored: [stray] })];
    assert.match(
      report(answer(message, { attempts })),
      /^; 1 datagram came before the answer .*forged\.\n; {3}Its id is 1/m,
    );
  });

  test('octets after the end, and no question', () => {
    const text = report(answer({ ...read({}), extra: 1, question: undefined }));
    assert.match(text, /After the last record come 1 octet that/);
    assert.match(text, /did not repeat the question/);
  });
});

describe('failures say what happened and what to look at', () => {
  const V4: Server = { address: '192.0.2.53', port: 5300 };
  const cases: readonly [FailureKind, Server, RegExp][] = [
    ['timeout', SERVER, /listen-on-v6 .*UDP and TCP port 53 over IPv6.* -4 /],
    ['timeout', V4, /listen-on covers.*port 5300/],
    ['timeout', { ...SERVER, port: 5301 }, /UDP and TCP port 5301 over IPv6/],
    ['refused', SERVER, /listen-on-v6 has this address and port/],
    ['refused', V4, /listen-on has this address and port/],
    ['unreachable', V4, /address is right/],
    ['no-ipv6', SERVER, /-4/],
    ['no-ipv4', V4, /-6/],
    ['closed', V4, /\+notcp/],
    ['malformed', V4, /\+tcp/],
    ['no-address', V4, /@192\.0\.2\.53/],
    ['cancelled', V4, /Ask again/],
    ['failed', V4, /network/],
  ];
  for (const [kind, server, next] of cases) {
    test(`${kind} at ${server.address}`, () => {
      const text = report(failure(kind, 'This happened.', server));
      assert.match(text, /^; This happened\.$/m);
      assert.match(text, new RegExp(`^; Next: .*${next.source}`, 'm'));
    });
  }

  test('a silent resolver is another thing than a silent server of a zone', () => {
    const result = failure('timeout', 'This happened.');
    assert.match(
      report({ ...result, options: { ...result.options, rd: true } }),
      /A resolver that finds no answer says so/,
    );
    assert.doesNotMatch(report({ ...result, options: { ...result.options, rd: false } }), /A resolver/);
  });

  test('without a server it is the usual port', () => {
    const text = report({ ...failure('timeout', 'This happened.'), attempts: [] });
    assert.match(text, /listen-on covers .* UDP and TCP port 53\./);
  });

  test('no server at all', () => {
    assert.match(
      report({ ...failure('no-address', 'There is no server to ask.'), attempts: [] }),
      /There is no server to ask/,
    );
  });
});
