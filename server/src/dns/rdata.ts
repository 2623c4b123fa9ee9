/** RDATA of every type: presentation format checked field by field, and turned into wire format and back. */

import { listed, marked, t, translated } from '../l10n.ts';
import { hexText, takeHex } from './rdata/binary.ts';
import { clipped, Decoder, Encoder, MAX_RDATA, type RdataWords, type ReportRdata } from './rdata/codec.ts';
import { FIELD_KINDS } from './rdata/kinds.ts';
import { readNumber } from './rdata/numbers.ts';
import { parseTtl } from './ttl.ts';
import { type RdataField, TYPE, type TypeRow } from './types.ts';

export type { RdataWords, ReportRdata } from './rdata/codec.ts';

/** Where one field stands in a record: the range in the text, and the words from `firstWord` to `lastWord`, counted from 0. */
export interface FieldSpan {
  readonly field: RdataField;
  readonly start: number;
  readonly end: number;
  readonly firstWord: number;
  readonly lastWord: number;
}

/** Stands for the octets in messages about `\# length hex`. */
const GENERIC_FIELD: RdataField = { name: marked('data'), kind: 'hex', doc: 'Octets in hexadecimal.' };

/** One encoder serves all calls; nothing here calls back into it. */
const encoder = new Encoder();

/**
 * Whether the RDATA is written as `\# length hex` (RFC 3597 section 5), which any type may be. In a TXT record without a number behind it
 * it is the text `#`.
 */
export function isGeneric({ code }: Pick<TypeRow, 'code'>, words: RdataWords): boolean {
  const { text, first, count, starts, ends, quoted } = words;
  if (count === 0 || quoted[first] === 1) return false;
  const start = starts[first];
  if (ends[first] - start !== 2 || text.charCodeAt(start) !== 0x5c || text.charCodeAt(start + 1) !== 0x23) return false;
  if (code !== TYPE.TXT) return true;
  const length = first + 1;
  return count > 1 && quoted[length] === 0 && /^\d+$/.test(text.slice(starts[length], ends[length]));
}

/**
 * Reports what is wrong with a record's RDATA, as named judges it. Relative names are taken to have room for their origin where none is given.
 * Meta types are not looked at: they are wrong in a zone whatever follows. Allocates nothing for the common types when nothing is wrong.
 */
export function checkRdata(row: TypeRow, words: RdataWords, report: ReportRdata, origin?: readonly Uint8Array[]): void {
  if (row.status === 'meta') return;
  encoder.begin(row, words, report, origin);
  encode(undefined);
  encoder.finish();
}

/** The fields of a record and where they stand; those that are missing are left out. For `\#` it is the one span of its octets. */
export function rdataLayout(row: TypeRow, words: RdataWords): FieldSpan[] {
  const spans: FieldSpan[] = [];
  encoder.begin(row, words, undefined, undefined);
  if (isGeneric(row, words) || row.fields.length === 0) addSpan(spans, GENERIC_FIELD, words, 0, words.count);
  else encode(spans);
  encoder.finish();
  return spans;
}

/**
 * The RDATA in wire format, names not compressed. `origin` completes relative names (labels, most specific first, without the root).
 * Undefined where something is wrong, or a name is relative and there is no origin.
 */
export function rdataToWire(
  row: TypeRow,
  words: RdataWords,
  origin: readonly Uint8Array[] | undefined,
): Uint8Array | undefined {
  if (row.status === 'meta') return undefined;
  encoder.begin(row, words, undefined, origin);
  encode(undefined);
  const wire = encoder.failed || encoder.relative ? undefined : encoder.out.slice(0, encoder.length);
  encoder.finish();
  return wire;
}

/** RDATA in presentation format; `\# length hex` where the row has no fields, and for octets that are not of its form. */
export function rdataFromWire(row: TypeRow, wire: Uint8Array): string {
  if (row.fields.length > 0) {
    const decoder = decode(row, wire);
    if (!decoder.malformed && !decoder.unprintable) return decoder.parts.filter((part) => part !== '').join(' ');
  }
  return genericRdata(wire);
}

/** Any RDATA as `\# length hex` (RFC 3597 section 5). */
export function genericRdata(wire: Uint8Array): string {
  return wire.length === 0 ? '\\# 0' : `\\# ${wire.length} ${hexText(wire)}`;
}

/** Whether the octets are those of the row's fields, digests of known kinds of their length, and nothing behind them. Any octets fit a row without fields. */
export function rdataFits(row: TypeRow, wire: Uint8Array): boolean {
  const { fields } = row;
  if (fields.length === 0) return true;
  // Of an address its length says all.
  if (fields.length === 1 && (fields[0].kind === 'ipv4' || fields[0].kind === 'ipv6')) {
    return wire.length === FIELD_KINDS[fields[0].kind].wire;
  }
  return !decode(row, wire).malformed;
}

