/** Which rows of an agreement somebody asks about: all, those of a file, or those of a part of it. */
import type { Zone } from '../../workspace/zone.ts';
import type { RecordRef } from '../../zone/chunk.ts';
import type { Agreement } from './agreement.ts';

export interface Scope {
  hasHost(row: number): boolean;
  hasPtr(ptr: number): boolean;
}

export const EVERYTHING: Scope = { hasHost: () => true, hasPtr: () => true };

/** The addresses of a zone and what its PTR records, or those of its addresses, are. */
export function ofZones(agreement: Agreement, zones: readonly Zone[]): Scope {
  const numbers = new Set(zones.map((zone) => agreement.zones.indexOf(zone)));
  const { hosts, ptrs, placeZones } = agreement;
  return {
    hasHost: (row) => numbers.has(hosts.zones[row]) || numbers.has(placeZones[row]),
    hasPtr: (ptr) => {
      if (numbers.has(ptrs.zones[ptr])) return true;
      const target = ptrs.targets[ptr];
      return zones.some(({ model }) => model.isInZone(target));
    },
  };
}

/** Some records of a zone. */
export function ofRecords(agreement: Agreement, zone: Zone, refs: ReadonlySet<RecordRef>): Scope {
  const number = agreement.zones.indexOf(zone);
  const { hosts, ptrs } = agreement;
  return {
    hasHost: (row) => hosts.zones[row] === number && refs.has(hosts.refs[row]),
    hasPtr: (ptr) => ptrs.zones[ptr] === number && refs.has(ptrs.refs[ptr]),
  };
}
