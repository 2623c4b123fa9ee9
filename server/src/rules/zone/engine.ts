/** Runs the zone rules over a zone and keeps their results by what they looked at, so that an edit renews only what it touched. */

import { type NameId, NO_NAME } from '../../dns/names.ts';
import { TYPE } from '../../dns/types.ts';
import { EntryKind, type ParsedChunk, refOf } from '../../zone/chunk.ts';
import type { ZoneDocument } from '../../zone/document.ts';
import { recordAt, type ZoneRecord } from '../../zone/model.ts';
import type { Problem, RelatedPlace } from '../rule.ts';
import { absolute, type Place, type ZoneContext, type ZoneRule } from './context.ts';
import { type Finding, type OwnerCheck, Pass } from './pass.ts';
import type { Shape } from './shape.ts';
import { forgetReverseZones } from './support/bothWays.ts';
import type { Census } from './support/census.ts';
import { forgetSigning } from './support/signing.ts';

/** What an update of the zone's documents took out of and put into the model. */
export interface ZoneChange {
  readonly removed: readonly ParsedChunk[];
  readonly added: readonly { readonly document: ZoneDocument; readonly chunk: ParsedChunk }[];
}

/** What was found in one chunk: by the parser and the rules about records, and by the rules about owners. */
interface ChunkFindings {
  readonly document: ZoneDocument;
  readonly chunk: ParsedChunk;
  own: readonly Finding[];
  /** The owners whose findings stand in the chunk or speak of a place in it. */
  readonly owners: Set<NameId>;
  /** Those of rules about the zone. */
  ofZone: Finding[];
  /** All of them as they are told, made when first asked for. */
  told: ToldChunk | undefined;
}

/** The problems in a chunk. It is another object when they are others, so that what is made of it holds until then. */
export interface ToldChunk {
  readonly document: ZoneDocument;
  readonly chunk: ParsedChunk;
  readonly findings: readonly Finding[];
}

/** Owners that are checked in one step: about as many as stand in a chunk. */
const STEP_OWNERS = 128;
/** Names that are looked over in one step. */
const STEP_NAMES = 16_384;
/** A change of more chunks than this is a check of everything. */
const MANY_CHUNKS = 64;

/** True where a change is better checked by checking everything anew. */
export function isLarge({ removed, added }: ZoneChange): boolean {
  return removed.length + added.length > MANY_CHUNKS;
}

export class ZoneChecker {
  readonly #rules: ReadonlyMap<string, ZoneRule>;
  readonly #recordRules: readonly ZoneRule[];
  readonly #ownerRules: readonly ZoneRule[];
  readonly #chunkRules: readonly ZoneRule[];
  readonly #zoneRules: readonly ZoneRule[];
  readonly #inChunk = new Map<number, ChunkFindings>();
  readonly #byOwner = new Map<NameId, readonly Finding[]>();
  #ofZone: readonly Finding[] = [];
  /** What the rules about the zone keep of its chunks. */
  #censuses: readonly Census<unknown>[] = [];
  #pass: Pass | undefined;
  /** A check of everything that is not at its end. */
  #everything: Iterator<void> | undefined;
  /** Owners that are still to be checked: by the name whose records changed and to which they point, or by the names that they are below. */
  readonly #waiting = new Map<NameId | ReadonlySet<NameId>, Iterator<void>>();
  /** True while everything is checked anew after most of it changed. */
  #isAnew = false;
  /** The rules about the zone are to be run. */
  #zoneWaits: ZoneContext | undefined;

