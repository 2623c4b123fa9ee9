import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import packet from 'dns-packet';
import type { LiveRuntime } from '../../../server/src/live/exchange.ts';
import { DEFAULT_OPTIONS, type QueryMessage, type QueryOptions } from '../../../server/src/live/messages.ts';
import { type LiveResult, query } from '../../../server/src/live/query.ts';
import { readResponse } from '../../../server/src/live/readResponse.ts';
import type { FailureKind, Send, SendResult, Server, Transport } from '../../../server/src/live/transport.ts';
import { networkTransports } from '../../../server/src/node/transports/transports.ts';
import {
  answering,
  framed,
  QUESTION,
  type Sections,
  tcpServer,
  udpServer,
  V4,
  withId,
} from '../transports/fakeServers.ts';

const ONE: Server = { address: '192.0.2.1', port: 53 };
const TWO: Server = { address: '2001:db8::2', port: 53, name: 'ns2.example.' };

interface Sent {
  readonly way: string;
  readonly id: number;
  readonly edns: boolean;
  readonly wire: Uint8Array;
  readonly tries: number | undefined;
}

/** What the server is to say: a response's sections, or a failure. */
type Script = readonly (Sections | FailureKind)[];

/** A network that follows a script, a clock that ticks 5 ms for each reading, and random octets that count up. */
function scripted(script: Script): { runtime: LiveRuntime; sent: Sent[] } {
  const sent: Sent[] = [];
  let ticks = 0;
  let random = 0;
  const send = (transport: Transport): Send => {
    return async (message: QueryMessage, server: Server, _ms, _signal, tries): Promise<SendResult> => {
      const edns = message.wire[11] === 1;
      sent.push({ way: `${server.address} ${transport}`, id: message.id, edns, wire: message.wire, tries });
      const step = script[sent.length - 1];
      if (step === undefined) assert.fail(`a query too many: ${server.address} over ${transport}`);
      if (typeof step === 'string') return { kind: step, message: `It was ${step}.`, ignored: [] };
      const response = readResponse(answering(Buffer.from(message.wire), step), message);
      return response.kind === 'message'
        ? { kind: 'reply', response, ignored: [] }
        : { kind: 'malformed', message: response.reason, ignored: [], truncated: response.truncated };
    };
  };
  const runtime: LiveRuntime = {
    transports: { udp: send('udp'), tcp: send('tcp') },
    clock: {
      monotonic: () => {
        ticks += 5;
        return ticks;
      },
      now: () => new Date(0),
    },
    random: (octets) => Uint8Array.from({ length: octets }, () => ++random),
  };
  return { runtime, sent };
}

async function run(
  script: Script,
  options: Partial<QueryOptions> = {},
  servers = [ONE],
): Promise<{ result: LiveResult; sent: Sent[] }> {
  const { runtime, sent } = scripted(script);
  const request = { question: QUESTION, servers, options: { ...DEFAULT_OPTIONS, ...options } };
  const result = await query(request, runtime);
  assert.equal(sent.length, script.length, 'queries sent');
  assert.equal(result.attempts.length, script.length);
  return { result, sent };
}

const TC = { flags: packet.TRUNCATED_RESPONSE, answers: [] };
const OPT = { type: 'OPT', name: '.', udpPayloadSize: 1232, extendedRcode: 0, ednsVersion: 0, flags: 0, options: [] };
const FORMERR = { flags: 1, answers: [] };
const BADVERS = { answers: [], additionals: [{ ...OPT, extendedRcode: 1 }] };

/** The ways that the queries took, `!` behind those without EDNS. */
function ways(sent: readonly Sent[]): string[] {
  return sent.map(({ way, edns }) => `${way}${edns ? '' : '!'}`);
}

