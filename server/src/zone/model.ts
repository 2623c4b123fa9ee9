/**
 * A zone: the records of its file and of the files that it includes, by owner and by the names they point to.
 * Lists of records are linked through the chunks' entries, so that taking a chunk out and putting one in costs what the chunk holds.
 */
import { type NameId, type NameTable, NO_NAME, ROOT } from '../dns/names.ts';
import { EntryKind, makeRef, NO_RECORD, type ParsedChunk, type RecordRef, refChunk, refEntry } from './chunk.ts';
import type { ZoneDocument } from './document.ts';

const NS = 2;
const DNAME = 39;
const STAR = Uint8Array.of(0x2a);

/** A chunk as the model holds it: where it belongs, and the links of its entries. */
interface Held {
  readonly parsed: ParsedChunk;
  readonly document: ZoneDocument;
  /** The `$GENERATE` that made it; undefined for a chunk of a file. */
  readonly generatedBy: RecordRef | undefined;
  readonly nextOwned: Float64Array;
  readonly nextMention: Float64Array;
}

/** A record looked at: made on demand, valid until the next edit. Offsets are relative to the chunk's start. */
export interface ZoneRecord {
  readonly ref: RecordRef;
  readonly document: ZoneDocument;
  readonly chunk: ParsedChunk;
  readonly entry: number;
  readonly owner: NameId;
  readonly type: number;
  readonly class: number;
  /** In seconds; -1 where it is not known. */
  readonly ttl: number;
  /** The first name in its RDATA, NO_NAME where there is none. */
  readonly target: NameId;
}

/** The record that an entry is. */
export function recordAt(document: ZoneDocument, chunk: ParsedChunk, entry: number): ZoneRecord {
  return {
    ref: makeRef(chunk.id, entry),
    document,
    chunk,
    entry,
    owner: chunk.owners[entry],
    type: chunk.types[entry],
    class: chunk.classes[entry],
    ttl: chunk.ttls[entry],
    target: chunk.targets[entry],
  };
}

export class ZoneModel {
  readonly names: NameTable;
  readonly apex: NameId;
  /** True where the origin is known: rules about names outside the zone are silent where it is not. */
  readonly originKnown: boolean;
  /** By the chunk's id: ids ascend, so this stays an array of pointers, and a look-up costs a read of memory. */
  readonly #held: (Held | undefined)[] = [];
  readonly #owned: Links = new Links();
  readonly #mentions: Links = new Links();
  #records = 0;
  /** Names below the apex that own NS or DNAME records: what hides other records. */
  readonly #cuts = new Map<NameId, number>();
  /** 1 for the names that `#cuts` has: every name of the zone is asked for, with all those above it. */
  #isCut = new Uint8Array(0);

  constructor(names: NameTable, apex: NameId, originKnown: boolean) {
    this.names = names;
    this.apex = apex;
    this.originKnown = originKnown;
  }

  /** How many records it holds, expanded ones included. */
  get recordCount(): number {
    return this.#records;
  }

  /** The names below the apex with NS or DNAME records. */
  get cuts(): ReadonlyMap<NameId, number> {
    return this.#cuts;
  }

  /** Puts a chunk's records in. */
  add(document: ZoneDocument, parsed: ParsedChunk): void {
    this.#add(document, parsed, undefined);
    for (const { entry, parsed: made } of parsed.generated) this.#add(document, made, makeRef(parsed.id, entry));
  }

  /** Takes a chunk's records out. */
  remove(parsed: ParsedChunk): void {
    this.#remove(parsed);
    for (const { parsed: made } of parsed.generated) this.#remove(made);
  }

