/** Verifies signatures of DNSSEC by Node's cryptography. */
import { createPublicKey, type JsonWebKey, type KeyObject, verify } from 'node:crypto';
import type { PublicKey, Verifier } from '../../live/dnssec/keys.ts';

/** Keys that were made out of their numbers already. */
const KEYS = new WeakMap<PublicKey, KeyObject>();

function keyOf(key: PublicKey): KeyObject {
  let made = KEYS.get(key);
  if (!made) {
    made = createPublicKey({ key: key.jwk as JsonWebKey, format: 'jwk' });
    KEYS.set(key, made);
  }
  return made;
}

export const nodeVerifier: Verifier = (key, data, signature) => {
  const hash = key.method.hash?.replace('-', '');
  try {
    const object = keyOf(key);
    return verify(
      hash,
      data,
      key.method.name === 'ECDSA' ? { key: object, dsaEncoding: 'ieee-p1363' } : object,
      signature,
    );
  } catch {
    return false;
  }
};
