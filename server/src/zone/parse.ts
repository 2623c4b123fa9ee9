/**
 * Master files (RFC 1035 section 5.1, with BIND's directives) to columns, a chunk at a time. Never fails: what is wrong
 * becomes a problem, and after a bad record the next line is read as if nothing had happened.
 */

import { CLASS, classCode, classText } from '../dns/classes.ts';
import { ANY_TRAIT, copyUnits, type NameId, type NameTable, NO_NAME, parseName, SLOW } from '../dns/names.ts';
import { endOfIpv4, endOfIpv6, isPlainRdata, readDecimal } from '../dns/rdata/plain.ts';
import { checkRdata, type RdataWords } from '../dns/rdata.ts';
import { MAX_TTL, parseTtl } from '../dns/ttl.ts';
import {
  isMetaCode,
  TYPE,
  TYPES,
  type TypeRow,
  typeByCode,
  typeCodeAt,
  typeRow,
  typeText,
  usualTypeCode,
} from '../dns/types.ts';
import { marked, t, translated } from '../l10n.ts';
import { Chunk } from '../text/buffer.ts';
import {
  type Columns,
  EntryFlag,
  EntryKind,
  type GeneratedChunk,
  type IncludeEntry,
  type LineState,
  makeColumns,
  NO_OWNER,
  ParsedChunk,
  type SyntaxProblem,
} from './chunk.ts';
import { expandTemplate, generateCount, parseGenerateRange, parseGenerateTemplate, templateFits } from './generate.ts';
import { Scanner, TokenKind } from './scanner.ts';
import { type KnownTails, NO_TAIL, tailsOf } from './tails.ts';

/** What the parser needs from outside of the text. */
export interface ParseEnvironment {
  readonly names: NameTable;
  readonly zoneClass: number;
  /**
   * What an included file leaves behind: named goes on with its TTLs. Undefined where it cannot be read (yet).
   */
  readonly include?: (path: string, state: LineState) => LineState | undefined;
  /** A new chunk id at each call. */
  readonly nextId: () => number;
}

/** Lines of one `$GENERATE` that are looked at; the rest is said to be left out. */
const GENERATE_LIMIT = 4096;

const DOLLAR = 0x24;
const DOT = 0x2e;

/**
 * Which word of a type's RDATA is its first name, every field before it being one word; -1 where there is none. The names in RRSIG and NSEC
 * point to nothing that a record depends on, and every record of a signed zone would point to the apex.
 */
const TARGET_WORD = new Int8Array(65536).fill(-1);
for (const row of TYPES) {
  const field = row.fields.findIndex(({ kind }) => kind === 'name');
  const role = row.fields[field]?.role;
  if (role !== 'signer' && role !== 'next-owner') TARGET_WORD[row.code] = field;
}

/** Which word of an entry's RDATA its target is written as; -1 where it has none. Of an `$ORIGIN` the origin. */
export function targetWordOf(chunk: ParsedChunk, entry: number): number {
  const kind = chunk.kinds[entry];
  const count = chunk.wordFirsts[entry + 1] - chunk.wordFirsts[entry];
  if (kind === EntryKind.Origin) return count > 0 ? 0 : -1;
  if (kind !== EntryKind.Record || (chunk.flags[entry] & EntryFlag.Generic) !== 0) return -1;
  const word = TARGET_WORD[chunk.types[entry]];
  return word < count ? word : -1;
}

/** 1 for the types with another name in their RDATA than the first. */
export const HAS_MORE_NAMES = new Uint8Array(65536);
for (const { code, fields } of TYPES) {
  const names = fields.filter(({ kind }) => kind === 'name').length;
  if (names > (TARGET_WORD[code] < 0 ? 0 : 1)) HAS_MORE_NAMES[code] = 1;
}

/** The octets of the text being read (dns/names.ts, copyUnits), with SENTINEL behind them: octets are read several times faster than characters. */
let units: Uint8Array = new Uint8Array(1 << 15);
// The entries and words of the chunk being read: scratch for every chunk, copied out once a chunk. There is room for one of each a unit.
let rows = makeColumns(1, 1);
let wordStarts = rows.wordStarts;
let wordEnds = rows.wordEnds;
let wordQuoted = rows.wordQuoted;

/** Makes room for so many units. What was read before is kept. */
function growRows(units: number): void {
  const grown = makeColumns(units, units);
  for (const column of Object.keys(rows) as (keyof Columns)[]) grown[column].set(rows[column]);
  takeRows(grown);
}

function takeRows(taken: Columns): void {
  rows = taken;
  ({ wordStarts, wordEnds, wordQuoted } = taken);
}

/** Reads a text into the units, from `at` on, and makes room for all that can stand in it. True for ASCII. */
function takeUnits(text: string, at: number): boolean {
  const end = at + text.length;
  if (units.length <= end) {
    const grown = new Uint8Array(Math.max(end + 1, units.length * 2));
    grown.set(units.subarray(0, at));
    units = grown;
  }
  const isAscii = copyUnits(text, units, at);
  units[end] = SENTINEL;
  if (rows.kinds.length <= end) growRows(end * 2);
  return isAscii;
}

/** What an octet does to `splitLine`. */
const Lex = { Word: 0, Blank: 1, Lf: 2, Cr: 3, Quote: 4, Semicolon: 5, Other: 6 } as const;
const LEX = new Uint8Array(256);
for (const [char, lex] of [
  [' ', Lex.Blank],
  ['\t', Lex.Blank],
  ['\n', Lex.Lf],
  ['\r', Lex.Cr],
  ['"', Lex.Quote],
  [';', Lex.Semicolon],
  ['(', Lex.Other],
  [')', Lex.Other],
  ['\\', Lex.Other],
] as const) {
  LEX[char.charCodeAt(0)] = lex;
}
/** A parenthesis: behind the text, it hands its last line to the scanner. */
const SENTINEL = 0x28;
const LF = 0x0a;
const CR = 0x0d;
const EQUALS = 0x3d;
const QUOTE = 0x22;
const SEMICOLON = 0x3b;
const BACKSLASH = 0x5c;
/** From `splitLine`: the line needs the scanner. */
const NOT_PLAIN = -1;

/** What `splitLine` found beside the line's end. */
let plainWords = 0;

/** The end of the line that `#usualRecord` read last, from the record's data on, where it was not known; else `start` is -1. */
const newTail = { start: -1, end: -1, hash: 0 };

/**
 * Splits the line at `at` into words, from word `first` on, where it has neither parentheses nor backslashes and each string is closed: nearly all
 * lines of a large zone are so, and this reads them several times faster than the scanner does. Gives where the next line begins.
 */
