/** `; bailiwick: no-ptr` on the lines of a record: its address is to have no PTR record. */
import type { ParsedChunk } from '../../../zone/chunk.ts';
import type { ZoneRecord } from '../../../zone/model.ts';

const WORD = 'no-ptr';
// linear: what stands behind the mark is white space up to the next word.
const MARK = /;\s*bailiwick:\s*no-ptr\b/;

/** True where a chunk may have such a mark, so that records of it are worth asking about. */
export function mayBeMarked(chunk: ParsedChunk): boolean {
  return chunk.text.includes(WORD);
}

/** True where the lines of a record have the mark. */
export function isMarked({ chunk, entry }: Pick<ZoneRecord, 'chunk' | 'entry'>): boolean {
  if (!mayBeMarked(chunk)) return false;
  const { text } = chunk;
  const end = text.indexOf('\n', chunk.ends[entry]);
  return MARK.test(text.slice(chunk.starts[entry], end < 0 ? text.length : end));
}
