/** Extended DNS errors (RFC 8914): what they are called, and what to do about them. */
import { EDE, EDNS_OPTION } from '../../dns/codes.ts';
import { type Marked, marked, t, translated } from '../../l10n.ts';
import { withoutEnd } from '../../text/ends.ts';
import { EXTENDED_ERRORS } from '../codes.ts';
import type { ResponseMessage } from '../messages.ts';
import { hexText } from './words.ts';

const utf8 = new TextDecoder();

/** The info code; undefined where the option is too short to have one. */
function infoCode(data: Uint8Array): number | undefined {
  return data.length < 2 ? undefined : (data[0] << 8) | data[1];
}

/** The option in words. */
export function extendedErrorText(data: Uint8Array): string {
  const code = infoCode(data);
  if (code === undefined) return t`Extended error: ${hexText(data)}, which is too short to be one`;
  const text = withoutEnd(utf8.decode(data.subarray(2)), '\0');
  return t`Extended error ${code} (${EXTENDED_ERRORS[code] ?? t`not a known code`})${text === '' ? '' : `: ${text}`}`;
}

const BOGUS = marked(
  'DNSSEC validation failed: compare the DS records at the parent with the zone’s DNSKEY records, and see with +cd what the zone says.',
);
const POLICY = marked(
  'A policy of this resolver withholds the answer: ask another resolver, or the zone’s own servers.',
);
const REACH = marked(
  'The resolver gets no answer from the zone’s servers: ask them one by one, over IPv4 and IPv6, UDP and TCP.',
);
const UNSUPPORTED = marked(
  'This resolver cannot check the zone’s signatures and takes it for unsigned: see the algorithms of its DS and DNSKEY records.',
);
const STALE = marked('The resolver shows an old answer, since it gets no new one: ask the zone’s own servers.');

/** What each code asks for; none where there is nothing to be done but to read it. */
const ADVICE: Readonly<Record<number, Marked>> = {
  [EDE.UNSUPPORTED_DNSKEY_ALGORITHM]: UNSUPPORTED,
  [EDE.UNSUPPORTED_DS_DIGEST_TYPE]: UNSUPPORTED,
  [EDE.STALE_ANSWER]: STALE,
  [EDE.FORGED_ANSWER]: POLICY,
  [EDE.DNSSEC_INDETERMINATE]: BOGUS,
  [EDE.DNSSEC_BOGUS]: BOGUS,
  [EDE.SIGNATURE_EXPIRED]: marked(
    'The zone’s signatures have expired: sign it again, and see that what signs it runs.',
  ),
  [EDE.SIGNATURE_NOT_YET_VALID]: marked(
    'The zone’s signatures do not hold yet: see the clocks of the machine that signs and of the resolver.',
  ),
  [EDE.DNSKEY_MISSING]: marked(
    'No DNSKEY record of the zone fits the DS records at the parent: enter the right DS there, or publish the key again.',
  ),
  [EDE.RRSIGS_MISSING]: marked(
    'The parent has a DS record, and records of the zone have no signatures: sign the zone, or take the DS away.',
  ),
  [EDE.NO_ZONE_KEY_BIT_SET]: marked(
    'The DNSKEY records lack the bit that makes them keys of a zone: their flags are 256 or 257.',
  ),
  [EDE.NSEC_MISSING]: marked(
    'The zone’s servers leave out the NSEC or NSEC3 records that prove the denial: sign the zone again.',
  ),
  [EDE.CACHED_ERROR]: marked(
    'The resolver repeats an error that it had before: ask again in a minute, or flush its cache.',
  ),
  [EDE.NOT_READY]: marked('The server is not ready yet: ask again when it has started.'),
  [EDE.BLOCKED]: POLICY,
  [EDE.CENSORED]: POLICY,
  [EDE.FILTERED]: POLICY,
  [EDE.PROHIBITED]: marked(
    'The server does not answer this asker: see its allow-query, allow-recursion and allow-query-cache.',
  ),
  [EDE.STALE_NXDOMAIN_ANSWER]: STALE,
  [EDE.NOT_AUTHORITATIVE]: marked(
    'The server has not the zone and does not look names up: ask a resolver, or see whether the server has loaded the zone.',
  ),
  [EDE.NO_REACHABLE_AUTHORITY]: REACH,
  [EDE.NETWORK_ERROR]: REACH,
  [EDE.INVALID_DATA]: marked(
    'The server’s own data of the zone are broken or have expired: see its log, and its transfers.',
  ),
  [EDE.SIGNATURE_EXPIRED_BEFORE_VALID]: marked(
    'A signature of the zone expires before it begins to hold: see the clock and the settings of what signs it.',
  ),
  [EDE.UNSUPPORTED_NSEC3_ITERATIONS]: marked(
    'The zone’s NSEC3 records ask for too many iterations: set them to 0 (RFC 9276).',
  ),
};

/** The advice for the extended errors in an answer, each once. */
export function extendedErrorNext(response: ResponseMessage): string[] {
  const codes = (response.edns?.options ?? []).flatMap(({ code, data }) =>
    code === EDNS_OPTION.EDE ? (infoCode(data) ?? []) : [],
  );
  return [...new Set(codes.flatMap((code) => ADVICE[code] ?? []))].map((advice) => translated(advice));
}
