/** Runs the zone rules over a zone and keeps their results by what they looked at, so that an edit renews only what it touched. */
import type { NameId } from '../../dns/names.ts';
import { EntryKind, makeRef, type ParsedChunk, refEntry } from '../../zone/chunk.ts';
import type { ZoneDocument } from '../../zone/document.ts';
import { recordAt, type ZoneRecord } from '../../zone/model.ts';
import type { Problem, RelatedPlace, Severity } from '../rule.ts';
import { CHECKZONE_MODES } from './checkModes.ts';
import { absolute, type Place, type ZoneContext, type ZoneReportExtra, type ZoneRule } from './context.ts';
import { forgetReverseZones } from './support/both-ways.ts';
import { forgetSigning } from './support/signing.ts';
import { CNAME } from './support/types.ts';

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
  readonly #recordRules: RulesByType;
  readonly #ownerRules: RulesByType;
  readonly #zoneRules: readonly ZoneRule[];
  readonly #byChunk = new Map<number, Finding[]>();
  readonly #byOwner = new Map<NameId, Finding[]>();
  /** Owners whose findings speak of a place in a chunk that is not theirs. */
  readonly #relatedTo = new Map<number, Set<NameId>>();
  #ofZone: Finding[] = [];

  constructor(rules: readonly ZoneRule[]) {
    this.#rules = new Map(rules.map((rule) => [rule.id, rule]));
    this.#recordRules = new RulesByType(rules.filter((rule) => rule.checkRecord));
    this.#ownerRules = new RulesByType(rules.filter((rule) => rule.checkOwner));
    this.#zoneRules = rules.filter((rule) => rule.checkZone);
  }

  /** Checks everything anew. */
  full(context: ZoneContext): void {
    forget(context);
    this.#byChunk.clear();
    this.#byOwner.clear();
    this.#relatedTo.clear();
    for (const document of context.documents) {
      for (const chunk of document.chunks) this.#checkChunk(document, chunk, context);
    }
    for (const owner of context.model.owners()) this.#checkOwner(owner, context);
    this.#checkZone(context);
  }

  /** Checks what a change touched. The model already holds the change. */
  update(change: ZoneChange, context: ZoneContext, cutsChanged: boolean): void {
    if (cutsChanged) {
      this.full(context);
      return;
    }
    forget(context);
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
      this.#checkChunk(document, chunk, context);
    }
    for (const owner of mentioning(changedNames(change), context)) touched.add(owner);
    for (const owner of touched) this.#checkOwner(owner, context);
    this.#checkZone(context);
  }

  /** Runs the rules about the zone as a whole again. */
  recheckZone(context: ZoneContext): void {
    this.#checkZone(context);
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

  #checkChunk(document: ZoneDocument, chunk: ParsedChunk, context: ZoneContext): void {
    const findings: Finding[] = [];
    for (const { rule: id, start, end, message, data } of chunk.problems) {
      const rule = this.#rules.get(id);
      if (!rule) throw new Error(`the parser reports ${id}, which is no rule`);
      findings.push({
        rule,
        severity: rule.severity,
        place: { document, chunk, start, end },
        message,
        extra: { data },
        generated: false,
      });
    }
    for (let entry = 0; entry < chunk.count; entry++) {
      if (chunk.kinds[entry] !== EntryKind.Record) continue;
      let record: ZoneRecord | undefined;
      for (const rule of this.#recordRules.of(chunk.types[entry])) {
        record ??= recordAt(document, chunk, entry);
        rule.checkRecord!(record, context, collector(rule, findings, context));
      }
    }
    for (const { parsed } of chunk.generated) {
      for (let entry = 0; entry < parsed.count; entry++) {
        if (parsed.kinds[entry] !== EntryKind.Record) continue;
        const record = context.model.record(makeRef(parsed.id, entry));
        for (const rule of this.#recordRules.of(record.type)) {
          rule.checkRecord!(record, context, collector(rule, findings, context));
        }
      }
    }
    if (findings.length > 0) this.#byChunk.set(chunk.id, findings);
  }

  #checkOwner(owner: NameId, context: ZoneContext): void {
    this.#byOwner.delete(owner);
    const records = context.model.owned(owner);
    if (records.length === 0) return;
    const findings: Finding[] = [];
    for (const rule of this.#ownerRules.ofAny(records)) {
      rule.checkOwner!(owner, records, context, collector(rule, findings, context));
    }
    if (findings.length === 0) return;
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

  #checkZone(context: ZoneContext): void {
    const findings: Finding[] = [];
    for (const rule of this.#zoneRules) rule.checkZone!(context, collector(rule, findings, context));
    this.#ofZone = findings;
  }
}

/** Drops what helpers of the rules know of the zone: it may be another one now. */
function forget({ model }: ZoneContext): void {
  forgetSigning(model);
  forgetReverseZones(model);
}

/** Rules by the types they look at, so that a record costs only the rules that concern it. */
class RulesByType {
  readonly #rules: readonly ZoneRule[];
  readonly #byType = new Map<number, readonly ZoneRule[]>();

  constructor(rules: readonly ZoneRule[]) {
    this.#rules = rules;
  }

  of(type: number): readonly ZoneRule[] {
    let found = this.#byType.get(type);
    if (!found) {
      found = this.#rules.filter((rule) => rule.types?.includes(type) ?? true);
      this.#byType.set(type, found);
    }
    return found;
  }

  /** The rules that look at one of the records. */
  ofAny(records: readonly ZoneRecord[]): readonly ZoneRule[] {
    const [first] = records;
    const types = new Set<number>();
    for (const { type } of records) if (type !== first.type) types.add(type);
    if (types.size === 0) return this.of(first.type);
    types.add(first.type);
    return this.#rules.filter((rule) => rule.types?.some((type) => types.has(type)) ?? true);
  }
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

function collector(rule: ZoneRule, findings: Finding[], context: ZoneContext) {
  return (place: Place, message: string, extra?: ZoneReportExtra): void => {
    const mode = extra?.option && (context.settings.checks ?? CHECKZONE_MODES)[extra.option];
    if (mode === 'ignore') return;
    const related = extra?.related?.map((other) => ({ ...other, place: inFile(other.place, context) }));
    findings.push({
      rule,
      severity: mode === 'fail' ? 'error' : (extra?.severity ?? rule.severity),
      place: inFile(place, context),
      generated: isGenerated(place, context),
      message,
      extra: related ? { ...extra, related } : extra,
    });
  };
}

function isGenerated(place: Place, context: ZoneContext): boolean {
  return context.model.generatedBy(makeRef(place.chunk.id, 0)) !== undefined;
}

/** A place in the expansion of a `$GENERATE` is shown at the directive. */
function inFile(place: Place, context: ZoneContext): Place {
  const maker = context.model.generatedBy(makeRef(place.chunk.id, 0));
  if (maker === undefined) return place;
  const chunk = context.model.chunk(maker);
  const entry = refEntry(maker);
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
