/** How the owner of an entry is written. */
import type { ParsedChunk } from './chunk.ts';

/** 1 for what ends a word or makes it another one than it looks: white space, line ends, parentheses, quotes, semicolons, backslashes. */
const SPECIAL = new Uint8Array(128);
for (const char of '\t\n\r "();\\') SPECIAL[char.charCodeAt(0)] = 1;
const TAB = 0x09;
const SPACE = 0x20;

/**
 * Where the owner of an entry that does not inherit it ends, as it is written; its start is that of the entry. -1 where it is not simple, and the headers have to be
 * read. Rules ask it of many records, and for a few of them in a chunk those of all would be read.
 */
export function simpleOwnerEnd({ text, starts }: ParsedChunk, entry: number): number {
  const start = starts[entry];
  let end = start;
  let code = text.charCodeAt(end);
  while (code < 128 && SPECIAL[code] === 0) code = text.charCodeAt(++end);
  return end > start && (code === SPACE || code === TAB) ? end : -1;
}

/** The owner of an entry that does not inherit it, as it is written. */
export function ownerText(chunk: ParsedChunk, entry: number): string {
  const end = simpleOwnerEnd(chunk, entry);
  if (end >= 0) return chunk.text.slice(chunk.starts[entry], end);
  return chunk.text.slice(chunk.ownerStarts[entry], chunk.ownerEnds[entry]);
}
