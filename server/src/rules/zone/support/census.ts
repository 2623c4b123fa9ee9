/** What rules about the zone as a whole keep of each chunk, so that an edit costs one chunk's work and not the file's. */
import type { NameId, NameTable } from '../../../dns/names.ts';
import { EntryKind, mayHaveType, type ParsedChunk } from '../../../zone/chunk.ts';
import type { ZoneDocument } from '../../../zone/document.ts';
import { recordAt, type ZoneModel, type ZoneRecord } from '../../../zone/model.ts';
import type { ZoneContext } from '../context.ts';

/** Something found in a chunk, with where the chunk is now. */
export interface Found<T> {
  readonly document: ZoneDocument;
  readonly chunk: ParsedChunk;
  /** False for the records that a `$GENERATE` of the file makes. */
  readonly isWritten: boolean;
  readonly value: T;
}

/**
 * What was found in the chunks of zones. The engine says which chunks come and go, for the rules that name the census among theirs, and calls
 * it for each chunk once.
 */
export interface Census<T> {
  /** What was found, in the order of the files; chunks with nothing are not in it. The same list until a chunk comes or goes. */
  of(context: ZoneContext): readonly Found<T>[];
  add(model: ZoneModel, document: ZoneDocument, chunk: ParsedChunk): void;
  remove(model: ZoneModel, chunk: ParsedChunk): void;
  clear(model: ZoneModel): void;
}

/** A census of what `look` finds in a chunk, those made by `$GENERATE` included; undefined where that is nothing. It may depend on the chunk and its names alone. */
export function census<T>(
  look: (chunk: ParsedChunk, document: ZoneDocument, names: NameTable) => T | undefined,
): Census<T> {
  interface Entry {
    readonly chunk: ParsedChunk;
    readonly document: ZoneDocument;
    readonly found: readonly Found<T>[];
    isGone: boolean;
  }
  interface Kept {
    readonly byChunk: Map<ParsedChunk, Entry>;
    /** In the order of the files, but for those that came since. */
    entries: readonly Entry[];
    came: Entry[];
    inOrder: readonly Found<T>[] | undefined;
  }
  const order = (a: Entry, b: Entry): number =>
    a.document.ordinal - b.document.ordinal || a.chunk.offset - b.chunk.offset;
  const zones = new WeakMap<ZoneModel, Kept>();
  const keptOf = (model: ZoneModel): Kept => {
    let kept = zones.get(model);
    if (!kept) {
      kept = { byChunk: new Map(), entries: [], came: [], inOrder: undefined };
      zones.set(model, kept);
    }
    return kept;
  };
  return {
    of({ model }) {
      const kept = keptOf(model);
      if (kept.inOrder) return kept.inOrder;
      kept.entries = inOrder(kept.entries, kept.came, order);
      kept.came = [];
      const all: Found<T>[] = [];
      for (const { found } of kept.entries) for (const one of found) all.push(one);
      kept.inOrder = all;
      return kept.inOrder;
    },
    add(model, document, chunk) {
      const found: Found<T>[] = [];
      const lookAt = (at: ParsedChunk): void => {
        const value = look(at, document, model.names);
        if (value !== undefined) found.push({ document, chunk: at, isWritten: at === chunk, value });
      };
      lookAt(chunk);
      for (const { parsed } of chunk.generated) lookAt(parsed);
      if (found.length === 0) return;
      const kept = keptOf(model);
      const entry = { chunk, document, found, isGone: false };
      const before = kept.byChunk.get(chunk);
      if (before) before.isGone = true;
      kept.byChunk.set(chunk, entry);
      kept.came.push(entry);
      kept.inOrder = undefined;
    },
    remove(model, chunk) {
      const kept = keptOf(model);
      const entry = kept.byChunk.get(chunk);
      if (!entry) return;
      entry.isGone = true;
      kept.byChunk.delete(chunk);
      kept.inOrder = undefined;
    },
    clear(model) {
      zones.delete(model);
    },
  };
}

/** What is left of entries that were in order, and those that came: an edit brings one or two, so that all need not be sorted. */
function inOrder<E extends { readonly isGone: boolean }>(
  entries: readonly E[],
  came: readonly E[],
  order: (a: E, b: E) => number,
): E[] {
  const fresh = came.filter(({ isGone }) => !isGone).sort(order);
  const merged: E[] = [];
  let next = 0;
  for (const entry of entries) {
    if (entry.isGone) continue;
    while (next < fresh.length && order(fresh[next], entry) < 0) merged.push(fresh[next++]);
    merged.push(entry);
  }
  while (next < fresh.length) merged.push(fresh[next++]);
  // Files change places where an include does.
  const isSorted = merged.every((entry, i) => i === 0 || order(merged[i - 1], entry) <= 0);
  return isSorted ? merged : merged.sort(order);
}

/** The record of an entry, as the model gives it. */
export function recordOf(chunk: ParsedChunk, entry: number, document: ZoneDocument): ZoneRecord {
  return recordAt(document, chunk, entry);
}

/** The records of rare types, for rules that look at names to which a record does not point. */
export function recordsOf(types: readonly number[]): Census<readonly ZoneRecord[]> {
  return census((chunk, document) => {
    let found: ZoneRecord[] | undefined;
    if (!types.some((type) => mayHaveType(chunk, type))) return found;
    for (let entry = 0; entry < chunk.count; entry++) {
      if (chunk.kinds[entry] !== EntryKind.Record || !types.includes(chunk.types[entry])) continue;
      found ??= [];
      found.push(recordAt(document, chunk, entry));
    }
    return found;
  });
}

/** The owners of a chunk's records of some types: what stands beside them need not be looked up in the zone. */
export function ownersWith(chunk: ParsedChunk, types: readonly number[]): ReadonlySet<NameId> {
  const owners = new Set<NameId>();
  if (!types.some((type) => mayHaveType(chunk, type))) return owners;
  for (let entry = 0; entry < chunk.count; entry++) {
    if (chunk.kinds[entry] === EntryKind.Record && types.includes(chunk.types[entry])) owners.add(chunk.owners[entry]);
  }
  return owners;
}
