/** Where domain names stand in the entries of a zone file: owners, names in RDATA, origins of directives. */

import { parseAddress } from '../../dns/addresses.ts';
import { CLASS } from '../../dns/classes.ts';
import { type NameId, type NameTable, NO_NAME, ROOT } from '../../dns/names.ts';
import { isBeyondTarget, nameWords } from '../../dns/nameWords.ts';
import { type RdataField, TYPES, typeRow } from '../../dns/types.ts';
import { isAloneUri, isAnswerUri } from '../../workspace/standing.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { Zone } from '../../workspace/zone.ts';
import { EntryFlag, EntryKind, type ParsedChunk } from '../../zone/chunk.ts';
import type { ZoneDocument } from '../../zone/document.ts';
import { targetWordOf } from '../../zone/targets.ts';
import type { FilePlace } from '../shared/places.ts';
import type { ZoneCursor } from './cursor.ts';

/** What navigation looks at beyond the zone it starts in. */
export type Surroundings = Pick<Workspace, 'zones' | 'zoneHolding' | 'bufferOf'>;

/** Whether a zone is a live answer, which is shown like a file and is none. */
export function isAnswer({ options }: Zone): boolean {
  return isAnswerUri(options.uri);
}

/** What is around a zone: the workspace; around a text that was never saved nothing but itself. */
export function surroundingsOf(zone: Zone, workspace: Surroundings): Surroundings {
  const { model, options } = zone;
  if (isAnswer(zone) || !isAloneUri(options.uri)) return workspace;
  return {
    zones: [zone],
    zoneHolding: (name) => (model.isInZone(name) ? zone : undefined),
    bufferOf: (uri) => workspace.bufferOf(uri),
  };
}

export type NameUse = 'owner' | 'rdata' | 'origin';

/** A name as it is written; offsets are relative to the start of its chunk. */
export interface NamePlace {
  readonly document: ZoneDocument;
  readonly chunk: ParsedChunk;
  readonly entry: number;
  readonly start: number;
  readonly end: number;
  readonly use: NameUse;
  /** For a name in the expansion of a `$GENERATE`: its place is then the directive's. */
  readonly generated: boolean;
}

/** A6's prefix length that leaves its suffix out (RFC 2874 section 3.1). */
const WHOLE_PREFIX = '128';

/** By type: 1 where the column of targets has not all the names in its RDATA. */
const BEYOND_TARGET = new Uint8Array(65536);
for (const row of TYPES) if (isBeyondTarget(row)) BEYOND_TARGET[row.code] = 1;

/** The RDATA words of an entry that are names, counted from 0. */
export function nameWordIndexes(chunk: ParsedChunk, entry: number): readonly { index: number; field: RdataField }[] {
  if (chunk.kinds[entry] !== EntryKind.Record || (chunk.flags[entry] & EntryFlag.Generic) !== 0) return [];
  const words = nameWords(typeRow(chunk.types[entry], chunk.classes[entry]));
  const first = chunk.wordFirsts[entry];
  const count = chunk.wordFirsts[entry + 1] - first;
  const found: { index: number; field: RdataField }[] = [];
  for (const { word, rest, field } of words) {
    const from = word - (field.kind === 'a6-name' && chunkWord(chunk, first) === WHOLE_PREFIX ? 1 : 0);
    for (let index = from; index < (rest ? count : Math.min(count, from + 1)); index++) {
      if (field.kind === 'gateway' && parseAddress(chunkWord(chunk, first + index))) continue;
      found.push({ index, field });
    }
  }
  return found;
}

function chunkWord(chunk: ParsedChunk, at: number): string {
  return chunk.text.slice(chunk.wordStarts[at], chunk.wordEnds[at]);
}

/** The name that the cursor stands on, whatever its spelling; NO_NAME where there is none. The root counts as none. */
export function nameAt(cursor: ZoneCursor, names: NameTable): NameId {
  const { chunk, entry, kind } = cursor;
  if (kind === 'owner' || kind === 'inherited-owner') return named(chunk.owners[entry]);
  const isName =
    kind === 'rdata'
      ? nameWordIndexes(chunk, entry).some(({ index }) => index === cursor.word)
      : kind === 'argument' && cursor.word === originWord(chunk, entry);
  return isName ? named(names.fromText(cursor.text, chunk.origins[entry])) : NO_NAME;
}

