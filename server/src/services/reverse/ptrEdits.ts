/** Writing PTR records into the reverse zones of the workspace. */

import { parseAddress } from '../../dns/addresses.ts';
import { compareNames, compareOctets } from '../../dns/nameOrder.ts';
import { type NameId, type NameTable, ROOT } from '../../dns/names.ts';
import { TYPE } from '../../dns/types.ts';
import type { FixEdit } from '../../rules/rule.ts';
import { absolute, targetPlace } from '../../rules/zone/places.ts';
import { lineEnd, lineStart, nextLineStart, removeRecord } from '../../rules/zone/support/edits.ts';
import { isMarked } from '../../rules/zone/support/noPtr.ts';
import { finish, type Steps } from '../../steps.ts';
import type { Zone } from '../../workspace/zone.ts';
import { EntryFlag, EntryKind } from '../../zone/chunk.ts';
import type { ZoneDocument } from '../../zone/document.ts';
import type { ZoneRecord } from '../../zone/model.ts';
import { isInvalid, rdataWord } from '../../zone/record.ts';
import type { ZoneLookup } from '../shared/lookup.ts';
import type { EntryPlace } from '../zone/cursor.ts';
import { nextSerialEdit } from '../zone/serial.ts';
import { addressInsertions, type WantedAddress } from './addresses.ts';
import { ptrPlace } from './places.ts';
import { ptrLine } from './ptrLine.ts';

/** A PTR record that is not there, or that points elsewhere. */
export interface MissingPtr {
  /** The address as it is written. */
  readonly address: string;
  /** The host it belongs to. */
  readonly host: NameId;
  /** The reverse zone that the record belongs into, and its owner there. */
  readonly zone: Zone;
  readonly name: NameId;
  /** The PTR record that points to another host. */
  readonly other: ZoneRecord | undefined;
}

/**
 * The PTR record that an A or AAAA record wants; undefined where it is there, where the workspace has no reverse zone of which
 * it is the primary, where the owner is no host, and where the record says that it is to have none.
 */
export function missingPtr(record: ZoneRecord, zone: Zone, lookup: ZoneLookup): MissingPtr | undefined {
  const { model } = zone;
  if ((record.type !== TYPE.A && record.type !== TYPE.AAAA) || record.owner < 0 || isInvalid(record)) return undefined;
  const { names } = model;
  if (!model.originKnown || names.labelText(record.owner) === '*' || isMarked(record)) return undefined;
  const address = rdataWord(record, 0);
  const octets = parseAddress(address);
  const place = octets && ptrPlace(octets, zone, lookup);
  if (place?.zone.options.settings.type !== 'primary') return undefined;
  const present = place.zone.model.rrset(place.name, TYPE.PTR);
  if (present.some(({ target }) => target === record.owner)) return undefined;
  const written = present.filter(({ ref }) => place.zone.model.generatedBy(ref) === undefined);
  // What a $GENERATE makes cannot be changed for one address.
  if (present.length > 0 && written.length === 0) return undefined;
  return { address, host: record.owner, zone: place.zone, name: place.name, other: written[0] };
}

/** A change to one PTR record: another name in one that is there, one that goes, or one that comes; or the address of its host. `group` is what a review has it under. */
export type PtrStep =
  | { readonly kind: 'add'; readonly zone: Zone; readonly name: NameId; readonly host: NameId; readonly group: string }
  | {
      readonly kind: 'replace';
      readonly zone: Zone;
      readonly record: ZoneRecord;
      readonly host: NameId;
      readonly group: string;
    }
  | { readonly kind: 'remove'; readonly zone: Zone; readonly record: ZoneRecord; readonly group: string }
  | (WantedAddress & { readonly kind: 'address'; readonly group: string });

/** An edit, and what a review has it under. */
export interface GroupedEdit extends FixEdit {
  readonly group: string;
}

/** The group of the edits that raise serials. */
export const SERIAL_GROUP = 'serial';

/** The edits that write the records, or change the one that is there, and raise the serial of each zone that is touched. */
export function ptrEdits(wanted: readonly MissingPtr[], now: Date, ttl?: string): FixEdit[] {
  const steps = wanted.map(({ zone, name, host, other }): PtrStep => {
    return other
      ? { kind: 'replace', zone, record: other, host, group: '' }
      : { kind: 'add', zone, name, host, group: '' };
  });
  return finish(ptrStepEdits(steps, now, { ttl })).edits.map(({ group: _, ...edit }) => edit);
}

