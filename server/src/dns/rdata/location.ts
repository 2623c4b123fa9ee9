/** The fields of LOC (RFC 1876). Its wire form begins with version, sizes and precisions, which are written last. */

import { t, translated } from '../../l10n.ts';
import type { RdataField } from '../types.ts';
import type { Encoder, FieldCodec } from './codec.ts';

const EQUATOR = 0x80000000;
const SEA_LEVEL_CM = 10000000;
const MAX_LEVEL_CM = 4284967295;
const MIN_LEVEL_CM = -10000000;
/** named looks at the whole metres only. */
const MAX_SIZE_M = 90000000;
/** 1 m, 10 km and 10 m, as the mantissa and exponent of RFC 1876 section 2. */
const DEFAULT_SIZES: readonly number[] = [0x12, 0x16, 0x13];

const LATITUDE_AT = 4;
const LONGITUDE_AT = 8;
const ALTITUDE_AT = 12;
const LOC_LENGTH = 16;

/** Degrees, minutes and seconds as named reads them. */
const PATTERNS: readonly RegExp[] = [/^\d+$/, /^\d+$/, /^(\d+(\.\d{0,3})?|\.\d{1,3})$/];

function put32(encoder: Encoder, at: number, value: number): void {
  encoder.out[at] = Math.floor(value / 0x1000000);
  encoder.out[at + 1] = (value >> 16) & 255;
  encoder.out[at + 2] = (value >> 8) & 255;
  encoder.out[at + 3] = value & 255;
}

function badAngle(encoder: Encoder, field: RdataField, text: string, letters: string): void {
  encoder.fail(
    'bad-loc',
    t`The ${translated(field.name)} of the LOC record does not continue with \`${text}\`. Write degrees, minutes, seconds with at most three decimals, then ${letters[0]} or ${letters[1]}.`,
  );
}

/** Reads degrees, minutes, seconds and the letter; false where that fails. */
function takeAngle(encoder: Encoder, field: RdataField, letters: string, maxDegrees: number, at: number): boolean {
  const limits = [maxDegrees, 59, 59.999];
  const names = [t`degrees`, t`minutes`, t`seconds`];
  let thousandths = 0;
  for (let part = 0; ; part++) {
    if (encoder.done) return missing(encoder, field, letters);
    const text = encoder.wordText;
    const letter = text.length === 1 ? letters.indexOf(text) : -1;
    // named insists on the degrees, and on the letter in upper case.
    if (letter >= 0 && part > 0) {
      put32(encoder, at, letter === 0 ? EQUATOR + thousandths : EQUATOR - thousandths);
      encoder.word++;
      return true;
    }
    const pattern = PATTERNS[part];
    if (!pattern?.test(text)) {
      badAngle(encoder, field, encoder.shown, letters);
      return false;
    }
    const value = Number(text);
    const atPole = part > 0 && thousandths >= maxDegrees * 3600000;
    if (value > limits[part] || (atPole && value > 0)) {
      const most = atPole ? 0 : limits[part];
      encoder.fail(
        'number-out-of-range',
        t`The ${names[part]} of the ${translated(field.name)} are ${encoder.shown}; ${most} is the most.`,
      );
      return false;
    }
    thousandths += Math.round(value * [3600000, 60000, 1000][part]);
    encoder.word++;
  }
}

function missing(encoder: Encoder, field: RdataField, letters: string): boolean {
  const last = encoder.words.first + encoder.words.count - 1;
  encoder.failAt(
    encoder.words.starts[last],
    encoder.words.ends[last],
    'missing-field',
    t`The LOC record ends within its ${translated(field.name)}: ${letters[0]} or ${letters[1]} must follow the degrees.`,
  );
  return false;
}

/** Metres with at most two decimals and an optional m, which named takes as a small letter only, in centimetres; undefined where the text is none. */
function centimetres(text: string): number | undefined {
  const match = /^([-+]?)(\d*)(?:\.(\d{0,2}))?m?$/.exec(text);
  if (!match || (match[2] === '' && !match[3])) return undefined;
  const value = Number(match[2]) * 100 + Number((match[3] ?? '').padEnd(2, '0'));
  return match[1] === '-' ? -value : value;
}

