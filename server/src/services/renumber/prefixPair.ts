/** The two prefixes of a renumbering: what is refused of them, and where an address of the old one lies in the new one. */

import { addressText, parseAddress } from '../../dns/addresses.ts';
import { type Prefix, parsePrefix, prefixText } from '../../dns/prefixes.ts';
import { t } from '../../l10n.ts';
import type { Refusal } from '../service.ts';

/** A renumbering that makes sense. */
export interface PrefixPair {
  readonly from: Prefix;
  readonly to: Prefix;
  /** The new prefix as the user wrote it: its address, for the spelling of those that do not show one. */
  readonly written: string;
}

/** Reads one of the prefixes as somebody types it; a single address is a prefix of its whole length. */
export function readRenumbered(text: string): Prefix | Refusal {
  const trimmed = text.trim();
  const single = parseAddress(trimmed);
  const prefix = single ? { octets: single, bits: single.length * 8 } : parsePrefix(trimmed);
  if (!prefix) {
    return { reason: t`Write a prefix as an address and how many bits count: 192.0.2.0/24 or 2001:db8::/48.` };
  }
  if (prefix.bits === 0) return { reason: t`A prefix of no bits is every address. Write the one that is renumbered.` };
  const network = prefixText(prefix);
  if (network !== `${addressText(prefix.octets)}/${prefix.bits}`) {
    return { reason: t`${trimmed} has bits behind the prefix. The prefix is ${network}.` };
  }
  return prefix;
}

/** Both prefixes, or why one cannot be renumbered to the other. */
export function prefixPair(fromText: string, toText: string): PrefixPair | Refusal {
  const from = readRenumbered(fromText);
  if ('reason' in from) return from;
  const to = readRenumbered(toText);
  if ('reason' in to) return to;
  if (from.octets.length !== to.octets.length) {
    return {
      reason: t`${prefixText(from)} and ${prefixText(to)} are of different families: no address of one has a place in the other.`,
    };
  }
  if (holds(from, to.octets) || holds(to, from.octets)) {
    return {
      reason: t`${prefixText(from)} and ${prefixText(to)} overlap: nobody could tell the addresses that have moved from those that have not.`,
    };
  }
  return { from, to, written: toText.trim().split('/')[0] };
}

/** Whether an address lies in a prefix; one of another family never does. */
export function holds({ octets: network, bits }: Prefix, octets: ArrayLike<number>): boolean {
  if (octets.length !== network.length) return false;
  const whole = bits >> 3;
  for (let i = 0; i < whole; i++) if (octets[i] !== network[i]) return false;
  const rest = bits & 7;
  return rest === 0 || ((octets[whole] ^ network[whole]) & (0xff00 >> rest) & 0xff) === 0;
}

/**
 * The address that a host of the old prefix has in the new one: what stands behind the prefix stays, at the same distance from the end. Undefined
 * where the new prefix is longer and has no room for it.
 */
export function movedAddress({ from, to }: PrefixPair, octets: ArrayLike<number>): Uint8Array | undefined {
  const moved = new Uint8Array(octets.length);
  for (let bit = 0; bit < octets.length * 8; bit++) {
    const mask = 0x80 >> (bit & 7);
    const isHost = bit >= from.bits && (octets[bit >> 3] & mask) !== 0;
    if (bit < to.bits) {
      if (isHost) return undefined;
      moved[bit >> 3] |= to.octets[bit >> 3] & mask;
    } else if (isHost) moved[bit >> 3] |= mask;
  }
  return moved;
}

/** The network in the new prefix for one in the old one; undefined where it has no room. The whole of one is the whole of the other. */
export function movedNetwork(pair: PrefixPair, network: Prefix): Prefix | undefined {
  if (network.bits < pair.from.bits) return undefined;
  if (network.bits === pair.from.bits) return pair.to;
  const octets = network.bits < pair.to.bits ? undefined : movedAddress(pair, network.octets);
  return octets && { octets, bits: network.bits };
}

/** A text for an address by which it is found again. */
export function addressKey(octets: ArrayLike<number>): string {
  let key = '';
  for (let i = 0; i < octets.length; i++) key += String.fromCharCode(octets[i]);
  return key;
}
