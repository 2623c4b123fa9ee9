/** What a rule about zones is given, and how it says where a problem is. */

import type { NameId, NameTable } from '../../dns/names.ts';
import type { BindVersion } from '../../dns/versions.ts';
import { EntryFlag, type ParsedChunk, wordText } from '../../zone/chunk.ts';
import type { ZoneDocument } from '../../zone/document.ts';
import type { ZoneModel, ZoneRecord } from '../../zone/model.ts';
import { targetWordOf } from '../../zone/targets.ts';
import type { Fix, Problem, RuleMeta, Severity } from '../rule.ts';
import type { CheckModes, CheckOption } from './checkModes.ts';
import type { Limits } from './limits.ts';
import type { Census } from './support/census.ts';

/** How the configuration that loads the zone has it; the defaults of named-checkzone where none is known to load it. */
export interface ZoneSettings {
  readonly version: BindVersion;
  readonly type: 'primary' | 'secondary' | 'hint' | 'other';
  /** True where a named.conf of the workspace loads the zone. */
  readonly loaded: boolean;
  /** What its check-* options say; named-checkzone's defaults where absent. */
  readonly checks?: CheckModes;
  /** `max-zone-ttl`, in seconds; absent where there is no limit. */
  readonly maxTtl?: number;
  /** Why named writes the file itself: it takes updates, or it is signed in place. Absent where only people write it. */
  readonly dynamic?: 'updated' | 'signed';
  /** True where it is one of the zones of a `response-policy` statement. */
  readonly responsePolicy?: boolean;
  /** The version of the zone before this one, on disk or in version control; absent where none is known. */
  readonly previous?: PreviousVersion;
  /** The thresholds that the user set. */
  readonly limits?: Limits;
}

/** What the rules about the serial compare the zone with. */
export interface PreviousVersion {
  readonly serial: number;
  /** True where its records, without the serial of the SOA, are those that the zone has now. */
  readonly sameContent: boolean;
}

export interface ZoneContext {
  readonly model: ZoneModel;
  readonly names: NameTable;
  readonly apex: NameId;
  /** False where the origin is a guess that nothing supports: names outside the zone cannot be told then. */
  readonly originKnown: boolean;
  /** The zone's file, then the files it includes, in the order of inclusion. */
  readonly documents: readonly ZoneDocument[];
  readonly settings: ZoneSettings;
  /** The zone of the workspace that holds a name outside this zone: the longest match; undefined where there is none. */
  zoneOf(name: NameId): ZoneModel | undefined;
  /** False where the workspace has no reverse zone, so that addresses need not be looked up in one. */
  readonly hasReverseZones?: boolean | undefined;
  /** The time, for signatures and serials that have a date; rules about them are silent where it is not given. */
  readonly now?: () => Date;
}

/** A place in a chunk; offsets are relative to its start. */
export interface Place {
  readonly document: ZoneDocument;
  readonly chunk: ParsedChunk;
  readonly start: number;
  readonly end: number;
}

export interface ZoneReportExtra {
  readonly data?: Readonly<Record<string, unknown>>;
  readonly related?: readonly { readonly place: Place; readonly message: string }[];
  /** Where one rule has cases of different weight; the rule's own otherwise. */
  readonly severity?: Severity;
  /** The option of named.conf that decides: `fail` makes it an error, `ignore` (and `no`) silences it. */
  readonly option?: CheckOption;
  readonly tag?: Problem['tag'];
}

export type ZoneReport = (place: Place, message: string, extra?: ZoneReportExtra) => void;

/**
 * A rule about zones. It looks at one record, at one owner with all its records, at a chunk of the file, or at the zone; the engine calls it again for what an
 * edit touched: the owners of the edited lines, and the owners of records that point to a name whose records changed.
 * A rule without any of the four is raised by the parser, under its id.
 */
