/** Names as they could be written at the cursor: owners, targets by their role, the other side of a reverse zone. */
import { CompletionItemKind } from 'vscode-languageserver-types';
import { addressText, sameOctets } from '../../../dns/addresses.ts';
import { type NameId, type NameTable, ROOT } from '../../../dns/names.ts';
import { type Prefix, prefixContains } from '../../../dns/prefixes.ts';
import { readReverse } from '../../../dns/reverse.ts';
import { type NameRole, TYPE, typeText } from '../../../dns/types.ts';
import { t } from '../../../l10n.ts';
import { isAbsolute } from '../../../rules/zone/support/words.ts';
import type { Zone } from '../../../workspace/zone.ts';
import type { ZoneDocument } from '../../../zone/document.ts';
import { rdataWord } from '../../../zone/record.ts';
import { ptrPlace } from '../../reverse/places.ts';
import { type Draft, type Drafts, MOST_ITEMS, mayMatch } from '../../shared/drafts.ts';
import { code } from '../../shared/markdown.ts';
import { labelsOf } from '../describe/name.ts';
import { Budget, type CompletionLookup, hostAddresses, otherZones, visitRecords } from './sources.ts';

/** Entries of the zone, and of all others together, that one list looks at. */
const OWN_ENTRIES = 50_000;
const OTHER_ENTRIES = 20_000;
/** Addresses and types behind a name. */
const SHOWN = 2;

/** Where names are asked for. */
export interface NamePlace {
  readonly zone: Zone;
  readonly document: ZoneDocument;
  readonly offset: number;
  /** The origin in force, which names are written relative to. */
  readonly origin: NameId;
  /** The owner of the line: no record points to itself. */
  readonly owner: NameId;
  /** What is typed of the name, in lower case. */
  readonly typed: string;
  readonly lookup: CompletionLookup;
}

/** Roles that want a host with addresses, and no alias (RFC 2181 section 10.3). */
const HOST_ROLES = new Set<NameRole>(['ns-target', 'mx-target', 'srv-target', 'svc-target', 'primary', 'host']);

/** The owners of the zone, and names that its records point to and that have no records yet. */
export function ownerDrafts(place: NamePlace): Drafts {
  const { zone, origin } = place;
  const { model } = zone;
  const { names } = model;
  const wanted = new Matches(place);
  const present = new Matches(place);
  const budget = new Budget(OWN_ENTRIES);
  visitRecords(zone, place, budget, (chunk, entry) => {
    const target = chunk.targets[entry];
    if (target >= 0 && model.isInZone(target) && !model.hasOwner(target)) wanted.add(target);
    const owner = chunk.owners[entry];
    if (owner >= 0 && owner !== origin) present.add(owner);
    return !present.full;
  });
  const items: Draft[] = [];
  if (model.originKnown && origin >= 0) {
    items.push({
      label: '@',
      detail: names.text(origin),
      doc: t`The origin, ${code(names.text(origin))}.`,
      kind: NAME,
    });
  }
  for (const { name, text } of wanted.list()) {
    const detail = t`${mentionedBy(zone, name)}, no records yet`;
    items.push({ label: text, detail, kind: NAME, rank: 1 });
  }
  for (const { name, text } of present.list()) {
    items.push({ label: text, detail: typesOf(zone, name), kind: NAME, rank: 2 });
  }
  return { items, complete: !budget.spent && !present.cut && !wanted.cut };
}

const NAME = CompletionItemKind.Reference;

