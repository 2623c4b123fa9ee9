/** The words that stand for values in configurations and that no grammar lists: algorithms, categories, facilities. */

import { DNSSEC_ALGORITHM_ROWS, DS_DIGEST_ROWS } from '../../../dns/algorithms.ts';
import { type BindVersion, type BindVersionSpan, isWithin } from '../../../dns/versions.ts';
import { marked } from '../../../l10n.ts';

/** A word, and whether another has taken its place. */
export interface ConfWord {
  readonly word: string;
  /** One line on what it means, for `translated`. */
  readonly doc?: string;
  readonly isOld?: boolean;
}

const TSIG_WORDS: readonly ConfWord[] = [
  { word: 'hmac-sha256', doc: marked('The usual choice: every server has it. A secret of 32 octets.') },
  { word: 'hmac-sha384', doc: marked('A secret of 48 octets.') },
  { word: 'hmac-sha512', doc: marked('A secret of 64 octets.') },
  { word: 'hmac-sha224', doc: marked('A secret of 28 octets.') },
  { word: 'hmac-sha1', doc: marked('Old; RFC 8945 advises against it.'), isOld: true },
  { word: 'hmac-md5', doc: marked('Must not be used any more (RFC 8945).'), isOld: true },
];

/** DNSSEC algorithms by their mnemonics; those that nobody should sign with come last. */
const SIGNING_WORDS: readonly ConfWord[] = DNSSEC_ALGORITHM_ROWS.filter(
  ({ mnemonic, advice, number }) => mnemonic !== '' && advice !== 'never' && number < 200,
).map(({ mnemonic, doc, advice }) => ({ word: mnemonic.toLowerCase(), doc, isOld: advice === 'avoid' }));

const DIGEST_WORDS: readonly ConfWord[] = DS_DIGEST_ROWS.filter(({ mnemonic }) => mnemonic !== '').map(
  ({ mnemonic, doc, advice }) => ({
    word: mnemonic.toLowerCase(),
    doc,
    isOld: advice === 'never' || advice === 'avoid',
  }),
);

/** Categories of the log; `since` and `until` where not all releases have them. */
const CATEGORIES: readonly (ConfWord & BindVersionSpan)[] = [
  { word: 'default', doc: marked('All categories that are not named.') },
  { word: 'general', doc: marked('What belongs to no other category.') },
  { word: 'client', doc: marked('The handling of requests of clients.') },
  { word: 'cname', doc: marked('Name servers that were passed over for being a CNAME.') },
  { word: 'config', doc: marked('Reading the configuration.') },
  { word: 'database', doc: marked('The databases of zones and cache.') },
  { word: 'delegation-only', doc: marked('Answers turned to NXDOMAIN by delegation-only.'), until: '9.18' },
  { word: 'dispatch', doc: marked('Packets on their way to the modules that wait for them.') },
  { word: 'dnssec', doc: marked('DNSSEC and TSIG.') },
  { word: 'dnstap', doc: marked('The dnstap log of DNS traffic.') },
  { word: 'drop', doc: marked('Requests that were dropped.'), since: '9.20' },
  { word: 'edns-disabled', doc: marked('Servers that are asked without EDNS after timeouts.') },
  { word: 'lame-servers', doc: marked('Servers that should answer for a zone and do not.') },
  { word: 'network', doc: marked('Sockets and interfaces.') },
  { word: 'notify', doc: marked('NOTIFY, sent and received.') },
  { word: 'nsid', doc: marked('Name server identifiers in responses.') },
  { word: 'queries', doc: marked('Every query that comes in, where querylog is on.') },
  { word: 'query-errors', doc: marked('Queries that failed.') },
  { word: 'rate-limit', doc: marked('Responses that were dropped or cut by rate-limit.') },
  { word: 'resolver', doc: marked('The resolving of names for clients.') },
  { word: 'responses', doc: marked('Every response, where responselog is on.'), since: '9.20' },
  { word: 'rpz', doc: marked('Answers that a response policy zone changed, and its errors.') },
  { word: 'rpz-passthru', doc: marked('Answers that a policy let pass.') },
  { word: 'security', doc: marked('Requests that were allowed or refused.') },
  { word: 'serve-stale', doc: marked('Stale answers that were given.') },
  { word: 'spill', doc: marked('Queries dropped or failed for quotas.') },
  { word: 'sslkeylog', doc: marked('TLS secrets for debugging. Whoever reads this log can read the traffic.') },
  { word: 'trust-anchor-telemetry', doc: marked('Telemetry of trust anchors (RFC 8145).') },
  { word: 'unmatched', doc: marked('Requests of no class or view.') },
  { word: 'update', doc: marked('Dynamic updates.') },
  { word: 'update-policy', doc: marked('What update-policy granted and denied.'), since: '9.20' },
  { word: 'update-security', doc: marked('Dynamic updates that were allowed or refused.') },
  { word: 'xfer-in', doc: marked('Zone transfers to this server.') },
  { word: 'xfer-out', doc: marked('Zone transfers from this server.') },
  { word: 'zoneload', doc: marked('Loading zones, and making automatic ones.') },
];

/** The categories that a release has. */
export function categoriesIn(version: BindVersion): readonly ConfWord[] {
  return CATEGORIES.filter((category) => isWithin(version, category));
}

/** The words in place of a text, by clause and statement. */
export const VALUE_WORDS: Readonly<Record<string, readonly ConfWord[]>> = {
  'key algorithm': TSIG_WORDS,
  'tls protocols': [
    { word: 'TLSv1.3', doc: marked('TLS 1.3 (RFC 8446).') },
    { word: 'TLSv1.2', doc: marked('TLS 1.2 (RFC 5246).') },
  ],
  'dnssec-policy cds-digest-types': DIGEST_WORDS,
  'options disable-ds-digests': DIGEST_WORDS,
  'view disable-ds-digests': DIGEST_WORDS,
  'options disable-algorithms': SIGNING_WORDS,
  'view disable-algorithms': SIGNING_WORDS,
};

/** The words behind a keyword inside of a statement. */
export const KEYWORD_WORDS: Readonly<Record<string, readonly ConfWord[]>> = {
  transport: [
    { word: 'tcp', doc: marked('Unencrypted transfers over TCP.') },
    { word: 'tls', doc: marked('Transfers over TLS (RFC 9103).') },
  ],
  algorithm: SIGNING_WORDS,
  proxy: [
    { word: 'plain', doc: marked('PROXYv2 headers come unencrypted, before TLS.') },
    { word: 'encrypted', doc: marked('PROXYv2 headers come inside of TLS.') },
  ],
};
