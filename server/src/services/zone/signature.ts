/** Signature help in zone files: what the words of the line are, with the one at the cursor marked. */
import type { ParameterInformation, SignatureHelp } from 'vscode-languageserver-types';
import { classCode } from '../../dns/classes.ts';
import { FIELD_KINDS } from '../../dns/rdata/kinds.ts';
import { parseTtl } from '../../dns/ttl.ts';
import { type RdataField, type TypeRow, typeCodeAt, typeText } from '../../dns/types.ts';
import { marked, t, translated } from '../../l10n.ts';
import type { Zone } from '../../workspace/zone.ts';
import type { ZoneDocument } from '../../zone/document.ts';
import { code } from '../shared/markdown.ts';
import { type TypedLine, typedLine } from './completion/line.ts';
import { fieldBehind, type Spot, spotOf } from './completion/spot.ts';

/** Values of a registry that are listed. */
const VALUES = 6;

interface Part {
  /** As it is shown: `<name>`, `[optional]`. */
  readonly label: string;
  readonly doc: string;
}

interface Shape {
  readonly head: string;
  readonly doc: string;
  readonly parts: readonly Part[];
}

const RECORD: readonly Part[] = [
  { label: 'owner', doc: marked('The name that has the record. White space means the owner of the record before.') },
  { label: '[TTL]', doc: marked('How long resolvers may keep the record. Without one, `$TTL` counts.') },
  { label: '[class]', doc: marked('IN. It may be left out.') },
  { label: 'type', doc: marked('What the record says: A, AAAA, MX, TXT and so on.') },
  { label: 'data', doc: marked('In the form of the type.') },
];
const TTL_PART = 1;
const CLASS_PART = 2;
const TYPE_PART = 3;

const DIRECTIVES: Readonly<Record<string, Shape>> = {
  $ORIGIN: {
    head: '$ORIGIN',
    doc: marked('What is added to names without a final dot, from here on (RFC 1035 section 5.1).'),
    parts: [{ label: 'name', doc: marked('A domain name, with its final dot.') }],
  },
  $TTL: {
    head: '$TTL',
    doc: marked('The TTL of records that have none of their own, from here on (RFC 2308 section 4).'),
    parts: [{ label: 'time', doc: marked('Seconds, or numbers with w, d, h, m and s.') }],
  },
  $INCLUDE: {
    head: '$INCLUDE',
    doc: marked('Reads the records of another file here (RFC 1035 section 5.1).'),
    parts: [
      { label: 'file', doc: marked('Its path, relative to the directory of the server.') },
      { label: '[origin]', doc: marked('The origin that the file starts with. It holds in that file only.') },
    ],
  },
  $GENERATE: {
    head: '$GENERATE',
    doc: marked('One record for each number of a range. BIND’s own directive.'),
    parts: [
      { label: 'range', doc: marked('start-stop or start-stop/step.') },
      {
        label: 'owner',
        doc: marked('The owner, with `$` for the number, or `${offset,width,base}`; a base is d, o, x, X, n or N.'),
      },
      RECORD[TTL_PART],
      RECORD[CLASS_PART],
      RECORD[TYPE_PART],
      { label: 'data', doc: marked('The data in one word, with `$` for the number; in quotes where it has spaces.') },
    ],
  },
};
/** `$GENERATE` has its range in front of what a record has. */
const GENERATE_SHIFT = 1;
const GENERATE_DATA = 5;

