/** A zone of the workspace as it is compared with what servers have: its RRsets, and where each record stands. All of it can be sent as JSON. */

import { addressText } from '../../dns/addresses.ts';
import { compareNames } from '../../dns/nameOrder.ts';
import { type NameId, NO_NAME } from '../../dns/names.ts';
import { isMetaCode, TYPE } from '../../dns/types.ts';
import { wireOf } from '../../rules/zone/support/rdata.ts';
import type { Steps } from '../../steps.ts';
import type { TextBuffer } from '../../text/buffer.ts';
import type { Zone } from '../../workspace/zone.ts';
import type { ZoneRecord } from '../../zone/model.ts';
import { isInvalid, rdataNumber } from '../../zone/record.ts';
import { dataOf } from './recordData.ts';

/** The records of a type at a name. */
export interface FileSet {
  /** Absolute, in small letters, as labels are written in messages. */
  readonly owner: string;
  readonly type: number;
  /** Those of its records, each once; -1 for one that is not known. */
  readonly ttls: readonly number[];
  /** See `recordData.ts`; each once. */
  readonly data: readonly string[];
  /** Four numbers for each of `data`: the file, by its index in `files`, the line and where the record's owner or type begins and ends there. */
  readonly places: readonly number[];
  /** A delegation, whose NS records a server only refers to; or a name below one, or below a DNAME. */
  readonly stands?: 'delegation' | 'below';
}

/** A name outside of the workspace that records point to. */
export interface FileTarget {
  readonly name: string;
  /** The types of these records, and where they stand: a set, and the index in its data. */
  readonly from: readonly { readonly type: number; readonly set: number }[];
}

export interface FileZone {
  readonly apex: string;
  readonly class: number;
  /** Absent where the file has no SOA, or not one that can be read. */
  readonly serial?: number;
  /** Who signs it: somebody before the file was written, the server, or nobody that is known. */
  readonly signed?: 'file' | 'server';
  /** The server changes it: the file may be behind. */
  readonly isDynamic?: true;
  /** A program sets the serial when it publishes the zone. */
  readonly isSerialExternal?: true;
  /** More belongs to the zone than was read. */
  readonly isPart?: true;
  readonly view: string;
  /** URIs. */
  readonly files: readonly string[];
  /** The apex first, then in the canonical order of names. */
  readonly sets: readonly FileSet[];
  /** The keys (`keyOf`) of RRsets with records that are wrong, which are not compared. */
  readonly wrong: readonly string[];
  /** Name servers, as the NS records at the apex name them, with the addresses that the workspace has for them. */
  readonly servers: readonly { readonly name: string; readonly addresses: readonly string[] }[];
  readonly targets: readonly FileTarget[];
}

/** What of the rest of the workspace is looked at. */
export interface Beside {
  bufferOf(uri: string): TextBuffer | undefined;
  /** The zone of the workspace that holds a name. */
  zoneHolding(name: NameId, asker: Zone): Zone | undefined;
}

/** By what an RRset is found: its owner, as it is written in `FileSet`, and its type. */
export function keyOf(owner: string, type: number): string {
  return `${owner} ${type}`;
}

/** Owners that are looked at in one step. */
const PART = 256;
const SERIAL_WORD = 2;

/** Types whose target has to exist. */
const POINTING: ReadonlySet<number> = new Set([TYPE.CNAME, TYPE.DNAME, TYPE.MX, TYPE.NS, TYPE.SRV]);

/** The zone as it stands in its files. */
export function* fileZone(zone: Zone, beside: Beside): Steps<FileZone> {
  const { model, options } = zone;
  const { names, apex } = model;
  const { settings } = options;
  const owners = [...model.owners()].filter((owner) => model.isInZone(owner));
  owners.sort((a, b) => compareNames(names, a, b));
  yield;
  const files = zone.documents.map(({ uri }) => uri);
  const reader = new Reader(zone, beside, files);
  for (const [i, owner] of owners.entries()) {
    if (i % PART === PART - 1) yield;
    reader.read(owner);
  }
  const [soa] = model.rrset(apex, TYPE.SOA);
  const serial = soa && !isInvalid(soa) ? rdataNumber(soa, SERIAL_WORD) : -1;
  const signed = settings.signed || settings.beside === 'signed' ? 'server' : reader.isSigned ? 'file' : undefined;
  return {
    apex: names.text(apex),
    class: options.zoneClass,
    ...(serial >= 0 && { serial }),
    ...(signed && { signed }),
    ...((settings.dynamic === 'updated' || settings.beside === 'journal') && { isDynamic: true }),
    ...(settings.externalSerial && { isSerialExternal: true }),
    ...(model.isPart && { isPart: true }),
    view: options.view,
    files,
    sets: reader.sets,
    wrong: reader.wrong,
    servers: serversOf(zone, beside),
    targets: [...reader.targets].map(([name, from]) => ({ name: names.text(name), from })),
  };
}

class Reader {
  readonly sets: FileSet[] = [];
  readonly targets = new Map<NameId, { type: number; set: number }[]>();
  readonly wrong: string[] = [];
  isSigned = false;
  readonly #zone: Zone;
  readonly #beside: Beside;
  readonly #files: ReadonlyMap<string, number>;

