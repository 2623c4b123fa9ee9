/** Octets as hexadecimal digits, base64 and base32hex (RFC 4648). */

import { t, translated } from '../../l10n.ts';
import type { RdataField } from '../types.ts';
import type { Decoder, Encoder, FieldCodec } from './codec.ts';

const HEX_DIGITS = '0123456789ABCDEF';
const BASE64_CHARS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const BASE32HEX_CHARS = '0123456789ABCDEFGHIJKLMNOPQRSTUV';
const DASH = 0x2d;
const PAD = 0x3d;

const base64Values = new Int8Array(128).fill(-1);
for (let i = 0; i < BASE64_CHARS.length; i++) base64Values[BASE64_CHARS.charCodeAt(i)] = i;

const base32Values = new Int8Array(128).fill(-1);
for (let i = 0; i < BASE32HEX_CHARS.length; i++) {
  base32Values[BASE32HEX_CHARS.charCodeAt(i)] = i;
  base32Values[BASE32HEX_CHARS.toLowerCase().charCodeAt(i)] = i;
}

function hexDigit(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  const lower = code | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1;
}

/** Octets as upper-case hexadecimal digits. */
export function hexText(octets: Uint8Array): string {
  let out = '';
  for (const octet of octets) out += HEX_DIGITS[octet >> 4] + HEX_DIGITS[octet & 15];
  return out;
}

/** Octets in base64 with padding. */
export function base64Text(octets: Uint8Array): string {
  let out = '';
  for (let i = 0; i < octets.length; i += 3) {
    const bits = (octets[i] << 16) | ((octets[i + 1] ?? 0) << 8) | (octets[i + 2] ?? 0);
    out += BASE64_CHARS[bits >> 18] + BASE64_CHARS[(bits >> 12) & 63];
    out += i + 1 < octets.length ? BASE64_CHARS[(bits >> 6) & 63] : '=';
    out += i + 2 < octets.length ? BASE64_CHARS[bits & 63] : '=';
  }
  return out;
}

/** Octets in base32hex without padding, upper case. */
function base32Text(octets: Uint8Array): string {
  let out = '';
  let bits = 0;
  let held = 0;
  for (const octet of octets) {
    bits = ((bits & 31) << 8) | octet;
    held += 8;
    while (held >= 5) {
      held -= 5;
      out += BASE32HEX_CHARS[(bits >> held) & 31];
    }
  }
  return held > 0 ? out + BASE32HEX_CHARS[(bits << (5 - held)) & 31] : out;
}

/**
 * Writes the hexadecimal digits of the words up to `untilWord`; digits may be split over words anywhere, as named reads them.
 * Reports what is no digit and an odd count. The words are passed in any case.
 */
export function takeHex(encoder: Encoder, field: RdataField, untilWord: number): void {
  const { text } = encoder.words;
  const first = encoder.start;
  let high = -1;
  let end = first;
  for (; encoder.word < untilWord; encoder.word++) {
    end = encoder.end;
    for (let i = encoder.start; i < end; i++) {
      const digit = hexDigit(text.charCodeAt(i));
      if (digit < 0) {
        encoder.failAt(
          i,
          i + 1,
          'bad-hex',
          t`The ${translated(field.name)} of the ${encoder.row.mnemonic} record is written in hexadecimal digits; \`${text[i]}\` is none.`,
        );
        encoder.word = untilWord;
        return;
      }
      if (high < 0) high = digit;
      else {
        encoder.u8(high * 16 + digit);
        high = -1;
      }
    }
  }
  if (high < 0) return;
  encoder.failAt(
    first,
    end,
    'bad-hex',
    t`The ${translated(field.name)} of the ${encoder.row.mnemonic} record has an odd number of hexadecimal digits: one is missing or too many.`,
  );
}

/**
 * Writes the octets of the base64 in the words up to `untilWord`; it may be split over words anywhere.
 * Strict as named: padding is needed, nothing follows it, and the bits that it hides are zero.
 */
function takeBase64(encoder: Encoder, field: RdataField, untilWord: number): void {
  const { text } = encoder.words;
  const first = encoder.start;
  let bits = 0;
  let count = 0;
  let pads = 0;
  let end = first;
  for (; encoder.word < untilWord; encoder.word++) {
    end = encoder.end;
    for (let i = encoder.start; i < end; i++) {
      const code = text.charCodeAt(i);
      if (code === PAD && pads < 2 && count >= 2) {
        pads++;
        bits <<= 6;
        count++;
      } else {
        const value = code < 128 && pads === 0 ? base64Values[code] : -1;
        if (value < 0) {
          encoder.failAt(i, i + 1, 'bad-base64', base64Message(encoder, field, t`\`${text[i]}\` cannot stand here`));
          encoder.word = untilWord;
          return;
        }
        bits = (bits << 6) | value;
        count++;
      }
      if (count < 4) continue;
      if ((pads === 1 && bits & 0xff) || (pads === 2 && bits & 0xffff)) {
        encoder.failAt(
          i,
          i + 1,
          'bad-base64',
          base64Message(encoder, field, t`the character before the padding is wrong`),
        );
        encoder.word = untilWord;
        return;
      }
      encoder.u8((bits >> 16) & 255);
      if (pads < 2) encoder.u8((bits >> 8) & 255);
      if (pads < 1) encoder.u8(bits & 255);
      bits = 0;
      count = 0;
      // A count that can never reach two again: anything after the padding is refused above.
      if (pads > 0) pads = 2;
    }
  }
  if (count > 0)
    encoder.failAt(first, end, 'bad-base64', base64Message(encoder, field, t`characters are missing at its end`));
}