const NO_GROUPS: ReadonlySet<string> = new Set();

export interface PtrStepOptions {
  /** The groups that nobody asked for. */
  readonly optional?: ReadonlySet<string>;
  /** The TTL that is written on new records: a time, `inherited` for none, or undefined for that of the record beside it. */
  readonly ttl?: string | undefined;
}

/** The edits of many changes. */
export interface PtrStepEdits {
  readonly edits: readonly GroupedEdit[];
  /** Records that cannot be taken out by themselves, since what follows takes its owner or TTL from them. */
  readonly kept: readonly ZoneRecord[];
}

/**
 * The edits that make the changes, and raise the serial of each zone once. Zones that share a file are one. Where all changes of a zone are of `optional`
 * groups, its serial goes with them.
 */
export function* ptrStepEdits(
  steps: readonly PtrStep[],
  now: Date,
  { optional = NO_GROUPS, ttl }: PtrStepOptions = {},
): Steps<PtrStepEdits> {
  const edits: GroupedEdit[] = [];
  const kept: ZoneRecord[] = [];
  const byFile = new Map<string, PtrStep[]>();
  for (const step of steps) {
    const same = byFile.get(step.zone.options.uri);
    if (same) same.push(step);
    else byFile.set(step.zone.options.uri, [step]);
  }
  for (const own of byFile.values()) {
    const before = edits.length;
    const [{ zone }] = own;
    for (const step of own) {
      if (step.kind === 'add' || step.kind === 'address') continue;
      const edit =
        step.kind === 'remove'
          ? removeRecord(step.record)
          : { ...absolute(targetPlace(step.record)), newText: zone.model.names.text(step.host) };
      if (edit) edits.push({ ...edit, group: step.group });
      else kept.push(step.record);
    }
    for (const edit of yield* insertions(zone, own.filter(isAddition), ttl)) edits.push(edit);
    for (const edit of addressInsertions(own.filter(isAddress))) edits.push(edit);
    const serial = edits.length > before ? nextSerialEdit(zone, 'auto', now) : undefined;
    if (serial) {
      const areOptional = edits.slice(before).every(({ group }) => optional.has(group));
      edits.push({ ...serial, group: areOptional ? edits[before].group : SERIAL_GROUP });
    }
    yield;
  }
  return { edits, kept };
}

type Addition = Extract<PtrStep, { readonly kind: 'add' }>;

function isAddress(step: PtrStep): step is Extract<PtrStep, { readonly kind: 'address' }> {
  return step.kind === 'address';
}

function isAddition(step: PtrStep): step is Addition {
  return step.kind === 'add';
}

/** Where lines are put in, and the record beside them whose layout they take. */
interface Spot {
  readonly at: number;
  readonly origin: NameId;
  readonly model: EntryPlace | undefined;
}

/** Lines that are found places for in one step. */
const PART = 256;

function* insertions(zone: Zone, wanted: readonly Addition[], ttl: string | undefined): Steps<GroupedEdit[]> {
  if (wanted.length === 0) return [];
  const { names } = zone.model;
  const { document, records } = placesFor(zone);
  const sorted = isSorted(records, names);
  const lines = new Map<string, { readonly at: number; readonly group: string; readonly texts: string[] }>();
  for (const [i, { name, host, group }] of [...wanted].sort((a, b) => inOrder(names, a.name, b.name)).entries()) {
    if (i % PART === PART - 1) yield;
    const spot = spotFor(name, document, records, sorted, names);
    const owner = spot.origin >= 0 ? names.relativeText(name, spot.origin) : names.text(name);
    // An RRset has one TTL.
    const isBesideOwn = spot.model !== undefined && ownerOf(spot.model) === name;
    const line = ptrLine(owner, names.text(host), spot.model, isBesideOwn ? undefined : ttl);
    const key = `${spot.at} ${group}`;
    const same = lines.get(key);
    if (same) same.texts.push(line);
    else lines.set(key, { at: spot.at, group, texts: [line] });
  }
  const eol = lineEnd(document);
  return [...lines.values()].map(({ at, group, texts }) => {
    const isLineOpen = at > 0 && !/[\r\n]/.test(document.buffer.slice(at - 1, at));
    const newText = `${texts.join(eol)}${eol}`;
    return { uri: document.uri, start: at, end: at, newText: isLineOpen ? `${eol}${newText}` : newText, group };
  });
}

