/** The types that NSEC and NSEC3 records say a name has. */
import { TYPE, typeCodeAt, typeText } from '../../../dns/types.ts';
import type { ZoneRecord } from '../../../zone/model.ts';
import { rdataCount, rdataWord } from '../../../zone/record.ts';

/** What the zone answers with where a name is delegated: the rest belongs to the child. */
const AT_CUT: ReadonlySet<number> = new Set([TYPE.NS, TYPE.DS, TYPE.NSEC, TYPE.RRSIG]);

/** The types from a word of the RDATA on. */
export function bitmapOf(record: ZoneRecord, from: number): Set<number> {
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

/** What is there and not said, and what is said and not there; undefined where they agree. */
export function bitmapFaults(
  said: ReadonlySet<number>,
  there: ReadonlySet<number>,
): { readonly missing: string; readonly invented: string } | undefined {
  const missing = [...there].filter((type) => !said.has(type));
  const invented = [...said].filter((type) => !there.has(type));
  if (missing.length === 0 && invented.length === 0) return undefined;
  return { missing: missing.map(typeText).join(', '), invented: invented.map(typeText).join(', ') };
}
