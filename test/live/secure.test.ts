import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createSecureServer, type ServerHttp2Session } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { converse } from '../../server/src/live/conversation.ts';
import { wireOver } from '../../server/src/live/exchange.ts';
import { DEFAULT_OPTIONS } from '../../server/src/live/messages.ts';
import { serialOf, transferConversation } from '../../server/src/live/transfer.ts';
import type { SendResult, Server } from '../../server/src/live/transport.ts';
import { buildQuery } from '../../server/src/live/writeQuery.ts';
import { systemRuntime } from '../../server/src/node/transports/runtime.ts';
import { networkTransports } from '../../server/src/node/transports/transports.ts';
import { type Certificates, hasOpenssl, makeCertificates } from './certificates.ts';
import { namedVersion, type RunningNamed, startNamed } from './named.ts';

const version = namedVersion();
const skip =
  process.env.CI === 'true' || (version !== undefined && hasOpenssl()) ? false : 'named or openssl is not installed';

const ZONE = `$TTL 300\n@ SOA ns1 hostmaster 7 7200 900 1209600 300\n@ NS ns1\nns1 A 192.0.2.53\n`;
const QUESTION = { name: 'ns1.example.test.', type: 1, class: 1 };

/** By certificate: the port behind named's for TLS; the next is for HTTPS. */
const PLACES = ['good', 'wrongName', 'expired', 'selfSigned'] as const;

