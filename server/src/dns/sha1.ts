/**
 * The digest that NSEC3 hashes names with (RFC 5155 section 11): each name of a signed zone is hashed, so this makes nothing but the digest. FIPS 180-4
 * section 6.1 has the steps.
 */

const BLOCK = 64;
/** Behind the octets come one more and their number in eight. */
const TRAILER = 9;
const ROUNDS = 80;
const words = new Int32Array(ROUNDS);
const state = new Int32Array(5);

/** Octets of a digest. */
export const SHA1_OCTETS = 20;

/** Writes the digest of `octets[0, length)` to the start of `into`. Behind the octets there is room for `sha1Room(length)` in all, which is overwritten. */
export function sha1Into(octets: Uint8Array, length: number, into: Uint8Array): void {
  const end = sha1Room(length);
  octets.fill(0, length, end);
  octets[length] = 0x80;
  for (let i = 0, bits = length * 8; i < 4; i++, bits >>>= 8) octets[end - 1 - i] = bits & 0xff;
  state[0] = 0x67452301;
  state[1] = 0xefcdab89;
  state[2] = 0x98badcfe;
  state[3] = 0x10325476;
  state[4] = 0xc3d2e1f0;
  for (let at = 0; at < end; at += BLOCK) takeBlock(octets, at);
  for (let i = 0; i < SHA1_OCTETS; i++) into[i] = state[i >> 2] >>> (24 - 8 * (i & 3));
}

/** How many octets are written and read for a text of `length`. */
export function sha1Room(length: number): number {
  return Math.ceil((length + TRAILER) / BLOCK) * BLOCK;
}

function takeBlock(octets: Uint8Array, from: number): void {
  for (let i = 0, at = from; i < 16; i++, at += 4) {
    words[i] = (octets[at] << 24) | (octets[at + 1] << 16) | (octets[at + 2] << 8) | octets[at + 3];
  }
  for (let i = 16; i < ROUNDS; i++) words[i] = rotated(words[i - 3] ^ words[i - 8] ^ words[i - 14] ^ words[i - 16], 1);
  let a = state[0];
  let b = state[1];
  let c = state[2];
  let d = state[3];
  let e = state[4];
  for (let i = 0; i < ROUNDS; i++) {
    let mixed: number;
    if (i < 20) mixed = ((b & c) | (~b & d)) + 0x5a827999;
    else if (i < 40) mixed = (b ^ c ^ d) + 0x6ed9eba1;
    else if (i < 60) mixed = ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdc;
    else mixed = (b ^ c ^ d) + 0xca62c1d6;
    const next = (rotated(a, 5) + mixed + e + words[i]) | 0;
    e = d;
    d = c;
    c = rotated(b, 30);
    b = a;
    a = next;
  }
  state[0] += a;
  state[1] += b;
  state[2] += c;
  state[3] += d;
  state[4] += e;
}

function rotated(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}
