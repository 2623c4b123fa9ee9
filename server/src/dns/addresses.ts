/**
 * IPv4 and IPv6 addresses: text to octets and back, and reverse names. What is done with networks is in prefixes.ts, by ipaddr.js.
 *
 * What stays our own is what that library cannot do. It takes octal and hexadecimal octets, addresses of fewer than four parts and zone
 * ids, which named refuses. It makes an object of each address, and a zone has a million of them. It writes IPv4-mapped addresses without
 * their dotted quad (RFC 5952 section 5), and it knows no reverse names.
 */

const DOT = 0x2e;
const COLON = 0x3a;

/** Writes the dotted quad `text[start, end)` to `out[at, at + 4)`; false where it is none. Strict as inet_pton: no leading zeros. */
export function readIpv4(text: string, start: number, end: number, out: Uint8Array, at: number): boolean {
  let octet = 0;
  let digits = 0;
  let count = 0;
  for (let i = start; i < end; i++) {
    const code = text.charCodeAt(i);
    if (code >= 0x30 && code <= 0x39) {
      if (digits > 0 && octet === 0) return false;
      octet = octet * 10 + code - 0x30;
      if (octet > 255) return false;
      digits++;
    } else if (code === DOT && digits > 0 && count < 3) {
      out[at + count++] = octet;
      octet = 0;
      digits = 0;
    } else return false;
  }
  if (count !== 3 || digits === 0) return false;
  out[at + 3] = octet;
  return true;
}

function hexDigit(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  const lower = code | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1;
}

/** Writes the IPv6 address `text[start, end)` to `out[at, at + 16)`; false where it is none (RFC 4291 section 2.2, no zone id). */
export function readIpv6(text: string, start: number, end: number, out: Uint8Array, at: number): boolean {
  let length = 0;
  let gap = -1;
  let value = 0;
  let digits = 0;
  let groupStart = start;
  let i = start;
  if (start < end && text.charCodeAt(start) === COLON) {
    if (start + 1 === end || text.charCodeAt(start + 1) !== COLON) return false;
    i = start + 1;
    groupStart = i;
  }
  for (; i < end; i++) {
    const code = text.charCodeAt(i);
    const digit = hexDigit(code);
    if (digit >= 0) {
      if (digits === 4) return false;
      value = value * 16 + digit;
      digits++;
      continue;
    }
    if (code === COLON) {
      if (digits === 0) {
        if (gap >= 0) return false;
        gap = length;
      } else {
        if (i + 1 === end || length + 2 > 16) return false;
        out[at + length++] = value >> 8;
        out[at + length++] = value & 255;
        value = 0;
        digits = 0;
      }
      groupStart = i + 1;
      continue;
    }
    if (code !== DOT || length + 4 > 16 || !readIpv4(text, groupStart, end, out, at + length)) return false;
    length += 4;
    digits = 0;
    break;
  }
  if (digits > 0) {
    if (length + 2 > 16) return false;
    out[at + length++] = value >> 8;
    out[at + length++] = value & 255;
  }
  if (gap < 0) return length === 16;
  if (length === 16) return false;
  const tail = length - gap;
  out.copyWithin(at + 16 - tail, at + gap, at + length);
  out.fill(0, at + gap, at + 16 - tail);
  return true;
}

/** The 4 octets of a dotted quad, undefined where the text is none. */
export function parseIpv4(text: string): Uint8Array | undefined {
  const out = new Uint8Array(4);
  return readIpv4(text, 0, text.length, out, 0) ? out : undefined;
}

/** The 16 octets of an IPv6 address, undefined where the text is none. */
export function parseIpv6(text: string): Uint8Array | undefined {
  const out = new Uint8Array(16);
  return readIpv6(text, 0, text.length, out, 0) ? out : undefined;
}

/** The octets of an address of either family, undefined where the text is none. */
export function parseAddress(text: string): Uint8Array | undefined {
  return text.includes(':') ? parseIpv6(text) : parseIpv4(text);
}

/** 4 octets as a dotted quad. */
export function ipv4Text(octets: ArrayLike<number>): string {
  return `${octets[0]}.${octets[1]}.${octets[2]}.${octets[3]}`;
}

function group(octets: ArrayLike<number>, index: number): number {
  return octets[index * 2] * 256 + octets[index * 2 + 1];
}

/** 16 octets in the recommended form: lower case, the longest run of zeros as `::` (RFC 5952). IPv4-mapped ones end in a dotted quad. */
export function ipv6Text(octets: ArrayLike<number>): string {
  if (isMappedV4(octets)) return `::ffff:${octets[12]}.${octets[13]}.${octets[14]}.${octets[15]}`;
  let best = -1;
  let bestLength = 1;
  for (let i = 0; i < 8; i++) {
    let run = 0;
    while (i + run < 8 && group(octets, i + run) === 0) run++;
    if (run > bestLength) {
      best = i;
      bestLength = run;
    }
    i += run;
  }
  let out = '';
  for (let i = 0; i < 8; i++) {
    if (i === best) {
      out += '::';
      i += bestLength - 1;
      continue;
    }
    if (out !== '' && !out.endsWith(':')) out += ':';
    out += group(octets, i).toString(16);
  }
  return out;
}

/** 16 octets as eight groups of four digits, nothing left out. */
export function ipv6Full(octets: ArrayLike<number>): string {
  const groups: string[] = [];
  for (let i = 0; i < 8; i++) groups.push(group(octets, i).toString(16).padStart(4, '0'));
  return groups.join(':');
}

/** 4 or 16 octets as text. */
export function addressText(octets: ArrayLike<number>): string {
  return octets.length === 4 ? ipv4Text(octets) : ipv6Text(octets);
}

/** The absolute name that a PTR record of this address has (RFC 1035 section 3.5, RFC 3596 section 2.5). */
export function reverseName(octets: ArrayLike<number>): string {
  if (octets.length === 4) return `${octets[3]}.${octets[2]}.${octets[1]}.${octets[0]}.in-addr.arpa.`;
  let out = '';
  for (let i = 15; i >= 0; i--) out += `${(octets[i] & 15).toString(16)}.${(octets[i] >> 4).toString(16)}.`;
  return `${out}ip6.arpa.`;
}

/** Whether 16 octets are an IPv4-mapped address, `::ffff:0:0/96`. */
export function isMappedV4(octets: ArrayLike<number>): boolean {
  if (octets.length !== 16) return false;
  for (let i = 0; i < 10; i++) if (octets[i] !== 0) return false;
  return octets[10] === 255 && octets[11] === 255;
}

/** True for the same octets. */
export function sameOctets(a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
