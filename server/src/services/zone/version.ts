/** A zone as it was: with other texts of its files. */
import type { Steps } from '../../steps.ts';
import { TextBuffer } from '../../text/buffer.ts';
import { Zone } from '../../workspace/zone.ts';

/** The zone with the texts of another version of its files; a file without one is as it is now. No rule looks at it. */
export function* versionOf(zone: Zone, texts: ReadonlyMap<string, string | undefined>): Steps<Zone> {
  const { uri, buffer, include } = zone.options;
  const buffers = new Map<string, TextBuffer>();
  for (const [file, text] of texts) if (text !== undefined) buffers.set(file, new TextBuffer(text));
  const before = new Zone({
    ...zone.options,
    buffer: buffers.get(uri) ?? buffer,
    include: (path, from) => {
      const target = include(path, from);
      const other = target.kind === 'file' ? buffers.get(target.uri) : undefined;
      return target.kind === 'file' && other ? { ...target, buffer: other } : target;
    },
    rules: [],
  });
  before.begin();
  while (before.step()) yield;
  return before;
}
