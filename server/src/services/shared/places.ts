/** Places in the workspace's files that a user is led to. */
import type { Location } from 'vscode-languageserver-types';
import { TYPE } from '../../dns/types.ts';
import type { Zone } from '../../workspace/zone.ts';
import type { RecordRef } from '../../zone/chunk.ts';
import { type BufferOf, type OffsetRange, toRange } from './ranges.ts';

export interface FilePlace extends OffsetRange {
  readonly uri: string;
}

/** Places as LSP's locations; those in files that are not at hand are left out. */
export function locationsOf(places: readonly FilePlace[], around: { readonly bufferOf: BufferOf }): Location[] {
  const found: Location[] = [];
  for (const { uri, start, end } of places) {
    const buffer = around.bufferOf(uri);
    if (buffer) found.push({ uri, range: toRange(buffer, start, end) });
  }
  return found;
}

/**
 * The place of a record that a user is led to: the owner where it is written, else its type; the directive for a record that a `$GENERATE` makes.
 */
export function recordPlace(zone: Zone, ref: RecordRef): FilePlace {
  const { model } = zone;
  const maker = model.generatedBy(ref);
  const { document, chunk, entry } = model.record(maker ?? ref);
  const uri = document.uri;
  if (maker !== undefined) {
    return { uri, start: chunk.offset + chunk.starts[entry], end: chunk.offset + chunk.ends[entry] };
  }
  const owned = chunk.ownerStarts[entry] >= 0;
  const start = owned ? chunk.ownerStarts[entry] : chunk.typeStarts[entry];
  const end = owned ? chunk.ownerEnds[entry] : chunk.typeEnds[entry];
  return { uri, start: chunk.offset + start, end: chunk.offset + end };
}

/** Where a zone itself is shown: its SOA's owner, the start of its file where it has none. */
export function zonePlace(zone: Zone): FilePlace {
  const { model } = zone;
  const ref = model.first(model.apex, TYPE.SOA);
  return ref >= 0 ? recordPlace(zone, ref) : { uri: zone.options.uri, start: 0, end: 0 };
}
