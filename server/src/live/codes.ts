/** What the numbers in a response mean: RCODEs, EDNS options, extended errors. Names are IANA's (DNS Parameters), words are ours. */
import { marked } from '../l10n.ts';

export interface CodeRow {
  readonly name: string;
  /** Continues a sentence, without its full stop; empty where the name says it all. */
  readonly words: string;
}

/** RCODEs by number (RFC 1035 section 4.1.1, RFC 2136 section 2.2, RFC 6891 section 9, RFC 7873 section 8). */
export const RCODES: Readonly<Record<number, CodeRow>> = {
  0: { name: 'NOERROR', words: '' },
  1: { name: 'FORMERR', words: marked('the server could not read the query') },
  2: { name: 'SERVFAIL', words: marked('the server tried and failed to find the answer') },
  3: { name: 'NXDOMAIN', words: marked('the name does not exist') },
  4: { name: 'NOTIMP', words: marked('the server does not know this kind of query') },
  5: { name: 'REFUSED', words: marked('the server does not answer this question for this asker') },
  6: { name: 'YXDOMAIN', words: marked('a name exists that should not') },
  7: { name: 'YXRRSET', words: marked('records exist that should not') },
  8: { name: 'NXRRSET', words: marked('records that should exist do not') },
  9: { name: 'NOTAUTH', words: marked('the server is not authoritative for the zone, or the asker is not authorised') },
  10: { name: 'NOTZONE', words: marked('a name is not in the zone') },
  11: { name: 'DSOTYPENI', words: marked('the server does not know this DNS stateful operation') },
  16: { name: 'BADVERS', words: marked('the server does not speak this EDNS version') },
  17: { name: 'BADKEY', words: marked('the server does not know the key') },
  18: { name: 'BADTIME', words: marked('the signature’s time is too far from the server’s') },
  19: { name: 'BADMODE', words: marked('the server does not know this TKEY mode') },
  20: { name: 'BADNAME', words: marked('the key’s name is taken') },
  21: { name: 'BADALG', words: marked('the server does not know the algorithm') },
  22: { name: 'BADTRUNC', words: marked('the signature is cut too short') },
  23: { name: 'BADCOOKIE', words: marked('the server wants its own cookie back') },
};

/** What to look at next when an answer has this RCODE. */
export const RCODE_NEXT: Readonly<Record<number, string>> = {
  2: marked(
    'If +cd gets an answer, DNSSEC validation is what fails; else see the server’s log, and whether it has loaded the zone.',
  ),
  5: marked('See whether the server has the zone, and its allow-query and allow-recursion.'),
  9: marked('See whether the server has loaded the zone.'),
  23: marked('Ask with +cookie=, and the cookie that is in this answer.'),
};

/** Extended DNS errors by info code (RFC 8914 section 4, and the registry it made). */
export const EXTENDED_ERRORS: Readonly<Record<number, string>> = {
  0: 'Other Error',
  1: 'Unsupported DNSKEY Algorithm',
  2: 'Unsupported DS Digest Type',
  3: 'Stale Answer',
  4: 'Forged Answer',
  5: 'DNSSEC Indeterminate',
  6: 'DNSSEC Bogus',
  7: 'Signature Expired',
  8: 'Signature Not Yet Valid',
  9: 'DNSKEY Missing',
  10: 'RRSIGs Missing',
  11: 'No Zone Key Bit Set',
  12: 'NSEC Missing',
  13: 'Cached Error',
  14: 'Not Ready',
  15: 'Blocked',
  16: 'Censored',
  17: 'Filtered',
  18: 'Prohibited',
  19: 'Stale NXDOMAIN Answer',
  20: 'Not Authoritative',
  21: 'Not Supported',
  22: 'No Reachable Authority',
  23: 'Network Error',
  24: 'Invalid Data',
  25: 'Signature Expired before Valid',
  26: 'Too Early',
  27: 'Unsupported NSEC3 Iterations Value',
  28: 'Unable to conform to policy',
  29: 'Synthesized',
  30: 'Invalid Query Type',
};
