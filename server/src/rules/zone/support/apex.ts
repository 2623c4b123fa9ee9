/** Where problems of the zone as a whole are shown. */
import { EntryKind } from '../../../zone/chunk.ts';
import type { ZoneDocument } from '../../../zone/document.ts';
import type { ZoneContext } from '../context.ts';
import type { ZonePlace } from '../places.ts';

/** The first entry of the zone's file; its first line where there is none. Undefined where the file is empty to the last character. */
export function firstPlace({ documents }: ZoneContext): ZonePlace | undefined {
  const [document] = documents;
  if (!document) return undefined;
  for (const chunk of document.chunks) {
    if (chunk.count === 0) continue;
    return {
      document,
      chunk,
      start: chunk.starts[0],
      end: Math.min(chunk.ends[0], lineEndAt(chunk.text, chunk.starts[0])),
    };
  }
  const [chunk] = document.chunks;
  return chunk && { document, chunk, start: 0, end: lineEndAt(chunk.text, 0) };
}

function lineEndAt(text: string, from: number): number {
  const end = text.slice(from).search(/[\r\n]/);
  return end < 0 ? text.length : from + end;
}

/**
 * The first record of the zone as named reads it: a file that is included stands where its include does. Undefined where there is none, or where
 * a `$GENERATE` makes it or an include that is not read may hold it.
 */
export function firstRecord(context: ZoneContext): ZonePlace | undefined {
  const [root] = context.documents;
  const first = root && firstIn(root, context);
  return first === 'unknown' ? undefined : first;
}

function firstIn(document: ZoneDocument, context: ZoneContext): ZonePlace | 'unknown' | undefined {
  for (const chunk of document.chunks) {
    let includes = 0;
    for (let entry = 0; entry < chunk.count; entry++) {
      const kind = chunk.kinds[entry];
      if (kind === EntryKind.Record) return { document, chunk, start: chunk.starts[entry], end: chunk.ends[entry] };
      if (kind === EntryKind.Generate) return 'unknown';
      if (kind !== EntryKind.Include) continue;
      const include = chunk.includes[includes++];
      const included = include?.entry === entry ? context.included?.(document, include) : undefined;
      if (!included) return 'unknown';
      const first = firstIn(included, context);
      if (first) return first;
    }
  }
  return undefined;
}