function angleText(value: number, letters: string): string {
  const north = value >= EQUATOR;
  const thousandths = Math.abs(value - EQUATOR);
  const seconds = thousandths % 60000;
  const minutes = Math.floor(thousandths / 60000) % 60;
  const degrees = Math.floor(thousandths / 3600000);
  return `${degrees} ${minutes} ${(seconds / 1000).toFixed(3)} ${north ? letters[0] : letters[1]}`;
}

function sizeText(octet: number): string {
  const mantissa = octet >> 4;
  const exponent = octet & 15;
  return exponent > 1
    ? `${mantissa}${'0'.repeat(exponent - 2)}m`
    : `0.${exponent === 1 ? '' : '0'}${mantissa}${exponent === 1 ? '0' : ''}m`;
}

/** The whole RDATA begins here: sizes by default, and room for what follows. */
export const latitude: FieldCodec = {
  encode(encoder, field) {
    encoder.u8(0);
    for (const size of DEFAULT_SIZES) encoder.u8(size);
    encoder.length = LOC_LENGTH;
    return takeAngle(encoder, field, 'NS', 90, LATITUDE_AT);
  },
  decode(decoder) {
    const version = decoder.u8();
    if (version !== 0) {
      // A later version may have any form (RFC 1876 section 2).
      decoder.rest();
      decoder.unprintable = true;
      return;
    }
    decoder.take(3);
    const value = decoder.u32();
    if (Math.abs(value - EQUATOR) > 90 * 3600000) decoder.malformed = true;
    decoder.parts.push(angleText(value, 'NS'));
  },
};

export const longitude: FieldCodec = {
  encode(encoder, field) {
    return takeAngle(encoder, field, 'EW', 180, LONGITUDE_AT);
  },
  decode(decoder) {
    if (decoder.unprintable) return;
    const value = decoder.u32();
    if (Math.abs(value - EQUATOR) > 180 * 3600000) decoder.malformed = true;
    decoder.parts.push(angleText(value, 'EW'));
  },
};

export const altitude: FieldCodec = {
  encode(encoder, field) {
    const value = centimetres(encoder.wordText);
    if (value === undefined) {
      encoder.fail(
        'bad-loc',
        t`The ${translated(field.name)} of the LOC record is \`${encoder.shown}\`. Write metres with a small m, such as 12.50m.`,
      );
    } else if (value < MIN_LEVEL_CM || value > MAX_LEVEL_CM) {
      encoder.fail(
        'number-out-of-range',
        t`The ${translated(field.name)} of the LOC record must lie between -100000.00m and 42849672.95m.`,
      );
    } else put32(encoder, ALTITUDE_AT, value + SEA_LEVEL_CM);
    encoder.word++;
    return true;
  },
  decode(decoder) {
    if (decoder.unprintable) return;
    const value = decoder.u32() - SEA_LEVEL_CM;
    decoder.parts.push(`${(value / 100).toFixed(2)}m`);
    for (let i = 1; i <= 3; i++) {
      const size = decoder.wire[i];
      const mantissa = size >> 4;
      if (mantissa > 9 || (size & 15) > 9 || (mantissa === 0 && (size & 15) !== 0)) decoder.malformed = true;
      decoder.parts.push(sizeText(size));
    }
  },
};

const SIZE_AT: Readonly<Record<string, number>> = { size: 1, 'horizontal precision': 2, 'vertical precision': 3 };

/** Size or precision; on the wire they stand before the latitude, and the altitude's decoder prints them. */
export const size: FieldCodec = {
  encode(encoder, field) {
    const value = centimetres(encoder.wordText);
    if (value === undefined || value < 0) {
      encoder.fail(
        'bad-loc',
        t`The ${translated(field.name)} of the LOC record is \`${encoder.shown}\`. Write metres with a small m, such as 10m.`,
      );
    } else if (Math.floor(value / 100) > MAX_SIZE_M) {
      encoder.fail(
        'number-out-of-range',
        t`The ${translated(field.name)} of the LOC record is \`${encoder.shown}\`; 90000000.00m is the most.`,
      );
    } else encoder.out[SIZE_AT[field.name]] = packSize(value);
    encoder.word++;
    return true;
  },
  decode() {},
};

/** One digit and a power of ten; digits after the first are lost. */
function packSize(value: number): number {
  let exponent = 0;
  let mantissa = value;
  while (mantissa >= 10) {
    mantissa = Math.floor(mantissa / 10);
    exponent++;
  }
  return mantissa * 16 + exponent;
}
