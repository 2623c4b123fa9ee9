/** Domain names in RDATA. They are not compressed: RFC 3597 section 4 forbids it for all but the oldest types. */

import { t, translated } from '../../l10n.ts';
import { labelsToText, MAX_LABEL, MAX_NAME, type NameError, parseName } from '../nameText.ts';
import type { RdataField } from '../types.ts';
import type { Decoder, Encoder, FieldCodec } from './codec.ts';

const DOT = 0x2e;
const AT = 0x40;
const BACKSLASH = 0x5c;
const BRACKET = 0x5b;
/** Every octet takes four characters at most, as `\DDD`. */
const LONGEST_NAME_TEXT = MAX_NAME * 4;

/** Writes the next word as a name; reports and writes the root where it is none. */
export function takeName(encoder: Encoder, field: RdataField): void {
  if (encoder.isPair) pairForName(encoder, field);
  else if (!writePlain(encoder)) writeParsed(encoder, field);
  encoder.word++;
}

/** A parameter stands where the name should: the name was forgotten. named ends a name at a quote and refuses what is behind it. */
function pairForName(encoder: Encoder, field: RdataField): void {
  encoder.fail(
    'missing-target',
    t`The ${encoder.row.mnemonic} record has no ${translated(field.name)}: \`${encoder.shown}\` stands in its place. Write the ${translated(field.name)} before it, or a dot for the owner itself.`,
  );
  encoder.u8(0);
}

/** The quick way for ASCII without escapes: true where the name was written, false (and nothing written) for all others. */
function writePlain(encoder: Encoder): boolean {
  const { text } = encoder.words;
  const { start, end, out } = encoder;
  const from = encoder.length;
  if (end - start >= MAX_NAME || start >= end) return false;
  if (end - start === 1) {
    const only = text.charCodeAt(start);
    if (only === DOT) {
      encoder.u8(0);
      return true;
    }
    if (only === AT) {
      writeOrigin(encoder);
      return true;
    }
  }
  let lengthAt = from;
  let at = from + 1;
  for (let i = start; i < end; i++) {
    const code = text.charCodeAt(i);
    if (code === BACKSLASH || code >= 0x80) return false;
    if (code !== DOT) {
      out[at++] = code;
      continue;
    }
    const length = at - lengthAt - 1;
    if (length === 0 || length > MAX_LABEL) return false;
    out[lengthAt] = length;
    lengthAt = at++;
  }
  const last = at - lengthAt - 1;
  if (last === 0) {
    out[lengthAt] = 0;
    encoder.length = at;
    return true;
  }
  if (last > MAX_LABEL || at - from >= MAX_NAME) return false;
  out[lengthAt] = last;
  encoder.length = at;
  writeOrigin(encoder);
  if (encoder.length - from <= MAX_NAME) return true;
  encoder.length = from;
  return false;
}

function writeOrigin(encoder: Encoder): void {
  if (encoder.origin) for (const label of encoder.origin) writeLabel(encoder, label);
  else encoder.relative = true;
  encoder.u8(0);
}

function writeLabel(encoder: Encoder, label: Uint8Array): void {
  encoder.u8(label.length);
  for (const octet of label) encoder.u8(octet);
}

function writeParsed(encoder: Encoder, field: RdataField): void {
  const { text } = encoder.words;
  const { start, end } = encoder;
  const from = encoder.length;
  const error = nameError(text, start, end);
  if (error) {
    encoder.failAt(
      start + error.index,
      Math.max(start + error.index + error.length, Math.min(end, start + 1)),
      'bad-name',
      nameMessage(encoder, field, error),
    );
    encoder.u8(0);
    return;
  }
  const parsed = parseName(text, start, end);
  for (const label of parsed.labels) writeLabel(encoder, label);
  if (parsed.absolute) encoder.u8(0);
  else writeOrigin(encoder);
  if (encoder.length - from <= MAX_NAME) return;
  const what = t`The ${translated(field.name)} of the ${encoder.row.mnemonic} record`;
  const message = t`${what} is longer than the ${MAX_NAME} octets that a name may have, its origin included. Shorten it, or end it in a dot if the origin should not be added.`;
  encoder.fail('bad-name', message);
  encoder.length = from;
  encoder.u8(0);
}

