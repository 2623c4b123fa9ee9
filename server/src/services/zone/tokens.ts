/** Semantic tokens of zone files: what each word is, which its place decides and a grammar can only guess. */

import { parseAddress } from '../../dns/addresses.ts';
import { classCode } from '../../dns/classes.ts';
import { type NameId, NO_NAME } from '../../dns/names.ts';
import { isGeneric, rdataLayout } from '../../dns/rdata.ts';
import { parseTtl } from '../../dns/ttl.ts';
import { type FieldKind, type RdataField, typeCodeAt, typeRow } from '../../dns/types.ts';
import type { Zone } from '../../workspace/zone.ts';
import { EntryKind, type ParsedChunk, wordCount, wordsOf } from '../../zone/chunk.ts';
import type { ZoneDocument } from '../../zone/document.ts';
import { Scanner, TokenKind } from '../../zone/scanner.ts';
import type { OffsetRange } from '../shared/ranges.ts';
import { modifierBit, type TokenType, typeNumbers } from '../shared/tokenLegend.ts';

const TYPE = typeNumbers();
const DECLARATION = modifierBit('declaration');
const DEPRECATED = modifierBit('deprecated');
const OUT_OF_ZONE = modifierBit('outOfZone');

/** How the words of a field are coloured: all alike, or as the word decides. */
type FieldToken = TokenType | 'read-name' | 'read-gateway' | 'read-type' | 'read-parameter' | 'read-value';

const FIELD_TOKENS: Readonly<Record<FieldKind, FieldToken>> = {
  u8: 'read-value',
  u16: 'read-value',
  u32: 'read-value',
  octal16: 'read-value',
  'key-flags': 'read-value',
  ttl: 'ttl',
  time: 'read-value',
  type: 'read-type',
  name: 'read-name',
  names: 'read-name',
  'rrsig-signer': 'read-name',
  ipv4: 'address',
  ipv6: 'address',
  string: 'string',
  strings: 'string',
  'quoted-text': 'string',
  text: 'string',
  tag: 'property',
  digits: 'string',
  regexp: 'string',
  base64: 'encodedData',
  'dash-base64': 'encodedData',
  hex: 'encodedData',
  salt: 'encodedData',
  'next-hash': 'encodedData',
  types: 'read-type',
  'types-bitmap': 'read-type',
  'svc-params': 'read-parameter',
  'loc-latitude': 'read-value',
  'loc-longitude': 'read-value',
  'loc-altitude': 'read-value',
  'loc-size': 'read-value',
  apl: 'address',
  nsap: 'address',
  atma: 'address',
  eui48: 'address',
  eui64: 'address',
  locator: 'address',
  gateway: 'read-gateway',
  'amt-discovery': 'read-value',
  'amt-type': 'read-value',
  'hip-algorithm': 'read-value',
  'hip-hit': 'encodedData',
  'hip-key': 'encodedData',
  'a6-bits': 'read-value',
  'a6-suffix': 'address',
  'a6-name': 'read-name',
  'wks-protocol': 'read-value',
  'wks-ports': 'read-value',
};

/** In the data of a `$GENERATE`, whose words are templates, nothing is read. */
const IN_TEMPLATE = {
  'read-name': 'domainName',
  'read-gateway': 'domainName',
  'read-type': 'recordType',
  'read-parameter': 'property',
  'read-value': 'string',
} as const satisfies Record<Exclude<FieldToken, TokenType>, TokenType>;

function templateToken(kind: FieldKind): TokenType {
  const token = FIELD_TOKENS[kind];
  return token in IN_TEMPLATE ? IN_TEMPLATE[token as keyof typeof IN_TEMPLATE] : (token as TokenType);
}

/** Comments that say something to this extension: the grammar marks their words, which one token would cover. */
const ANNOTATION = /^;+\s*(?:zone:|bailiwick-ignore\b)/;

/** Numbers of one token: start and end relative to its chunk, type, modifiers. */
const SIZE = 4;

/** A chunk's tokens follow from the chunk and the zone that it is parsed for, so they are kept with it. */
const known = new WeakMap<ParsedChunk, Int32Array>();

function tokensOf(chunk: ParsedChunk, zone: Zone): Int32Array {
  let tokens = known.get(chunk);
  if (!tokens) {
    tokens = Int32Array.from(new Collector(chunk, zone).run());
    known.set(chunk, tokens);
  }
  return tokens;
}

/** Collects the tokens of one chunk in order. */
class Collector {
  readonly #chunk: ParsedChunk;
  readonly #zone: Zone;
  readonly #tokens: number[] = [];
  readonly #scanner: Scanner;
  /** Where the last token ended. */
  #at: number;

  constructor(chunk: ParsedChunk, zone: Zone) {
    this.#chunk = chunk;
    this.#zone = zone;
    this.#scanner = new Scanner(chunk.text);
    this.#at = Math.min(chunk.stateBefore.skip, chunk.chunk.text.length);
  }

