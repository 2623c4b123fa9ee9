/** The words of address match lists. */

import { addressText, parseIpv4, parseIpv6 } from '../dns/addresses.ts';
import type { Prefix } from '../dns/prefixes.ts';
import { parsePrefix, prefixText } from '../dns/prefixes.ts';
import { t } from '../l10n.ts';
import { addressWithPort } from './addressSlips.ts';

/** A word as it is written: what it stands for, and whether it is in quotes. */
export interface WrittenWord {
  readonly text: string;
  readonly quoted: boolean;
}

/** What named says of a text where an address list may have an address, a prefix, or the name of an ACL. */
export type MatchWord =
  | { readonly kind: 'prefix'; readonly prefix: Prefix }
  | { readonly kind: 'name' }
  | { readonly kind: 'bad'; readonly message: string };

/** Reads a word of an address match list: an address, a prefix (`10/8` is one), or the name of an ACL. */
export function readMatchWord(word: WrittenWord): MatchWord {
  const { text } = word;
  if (word.quoted) return { kind: 'name' };
  if (text.includes(':')) return readPrefix(text);
  if (/^[0-9.]+(?:\/.*)?$/.test(text)) return readPrefix(text);
  if (text.includes('/')) {
    return { kind: 'bad', message: t`'${text}' is neither an address, nor a prefix, nor the name of an acl.` };
  }
  return { kind: 'name' };
}

function readPrefix(text: string): MatchWord {
  const slip = addressWithPort(text);
  if (slip) {
    const message = t`'${text}' is no address: in this list no port stands behind it. In listen-on the port stands before the list: 'listen-on port ${slip.port} { ${slip.address}; };'.`;
    return { kind: 'bad', message };
  }
  const [address, bits, ...more] = text.split('/');
  if (address.includes('%')) return { kind: 'name' };
  const isV6 = address.includes(':');
  const octets = isV6 ? parseIpv6(address) : parseIpv4(bits === undefined ? address : padIpv4(address));
  if (!octets) {
    if (!isV6 && bits === undefined && parseIpv4(padIpv4(address))) {
      const padded = padIpv4(address);
      const prefix = `${padded}/${lengthOfPart(address)}`;
      return {
        kind: 'bad',
        message: t`'${text}' is an incomplete IPv4 address. Write ${padded}, or the prefix ${prefix}.`,
      };
    }
    return { kind: 'bad', message: t`'${text}' is not an ${isV6 ? 'IPv6' : 'IPv4'} address.` };
  }
  const longest = octets.length * 8;
  const masked = bits !== undefined && more.length === 0 && !isV6 ? lengthOfMask(bits) : undefined;
  if (masked !== undefined) {
    const prefix = prefixText({ octets, bits: masked });
    return {
      kind: 'bad',
      message: t`'${text}' is no prefix: behind the '/' stands how many bits count, not a mask. Write ${prefix}.`,
    };
  }
  if (bits !== undefined && (more.length > 0 || !/^\d+$/.test(bits) || Number(bits) > longest)) {
    return { kind: 'bad', message: t`'${text}' is not a prefix: its length has to be a number from 0 to ${longest}.` };
  }
  const length = bits === undefined ? longest : Number(bits);
  const beyond = octets.findIndex((octet, i) => (octet & hostMask(i, length)) !== 0);
  if (beyond >= 0) {
    const network = prefixText({ octets, bits: isV6 ? length : Math.max(length, lengthOfPart(address)) });
    const message =
      !isV6 && lengthOfPart(address) > 0
        ? t`'${text}' has bits set beyond its length of ${length}. Write ${network}.`
        : t`'${text}' has bits set beyond its length of ${length}. Write ${network} for the network, or ${addressText(octets)} for the one address.`;
    return { kind: 'bad', message };
  }
  const prefix = parsePrefix(`${isV6 ? address : padIpv4(address)}/${length}`);
  return prefix ? { kind: 'prefix', prefix } : { kind: 'name' };
}

/** The bits that the written octets of an IPv4 address are: 16 for `192.168`; 0 for a whole one, of which any number may be the network's. */
function lengthOfPart(address: string): number {
  const { length } = address.replace(/\.$/, '').split('.');
  return length < 4 ? 8 * length : 0;
}

/** The length of a prefix that a mask such as 255.255.255.0 stands for; undefined for what is none. */
function lengthOfMask(text: string): number | undefined {
  const octets = parseIpv4(text);
  const bits = octets && Array.from(octets, (octet) => octet.toString(2).padStart(8, '0')).join('');
  return bits && /^1+0*$/.test(bits) ? bits.lastIndexOf('1') + 1 : undefined;
}

/** The bits of octet `index` that lie beyond a prefix of `length` bits. */
function hostMask(index: number, length: number): number {
  const inside = Math.min(Math.max(length - index * 8, 0), 8);
  return 0xff >> inside;
}

/** `10` and `10.1` as named reads them before a prefix length: `10.0.0.0`, `10.1.0.0`. */
function padIpv4(text: string): string {
  const parts = text.replace(/\.$/, '').split('.');
  while (parts.length < 4) parts.push('0');
  return parts.join('.');
}
