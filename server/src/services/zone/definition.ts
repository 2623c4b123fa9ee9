/** Definition and declaration in zone files: a name's records, an included file, a delegated zone, the statement that loads the zone. */

import type { Location } from 'vscode-languageserver-types';
import { type NameId, NO_NAME } from '../../dns/names.ts';
import type { Zone } from '../../workspace/zone.ts';
import { EntryKind } from '../../zone/chunk.ts';
import type { ZoneDocument } from '../../zone/document.ts';
import type { ZoneRecord } from '../../zone/model.ts';
import { counterparts } from '../reverse/counterparts.ts';
import { type FilePlace, recordPlace } from '../shared/places.ts';
import { type BufferOf, toRange } from '../shared/ranges.ts';
import { cursorAt } from './cursor.ts';
import { nameAt, type Surroundings, zoneStatement } from './names.ts';

/** Places that are offered; a name with more records has them below these. */
const SHOWN = 1000;

/**
 * Where what stands at `offset` is defined. A name: its records in this zone and in the zone of the workspace that answers for it; the wildcard
 * where only one answers. A delegated name that is a zone of the workspace: that zone's SOA too. An address: its PTR records in every view; the owner
 * of a PTR record: the addresses that it is for. `$INCLUDE`: the file.
 */
export function zoneDefinition(zone: Zone, document: ZoneDocument, offset: number, around: Surroundings): Location[] {
  const cursor = cursorAt(zone, document, offset);
  if (!cursor) return [];
  const { chunk, entry } = cursor;
  if (chunk.kinds[entry] === EntryKind.Include && (cursor.kind === 'directive' || cursor.word === 0)) {
    const include = chunk.includes.find((each) => each.entry === entry);
    const target = include && zone.options.include(include.path, document.uri);
    return target?.kind === 'file' ? [{ uri: target.uri, range: toRange(target.buffer, 0, 0) }] : [];
  }
  const others = counterparts(cursor, zone, around);
  if (others.length > 0) {
    const places = others.map((other) => recordPlace(other.zone, other.record.ref));
    return distinctLocations(places, around.bufferOf.bind(around));
  }
  const name = nameAt(cursor, zone.options.names);
  return name === NO_NAME ? [] : definitionsOf(name, zone, around);
}

function definitionsOf(name: NameId, zone: Zone, around: Surroundings): Location[] {
  const zones = new Set<Zone>();
  if (zone.model.hasOwner(name)) zones.add(zone);
  const holder = around.zoneHolding(name, zone);
  if (holder) zones.add(holder);
  const places = [...zones].flatMap((each) => ownersOf(name, each));
  if (places.length === 0) {
    // Nothing has the name: what answers for it is a wildcard.
    const answering = holder ?? zone;
    const wildcard = answering.model.isInZone(name) ? answering.model.wildcardFor(name) : NO_NAME;
    if (wildcard !== NO_NAME) for (const place of ownersOf(wildcard, answering)) places.push(place);
  }
  return distinctLocations(places, around.bufferOf.bind(around));
}

/** One place for each time the owner is written; the first record's where it never is. */
function ownersOf(name: NameId, zone: Zone): FilePlace[] {
  const records = zone.model.owned(name);
  const written = records.filter((record) => isWritten(record, zone));
  return (written.length > 0 ? written : records.slice(0, 1)).map(({ ref }) => recordPlace(zone, ref));
}

function isWritten({ chunk, entry, ref }: ZoneRecord, { model }: Zone): boolean {
  return model.generatedBy(ref) !== undefined || chunk.ownerStarts[entry] >= 0;
}

/** Each place once, as LSP says it. */
function distinctLocations(places: readonly FilePlace[], bufferOf: BufferOf): Location[] {
  const found = new Map<string, Location>();
  for (const { uri, start, end } of places) {
    const buffer = bufferOf(uri);
    if (buffer) found.set(`${uri} ${start}`, { uri, range: toRange(buffer, start, end) });
    if (found.size >= SHOWN) break;
  }
  return [...found.values()];
}

/**
 * The zone statement of named.conf that loads the zone of what stands at `offset`: of the name there where another zone of the workspace answers
 * for it, else of this file's zone. Every zone that loads the file, where it is this file's.
 */
export function zoneDeclaration(zone: Zone, document: ZoneDocument, offset: number, around: Surroundings): Location[] {
  const cursor = cursorAt(zone, document, offset);
  const name = cursor ? nameAt(cursor, zone.options.names) : NO_NAME;
  const holder = name === NO_NAME ? undefined : around.zoneHolding(name, zone);
  const declared = (holder && zoneStatement(holder)) ?? zoneStatement(zone);
  return declared ? distinctLocations([declared], around.bufferOf.bind(around)) : [];
}