  run(): number[] {
    const { count, kinds, chunk } = this.#chunk;
    for (let entry = 0; entry < count; entry++) {
      if (kinds[entry] === EntryKind.Record) this.#record(entry);
      else if (kinds[entry] !== EntryKind.Broken) this.#directive(entry);
      else this.#broken(entry);
      this.#gap(this.#chunk.ends[entry], false);
    }
    this.#gap(Math.max(chunk.text.length, this.#at), false);
    return this.#tokens;
  }

  /** Adds a token; what overlaps the one before is left out. Lines up the comments between the two. */
  #add(type: TokenType, start: number, end: number, modifiers = 0, inHeader = false): void {
    if (start < this.#at || end <= start) return;
    this.#gap(start, inHeader);
    this.#tokens.push(start, end, TYPE[type], modifiers);
    this.#at = end;
  }

  /** Comments up to `to`, and, before a type, the class: it has no column of its own. */
  #gap(to: number, inHeader: boolean): void {
    const scanner = this.#scanner;
    scanner.end = this.#at;
    while (scanner.end < to && scanner.next() !== TokenKind.End) {
      const { kind, start, end, text } = scanner;
      if (kind === TokenKind.Comment) {
        if (!ANNOTATION.test(text.slice(start, end))) this.#tokens.push(start, end, TYPE.comment, 0);
      } else if (kind === TokenKind.Word && inHeader && end <= to && classCode(text.slice(start, end)) !== undefined) {
        this.#tokens.push(start, end, TYPE.dnsClass, 0);
      }
    }
    this.#at = Math.max(this.#at, to);
  }

  #record(entry: number): void {
    const { ownerStarts, typeStarts, typeEnds, ttlStarts, ttlEnds, types, classes } = this.#chunk;
    if (ownerStarts[entry] >= 0) this.#owner(entry);
    if (ttlStarts[entry] >= 0) this.#add('ttl', ttlStarts[entry], ttlEnds[entry], 0, true);
    const row = typeRow(types[entry], classes[entry]);
    this.#add('recordType', typeStarts[entry], typeEnds[entry], row.status === 'obsolete' ? DEPRECATED : 0, true);
    const words = wordsOf(this.#chunk, entry);
    if (isGeneric(row, words)) {
      for (let word = 0; word < words.count; word++) this.#word(entry, word, word === 1 ? 'number' : 'encodedData');
      return;
    }
    for (const { field, firstWord, lastWord } of rdataLayout(row, words)) {
      for (let word = firstWord; word <= lastWord; word++) this.#field(entry, word, field);
    }
  }

  #owner(entry: number): void {
    const { text, owners, ownerStarts, ownerEnds } = this.#chunk;
    const [start, end] = [ownerStarts[entry], ownerEnds[entry]];
    const modifiers = DECLARATION | this.#outOfZone(owners[entry]);
    this.#add(text.slice(start, end) === '@' ? 'origin' : 'owner', start, end, modifiers);
  }

  #field(entry: number, word: number, field: RdataField): void {
    const { chunk, text, start, end } = this.#placed(entry, word);
    const token = FIELD_TOKENS[field.kind];
    switch (token) {
      case 'read-gateway':
        if (parseAddress(text)) this.#word(entry, word, 'address');
        else this.#name(entry, word, 'domainName');
        return;
      case 'read-name':
        this.#name(entry, word, field.role === 'mailbox' ? 'mailbox' : 'domainName');
        return;
      case 'read-type':
        this.#word(entry, word, typeCodeAt(text, 0, text.length) < 0 ? 'number' : 'recordType');
        return;
      case 'read-parameter': {
        const equals = text.indexOf('=');
        if (chunk.wordQuoted[chunk.wordFirsts[entry] + word] === 1) this.#word(entry, word, 'string');
        else if (equals < 0) this.#word(entry, word, 'property');
        else {
          this.#add('property', start, start + equals);
          this.#add('string', start + equals + 1, end);
        }
        return;
      }
      case 'read-value':
        this.#word(entry, word, /^[a-z]/i.test(text) ? 'enumMember' : 'number');
        return;
      default:
        this.#word(entry, word, token);
    }
  }

  #placed(entry: number, word: number): { chunk: ParsedChunk; text: string; start: number; end: number } {
    const chunk = this.#chunk;
    const at = chunk.wordFirsts[entry] + word;
    const [start, end] = [chunk.wordStarts[at], chunk.wordEnds[at]];
    return { chunk, text: chunk.text.slice(start, end), start, end };
  }

  /** A word as it stands, its quotes included. */
  #word(entry: number, word: number, type: TokenType, modifiers = 0): void {
    const { chunk, start, end } = this.#placed(entry, word);
    const quoted = chunk.wordQuoted[chunk.wordFirsts[entry] + word] === 1;
    const closed = quoted && chunk.text[end] === '"';
    this.#add(type, quoted ? start - 1 : start, closed ? end + 1 : end, modifiers);
  }

  #name(entry: number, word: number, type: TokenType): void {
    const { chunk, text } = this.#placed(entry, word);
    const name = this.#zone.options.names.fromText(text, chunk.origins[entry]);
    this.#word(entry, word, text === '@' ? 'origin' : type, this.#outOfZone(name));
  }

  #outOfZone(name: NameId): number {
    const { model } = this.#zone;
    return name !== NO_NAME && name >= 0 && model.originKnown && !model.isInZone(name) ? OUT_OF_ZONE : 0;
  }

  /** A line whose type could not be made out: only its owner is sure. */
  #broken(entry: number): void {
    if (this.#chunk.ownerStarts[entry] >= 0) this.#owner(entry);
  }

  #directive(entry: number): void {
    const chunk = this.#chunk;
    const scanner = new Scanner(chunk.text, chunk.starts[entry]);
    if (scanner.next() !== TokenKind.Word) return;
    this.#add('directive', scanner.start, scanner.end);
    const count = wordCount(chunk, entry);
    switch (chunk.kinds[entry]) {
      case EntryKind.Origin:
        if (count > 0) this.#name(entry, 0, 'domainName');
        return;
      case EntryKind.Ttl:
        if (count > 0) this.#word(entry, 0, 'ttl');
        return;
      case EntryKind.Include:
        if (count > 0) this.#word(entry, 0, 'string');
        if (count > 1) this.#name(entry, 1, 'domainName');
        return;
      case EntryKind.Generate:
        this.#generate(chunk, entry, count);
        return;
      default:
        for (let word = 0; word < count; word++) this.#word(entry, word, 'number');
    }
  }

  /** Range, owner, TTL and class in any order, type, data. */
  #generate(chunk: ParsedChunk, entry: number, count: number): void {
    const text = (word: number): string => this.#placed(entry, word).text;
    if (count > 0) this.#word(entry, 0, 'number');
    if (count > 1) this.#template(entry, 1, 'owner', DECLARATION);
    let word = 2;
    for (; word < count; word++) {
      if (classCode(text(word)) !== undefined) this.#word(entry, word, 'dnsClass');
      else if (parseTtl(text(word)) !== undefined) this.#word(entry, word, 'ttl');
      else break;
    }
    if (word >= count) return;
    this.#word(entry, word, 'recordType');
    const type = typeCodeAt(text(word), 0, text(word).length);
    const [field] = type < 0 ? [] : typeRow(type, chunk.stateBefore.class).fields;
    for (word++; word < count; word++) {
      const quoted = chunk.wordQuoted[chunk.wordFirsts[entry] + word] === 1;
      this.#template(entry, word, quoted ? 'string' : field ? templateToken(field.kind) : 'string');
    }
  }

  /** A word in which `$` and `${...}` stand for the number. */
  #template(entry: number, word: number, type: TokenType, modifiers = 0): void {
    const { text, start, end } = this.#placed(entry, word);
    let from = 0;
    for (const { 0: found, index } of text.matchAll(/\\.|\$\$|\$(?:\{[^}]*\})?/g)) {
      if (found.startsWith('\\') || found === '$$') continue;
      this.#add(type, start + from, start + index, modifiers);
      from = index + found.length;
      this.#add('parameter', start + index, start + from);
    }
    this.#add(type, start + from, end, modifiers);
  }
}

