/** An RR type in words. */

import { type TypeRow, typeRow } from '../../../dns/types.ts';
import { type Marked, marked, t, translated } from '../../../l10n.ts';
import { code } from '../../shared/markdown.ts';

const STATUS: Readonly<Record<TypeRow['status'], Marked | ''>> = {
  current: '',
  obsolete: marked('Obsolete.'),
  experimental: marked('Experimental.'),
  meta: marked('Only for queries and messages: no record of a zone.'),
  unknown: '',
};

/** Whether nothing but its number is known of a type. */
function isNameless({ mnemonic, code }: TypeRow): boolean {
  return mnemonic === `TYPE${code}`;
}

/** Paragraphs on a type in a class: what it is for, its document, its fields in order, an example. */
export function describeType(type: number, classNumber: number): string[] {
  const row = typeRow(type, classNumber);
  if (isNameless(row))
    return [t`**${row.mnemonic}**: a type without a name, written as ${code('\\# length hex')} (RFC 3597).`];
  const out = [t`**${row.mnemonic}** (type ${row.code}, ${row.rfc}): ${translated(row.description)}`];
  if (row.status !== 'current') out.push(translated(STATUS[row.status]));
  if (row.unknownToNamed) out.push(t`BIND does not know the name: it takes ${code(`TYPE${row.code} \\# length hex`)}.`);
  const fields = row.fields.map(
    (field, index) =>
      `${index + 1}. **${translated(field.name)}**${field.optional ? t` (may be left out)` : ''}: ${translated(field.doc)}`,
  );
  if (fields.length > 0) out.push(fields.join('\n'));
  if (row.example !== '') out.push(t`Example: ${code(`${row.mnemonic} ${row.example}`)}`);
  return out;
}

/** One line on a type in a class. */
export function typeLine(type: number, classNumber: number): string {
  const row = typeRow(type, classNumber);
  return isNameless(row)
    ? t`${row.mnemonic}: a type without a name.`
    : `${row.mnemonic}: ${translated(row.description)}`;
}
