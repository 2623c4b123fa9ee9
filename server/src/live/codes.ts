/** What the numbers in a response mean, in words. */
import { EDE, RCODE } from '../dns/codes.ts';
import { type Marked, marked } from '../l10n.ts';

/** What an RCODE says. It continues a sentence, without its full stop; empty where the name says it all. */
export const RCODE_WORDS: Readonly<Record<number, Marked | ''>> = {
  [RCODE.NOERROR]: '',
  [RCODE.FORMERR]: marked('the server could not read the query'),
  [RCODE.SERVFAIL]: marked('the server tried and failed to find the answer'),
  [RCODE.NXDOMAIN]: marked('the name does not exist'),
  [RCODE.NOTIMP]: marked('the server does not know this kind of query'),
  [RCODE.REFUSED]: marked('the server does not answer this question for this asker'),
  [RCODE.YXDOMAIN]: marked('a name exists that should not'),
  [RCODE.YXRRSET]: marked('records exist that should not'),
  [RCODE.NXRRSET]: marked('records that should exist do not'),
  [RCODE.NOTAUTH]: marked('the server is not authoritative for the zone, or the asker is not authorised'),
  [RCODE.NOTZONE]: marked('a name is not in the zone'),
  [RCODE.DSOTYPENI]: marked('the server does not know this DNS stateful operation'),
  [RCODE.BADVERS]: marked('the server does not speak this EDNS version'),
  [RCODE.BADKEY]: marked('the server does not know the key'),
  [RCODE.BADTIME]: marked('the signature’s time is too far from the server’s'),
  [RCODE.BADMODE]: marked('the server does not know this TKEY mode'),
  [RCODE.BADNAME]: marked('the key’s name is taken'),
  [RCODE.BADALG]: marked('the server does not know the algorithm'),
  [RCODE.BADTRUNC]: marked('the signature is cut too short'),
  [RCODE.BADCOOKIE]: marked('the server wants its own cookie back'),
} satisfies Record<(typeof RCODE)[keyof typeof RCODE], Marked | ''>;

/** What to look at next when an answer has this RCODE. */
export const RCODE_NEXT: Readonly<Record<number, Marked>> = {
  [RCODE.SERVFAIL]: marked(
    'If +cd gets an answer, DNSSEC validation is what fails; else see the server’s log, and whether it has loaded the zone.',
  ),
  [RCODE.REFUSED]: marked('See whether the server has the zone, and its allow-query and allow-recursion.'),
  [RCODE.NOTAUTH]: marked('See whether the server has loaded the zone.'),
  [RCODE.BADCOOKIE]: marked('Ask with +cookie=, and the cookie that is in this answer.'),
};

/** What extended DNS errors are called, by info code: IANA's words, so that they can be looked up. */
export const EXTENDED_ERRORS: Readonly<Record<number, string>> = {
  [EDE.OTHER]: 'Other Error',
  [EDE.UNSUPPORTED_DNSKEY_ALGORITHM]: 'Unsupported DNSKEY Algorithm',
  [EDE.UNSUPPORTED_DS_DIGEST_TYPE]: 'Unsupported DS Digest Type',
  [EDE.STALE_ANSWER]: 'Stale Answer',
  [EDE.FORGED_ANSWER]: 'Forged Answer',
  [EDE.DNSSEC_INDETERMINATE]: 'DNSSEC Indeterminate',
  [EDE.DNSSEC_BOGUS]: 'DNSSEC Bogus',
  [EDE.SIGNATURE_EXPIRED]: 'Signature Expired',
  [EDE.SIGNATURE_NOT_YET_VALID]: 'Signature Not Yet Valid',
  [EDE.DNSKEY_MISSING]: 'DNSKEY Missing',
  [EDE.RRSIGS_MISSING]: 'RRSIGs Missing',
  [EDE.NO_ZONE_KEY_BIT_SET]: 'No Zone Key Bit Set',
  [EDE.NSEC_MISSING]: 'NSEC Missing',
  [EDE.CACHED_ERROR]: 'Cached Error',
  [EDE.NOT_READY]: 'Not Ready',
  [EDE.BLOCKED]: 'Blocked',
  [EDE.CENSORED]: 'Censored',
  [EDE.FILTERED]: 'Filtered',
  [EDE.PROHIBITED]: 'Prohibited',
  [EDE.STALE_NXDOMAIN_ANSWER]: 'Stale NXDOMAIN Answer',
  [EDE.NOT_AUTHORITATIVE]: 'Not Authoritative',
  [EDE.NOT_SUPPORTED]: 'Not Supported',
  [EDE.NO_REACHABLE_AUTHORITY]: 'No Reachable Authority',
  [EDE.NETWORK_ERROR]: 'Network Error',
  [EDE.INVALID_DATA]: 'Invalid Data',
  [EDE.SIGNATURE_EXPIRED_BEFORE_VALID]: 'Signature Expired before Valid',
  [EDE.TOO_EARLY]: 'Too Early',
  [EDE.UNSUPPORTED_NSEC3_ITERATIONS]: 'Unsupported NSEC3 Iterations Value',
  [EDE.UNABLE_TO_CONFORM_TO_POLICY]: 'Unable to conform to policy',
  [EDE.SYNTHESIZED]: 'Synthesized',
  [EDE.INVALID_QUERY_TYPE]: 'Invalid Query Type',
} satisfies Record<(typeof EDE)[keyof typeof EDE], string>;
