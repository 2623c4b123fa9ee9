/** What a rule about the zone as a whole keeps of each chunk, so that an edit costs one chunk's work and not the file's. */
import { EntryKind, mayHaveType, type ParsedChunk } from '../../../zone/chunk.ts';
import type { ZoneDocument } from '../../../zone/document.ts';
import { recordAt, type ZoneRecord } from '../../../zone/model.ts';
import type { ZoneContext } from '../context.ts';

/** Something found in a chunk, with where the chunk is now. */
export interface Found<T> {
  readonly document: ZoneDocument;
  readonly chunk: ParsedChunk;
  readonly value: T;
}

/**
 * A function over a zone that gives what `look` found in each of its chunks (those made by `$GENERATE` included). A chunk is looked at
 * once: it never changes, and belongs to one document. What `look` gives may depend on the two alone.
 */
export function perChunk<T>(
  look: (chunk: ParsedChunk, document: ZoneDocument) => T,
): (context: ZoneContext) => Found<T>[] {
  const known = new WeakMap<ParsedChunk, { readonly value: T }>();
  const lookAt = (chunk: ParsedChunk, document: ZoneDocument): T => {
    let held = known.get(chunk);
    if (!held) {
      held = { value: look(chunk, document) };
      known.set(chunk, held);
    }
    return held.value;
  };
  return ({ documents }) => {
    const found: Found<T>[] = [];
    for (const document of documents) {
      for (const chunk of document.chunks) {
        found.push({ document, chunk, value: lookAt(chunk, document) });
        for (const { parsed } of chunk.generated)
          found.push({ document, chunk: parsed, value: lookAt(parsed, document) });
      }
    }
    return found;
  };
}

/** The record of an entry, as the model gives it. */
export function recordOf(chunk: ParsedChunk, entry: number, document: ZoneDocument): ZoneRecord {
  return recordAt(document, chunk, entry);
}

/** The records of rare types, for rules that look at names to which a record does not point. */
export function recordsOf(types: readonly number[]): (context: ZoneContext) => ZoneRecord[] {
  const records = perChunk((chunk, document) => {
    const found: ZoneRecord[] = [];
    if (!types.some((type) => mayHaveType(chunk, type))) return found;
    for (let entry = 0; entry < chunk.count; entry++) {
      if (chunk.kinds[entry] !== EntryKind.Record || !types.includes(chunk.types[entry])) continue;
      found.push(recordAt(document, chunk, entry));
    }
    return found;
  });
  return (context) => records(context).flatMap(({ value }) => value);
}