/** What the words of the line at `offset` (UTF-16 units from the start of the file) are; undefined where there is nothing to say. */
export function zoneSignature(zone: Zone, document: ZoneDocument, offset: number): SignatureHelp | undefined {
  const line = typedLine(document, offset, zone.model.names);
  if (line.inComment) return undefined;
  const spot = spotOf(line, zone.options.zoneClass);
  switch (spot.kind) {
    case 'owner':
      return line.current === undefined || line.current.text.startsWith('$') ? undefined : help(recordShape(), 0);
    case 'directive': {
      const shape = DIRECTIVES[spot.name];
      return shape && spot.words.length < shape.parts.length ? help(shape, spot.words.length) : undefined;
    }
    case 'middle': {
      const part = partOf(line, spot);
      return spot.template ? help(DIRECTIVES.$GENERATE, part + GENERATE_SHIFT) : help(recordShape(), part);
    }
    case 'rdata':
      if (spot.template) return spot.words.length === 0 ? help(DIRECTIVES.$GENERATE, GENERATE_DATA) : undefined;
      return ofType(line, spot);
    case 'nowhere':
      return undefined;
  }
}

function recordShape(): Shape {
  return { head: '', doc: t`A record.`, parts: RECORD };
}

/** Which of TTL, class and type the word at the cursor is; the next one that is missing where there is no word yet. */
function partOf({ current }: TypedLine, { hasTtl, hasClass }: Spot & { kind: 'middle' }): number {
  if (current && !hasTtl && parseTtl(current.text) !== undefined) return TTL_PART;
  if (current && !hasClass && classCode(current.text) !== undefined) return CLASS_PART;
  if (current && typeCodeAt(current.text, 0, current.text.length) > 0) return TYPE_PART;
  if (current) return /^\d/.test(current.text) && !hasTtl ? TTL_PART : TYPE_PART;
  return hasTtl ? (hasClass ? TYPE_PART : CLASS_PART) : hasClass ? TYPE_PART : TTL_PART;
}

function ofType({ current }: TypedLine, { row, words }: Spot & { kind: 'rdata' }): SignatureHelp | undefined {
  const isGeneric = words[0]?.text === '\\#' || (words.length === 0 && current?.text === '\\#');
  if (isGeneric || row.fields.length === 0) return help(genericShape(row), Math.min(words.length, 2));
  const field = fieldBehind(row, words);
  if (!field) return undefined;
  const shape = {
    head: row.mnemonic,
    doc: `${translated(row.description)} (${row.rfc})`,
    parts: row.fields.map((each) => ({ label: fieldLabel(each), doc: fieldDoc(each) })),
  };
  return help(shape, row.fields.indexOf(field));
}

/** RFC 3597 section 5. */
function genericShape(row: TypeRow): Shape {
  return {
    head: typeText(row.code),
    doc: t`The data of any type in the form that RFC 3597 has for types without a name.`,
    parts: [
      { label: '\\#', doc: t`Says that octets follow.` },
      { label: t`length`, doc: t`How many octets there are.` },
      { label: t`hex…`, doc: t`The octets in hexadecimal.` },
    ],
  };
}

function fieldLabel({ name, optional, repeats }: RdataField): string {
  const text = `${translated(name)}${repeats ? '…' : ''}`;
  return optional ? `[${text}]` : `<${text}>`;
}

function fieldDoc({ doc, values, kind }: RdataField): string {
  const text = translated(doc);
  const { registry } = FIELD_KINDS[kind];
  if (!values || registry === 'keys') return text;
  const rows = values.rows.slice(0, VALUES).map(({ number, mnemonic, doc: what }) => {
    const shown = registry === 'words' ? code(mnemonic) : `${code(String(number))} ${mnemonic}`.trimEnd();
    return `- ${shown}: ${translated(what)}`;
  });
  const rest = values.rows.length > VALUES ? ['- …'] : [];
  return [text, '', ...rows, ...rest].join('\n');
}

/** `head part part`, with the part at `active` marked. */
function help({ head, doc, parts }: Shape, active: number): SignatureHelp {
  let label = head;
  const parameters = parts.map((part): ParameterInformation => {
    if (label !== '') label += ' ';
    const start = label.length;
    label += part.label;
    return { label: [start, label.length], documentation: { kind: 'markdown', value: translated(part.doc) } };
  });
  return {
    signatures: [{ label, documentation: { kind: 'markdown', value: translated(doc) }, parameters }],
    activeSignature: 0,
    activeParameter: active,
  };
}
