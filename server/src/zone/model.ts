/**
 * A zone: the records of its file and of the files that it includes, by owner and by the names they point to.
 * Lists of records are linked through the chunks' entries, so that taking a chunk out and putting one in costs what the chunk holds.
 */
import { type NameId, type NameTable, NameTrait, NO_NAME, ROOT } from '../dns/names.ts';
import { TYPE } from '../dns/types.ts';
import { classAt, entryOf, NO_RECORD, type ParsedChunk, type RecordRef, refOf } from './chunk.ts';
import { Cuts } from './cuts.ts';
import type { ZoneDocument } from './document.ts';
import { EntryKind } from './entries.ts';
import { RecordLists, RecordNumbers } from './lists.ts';
import type { Room } from './room.ts';

const { NS, DNAME } = TYPE;
const STAR = Uint8Array.of(0x2a);

/** A chunk as the model holds it: where it belongs. */
interface Held {
  readonly parsed: ParsedChunk;
  readonly document: ZoneDocument;
  /** The `$GENERATE` that made it; undefined for a chunk of a file. */
  readonly generatedBy: RecordRef | undefined;
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
    ref: refOf(chunk, entry),
    document,
    chunk,
    entry,
    owner: chunk.owners[entry],
    type: chunk.types[entry],
    class: classAt(chunk, entry),
    ttl: chunk.ttls[entry],
    target: chunk.targets[entry],
  };
}

let models = 0;
let changes = 0;

/** Another number after records of any zone came or went. */
export function modelChanges(): number {
  return changes;
}

export class ZoneModel {
  /** Another one for each model, above 0. */
  readonly number = ++models;
  readonly names: NameTable;
  readonly apex: NameId;
  /** True where the origin is known: rules about names outside the zone are silent where it is not. */
  readonly originKnown: boolean;
  /** True where more belongs to the zone than is read. */
  isPart = false;
  #changes = 0;
  readonly #numbers = new RecordNumbers<Held>();
  readonly #owned = new RecordLists();
  readonly #mentions = new RecordLists();
  #records = 0;
  #wildcards = 0;
  /** The names below the apex with NS or DNAME records: what hides other records. */
  readonly cuts: Cuts;

  constructor(names: NameTable, apex: NameId, originKnown: boolean) {
    this.names = names;
    this.cuts = new Cuts(names);
    this.apex = apex;
    this.originKnown = originKnown;
  }

  /** Makes room, so that a large zone is not read between repeated growing. */
  reserve({ names, records }: Room): void {
    this.names.reserve(names);
    if (records === 0) return;
    this.#owned.reserve(records, this.names.room);
    this.#mentions.reserve(records, this.names.room);
  }

  /** Another number after records of it came or went. */
  get changes(): number {
    return this.#changes;
  }

  /** How many records it holds, expanded ones included. */
  get recordCount(): number {
    return this.#records;
  }

  /** One more than the highest number of a record. */
  get refs(): number {
    return this.#numbers.size;
  }

  /** False where no record's owner has a `*` for a label, so that no wildcard has to be looked for. */
  get hasWildcards(): boolean {
    return this.#wildcards > 0;
  }

  /** Puts a chunk's records in. */
  add(document: ZoneDocument, parsed: ParsedChunk): void {
    this.#add(document, parsed, undefined);
    for (const { entry, parsed: made } of parsed.generated) this.#add(document, made, refOf(parsed, entry));
  }

  /** Takes a chunk's records out. */
  remove(parsed: ParsedChunk): void {
    this.#remove(parsed);
    for (const { parsed: made } of parsed.generated) this.#remove(made);
  }

