/** Code actions in zone files. */

import { type CodeAction, CodeActionKind } from 'vscode-languageserver-types';
import { addressText, ipv6Full, ipv6Text, parseIpv6 } from '../../dns/addresses.ts';
import { type NameId, type NameTable, ROOT } from '../../dns/names.ts';
import { readReverse } from '../../dns/reverse.ts';
import { TYPE, typeText } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import type { Fix, FixEdit, Problem } from '../../rules/rule.ts';
import { isAbsolute } from '../../rules/zone/support/words.ts';
import { baseName } from '../../workspace/paths.ts';
import type { Zone } from '../../workspace/zone.ts';
import { EntryFlag, EntryKind } from '../../zone/chunk.ts';
import type { ZoneDocument } from '../../zone/document.ts';
import { recordAt, type ZoneRecord } from '../../zone/model.ts';
import { isInvalid } from '../../zone/record.ts';
import { ptrActions } from '../reverse/ptrActions.ts';
import { editAction, fixActions } from '../shared/fixes.ts';
import type { ZoneLookup } from '../shared/lookup.ts';
import type { OffsetRange } from '../shared/ranges.ts';
import { cursorAt, entriesBetween, type ZoneCursor } from './cursor.ts';
import { labelsOf } from './describe/name.ts';
import { zoneIgnoreActions } from './ignore.ts';
import { lineBelow } from './lineBelow.ts';
import { loadFixes } from './loadFixes.ts';
import { raisedSerial } from './serial.ts';

/** Records of a selection that are looked at. */
const MOST_RECORDS = 1000;

/**
 * What can be done at a range of a zone file: the fixes of the problems there, what its records suggest, and ignoring the problems.
 * Offsets are UTF-16 units from the start of the file.
 */
export function zoneActions(
  zone: Zone,
  document: ZoneDocument,
  range: OffsetRange,
  problems: readonly Problem[],
  lookup: ZoneLookup,
): CodeAction[] {
  const own = problems.filter(({ uri }) => uri === document.uri);
  const cursor = cursorAt(zone, document, range.start);
  const records: ZoneRecord[] = [];
  for (const { chunk, entry } of entriesBetween(document, range.start, range.end)) {
    if (records.length >= MOST_RECORDS) break;
    if (chunk.kinds[entry] === EntryKind.Record) records.push(recordAt(document, chunk, entry));
  }
  return unique([
    ...own.flatMap((problem) =>
      fixActions(problem, ruleFixes(problem, lookup.tellerOf(problem) ?? zone), lookup.bufferOf),
    ),
    ...own.flatMap((problem) => fixActions(problem, loadFixes(problem, zone, lookup), lookup.bufferOf)),
    ...ptrActions(records, zone, lookup),
    ...(records.length === 1 ? recordActions(records[0], zone, lookup) : []),
    ...(cursor && records.length <= 1 ? tokenActions(cursor, zone, lookup) : []),
    ...zoneIgnoreActions(own, document.buffer, lookup.bufferOf),
  ]);
}

function ruleFixes(problem: Problem, zone: Zone): readonly Fix[] {
  const rule = zone.options.rules.find(({ id }) => id === problem.rule);
  return rule?.fixes?.(problem, zone.context) ?? [];
}

/** Two problems may have the same fix. */
function unique(actions: readonly CodeAction[]): CodeAction[] {
  const byText = new Map<string, CodeAction>();
  for (const action of actions) {
    const key = JSON.stringify([action.title, action.edit]);
    if (!byText.has(key)) byText.set(key, action);
  }
  return [...byText.values()];
}

function recordActions(record: ZoneRecord, zone: Zone, lookup: ZoneLookup): CodeAction[] {
  if (record.type === TYPE.SOA) {
    const edit = raisedSerial(record, lookup.now());
    if (!edit) return [];
    return present(
      editAction(t`Raise the serial to ${edit.newText}`, CodeActionKind.RefactorRewrite, [edit], lookup.bufferOf),
    );
  }
  return present(otherFamilyAction(record, zone, lookup));
}

