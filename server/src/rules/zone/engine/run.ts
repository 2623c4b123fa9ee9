/** Runs a pass over a chunk, an owner, the zone, and keeps what it finds. */
import type { NameId } from '../../../dns/names.ts';
import { EntryKind, type ParsedChunk, refOf } from '../../../zone/chunk.ts';
import type { ZoneDocument } from '../../../zone/document.ts';
import { recordAt, type ZoneRecord } from '../../../zone/model.ts';
import type { RuleId } from '../../ids.ts';
import type { ZoneRule } from '../zoneRule.ts';
import { grouped } from './finding.ts';
import type { Findings } from './findings.ts';
import type { OwnerCheck, Pass } from './pass.ts';

/** The owners that a check of everything came to. */
export interface CheckedOwners {
  add(owner: NameId): void;
}

/** Checks the records of a chunk, and takes over what the parser reports, where its rule is among `rules`. */
export function checkChunk(
  document: ZoneDocument,
  chunk: ParsedChunk,
  pass: Pass,
  rules: ReadonlyMap<RuleId, ZoneRule>,
  findings: Findings,
): void {
  for (const { rule: id, start, end, message, data } of chunk.problems) {
    const rule = rules.get(id);
    if (!rule) continue;
    pass.findings.push({
      rule,
      severity: rule.severity,
      place: { document, chunk, start, end },
      message,
      extra: { data },
      generated: false,
      ...grouped(rule, { severity: rule.severity, message, data }),
    });
  }
  checkRecords(document, chunk, pass);
  pass.checkChunk(document, chunk);
  for (const { parsed } of chunk.generated) {
    checkRecords(document, parsed, pass);
    pass.checkChunk(document, parsed);
  }
  findings.setChunk(document, chunk, pass.take());
}

function checkRecords(document: ZoneDocument, chunk: ParsedChunk, pass: Pass): void {
  const { context } = pass;
  const { kinds, count } = chunk;
  for (let entry = 0; entry < count; entry++) {
    if (kinds[entry] !== EntryKind.Record) continue;
    const checks = pass.recordChecks(chunk, entry);
    if (checks.length === 0) continue;
    pass.ran.recordRules += checks.length;
    const record = recordAt(document, chunk, entry);
    const found = pass.findings.length;
    for (let i = 0; i < checks.length; i++) checks[i].check(record, context, checks[i].report);
    if (pass.findings.length === found) pass.setQuiet(chunk, entry);
    else pass.dropFollowers(record.owner, found);
  }
}

/**
 * Checks the owners of a chunk that have all their records there, in a row: nearly all owners of a zone. They are checked while what is known of
 * them is at hand, and their records become objects only where a rule has to look at them.
 */
export function checkRuns(
  document: ZoneDocument,
  chunk: ParsedChunk,
  pass: Pass,
  findings: Findings,
  done: CheckedOwners,
): void {
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
    if (checks.length > 0) runChecks(owner, recordsOf(document, chunk, from, end), checks, pass, findings);
    else findings.setOwner(owner, undefined);
  }
}

function recordsOf(document: ZoneDocument, chunk: ParsedChunk, from: number, to: number): ZoneRecord[] {
  const records: ZoneRecord[] = [];
  for (let entry = from; entry < to; entry++) records.push(recordAt(document, chunk, entry));
  return records;
}

/** Checks an owner with its records as they are now; where it has none, nothing is wrong with it. */
export function checkOwner(owner: NameId, pass: Pass, findings: Findings): void {
  const records = pass.context.model.owned(owner);
  if (records.length > 0) runChecks(owner, records, pass.ownerChecks(records), pass, findings);
  else findings.setOwner(owner, undefined);
}

function runChecks(
  owner: NameId,
  records: readonly ZoneRecord[],
  checks: readonly OwnerCheck[],
  pass: Pass,
  findings: Findings,
): void {
  pass.ran.ownerRules += checks.length;
  for (let i = 0; i < checks.length; i++) checks[i].check(owner, records, pass.context, checks[i].report);
  pass.dropFollowers(owner, 0);
  findings.setOwner(owner, pass.take());
}

/** Runs the rules about the zone as a whole. */
export function checkZone(rules: readonly ZoneRule[], pass: Pass, findings: Findings): void {
  const { context } = pass;
  for (const rule of rules) {
    if (!(rule.applies?.(context) ?? true)) continue;
    pass.ran.zoneRules++;
    rule.checkZone!(context, pass.reporter(rule));
  }
  findings.setZone(pass.take());
}