function splitLine(at: number, first: number): number {
  const from = units;
  let words = first;
  let i = at;
  for (;;) {
    let lex = LEX[from[i]];
    while (lex === Lex.Blank) lex = LEX[from[++i]];
    if (lex === Lex.Word) {
      wordStarts[words] = i;
      do lex = LEX[from[++i]];
      while (lex === Lex.Word);
      wordEnds[words] = i;
      wordQuoted[words++] = 0;
      if (lex === Lex.Quote && from[i - 1] === EQUALS) return NOT_PLAIN;
      if (lex === Lex.Blank) continue;
    }
    if (lex === Lex.Semicolon) while (from[i] !== LF && from[i] !== CR && from[i] !== SENTINEL) i++;
    else if (lex === Lex.Quote) {
      wordStarts[words] = ++i;
      while (from[i] !== QUOTE && from[i] !== BACKSLASH && from[i] !== LF && from[i] !== CR) {
        // A parenthesis in a string is none, but may be the sentinel.
        if (from[i] === SENTINEL) return NOT_PLAIN;
        i++;
      }
      if (from[i] !== QUOTE) return NOT_PLAIN;
      wordEnds[words] = i++;
      wordQuoted[words++] = 1;
      continue;
    }
    if (from[i] === LF) break;
    if (from[i] !== CR || from[i + 1] !== LF) return NOT_PLAIN;
    i++;
    break;
  }
  plainWords = words;
  return i + 1;
}

/** A word that holds a quoted part after an equals sign; only SVCB's parameters are one word then. */
const PAIR = 2;

/**
 * Parses chunk `index` of `chunks` from `entry` on. A record that is open at the end of the chunk (parentheses) is read to its
 * end in the chunks that follow; the exit state says how many of their units that took.
 */
export function parseChunk(
  chunks: readonly Chunk[],
  index: number,
  entry: LineState,
  environment: ParseEnvironment,
): ParsedChunk {
  return new ChunkParser(chunks, index, entry, environment).run();
}

/** Parses a text of its own, such as the expansion of a `$GENERATE`. */
export function parseText(text: string, entry: LineState, environment: ParseEnvironment): ParsedChunk {
  return parseChunk([new Chunk(text)], 0, entry, environment);
}

class ChunkParser {
  readonly #chunks: readonly Chunk[];
  readonly #index: number;
  readonly #entry: LineState;
  readonly #env: ParseEnvironment;
  readonly #scanner: Scanner;
  /** Where the next line begins. */
  #at: number;
  readonly #problems: SyntaxProblem[] = [];
  readonly #includes: IncludeEntry[] = [];
  readonly #generated: GeneratedChunk[] = [];
  readonly #reach: Chunk[] = [];
  /** Where the chunk's own text ends: no entry begins there or later. */
  readonly #limit: number;
  #isAscii: boolean;
  readonly #tails: KnownTails;
  /** Where the last line of the chunk's own text that has a line end ends. */
  readonly #lastLine: number;

  #origin: NameId;
  #owner: NameId;
  #class: number;
  #defaultTtl: number;
  #lastTtl: number;
  #afterOrigin: boolean;

  /** Where the owner is written that was read last, where it is known to stand for `#owner`; its length is -1 else. */
  #ownerAt = 0;
  #ownerLength = -1;
  #count = 0;
  #typeBits = 0;
  #traits = 0;
  #words = 0;
  /** First word of the entry being read. */
  #first = 0;
  /** Of the entry being read: whether it is one line that `splitLine` could read. */
  #plain = false;
  /** Of the entry being read: whether something in it is wrong. */
  #invalid = false;
  /** Of the entry being read: whether a quote or parenthesis is open, or closes nothing. */
  #unbalanced = false;

  constructor(chunks: readonly Chunk[], index: number, entry: LineState, env: ParseEnvironment) {
    this.#chunks = chunks;
    this.#index = index;
    this.#entry = entry;
    this.#env = env;
    this.#limit = chunks[index].text.length;
    this.#isAscii = takeUnits(chunks[index].text, 0);
    this.#scanner = new Scanner(chunks[index].text);
    this.#at = Math.min(entry.skip, this.#limit);
    this.#tails = tailsOf(env.names);
    this.#lastLine = chunks[index].text.lastIndexOf('\n') + 1;
    this.#origin = entry.origin;
    this.#owner = entry.owner;
    this.#class = entry.class;
    this.#defaultTtl = entry.defaultTtl;
    this.#lastTtl = entry.lastTtl;
    this.#afterOrigin = entry.afterOrigin;
  }

