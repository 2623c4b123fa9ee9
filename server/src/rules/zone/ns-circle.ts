import { type NameId, NO_NAME, ROOT } from '../../dns/names.ts';
import { TYPE } from '../../dns/types.ts';
import { listed, t } from '../../l10n.ts';
import type { ZoneModel } from '../../zone/model.ts';
import type { ZoneContext } from './context.ts';
import { targetPlace } from './places.ts';
import { serverRecords } from './support/delegation.ts';
import type { ZoneRule } from './zoneRule.ts';

/** Zones that are looked at for one circle: real ones have two or three. */
const MOST_ZONES = 50;

export const nsCircle: ZoneRule = {
  id: 'zone/ns-circle',
  title: 'Name servers that need one another to be found',
  severity: 'warning',
  since: '0.1.0',
  fix: 'none',
  types: [TYPE.NS],
  onlyApex: true,
  skipUnless: { zone: ({ hasNeighbours }) => hasNeighbours !== false },
  docs: {
    finds:
      'Zones of the workspace whose name servers all lie in one another: those of the first in the second, and those of the second in the first. It is information where they lie below one zone, which can have addresses of all of them as glue. Told in one of the zones.',
    why: 'To resolve a name of the one a resolver needs the address of a server in the other, and for that an address in the one. Without glue it never begins, and glue is kept only for servers below the delegated zone.',
    bad: '$TTL 3600\n@ SOA ns1.example.org. hostmaster.example.org. 1 3600 900 1209600 300\n@ NS ns1.example.org.\nns1 A 192.0.2.53\nns1 AAAA 2001:db8::53\n; and the only name server of example.org is ns1.example.com\n',
    good: '$TTL 3600\n@ SOA ns1.example.org. hostmaster.example.org. 1 3600 900 1209600 300\n@ NS ns1.example.org.\n@ NS ns1\nns1 A 192.0.2.53\nns1 AAAA 2001:db8::53\n',
    sources: [
      'RFC 9471 section 2.3, glue for cyclic sibling domain name servers',
      'RFC 1912 section 2.8',
      'V. Pappas et al., Impact of Configuration Errors on DNS Robustness: cyclic zone dependency',
    ],
  },
  checkOwner(owner, records, context, report) {
    const { names } = context;
    const own = serverRecords(records);
    const first = homesOf(owner, [...own.keys()], context);
    if (!first) return;
    const zones = new Map<ZoneModel, readonly ZoneModel[]>([[context.model, first]]);
    // The map grows while it is walked.
    for (const homes of zones.values()) {
      for (const zone of homes) {
        if (zones.has(zone)) continue;
        const servers = [...serverRecords(zone.rrset(zone.apex, TYPE.NS)).keys()];
        const next = homesOf(zone.apex, servers, context, zone);
        // One that can be found lets the others be found.
        if (!next || zones.size > MOST_ZONES) return;
        zones.set(zone, next);
      }
    }
    const circle = [...zones.keys()].filter((zone) => reaches(zone, context.model, zones));
    if (!circle.includes(context.model)) return;
    const texts = circle.map(({ apex }) => names.text(apex)).sort();
    if (texts[0] !== names.text(owner)) return;
    const [record] = own.values();
    const others = circle.filter((zone) => zone !== context.model);
    const isBelowOne = others.every(({ apex }) => names.parent(apex) === names.parent(owner));
    const message = t`All name servers of ${listed(texts)} lie in these zones themselves, each in another one, so to find one a resolver needs another first. Give one of the zones a name server of its own name, with glue, or one that lies elsewhere.`;
    const related = others.flatMap((zone) =>
      [...serverRecords(zone.rrset(zone.apex, TYPE.NS)).values()].slice(0, 1).map((each) => ({
        place: targetPlace(each),
        message: t`The name servers of ${names.text(zone.apex)}`,
      })),
    );
    report(targetPlace(record), message, {
      severity: isBelowOne && names.parent(owner) !== ROOT ? 'information' : 'warning',
      related,
    });
  },
};

/**
 * The zones of the workspace that hold the name servers of a zone, all of which are others; undefined where a server can be found without them: it lies
 * in the zone itself, in a zone that is not here, or the zone that delegates has its address.
 */
function homesOf(
  apex: NameId,
  servers: readonly NameId[],
  context: ZoneContext,
  zone: ZoneModel = context.model,
): readonly ZoneModel[] | undefined {
  const { names } = context;
  if (servers.length === 0 || apex <= ROOT) return undefined;
  const above = zoneAt(names.parent(apex), context);
  const homes = new Set<ZoneModel>();
  for (const server of servers) {
    if (names.isWithin(server, apex)) return undefined;
    const home = zoneAt(server, context);
    if (!home || home === zone) return undefined;
    if (above && above !== home && (above.has(server, TYPE.A) || above.has(server, TYPE.AAAA))) return undefined;
    // The zone above is found by itself, or not at all.
    if (home === above) return undefined;
    homes.add(home);
  }
  return [...homes];
}

function zoneAt(name: NameId, context: ZoneContext): ZoneModel | undefined {
  const found = context.neighbour?.(name)?.model ?? (context.model.isInZone(name) ? context.model : undefined);
  // What it delegates on is for a zone to say that is not here.
  return found?.cutAbove(name) === NO_NAME ? found : undefined;
}

/** True where following the homes of servers leads from a zone to another one. */
function reaches(from: ZoneModel, to: ZoneModel, zones: ReadonlyMap<ZoneModel, readonly ZoneModel[]>): boolean {
  const seen = new Set<ZoneModel>();
  const open = [...(zones.get(from) ?? [])];
  for (let zone = open.pop(); zone; zone = open.pop()) {
    if (zone === to) return true;
    if (seen.has(zone)) continue;
    seen.add(zone);
    open.push(...(zones.get(zone) ?? []));
  }
  return false;
}
