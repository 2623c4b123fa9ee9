/** A master file: its text, and the parse of it that an edit only renews where it has to. */
import { NO_NAME } from '../dns/names.ts';
import type { Chunk, TextBuffer } from '../text/buffer.ts';
import { type ChunkId, copyOf, isSelfContained, ParsedChunk } from './chunk.ts';
import { makeColumns } from './columns.ts';
import { initialState, type LineState, NO_OWNER, sameState } from './lineState.ts';
import { type ParseEnvironment, parseChunk } from './parse.ts';

/** What an update took out of and put into a document. */
export interface ParseChange {
  readonly removed: readonly ParsedChunk[];
  readonly added: readonly ParsedChunk[];
}

interface Agreed {
  readonly head: number;
  readonly tail: number;
}

/** Takes over what a pass does to a document: each chunk as it comes or goes. */
export interface ChunkSink {
  add(chunk: ParsedChunk): void;
  remove(chunk: ParsedChunk): void;
}

/** What a pass over a document needs beside what parsing needs. */
export interface PassEnvironment extends ParseEnvironment {
  /** A file that the chunk before includes and that is read in steps first: the chunk is looked at again after that. */
  readonly later?: () => Iterator<void> | undefined;
  /** Files of the same zone that may say the same, as in several views: what was read there is not read again. */
  readonly copies?: () => Iterable<ZoneDocument>;
}

/**
 * A file read with one state before its first line. The same file included twice is two documents over one buffer. There is a parsed chunk for each chunk of
 * the text; one that was not come to yet has no entries.
 */
export class ZoneDocument {
  readonly uri: string;
  readonly buffer: TextBuffer;
  /** Which of its zone's files it is, in the order of inclusion: the zone keeps it true. */
  ordinal = 0;
  #chunks: ParsedChunk[] = [];
  #stateBefore: LineState | undefined;
  #stamp = -1;
  /** Chunks that an edit took out of the text, until a pass says so. */
  #gone: ParsedChunk[] = [];
  /** The first and the last chunks that have not changed since the last pass that came to its end, so that they agree among themselves. */
  #agreed: Agreed = { head: 0, tail: 0 };
  /** The most chunks behind it that one looked into. */
  #longestReach = 0;
  /** What an included file leaves behind may be another without an edit here. */
  #hasIncludes = false;

  constructor(uri: string, buffer: TextBuffer) {
    this.uri = uri;
    this.buffer = buffer;
  }

  /** The parsed chunks, in the order of the file. The list is another one after an edit. */
  get chunks(): readonly ParsedChunk[] {
    return this.#chunks;
  }

  /** The state after the last line; what the file started with where it is empty. */
  get stateAfter(): LineState | undefined {
    return this.#chunks.length > 0 ? this.#chunks[this.#chunks.length - 1].stateAfter : this.#stateBefore;
  }

  /**
   * Parses what changed since the last time: a chunk whose text, whose state before it, or the result of one of whose includes is another.
   */
  update(stateBefore: LineState, environment: ParseEnvironment): ParseChange {
    const removed: ParsedChunk[] = [];
    const added: ParsedChunk[] = [];
    const sink = {
      remove: (chunk: ParsedChunk) => removed.push(chunk),
      add: (chunk: ParsedChunk) => added.push(chunk),
    };
    const steps = this.steps(stateBefore, environment, sink);
    while (!steps.next().done);
    return { removed, added };
  }

