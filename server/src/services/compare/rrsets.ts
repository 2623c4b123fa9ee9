/** What a zone says, as texts that are the same where the meaning is: two zones are compared by them, also of two workspaces. */

import { compareNames } from '../../dns/nameOrder.ts';
import type { NameId } from '../../dns/names.ts';
import { nameWords } from '../../dns/nameWords.ts';
import { rdataFromWire } from '../../dns/rdata.ts';
import { TYPE, typeRow, typeText } from '../../dns/types.ts';
import { wireOf } from '../../rules/zone/support/rdata.ts';
import type { Steps } from '../../steps.ts';
import type { Zone } from '../../workspace/zone.ts';
import type { ZoneRecord } from '../../zone/model.ts';
import { isInvalid, rdataCount, rdataWord } from '../../zone/record.ts';

/** The records of a type at a name. */
export interface RrSet {
  /** By what it is found in the other zone: its owner below the apex, and its type. */
  readonly key: string;
  /** Absolute. */
  readonly owner: string;
  readonly type: string;
  /** Of the first record; -1 where it is not known. */
  readonly ttl: number;
  /** In their own order; an SOA without its serial. */
  readonly data: readonly string[];
  /** Where one of the records is not right, its data stand as they are written. */
  readonly isWrong?: true;
}

/** A zone as it is compared. */
export interface ZoneTexts {
  readonly apex: string;
  readonly serial: string | undefined;
  /** The apex first, then in the canonical order of names. */
  readonly sets: readonly RrSet[];
}

/** Owners that are looked at in one step. */
const PART = 256;
/** What stands for the serial, which every edit changes. */
export const SERIAL = 'serial';
const SERIAL_WORD = 2;

/** Every RRset of a zone. */
export function* zoneTexts(zone: Zone): Steps<ZoneTexts> {
  const { model } = zone;
  const { names, apex } = model;
  const owners = [...model.owners()].sort((a, b) => compareNames(names, a, b));
  yield;
  const sets: RrSet[] = [];
  for (const [i, owner] of owners.entries()) {
    if (i % PART === PART - 1) yield;
    sets.push(...setsOf(zone, owner));
  }
  const [soa] = model.rrset(apex, TYPE.SOA);
  return { apex: names.text(apex), serial: soa && rdataWord(soa, SERIAL_WORD), sets };
}

function setsOf(zone: Zone, owner: NameId): RrSet[] {
  const { names, apex } = zone.model;
  const byType = new Map<number, ZoneRecord[]>();
  for (const record of zone.model.owned(owner)) {
    const same = byType.get(record.type);
    if (same) same.push(record);
    else byType.set(record.type, [record]);
  }
  const text = names.text(owner);
  const relative = names.relativeText(owner, apex);
  return [...byType]
    .sort(([a], [b]) => rank(a) - rank(b) || a - b)
    .map(([type, records]) => {
      const data = [...new Set(records.map((record) => dataText(record, zone)))].sort();
      const set = { key: `${relative} ${type}`, owner: text, type: typeText(type), ttl: records[0].ttl, data };
      return records.some(isInvalid) ? { ...set, isWrong: true } : set;
    });
}

/** SOA and NS stand before the others, as in files. */
function rank(type: number): number {
  return type === TYPE.SOA ? 0 : type === TYPE.NS ? 1 : 2;
}

/** RDATA as it is written in one way: names absolute and in small letters, numbers and addresses in their shortest form. */
function dataText(record: ZoneRecord, { context }: Zone): string {
  const wire = wireOf(record, context);
  if (!wire) return Array.from({ length: rdataCount(record) }, (_, i) => rdataWord(record, i)).join(' ');
  const row = typeRow(record.type, record.class);
  const text = rdataFromWire(row, wire);
  const named = nameWords(row);
  if (named.length === 0 || text.startsWith('\\#')) return text;
  const words = text.match(/"(?:[^"\\]|\\.)*"|[^ ]+/g) ?? [];
  for (const { word, rest } of named) {
    for (let i = word; i < (rest ? words.length : word + 1); i++) if (i in words) words[i] = words[i].toLowerCase();
  }
  if (record.type === TYPE.SOA) words[SERIAL_WORD] = SERIAL;
  return words.join(' ');
}
