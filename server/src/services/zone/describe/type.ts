/** An RR type in words. */

import { type TypeRow, typeByCode, typeText } from '../../../dns/types.ts';
import { marked, t, translated } from '../../../l10n.ts';
import { code } from '../../shared/markdown.ts';

const STATUS: Readonly<Record<TypeRow['status'], string>> = {
  current: '',
  obsolete: marked('Obsolete.'),
  experimental: marked('Experimental.'),
  meta: marked('Only for queries and messages: no record of a zone.'),
};

/** Paragraphs on a type: what it is for, its document, its fields in order, an example. */
export function describeType(type: number): string[] {
  const row = typeByCode(type);
  if (!row) return [t`**${typeText(type)}**: a type without a name, written as ${code('\\# length hex')} (RFC 3597).`];
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

/** One line on a type. */
export function typeLine(type: number): string {
  const row = typeByCode(type);
  return row ? `${row.mnemonic}: ${translated(row.description)}` : t`${typeText(type)}: a type without a name.`;
}