  constructor(zone: Zone, beside: Beside, files: readonly string[]) {
    this.#zone = zone;
    this.#beside = beside;
    this.#files = new Map(files.map((uri, i) => [uri, i]));
  }

  read(owner: NameId): void {
    const { model, options } = this.#zone;
    const records = model
      .owned(owner)
      .filter((record) => record.class === options.zoneClass && !isMetaCode(record.type));
    if (records.length === 0) return;
    const stands = this.#stands(owner);
    const name = model.names.text(owner);
    for (const [type, of] of byType(records)) {
      this.#add(name, type, of, type === TYPE.DS && stands === 'delegation' ? undefined : stands);
    }
  }

  #stands(owner: NameId): FileSet['stands'] {
    const { model } = this.#zone;
    const { names, apex, cuts } = model;
    for (let at = names.parent(owner); owner !== apex && at >= 0 && at !== apex; at = names.parent(at)) {
      if (cuts.has(at)) return 'below';
    }
    if (owner !== apex && cuts.has(apex)) return 'below';
    return owner !== apex && model.has(owner, TYPE.NS) ? 'delegation' : undefined;
  }

  #add(owner: string, type: number, records: readonly ZoneRecord[], stands: FileSet['stands']): void {
    const { context } = this.#zone;
    const data: string[] = [];
    const places: number[] = [];
    const ttls: number[] = [];
    // Of many records at a name each is looked for among the others.
    const known = records.length > 1 ? new Set<string>() : undefined;
    for (const record of records) {
      const wire = isInvalid(record) ? undefined : wireOf(record, context);
      if (!wire) {
        this.wrong.push(keyOf(owner, type));
        return;
      }
      const text = dataOf(type, record.class, wire);
      if (!ttls.includes(record.ttl)) ttls.push(record.ttl);
      if (known?.has(text)) continue;
      known?.add(text);
      data.push(text);
      this.#addPlace(places, record);
    }
    if (type === TYPE.RRSIG) this.isSigned = true;
    if (POINTING.has(type)) for (const { target } of records) this.#aim(target, type);
    this.sets.push({ owner, type, ttls, data, places, ...(stands && { stands }) });
  }

  #aim(target: NameId, type: number): void {
    const { model } = this.#zone;
    if (target === NO_NAME || !model.originKnown || model.names.parent(target) < 0) return;
    if (model.isInZone(target) || this.#beside.zoneHolding(target, this.#zone)) return;
    const from = this.targets.get(target) ?? [];
    this.targets.set(target, from);
    from.push({ type, set: this.sets.length });
  }

  #addPlace(places: number[], record: ZoneRecord): void {
    const { model } = this.#zone;
    const maker = model.generatedBy(record.ref);
    const { document, chunk, entry } = maker === undefined ? record : model.record(maker);
    const isOwned = maker === undefined && chunk.ownerStarts[entry] >= 0;
    const start =
      maker !== undefined ? chunk.starts[entry] : isOwned ? chunk.ownerStarts[entry] : chunk.typeStarts[entry];
    const end = maker !== undefined ? chunk.ends[entry] : chunk.typeEnds[entry];
    const buffer = this.#beside.bufferOf(document.uri) ?? document.buffer;
    const from = buffer.positionAt(chunk.offset + start);
    const to = buffer.positionAt(chunk.offset + Math.max(start, end));
    const file = this.#files.get(document.uri) ?? 0;
    places.push(file, from.line, from.character, to.line === from.line ? to.character : from.character + 1);
  }
}

/** Records of a name by their types, in the order in which types stand in files. */
function byType(records: readonly ZoneRecord[]): readonly (readonly [type: number, records: readonly ZoneRecord[]])[] {
  if (records.length === 1) return [[records[0].type, records]];
  const types = new Map<number, ZoneRecord[]>();
  for (const record of records) {
    const same = types.get(record.type);
    if (same) same.push(record);
    else types.set(record.type, [record]);
  }
  return [...types].sort(([a], [b]) => rank(a) - rank(b) || a - b);
}

/** SOA and NS stand before the others, as in files. */
function rank(type: number): number {
  return type === TYPE.SOA ? 0 : type === TYPE.NS ? 1 : 2;
}

function serversOf(zone: Zone, beside: Beside): FileZone['servers'] {
  const { model } = zone;
  const targets = new Set(model.rrset(model.apex, TYPE.NS).map(({ target }) => target));
  targets.delete(NO_NAME);
  return [...targets].map((target) => {
    const holder = model.isInZone(target) ? zone : beside.zoneHolding(target, zone);
    const records = holder?.model.owned(target).filter(({ type }) => type === TYPE.A || type === TYPE.AAAA) ?? [];
    const addresses = records.flatMap((record) => {
      const wire = isInvalid(record) || !holder ? undefined : wireOf(record, holder.context);
      return wire ? [addressText(wire)] : [];
    });
    return { name: model.names.text(target), addresses };
  });
}
