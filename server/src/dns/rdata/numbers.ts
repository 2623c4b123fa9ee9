/** Numbers: plain, from a registry, flags, TTLs and RR types. */

import { t, translated } from '../../l10n.ts';
import { KEY_FLAG_WORDS, valueByMnemonic, valueByNumber } from '../algorithms.ts';
import { parseTtl } from '../ttl.ts';
import type { RdataField } from '../types.ts';
import { typeCodeInData, typeText } from '../types.ts';
import type { Decoder, Encoder, FieldCodec } from './codec.ts';

const NOT_A_NUMBER = -1;
const TOO_BIG = -2;

/** The number in `text[start, end)`: digits only, as named's lexer reads it; NOT_A_NUMBER or TOO_BIG (over `max`). */
export function readNumber(text: string, start: number, end: number, max: number): number {
  if (start >= end) return NOT_A_NUMBER;
  let value = 0;
  for (let i = start; i < end; i++) {
    const digit = text.charCodeAt(i) - 0x30;
    if (digit < 0 || digit > 9) return NOT_A_NUMBER;
    if (value <= max) value = value * 10 + digit;
  }
  return value <= max ? value : TOO_BIG;
}

/** Reads the next word as a number up to `max`, after a mnemonic where the field has them; 0, and a report, where it is none. */
export function takeNumber(encoder: Encoder, field: RdataField, max: number): number {
  const value = numberOf(encoder, field, max);
  encoder.word++;
  return value;
}

function numberOf(encoder: Encoder, field: RdataField, max: number): number {
  const value = readNumber(encoder.words.text, encoder.start, encoder.end, max);
  if (value >= 0) return value;
  if (value === TOO_BIG) {
    encoder.fail(
      'number-out-of-range',
      t`The ${translated(field.name)} of the ${encoder.row.mnemonic} record is ${encoder.shown}, which is more than ${max}. Write a number from 0 to ${max}.`,
    );
    return 0;
  }
  if (field.mnemonics && field.values) {
    const known = valueByMnemonic(field.values.rows, encoder.wordText);
    if (known) return known.number;
    encoder.fail(
      'bad-mnemonic',
      t`\`${encoder.shown}\` is not a ${translated(field.values.name)} that named knows. Write its number.`,
    );
    return 0;
  }
  encoder.fail(
    'bad-number',
    t`The ${translated(field.name)} of the ${encoder.row.mnemonic} record is \`${encoder.shown}\`, which is not a number. Write a number from 0 to ${max}.`,
  );
  return 0;
}

function checkOnlyValue(encoder: Encoder, field: RdataField, value: number): void {
  if (field.only === undefined || value === field.only) return;
  encoder.fail(
    'number-out-of-range',
    t`The ${translated(field.name)} of the ${encoder.row.mnemonic} record is ${value}; only ${field.only} is defined.`,
  );
}

function numberText(field: RdataField, number: number): string {
  const known = field.printsMnemonic && field.values ? valueByNumber(field.values.rows, number) : undefined;
  return known?.mnemonic ? known.mnemonic : String(number);
}

function checkOnly(decoder: Decoder, field: RdataField, number: number): void {
  if (field.only !== undefined && number !== field.only) decoder.malformed = true;
}

export const u8: FieldCodec = {
  encode(encoder, field) {
    encoder.u8(takeNumber(encoder, field, 0xff));
    return true;
  },
  decode(decoder, field) {
    decoder.parts.push(numberText(field, decoder.u8()));
  },
};

export const u16: FieldCodec = {
  encode(encoder, field) {
    encoder.u16(takeNumber(encoder, field, 0xffff));
    return true;
  },
  decode(decoder, field) {
    decoder.parts.push(numberText(field, decoder.u16()));
  },
};

export const u32: FieldCodec = {
  encode(encoder, field) {
    encoder.u32(takeNumber(encoder, field, 0xffffffff));
    return true;
  },
  decode(decoder) {
    decoder.parts.push(String(decoder.u32()));
  },
};

