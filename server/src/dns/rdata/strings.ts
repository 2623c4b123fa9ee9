/** Character strings and longer text (RFC 1035 section 3.3, section 5.1). */

import { t, translated } from '../../l10n.ts';
import { readEscape } from '../nameText.ts';
import type { RdataField } from '../types.ts';
import type { Decoder, Encoder, FieldCodec } from './codec.ts';

const BACKSLASH = 0x5c;
const MAX_STRING = 255;

/** Writes the octets of `text[start, end)`, escapes read and other characters as UTF-8; false, and a report, for a bad escape. */
function writeText(encoder: Encoder, start: number, end: number): boolean {
  const { text } = encoder.words;
  for (let i = start; i < end; i++) {
    const code = text.charCodeAt(i);
    if (code === BACKSLASH) {
      const read = readEscape(text, i, end);
      if (read.octet < 0) {
        encoder.failAt(
          i,
          Math.min(end, i + read.length),
          'bad-escape',
          t`This backslash starts no escape. Write \`\\\\\` for a backslash, or \`\\\` and three digits up to 255.`,
        );
        return false;
      }
      encoder.u8(read.octet);
      i += read.length - 1;
    } else if (code < 0x80) encoder.u8(code);
    else i += writeUtf8(encoder, text.codePointAt(i)!) - 1;
  }
  return true;
}

/** Writes a code point above ASCII as UTF-8; gives how many UTF-16 units it took. A lone surrogate becomes U+FFFD. */
function writeUtf8(encoder: Encoder, point: number): number {
  if (point < 0x800) {
    encoder.u8(0xc0 | (point >> 6));
    encoder.u8(0x80 | (point & 63));
    return 1;
  }
  const code = point >= 0xd800 && point <= 0xdfff ? 0xfffd : point;
  if (code >= 0x10000) {
    encoder.u8(0xf0 | (code >> 18));
    encoder.u8(0x80 | ((code >> 12) & 63));
  } else encoder.u8(0xe0 | (code >> 12));
  encoder.u8(0x80 | ((code >> 6) & 63));
  encoder.u8(0x80 | (code & 63));
  return code >= 0x10000 ? 2 : 1;
}

/** Writes the next word as one character string; reports one that is too long. */
function takeString(encoder: Encoder, field: RdataField): void {
  const lengthAt = encoder.length;
  encoder.u8(0);
  writeText(encoder, encoder.start, encoder.end);
  const length = encoder.length - lengthAt - 1;
  if (length > MAX_STRING) {
    const split = field.repeats ? t`Split it into several strings in quotes; readers join them.` : t`Shorten it.`;
    encoder.fail(
      'text-too-long',
      t`This string has ${length} octets, and a string in a ${encoder.row.mnemonic} record holds at most ${MAX_STRING}. ${split}`,
    );
    encoder.length = lengthAt + 1 + MAX_STRING;
  }
  encoder.out[lengthAt] = encoder.length - lengthAt - 1;
  encoder.word++;
}

/** Octets in quotes, with what is special or unprintable escaped as named does. */
function quotedText(octets: Uint8Array): string {
  let out = '"';
  for (const octet of octets) {
    if (octet < 0x20 || octet > 0x7e) out += `\\${String(octet).padStart(3, '0')}`;
    else if (octet === 0x22 || octet === BACKSLASH) out += `\\${String.fromCharCode(octet)}`;
    else out += String.fromCharCode(octet);
  }
  return `${out}"`;
}

function readString(decoder: Decoder): Uint8Array {
  return decoder.take(decoder.u8());
}

/** One character string. */
export const string: FieldCodec = {
  encode(encoder, field) {
    takeString(encoder, field);
    return true;
  },
  decode(decoder) {
    decoder.parts.push(quotedText(readString(decoder)));
  },
};

/** All character strings that are left, at least one. */
export const strings: FieldCodec = {
  encode(encoder, field) {
    while (!encoder.done) takeString(encoder, field);
    return true;
  },
  decode(decoder) {
    do decoder.parts.push(quotedText(readString(decoder)));
    while (decoder.left > 0 && !decoder.malformed);
  },
};

/** Text to the end of the RDATA without a length of its own, in quotes or not. */
export const text: FieldCodec = {
  encode(encoder) {
    writeText(encoder, encoder.start, encoder.end);
    encoder.word++;
    return true;
  },
  decode(decoder) {
    decoder.parts.push(quotedText(decoder.rest()));
  },
};

/** The same, where named insists on quotes (URI). */
export const quotedOnly: FieldCodec = {
  encode(encoder, field) {
    if (!encoder.isQuoted) {
      encoder.fail(
        'quotes-missing',
        t`The ${translated(field.name)} of the ${encoder.row.mnemonic} record must be in quotes: write \`"${encoder.shown}"\`.`,
      );
    }
    return text.encode(encoder, field);
  },
  decode: text.decode,
};