/** The zone's file, unless its PTR records all stand in a file that it includes once; with the PTR records there. */
function placesFor(zone: Zone): { document: ZoneDocument; records: EntryPlace[] } {
  const [root, ...included] = zone.documents;
  const records = ptrRecords(root);
  if (records.length > 0) return { document: root, records };
  for (const document of included) {
    if (zone.documents.filter(({ uri }) => uri === document.uri).length > 1) continue;
    const there = ptrRecords(document);
    if (there.length > 0) return { document, records: there };
  }
  return { document: root, records };
}

function ptrRecords(document: ZoneDocument): EntryPlace[] {
  const records: EntryPlace[] = [];
  for (const chunk of document.chunks) {
    for (let entry = 0; entry < chunk.count; entry++) {
      if (chunk.types[entry] !== TYPE.PTR || chunk.kinds[entry] !== EntryKind.Record || chunk.owners[entry] < 0)
        continue;
      records.push({ chunk, entry });
    }
  }
  return records;
}

function ownerOf({ chunk, entry }: EntryPlace): NameId {
  return chunk.owners[entry];
}

/** Behind its neighbour where the PTR records are sorted, else behind the last of them; at the end of the file where there is none. */
function spotFor(
  name: NameId,
  document: ZoneDocument,
  present: readonly EntryPlace[],
  sorted: boolean,
  names: NameTable,
): Spot {
  const last = present[present.length - 1];
  if (!last) return { at: document.buffer.length, origin: document.stateAfter?.origin ?? ROOT, model: undefined };
  const before = sorted ? lastUpTo(name, present, names) : last;
  if (before) return spotBehind(before, document);
  const [first] = present;
  const isInherited = first.chunk.ownerStarts[first.entry] < 0;
  if (isInherited) return spotBehind(last, document);
  const start = first.chunk.offset + first.chunk.starts[first.entry];
  return { at: lineStart(document, start), origin: first.chunk.origins[first.entry], model: first };
}

/** The last of sorted records whose owner does not come after a name. */
function lastUpTo(name: NameId, present: readonly EntryPlace[], names: NameTable): EntryPlace | undefined {
  let [low, high] = [0, present.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (inOrder(names, ownerOf(present[middle]), name) <= 0) low = middle + 1;
    else high = middle;
  }
  return present[low - 1];
}

/** Behind a record and those that inherit its owner: a line between them would take their owner away. */
function spotBehind(record: EntryPlace, document: ZoneDocument): Spot {
  let { chunk, entry } = record;
  for (let index = document.chunks.indexOf(chunk), at = entry + 1; index < document.chunks.length; index++, at = 0) {
    const next = document.chunks[index];
    while (at < next.count) {
      const isRecord = next.kinds[at] === EntryKind.Record;
      if (isRecord && (next.flags[at] & EntryFlag.InheritedOwner) === 0) return behind();
      if (isRecord) [chunk, entry] = [next, at];
      at++;
    }
  }
  return behind();

  function behind(): Spot {
    const end = chunk.offset + chunk.ends[entry];
    return { at: nextLineStart(document, end), origin: chunk.origins[entry], model: record };
  }
}

function isSorted(records: readonly EntryPlace[], names: NameTable): boolean {
  for (let i = 1; i < records.length; i++) {
    if (inOrder(names, ownerOf(records[i - 1]), ownerOf(records[i])) > 0) return false;
  }
  return true;
}

/** The order of reverse names in a file: from the top, numbers as numbers. */
export function inOrder(names: NameTable, a: NameId, b: NameId): number {
  return compareNames(names, a, b, compareNumbers);
}

/** Numbers as numbers, so that 10 comes behind 9, other labels as text. */
function compareNumbers(a: Uint8Array, b: Uint8Array): number {
  if (a.length !== b.length && a.every(isDigit) && b.every(isDigit)) return a.length - b.length;
  return compareOctets(a, b);
}

function isDigit(octet: number): boolean {
  return octet >= 0x30 && octet <= 0x39;
}
