/** Where problems of the zone as a whole are shown. */
import { EntryKind } from '../../../zone/chunk.ts';
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

/** The first record of the zone's file. */
export function firstRecord({ documents }: ZoneContext): ZonePlace | undefined {
  for (const document of documents) {
    for (const chunk of document.chunks) {
      const entry = chunk.kinds.indexOf(EntryKind.Record);
      if (entry >= 0) return { document, chunk, start: chunk.starts[entry], end: chunk.ends[entry] };
      if (chunk.kinds.includes(EntryKind.Generate)) return undefined;
    }
  }
  return undefined;
}
