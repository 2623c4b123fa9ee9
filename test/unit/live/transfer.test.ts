import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { describe, test } from 'node:test';
import { converse, failure } from '../../../server/src/live/conversation.ts';
import { type LiveRuntime, wireOver } from '../../../server/src/live/exchange.ts';
import { type AnswerRecord, DEFAULT_OPTIONS, type QueryMessage } from '../../../server/src/live/messages.ts';
import { query } from '../../../server/src/live/query.ts';
import { readResponse } from '../../../server/src/live/readResponse.ts';
import { type Transfer, transferConversation } from '../../../server/src/live/transfer.ts';
import type { FailureKind, SendResult, Stream } from '../../../server/src/live/transport.ts';
import { type HashName, signQuery, TSIG_HASHES, type TsigKey, verifierFor } from '../../../server/src/live/tsig.ts';
import { answering, QUERY, QUESTION } from '../transports/fakeServers.ts';
import { recordOf } from './answerText.ts';
import { replay } from './replay.ts';

const SOA = (serial: number): string => `example.test. 300 SOA ns.test. a.test. ${serial} 1 1 1 1`;

async function transfer(text: string, from?: number): Promise<{ end: Transfer; taken: string[] }> {
  const taken: string[] = [];
  const request = {
    zone: 'example.test.',
    server: { address: '192.0.2.1', port: 53 },
    take: (records: readonly AnswerRecord[], change: string) => {
      taken.push(`${change} ${records.length}`);
    },
    ...(from !== undefined && { from }),
  };
  const type = from === undefined ? 'AXFR' : 'IXFR';
  const whole = text.replace(/^</gm, `> example.test. ${type} @192.0.2.1 tcp\n<`);
  return { end: await replay(transferConversation(request), whole), taken };
}

describe('a transfer', () => {
  test('in several messages', async () => {
    const { end, taken } = await transfer(
      `< NOERROR aa\n${SOA(7)}\na.example.test. 300 A 192.0.2.1\n< NOERROR aa\nb.example.test. 300 A 192.0.2.2\n${SOA(7)}`,
    );
    assert.deepEqual([end.kind, end.records, end.messages], ['whole', 3, 2]);
    assert.deepEqual(taken, ['whole 2', 'whole 1']);
  });

  const faults: readonly [string, string, RegExp][] = [
    ['the serial changes', `< NOERROR\n${SOA(7)}\n${SOA(8)}`, /serial was 7 at the beginning and 8 at the end/],
    ['it stalls', `< NOERROR\n${SOA(7)}\n< silent`, /It was silent\. 1 record had come by then/],
    ['it ends early', `< NOERROR\n${SOA(7)}\n< closed`, /It was closed\. 1 record had/],
    ['no SOA comes first', '< NOERROR\na.example.test. 300 A 192.0.2.1', /begins with the zone’s SOA record/],
    ['it is refused', '< REFUSED', /does not transfer example\.test\. to this asker/],
    ['it fails in the middle', `< NOERROR\n${SOA(7)}\n< SERVFAIL`, /SERVFAIL.* 1 record had come/],
    ['a message is empty', `< NOERROR\n${SOA(7)}\n< NOERROR`, /without a record/],
    ['more comes behind its end', `< NOERROR\n${SOA(7)}\n${SOA(7)}\na.example.test. 300 A 192.0.2.1`, /behind the SOA/],
  ];
  for (const [what, text, problem] of faults) {
    test(`said: ${what}`, async () => {
      const { end } = await transfer(text);
      assert.match(end.problem ?? '', problem);
    });
  }

  test('changes, none, a whole zone instead, and changes with a gap', async () => {
    const a = 'a.example.test. 300 A 192.0.2.1';
    const { end, taken } = await transfer(
      `< NOERROR\n${[SOA(9), SOA(7), a, SOA(8), SOA(8), a, a, SOA(9), a, SOA(9)].join('\n')}`,
      7,
    );
    assert.equal(end.kind, 'changes');
    assert.deepEqual(taken, ['deleted 2', 'added 1', 'deleted 3', 'added 2']);
    assert.equal((await transfer(`< NOERROR\n${SOA(7)}`, 7)).end.kind, 'current');
    assert.equal((await transfer(`< NOERROR\n${SOA(6)}`, 7)).end.kind, 'current');
    assert.equal((await transfer(`< NOERROR\n${SOA(9)}\n${a}\n${SOA(9)}`, 7)).end.kind, 'whole');
    const gap = await transfer(`< NOERROR\n${[SOA(9), SOA(6), a, SOA(9), SOA(9)].join('\n')}`, 7);
    assert.match(gap.end.problem ?? '', /after those up to serial 7 come some from 6/);
  });
});

