/** Completion in zone files: what could stand where the cursor is, by the place in the record. */
import { type CompletionItem, CompletionItemKind, type CompletionList } from 'vscode-languageserver-types';
import { classText } from '../../../dns/classes.ts';
import { type FieldKind, type RdataField, TYPE, type TypeRow, typeCodeAt } from '../../../dns/types.ts';
import { t } from '../../../l10n.ts';
import { zoneTree } from '../../../rules/zone/support/reverse.ts';
import type { Zone } from '../../../workspace/zone.ts';
import type { ZoneDocument } from '../../../zone/document.ts';
import { type CompletionOptions, completionList, type Draft, type Drafts, valueDraft } from '../../shared/drafts.ts';
import { directiveDrafts, fileDrafts, rangeDrafts, templateDrafts, templateOwnerDrafts } from './directives.ts';
import { type LineWord, type TypedLine, typedLine } from './line.ts';
import {
  addressDrafts,
  mailboxDrafts,
  missingPointerDrafts,
  type NamePlace,
  originDrafts,
  ownerDrafts,
  pointerDrafts,
  targetDrafts,
} from './names.ts';
import type { CompletionLookup } from './sources.ts';
import { fieldBehind, type Spot, spotOf } from './spot.ts';
import { keyDrafts, parameterDrafts } from './svcb.ts';
import { starterDrafts, termDrafts } from './texts.ts';
import { serialDrafts, timerDrafts, ttlDrafts } from './times.ts';
import { documented, typeDrafts, typeNameDrafts } from './types.ts';
import { authorityDrafts, portDrafts, valueDrafts } from './values.ts';

export type { CompletionLookup } from './sources.ts';

const CLASS_RANK = 1.5;
const TTL_RANK = 1.6;

interface Place extends NamePlace {
  readonly line: TypedLine;
  /** What is typed of the word at the cursor, as it is written. */
  readonly word: string;
}

/** Items, and where what they replace begins where that is not the start of the word. */
type Answer = Drafts & { readonly from?: number };

const NOTHING: Answer = { items: [], complete: true };

/**
 * What could stand at `offset` (UTF-16 units from the start of the file), in the order in which it should be offered: at most 200
 * items, and `isIncomplete` where there may be more. Nothing in comments, and in quotes only what belongs into a TXT record.
 */
export function zoneCompletion(
  zone: Zone,
  document: ZoneDocument,
  offset: number,
  lookup: CompletionLookup,
  options: CompletionOptions,
): CompletionList {
  const { buffer } = document;
  const line = typedLine(document, offset, zone.model.names);
  const { current, origin, owner } = line;
  const start = current?.start ?? offset;
  const word = buffer.slice(start, offset);
  const place: Place = { zone, document, offset, origin, owner, typed: word.toLowerCase(), lookup, line, word };
  const answer = line.inComment ? NOTHING : answerAt(place);
  const end = line.inQuotes ? offset : (current?.end ?? offset);
  return completionList(answer, { buffer, start: answer.from ?? start, end, offset }, options);
}

/** An item of `zoneCompletion` with its documentation. */
export function zoneResolveCompletion(item: CompletionItem): CompletionItem {
  return documented(item);
}

function answerAt(place: Place): Answer {
  const { zone, line } = place;
  const spot = spotOf(line, zone.options.zoneClass);
  if (line.inQuotes) return inQuotes(place, spot);
  if (line.current?.quoted) return NOTHING;
  switch (spot.kind) {
    case 'owner':
      return lineStart(place);
    case 'directive':
      return argument(place, spot.name, spot.words.length);
    case 'middle':
      return middle(place, spot);
    case 'rdata':
      if (spot.template) return all(spot.words.length === 0 ? templateDrafts(spot.row) : []);
      return rdata(place, spot.row, spot.words);
    case 'nowhere':
      return NOTHING;
  }
}

function all(items: readonly Draft[]): Answer {
  return { items, complete: true };
}

