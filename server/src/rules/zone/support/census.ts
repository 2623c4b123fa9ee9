/** What rules about the zone as a whole keep of each chunk, so that an edit costs one chunk's work and not the file's. */
import type { NameTable } from '../../../dns/names.ts';
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
  interface Kept {
    readonly byChunk: Map<ParsedChunk, readonly Found<T>[]>;
    inOrder: readonly Found<T>[] | undefined;
  }
  const zones = new WeakMap<ZoneModel, Kept>();
  const keptOf = (model: ZoneModel): Kept => {
    let kept = zones.get(model);
    if (!kept) {
      kept = { byChunk: new Map(), inOrder: undefined };
      zones.set(model, kept);
    }
    return kept;
  };
  return {
    of({ model }) {
      const kept = keptOf(model);
      kept.inOrder ??= [...kept.byChunk]
        .sort(([a, [first]], [b, [second]]) => first.document.ordinal - second.document.ordinal || a.offset - b.offset)
        .flatMap(([, found]) => found);
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
      kept.byChunk.set(chunk, found);
      kept.inOrder = undefined;
    },
    remove(model, chunk) {
      const kept = keptOf(model);
      if (kept.byChunk.delete(chunk)) kept.inOrder = undefined;
    },
    clear(model) {
      zones.delete(model);
    },
  };
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