function base64Message(encoder: Encoder, field: RdataField, what: string): string {
  return t`The ${translated(field.name)} of the ${encoder.row.mnemonic} record is not valid base64: ${what}.`;
}

const DIGEST_NAMES: Readonly<Record<number, string>> = { 20: 'SHA-1', 32: 'SHA-256', 48: 'SHA-384', 64: 'SHA-512' };

/** Reports a digest that is not as long as its type says. */
function checkDigest(encoder: Encoder, field: RdataField, start: number, end: number, octets: number): void {
  if (!field.digest || encoder.failed) return;
  const type = encoder.out[field.digest.at];
  const wanted = field.digest.lengths[type];
  const least = field.digest.least ?? 0;
  if (wanted === undefined ? octets >= least : octets === wanted) return;
  const rule =
    wanted === undefined
      ? t`The ${translated(field.name)} of the ${encoder.row.mnemonic} record needs at least ${least * 2} hexadecimal digits`
      : t`A ${DIGEST_NAMES[wanted]} digest (type ${type}) has ${wanted * 2} hexadecimal digits`;
  encoder.failAt(
    start,
    end,
    'digest-length',
    t`${rule}; this one has ${octets * 2}. Copy it again, or correct the type.`,
  );
}

/** Hexadecimal digits to the end of the record. */
export const hex: FieldCodec = {
  needed(encoder, field) {
    return field.digest?.lengths[encoder.out[field.digest.at]] !== undefined;
  },
  encode(encoder, field) {
    const from = encoder.length;
    const { count, ends, first } = encoder.words;
    const start = encoder.start;
    takeHex(encoder, field, count);
    checkDigest(encoder, field, start, ends[first + count - 1], encoder.length - from);
    return true;
  },
  decode(decoder, field) {
    const octets = decoder.rest();
    if (octets.length === 0 && !field.optional) decoder.malformed = true;
    if (field.digest) {
      const wanted = field.digest.lengths[decoder.wire[field.digest.at]];
      if (wanted === undefined ? octets.length < (field.digest.least ?? 0) : octets.length !== wanted)
        decoder.malformed = true;
    }
    decoder.parts.push(hexText(octets));
  },
};

function hasFlags(octets: Uint8Array, field: RdataField): boolean {
  const flags = field.absentWithFlags;
  return flags !== undefined && ((octets[0] * 256 + octets[1]) & flags) === flags;
}

/** Base64 to the end of the record. */
export const base64: FieldCodec = {
  absent(encoder, field) {
    // named up to 9.20 takes no key behind such flags, and later releases want one: the rule about releases says it.
    return encoder.done && hasFlags(encoder.out, field);
  },
  encode(encoder, field) {
    if (!encoder.done) takeBase64(encoder, field, encoder.words.count);
    return true;
  },
  decode(decoder, field) {
    if (decoder.left === 0 && hasFlags(decoder.wire, field)) return;
    if (decoder.left === 0 && !field.optional) decoder.malformed = true;
    decoder.parts.push(base64Text(decoder.rest()));
  },
};

/** Base64 to the end of the record, or a single `-` for nothing (DOA). */
export const dashBase64: FieldCodec = {
  encode(encoder, field) {
    if (encoder.end - encoder.start === 1 && encoder.words.text.charCodeAt(encoder.start) === DASH) {
      encoder.word++;
      return true;
    }
    return base64.encode(encoder, field);
  },
  decode(decoder) {
    decoder.parts.push(decoder.left === 0 ? '-' : base64Text(decoder.rest()));
  },
};