function lineStart(place: Place): Answer {
  const { line, word } = place;
  const isOpen = line.after.length === 0;
  const directives = directiveDrafts(isOpen);
  if (word.startsWith('$')) return all(directives);
  const pointers = zoneTree(place.zone.context) ? missingPointerDrafts(place, isOpen) : NOTHING;
  const owners = ownerDrafts(place);
  return {
    items: [...pointers.items, ...owners.items, ...directives],
    complete: pointers.complete && owners.complete,
  };
}

function argument(place: Place, directive: string, index: number): Answer {
  const { zone, document, offset, lookup } = place;
  switch (`${directive} ${index}`) {
    case '$ORIGIN 0':
    case '$INCLUDE 1':
      return originDrafts(place);
    case '$TTL 0':
      return all(ttlDrafts(zone, document, offset));
    case '$INCLUDE 0':
      return all(fileDrafts(zone, document, lookup.files()));
    case '$GENERATE 0':
      return all(rangeDrafts());
    case '$GENERATE 1':
      return all(templateOwnerDrafts());
    default:
      return NOTHING;
  }
}

function middle(place: Place, { hasTtl, hasClass }: Spot & { kind: 'middle' }): Answer {
  const { zone, document, offset, line, lookup } = place;
  const { model, options } = zone;
  const items: Draft[] = [];
  const [next] = line.after;
  const hasType = next !== undefined && typeCodeAt(next.text, 0, next.text.length) > 0;
  if (!hasType) {
    items.push(
      ...typeDrafts({
        owner: ownerText(place),
        isReverse: zoneTree(zone.context) !== undefined,
        hasSoa: model.has(model.apex, TYPE.SOA),
        zoneClass: options.zoneClass,
        gap: document.buffer.slice(line.start, line.current?.start ?? offset).includes('\t') ? '\t' : ' ',
        isOpen: next === undefined,
        now: lookup.now(),
      }),
    );
  }
  if (!hasClass) {
    const doc = t`The class of the zone. It may be left out.`;
    items.push({ label: classText(options.zoneClass), doc, kind: CompletionItemKind.Keyword, rank: CLASS_RANK });
  }
  if (!hasTtl) items.push(...ttlDrafts(zone, document, offset).map((draft) => ({ ...draft, rank: TTL_RANK })));
  return all(items);
}

/** The owner of the line, absolute and in lower case where its origin is known, with a dot at its end. */
function ownerText({ zone, owner }: Place): string {
  const text = zone.model.names.text(owner);
  return text === '' || text.endsWith('.') ? text : `${text}.`;
}

/** What can stand in a field. */
type Offer = (place: Place, field: RdataField, row: TypeRow, words: readonly LineWord[]) => Answer;

const value: Offer = (_place, field, row) => all(valueDrafts(row, field));
const typeList: Offer = ({ line }, _field, _row, words) => all(typeNameDrafts(othersOf(line, words), false));

const narrowNumber: Offer = (place, field, row) => {
  if (row.code === TYPE.SRV && field.name === 'port') return all(portDrafts(ownerText(place).split('.')[0]));
  return all(valueDrafts(row, field));
};

const wideNumber: Offer = ({ line, lookup }, field, row) =>
  all(
    row.code === TYPE.SOA && field.name === 'serial'
      ? serialDrafts(line.current?.text ?? '', lookup.now())
      : valueDrafts(row, field),
  );

const OFFERS: Readonly<Record<FieldKind, Offer>> = {
  u8: value,
  u16: narrowNumber,
  u32: wideNumber,
  octal16: value,
  'key-flags': value,
  ttl: (_place, field) => all(timerDrafts(field.name)),
  time: value,
  type: () => all(typeNameDrafts([], true)),
  name: names,
  names,
  'rrsig-signer': names,
  ipv4: (place) => all(addressDrafts(place, 4)),
  ipv6: (place) => all(addressDrafts(place, 16)),
  string: value,
  strings: (place, _field, row, words) =>
    all(row.code === TYPE.TXT && words.length === 0 ? starterDrafts(ownerText(place), false) : []),
  'quoted-text': value,
  text: (_place, _field, row, words) => all(row.code === TYPE.CAA ? authorityDrafts(words[1].text) : []),
  tag: value,
  digits: value,
  regexp: value,
  base64: value,
  'dash-base64': value,
  hex: value,
  salt: value,
  'next-hash': value,
  types: typeList,
  'types-bitmap': typeList,
  'svc-params': (place, _field, _row, words) => parameters(place, words),
  'loc-latitude': value,
  'loc-longitude': value,
  'loc-altitude': value,
  'loc-size': value,
  apl: value,
  nsap: value,
  atma: value,
  eui48: value,
  eui64: value,
  locator: value,
  gateway: (place, _field, row, words) =>
    gateway(place, words[row.fields.findIndex(({ name }) => name.endsWith(' type'))].text),
  'amt-discovery': value,
  'amt-type': value,
  'hip-algorithm': value,
  'hip-hit': value,
  'hip-key': value,
  'a6-bits': value,
  'a6-suffix': value,
  'a6-name': names,
  'wks-protocol': value,
  'wks-ports': value,
};

