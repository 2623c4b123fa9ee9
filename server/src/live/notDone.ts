/** What a typed query wants and whoever asks cannot do: said before anything is sent. */
import { t } from '../l10n.ts';
import type { DigQuery } from './digWords.ts';
import { TRANSPORT_NAME, type Transport } from './transport.ts';

/** What whoever asks can do beside UDP and TCP. */
export interface Abilities {
  readonly transports: readonly Transport[];
  readonly ways: readonly DigQuery['way'][];
  /** Sign with a key of a file. */
  readonly keys: boolean;
  /** Ask from an address that was named. */
  readonly source: boolean;
  /** Read certificates of authorities from a file. */
  readonly authorities: boolean;
}

/** What is done from the editor and the command line. */
export const ABILITIES: Abilities = {
  transports: ['udp', 'tcp', 'tls', 'https'],
  ways: ['query', 'trace', 'nssearch', 'transfer'],
  keys: true,
  source: true,
  authorities: true,
};

/** What is done where there is nothing but a browser's `fetch`. */
export const IN_BROWSER: Abilities = {
  transports: ['https'],
  ways: ['query'],
  keys: false,
  source: false,
  authorities: false,
};

/** A sentence with what to write instead; undefined where all of it is done. */
export function notDone(query: DigQuery, can = ABILITIES): string | undefined {
  const { secure } = query.options;
  if (secure && !can.transports.includes(secure))
    return t`Queries over ${TRANSPORT_NAME[secure]} are not sent from here: ask over HTTPS with \`@https://\`, or from VS Code on a desktop.`;
  if (!can.ways.includes(query.way)) {
    if (query.way === 'transfer')
      return t`A zone transfer takes TCP, which a browser does not have: ask for the SOA, or from VS Code on a desktop.`;
    if (query.way === 'trace')
      return t`The servers on the way from the root do not answer over HTTPS, and a browser has nothing else: ask from VS Code on a desktop.`;
    return t`The zone’s servers do not answer over HTTPS, and a browser has nothing else: ask from VS Code on a desktop.`;
  }
  if ((query.keyFile ?? query.keyName) !== undefined && !can.keys)
    return t`Queries are not signed (TSIG) in a browser: leave out -k and -y, or ask from VS Code on a desktop.`;
  if (query.source && !can.source)
    return t`The address to ask from is the browser’s choice: leave out -b, or ask from VS Code on a desktop.`;
  if (query.tlsCaFile !== undefined && !can.authorities)
    return t`Certificates are checked by the browser, with its own authorities: leave out +tls-ca=file.`;
  if (!query.options.secure && query.server !== undefined && !can.transports.includes('udp'))
    return t`A browser sends DNS over HTTPS only: write \`@https://${query.server}\`, if that server offers it.`;
  return undefined;
}
