/** Addresses of every kind: IPv4, IPv6, prefixes (APL), NSAP, ATM, EUI and ILNP locators. */

import { t, translated } from '../../l10n.ts';
import { ipv4Text, ipv6Text, parseIpv4, parseIpv6, readIpv4, readIpv6 } from '../addresses.ts';
import type { RdataField } from '../types.ts';
import type { Decoder, Encoder, FieldCodec } from './codec.ts';

/** Writes the next word as an IPv4 address, zeros and a report where it is none. */
export function takeIpv4(encoder: Encoder, field: RdataField): void {
  if (!readIpv4(encoder.words.text, encoder.start, encoder.end, encoder.out, encoder.length)) {
    encoder.fail('bad-ipv4', ipv4Message(encoder, field, encoder.shown));
  }
  encoder.length += 4;
  encoder.word++;
}

/** Writes the next word as an IPv6 address, zeros and a report where it is none. */
export function takeIpv6(encoder: Encoder, field: RdataField): void {
  if (!readIpv6(encoder.words.text, encoder.start, encoder.end, encoder.out, encoder.length)) {
    encoder.fail('bad-ipv6', ipv6Message(encoder, field, encoder.shown));
  }
  encoder.length += 16;
  encoder.word++;
}

function ipv4Message(encoder: Encoder, field: RdataField, text: string): string {
  const slip = commonSlip(text, parseIpv4);
  if (slip) return slip;
  if (parseIpv6(text)) {
    return encoder.row.mnemonic === 'A'
      ? t`\`${text}\` is an IPv6 address, and an A record holds an IPv4 address. Use AAAA.`
      : t`\`${text}\` is an IPv6 address, and this ${translated(field.name)} is an IPv4 address.`;
  }
  const octets = text.split('.');
  if (octets.length === 4 && octets.every((octet) => /^\d+$/.test(octet))) {
    const wrong = octets.find((octet) => Number(octet) > 255);
    if (wrong) return t`\`${text}\` is not an IPv4 address: ${wrong} is more than 255.`;
    const zero = octets.find((octet) => octet.length > 1 && octet.startsWith('0'));
    if (zero)
      return t`\`${text}\` is not an IPv4 address to named: \`${zero}\` has a leading zero. Write ${Number(zero)}.`;
  }
  return t`\`${text}\` is not an IPv4 address. Write four numbers from 0 to 255 with dots between them, such as 192.0.2.1.`;
}

function ipv6Message(encoder: Encoder, field: RdataField, text: string): string {
  const slip = commonSlip(text, parseIpv6);
  if (slip) return slip;
  if (parseIpv4(text)) {
    return encoder.row.mnemonic === 'AAAA'
      ? t`\`${text}\` is an IPv4 address, and an AAAA record holds an IPv6 address. Use A.`
      : t`\`${text}\` is an IPv4 address, and this ${translated(field.name)} is an IPv6 address.`;
  }
  const percent = text.indexOf('%');
  if (percent > 0 && parseIpv6(text.slice(0, percent))) {
    return t`\`${text}\` names an interface after the %, which has no meaning in DNS. Write ${text.slice(0, percent)}.`;
  }
  if (text.startsWith('[') && text.endsWith(']') && parseIpv6(text.slice(1, -1))) {
    return t`\`${text}\` stands in brackets, which belong in URLs only. Write ${text.slice(1, -1)}.`;
  }
  if (text.split('::').length > 2) return t`\`${text}\` is not an IPv6 address: \`::\` may stand in it only once.`;
  if (/^[0-9a-f:]+$/i.test(text) && text.includes(':')) {
    const groups = text.split(':').filter((group) => group !== '');
    const long = groups.find((group) => group.length > 4);
    if (long) return t`\`${text}\` is not an IPv6 address: the group \`${long}\` has more than four digits.`;
    const wanted = text.includes('::')
      ? t`at most seven groups beside the \`::\``
      : t`eight groups, or \`::\` for the zeros`;
    return t`\`${text}\` is not an IPv6 address: it has ${groups.length} groups and needs ${wanted}.`;
  }
  return t`\`${text}\` is not an IPv6 address. Write groups of hexadecimal digits with colons between them, such as 2001:db8::1.`;
}

