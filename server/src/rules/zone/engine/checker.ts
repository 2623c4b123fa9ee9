/** Plans what has to be checked: everything at first, after an edit what that touched and what follows from it. It is done in steps. */
import { type NameId, NO_NAME } from '../../../dns/names.ts';
import { TYPE } from '../../../dns/types.ts';
import type { ParsedChunk } from '../../../zone/chunk.ts';
import type { ZoneDocument } from '../../../zone/document.ts';
import type { RuleId } from '../../ids.ts';
import type { Problem } from '../../rule.ts';
import type { ZoneContext } from '../context.ts';
import { forgetAgreed } from '../support/agreed.ts';
import { forgetReverseZones } from '../support/bothWays.ts';
import type { Census } from '../support/census.ts';
import { misreadOrigins, relativeOrigins } from '../support/misread.ts';
import { followChain, forgetChain } from '../support/nsec3.ts';
import { forgetSigning } from '../support/signing.ts';
import type { ZoneRule } from '../zoneRule.ts';
import { changedCuts, changedNames, collectOwners, isLarge, type ZoneChange } from './change.ts';
import { toProblem } from './finding.ts';
import { Findings, type ToldChunk } from './findings.ts';
import { Pass, type RulesRun } from './pass.ts';
import type { Reshaped } from './reshaped.ts';
import { checkChunk, checkOwner, checkRuns, checkZone } from './run.ts';

/** Owners that are checked in one step: about as many as stand in a chunk. */
const STEP_OWNERS = 128;
/** Chunks of a zone in which everything is found again in no time. */
const FEW_CHUNKS = 4;
/** Names that are looked over in one step. */
const STEP_NAMES = 16_384;

export class ZoneChecker {
  readonly #rules: ReadonlyMap<RuleId, ZoneRule>;
  readonly #recordRules: readonly ZoneRule[];
  readonly #ownerRules: readonly ZoneRule[];
  readonly #chunkRules: readonly ZoneRule[];
  readonly #zoneRules: readonly ZoneRule[];
  readonly #findings = new Findings();
  /** What the rules about the zone keep of its chunks. */
  #censuses: readonly Census<unknown>[] = [];
  #pass: Pass | undefined;
  /** A check of everything that is not at its end. */
  #everything: Iterator<void> | undefined;
  /** Owners that are still to be checked: by the name whose records changed and to which they point, or by the names that they are below. */
  readonly #waiting = new Map<NameId | ReadonlySet<NameId>, Iterator<void>>();
  /** True while everything is checked anew after most of it changed. */
  #isAnew = false;
  /** Everything was checked, and what was only needed for that is still kept. */
  #isToTidy = false;
  /** The rules about the zone are to be run. */
  #zoneWaits: ZoneContext | undefined;

  constructor(rules: readonly ZoneRule[]) {
    const { byId, ofRecords, ofOwners, ofChunks, ofZones } = kindsOf(rules);
    this.#rules = byId;
    this.#recordRules = ofRecords;
    this.#ownerRules = ofOwners;
    this.#chunkRules = ofChunks;
    this.#zoneRules = ofZones;
  }

  /** How many times rules were called. */
  readonly ran: RulesRun = { recordRules: 0, ownerRules: 0, zoneRules: 0 };

  /** True while what was found before is gone and not all is checked again. */
  get isAnew(): boolean {
    return this.#isAnew;
  }

  /** Checks everything anew. */
  full(context: ZoneContext): void {
    this.begin(context);
    this.finish();
  }

  /** Begins to check everything anew; `step` goes on. What was found before stays until it is found again or not. */
  begin(context: ZoneContext): void {
    forgetChain(context.model);
    readOrigins(context);
    this.#begin(context);
  }