describe('the way to an answer', () => {
  test('one datagram each way', async () => {
    const { result, sent } = await run([{}]);
    assert.ok(result.kind === 'answer');
    assert.deepEqual(ways(sent), ['192.0.2.1 udp']);
    assert.equal(result.transport, 'udp');
    assert.deepEqual(result.server, ONE);
    assert.equal(result.time, 5);
    assert.equal(result.size, 58);
    assert.equal(sent[0].id, 0x0102);
    assert.equal(result.asked.getTime(), 0);
  });

  test('NXDOMAIN and SERVFAIL are answers', async () => {
    for (const rcode of [2, 3, 5]) {
      const { result } = await run([{ flags: rcode, answers: [] }], {}, [ONE, TWO]);
      assert.ok(result.kind === 'answer' && result.response.rcode === rcode);
    }
  });

  test('a truncated answer is asked for over TCP', async () => {
    const { result, sent } = await run([TC, {}]);
    assert.ok(result.kind === 'answer');
    assert.deepEqual(ways(sent), ['192.0.2.1 udp', '192.0.2.1 tcp']);
    assert.equal(result.transport, 'tcp');
    assert.equal(result.tcpFailure, undefined);
    assert.notEqual(sent[0].id, sent[1].id);
  });

  test('where TCP fails, the truncated answer is shown with the reason', async () => {
    const { result } = await run([TC, 'refused']);
    assert.ok(result.kind === 'answer');
    assert.equal(result.transport, 'udp');
    assert.equal(result.response.flags.tc, true);
    assert.equal(result.tcpFailure?.kind, 'refused');
  });

  test('+ignore takes it truncated', async () => {
    const { result } = await run([TC], { ignoreTruncation: true });
    assert.ok(result.kind === 'answer' && result.transport === 'udp');
  });

  test('+tcp asks over TCP only, and TC there is the end', async () => {
    const { sent } = await run([TC], { tcp: true });
    assert.deepEqual(ways(sent), ['192.0.2.1 tcp']);
  });

  test('FORMERR without EDNS in it: asked again without EDNS', async () => {
    const { result, sent } = await run([FORMERR, {}], { do: true });
    assert.ok(result.kind === 'answer' && result.response.rcode === 0);
    assert.deepEqual(ways(sent), ['192.0.2.1 udp', '192.0.2.1 udp!']);
  });

  test('FORMERR with EDNS in it, or to a query without, is the answer', async () => {
    await run([{ ...FORMERR, additionals: [OPT] }]);
    await run([FORMERR], { ednsVersion: undefined });
  });

  test('NOTIMP, then FORMERR again, ends', async () => {
    const { result } = await run([{ flags: 4, answers: [] }, FORMERR]);
    assert.ok(result.kind === 'answer' && result.response.rcode === 1);
  });

  test('BADVERS: asked again with the server’s version, once', async () => {
    const { result } = await run([BADVERS, {}], { ednsVersion: 3 });
    assert.deepEqual(
      result.attempts.map(({ ednsVersion }) => ednsVersion),
      [3, 0],
    );
    const again = await run([BADVERS], { ednsVersion: 0 });
    assert.ok(again.result.kind === 'answer' && again.result.response.rcode === 16);
  });

  test('without EDNS and truncated: both fall-backs', async () => {
    const { sent } = await run([FORMERR, TC, {}]);
    assert.deepEqual(ways(sent), ['192.0.2.1 udp', '192.0.2.1 udp!', '192.0.2.1 tcp!']);
  });
});

describe('failures', () => {
  test('how often a silent server is asked is for the transport, which takes late answers', async () => {
    const { result, sent } = await run(['timeout'], { tries: 3 });
    assert.ok(result.kind === 'failure' && result.failure.kind === 'timeout');
    assert.equal(sent[0].tries, 3);
  });

  test('a refusal is not asked again', async () => {
    const { result } = await run(['refused'], { tries: 5 });
    assert.ok(result.kind === 'failure' && result.failure.kind === 'refused');
  });

  test('the next server is asked', async () => {
    const { result, sent } = await run(['timeout', {}], {}, [ONE, TWO]);
    assert.ok(result.kind === 'answer');
    assert.deepEqual(result.server, TWO);
    assert.deepEqual(ways(sent), ['192.0.2.1 udp', '2001:db8::2 udp']);
  });

  test('a cancelled query asks nobody else', async () => {
    const { result } = await run(['cancelled'], {}, [ONE, TWO]);
    assert.ok(result.kind === 'failure' && result.failure.kind === 'cancelled');
  });

  test('no servers', async () => {
    const { result } = await run([], {}, []);
    assert.ok(result.kind === 'failure' && result.failure.kind === 'no-address');
  });
});

