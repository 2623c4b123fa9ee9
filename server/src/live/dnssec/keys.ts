/**
 * Public keys and signatures of DNSSEC as cryptography takes them: keys as JWK (RFC 7517, RFC 8037), signatures as they are. The cryptography itself is
 * handed in: Node's, or WebCrypto in browsers.
 */
import { ALGORITHM } from '../../dns/codes.ts';
import type { Dnskey } from './records.ts';

/** How a signature is verified: the names are those of WebCrypto. */
export interface Method {
  readonly name: 'RSASSA-PKCS1-v1_5' | 'ECDSA' | 'Ed25519' | 'Ed448';
  readonly hash?: 'SHA-1' | 'SHA-256' | 'SHA-384' | 'SHA-512';
  readonly curve?: 'P-256' | 'P-384' | 'Ed25519' | 'Ed448';
  /** Octets of a signature, where it has always as many. */
  readonly size?: number;
}

/** The algorithms that are verified here. */
const METHODS: Readonly<Record<number, Method>> = {
  [ALGORITHM.RSASHA1]: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-1' },
  [ALGORITHM.NSEC3RSASHA1]: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-1' },
  [ALGORITHM.RSASHA256]: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
  [ALGORITHM.RSASHA512]: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-512' },
  [ALGORITHM.ECDSAP256SHA256]: { name: 'ECDSA', hash: 'SHA-256', curve: 'P-256', size: 64 },
  [ALGORITHM.ECDSAP384SHA384]: { name: 'ECDSA', hash: 'SHA-384', curve: 'P-384', size: 96 },
  [ALGORITHM.ED25519]: { name: 'Ed25519', curve: 'Ed25519', size: 64 },
  [ALGORITHM.ED448]: { name: 'Ed448', curve: 'Ed448', size: 114 },
};

/** Octets of a public key that is no RSA key. */
const KEY_SIZES: Readonly<Record<string, number>> = { 'P-256': 64, 'P-384': 96, Ed25519: 32, Ed448: 57 };

/** How signatures of an algorithm are verified; undefined where they are not. */
export function methodOf(algorithm: number): Method | undefined {
  return METHODS[algorithm];
}

/** A public key, to verify with. */
export interface PublicKey {
  readonly method: Method;
  readonly jwk: Readonly<Record<string, string>>;
}

function base64url(octets: Uint8Array): string {
  let text = '';
  for (const octet of octets) text += String.fromCharCode(octet);
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** The two numbers of an RSA key (RFC 3110 section 2), without zeros before them; undefined where there are none. */
export function rsaNumbers(
  key: Uint8Array,
): { readonly exponent: Uint8Array; readonly modulus: Uint8Array } | undefined {
  if (key.length < 3) return undefined;
  const isLong = key[0] === 0;
  const length = isLong ? key[1] * 256 + key[2] : key[0];
  const start = isLong ? 3 : 1;
  const exponent = withoutZeros(key.subarray(start, start + length));
  const modulus = withoutZeros(key.subarray(start + length));
  return exponent.length === 0 || modulus.length === 0 ? undefined : { exponent, modulus };
}

function withoutZeros(octets: Uint8Array): Uint8Array {
  let at = 0;
  while (at < octets.length && octets[at] === 0) at++;
  return octets.subarray(at);
}

/** The bits of an RSA key's modulus; undefined where it has none. */
export function rsaBits(key: Uint8Array): number | undefined {
  const numbers = rsaNumbers(key);
  return numbers && numbers.modulus.length * 8 - (Math.clz32(numbers.modulus[0]) - 24);
}

/** The key of a DNSKEY; undefined where it is none of its algorithm, or the algorithm is not verified here. */
export function publicKeyOf({ algorithm, publicKey }: Pick<Dnskey, 'algorithm' | 'publicKey'>): PublicKey | undefined {
  const method = METHODS[algorithm];
  if (!method) return undefined;
  const { curve } = method;
  if (curve === undefined) {
    const numbers = rsaNumbers(publicKey);
    return numbers && { method, jwk: { kty: 'RSA', n: base64url(numbers.modulus), e: base64url(numbers.exponent) } };
  }
  if (publicKey.length !== KEY_SIZES[curve]) return undefined;
  const half = publicKey.length / 2;
  const jwk: Record<string, string> =
    method.name === 'ECDSA'
      ? { kty: 'EC', crv: curve, x: base64url(publicKey.subarray(0, half)), y: base64url(publicKey.subarray(half)) }
      : { kty: 'OKP', crv: curve, x: base64url(publicKey) };
  return { method, jwk };
}

/** Verifies a signature; undefined where the algorithm cannot be verified. It never throws: what is no key and no signature does not hold. */
export type Verifier = (
  key: PublicKey,
  data: Uint8Array,
  signature: Uint8Array,
) => boolean | undefined | Promise<boolean | undefined>;

/** Verifies by WebCrypto, which not everywhere knows Ed25519, and hardly anywhere Ed448. */
export function webVerifier(subtle: SubtleCrypto): Verifier {
  return async ({ method, jwk }, data, signature) => {
    const { name, hash, curve } = method;
    const algorithm = { name, ...(hash !== undefined && { hash }), ...(name === 'ECDSA' && { namedCurve: curve! }) };
    let key: CryptoKey;
    try {
      key = await subtle.importKey('jwk', jwk, algorithm, false, ['verify']);
    } catch (error) {
      return (error as Error).name === 'NotSupportedError' ? undefined : false;
    }
    try {
      return await subtle.verify(algorithm, key, signature as BufferSource, data as BufferSource);
    } catch {
      return false;
    }
  };
}
