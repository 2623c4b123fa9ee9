/** What an update of a zone's documents changed, and which names that concerns. */
import type { NameId } from '../../../dns/names.ts';
import { TYPE } from '../../../dns/types.ts';
import { EntryKind, type ParsedChunk } from '../../../zone/chunk.ts';
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

/** The names that have a zone cut (not the apex) or a DNAME now and had none, or had one. */
export function changedCuts({ removed, added }: ZoneChange, apex: NameId): Set<NameId> {
  const before = cutsIn(removed, apex);
  const after = cutsIn(
    added.map(({ chunk }) => chunk),
    apex,
  );
  const changed = new Set<NameId>();
  for (const [type, owners] of before) for (const owner of owners) if (!after.get(type)?.has(owner)) changed.add(owner);
  for (const [type, owners] of after) for (const owner of owners) if (!before.get(type)?.has(owner)) changed.add(owner);
  return changed;
}

/** The owners of NS and of DNAME records, by type. */
function cutsIn(chunks: readonly ParsedChunk[], apex: NameId): Map<number, Set<NameId>> {
  const cuts = new Map([TYPE.NS, TYPE.DNAME].map((type) => [type, new Set<NameId>()]));
  for (const chunk of chunks) collectCuts(chunk, apex, cuts);
  return cuts;
}

function collectCuts(chunk: ParsedChunk, apex: NameId, into: ReadonlyMap<number, Set<NameId>>): void {
  for (let entry = 0; entry < chunk.count; entry++) {
    const type = chunk.types[entry];
    if (chunk.kinds[entry] !== EntryKind.Record || (type === TYPE.NS && chunk.owners[entry] === apex)) continue;
    if (chunk.owners[entry] >= 0) into.get(type)?.add(chunk.owners[entry]);
  }
  for (const { parsed } of chunk.generated) collectCuts(parsed, apex, into);
}

/** The owners whose records are not the same before and after: what points to them has to be looked at again. */
export function changedNames(change: ZoneChange): Set<NameId> {
  const before = new Map<NameId, string>();
  const after = new Map<NameId, string>();
  const same = sameEntries(change);
  for (const chunk of change.removed) collectContent(chunk, before, same);
  for (const { chunk } of change.added) collectContent(chunk, after, same);
  const changed = new Set<NameId>();
  for (const [name, content] of before) if (after.get(name) !== content) changed.add(name);
  for (const name of after.keys()) if (!before.has(name)) changed.add(name);
  return changed;
}

/** Entries at the beginning and the end of a chunk. */
interface Ends {
  readonly head: number;
  readonly tail: number;
}

const NO_ENDS: Ends = { head: 0, tail: 0 };

/** What one chunk and the one in its place have in common at their ends: most of it, where a line was typed in. */
function sameEntries({ removed: [before, ...more], added: [after, ...others] }: ZoneChange): Ends {
  if (!before || !after || more.length + others.length > 0) return NO_ENDS;
  const most = Math.min(before.count, after.chunk.count);
  let head = 0;
  while (head < most && isSameEntry(before, head, after.chunk, head)) head++;
  let tail = 0;
  while (tail < most - head && isSameEntry(before, before.count - 1 - tail, after.chunk, after.chunk.count - 1 - tail))
    tail++;
  return { head, tail };
}

function isSameEntry(a: ParsedChunk, i: number, b: ParsedChunk, j: number): boolean {
  return (
    a.owners[i] === b.owners[j] &&
    a.types[i] === b.types[j] &&
    a.ttls[i] === b.ttls[j] &&
    a.origins[i] === b.origins[j] &&
    a.text.slice(a.typeEnds[i], a.ends[i]) === b.text.slice(b.typeEnds[j], b.ends[j])
  );
}

function collectContent(chunk: ParsedChunk, into: Map<NameId, string>, { head, tail }: Ends): void {
  for (let entry = head; entry < chunk.count - tail; entry++) {
    const owner = chunk.owners[entry];
    if (owner < 0) continue;
    const content = `${chunk.types[entry]} ${chunk.ttls[entry]} ${chunk.origins[entry]} ${chunk.text.slice(chunk.typeEnds[entry], chunk.ends[entry])}\n`;
    into.set(owner, (into.get(owner) ?? '') + content);
  }
  for (const { parsed } of chunk.generated) collectContent(parsed, into, NO_ENDS);
}
