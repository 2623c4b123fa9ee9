/** Where the names stand in a type's RDATA. */
import { type NameRole, TYPE, TYPES } from '../../../dns/types.ts';

/** A name in a type's RDATA: which word it is, and what it is for. */
export interface NameWord {
  readonly word: number;
  readonly role: NameRole;
}

const NO_WORDS: readonly NameWord[] = [];
const NAME_WORDS = new Map<number, readonly NameWord[]>();
for (const row of TYPES) {
  const words: NameWord[] = [];
  for (const [word, field] of row.fields.entries()) {
    if (field.repeats) break;
    if (field.kind === 'name') words.push({ word, role: field.role ?? 'domain' });
  }
  if (words.length > 0) NAME_WORDS.set(row.code, words);
}

/** The names in the RDATA of a type, as far as each field before them is one word. */
export function nameWords(type: number): readonly NameWord[] {
  return NAME_WORDS.get(type) ?? NO_WORDS;
}

const MORE_NAME_WORDS: (readonly NameWord[] | undefined)[] = [];
for (const [type, words] of NAME_WORDS) {
  // Signatures and NSEC records have names that are no targets, so that even the first one is looked at.
  if (words.length > 1 || type === TYPE.RRSIG || type === TYPE.NSEC) MORE_NAME_WORDS[type] = words;
}

/** `nameWords` for types that have another name than their target; nothing for others, which are nearly all. */
export function moreNameWords(type: number): readonly NameWord[] {
  return MORE_NAME_WORDS[type] ?? NO_WORDS;
}

/** The types that have a name in their RDATA. */
export const TYPES_WITH_NAMES: readonly number[] = [...NAME_WORDS.keys()];