  /**
   * The same, a chunk at a time. A pass that is given up, because the text changed in between, leaves what it came to: another one goes on
   * from there.
   */
  *steps(stateBefore: LineState, environment: PassEnvironment, sink: ChunkSink): Generator<void, void> {
    this.align();
    const { head, tail } = this.#agreedWith(stateBefore);
    this.#agreed = { head: 0, tail: 0 };
    this.#stateBefore = stateBefore;
    for (let chunk = this.#gone.pop(); chunk; chunk = this.#gone.pop()) {
      sink.remove(chunk);
      yield;
    }
    const { chunks } = this.buffer;
    const parsed = this.#chunks;
    const first = Math.max(0, head - this.#longestReach);
    let state = first > 0 ? parsed[first - 1].stateAfter : stateBefore;
    const copies = this.#copiesAmong(environment.copies?.() ?? []);
    for (let i = first; i < chunks.length; i++) {
      if (i >= chunks.length - tail && sameState(parsed[i].stateBefore, state)) break;
      for (;;) {
        const old = parsed[i];
        const keeps = sameState(old.stateBefore, state) && sameReach(old, chunks, i) && sameIncludes(old, environment);
        const next = keeps
          ? old
          : (this.#copied(i, state, copies, environment) ?? parseChunk(chunks, i, state, environment));
        const later = environment.later?.();
        if (later) {
          while (!later.next().done) yield;
          continue;
        }
        state = next.stateAfter;
        if (keeps) break;
        this.#put(i, next, sink);
        yield;
        break;
      }
    }
    this.#agreed = { head: chunks.length, tail: chunks.length };
  }

  /** The chunks that a pass need not look at: an edit costs what it changed, not a walk over the whole file. */
  #agreedWith(stateBefore: LineState): Agreed {
    if (this.#hasIncludes) return { head: 0, tail: 0 };
    const isSame = this.#stateBefore !== undefined && sameState(this.#stateBefore, stateBefore);
    return { head: isSame ? this.#agreed.head : 0, tail: this.#agreed.tail };
  }

  /** Those of some documents that have as many chunks. */
  #copiesAmong(documents: Iterable<ZoneDocument>): readonly ZoneDocument[] {
    const copies: ZoneDocument[] = [];
    const { length } = this.buffer.chunks;
    for (const each of documents) {
      if (each !== this && each.chunks.length === length) copies.push(each);
      if (copies.length === MOST_COPIES) break;
    }
    return copies;
  }

  /** A chunk as it was read in a copy, where that has the same text at the same place; undefined where none has. */
  #copied(
    index: number,
    state: LineState,
    copies: readonly ZoneDocument[],
    { nextId }: PassEnvironment,
  ): ParsedChunk | undefined {
    for (const { chunks } of copies) {
      const other = chunks[index];
      if (!isRead(other) || !isSelfContained(other) || !sameState(other.stateBefore, state)) continue;
      const { chunk } = other;
      if (!this.buffer.share(index, chunk)) continue;
      return copyOf(other, chunk, nextId() as ChunkId);
    }
    return undefined;
  }

  /** Brings the list of chunks in line with the text: those that are new have no entries until a pass comes to them. */
  align(): void {
    const { buffer } = this;
    if (this.#stamp === buffer.stamp) return;
    this.#stamp = buffer.stamp;
    const { chunks } = buffer;
    const old = this.#chunks;
    const least = Math.min(old.length, chunks.length);
    let head = 0;
    while (head < least && old[head].chunk === chunks[head]) head++;
    let tail = 0;
    while (tail < least - head && old[old.length - 1 - tail].chunk === chunks[chunks.length - 1 - tail]) tail++;
    this.#agreed = { head: Math.min(this.#agreed.head, head), tail: Math.min(this.#agreed.tail, tail) };
    // Several edits at a time leave chunks as they are between them.
    const known = new Map<Chunk, ParsedChunk>();
    for (let i = head; i < old.length - tail; i++) known.set(old[i].chunk, old[i]);
    const next = old.slice(0, head);
    for (let i = head; i < chunks.length - tail; i++) {
      next.push(known.get(chunks[i]) ?? unread(chunks[i]));
      known.delete(chunks[i]);
    }
    for (let i = old.length - tail; i < old.length; i++) next.push(old[i]);
    for (let i = head; i < next.length; i++) next[i].offset = buffer.chunkStart(i);
    for (const chunk of known.values()) if (isRead(chunk)) this.#gone.push(chunk);
    this.#chunks = next;
  }

  /**
   * Parses the chunk that holds an offset where no pass has come to it yet, with the state that the last chunk before it suggests; a pass
   * parses it again where that is another one.
   */
  readAt(offset: number, environment: ParseEnvironment, sink: ChunkSink): void {
    const { chunks } = this.buffer;
    const index = this.buffer.chunkAt(offset);
    if (this.#stamp !== this.buffer.stamp || isRead(this.#chunks[index])) return;
    let before = index - 1;
    while (before >= 0 && !isRead(this.#chunks[before])) before--;
    let state = this.#chunks[before]?.stateAfter ?? this.#stateBefore;
    if (!state) return;
    // The owner of its first line stands in the chunk before.
    const first = Math.max(before + 1, index - 1);
    if (first > before + 1) state = { ...state, skip: 0, owner: NO_OWNER };
    for (let i = first; i <= index; i++) {
      const parsed = parseChunk(chunks, i, state, environment);
      this.#put(i, parsed, sink);
      state = parsed.stateAfter;
    }
  }

  /** Every chunk that a sink was told of: what goes with the document. */
  *held(): Iterable<ParsedChunk> {
    for (const chunk of this.#chunks) if (isRead(chunk)) yield chunk;
    yield* this.#gone;
  }

  #put(index: number, parsed: ParsedChunk, sink: ChunkSink): void {
    const old = this.#chunks[index];
    if (isRead(old)) sink.remove(old);
    parsed.offset = this.buffer.chunkStart(index);
    this.#chunks[index] = parsed;
    this.#longestReach = Math.max(this.#longestReach, parsed.reach.length);
    if (parsed.includes.length > 0) this.#hasIncludes = true;
    sink.add(parsed);
  }
}

/** Copies that are looked into: a name that stands in thousands of files has as many. */
const MOST_COPIES = 8;

/** The class of no file: a chunk that was not read is read again with any state. */
const UNREAD = -1;

const UNREAD_STATE = initialState(NO_NAME, UNREAD);

/** A chunk that no pass has come to. */
function unread(chunk: Chunk): ParsedChunk {
  return new ParsedChunk({
    id: UNREAD as ChunkId,
    chunk,
    stateBefore: UNREAD_STATE,
    stateAfter: UNREAD_STATE,
    reach: [],
    isAscii: false,
    count: 0,
    typeBits: 0,
    traits: 0,
    columns: NO_COLUMNS,
    problems: [],
    includes: [],
    generated: [],
  });
}

const NO_COLUMNS = makeColumns(0, 0);

function isRead(chunk: ParsedChunk): boolean {
  return chunk.stateBefore.class !== UNREAD;
}

/** A record that the end of the file cut off lies in the last chunk, which is another one when the file goes on. */
function sameReach({ reach }: ParsedChunk, chunks: readonly Chunk[], index: number): boolean {
  for (let i = 0; i < reach.length; i++) if (chunks[index + 1 + i] !== reach[i]) return false;
  return true;
}

/** The TTLs that an include leaves behind, and what it generates, are part of what a chunk was parsed with. */
function sameIncludes(parsed: ParsedChunk, environment: ParseEnvironment): boolean {
  if (parsed.includes.length === 0 || !environment.include) return true;
  return parsed.includes.every((include) => {
    const after = environment.include?.(include.path, include.state);
    return (
      include.after?.defaultTtl === after?.defaultTtl &&
      include.after?.lastTtl === after?.lastTtl &&
      include.after?.generatedUnits === after?.generatedUnits
    );
  });
}