function isLetterOrDigit(code: number): boolean {
  const lower = code | 0x20;
  return (code >= 0x30 && code <= 0x39) || (lower >= 0x61 && lower <= 0x7a);
}

/** A CAA tag: letters and digits (RFC 8659 section 4.1). */
export const tag: FieldCodec = {
  encode(encoder) {
    const { start, end } = encoder;
    const lengthAt = encoder.length;
    encoder.u8(end - start);
    for (let i = start; i < end; i++) {
      const code = encoder.words.text.charCodeAt(i);
      if (isLetterOrDigit(code)) {
        encoder.u8(code);
        continue;
      }
      encoder.fail(
        'bad-caa',
        t`The tag of the CAA record is \`${encoder.shown}\`; a tag has only letters and digits, such as \`issue\`.`,
      );
      break;
    }
    if (end - start > MAX_STRING)
      encoder.fail('bad-caa', t`The tag of the CAA record is longer than ${MAX_STRING} octets.`);
    encoder.out[lengthAt] = Math.min(MAX_STRING, encoder.length - lengthAt - 1);
    encoder.word++;
    return true;
  },
  decode(decoder) {
    const octets = readString(decoder);
    if (octets.length === 0 || !octets.every(isLetterOrDigit)) decoder.malformed = true;
    decoder.parts.push(String.fromCharCode(...octets));
  },
};

/** An X.25 address: a string of at least four digits (RFC 1183 section 3.1). */
export const digits: FieldCodec = {
  encode(encoder, field) {
    if (!/^\d{4,}$/.test(encoder.wordText)) {
      encoder.fail(
        'bad-number',
        t`An X.25 address has at least four digits and nothing else; this is \`${encoder.shown}\`.`,
      );
    }
    takeString(encoder, field);
    return true;
  },
  decode(decoder) {
    const octets = readString(decoder);
    if (octets.length < 4 || !octets.every((octet) => octet >= 0x30 && octet <= 0x39)) decoder.malformed = true;
    decoder.parts.push(quotedText(octets));
  },
};

/** A NAPTR substitution: delimiter, expression, delimiter, replacement, delimiter, flags (RFC 3402 section 3.2). */
export const regexp: FieldCodec = {
  encode(encoder, field) {
    const from = encoder.length + 1;
    const { start, end } = encoder;
    takeString(encoder, field);
    if (isSubstitution(encoder.out.subarray(from, encoder.length))) return true;
    encoder.failAt(
      start,
      end,
      'bad-regexp',
      t`The regexp of the NAPTR record is not of the form \`!expression!replacement!\`. Resolvers would drop the record.`,
    );
    return true;
  },
  decode(decoder) {
    const octets = readString(decoder);
    if (!isSubstitution(octets)) decoder.malformed = true;
    decoder.parts.push(quotedText(octets));
  },
};

/** Follows named: three delimiters that are no digit, backslash or `i`, back-references to groups that are there, then at most `i`s. */
function isSubstitution(octets: Uint8Array): boolean {
  if (octets.length === 0) return true;
  const delimiter = octets[0];
  if (delimiter === 0 || delimiter === BACKSLASH || delimiter === 0x69 || isDigit(delimiter)) return false;
  let part = 0;
  let expression = '';
  let highest = 0;
  for (let i = 1; i < octets.length; i++) {
    const octet = octets[i];
    if (octet === 0) return false;
    if (octet === delimiter) {
      part++;
      if (part > 2) return false;
      continue;
    }
    if (part === 2 && octet !== 0x69) return false;
    if (part === 0) expression += String.fromCharCode(octet);
    if (octet !== BACKSLASH || i + 1 >= octets.length) continue;
    i++;
    if (part === 0) expression += octets[i] === delimiter ? '' : String.fromCharCode(octets[i]);
    if (part === 1 && isDigit(octets[i])) {
      if (octets[i] === 0x30) return false;
      highest = Math.max(highest, octets[i] - 0x30);
    }
  }
  return part === 2 && highest <= groupsOf(expression);
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** How many groups a POSIX extended expression has; -1 where it is empty or its parentheses or brackets do not close. */
function groupsOf(expression: string): number {
  if (expression === '') return -1;
  let groups = 0;
  let open = 0;
  for (let i = 0; i < expression.length; i++) {
    const char = expression[i];
    if (char === '\\') i++;
    else if (char === '(') {
      groups++;
      open++;
    } else if (char === ')') {
      // One that closes nothing stands for itself.
      if (open > 0) open--;
    } else if (char === '[') {
      // A `]` right after `[` or `[^` stands for itself.
      const first = expression[i + 1] === '^' ? i + 2 : i + 1;
      const close = expression.indexOf(']', first + 1);
      if (close < 0) return -1;
      i = close;
    }
  }
  return open === 0 ? groups : -1;
}
