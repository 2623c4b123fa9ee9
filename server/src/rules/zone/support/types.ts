/** Codes of the RR types that rules speak of, and where the names stand in a type's RDATA. */
import { type NameRole, TYPES } from '../../../dns/types.ts';

export const A = 1;
export const NS = 2;
export const MD = 3;
export const MF = 4;
export const CNAME = 5;
export const SOA = 6;
export const PTR = 12;
export const HINFO = 13;
export const MX = 15;
export const TXT = 16;
export const RP = 17;
export const AFSDB = 18;
export const RT = 21;
export const SIG = 24;
export const KEY = 25;
export const AAAA = 28;
export const LOC = 29;
export const SRV = 33;
export const NAPTR = 35;
export const KX = 36;
export const CERT = 37;
export const A6 = 38;
export const DNAME = 39;
export const DS = 43;
export const SSHFP = 44;
export const RRSIG = 46;
export const NSEC = 47;
export const DNSKEY = 48;
export const NSEC3 = 50;
export const NSEC3PARAM = 51;
export const TLSA = 52;
export const SMIMEA = 53;
export const CDS = 59;
export const CDNSKEY = 60;
export const OPENPGPKEY = 61;
export const CSYNC = 62;
export const ZONEMD = 63;
export const SVCB = 64;
export const HTTPS = 65;
export const SPF = 99;
export const URI = 256;
export const CAA = 257;

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
  if (words.length > 1 || type === RRSIG || type === NSEC) MORE_NAME_WORDS[type] = words;
}

/** `nameWords` for types that have another name than their target; nothing for others, which are nearly all. */
export function moreNameWords(type: number): readonly NameWord[] {
  return MORE_NAME_WORDS[type] ?? NO_WORDS;
}

/** The types that have a name in their RDATA. */
export const TYPES_WITH_NAMES: readonly number[] = [...NAME_WORDS.keys()];
