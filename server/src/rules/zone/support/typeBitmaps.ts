/** The types that NSEC and NSEC3 records say a name has. */
import type { NameId } from '../../../dns/names.ts';
import { TYPE, typeText } from '../../../dns/types.ts';
import { t } from '../../../l10n.ts';
import type { ZoneRecord } from '../../../zone/model.ts';
import { rdataCount, rdataType } from '../../../zone/record.ts';
import type { ZoneContext } from '../context.ts';
import { typePlace, type ZoneReport } from '../places.ts';

/** What the zone answers with where a name is delegated: the rest belongs to the child. */
const AT_CUT: ReadonlySet<number> = new Set([TYPE.NS, TYPE.DS, TYPE.NSEC, TYPE.RRSIG]);

/** What a set of types can do, whatever it is made of. */
interface TypeSet {
  has(type: number): boolean;
  add(type: number): unknown;
  delete(type: number): unknown;
}

/** A set of types that is emptied at no cost, since one is made for each name of a signed zone. */
export class TypeMarks implements TypeSet {
  /** By type: the mark that it got last. It is in the set where that is the mark of now. */
  readonly #marks = new Uint32Array(0x10000);
  #now = 0;
  /** How many types there are. */
  size = 0;

  clear(): void {
    this.#now++;
    this.size = 0;
  }

  has(type: number): boolean {
    return this.#marks[type] === this.#now;
  }

  add(type: number): void {
    if (this.has(type)) return;
    this.#marks[type] = this.#now;
    this.size++;
  }

  delete(type: number): void {
    if (!this.has(type)) return;
    this.#marks[type] = 0;
    this.size--;
  }
}

const marks = new TypeMarks();

/** Whether an NSEC or NSEC3 record says the types of a name that its zone answers for, each once: nearly all do, and this tells it without making anything. */
function saysTypes(record: ZoneRecord, from: number, records: readonly ZoneRecord[], isCut: boolean): boolean {
  marks.clear();
  for (const { type } of records) if (!isCut || AT_CUT.has(type)) marks.add(type);
  markSignatures(marks, records.length > 0, isCut);
  for (let word = from; word < rdataCount(record); word++) {
    const type = rdataType(record, word);
    if (type < 0 || !marks.has(type)) return false;
    marks.delete(type);
  }
  return marks.size === 0;
}

/** What is not signed is told by itself: a name that has something to sign has signatures. */
function markSignatures(types: TypeSet, hasRecords: boolean, isCut: boolean): void {
  if (!hasRecords) return;
  if (!isCut || types.has(TYPE.DS) || types.has(TYPE.NSEC)) types.add(TYPE.RRSIG);
  else types.delete(TYPE.RRSIG);
}

/** The types from a word of the RDATA on. */
function bitmapOf(record: ZoneRecord, from: number): Set<number> {
  const types = new Set<number>();
  for (let word = from; word < rdataCount(record); word++) types.add(rdataType(record, word));
  return types;
}

/** The types of a name that its zone answers for; at a delegation those that speak of it. */
function typesThere(records: readonly ZoneRecord[], isCut: boolean): Set<number> {
  const types = new Set(records.map(({ type }) => type).filter((type) => !isCut || AT_CUT.has(type)));
  markSignatures(types, records.length > 0, isCut);
  return types;
}

/**
 * Whether the record, whose types stand from a word on, says the types that a name has: one with these records, a delegation where `isCut`.
 * An empty name above others has none.
 */
export function checkTypes(
  record: ZoneRecord,
  from: number,
  name: NameId,
  records: readonly ZoneRecord[],
  isCut: boolean,
  { names }: ZoneContext,
  report: ZoneReport,
): void {
  if (saysTypes(record, from, records, isCut)) return;
  const there = typesThere(records, isCut);
  const said = bitmapOf(record, from);
  const missing = [...there].filter((type) => !said.has(type));
  const invented = [...said].filter((type) => !there.has(type));
  const type = typeText(record.type);
  const shown = names.text(name);
  if (missing.length > 0) {
    report(
      typePlace(record),
      t`This ${type} record does not say that ${shown} has ${missing.map(typeText).join(', ')}, so resolvers that validate take these records as missing. Sign the zone anew.`,
    );
  }
  if (invented.length > 0) {
    report(
      typePlace(record),
      t`This ${type} record says that ${shown} has ${invented.map(typeText).join(', ')}, and it has not. Sign the zone anew.`,
    );
  }
}