  #begin(context: ZoneContext): void {
    forget(context);
    const zoneRules = this.#zoneRules.filter((rule) => rule.applies?.(context) ?? true);
    this.#censuses = [...new Set(zoneRules.flatMap((rule) => rule.censuses ?? []))];
    for (const census of this.#censuses) census.clear(context.model);
    this.#waiting.clear();
    this.#everything = this.#checkEverything(context);
    this.#zoneWaits = context;
  }

  /** Does the next part of the work that is left, some hundreds of records; false where nothing is left. The model may change between steps. */
  step(): boolean {
    if (this.#everything) {
      if (!this.#everything.next().done) return true;
      this.#everything = undefined;
      this.#isAnew = false;
      this.#isToTidy = true;
      return true;
    }
    for (const [name, owners] of this.#waiting) {
      if (owners.next().done) this.#waiting.delete(name);
      return true;
    }
    if (!this.#zoneWaits) return false;
    checkZone(this.#zoneRules, this.#passFor(this.#zoneWaits), this.#findings);
    if (this.#isToTidy) this.#tidy(this.#zoneWaits);
    this.#zoneWaits = undefined;
    return false;
  }

  /** Drops what is found again in no time, after a check of everything: of thousands of zones hardly one is edited afterwards. */
  #tidy(context: ZoneContext): void {
    this.#isToTidy = false;
    this.#pass = undefined;
    forget(context);
    forgetAgreed(context.model);
    let count = 0;
    for (const { chunks } of context.documents) {
      count += chunks.length;
      for (const chunk of chunks) chunk.forgetRead();
    }
    if (count <= FEW_CHUNKS) for (const census of this.#censuses) census.drop(context.model);
  }

  /** Does all of the work that is left. */
  finish(): void {
    while (this.step());
  }

  /** Checks what a change touched. The model already holds the change. */
  update(change: ZoneChange, context: ZoneContext, reshaped: Reshaped): void {
    this.take(change, context, reshaped);
    this.finish();
  }

  /** Takes a change over, which the model already holds: what it touched is checked, and `step` does what follows from that. */
  take(change: ZoneChange, context: ZoneContext, reshaped: Reshaped): void {
    if (isLarge(change)) {
      this.#findings.clear();
      this.#isAnew = true;
      this.begin(context);
      return;
    }
    forget(context);
    const before = misreadOrigins(context).names;
    for (const chunk of change.removed) relativeOrigins.remove(context.model, chunk);
    for (const { document, chunk } of change.added) relativeOrigins.add(context.model, document, chunk);
    const isReread = !sameNames(before, misreadOrigins(context).names);
    const touched = new Set<NameId>();
    for (const chunk of change.removed) {
      collectOwners(chunk, touched);
      for (const owner of this.#findings.ownersIn(chunk)) touched.add(owner);
      this.#findings.drop(chunk);
      for (const census of this.#censuses) census.remove(context.model, chunk);
    }
    const pass = this.#passFor(context);
    for (const { document, chunk } of change.added) {
      collectOwners(chunk, touched);
      this.#checkChunk(document, chunk, pass);
    }
    const changed = changedNames(change);
    const concerned = followChain(touched, changed, changedCuts(change, context.apex), context);
    for (const owner of touched) checkOwner(owner, pass, this.#findings);
    this.#zoneWaits = context;
    if (reshaped === 'everything' || concerned === 'everything' || isReread) {
      this.#begin(context);
      return;
    }
    const owners = new Set([...concerned.owners].filter((owner) => !touched.has(owner)));
    if (owners.size > 0) this.#waiting.set(owners, this.#checkOwners(owners, context));
    const tops = new Set([...reshaped, ...concerned.tops]);
    if (tops.size > 0) this.#waiting.set(tops, this.#checkBelow(tops, context));
    for (const name of changed) {
      if (context.model.isMentioned(name)) this.#waiting.set(name, this.#checkMentioning(name, touched, context));
    }
  }

  /** Runs the rules about the zone as a whole again, and no others. */
  recheckZoneRules(context: ZoneContext): void {
    this.#zoneWaits ??= context;
    if (!this.#everything && this.#waiting.size === 0) this.step();
  }

  /** Every problem, with offsets as they are now, in no particular order. */
  problems(): Problem[] {
    const problems: Problem[] = [];
    for (const { findings } of this.told()) for (const finding of findings) problems.push(toProblem(finding));
    return problems;
  }

  /** The chunks in which something was found. */
  told(): Iterable<ToldChunk> {
    return this.#findings.told();
  }

  *#checkEverything(context: ZoneContext): Iterator<void> {
    const pass = this.#passFor(context);
    const { model, names } = context;
    const done = new Done(model.isSmall ? 0 : names.size);
    for (const document of context.documents) {
      // The chunks as they are now: an edit that comes in between checks those that it brings.
      for (const chunk of document.chunks) {
        if (chunk.base < 0) continue;
        this.#checkChunk(document, chunk, pass);
        checkRuns(document, chunk, pass, this.#findings, done);
        yield;
      }
    }
    for (const owner of this.#findings.owners()) if (!model.hasOwner(owner)) this.#findings.setOwner(owner, undefined);
    let checked = 0;
    /** Checks an owner; true where that is enough for a step. */
    const check = (owner: NameId): boolean => {
      if (done.has(owner)) return false;
      checkOwner(owner, pass, this.#findings);
      return ++checked % STEP_OWNERS === 0;
    };
    if (model.isSmall) {
      for (const owner of model.owners()) if (check(owner)) yield;
      return;
    }
    for (let owner = model.nextOwner(NO_NAME); owner !== NO_NAME; owner = model.nextOwner(owner)) {
      if (check(owner)) yield;
    }
  }

  *#checkOwners(owners: ReadonlySet<NameId>, context: ZoneContext): Generator<void, void> {
    const pass = this.#passFor(context);
    let checked = 0;
    for (const owner of owners) {
      checkOwner(owner, pass, this.#findings);
      if (++checked % STEP_OWNERS === 0) yield;
    }
  }

  /** Checks the owners at and below some names, and those that point there. */
  *#checkBelow(tops: ReadonlySet<NameId>, context: ZoneContext): Generator<void, void> {
    const pass = this.#passFor(context);
    const { model, names } = context;
    // A name has a higher number than the one above it.
    let first = names.size;
    for (const top of tops) first = Math.min(first, top);
    const isBelow = new Uint8Array(names.size - first);
    const done = new Set<NameId>();
    for (let i = 0; i < isBelow.length; i++) {
      if (i % STEP_NAMES === STEP_NAMES - 1) yield;
      const name = (first + i) as NameId;
      const above = names.parent(name) - first;
      if (!tops.has(name) && (above < 0 || isBelow[above] === 0)) continue;
      isBelow[i] = 1;
      if (model.hasOwner(name) && !done.has(name)) {
        done.add(name);
        checkOwner(name, pass, this.#findings);
        if (done.size % STEP_OWNERS === 0) yield;
      }
      if (model.isMentioned(name)) yield* this.#checkMentioning(name, done, context);
    }
  }

  /** Checks the owners of the records that point to a name, directly or over CNAMEs. */
  *#checkMentioning(name: NameId, done: ReadonlySet<NameId>, context: ZoneContext): Generator<void, void> {
    const pass = this.#passFor(context);
    let checked = 0;
    const seen = new Set([name]);
    // A set that grows while it is walked: what is added is walked as well.
    for (const at of seen) {
      // Collected at once, since the model may change between steps.
      const owners: NameId[] = [];
      context.model.eachMention(at, (owner, type) => {
        if (owner < 0 || owner === owners[owners.length - 1]) return;
        owners.push(owner);
        if (type === TYPE.CNAME) seen.add(owner);
      });
      for (const owner of owners) {
        if (done.has(owner)) continue;
        checkOwner(owner, pass, this.#findings);
        if (++checked % STEP_OWNERS === 0) yield;
      }
    }
  }

  /** The rules that apply, kept while they are the same. */
  #passFor(context: ZoneContext): Pass {
    const applies = (rule: ZoneRule): boolean => rule.applies?.(context) ?? true;
    const isToRun = (rule: ZoneRule): boolean => applies(rule) && (rule.skipUnless?.zone?.(context) ?? true);
    const recordRules = shared(this.#recordRules.filter(isToRun));
    const ownerRules = shared(this.#ownerRules.filter(isToRun));
    if (!this.#pass?.isFor(context, recordRules, ownerRules)) {
      this.#pass = new Pass(context, recordRules, ownerRules, this.#chunkRules.filter(applies), this.ran);
    }
    this.#pass.forget();
    return this.#pass;
  }

  #checkChunk(document: ZoneDocument, chunk: ParsedChunk, pass: Pass): void {
    checkChunk(document, chunk, pass, this.#rules, this.#findings);
    for (const census of this.#censuses) census.add(pass.context.model, document, chunk);
  }
}

/** Owners that were checked: of a large zone in an array for `size` names, of a small one (size 0) in a set. */
class Done {
  readonly #names: Uint8Array;
  readonly #few: Set<NameId> | undefined;

  constructor(size: number) {
    this.#names = new Uint8Array(size);
    this.#few = size === 0 ? new Set() : undefined;
  }

  add(name: NameId): void {
    if (this.#few) this.#few.add(name);
    else this.#names[name] = 1;
  }

  has(name: NameId): boolean {
    return this.#few ? this.#few.has(name) : this.#names[name] === 1;
  }
}

/** Looks which `$ORIGIN` lines there are before anything is judged: below some of them nothing but errors is told. */
function readOrigins({ model, documents }: ZoneContext): void {
  relativeOrigins.clear(model);
  for (const document of documents) {
    for (const chunk of document.chunks) if (chunk.base >= 0) relativeOrigins.add(model, document, chunk);
  }
}

function sameNames(a: ReadonlySet<NameId>, b: ReadonlySet<NameId>): boolean {
  return a.size === b.size && [...a].every((name) => b.has(name));
}

/** Drops what helpers of the rules know of the zone: it may be another one now. */
function forget({ model }: ZoneContext): void {
  forgetSigning(model);
  forgetReverseZones(model);
}

/** Lists of rules that zones were checked by: most zones by the same, for which it is known what concerns what. */
const SHARED: (readonly ZoneRule[])[] = [];
const MOST_SHARED = 16;

/** The list that has the same rules, where there is one. */
function shared(rules: readonly ZoneRule[]): readonly ZoneRule[] {
  const known = SHARED.find((each) => each.length === rules.length && each.every((rule, i) => rule === rules[i]));
  if (known) return known;
  if (SHARED.unshift(rules) > MOST_SHARED) SHARED.pop();
  return rules;
}

/** Rules by what they look at. */
interface RuleKinds {
  readonly byId: ReadonlyMap<RuleId, ZoneRule>;
  readonly ofRecords: readonly ZoneRule[];
  readonly ofOwners: readonly ZoneRule[];
  readonly ofChunks: readonly ZoneRule[];
  readonly ofZones: readonly ZoneRule[];
}

/** A workspace has thousands of zones, and most are checked by the same rules. */
const KINDS = new WeakMap<readonly ZoneRule[], RuleKinds>();

function kindsOf(rules: readonly ZoneRule[]): RuleKinds {
  let kinds = KINDS.get(rules);
  if (kinds) return kinds;
  kinds = {
    byId: new Map(rules.map((rule) => [rule.id, rule])),
    ofRecords: rules.filter((rule) => rule.checkRecord),
    ofOwners: rules.filter((rule) => rule.checkOwner),
    ofChunks: rules.filter((rule) => rule.checkChunk),
    ofZones: rules.filter((rule) => rule.checkZone),
  };
  KINDS.set(rules, kinds);
  return kinds;
}
