/**
 * The reader of usual records: class IN, and data that are sound beyond doubt (dns/rdata/plain.ts), or were read before (a known tail).
 * Nearly every line of a large zone is so. This saves two looks at each octet of it, and is where the time of reading a zone goes.
 */
import { CLASS } from '../../dns/classes.ts';
import { ANY_TRAIT, type NameId, NO_NAME } from '../../dns/names.ts';
import { HAS_MORE_NAMES, OTHER_NAME_WORD, TARGET_WORD } from '../../dns/nameWords.ts';
import { endOfIpv4, endOfIpv6, readDecimal } from '../../dns/rdata/plain.ts';
import { isSoundRdata, mayBeSound } from '../../dns/rdata/sound.ts';
import { isUsualAddress, isUsualData } from '../../dns/rdata/usual.ts';
import { isUsualName } from '../../dns/rdata/usualText.ts';
import { TYPE, usualTypeCode } from '../../dns/types.ts';
import { EntryFlag, EntryKind } from '../entries.ts';
import { NO_OWNER } from '../lineState.ts';
import { NO_TAIL } from '../tails.ts';
import { CR, DOLLAR, DOT, isIn, LEX, Lex, LF, SEMICOLON } from './octets.ts';
import type { Parser } from './parser.ts';
import { NOT_PLAIN, splitLine } from './splitLine.ts';

const { A, AAAA, CNAME, DNAME, NS, NSEC, NSEC3, PTR, RRSIG, SOA } = TYPE;
const { IN } = CLASS;

/** 1 for types of which no two records have the same data, so that their tails are not worth keeping. */
const IS_OF_ITS_OWN = new Uint8Array(65536);
for (const type of [NSEC, NSEC3, RRSIG]) IS_OF_ITS_OWN[type] = 1;

