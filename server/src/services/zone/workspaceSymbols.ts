/** Workspace symbols: zones, and the owners in them, by how they begin. */

import { type SymbolInformation, SymbolKind } from 'vscode-languageserver-types';
import type { NameId, NameTable } from '../../dns/names.ts';
import { t } from '../../l10n.ts';
import type { Steps } from '../../steps.ts';
import type { Zone } from '../../workspace/zone.ts';
import type { Bounded } from '../shared/bounded.ts';
import { type FilePlace, recordPlace, zonePlace } from '../shared/places.ts';
import { toRange } from '../shared/ranges.ts';
import type { Surroundings } from './names.ts';

/** Symbols of one query. */
const WORKSPACE_SYMBOLS = 500;
/** Owners that are looked at in one step. */
const STEP_OWNERS = 1024;

/** The zones and owners whose names begin with `query`, in any case; zones first. Without a query only the zones. */
export function* zoneWorkspaceSymbols(query: string, around: Surroundings): Steps<Bounded<SymbolInformation>> {
  const wanted = query.trim().toLowerCase();
  const items: SymbolInformation[] = [];
  let left = 0;
  const seen = new Set<string>();
  const add = (name: NameId, zone: Zone, kind: SymbolKind, place: FilePlace): void => {
    const key = `${name} ${place.uri} ${place.start}`;
    const buffer = around.bufferOf(place.uri);
    if (seen.has(key) || !buffer) return;
    seen.add(key);
    if (items.length >= WORKSPACE_SYMBOLS) left++;
    else {
      const { names, apex, view } = zone.options;
      const zoneText = zone.model.originKnown ? names.text(apex) : '';
      items.push({
        name: names.text(name),
        kind,
        location: { uri: place.uri, range: toRange(buffer, place.start, place.end) },
        containerName: view === '' ? zoneText : t`${zoneText}, view ${view}`,
      });
    }
  };
  const { zones } = around;
  for (const zone of zones) {
    const { names, apex } = zone.options;
    if (!zone.model.originKnown || !names.text(apex).startsWith(wanted)) continue;
    add(apex, zone, SymbolKind.Namespace, zonePlace(zone));
  }
  if (wanted === '') return { items, left };
  for (const zone of zones) {
    const { names, apex } = zone.options;
    let looked = 0;
    for (const owner of zone.model.owners()) {
      if (++looked % STEP_OWNERS === 0) yield;
      if (owner === apex || !beginsWith(owner, wanted, names)) continue;
      if (items.length >= WORKSPACE_SYMBOLS) left++;
      else add(owner, zone, SymbolKind.Class, recordPlace(zone, zone.model.owned(owner)[0].ref));
    }
  }
  return { items, left };
}

/** Whether a name's text begins with `wanted`. The first character is compared before a text is made. */
function beginsWith(name: NameId, wanted: string, names: NameTable): boolean {
  const first = wanted.charCodeAt(0);
  const label = names.label(name);
  // What is escaped in the text begins with a backslash.
  if (label[0] !== first && first !== 0x5c) return false;
  return names.text(name).startsWith(wanted);
}
