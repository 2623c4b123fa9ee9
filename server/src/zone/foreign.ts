/** What other files and other servers write into zone files, and named does not read: comments, and records that are none of the DNS. */

const HASH = 0x23;
const STAR = 0x2a;
const SLASH = 0x2f;

/** Characters of the mark with which a comment of another language begins at `at`; 0 where none does. */
export function commentMarkLength(units: ArrayLike<number>, at: number): number {
  if (units[at] === HASH) return 1;
  if (units[at] !== SLASH) return 0;
  return units[at + 1] === SLASH || units[at + 1] === STAR ? 2 : 0;
}

/** Who writes a type that is none of the DNS. */
export type ForeignKind = 'alias' | 'lua' | 'wins' | 'redirect';

const FOREIGN_TYPES: ReadonlyMap<string, ForeignKind> = new Map([
  ['ALIAS', 'alias'],
  ['ANAME', 'alias'],
  ['LUA', 'lua'],
  ['WINS', 'wins'],
  ['WINSR', 'wins'],
  ['WINS-R', 'wins'],
  ['URL', 'redirect'],
  ['URL301', 'redirect'],
  ['FRAME', 'redirect'],
  ['REDIRECT', 'redirect'],
]);

/** Who writes such a type; undefined for a word that is none that is known. */
export function foreignType(word: string): ForeignKind | undefined {
  return FOREIGN_TYPES.get(word.toUpperCase());
}

/** True for the age of a record in the exports of Microsoft's servers. */
export function isAge(word: string): boolean {
  return /^\[AGE:\d{1,10}\]$/i.test(word);
}
