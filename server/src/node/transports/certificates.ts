/** What is wrong with a server's certificate, in words. */
import type { TLSSocket } from 'node:tls';
import { listed, t } from '../../l10n.ts';
import { hostOf } from '../../live/overHttp.ts';
import { type Server, serverText } from '../../live/transport.ts';

interface Shown {
  readonly place: string;
  readonly host: string;
  /** The names and addresses that it is for. */
  readonly names: string;
  readonly from: string;
  readonly until: string;
  readonly issuer: string;
}

/** By the code that OpenSSL and Node have for it. */
const FAULTS: Readonly<Record<string, (shown: Shown) => string>> = {
  ERR_TLS_CERT_ALTNAME_INVALID: ({ place, host, names }) =>
    t`The certificate of ${place} is for ${names}, and not for ${host}. Name the server by one of these.`,
  CERT_HAS_EXPIRED: ({ place, until }) =>
    t`The certificate of ${place} expired on ${until}. It has to be renewed there.`,
  CERT_NOT_YET_VALID: ({ place, from }) =>
    t`The certificate of ${place} is valid from ${from} only. See the clocks of both machines.`,
  DEPTH_ZERO_SELF_SIGNED_CERT: ({ place, names }) =>
    t`The certificate of ${place}, for ${names}, is signed by itself, so that nobody vouches for it. Name its file as an authority if it is the right one.`,
  SELF_SIGNED_CERT_IN_CHAIN: ({ place, issuer }) =>
    t`The certificate of ${place} is signed by ${issuer}, which this machine does not trust.`,
};

const UNTRUSTED = ({ place, issuer }: Shown): string =>
  t`The certificate of ${place} is signed by ${issuer}, which this machine does not trust, or a certificate between them was not sent.`;

const UNTRUSTED_CODES: ReadonlySet<string> = new Set([
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

/** Undefined where the certificate is good, and for the name or address that was meant. */
export function certificateFault(socket: TLSSocket, server: Server): string | undefined {
  if (socket.authorized) return undefined;
  const certificate = socket.getPeerCertificate();
  // Node gives the code, whatever its types say.
  const code = String(socket.authorizationError);
  const names = (certificate.subjectaltname ?? '').split(', ').filter((name) => name !== '');
  const bare = names.map((name) => name.replace(/^(?:DNS|IP Address):/, ''));
  const common = [certificate.subject?.CN ?? ''].flat();
  const shown: Shown = {
    place: serverText(server),
    host: hostOf(server),
    names: listed((bare.length > 0 ? bare : common).slice(0, 5)) || t`nobody`,
    from: certificate.valid_from ?? '',
    until: certificate.valid_to ?? '',
    issuer: [certificate.issuer?.CN ?? certificate.issuer?.O ?? t`an unnamed authority`].flat().join(' '),
  };
  if (FAULTS[code]) return FAULTS[code](shown);
  if (UNTRUSTED_CODES.has(code)) return UNTRUSTED(shown);
  return t`The certificate of ${shown.place} does not hold (${code}).`;
}
