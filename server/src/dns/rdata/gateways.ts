/** Fields whose form depends on one before them: gateways (IPSECKEY, AMTRELAY), A6, and WKS. */

import { t, translated } from '../../l10n.ts';
import { ipv4Text, ipv6Text, parseIpv6 } from '../addresses.ts';
import type { RdataField } from '../types.ts';
import { takeIpv4, takeIpv6 } from './addresses.ts';
import type { Decoder, Encoder, FieldCodec } from './codec.ts';
import { readName, takeName } from './names.ts';
import { readNumber, takeNumber } from './numbers.ts';

const GATEWAY_TYPE_AT = 1;
const HIGHEST_GATEWAY = 3;

/** A gateway as the second octet of the RDATA says: none, IPv4, IPv6 or a name (RFC 4025 section 2.5, RFC 8777 section 4.2.4). */
export const gateway: FieldCodec = {
  encode(encoder, field) {
    switch (encoder.out[GATEWAY_TYPE_AT] & 0x7f) {
      case 0:
        if (encoder.end - encoder.start !== 1 || encoder.words.text[encoder.start] !== '.') {
          encoder.fail(
            'bad-gateway',
            t`The ${translated(field.name)} of the ${encoder.row.mnemonic} record has type 0, none. Write a dot.`,
          );
        }
        encoder.word++;
        return true;
      case 1:
        takeIpv4(encoder, field);
        return true;
      case 2:
        takeIpv6(encoder, field);
        return true;
      case HIGHEST_GATEWAY:
        takeName(encoder, field);
        return true;
      default:
        encoder.fail(
          'number-out-of-range',
          t`The ${encoder.row.mnemonic} record's ${translated(field.name)} type is not known; 0 to 3 are.`,
        );
        return false;
    }
  },
  decode(decoder) {
    switch (decoder.wire[GATEWAY_TYPE_AT] & 0x7f) {
      case 0:
        decoder.parts.push('.');
        return;
      case 1:
        decoder.parts.push(addressOf(decoder, 4));
        return;
      case 2:
        decoder.parts.push(addressOf(decoder, 16));
        return;
      case HIGHEST_GATEWAY:
        decoder.parts.push(readName(decoder));
        return;
      default:
        // named keeps what it does not know.
        decoder.rest();
        decoder.unprintable = true;
    }
  },
};

function addressOf(decoder: Decoder, size: 4 | 16): string {
  const octets = decoder.take(size);
  if (decoder.malformed) return '';
  return size === 4 ? ipv4Text(octets) : ipv6Text(octets);
}

/** AMTRELAY's first bit of the octet that also holds the relay type. */
export const amtDiscovery: FieldCodec = {
  encode(encoder, field) {
    encoder.out[encoder.length] = takeNumber(encoder, field, 1) << 7;
    return true;
  },
  decode(decoder) {
    decoder.parts.push(decoder.left > 0 && decoder.wire[decoder.at] & 0x80 ? '1' : '0');
  },
};

export const amtType: FieldCodec = {
  encode(encoder, field) {
    const bit = encoder.out[encoder.length];
    encoder.u8(bit | takeNumber(encoder, field, 0x7f));
    return true;
  },
  decode(decoder) {
    decoder.parts.push(String(decoder.u8() & 0x7f));
  },
};

/** A6's prefix length (RFC 2874 section 3.1). */
export const a6Bits: FieldCodec = {
  encode(encoder, field) {
    encoder.u8(takeNumber(encoder, field, 128));
    return true;
  },
  decode(decoder) {
    const bits = decoder.u8();
    if (bits > 128) decoder.malformed = true;
    decoder.parts.push(String(bits));
  },
};

