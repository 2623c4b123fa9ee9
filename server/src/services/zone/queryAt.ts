/** What to ask a server for the record at the cursor. */
import { CLASS, classText } from '../../dns/classes.ts';
import type { NameId } from '../../dns/names.ts';
import { TYPE, typeText } from '../../dns/types.ts';
import type { Zone } from '../../workspace/zone.ts';
import { EntryKind } from '../../zone/chunk.ts';
import type { ZoneDocument } from '../../zone/document.ts';
import { recordAt, type ZoneRecord } from '../../zone/model.ts';
import type { NameServerAt, QueryAt } from '../service.ts';
import type { ZoneLookup } from '../shared/lookup.ts';
import { cursorAt, entryAt } from './cursor.ts';
import { serversOf, zoneServers } from './servers.ts';

/** The name and type of the record at `offset`, else those of the zone's SOA; undefined where the zone's name is not known. */
export function zoneQueryAt(
  zone: Zone,
  document: ZoneDocument,
  offset: number,
  lookup: ZoneLookup,
): QueryAt | undefined {
  const { names, apex, originKnown } = zone.model;
  if (!originKnown) return undefined;
  const made = generatedAt(document, offset);
  const record = made?.first ?? cursorAt(zone, document, offset)?.record;
  const nameServer = record && nameServerAt(zone, record, lookup);
  return {
    name: names.text(record && record.owner >= 0 ? record.owner : apex),
    type: record ? typeText(record.type) : 'SOA',
    ...(record && record.class > CLASS.IN && { class: classText(record.class) }),
    zone: names.text(apex),
    servers: zoneServers(zone, lookup),
    ...(made && { ofGenerated: made.count }),
    ...(nameServer && { nameServer }),
  };
}

/** The first of the records that the `$GENERATE` at an offset makes, and how many it makes. */
function generatedAt(
  document: ZoneDocument,
  offset: number,
): { readonly first: ZoneRecord; readonly count: number } | undefined {
  const place = entryAt(document, offset);
  if (place?.chunk.kinds[place.entry] !== EntryKind.Generate) return undefined;
  const parts = place.chunk.generated.filter(({ entry }) => entry === place.entry).map(({ parsed }) => parsed);
  const [parsed] = parts;
  if (!parsed || parsed.count === 0) return undefined;
  return { first: recordAt(document, parsed, 0), count: parts.reduce((sum, { count }) => sum + count, 0) };
}

/** The name server of an NS record: who above it and who of it says where it is. */
function nameServerAt(zone: Zone, { type, owner, target }: ZoneRecord, lookup: ZoneLookup): NameServerAt | undefined {
  if (type !== TYPE.NS || target < 0) return undefined;
  const { names, apex } = zone.model;
  const isCut = owner !== apex;
  const above = isCut ? zone : parentOf(zone, apex, lookup);
  return {
    name: names.text(target),
    // Where the parent is not here, those that know it are not known either.
    ...(above && { parent: names.text(above.model.apex), parentServers: zoneServers(above, lookup) }),
    child: names.text(owner),
    childServers: isCut ? serversOf(zone, owner, lookup) : zoneServers(zone, lookup),
  };
}

function parentOf(zone: Zone, apex: NameId, lookup: ZoneLookup): Zone | undefined {
  const above = zone.model.names.parent(apex);
  return above < 0 ? undefined : lookup.zoneHolding(above, zone);
}
