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
  /** Drops what was found in a zone of which every chunk came: it is found again when somebody asks. */
  drop(model: ZoneModel): void;
}

/** Of zones in which nothing was found. */
const NOTHING: readonly never[] = [];

/** So many chunks an edit moves at most; where it is more, all are put in order again. */
const FEW = 16;

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
    /** In the order of the files, but for those that came or went since. */
    entries: Entry[];
    came: Entry[];
    gone: Entry[];
    /** What was found in `entries`. */
    all: readonly Found<T>[];
    isInOrder: boolean;
    /** What they stand in; undefined where that is several documents, which may change places. */
    document: ZoneDocument | undefined;
    /** Each chunk has one finding: they have the places of the chunks. */
    isSingle: boolean;
  }
  const order = (a: Entry, b: Entry): number =>
    a.document.ordinal - b.document.ordinal || a.chunk.offset - b.chunk.offset;
  const zones = new WeakMap<ZoneModel, Kept>();
  const dropped = new WeakSet<ZoneModel>();
  const keptOf = (model: ZoneModel): Kept => {
    let kept = zones.get(model);
    if (!kept) {
      kept = {
        byChunk: new Map(),
        entries: [],
        came: [],
        gone: [],
        all: [],
        isInOrder: true,
        document: undefined,
        isSingle: true,
      };
      zones.set(model, kept);
    }
    return kept;
  };
  const leave = (kept: Kept, entry: Entry): void => {
    entry.isGone = true;
    kept.gone.push(entry);
    kept.isInOrder = false;
  };
  /** Takes in what an edit brought to one document, without a look at each chunk. */
  const moveFew = (kept: Kept): void => {
    const { entries } = kept;
    const all = kept.all.slice();
    for (const entry of kept.gone) {
      const at = entries.indexOf(entry);
      if (at < 0) continue;
      entries.splice(at, 1);
      all.splice(at, 1);
    }
    for (const entry of kept.came) {
      if (entry.isGone) continue;
      let [low, high] = [0, entries.length];
      while (low < high) {
        const middle = (low + high) >> 1;
        if (entries[middle].chunk.offset < entry.chunk.offset) low = middle + 1;
        else high = middle;
      }
      entries.splice(low, 0, entry);
      all.splice(low, 0, entry.found[0]);
    }
    kept.all = all;
  };
  const add = (model: ZoneModel, document: ZoneDocument, chunk: ParsedChunk): void => {
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
    if (before) leave(kept, before);
    if (kept.byChunk.size === 0 && kept.entries.length === 0) kept.document = document;
    else if (kept.document !== document) kept.document = undefined;
    if (found.length > 1) kept.isSingle = false;
    kept.byChunk.set(chunk, entry);
    kept.came.push(entry);
    kept.isInOrder = false;
  };
  return {
    of({ model, documents }) {
      if (dropped.delete(model)) {
        for (const document of documents)
          for (const chunk of document.chunks) if (chunk.base >= 0) add(model, document, chunk);
      }
      const kept = zones.get(model);
      if (!kept) return NOTHING;
      if (kept.isInOrder) return kept.all;
      if (kept.document && kept.isSingle && kept.came.length + kept.gone.length <= FEW) moveFew(kept);
      else {
        kept.entries = inOrder(kept.entries, kept.came, order);
        kept.all = kept.entries.flatMap(({ found }) => found);
      }
      kept.came = [];
      kept.gone = [];
      kept.isInOrder = true;
      return kept.all;
    },
    add(model, document, chunk) {
      if (!dropped.has(model)) add(model, document, chunk);
    },
    remove(model, chunk) {
      const kept = zones.get(model);
      const entry = kept?.byChunk.get(chunk);
      if (!kept || !entry) return;
      leave(kept, entry);
      kept.byChunk.delete(chunk);
    },
    clear(model) {
      zones.delete(model);
      dropped.delete(model);
    },
    drop(model) {
      if (zones.delete(model)) dropped.add(model);
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