/** A slip that is the same for both families: a dot after the address, or the length of its prefix. */
function commonSlip(text: string, parse: (text: string) => Uint8Array | undefined): string | undefined {
  if (text.endsWith('.') && parse(text.slice(0, -1))) {
    return t`\`${text}\` has a dot after the address: only names end in a dot. Write ${text.slice(0, -1)}.`;
  }
  const slash = text.indexOf('/');
  if (slash > 0 && parse(text.slice(0, slash))) {
    return t`\`${text}\` has a prefix length, and this is the address of one host. Write ${text.slice(0, slash)}.`;
  }
  return undefined;
}

export const ipv4: FieldCodec = {
  encode(encoder, field) {
    takeIpv4(encoder, field);
    return true;
  },
  decode(decoder) {
    const octets = decoder.take(4);
    decoder.parts.push(decoder.malformed ? '' : ipv4Text(octets));
  },
};

export const ipv6: FieldCodec = {
  encode(encoder, field) {
    takeIpv6(encoder, field);
    return true;
  },
  decode(decoder) {
    const octets = decoder.take(16);
    decoder.parts.push(decoder.malformed ? '' : ipv6Text(octets));
  },
};

/** Address prefixes (RFC 3123): `[!]family:address/length`, where 1 is IPv4 and 2 is IPv6. */
export const apl: FieldCodec = {
  encode(encoder) {
    for (; !encoder.done; encoder.word++) takePrefix(encoder);
    return true;
  },
  decode(decoder) {
    while (decoder.left > 0 && !decoder.malformed) readPrefix(decoder);
  },
};

function takePrefix(encoder: Encoder): void {
  const text = encoder.wordText;
  const match = /^(!?)(\d+):([^/]+)\/(\d+)$/.exec(text);
  const octets = match?.[2] === '1' ? parseIpv4(match[3]) : match?.[2] === '2' ? parseIpv6(match[3]) : undefined;
  if (!match || !octets) {
    encoder.fail(
      'bad-apl',
      t`\`${encoder.shown}\` is not an address prefix. Write \`1:\` and an IPv4 prefix or \`2:\` and an IPv6 prefix, such as 1:192.0.2.0/24.`,
    );
    return;
  }
  const bits = Number(match[4]);
  if (bits > octets.length * 8) {
    encoder.fail(
      'number-out-of-range',
      t`\`${encoder.shown}\` has a prefix length of ${bits}; ${octets.length * 8} is the most.`,
    );
    return;
  }
  // The wire leaves out the zeros at the end (RFC 3123 section 4).
  let used = octets.length;
  while (used > 0 && octets[used - 1] === 0) used--;
  encoder.u16(Number(match[2]));
  encoder.u8(bits);
  encoder.u8((match[1] === '!' ? 0x80 : 0) | used);
  for (let i = 0; i < used; i++) encoder.u8(octets[i]);
}

function readPrefix(decoder: Decoder): void {
  const family = decoder.u16();
  const bits = decoder.u8();
  const flagged = decoder.u8();
  const part = decoder.take(flagged & 0x7f);
  const size = family === 1 ? 4 : family === 2 ? 16 : 0;
  if (part.length > 0 && part[part.length - 1] === 0) decoder.malformed = true;
  if (size === 0) {
    decoder.unprintable = true;
    return;
  }
  if (part.length > size || bits > size * 8) {
    decoder.malformed = true;
    return;
  }
  const octets = new Uint8Array(size);
  octets.set(part);
  const address = size === 4 ? ipv4Text(octets) : ipv6Text(octets);
  decoder.parts.push(`${flagged & 0x80 ? '!' : ''}${family}:${address}/${bits}`);
}

function hexOctets(text: string): number[] | undefined {
  if (text === '' || text.length % 2 !== 0 || !/^[0-9a-f]+$/i.test(text)) return undefined;
  const octets: number[] = [];
  for (let i = 0; i < text.length; i += 2) octets.push(Number.parseInt(text.slice(i, i + 2), 16));
  return octets;
}

