/** The name servers of a zone, with the addresses that the workspace's files give them. */
import { type NameId, NO_NAME } from '../../dns/names.ts';
import { TYPE } from '../../dns/types.ts';
import type { Zone } from '../../workspace/zone.ts';
import { rdataWord } from '../../zone/record.ts';
import type { ZoneServer } from '../service.ts';
import type { ZoneLookup } from '../shared/lookup.ts';

/** Each name server that the zone names for itself, once, in the order of the file. */
export function zoneServers(zone: Zone, lookup: ZoneLookup): ZoneServer[] {
  return serversOf(zone, zone.model.apex, lookup);
}

/** The name servers at a name of the zone: at a delegation those of the zone below. */
export function serversOf(zone: Zone, owner: NameId, lookup: ZoneLookup): ZoneServer[] {
  const { names } = zone.model;
  const targets = new Set(zone.model.rrset(owner, TYPE.NS).map(({ target }) => target));
  targets.delete(NO_NAME);
  return [...targets].map((target) => {
    const holder = zone.model.isInZone(target) ? zone : lookup.zoneHolding(target, zone);
    const records = holder?.model.owned(target).filter(({ type }) => type === TYPE.A || type === TYPE.AAAA) ?? [];
    return { name: names.text(target), addresses: records.map((record) => rdataWord(record, 0)) };
  });
}
