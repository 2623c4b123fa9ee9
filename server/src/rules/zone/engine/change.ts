/** What an update of a zone's documents changed, and which names that concerns. */
import type { NameId } from '../../../dns/names.ts';
import type { ParsedChunk } from '../../../zone/chunk.ts';
import type { ZoneDocument } from '../../../zone/document.ts';

/** What an update of the zone's documents took out of and put into the model. */
export interface ZoneChange {
  readonly removed: readonly ParsedChunk[];
  readonly added: readonly { readonly document: ZoneDocument; readonly chunk: ParsedChunk }[];
}

/** A change of more chunks than this is a check of everything. */
const MANY_CHUNKS = 64;

/** True where a change is better checked by checking everything anew. */
export function isLarge({ removed, added }: ZoneChange): boolean {
  return removed.length + added.length > MANY_CHUNKS;
}

/** Adds the owners of a chunk's records, those made by `$GENERATE` included. */
export function collectOwners(chunk: ParsedChunk, into: Set<NameId>): void {
  for (let entry = 0; entry < chunk.count; entry++) if (chunk.owners[entry] >= 0) into.add(chunk.owners[entry]);
  for (const { parsed } of chunk.generated) collectOwners(parsed, into);
}

/** The owners whose records are not the same before and after: what points to them has to be looked at again. */
export function changedNames(change: ZoneChange): Set<NameId> {
  const before = new Map<NameId, string>();
  const after = new Map<NameId, string>();
  for (const chunk of change.removed) collectContent(chunk, before);
  for (const { chunk } of change.added) collectContent(chunk, after);
  const changed = new Set<NameId>();
  for (const [name, content] of before) if (after.get(name) !== content) changed.add(name);
  for (const name of after.keys()) if (!before.has(name)) changed.add(name);
  return changed;
}

function collectContent(chunk: ParsedChunk, into: Map<NameId, string>): void {
  for (let entry = 0; entry < chunk.count; entry++) {
    const owner = chunk.owners[entry];
    if (owner < 0) continue;
    const content = `${chunk.types[entry]} ${chunk.ttls[entry]} ${chunk.text.slice(chunk.typeEnds[entry], chunk.ends[entry])}\n`;
    into.set(owner, (into.get(owner) ?? '') + content);
  }
  for (const { parsed } of chunk.generated) collectContent(parsed, into);
}