  run(): ParsedChunk {
    while (this.#at < this.#limit) if (!this.#usualRecord() && !this.#plainLine()) this.#line();
    const skip = this.#entry.skip > this.#limit ? this.#entry.skip - this.#limit : this.#at - this.#limit;
    return this.#result({
      skip,
      origin: this.#origin,
      owner: this.#owner,
      class: this.#class,
      defaultTtl: this.#defaultTtl,
      lastTtl: this.#lastTtl,
      afterOrigin: this.#afterOrigin,
    });
  }

  /**
   * Reads a record of class IN on a line of its own: a sound address, or data that was read before. That is nearly every line of a large zone, and it
   * saves two looks at each octet of it. False, with nothing done, where the line is another one: `#plainLine` reads all kinds.
   */
  #usualRecord(): boolean {
    const from = units;
    const lineStart = this.#at;
    newTail.start = -1;
    if (lineStart >= this.#lastLine || this.#class !== CLASS.IN) return false;
    let i = lineStart;
    const indented = LEX[from[i]] === Lex.Blank;
    if (indented) {
      if (this.#owner === NO_OWNER || this.#afterOrigin) return false;
    } else {
      if (from[i] === DOLLAR || LEX[from[i]] !== Lex.Word) return false;
      while (LEX[from[i]] === Lex.Word) i++;
    }
    const ownerEnd = i;
    while (LEX[from[i]] === Lex.Blank) i++;
    const header = i;
    let ttl = -1;
    if (from[i] >= 0x30 && from[i] <= 0x39) {
      while (LEX[from[i]] === Lex.Word) i++;
      ttl = readDecimal(from, header, i);
      if (ttl < 0) return false;
    }
    while (LEX[from[i]] === Lex.Blank) i++;
    const hasClass = isIn(i, i + 2) && LEX[from[i + 2]] === Lex.Blank;
    if (hasClass) i += 2;
    while (LEX[from[i]] === Lex.Blank) i++;
    const typeStart = i;
    while (LEX[from[i]] === Lex.Word) i++;
    const typeEnd = i;
    if (typeEnd === typeStart || LEX[from[i]] !== Lex.Blank) return false;
    if (ttl < 0 && this.#defaultTtl < 0 && this.#lastTtl < 0) return false;
    const type = usualTypeCode(from, typeStart, typeEnd);
    while (LEX[from[i]] === Lex.Blank) i++;
    const dataStart = i;

    let flags: number = EntryFlag.Plain;
    let slot = NO_TAIL;
    let dataEnd: number;
    if (type === TYPE.A || type === TYPE.AAAA) {
      dataEnd = type === TYPE.A ? endOfIpv4(from, dataStart) : endOfIpv6(from, dataStart);
      if (dataEnd < 0) return false;
      for (i = dataEnd; LEX[from[i]] === Lex.Blank; i++);
      if (from[i] === SEMICOLON) while (from[i] !== LF && from[i] !== CR) i++;
      if (from[i] === CR) i++;
      if (from[i] !== LF) return false;
      if (isUsualAddress(type, dataStart)) flags |= EntryFlag.UsualAddress;
    } else {
      if (type < 0 || type === TYPE.SOA) return false;
      let hash = type;
      for (; from[i] !== LF; i++) hash = Math.imul(hash ^ from[i], 0x01000193);
      hash ^= hash >>> 15;
      slot = this.#tails.find(from, dataStart, i, hash, type, this.#origin);
      if (slot === NO_TAIL) {
        newTail.start = dataStart;
        newTail.end = i;
        newTail.hash = hash;
        return false;
      }
      dataEnd = -1;
    }

    let owner = this.#owner;
    if (indented) flags |= EntryFlag.InheritedOwner;
    else {
      owner = this.#isWrittenBefore(lineStart, ownerEnd)
        ? owner
        : this.#env.names.readUnits(from, lineStart, ownerEnd, this.#origin);
      if (owner < 0) return false;
      this.#ownerAt = lineStart;
      this.#ownerLength = ownerEnd - lineStart;
      if (from[ownerEnd - 1] !== DOT && this.#isDeep(owner)) flags |= EntryFlag.RelativeOwner;
      this.#traits |= this.#env.names.traits(owner);
      this.#owner = owner;
      this.#afterOrigin = false;
    }
    this.#typeBits |= 1 << (type & 31);
    if (ttl >= 0) {
      flags |= EntryFlag.ExplicitTtl;
      this.#lastTtl = ttl;
    }
    if (hasClass) flags |= EntryFlag.ExplicitClass;

    const entry = this.#count++;
    const first = this.#words;
    const to = rows;
    to.kinds[entry] = EntryKind.Record;
    to.flags[entry] = flags;
    to.starts[entry] = indented ? header : lineStart;
    to.owners[entry] = owner;
    to.types[entry] = type;
    to.ttls[entry] = ttl >= 0 ? ttl : this.#defaultTtl >= 0 ? this.#defaultTtl : this.#lastTtl;
    to.wordFirsts[entry] = first;
    if (slot === NO_TAIL) {
      wordStarts[first] = dataStart;
      wordEnds[first] = dataEnd;
      wordQuoted[first] = 0;
      this.#words = first + 1;
      to.ends[entry] = dataEnd;
      to.targets[entry] = NO_NAME;
      to.tails[entry] = NO_TAIL;
    } else {
      const last = this.#tails.copyWords(slot, dataStart, wordStarts, wordEnds, wordQuoted, first);
      this.#words = last;
      to.ends[entry] = wordEnds[last - 1] + wordQuoted[last - 1];
      to.targets[entry] = this.#tails.target(slot);
      this.#traits |= this.#traitsOf(this.#tails.target(slot));
      to.tails[entry] = this.#tails.id(slot);
    }
    this.#at = i + 1;
    return true;
  }

  /** True where the owner is written as the last one was: in many files it stands on each line. */
  #isWrittenBefore(start: number, end: number): boolean {
    if (end - start !== this.#ownerLength) return false;
    let before = this.#ownerAt;
    for (let i = start; i < end; i++) if (units[before++] !== units[i]) return false;
    return true;
  }

  #traitsOf(name: NameId): number {
    return name < 0 ? 0 : this.#env.names.traits(name);
  }

  /** True where a name is more than one label below the origin. */
  #isDeep(name: NameId): boolean {
    const { names } = this.#env;
    return name < 0 || this.#origin < 0 || names.depth(name) - names.depth(this.#origin) > 1;
  }

  /** Reads a line that is a logical line of its own and has nothing special; false where there is more to it. */
  #plainLine(): boolean {
    const lineStart = this.#at;
    const first = this.#words;
    const next = splitLine(lineStart, first);
    if (next === NOT_PLAIN) return false;
    this.#at = next;
    if (plainWords === first) return true;
    this.#first = first;
    this.#words = plainWords;
    this.#invalid = false;
    this.#unbalanced = false;
    this.#plain = true;
    const last = plainWords - 1;
    this.#logicalLine(
      wordStarts[first] - wordQuoted[first],
      wordEnds[last] + wordQuoted[last],
      LEX[units[lineStart]] === Lex.Blank,
    );
    return true;
  }

  /** Reads one logical line: up to the line end at which no parenthesis is open. */
  #line(): void {
    const scanner = this.#scanner;
    const lineStart = this.#at;
    scanner.end = lineStart;
    let depth = 0;
    let openAt = -1;
    let start = -1;
    let end = lineStart;
    this.#first = this.#words;
    this.#invalid = false;
    this.#unbalanced = false;
    this.#plain = false;
    const firstCode = scanner.text.charCodeAt(lineStart);
    const indented = firstCode === 0x20 || firstCode === 0x09;
    for (;;) {
      const kind = scanner.next();
      if (kind === TokenKind.Word) {
        if (start < 0) start = scanner.start;
        this.#word(scanner.start, scanner.end, scanner.pair ? PAIR : 0);
        if (scanner.pair && !scanner.closed) this.#unclosedQuote(scanner.start, scanner.end);
        end = scanner.end;
      } else if (kind === TokenKind.Quoted) {
        if (start < 0) start = scanner.start;
        this.#word(scanner.start + 1, scanner.closed ? scanner.end - 1 : scanner.end, 1);
        if (!scanner.closed) this.#unclosedQuote(scanner.start, scanner.end);
        end = scanner.end;
      } else if (kind === TokenKind.Open) {
        if (start < 0) start = scanner.start;
        if (depth === 0) openAt = scanner.start;
        depth++;
        end = scanner.end;
      } else if (kind === TokenKind.Close) {
        if (depth > 0) depth--;
        else this.#report('zone/unbalanced-parentheses', scanner.start, scanner.end, translated(STRAY_PARENTHESIS));
        end = scanner.end;
      } else if (kind === TokenKind.LineEnd) {
        if (depth === 0) break;
        if (this.#startsRecord(scanner.end)) {
          this.#report('zone/unbalanced-parentheses', openAt, openAt + 1, translated(UNCLOSED_PARENTHESIS), {
            close: end,
          });
          break;
        }
      } else if (kind === TokenKind.End) {
        if (depth === 0) break;
        if (this.#pullNext()) continue;
        this.#report('zone/unbalanced-parentheses', openAt, openAt + 1, translated(UNCLOSED_PARENTHESIS), {
          close: end,
        });
        break;
      }
    }
    this.#at = scanner.end;
    if (this.#words > this.#first) this.#logicalLine(start, end, indented);
  }

  /** The text that offsets point into: the chunk's own, and that of chunks that a record of it reaches into. */
  get #source(): string {
    return this.#scanner.text;
  }

  /**
   * Appends the text of following chunks: a record reaches into them. Twice as many each time, since each appending copies
   * the text (an open parenthesis at the top may reach to the end of a long file).
   */
  #pullNext(): boolean {
    const from = this.#index + 1 + this.#reach.length;
    const next = this.#chunks.slice(from, from + Math.max(1, this.#reach.length));
    if (next.length === 0) return false;
    this.#reach.push(...next);
    const more = next.map((chunk) => chunk.text).join('');
    if (!takeUnits(more, this.#scanner.text.length)) this.#isAscii = false;
    this.#scanner.text += more;
    return true;
  }

  /**
   * Whether the line at `at`, inside open parentheses, is the start of another record, which means that the parenthesis
   * was never closed. Only what no RDATA looks like counts: a directive, or an owner (or white space), a class or TTL, and a type.
   */
  #startsRecord(at: number): boolean {
    // The line has to be there in full to be judged.
    while (this.#source.indexOf('\n', at) < 0 && this.#pullNext());
    const text = this.#source;
    const code = text.charCodeAt(at);
    // Most lines inside parentheses are indented numbers, comments and closing parentheses.
    if (code === 0x3b || code === 0x29 || code === 0x22 || Number.isNaN(code)) return false;
    RECORD_START.lastIndex = at;
    const match = RECORD_START.exec(text);
    if (!match) return false;
    const type = match.groups?.type;
    return type === undefined || typeCodeAt(type, 0, type.length) > 0;
  }

  #word(start: number, end: number, quoted: number): void {
    wordStarts[this.#words] = start;
    wordEnds[this.#words] = end;
    wordQuoted[this.#words] = quoted;
    this.#words++;
  }

  #report(rule: string, start: number, end: number, message: string, data?: Record<string, unknown>): void {
    this.#invalid = true;
    if (rule === 'zone/unbalanced-parentheses' || rule === 'zone/unbalanced-quotes') this.#unbalanced = true;
    this.#problems.push(data ? { rule, start, end, message, data } : { rule, start, end, message });
  }

  #unclosedQuote(start: number, end: number): void {
    const message = t`This quote is never closed: a string has to end on the line it began on, and the server refuses the zone. Add the closing quote.`;
    this.#report('zone/unbalanced-quotes', start, end, message, { close: end });
  }

  #text(word: number): string {
    return this.#source.slice(wordStarts[word], wordEnds[word]);
  }

  #logicalLine(start: number, end: number, indented: boolean): void {
    const first = this.#first;
    this.#ownerLength = -1;
    if (!indented && units[wordStarts[first]] === DOLLAR && wordQuoted[first] === 0) {
      this.#directive(start, end);
      return;
    }
    this.#record(start, end, indented);
  }

  /** Writes the common columns of an entry; the words from `firstWord` on are its RDATA or arguments. */
  #add(kind: EntryKind, start: number, end: number, firstWord: number): number {
    const entry = this.#count++;
    const to = rows;
    to.kinds[entry] = kind;
    to.flags[entry] = this.#invalid ? EntryFlag.Invalid : 0;
    to.starts[entry] = start;
    to.ends[entry] = end;
    to.owners[entry] = NO_NAME;
    to.types[entry] = 0;
    to.ttls[entry] = -1;
    to.targets[entry] = NO_NAME;
    to.tails[entry] = NO_TAIL;
    // Words before the RDATA (owner, TTL, class, type) are not kept: their columns say where they are.
    let word = this.#first;
    to.wordFirsts[entry] = word;
    for (let from = firstWord; from < this.#words; from++, word++) {
      wordStarts[word] = wordStarts[from];
      wordEnds[word] = wordEnds[from];
      wordQuoted[word] = wordQuoted[from];
    }
    this.#words = word;
    return entry;
  }

  #record(start: number, end: number, indented: boolean): void {
    const problems = this.#problems.length;
    let word = this.#first;
    let ownerStart = -1;
    let ownerEnd = -1;
    let owner = this.#owner;
    let flags: number = EntryFlag.InheritedOwner;
    if (!indented) {
      flags = 0;
      ownerStart = wordStarts[word];
      ownerEnd = wordEnds[word];
      owner = this.#readOwner(word);
      if (this.#isDeep(owner) && (!this.#plain || units[ownerEnd - 1] !== DOT)) flags |= EntryFlag.RelativeOwner;
      word++;
    } else if (owner === NO_OWNER) {
      this.#report(
        'zone/no-owner',
        start,
        Math.min(end, wordEnds[word]),
        t`This record begins with white space, which means the owner of the record before, and there is none yet. Write its owner, or @ for the zone itself.`,
      );
    }
    let ttl = -1;
    let ttlStart = -1;
    let ttlEnd = -1;
    let klass = -1;
    // Class and TTL may stand in either order; named reads class, TTL, class.
    for (let pass = 0; pass < 3 && word < this.#words; pass++) {
      if (wordQuoted[word] !== 0) break;
      const from = wordStarts[word];
      const to = wordEnds[word];
      if (pass === 1) {
        const value = this.#readTtl(from, to);
        if (value < 0) continue;
        ttl = value;
        ttlStart = from;
        ttlEnd = to;
        word++;
      } else if (klass < 0) {
        const code = isIn(from, to) ? CLASS.IN : this.#readClass(from, to);
        if (code < 0) continue;
        klass = code;
        if (code !== this.#class) this.#classMismatch(from, to);
        word++;
      }
    }
    if (word >= this.#words) {
      this.#noType(start, end, ownerStart);
      return;
    }
    const typeStart = wordStarts[word];
    const typeEnd = wordEnds[word];
    const type = wordQuoted[word] === 0 ? this.#readType(typeStart, typeEnd) : -1;
    if (type < 0) {
      this.#unknownType(start, end, word, owner, ownerStart);
      return;
    }
    const row = this.#class === CLASS.IN ? typeByCode(type) : typeRow(type, this.#class);
    if (row ? row.status === 'meta' : isMetaCode(type)) this.#metaType(typeStart, typeEnd, typeText(type));
    const entry = this.#add(EntryKind.Record, start, end, word + 1);
    if (type !== TYPE.SVCB && type !== TYPE.HTTPS) this.#splitPairs();
    const to = rows;
    to.owners[entry] = owner;
    to.types[entry] = type;
    if (klass >= 0 && klass !== this.#class) flags |= EntryFlag.OtherClass;
    if (this.#plain) flags |= EntryFlag.Plain;
    if (ttl >= 0) flags |= EntryFlag.ExplicitTtl;
    if (klass >= 0) flags |= EntryFlag.ExplicitClass;

    const firstWord = to.wordFirsts[entry];
    const generic = !this.#plain && this.#words > firstWord && this.#text(firstWord) === '\\#';
    if (generic) flags |= EntryFlag.Generic;
    const targetWord = TARGET_WORD[type];
    if (targetWord >= 0 && !generic && firstWord + targetWord < this.#words) {
      to.targets[entry] = this.#readName(firstWord + targetWord);
    }
    this.#typeBits |= 1 << (type & 31);
    if (HAS_MORE_NAMES[type] === 1 || (owner < 0 && !indented)) this.#traits = ANY_TRAIT;
    if (!indented) this.#traits |= this.#traitsOf(owner);
    if (targetWord >= 0) this.#traits |= to.targets[entry] < 0 ? ANY_TRAIT : this.#traitsOf(to.targets[entry]);
    if (this.#isSound(type, firstWord, to.targets[entry])) {
      if ((type === TYPE.A || type === TYPE.AAAA) && isUsualAddress(type, wordStarts[firstWord]))
        flags |= EntryFlag.UsualAddress;
    } else {
      if (row) this.#checkRdata(row, firstWord, typeStart, typeEnd);
      else if (!generic) this.#needsGeneric(type, typeStart, typeEnd);
    }
    this.#effectiveTtl(entry, type, ttl, ttlStart, ttlEnd, typeStart, typeEnd);
    if (this.#afterOrigin && indented) this.#inheritedAfterOrigin(start, owner);
    this.#afterOrigin = false;
    this.#owner = owner;
    to.flags[entry] = flags | (this.#invalid ? EntryFlag.Invalid : 0);
    if (newTail.start === wordStarts[firstWord] - wordQuoted[firstWord] && this.#problems.length === problems) {
      to.tails[entry] = this.#addTail(type, to.targets[entry], firstWord);
    }
  }

  /** Keeps what was found out about the data of the record being read, for others that have the same. */
  #addTail(type: number, target: NameId, firstWord: number): number {
    const { start, end, hash } = newTail;
    const hasTarget = TARGET_WORD[type] < 0 || target >= 0;
    if (!this.#plain || this.#words === firstWord || !hasTarget) return NO_TAIL;
    return this.#tails.add(
      units,
      start,
      end,
      hash,
      type,
      this.#origin,
      target,
      wordStarts,
      wordEnds,
      wordQuoted,
      firstWord,
      this.#words,
    );
  }

  /** True where the RDATA needs no further look: what it is in nearly all records. */
  #isSound(type: number, firstWord: number, target: NameId): boolean {
    if (!this.#plain || this.#class !== CLASS.IN) return false;
    return isPlainRdata(type, units, wordStarts, wordEnds, wordQuoted, firstWord, this.#words, target >= 0);
  }

  #readType(from: number, to: number): number {
    const type = usualTypeCode(units, from, to);
    return type >= 0 ? type : typeCodeAt(this.#source, from, to);
  }

  /** The code of a class; -1 where the word is none. Only words that begin as one are looked at as text. */
  #readClass(from: number, to: number): number {
    const lead = units[from] | 0x20;
    return lead === 0x69 || lead === 0x63 || lead === 0x68 ? readClass(this.#source, from, to) : -1;
  }

  /** Seconds; -1 where the word is no TTL. */
  #readTtl(from: number, to: number): number {
    const value = readDecimal(units, from, to);
    if (value >= 0) return value;
    if (units[from] < 0x30 || units[from] > 0x39) return -1;
    return parseTtl(this.#source, from, to) ?? -1;
  }

  #readName(word: number): NameId {
    const name = this.#env.names.readUnits(units, wordStarts[word], wordEnds[word], this.#origin);
    if (name !== SLOW) return name;
    return this.#env.names.read(this.#source, wordStarts[word], wordEnds[word], this.#origin);
  }

  #readOwner(word: number): NameId {
    // named reads an owner in quotes as it reads one without them; only white space may stand in it then.
    const owner = this.#readName(word);
    if (owner === NO_NAME) this.#badName(wordStarts[word], wordEnds[word], t`owner`);
    return owner;
  }

  #badName(from: number, to: number, what: string): void {
    const text = this.#source;
    const shown = text.slice(from, to);
    const { error } = parseName(text, from, to);
    if (error) {
      const at = from + error.index;
      this.#report('zone/bad-name', at, Math.max(at + 1, at + error.length), nameErrorText(error.code, shown, what));
      return;
    }
    if (this.#origin === NO_NAME) return;
    this.#report('zone/bad-name', from, to, nameErrorText('name-too-long', shown, what));
  }

  #classMismatch(from: number, to: number): void {
    const zoneClass = classText(this.#class);
    this.#report(
      'zone/class-mismatch',
      from,
      to,
      t`The class ${this.#source.slice(from, to)} is not the zone's, which is ${zoneClass}: the server refuses the zone. Write ${zoneClass} or leave the class out.`,
      { replacement: zoneClass },
    );
  }

  #noType(start: number, end: number, ownerStart: number): void {
    const what =
      ownerStart < 0 ? t`This line` : t`The line of ${this.#source.slice(ownerStart, wordEnds[this.#first])}`;
    this.#report(
      'zone/incomplete-record',
      start,
      end,
      t`${what} has no record type and no data, so the server refuses the zone. Complete it or delete it.`,
    );
    const entry = this.#add(EntryKind.Broken, start, end, this.#first);
    rows.flags[entry] |= EntryFlag.InheritedOwner;
  }

  #unknownType(start: number, end: number, word: number, owner: NameId, ownerStart: number): void {
    const from = wordQuoted[word] === 1 ? wordStarts[word] - 1 : wordStarts[word];
    const to = wordQuoted[word] === 1 ? Math.min(end, wordEnds[word] + 1) : wordEnds[word];
    const shown = this.#text(word);
    this.#report(
      'zone/unknown-type',
      from,
      Math.max(to, from + 1),
      t`${shown} is not a record type: the server refuses the zone. Check the spelling, or that owner, TTL, class and type stand in this order.`,
      { word: shown },
    );
    const entry = this.#add(EntryKind.Broken, start, end, word + 1);
    rows.owners[entry] = owner;
    if (ownerStart < 0) rows.flags[entry] |= EntryFlag.InheritedOwner;
    // The server takes the owner from a line that it then refuses, so the next line inherits it.
    if (ownerStart >= 0) {
      this.#owner = owner;
      this.#afterOrigin = false;
    }
  }

  #metaType(from: number, to: number, mnemonic: string): void {
    this.#report(
      'zone/meta-type',
      from,
      to,
      t`${mnemonic} is only for queries and messages; no zone may hold such a record, and the server refuses it. Delete it.`,
    );
  }

  #needsGeneric(type: number, from: number, to: number): void {
    this.#report(
      'zone/bad-rdata',
      from,
      to,
      t`${typeText(type)} has no text form that servers know: write its data as \\# LENGTH HEX (RFC 3597).`,
      { code: 'needs-generic' },
    );
  }

  /** Splits `a="b"` into two words: only SVCB's parameters hold quotes inside a word. */
  #splitPairs(): void {
    const text = this.#source;
    for (let word = this.#first; word < this.#words; word++) {
      if (wordQuoted[word] !== PAIR) continue;
      const from = wordStarts[word];
      const to = wordEnds[word];
      let quote = from;
      while (text.charCodeAt(quote) !== 0x22 || text.charCodeAt(quote - 1) !== 0x3d) quote++;
      wordStarts.copyWithin(word + 1, word, this.#words);
      wordEnds.copyWithin(word + 1, word, this.#words);
      wordQuoted.copyWithin(word + 1, word, this.#words);
      this.#words++;
      wordEnds[word] = quote;
      wordQuoted[word] = 0;
      wordStarts[word + 1] = quote + 1;
      wordEnds[word + 1] = text.charCodeAt(to - 1) === 0x22 && to - 1 > quote ? to - 1 : to;
      wordQuoted[word + 1] = 1;
    }
  }

  #checkRdata(row: TypeRow, firstWord: number, typeStart: number, typeEnd: number): void {
    // Where a quote or parenthesis is open, what follows from it is not said too.
    if (this.#unbalanced) return;
    RDATA.text = this.#source;
    RDATA.first = firstWord;
    RDATA.count = this.#words - firstWord;
    RDATA.starts = wordStarts;
    RDATA.ends = wordEnds;
    RDATA.quoted = wordQuoted;
    checkRdata(row, RDATA, (from, to, code, message) => {
      const nowhere = RDATA.count === 0;
      this.#report('zone/bad-rdata', nowhere ? typeStart : from, nowhere ? typeEnd : Math.max(to, from + 1), message, {
        code,
      });
    });
  }

  #effectiveTtl(
    entry: number,
    type: number,
    ttl: number,
    ttlStart: number,
    ttlEnd: number,
    typeStart: number,
    typeEnd: number,
  ): void {
    if (ttl >= 0) {
      if (ttl > MAX_TTL) this.#ttlTooLarge(ttlStart, ttlEnd);
      this.#lastTtl = ttl > MAX_TTL ? 0 : ttl;
      rows.ttls[entry] = this.#lastTtl;
      return;
    }
    if (this.#defaultTtl >= 0) {
      rows.ttls[entry] = this.#defaultTtl;
      return;
    }
    if (this.#lastTtl >= 0) {
      rows.ttls[entry] = this.#lastTtl;
      return;
    }
    if (type === TYPE.SOA) {
      const minimum = this.#soaMinimum(rows.wordFirsts[entry]);
      this.#defaultTtl = minimum;
      rows.ttls[entry] = minimum;
      const message = t`There is no $TTL before the SOA and the SOA has no TTL, so its last field${minimum >= 0 ? `, ${minimum},` : ''} is taken for every record without one. State it: add a $TTL line at the top.`;
      this.#problems.push({
        rule: 'zone/soa-minimum-as-ttl',
        start: typeStart,
        end: typeEnd,
        message,
        data: { minimum },
      });
      return;
    }
    this.#report(
      'zone/ttl-missing',
      typeStart,
      typeEnd,
      t`This ${typeText(type)} record has no TTL, and neither a $TTL line nor a record before it gives one: the server refuses the zone. Add a $TTL line at the top.`,
    );
  }

  #soaMinimum(firstWord: number): number {
    const word = firstWord + 6;
    if (word >= this.#words) return 0;
    return parseTtl(this.#source, wordStarts[word], wordEnds[word]) ?? 0;
  }

  #ttlTooLarge(from: number, to: number): void {
    const invalid = this.#invalid;
    this.#report(
      'zone/ttl-too-large',
      from,
      to,
      t`The TTL ${this.#source.slice(from, to)} is above 2147483647 seconds (RFC 2181 section 8), so servers take it as 0 and nothing is cached. Write a smaller one.`,
    );
    this.#invalid = invalid;
  }

  #inheritedAfterOrigin(start: number, owner: NameId): void {
    this.#problems.push({
      rule: 'zone/inherited-owner-after-origin',
      start,
      end: start + 1,
      message: t`This record directly follows a $ORIGIN and has no owner, so it belongs to ${this.#env.names.text(owner)}, not to the new origin. Write the owner, or @ for the origin.`,
    });
  }

  #directive(start: number, end: number): void {
    const word = this.#first;
    const name = this.#text(word).toUpperCase();
    const argument = word + 1;
    const count = this.#words - argument;
    switch (name) {
      case '$ORIGIN':
        this.#originDirective(start, end, argument, count);
        return;
      case '$TTL':
        this.#ttlDirective(start, end, argument, count);
        return;
      case '$INCLUDE':
        this.#includeDirective(start, end, argument, count);
        return;
      case '$GENERATE':
        this.#generateDirective(start, end, argument, count);
        return;
      case '$DATE':
        this.#dateDirective(start, end, argument, count);
        return;
      default:
        this.#report(
          'zone/unknown-directive',
          wordStarts[word],
          wordEnds[word],
          t`${this.#text(word)} is not a directive: a line that begins with $ has to be $ORIGIN, $TTL, $INCLUDE or $GENERATE. For an owner name with a dollar sign write \\$.`,
          { word: this.#text(word) },
        );
        this.#add(EntryKind.UnknownDirective, start, end, argument);
    }
  }

  /** Reports what stands behind the last argument that a directive takes. */
  #extra(argument: number, most: number, count: number, directive: string): void {
    if (count <= most) return;
    const from = argument + most;
    this.#report(
      'zone/bad-directive',
      wordStarts[from],
      wordEnds[argument + count - 1],
      t`${directive} takes no more than ${most === 1 ? t`one argument` : t`${most} arguments`}: delete ${this.#text(from)}, or put a semicolon before it if it is a comment.`,
    );
  }

  #missing(from: number, to: number, directive: string, what: string): void {
    this.#report('zone/bad-directive', from, to, t`${directive} needs ${what} behind it.`);
  }

  #originDirective(start: number, end: number, argument: number, count: number): void {
    if (count === 0) {
      this.#missing(start, end, '$ORIGIN', t`a domain name, with its final dot`);
      this.#add(EntryKind.Origin, start, end, argument);
      return;
    }
    this.#extra(argument, 1, count, '$ORIGIN');
    const text = this.#source;
    const origin = this.#env.names.read(text, wordStarts[argument], wordEnds[argument], this.#origin);
    if (origin === NO_NAME) this.#badName(wordStarts[argument], wordEnds[argument], t`origin`);
    this.#traits |= origin === NO_NAME ? ANY_TRAIT : this.#traitsOf(origin);
    const entry = this.#add(EntryKind.Origin, start, end, argument);
    rows.targets[entry] = origin;
    if (origin === NO_NAME && this.#origin !== NO_NAME) return;
    this.#origin = origin;
    this.#afterOrigin = true;
  }

  #ttlDirective(start: number, end: number, argument: number, count: number): void {
    const text = this.#source;
    if (count === 0) {
      this.#missing(start, end, '$TTL', t`a time: seconds, or numbers with w, d, h, m or s`);
      this.#add(EntryKind.Ttl, start, end, argument);
      return;
    }
    this.#extra(argument, 1, count, '$TTL');
    const [from, to] = [wordStarts[argument], wordEnds[argument]];
    const ttl = parseTtl(text, from, to);
    if (ttl === undefined) {
      this.#report(
        'zone/bad-directive',
        from,
        to,
        t`${text.slice(from, to)} is not a time: write seconds, or numbers with w, d, h, m or s, such as 1h30m.`,
      );
    } else {
      if (ttl > MAX_TTL) this.#ttlTooLarge(from, to);
      this.#defaultTtl = ttl > MAX_TTL ? 0 : ttl;
    }
    const entry = this.#add(EntryKind.Ttl, start, end, argument);
    rows.ttls[entry] = ttl === undefined || ttl > MAX_TTL ? -1 : ttl;
  }

  /** dnssec-signzone once wrote it: the time at which the file was written. named reads it and forgets it. */
  #dateDirective(start: number, end: number, argument: number, count: number): void {
    this.#extra(argument, 1, count, '$DATE');
    if (count === 0) this.#missing(start, end, '$DATE', t`a time as YYYYMMDDHHMMSS`);
    else if (!/^\d{14}$/.test(this.#text(argument))) {
      const message = t`${this.#text(argument)} is not a time: write YYYYMMDDHHMMSS, or delete the line, which has no effect.`;
      this.#report('zone/bad-directive', wordStarts[argument], wordEnds[argument], message);
    }
    this.#add(EntryKind.UnknownDirective, start, end, argument);
  }

  #includeDirective(start: number, end: number, argument: number, count: number): void {
    if (count === 0) {
      this.#missing(start, end, '$INCLUDE', t`a file name`);
      this.#add(EntryKind.Include, start, end, argument);
      return;
    }
    this.#extra(argument, 2, count, '$INCLUDE');
    const text = this.#source;
    let origin = this.#origin;
    if (count > 1) {
      const [from, to] = [wordStarts[argument + 1], wordEnds[argument + 1]];
      origin = this.#env.names.read(text, from, to, this.#origin);
      if (origin === NO_NAME) this.#badName(from, to, t`origin`);
    }
    const path = this.#text(argument);
    const [pathStart, pathEnd] = [wordStarts[argument], wordEnds[argument]];
    const entry = this.#add(EntryKind.Include, start, end, argument);
    rows.targets[entry] = origin;
    const state: LineState = {
      skip: 0,
      origin,
      owner: this.#owner,
      class: this.#class,
      defaultTtl: this.#defaultTtl,
      lastTtl: this.#lastTtl,
      afterOrigin: false,
    };
    // Origin and owner are as before the include (BIND restores both), the TTLs are the included file's.
    const after = this.#include(path, state);
    this.#includes.push({ entry, path, pathStart, pathEnd, origin, state, after });
    if (!after) return;
    this.#defaultTtl = after.defaultTtl;
    this.#lastTtl = after.lastTtl;
  }

  /** What the included file leaves behind. It may be parsed now, in the middle of this chunk, so it gets scratch of its own. */
  #include(path: string, state: LineState): LineState | undefined {
    if (!this.#env.include) return undefined;
    const keep = currentScratch();
    freshScratch();
    const after = this.#env.include(path, state);
    restoreScratch(keep);
    return after;
  }

  #generateDirective(start: number, end: number, argument: number, count: number): void {
    const text = this.#source;
    const bad = (from: number, to: number, message: string, data?: Record<string, unknown>): void => {
      this.#report('zone/bad-generate', from, to, message, data);
      this.#add(EntryKind.Generate, start, end, argument);
    };
    if (count < 4) {
      bad(
        start,
        end,
        t`$GENERATE needs a range, an owner, a type and the data, as in: $GENERATE 1-10 host-$ A 192.0.2.$`,
      );
      return;
    }
    const range = parseGenerateRange(this.#text(argument));
    if (!range) {
      bad(
        wordStarts[argument],
        wordEnds[argument],
        t`${this.#text(argument)} is not a range: write start-stop or start-stop/step, with start not above stop, such as 1-254.`,
      );
      return;
    }
    // Between owner and type named takes a TTL and a class, as in a record.
    let word = argument + 2;
    let prefix = '';
    for (; word < this.#words - 2; word++) {
      const [from, to] = [wordStarts[word], wordEnds[word]];
      if (readClass(text, from, to) < 0 && parseTtl(text, from, to) === undefined) break;
      prefix += ` ${text.slice(from, to)}`;
    }
    const type = typeCodeAt(text, wordStarts[word], wordEnds[word]);
    const row = type < 0 ? undefined : typeByCode(type);
    if (type < 0 || row?.status === 'meta') {
      bad(wordStarts[word], wordEnds[word], t`${this.#text(word)} is not a type that $GENERATE can make records of.`);
      return;
    }
    const data = word + 1;
    if (this.#words > data + 1) {
      bad(
        wordStarts[data + 1],
        wordEnds[this.#words - 1],
        t`$GENERATE takes its data as one word. Put it in quotes: "${text.slice(wordStarts[data], wordEnds[this.#words - 1])}".`,
        { quote: true },
      );
      return;
    }
    const owner = parseGenerateTemplate(this.#text(argument + 1));
    const rdata = parseGenerateTemplate(this.#text(data));
    if (!owner || !rdata) {
      const wrong = owner ? data : argument + 1;
      bad(
        wordStarts[wrong],
        wordEnds[wrong],
        t`A $ with braces has to be \${offset}, \${offset,width} or \${offset,width,base}, with a base of d, o, x, X, n or N.`,
      );
      return;
    }
    if (!templateFits(owner, range) || !templateFits(rdata, range)) {
      const wrong = templateFits(owner, range) ? data : argument + 1;
      bad(
        wordStarts[wrong],
        wordEnds[wrong],
        t`With its offset the number here goes above 2147483647, and the server refuses the zone.`,
      );
      return;
    }
    const total = generateCount(range);
    const mnemonic = this.#text(word);
    if (total > GENERATE_LIMIT) {
      this.#problems.push({
        rule: 'zone/generate-limit',
        start: wordStarts[argument],
        end: wordEnds[argument],
        message: t`This makes ${total} records; only the first ${GENERATE_LIMIT} of them are checked here.`,
      });
    }
    const entry = this.#add(EntryKind.Generate, start, end, argument);
    let lines = '';
    for (let i = 0; i < Math.min(total, GENERATE_LIMIT); i++) {
      const at = range.start + i * range.step;
      lines += `${expandTemplate(owner, at)}${prefix} ${mnemonic} ${expandTemplate(rdata, at)}\n`;
    }
    this.#expansion(entry, lines, start, end);
  }

  /** Parses the records of a `$GENERATE`; the first thing wrong in them is reported at the directive. */
  #expansion(entry: number, lines: string, start: number, end: number): void {
    const keep = currentScratch();
    const state: LineState = {
      skip: 0,
      origin: this.#origin,
      owner: this.#owner,
      class: this.#class,
      defaultTtl: this.#defaultTtl,
      lastTtl: this.#lastTtl,
      afterOrigin: false,
    };
    // The expansion is parsed with scratch of its own; this chunk's is put back after.
    freshScratch();
    const parsed = parseText(lines, state, { ...this.#env, include: undefined });
    restoreScratch(keep);
    this.#generated.push({ entry, parsed });
    const [first] = parsed.problems;
    if (first) {
      const line = lines.slice(lines.lastIndexOf('\n', first.start - 1) + 1).split('\n', 1)[0];
      this.#problems.push({
        rule: first.rule,
        start,
        end,
        message: t`One of the records this makes is wrong (${line}): ${first.message}`,
      });
      rows.flags[entry] |= EntryFlag.Invalid;
    }
    this.#owner = parsed.exit.owner;
    this.#lastTtl = parsed.exit.lastTtl;
  }

  #result(exit: LineState): ParsedChunk {
    rows.wordFirsts[this.#count] = this.#words;
    return new ParsedChunk({
      id: this.#env.nextId(),
      chunk: this.#chunks[this.#index],
      entry: this.#entry,
      exit,
      reach: this.#reach,
      isAscii: this.#isAscii,
      count: this.#count,
      typeBits: this.#typeBits,
      traits: this.#traits,
      columns: copyOfRows(this.#count, this.#words),
      problems: this.#problems,
      includes: this.#includes,
      generated: this.#generated,
    });
  }
}