describe(`TLS and HTTPS to a real named (${version ?? 'none'})`, { skip }, () => {
  let named: RunningNamed;
  let made: Certificates;

  before(async () => {
    made = makeCertificates();
    const files: Record<string, string> = {};
    let top = '';
    let options = '';
    for (const [index, name] of PLACES.entries()) {
      files[`${name}.pem`] = made[name].certificate;
      files[`${name}.key`] = made[name].key;
      top += `tls ${name} { cert-file "${name}.pem"; key-file "${name}.key"; };\n`;
      options += `listen-on port PORT+${2 * index + 1} tls ${name} { 127.0.0.1; };\n`;
      options += `listen-on port PORT+${2 * index + 2} tls ${name} http default { 127.0.0.1; };\n`;
    }
    named = await startNamed({
      zones: { 'example.test': ZONE },
      files,
      top,
      options,
      zoneStatements: 'allow-transfer { any; };',
    });
  });
  after(async () => {
    await named?.stop();
  });

  function at(place: (typeof PLACES)[number], way: 'tls' | 'https', more: Partial<Server> = {}): Server {
    const port = named.port + 2 * PLACES.indexOf(place) + (way === 'tls' ? 1 : 2);
    return { address: '127.0.0.1', port, tls: { host: 'dns.test', authorities: made.authority }, ...more };
  }

  async function send(way: 'tls' | 'https', server: Server): Promise<SendResult> {
    return networkTransports[way](buildQuery(QUESTION, DEFAULT_OPTIONS, 77), server, 5000);
  }

  function said(result: SendResult): string {
    return result.kind === 'reply' ? `reply ${result.response.answer.length}` : `${result.kind}: ${result.message}`;
  }

  for (const way of ['tls', 'https'] as const) {
    describe(way, () => {
      test('an answer, by the name and by the address of the certificate', async () => {
        assert.equal(said(await send(way, at('good', way))), 'reply 1');
        assert.equal(said(await send(way, at('good', way, { tls: { authorities: made.authority } }))), 'reply 1');
      });

      const faults: readonly [(typeof PLACES)[number], RegExp][] = [
        ['wrongName', /^tls: The certificate of 127\.0\.0\.1#\d+ is for other\.test, and not for dns\.test\./],
        ['expired', /^tls: The certificate of 127\.0\.0\.1#\d+ expired on \w{3} /],
        ['selfSigned', /^tls: The certificate of 127\.0\.0\.1#\d+, for dns\.test, is signed by itself/],
      ];
      for (const [place, words] of faults) {
        test(`a certificate that does not hold: ${place}`, async () => {
          assert.match(said(await send(way, at(place, way))), words);
          const any = { host: 'dns.test', authorities: made.authority, anyCertificate: true };
          const result = await send(way, at(place, way, { tls: any }));
          assert.ok(result.kind === 'reply', said(result));
          assert.equal(result.remarks?.length, 1);
        });
      }

      test('an authority that is not known', async () => {
        const result = await send(way, at('good', way, { tls: { host: 'dns.test' } }));
        assert.match(
          said(result),
          /^tls: The certificate of .* is signed by Test Authority, which this machine does not trust/,
        );
      });

      test('a server that speaks no TLS there', async () => {
        assert.match(said(await send(way, at('good', way, { port: named.port }))), /^tls: /);
      });
    });
  }

  test('HTTPS by GET, and a path where nothing is', async () => {
    assert.equal(said(await send('https', at('good', 'https', { https: { method: 'GET' } }))), 'reply 1');
    assert.match(
      said(await send('https', at('good', 'https', { https: { path: '/x' } }))),
      /^http: .* has nothing at \/x \(HTTP 404\)/,
    );
  });

  test('many queries on one connection, whatever the order of their answers', async () => {
    for (const way of ['tcp', 'tls', 'https'] as const) {
      const session = networkTransports.session();
      const server = way === 'tcp' ? { address: '127.0.0.1', port: named.port } : at('good', way);
      const results = await Promise.all(
        Array.from({ length: 50 }, (_, id) => session[way]?.(buildQuery(QUESTION, DEFAULT_OPTIONS, id), server, 5000)),
      );
      assert.deepEqual(
        results.map((result) => (result?.kind === 'reply' ? result.response.id : result)),
        Array.from({ length: 50 }, (_, id) => id),
      );
      session.close();
    }
  });

  test('HTTPS keeps its connection, and takes another where it has ended', async () => {
    const { certificate, key } = made.good;
    const opened: ServerHttp2Session[] = [];
    const server = createSecureServer({ cert: certificate, key, ALPNProtocols: ['h2'] });
    server.on('session', (session) => opened.push(session));
    server.on('stream', (stream) => {
      const pieces: Buffer[] = [];
      stream.on('data', (piece: Buffer) => pieces.push(piece));
      stream.on('end', () => {
        const answer = Buffer.concat(pieces);
        answer[2] |= 0x80;
        stream.respond({ ':status': 200, 'content-type': 'application/dns-message' });
        stream.end(answer);
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const session = networkTransports.session();
    const place = at('good', 'https', { port });
    const ask = (id: number): Promise<SendResult> =>
      session.https!(buildQuery(QUESTION, { ...DEFAULT_OPTIONS, ednsVersion: undefined }, id), place, 5000);
    const several = await Promise.all(Array.from({ length: 20 }, (_, id) => ask(id)));
    assert.deepEqual(new Set(several.map(said)), new Set(['reply 0']));
    assert.equal(said(await ask(30)), 'reply 0');
    assert.equal(opened.length, 1);
    const gone = once(opened[0], 'close');
    opened[0].destroy();
    await gone;
    // The other end hears of it a moment later; what is asked in between may fail, and is asked again.
    let again = said(await ask(31));
    if (again !== 'reply 0') again = said(await ask(32));
    assert.equal(again, 'reply 0');
    assert.equal(opened.length, 2);
    session.close();
    server.close();
  });

  test('a transfer over TLS', async () => {
    const request = { zone: 'example.test.', server: at('good', 'tls'), transport: 'tls' as const, take: () => {} };
    const how = { ...wireOver(systemRuntime), monotonic: systemRuntime.clock.monotonic };
    const end = await converse(transferConversation(request), how);
    assert.deepEqual([end.kind, end.problem, end.records], ['whole', undefined, 3]);
    assert.equal(serialOf(end.soa!), 7);
  });
});