  constructor(rules: readonly ZoneRule[]) {
    this.#rules = new Map(rules.map((rule) => [rule.id, rule]));
    this.#recordRules = rules.filter((rule) => rule.checkRecord);
    this.#ownerRules = rules.filter((rule) => rule.checkOwner);
    this.#chunkRules = rules.filter((rule) => rule.checkChunk);
    this.#zoneRules = rules.filter((rule) => rule.checkZone);
  }

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
      return true;
    }
    for (const [name, owners] of this.#waiting) {
      if (owners.next().done) this.#waiting.delete(name);
      return true;
    }
    if (!this.#zoneWaits) return false;
    this.#checkZone(this.#passFor(this.#zoneWaits));
    this.#zoneWaits = undefined;
    return false;
  }

  /** Does all of the work that is left. */
  finish(): void {
    while (this.step());
  }

  /** Checks what a change touched. The model already holds the change. */
  update(change: ZoneChange, context: ZoneContext, shape: Shape): void {
    this.take(change, context, shape);
    this.finish();
  }

  /** Takes a change over, which the model already holds: what it touched is checked, and `step` does what follows from that. */
  take(change: ZoneChange, context: ZoneContext, shape: Shape): void {
    if (isLarge(change)) {
      this.#inChunk.clear();
      this.#byOwner.clear();
      this.#ofZone = NOTHING;
      this.#isAnew = true;
      this.begin(context);
      return;
    }
    forget(context);
    const touched = new Set<NameId>();
    for (const chunk of change.removed) {
      collectOwners(chunk, touched);
      for (const owner of this.#inChunk.get(chunk.id)?.owners ?? []) touched.add(owner);
      this.#inChunk.delete(chunk.id);
      for (const census of this.#censuses) census.remove(context.model, chunk);
    }
    const pass = this.#passFor(context);
    for (const { document, chunk } of change.added) {
      collectOwners(chunk, touched);
      this.#checkChunk(document, chunk, pass);
    }
    for (const owner of touched) this.#checkOwner(owner, context.model.owned(owner), pass);
    this.#zoneWaits = context;
    if (shape === 'everything') {
      this.begin(context);
      return;
    }
    if (shape.size > 0) this.#waiting.set(shape, this.#checkBelow(shape, context));
    for (const name of changedNames(change)) {
      if (context.model.isMentioned(name)) this.#waiting.set(name, this.#checkMentioning(name, touched, context));
    }
  }

  /** Runs the rules about the zone as a whole again. */
  recheckZone(context: ZoneContext): void {
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
  *told(): Iterable<ToldChunk> {
    for (const found of this.#inChunk.values()) {
      const told = this.#tell(found);
      if (told.findings.length > 0) yield told;
    }
  }

  #tell(found: ChunkFindings): ToldChunk {
    if (found.told) return found.told;
    const findings: Finding[] = [];
    /** Of what the records of one `$GENERATE` have in common, one is told: the first by its text, whatever the order of checking. */
    const ofGenerate = new Map<string, Finding>();
    const collect = (finding: Finding): void => {
      if (finding.place.chunk !== found.chunk) return;
      if (!finding.generated) {
        findings.push(finding);
        return;
      }
      const key = `${finding.rule.id} ${finding.place.start}`;
      const told = ofGenerate.get(key);
      if (!told || finding.message < told.message) ofGenerate.set(key, finding);
    };
    for (const finding of found.own) collect(finding);
    for (const owner of found.owners) for (const finding of this.#byOwner.get(owner) ?? []) collect(finding);
    for (const finding of found.ofZone) collect(finding);
    findings.push(...ofGenerate.values());
    found.told = { document: found.document, chunk: found.chunk, findings };
    return found.told;
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
        this.#checkRuns(document, chunk, pass, done);
        yield;
      }
    }
    for (const owner of this.#byOwner.keys()) if (!model.hasOwner(owner)) this.#setOwner(owner, NOTHING);
    let checked = 0;
    /** Checks an owner; true where that is enough for a step. */
    const check = (owner: NameId): boolean => {
      if (done.has(owner)) return false;
      this.#checkOwner(owner, model.owned(owner), pass);
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

  /** Checks the owners at and below some names, and those that point there. */
  *#checkBelow(tops: ReadonlySet<NameId>, context: ZoneContext): Generator<void, void> {
    const pass = this.#passFor(context);
    const { model, names } = context;
    // A name has a higher number than the one above it.
    const first = Math.min(...tops);
    const isBelow = new Uint8Array(names.size - first);
    const done = new Set<NameId>();
    for (let i = 0; i < isBelow.length; i++) {
      if (i % STEP_NAMES === STEP_NAMES - 1) yield;
      const name = first + i;
      const above = names.parent(name) - first;
      if (!tops.has(name) && (above < 0 || isBelow[above] === 0)) continue;
      isBelow[i] = 1;
      if (model.hasOwner(name) && !done.has(name)) {
        done.add(name);
        this.#checkOwner(name, model.owned(name), pass);
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
        this.#checkOwner(owner, context.model.owned(owner), pass);
        if (++checked % STEP_OWNERS === 0) yield;
      }
    }
  }

  /** The rules that apply, kept while they are the same. */
  #passFor(context: ZoneContext): Pass {
    const applies = (rule: ZoneRule): boolean => rule.applies?.(context) ?? true;
    const recordRules = this.#recordRules.filter(applies);
    const ownerRules = this.#ownerRules.filter(applies);
    if (!this.#pass?.isFor(context, recordRules, ownerRules)) {
      this.#pass = new Pass(context, recordRules, ownerRules, this.#chunkRules.filter(applies));
    }
    this.#pass.forget();
    return this.#pass;
  }

  /** Checks the records of a chunk. */
  #checkChunk(document: ZoneDocument, chunk: ParsedChunk, pass: Pass): void {
    for (const { rule: id, start, end, message, data } of chunk.problems) {
      const rule = this.#rules.get(id);
      if (!rule) throw new Error(`the parser reports ${id}, which is no rule`);
      pass.findings.push({
        rule,
        severity: rule.severity,
        place: { document, chunk, start, end },
        message,
        extra: { data },
        generated: false,
      });
    }
    checkRecords(document, chunk, pass);
    pass.checkChunk(document, chunk);
    for (const { parsed } of chunk.generated) {
      checkRecords(document, parsed, pass);
      pass.checkChunk(document, parsed);
    }
    for (const census of this.#censuses) census.add(pass.context.model, document, chunk);
    const findings = pass.take();
    if (!findings && !this.#inChunk.has(chunk.id)) return;
    const found = this.#found(document, chunk);
    found.own = findings ?? NOTHING;
    found.told = undefined;
  }

  /**
   * Checks the owners of a chunk that have all their records there, in a row: nearly all owners of a zone. They are checked while what is known of
   * them is at hand, and their records become objects only where a rule has to look at them.
   */
  #checkRuns(document: ZoneDocument, chunk: ParsedChunk, pass: Pass, done: Done): void {
    const { owners, kinds, count } = chunk;
    const { model } = pass.context;
    let end = 0;
    for (let from = 0; from < count; from = end) {
      end = from + 1;
      const owner = owners[from];
      if (kinds[from] !== EntryKind.Record || owner < 0) continue;
      while (end < count && owners[end] === owner && kinds[end] === EntryKind.Record) end++;
      if (!model.hasOnly(owner, refOf(chunk, from), end - from)) continue;
      done.add(owner);
      const checks = pass.ownerChecksOfRun(chunk, from, end);
      if (checks.length > 0) this.#runChecks(owner, recordsOf(document, chunk, from, end), checks, pass);
      else this.#setOwner(owner, NOTHING);
    }
  }

  #checkOwner(owner: NameId, records: readonly ZoneRecord[], pass: Pass): void {
    this.#runChecks(owner, records, records.length > 0 ? pass.ownerChecks(records) : [], pass);
  }

  #runChecks(owner: NameId, records: readonly ZoneRecord[], checks: readonly OwnerCheck[], pass: Pass): void {
    for (let i = 0; i < checks.length; i++) checks[i].check(owner, records, pass.context, checks[i].report);
    this.#setOwner(owner, pass.take() ?? NOTHING);
  }

  #setOwner(owner: NameId, findings: readonly Finding[]): void {
    if (findings.length === 0 && this.#byOwner.size === 0) return;
    const before = this.#byOwner.get(owner);
    if (before) for (const place of placesOf(before)) this.#forgetTold(place.chunk);
    if (findings.length === 0) {
      if (before) this.#byOwner.delete(owner);
      return;
    }
    this.#byOwner.set(owner, findings);
    for (const { document, chunk } of placesOf(findings)) {
      const found = this.#found(document, chunk);
      found.owners.add(owner);
      found.told = undefined;
    }
  }

  #found(document: ZoneDocument, chunk: ParsedChunk): ChunkFindings {
    let found = this.#inChunk.get(chunk.id);
    if (!found) {
      found = { document, chunk, own: NOTHING, owners: new Set(), ofZone: [], told: undefined };
      this.#inChunk.set(chunk.id, found);
    }
    return found;
  }

  #forgetTold(chunk: ParsedChunk): void {
    const found = this.#inChunk.get(chunk.id);
    if (found) found.told = undefined;
  }

  #checkZone(pass: Pass): void {
    const { context } = pass;
    for (const rule of this.#zoneRules) {
      if (rule.applies?.(context) ?? true) rule.checkZone!(context, pass.reporter(rule));
    }
    const findings = pass.take() ?? NOTHING;
    if (sameFindings(findings, this.#ofZone)) return;
    for (const { place } of this.#ofZone) {
      const found = this.#inChunk.get(place.chunk.id);
      if (found) Object.assign(found, { ofZone: [], told: undefined });
    }
    for (const finding of findings) {
      const found = this.#found(finding.place.document, finding.place.chunk);
      found.ofZone.push(finding);
      found.told = undefined;
    }
    this.#ofZone = findings;
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

const NOTHING: readonly Finding[] = [];

/** The places that findings stand at, and those they speak of. */
function* placesOf(findings: readonly Finding[]): Iterable<Place> {
  for (const { place, extra } of findings) {
    yield place;
    for (const related of extra?.related ?? []) yield related.place;
  }
}

function sameFindings(a: readonly Finding[], b: readonly Finding[]): boolean {
  return (
    a.length === b.length &&
    a.every(
      (finding, index) =>
        finding.rule === b[index].rule &&
        finding.message === b[index].message &&
        finding.severity === b[index].severity &&
        samePlace(finding.place, b[index].place) &&
        !finding.extra?.related &&
        !b[index].extra?.related &&
        JSON.stringify(finding.extra?.data) === JSON.stringify(b[index].extra?.data),
    )
  );
}

function samePlace(a: Place, b: Place): boolean {
  return a.chunk === b.chunk && a.start === b.start && a.end === b.end;
}

function checkRecords(document: ZoneDocument, chunk: ParsedChunk, pass: Pass): void {
  const { context } = pass;
  const { kinds, count } = chunk;
  for (let entry = 0; entry < count; entry++) {
    if (kinds[entry] !== EntryKind.Record) continue;
    const checks = pass.recordChecks(chunk, entry);
    if (checks.length === 0) continue;
    const record = recordAt(document, chunk, entry);
    const found = pass.findings.length;
    for (let i = 0; i < checks.length; i++) checks[i].check(record, context, checks[i].report);
    if (pass.findings.length === found) pass.setQuiet(chunk, entry);
  }
}

function recordsOf(document: ZoneDocument, chunk: ParsedChunk, from: number, to: number): ZoneRecord[] {
  const records: ZoneRecord[] = [];
  for (let entry = from; entry < to; entry++) records.push(recordAt(document, chunk, entry));
  return records;
}

/** Drops what helpers of the rules know of the zone: it may be another one now. */
function forget({ model }: ZoneContext): void {
  forgetSigning(model);
  forgetReverseZones(model);
}

/** A finding with its offsets as they are now. */
export function toProblem({ rule, severity, place, message, extra }: Finding): Problem {
  const related: RelatedPlace[] | undefined = extra?.related?.map((other) => ({
    ...absolute(other.place),
    message: other.message,
  }));
  return {
    rule: rule.id,
    severity,
    message,
    ...absolute(place),
    ...(extra?.data ? { data: extra.data } : {}),
    ...(related ? { related } : {}),
    ...(extra?.tag ? { tag: extra.tag } : {}),
  };
}

function collectOwners(chunk: ParsedChunk, into: Set<NameId>): void {
  for (let entry = 0; entry < chunk.count; entry++) if (chunk.owners[entry] >= 0) into.add(chunk.owners[entry]);
  for (const { parsed } of chunk.generated) collectOwners(parsed, into);
}

/** The owners whose records are not the same before and after: what points to them has to be looked at again. */
function changedNames(change: ZoneChange): Set<NameId> {
  const before = new Map<NameId, string>();
  const after = new Map<NameId, string>();
  for (const chunk of change.removed) collectContent(chunk, before);
  for (const { chunk } of change.added) collectContent(chunk, after);
  const changed = new Set<NameId>();
  for (const [name, content] of before) if (after.get(name) !== content) changed.add(name);
  for (const name of after.keys()) if (!before.has(name)) changed.add(name);
  return changed;
}

function collectContent(chunk: ParsedChunk, into: Map<NameId, string>): void {
  for (let entry = 0; entry < chunk.count; entry++) {
    const owner = chunk.owners[entry];
    if (owner < 0) continue;
    const content = `${chunk.types[entry]} ${chunk.ttls[entry]} ${chunk.text.slice(chunk.typeEnds[entry], chunk.ends[entry])}\n`;
    into.set(owner, (into.get(owner) ?? '') + content);
  }
  for (const { parsed } of chunk.generated) collectContent(parsed, into);
}
