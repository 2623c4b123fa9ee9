/** Lists of RR types as bitmaps: in windows (RFC 4034 section 4.1.2) and NXT's single one (RFC 2535 section 5.2). */

import { t } from '../../l10n.ts';
import { typeCodeInData, typeText } from '../types.ts';
import type { Decoder, Encoder, FieldCodec } from './codec.ts';
import { readNumber } from './numbers.ts';

const WINDOWS = 256;
const WINDOW_OCTETS = 32;
/** NXT holds types up to 127. */
const NXT_OCTETS = 16;

const bits = new Uint8Array(WINDOWS * WINDOW_OCTETS);
const used = new Uint8Array(WINDOWS);

/** Sets the bits of the types in the words that are left (also plain numbers where `numbers`, as named reads NXT); `used` says how many octets of each window are needed. */
function takeTypes(encoder: Encoder, numbers: boolean): void {
  bits.fill(0);
  used.fill(0);
  for (; !encoder.done; encoder.word++) {
    const { text } = encoder.words;
    let code = typeCodeInData(text, encoder.start, encoder.end);
    if (code < 0 && numbers) code = readNumber(text, encoder.start, encoder.end, 0xffff);
    if (code < 0) {
      encoder.fail(
        'bad-mnemonic',
        t`\`${encoder.shown}\` is not a record type. Write mnemonics such as \`A\`, or \`TYPE\` and a number up to 65535.`,
      );
      continue;
    }
    bits[code >> 3] |= 0x80 >> (code & 7);
    const window = code >> 8;
    const needed = ((code & 255) >> 3) + 1;
    if (needed > used[window]) used[window] = needed;
  }
}

function readBits(decoder: Decoder, octets: Uint8Array, base: number): void {
  for (let i = 0; i < octets.length; i++) {
    for (let bit = 0; bit < 8; bit++) if (octets[i] & (0x80 >> bit)) decoder.parts.push(typeText(base + i * 8 + bit));
  }
}

export const types: FieldCodec = {
  encode(encoder, field) {
    if (encoder.done && field.nonEmpty) {
      const last = encoder.words.first + encoder.words.count - 1;
      encoder.failAt(
        encoder.words.starts[last],
        encoder.words.ends[last],
        'missing-field',
        t`The ${encoder.row.mnemonic} record names no types after its next name. It needs at least one, such as \`RRSIG NSEC\`.`,
      );
      return false;
    }
    takeTypes(encoder, false);
    for (let window = 0; window < WINDOWS; window++) {
      if (used[window] === 0) continue;
      encoder.u8(window);
      encoder.u8(used[window]);
      for (let i = 0; i < used[window]; i++) encoder.u8(bits[window * WINDOW_OCTETS + i]);
    }
    return true;
  },
  decode(decoder, field) {
    let last = -1;
    while (decoder.left > 0 && !decoder.malformed) {
      const window = decoder.u8();
      const octets = decoder.take(decoder.u8());
      if (window <= last || octets.length === 0 || octets.length > WINDOW_OCTETS || octets[octets.length - 1] === 0) {
        decoder.malformed = true;
        return;
      }
      readBits(decoder, octets, window * 256);
      last = window;
    }
    if (field.nonEmpty && last < 0) decoder.malformed = true;
  },
};

export const nxtTypes: FieldCodec = {
  encode(encoder) {
    takeTypes(encoder, true);
    const last = encoder.words.first + encoder.words.count - 1;
    if (used[0] > NXT_OCTETS || bits[0] & 0x80 || used.some((octets, window) => window > 0 && octets > 0)) {
      encoder.failAt(
        encoder.words.starts[last],
        encoder.words.ends[last],
        'number-out-of-range',
        t`An NXT record can only name types from 1 to 127. It is obsolete: NSEC takes its place.`,
      );
      return true;
    }
    for (let i = 0; i < used[0]; i++) encoder.u8(bits[i]);
    return true;
  },
  decode(decoder) {
    const octets = decoder.rest();
    if (octets.length > NXT_OCTETS || (octets.length > 0 && octets[octets.length - 1] === 0)) decoder.malformed = true;
    else if (octets.length > 0 && octets[0] & 0x80) decoder.malformed = true;
    else readBits(decoder, octets, 0);
  },
};
