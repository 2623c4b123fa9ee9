/** A master file: its text, and the parse of it that an edit only renews where it has to. */
import type { NameId } from '../dns/names.ts';
import type { TextBuffer } from '../text/buffer.ts';
import { type LineState, NO_OWNER, type ParsedChunk, sameState } from './chunk.ts';
import { type ParseEnvironment, parseChunk } from './parse.ts';

/** What an update took out of and put into a document. */
export interface ParseChange {
  readonly removed: readonly ParsedChunk[];
  readonly added: readonly ParsedChunk[];
}

/** The state a zone's file starts with. */
export function initialState(origin: NameId, zoneClass: number): LineState {
  return { skip: 0, origin, owner: NO_OWNER, class: zoneClass, defaultTtl: -1, lastTtl: -1, afterOrigin: false };
}

/** A file read with one entry state. The same file included twice is two documents over one buffer. */
export class ZoneDocument {
  readonly uri: string;
  readonly buffer: TextBuffer;
  /** Which of its zone's files it is, in the order of inclusion: the zone keeps it true. */
  ordinal = 0;
  #chunks: ParsedChunk[] = [];
  #entry: LineState | undefined;

  constructor(uri: string, buffer: TextBuffer) {
    this.uri = uri;
    this.buffer = buffer;
  }

  /** The parsed chunks, in the order of the file. */
  get chunks(): readonly ParsedChunk[] {
    return this.#chunks;
  }

  /** The state after the last line; what the file started with where it is empty. */
  get exit(): LineState | undefined {
    return this.#chunks.length > 0 ? this.#chunks[this.#chunks.length - 1].exit : this.#entry;
  }

  /**
   * Parses what changed since the last time: a chunk whose text, whose entry state, or the result of one of whose includes is another.
   */
  update(entry: LineState, environment: ParseEnvironment): ParseChange {
    this.#entry = entry;
    const chunks = this.buffer.chunks;
    const known = new Map(this.#chunks.map((parsed) => [parsed.chunk, parsed]));
    const next: ParsedChunk[] = [];
    const added: ParsedChunk[] = [];
    let state = entry;
    for (let i = 0; i < chunks.length; i++) {
      const old = known.get(chunks[i]);
      if (old && sameState(old.entry, state) && sameReach(old, chunks, i) && sameIncludes(old, environment)) {
        known.delete(chunks[i]);
        next.push(old);
        state = old.exit;
        old.offset = this.buffer.chunkStart(i);
        continue;
      }
      const parsed = parseChunk(chunks, i, state, environment);
      parsed.offset = this.buffer.chunkStart(i);
      next.push(parsed);
      added.push(parsed);
      state = parsed.exit;
    }
    this.#chunks = next;
    return { removed: [...known.values()], added };
  }
}

function sameReach(parsed: ParsedChunk, chunks: readonly ParsedChunk['chunk'][], index: number): boolean {
  return parsed.reach.every((chunk, i) => chunks[index + 1 + i] === chunk) && !reachedEnd(parsed, chunks, index);
}

/** A record that was cut off by the end of the file has to be read again when the file went on. */
function reachedEnd(parsed: ParsedChunk, chunks: readonly ParsedChunk['chunk'][], index: number): boolean {
  const tail = parsed.reach.length > 0 ? parsed.reach[parsed.reach.length - 1] : parsed.chunk;
  return !tail.text.endsWith('\n') && index + 1 + parsed.reach.length < chunks.length;
}

/** The TTLs that an include leaves behind are part of what a chunk was parsed with. */
function sameIncludes(parsed: ParsedChunk, environment: ParseEnvironment): boolean {
  if (parsed.includes.length === 0 || !environment.include) return true;
  return parsed.includes.every((include) => {
    const after = environment.include?.(include.path, include.state);
    return include.after?.defaultTtl === after?.defaultTtl && include.after?.lastTtl === after?.lastTtl;
  });
}
