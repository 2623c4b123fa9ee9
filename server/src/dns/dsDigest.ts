/** The digest of a DS record (RFC 4034 section 5.1.4). */
import { DIGEST } from './codes.ts';
import { sha1, sha256, sha384 } from './digests.ts';

const HASHES: ReadonlyMap<number, (octets: Uint8Array) => Uint8Array> = new Map([
  [DIGEST.SHA1, sha1],
  [DIGEST.SHA256, sha256],
  [DIGEST.SHA384, sha384],
]);

/** The digest of a key: of its owner's name on the wire, the letters small, and its RDATA. Undefined for a type that is not computed here. */
export function dsDigest(type: number, owner: Uint8Array, key: Uint8Array): Uint8Array | undefined {
  const hash = HASHES.get(type);
  if (!hash) return undefined;
  const octets = new Uint8Array(owner.length + key.length);
  octets.set(owner);
  octets.set(key, owner.length);
  return hash(octets);
}
