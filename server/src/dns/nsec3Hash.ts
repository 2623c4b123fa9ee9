/** What NSEC3 makes of names (RFC 5155 section 5). The work grows with the iterations: whoever calls bounds them. */
import { sha1 } from './digests.ts';

/** Octets of a hash. */
export const NSEC3_OCTETS = 20;

/** Every name of a signed zone is hashed: the state of one digest serves them all, and begins anew as this one. */
const fresh = sha1.create();
const state = sha1.create();

/** Hashes the name in `wire[0, length)`, which is as on the wire, its letters small, and writes the hash to the start, where there is room for it. */
export function nsec3HashInto(wire: Uint8Array, length: number, salt: Uint8Array, iterations: number): void {
  digest(wire, length, salt);
  for (let i = 0; i < iterations; i++) digest(wire, NSEC3_OCTETS, salt);
}

function digest(wire: Uint8Array, length: number, salt: Uint8Array): void {
  fresh._cloneInto(state);
  state.update(wire.subarray(0, length)).update(salt).digestInto(wire);
}

/** The hash of a name. */
export function nsec3Hash(name: Uint8Array, salt: Uint8Array, iterations: number): Uint8Array {
  const wire = new Uint8Array(Math.max(name.length, NSEC3_OCTETS));
  wire.set(name);
  nsec3HashInto(wire, name.length, salt, iterations);
  return wire.slice(0, NSEC3_OCTETS);
}
