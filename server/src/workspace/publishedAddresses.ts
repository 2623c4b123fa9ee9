/** The addresses that zones publish for their own name servers: what rules about a configuration ask of its zones. */
import type { PublishedAddress } from '../rules/conf/context.ts';
import { absolute } from '../rules/zone/places.ts';
import { serversOfAll } from './nameServers.ts';
import type { Zone } from './zone.ts';

/** Those of the primary zones among `zones`. */
export function publishedAddresses(zones: readonly Zone[]): PublishedAddress[] {
  const published: PublishedAddress[] = [];
  for (const [i, { addresses }] of serversOfAll(zones).entries()) {
    // Most zones have their name servers in another one.
    if (addresses.length === 0) continue;
    const { options, model } = zones[i];
    if (options.settings.type !== 'primary') continue;
    const isInside = options.settings.view?.clients === 'some';
    for (const { host, address, family, place } of addresses) {
      published.push({
        zone: model.names.text(model.apex),
        host: model.names.text(host),
        address,
        family,
        ...(isInside ? { isInside } : {}),
        ...absolute(place),
      });
    }
  }
  return published;
}
