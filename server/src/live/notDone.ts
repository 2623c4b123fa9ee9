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

/** What is done from the editor. */
export const ABILITIES: Abilities = {
  transports: ['udp', 'tcp', 'tls', 'https'],
  ways: ['query'],
  keys: false,
  source: false,
  authorities: false,
};

/** A sentence with what to write instead; undefined where all of it is done. */
export function notDone(query: DigQuery, can = ABILITIES): string | undefined {
  const { secure } = query.options;
  if (secure && !can.transports.includes(secure))
    return t`Queries over ${TRANSPORT_NAME[secure]} are not sent from here: ask over TCP with +tcp, or with dig or kdig.`;
  if (!can.ways.includes(query.way)) {
    if (query.way === 'transfer')
      return t`A zone transfer is many messages, which are not read here: ask for the SOA, or use \`dig axfr\`.`;
    if (query.way === 'trace')
      return t`The way from the root is not gone by itself here: ask a server of each zone with +norecurse, or use \`dig +trace\`.`;
    return t`The zone’s servers are not all asked by +nssearch here: name them, as in \`example.com SOA @ns1.example.com @ns2.example.com +norecurse\`.`;
  }
  if (query.keyFile !== undefined && !can.keys)
    return t`Queries are not signed (TSIG) here: leave out -k, or use \`dig -k\`.`;
  if (query.source && !can.source)
    return t`The address to ask from is the system’s choice here: leave out -b, or use \`dig -b\`.`;
  if (query.tlsCaFile !== undefined && !can.authorities)
    return t`No file of authorities is read here: write +tls-ca, which takes those of the system.`;
  return undefined;
}
