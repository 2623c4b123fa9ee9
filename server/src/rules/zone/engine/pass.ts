/** Which checks concern a record or an owner, and what they report. */

import { ANY_TRAIT, type NameId, NO_NAME, ROOT } from '../../../dns/names.ts';
import { HAS_MORE_NAMES, OTHER_NAME_WORD } from '../../../dns/nameWords.ts';
import { reverseKind } from '../../../dns/reverseNames.ts';
import { TYPE } from '../../../dns/types.ts';
import { EntryFlag, type ParsedChunk } from '../../../zone/chunk.ts';
import type { ZoneDocument } from '../../../zone/document.ts';
import type { ZoneRecord } from '../../../zone/model.ts';
import { targetWordOf } from '../../../zone/targets.ts';
import { CHECKZONE_MODES } from '../checkModes.ts';
import type { ZoneContext } from '../context.ts';
import { limit } from '../limits.ts';
import type { ZonePlace, ZoneReport } from '../places.ts';
import { leadsToNoAlias } from '../support/aliases.ts';
import { allDiffer, allDifferIn } from '../support/alike.ts';
import { isSettledTarget } from '../support/lookup.ts';
import { isUsualAtHome } from '../support/mailText.ts';
import { misreadOrigins } from '../support/misread.ts';
import { Recent } from '../support/recent.ts';
import { zoneTree } from '../support/reverse.ts';
import type { ZoneRule } from '../zoneRule.ts';
import {
  ABSENT,
  ABSENT_RELATIVE,
  ABSOLUTE_OWNER,
  ALIASED,
  ALIKE,
  ANY_TARGET,
  APEX,
  type Concerns,
  concernsOf,
  FORWARD_NAME,
  HIDDEN,
  isDelegation,
  keyOfReverse,
  keyOfReverseName,
  LARGE,
  MANY,
  NEW_DATA,
  ODD_TTL,
  OTHER_DATA,
  OTHER_TEXTS,
  OUTSIDE,
  OWNER_WRITTEN,
  RECORD_KEYS,
  RELATIVE,
  REVERSE_TARGET,
  SEVERAL,
  setOf,
  TARGET_SHIFT,
  TARGET_TRAITS,
  TTLS,
  type TypeSet,
  UNSETTLED,
  UNSOUND_NAME,
  UNUSUAL,
} from './concerns.ts';
import { asFirst, type Finding, grouped } from './finding.ts';

const { TXT } = TYPE;

/** A rule's function beside what it reports with. */
interface Check<F> {
  readonly check: F;
  readonly report: ZoneReport;
}
type RecordCheck = Check<NonNullable<ZoneRule['checkRecord']>>;
export type OwnerCheck = Check<NonNullable<ZoneRule['checkOwner']>>;

/** What the owner of a record may be that is not known. */
const ANY_NAME = ANY_TRAIT | RELATIVE | UNSOUND_NAME | FORWARD_NAME | ABSOLUTE_OWNER;
const NOTHING: readonly never[] = [];
/** Lists of checks that were asked for last. */
const LAST_CHECKS = 64;

/** How many times rules were called, by what they look at. */
export interface RulesRun {
  recordRules: number;
  ownerRules: number;
  zoneRules: number;
}

/**
 * One run of the rules. It knows which checks concern a record or an owner, so that a million records cost only the checks that have something
 * to look at, and nothing is made for a record but the record.
 */
export class Pass {
  readonly context: ZoneContext;
  /** Counts the calls. */
  readonly ran: RulesRun;
  /** What was reported since `take`. */
  findings: Finding[] = [];
  readonly #recordRules: readonly ZoneRule[];
  readonly #ownerRules: readonly ZoneRule[];
  readonly #concerns: Concerns;
  readonly #chunkChecks: readonly Check<NonNullable<ZoneRule['checkChunk']>>[];
  readonly #recordChecks = new Map<readonly ZoneRule[], readonly RecordCheck[]>();
  readonly #ownerChecks = new Map<readonly ZoneRule[], readonly OwnerCheck[]>();
  /** What was asked for last of it, by some bits of the key: a list is found there faster than in the map. */
  readonly #lastKeys = new Float64Array(LAST_CHECKS).fill(-1);
  readonly #lastChecks: (readonly RecordCheck[])[] = [];
  /** The owner of the record before, and what it adds to the key. */
  #owner: NameId = NO_NAME;
  #ownerKey = ANY_NAME;
  /** Data of which the rules had nothing to say: numbers of tails (zone/tails.ts). */
  readonly #quiet = new Recent();
  /** Names that records point to, and whether they are settled. */
  readonly #targets = new Recent();
  /** Names below which everything has another name than was meant: what is wrong there follows from that. */
  #misread: ReadonlySet<NameId> = new Set();
  readonly #isReverse: boolean;
  readonly #ttlLeast: number;
  readonly #ttlMost: number;
  /** A rule has something to say of usual data. */
  readonly #doubtsUsual: boolean;
  /** The fewest records of an owner that concern a rule about numbers of records. */
  readonly #large: number;

