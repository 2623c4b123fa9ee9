/** What the parser keeps of a chunk: its entries (records and directives) in columns, and what is wrong in them. */

import type { Branded, Column } from '../dns/brand.ts';
import { type NameId, NO_NAME } from '../dns/names.ts';
import type { RdataWords } from '../dns/rdata.ts';
import type { Chunk } from '../text/buffer.ts';
import type { Columns } from './columns.ts';
import { EntryFlag, EntryKind } from './entries.ts';
import { type Headers, readHeaders } from './headers.ts';
import type { LineState } from './lineState.ts';
import type { SyntaxProblem } from './problems.ts';

export { EntryFlag, EntryKind } from './entries.ts';

/** A `$INCLUDE` of the chunk. */
export interface IncludeEntry {
  readonly entry: number;
  readonly path: string;
  readonly pathStart: number;
  readonly pathEnd: number;
  /** The origin the included file starts with. */
  readonly origin: NameId;
  /** The state it starts with. */
  readonly state: LineState;
  /** The state it ended with when the chunk was parsed; undefined where it could not be read. */
  readonly after: LineState | undefined;
}

/** The number of a parse of a chunk: each has another one. */
export type ChunkId = Branded<'chunk'>;

/** What a parsed chunk is made of. */
export interface ChunkParts {
  readonly id: ChunkId;
  readonly chunk: Chunk;
  readonly stateBefore: LineState;
  readonly stateAfter: LineState;
  readonly reach: readonly Chunk[];
  readonly isAscii: boolean;
  readonly count: number;
  readonly typeBits: number;
  readonly traits: number;
  readonly columns: Columns;
  readonly problems: readonly SyntaxProblem[];
  readonly includes: readonly IncludeEntry[];
  readonly generated: readonly GeneratedChunk[];
}

/** A parsed chunk. Offsets are relative to its start; a record that begins in it may end beyond its text. Immutable but for `offset` and `base`. */
export class ParsedChunk implements Columns {
  readonly id: ChunkId;
  readonly chunk: Chunk;
  readonly stateBefore: LineState;
  readonly stateAfter: LineState;
  /** The chunks after this one that its last record runs into, since a parenthesis is open at the end of this one. */
  readonly reach: readonly Chunk[];
  /** True where the text is ASCII alone. */
  readonly isAscii: boolean;
  /** Where its entries begin in the zone's model; -1 where they are not in it. Kept true by the model. */
  base: RecordRef = NO_RECORD;
  /** Where the chunk starts in its file: UTF-16 units; kept true by the document. */
  offset = 0;

  /** How many entries it has. */
  readonly count: number;
  /** The types of its records: bit n is set where there may be one of a type whose last five bits are n. */
  readonly typeBits: number;
  /** Bits of NameTrait that its owners, origins or names in RDATA may have; for the other bits none has it. */
  readonly traits: number;

  /** The columns; columns.ts says what is in them. */
  readonly kinds: Uint8Array;
  readonly flags: Uint16Array;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly owners: Column<NameId>;
  readonly types: Uint16Array;
  readonly ttls: Int32Array;
  readonly targets: Column<NameId>;
  readonly tails: Int32Array;
  readonly wordFirsts: Int32Array;
  readonly wordStarts: Int32Array;
  readonly wordEnds: Int32Array;
  readonly wordQuoted: Uint8Array;

  readonly problems: readonly SyntaxProblem[];
  readonly includes: readonly IncludeEntry[];
  /** The records that `$GENERATE` entries make, as parsed text of their own. */
  readonly generated: readonly GeneratedChunk[];
  #text: string | undefined;
  #headers: Headers | undefined;
  #origins: Column<NameId> | undefined;

  constructor(parts: ChunkParts) {
    const { columns } = parts;
    this.id = parts.id;
    this.chunk = parts.chunk;
    this.stateBefore = parts.stateBefore;
    this.stateAfter = parts.stateAfter;
    this.reach = parts.reach;
    this.isAscii = parts.isAscii;
    this.count = parts.count;
    this.typeBits = parts.typeBits;
    this.traits = parts.traits;
    this.kinds = columns.kinds;
    this.flags = columns.flags;
    this.starts = columns.starts;
    this.ends = columns.ends;
    this.owners = columns.owners;
    this.types = columns.types;
    this.ttls = columns.ttls;
    this.targets = columns.targets;
    this.tails = columns.tails;
    this.wordFirsts = columns.wordFirsts;
    this.wordStarts = columns.wordStarts;
    this.wordEnds = columns.wordEnds;
    this.wordQuoted = columns.wordQuoted;
    this.problems = parts.problems;
    this.includes = parts.includes;
    this.generated = parts.generated;
  }

