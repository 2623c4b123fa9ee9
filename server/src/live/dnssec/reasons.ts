/** Why records are secure or not: one row a reason, with the extended error that resolvers give for it (RFC 8914) and its sentence. */
import { DNSSEC_ALGORITHM_ROWS, valueByNumber } from '../../dns/algorithms.ts';
import { EDE } from '../../dns/codes.ts';
import { momentText } from '../../dns/moments.ts';
import { typeText } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { shownName } from '../delegation/records.ts';
import type { Rrset, Rrsig } from './records.ts';
import type { SignatureFault } from './verify.ts';

/** What a reason is about. */
export interface Reason {
  readonly code: ReasonCode;
  /** The zone in whose records it lies. */
  readonly zone: string;
  /** The name and type of the records. */
  readonly name: string;
  readonly type?: number;
  readonly signature?: Rrsig;
  /** Numbers of algorithms or digests, or key tags. */
  readonly numbers?: readonly number[];
  /** What a server or the way to it had to say. */
  readonly words?: string;
}

interface ReasonRow {
  readonly ede?: number;
  readonly says: (reason: Reason) => string;
}

function what({ name, type }: Reason): string {
  return type === undefined ? name : `${name} ${typeText(type)}`;
}

function at(seconds: number): string {
  return momentText(new Date(seconds * 1000));
}

function tag({ signature }: Reason): number {
  return signature?.tag ?? 0;
}

/** An algorithm by its mnemonic and number. */
export function algorithmWords(number: number): string {
  const mnemonic = valueByNumber(DNSSEC_ALGORITHM_ROWS, number)?.mnemonic;
  return mnemonic ? `${mnemonic} (${number})` : String(number);
}

function algorithmsOf({ numbers = [] }: Reason): string {
  return numbers.map(algorithmWords).join(', ');
}

const SIGNATURES = {
  'signature-expired': {
    ede: EDE.SIGNATURE_EXPIRED,
    says: (reason) =>
      t`The signature of ${what(reason)} by key ${tag(reason)} of ${reason.zone} expired on ${at(reason.signature!.expiration)}.`,
  },
  'signature-early': {
    ede: EDE.SIGNATURE_NOT_YET_VALID,
    says: (reason) =>
      t`The signature of ${what(reason)} by key ${tag(reason)} of ${reason.zone} holds only from ${at(reason.signature!.inception)} on.`,
  },
  'signature-never': {
    ede: EDE.SIGNATURE_EXPIRED_BEFORE_VALID,
    says: (reason) =>
      t`The signature of ${what(reason)} by key ${tag(reason)} of ${reason.zone} expires before it begins to hold.`,
  },
  'signature-labels': {
    ede: EDE.DNSSEC_BOGUS,
    says: (reason) => t`The signature of ${what(reason)} is of a name with more labels than that one has.`,
  },
  'signature-signer': {
    ede: EDE.DNSSEC_BOGUS,
    says: (reason) =>
      t`${what(reason)} is signed by ${reason.signature!.signer}, and belongs to the zone ${reason.zone}.`,
  },
  'signature-no-key': {
    ede: EDE.DNSKEY_MISSING,
    says: (reason) =>
      t`${what(reason)} is signed by key ${tag(reason)} with ${algorithmWords(reason.signature!.algorithm)}, and ${reason.zone} has no such DNSKEY record.`,
  },
  'signature-no-zone-key': {
    ede: EDE.NO_ZONE_KEY_BIT_SET,
    says: (reason) =>
      t`Key ${tag(reason)} of ${reason.zone}, which signed ${what(reason)}, lacks the flag of a zone’s key.`,
  },
  'signature-revoked': {
    ede: EDE.DNSKEY_MISSING,
    says: (reason) => t`Key ${tag(reason)} of ${reason.zone}, which signed ${what(reason)}, is revoked.`,
  },
  'signature-unsupported': {
    ede: EDE.UNSUPPORTED_DNSKEY_ALGORITHM,
    says: (reason) =>
      t`${what(reason)} is signed with ${algorithmWords(reason.signature!.algorithm)} only, which is not verified here.`,
  },
  'signature-bad-key': {
    ede: EDE.DNSSEC_BOGUS,
    says: (reason) =>
      t`Key ${tag(reason)} of ${reason.zone}, which signed ${what(reason)}, is no key of its algorithm.`,
  },
  'signature-wrong': {
    ede: EDE.DNSSEC_BOGUS,
    says: (reason) =>
      t`The signature of ${what(reason)} by key ${tag(reason)} of ${reason.zone} is not of these records: they, the signature or the key were changed.`,
  },
  'signature-limit': {
    ede: EDE.DNSSEC_BOGUS,
    says: (reason) =>
      t`${what(reason)} has so many signatures, or ${reason.zone} so many keys with one tag, that not all were tried.`,
  },
  unsigned: {
    ede: EDE.RRSIGS_MISSING,
    says: (reason) => t`${what(reason)} has no signature, and ${reason.zone} is a signed zone.`,
  },
} as const satisfies Record<`signature-${SignatureFault}` | 'unsigned', ReasonRow>;

