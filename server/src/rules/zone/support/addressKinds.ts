/** Addresses that the internet does not carry, counted chunk by chunk. */

import { readIpv4, readIpv6 } from '../../../dns/addresses.ts';
import { type NameId, ROOT } from '../../../dns/names.ts';
import { type SpecialRange, specialRange } from '../../../dns/specialRanges.ts';
import { TYPE } from '../../../dns/types.ts';
import { EntryFlag, EntryKind, type ParsedChunk } from '../../../zone/chunk.ts';
import type { ZoneRecord } from '../../../zone/model.ts';
import type { ZoneContext } from '../context.ts';
import type { RelatedZonePlace, ZoneReport } from '../places.ts';
import { wordPlace } from '../places.ts';
import { census, type Found, recordOf } from './census.ts';

/** private: for use inside a network. special: loopback, link-local and the like. withdrawn: IPv6 forms that were given up or never leave a translator. */
export type AddressKind = 'private' | 'documentation' | 'special' | 'withdrawn';

/** Kinds by the start of a range's name in the registry; ranges that stand nowhere here are ordinary addresses to a zone. */
const KINDS: readonly (readonly [start: string, kind: AddressKind])[] = [
  ['private use', 'private'],
  ['unique local', 'private'],
  ['shared address space', 'private'],
  ['documentation', 'documentation'],
  ['loopback', 'special'],
  ['link-local', 'special'],
  ['this network', 'special'],
  ['unspecified', 'special'],
  ['multicast', 'special'],
  ['reserved', 'special'],
  ['limited broadcast', 'special'],
  ['benchmarking', 'special'],
  ['discard only', 'special'],
  ['dummy prefix', 'special'],
  ['IPv4 dummy', 'special'],
  ['segment routing', 'special'],
  ['ORCHID', 'special'],
  ['IPv4-compatible', 'withdrawn'],
  ['6to4', 'withdrawn'],
  ['Teredo', 'withdrawn'],
  ['IPv4/IPv6 translation', 'withdrawn'],
  ['local IPv4/IPv6 translation', 'withdrawn'],
  ['site-local', 'withdrawn'],
];

/** True where an address, in octets, is one that only a machine or a network inside has: loopback, link-local, private use. */
export function isInternalAddress(octets: ArrayLike<number>): boolean {
  const range = specialRange(octets);
  return range !== undefined && /^(?:private use|unique local|shared|loopback|link-local|site-local)/.test(range.name);
}

function kindOf({ name }: SpecialRange): AddressKind | undefined {
  return KINDS.find(([start]) => name.startsWith(start))?.[1];
}

/** First octets of IPv4 ranges that have a special row; most addresses need no closer look. */
const IPV4_STARTS = new Set([0, 10, 100, 127, 169, 172, 192, 198, 203]);

function mayBeSpecial(octets: Uint8Array, length: number): boolean {
  const [first] = octets;
  if (length === 4) return first >= 224 || IPV4_STARTS.has(first);
  if (first === 0x20) return octets[1] === 2 || (octets[1] === 1 && (octets[2] < 2 || octets[2] === 0x0d));
  return first < 2 || first === 0x3f || first >= 0x5f;
}

interface Tally {
  ordinary: number;
  /** The entries with addresses of each kind: numbers alone, since a zone may have nothing else. */
  readonly special: Record<AddressKind, number[]>;
}

/** For the rules that ask for stray addresses. */
export const addressTallies = census(tallyOf);

function tallyOf(chunk: ParsedChunk): Tally | undefined {
  const tally: Tally = { ordinary: 0, special: { private: [], documentation: [], special: [], withdrawn: [] } };
  for (let entry = 0; entry < chunk.count; entry++) {
    const type = chunk.types[entry];
    if ((type !== TYPE.A && type !== TYPE.AAAA) || chunk.kinds[entry] !== EntryKind.Record) continue;
    if ((chunk.flags[entry] & (EntryFlag.Generic | EntryFlag.Invalid)) !== 0) continue;
    if (chunk.wordFirsts[entry] === chunk.wordFirsts[entry + 1]) continue;
    const range = rangeOf(chunk, entry);
    const kind = range && kindOf(range);
    if (kind) tally.special[kind].push(entry);
    else if (range !== null) tally.ordinary++;
  }
  const { ordinary, special } = tally;
  return ordinary > 0 || Object.values(special).some((entries) => entries.length > 0) ? tally : undefined;
}

/** How many addresses of each kind a zone has, and how many others. */
interface Totals {
  readonly special: Record<AddressKind, number>;
  readonly ordinary: number;
}

const TOTALS = new WeakMap<readonly Found<Tally>[], Totals>();