describe('signatures', () => {
  const hmac = (hash: HashName, secret: Uint8Array, data: Uint8Array): Uint8Array =>
    createHmac(hash, secret).update(data).digest();
  const runtime = { hmac, now: () => 1_700_000_000 };
  const key: TsigKey = { name: 'key.test.', hash: 'sha256', secret: Buffer.from('of the test') };

  test('a query by each hash', () => {
    for (const hash of Object.keys(TSIG_HASHES) as HashName[]) {
      const { message, mac } = signQuery(QUERY, { ...key, hash }, runtime);
      assert.equal(mac.length, TSIG_HASHES[hash].octets);
      assert.equal(message.wire[11], QUERY.wire[11] + 1);
      assert.ok(Buffer.from(message.wire).includes(Buffer.from(mac)));
    }
  });

  test('an answer without a signature, and one that is signed as another one would be, are not taken', () => {
    const signed = signQuery(QUERY, key, runtime);
    const plain = readResponse(answering(Buffer.from(QUERY.wire)), QUERY);
    assert.ok(plain.kind === 'message');
    assert.match(verifierFor(signed, key, runtime).verify(plain.wire, plain) ?? '', /is not signed/);
    // The question's own signature under an answer: its hash is of something else.
    const wire = Uint8Array.from(signed.message.wire);
    wire[2] |= 0x80;
    const mirrored = readResponse(wire, QUERY);
    assert.ok(mirrored.kind === 'message' && mirrored.signatureAt !== undefined);
    assert.match(
      verifierFor(signed, key, runtime).verify(wire, mirrored) ?? '',
      /signature by the key key\.test\. is wrong/,
    );
    const other = verifierFor(signed, { ...key, name: 'other.test.' }, runtime);
    assert.match(other.verify(wire, mirrored) ?? '', /signed with the key key\.test\., but/);
    const longer = verifierFor(signed, { ...key, hash: 'sha512' }, runtime);
    assert.match(longer.verify(wire, mirrored) ?? '', /signed by hmac-sha256\., but/);
  });
});

