/** The one zone that the name servers of all zones of a configuration have their names in. */
import { CLASS } from '../dns/classes.ts';
import { type NameId, NO_NAME } from '../dns/names.ts';
import { reverseTree } from '../dns/reverseNames.ts';
import type { CommonServers } from '../rules/conf/context.ts';
import { serversOf } from './nameServers.ts';
import type { Zone } from './zone.ts';

/** So many zones are more than a zone and its nearest kin. */
const LEAST_ZONES = 3;
/** Labels of a name below which one zone lies, and not all of a top level domain. */
const LEAST_LABELS = 2;

/**
 * Undefined where two of the zones have name servers elsewhere: most configurations are left after a few zones. The home of a server is what stands behind
 * its first label.
 */
export function commonServers(zones: Iterable<Zone>): CommonServers | undefined {
  let home: NameId = NO_NAME;
  let first: Zone | undefined;
  let count = 0;
  for (const zone of zones) {
    const { model, options } = zone;
    const { names, apex } = model;
    if (!isForEveryone(zone) || reverseTree(names, apex) !== undefined) continue;
    const servers = serversOf(model).names;
    for (const target of servers) {
      const own = names.parent(target);
      if (home === NO_NAME) home = own;
      if (own !== home || names.depth(own) < LEAST_LABELS) return undefined;
    }
    if (servers.length === 0 || options.zoneClass !== CLASS.IN || names.isWithin(apex, home)) continue;
    first ??= zone;
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
