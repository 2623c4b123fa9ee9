/** From an address to the zone of the workspace that holds its PTR record. */

import { reverseName } from '../../dns/addresses.ts';
import { CLASS } from '../../dns/classes.ts';
import { type NameId, NO_NAME } from '../../dns/names.ts';
import { TYPE } from '../../dns/types.ts';
import { closest } from '../../workspace/closest.ts';
import type { Zone } from '../../workspace/zone.ts';
import type { ZoneLookup } from '../shared/lookup.ts';

/** The zone that answers for an address, and the owner that a PTR record has in it. */
export interface PtrPlace {
  readonly zone: Zone;
  readonly name: NameId;
}

/**
 * Where the PTR record of an address of `asker` belongs: the reverse zone with the longest name; through a CNAME where the zone hands single
 * addresses to another one (RFC 2317). Of several zones with that name, the one that is closest. Undefined where no zone of the workspace answers
 * for it, where it is not clear which one, or where a delegation or DNAME leads out of the workspace.
 */
export function ptrPlace(octets: ArrayLike<number>, asker: Zone, lookup: ZoneLookup): PtrPlace | undefined {
  const zones = lookup.reverseZones().filter((zone) => zone.options.zoneClass === CLASS.IN);
  const { names } = asker.options;
  const name = names.fromText(reverseName(octets));
  const zone = longestMatch(zones, name, asker);
  if (!zone || zone.model.cutAbove(name) !== NO_NAME) return undefined;
  const [alias] = zone.model.rrset(name, TYPE.CNAME);
  if (!alias || alias.target < 0) return { zone, name };
  const aliased = longestMatch(zones, alias.target, asker);
  if (!aliased || aliased.model.cutAbove(alias.target) !== NO_NAME) return undefined;
  return { zone: aliased, name: alias.target };
}

function longestMatch(zones: readonly Zone[], name: NameId, asker: Zone): Zone | undefined {
  const { names } = asker.options;
  let longest: Zone[] = [];
  for (const zone of zones) {
    if (!names.isWithin(name, zone.model.apex)) continue;
    const deeper = longest.length > 0 ? names.depth(zone.model.apex) - names.depth(longest[0].model.apex) : 1;
    if (deeper > 0) longest = [zone];
    else if (deeper === 0) longest.push(zone);
  }
  const found = closest(longest, asker);
  return found.length === 1 ? found[0] : undefined;
}
