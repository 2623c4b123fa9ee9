/** The proof that formatting changes nothing but the looks of a zone file. */

import { NameTable } from '../../../../server/src/dns/names.ts';
import { applyEdits } from '../../../../server/src/services/shared/offsetEdits.ts';
import { rangeToOffsets } from '../../../../server/src/services/shared/ranges.ts';
import { formatZoneText, zoneEdits, zoneFormat } from '../../../../server/src/services/zone/format/format.ts';
import { DEFAULT_ZONE_STYLE, type ZoneStyle } from '../../../../server/src/services/zone/format/style.ts';
import { finish } from '../../../../server/src/steps.ts';
import { TextBuffer } from '../../../../server/src/text/buffer.ts';
import { EntryKind, type ParsedChunk } from '../../../../server/src/zone/chunk.ts';
import { ZoneDocument } from '../../../../server/src/zone/document.ts';
import { initialState } from '../../../../server/src/zone/lineState.ts';
import { Scanner, TokenKind } from '../../../../server/src/zone/scanner.ts';
import { TestZone } from '../../rules/zone/harness.ts';
import { entryText } from '../../zone/harness.ts';

/** Smaller than files are read in, so that short texts have several. */
const CHUNK = 8192;

/** Every style that differs from the default in one option, the default first. */
export const STYLES: readonly ZoneStyle[] = [
  {},
  { indentStyle: 'spaces' },
  { indentStyle: 'spaces', tabSize: 4, columns: 'file' },
  { columns: 'none' },
  { soa: 'keep', alignComments: false },
  { ttlColumn: false, upperCase: true },
].map((style) => ({ ...DEFAULT_ZONE_STYLE, ...style }) as ZoneStyle);

/** A text read as a zone file, without includes. */
export function readZone(
  text: string,
  origin = 'example.com.',
  chunk = CHUNK,
): { document: ZoneDocument; names: NameTable } {
  const names = new NameTable();
  const document = new ZoneDocument('file:///zone', new TextBuffer(text, chunk));
  let id = 0;
  document.update(initialState(names.fromText(origin), 1), { names, zoneClass: 1, nextId: () => id++ });
  return { document, names };
}

/** What a server reads: every entry with owner, TTL, class, type and words, expanded ones included. */
function meaning(text: string): string[] {
  const { document, names } = readZone(text);
  const lines: string[] = [];
  const add = (chunk: ParsedChunk): void => {
    for (let entry = 0; entry < chunk.count; entry++) {
      const isRecord = chunk.kinds[entry] === EntryKind.Record;
      lines.push(`${isRecord ? chunk.classes[entry] : ''} ${entryText(chunk, entry, names)}`);
      for (const made of chunk.generated) if (made.entry === entry) add(made.parsed);
    }
  };
  document.chunks.forEach(add);
  return lines;
}

/** The rules that find something, in the order of the text; the one that formatting satisfies left out. */
function findings(text: string): string[] {
  return new TestZone(text)
    .problems()
    .map(({ rule }) => rule)
    .filter((rule) => rule !== 'zone/no-final-newline');
}

function tokens(text: string, anyCase: boolean): string[] {
  const scanner = new Scanner(text);
  const found: string[] = [];
  while (scanner.next() !== TokenKind.End) {
    if (scanner.kind === TokenKind.Space || scanner.kind === TokenKind.LineEnd) continue;
    const token = text.slice(scanner.start, scanner.end);
    found.push(anyCase && scanner.kind === TokenKind.Word ? token.toUpperCase() : token);
  }
  return found;
}

function firstDifference(before: readonly string[], after: readonly string[]): string | undefined {
  const at = Array.from({ length: Math.max(before.length, after.length) }).findIndex((_, i) => before[i] !== after[i]);
  return at < 0 ? undefined : `${JSON.stringify(before[at])} became ${JSON.stringify(after[at])}`;
}

/** What is wrong with the formatting of a text, a line for each fault; nothing where all is as it has to be. */
export function faults(text: string, style: ZoneStyle): string[] {
  const formatted = formatZoneText(text, style);
  const found: string[] = [];
  const check = (what: string, before: readonly string[], after: readonly string[]): void => {
    const difference = firstDifference(before, after);
    if (difference !== undefined) found.push(`${what}: ${difference}`);
  };
  check('token', tokens(text, style.upperCase), tokens(formatted, style.upperCase));
  check('entry', meaning(text), meaning(formatted));
  check('problem', findings(text), findings(formatted));
  check('second formatting', formatted.split('\n'), formatZoneText(formatted, style).split('\n'));
  const { document } = readZone(text);
  for (const { start, end, newText } of finish(zoneEdits(document, style))) {
    const old = document.buffer.slice(start, end);
    if (old === newText) found.push(`an edit that changes nothing, at ${start}`);
    if (!style.upperCase && !/^[ \t\r\n]*$/.test(old + newText)) found.push(`not white space: ${old}`);
  }
  // What an editor is sent: very many of them are joined.
  const sent = finish(zoneFormat(document, style)).map(({ range, newText }) => ({
    ...rangeToOffsets(document.buffer, range),
    newText,
  }));
  if (applyEdits(document.buffer.text(), sent) !== formatted) found.push('what is sent is not what is formatted');
  return found;
}