/** An NSEC3 salt: one word of hexadecimal digits with its length before it on the wire, or `-` (RFC 5155 section 3.3). */
export const salt: FieldCodec = {
  encode(encoder, field) {
    const lengthAt = encoder.length;
    encoder.u8(0);
    if (encoder.end - encoder.start === 1 && encoder.words.text.charCodeAt(encoder.start) === DASH) {
      encoder.word++;
      return true;
    }
    const { start, end } = encoder;
    takeHex(encoder, field, encoder.word + 1);
    const length = encoder.length - lengthAt - 1;
    if (length > 255) {
      encoder.failAt(
        start,
        end,
        'text-too-long',
        t`The salt of the ${encoder.row.mnemonic} record has ${length} octets; 255 are the most.`,
      );
      encoder.length = lengthAt + 256;
    }
    encoder.out[lengthAt] = encoder.length - lengthAt - 1;
    return true;
  },
  decode(decoder) {
    const octets = decoder.take(decoder.u8());
    decoder.parts.push(octets.length === 0 ? '-' : hexText(octets));
  },
};

/** A hash has to fit in a label of 63 base32 characters; SHA-1, type 1, has exactly 20 octets. */
const LONGEST_HASH = 39;

function hashLengthWrong(type: number, length: number): boolean {
  return length === 0 || length > LONGEST_HASH || (type === 1 && length !== 20);
}

/** The next hashed owner of NSEC3 in base32hex (RFC 5155 section 3.3). */
export const nextHash: FieldCodec = {
  encode(encoder, field) {
    const { text } = encoder.words;
    const { start, end } = encoder;
    const lengthAt = encoder.length;
    encoder.u8(0);
    let bits = 0;
    let held = 0;
    let bad = false;
    for (let i = start; i < end && !bad; i++) {
      const code = text.charCodeAt(i);
      const value = code < 128 ? base32Values[code] : -1;
      bad = value < 0;
      bits = ((bits & 0xff) << 5) | value;
      held += 5;
      if (held < 8) continue;
      held -= 8;
      encoder.u8((bits >> held) & 255);
    }
    const length = encoder.length - lengthAt - 1;
    // Leftover bits must be zero and fewer than a character's (RFC 4648 section 6).
    if (bad || held >= 5 || bits & ((1 << held) - 1)) {
      encoder.fail(
        'bad-base32',
        t`The ${translated(field.name)} of the ${encoder.row.mnemonic} record is \`${encoder.shown}\`, which is not valid base32hex (0-9 and A-V).`,
      );
    } else if (hashLengthWrong(encoder.out[0], length)) {
      encoder.fail(
        'digest-length',
        t`The ${translated(field.name)} of the ${encoder.row.mnemonic} record has ${length} octets; a SHA-1 hash has 20, which is 32 characters.`,
      );
    }
    encoder.out[lengthAt] = Math.min(255, length);
    encoder.word++;
    return true;
  },
  decode(decoder) {
    const octets = decoder.take(decoder.u8());
    if (hashLengthWrong(decoder.wire[0], octets.length)) decoder.malformed = true;
    decoder.parts.push(base32Text(octets));
  },
};

/** Reads HIP's octets by the lengths at the start of its RDATA. */
function hipLength(decoder: Decoder, what: 'hit' | 'key'): number {
  const { wire } = decoder;
  if (wire.length < 4) return 0;
  return what === 'hit' ? wire[0] : wire[2] * 256 + wire[3];
}

/** The algorithm of HIP, which stands between the lengths of tag and key (RFC 8005 section 5). */
export const hipAlgorithm: FieldCodec = {
  encode(encoder, field) {
    const value = Number(encoder.wordText);
    if (!/^\d+$/.test(encoder.wordText) || value > 255) {
      encoder.fail(
        'number-out-of-range',
        t`The ${translated(field.name)} of the HIP record is \`${encoder.shown}\`. Write a number from 0 to 255.`,
      );
    }
    encoder.u8(0);
    encoder.u8(value & 255);
    encoder.u16(0);
    encoder.word++;
    return true;
  },
  decode(decoder) {
    if (decoder.u8() === 0) decoder.malformed = true;
    decoder.parts.push(String(decoder.u8()));
    if (decoder.u16() === 0) decoder.malformed = true;
  },
};

export const hipHit: FieldCodec = {
  encode(encoder, field) {
    const from = encoder.length;
    const { start, end } = encoder;
    takeHex(encoder, field, encoder.word + 1);
    const length = encoder.length - from;
    if (length > 255) {
      encoder.failAt(
        start,
        end,
        'text-too-long',
        t`The ${translated(field.name)} of the HIP record has ${length} octets; 255 are the most.`,
      );
    }
    encoder.out[0] = Math.min(255, length);
    return true;
  },
  decode(decoder) {
    decoder.parts.push(hexText(decoder.take(hipLength(decoder, 'hit'))));
  },
};

export const hipKey: FieldCodec = {
  encode(encoder, field) {
    const from = encoder.length;
    takeBase64(encoder, field, encoder.word + 1);
    const length = encoder.length - from;
    encoder.out[2] = length >> 8;
    encoder.out[3] = length & 255;
    return true;
  },
  decode(decoder) {
    decoder.parts.push(base64Text(decoder.take(hipLength(decoder, 'key'))));
  },
};
