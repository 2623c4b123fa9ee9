/** What DNS over HTTPS (RFC 8484) is wherever it is sent from: where a query goes, and what an HTTP answer means that is no DNS message. */

import { t } from '../l10n.ts';
import { failure } from './conversation.ts';
import type { Failure, Server } from './transport.ts';

export const MEDIA_TYPE = 'application/dns-message';
export const MAX_MESSAGE = 65535;

/** Octets of text that are looked at where something else than a DNS message came. */
const SHOWN = 200;

/** What came over HTTP. */
export interface Came {
  readonly status: number;
  readonly type: string;
  readonly body: Uint8Array;
}

/** The name that the server is asked by, and that its certificate has to be for. */
export function hostOf(server: Server): string {
  return (server.tls?.host ?? server.name ?? server.address).replace(/(?<=.)\.$/, '');
}

/** The host and port as a URL has them. */
export function authority(server: Server): string {
  const host = hostOf(server);
  const bracketed = host.includes(':') ? `[${host}]` : host;
  return server.port === 443 ? bracketed : `${bracketed}:${server.port}`;
}

/** The path that queries go to, and for GET the query in it. */
export function httpsPath(server: Server, wire: Uint8Array): string {
  const path = server.https?.path ?? '/dns-query';
  if (server.https?.method !== 'GET') return path;
  return `${path}${path.includes('?') ? '&' : '?'}dns=${base64url(wire)}`;
}

function base64url(octets: Uint8Array): string {
  const text = btoa(Array.from(octets, (octet) => String.fromCharCode(octet)).join(''));
  return text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** What an HTTP answer that is no DNS message means; undefined for one that is. */
export function httpFailure(server: Server, { status, type, body }: Came): Failure | undefined {
  const place = t`${server.address} port ${server.port}`;
  const path = server.https?.path ?? '/dns-query';
  if (status === 404) return failure('http', t`${place} has nothing at ${path} (HTTP 404).`);
  if (status === 405 || status === 415) {
    return failure('http', t`${place} takes no ${server.https?.method ?? 'POST'} at ${path} (HTTP ${status}).`);
  }
  if (status >= 300 && status < 400) {
    return failure('http', t`${place} sends elsewhere (HTTP ${status}), which is not followed.`);
  }
  if (status < 200 || status >= 300) {
    const text = Array.from(body.subarray(0, SHOWN), (octet) => String.fromCharCode(octet))
      .join('')
      .replace(/[^\x20-\x7e]+/g, ' ')
      .trim();
    return failure('http', t`${place} answered with HTTP ${status}${text === '' ? '' : `: ${text}`}.`);
  }
  if (type.split(';')[0].trim().toLowerCase() === MEDIA_TYPE) return undefined;
  return failure('http', t`${place} answered at ${path} with ${type || t`no type`}, not with a DNS message.`);
}
