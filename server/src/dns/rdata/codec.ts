/** What the field codecs share: the encoder that reads words and writes wire format, and the decoder that goes the other way. */

import type { RdataField, TypeRow } from '../types.ts';

/**
 * The words of one record's RDATA: offsets into `text` of the words `first` to `first + count - 1`.
 * `quoted[i]` is 1 where the word stood in quotes, start and end are then inside them; 2 where a part of it is, behind an equals sign.
 */
export interface RdataWords {
  readonly text: string;
  readonly first: number;
  readonly count: number;
  readonly starts: ArrayLike<number>;
  readonly ends: ArrayLike<number>;
  readonly quoted: ArrayLike<number>;
}

/**
 * Takes one problem: its range in the text, a short code in kebab case, and a message for the user.
 * A record without a single word has no place for it: start and end are then -1, and the caller points to the type.
 */
export type ReportRdata = (start: number, end: number, code: string, message: string) => void;

/** RDATA cannot be longer: its length is 16 bits on the wire. */
export const MAX_RDATA = 0xffff;

/** Words in messages are cut here. */
const LONGEST_SHOWN = 80;

/** The text, cut where it is too long for a message. */
export function clipped(text: string, longest = LONGEST_SHOWN): string {
  return text.length <= longest ? text : `${text.slice(0, longest)}...`;
}

/** Room beyond the longest RDATA, so that a codec may write a number or a name before the length is looked at. */
const SLACK = 1024;

/** Reads words and writes octets. One is kept and used again for every record, so that checking a record allocates nothing. */
export class Encoder {
  row!: TypeRow;
  words!: RdataWords;
  report: ReportRdata | undefined;
  /** The labels that complete a relative name, most specific first; undefined where the origin is not known. */
  origin: readonly Uint8Array[] | undefined;
  /** The next word, counted from 0. */
  word = 0;
  readonly out = new Uint8Array(MAX_RDATA + SLACK);
  length = 0;
  failed = false;
  /** A relative name was met and there was no origin to complete it. */
  relative = false;

  /** Makes ready for another record. */
  begin(
    row: TypeRow,
    words: RdataWords,
    report: ReportRdata | undefined,
    origin: readonly Uint8Array[] | undefined,
  ): void {
    this.row = row;
    this.words = words;
    this.report = report;
    this.origin = origin;
    this.word = 0;
    this.length = 0;
    this.failed = false;
    this.relative = false;
  }

  /** Lets go of the caller's data. */
  finish(): void {
    this.report = undefined;
    this.origin = undefined;
  }

  /** Whether all words have been read. */
  get done(): boolean {
    return this.word >= this.words.count;
  }

  /** Where the next word starts. */
  get start(): number {
    return this.words.starts[this.words.first + this.word];
  }

  /** Where the next word ends. */
  get end(): number {
    return this.words.ends[this.words.first + this.word];
  }

  /** Whether the next word stood in quotes. */
  get isQuoted(): boolean {
    return this.words.quoted[this.words.first + this.word] === 1;
  }

  /** Whether a quoted part follows an equals sign in the next word, as in `alpn="h2"`. */
  get isPair(): boolean {
    return this.words.quoted[this.words.first + this.word] === 2;
  }

  /** The next word as written. */
  get wordText(): string {
    return this.words.text.slice(this.start, this.end);
  }

  /** The next word for use in a message. */
  get shown(): string {
    return clipped(this.words.text.slice(this.start, Math.min(this.end, this.start + LONGEST_SHOWN + 1)));
  }

  /** Reports a problem of the next word. */
  fail(code: string, message: string): void {
    this.failAt(this.start, this.end, code, message);
  }

  /** Reports a problem of `text[start, end)`. */
  failAt(start: number, end: number, code: string, message: string): void {
    this.failed = true;
    this.report?.(start, end, code, message);
  }

  /** Writes one octet; beyond the longest RDATA only counts. */
  u8(value: number): void {
    this.out[this.length++] = value;
  }

  /** Writes 16 bits. */
  u16(value: number): void {
    this.out[this.length++] = value >> 8;
    this.out[this.length++] = value & 255;
  }

  /** Writes 32 bits. */
  u32(value: number): void {
    this.u16(Math.floor(value / 0x10000));
    this.u16(value & 0xffff);
  }
}

/** Reads wire format; collects the fields' texts. Reading beyond the end gives zeros and marks the RDATA as malformed. */
export class Decoder {
  readonly wire: Uint8Array;
  at = 0;
  /** The octets do not have the form of the type. */
  malformed = false;
  /** The octets are right, but the type has no text for them. */
  unprintable = false;
  readonly parts: string[] = [];

  constructor(wire: Uint8Array) {
    this.wire = wire;
  }

  /** How many octets are left. */
  get left(): number {
    return this.wire.length - this.at;
  }

  u8(): number {
    if (this.at >= this.wire.length) {
      this.malformed = true;
      return 0;
    }
    return this.wire[this.at++];
  }

  u16(): number {
    return this.u8() * 256 + this.u8();
  }

  u32(): number {
    return this.u16() * 0x10000 + this.u16();
  }

  /** The next `count` octets, a view; fewer, and malformed, where they are not there. */
  take(count: number): Uint8Array {
    if (count > this.left) this.malformed = true;
    const from = this.at;
    this.at = Math.min(this.wire.length, from + count);
    return this.wire.subarray(from, this.at);
  }

  /** All octets that are left. */
  rest(): Uint8Array {
    return this.take(this.left);
  }
}

/** How one kind of field is read and written. */
export interface FieldCodec {
  /** What was read before says that this field is not there. */
  absent?(encoder: Encoder, field: RdataField): boolean;
  /** What was read before says that this optional field must be there. */
  needed?(encoder: Encoder, field: RdataField): boolean;
  /**
   * Reads the field's words and writes its octets. There is at least one word, unless the field is optional.
   * After a bad value it still moves past the word; false where the rest of the record cannot be read.
   */
  encode(encoder: Encoder, field: RdataField): boolean;
  /** Reads the field's octets and adds its text. */
  decode(decoder: Decoder, field: RdataField): void;
}