describe('several servers', () => {
  /** A network on which each address answers when it is let. */
  function slow(): { runtime: LiveRuntime; asked: string[]; answer(address: string): void; pass(): Promise<void> } {
    const asked: string[] = [];
    const waiting = new Map<string, () => void>();
    const sleeping: (() => void)[] = [];
    const send: Send = (message, { address }, _ms, signal) => {
      asked.push(address);
      return new Promise((resolve) => {
        signal?.addEventListener('abort', () => resolve({ kind: 'cancelled', message: 'Cancelled.', ignored: [] }));
        waiting.set(address, () => {
          const response = readResponse(answering(Buffer.from(message.wire), {}), message);
          resolve(response.kind === 'message' ? { kind: 'reply', response, ignored: [] } : assert.fail());
        });
      });
    };
    const runtime: LiveRuntime = {
      ...scripted([]).runtime,
      transports: { udp: send },
      sleep: (_ms, signal) =>
        new Promise((resolve) => {
          signal?.addEventListener('abort', () => resolve());
          sleeping.push(resolve);
        }),
    };
    const turns = async (): Promise<void> => {
      for (let i = 0; i < 20; i++) await new Promise((resolve) => setImmediate(resolve));
    };
    return {
      runtime,
      asked,
      answer: (address) => waiting.get(address)?.(),
      pass: async () => {
        await turns();
        for (const wake of sleeping.splice(0)) wake();
        await turns();
      },
    };
  }
  const THREE: Server = { address: '192.0.2.3', port: 53 };
  const request = { question: QUESTION, servers: [ONE, TWO, THREE], options: DEFAULT_OPTIONS };

  test('one that is silent holds up nobody: the next is asked a moment later, and the first answer is taken', async () => {
    const net = slow();
    const asked = query(request, net.runtime);
    await net.pass();
    assert.deepEqual(net.asked, [ONE.address, TWO.address]);
    net.answer(TWO.address);
    const result = await asked;
    assert.ok(result.kind === 'answer');
    assert.deepEqual(result.server, TWO);
    assert.deepEqual(net.asked, [ONE.address, TWO.address]);
    assert.deepEqual(
      result.attempts.map(({ server, result: { kind } }) => [server.address, kind]),
      [
        [TWO.address, 'reply'],
        [ONE.address, 'cancelled'],
      ],
    );
  });

  test('a late answer of the first is an answer while the others are asked', async () => {
    const net = slow();
    const asked = query(request, net.runtime);
    await net.pass();
    await net.pass();
    assert.equal(net.asked.length, 3);
    net.answer(ONE.address);
    const result = await asked;
    assert.ok(result.kind === 'answer');
    assert.deepEqual(result.server, ONE);
  });

  test('cancelled: all of them are, and nobody else is asked', async () => {
    const net = slow();
    const abort = new AbortController();
    const asked = query({ ...request, signal: abort.signal }, net.runtime);
    await net.pass();
    abort.abort();
    const result = await asked;
    assert.ok(result.kind === 'failure' && result.failure.kind === 'cancelled');
    assert.equal(net.asked.length, 2);
  });
});

describe('what is sent', () => {
  test('a typed id, and a fresh cookie', async () => {
    const { sent } = await run([{}], { id: 77, freshCookie: true });
    assert.equal(sent[0].id, 77);
    const tail = Buffer.from(sent[0].wire).toString('hex').slice(-24);
    assert.equal(tail, '000a0008030405060708090a');
  });
});

describe('over real sockets', () => {
  const runtime: LiveRuntime = { ...scripted([]).runtime, transports: networkTransports };
  const options = { ...DEFAULT_OPTIONS, timeoutMs: 5000 };

  test('truncation over UDP, the answer over TCP at the same port', async () => {
    await using tcp = await tcpServer(V4, (asked, socket) => socket.write(framed(answering(asked))));
    await using udp = await udpServer(V4, (asked) => [answering(asked, TC)], tcp.port);
    const result = await query({ question: QUESTION, servers: [udp], options }, runtime);
    assert.ok(result.kind === 'answer');
    assert.equal(result.transport, 'tcp');
    assert.deepEqual(
      result.attempts.map(({ transport }) => transport),
      ['udp', 'tcp'],
    );
    assert.equal(result.response.answer.length, 1);
  });

  test('a message cut in the middle of a record, with TC: TCP has the whole', async () => {
    await using tcp = await tcpServer(V4, (asked, socket) => socket.write(framed(answering(asked))));
    const cut = (asked: Buffer): Buffer => answering(asked, { flags: packet.TRUNCATED_RESPONSE }).subarray(0, -2);
    await using udp = await udpServer(V4, (asked) => [cut(asked)], tcp.port);
    const result = await query({ question: QUESTION, servers: [udp], options }, runtime);
    assert.ok(result.kind === 'answer' && result.transport === 'tcp');
  });

  test('a wrong id first, the answer behind it', async () => {
    await using udp = await udpServer(V4, (asked) => [
      withId(answering(asked), asked.readUInt16BE(0) ^ 1),
      answering(asked),
    ]);
    const result = await query({ question: QUESTION, servers: [udp], options }, runtime);
    assert.ok(result.kind === 'answer');
    assert.equal(result.attempts[0].result.ignored.length, 1);
  });
});