describe('cookies', () => {
  const THEIRS = Buffer.from('abcdefgh');

  /** A server that answers each query by a cookie and an rcode; what it was sent is kept. */
  function asked(script: readonly ((cookie: Buffer) => { cookie: Buffer; bad: boolean })[]): {
    runtime: LiveRuntime;
    came: string[];
  } {
    const came: string[] = [];
    const send: LiveRuntime['transports']['udp'] = async (message) => {
      const cookie = Buffer.from(message.wire.subarray(message.wire.indexOf(10, 40) + 3));
      came.push(cookie.toString('latin1'));
      const { cookie: back, bad } = script[came.length - 1](cookie);
      const opt = {
        type: 'OPT',
        name: '.',
        udpPayloadSize: 1232,
        extendedRcode: bad ? 1 : 0,
        ednsVersion: 0,
        flags: 0,
      };
      const flags = 0x8000 | (bad ? 7 : 0);
      const additionals = [{ ...opt, options: [{ code: 10, data: back }] }];
      const response = readResponse(answering(Buffer.from(message.wire), { flags, additionals }), message);
      assert.ok(response.kind === 'message');
      return { kind: 'reply', response, ignored: [] };
    };
    const runtime: LiveRuntime = {
      transports: { udp: send, tcp: send },
      clock: { monotonic: () => 0, now: () => new Date(0) },
      random: (octets) => Buffer.from('12345678').subarray(0, octets),
      cookies: new Map(),
    };
    return { runtime, came };
  }
  const request = {
    question: QUESTION,
    servers: [{ address: '192.0.2.1', port: 53 }],
    options: { ...DEFAULT_OPTIONS, freshCookie: true },
  };

  test('BADCOOKIE is asked again with the cookie that came, which is kept for the server', async () => {
    const bad = (cookie: Buffer) => ({ cookie: Buffer.concat([cookie.subarray(0, 8), THEIRS]), bad: true });
    const good = (cookie: Buffer) => ({ cookie, bad: false });
    const { runtime, came } = asked([bad, good, good]);
    const result = await query(request, runtime);
    assert.ok(result.kind === 'answer' && result.response.rcode === 0);
    await query(request, runtime);
    assert.deepEqual(came, ['12345678', '12345678abcdefgh', '12345678abcdefgh']);
  });

  test('BADCOOKIE again goes over TCP', async () => {
    const bad = (cookie: Buffer) => ({ cookie: Buffer.concat([cookie.subarray(0, 8), THEIRS]), bad: true });
    const { runtime } = asked([bad, bad, bad]);
    const result = await query(request, runtime);
    assert.deepEqual(
      result.attempts.map(({ transport }) => transport),
      ['udp', 'udp', 'tcp'],
    );
  });

  test('a cookie that comes back as another one is said and not kept', async () => {
    const { runtime } = asked([() => ({ cookie: Buffer.from('87654321abcdefgh'), bad: false })]);
    const result = await query(request, runtime);
    const [attempt] = result.attempts;
    assert.match(
      attempt.result.kind === 'reply' ? (attempt.result.remarks?.[0] ?? '') : '',
      /not the one that was sent/,
    );
    assert.equal(runtime.cookies?.size, 0);
  });
});

test('what cannot be sent from here is said', async () => {
  const runtime: LiveRuntime = {
    transports: {},
    clock: { monotonic: () => 0, now: () => new Date(0) },
    random: (octets) => new Uint8Array(octets),
  };
  const server = { address: '192.0.2.1', port: 853 };
  for (const transport of ['udp', 'tcp', 'tls', 'https'] as const) {
    const result = await wireOver(runtime).exchange(
      { question: QUESTION, options: DEFAULT_OPTIONS, server, transport },
      undefined,
    );
    assert.match(result.kind === 'failed' ? result.message : '', /cannot be sent over \w+ from here/);
  }
});

