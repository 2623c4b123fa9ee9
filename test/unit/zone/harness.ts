/** Zones in memory for tests of the parser. */
import { NameTable } from '../../../server/src/dns/names.ts';
import { typeText } from '../../../server/src/dns/types.ts';
import { TextBuffer } from '../../../server/src/text/buffer.ts';
import { EntryKind, type ParsedChunk, wordCount, wordText } from '../../../server/src/zone/chunk.ts';
import { initialState, ZoneDocument } from '../../../server/src/zone/document.ts';
import type { ParseEnvironment } from '../../../server/src/zone/parse.ts';

/** Smaller than files are read in, so that short texts have several. */
const CHUNK = 8192;

export interface Parsed {
  readonly document: ZoneDocument;
  readonly names: NameTable;
  readonly environment: ParseEnvironment;
}

/** An environment without files. */
export function environmentOf(names: NameTable): ParseEnvironment {
  let id = 1;
  return { names, zoneClass: 1, nextId: () => id++ };
}

/** Parses a text as a zone's file. */
export function parse(text: string, origin = 'example.com.', names = new NameTable()): Parsed {
  const document = new ZoneDocument('file:///zone', new TextBuffer(text, CHUNK));
  const environment = environmentOf(names);
  document.update(initialState(names.fromText(origin), 1), environment);
  return { document, names, environment };
}

/** An entry in one line: owner, TTL, type and words of a record, `kind` and words of a directive; `!` before what is wrong. */
export function entryText(chunk: ParsedChunk, entry: number, names: NameTable): string {
  const words = Array.from({ length: wordCount(chunk, entry) }, (_, i) => {
    const text = wordText(chunk, entry, i);
    return chunk.wordQuoted[chunk.wordFirsts[entry] + i] === 1 ? `"${text}"` : text;
  });
  const mark = (chunk.flags[entry] & 8) !== 0 ? '!' : '';
  if (chunk.kinds[entry] !== EntryKind.Record) return `${mark}${chunk.kinds[entry]} ${words.join(' ')}`;
  const owner = chunk.owners[entry] < 0 ? '?' : names.text(chunk.owners[entry]);
  return `${mark}${owner} ${chunk.ttls[entry]} ${typeText(chunk.types[entry])} ${words.join(' ')}`;
}

/** Every entry of a document, expanded ones indented below their directive. */
export function entries({ document, names }: Parsed): string[] {
  const lines: string[] = [];
  for (const chunk of document.chunks) {
    for (let entry = 0; entry < chunk.count; entry++) {
      lines.push(entryText(chunk, entry, names));
      for (const made of chunk.generated) {
        if (made.entry !== entry) continue;
        for (let i = 0; i < made.parsed.count; i++) lines.push(`  ${entryText(made.parsed, i, names)}`);
      }
    }
  }
  return lines;
}

/** Every problem as `rule|text it is at`. */
export function problems({ document }: Parsed): string[] {
  return document.chunks.flatMap((chunk) =>
    chunk.problems.map(({ rule, start, end }) => `${rule}|${chunk.text.slice(start, end)}`),
  );
}

/** Everything that the parse of a document says, with offsets from its start; sorted, since chunks may be cut elsewhere. */
export function snapshot({ document, names }: Parsed): string[] {
  const lines: string[] = [];
  for (const chunk of document.chunks) {
    for (let entry = 0; entry < chunk.count; entry++) {
      lines.push(
        `${chunk.offset + chunk.starts[entry]}-${chunk.offset + chunk.ends[entry]} ${entryText(chunk, entry, names)}`,
      );
    }
    for (const { rule, start, end, message } of chunk.problems) {
      lines.push(`${chunk.offset + start}-${chunk.offset + end} ${rule} ${message}`);
    }
  }
  return lines.sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10) || (a < b ? -1 : 1));
}
