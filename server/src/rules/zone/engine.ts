/** Runs the zone rules over a zone and keeps their results by what they looked at, so that an edit renews only what it touched. */
import { type NameId, NO_NAME } from '../../dns/names.ts';
import { EntryFlag, EntryKind, type ParsedChunk } from '../../zone/chunk.ts';
import type { ZoneDocument } from '../../zone/document.ts';
import { recordAt, type ZoneRecord } from '../../zone/model.ts';
import type { Problem, RelatedPlace, Severity } from '../rule.ts';
import { CHECKZONE_MODES } from './checkModes.ts';
import {
  absolute,
  type Place,
  type ZoneContext,
  type ZoneReport,
  type ZoneReportExtra,
  type ZoneRule,
} from './context.ts';
import { forgetReverseZones } from './support/both-ways.ts';
import { forgetSigning } from './support/signing.ts';
import { CNAME, moreNameWords } from './support/types.ts';

/** A problem with its place in a chunk, so that it moves with the lines around it. */
export interface Finding {
  readonly rule: ZoneRule;
  readonly severity: Severity;
  readonly place: Place;
  readonly message: string;
  readonly extra: ZoneReportExtra | undefined;
  /** True where the record is one that a `$GENERATE` makes: hundreds of them stand at one place. */
  readonly generated: boolean;
}

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
/** A change of more chunks than this is a check of everything. */
const MANY_CHUNKS = 64;

export class ZoneChecker {
  readonly #rules: ReadonlyMap<string, ZoneRule>;
  readonly #recordRules: readonly ZoneRule[];
  readonly #ownerRules: readonly ZoneRule[];
  readonly #zoneRules: readonly ZoneRule[];
  readonly #inChunk = new Map<number, ChunkFindings>();
  readonly #byOwner = new Map<NameId, readonly Finding[]>();
  #ofZone: readonly Finding[] = [];
  #pass: Pass | undefined;
  /** A check of everything that is not at its end. */
  #everything: Iterator<void> | undefined;
  /** By the name whose records changed: the owners that point to it, which are still to be checked. */
  readonly #waiting = new Map<NameId, Iterator<void>>();
  /** The rules about the zone are to be run. */
  #zoneWaits: ZoneContext | undefined;

  constructor(rules: readonly ZoneRule[]) {
    this.#rules = new Map(rules.map((rule) => [rule.id, rule]));
    this.#recordRules = rules.filter((rule) => rule.checkRecord);
    this.#ownerRules = rules.filter((rule) => rule.checkOwner);
    this.#zoneRules = rules.filter((rule) => rule.checkZone);
  }

  /** Checks everything anew. */
  full(context: ZoneContext): void {
    this.begin(context);
    this.finish();
  }

  /** Begins to check everything anew; `step` goes on. What was found before stays until it is found again or not. */
  begin(context: ZoneContext): void {
    forget(context);
    this.#waiting.clear();
    this.#everything = this.#checkEverything(context);
    this.#zoneWaits = context;
  }

