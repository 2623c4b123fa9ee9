/**
 * Whether a signature holds (RFC 4035 section 5.3). Limits, so that a zone made for it cannot keep anybody busy (CVE-2023-50387, "KeyTrap"):
 * of an RRset 8 signatures are tried, with 4 keys of the same tag each; RSA keys have up to 4,096 bits and exponents of up to 35 bits, as in BIND; and
 * whoever verifies more than one RRset has a `Budget` for all of them together.
 */
import { ALGORITHM } from '../../dns/codes.ts';
import { compareSerials } from '../../dns/serial.ts';
import { TYPE } from '../../dns/types.ts';
import { type Conversation, wait } from '../conversation.ts';
import { isAtOrBelow, sameName } from '../names.ts';
import { methodOf, type PublicKey, publicKeyOf, rsaBits, rsaNumbers, type Verifier } from './keys.ts';
import { type Dnskey, isRevoked, isZoneKey, type Rrset, type Rrsig } from './records.ts';
import { signedOctets } from './signed.ts';

export const MAX_SIGNATURES = 8;
export const MAX_KEYS_OF_TAG = 4;
const MAX_RSA_BITS = 4096;
const MAX_EXPONENT_BITS = 35;

/** What may be spent on signatures; it goes down. */
export interface Budget {
  signatures: number;
}

/** What signatures are verified with. */
export interface Verifying {
  readonly verifier: Verifier;
  /** Seconds since 1970. */
  readonly now: number;
  /** RSA with SHA-1 is taken as an algorithm that nobody knows (RFC 9905 section 2). */
  readonly withoutSha1?: boolean;
  readonly budget: Budget;
}

/**
 * - expired, early: not at this moment
 * - never: it expires before it begins to hold
 * - labels: it is of more labels than the owner has
 * - signer: it is signed by another zone than the one that has the records
 * - no-key: the zone has no key of this tag and algorithm
 * - no-zone-key: the key is none for signing zones (flags, protocol)
 * - revoked: the key is revoked, and signs nothing but itself (RFC 5011 section 2.1)
 * - unsupported: the algorithm is not verified here
 * - bad-key: the octets are no key of the algorithm, or a larger one than is taken
 * - wrong: cryptography says that it is not of these records by this key
 * - limit: too much was tried already
 */
export type SignatureFault =
  | 'expired'
  | 'early'
  | 'never'
  | 'labels'
  | 'signer'
  | 'no-key'
  | 'no-zone-key'
  | 'revoked'
  | 'unsupported'
  | 'bad-key'
  | 'wrong'
  | 'limit';

/** Algorithms that nobody is to use with SHA-1 any more. */
const WITH_SHA1: ReadonlySet<number> = new Set([ALGORITHM.RSASHA1, ALGORITHM.NSEC3RSASHA1]);

/** Whether signatures of the algorithm are verified. */
export function isSupported(algorithm: number, { withoutSha1 }: Pick<Verifying, 'withoutSha1'>): boolean {
  return methodOf(algorithm) !== undefined && !(withoutSha1 && WITH_SHA1.has(algorithm));
}

const KEYS = new WeakMap<Dnskey, PublicKey | 'bad'>();

function keyOf(key: Dnskey): PublicKey | 'bad' {
  let made = KEYS.get(key);
  if (made === undefined) {
    made = (isTooLarge(key) ? undefined : publicKeyOf(key)) ?? 'bad';
    KEYS.set(key, made);
  }
  return made;
}

function isTooLarge({ algorithm, publicKey }: Dnskey): boolean {
  if (methodOf(algorithm)?.curve !== undefined) return false;
  const exponent = rsaNumbers(publicKey)?.exponent;
  const exponentBits = exponent ? exponent.length * 8 - (Math.clz32(exponent[0]) - 24) : 0;
  return (rsaBits(publicKey) ?? 0) > MAX_RSA_BITS || exponentBits > MAX_EXPONENT_BITS;
}

