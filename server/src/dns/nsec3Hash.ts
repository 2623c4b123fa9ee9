/** What NSEC3 makes of names (RFC 5155 section 5). The work grows with the iterations: whoever calls bounds them. */
import { SHA1_OCTETS, sha1Into, sha1Room } from './sha1.ts';

/** How many octets are written and read for a name and a salt. */
export function nsec3Room(name: number, salt: number): number {
  return sha1Room(Math.max(name, SHA1_OCTETS) + salt);
}

/** Hashes the name in `wire[0, length)`, which is as on the wire, its letters small, and writes the hash to the start. There is `nsec3Room` in all. */
export function nsec3HashInto(wire: Uint8Array, length: number, salt: Uint8Array, iterations: number): void {
  wire.set(salt, length);
  sha1Into(wire, length + salt.length, wire);
  for (let i = 0; i < iterations; i++) {
    wire.set(salt, SHA1_OCTETS);
    sha1Into(wire, SHA1_OCTETS + salt.length, wire);
  }
}

/** The hash of a name. */
export function nsec3Hash(name: Uint8Array, salt: Uint8Array, iterations: number): Uint8Array {
  const wire = new Uint8Array(nsec3Room(name.length, salt.length));
  wire.set(name);
  nsec3HashInto(wire, name.length, salt, iterations);
  return wire.slice(0, SHA1_OCTETS);
}
