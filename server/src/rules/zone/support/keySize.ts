/** Public keys in base64: what kind they are and how many bits they have. */

/** A key as far as it can be read. */
export type PublicKey =
  | { readonly kind: 'rsa'; readonly bits: number }
  | { readonly kind: 'octets'; readonly length: number }
  | { readonly kind: 'unreadable' };

const SEQUENCE = 0x30;
const INTEGER = 0x02;
const BIT_STRING = 0x03;

/** A DER element: its tag and where its content lies. */
interface Element {
  readonly tag: number;
  readonly start: number;
  readonly end: number;
}

function element(der: Uint8Array, at: number, end: number): Element | undefined {
  if (at + 2 > end) return undefined;
  let length = der[at + 1];
  let start = at + 2;
  if (length >= 0x80) {
    const count = length & 0x7f;
    if (count === 0 || count > 3 || start + count > end) return undefined;
    length = 0;
    for (let i = 0; i < count; i++) length = length * 256 + der[start++];
  }
  return start + length <= end ? { tag: der[at], start, end: start + length } : undefined;
}

/** The octets of a base64 text, white space left out; undefined where it is none. */
export function base64Octets(text: string): Uint8Array | undefined {
  const packed = packedBase64(text);
  if (packed === undefined) return undefined;
  const decoded = atob(packed);
  const octets = new Uint8Array(decoded.length);
  for (let i = 0; i < octets.length; i++) octets[i] = decoded.charCodeAt(i);
  return octets;
}

/** True for a base64 text, white space left out. */
export function isBase64(text: string): boolean {
  return packedBase64(text) !== undefined;
}

function packedBase64(text: string): string | undefined {
  const packed = /\s/.test(text) ? text.replace(/\s+/g, '') : text;
  if (packed.length % 4 === 1 || !/^[A-Za-z0-9+/]*={0,2}$/.test(packed)) return undefined;
  return packed.endsWith('=') && packed.length % 4 !== 0 ? undefined : packed;
}

/** Reads an RSA key as SubjectPublicKeyInfo or as a bare RSAPublicKey (RFC 6376 section 3.6.1). */
export function rsaKey(der: Uint8Array): PublicKey {
  const outer = element(der, 0, der.length);
  if (outer?.tag !== SEQUENCE) return { kind: 'unreadable' };
  const first = element(der, outer.start, outer.end);
  if (first?.tag === INTEGER) return modulus(der, first);
  if (first?.tag !== SEQUENCE) return { kind: 'unreadable' };
  const bits = element(der, first.end, outer.end);
  if (bits?.tag !== BIT_STRING) return { kind: 'unreadable' };
  // The first octet of a bit string counts unused bits.
  const key = element(der, bits.start + 1, bits.end);
  const number = key?.tag === SEQUENCE ? element(der, key.start, key.end) : undefined;
  return number?.tag === INTEGER ? modulus(der, number) : { kind: 'unreadable' };
}

function modulus(der: Uint8Array, { start, end }: Element): PublicKey {
  let at = start;
  while (at < end && der[at] === 0) at++;
  if (at === end) return { kind: 'unreadable' };
  return { kind: 'rsa', bits: (end - at - 1) * 8 + (32 - Math.clz32(der[at])) };
}