describe('transfers in which messages are changed', () => {
  const QUESTION_OF = { name: 'example.test.', type: 252, class: 1 };
  const host = (i: number): string => `h${i}.example.test. 300 A 192.0.2.${i}`;
  const AXFR = [[SOA(9), host(1)], [host(2), host(3)], [host(4)], [host(5), SOA(9)]];
  const IXFR = [
    [SOA(9), SOA(7), host(1)],
    [SOA(8), host(2), SOA(8)],
    [host(2), host(3)],
    [SOA(9), host(4), SOA(9)],
  ];

  function random(seed: number): (limit: number) => number {
    let state = seed;
    return (limit) => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return (state >>> 8) % limit;
    };
  }

  test('1,000 of them end, with what they had, and take what they say', async () => {
    const numbers = random(16);
    const odd = [SOA(9), SOA(7), SOA(8), host(9), 'other.test. 300 SOA a. b. 1 1 1 1 1', 'else. 300 A 192.0.2.9'].map(
      recordOf,
    );
    const kinds: Record<string, number> = {};
    for (let round = 0; round < 1000; round++) {
      const from = numbers(2) === 0 ? 7 : undefined;
      const messages = (from === undefined ? AXFR : IXFR).map((lines) => lines.map(recordOf));
      let next = 0;
      const come = async (): Promise<SendResult> => {
        const failures: FailureKind[] = ['timeout', 'closed', 'signature', 'malformed', 'cancelled'];
        if (numbers(25) === 0) return failure(failures[numbers(failures.length)], 'It was so.');
        // Once in a while a message is left out, comes again, or they never end.
        if (numbers(12) > 0) next++;
        let answer = messages[Math.max(0, next - 1) % messages.length].filter(() => numbers(15) > 0);
        if (numbers(8) === 0) answer = [...answer, odd[numbers(odd.length)]];
        if (numbers(20) === 0) answer = answer.toReversed();
        if (numbers(12) === 0)
          answer = answer.map((record) => ({ ...record, rdata: record.rdata.slice(1), fault: 'It is cut.' }));
        const base = readResponse(answering(Buffer.from(QUERY.wire), {}), QUERY);
        if (base.kind !== 'message') assert.fail(base.reason);
        const rcode = numbers(30) === 0 ? numbers(16) : 0;
        const faults = numbers(30) === 0 ? [{ fault: 'cut' as const, reason: 'It is cut.' }] : [];
        return { kind: 'reply', ignored: [], response: { ...base, answer, rcode, faults, question: QUESTION_OF } };
      };
      let taken = 0;
      const request = {
        zone: 'example.test.',
        server: { address: '192.0.2.1', port: 53 },
        take: (records: readonly AnswerRecord[]) => {
          taken += records.length;
        },
        ...(from !== undefined && { from }),
      };
      const how = { exchange: come, more: come, monotonic: () => 0, bounds: { octets: 20_000 } };
      const end = await converse(transferConversation(request), how);
      assert.equal(end.records, taken);
      assert.ok(end.kind !== 'failed' || end.problem !== undefined);
      kinds[end.kind] = (kinds[end.kind] ?? 0) + 1;
    }
    // Each end is seen: the changes are neither too many nor too few to tell.
    for (const kind of ['whole', 'changes', 'failed']) assert.ok(kinds[kind] > 20, JSON.stringify(kinds));
  });

  test('one that never ends is ended by what it may take', async () => {
    const message = (lines: readonly string[]): SendResult => {
      const base = readResponse(answering(Buffer.from(QUERY.wire), {}), QUERY);
      if (base.kind !== 'message') assert.fail(base.reason);
      return { kind: 'reply', ignored: [], response: { ...base, answer: lines.map(recordOf), question: QUESTION_OF } };
    };
    const how = {
      exchange: async () => message([SOA(9), host(1)]),
      more: async () => message([host(2)]),
      monotonic: () => 0,
      bounds: { octets: 10_000 },
    };
    const take = (): void => undefined;
    const request = { zone: 'example.test.', server: { address: '192.0.2.1', port: 53 }, take };
    const end = await converse(transferConversation(request), how);
    assert.equal(end.kind, 'failed');
    assert.match(end.problem ?? '', /More than 10000 octets were received\. \d+ records had come by then/);
  });

  test('what comes is looked at octet by octet, signed or not: changed octets end in a sentence', async () => {
    const numbers = random(17);
    const hmac = (hash: HashName, secret: Uint8Array, data: Uint8Array): Uint8Array =>
      createHmac(hash, secret).update(data).digest();
    const key: TsigKey = { name: 'key.test.', hash: 'sha256', secret: Buffer.from('of the test') };
    for (let round = 0; round < 300; round++) {
      let query: Uint8Array = new Uint8Array(0);
      const next = async (): Promise<Uint8Array> => {
        const octets = Buffer.from(answering(Buffer.from(query), {}));
        for (let changes = numbers(4); changes > 0; changes--) octets[numbers(octets.length)] = numbers(256);
        return numbers(10) === 0 ? octets.subarray(0, numbers(octets.length)) : octets;
      };
      const tcp = async ({ wire }: QueryMessage): Promise<Stream> => {
        query = wire;
        return { next, close: () => undefined };
      };
      const runtime: LiveRuntime = {
        transports: { stream: { tcp } },
        clock: { monotonic: () => 0, now: () => new Date(1_700_000_000_000) },
        random: (octets) => new Uint8Array(octets),
        hmac,
      };
      const request = {
        zone: 'example.test.',
        server: { address: '192.0.2.1', port: 53 },
        take: () => undefined,
        ...(round % 2 === 0 && { key }),
      };
      const how = { ...wireOver(runtime), monotonic: () => 0, bounds: { octets: 20_000 } };
      const end = await converse(transferConversation(request), how);
      assert.ok(end.kind !== 'failed' || (end.problem ?? '') !== '');
    }
  });
});