/** The first rows and words of the scratch, in columns of their own. */
function copyOfRows(count: number, words: number): Columns {
  const copy = makeColumns(count, words);
  copy.kinds.set(rows.kinds.subarray(0, count));
  copy.flags.set(rows.flags.subarray(0, count));
  copy.starts.set(rows.starts.subarray(0, count));
  copy.ends.set(rows.ends.subarray(0, count));
  copy.owners.set(rows.owners.subarray(0, count));
  copy.types.set(rows.types.subarray(0, count));
  copy.ttls.set(rows.ttls.subarray(0, count));
  copy.targets.set(rows.targets.subarray(0, count));
  copy.tails.set(rows.tails.subarray(0, count));
  copy.wordFirsts.set(rows.wordFirsts.subarray(0, count + 1));
  copy.wordStarts.set(wordStarts.subarray(0, words));
  copy.wordEnds.set(wordEnds.subarray(0, words));
  copy.wordQuoted.set(wordQuoted.subarray(0, words));
  return copy;
}

const STRAY_PARENTHESIS = marked(
  'This parenthesis closes nothing, and the server refuses the zone. Delete it, or open one where the record begins to run over its line.',
);
const UNCLOSED_PARENTHESIS = marked(
  'This parenthesis is never closed, so the server reads all lines after it as part of this record. Close it where the record ends.',
);

