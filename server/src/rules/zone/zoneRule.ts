/**
 * A rule about zones: what it is (`RuleMeta`), what it looks at, and what it may be spared. The engine calls it again for what an edit touched: the
 * owners of the edited lines, and the owners of records that point to a name whose records changed.
 */
import type { NameId } from '../../dns/names.ts';
import type { ParsedChunk } from '../../zone/chunk.ts';
import type { ZoneDocument } from '../../zone/document.ts';
import type { ZoneRecord } from '../../zone/model.ts';
import type { Fix, Problem, RuleMeta } from '../rule.ts';
import type { ZoneContext } from './context.ts';
import type { ZoneReport } from './places.ts';
import type { Census } from './support/census.ts';

/** A rule that looks at single records. */
interface LooksAtRecords {
  /** May look at the record alone (its text, its resolved names, the settings). */
  checkRecord(record: ZoneRecord, context: ZoneContext, report: ZoneReport): void;
  /** Only records that write their owner: it is told once where it is written. */
  readonly onlyWrittenOwner?: true;
}

/** A rule that looks at an owner with all its records. */
interface LooksAtOwners {
  /** May look at the owner's records, at those of the names that they point to (over CNAMEs too), at zone cuts, and at how the zone is signed. */
  checkOwner(owner: NameId, records: readonly ZoneRecord[], context: ZoneContext, report: ZoneReport): void;
  /** Only the owner that is the zone's own name. */
  readonly onlyApex?: true;
}

/** A rule that looks at the zone as a whole. */
interface LooksAtZone {
  /** May look at everything; runs after each edit, so it has to be cheap: what it needs of many chunks comes from a census. */
  checkZone(context: ZoneContext, report: ZoneReport): void;
  /** What `checkZone` needs of the chunks. */
  readonly censuses?: readonly Census<unknown>[];
}

/** Every kind of rule may have these. */
interface LooksAtAny {
  /**
   * False where the rule says nothing of such a zone, by what its settings say. For `checkZone`: by the zone's name and its settings alone, since a
   * census is begun once.
   */
  applies?(context: ZoneContext): boolean;
  /** May look at the chunk alone (its directives, how its names are written), at what the zone is called, and at the settings. */
  checkChunk?(chunk: ParsedChunk, document: ZoneDocument, context: ZoneContext, report: ZoneReport): void;
  /** What makes findings of the zone one: those of one weight with the same text here are told at the first, with the number of the others. */
  once?(found: Pick<Problem, 'severity' | 'message' | 'data'>): string | undefined;
  /** Ways to mend a problem that it reported. */
  fixes?(problem: Problem, context: ZoneContext): Fix[];
}

/** The types that records are looked at for; every type where absent. An owner is looked at that has a record of one of them. */
interface OfTypes {
  readonly types?: readonly number[];
}

/**
 * Where a check has nothing to say, and so need not be called. Each of these only saves time: the rule finds the same without them, and
 * test/unit/rules/zone/concerns.test.ts holds it to that. Where several are given, all have to hold.
 */
interface SkipUnless {
  /** Looks at what the zone holds, so it is asked again after each edit. */
  zone?(context: ZoneContext): boolean;
  /** Bits of NameTrait: the owner has one of them. For `checkRecord`: or its target has one of `targetTraits`. */
  readonly ownerTraits?: number;
  /**
   * Its data are not usual (`EntryFlag.Usual`), or a text that is not at home (`isUsualAtHome`, support/mailText.ts). For `checkOwner`: it has such a
   * text.
   */
  readonly hasOtherData?: true;
}

/** Calls of `checkRecord` that may be spared. */
interface SkipRecordUnless extends SkipUnless {
  /** `NotHost`, `Number`, `Odd` or several of them. */
  readonly targetTraits?: number;
  /** It is of another type than these. */
  readonly exceptTypes?: readonly number[];
  /** Its TTL is written there, and outside of what the settings take as usual (`ttlLeast`, `ttlMost`). */
  readonly hasOddTtl?: true;
  /** Its owner is written with its final dot, or its target has a number. */
  readonly hasAbsoluteName?: true;
  /** In a reverse zone: its owner, or its target if that has a number or is no host name, is none that is written right (`sound`), not even in a block of addresses (`right`). */
  readonly namesNot?: 'sound' | 'right';
  /** Its owner is outside of the zone. */
  readonly isOutside?: true;
  /** A name of it is written as a relative one of several labels; types with more than one name are never skipped. */
  readonly hasRelativeName?: true;
  /**
   * Its data were not looked at yet and are not usual (`EntryFlag.Usual`), for a check that looks at the type, the data and its origin alone, and
   * that has nothing to say of usual ones.
   */
  readonly hasNewData?: true;
  /** With these settings it has something to say of data that are usual. */
  doubtsUsual?(context: ZoneContext): boolean;
}

/** Calls of `checkOwner` that may be spared. */
interface SkipOwnerUnless extends SkipUnless {
  /** It has a record of one of these types, where `types` is about `checkRecord`. */
  readonly ownerTypes?: readonly number[];
  /** It has two records of one type, of those that the rule looks at. */
  readonly hasSet?: true;
  /** Two of its records of one type may be the same. */
  readonly hasAlike?: true;
  /** It has two records of one type, other than signatures, and not all of its records have the same TTL. */
  readonly hasTtls?: true;
  /** It has two records. */
  readonly hasSeveral?: true;
  /** It has this many records. */
  atLeast?(context: ZoneContext): number;
  /** It has no record of these types. */
  readonly hasNone?: readonly number[];
  /** One of its records has data that are not usual (`EntryFlag.Usual`). */
  readonly hasUnusual?: true;
  /** It is below a zone cut or a DNAME, or at a cut and has more than belongs there. */
  readonly isHidden?: true;
  /** It has a target that is not settled (support/lookup.ts). */
  readonly hasUnsettledTarget?: true;
  /** It has a target in the zone that owns no record. */
  readonly hasAbsentTarget?: true;
  /** It has a target that owns no record of the zone and is written without a final dot. */
  readonly hasAbsentRelative?: true;
  /** It has a target that may be an alias. */
  readonly hasAliasedTarget?: true;
  /** In a reverse zone: its owner is none that is written right (`sound`), or is no whole address that is (`whole`). */
  readonly reverseNot?: 'sound' | 'whole';
}

/** None of the members of T. */
type No<T> = { readonly [K in keyof T]?: undefined };
/** What may be spared of the one kind of call, and nothing that is only of the other kind. */
type Only<Skip, Other> = Skip & No<Omit<Other, keyof Skip>>;

/** The four ways to look at records and owners: what belongs to one of them has no place in another. */
type LooksAtContent =
  | (OfTypes & LooksAtRecords & No<LooksAtOwners> & { readonly skipUnless?: Only<SkipRecordUnless, SkipOwnerUnless> })
  | (OfTypes & LooksAtOwners & No<LooksAtRecords> & { readonly skipUnless?: Only<SkipOwnerUnless, SkipRecordUnless> })
  | (OfTypes & LooksAtRecords & LooksAtOwners & { readonly skipUnless?: SkipRecordUnless & SkipOwnerUnless })
  | (No<OfTypes> & No<LooksAtRecords> & No<LooksAtOwners> & { readonly skipUnless?: undefined });

/**
 * A rule about zones. It looks at one record, at one owner with all its records, at a chunk of the file, or at the zone.
 * One without any of the four checks is raised by the parser or the workspace, under its id.
 */
export type ZoneRule = RuleMeta & LooksAtAny & LooksAtContent & (LooksAtZone | No<LooksAtZone>);
