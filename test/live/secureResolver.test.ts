/** TLS and HTTPS to a resolver that is not BIND's, with certificates that hold and ones that do not. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { DEFAULT_OPTIONS } from '../../server/src/live/messages.ts';
import type { SendResult } from '../../server/src/live/transport.ts';
import { buildQuery } from '../../server/src/live/writeQuery.ts';
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