/** The RDATA of the record being checked: one object for all, since checkRdata keeps nothing. */
const RDATA: { -readonly [K in keyof RdataWords]: RdataWords[K] } = {
  text: '',
  first: 0,
  count: 0,
  starts: wordStarts,
  ends: wordEnds,
  quoted: wordQuoted,
};

const CLASS_WORD = '(?:IN|CH|HS)';
const TTL_WORD = '\\d[\\dwdhms]*';
const RECORD_START = new RegExp(
  [
    '\\$(?:ORIGIN|TTL|INCLUDE|GENERATE)[ \\t]',
    `[^\\s;()"]*[ \\t]+(?:${TTL_WORD}[ \\t]+)?${CLASS_WORD}[ \\t]+(?:${TTL_WORD}[ \\t]+)?(?<type>[A-Z][A-Z0-9-]*)[ \\t]`,
    `[^\\s;()"]+[ \\t]+(?:${TTL_WORD}[ \\t]+)?A[ \\t]+\\d+\\.\\d+\\.\\d+\\.\\d+[ \\t]*(?:;.*)?$`,
    `[^\\s;()"]+[ \\t]+(?:${TTL_WORD}[ \\t]+)?AAAA[ \\t]+[0-9a-f:.]*:[0-9a-f:.]+[ \\t]*(?:;.*)?$`,
    `[^\\s;()"]+[ \\t]+(?:${TTL_WORD}[ \\t]+)?(?:NS|CNAME|PTR)[ \\t]+[^\\s;()"]+\\.[ \\t]*(?:;.*)?$`,
    `[^\\s;()"]+[ \\t]+(?:${TTL_WORD}[ \\t]+)?MX[ \\t]+\\d+[ \\t]+[^\\s;()"]+[ \\t]*(?:;.*)?$`,
  ]
    .map((alternative) => `(?:${alternative})`)
    .join('|'),
  'imy',
);