function totalsOf(found: readonly Found<Tally>[]): Totals {
  let totals = TOTALS.get(found);
  if (totals) return totals;
  const special = { private: 0, documentation: 0, special: 0, withdrawn: 0 };
  let ordinary = 0;
  for (const { value } of found) {
    ordinary += value.ordinary;
    for (const kind of ['private', 'documentation', 'special', 'withdrawn'] as const) {
      special[kind] += value.special[kind].length;
    }
  }
  totals = { special, ordinary };
  TOTALS.set(found, totals);
  return totals;
}

const octets = new Uint8Array(16);

/** The special range of an entry's address; undefined for an ordinary one, null where it is none. */
function rangeOf(chunk: ParsedChunk, entry: number): SpecialRange | undefined | null {
  const word = chunk.wordFirsts[entry];
  const length = chunk.types[entry] === TYPE.A ? 4 : 16;
  const read = length === 4 ? readIpv4 : readIpv6;
  if (!read(chunk.text, chunk.wordStarts[word], chunk.wordEnds[word], octets, 0)) return null;
  return mayBeSpecial(octets, length) ? specialRange(octets.subarray(0, length)) : undefined;
}

/** An address record with the range that its address lies in. */
export interface SpecialAddress {
  readonly record: ZoneRecord;
  readonly range: SpecialRange;
}

/**
 * The records with addresses of a kind in a zone that looks public and has more ordinary addresses than such ones. A zone that is mostly about such addresses is meant so: for an internal view, a blocklist, or as an example.
 */
export function strayAddresses(kind: AddressKind, context: ZoneContext): SpecialAddress[] {
  return areStray(kind, context) ? [...addressesOfKind(kind, addressTallies.of(context))] : [];
}

function areStray(kind: AddressKind, context: ZoneContext): boolean {
  const { special, ordinary } = totalsOf(addressTallies.of(context));
  return special[kind] < ordinary;
}

/** The records with addresses of a kind. */
function* addressesOfKind(kind: AddressKind, found: readonly Found<Tally>[]): Iterable<SpecialAddress> {
  for (const { document, chunk, value } of found) {
    for (const entry of value.special[kind]) {
      const range = rangeOf(chunk, entry);
      if (range) yield { record: recordOf(chunk, entry, document), range };
    }
  }
}

/** True where a zone has addresses of a kind, or has some that `strayAddresses` gives. */
export function hasAddresses(kind: AddressKind, context: ZoneContext, which: 'any' | 'stray'): boolean {
  if (totalsOf(addressTallies.of(context)).special[kind] === 0) return false;
  return which === 'any' || areStray(kind, context);
}

/** Reports all records of a zone with addresses of a kind, for a rule that is told once a zone. */
export function reportOnce(
  kind: AddressKind,
  context: ZoneContext,
  report: ZoneReport,
  tell: (address: SpecialAddress) => string,
): void {
  const found = addressTallies.of(context);
  const places = function* (): Iterable<RelatedZonePlace> {
    for (const each of addressesOfKind(kind, found)) yield { place: wordPlace(each.record, 0), message: tell(each) };
  };
  const [document] = found.map((each) => each.document);
  // Places in several files, and those that one line makes many of, are put in order by the engine.
  if (found.some((each) => !each.isWritten || each.document !== document)) {
    for (const { place, message } of places()) report(place, message);
    return;
  }
  const count = totalsOf(found).special[kind] - 1;
  for (const { place, message } of places()) {
    const first = (most: number): RelatedZonePlace[] => [...firstOf(places(), most + 1)].slice(1);
    report(place, message, count > 0 ? { others: { count, of: found, first } } : undefined);
    return;
  }
}

function* firstOf<T>(items: Iterable<T>, most: number): Iterable<T> {
  let count = 0;
  for (const item of items) {
    if (count++ >= most) return;
    yield item;
  }
}

/** True where a zone's addresses are meant for the internet. */
export function looksPublic(context: ZoneContext): boolean {
  return context.originKnown && isPublicName(context);
}

/** Top-level labels that are not of the public tree (RFC 6761, RFC 6762, RFC 2606) or that networks use for themselves. */
const INTERNAL = new Set(
  'local internal lan intranet intra private home corp localdomain localhost test example invalid onion alt domain'.split(
    ' ',
  ),
);
/** Names kept for examples and homes (RFC 2606, RFC 8375). */
const INTERNAL_NAMES = ['example.com.', 'example.net.', 'example.org.', 'home.arpa.'];

function isPublicName({ apex, names }: ZoneContext): boolean {
  if (apex <= ROOT) return apex === ROOT;
  if (INTERNAL_NAMES.some((name) => names.isWithin(apex, names.fromText(name)))) return false;
  let top: NameId = apex;
  for (let at = apex; at > ROOT; at = names.parent(at)) top = at;
  // A single label is nobody's public zone, but for those of the registries, which have no address records to speak of.
  return !INTERNAL.has(names.labelText(top));
}