  /** The text its offsets point into: the chunk's own and that of `reach`. */
  get text(): string {
    this.#text ??= this.chunk.text + this.reach.map(({ text }) => text).join('');
    return this.#text;
  }

  // What can be read again from the text is, when it is asked for: of a million records hardly one is asked where its type stands.

  /** Where owner, TTL, class and type of its records are written. */
  get headers(): Headers {
    this.#headers ??= readHeaders(this, this.stateBefore.class);
    return this.#headers;
  }

  /** Drops what can be read again from the text: nobody needs it for long. */
  forgetRead(): void {
    this.#headers = undefined;
    this.#origins = undefined;
    for (const { parsed } of this.generated) parsed.forgetRead();
  }

  get ownerStarts(): Int32Array {
    return this.headers.ownerStarts;
  }

  get ownerEnds(): Int32Array {
    return this.headers.ownerEnds;
  }

  get ttlStarts(): Int32Array {
    return this.headers.ttlStarts;
  }

  get ttlEnds(): Int32Array {
    return this.headers.ttlEnds;
  }

  get typeStarts(): Int32Array {
    return this.headers.typeStarts;
  }

  get typeEnds(): Int32Array {
    return this.headers.typeEnds;
  }

  get classes(): Uint16Array {
    return this.headers.classes;
  }

  /** The origin that holds at each entry; at an `$ORIGIN` that before it. */
  get origins(): Column<NameId> {
    if (this.#origins) return this.#origins;
    const { kinds, targets, count } = this;
    const origins = new Int32Array(count) as Column<NameId>;
    let { origin } = this.stateBefore;
    for (let entry = 0; entry < count; entry++) {
      origins[entry] = origin;
      if (kinds[entry] === EntryKind.Origin && targets[entry] !== NO_NAME) origin = targets[entry];
    }
    this.#origins = origins;
    return origins;
  }
}

/** The same for another chunk with the same text, where nothing but the text and the state before it says what is in it; the columns are held once. */
export function copyOf(parsed: ParsedChunk, chunk: Chunk, id: ChunkId): ParsedChunk {
  return new ParsedChunk({ ...parsed, columns: parsed, chunk, id });
}

/** True where nothing but a chunk's text and the state before it says what is in it. */
export function isSelfContained({ reach, includes, generated }: ParsedChunk): boolean {
  return reach.length === 0 && includes.length === 0 && generated.length === 0;
}

/** The expansion of a `$GENERATE`; problems in it are shown at the directive. */
export interface GeneratedChunk {
  readonly entry: number;
  readonly parsed: ParsedChunk;
}

/** A record's place in the zone's model: a small number, so that lists of records fit typed arrays. It holds until the next edit. */
export type RecordRef = Branded<'record'>;
/** Stands where there is no record. */
export const NO_RECORD = -1 as RecordRef;

/** The place of an entry whose chunk is in a model. */
export function refOf(chunk: ParsedChunk, entry: number): RecordRef {
  return (chunk.base + entry) as RecordRef;
}

/** Which entry of a chunk the record is. */
export function entryOf(chunk: ParsedChunk, ref: RecordRef): number {
  return ref - chunk.base;
}

/** False where no record of the chunk is of the type. */
export function mayHaveType({ typeBits }: ParsedChunk, type: number): boolean {
  return (typeBits & (1 << (type & 31))) !== 0;
}

/** The class of an entry. */
export function classAt(chunk: ParsedChunk, entry: number): number {
  return (chunk.flags[entry] & EntryFlag.OtherClass) === 0 ? chunk.stateBefore.class : chunk.classes[entry];
}

/** The text of word `index` (counted within its entry) of entry `entry`. */
export function wordText(chunk: ParsedChunk, entry: number, index: number): string {
  const at = chunk.wordFirsts[entry] + index;
  return chunk.text.slice(chunk.wordStarts[at], chunk.wordEnds[at]);
}

/** How many RDATA words entry `entry` has. */
export function wordCount(chunk: ParsedChunk, entry: number): number {
  return chunk.wordFirsts[entry + 1] - chunk.wordFirsts[entry];
}

/** The RDATA words of entry `entry`, as dns/rdata.ts takes them. */
export function wordsOf(chunk: ParsedChunk, entry: number): RdataWords {
  return {
    text: chunk.text,
    first: chunk.wordFirsts[entry],
    count: wordCount(chunk, entry),
    starts: chunk.wordStarts,
    ends: chunk.wordEnds,
    quoted: chunk.wordQuoted,
  };
}