  #add(document: ZoneDocument, parsed: ParsedChunk, generatedBy: RecordRef | undefined): void {
    const held: Held = {
      parsed,
      document,
      generatedBy,
      nextOwned: new Float64Array(parsed.count),
      nextMention: new Float64Array(parsed.count),
    };
    this.#held[parsed.id] = held;
    for (let entry = 0; entry < parsed.count; entry++) {
      if (parsed.kinds[entry] !== EntryKind.Record) continue;
      this.#records++;
      const ref = makeRef(parsed.id, entry);
      const owner = parsed.owners[entry];
      if (owner >= 0) {
        held.nextOwned[entry] = this.#owned.push(owner, ref);
        this.#countCut(owner, parsed.types[entry], 1);
      }
      if (parsed.targets[entry] >= 0) held.nextMention[entry] = this.#mentions.push(parsed.targets[entry], ref);
    }
  }

  #remove(parsed: ParsedChunk): void {
    for (let entry = 0; entry < parsed.count; entry++) {
      if (parsed.kinds[entry] !== EntryKind.Record) continue;
      this.#records--;
      const owner = parsed.owners[entry];
      if (owner >= 0) {
        this.#unlink(this.#owned, owner, makeRef(parsed.id, entry), 'nextOwned');
        this.#countCut(owner, parsed.types[entry], -1);
      }
      const target = parsed.targets[entry];
      if (target >= 0) this.#unlink(this.#mentions, target, makeRef(parsed.id, entry), 'nextMention');
    }
    this.#held[parsed.id] = undefined;
  }

  #countCut(owner: NameId, type: number, by: number): void {
    if ((type !== NS && type !== DNAME) || (owner === this.apex && type === NS)) return;
    const count = (this.#cuts.get(owner) ?? 0) + by;
    if (count > 0) this.#cuts.set(owner, count);
    else this.#cuts.delete(owner);
    if (owner >= this.#isCut.length) {
      const marks = new Uint8Array(Math.max(owner + 1, this.#isCut.length * 2, this.names.size));
      marks.set(this.#isCut);
      this.#isCut = marks;
    }
    this.#isCut[owner] = count > 0 ? 1 : 0;
  }

  #unlink(links: Links, name: NameId, ref: RecordRef, next: 'nextOwned' | 'nextMention'): void {
    let at = links.head(name);
    let before = NO_RECORD;
    while (at !== ref) {
      before = at;
      at = this.#held[refChunk(at)]![next][refEntry(at)];
    }
    const after = this.#held[refChunk(ref)]![next][refEntry(ref)];
    if (before === NO_RECORD) links.setHead(name, after);
    else this.#held[refChunk(before)]![next][refEntry(before)] = after;
  }

  /** The record at a place. */
  record(ref: RecordRef): ZoneRecord {
    const { document, parsed } = this.#held[refChunk(ref)]!;
    return recordAt(document, parsed, refEntry(ref));
  }

  /** The `$GENERATE` that made a record; undefined for one that stands in a file. */
  generatedBy(ref: RecordRef): RecordRef | undefined {
    return this.#held[refChunk(ref)]?.generatedBy;
  }

  /** True where the name owns a record. */
  hasOwner(name: NameId): boolean {
    return this.#owned.head(name) !== NO_RECORD;
  }

  /** True where the name owns a record of the type. */
  has(name: NameId, type: number): boolean {
    return this.first(name, type) !== NO_RECORD;
  }

  /** One of the records of a type at a name, the last in no particular order; NO_RECORD where there is none. */
  first(name: NameId, type: number): RecordRef {
    for (let ref = this.#owned.head(name); ref !== NO_RECORD; ) {
      const held = this.#held[refChunk(ref)]!;
      const entry = refEntry(ref);
      if (held.parsed.types[entry] === type) return ref;
      ref = held.nextOwned[entry];
    }
    return NO_RECORD;
  }

  /** The records of a name, in the order of the files. */
  owned(name: NameId): ZoneRecord[] {
    return this.#list(this.#owned, name, 'nextOwned');
  }

  /** The records of a type at a name, in the order of the files. */
  rrset(name: NameId, type: number): ZoneRecord[] {
    return this.owned(name).filter((record) => record.type === type);
  }

  /** The records whose RDATA name it, in the order of the files. */
  mentions(name: NameId): ZoneRecord[] {
    return this.#list(this.#mentions, name, 'nextMention');
  }

  #list(links: Links, name: NameId, next: 'nextOwned' | 'nextMention'): ZoneRecord[] {
    const records: ZoneRecord[] = [];
    for (let ref = links.head(name); ref !== NO_RECORD; ) {
      const held = this.#held[refChunk(ref)]!;
      const entry = refEntry(ref);
      records.push(recordAt(held.document, held.parsed, entry));
      ref = held[next][entry];
    }
    if (records.length === 1) return records;
    // The list has the record that came last first, which is the order of the files backwards until something is edited.
    records.reverse();
    for (let i = 1; i < records.length; i++) {
      if (this.#compare(records[i - 1], records[i]) > 0) return records.sort((a, b) => this.#compare(a, b));
    }
    return records;
  }

  #compare(a: ZoneRecord, b: ZoneRecord): number {
    if (a.chunk === b.chunk) return a.entry - b.entry;
    return a.document.ordinal - b.document.ordinal || this.#order(a) - this.#order(b) || a.entry - b.entry;
  }

  #order(record: ZoneRecord): number {
    const maker = this.generatedBy(record.ref);
    if (maker === undefined) return record.chunk.offset + record.chunk.starts[record.entry];
    const chunk = this.#held[refChunk(maker)]!.parsed;
    return chunk.offset + chunk.starts[refEntry(maker)];
  }

  /** The chunk a reference points into. */
  chunk(ref: RecordRef): ParsedChunk {
    return this.#held[refChunk(ref)]!.parsed;
  }

  /** Every name that owns a record. */
  *owners(): Iterable<NameId> {
    for (let name = this.nextOwner(NO_NAME); name !== NO_NAME; name = this.nextOwner(name)) yield name;
  }

  /** The next name that owns a record, in the order of the name table; the first one after NO_NAME, NO_NAME after the last one. */
  nextOwner(after: NameId): NameId {
    for (let name = after + 1; name < this.#owned.size; name++) if (this.#owned.head(name) !== NO_RECORD) return name;
    return NO_NAME;
  }

  /** True where the name is the apex or below it. */
  isInZone(name: NameId): boolean {
    return this.names.isWithin(name, this.apex);
  }

  /**
   * The zone cut or DNAME that a name lies at or below: the highest name under the apex that owns NS records (the name itself included)
   * or a DNAME (the name itself not included). NO_NAME where the zone itself answers for the name.
   */
  cutAbove(name: NameId): NameId {
    if (this.#cuts.size === 0 || !this.isInZone(name)) return NO_NAME;
    let highest = NO_NAME;
    for (let at = name; at !== this.apex && at !== ROOT; at = this.names.parent(at)) {
      if (this.#isCut[at] === 1 && (at !== name || this.has(at, NS))) highest = at;
    }
    // A DNAME at the apex hides everything below it (RFC 6672 section 2.4).
    if (name !== this.apex && this.#isCut[this.apex] === 1) highest = this.apex;
    return highest;
  }

  /** The wildcard that answers for a name without records of its own (RFC 4592 section 3.3.1); NO_NAME where there is none. */
  wildcardFor(name: NameId): NameId {
    for (let at = this.names.parent(name); at !== NO_NAME; at = this.names.parent(at)) {
      const wildcard = this.names.find(at, STAR);
      if (this.hasOwner(wildcard)) return wildcard;
      if (this.hasOwner(at) || at === this.apex) return NO_NAME;
    }
    return NO_NAME;
  }
}

/** The first record of each name's list. */
class Links {
  #heads = new Float64Array(1024).fill(NO_RECORD);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  head(name: NameId): RecordRef {
    return name >= 0 && name < this.#size ? this.#heads[name] : NO_RECORD;
  }

  setHead(name: NameId, ref: RecordRef): void {
    this.#heads[name] = ref;
  }

  /** Puts a record before the list of a name; returns the one that was first. */
  push(name: NameId, ref: RecordRef): RecordRef {
    if (name >= this.#size) {
      if (name >= this.#heads.length) {
        const heads = new Float64Array(Math.max(name + 1, this.#heads.length * 2)).fill(NO_RECORD);
        heads.set(this.#heads);
        this.#heads = heads;
      }
      this.#size = name + 1;
    }
    const first = this.#heads[name];
    this.#heads[name] = ref;
    return first;
  }
}