/** Adds the address record of the other family where a reverse zone of the workspace knows the host's address. */
function otherFamilyAction(record: ZoneRecord, zone: Zone, lookup: ZoneLookup): CodeAction | undefined {
  const { model } = zone;
  const { owner } = record;
  if ((record.type !== TYPE.A && record.type !== TYPE.AAAA) || owner < 0 || isInvalid(record)) return undefined;
  const type = record.type === TYPE.A ? TYPE.AAAA : TYPE.A;
  if (model.has(owner, type) || model.has(owner, TYPE.CNAME)) return undefined;
  for (const reverse of lookup.reverseZones()) {
    for (const pointer of reverse.model.mentions(owner)) {
      if (pointer.type !== TYPE.PTR || pointer.owner < 0) continue;
      const reading = readReverse(labelsOf(model.names, pointer.owner));
      if (!reading?.complete || (reading.family === 6) !== (type === TYPE.AAAA)) continue;
      const address = addressText(reading.octets);
      const title = t`Add ${typeText(type)} ${address}, as ${baseName(pointer.document.uri)} has it`;
      return editAction(title, CodeActionKind.Refactor, [lineBelow(record, typeText(type), address)], lookup.bufferOf);
    }
  }
  return undefined;
}

function tokenActions(cursor: ZoneCursor, zone: Zone, lookup: ZoneLookup): CodeAction[] {
  const rewrite = (title: string, newText: string): CodeAction[] => {
    const edit: FixEdit = { uri: cursor.document.uri, start: cursor.start, end: cursor.end, newText };
    return present(editAction(title, CodeActionKind.RefactorRewrite, [edit], lookup.bufferOf));
  };
  const kind = cursor.span?.field.kind;
  if (kind === 'ipv6') {
    const octets = parseIpv6(cursor.text);
    if (!octets) return [];
    const [full, short] = [ipv6Full(octets), ipv6Text(octets)];
    return [
      ...(full === cursor.text ? [] : rewrite(t`Expand the address to its full form`, full)),
      ...(short === cursor.text ? [] : rewrite(t`Shorten the address (RFC 5952)`, short)),
    ];
  }
  const isOwner = cursor.kind === 'owner' && cursor.record !== undefined;
  const isTarget =
    (kind === 'name' || kind === 'names') && (cursor.chunk.flags[cursor.entry] & EntryFlag.Generic) === 0;
  const isWhole = cursor.end - cursor.start === cursor.text.length;
  if (!isWhole || !(isOwner || isTarget)) return [];
  const origin = cursor.chunk.origins[cursor.entry];
  const { names, originKnown } = zone.model;
  const name = names.fromText(cursor.text, origin);
  if (!originKnown || origin < 0 || name < 0) return [];
  if (!isAbsolute(cursor.text)) {
    const full = fullText(cursor.text, origin, names);
    return rewrite(t`Write the full name ${full}`, full);
  }
  if (origin === ROOT || !names.isWithin(name, origin)) return [];
  const short = relativeText(cursor.text, names.depth(name) - names.depth(origin));
  return rewrite(t`Shorten to ${short}, relative to ${names.text(origin)}`, short);
}

/** A relative name with its origin, in the case in which it is written. */
function fullText(text: string, origin: NameId, names: NameTable): string {
  if (text === '@') return names.text(origin);
  return origin === ROOT ? `${text}.` : `${text}.${names.text(origin)}`;
}

/** The first `labels` labels of an absolute name, as they are written; `@` for none. */
function relativeText(text: string, labels: number): string {
  if (labels === 0) return '@';
  let left = labels;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '\\') i++;
    else if (text[i] === '.' && --left === 0) return text.slice(0, i);
  }
  return text;
}

function present(action: CodeAction | undefined): CodeAction[] {
  return action ? [action] : [];
}
