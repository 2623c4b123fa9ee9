/**
 * The address ranges with a special meaning. The table is ours, since the library's names stand for fewer ranges, and users are told the
 * document of each; whether an address lies in one is for the library to say.
 */

import { type Address, isInNetwork, parsePrefix, toAddress } from './prefixes.ts';

/** A row of IANA's special-purpose address registries. */
export interface SpecialRange {
  readonly prefix: string;
  readonly name: string;
  readonly rfc: string;
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

interface Network {
  readonly range: SpecialRange;
  readonly address: Address;
  readonly bits: number;
}

/** The networks of a family, the narrowest first. */
function networksOf(length: number): Network[] {
  return SPECIAL_ROWS.flatMap((range) => {
    const { octets, bits } = parsePrefix(range.prefix)!;
    return octets.length === length ? [{ range, address: toAddress(octets), bits }] : [];
  }).sort((one, other) => other.bits - one.bits);
}

/** Addresses that share their first bits, and the networks that have some of them, the narrowest first. */
type Near = Map<number, readonly Network[]>;

/** How the networks of a family are looked up: by so many octets of an address, which decide in nearly all cases. */
interface Index {
  /** Read when first asked for: a program's start waits for no table that it may not need. */
  networks?: readonly Network[];
  readonly length: number;
  readonly octets: number;
  readonly near: Near;
}

const IPV4: Index = { length: 4, octets: 2, near: new Map() };
const IPV6: Index = { length: 16, octets: 4, near: new Map() };
/** A file can have any number of blocks; those that are remembered are few. */
const MOST_BLOCKS = 4096;

function networksNear(index: Index, octets: ArrayLike<number>): readonly Network[] {
  const { octets: count, near } = index;
  let key = 0;
  for (let i = 0; i < count; i++) key = key * 256 + octets[i];
  let found = near.get(key);
  if (!found) {
    const asked = toAddress(octets);
    index.networks ??= networksOf(index.length);
    found = index.networks.filter(({ address, bits }) => isInNetwork(asked, address, Math.min(bits, count * 8)));
    if (near.size >= MOST_BLOCKS) near.clear();
    near.set(key, found);
  }
  return found;
}

/**
 * The narrowest special-purpose range that contains the address; undefined for an ordinary one. A zone may have a million addresses of one
 * range, so that what their first octets decide is looked up.
 */
export function specialRange(octets: ArrayLike<number>): SpecialRange | undefined {
  const index = octets.length === 4 ? IPV4 : IPV6;
  let asked: Address | undefined;
  for (const { range, address, bits } of networksNear(index, octets)) {
    if (bits <= index.octets * 8) return range;
    asked ??= toAddress(octets);
    if (isInNetwork(asked, address, bits)) return range;
  }
  return undefined;
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
