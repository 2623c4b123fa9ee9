/** Where domain names stand in RDATA: derived here from the tables of types and of field kinds, and nowhere else. */

import { FIELD_KINDS } from './rdata/kinds.ts';
import { type RdataField, TYPES, type TypeRow } from './types.ts';

/** A word of the RDATA that is a name, counted from 0; with `rest` so are all after it. */
export interface NameWord {
  readonly word: number;
  readonly rest: boolean;
  readonly field: RdataField;
}

function findNames({ fields }: TypeRow): readonly NameWord[] {
  // Every field before a name is one word; only what stands last repeats.
  return fields.flatMap((field, word) =>
    FIELD_KINDS[field.kind].holdsName ? [{ word, rest: field.repeats === true, field }] : [],
  );
}

const found = new WeakMap<TypeRow, readonly NameWord[]>();

/** The names in the RDATA of a type, those that other fields decide about among them. */
export function nameWords(row: TypeRow): readonly NameWord[] {
  let words = found.get(row);
  if (!words) {
    words = findNames(row);
    found.set(row, words);
  }
  return words;
}

/** The names that stand in every record of a type, one word each. */
function plainNames(row: TypeRow): readonly NameWord[] {
  return nameWords(row).filter(({ field }) => field.kind === 'name');
}

/** Whether a record depends on a name: signers and the next names of NSEC point to nothing, and all would point to the apex. */
function isTarget({ kind, role }: RdataField): boolean {
  return kind === 'name' && role !== 'signer' && role !== 'next-owner';
}

const NO_WORDS: readonly NameWord[] = [];
const PLAIN = new Map<number, readonly NameWord[]>();

/** By type: which word of the RDATA is its target, the first name that the record depends on; -1 where there is none. */
export const TARGET_WORD = new Int8Array(65536).fill(-1);

/** By type: 1 where there are names in the RDATA, one word each, that are not its target. */
export const HAS_MORE_NAMES = new Uint8Array(65536);

/** By type: which word is the only name of its RDATA, where that is no target but a signer or what comes next; -1 where there is none. */
export const OTHER_NAME_WORD = new Int8Array(65536).fill(-1);

for (const row of TYPES) {
  const all = nameWords(row);
  if (
    all.length === 1 &&
    !all[0].rest &&
    !isTarget(all[0].field) &&
    FIELD_KINDS[all[0].field.kind].holdsName === 'always'
  )
    OTHER_NAME_WORD[row.code] = all[0].word;
  const names = plainNames(row);
  if (names.length === 0) continue;
  PLAIN.set(row.code, names);
  const [first] = names;
  if (isTarget(first.field)) TARGET_WORD[row.code] = first.word;
  if (names.length > 1 || !isTarget(first.field)) HAS_MORE_NAMES[row.code] = 1;
}

/** The types of the Internet that have a name, one word, in their RDATA. */
export const TYPES_WITH_NAMES: readonly number[] = [...PLAIN.keys()];

/** The names in the RDATA of a type of the Internet, those of one word each. */
export function plainNameWords(type: number): readonly NameWord[] {
  return PLAIN.get(type) ?? NO_WORDS;
}

/** `plainNameWords` of types that have other names than their target; nothing for others, which are nearly all. */
export function moreNameWords(type: number): readonly NameWord[] {
  return HAS_MORE_NAMES[type] === 1 ? plainNameWords(type) : NO_WORDS;
}

/** Whether the RDATA of a type can hold another name than its target. */
export function isBeyondTarget(row: TypeRow): boolean {
  return nameWords(row).some(({ field }, index) => index > 0 || !isTarget(field));
}
