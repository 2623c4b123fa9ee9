/** From an address to its PTR records and back, through every view: what navigation leads to. */
import { parseAddress, sameOctets } from '../../dns/addresses.ts';
import { type NameId, ROOT } from '../../dns/names.ts';
import { TYPE } from '../../dns/types.ts';
import { addressOf } from '../../rules/zone/support/bothWays.ts';
import type { Zone } from '../../workspace/zone.ts';
import type { ZoneRecord } from '../../zone/model.ts';
import { reverseZonesOf } from '../shared/lookup.ts';
import type { ZoneCursor } from '../zone/cursor.ts';
import type { Surroundings } from '../zone/names.ts';
import { ReversePlaces } from './places.ts';
import { octetsOfPtr } from './ptrAddress.ts';

/** A record, and the zone that it was found in. */
export interface FoundRecord {
  readonly zone: Zone;
  readonly record: ZoneRecord;
}

/** The records at the other end of the address that the cursor stands on, or of the PTR record whose owner it does; none elsewhere. */
export function counterparts(cursor: ZoneCursor, zone: Zone, around: Surroundings): FoundRecord[] {
  const { record, kind, span } = cursor;
  if (!record || record.owner < 0) return [];
  if (record.type === TYPE.PTR) return kind === 'owner' ? ofServer(addressesOf(record, zone, around), zone) : [];
  const isAddress = span?.field.kind === 'ipv4' || span?.field.kind === 'ipv6';
  const octets = isAddress ? parseAddress(cursor.text) : undefined;
  return octets ? ofServer(ptrsOf(octets, zone, around), zone) : [];
}

/** Those of the server that has the zone, where it has some: others are copies, such as those of a staging site. */
function ofServer(found: FoundRecord[], { options: { configuration } }: Zone): FoundRecord[] {
  const own = found.filter(({ zone }) => configuration && zone.options.configuration === configuration);
  return own.length > 0 ? own : found;
}

/** The PTR records of an address: those that name the same host would be the same in each view, so each view's are among them. */
function ptrsOf(octets: Uint8Array, { options }: Zone, around: Surroundings): FoundRecord[] {
  const { names } = options;
  const places = new ReversePlaces(reverseZonesOf(around.zones), names, around.zoneHolding.bind(around));
  return places.ownersOf(octets).flatMap((owner) => recordsAt(owner, TYPE.PTR, around.zones));
}

function recordsAt(owner: NameId, type: number, zones: readonly Zone[]): FoundRecord[] {
  return zones.flatMap((zone) => zone.model.rrset(owner, type).map((record) => ({ zone, record })));
}

/** The addresses, in every zone of the hosts, that a PTR record is for. */
function addressesOf(ptr: ZoneRecord, { options }: Zone, around: Surroundings): FoundRecord[] {
  const { names } = options;
  const octets = octetsOfPtr(ptr.owner, names, reverseZonesOf(around.zones));
  if (!octets || ptr.target <= ROOT) return [];
  const type = octets.length === 4 ? TYPE.A : TYPE.AAAA;
  return recordsAt(ptr.target, type, around.zones).filter(({ record }) => {
    const address = addressOf(record);
    return address !== undefined && sameOctets(address, octets);
  });
}
