/** The types that NSEC and NSEC3 records say a name has. */
import { TYPE, typeCodeAt, typeText } from '../../../dns/types.ts';
import { t } from '../../../l10n.ts';
import type { ZoneRecord } from '../../../zone/model.ts';
import { rdataCount, rdataWord } from '../../../zone/record.ts';
import { typePlace, type ZoneReport } from '../places.ts';

/** What the zone answers with where a name is delegated: the rest belongs to the child. */
const AT_CUT: ReadonlySet<number> = new Set([TYPE.NS, TYPE.DS, TYPE.NSEC, TYPE.RRSIG]);

/** The types from a word of the RDATA on. */
function bitmapOf(record: ZoneRecord, from: number): Set<number> {
  const types = new Set<number>();
  for (let word = from; word < rdataCount(record); word++) {
    const text = rdataWord(record, word);
    types.add(typeCodeAt(text, 0, text.length));
  }
  return types;
}

/** The types of a name that its zone answers for; at a delegation those that speak of it. What is not signed is told by itself. */
export function typesThere(records: readonly ZoneRecord[], isCut: boolean): Set<number> {
  const types = new Set(records.map(({ type }) => type).filter((type) => !isCut || AT_CUT.has(type)));
  if (!isCut || types.has(TYPE.DS) || types.has(TYPE.NSEC)) types.add(TYPE.RRSIG);
  else types.delete(TYPE.RRSIG);
  return types;
}

/** Whether the record, whose types stand from a word on, says the types that a name has. */
export function checkTypes(
  record: ZoneRecord,
  from: number,
  name: string,
  there: ReadonlySet<number>,
  report: ZoneReport,
): void {
  const said = bitmapOf(record, from);
  const missing = [...there].filter((type) => !said.has(type));
  const invented = [...said].filter((type) => !there.has(type));
  const type = typeText(record.type);
  if (missing.length > 0) {
    report(
      typePlace(record),
      t`This ${type} record does not say that ${name} has ${missing.map(typeText).join(', ')}, so resolvers that validate take these records as missing. Sign the zone anew.`,
    );
  }
  if (invented.length > 0) {
    report(
      typePlace(record),
      t`This ${type} record says that ${name} has ${invented.map(typeText).join(', ')}, and it has not. Sign the zone anew.`,
    );
  }
}
