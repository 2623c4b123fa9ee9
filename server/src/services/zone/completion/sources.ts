/**
 * Where names and addresses for completion come from. A zone may have a million owners and a list is made at every key press, so that
 * no list walks all of them: the records around the cursor are looked at first, then those at the top of the file, then outwards
 * from the cursor, then the other files, up to a number of entries. What lies beyond is found once the cursor is nearer, and the
 * answer says that it is not complete.
 */

import { parseAddress } from '../../../dns/addresses.ts';
import type { NameId } from '../../../dns/names.ts';
import { TYPE } from '../../../dns/types.ts';
import type { Zone } from '../../../workspace/zone.ts';
import { EntryFlag, EntryKind, type ParsedChunk, wordText } from '../../../zone/chunk.ts';
import type { ZoneDocument } from '../../../zone/document.ts';
import type { ZoneLookup } from '../../shared/lookup.ts';

/** Chunks at the top of a file, where its servers usually are. */
const TOP_CHUNKS = 2;
/** Zones of the workspace that are looked at beside the one that is edited. */
const OTHER_ZONES = 500;

/** What completion asks of the workspace. */
export interface CompletionLookup extends ZoneLookup {
  /** URIs of the workspace's files, for `$INCLUDE`. */
  files(): readonly string[];
}

/** How many entries one request may still look at. */
export class Budget {
  #left: number;

  constructor(entries: number) {
    this.#left = entries;
  }

  get spent(): boolean {
    return this.#left <= 0;
  }

  /** Takes one; false where none is left. */
  take(): boolean {
    return this.#left-- > 0;
  }
}

/** Calls `visit` for the records of a zone, nearest first, until it says `false` or the budget is spent. */
export function visitRecords(
  zone: Zone,
  near: { readonly document: ZoneDocument; readonly offset: number } | undefined,
  budget: Budget,
  visit: (chunk: ParsedChunk, entry: number) => boolean | undefined,
): void {
  const own = near?.document ?? zone.root;
  const documents = [own, ...zone.documents.filter((document) => document !== own)];
  for (const document of documents) {
    const around = document === near?.document ? document.buffer.chunkAt(near.offset) : 0;
    for (const chunk of chunksAround(document.chunks, around)) {
      for (let entry = 0; entry < chunk.count; entry++) {
        if (!budget.take()) return;
        if (chunk.kinds[entry] === EntryKind.Record && visit(chunk, entry) === false) return;
      }
    }
  }
}

function* chunksAround(chunks: readonly ParsedChunk[], index: number): Iterable<ParsedChunk> {
  const middle = Math.min(index, chunks.length - 1);
  if (middle < 0) return;
  yield chunks[middle];
  const top = Math.min(TOP_CHUNKS, chunks.length);
  for (let i = 0; i < top; i++) if (i !== middle) yield chunks[i];
  for (let step = 1; step < chunks.length; step++) {
    if (middle - step >= top) yield chunks[middle - step];
    if (middle + step >= top && middle + step < chunks.length) yield chunks[middle + step];
  }
}

/** The zones beside `zone`, without those that a server of another view has for the same names, and without reverse zones. */
export function otherZones(zone: Zone, lookup: CompletionLookup): Zone[] {
  const reverse = new Set(lookup.reverseZones());
  const found: Zone[] = [];
  for (const other of lookup.zones()) {
    if (found.length >= OTHER_ZONES) break;
    const isSame = other === zone || other.model.apex === zone.model.apex;
    const isOfView = other.options.view === '' || zone.options.view === '' || other.options.view === zone.options.view;
    if (!isSame && isOfView && other.model.originKnown && !reverse.has(other)) found.push(other);
  }
  return found;
}

/** A host with one of its addresses. */
export interface HostAddress {
  readonly host: NameId;
  readonly octets: Uint8Array;
}

/** The addresses in the forward zones of the workspace. */
export function hostAddresses(zone: Zone, lookup: CompletionLookup, budget: Budget): HostAddress[] {
  const found: HostAddress[] = [];
  const { names } = zone.model;
  for (const other of otherZones(zone, lookup)) {
    visitRecords(other, undefined, budget, (chunk, entry) => {
      const type = chunk.types[entry];
      const host = chunk.owners[entry];
      if ((type !== TYPE.A && type !== TYPE.AAAA) || host < 0 || (chunk.flags[entry] & EntryFlag.Invalid) !== 0) return;
      const octets = parseAddress(wordText(chunk, entry, 0));
      if (octets && names.labelText(host) !== '*') found.push({ host, octets });
    });
    if (budget.spent) break;
  }
  return found;
}
