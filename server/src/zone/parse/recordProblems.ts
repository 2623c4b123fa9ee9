/** What may be wrong with a record beside its data and TTL, in words. */
import { classText } from '../../dns/classes.ts';
import { type NameId, NO_NAME } from '../../dns/names.ts';
import { parseName } from '../../dns/nameText.ts';
import { typeText } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import type { Parser } from './parser.ts';

/** `what` is the name's part in the line: owner, origin. */
export function reportName(parser: Parser, from: number, to: number, what: string): void {
  const text = parser.source;
  const shown = text.slice(from, to);
  const { error } = parseName(text, from, to);
  if (error) {
    const at = from + error.index;
    parser.report('zone/bad-name', at, Math.max(at + 1, at + error.length), nameErrorText(error.code, shown, what));
    return;
  }
  // Where the origin is not known, a relative name is not either.
  if (parser.origin === NO_NAME) return;
  parser.report('zone/bad-name', from, to, nameErrorText('name-too-long', shown, what), { isTooLong: true });
}

function nameErrorText(code: string, shown: string, what: string): string {
  switch (code) {
    case 'empty-label':
      return t`The ${what} ${shown} has an empty label: two dots in a row, or one at its start. Delete the extra dot.`;
    case 'label-too-long':
      return t`The ${what} ${shown} has a label of more than 63 octets, which no server accepts. Shorten it.`;
    case 'name-too-long':
      return t`The ${what} ${shown} is longer than 255 octets with its origin, which no server accepts. Shorten it, or end it in a dot if the origin should not be added: $ORIGIN lines without a final dot add up.`;
    case 'bad-escape':
      return t`The ${what} ${shown} has a backslash that escapes nothing: write \\DDD with a decimal value up to 255, or \\ and one character.`;
    default:
      return t`The ${what} is empty: write a name, or @ for the origin.`;
  }
}

export function reportNoOwner(parser: Parser, from: number, to: number): void {
  parser.report(
    'zone/no-owner',
    from,
    to,
    t`This record begins with white space, which means the owner of the record before, and there is none yet. Write its owner, or @ for the zone itself.`,
  );
}

/** The record has an owner, but perhaps another one than is meant, so it is not invalid. */
export function reportInheritedOwner(parser: Parser, start: number, owner: NameId): void {
  parser.note(
    'zone/inherited-owner-after-origin',
    start,
    start + 1,
    t`This record directly follows a $ORIGIN and has no owner, so it belongs to ${parser.env.names.text(owner)}, not to the new origin. Write the owner, or @ for the origin.`,
  );
}

export function reportClass(parser: Parser, from: number, to: number): void {
  const zoneClass = classText(parser.class);
  parser.report(
    'zone/class-mismatch',
    from,
    to,
    t`The class ${parser.source.slice(from, to)} is not the zone's, which is ${zoneClass}: the server refuses the zone. Write ${zoneClass} or leave the class out.`,
    { replacement: zoneClass },
  );
}

/** `ownerStart` is -1 where the line names no owner. */
export function reportNoType(parser: Parser, start: number, end: number, ownerStart: number): void {
  const ownerEnd = parser.scratch.columns.wordEnds[parser.first];
  const what =
    ownerStart < 0 ? t`This line` : t`This line has only a name (${parser.source.slice(ownerStart, ownerEnd)}), and it`;
  parser.report(
    'zone/incomplete-record',
    start,
    end,
    t`${what} has no record type and no data, so the server refuses the zone. Complete it or delete it.`,
  );
}

export function reportUnknownType(parser: Parser, word: number, lineEnd: number): void {
  const { wordStarts, wordEnds, wordQuoted } = parser.scratch.columns;
  const isQuoted = wordQuoted[word] === 1;
  const from = isQuoted ? wordStarts[word] - 1 : wordStarts[word];
  const to = isQuoted ? Math.min(lineEnd, wordEnds[word] + 1) : wordEnds[word];
  const shown = parser.text(word);
  parser.report(
    'zone/unknown-type',
    from,
    Math.max(to, from + 1),
    t`${shown} is not a record type: the server refuses the zone. Check the spelling, or that owner, TTL, class and type stand in this order.`,
    { word: shown },
  );
}

/** A type stands in the first column, and the word that is read as the type is a part of its data. */
export function reportTypeAsOwner(parser: Parser, word: number): void {
  const { wordStarts, wordEnds } = parser.scratch.columns;
  const { first } = parser;
  const type = parser.text(first);
  parser.report(
    'zone/unknown-type',
    wordStarts[first],
    wordEnds[first],
    t`${type} stands at the start of the line, where the owner is read, so ${parser.text(word)} is read as the type and the server refuses the zone. Write the owner before ${type}, or white space for the owner of the record above.`,
    { word: type },
  );
}

/** A type that is registered and that no named knows by its mnemonic. */
export function reportUnknownToNamed(parser: Parser, from: number, to: number, type: number): void {
  const mnemonic = parser.source.slice(from, to);
  parser.report(
    'zone/unknown-type',
    from,
    to,
    t`named up to 9.21 does not know the type ${mnemonic} and refuses the zone. Write TYPE${type}, and its data as \\# LENGTH HEX (RFC 3597).`,
    { word: mnemonic, generic: type },
  );
}

export function reportMetaType(parser: Parser, from: number, to: number, type: number): void {
  const mnemonic = typeText(type);
  parser.report(
    'zone/meta-type',
    from,
    to,
    t`${mnemonic} is only for queries and messages; no zone may hold such a record, and the server refuses it. Delete it.`,
  );
}

/** A type that is not known, with data in another form than the generic one. */
export function reportNoGenericForm(parser: Parser, from: number, to: number, type: number): void {
  parser.report(
    'zone/bad-rdata',
    from,
    to,
    t`${typeText(type)} has no text form that servers know: write its data as \\# LENGTH HEX (RFC 3597).`,
    { code: 'needs-generic' },
  );
}