  #add(document: ZoneDocument, parsed: ParsedChunk, generatedBy: RecordRef | undefined): void {
    this.#changes = ++changes;
    parsed.base = this.#numbers.take({ parsed, document, generatedBy }, parsed.count);
    this.#owned.reserve(this.#numbers.size, this.names.room);
    this.#mentions.reserve(this.#numbers.size, this.names.room);
    const { kinds, owners, types, targets } = parsed;
    for (let entry = 0; entry < parsed.count; entry++) {
      if (kinds[entry] !== EntryKind.Record) continue;
      this.#records++;
      const owner = owners[entry];
      if (owner >= 0) {
        this.#owned.push(owner, refOf(parsed, entry));
        this.#countCut(owner, types[entry], 1);
        if ((this.names.traits(owner) & NameTrait.Star) !== 0) this.#wildcards++;
      }
      if (targets[entry] >= 0) this.#mentions.push(targets[entry], refOf(parsed, entry));
    }
  }

  #remove(parsed: ParsedChunk): void {
    this.#changes = ++changes;
    const { kinds, owners, types, targets, base } = parsed;
    for (let entry = 0; entry < parsed.count; entry++) {
      if (kinds[entry] !== EntryKind.Record) continue;
      this.#records--;
      const owner = owners[entry];
      if (owner >= 0) {
        this.#owned.remove(owner, refOf(parsed, entry));
        this.#countCut(owner, types[entry], -1);
        if ((this.names.traits(owner) & NameTrait.Star) !== 0) this.#wildcards--;
      }
      if (targets[entry] >= 0) this.#mentions.remove(targets[entry], refOf(parsed, entry));
    }
    this.#numbers.release(base, parsed.count);
    parsed.base = NO_RECORD;
  }

  #countCut(owner: NameId, type: number, by: number): void {
    if ((type !== NS && type !== DNAME) || (owner === this.apex && type === NS)) return;
    this.cuts.count(owner, by);
  }

  /** The record at a place. */
  record(ref: RecordRef): ZoneRecord {
    const { document, parsed } = this.#numbers.at(ref);
    return recordAt(document, parsed, entryOf(parsed, ref));
  }

  /** The `$GENERATE` that made a record; undefined for one that stands in a file. */
  generatedBy(ref: RecordRef): RecordRef | undefined {
    return this.#numbers.at(ref).generatedBy;
  }

  /** The `$GENERATE` that made a chunk; undefined for one of a file, and for one of another zone. */
  generatorOf(chunk: ParsedChunk): RecordRef | undefined {
    const held = chunk.base < 0 ? undefined : this.#numbers.at(refOf(chunk, 0));
    return held?.parsed === chunk ? held.generatedBy : undefined;
  }

  /** True where the name owns a record. */
  hasOwner(name: NameId): boolean {
    return this.#owned.head(name) !== NO_RECORD;
  }

  /** True where `count` records from `first` on are all records of the name, in the order in which they came into the model. */
  hasOnly(name: NameId, first: RecordRef, count: number): boolean {
    let ref = this.#owned.head(name);
    for (let expected = first + count - 1; expected >= first; expected--) {
      if (ref !== expected) return false;
      ref = this.#owned.next(ref);
    }
    return ref === NO_RECORD;
  }

  /** True where the name owns a record of the type. */
  has(name: NameId, type: number): boolean {
    return this.first(name, type) !== NO_RECORD;
  }

  /** One of the records of a type at a name, the last in no particular order; NO_RECORD where there is none. */
  first(name: NameId, type: number): RecordRef {
    for (let ref = this.#owned.head(name); ref !== NO_RECORD; ref = this.#owned.next(ref)) {
      const { parsed } = this.#numbers.at(ref);
      if (parsed.types[entryOf(parsed, ref)] === type) return ref;
    }
    return NO_RECORD;
  }

  /** The record of a type at a name; NO_RECORD where there is none, or another one. */
  only(name: NameId, type: number): RecordRef {
    let found: RecordRef = NO_RECORD;
    for (let ref = this.#owned.head(name); ref !== NO_RECORD; ref = this.#owned.next(ref)) {
      const { parsed } = this.#numbers.at(ref);
      if (parsed.types[entryOf(parsed, ref)] !== type) continue;
      if (found !== NO_RECORD) return NO_RECORD;
      found = ref;
    }
    return found;
  }

  /** The records of a name, in the order of the files. */
  owned(name: NameId): ZoneRecord[] {
    return this.#list(this.#owned, name);
  }

  /** The records of a type at a name, in the order of the files. */
  rrset(name: NameId, type: number): ZoneRecord[] {
    return this.owned(name).filter((record) => record.type === type);
  }

  /** The records whose RDATA name it, in the order of the files. */
  mentions(name: NameId): ZoneRecord[] {
    return this.#list(this.#mentions, name);
  }

  /** Calls `visit` for each record whose RDATA name it, in no particular order. */
  eachMention(name: NameId, visit: (owner: NameId, type: number) => void): void {
    for (let ref = this.#mentions.head(name); ref !== NO_RECORD; ref = this.#mentions.next(ref)) {
      const { parsed } = this.#numbers.at(ref);
      visit(parsed.owners[entryOf(parsed, ref)], parsed.types[entryOf(parsed, ref)]);
    }
  }

  /** True where the RDATA of a record, or of one of a type, name it. */
  isMentioned(name: NameId, type?: number): boolean {
    let ref = this.#mentions.head(name);
    while (type !== undefined && ref !== NO_RECORD) {
      const { parsed } = this.#numbers.at(ref);
      if (parsed.types[entryOf(parsed, ref)] === type) break;
      ref = this.#mentions.next(ref);
    }
    return ref !== NO_RECORD;
  }

  #list(lists: RecordLists, name: NameId): ZoneRecord[] {
    const records: ZoneRecord[] = [];
    for (let ref = lists.head(name); ref !== NO_RECORD; ref = lists.next(ref)) records.push(this.record(ref));
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
    const { parsed } = this.#numbers.at(maker);
    return parsed.offset + parsed.starts[entryOf(parsed, maker)];
  }

  /** The chunk a reference points into. */
  chunk(ref: RecordRef): ParsedChunk {
    return this.#numbers.at(ref).parsed;
  }

  /** Every name that owns a record. */
  *owners(): Iterable<NameId> {
    if (this.#owned.isSmall) yield* this.#owned.names();
    else for (let name = this.nextOwner(NO_NAME); name !== NO_NAME; name = this.nextOwner(name)) yield name;
  }

  /** True for a zone of few records: `owners` is for it, and `nextOwner` for the others. */
  get isSmall(): boolean {
    return this.#owned.isSmall;
  }

  /** The next name that owns a record, in the order of the name table; the first one after NO_NAME, NO_NAME after the last one. */
  nextOwner(after: NameId): NameId {
    for (let name = (after + 1) as NameId; name < this.names.size; name++)
      if (this.#owned.head(name) !== NO_RECORD) return name;
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
    if (this.cuts.size === 0 || !this.isInZone(name)) return NO_NAME;
    let highest = NO_NAME;
    for (let at = name; at !== this.apex && at !== ROOT; at = this.names.parent(at)) {
      if (this.cuts.has(at) && (at !== name || this.has(at, NS))) highest = at;
    }
    // A DNAME at the apex hides everything below it (RFC 6672 section 2.4).
    if (name !== this.apex && this.cuts.has(this.apex)) highest = this.apex;
    return highest;
  }

  /** The wildcard that answers for a name without records of its own (RFC 4592 section 3.3.1); NO_NAME where there is none. */
  wildcardFor(name: NameId): NameId {
    if (this.#wildcards === 0) return NO_NAME;
    for (let at = this.names.parent(name); at !== NO_NAME; at = this.names.parent(at)) {
      const wildcard = this.names.find(at, STAR);
      if (this.hasOwner(wildcard)) return wildcard;
      if (this.hasOwner(at) || at === this.apex) return NO_NAME;
    }
    return NO_NAME;
  }
}