function named(name: NameId): NameId {
  return name > ROOT ? name : NO_NAME;
}

/** Which argument of a directive is an origin; -1 where it has none. */
function originWord(chunk: ParsedChunk, entry: number): number {
  if (chunk.kinds[entry] === EntryKind.Origin) return 0;
  return chunk.kinds[entry] === EntryKind.Include ? 1 : -1;
}

/**
 * The places of a file at which a name stands, in the order of the file, and undefined after each chunk, which is a step. Owners that are inherited
 * are not written, so not among them.
 */
export function* placesOf(name: NameId, document: ZoneDocument, names: NameTable): Iterable<NamePlace | undefined> {
  for (const chunk of document.chunks) {
    for (let entry = 0; entry < chunk.count; entry++) {
      for (const place of placesInEntry(name, chunk, entry, names)) {
        yield { document, chunk, entry, generated: false, ...place };
      }
      if (chunk.kinds[entry] !== EntryKind.Generate) continue;
      const made = chunk.generated.find((generated) => generated.entry === entry)?.parsed;
      const use = made && useIn(made, name, names);
      const [start, end] = [chunk.starts[entry], chunk.ends[entry]];
      if (use) yield { document, chunk, entry, start, end, use, generated: true };
    }
    yield undefined;
  }
}

/** How the expansion of a `$GENERATE` uses a name: the first use found. */
function useIn(made: ParsedChunk, name: NameId, names: NameTable): NameUse | undefined {
  for (let entry = 0; entry < made.count; entry++) {
    for (const { use } of placesInEntry(name, made, entry, names)) return use;
  }
  return undefined;
}

function* placesInEntry(
  name: NameId,
  chunk: ParsedChunk,
  entry: number,
  names: NameTable,
): Iterable<Pick<NamePlace, 'start' | 'end' | 'use'>> {
  const first = chunk.wordFirsts[entry];
  const word = (index: number, use: NameUse) => ({
    start: chunk.wordStarts[first + index],
    end: chunk.wordEnds[first + index],
    use,
  });
  // A line whose type is wrong has an owner too.
  if (chunk.owners[entry] === name && chunk.ownerStarts[entry] >= 0) {
    yield { start: chunk.ownerStarts[entry], end: chunk.ownerEnds[entry], use: 'owner' };
  }
  if (chunk.kinds[entry] !== EntryKind.Record) {
    const at = originWord(chunk, entry);
    if (at >= 0 && chunk.targets[entry] === name && first + at < chunk.wordFirsts[entry + 1]) yield word(at, 'origin');
    return;
  }
  if (chunk.classes[entry] === CLASS.IN && BEYOND_TARGET[chunk.types[entry]] === 0) {
    if (chunk.targets[entry] === name) yield word(targetWordOf(chunk, entry), 'rdata');
    return;
  }
  for (const { index } of nameWordIndexes(chunk, entry)) {
    const at = first + index;
    if (names.read(chunk.text, chunk.wordStarts[at], chunk.wordEnds[at], chunk.origins[entry]) === name) {
      yield word(index, 'rdata');
    }
  }
}

/** The place in its file: UTF-16 units from the start. */
export function inFile({ document, chunk, start, end }: NamePlace): FilePlace {
  return { uri: document.uri, start: chunk.offset + start, end: chunk.offset + end };
}

/** The name of the zone statement that loads a zone, in its file; undefined where no configuration does. */
export function zoneStatement(zone: Zone): FilePlace | undefined {
  const { configuration, names, apex, view } = zone.options;
  const statement = configuration?.model?.zones.find(
    (each) => each.fileWord && (each.view?.name ?? '') === view && names.fromText(each.name) === apex,
  );
  return statement && { uri: statement.setting.file.uri, start: statement.word.start, end: statement.word.end };
}
