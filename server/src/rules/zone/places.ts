/** Where problems of a zone stand, and how a rule reports them. */
import type { ParsedChunk } from '../../zone/chunk.ts';
import type { ZoneDocument } from '../../zone/document.ts';
import type { ZoneRecord } from '../../zone/model.ts';
import { targetWordOf } from '../../zone/targets.ts';
import type { Problem, Severity } from '../rule.ts';
import type { CheckOption } from './checkModes.ts';

/** A place in a chunk; offsets are relative to its start. */
export interface ZonePlace {
  readonly document: ZoneDocument;
  readonly chunk: ParsedChunk;
  readonly start: number;
  readonly end: number;
}

/** Further places of one cause. A zone may have nothing else, so they are made when somebody asks for them. */
export interface OtherPlaces {
  readonly count: number;
  /** The same object while they are the same. */
  readonly of: object;
  /** The first ones. */
  first(most: number): readonly RelatedZonePlace[];
}

export interface RelatedZonePlace {
  readonly place: ZonePlace;
  readonly message: string;
}

export interface ZoneReportExtra {
  readonly data?: Readonly<Record<string, unknown>>;
  readonly related?: readonly RelatedZonePlace[];
  /** For a rule that is told once a zone and finds all places at once. */
  readonly others?: OtherPlaces;
  /** Where one rule has cases of different weight; the rule's own otherwise. */
  readonly severity?: Severity;
  /** The option of named.conf that decides: `fail` makes it an error, `ignore` (and `no`) silences it. */
  readonly option?: CheckOption;
  readonly tag?: Problem['tag'];
}

export type ZoneReport = (place: ZonePlace, message: string, extra?: ZoneReportExtra) => void;

/** The owner where it is written, else the first characters of the record (its type), since the owner is inherited. */
export function ownerPlace(record: ZoneRecord): ZonePlace {
  const { chunk, entry, document } = record;
  if (chunk.ownerStarts[entry] < 0) return typePlace(record);
  return { document, chunk, start: chunk.ownerStarts[entry], end: chunk.ownerEnds[entry] };
}

export function typePlace({ chunk, entry, document }: ZoneRecord): ZonePlace {
  return { document, chunk, start: chunk.typeStarts[entry], end: chunk.typeEnds[entry] };
}

/** Word `index` of the RDATA; the type where the record has fewer words. */
export function wordPlace(record: ZoneRecord, index: number): ZonePlace {
  const { chunk, entry, document } = record;
  const at = chunk.wordFirsts[entry] + index;
  if (at >= chunk.wordFirsts[entry + 1]) return typePlace(record);
  return { document, chunk, start: chunk.wordStarts[at], end: chunk.wordEnds[at] };
}

/** The first name in the RDATA; the type where there is none. */
export function targetPlace(record: ZoneRecord): ZonePlace {
  const word = targetWordOf(record.chunk, record.entry);
  return word < 0 ? typePlace(record) : wordPlace(record, word);
}

/** The TTL where it is written, else the type. */
export function ttlPlace(record: ZoneRecord): ZonePlace {
  const { chunk, entry, document } = record;
  if (chunk.ttlStarts[entry] < 0) return typePlace(record);
  return { document, chunk, start: chunk.ttlStarts[entry], end: chunk.ttlEnds[entry] };
}

/** The whole record, from its first to its last character. */
export function recordPlace({ chunk, entry, document }: ZoneRecord): ZonePlace {
  return { document, chunk, start: chunk.starts[entry], end: chunk.ends[entry] };
}

/** A place's offsets from the start of its file. */
export function absolute(place: ZonePlace): { uri: string; start: number; end: number } {
  return { uri: place.document.uri, start: place.chunk.offset + place.start, end: place.chunk.offset + place.end };
}