/**
 * The tokens that lie on the lines of `range` (UTF-16 offsets; all of them without one), in LSP's form: five numbers each, relative to the one
 * before. Cost grows with the range, not with the file.
 */
export function zoneTokens(zone: Zone, document: ZoneDocument, range?: OffsetRange): number[] {
  const { buffer, chunks } = document;
  const from = range?.start ?? 0;
  const to = range?.end ?? buffer.length;
  const data: number[] = [];
  let line = 0;
  let character = 0;
  if (chunks.length === 0) return data;
  let index = Math.min(buffer.chunkAt(from), chunks.length - 1);
  // A record in parentheses may begin some chunks before.
  while (index > 0 && chunks[index].stateBefore.skip > 0) index--;
  for (; index < chunks.length && chunks[index].offset <= to; index++) {
    const { offset } = chunks[index];
    const tokens = tokensOf(chunks[index], zone);
    for (let at = 0; at < tokens.length; at += SIZE) {
      const start = offset + tokens[at];
      const end = offset + tokens[at + 1];
      if (end < from) continue;
      if (start > to) return data;
      const position = buffer.positionAt(start);
      const sameLine = position.line === line;
      data.push(
        position.line - line,
        sameLine ? position.character - character : position.character,
        end - start,
        tokens[at + 2],
        tokens[at + 3],
      );
      ({ line, character } = position);
    }
  }
  return data;
}