/** Reads the next line if it is a usual record; false, with nothing read, if it is another one: `readPlainLine` takes it then. */
export function readUsualRecord(parser: Parser): boolean {
  const { units, columns } = parser.scratch;
  const lineStart = parser.at;
  parser.tailStart = -1;
  if (lineStart >= parser.lastLine || parser.class !== IN) return false;
  let i = lineStart;
  const indented = LEX[units[i]] === Lex.Blank;
  if (indented) {
    if (parser.owner === NO_OWNER || parser.afterOrigin) return false;
  } else {
    if (units[i] === DOLLAR || LEX[units[i]] !== Lex.Word) return false;
    while (LEX[units[i]] === Lex.Word) i++;
  }
  const ownerEnd = i;
  while (LEX[units[i]] === Lex.Blank) i++;
  const header = i;
  let ttl = -1;
  if (units[i] >= 0x30 && units[i] <= 0x39) {
    while (LEX[units[i]] === Lex.Word) i++;
    ttl = readDecimal(units, header, i);
    if (ttl < 0) return false;
  }
  while (LEX[units[i]] === Lex.Blank) i++;
  const hasClass = isIn(units, i, i + 2) && LEX[units[i + 2]] === Lex.Blank;
  if (hasClass) i += 2;
  while (LEX[units[i]] === Lex.Blank) i++;
  const typeStart = i;
  while (LEX[units[i]] === Lex.Word) i++;
  const typeEnd = i;
  if (typeEnd === typeStart || LEX[units[i]] !== Lex.Blank) return false;
  if (ttl < 0 && parser.defaultTtl < 0 && parser.lastTtl < 0) return false;
  const type = usualTypeCode(units, typeStart, typeEnd);
  while (LEX[units[i]] === Lex.Blank) i++;
  const dataStart = i;

  let flags: number = EntryFlag.Plain;
  let slot = NO_TAIL;
  let dataEnd: number;
  /** Data that were not read before. */
  let isNew = false;
  if (type === A || type === AAAA) {
    dataEnd = type === A ? endOfIpv4(units, dataStart) : endOfIpv6(units, dataStart);
    if (dataEnd < 0) return false;
    for (i = dataEnd; LEX[units[i]] === Lex.Blank; i++);
    if (units[i] === SEMICOLON) while (units[i] !== LF && units[i] !== CR) i++;
    if (units[i] === CR) i++;
    if (units[i] !== LF) return false;
    if (isUsualAddress(type, units, dataStart)) flags |= EntryFlag.Usual;
  } else {
    if (type < 0 || type === SOA) return false;
    dataEnd = -1;
    isNew = true;
    if (IS_OF_ITS_OWN[type] === 0) {
      let hash = type;
      for (; units[i] !== LF; i++) hash = Math.imul(hash ^ units[i], 0x01000193);
      hash ^= hash >>> 15;
      slot = parser.tails.find(units, dataStart, i, hash, type, parser.origin);
      isNew = slot === NO_TAIL;
      if (isNew) {
        parser.tailStart = dataStart;
        parser.tailEnd = i;
        parser.tailHash = hash;
        if (isOneName(type)) {
          dataEnd = endOfWord(units, dataStart);
          if (dataEnd < 0 || units[dataEnd] !== LF) return false;
        } else if (!mayBeSound(type) || HAS_MORE_NAMES[type] === 1) return false;
      }
    }
  }

  let { owner } = parser;
  if (!indented && !isWrittenBefore(parser, units, lineStart, ownerEnd)) {
    owner = parser.env.names.readUnits(units, lineStart, ownerEnd, parser.origin);
  }
  if (!indented && owner < 0) return false;
  const { wordStarts, wordEnds, wordQuoted } = columns;
  const first = parser.words;
  let last = first + 1;
  let next = i + 1;
  let end = dataEnd;
  if (isNew && dataEnd < 0) {
    next = splitLine(parser, dataStart);
    last = parser.words;
    // The words are the record's only when all of it is usual.
    parser.words = first;
    if (next === NOT_PLAIN || last === first) return false;
    end = parser.plainEnd;
  } else if (slot === NO_TAIL) {
    wordStarts[first] = dataStart;
    wordEnds[first] = dataEnd;
    wordQuoted[first] = 0;
  }
  let target: NameId = NO_NAME;
  if (isNew) {
    let name: NameId = NO_NAME;
    const nameWord = TARGET_WORD[type] >= 0 ? TARGET_WORD[type] : OTHER_NAME_WORD[type];
    if (nameWord >= 0) {
      const word = first + nameWord;
      if (word >= last) return false;
      name = parser.env.names.readUnits(units, wordStarts[word], wordEnds[word], parser.origin);
      if (name < 0) return false;
      if (TARGET_WORD[type] >= 0) target = name;
    }
    if (dataEnd < 0) {
      const labels = name < 0 ? -1 : parser.env.names.depth(name);
      if (!isSoundRdata(type, parser.scratch.words, first, last, labels)) return false;
      if (isUsualData(type, parser.scratch.words, first, last)) flags |= EntryFlag.Usual;
    } else if (isUsualName(units, dataStart, dataEnd)) flags |= EntryFlag.Usual;
    parser.traits |= parser.traitsOf(name);
  }
  if (indented) flags |= EntryFlag.InheritedOwner;
  else {
    parser.ownerAt = lineStart;
    parser.ownerLength = ownerEnd - lineStart;
    if (units[ownerEnd - 1] === DOT) flags |= EntryFlag.AbsoluteOwner;
    else if (parser.mayRepeatOrigin(owner, units[ownerEnd - 1])) flags |= EntryFlag.RelativeOwner;
    parser.traits |= parser.env.names.traits(owner);
    parser.owner = owner;
    parser.afterOrigin = false;
  }
  parser.typeBits |= 1 << (type & 31);
  if (ttl >= 0) {
    flags |= EntryFlag.ExplicitTtl;
    parser.lastTtl = ttl;
  }
  if (hasClass) flags |= EntryFlag.ExplicitClass;

  const entry = parser.count++;
  columns.kinds[entry] = EntryKind.Record;
  columns.starts[entry] = indented ? header : lineStart;
  columns.owners[entry] = owner;
  columns.types[entry] = type;
  columns.ttls[entry] = ttl >= 0 ? ttl : parser.defaultTtl >= 0 ? parser.defaultTtl : parser.lastTtl;
  columns.wordFirsts[entry] = first;
  let tail: number = NO_TAIL;
  if (slot !== NO_TAIL) {
    last = parser.tails.copyWords(slot, dataStart, wordStarts, wordEnds, wordQuoted, first);
    target = parser.tails.target(slot);
    end = wordEnds[last - 1] + wordQuoted[last - 1];
    parser.traits |= parser.traitsOf(target);
    if (parser.tails.isUsual(slot)) flags |= EntryFlag.Usual;
    if (HAS_MORE_NAMES[type] === 1) parser.traits = ANY_TRAIT;
    tail = parser.tails.id(slot);
  } else if (parser.tailStart >= 0) {
    tail = parser.tails.add(
      units,
      dataStart,
      i,
      parser.tailHash,
      type,
      parser.origin,
      target,
      wordStarts,
      wordEnds,
      wordQuoted,
      first,
      last,
      (flags & EntryFlag.Usual) !== 0,
    );
  }
  parser.words = last;
  columns.flags[entry] = flags;
  columns.ends[entry] = end;
  columns.targets[entry] = target;
  columns.tails[entry] = tail;
  parser.at = next;
  return true;
}

/** True for types whose data are one name and nothing else. */
function isOneName(type: number): boolean {
  return type === PTR || type === NS || type === CNAME || type === DNAME;
}

/** Where a word of letters that mean nothing special ends; -1 where none begins. */
function endOfWord(units: Uint8Array, start: number): number {
  let end = start;
  while (LEX[units[end]] === Lex.Word) end++;
  return end > start ? end : -1;
}

/** True where the owner is written as the last one was: in many files it stands on each line. */
function isWrittenBefore(parser: Parser, units: Uint8Array, start: number, end: number): boolean {
  if (end - start !== parser.ownerLength) return false;
  let before = parser.ownerAt;
  for (let i = start; i < end; i++) if (units[before++] !== units[i]) return false;
  return true;
}
