/** References to a name: every owner and every RDATA of the workspace that says it, however it is spelled, and the zone statement. */

import type { Location } from 'vscode-languageserver-types';
import { type NameId, NO_NAME } from '../../dns/names.ts';
import type { Steps } from '../../steps.ts';
import type { Zone } from '../../workspace/zone.ts';
import type { ZoneDocument } from '../../zone/document.ts';
import type { Bounded } from '../shared/bounded.ts';
import type { FilePlace } from '../shared/places.ts';
import { toRange } from '../shared/ranges.ts';
import { cursorAt } from './cursor.ts';
import { inFile, nameAt, placesOf, type Surroundings, zoneStatement } from './names.ts';

/** References that are listed. In a signed zone every signature names the apex. */
const REFERENCES = 10_000;

/**
 * The places of the workspace at which the name at `offset` stands. Without `declarations` the owners and the zone statement are left out.
 * The records that a `$GENERATE` makes are its own line.
 */
export function* zoneReferences(
  zone: Zone,
  document: ZoneDocument,
  offset: number,
  declarations: boolean,
  around: Surroundings,
): Steps<Bounded<Location>> {
  const cursor = cursorAt(zone, document, offset);
  const name = cursor ? nameAt(cursor, zone.options.names) : NO_NAME;
  return name === NO_NAME ? { items: [], left: 0 } : yield* referencesTo(name, declarations, around);
}

/** The places of the workspace at which a name stands. */
function* referencesTo(name: NameId, declarations: boolean, around: Surroundings): Steps<Bounded<Location>> {
  const items: Location[] = [];
  const seen = new Set<string>();
  const add = (place: FilePlace | undefined): void => {
    const buffer = place && around.bufferOf(place.uri);
    if (!place || !buffer) return;
    // A file that several zones load, or that is included twice, has each place once.
    const key = `${place.uri} ${place.start}`;
    if (seen.has(key)) return;
    seen.add(key);
    if (items.length < REFERENCES) items.push({ uri: place.uri, range: toRange(buffer, place.start, place.end) });
  };
  for (const zone of around.zones) {
    if (declarations && zone.model.originKnown && zone.model.apex === name) add(zoneStatement(zone));
    for (const document of zone.documents) {
      for (const place of placesOf(name, document, zone.options.names)) {
        if (!place) yield;
        else if (declarations || place.use !== 'owner') add(inFile(place));
      }
    }
  }
  return { items, left: seen.size - items.length };
}
