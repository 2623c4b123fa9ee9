import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { describe, type TestContext, test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import packet from 'dns-packet';
import {
  type Failure,
  type Send,
  type SendResult,
  type Server,
  serverText,
} from '../../../server/src/live/transport.ts';
import { systemFailure } from '../../../server/src/node/transports/failures.ts';
import { sendTcp, sendUdp } from '../../../server/src/node/transports/transports.ts';
import { freePort, hasIpv6Loopback } from '../../live/ports.ts';
import {
  answering,
  type FakeServer,
  framed,
  QUERY,
  response,
  tcpServer,
  udpServer,
  V4,
  V6,
  withId,
} from './fakeServers.ts';

/** Long enough that only a silent server comes to it. */
const LONG_MS = 5000;
/** A time-out that passes on the test's own clock only. */
const TIMEOUT_MS = 3000;
/** Turns of the event loop after which everything that a server sent over loopback has been read. */
const TURNS = 50;

/** Sends the query, lets everything arrive that the server sends, and then lets the time run out. */
async function untilTimeout(t: TestContext, send: Send, server: FakeServer): Promise<SendResult> {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const result = send(QUERY, server, TIMEOUT_MS);
  while (server.queries.length === 0) await turn();
  for (let i = 0; i < TURNS; i++) await turn();
  t.mock.timers.tick(TIMEOUT_MS);
  return result;
}

const ipv6 = await hasIpv6Loopback();
const families: readonly [string, string | false][] = [
  [V4, false],
  [V6, ipv6 ? false : 'this machine has no ::1'],
];

function failed(result: SendResult): Failure {
  if (result.kind === 'reply') assert.fail('an answer came');
  return result;
}

function answers(result: SendResult): string[] {
  if (result.kind !== 'reply') assert.fail(result.message);
  return result.response.answer.map(({ owner }) => owner);
}

for (const [address, skip] of families) {
  describe(`UDP at ${address}`, { skip }, () => {
    test('an answer', async () => {
      await using server = await udpServer(address, (query) => [answering(query)]);
      const result = await sendUdp(QUERY, server, LONG_MS);
      assert.deepEqual(answers(result), ['host.example.']);
      assert.deepEqual(server.queries, [Buffer.from(QUERY.wire)]);
    });

    test('a port where nothing listens is refused at once', async () => {
      const port = await freePort();
      const failure = failed(await sendUdp(QUERY, { address, port }, LONG_MS));
      assert.equal(failure.kind, 'refused');
      assert.equal(failure.message, `${address} answers, but nothing listens there on UDP port ${port}.`);
    });

    test('a silent server', async (t) => {
      await using server = await udpServer(address, () => []);
      const failure = failed(await untilTimeout(t, sendUdp, server));
      assert.equal(failure.kind, 'timeout');
      assert.equal(failure.message, `No answer from ${address} port ${server.port} over UDP in 3 s.`);
      assert.deepEqual(failure.ignored, []);
    });

    test('a silent server is asked as often as wanted, from a port of its own each time', async (t) => {
      const ports = new Set<number>();
      const server = createSocket(address === V6 ? 'udp6' : 'udp4');
      server.on('message', (_query, from) => ports.add(from.port));
      server.bind(0, address);
      await once(server, 'listening');
      t.mock.timers.enable({ apis: ['setTimeout'] });
      const result = sendUdp(QUERY, { address, port: server.address().port }, TIMEOUT_MS, undefined, 3);
      for (const tries of [1, 2, 3]) {
        while (ports.size < tries) await turn();
        t.mock.timers.tick(TIMEOUT_MS);
      }
      const failure = failed(await result);
      assert.match(failure.message, /over UDP in 9 s, to 3 tries\./);
      server.close();
    });

    test('a late answer to an earlier try is taken', async (t) => {
      const ports: number[] = [];
      const server = createSocket(address === V6 ? 'udp6' : 'udp4');
      server.on('message', (query, from) => {
        ports.push(from.port);
        if (ports.length === 2) server.send(answering(query), ports[0], from.address);
      });
      server.bind(0, address);
      await once(server, 'listening');
      t.mock.timers.enable({ apis: ['setTimeout'] });
      const sent = sendUdp(QUERY, { address, port: server.address().port }, TIMEOUT_MS, undefined, 3);
      while (ports.length < 1) await turn();
      t.mock.timers.tick(TIMEOUT_MS);
      const result = await sent;
      assert.deepEqual(answers(result), ['host.example.']);
      assert.deepEqual(result.kind === 'reply' && result.late, { sent: 2, answered: 1 });
      server.close();
    });

    test('strays are passed over and remembered, and the answer is taken', async () => {
      await using server = await udpServer(address, (query) => [
        withId(response(), 0x1111),
        response({ questions: [{ name: 'evil.example', type: 'A', class: 'IN' }] }),
        Buffer.from([0]),
        answering(query),
      ]);
      const result = await sendUdp(QUERY, server, LONG_MS);
      assert.deepEqual(answers(result), ['host.example.']);
      assert.deepEqual(
        result.ignored.map(({ fault }) => fault),
        ['id', 'question', 'short'],
      );
    });

    test('nothing but strays is a time-out that says so', async (t) => {
      await using server = await udpServer(address, () => [withId(response(), 0x1111), withId(response(), 0x2222)]);
      const failure = failed(await untilTimeout(t, sendUdp, server));
      assert.equal(failure.kind, 'timeout');
      assert.match(failure.message, /2 datagrams came that did not belong to this query\. Its id is 8738/);
      assert.equal(failure.ignored.length, 2);
    });

    test('a flood of strays is remembered in part', async (t) => {
      await using server = await udpServer(address, () => Array.from({ length: 40 }, () => withId(response(), 1)));
      const failure = failed(await untilTimeout(t, sendUdp, server));
      assert.ok(failure.ignored.length > 0 && failure.ignored.length <= 16);
    });

    test('a cancelled query', async () => {
      const controller = new AbortController();
      await using server = await udpServer(address, () => {
        controller.abort();
        return [];
      });
      assert.equal(failed(await sendUdp(QUERY, server, LONG_MS, controller.signal)).kind, 'cancelled');
      assert.equal(failed(await sendUdp(QUERY, server, LONG_MS, AbortSignal.abort())).kind, 'cancelled');
    });

    const malformed: readonly [string, Uint8Array, RegExp][] = [
      ['a message cut in its question', response().subarray(0, 20), /runs past the end/],
      ['half a header', response().subarray(0, 5), /has 5 octets/],
      ['the query itself', Buffer.from(QUERY.wire), /not a response/],
    ];
    for (const [what, datagram, reason] of malformed) {
      test(`malformed: ${what}`, async () => {
        await using server = await udpServer(address, () => [datagram]);
        const failure = failed(await sendUdp(QUERY, server, LONG_MS));
        assert.equal(failure.kind, 'malformed');
        assert.match(failure.message, reason);
      });
    }

    const partly: readonly [string, Uint8Array, RegExp][] = [
      ['a message cut in a record', response().subarray(0, -2), /data, but 2 are left/],
      [
        'a looping pointer',
        Buffer.concat([response({ answers: [] }).fill(1, 7, 8), Buffer.from('c01e00010001000000000000', 'hex')]),
        /to itself/,
      ],
    ];
    for (const [what, datagram, reason] of partly) {
      test(`read as far as it can be: ${what}`, async () => {
        await using server = await udpServer(address, () => [datagram]);
        const result = await sendUdp(QUERY, server, LONG_MS);
        assert.ok(result.kind === 'reply');
        assert.match(result.response.faults[0].reason, reason);
      });
    }

    test('a cut message with TC is known as truncated', async () => {
      const flags = packet.TRUNCATED_RESPONSE;
      await using server = await udpServer(address, () => [response({ flags }).subarray(0, 20)]);
      const failure = failed(await sendUdp(QUERY, server, LONG_MS));
      assert.equal(failure.truncated, true);
    });
  });

  describe(`TCP at ${address}`, { skip }, () => {
    test('an answer', async () => {
      await using server = await tcpServer(address, (query, socket) => socket.write(framed(answering(query))));
      assert.deepEqual(answers(await sendTcp(QUERY, server, LONG_MS)), ['host.example.']);
      assert.deepEqual(server.queries, [Buffer.from(QUERY.wire)]);
    });

    test('an answer in single octets', async () => {
      await using server = await tcpServer(address, (query, socket) => {
        socket.setNoDelay();
        const octets = [...framed(answering(query))];
        const next = (): void => {
          const octet = octets.shift();
          if (octet !== undefined) socket.write(Buffer.from([octet]), () => setImmediate(next));
        };
        next();
      });
      assert.deepEqual(answers(await sendTcp(QUERY, server, LONG_MS)), ['host.example.']);
    });

    test('the largest message there is', async () => {
      const strings = Array.from({ length: 250 }, () => Buffer.alloc(255, 0x61));
      const answers_ = [{ name: 'host.example', type: 'TXT', ttl: 1, data: strings }];
      await using server = await tcpServer(address, (query, socket) =>
        socket.write(framed(answering(query, { answers: answers_ }))),
      );
      const result = await sendTcp(QUERY, server, LONG_MS);
      assert.ok(result.kind === 'reply' && result.response.size > 64000);
    });

    test('a port where nothing listens', async () => {
      const port = await freePort();
      const failure = failed(await sendTcp(QUERY, { address, port }, LONG_MS));
      assert.equal(failure.kind, 'refused');
      assert.match(failure.message, /nothing listens there on TCP port/);
    });

    test('a silent server', async (t) => {
      await using server = await tcpServer(address, () => {});
      const failure = failed(await untilTimeout(t, sendTcp, server));
      assert.equal(failure.kind, 'timeout');
      assert.match(failure.message, /took the TCP connection, but sent no answer in 3 s/);
    });

    test('an answer that stops', async (t) => {
      await using server = await tcpServer(address, (query, socket) =>
        socket.write(framed(answering(query)).subarray(0, 20)),
      );
      const failure = failed(await untilTimeout(t, sendTcp, server));
      assert.equal(failure.kind, 'timeout');
      assert.match(failure.message, /sent only 20 octets/);
    });

    const endings: readonly [string, Uint8Array, string, RegExp][] = [
      ['without a word', Buffer.alloc(0), 'closed', /closed the connection without an answer/],
      ['after half a length', Buffer.from([0]), 'malformed', /in the middle of its answer, after 0 octets/],
      ['after a part', framed(response()).subarray(0, 22), 'malformed', /after 20 of 58 octets/],
    ];
    for (const [what, octets, kind, message] of endings) {
      test(`the connection ends ${what}`, async () => {
        await using server = await tcpServer(address, (_query, socket) => socket.end(octets));
        const failure = failed(await sendTcp(QUERY, server, LONG_MS));
        assert.equal(failure.kind, kind);
        assert.match(failure.message, message);
      });
    }

    test('another id and garbage are malformed', async () => {
      await using server = await tcpServer(address, (_query, socket) => socket.write(framed(withId(response(), 1))));
      const failure = failed(await sendTcp(QUERY, server, LONG_MS));
      assert.equal(failure.kind, 'malformed');
      assert.match(failure.message, /id is 1,/);
      await using other = await tcpServer(address, (_query, socket) =>
        socket.write('HTTP/1.1 400 Bad Request'.repeat(2000)),
      );
      assert.equal(failed(await sendTcp(QUERY, other, LONG_MS)).kind, 'malformed');
      await using empty = await tcpServer(address, (_query, socket) => socket.write(Buffer.alloc(2)));
      assert.match(failed(await sendTcp(QUERY, empty, LONG_MS)).message, /0 octets/);
    });

    test('a cancelled query', async () => {
      const controller = new AbortController();
      await using server = await tcpServer(address, () => controller.abort());
      assert.equal(failed(await sendTcp(QUERY, server, LONG_MS, controller.signal)).kind, 'cancelled');
    });
  });
}

test('a port or an address that the system refuses is a value, not an exception', async () => {
  const servers: Server[] = [
    { address: V4, port: 0 },
    { address: V4, port: 70000 },
    { address: 'no address at all', port: 53 },
  ];
  for (const send of [sendUdp, sendTcp]) {
    for (const server of servers) assert.notEqual(failed(await send(QUERY, server, LONG_MS)).message, '');
  }
});

test('a server in words', () => {
  assert.equal(
    serverText({ address: '2001:db8::53', port: 53, name: 'ns1.example.' }),
    '2001:db8::53#53 (ns1.example.)',
  );
  assert.equal(serverText({ address: '192.0.2.53', port: 5300 }), '192.0.2.53#5300');
});

describe('what the system reports', () => {
  const V4_SERVER: Server = { address: '192.0.2.53', port: 53 };
  const V6_SERVER: Server = { address: '2001:db8::53', port: 53 };
  const cases: readonly [string, Server, string, RegExp][] = [
    ['ECONNREFUSED', V4_SERVER, 'refused', /nothing listens there on UDP port 53/],
    ['ENETUNREACH', V6_SERVER, 'no-ipv6', /no IPv6 route to 2001:db8::53/],
    ['EADDRNOTAVAIL', V6_SERVER, 'no-ipv6', /no IPv6 route/],
    ['EAFNOSUPPORT', V6_SERVER, 'no-ipv6', /no IPv6 route/],
    ['ENETUNREACH', V4_SERVER, 'no-ipv4', /no IPv4 route to 192\.0\.2\.53/],
    ['EHOSTUNREACH', V6_SERVER, 'unreachable', /no way to 2001:db8::53/],
    ['ETIMEDOUT', V4_SERVER, 'timeout', /not taken in time/],
    ['ECONNRESET', V4_SERVER, 'closed', /without an answer/],
    ['EACCES', V4_SERVER, 'failed', /does not allow sending .*EACCES/],
    ['EMFILE', V4_SERVER, 'failed', /failed: the words of EMFILE\./],
  ];
  for (const [code, server, kind, message] of cases) {
    test(`${code} for ${server.address}`, () => {
      const error = Object.assign(new Error(`the words of ${code}`), { code });
      const failure = systemFailure(error, server, 'udp');
      assert.equal(failure.kind, kind);
      assert.match(failure.message, message);
    });
  }
});