/** What is wrong with a name's text; one that is too long in any case is not looked at closer, as it may have any length. */
function nameError(text: string, start: number, end: number): NameError | undefined {
  if (end - start > LONGEST_NAME_TEXT) return { code: 'name-too-long', index: 0, length: end - start };
  return parseName(text, start, end).error ?? bitString(text, start, end);
}

/** named still takes `\[` at the start of a label for a bit string (RFC 2673) and refuses it. */
function bitString(text: string, start: number, end: number): NameError | undefined {
  for (let i = start; i + 1 < end; i++) {
    if (text.charCodeAt(i) !== BACKSLASH) continue;
    const labelStart = i === start || text.charCodeAt(i - 1) === DOT;
    if (labelStart && text.charCodeAt(i + 1) === BRACKET) return { code: 'bad-escape', index: i - start, length: 2 };
    i++;
  }
  return undefined;
}

function nameMessage(encoder: Encoder, field: RdataField, error: NameError): string {
  const what = t`The ${translated(field.name)} of the ${encoder.row.mnemonic} record`;
  switch (error.code) {
    case 'empty':
      return t`${what} is empty. Write a name, or a dot for the root.`;
    case 'empty-label':
      return t`${what}, \`${encoder.shown}\`, has a dot with nothing before it. Remove the dot or write the missing label.`;
    case 'label-too-long':
      return t`${what} has a label of more than ${MAX_LABEL} octets, which no name may have.`;
    case 'name-too-long':
      return t`${what} is longer than the ${MAX_NAME} octets that a name may have.`;
    case 'bad-escape':
      return t`${what} has a backslash that starts no escape. Write \`\\\\\` for a backslash, or \`\\\` and three digits up to 255.`;
  }
}

/** Reads an uncompressed name; its absolute text. */
export function readName(decoder: Decoder): string {
  const labels: Uint8Array[] = [];
  const from = decoder.at;
  for (;;) {
    const length = decoder.u8();
    if (length === 0) break;
    if (length > MAX_LABEL) {
      decoder.malformed = true;
      break;
    }
    labels.push(decoder.take(length));
    if (decoder.malformed || decoder.at - from >= MAX_NAME) {
      decoder.malformed = true;
      break;
    }
  }
  return decoder.malformed ? '' : labelsToText(labels);
}

export const name: FieldCodec = {
  encode(encoder, field) {
    takeName(encoder, field);
    return true;
  },
  decode(decoder) {
    decoder.parts.push(readName(decoder));
  },
};

/** All names that are left. */
export const names: FieldCodec = {
  encode(encoder, field) {
    while (!encoder.done) takeName(encoder, field);
    return true;
  },
  decode(decoder) {
    while (decoder.left > 0 && !decoder.malformed) decoder.parts.push(readName(decoder));
  },
};

const LABELS_AT = 3;

/** Labels of the uncompressed name in `octets[from, end)`, without the root. */
function countLabels(octets: Uint8Array, from: number, end: number): number {
  let labels = 0;
  for (let at = from; at < end && octets[at] > 0; at += octets[at] + 1) labels++;
  return labels;
}

/** The signer of RRSIG: it is the owner or above it, so it cannot have more labels than the record says the owner has. */
export const rrsigSigner: FieldCodec = {
  encode(encoder, field) {
    const { start, end, length: from } = encoder;
    takeName(encoder, field);
    const labels = countLabels(encoder.out, from, encoder.length);
    if (labels > encoder.out[LABELS_AT]) {
      encoder.failAt(
        start,
        end,
        'bad-signer',
        t`The signer has ${labels} labels, and the record says that the signed name has only ${encoder.out[LABELS_AT]}. Only the zone of a name can sign it: sign the zone again.`,
      );
    }
    return true;
  },
  decode(decoder) {
    const from = decoder.at;
    decoder.parts.push(readName(decoder));
    if (countLabels(decoder.wire, from, decoder.at) > decoder.wire[LABELS_AT]) decoder.malformed = true;
  },
};