  /** Does the next part of the work that is left, some hundreds of records; false where nothing is left. The model may change between steps. */
  step(): boolean {
    if (this.#everything) {
      if (this.#everything.next().done) this.#everything = undefined;
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
  update(change: ZoneChange, context: ZoneContext, cutsChanged: boolean): void {
    this.take(change, context, cutsChanged);
    this.finish();
  }

  /** Takes a change over, which the model already holds: what it touched is checked, and `step` does what follows from that. */
  take(change: ZoneChange, context: ZoneContext, cutsChanged: boolean): void {
    forget(context);
    const touched = new Set<NameId>();
    for (const chunk of change.removed) {
      collectOwners(chunk, touched);
      for (const owner of this.#inChunk.get(chunk.id)?.owners ?? []) touched.add(owner);
      this.#inChunk.delete(chunk.id);
    }
    if (change.added.length > MANY_CHUNKS) {
      for (const owner of touched) this.#setOwner(owner, NOTHING);
      this.begin(context);
      return;
    }
    const pass = this.#passFor(context);
    for (const { document, chunk } of change.added) {
      collectOwners(chunk, touched);
      this.#checkChunk(document, chunk, pass);
    }
    for (const owner of touched) this.#checkOwner(owner, context.model.owned(owner), pass);
    this.#zoneWaits = context;
    if (cutsChanged) {
      this.begin(context);
      return;
    }
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

  /** What was found in a chunk; undefined where that is nothing. */
  toldIn(chunk: ParsedChunk): ToldChunk | undefined {
    const found = this.#inChunk.get(chunk.id);
    return found && this.#tell(found);
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
    /** 1 for owners that were checked. */
    const done = new Uint8Array(names.size);
    for (const document of context.documents) {
      // The chunks as they are now: an edit that comes in between checks those that it brings.
      for (const chunk of document.chunks) {
        if (chunk.base < 0) continue;
        // Most owners have all their records in a row: they are checked while these are at hand.
        for (const records of runs(this.#checkChunk(document, chunk, pass))) {
          const [{ owner }] = records;
          if (owner < 0 || !model.hasOnly(owner, records)) continue;
          done[owner] = 1;
          this.#checkOwner(owner, records, pass);
        }
        yield;
      }
    }
    for (const owner of this.#byOwner.keys()) if (!model.hasOwner(owner)) this.#setOwner(owner, NOTHING);
    let checked = 0;
    for (let owner = model.nextOwner(NO_NAME); owner !== NO_NAME; owner = model.nextOwner(owner)) {
      if (done[owner] === 1) continue;
      this.#checkOwner(owner, model.owned(owner), pass);
      if (++checked % STEP_OWNERS === 0) yield;
    }
  }

  /** Checks the owners of the records that point to a name, directly or over CNAMEs. */
  *#checkMentioning(name: NameId, done: ReadonlySet<NameId>, context: ZoneContext): Iterator<void> {
    const pass = this.#passFor(context);
    let checked = 0;
    const seen = new Set([name]);
    // A set that grows while it is walked: what is added is walked as well.
    for (const at of seen) {
      let last = NO_NAME;
      for (const { owner, type } of context.model.mentions(at)) {
        if (owner < 0 || owner === last) continue;
        last = owner;
        if (type === CNAME) seen.add(owner);
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
    if (!this.#pass?.isFor(context, recordRules, ownerRules)) this.#pass = new Pass(context, recordRules, ownerRules);
    return this.#pass;
  }

  /** Checks the records of a chunk; gives those that stand in it. */
  #checkChunk(document: ZoneDocument, chunk: ParsedChunk, pass: Pass): ZoneRecord[] {
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
    const records = checkRecords(document, chunk, pass);
    for (const { parsed } of chunk.generated) checkRecords(document, parsed, pass);
    const findings = pass.take();
    if (!findings && !this.#inChunk.has(chunk.id)) return records;
    const found = this.#found(document, chunk);
    found.own = findings ?? NOTHING;
    found.told = undefined;
    return records;
  }

  #checkOwner(owner: NameId, records: readonly ZoneRecord[], pass: Pass): void {
    if (records.length > 0) {
      for (const { check, report } of pass.ownerChecks(records)) check(owner, records, pass.context, report);
    }
    this.#setOwner(owner, pass.take() ?? NOTHING);
  }

  #setOwner(owner: NameId, findings: readonly Finding[]): void {
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
    for (const rule of this.#zoneRules) rule.checkZone!(pass.context, pass.reporter(rule));
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

function checkRecords(document: ZoneDocument, chunk: ParsedChunk, pass: Pass): ZoneRecord[] {
  const { context } = pass;
  const records: ZoneRecord[] = [];
  const { kinds } = chunk;
  for (let entry = 0; entry < chunk.count; entry++) {
    if (kinds[entry] !== EntryKind.Record) continue;
    const checks = pass.recordChecks(chunk, entry);
    const record = recordAt(document, chunk, entry);
    for (let i = 0; i < checks.length; i++) checks[i].check(record, context, checks[i].report);
    records.push(record);
  }
  return records;
}

/** Records in a row with one owner. */
function* runs(records: readonly ZoneRecord[]): Iterable<readonly ZoneRecord[]> {
  let from = 0;
  for (let at = 1; at <= records.length; at++) {
    if (at < records.length && records[at].owner === records[from].owner) continue;
    yield records.slice(from, at);
    from = at;
  }
}

/** Drops what helpers of the rules know of the zone: it may be another one now. */
function forget({ model }: ZoneContext): void {
  forgetSigning(model);
  forgetReverseZones(model);
}

/** A rule's function beside what it reports with. */
interface Check<F> {
  readonly check: F;
  readonly report: ZoneReport;
}
type RecordCheck = Check<NonNullable<ZoneRule['checkRecord']>>;
type OwnerCheck = Check<NonNullable<ZoneRule['checkOwner']>>;

// Above the bits of NameTrait.
const ANY_TRAIT = 127;
const OWNER_WRITTEN = 128;
const TTL_WRITTEN = 256;

/** The checks for owners that have certain types, and where to go on with one type more. */
interface TypeSet {
  readonly types: readonly number[];
  readonly next: Map<number, TypeSet>;
  /** For owners with one record, and with more. */
  one: readonly OwnerCheck[] | undefined;
  more: readonly OwnerCheck[] | undefined;
}

/**
 * One run of the rules. It knows which checks concern a record or an owner, so that a million records cost only the checks that have something
 * to look at, and nothing is made for a record but the record.
 */
class Pass {
  readonly context: ZoneContext;
  /** What was reported since `take`. */
  findings: Finding[] = [];
  readonly #recordRules: readonly ZoneRule[];
  readonly #ownerRules: readonly ZoneRule[];
  /** By type, then by what the record has that rules are about. */
  readonly #recordChecks: (readonly RecordCheck[])[][] = [];
  readonly #types: TypeSet = { types: [], next: new Map(), one: undefined, more: undefined };

  constructor(context: ZoneContext, recordRules: readonly ZoneRule[], ownerRules: readonly ZoneRule[]) {
    this.context = context;
    this.#recordRules = recordRules;
    this.#ownerRules = ownerRules;
  }

  /** True where it would not be made in another way. */
  isFor(context: ZoneContext, recordRules: readonly ZoneRule[], ownerRules: readonly ZoneRule[]): boolean {
    return (
      context === this.context && sameRules(recordRules, this.#recordRules) && sameRules(ownerRules, this.#ownerRules)
    );
  }

  /** What was reported since the last call; undefined where it is nothing. */
  take(): Finding[] | undefined {
    if (this.findings.length === 0) return undefined;
    const { findings } = this;
    this.findings = [];
    return findings;
  }

  /** What to check of entry `entry`, which is a record. */
  recordChecks(chunk: ParsedChunk, entry: number): readonly RecordCheck[] {
    const { names } = this.context;
    const type = chunk.types[entry];
    const owner = chunk.owners[entry];
    const target = chunk.targets[entry];
    let key = owner >= 0 ? names.traits(owner) : 0;
    if (target >= 0) key |= names.traits(target);
    // Of names that could not be read nothing is known, nor of names beside the target.
    if (owner < 0 || (target < 0 && chunk.targetWords[entry] >= 0) || moreNameWords(type).length > 0) key |= ANY_TRAIT;
    if (chunk.ownerStarts[entry] >= 0) key |= OWNER_WRITTEN;
    if ((chunk.flags[entry] & EntryFlag.ExplicitTtl) !== 0) key |= TTL_WRITTEN;
    const byKey = this.#recordChecks[type];
    return byKey?.[key] ?? this.#makeRecordChecks(type, key);
  }

  #makeRecordChecks(type: number, key: number): readonly RecordCheck[] {
    const checks = this.#recordRules
      .filter((rule) => rule.types?.includes(type) ?? true)
      .filter((rule) => rule.traits === undefined || (rule.traits & key) !== 0)
      .filter((rule) => !rule.onlyOwners || (key & OWNER_WRITTEN) !== 0)
      .filter((rule) => !rule.onlyWrittenTtl || (key & TTL_WRITTEN) !== 0)
      .map((rule) => ({ check: rule.checkRecord!, report: this.reporter(rule) }));
    this.#recordChecks[type] ??= [];
    this.#recordChecks[type][key] = checks;
    return checks;
  }

  ownerChecks(records: readonly ZoneRecord[]): readonly OwnerCheck[] {
    let set = this.#types;
    let last = -1;
    for (let i = 0; i < records.length; i++) {
      const { type } = records[i];
      if (type === last) continue;
      last = type;
      set = set.next.get(type) ?? extended(set, type);
    }
    if (records.length > 1) {
      set.more ??= this.#makeOwnerChecks(set.types, 2);
      return set.more;
    }
    set.one ??= this.#makeOwnerChecks(set.types, 1);
    return set.one;
  }

  #makeOwnerChecks(types: readonly number[], records: number): readonly OwnerCheck[] {
    return this.#ownerRules
      .filter((rule) => (rule.ownerTypes ?? rule.types)?.some((type) => types.includes(type)) ?? true)
      .filter((rule) => records > 1 || !rule.onlySets)
      .map((rule) => ({ check: rule.checkOwner!, report: this.reporter(rule) }));
  }

  /** What a rule reports with. */
  reporter(rule: ZoneRule): ZoneReport {
    const { context } = this;
    return (place, message, extra) => {
      const mode = extra?.option && (context.settings.checks ?? CHECKZONE_MODES)[extra.option];
      if (mode === 'ignore') return;
      const related = extra?.related?.map((other) => ({ ...other, place: inFile(other.place, context) }));
      this.findings.push({
        rule,
        severity: mode === 'fail' ? 'error' : (extra?.severity ?? rule.severity),
        place: inFile(place, context),
        generated: isGenerated(place, context),
        message,
        extra: related ? { ...extra, related } : extra,
      });
    };
  }
}

function extended(set: TypeSet, type: number): TypeSet {
  const next = set.types.includes(type)
    ? set
    : { types: [...set.types, type], next: new Map(), one: undefined, more: undefined };
  set.next.set(type, next);
  return next;
}

function sameRules(a: readonly ZoneRule[], b: readonly ZoneRule[]): boolean {
  return a.length === b.length && a.every((rule, index) => rule === b[index]);
}

function isGenerated(place: Place, context: ZoneContext): boolean {
  return context.model.generatorOf(place.chunk) !== undefined;
}

/** A place in the expansion of a `$GENERATE` is shown at the directive. */
function inFile(place: Place, context: ZoneContext): Place {
  const maker = context.model.generatorOf(place.chunk);
  if (maker === undefined) return place;
  const chunk = context.model.chunk(maker);
  const entry = maker - chunk.base;
  return { document: place.document, chunk, start: chunk.starts[entry], end: chunk.ends[entry] };
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