/** A time span: seconds, or numbers with units. */
export const ttl: FieldCodec = {
  encode(encoder, field) {
    const seconds = parseTtl(encoder.words.text, encoder.start, encoder.end);
    if (seconds === undefined) {
      encoder.fail(
        'bad-time',
        t`The ${translated(field.name)} of the ${encoder.row.mnemonic} record is \`${encoder.shown}\`, which is not a time span. Write seconds, or numbers with units such as \`1d12h\`.`,
      );
    }
    encoder.u32(seconds ?? 0);
    encoder.word++;
    return true;
  },
  decode(decoder) {
    decoder.parts.push(String(decoder.u32()));
  },
};

/** KEY and DNSKEY flags: a number, decimal or else hexadecimal, or words joined by `|`. */
export const keyFlags: FieldCodec = {
  encode(encoder, field) {
    let flags = readNumber(encoder.words.text, encoder.start, encoder.end, 0xffff);
    if (flags === NOT_A_NUMBER) flags = flagsFromText(encoder.wordText);
    if (flags < 0) {
      const what = flags === TOO_BIG ? t`is more than 65535` : t`is not a number`;
      encoder.fail(
        flags === TOO_BIG ? 'number-out-of-range' : 'bad-mnemonic',
        t`The ${translated(field.name)} field of the ${encoder.row.mnemonic} record, \`${encoder.shown}\`, ${what}. Write 256 for a zone-signing key or 257 for a key-signing key.`,
      );
    } else checkOnlyValue(encoder, field, flags);
    encoder.u16(Math.max(0, flags));
    encoder.word++;
    return true;
  },
  decode(decoder, field) {
    const flags = decoder.u16();
    checkOnly(decoder, field, flags);
    decoder.parts.push(String(flags));
  },
};

/** named reads digits that are no decimal number as hexadecimal, and takes the beginning of a word for the word. */
function flagsFromText(text: string): number {
  if (/^\d(x(?=[0-9a-f]))?[0-9a-f]*$/i.test(text)) {
    const value = Number.parseInt(text, 16);
    return value <= 0xffff ? value : TOO_BIG;
  }
  let flags = 0;
  for (const word of text.toUpperCase().replace(/\|$/, '').split('|')) {
    const known = word === '' ? undefined : KEY_FLAG_WORDS.find((each) => each.word.startsWith(word));
    if (!known) return NOT_A_NUMBER;
    flags |= known.value;
  }
  return flags;
}

/** An RR type: its mnemonic, `TYPEnnn`, or its number. */
export const type: FieldCodec = {
  encode(encoder, field) {
    const { text } = encoder.words;
    let code = typeCodeInData(text, encoder.start, encoder.end);
    if (code < 0) code = readNumber(text, encoder.start, encoder.end, 0xffff);
    if (code < 0) {
      encoder.fail(
        'bad-mnemonic',
        t`The ${translated(field.name)} of the ${encoder.row.mnemonic} record is \`${encoder.shown}\`, which is not a record type. Write a mnemonic such as \`A\`, or \`TYPE\` and a number up to 65535.`,
      );
    }
    encoder.u16(Math.max(0, code));
    encoder.word++;
    return true;
  },
  decode(decoder) {
    decoder.parts.push(typeText(decoder.u16()));
  },
};

/** A Chaosnet address: 16 bits in octal digits. */
export const octal16: FieldCodec = {
  encode(encoder, field) {
    const text = encoder.wordText;
    const value = /^[0-7]{1,6}$/.test(text) ? Number.parseInt(text, 8) : -1;
    if (value < 0 || value > 0xffff) {
      encoder.fail(
        'bad-number',
        t`The ${translated(field.name)} of the ${encoder.row.mnemonic} record is \`${encoder.shown}\`. Write an octal number up to 177777.`,
      );
    }
    encoder.u16(Math.max(0, value));
    encoder.word++;
    return true;
  },
  decode(decoder) {
    decoder.parts.push(decoder.u16().toString(8));
  },
};