  constructor(
    context: ZoneContext,
    recordRules: readonly ZoneRule[],
    ownerRules: readonly ZoneRule[],
    chunkRules: readonly ZoneRule[],
    ran: RulesRun,
  ) {
    this.context = context;
    this.ran = ran;
    this.#chunkChecks = chunkRules.map((rule) => ({ check: rule.checkChunk!, report: this.reporter(rule) }));
    this.#recordRules = recordRules;
    this.#isReverse = zoneTree(context) !== undefined;
    this.#ttlLeast = limit(context, 'ttlLeast');
    this.#ttlMost = limit(context, 'ttlMost');
    this.#ownerRules = ownerRules;
    this.#concerns = concernsOf(recordRules, ownerRules);
    this.#doubtsUsual = recordRules.some((rule) => rule.skipUnless?.doubtsUsual?.(context));
    this.#large = Math.min(
      ...ownerRules.map((rule) => rule.skipUnless?.atLeast?.(context) ?? Number.POSITIVE_INFINITY),
    );
  }

  /** Drops what it knows of the zone's records: they may be others now. */
  forget(): void {
    this.#targets.clear();
    this.#misread = misreadOrigins(this.context).names;
  }

  /** True where it would not be made in another way. */
  isFor(context: ZoneContext, recordRules: readonly ZoneRule[], ownerRules: readonly ZoneRule[]): boolean {
    return context === this.context && recordRules === this.#recordRules && ownerRules === this.#ownerRules;
  }

  /** Takes back what was reported of a name since there were `from` findings, but for errors, where its name is not the one that was meant. */
  dropFollowers(owner: NameId, from: number): void {
    if (this.#misread.size === 0 || this.findings.length === from || !this.#isMisread(owner)) return;
    this.findings.push(...this.findings.splice(from).filter(({ severity }) => severity === 'error'));
  }

  #isMisread(owner: NameId): boolean {
    const { names } = this.context;
    for (let at = owner; at > ROOT; at = names.parent(at)) if (this.#misread.has(at)) return true;
    return false;
  }

  /** What was reported since the last call; undefined where it is nothing. */
  take(): Finding[] | undefined {
    if (this.findings.length === 0) return undefined;
    const { findings } = this;
    this.findings = [];
    return findings;
  }

  checkChunk(document: ZoneDocument, chunk: ParsedChunk): void {
    for (const { check, report } of this.#chunkChecks) check(chunk, document, this.context, report);
  }

  /** What to check of entry `entry`, which is a record. */
  recordChecks(chunk: ParsedChunk, entry: number): readonly RecordCheck[] {
    const type = chunk.types[entry];
    const owner = chunk.owners[entry];
    const target = chunk.targets[entry];
    const flags = chunk.flags[entry];
    if (owner !== this.#owner) {
      this.#owner = owner;
      this.#ownerKey = this.#keyOfOwner(owner);
    }
    let key = this.#ownerKey;
    if (target >= 0) key |= this.#keyOfTarget(target);
    // Of names that could not be read nothing is known, nor of names beside the target.
    else if (targetWordOf(chunk, entry) >= 0) key |= ANY_TARGET | ANY_NAME;
    if (HAS_MORE_NAMES[type] === 1) {
      if (OTHER_NAME_WORD[type] < 0) key |= ANY_TARGET | ANY_NAME;
      else if (!isAbsoluteWord(chunk, entry, OTHER_NAME_WORD[type])) key |= RELATIVE;
    }
    if ((flags & EntryFlag.InheritedOwner) === 0) key |= OWNER_WRITTEN;
    if ((flags & EntryFlag.AbsoluteOwner) !== 0) key |= ABSOLUTE_OWNER;
    if ((flags & EntryFlag.ExplicitTtl) !== 0) {
      const ttl = chunk.ttls[entry];
      if (ttl < this.#ttlLeast || ttl > this.#ttlMost) key |= ODD_TTL;
    }
    if ((flags & EntryFlag.RelativeOwner) !== 0) key |= RELATIVE;
    const isUsual = (flags & EntryFlag.Usual) !== 0 && !this.#doubtsUsual;
    if (!isUsual && this.#quiet.get(chunk.tails[entry]) !== 1) key |= NEW_DATA;
    if (!isUsual || (type === TXT && !isUsualAtHome(chunk, entry, this.context))) key |= OTHER_DATA;
    const full = type * RECORD_KEYS + key;
    const slot = (type ^ key ^ (key >>> 9) ^ (key >>> 14)) & (LAST_CHECKS - 1);
    if (this.#lastKeys[slot] === full) return this.#lastChecks[slot];
    const rules = this.#concerns.ofRecord(type, key);
    const checks = rules.length === 0 ? NOTHING : (this.#recordChecks.get(rules) ?? this.#makeRecordChecks(rules));
    this.#lastKeys[slot] = full;
    this.#lastChecks[slot] = checks;
    return checks;
  }

  #keyOfOwner(owner: NameId): number {
    if (owner < 0) return ANY_NAME;
    const { names, model } = this.context;
    const key = names.traits(owner) | this.#keyOfReverse(owner);
    return model.isInZone(owner) ? key : key | OUTSIDE;
  }

  #keyOfTarget(target: NameId): number {
    const key = (this.context.names.traits(target) & TARGET_TRAITS) << TARGET_SHIFT;
    return (key & REVERSE_TARGET) === 0 ? key : key | this.#keyOfReverse(target);
  }

  #keyOfReverse(name: NameId): number {
    return this.#isReverse ? keyOfReverseName(reverseKind(this.context.names, name)) : UNSOUND_NAME | FORWARD_NAME;
  }

  /** Says that no check found anything in the data of an entry, so that the same data need not be looked at again. */
  setQuiet(chunk: ParsedChunk, entry: number): void {
    if (chunk.tails[entry] >= 0) this.#quiet.set(chunk.tails[entry], 1);
  }

  #makeRecordChecks(rules: readonly ZoneRule[]): readonly RecordCheck[] {
    const checks = rules.map((rule) => ({ check: rule.checkRecord!, report: this.reporter(rule) }));
    this.#recordChecks.set(rules, checks);
    return checks;
  }

  /** What to check of an owner with these records. */
  ownerChecks(records: readonly ZoneRecord[]): readonly OwnerCheck[] {
    let set = this.#concerns.types;
    let key = 0;
    for (let i = 0; i < records.length; i++) {
      const { type, target, ttl, chunk, entry } = records[i];
      if (set !== MANY) set = set.next[type] ?? this.#concerns.extended(set, type);
      if (target >= 0) key |= this.#targetKey(target, chunk, entry);
      if (type === TXT && !isUsualAtHome(chunk, entry, this.context)) key |= OTHER_TEXTS;
      if (ttl !== records[0].ttl) key |= TTLS;
      if ((chunk.flags[entry] & EntryFlag.Usual) === 0) key |= UNUSUAL;
    }
    if (set === MANY) set = setOf(records.map((record) => record.type));
    if (set.sets.length > 0 && !allDiffer(records)) key |= ALIKE;
    return this.#ownerChecksOf(set, records[0].owner, records.length, key);
  }

  /** What to check of an owner whose records are the entries `[from, to)` of a chunk. */
  ownerChecksOfRun(chunk: ParsedChunk, from: number, to: number): readonly OwnerCheck[] {
    const { types, targets, ttls, flags } = chunk;
    let set = this.#concerns.types;
    let key = 0;
    for (let entry = from; entry < to; entry++) {
      const type = types[entry];
      if (set !== MANY) set = set.next[type] ?? this.#concerns.extended(set, type);
      if (targets[entry] >= 0) key |= this.#targetKey(targets[entry], chunk, entry);
      if (type === TXT && !isUsualAtHome(chunk, entry, this.context)) key |= OTHER_TEXTS;
      if (ttls[entry] !== ttls[from]) key |= TTLS;
      if ((flags[entry] & EntryFlag.Usual) === 0) key |= UNUSUAL;
    }
    if (set === MANY) set = setOf(types.subarray(from, to));
    if (set.sets.length > 0 && !allDifferIn(chunk, from, to)) key |= ALIKE;
    return this.#ownerChecksOf(set, chunk.owners[from], to - from, key);
  }

  #targetKey(target: NameId, chunk: ParsedChunk, entry: number): number {
    let key = this.#targets.get(target);
    if (key < 0) {
      const { model } = this.context;
      key = isSettledTarget(model, target) ? 0 : UNSETTLED;
      const isInside = model.isInZone(target);
      if (!model.hasOwner(target)) key |= isInside ? ABSENT | ABSENT_RELATIVE : ABSENT_RELATIVE;
      if (isInside && !leadsToNoAlias(model, target)) key |= ALIASED;
      this.#targets.set(target, key);
    }
    if ((key & ABSENT_RELATIVE) !== 0 && isAbsoluteWord(chunk, entry, targetWordOf(chunk, entry)))
      key &= ~ABSENT_RELATIVE;
    return key;
  }

  #ownerChecksOf(set: TypeSet, owner: NameId, records: number, targetKey: number): readonly OwnerCheck[] {
    const { model, apex, names } = this.context;
    let key = targetKey | (owner >= 0 ? names.traits(owner) : ANY_TRAIT);
    const cut = model.cutAbove(owner);
    if (cut !== NO_NAME && (cut !== owner || !isDelegation(set))) key |= HIDDEN;
    if (owner === apex) key |= APEX;
    if (records > 1) key |= SEVERAL;
    if (records >= this.#large) key |= LARGE;
    if (this.#isReverse) key |= keyOfReverse(reverseKind(names, owner));
    const rules = this.#concerns.ofOwner(set, key);
    return rules.length === 0 ? NOTHING : (this.#ownerChecks.get(rules) ?? this.#makeOwnerChecks(rules));
  }

  #makeOwnerChecks(rules: readonly ZoneRule[]): readonly OwnerCheck[] {
    const checks = rules.map((rule) => ({ check: rule.checkOwner!, report: this.reporter(rule) }));
    this.#ownerChecks.set(rules, checks);
    return checks;
  }

  /** What a rule reports with. */
  reporter(rule: ZoneRule): ZoneReport {
    const { context } = this;
    return (place, message, extra) => {
      const mode = extra?.option && (context.settings.checks ?? CHECKZONE_MODES)[extra.option];
      if (mode === 'ignore') return;
      const related = extra?.related?.map((other) => ({ ...other, place: inFile(other.place, context) }));
      const severity = mode === 'fail' ? 'error' : (extra?.severity ?? rule.severity);
      const others = extra?.others;
      this.findings.push({
        rule,
        severity,
        ...(others ? {} : grouped(rule, { severity, message, data: extra?.data })),
        place: inFile(place, context),
        generated: isGenerated(place, context),
        message: others ? asFirst(message, others.count) : message,
        extra: related ? { ...extra, related } : extra,
      });
    };
  }
}

const DOT = 0x2e;

/** True where word `index` of an entry's data is plain and ends in a dot: an absolute name. */
function isAbsoluteWord({ text, flags, wordFirsts, wordEnds }: ParsedChunk, entry: number, index: number): boolean {
  const word = wordFirsts[entry] + index;
  if ((flags[entry] & EntryFlag.Plain) === 0 || word >= wordFirsts[entry + 1]) return false;
  return text.charCodeAt(wordEnds[word] - 1) === DOT;
}

function isGenerated(place: ZonePlace, context: ZoneContext): boolean {
  return context.model.generatorOf(place.chunk) !== undefined;
}

/** A place in the expansion of a `$GENERATE` is shown at the directive. */
function inFile(place: ZonePlace, context: ZoneContext): ZonePlace {
  const maker = context.model.generatorOf(place.chunk);
  if (maker === undefined) return place;
  const chunk = context.model.chunk(maker);
  const entry = maker - chunk.base;
  return { document: place.document, chunk, start: chunk.starts[entry], end: chunk.ends[entry] };
}
