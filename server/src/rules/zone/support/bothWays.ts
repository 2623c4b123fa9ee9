/** What the forward and the reverse zones of the workspace say of each other. */

import { readIpv4, readIpv6, reverseName, sameOctets } from '../../../dns/addresses.ts';
import type { NameId } from '../../../dns/names.ts';
import { knownReverseName, ReverseKind, reverseKind, reverseTree } from '../../../dns/reverseNames.ts';
import { TYPE } from '../../../dns/types.ts';
import { EntryFlag, entryOf, NO_RECORD, type ParsedChunk } from '../../../zone/chunk.ts';
import type { ZoneModel, ZoneRecord } from '../../../zone/model.ts';
import type { ZoneContext } from '../context.ts';
import { findsAgreement } from './agreed.ts';

const UNREADABLE = EntryFlag.Invalid | EntryFlag.Generic;

/** Where addresses are read: that of the record that is asked about, and those that it is compared with, which must not take its place. */
const ASKED: Octets = { ipv4: new Uint8Array(4), ipv6: new Uint8Array(16) };
const COMPARED: Octets = { ipv4: new Uint8Array(4), ipv6: new Uint8Array(16) };

interface Octets {
  readonly ipv4: Uint8Array;
  readonly ipv6: Uint8Array;
}

/** The address in an A or AAAA record; undefined where it cannot be read. */
export function addressOf({ chunk, entry }: Pick<ZoneRecord, 'chunk' | 'entry'>): Uint8Array | undefined {
  return readAddress(chunk, entry, COMPARED)?.slice();
}

/** The same for who keeps nothing of it: the next one that is asked for takes its place. */
export function passingAddressOf({ chunk, entry }: Pick<ZoneRecord, 'chunk' | 'entry'>): Uint8Array | undefined {
  return readAddress(chunk, entry, ASKED);
}

function readAddress(chunk: ParsedChunk, entry: number, { ipv4, ipv6 }: Octets): Uint8Array | undefined {
  if ((chunk.flags[entry] & UNREADABLE) !== 0) return undefined;
  const word = chunk.wordFirsts[entry];
  if (word === chunk.wordFirsts[entry + 1]) return undefined;
  const [start, end] = [chunk.wordStarts[word], chunk.wordEnds[word]];
  if (chunk.types[entry] === TYPE.A) return readIpv4(chunk.text, start, end, ipv4, 0) ? ipv4 : undefined;
  return readIpv6(chunk.text, start, end, ipv6, 0) ? ipv6 : undefined;
}

/** True where the name has the address in the zone. */
export function hasAddress(zone: ZoneModel, name: NameId, octets: Uint8Array): boolean {
  const type = octets.length > 4 ? TYPE.AAAA : TYPE.A;
  const only = zone.only(name, type);
  if (only === NO_RECORD)
    return zone.has(name, type) && addressesAt(zone, name).some((each) => sameOctets(each, octets));
  const chunk = zone.chunk(only);
  const address = readAddress(chunk, entryOf(chunk, only), COMPARED);
  return address !== undefined && sameOctets(address, octets);
}

/** The addresses of a name. */
export function addressesAt(zone: ZoneModel, name: NameId): Uint8Array[] {
  const found: Uint8Array[] = [];
  for (const record of zone.owned(name)) {
    const octets = record.type === TYPE.A || record.type === TYPE.AAAA ? addressOf(record) : undefined;
    if (octets) found.push(octets);
  }
  return found;
}

/** What is known of the reverse zones of networks, until a zone changes. */
interface Known {
  readonly zones: Map<string, ZoneModel | undefined>;
  /** The network of each family that was asked for last, of which the next address is, most often. */
  last4?: Network;
  last6?: Network;
}

interface Network {
  readonly octets: Uint8Array;
  readonly zone: ZoneModel | undefined;
}

const KNOWN = new WeakMap<ZoneModel, Known>();

/** Forgets which reverse zones there are; called before each check. */
export function forgetReverseZones(model: ZoneModel): void {
  KNOWN.delete(model);
}

/** Octets of a /24 and a /64: zones of less are not looked for. */
const NETWORK4 = 3;
const NETWORK6 = 8;

/** The reverse zone of the workspace that holds an address. */
function reverseZone(octets: Uint8Array, context: ZoneContext): ZoneModel | undefined {
  let known = KNOWN.get(context.model);
  if (!known) {
    known = { zones: new Map() };
    KNOWN.set(context.model, known);
  }
  const isIpv6 = octets.length > 4;
  const size = isIpv6 ? NETWORK6 : NETWORK4;
  const last = isIpv6 ? known.last6 : known.last4;
  if (last && isInNetwork(octets, last.octets, size)) return last.zone;
  const key = octets.subarray(0, size).join();
  let zone = known.zones.get(key);
  if (!known.zones.has(key)) {
    const labels = reverseName(octets).split('.');
    const network = context.names.fromText(labels.slice(isIpv6 ? 16 : 1).join('.'));
    const found = context.reverseZoneOf ? context.reverseZoneOf(network) : context.zoneOf(network);
    zone = found && reverseTree(context.names, found.apex) ? found : undefined;
    known.zones.set(key, zone);
  }
  const network = { octets: octets.slice(0, size), zone };
  if (isIpv6) known.last6 = network;
  else known.last4 = network;
  return zone;
}

function isInNetwork(a: Uint8Array, b: Uint8Array, size: number): boolean {
  for (let i = 0; i < size; i++) if (a[i] !== b[i]) return false;
  return true;
}

/**
 * True where nobody has to ask which names the reverse zone has for an address of `owner`: the workspace has no such zone, or its record names the owner.
 * Nearly all addresses are so.
 */
export function isNamedBack(octets: Uint8Array, owner: NameId, context: ZoneContext): boolean {
  const zone = reverseZone(octets, context);
  if (!zone) return true;
  const name = reverseNameIn(zone, octets, context);
  if (context.names.depth(name) < (octets.length > 4 ? DEPTH6 : DEPTH4)) return false;
  return findsAgreement(zone, name, context.model, owner);
}

/** The names that the workspace's reverse zone has for an address; undefined where the workspace has no such zone, or where it is delegated on. */
export function reverseTargets(octets: Uint8Array, context: ZoneContext): readonly NameId[] | undefined {
  const zone = reverseZone(octets, context);
  if (!zone) return undefined;
  const name = reverseNameIn(zone, octets, context);
  // A classless delegation (RFC 2317) and a wildcard lead elsewhere.
  if (zone.cutAbove(name) >= 0 || (zone.hasWildcards && zone.wildcardFor(name) >= 0)) return undefined;
  if (context.names.depth(name) < (octets.length > 4 ? DEPTH6 : DEPTH4)) return [];
  const records = zone.owned(name);
  if (records.some((record) => record.type !== TYPE.PTR)) return undefined;
  return records.filter((record) => record.target >= 0).map((record) => record.target);
}

/** Labels of the reverse name of an address. */
const DEPTH4 = 6;
const DEPTH6 = 34;

/** The reverse name of an address. Where the table does not have it and no wildcard may stand for it, the part of it that the table has is as good. */
function reverseNameIn(zone: ZoneModel, octets: Uint8Array, { names }: ZoneContext): NameId {
  const isSound = (reverseKind(names, zone.apex) & ReverseKind.Sound) !== 0;
  if (zone.hasWildcards || !isSound) return names.fromText(reverseName(octets));
  return knownReverseName(names, octets, zone.apex);
}
