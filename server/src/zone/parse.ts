/**
 * Master files (RFC 1035 section 5.1, with BIND's directives) to columns, a chunk at a time. Never fails: what is wrong
 * becomes a problem, and after a bad record the next line is read as if nothing had happened.
 *
 * Each line goes to the first of three readers that can take it, the fastest first: `parse/usualRecord.ts`, `parse/plainLine.ts`,
 * `parse/anyLine.ts`. The last two find the words of the line, and `parse/entry.ts` tells what they are.
 */
import { Chunk } from '../text/buffer.ts';
import type { ParsedChunk } from './chunk.ts';
import type { LineState } from './lineState.ts';
import { readAnyLine } from './parse/anyLine.ts';
import { type ParseEnvironment, Parser } from './parse/parser.ts';
import { readPlainLine } from './parse/plainLine.ts';
import { giveBack, takeScratch } from './parse/scratch.ts';
import { readUsualRecord } from './parse/usualRecord.ts';

export type { ParseEnvironment } from './parse/parser.ts';

/**
 * Parses chunk `index` of `chunks`, whose first line takes over `stateBefore`. A record that is open at the end of the chunk (parentheses) is
 * read to its end in the chunks that follow; the state after it says how many of their units that took.
 */
export function parseChunk(
  chunks: readonly Chunk[],
  index: number,
  stateBefore: LineState,
  environment: ParseEnvironment,
): ParsedChunk {
  const scratch = takeScratch();
  const parser = new Parser(chunks, index, stateBefore, environment, scratch, parseText);
  while (parser.at < parser.limit) if (!readUsualRecord(parser) && !readPlainLine(parser)) readAnyLine(parser);
  const parsed = parser.result();
  giveBack(scratch);
  return parsed;
}

/** Parses a text of its own, such as what a `$GENERATE` stands for. */
export function parseText(text: string, stateBefore: LineState, environment: ParseEnvironment): ParsedChunk {
  return parseChunk([new Chunk(text)], 0, stateBefore, environment);
}