function rdata(place: Place, row: TypeRow, words: readonly LineWord[]): Answer {
  const field = fieldBehind(row, words);
  return field ? OFFERS[field.kind](place, field, row, words) : NOTHING;
}

/** The words of a record before and behind the one at the cursor. */
function othersOf(line: TypedLine, words: readonly LineWord[]): string[] {
  return [...words, ...line.after].map(({ text }) => text);
}

/** What a dot means as a target. */
function dotDrafts(field: RdataField, row: TypeRow, words: readonly LineWord[]): Draft[] {
  switch (field.role) {
    case 'svc-target':
      return [valueDraft('.', words[0]?.text === '0' ? t`The service is not there.` : t`The owner itself.`)];
    case 'srv-target':
      return [valueDraft('.', t`The service is not offered here (RFC 2782).`, { rank: 3 })];
    case 'mx-target':
      return words[0]?.text === '0' ? [valueDraft('.', t`The name takes no mail (RFC 7505).`)] : [];
    case 'domain':
      return row.mnemonic === 'RP' || row.mnemonic === 'NAPTR' ? [valueDraft('.', t`None.`)] : [];
    default:
      return [];
  }
}

function names(place: Place, field: RdataField, row: TypeRow, words: readonly LineWord[]): Answer {
  const role = field.role ?? 'domain';
  if (role === 'mailbox') return all(mailboxDrafts(place));
  const found = role === 'ptr-target' ? pointerDrafts(place) : targetDrafts(role, place);
  return { items: [...dotDrafts(field, row, words), ...found.items], complete: found.complete };
}

/** The gateway of IPSECKEY and the relay of AMTRELAY, whose type says what they are written as (RFC 4025 section 2.3). */
function gateway(place: Place, type: string): Answer {
  if (type === '0') return all([valueDraft('.', t`None.`)]);
  return type === '3' ? targetDrafts('host', place) : NOTHING;
}

function parameters(place: Place, words: readonly LineWord[]): Answer {
  const { zone, line, word, offset, origin, owner } = place;
  const [priority, target] = words;
  // An alias has no parameters (RFC 9460 section 2.4.2).
  if (priority.text === '0') return NOTHING;
  const present = othersOf(line, words.slice(2));
  const equals = word.indexOf('=');
  if (equals < 0) return all(keyDrafts(present));
  const host = target.text === '.' ? owner : zone.model.names.fromText(target.text, origin);
  const holder = zone.model.isInZone(host) ? zone : place.lookup.zoneHolding(host, zone);
  const items = parameterDrafts({ typed: word, present, model: holder?.model, target: host });
  const last = word.slice(Math.max(equals, word.lastIndexOf(',')) + 1);
  return { items, complete: true, from: offset - last.length };
}

function inQuotes(place: Place, spot: Spot): Answer {
  const { line, word, offset } = place;
  if (spot.kind !== 'rdata' || spot.template || (spot.row.code !== TYPE.TXT && spot.row.code !== TYPE.SPF))
    return NOTHING;
  if (!line.current?.quoted) return NOTHING;
  // Strings of one record are read as one text.
  const before = spot.words.map(({ text }) => text).join('');
  const own = word.slice(1);
  const { items, replaces } = termDrafts(ownerText(place), before + own);
  return { items, complete: true, from: offset - Math.min(replaces, own.length) };
}
