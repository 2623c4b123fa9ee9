/** What is known while a chunk is read. The readers beside this file share it: each takes the next line, or a part of it, and writes here what it found. */
import { type NameId, type NameTable, NO_NAME } from '../../dns/names.ts';
import { t } from '../../l10n.ts';
import type { Chunk } from '../../text/buffer.ts';
import { invisibleIn, invisibleName } from '../../text/invisible.ts';
import { type ChunkId, type GeneratedChunk, type IncludeEntry, ParsedChunk } from '../chunk.ts';
import { EntryFlag, type EntryKind } from '../entries.ts';
import type { LineState } from '../lineState.ts';
import type { SyntaxProblem, SyntaxRuleId } from '../problems.ts';
import { Scanner } from '../scanner.ts';
import { type KnownTails, NO_TAIL, tailsOf } from '../tails.ts';
import type { Scratch } from './scratch.ts';

/** What the parser needs from outside of the text. */
export interface ParseEnvironment {
  readonly names: NameTable;
  /** The zone's own name, where that matters. */
  readonly apex?: NameId;
  readonly zoneClass: number;
  /**
   * What an included file leaves behind: named goes on with its TTLs. Undefined where it cannot be read (yet).
   */
  readonly include?: (path: string, state: LineState) => LineState | undefined;
  /** A new chunk id at each call. */
  readonly nextId: () => number;
}

/** Parses a text of its own. */
export type ParseText = (text: string, stateBefore: LineState, environment: ParseEnvironment) => ParsedChunk;

export class Parser {
  readonly chunks: readonly Chunk[];
  readonly index: number;
  readonly stateBefore: LineState;
  readonly env: ParseEnvironment;
  readonly scratch: Scratch;
  readonly scanner: Scanner;
  readonly tails: KnownTails;
  readonly parseText: ParseText;
  /** Where the chunk's own text ends: no entry begins there or later. */
  readonly limit: number;
  /** Where the last line of the chunk's own text that has a line end ends. */
  readonly lastLine: number;
  /** Where the next line begins. */
  at: number;
  isAscii: boolean;
  readonly problems: SyntaxProblem[] = [];
  readonly includes: IncludeEntry[] = [];
  readonly generated: GeneratedChunk[] = [];
  /** The chunks after this one whose text was taken in, since a record of this one runs into them. */
  readonly reach: Chunk[] = [];

  // The line state, as it is at `at`.
  origin: NameId;
  owner: NameId;
  class: number;
  defaultTtl: number;
  lastTtl: number;
  afterOrigin: boolean;
  generatedUnits: number;

  /** Where the owner is written that was read last, if it is sure to stand for `owner`; else its length is -1. */
  ownerAt = 0;
  ownerLength = -1;
  /** The last octets of an origin and of the zone's name. */
  #endOf = NO_NAME;
  #originEnd = -1;
  #apexEnd = -1;
  /** How many entries and words there are so far. */
  count = 0;
  words = 0;
  typeBits = 0;
  traits = 0;

  // The entry that is being read.
  /** Its first word. */
  first = 0;
  /** Whether it is plain: without backslashes, open strings and open parentheses. */
  plain = false;
  /** Of a plain one: where what stands on it ends. */
  plainEnd = 0;
  /** Whether something in it is wrong. */
  invalid = false;
  /** Whether a quote or parenthesis is open, or closes nothing. */
  unbalanced = false;
  /** Its tail, if it has one that is not known yet; else the start is -1. */
  tailStart = -1;
  tailEnd = -1;
  tailHash = 0;

  constructor(
    chunks: readonly Chunk[],
    index: number,
    stateBefore: LineState,
    env: ParseEnvironment,
    scratch: Scratch,
    parseText: ParseText,
  ) {
    const { text } = chunks[index];
    this.chunks = chunks;
    this.index = index;
    this.stateBefore = stateBefore;
    this.env = env;
    this.scratch = scratch;
    this.scanner = new Scanner(text);
    this.tails = tailsOf(env.names);
    this.parseText = parseText;
    this.limit = text.length;
    this.lastLine = text.lastIndexOf('\n') + 1;
    this.at = Math.min(stateBefore.skip, text.length);
    this.isAscii = scratch.take(text, 0);
    this.origin = stateBefore.origin;
    this.owner = stateBefore.owner;
    this.class = stateBefore.class;
    this.defaultTtl = stateBefore.defaultTtl;
    this.lastTtl = stateBefore.lastTtl;
    this.afterOrigin = stateBefore.afterOrigin;
    this.generatedUnits = stateBefore.generatedUnits;
  }

  /** The text that offsets point into: the chunk's own, and that of `reach`. */
  get source(): string {
    return this.scanner.text;
  }

  /**
   * Takes in the text of following chunks: a record runs into them. Twice as many each time, since each time the text is copied, and an open
   * parenthesis at the top may run to the end of a long file. False where there are no more.
   */
  pullNext(): boolean {
    const from = this.index + 1 + this.reach.length;
    const next = this.chunks.slice(from, from + Math.max(1, this.reach.length));
    if (next.length === 0) return false;
    for (const chunk of next) this.reach.push(chunk);
    const more = next.map((chunk) => chunk.text).join('');
    if (!this.scratch.take(more, this.source.length)) this.isAscii = false;
    this.scanner.text += more;
    return true;
  }

