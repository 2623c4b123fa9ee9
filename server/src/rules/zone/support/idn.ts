/** Names with characters beyond ASCII, and labels that begin with `xn--`, wherever a name is written. */
import { NameTrait } from '../../../dns/names.ts';
import { plainNameWords } from '../../../dns/nameWords.ts';
import { EntryKind, type ParsedChunk } from '../../../zone/chunk.ts';
import { labelToAscii, labelToUnicode } from './punycode.ts';

/** A name as it is written: offsets from the start of the chunk. */
export interface WrittenName {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** A label that begins with `xn--` and is not what its text encodes to; `start` as in WrittenName. */
interface MalformedLabel {
  readonly label: string;
  /** What it decodes to; undefined where that is nothing. */
  readonly unicode: string | undefined;
  readonly start: number;
}

/** The malformed labels in a chunk. */
export function malformedLabels(chunk: ParsedChunk): MalformedLabel[] {
  return idnNames(chunk).flatMap(malformedIn);
}

function malformedIn({ text, start }: WrittenName): MalformedLabel[] {
  const found: MalformedLabel[] = [];
  for (const { 0: label, index } of text.matchAll(/(?<![^.])xn--[^.\\]*(?![^.])/gi)) {
    const unicode = labelToUnicode(label.toLowerCase());
    if (unicode !== undefined && labelToAscii(unicode) === label.toLowerCase()) continue;
    found.push({ label, unicode, start: start + index });
  }
  return found;
}

/** The names in a chunk that could be internationalised. */
export function idnNames(chunk: ParsedChunk): WrittenName[] {
  const found: WrittenName[] = [];
  // Nearly every chunk is plain ASCII without such a label.
  // The second names of records count as any, so that each small zone, with its SOA record, has to be looked through.
  if (chunk.isAscii && ((chunk.traits & NameTrait.Encoded) === 0 || !/xn--/i.test(chunk.text))) return found;
  const look = (start: number, end: number): void => {
    const text = chunk.text.slice(start, end);
    if (start >= 0 && /[\u0080-\uffff]|xn--/i.test(text)) found.push({ text, start, end });
  };
  for (let entry = 0; entry < chunk.count; entry++) {
    const kind = chunk.kinds[entry];
    const first = chunk.wordFirsts[entry];
    const count = chunk.wordFirsts[entry + 1] - first;
    if (kind === EntryKind.Origin && count > 0) look(chunk.wordStarts[first], chunk.wordEnds[first]);
    if (kind !== EntryKind.Record) continue;
    look(chunk.ownerStarts[entry], chunk.ownerEnds[entry]);
    for (const { word } of plainNameWords(chunk.types[entry])) {
      if (word < count) look(chunk.wordStarts[first + word], chunk.wordEnds[first + word]);
    }
  }
  return found;
}
