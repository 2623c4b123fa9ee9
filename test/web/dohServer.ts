/** A server of DNS over HTTPS that lets pages ask it: every name has the address 192.0.2.7 there. */
import { createServer } from 'node:https';
import { hasOpenssl, makeCertificates } from '../live/certificates.ts';
import { freePort } from '../live/ports.ts';

export interface DohServer {
  readonly port: number;
  stop(): void;
}

/** An A record of the question's name with a TTL of 300 seconds. */
const ANSWER = Buffer.from('c00c000100010000012c0004c0000207', 'hex');
const HEADER = 12;

/** The query with an answer behind its question, and without EDNS. */
function answered(query: Buffer): Buffer {
  let end = HEADER;
  while (query[end] !== 0) end += query[end] + 1;
  const head = Buffer.from(query.subarray(0, end + 5));
  head.writeUInt16BE(0x8580, 2);
  for (const [i, count] of [1, 1, 0, 0].entries()) head.writeUInt16BE(count, 4 + 2 * i);
  return Buffer.concat([head, ANSWER]);
}

/** Starts it on 127.0.0.1; undefined where no certificate can be made for it. */
export async function startDohServer(): Promise<DohServer | undefined> {
  if (!hasOpenssl()) return undefined;
  const { good } = makeCertificates();
  const server = createServer({ cert: good.certificate, key: good.key }, (request, response) => {
    const query = new URL(request.url ?? '/', 'https://host').searchParams.get('dns');
    response.setHeader('Access-Control-Allow-Origin', '*');
    if (query === null) response.statusCode = 400;
    else response.setHeader('Content-Type', 'application/dns-message');
    response.end(query === null ? '' : answered(Buffer.from(query, 'base64url')));
  });
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    port,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
