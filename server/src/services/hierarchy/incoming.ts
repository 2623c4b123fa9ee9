/** Who loads a file, who delegates to a zone and loads it, who points to a name. */
import { SymbolKind } from 'vscode-languageserver-types';
import { type NameId, NO_NAME } from '../../dns/names.ts';
import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import type { Steps } from '../../steps.ts';
import { baseName } from '../../workspace/paths.ts';
import type { Zone } from '../../workspace/zone.ts';
import { type FileMention, mentionsOf } from '../files/mentions.ts';
import { recordPlace } from '../shared/places.ts';
import { inFile, placesOf } from '../zone/names.ts';
import { Calls } from './calls.ts';
import {
  fileItem,
  type HierarchyKey,
  type HierarchySurroundings,
  nameItemAt,
  rangeOf,
  zoneItem,
  zoneOfKey,
} from './items.ts';

/** The calls to what a key says. */
export function* incomingCalls(key: HierarchyKey, around: HierarchySurroundings): Steps<Calls> {
  const calls = new Calls();
  if (key.kind === 'file') yield* addLoaders(calls, key.uri, around, () => true);
  else if (key.kind === 'name') yield* addPointers(calls, around.names.fromText(key.name), around);
  else {
    const zone = zoneOfKey(key, around);
    if (!zone) return calls;
    yield* addDelegations(calls, zone, around);
    yield* addLoaders(calls, key.uri, around, (mention) => isOf(mention, zone));
    yield* addPointers(calls, zone.model.apex, around);
  }
  return calls;
}

/** Whether a statement loads a file as this zone, and not as another one of the same file. */
function isOf({ zone }: FileMention, { options }: Zone): boolean {
  return (
    zone !== undefined && (zone.view?.name ?? '') === options.view && options.names.fromText(zone.name) === options.apex
  );
}

function* addLoaders(
  calls: Calls,
  uri: string,
  around: HierarchySurroundings,
  isMeant: (mention: FileMention) => boolean,
): Steps<void> {
  for (const mention of yield* mentionsOf(around, (target) => target === uri)) {
    if (!isMeant(mention)) continue;
    const range = rangeOf(mention, around);
    const { zone } = mention;
    const name = zone ? zone.name : '';
    calls.add(`${mention.uri} ${name} ${zone?.view?.name ?? ''}`, range, () => {
      const file = fileItem(mention.uri, range);
      if (!zone) return file;
      const by = baseName(mention.uri);
      const detail = zone.view ? t`${by}, view ${zone.view.name}` : by;
      return { ...file, name, detail, kind: SymbolKind.Namespace };
    });
  }
}

/** The zones above with NS records for the zone. */
function* addDelegations(calls: Calls, zone: Zone, around: HierarchySurroundings): Steps<void> {
  const { apex, names } = zone.model;
  let count = 0;
  for (const parent of around.zones) {
    if (++count % 256 === 0) yield;
    const above = parent.model.apex;
    if (above === apex || !names.isWithin(apex, above)) continue;
    for (const { ref } of parent.model.rrset(apex, TYPE.NS)) {
      const place = recordPlace(parent, ref);
      const key = `delegation ${place.uri} ${parent.options.view}`;
      calls.add(key, rangeOf(place, around), () => zoneItem(parent, around, place));
    }
  }
}

/** The owners of records with the name in their data. */
function* addPointers(calls: Calls, name: NameId, around: HierarchySurroundings): Steps<void> {
  if (name === NO_NAME) return;
  const seen = new Set<string>();
  for (const zone of around.zones) {
    for (const document of zone.documents) {
      for (const place of placesOf(name, document, zone.options.names)) {
        if (!place) {
          yield;
          continue;
        }
        // A delegation to the zone is told as that.
        if (place.use !== 'rdata') continue;
        const at = inFile(place);
        // Several zones may read one file; a name that is the owner of what is read twice is told once.
        const owner = place.chunk.owners[place.entry];
        const once = `${at.uri} ${at.start} ${owner}`;
        if (seen.has(once) || owner < 0) continue;
        seen.add(once);
        calls.add(`name ${owner} ${at.uri}`, rangeOf(at, around), () => nameItemAt(owner, around, at));
      }
    }
  }
}
