/** What the forward and the reverse zones of the workspace say of each other. */

import { parseIpv4, parseIpv6, reverseName } from '../../../dns/addresses.ts';
import type { NameId } from '../../../dns/names.ts';
import { knownReverseName, ReverseKind, reverseKind, reverseTree } from '../../../dns/reverseNames.ts';
import { TYPE } from '../../../dns/types.ts';
import type { ZoneModel, ZoneRecord } from '../../../zone/model.ts';
import { isInvalid, rdataWord } from '../../../zone/record.ts';
import type { ZoneContext } from '../context.ts';
import { isGeneric } from './words.ts';

/** The address in an A or AAAA record; undefined where it cannot be read. */
export function addressOf(record: ZoneRecord): Uint8Array | undefined {
  if (isInvalid(record) || isGeneric(record)) return undefined;
  return record.type === TYPE.A ? parseIpv4(rdataWord(record, 0)) : parseIpv6(rdataWord(record, 0));
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
    const found = context.zoneOf(context.names.fromText(labels.slice(isIpv6 ? 16 : 1).join('.')));
    zone = found && reverseTree(context.names, found.apex) ? found : undefined;
    known.zones.set(key, zone);
  }
  if (isIpv6) known.last6 = { octets, zone };
  else known.last4 = { octets, zone };
  return zone;
}

function isInNetwork(a: Uint8Array, b: Uint8Array, size: number): boolean {
  for (let i = 0; i < size; i++) if (a[i] !== b[i]) return false;
  return true;
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