function lowerHex(octets: Uint8Array): string {
  return Array.from(octets, (octet) => octet.toString(16).padStart(2, '0')).join('');
}

/** An NSAP address (RFC 1706 section 5). */
export const nsap: FieldCodec = {
  encode(encoder) {
    const text = encoder.wordText;
    const octets = /^0x/i.test(text) ? hexOctets(text.slice(2).replaceAll('.', '')) : undefined;
    if (!octets)
      encoder.fail(
        'bad-hex',
        t`\`${encoder.shown}\` is not an NSAP address: write \`0x\` and an even number of hexadecimal digits.`,
      );
    else for (const octet of octets) encoder.u8(octet);
    encoder.word++;
    return true;
  },
  decode(decoder) {
    if (decoder.left === 0) decoder.malformed = true;
    decoder.parts.push(`0x${lowerHex(decoder.rest())}`);
  },
};

/** An ATM address: format 0 is hexadecimal, format 1 a number with + before it; single dots may stand inside. */
export const atma: FieldCodec = {
  encode(encoder) {
    const text = encoder.wordText;
    const bare = text.replaceAll('.', '');
    const dotsRight = !/\.\.|^\+?\.|\.$/.test(text);
    const octets = hexOctets(bare);
    if (dotsRight && /^\+\d+$/.test(bare)) {
      encoder.u8(1);
      for (let i = 1; i < bare.length; i++) encoder.u8(bare.charCodeAt(i));
    } else if (dotsRight && octets) {
      encoder.u8(0);
      for (const octet of octets) encoder.u8(octet);
    } else
      encoder.fail(
        'bad-hex',
        t`\`${encoder.shown}\` is not an ATM address: write an even number of hexadecimal digits, or + and a number.`,
      );
    encoder.word++;
    return true;
  },
  decode(decoder) {
    const format = decoder.u8();
    const octets = decoder.rest();
    if (octets.length === 0) decoder.malformed = true;
    if (format > 1) {
      decoder.unprintable = true;
      return;
    }
    if (format === 1 && !octets.every((octet) => octet >= 0x30 && octet <= 0x39)) decoder.malformed = true;
    decoder.parts.push(format === 1 ? `+${String.fromCharCode(...octets)}` : lowerHex(octets));
  },
};

function eui(groups: number): FieldCodec {
  return {
    encode(encoder) {
      const parts = encoder.wordText.split('-');
      if (parts.length === groups && parts.every((part) => /^[0-9a-f]{1,2}$/i.test(part))) {
        for (const part of parts) encoder.u8(Number.parseInt(part, 16));
      } else {
        const advice = encoder.wordText.includes(':')
          ? t`Write - in place of the colons.`
          : t`Write - between the groups.`;
        encoder.fail(
          'bad-eui',
          t`\`${encoder.shown}\` is not ${groups} groups of two hexadecimal digits with - between them. ${advice}`,
        );
      }
      encoder.word++;
      return true;
    },
    decode(decoder) {
      const octets = decoder.take(groups);
      decoder.parts.push(Array.from(octets, (octet) => octet.toString(16).padStart(2, '0')).join('-'));
    },
  };
}

export const eui48 = eui(6);
export const eui64 = eui(8);

/** 64 bits as four groups of hexadecimal digits (RFC 6742 section 2.1.2). */
export const locator: FieldCodec = {
  encode(encoder, field) {
    const parts = encoder.wordText.split(':');
    if (parts.length === 4 && parts.every((part) => /^[0-9a-f]{1,4}$/i.test(part))) {
      for (const part of parts) encoder.u16(Number.parseInt(part, 16));
    } else {
      encoder.fail(
        'bad-locator',
        t`The ${translated(field.name)} of the ${encoder.row.mnemonic} record is \`${encoder.shown}\`; write four groups of hexadecimal digits with colons between them, such as 2001:db8:1140:1000.`,
      );
    }
    encoder.word++;
    return true;
  },
  decode(decoder) {
    const groups = [decoder.u16(), decoder.u16(), decoder.u16(), decoder.u16()];
    decoder.parts.push(groups.map((group) => group.toString(16)).join(':'));
  },
};