/** What its times say of a signature (RFC 4034 section 3.1.5). */
export function timeFault({ inception, expiration }: Rrsig, now: number): 'expired' | 'early' | 'never' | undefined {
  const moment = now >>> 0;
  if (compareSerials(expiration, inception) < 0) return 'never';
  if (compareSerials(expiration, moment) < 0) return 'expired';
  return compareSerials(inception, moment) > 0 ? 'early' : undefined;
}

/** What is wrong with a signature by a key; undefined where it holds. Whose zone the key is of is not looked at. */
export function* signatureFault(
  set: Rrset,
  signature: Rrsig,
  key: Dnskey,
  how: Verifying,
): Conversation<SignatureFault | undefined> {
  if (key.tag !== signature.tag || key.algorithm !== signature.algorithm) return 'no-key';
  if (!isZoneKey(key)) return 'no-zone-key';
  if (isRevoked(key) && set.type !== TYPE.DNSKEY) return 'revoked';
  const time = timeFault(signature, how.now);
  if (time) return time;
  return yield* cryptoFault(set, signature, key, how);
}

/** The same without a look at its times and the key's flags. */
export function* cryptoFault(
  set: Rrset,
  signature: Rrsig,
  key: Dnskey,
  how: Verifying,
): Conversation<SignatureFault | undefined> {
  if (!isSupported(signature.algorithm, how)) return 'unsupported';
  const octets = signedOctets(set, signature);
  if (!octets) return 'labels';
  const made = keyOf(key);
  if (made === 'bad') return 'bad-key';
  if (how.budget.signatures <= 0) return 'limit';
  how.budget.signatures--;
  const { size } = made.method;
  if (size !== undefined && signature.signature.length !== size) return 'wrong';
  const holds = yield* wait(how.verifier(made, octets, signature.signature));
  if (holds === undefined) return 'unsupported';
  return holds ? undefined : 'wrong';
}

/** What came of looking for one signature of an RRset that holds. */
export type Verified =
  | { readonly signature: Rrsig; readonly key: Dnskey }
  /** The fault that says most, and the signature that has it; none where there is no signature at all. */
  | { readonly fault: SignatureFault | 'unsigned'; readonly signature?: Rrsig };

/** Faults in the order of how much they say of what is wrong. */
const TELLING: readonly SignatureFault[] = [
  'limit',
  'expired',
  'early',
  'never',
  'wrong',
  'bad-key',
  'revoked',
  'no-zone-key',
  'labels',
  'no-key',
  'unsupported',
  'signer',
];

/** Looks for a signature of the RRset by a key of the zone. */
export function* verifyRrset(
  set: Rrset,
  zone: string,
  keys: readonly Dnskey[],
  how: Verifying,
): Conversation<Verified> {
  let worst: { fault: SignatureFault; signature: Rrsig } | undefined;
  const note = (fault: SignatureFault, signature: Rrsig): void => {
    if (!worst || TELLING.indexOf(fault) < TELLING.indexOf(worst.fault)) worst = { fault, signature };
  };
  for (const [i, signature] of set.signatures.entries()) {
    if (i >= MAX_SIGNATURES) {
      note('limit', signature);
      break;
    }
    if (!sameName(signature.signer, zone) || !isAtOrBelow(set.owner, zone)) {
      note('signer', signature);
      continue;
    }
    const fitting = keys.filter(({ tag, algorithm }) => tag === signature.tag && algorithm === signature.algorithm);
    if (fitting.length === 0) note('no-key', signature);
    if (fitting.length > MAX_KEYS_OF_TAG) note('limit', signature);
    for (const key of fitting.slice(0, MAX_KEYS_OF_TAG)) {
      const fault: SignatureFault | undefined = yield* signatureFault(set, signature, key, how);
      if (fault === undefined) return { signature, key };
      note(fault, signature);
    }
  }
  return worst ?? { fault: 'unsigned' };
}
