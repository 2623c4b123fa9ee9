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
interface Finding {
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

export class ZoneChecker {
  readonly #rules: ReadonlyMap<string, ZoneRule>;
  readonly #recordRules: readonly ZoneRule[];
  readonly #ownerRules: readonly ZoneRule[];
  readonly #zoneRules: readonly ZoneRule[];
  readonly #byChunk = new Map<number, Finding[]>();
  readonly #byOwner = new Map<NameId, Finding[]>();
  /** Owners whose findings speak of a place in a chunk that is not theirs. */
  readonly #relatedTo = new Map<number, Set<NameId>>();
  #ofZone: Finding[] = [];

  constructor(rules: readonly ZoneRule[]) {
    this.#rules = new Map(rules.map((rule) => [rule.id, rule]));
    this.#recordRules = rules.filter((rule) => rule.checkRecord);
    this.#ownerRules = rules.filter((rule) => rule.checkOwner);
    this.#zoneRules = rules.filter((rule) => rule.checkZone);
  }

  /** Checks everything anew. */
  full(context: ZoneContext): void {
    forget(context);
    this.#byChunk.clear();
    this.#byOwner.clear();
    this.#relatedTo.clear();
    const pass = this.#pass(context);
    const { model, names } = context;
    /** 1 for owners that were checked. */
    const done = new Uint8Array(names.size);
    for (const document of context.documents) {
      for (const chunk of document.chunks) {
        // Most owners have all their records in a row: they are checked while these are at hand.
        for (const records of runs(this.#checkChunk(document, chunk, pass))) {
          const [{ owner }] = records;
          if (owner < 0 || !model.hasOnly(owner, records)) continue;
          done[owner] = 1;
          this.#checkOwner(owner, records, pass);
        }
      }
    }
    for (let owner = model.nextOwner(NO_NAME); owner !== NO_NAME; owner = model.nextOwner(owner)) {
      if (done[owner] !== 1) this.#checkOwner(owner, model.owned(owner), pass);
    }
    this.#checkZone(pass);
  }

  /** Checks what a change touched. The model already holds the change. */
  update(change: ZoneChange, context: ZoneContext, cutsChanged: boolean): void {
    if (cutsChanged) {
      this.full(context);
      return;
    }
    forget(context);
    const pass = this.#pass(context);
    const touched = new Set<NameId>();
    for (const chunk of change.removed) {
      this.#byChunk.delete(chunk.id);
      collectOwners(chunk, touched);
      for (const owner of this.#relatedTo.get(chunk.id) ?? []) touched.add(owner);
      this.#relatedTo.delete(chunk.id);
      for (const made of chunk.generated) this.#relatedTo.delete(made.parsed.id);
    }
    for (const { document, chunk } of change.added) {
      collectOwners(chunk, touched);
      this.#checkChunk(document, chunk, pass);
    }
    for (const owner of mentioning(changedNames(change), context)) touched.add(owner);
    for (const owner of touched) {
      this.#byOwner.delete(owner);
      this.#checkOwner(owner, context.model.owned(owner), pass);
    }
    this.#checkZone(pass);
  }

  /** Runs the rules about the zone as a whole again. */
  recheckZone(context: ZoneContext): void {
    this.#checkZone(this.#pass(context));
  }

  /** Every problem, with offsets as they are now, in no particular order. */
  problems(): Problem[] {
    const problems: Problem[] = [];
    /** Of what the records of one `$GENERATE` have in common, one is told: the first by its text, whatever the order of checking. */
    const ofGenerate = new Map<string, Problem>();
    const collect = (finding: Finding): void => {
      const problem = toProblem(finding);
      if (!finding.generated) {
        problems.push(problem);
        return;
      }
      const key = `${problem.rule} ${problem.uri} ${problem.start}`;
      const told = ofGenerate.get(key);
      if (!told || problem.message < told.message) ofGenerate.set(key, problem);
    };
    for (const findings of this.#byChunk.values()) for (const finding of findings) collect(finding);
    for (const findings of this.#byOwner.values()) for (const finding of findings) collect(finding);
    for (const finding of this.#ofZone) collect(finding);
    problems.push(...ofGenerate.values());
    return problems;
  }

  #pass(context: ZoneContext): Pass {
    return new Pass(context, this.#recordRules, this.#ownerRules);
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
    if (findings) this.#byChunk.set(chunk.id, findings);
    return records;
  }

  #checkOwner(owner: NameId, records: readonly ZoneRecord[], pass: Pass): void {
    if (records.length === 0) return;
    for (const { check, report } of pass.ownerChecks(records)) check(owner, records, pass.context, report);
    const findings = pass.take();
    if (!findings) return;
    this.#byOwner.set(owner, findings);
    for (const finding of findings) {
      for (const { place } of finding.extra?.related ?? []) this.#relate(place.chunk.id, owner);
      this.#relate(finding.place.chunk.id, owner);
    }
  }

  #relate(chunk: number, owner: NameId): void {
    const owners = this.#relatedTo.get(chunk);
    if (owners) owners.add(owner);
    else this.#relatedTo.set(chunk, new Set([owner]));
  }

  #checkZone(pass: Pass): void {
    for (const rule of this.#zoneRules) rule.checkZone!(pass.context, pass.reporter(rule));
    this.#ofZone = pass.take() ?? [];
  }
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
    const applies = (rule: ZoneRule): boolean => rule.applies?.(context) ?? true;
    this.context = context;
    this.#recordRules = recordRules.filter(applies);
    this.#ownerRules = ownerRules.filter(applies);
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

/** The owners of records that point to one of the names, directly or over CNAMEs. */
function mentioning(names: Iterable<NameId>, { model }: ZoneContext): Set<NameId> {
  const found = new Set<NameId>();
  const seen = new Set(names);
  // A set that grows while it is walked: what is added is walked as well.
  for (const name of seen) {
    for (const { owner, type } of model.mentions(name)) {
      if (owner < 0) continue;
      found.add(owner);
      if (type === CNAME) seen.add(owner);
    }
  }
  return found;
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

function toProblem({ rule, severity, place, message, extra }: Finding): Problem {
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
