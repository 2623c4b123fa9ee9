/** PTR records of addresses that move: renamed where they stand, moved into another reverse zone, or added there. */

import { addressText } from '../../dns/addresses.ts';
import type { NameId } from '../../dns/names.ts';
import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { wordPlace } from '../../rules/zone/places.ts';
import { isAbsolute } from '../../rules/zone/support/words.ts';
import type { Steps } from '../../steps.ts';
import { withoutEnd } from '../../text/ends.ts';
import type { Zone } from '../../workspace/zone.ts';
import { recordAt, type ZoneRecord } from '../../zone/model.ts';
import { inheritsOwner } from '../../zone/record.ts';
import { ptrPlace } from '../reverse/places.ts';
import type { ZoneLookup } from '../shared/lookup.ts';
import type { Changes } from './changes.ts';
import { linesOf } from './lines.ts';
import type { Moves } from './moves.ts';
import { movedBlocks, renamedOrigins } from './originBlocks.ts';
import { ownerText } from './owners.ts';
import type { PlacedGroup, PointerGroup } from './pointerGroups.ts';
import { insertedLines, type MovedLines } from './pointerLines.ts';
import type { HostEntry, Survey } from './survey.ts';

/** Addresses that are looked at in one step. */
const PART = 256;

/** Changes the PTR records. */
export function* changePointers(found: Survey, moves: Moves, lookup: ZoneLookup, changes: Changes): Steps<void> {
  const renamed: PlacedGroup[] = [];
  const leaving: PlacedGroup[] = [];
  const others: PlacedGroup[] = [];
  let count = 0;
  for (const group of groupsOf(found.pointers, moves)) {
    if (++count % PART === 0) yield;
    const placed = placedGroup(group, lookup, changes);
    if (!placed) continue;
    const { zone, place, records, name, wanted } = placed;
    const isWhole = wanted.length === records.length && wanted.length === zone.model.owned(name).length;
    if (changes.mode === 'add' || !isWhole) others.push(placed);
    else (place.zone === zone ? renamed : leaving).push(placed);
  }
  yield;
  const done = renamedOrigins(renamed, found, changes);
  for (const group of renamed) {
    for (const record of group.records) changes.touch(group.zone, record);
    if (!done.has(group)) renameOwners(group, changes);
  }
  const blocks = movedBlocks(leaving, found, changes);
  for (const group of blocks.done) {
    changes.touch(group.place.zone);
    for (const record of group.records) changes.touch(group.zone, record);
  }
  yield;
  const lines = leaving.filter((group) => !blocks.done.has(group));
  yield* moveLines([...lines, ...others], changes);
  for (const edit of blocks.insertions) changes.edit('pointer', edit);
}

/** Takes the lines of groups out, where they go, and puts those that are not there yet into the zones of the new addresses. */
function* moveLines(groups: readonly PlacedGroup[], changes: Changes): Steps<void> {
  const inserted = new Map<Zone, MovedLines[]>();
  const going = new Set<NameId>();
  const isReplaced = changes.mode === 'replace';
  for (const group of groups) {
    const { place, wanted, name } = group;
    if (isReplaced && !removed(group, changes)) continue;
    if (isReplaced) going.add(name);
    if (wanted.length === 0) continue;
    changes.touch(place.zone);
    const lines = inserted.get(place.zone) ?? [];
    lines.push({ name: place.name, lines: (owner, origin) => movedLines(group, owner, origin, isReplaced) });
    inserted.set(place.zone, lines);
  }
  for (const [zone, lines] of inserted) {
    for (const edit of insertedLines(zone, lines, going)) changes.edit('pointer', edit);
    yield;
  }
}

/** The PTR records that move, those of one name in one zone together. */
function groupsOf(pointers: readonly HostEntry[], moves: Moves): Iterable<PointerGroup> {
  const groups = new Map<Zone, Map<NameId, PointerGroup & { readonly records: ZoneRecord[] }>>();
  for (const pointer of pointers) {
    const { zone, document, chunk, entry, octets } = pointer;
    const moved = moves.isMoved(pointer) ? moves.movedTo(octets) : undefined;
    if (!moved) continue;
    const record = recordAt(document, chunk, entry);
    const ofZone = groups.get(zone) ?? new Map<NameId, PointerGroup & { readonly records: ZoneRecord[] }>();
    groups.set(zone, ofZone);
    const group = ofZone.get(record.owner);
    if (group) group.records.push(record);
    else ofZone.set(record.owner, { zone, name: record.owner, records: [record], octets, moved });
  }
  return [...groups.values()].flatMap((ofZone) => [...ofZone.values()]);
}

