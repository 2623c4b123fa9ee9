/** What to ask a server for the record at the cursor. */
import { CLASS, classText } from '../../dns/classes.ts';
import { typeText } from '../../dns/types.ts';
import type { Zone } from '../../workspace/zone.ts';
import type { ZoneDocument } from '../../zone/document.ts';
import type { QueryAt } from '../service.ts';
import type { ZoneLookup } from '../shared/lookup.ts';
import { cursorAt } from './cursor.ts';
import { zoneServers } from './servers.ts';

/** The name and type of the record at `offset`, else those of the zone's SOA; undefined where the zone's name is not known. */
export function zoneQueryAt(
  zone: Zone,
  document: ZoneDocument,
  offset: number,
  lookup: ZoneLookup,
): QueryAt | undefined {
  const { names, apex, originKnown } = zone.model;
  if (!originKnown) return undefined;
  const record = cursorAt(zone, document, offset)?.record;
  return {
    name: names.text(record && record.owner >= 0 ? record.owner : apex),
    type: record ? typeText(record.type) : 'SOA',
    ...(record && record.class > CLASS.IN && { class: classText(record.class) }),
    zone: names.text(apex),
    servers: zoneServers(zone, lookup),
  };
}