/** The fields of a row in words, for messages. */
export function fieldsText({ fields }: TypeRow): string {
  return fieldNames(fields);
}

function addSpan(spans: FieldSpan[], field: RdataField, words: RdataWords, from: number, to: number): void {
  if (to <= from) return;
  const start = words.starts[words.first + from];
  const end = words.ends[words.first + to - 1];
  spans.push({ field, start, end, firstWord: from, lastWord: to - 1 });
}

function encode(spans: FieldSpan[] | undefined): void {
  const { row, words } = encoder;
  if (isGeneric(row, words)) {
    encodeGeneric();
    return;
  }
  if (row.fields.length === 0) {
    noPresentation();
    return;
  }
  if (reportMissingNames()) return;
  for (let index = 0; index < row.fields.length; index++) {
    const field = row.fields[index];
    const { codec, numeric, quotable } = FIELD_KINDS[field.kind];
    if (codec.absent?.(encoder, field)) continue;
    if (encoder.done && !field.nonEmpty) {
      if (field.optional && !codec.needed?.(encoder, field)) continue;
      missingField(field);
      return;
    }
    const from = encoder.word;
    if (numeric && from < words.count && isShifted(index)) {
      missingNumbers(index);
      return;
    }
    const goesOn = codec.encode(encoder, field);
    if (!quotable && !field.quotable) reportQuotes(field, from);
    if (spans) addSpan(spans, field, words, from, encoder.word);
    if (!goesOn) return;
  }
  if (!encoder.done) extraField();
  else if (encoder.length > MAX_RDATA) tooLong();
}

function encodeGeneric(): void {
  const { row, words } = encoder;
  encoder.word = 1;
  if (encoder.done) {
    encoder.word = 0;
    encoder.fail('missing-field', t`After \`\\#\` comes the number of octets, then the octets in hexadecimal.`);
    return;
  }
  // named takes neither the number nor the octets in quotes, whatever the type.
  encoder.word = words.count;
  reportQuotes(GENERIC_FIELD, 1);
  encoder.word = 1;
  if (encoder.failed) return;
  const length = readNumber(words.text, encoder.start, encoder.end, 0xffff);
  const { start, end } = encoder;
  if (length < 0) {
    encoder.fail(
      'bad-number',
      t`After \`\\#\` comes the number of octets, from 0 to 65535; this is \`${encoder.shown}\`.`,
    );
    return;
  }
  encoder.word++;
  if (!encoder.done) takeHex(encoder, GENERIC_FIELD, words.count);
  if (encoder.failed) return;
  if (encoder.length !== length) {
    encoder.failAt(
      start,
      end,
      'digest-length',
      t`\`\\#\` says ${length} octets, and ${encoder.length} follow. Correct the number.`,
    );
    return;
  }
  // named takes any octets of a type that it does not know.
  if (row.fields.length === 0 || row.unknownToNamed) return;
  const decoder = decode(row, encoder.out.subarray(0, encoder.length));
  if (!decoder.malformed) return;
  encoder.failAt(
    words.starts[words.first],
    words.ends[words.first + words.count - 1],
    'bad-rdata',
    t`These octets do not make the fields of the ${row.mnemonic} record (${fieldNames(row.fields)}), so servers refuse it.`,
  );
}

function decode(row: TypeRow, wire: Uint8Array): Decoder {
  const decoder = new Decoder(wire);
  for (const field of row.fields) {
    if (decoder.malformed) break;
    const isDigest = field.digest?.lengths[wire[field.digest.at]] !== undefined;
    if (decoder.left === 0 && field.optional && !field.nonEmpty && !isDigest) continue;
    FIELD_KINDS[field.kind].codec.decode(decoder, field);
  }
  if (decoder.left > 0) decoder.malformed = true;
  return decoder;
}

/** Whether the number wanted for field `index` was left out: the word is no number, and there are too few words for all fields. */
function isShifted(index: number): boolean {
  const { row, words } = encoder;
  const first = words.text.charCodeAt(encoder.start);
  if (first >= 0x30 && first <= 0x39) return false;
  if (row.fields[index].mnemonics) return false;
  return words.count - encoder.word < neededFrom(index);
}

function neededFrom(index: number): number {
  const { fields } = encoder.row;
  let needed = 0;
  for (let i = index; i < fields.length; i++) if (!fields[i].optional) needed++;
  return needed;
}

function fieldNames(fields: readonly RdataField[]): string {
  return listed(fields.map((field) => translated(field.name)));
}