/** The group with the place it moves to; undefined where there is none, or where somebody is there. */
function placedGroup(group: PointerGroup, lookup: ZoneLookup, changes: Changes): PlacedGroup | undefined {
  const { zone, moved, octets, records } = group;
  const place = ptrPlace(moved, zone, lookup);
  if (place?.zone.options.settings.type !== 'primary') {
    changes.left.add(
      t`The PTR record of ${addressText(octets)} stays: no reverse zone here is for ${addressText(moved)}. Make one, or ask whoever has it.`,
    );
    return undefined;
  }
  const { model } = place.zone;
  const targets = new Set(records.map(({ target }) => target));
  const present = model.rrset(place.name, TYPE.PTR);
  const other = present.find(({ target }) => !targets.has(target));
  if (other) {
    changes.left.add(
      t`The PTR record of ${addressText(octets)} stays: ${addressText(moved)} has one already, to ${model.names.text(other.target)}.`,
    );
    return undefined;
  }
  const wanted = records.filter(({ target }) => !present.some((each) => each.target === target));
  return { ...group, place, wanted };
}

/** Takes the lines of a group out; false where something else stands on them, or takes its owner from them. */
function removed({ zone, name, records, octets }: PlacedGroup, changes: Changes): boolean {
  const ranges = records.map((record) => ({ uri: record.document.uri, lines: linesOf(record) }));
  const own = zone.model.owned(name);
  const others = own.filter(({ ref }) => !records.some((record) => record.ref === ref));
  const isNeeded = others.some(inheritsOwner) && records.some((record) => !inheritsOwner(record));
  if (isNeeded || ranges.some(({ lines }) => lines === undefined)) {
    changes.left.add(
      t`The PTR record of ${addressText(octets)} stays: something else stands on its lines, or takes its owner from them.`,
    );
    return false;
  }
  for (const { uri, lines } of ranges) if (lines) changes.edit('pointer', { uri, ...lines, newText: '' });
  for (const record of records) changes.touch(zone, record);
  return true;
}

/** The lines of records for another owner. Behind a record that goes, its comment goes along. */
function movedLines({ zone, wanted }: PlacedGroup, owner: string, origin: NameId, withComment: boolean): string[] {
  const { names } = zone.model;
  return wanted.map((record, i) => {
    const { document, chunk, entry } = record;
    const { buffer } = document;
    const target = wordPlace(record, 0);
    const text = chunk.text.slice(target.start, target.end);
    const isSame = isAbsolute(text) || chunk.origins[entry] === origin;
    const newTarget = isSame ? text : names.text(record.target);
    const range = linesOf(record);
    const isInherited = inheritsOwner(record);
    if (!range) return `${owner}\tPTR\t${newTarget}`;
    const from = isInherited ? range.start : chunk.offset + chunk.ownerEnds[entry];
    const to = withComment ? range.end : chunk.offset + chunk.ends[entry];
    const rest = `${buffer.slice(from, chunk.offset + target.start)}${newTarget}${buffer.slice(chunk.offset + target.end, to)}`;
    const line = withoutEnd(rest, '\r\n');
    return isInherited && i > 0 ? line : `${owner}${line}`;
  });
}

/** Gives the records of a group their new name where they stand. */
function renameOwners({ zone, place, records }: PlacedGroup, changes: Changes): void {
  const { names } = zone.model;
  for (const record of records) {
    const { document, chunk, entry } = record;
    if (inheritsOwner(record)) continue;
    const [start, end] = [chunk.ownerStarts[entry], chunk.ownerEnds[entry]];
    const newText = ownerText(chunk.text.slice(start, end), record.owner, place.name, chunk.origins[entry], names);
    changes.edit('pointer', { uri: document.uri, start: chunk.offset + start, end: chunk.offset + end, newText });
  }
}
