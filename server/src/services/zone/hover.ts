/** Hovers in zone files. */

import type { Hover } from 'vscode-languageserver-types';
import { CLASS, classText } from '../../dns/classes.ts';
import { TYPE, typeRow } from '../../dns/types.ts';
import { type Marked, marked, t, translated } from '../../l10n.ts';
import type { Zone } from '../../workspace/zone.ts';
import { EntryFlag } from '../../zone/chunk.ts';
import type { ZoneDocument } from '../../zone/document.ts';
import { code } from '../shared/markdown.ts';
import { toRange } from '../shared/ranges.ts';
import { cursorAt } from './cursor.ts';
import { describeDirective } from './describe/directive.ts';
import { describeSecurity } from './describe/dnssec.ts';
import { describeField } from './describe/field.ts';
import { describeName } from './describe/name.ts';
import type { DescribeLookup, Subject } from './describe/subject.ts';
import { describeTextTerm } from './describe/textTerm.ts';
import { describeTtl } from './describe/time.ts';
import { describeType } from './describe/type.ts';

const CLASSES: Readonly<Record<number, Marked>> = {
  [CLASS.IN]: marked('the Internet'),
  [CLASS.CH]: marked('Chaosnet; today only for what a server says of itself'),
  [CLASS.HS]: marked('Hesiod'),
};

/** What the token at `offset` is and means, in Markdown; undefined where there is nothing to say. */
export function zoneHover(
  zone: Zone,
  document: ZoneDocument,
  offset: number,
  lookup: DescribeLookup,
): Hover | undefined {
  const cursor = cursorAt(zone, document, offset);
  if (!cursor || cursor.kind === 'gap') return undefined;
  const subject = { zone, cursor, lookup };
  const term = cursor.kind === 'rdata' ? describeTextTerm(subject, offset) : undefined;
  const paragraphs = [...(term?.paragraphs ?? []), ...describe(subject)];
  if (paragraphs.length === 0) return undefined;
  const { start, end } = term ?? cursor;
  return {
    contents: { kind: 'markdown', value: paragraphs.join('\n\n') },
    range: toRange(document.buffer, start, end),
  };
}

function describe(subject: Subject): string[] {
  const { cursor } = subject;
  switch (cursor.kind) {
    case 'owner':
      return describeOwner(subject);
    case 'inherited-owner':
      return inheritedOwner(subject);
    case 'ttl':
      return describeTtl(cursor);
    case 'class':
      return describeClass(subject);
    case 'type':
      return [
        ...(cursor.record ? describeType(cursor.record.type, cursor.record.class) : []),
        ...describeSecurity(subject),
        ...inheritedOwner(subject),
        ...describeTtl(cursor),
      ];
    case 'rdata':
      return describeField(subject);
    case 'directive':
    case 'argument':
      return describeDirective(subject);
    case 'gap':
      return [];
  }
}

function describeOwner(subject: Subject): string[] {
  const { cursor } = subject;
  const { chunk, entry } = cursor;
  return describeName(cursor.text, chunk.origins[entry], 'owner', cursor.record?.type === TYPE.PTR, subject);
}

function inheritedOwner(subject: Subject): string[] {
  const { zone, cursor } = subject;
  const { chunk, entry } = cursor;
  const owner = chunk.owners[entry];
  if ((chunk.flags[entry] & EntryFlag.InheritedOwner) === 0 || owner < 0) return [];
  const { names } = zone.model;
  const text = names.text(owner);
  if (cursor.kind === 'type') return [t`Owner: ${code(text)}, from the record before.`];
  const [head, , ...rest] = describeName(text, owner, 'owner', cursor.record?.type === TYPE.PTR, subject);
  return head === undefined ? [] : [t`Owner, from the record before: ${head}`, ...rest];
}

function describeClass({ cursor }: Subject): string[] {
  const { record } = cursor;
  if (!record) return [];
  const known = CLASSES[record.class];
  const out = [t`Class **${classText(record.class)}**${known ? `: ${translated(known)}` : ''}.`];
  const isUnknown = (code: number) => typeRow(record.type, code).status === 'unknown';
  if (isUnknown(record.class) && !isUnknown(CLASS.IN)) {
    out.push(t`The form of this type is only defined for the class IN.`);
  }
  return out;
}
