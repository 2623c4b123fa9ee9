/** The addresses that zones publish for their own name servers: what rules about a configuration ask of its zones. */
import { ipv4Text, ipv6Text, parseIpv4, parseIpv6 } from '../dns/addresses.ts';
import { TYPE } from '../dns/types.ts';
import type { PublishedAddress } from '../rules/conf/context.ts';
import { absolute, wordPlace } from '../rules/zone/places.ts';
import { isInvalid, rdataWord } from '../zone/record.ts';
import type { Zone } from './zone.ts';

/** Those of the primary zones among `zones`. */
export function publishedAddresses(zones: Iterable<Zone>): PublishedAddress[] {
  const published: PublishedAddress[] = [];
  for (const { options, model } of zones) {
    if (options.settings.type !== 'primary') continue;
    const isInside = options.settings.view?.clients === 'some';
    for (const server of model.rrset(model.apex, TYPE.NS)) {
      if (server.target < 0) continue;
      for (const record of model.owned(server.target)) {
        if ((record.type !== TYPE.A && record.type !== TYPE.AAAA) || isInvalid(record)) continue;
        const octets = record.type === TYPE.A ? parseIpv4(rdataWord(record, 0)) : parseIpv6(rdataWord(record, 0));
        if (!octets) continue;
        published.push({
          zone: model.names.text(model.apex),
          host: model.names.text(server.target),
          address: record.type === TYPE.A ? ipv4Text(octets) : ipv6Text(octets),
          family: record.type === TYPE.A ? 4 : 6,
          ...(isInside ? { isInside } : {}),
          ...absolute(wordPlace(record, 0)),
        });
      }
    }
  }
  return published;
}