  /** The text of a word. */
  text(word: number): string {
    const { wordStarts, wordEnds } = this.scratch.columns;
    return this.source.slice(wordStarts[word], wordEnds[word]);
  }

  addWord(start: number, end: number, quoted: number): void {
    const { columns } = this.scratch;
    const word = this.words++;
    columns.wordStarts[word] = start;
    columns.wordEnds[word] = end;
    columns.wordQuoted[word] = quoted;
  }

  /** Writes the common columns of an entry; the words from `firstWord` on are its RDATA or arguments. */
  addEntry(kind: EntryKind, start: number, end: number, firstWord: number): number {
    const entry = this.count++;
    const { columns } = this.scratch;
    const { wordStarts, wordEnds, wordQuoted } = columns;
    columns.kinds[entry] = kind;
    columns.flags[entry] = this.invalid ? EntryFlag.Invalid : 0;
    columns.starts[entry] = start;
    columns.ends[entry] = end;
    columns.owners[entry] = NO_NAME;
    columns.types[entry] = 0;
    columns.ttls[entry] = -1;
    columns.targets[entry] = NO_NAME;
    columns.tails[entry] = NO_TAIL;
    // The words before the RDATA (owner, TTL, class, type) are not kept: headers.ts reads them again for who asks.
    let word = this.first;
    columns.wordFirsts[entry] = word;
    for (let from = firstWord; from < this.words; from++, word++) {
      wordStarts[word] = wordStarts[from];
      wordEnds[word] = wordEnds[from];
      wordQuoted[word] = wordQuoted[from];
    }
    this.words = word;
    return entry;
  }

  /** Says what is wrong with the entry being read: a server would refuse it. */
  report(rule: SyntaxRuleId, start: number, end: number, message: string, data?: Record<string, unknown>): void {
    this.invalid = true;
    if (rule === 'zone/unbalanced-parentheses' || rule === 'zone/unbalanced-quotes') this.unbalanced = true;
    else if (!this.isAscii && this.#reportInvisible(rule, start, end)) return;
    this.note(rule, start, end, message, data);
  }

  /** True where what is wrong with a place is a character in it that cannot be seen: it is reported, once. */
  #reportInvisible(rule: SyntaxRuleId, start: number, end: number): boolean {
    // What stands in the place of the type may be no type because the words before it are fewer than they look.
    const from = rule === 'zone/unknown-type' ? this.scratch.columns.wordStarts[this.first] : start;
    const at = invisibleIn(this.source, from, end);
    if (at < 0) return false;
    const last = this.problems.at(-1);
    if (last?.rule === 'zone/unreadable-character' && last.start === at) return true;
    const name = invisibleName(this.source.charCodeAt(at));
    const message = t`There is a ${name} here, which cannot be seen and is part of the word for named, so it refuses the zone. Delete it, or write a plain space.`;
    this.note('zone/unreadable-character', at, at + 1, message);
    return true;
  }

  /** Says something of the text that makes no entry invalid. */
  note(rule: SyntaxRuleId, start: number, end: number, message: string, data?: Record<string, unknown>): void {
    this.problems.push(data ? { rule, start, end, message, data } : { rule, start, end, message });
  }

  /** The line state as it is now; `skip` units of the text that follows are read already. */
  state(skip: number): LineState {
    return {
      skip,
      origin: this.origin,
      owner: this.owner,
      class: this.class,
      defaultTtl: this.defaultTtl,
      lastTtl: this.lastTtl,
      afterOrigin: this.afterOrigin,
      generatedUnits: this.generatedUnits,
    };
  }

  /** The traits of a name; none for one that is none. */
  traitsOf(name: NameId): number {
    return name < 0 ? 0 : this.env.names.traits(name);
  }

  /** True where a name is more than one label below the origin. */
  isDeep(name: NameId): boolean {
    const { names } = this.env;
    return name < 0 || this.origin < 0 || names.depth(name) - names.depth(this.origin) > 1;
  }

  /** True where a relative owner whose last octet is `last` may end in the origin, or in the zone's name: that of nearly all owners tells. */
  mayRepeatOrigin(owner: NameId, last: number): boolean {
    if (!this.isDeep(owner)) return false;
    const { names, apex } = this.env;
    if (this.origin !== this.#endOf) {
      this.#endOf = this.origin;
      this.#originEnd = names.lastOctet(this.origin);
      this.#apexEnd = apex === undefined ? this.#originEnd : names.lastOctet(apex);
    }
    const folded = last >= 0x41 && last <= 0x5a ? last | 0x20 : last;
    return apex === undefined || this.origin < 0 || folded === this.#originEnd || folded === this.#apexEnd;
  }

  /** What was read, once the whole chunk is. */
  result(): ParsedChunk {
    const { stateBefore, limit } = this;
    this.scratch.columns.wordFirsts[this.count] = this.words;
    return new ParsedChunk({
      id: this.env.nextId() as ChunkId,
      chunk: this.chunks[this.index],
      stateBefore,
      stateAfter: this.state(stateBefore.skip > limit ? stateBefore.skip - limit : this.at - limit),
      reach: this.reach,
      isAscii: this.isAscii,
      count: this.count,
      typeBits: this.typeBits,
      traits: this.traits,
      columns: this.scratch.copy(this.count, this.words),
      problems: this.problems,
      includes: this.includes,
      generated: this.generated,
    });
  }
}
