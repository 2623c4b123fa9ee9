/** Whether it is plain, without reading their data, that no two records of a name are the same: for most names it is. */
import { readNumber } from '../../../dns/rdata/numbers.ts';
import { type FieldKind, TYPE, typeCodeAt, typeRow } from '../../../dns/types.ts';
import { classAt, EntryFlag, type ParsedChunk } from '../../../zone/chunk.ts';
import type { ZoneRecord } from '../../../zone/model.ts';

/** Records that are compared each with each. */
const FEW = 8;
/** Types whose data is one name: 1. */
const IS_NAME = new Uint8Array(65536);
for (const type of [TYPE.NS, TYPE.CNAME, TYPE.PTR, TYPE.DNAME]) IS_NAME[type] = 1;
const NUMBERS: readonly FieldKind[] = ['u8', 'u16', 'u32'];
const MAX_U32 = 0xffffffff;

/** True where it is plain that no two of the records are the same: a name is compared by its number. */
export function allDiffer(records: readonly ZoneRecord[]): boolean {
  if (records.length > FEW) return false;
  for (let i = 1; i < records.length; i++) {
    for (let j = 0; j < i; j++) {
      const [a, b] = [records[i], records[j]];
      if (a.type === b.type && !differs(a.chunk, a.entry, b.chunk, b.entry)) return false;
    }
  }
  return true;
}

/** The same for the entries `[from, to)` of a chunk, which are records. */
export function allDifferIn(chunk: ParsedChunk, from: number, to: number): boolean {
  if (to - from > FEW) return false;
  const { types } = chunk;
  for (let i = from + 1; i < to; i++) {
    for (let j = from; j < i; j++) if (types[i] === types[j] && !differs(chunk, i, chunk, j)) return false;
  }
  return true;
}

/** True where it is plain that two records of one type are not the same. */
function differs(a: ParsedChunk, one: number, b: ParsedChunk, other: number): boolean {
  const type = a.types[one];
  if (IS_NAME[type] === 1) return a.targets[one] !== b.targets[other];
  const flags = a.flags[one] | b.flags[other];
  if ((flags & EntryFlag.Invalid) !== 0) return false;
  if (type === TYPE.TXT) return textsDiffer(a, one, b, other);
  // Signatures of one name cover different types.
  return type === TYPE.RRSIG ? coversOther(a, one, b, other) : numbersDiffer(a, one, b, other);
}

function coversOther(a: ParsedChunk, one: number, b: ParsedChunk, other: number): boolean {
  const [covered, coveredByOther] = [coveredType(a, one), coveredType(b, other)];
  return covered >= 0 && coveredByOther >= 0 && covered !== coveredByOther;
}

function coveredType({ text, wordFirsts, wordStarts, wordEnds }: ParsedChunk, entry: number): number {
  const word = wordFirsts[entry];
  return word < wordFirsts[entry + 1] ? typeCodeAt(text, wordStarts[word], wordEnds[word]) : -1;
}

/** Whether the numbers that the data of both begins with are not the same: preferences, priorities, kinds of keys. */
function numbersDiffer(a: ParsedChunk, one: number, b: ParsedChunk, other: number): boolean {
  const { fields } = typeRow(a.types[one], classAt(a, one));
  for (let index = 0; index < fields.length; index++) {
    if (!NUMBERS.includes(fields[index].kind)) return false;
    const [number, otherNumber] = [numberAt(a, one, index), numberAt(b, other, index)];
    // Other spellings are names of values, quoted, escaped, or data written as octets.
    if (number < 0 || otherNumber < 0) return false;
    if (number !== otherNumber) return true;
  }
  return false;
}

function numberAt({ text, wordFirsts, wordStarts, wordEnds }: ParsedChunk, entry: number, index: number): number {
  const word = wordFirsts[entry] + index;
  return word < wordFirsts[entry + 1] ? readNumber(text, wordStarts[word], wordEnds[word], MAX_U32) : -1;
}

/** Whether texts without escapes are not the same, word for word. */
function textsDiffer(a: ParsedChunk, one: number, b: ParsedChunk, other: number): boolean {
  if ((a.flags[one] & b.flags[other] & EntryFlag.Plain) === 0) return false;
  const [from, otherFrom] = [a.wordFirsts[one], b.wordFirsts[other]];
  const count = a.wordFirsts[one + 1] - from;
  if (count !== b.wordFirsts[other + 1] - otherFrom) return true;
  for (let word = 0; word < count; word++) if (wordsDiffer(a, from + word, b, otherFrom + word)) return true;
  return false;
}

function wordsDiffer(a: ParsedChunk, one: number, b: ParsedChunk, other: number): boolean {
  const [start, at] = [a.wordStarts[one], b.wordStarts[other]];
  const length = a.wordEnds[one] - start;
  if (b.wordEnds[other] - at !== length) return true;
  // Those of one name mostly begin alike.
  for (let i = length - 1; i >= 0; i--) if (a.text.charCodeAt(start + i) !== b.text.charCodeAt(at + i)) return true;
  return false;
}
