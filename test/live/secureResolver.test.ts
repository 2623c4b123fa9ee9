/** TLS and HTTPS to a resolver that is not BIND's, with certificates that hold and ones that do not. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { converse } from '../../server/src/live/conversation.ts';
import { findEncrypted } from '../../server/src/live/diagnosis/encrypted.ts';
import { wireOver } from '../../server/src/live/exchange.ts';
import { DEFAULT_OPTIONS } from '../../server/src/live/messages.ts';
import type { SendResult } from '../../server/src/live/transport.ts';
import { buildQuery } from '../../server/src/live/writeQuery.ts';
import { systemRuntime } from '../../server/src/node/transports/runtime.ts';
import { networkTransports } from '../../server/src/node/transports/transports.ts';
import { type Certificates, hasOpenssl, makeCertificates } from './certificates.ts';
import type { OtherServer } from './otherServers.ts';
import { hasUnbound, startResolver } from './resolver.ts';

const skip =
  process.env.CI === 'true' || (hasUnbound() && hasOpenssl()) ? false : 'Unbound or openssl is not installed';
const QUESTION = { name: 'a.static.test.', type: 1, class: 1 };
const PLACES = ['good', 'wrongName', 'expired', 'selfSigned'] as const;
type Place = (typeof PLACES)[number];

/** What is said of each; a certificate that holds is followed by the answer. */
const SAYS: readonly [Place, RegExp][] = [
  ['good', /^reply 1$/],
  ['wrongName', /^tls: The certificate of 127\.0\.0\.1#\d+ is for other\.test, and not for dns\.test\./],
  ['expired', /^tls: The certificate of 127\.0\.0\.1#\d+ expired on \w{3} /],
  ['selfSigned', /^tls: The certificate of 127\.0\.0\.1#\d+, for dns\.test, is signed by itself/],
];

describe('TLS and HTTPS to a real Unbound', { skip }, () => {
  let made: Certificates;
  const servers = new Map<Place, OtherServer>();
  before(async () => {
    made = makeCertificates();
    for (const place of PLACES) {
      const server = `local-zone: "static.test." static
  local-data: "a.static.test. A 192.0.2.1"
  interface: 127.0.0.1@PORT+1
  interface: 127.0.0.1@PORT+2
  tls-port: PORT+1
  https-port: PORT+2
  tls-service-pem: "server.pem"
  tls-service-key: "server.key"`;
      const files = { 'server.pem': made[place].certificate, 'server.key': made[place].key };
      servers.set(place, await startResolver({ zones: {}, server, files }));
    }
  });
  after(async () => {
    await Promise.all(Array.from(servers.values(), (server) => server.stop()));
  });

  function said(result: SendResult): string {
    return result.kind === 'reply' ? `reply ${result.response.answer.length}` : `${result.kind}: ${result.message}`;
  }

  for (const [way, behind] of [
    ['tls', 1],
    ['https', 2],
  ] as const) {
    for (const [place, says] of SAYS) {
      test(`${way}: ${place}`, async () => {
        const tls = { host: 'dns.test', authorities: made.authority };
        const server = { address: '127.0.0.1', port: servers.get(place)!.port + behind, tls };
        const query = buildQuery(QUESTION, DEFAULT_OPTIONS, 77);
        assert.match(said(await networkTransports[way](query, server, 5000)), says);
        const any = { ...server, tls: { ...tls, anyCertificate: true } };
        assert.equal(said(await networkTransports[way](query, any, 5000)), 'reply 1');
      });
    }
  }
});

describe('what a real Unbound announces (RFC 9462)', { skip }, () => {
  let server: OtherServer | undefined;
  before(async () => {
    const { certificate, key } = makeCertificates().good;
    const record = (priority: number, rest: string): string =>
      `  local-data: '_dns.resolver.arpa. 60 SVCB ${priority} dns.test. ${rest} ipv4hint=127.0.0.1'`;
    server = await startResolver({
      zones: {},
      files: { 'server.pem': certificate, 'server.key': key },
      server: `local-zone: "_dns.resolver.arpa." static
${record(1, 'alpn=dot port=PORT+1')}
${record(2, 'alpn=dot port=PORT+3')}
  interface: 127.0.0.1@PORT+1
  tls-port: PORT+1
  tls-service-pem: "server.pem"
  tls-service-key: "server.key"`,
    });
  });
  after(() => server?.stop());

  test('each endpoint is asked: one of this machine needs no certificate, and one is dead', async () => {
    const { port } = server!;
    const options = { ...DEFAULT_OPTIONS, tries: 1, timeoutMs: 5000 };
    const announced = await converse(findEncrypted({ address: '127.0.0.1', port }, options), {
      ...wireOver(systemRuntime),
      monotonic: () => performance.now(),
    });
    assert.deepEqual(announced?.faulty, []);
    assert.deepEqual(
      announced?.endpoints.map(({ transport, name, server: { port: own }, state }) => [
        transport,
        name,
        own - port,
        state,
      ]),
      [
        ['tls', 'dns.test.', 1, 'opportunistic'],
        ['tls', 'dns.test.', 3, 'dead'],
      ],
    );
  });
});
