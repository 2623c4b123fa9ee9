/** Which rules concern a record or an owner: by its type and by what there is to it beside. It is found out once for all zones with the same rules. */
import { NameTrait } from '../../../dns/names.ts';
import { ReverseKind } from '../../../dns/reverseNames.ts';
import { TYPE } from '../../../dns/types.ts';
import type { ZoneRule } from '../zoneRule.ts';

// What there is to a record beside its type, above the bits of NameTrait that its owner has.
export const OUTSIDE = 1 << 9;
export const OWNER_WRITTEN = 1 << 10;
export const ODD_TTL = 1 << 11;
export const RELATIVE = 1 << 13;
export const NEW_DATA = 1 << 14;
export const OTHER_DATA = 1 << 16;
/** No sound reverse name, and no right one at all. */
export const UNSOUND_NAME = 1 << 17;
export const FORWARD_NAME = 1 << 18;
export const ABSOLUTE_OWNER = 1 << 19;
export const RECORD_KEYS = 1 << 20;
/** Where the traits of targets stand that rules ask for: bits 8, 12 and 15. */
export const TARGET_SHIFT = 8;
export const TARGET_TRAITS = NameTrait.NotHost | NameTrait.Number | NameTrait.Odd;
const TARGET_NUMBER = NameTrait.Number << TARGET_SHIFT;
/** Those of which one at least holds for the targets that a rule about reverse names looks at. */
export const REVERSE_TARGET = (NameTrait.Number | NameTrait.NotHost) << TARGET_SHIFT;
export const ANY_TARGET = TARGET_TRAITS << TARGET_SHIFT;

// What there is to an owner beside its types, above the bits of NameTrait that it has.
export const HIDDEN = 1 << 8;
export const APEX = 1 << 9;
export const SEVERAL = 1 << 10;
export const LARGE = 1 << 11;
export const UNSETTLED = 1 << 12;
export const ABSENT = 1 << 13;
/** No sound reverse name, and none of a whole address. */
export const UNSOUND = 1 << 14;
export const PARTIAL = 1 << 15;
export const OTHER_TEXTS = 1 << 16;
export const ABSENT_RELATIVE = 1 << 17;
export const ALIASED = 1 << 18;
export const TTLS = 1 << 19;
export const ALIKE = 1 << 20;
export const UNUSUAL = 1 << 21;

/** The rules for owners that have certain types, and where to go on with one type more. */
export interface TypeSet {
  readonly types: readonly number[];
  /** Those of which the owner has two records. */
  readonly sets: readonly number[];
  readonly next: (TypeSet | undefined)[];
  /** By what there is to the owner beside its types. */
  readonly rules: Map<number, readonly ZoneRule[]>;
}

/** Owners with more types than this are told by what they have at once: a way from type to type would be a set for each. */
const MANY_TYPES = 64;

/** Stands for all sets of many types. */
export const MANY: TypeSet = { types: [], sets: [], next: [], rules: new Map() };

export function setOf(types: Iterable<number>): TypeSet {
  const found = new Set<number>();
  const sets = new Set<number>();
  for (const type of types) if (found.size === found.add(type).size) sets.add(type);
  return { types: [...found], sets: [...sets], next: [], rules: new Map() };
}

const NOBODY: readonly ZoneRule[] = [];

/** Sets of types that are kept: zones have some dozens, and files that mean harm could have any number. */
const MOST_SETS = 4096;
/** The same for kinds of records. */
const MOST_KINDS = 16_384;

/** What concerns what, of some rules. */
export class Concerns {
  /** Owners without a type: where the way to a set of types begins. */
  readonly types: TypeSet = { types: [], sets: [], next: [], rules: new Map() };
  readonly #recordRules: readonly ZoneRule[];
  readonly #ownerRules: readonly ZoneRule[];
  /** By type and by what there is to the record beside it. */
  readonly #ofRecords = new Map<number, readonly ZoneRule[]>();
  #sets = 0;

  constructor(recordRules: readonly ZoneRule[], ownerRules: readonly ZoneRule[]) {
    this.#recordRules = recordRules;
    this.#ownerRules = ownerRules;
  }

  /** The set of types with one type more. */
  extended(set: TypeSet, type: number): TypeSet {
    const hasType = set.types.includes(type);
    if (!hasType && set.types.length === MANY_TYPES) {
      set.next[type] = MANY;
      return MANY;
    }
    // What is in use stays as it is, and the others are made again where they come again.
    if (++this.#sets > MOST_SETS) this.#forget();
    const next =
      hasType && set.sets.includes(type)
        ? set
        : {
            types: hasType ? set.types : [...set.types, type],
            sets: hasType ? [...set.sets, type] : set.sets,
            next: [],
            rules: new Map(),
          };
    set.next[type] = next;
    return next;
  }

  #forget(): void {
    this.#sets = 0;
    this.types.next.length = 0;
  }