/** Names that a field of this role could point to: of this zone relative where that is possible, of others absolute. */
export function targetDrafts(role: NameRole, place: NamePlace): Drafts {
  const { zone, lookup, origin, owner } = place;
  const { names } = zone.model;
  const wantsHost = HOST_ROLES.has(role);
  const own = new Matches(place);
  const budget = new Budget(OWN_ENTRIES);
  const fits = (model: Zone['model'], name: NameId): boolean =>
    name >= 0 && name !== owner && names.labelText(name) !== '*' && (!wantsHost || hasAddress(model, name));
  visitRecords(zone, place, budget, (chunk, entry) => {
    const name = chunk.owners[entry];
    if (own.isNew(name) && fits(zone.model, name)) own.add(name);
    return !own.full;
  });
  const items: Draft[] = own.list().map(({ name, text }) => {
    return nameDraft(zone, name, text, wantsHost, isAbsolute(text) ? 1.5 : 1);
  });
  const foreignBudget = new Budget(OTHER_ENTRIES);
  let isCut = own.cut;
  for (const other of otherZones(zone, lookup)) {
    isCut ||= foreignBudget.spent || items.length >= 2 * MOST_ITEMS;
    if (isCut) break;
    const foreign = new Matches(place);
    visitRecords(other, undefined, foreignBudget, (chunk, entry) => {
      const name = chunk.owners[entry];
      if (foreign.isNew(name) && fits(other.model, name)) foreign.add(name);
      return !foreign.full;
    });
    for (const { name, text } of foreign.list()) items.push(nameDraft(other, name, text, wantsHost, 2));
    isCut = foreign.cut;
  }
  if (role === 'signer' || role === 'dname-target' || role === 'domain') {
    items.unshift({ label: written(zone.model.apex, origin, names), detail: t`the zone`, kind: NAME });
  }
  return { items, complete: !isCut && !budget.spent && !foreignBudget.spent };
}

/** Names that an origin may be, absolute: the zone's, then its owners. */
export function originDrafts(place: NamePlace): Drafts {
  const { zone } = place;
  const { names, apex } = zone.model;
  const owners = new Matches({ ...place, origin: ROOT });
  const budget = new Budget(OWN_ENTRIES);
  visitRecords(zone, place, budget, (chunk, entry) => {
    if (chunk.owners[entry] >= 0) owners.add(chunk.owners[entry]);
    return !owners.full;
  });
  const items: Draft[] = [];
  if (zone.model.originKnown) items.push({ label: names.text(apex), detail: t`the zone`, kind: NAME });
  for (const { text } of owners.list()) items.push({ label: text, kind: NAME, rank: 1 });
  return { items, complete: !budget.spent && !owners.cut };
}

/** Mailboxes: the one that RFC 2142 section 7 reserves for a zone, and those that the workspace's zones have. */
export function mailboxDrafts(place: NamePlace): Draft[] {
  const { zone, lookup, origin } = place;
  const { names, apex, originKnown } = zone.model;
  const items: Draft[] = [];
  const add = (name: NameId, detail: string): void => {
    if (name >= 0) items.push({ label: written(name, origin, names), detail, kind: NAME });
  };
  if (originKnown) add(names.fromText('hostmaster', apex), t`the usual mailbox (RFC 2142)`);
  for (const other of otherZones(zone, lookup).slice(0, MOST_ITEMS)) {
    const [soa] = other.model.rrset(other.model.apex, TYPE.SOA);
    if (!soa) continue;
    const mailbox = names.fromText(rdataWord(soa, 1), soa.chunk.origins[soa.entry]);
    add(mailbox, t`of ${names.text(other.model.apex)}`);
  }
  return items;
}

/** Hosts for a PTR record: the one that has this address, then those whose addresses the zone is for, then the others. */
export function pointerDrafts(place: NamePlace): Drafts {
  const { zone, owner, lookup } = place;
  const { names, apex } = zone.model;
  const reading = readReverse(labelsOf(names, owner));
  const network = networkOf(names, apex);
  if (!reading || !network) return targetDrafts('ptr-target', place);
  const budget = new Budget(OWN_ENTRIES);
  const items: Draft[] = [];
  for (const { host, octets } of hostAddresses(zone, lookup, budget)) {
    const isIt = reading.complete && sameOctets(octets, reading.octets);
    const rank = isIt ? 0 : prefixContains(network, octets) ? 1 : 2;
    const label = names.text(host);
    if (!mayMatch(label, place.typed)) continue;
    items.push({ label, detail: addressText(octets), kind: NAME, rank, preselect: isIt });
  }
  return { items, complete: !budget.spent };
}

