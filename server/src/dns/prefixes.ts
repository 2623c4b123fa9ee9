/** Networks: an address and how many of its bits count. The arithmetic is ipaddr.js's, over octets; the text is read by addresses.ts, as named reads it. */

import ipaddr from 'ipaddr.js';
import { addressText, parseAddress } from './addresses.ts';

/** An address block: the network's octets (4 or 16, host bits as written) and how many bits count. */
export interface Prefix {
  readonly octets: Uint8Array;
  readonly bits: number;
}

/** An address as the library has it. */
export type Address = ipaddr.IPv4 | ipaddr.IPv6;

/** The library's form of 4 or 16 octets. */
export function toAddress(octets: ArrayLike<number>): Address {
  return ipaddr.fromByteArray(Array.from(octets));
}

/** Whether `address` lies in the network; one of another family never does. */
export function isInNetwork(address: Address, network: Address, bits: number): boolean {
  if (address instanceof ipaddr.IPv4) return network instanceof ipaddr.IPv4 && address.match(network, bits);
  return network instanceof ipaddr.IPv6 && address.match(network, bits);
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
export function prefixContains({ octets: network, bits }: Prefix, octets: ArrayLike<number>): boolean {
  return isInNetwork(toAddress(octets), toAddress(network), bits);
}

/** The prefix as text, with its host bits cleared: `2001:db8::/32`. */
export function prefixText({ octets, bits }: Prefix): string {
  const family = octets.length === 4 ? ipaddr.IPv4 : ipaddr.IPv6;
  const mask = family.subnetMaskFromPrefixLength(bits).toByteArray();
  return `${addressText(octets.map((octet, i) => octet & mask[i]))}/${bits}`;
}
