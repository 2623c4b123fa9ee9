/** Zones in memory for tests of the parser. */
import { type NameId, NameTable } from '../../../server/src/dns/names.ts';
import { typeText } from '../../../server/src/dns/types.ts';
import { TextBuffer } from '../../../server/src/text/buffer.ts';
import { EntryKind, type ParsedChunk, wordCount, wordText } from '../../../server/src/zone/chunk.ts';
import { ZoneDocument } from '../../../server/src/zone/document.ts';
import { initialState } from '../../../server/src/zone/lineState.ts';
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

/** Parses a text as a zone's file. A chunk ends with the first line end after `chunk` units: 0 makes a chunk of each line. */
export function parse(text: string, origin = 'example.com.', names = new NameTable(), chunk = CHUNK): Parsed {
  const document = new ZoneDocument('file:///zone', new TextBuffer(text, chunk));
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

/** Every column of every entry and every problem with all it says, with offsets from the start of the document: the same however its chunks are cut. */
export function everything({ document, names }: Parsed): unknown[] {
  const nameText = (name: NameId): string => (name < 0 ? String(name) : names.text(name));
  return document.chunks.flatMap((chunk) => {
    const at = (offset: number): number => (offset < 0 ? offset : chunk.offset + offset);
    const entry = (i: number): unknown => ({
      kind: chunk.kinds[i],
      flags: chunk.flags[i],
      range: [at(chunk.starts[i]), at(chunk.ends[i])],
      owner: [nameText(chunk.owners[i]), at(chunk.ownerStarts[i]), at(chunk.ownerEnds[i])],
      type: [chunk.types[i], at(chunk.typeStarts[i]), at(chunk.typeEnds[i])],
      ttl: [chunk.ttls[i], at(chunk.ttlStarts[i]), at(chunk.ttlEnds[i])],
      class: chunk.classes[i],
      target: nameText(chunk.targets[i]),
      origin: nameText(chunk.origins[i]),
      words: Array.from({ length: wordCount(chunk, i) }, (_, word) => {
        const column = chunk.wordFirsts[i] + word;
        return [at(chunk.wordStarts[column]), at(chunk.wordEnds[column]), chunk.wordQuoted[column]];
      }),
      made: chunk.generated
        .filter((made) => made.entry === i)
        .map(({ parsed }) => Array.from({ length: parsed.count }, (_, made) => entryText(parsed, made, names))),
    });
    const problems = chunk.problems.map(({ rule, start, end, message, data }) => {
      const close = data?.close;
      return { rule, range: [at(start), at(end)], message, data: typeof close === 'number' ? at(close) : data };
    });
    const includes = chunk.includes.map(({ path, pathStart, pathEnd, origin, after }) => {
      return { path, range: [at(pathStart), at(pathEnd)], origin: nameText(origin), after };
    });
    return [...Array.from({ length: chunk.count }, (_, i) => entry(i)), ...problems, ...includes];
  });
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
