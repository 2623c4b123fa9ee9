/** What the word at the cursor is going to be: owner, TTL, class, type, a field of the RDATA, an argument of a directive. */
import { classCode } from '../../../dns/classes.ts';
import { FIELD_KINDS } from '../../../dns/rdata/kinds.ts';
import { parseTtl } from '../../../dns/ttl.ts';
import { type RdataField, type TypeRow, typeCodeAt, typeRow } from '../../../dns/types.ts';
import type { LineWord, TypedLine } from './line.ts';

export type Spot =
  /** The start of a line: an owner or a directive. */
  | { readonly kind: 'owner' }
  /** Argument `words.length` of a directive, which is in upper case. */
  | { readonly kind: 'directive'; readonly name: string; readonly words: readonly LineWord[] }
  /** Between owner and data: what is not there yet of TTL, class and type. */
  | { readonly kind: 'middle'; readonly hasTtl: boolean; readonly hasClass: boolean; readonly template: boolean }
  /** Word `words.length` of the RDATA. */
  | { readonly kind: 'rdata'; readonly row: TypeRow; readonly words: readonly LineWord[]; readonly template: boolean }
  | { readonly kind: 'nowhere' };

const NOWHERE: Spot = { kind: 'nowhere' };
/** Range and owner of a `$GENERATE` come before what looks like a record. */
const TEMPLATE_WORDS = 2;

/** What stands at the cursor of a line, in a zone of class `zoneClass`. */
export function spotOf({ indented, before, current }: TypedLine, zoneClass: number): Spot {
  if (indented) return inRecord(before, zoneClass, false);
  const [first, ...rest] = before;
  if (!first) return current?.quoted ? NOWHERE : { kind: 'owner' };
  if (first.quoted || !first.text.startsWith('$')) return inRecord(rest, zoneClass, false);
  const name = first.text.toUpperCase();
  if (name !== '$GENERATE' || rest.length < TEMPLATE_WORDS) return { kind: 'directive', name, words: rest };
  return inRecord(rest.slice(TEMPLATE_WORDS), zoneClass, true);
}

/** The words behind an owner, as the parser reads them: class, TTL, class, then the type. */
function inRecord(words: readonly LineWord[], zoneClass: number, template: boolean): Spot {
  let hasTtl = false;
  let hasClass = false;
  for (let i = 0; i < words.length; i++) {
    const { text, quoted } = words[i];
    if (quoted) return NOWHERE;
    if (!hasClass && classCode(text) !== undefined && text.toUpperCase() !== 'ANY') hasClass = true;
    else if (!hasTtl && parseTtl(text) !== undefined) hasTtl = true;
    else {
      const type = typeCodeAt(text, 0, text.length);
      if (type < 0) return NOWHERE;
      return { kind: 'rdata', row: typeRow(type, zoneClass), words: words.slice(i + 1), template };
    }
  }
  return { kind: 'middle', hasTtl, hasClass, template };
}

/** The field that the word behind `words` belongs to; undefined where the RDATA is complete or in the form `\# length hex`. */
export function fieldBehind(row: TypeRow, words: readonly LineWord[]): RdataField | undefined {
  if (words[0]?.text === '\\#') return undefined;
  let at = 0;
  for (const field of row.fields) {
    if (field.repeats || at >= words.length) return field;
    const last = FIELD_KINDS[field.kind].lastWord;
    if (last) while (at < words.length && !last.test(words[at].text)) at++;
    if (at >= words.length) return field;
    at++;
  }
  return undefined;
}
