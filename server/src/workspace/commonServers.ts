/** The one zone that the name servers of all zones of a configuration have their names in. */
import { CLASS } from '../dns/classes.ts';
import { type NameId, NO_NAME } from '../dns/names.ts';
import { reverseTree } from '../dns/reverseNames.ts';
import type { CommonServers } from '../rules/conf/context.ts';
import { keptByZone } from './keptByZone.ts';
import { serversOfAll } from './nameServers.ts';
import type { Zone } from './zone.ts';

/** So many zones are more than a zone and its nearest kin. */
const LEAST_ZONES = 3;
/** Labels of a name below which one zone lies, and not all of a top level domain. */
const LEAST_LABELS = 2;

/** True for a zone whose name servers are looked at. */
const isLookedAt = keptByZone((zone) => {
  const { names, apex } = zone.model;
  return isForEveryone(zone) && reverseTree(names, apex) === undefined;
});

/**
 * Undefined where two of the zones have name servers elsewhere: most configurations are left after a few zones. The home of a server is what stands behind
 * its first label.
 */
export function commonServers(zones: readonly Zone[]): CommonServers | undefined {
  const servers = serversOfAll(zones);
  let home: NameId = NO_NAME;
  let first: Zone | undefined;
  let count = 0;
  for (const [i, isLooked] of isLookedAt(zones).entries()) {
    if (!isLooked) continue;
    const { model, options } = zones[i];
    const { names, apex } = model;
    const targets = servers[i].names;
    for (const target of targets) {
      const own = names.parent(target);
      if (home === NO_NAME) home = own;
      if (own !== home || names.depth(own) < LEAST_LABELS) return undefined;
    }
    if (targets.length === 0 || options.zoneClass !== CLASS.IN || names.isWithin(apex, home)) continue;
    first ??= zones[i];
    count++;
  }
  if (!first || count < LEAST_ZONES) return undefined;
  const { names, apex } = first.model;
  return { home: names.text(home), count, zone: names.text(apex) };
}

function isForEveryone({ model, options: { settings } }: Zone): boolean {
  if (settings.type !== 'primary' || settings.responsePolicy || settings.catalog || model.isPart) return false;
  return settings.view?.clients !== 'some';
}
