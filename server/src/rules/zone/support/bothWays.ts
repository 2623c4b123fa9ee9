/** What the forward and the reverse zones of the workspace say of each other. */

import { parseAddress, reverseName } from '../../../dns/addresses.ts';
import type { NameId } from '../../../dns/names.ts';
import { reverseTree } from '../../../dns/reverseNames.ts';
import { TYPE } from '../../../dns/types.ts';
import type { ZoneModel, ZoneRecord } from '../../../zone/model.ts';
import { isInvalid, rdataWord } from '../../../zone/record.ts';
import type { ZoneContext } from '../context.ts';
import { isGeneric } from './words.ts';

/** The address in an A or AAAA record; undefined where it cannot be read. */
export function addressOf(record: ZoneRecord): Uint8Array | undefined {
  return isInvalid(record) || isGeneric(record) ? undefined : parseAddress(rdataWord(record, 0));
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

/** The reverse zones of the networks that were asked for, until a zone changes. */
const KNOWN = new WeakMap<ZoneModel, Map<number | string, ZoneModel | undefined>>();

/** Forgets which reverse zones there are; called before each check. */
export function forgetReverseZones(model: ZoneModel): void {
  KNOWN.delete(model);
}

function networkKey(octets: Uint8Array): number | string {
  if (octets.length === 4) return octets[0] * 65536 + octets[1] * 256 + octets[2];
  return octets.subarray(0, 8).join();
}

/** The reverse zone of the workspace that holds an address. Zones of less than a /24 or a /64 are not looked for. */
function reverseZone(octets: Uint8Array, context: ZoneContext): ZoneModel | undefined {
  let known = KNOWN.get(context.model);
  if (!known) {
    known = new Map();
    KNOWN.set(context.model, known);
  }
  const key = networkKey(octets);
  if (known.has(key)) return known.get(key);
  const labels = reverseName(octets).split('.');
  const host = octets.length === 4 ? 1 : 16;
  const found = context.zoneOf(context.names.fromText(labels.slice(host).join('.')));
  const zone = found && reverseTree(context.names, found.apex) ? found : undefined;
  known.set(key, zone);
  return zone;
}

/** The names that the workspace's reverse zone has for an address; undefined where the workspace has no such zone, or where it is delegated on. */
export function reverseTargets(octets: Uint8Array, context: ZoneContext): readonly NameId[] | undefined {
  const zone = reverseZone(octets, context);
  if (!zone) return undefined;
  const name = context.names.fromText(reverseName(octets));
  // A classless delegation (RFC 2317) and a wildcard lead elsewhere.
  if (zone.cutAbove(name) >= 0 || zone.wildcardFor(name) >= 0) return undefined;
  const records = zone.owned(name);
  if (records.some((record) => record.type !== TYPE.PTR)) return undefined;
  return records.filter((record) => record.target >= 0).map((record) => record.target);
}