/** True for an address as `EntryFlag.UsualAddress` says it; one that is sound begins at `at`. */
function isUsualAddress(type: number, at: number): boolean {
  if (type === TYPE.AAAA) return units[at] === 0x32 || (units[at] | 0x20) === 0x66;
  let octet = 0;
  for (let i = at; units[i] !== DOT; i++) octet = octet * 10 + units[i] - 0x30;
  return octet >= 2 && octet <= 223 && octet !== 127;
}

function isIn(from: number, to: number): boolean {
  return to - from === 2 && (units[from] | 0x20) === 0x69 && (units[from + 1] | 0x20) === 0x6e;
}

function readClass(text: string, from: number, to: number): number {
  const length = to - from;
  if (length === 2) {
    const first = text.charCodeAt(from) | 0x20;
    const second = text.charCodeAt(from + 1) | 0x20;
    if (first === 0x69 && second === 0x6e) return 1;
    if (first === 0x63 && second === 0x68) return 3;
    if (first === 0x68 && second === 0x73) return 4;
    return -1;
  }
  const lead = text.charCodeAt(from) | 0x20;
  // CLASSnnn, CHAOS, HESIOD; everything else is not worth a slice.
  if (length < 5 || (lead !== 0x63 && lead !== 0x68)) return -1;
  return classCode(text.slice(from, to)) ?? -1;
}

function nameErrorText(code: string, shown: string, what: string): string {
  switch (code) {
    case 'empty-label':
      return t`The ${what} ${shown} has an empty label: two dots in a row, or one at its start. Delete the extra dot.`;
    case 'label-too-long':
      return t`The ${what} ${shown} has a label of more than 63 octets, which no server accepts. Shorten it.`;
    case 'name-too-long':
      return t`The ${what} ${shown} is longer than 255 octets with its origin, which no server accepts. Shorten it, or end it in a dot if the origin should not be added.`;
    case 'bad-escape':
      return t`The ${what} ${shown} has a backslash that escapes nothing: write \\DDD with a decimal value up to 255, or \\ and one character.`;
    default:
      return t`The ${what} is empty: write a name, or @ for the origin.`;
  }
}

type Scratch = readonly [Uint8Array, Columns];

function currentScratch(): Scratch {
  return [units, rows];
}

function restoreScratch([keptUnits, keptRows]: Scratch): void {
  units = keptUnits;
  takeRows(keptRows);
}

function freshScratch(): void {
  restoreScratch([new Uint8Array(1024), makeColumns(1024, 1024)]);
}