  /** The rules about records that concern one of the type; the same list for the same key. */
  ofRecord(type: number, key: number): readonly ZoneRule[] {
    const full = type * RECORD_KEYS + key;
    let rules = this.#ofRecords.get(full);
    if (!rules) {
      rules = orNobody(this.#recordRules.filter((rule) => concernsRecord(rule, type, key)));
      if (this.#ofRecords.size >= MOST_KINDS) this.#ofRecords.clear();
      this.#ofRecords.set(full, rules);
    }
    return rules;
  }

  /** The rules about owners that concern one with these types. */
  ofOwner(set: TypeSet, key: number): readonly ZoneRule[] {
    let rules = set.rules.get(key);
    if (!rules) {
      rules = orNobody(this.#ownerRules.filter((rule) => concernsOwner(rule, set, key)));
      set.rules.set(key, rules);
    }
    return rules;
  }
}

function orNobody(rules: readonly ZoneRule[]): readonly ZoneRule[] {
  return rules.length === 0 ? NOBODY : rules;
}

const KNOWN = new WeakMap<readonly ZoneRule[], WeakMap<readonly ZoneRule[], Concerns>>();

/** What concerns what, of these lists of rules. */
export function concernsOf(recordRules: readonly ZoneRule[], ownerRules: readonly ZoneRule[]): Concerns {
  let byOwnerRules = KNOWN.get(recordRules);
  if (!byOwnerRules) {
    byOwnerRules = new WeakMap();
    KNOWN.set(recordRules, byOwnerRules);
  }
  let concerns = byOwnerRules.get(ownerRules);
  if (!concerns) {
    concerns = new Concerns(recordRules, ownerRules);
    byOwnerRules.set(ownerRules, concerns);
  }
  return concerns;
}

function concernsRecord(
  { types, onlyWrittenOwner, skipUnless = ALWAYS }: ZoneRule,
  type: number,
  key: number,
): boolean {
  return (
    (types?.includes(type) ?? true) &&
    !skipUnless.exceptTypes?.includes(type) &&
    (!onlyWrittenOwner || (key & OWNER_WRITTEN) !== 0) &&
    hasTrait(skipUnless, key) &&
    (!skipUnless.hasOddTtl || (key & ODD_TTL) !== 0) &&
    (!skipUnless.hasAbsoluteName || (key & (ABSOLUTE_OWNER | TARGET_NUMBER)) !== 0) &&
    (skipUnless.namesNot === undefined ||
      (key & (skipUnless.namesNot === 'sound' ? UNSOUND_NAME : FORWARD_NAME)) !== 0) &&
    (!skipUnless.isOutside || (key & OUTSIDE) !== 0) &&
    (!skipUnless.hasRelativeName || (key & RELATIVE) !== 0) &&
    (!skipUnless.hasNewData || (key & NEW_DATA) !== 0) &&
    (!skipUnless.hasOtherData || (key & OTHER_DATA) !== 0)
  );
}

function hasTrait({ ownerTraits, targetTraits }: NonNullable<ZoneRule['skipUnless']>, key: number): boolean {
  if (ownerTraits === undefined && targetTraits === undefined) return true;
  return ((ownerTraits ?? 0) & key) !== 0 || (((targetTraits ?? 0) << TARGET_SHIFT) & key) !== 0;
}

function concernsOwner({ types, onlyApex, skipUnless = ALWAYS }: ZoneRule, set: TypeSet, key: number): boolean {
  const { ownerTypes = types, ownerTraits } = skipUnless;
  return (
    (ownerTypes?.some((type) => set.types.includes(type)) ?? true) &&
    (!onlyApex || (key & APEX) !== 0) &&
    (ownerTraits === undefined || (ownerTraits & key) !== 0) &&
    (!skipUnless.hasOtherData || (key & OTHER_TEXTS) !== 0) &&
    (!skipUnless.hasSet || (types ? types.some((type) => set.sets.includes(type)) : set.sets.length > 0)) &&
    !skipUnless.hasNone?.some((type) => set.types.includes(type)) &&
    (!skipUnless.hasUnusual || (key & UNUSUAL) !== 0) &&
    (!skipUnless.hasAlike || (key & ALIKE) !== 0) &&
    (!skipUnless.hasTtls || ((key & TTLS) !== 0 && set.sets.some((type) => !isSignature(type)))) &&
    (!skipUnless.hasSeveral || (key & SEVERAL) !== 0) &&
    (!skipUnless.atLeast || (key & LARGE) !== 0) &&
    (!skipUnless.isHidden || (key & HIDDEN) !== 0) &&
    (!skipUnless.hasUnsettledTarget || (key & UNSETTLED) !== 0) &&
    (!skipUnless.hasAbsentTarget || (key & ABSENT) !== 0) &&
    (!skipUnless.hasAbsentRelative || (key & ABSENT_RELATIVE) !== 0) &&
    (!skipUnless.hasAliasedTarget || (key & ALIASED) !== 0) &&
    (skipUnless.reverseNot === undefined || (key & (skipUnless.reverseNot === 'sound' ? UNSOUND : PARTIAL)) !== 0)
  );
}

/** What belongs to the parent of a zone cut, and the proof of it. */
const AT_CUT: readonly number[] = [TYPE.NS, TYPE.DS, TYPE.NSEC, TYPE.RRSIG];

/** True for owners that have nothing else. */
export function isDelegation({ types }: TypeSet): boolean {
  return types.every((type) => AT_CUT.includes(type));
}

/** Signatures have the TTLs of what they sign. */
function isSignature(type: number): boolean {
  return type === TYPE.RRSIG || type === TYPE.SIG;
}

export function keyOfReverse(kind: number): number {
  if (kind === ReverseKind.Classless) return 0;
  if ((kind & ReverseKind.Sound) === 0) return UNSOUND | PARTIAL;
  return (kind & ReverseKind.Whole) === 0 ? PARTIAL : 0;
}

/** The same for a record with such a name. */
export function keyOfReverseName(kind: number): number {
  if ((kind & ReverseKind.Sound) !== 0) return 0;
  return kind === ReverseKind.Classless ? UNSOUND_NAME : UNSOUND_NAME | FORWARD_NAME;
}

/** Of a rule that may be spared nothing. */
const ALWAYS: NonNullable<ZoneRule['skipUnless']> = {};