/** Owners of a reverse zone that have no PTR record yet, for the addresses of the forward zones. `whole`: with the record. */
export function missingPointerDrafts(place: NamePlace, whole: boolean): Drafts {
  const { zone, origin, lookup } = place;
  const { model } = zone;
  const { names } = model;
  const network = networkOf(names, model.apex);
  if (!network) return { items: [], complete: true };
  const budget = new Budget(OWN_ENTRIES);
  const items: Draft[] = [];
  for (const { host, octets } of hostAddresses(zone, lookup, budget)) {
    if (!prefixContains(network, octets)) continue;
    const there = ptrPlace(octets, zone, lookup);
    if (there?.zone !== zone || model.hasOwner(there.name)) continue;
    const label = written(there.name, origin, names);
    const target = names.text(host);
    items.push({
      label,
      ...(whole ? { insert: `${label}\tPTR\t${target}` } : {}),
      filter: `${label} ${target}`,
      detail: target,
      doc: t`${code(addressText(octets))} is the address of ${code(target)}, and has no PTR record yet.`,
      kind: CompletionItemKind.Event,
    });
  }
  return { items, complete: !budget.spent };
}

/** Addresses whose PTR records point to the owner of the line. `length`: octets of such an address. */
export function addressDrafts({ zone, owner, lookup }: NamePlace, length: 4 | 16): Draft[] {
  const { names } = zone.model;
  const items: Draft[] = [];
  for (const reverse of lookup.reverseZones()) {
    for (const record of reverse.model.mentions(owner).slice(0, MOST_ITEMS)) {
      const reading = readReverse(labelsOf(names, record.owner));
      if (!reading?.complete || reading.octets.length !== length || record.type !== TYPE.PTR) continue;
      items.push({ label: reading.text, detail: t`its PTR record points here`, kind: CompletionItemKind.Value });
    }
  }
  return items;
}

/** A name as it is written under an origin: relative where it lies below it, else absolute. */
function written(name: NameId, origin: NameId, names: NameTable): string {
  return origin > ROOT ? names.relativeText(name, origin) : names.text(name);
}

function networkOf(names: NameTable, apex: NameId): Prefix | undefined {
  const reading = readReverse(labelsOf(names, apex));
  return reading && { octets: reading.octets, bits: reading.bits };
}

function hasAddress(model: Zone['model'], name: NameId): boolean {
  return model.has(name, TYPE.A) || model.has(name, TYPE.AAAA);
}

function nameDraft(zone: Zone, name: NameId, label: string, wantsHost: boolean, rank: number): Draft {
  const detail = wantsHost ? addressesOf(zone, name) : typesOf(zone, name);
  return { label, detail, kind: NAME, rank };
}

function addressesOf({ model }: Zone, name: NameId): string {
  const addresses = model.owned(name).filter(({ type }) => type === TYPE.A || type === TYPE.AAAA);
  return shortened(addresses.map((record) => rdataWord(record, 0)));
}

function typesOf({ model }: Zone, name: NameId): string {
  const owned = model.owned(name);
  const alias = owned.find(({ type }) => type === TYPE.CNAME);
  if (alias && alias.target >= 0) return t`alias of ${model.names.text(alias.target)}`;
  return shortened([...new Set(owned.map(({ type }) => typeText(type)))]);
}

function mentionedBy({ model }: Zone, name: NameId): string {
  const [first] = model.mentions(name);
  return first ? typeText(first.type) : '';
}

function shortened(texts: readonly string[]): string {
  return `${texts.slice(0, SHOWN).join(', ')}${texts.length > SHOWN ? ', …' : ''}`;
}

/** Distinct names that what is typed could become: as many that begin with it as fit a list, and as many others. */
class Matches {
  readonly #place: NamePlace;
  readonly #seen = new Set<NameId>();
  readonly #begin: { name: NameId; text: string }[] = [];
  readonly #other: { name: NameId; text: string }[] = [];

  constructor(place: NamePlace) {
    this.#place = place;
  }

  /** True where no more names fit. */
  get full(): boolean {
    return this.#begin.length >= MOST_ITEMS;
  }

  /** True where names may have been left out. */
  get cut(): boolean {
    return this.full || this.#other.length >= MOST_ITEMS;
  }

  isNew(name: NameId): boolean {
    return name >= 0 && !this.#seen.has(name);
  }

  add(name: NameId): void {
    if (this.#seen.has(name) || this.full) return;
    this.#seen.add(name);
    const { zone, origin, typed } = this.#place;
    const text = written(name, origin, zone.model.names);
    if (text.startsWith(typed)) this.#begin.push({ name, text });
    else if (this.#other.length < MOST_ITEMS && mayMatch(text, typed)) this.#other.push({ name, text });
  }

  list(): readonly { readonly name: NameId; readonly text: string }[] {
    return [...this.#begin, ...this.#other];
  }
}
