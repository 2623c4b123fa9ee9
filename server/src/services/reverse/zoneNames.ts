/** The names of reverse zones: of a network at one of the cuts that the DNS has, and of a part of a /24 (RFC 2317). */
import { reverseName } from '../../dns/addresses.ts';
import type { Prefix } from '../../dns/prefixes.ts';

const LABEL_BITS4 = 8;
const LABEL_BITS6 = 4;
/** A /24: smaller networks have no cut of their own. */
const LAST_CUT4 = 24;

/** The name of the zone of a network, with its final dot; undefined where there is no cut for it. */
export function reverseZoneName({ octets, bits }: Prefix): string | undefined {
  const isIpv6 = octets.length > 4;
  if (!isIpv6 && bits > LAST_CUT4) return bits < 32 ? partName(octets, bits) : undefined;
  const size = isIpv6 ? LABEL_BITS6 : LABEL_BITS4;
  if (bits === 0 || bits % size !== 0 || (isIpv6 && bits === 128)) return undefined;
  const labels = reverseName(octets).split('.');
  return labels.slice((octets.length * 8 - bits) / size).join('.');
}

/** `64/26.2.0.192.in-addr.arpa.` */
function partName(octets: Uint8Array, bits: number): string {
  return `${partLabel(octets, bits)}.${networkName(octets)}`;
}

/** The label of a part of a /24: its first address and the length of its prefix. */
export function partLabel(octets: Uint8Array, bits: number): string {
  return `${firstOf(octets, bits)}/${bits}`;
}

/** The last octet of the first address of a part. */
export function firstOf(octets: Uint8Array, bits: number): number {
  const size = 2 ** (32 - bits);
  return Math.floor(octets[3] / size) * size;
}

/** The name of the /24 of an address. */
export function networkName(octets: Uint8Array): string {
  return reverseName(octets).slice(String(octets[3]).length + 1);
}
