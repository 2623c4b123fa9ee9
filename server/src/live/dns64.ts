/**
 * DNS64 in the way (RFC 6147): whether a resolver makes AAAA records out of A records, and which ones those are. It is found out as RFC 7050 says, by the
 * AAAA records of ipv4only.arpa, which has none; where its IPv4 addresses stand in them tells the prefix (RFC 6052, section 2.2).
 */
import { addressText, parseAddress } from '../dns/addresses.ts';
import { CLASS } from '../dns/classes.ts';
import { type Prefix, prefixContains, prefixText } from '../dns/prefixes.ts';
import { TYPE } from '../dns/types.ts';
import { ask, type Conversation } from './conversation.ts';
import { type QueryOptions, rdataText } from './messages.ts';
import { sameName } from './names.ts';
import type { Server, Transport } from './transport.ts';

const WELL_KNOWN_NAME = 'ipv4only.arpa.';
/** 192.0.0.170 and 192.0.0.171 (RFC 7050, section 8.2). */
const WELL_KNOWN_ADDRESSES = [170, 171].map((last) => Uint8Array.of(192, 0, 0, last));
/** The lengths that a prefix may have (RFC 6052, section 2.2), the longest first: it is the one that most resolvers have. */
const LENGTHS = [96, 64, 56, 48, 40, 32] as const;
/** Bits 64 to 71 are zero in every such address. */
const RESERVED_OCTET = 8;

/** Where the octets of the IPv4 address stand behind a prefix of so many bits. */
function placesOf(length: number): number[] {
  const places: number[] = [];
  for (let at = length / 8; places.length < 4; at++) if (at !== RESERVED_OCTET || length === 96) places.push(at);
  return places;
}

/** The prefixes that addresses of ipv4only.arpa show; none where nobody makes any. */
export function dns64Prefixes(addresses: readonly string[]): readonly Prefix[] {
  const prefixes = new Map<string, Prefix>();
  for (const address of addresses) {
    const octets = parseAddress(address);
    const prefix = octets?.length === 16 ? prefixIn(octets) : undefined;
    if (prefix) prefixes.set(prefixText(prefix), prefix);
  }
  return [...prefixes.values()];
}

function prefixIn(octets: Uint8Array): Prefix | undefined {
  for (const bits of LENGTHS) {
    const places = placesOf(bits);
    const isSound = bits === 96 || octets[RESERVED_OCTET] === 0;
    if (!isSound || !WELL_KNOWN_ADDRESSES.some((known) => places.every((at, i) => octets[at] === known[i]))) continue;
    const network = new Uint8Array(16);
    network.set(octets.subarray(0, bits / 8));
    return { octets: network, bits };
  }
  return undefined;
}

/** The IPv4 address that an AAAA record was made from; undefined for one that the zone has itself. */
export function madeFrom(address: string, prefixes: readonly Prefix[]): string | undefined {
  const octets = parseAddress(address);
  if (octets?.length !== 16) return undefined;
  const prefix = prefixes.find((one) => prefixContains(one, octets));
  return prefix && addressText(placesOf(prefix.bits).map((at) => octets[at]));
}

/** Asks a resolver for the prefixes that it makes AAAA records with. */
export function* findDns64(
  server: Server,
  options: QueryOptions,
  transport: Transport = 'udp',
): Conversation<readonly Prefix[]> {
  const question = { name: WELL_KNOWN_NAME, type: TYPE.AAAA, class: CLASS.IN };
  // RFC 7050, section 3: with CD set it would not make them.
  const { result } = yield* ask({ question, options: { ...options, rd: true, cd: false }, server, transport });
  if (result.kind !== 'reply') return [];
  const records = result.response.answer.filter(
    ({ owner, type, fault }) => type === TYPE.AAAA && fault === undefined && sameName(owner, WELL_KNOWN_NAME),
  );
  return dns64Prefixes(records.map((record) => rdataText(record)));
}
