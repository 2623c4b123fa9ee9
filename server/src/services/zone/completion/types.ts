/** Record types at the cursor: those that fit the owner first, with a snippet of their fields; and lists of types in RDATA. */
import { type CompletionItem, CompletionItemKind } from 'vscode-languageserver-types';
import { CLASS } from '../../../dns/classes.ts';
import { FIELD_KINDS } from '../../../dns/rdata/kinds.ts';
import { nextSerial } from '../../../dns/serial.ts';
import { type RdataField, TYPE, TYPES, type TypeRow, typeRow } from '../../../dns/types.ts';
import { t, translated } from '../../../l10n.ts';
import { type Draft, placeholder, snippetText } from '../../shared/drafts.ts';
import { describeType } from '../describe/type.ts';

/** What people write most, in the order in which they are offered. */
const COMMON = [
  'A',
  'AAAA',
  'CNAME',
  'MX',
  'TXT',
  'NS',
  'SRV',
  'CAA',
  'PTR',
  'SOA',
  'HTTPS',
  'TLSA',
  'DS',
  'SSHFP',
  'NAPTR',
];
const COMMON_IN_REVERSE = ['PTR', 'NS', 'CNAME', 'SOA', 'TXT'];

/** Owners that are there for one type. The first that matches counts; the name is absolute, in lower case. */
const BY_OWNER: readonly { readonly owner: RegExp; readonly types: readonly string[] }[] = [
  { owner: /^_\d+\._(?:tcp|udp|sctp)\./, types: ['TLSA', 'CNAME'] },
  {
    owner: /^_(?:dmarc|mta-sts|acme-challenge)\.|^_smtp\._tls\.|(?:^|\.)_(?:domainkey|bimi|report)\./,
    types: ['TXT', 'CNAME'],
  },
  { owner: /^_dns\./, types: ['SVCB'] },
  { owner: /^_[^.]+\._(?:tcp|udp|tls)\./, types: ['SRV', 'TXT'] },
];

const COMMON_RANK = 1;
const CURRENT_RANK = 2;
const OLD_RANK = 3;

export interface TypePlace {
  /** Absolute, in lower case; empty where it is not known. */
  readonly owner: string;
  readonly isReverse: boolean;
  readonly hasSoa: boolean;
  readonly zoneClass: number;
  /** What stands between two words here. */
  readonly gap: string;
  /** Whether the line has no data yet, so that a snippet of them helps. */
  readonly isOpen: boolean;
  readonly now: Date;
}

/** The types that a record here may have. Their documentation comes with `documented`. */
export function typeDrafts(place: TypePlace): Draft[] {
  const common = commonTypes(place);
  const items: Draft[] = [];
  for (const { code } of TYPES) {
    const row = typeRow(code, place.zoneClass);
    if (row.status === 'meta' || row.status === 'unknown') continue;
    const isOld = row.status === 'obsolete' || row.unknownToNamed === true;
    const at = common.indexOf(row.mnemonic);
    items.push({
      label: row.mnemonic,
      detail: firstSentence(translated(row.description)),
      kind: CompletionItemKind.TypeParameter,
      rank: at >= 0 ? COMMON_RANK + at / 100 : isOld ? OLD_RANK : CURRENT_RANK,
      deprecated: row.status === 'obsolete',
      data: { type: row.code, class: place.zoneClass },
      ...(place.isOpen ? { snippet: rowSnippet(row, place) } : {}),
    });
  }
  return items;
}

/** The documentation of a type's item. */
export function documented(item: CompletionItem): CompletionItem {
  const { type, class: classNumber = CLASS.IN } = (item.data ?? {}) as { type?: unknown; class?: unknown };
  if (typeof type !== 'number' || typeof classNumber !== 'number' || item.documentation) return item;
  return { ...item, documentation: { kind: 'markdown', value: describeType(type, classNumber).join('\n\n') } };
}

/** Types as words in RDATA (RRSIG, NSEC, CSYNC), without those in `present`. */
export function typeNameDrafts(present: readonly string[], detail: boolean): Draft[] {
  const used = new Set(present.map((text) => text.toUpperCase()));
  return TYPES.filter(({ mnemonic, status }) => status !== 'meta' && !used.has(mnemonic)).map((row) => {
    const at = COMMON.indexOf(row.mnemonic);
    return {
      label: row.mnemonic,
      ...(detail ? { detail: firstSentence(translated(row.description)) } : {}),
      kind: CompletionItemKind.TypeParameter,
      rank: at >= 0 ? COMMON_RANK + at / 100 : row.status === 'obsolete' ? OLD_RANK : CURRENT_RANK,
      data: { type: row.code },
    };
  });
}

function commonTypes({ owner, isReverse, hasSoa }: TypePlace): string[] {
  const usual = isReverse ? COMMON_IN_REVERSE : COMMON;
  const fitting = BY_OWNER.find((each) => each.owner.test(owner))?.types ?? [];
  const first = hasSoa ? fitting : ['SOA'];
  return [...first, ...usual.filter((mnemonic) => !first.includes(mnemonic))];
}

function firstSentence(text: string): string {
  return /^[^.;:]*/.exec(text)![0];
}

/** The type with its fields as places to fill in; undefined fields are left out at the end. */
function rowSnippet(row: TypeRow, { gap, now }: TypePlace): string {
  if (row.code === TYPE.SOA) return soaSnippet(gap, now);
  if (row.fields.length === 0 || row.unknownToNamed) {
    return `TYPE${row.code}${gap}${snippetText('\\#')} ${placeholder(1, t`octets`)} ${placeholder(2, t`hex`)}`;
  }
  const fields = row.fields.filter(({ optional }) => !optional).map((field, i) => fieldSnippet(field, i + 1));
  return `${row.mnemonic}${gap}${fields.join(' ')}`;
}

function fieldSnippet(field: RdataField, index: number): string {
  const place = placeholder(index, field.only === undefined ? translated(field.name) : String(field.only));
  return FIELD_KINDS[field.kind].quoted ? `"${place}"` : place;
}

/** An SOA on seven lines, with a serial of today and timers as RFC 1912 section 2.2 has them. */
function soaSnippet(gap: string, now: Date): string {
  const timers = [
    { value: String(nextSerial(0, 'date', now)), word: t`serial` },
    { value: '3600', word: t`refresh` },
    { value: '900', word: t`retry` },
    { value: '1209600', word: t`expire` },
    { value: '3600', word: t`minimum` },
  ];
  const lines = timers.map(({ value, word }, i) => `\t${placeholder(i + 3, value)}\t; ${snippetText(word)}`);
  return `SOA${gap}${placeholder(1, 'ns1')} ${placeholder(2, 'hostmaster')} (\n${lines.join('\n')}\n\t)`;
}