const ROWS = {
  ...SIGNATURES,
  'no-anchor': { says: ({ name }) => t`No trust anchor is known at ${name} or above it.` },
  'negative-anchor': { says: ({ zone }) => t`A negative trust anchor says that ${zone} is not to be validated.` },
  'no-ds': {
    says: ({ name, zone }) => t`${zone} proves that it has no DS records for ${name}: from there on nothing is signed.`,
  },
  'opt-out': {
    says: ({ name, zone }) =>
      t`${zone} leaves unsigned delegations out of its NSEC3 records (opt-out), and ${name} may be one.`,
  },
  'unsupported-algorithms': {
    ede: EDE.UNSUPPORTED_DNSKEY_ALGORITHM,
    says: (reason) =>
      t`The DS records of ${reason.name} are for algorithms that are not verified here: ${algorithmsOf(reason)}.`,
  },
  'unsupported-digests': {
    ede: EDE.UNSUPPORTED_DS_DIGEST_TYPE,
    says: ({ name, numbers = [] }) =>
      t`The DS records of ${name} have digests of types that are not computed here: ${numbers.join(', ')}.`,
  },
  'many-iterations': {
    ede: EDE.UNSUPPORTED_NSEC3_ITERATIONS,
    says: ({ zone }) =>
      t`The NSEC3 records of ${zone} ask for so many iterations that they are not looked at (RFC 9276).`,
  },
  'no-answer': {
    ede: EDE.NO_REACHABLE_AUTHORITY,
    says: (reason) => t`${what(reason)} could not be had. ${reason.words ?? ''}`.trimEnd(),
  },
  'no-dnskey': {
    ede: EDE.DNSKEY_MISSING,
    says: ({ zone }) => t`The zone above has DS records for ${zone}, and ${zone} has no DNSKEY records.`,
  },
  'no-key-of-ds': {
    ede: EDE.DNSKEY_MISSING,
    says: ({ zone, numbers = [] }) =>
      t`No DNSKEY record of ${zone} is the one of a DS record at the zone above: the DS records are for ${numbers.join(', ')}.`,
  },
  'ds-of-no-zone-key': {
    ede: EDE.NO_ZONE_KEY_BIT_SET,
    says: ({ zone, numbers = [] }) =>
      t`Key ${numbers.join(', ')} of ${zone}, which the DS record is of, lacks the flag of a zone’s key.`,
  },
  'ds-of-revoked': {
    ede: EDE.DNSKEY_MISSING,
    says: ({ zone, numbers = [] }) => t`Key ${numbers.join(', ')} of ${zone}, which the DS record is of, is revoked.`,
  },
  'not-signed-by-ds': {
    ede: EDE.DNSKEY_MISSING,
    says: ({ zone, numbers = [] }) =>
      t`The DNSKEY records of ${zone} are not signed by a key that a DS record is of (${numbers.join(', ')}).`,
  },
  'no-key-of-anchor': {
    ede: EDE.DNSKEY_MISSING,
    says: ({ zone, numbers = [] }) =>
      t`No DNSKEY record of ${zone} is a trust anchor: the anchors are for ${numbers.join(', ')}.`,
  },
  'no-proof': {
    ede: EDE.NSEC_MISSING,
    says: (reason) =>
      t`The denial of ${what(reason)} comes without NSEC or NSEC3 records, and ${reason.zone} is a signed zone.`,
  },
  'not-proved': {
    ede: EDE.NSEC_MISSING,
    says: (reason) => t`The NSEC or NSEC3 records of ${reason.zone} do not prove that ${what(reason)} is not there.`,
  },
  'expansion-not-proved': {
    ede: EDE.NSEC_MISSING,
    says: (reason) =>
      t`${what(reason)} comes from a wildcard, and no NSEC or NSEC3 record of ${reason.zone} proves that nothing nearer is there.`,
  },
  'too-long': { says: ({ name }) => t`The chain of aliases goes on behind ${name}, and is not followed further.` },
  loop: { says: ({ name }) => t`The aliases lead back to ${name}.` },
} as const satisfies Record<string, ReasonRow>;

export type ReasonCode = keyof typeof ROWS;

/** The rows' names, for the test that wants an answer for each. */
export const REASON_CODES = Object.keys(ROWS) as readonly ReasonCode[];

/** The reason in a sentence. */
export function reasonText(reason: Reason): string {
  const { zone, name } = reason;
  return (ROWS[reason.code] as ReasonRow).says({ ...reason, zone: shownName(zone), name: shownName(name) });
}

/** The extended error that a resolver gives for it; undefined for what is no error. */
export function reasonEde({ code }: Reason): number | undefined {
  return (ROWS[code] as ReasonRow).ede;
}

/** The reason why no signature of an RRset holds. */
export function signatureReason(
  { owner, type }: Pick<Rrset, 'owner' | 'type'>,
  zone: string,
  failed: { readonly fault: SignatureFault | 'unsigned'; readonly signature?: Rrsig },
): Reason {
  const { fault, signature } = failed;
  return {
    code: fault === 'unsigned' ? fault : `signature-${fault}`,
    zone,
    name: owner,
    type,
    ...(signature && { signature }),
  };
}
