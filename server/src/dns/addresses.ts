/** IPv4 and IPv6 addresses: text to octets and back, reverse names, prefixes, and the ranges with a special meaning. */

/** An address block: the network's octets (4 or 16, host bits as written) and how many bits count. */
export interface Prefix {
  readonly octets: Uint8Array;
  readonly bits: number;
}

/** A row of IANA's special-purpose address registries. */
export interface SpecialRange {
  readonly prefix: string;
  readonly name: string;
  readonly rfc: string;
}

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

/** Reads `address/bits`; undefined where it is none. Host bits may be set. */
export function parsePrefix(text: string): Prefix | undefined {
  const slash = text.indexOf('/');
  if (slash < 0) return undefined;
  const octets = parseAddress(text.slice(0, slash));
  const digits = text.slice(slash + 1);
  if (!octets || !/^\d{1,3}$/.test(digits)) return undefined;
  const bits = Number(digits);
  return bits <= octets.length * 8 ? { octets, bits } : undefined;
}

/** Whether the address lies in the prefix; addresses of another family never do. */
export function prefixContains(prefix: Prefix, octets: ArrayLike<number>): boolean {
  if (prefix.octets.length !== octets.length) return false;
  const whole = prefix.bits >> 3;
  for (let i = 0; i < whole; i++) if (prefix.octets[i] !== octets[i]) return false;
  const rest = prefix.bits & 7;
  return rest === 0 || (prefix.octets[whole] ^ octets[whole]) >> (8 - rest) === 0;
}

/** The prefix as text, with its host bits cleared: `2001:db8::/32`. */
export function prefixText(prefix: Prefix): string {
  const octets = prefix.octets.slice();
  for (let i = 0; i < octets.length; i++) {
    const kept = Math.min(8, Math.max(0, prefix.bits - i * 8));
    octets[i] &= (0xff00 >> kept) & 0xff;
  }
  return `${addressText(octets)}/${prefix.bits}`;
}