/** A6's suffix, absent for a prefix of 128 bits: the octets that hold the other bits. */
export const a6Suffix: FieldCodec = {
  absent(encoder) {
    return encoder.out[0] === 128;
  },
  encode(encoder, field) {
    const bits = encoder.out[0];
    const from = encoder.length;
    const octets = parseIpv6(encoder.wordText);
    takeIpv6(encoder, field);
    encoder.length = from;
    if (!octets) return true;
    const skip = bits >> 3;
    octets[skip] &= 0xff >> (bits & 7);
    for (let i = skip; i < 16; i++) encoder.u8(octets[i]);
    return true;
  },
  decode(decoder) {
    const bits = decoder.wire[0];
    if (bits >= 128) return;
    const octets = new Uint8Array(16);
    const part = decoder.take(16 - (bits >> 3));
    octets.set(part, 16 - part.length);
    if (part.length > 0 && part[0] & ~(0xff >> (bits & 7)) & 0xff) decoder.malformed = true;
    decoder.parts.push(ipv6Text(octets));
  },
};

/** A6's prefix name, absent for a prefix of 0 bits. */
export const a6Name: FieldCodec = {
  absent(encoder) {
    return encoder.out[0] === 0;
  },
  encode(encoder, field) {
    takeName(encoder, field);
    return true;
  },
  decode(decoder) {
    if (decoder.wire[0] !== 0) decoder.parts.push(readName(decoder));
  },
};

const PROTOCOLS: Readonly<Record<string, number>> = { icmp: 1, tcp: 6, udp: 17 };

/** Ports of the services that WKS records name. */
const SERVICES: Readonly<Record<string, number>> = {
  echo: 7,
  discard: 9,
  systat: 11,
  daytime: 13,
  netstat: 15,
  qotd: 17,
  chargen: 19,
  'ftp-data': 20,
  ftp: 21,
  ssh: 22,
  telnet: 23,
  smtp: 25,
  time: 37,
  whois: 43,
  domain: 53,
  tftp: 69,
  gopher: 70,
  finger: 79,
  http: 80,
  kerberos: 88,
  hostnames: 101,
  pop3: 110,
  sunrpc: 111,
  auth: 113,
  nntp: 119,
  ntp: 123,
  imap2: 143,
  snmp: 161,
  bgp: 179,
  irc: 194,
  ldap: 389,
  https: 443,
  submission: 587,
  ldaps: 636,
  imaps: 993,
  pop3s: 995,
};

function numberOrName(
  encoder: Encoder,
  field: RdataField,
  names: Readonly<Record<string, number>>,
  max: number,
): number {
  const { text } = encoder.words;
  const value = readNumber(text, encoder.start, encoder.end, max);
  if (value >= 0) return value;
  const known = names[encoder.wordText.toLowerCase()];
  if (known !== undefined) return known;
  encoder.fail(
    'bad-mnemonic',
    t`The ${translated(field.name)} of the WKS record: \`${encoder.shown}\` is not known. Write a number up to ${max}.`,
  );
  return 0;
}

export const wksProtocol: FieldCodec = {
  encode(encoder, field) {
    encoder.u8(numberOrName(encoder, field, PROTOCOLS, 255));
    encoder.word++;
    return true;
  },
  decode(decoder) {
    decoder.parts.push(String(decoder.u8()));
  },
};

/** Ports as a bitmap of up to 8192 octets (RFC 1035 section 3.4.2). */
export const wksPorts: FieldCodec = {
  encode(encoder, field) {
    const from = encoder.length;
    let used = 0;
    encoder.out.fill(0, from, from + 8192);
    for (; !encoder.done; encoder.word++) {
      const port = numberOrName(encoder, field, SERVICES, 65535);
      encoder.out[from + (port >> 3)] |= 0x80 >> (port & 7);
      used = Math.max(used, (port >> 3) + 1);
    }
    encoder.length = from + used;
    return true;
  },
  decode(decoder) {
    const octets = decoder.rest();
    if (octets.length > 8192 || (octets.length > 0 && octets[octets.length - 1] === 0)) decoder.malformed = true;
    for (let i = 0; i < octets.length; i++) {
      for (let bit = 0; bit < 8; bit++) if (octets[i] & (0x80 >> bit)) decoder.parts.push(String(i * 8 + bit));
    }
  },
};