/** Numbers were left out before a word that is none: `MX mail.example.com.` */
function missingNumbers(index: number): void {
  const { row, words } = encoder;
  const count = neededFrom(index) - (words.count - encoder.word);
  const lost = row.fields.slice(index, index + count);
  const sample = row.example.split(' ').slice(index, index + count);
  const given = clipped(words.text.slice(encoder.start, words.ends[words.first + words.count - 1]));
  const before = words.text.slice(words.starts[words.first], encoder.start);
  const closing = words.quoted[words.first + words.count - 1] === 1 ? '"' : '';
  const written = `${before}${sample.join(' ')} ${given}${closing}`.replace(/\s+/g, ' ');
  encoder.fail(
    'missing-field',
    t`The ${row.mnemonic} record has no ${fieldNames(lost)} before its ${translated(row.fields[index + count].name)}: write for example \`${written}\`.`,
  );
}

/**
 * Whether a record that begins with two names, as SOA does, has numbers where a name should be, so that all its numbers have moved up: the message is
 * about the name, and not about the field that is short at the end. An SOA with all its words may mean the number as a name.
 */
function reportMissingNames(): boolean {
  const { row, words } = encoder;
  const { fields } = row;
  if (fields.length < 3 || fields[0].kind !== 'name' || fields[1].kind !== 'name' || fields[2].kind !== 'u32')
    return false;
  const isNumber = (word: number): boolean =>
    parseTtl(words.text, words.starts[words.first + word], words.ends[words.first + word]) !== undefined;
  let names = 0;
  while (names < 2 && names < words.count && !isNumber(names)) names++;
  if (names === 2 || names === words.count) return false;
  const serial = words.first + 2;
  if (
    words.count >= row.fields.length &&
    readNumber(words.text, words.starts[serial], words.ends[serial], 0xffffffff) >= 0
  ) {
    return false;
  }
  const lost = row.fields.slice(names, 2);
  encoder.word = names;
  encoder.fail(
    'missing-name',
    t`The ${row.mnemonic} record has no ${fieldNames(lost)} before \`${encoder.shown}\`: its numbers follow two names, the primary server and the mailbox of who is responsible, such as \`ns1 hostmaster\`.`,
  );
  return true;
}

function missingField(field: RdataField): void {
  const { row, words } = encoder;
  const optionalGone = row.fields.slice(row.fields.indexOf(field)).filter((each) => each === field || !each.optional);
  const what = t`The ${row.mnemonic} record has no ${fieldNames(optionalGone)}`;
  const last = words.first + words.count - 1;
  const start = words.count > 0 ? words.starts[last] : -1;
  const end = words.count > 0 ? words.ends[last] : -1;
  if (encoder.failed) return;
  encoder.failAt(start, end, 'missing-field', t`${what}: write for example \`${row.example}\`.`);
}

function extraField(): void {
  const { row, words } = encoder;
  const { start } = encoder;
  encoder.failAt(
    start,
    words.ends[words.first + words.count - 1],
    'extra-field',
    words.count - encoder.word === 1
      ? t`One field too many, \`${encoder.shown}\`: the data of ${row.mnemonic} are only ${fieldNames(row.fields)}. Remove it; a comment begins with a semicolon.`
      : t`Too much from \`${encoder.shown}\` on: the data of ${row.mnemonic} are only ${fieldNames(row.fields)}. Remove what is too many; a comment begins with a semicolon.`,
  );
}

function tooLong(): void {
  const { row, words } = encoder;
  encoder.failAt(
    words.starts[words.first],
    words.ends[words.first + words.count - 1],
    'rdata-too-long',
    t`The data of this ${row.mnemonic} record have ${encoder.length} octets; a record holds at most ${MAX_RDATA}.`,
  );
}

function noPresentation(): void {
  const { row } = encoder;
  if (encoder.done) {
    encoder.failed = true;
    encoder.report?.(-1, -1, 'missing-field', genericAdvice(row));
    return;
  }
  encoder.fail('bad-rdata', genericAdvice(row));
}

function genericAdvice(row: TypeRow): string {
  return t`The octets of the ${row.mnemonic} record can only be written as \`\\#\`, a number of octets, and hexadecimal digits.`;
}

function reportQuotes(field: RdataField, from: number): void {
  const { words, row } = encoder;
  for (let word = from; word < encoder.word; word++) {
    if (words.quoted[words.first + word] !== 1) continue;
    const start = words.starts[words.first + word];
    const end = words.ends[words.first + word];
    encoder.failAt(
      start - 1,
      end + 1,
      'quoted',
      t`The ${translated(field.name)} of the ${row.mnemonic} record is in quotes, which named refuses here. Remove the quotes.`,
    );
  }
}