export interface ZoneRule extends RuleMeta {
  /** Record types it looks at; every type where absent. For `checkOwner`: owners that have one of them. */
  readonly types?: readonly number[];
  /** For `checkOwner`, where that looks at other types than `checkRecord`. */
  readonly ownerTypes?: readonly number[];
  /** Bits of NameTrait: `checkRecord` concerns only records whose owner has one of them, or whose target has one of `targetTraits`. */
  readonly traits?: number;
  /** `NotHost`, `Number` or both. */
  readonly targetTraits?: number;
  /** Bits of NameTrait: `checkOwner` concerns only owners that have one of them. */
  readonly ownerTraits?: number;
  /** True where `checkRecord` looks at the TTL as it is written. */
  readonly onlyWrittenTtl?: boolean;
  /** True where `checkRecord` looks at the owner as it is written, so that records which inherit theirs do not concern it. */
  readonly onlyOwners?: boolean;
  /** True where `checkRecord` concerns only records whose owner is outside of the zone. */
  readonly onlyOutside?: boolean;
  /** True where `checkRecord` looks at names that are written as relative ones of several labels; types with more than one name concern it always. */
  readonly onlyRelative?: boolean;
  /**
   * True where `checkRecord` looks at the type, the data and its origin alone, so that it need not be asked again of the same data, and where it has
   * nothing to say of addresses with `EntryFlag.UsualAddress`.
   */
  readonly onlyData?: boolean;
  /** True where `checkOwner` compares records of one type with one another, so that only owners with two of a type concern it. */
  readonly onlySets?: boolean;
  /** True where `checkOwner` compares records with one another, so that an owner with one record does not concern it. */
  readonly onlySeveral?: boolean;
  /** True where `checkOwner` concerns only owners at or below a zone cut or a DNAME. */
  readonly onlyHidden?: boolean;
  /** True where `checkOwner` concerns only the apex. */
  readonly onlyApex?: boolean;
  /** True where `checkOwner` concerns only owners with a target that is not settled (support/lookup.ts). */
  readonly onlyUnsettled?: boolean;
  /** True where `checkOwner` concerns only owners with a target that owns no record of the zone. */
  readonly onlyAbsentTargets?: boolean;
  /** For `checkOwner`: the fewest records of an owner that concern it. */
  fewest?(context: ZoneContext): number;
  /** What `checkZone` needs of the chunks. */
  readonly censuses?: readonly Census<unknown>[];
  /** False where no record of the zone can concern it, by what the settings say. For `checkZone`: by the zone's name and its settings alone. */
  applies?(context: ZoneContext): boolean;
  /** May look at the record alone (its text, its resolved names, the settings). */
  checkRecord?(record: ZoneRecord, context: ZoneContext, report: ZoneReport): void;
  /** May look at the owner's records, at those of the names that they point to (over CNAMEs too), at zone cuts, and at how the zone is signed. */
  checkOwner?(owner: NameId, records: readonly ZoneRecord[], context: ZoneContext, report: ZoneReport): void;
  /** May look at the chunk alone (its directives, how its names are written), at what the zone is called, and at the settings. */
  checkChunk?(chunk: ParsedChunk, document: ZoneDocument, context: ZoneContext, report: ZoneReport): void;
  /** May look at everything; runs after each edit, so it has to be cheap: what it needs of many chunks comes from a census. */
  checkZone?(context: ZoneContext, report: ZoneReport): void;
  /** Ways to mend a problem that it reported. */
  fixes?(problem: Problem, context: ZoneContext): Fix[];
}

/** The owner where it is written, else the first characters of the record (its type), since the owner is inherited. */
export function ownerPlace(record: ZoneRecord): Place {
  const { chunk, entry, document } = record;
  if (chunk.ownerStarts[entry] < 0) return typePlace(record);
  return { document, chunk, start: chunk.ownerStarts[entry], end: chunk.ownerEnds[entry] };
}

export function typePlace({ chunk, entry, document }: ZoneRecord): Place {
  return { document, chunk, start: chunk.typeStarts[entry], end: chunk.typeEnds[entry] };
}

/** Word `index` of the RDATA; the type where the record has fewer words. */
export function wordPlace(record: ZoneRecord, index: number): Place {
  const { chunk, entry, document } = record;
  const at = chunk.wordFirsts[entry] + index;
  if (at >= chunk.wordFirsts[entry + 1]) return typePlace(record);
  return { document, chunk, start: chunk.wordStarts[at], end: chunk.wordEnds[at] };
}

/** The first name in the RDATA; the type where there is none. */
export function targetPlace(record: ZoneRecord): Place {
  const word = targetWordOf(record.chunk, record.entry);
  return word < 0 ? typePlace(record) : wordPlace(record, word);
}

/** The TTL where it is written, else the type. */
export function ttlPlace(record: ZoneRecord): Place {
  const { chunk, entry, document } = record;
  if (chunk.ttlStarts[entry] < 0) return typePlace(record);
  return { document, chunk, start: chunk.ttlStarts[entry], end: chunk.ttlEnds[entry] };
}

/** The whole record, from its first to its last character. */
export function recordPlace({ chunk, entry, document }: ZoneRecord): Place {
  return { document, chunk, start: chunk.starts[entry], end: chunk.ends[entry] };
}

/** Word `index` of a record's RDATA as it is written; empty where there is none. */
export function rdataWord(record: ZoneRecord, index: number): string {
  const { chunk, entry } = record;
  return chunk.wordFirsts[entry] + index < chunk.wordFirsts[entry + 1] ? wordText(chunk, entry, index) : '';
}

/** How many words a record's RDATA has. */
export function rdataCount({ chunk, entry }: ZoneRecord): number {
  return chunk.wordFirsts[entry + 1] - chunk.wordFirsts[entry];
}

/** True where the record itself is wrong, so that nothing should be concluded from its data. */
export function isInvalid({ chunk, entry }: ZoneRecord): boolean {
  return (chunk.flags[entry] & EntryFlag.Invalid) !== 0;
}

/** True where the owner is the one of the record before. */
export function inheritsOwner({ chunk, entry }: ZoneRecord): boolean {
  return (chunk.flags[entry] & EntryFlag.InheritedOwner) !== 0;
}

/** A place's offsets from the start of its file. */
export function absolute(place: Place): { uri: string; start: number; end: number } {
  return { uri: place.document.uri, start: place.chunk.offset + place.start, end: place.chunk.offset + place.end };
}