/** The special ranges of IANA's registries, in the order of their prefixes. */
export const SPECIAL_ROWS: readonly SpecialRange[] = [
  { prefix: '0.0.0.0/8', name: 'this network', rfc: 'RFC 791' },
  { prefix: '10.0.0.0/8', name: 'private use', rfc: 'RFC 1918' },
  { prefix: '100.64.0.0/10', name: 'shared address space of carrier-grade NAT', rfc: 'RFC 6598' },
  { prefix: '127.0.0.0/8', name: 'loopback', rfc: 'RFC 1122' },
  { prefix: '169.254.0.0/16', name: 'link-local', rfc: 'RFC 3927' },
  { prefix: '172.16.0.0/12', name: 'private use', rfc: 'RFC 1918' },
  { prefix: '192.0.0.0/29', name: 'IPv4 service continuity (DS-Lite)', rfc: 'RFC 7335' },
  { prefix: '192.0.0.8/32', name: 'IPv4 dummy address', rfc: 'RFC 7600' },
  { prefix: '192.0.0.9/32', name: 'PCP anycast', rfc: 'RFC 7723' },
  { prefix: '192.0.0.10/32', name: 'TURN anycast', rfc: 'RFC 8155' },
  { prefix: '192.0.0.170/31', name: 'NAT64/DNS64 discovery', rfc: 'RFC 8880' },
  { prefix: '192.0.0.0/24', name: 'IETF protocol assignments', rfc: 'RFC 6890' },
  { prefix: '192.0.2.0/24', name: 'documentation (TEST-NET-1)', rfc: 'RFC 5737' },
  { prefix: '192.31.196.0/24', name: 'AS112 by DNAME', rfc: 'RFC 7535' },
  { prefix: '192.52.193.0/24', name: 'AMT relay discovery', rfc: 'RFC 7450' },
  { prefix: '192.88.99.0/24', name: '6to4 relay anycast (withdrawn)', rfc: 'RFC 7526' },
  { prefix: '192.168.0.0/16', name: 'private use', rfc: 'RFC 1918' },
  { prefix: '192.175.48.0/24', name: 'AS112 by delegation', rfc: 'RFC 7534' },
  { prefix: '198.18.0.0/15', name: 'benchmarking', rfc: 'RFC 2544' },
  { prefix: '198.51.100.0/24', name: 'documentation (TEST-NET-2)', rfc: 'RFC 5737' },
  { prefix: '203.0.113.0/24', name: 'documentation (TEST-NET-3)', rfc: 'RFC 5737' },
  { prefix: '224.0.0.0/4', name: 'multicast', rfc: 'RFC 5771' },
  { prefix: '255.255.255.255/32', name: 'limited broadcast', rfc: 'RFC 919' },
  { prefix: '240.0.0.0/4', name: 'reserved', rfc: 'RFC 1112' },
  { prefix: '::/128', name: 'unspecified', rfc: 'RFC 4291' },
  { prefix: '::1/128', name: 'loopback', rfc: 'RFC 4291' },
  { prefix: '::ffff:0:0/96', name: 'IPv4-mapped', rfc: 'RFC 4291' },
  { prefix: '::/96', name: 'IPv4-compatible (withdrawn)', rfc: 'RFC 4291' },
  { prefix: '64:ff9b::/96', name: 'IPv4/IPv6 translation', rfc: 'RFC 6052' },
  { prefix: '64:ff9b:1::/48', name: 'local IPv4/IPv6 translation', rfc: 'RFC 8215' },
  { prefix: '100::/64', name: 'discard only', rfc: 'RFC 6666' },
  { prefix: '100:0:0:1::/64', name: 'dummy prefix', rfc: 'RFC 9780' },
  { prefix: '2001::/32', name: 'Teredo', rfc: 'RFC 4380' },
  { prefix: '2001:1::1/128', name: 'PCP anycast', rfc: 'RFC 7723' },
  { prefix: '2001:1::2/128', name: 'TURN anycast', rfc: 'RFC 8155' },
  { prefix: '2001:1::3/128', name: 'DNS-SD SRP anycast', rfc: 'RFC 9665' },
  { prefix: '2001:2::/48', name: 'benchmarking', rfc: 'RFC 5180' },
  { prefix: '2001:3::/32', name: 'AMT relay discovery', rfc: 'RFC 7450' },
  { prefix: '2001:4:112::/48', name: 'AS112 by DNAME', rfc: 'RFC 7535' },
  { prefix: '2001:10::/28', name: 'ORCHID (withdrawn)', rfc: 'RFC 4843' },
  { prefix: '2001:20::/28', name: 'ORCHIDv2', rfc: 'RFC 7343' },
  { prefix: '2001:30::/28', name: 'drone remote identification', rfc: 'RFC 9374' },
  { prefix: '2001::/23', name: 'IETF protocol assignments', rfc: 'RFC 2928' },
  { prefix: '2001:db8::/32', name: 'documentation', rfc: 'RFC 3849' },
  { prefix: '2002::/16', name: '6to4', rfc: 'RFC 3056' },
  { prefix: '2620:4f:8000::/48', name: 'AS112 by delegation', rfc: 'RFC 7534' },
  { prefix: '3fff::/20', name: 'documentation', rfc: 'RFC 9637' },
  { prefix: '5f00::/16', name: 'segment routing (SRv6) SIDs', rfc: 'RFC 9602' },
  { prefix: 'fc00::/7', name: 'unique local', rfc: 'RFC 4193' },
  { prefix: 'fe80::/10', name: 'link-local', rfc: 'RFC 4291' },
  { prefix: 'fec0::/10', name: 'site-local (withdrawn)', rfc: 'RFC 3879' },
  { prefix: 'ff00::/8', name: 'multicast', rfc: 'RFC 4291' },
];

const SPECIAL = SPECIAL_ROWS.map((range) => ({ range, prefix: parsePrefix(range.prefix)! })).sort(
  (a, b) => b.prefix.bits - a.prefix.bits,
);

/** The narrowest special-purpose range that contains the address; undefined for an ordinary one. */
export function specialRange(octets: ArrayLike<number>): SpecialRange | undefined {
  return SPECIAL.find((row) => prefixContains(row.prefix, octets))?.range;
}

/** Whether 16 octets are an IPv4-mapped address, `::ffff:0:0/96`. */
export function isMappedV4(octets: ArrayLike<number>): boolean {
  if (octets.length !== 16) return false;
  for (let i = 0; i < 10; i++) if (octets[i] !== 0) return false;
  return octets[10] === 255 && octets[11] === 255;
}

function isNamed(octets: ArrayLike<number>, start: string): boolean {
  return specialRange(octets)?.name.startsWith(start) ?? false;
}

/** Whether the address is private: RFC 1918 or unique local (RFC 4193). */
export function isPrivate(octets: ArrayLike<number>): boolean {
  return isNamed(octets, 'private use') || isNamed(octets, 'unique local');
}

/** Whether the address is the host itself: 127.0.0.0/8 or ::1. */
export function isLoopback(octets: ArrayLike<number>): boolean {
  return isNamed(octets, 'loopback');
}

/** Whether the address is only valid on one link: 169.254.0.0/16 or fe80::/10. */
export function isLinkLocal(octets: ArrayLike<number>): boolean {
  return isNamed(octets, 'link-local');
}
