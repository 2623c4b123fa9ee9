/** A record: owner, class and TTL in their orders, type and data. What is wrong is reported by recordProblems.ts. */
import { CLASS, classCode } from '../../dns/classes.ts';
import { ANY_TRAIT, type NameId, NO_NAME, ROOT, SLOW } from '../../dns/names.ts';
import { MAX_NAME } from '../../dns/nameText.ts';
import { HAS_MORE_NAMES, OTHER_NAME_WORD, TARGET_WORD } from '../../dns/nameWords.ts';
import { readDecimal } from '../../dns/rdata/plain.ts';
import { isSoundRdata } from '../../dns/rdata/sound.ts';
import { isUsualData } from '../../dns/rdata/usual.ts';
import { checkRdata, isGeneric, type RdataWords, type ReportRdata } from '../../dns/rdata.ts';
import { parseTtl } from '../../dns/ttl.ts';
import { TYPE, type TypeRow, typeCodeAt, typeRow, usualTypeCode } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { EntryFlag, EntryKind } from '../entries.ts';
import { commentMarkLength, foreignType, isAge } from '../foreign.ts';
import { NO_OWNER } from '../lineState.ts';
import { NO_TAIL } from '../tails.ts';
import { setTtl } from './effectiveTtl.ts';
import { BRACKET, DOT, isIn } from './octets.ts';
import type { Parser } from './parser.ts';
import {
  reportClass,
  reportInheritedOwner,
  reportMetaType,
  reportName,
  reportNoGenericForm,
  reportNoOwner,
  reportNoType,
  reportTypeAsOwner,
  reportUnknownToNamed,
  reportUnknownType,
} from './recordProblems.ts';

const { HTTPS, SVCB } = TYPE;
const { IN } = CLASS;

/** In `wordQuoted`: a word that holds a quoted part after an equals sign. Only SVCB's parameters stay one word then. */
export const PAIR = 2;

/** Reads the record whose words are those from `parser.first` on. */
export function readRecord(parser: Parser, start: number, end: number, indented: boolean): void {
  const { units, columns } = parser.scratch;
  const { wordStarts, wordEnds, wordQuoted } = columns;
  const problems = parser.problems.length;
  let word = parser.first;
  let ownerStart = -1;
  const ownerBefore = parser.owner;
  let { owner } = parser;
  let flags: number = EntryFlag.InheritedOwner;
  if (!indented) {
    flags = 0;
    ownerStart = wordStarts[word];
    owner = readOwner(parser, word);
    const last = units[wordEnds[word] - 1];
    const isRelative = parser.plain ? last !== DOT && parser.mayRepeatOrigin(owner, last) : parser.isDeep(owner);
    if (isRelative) flags |= EntryFlag.RelativeOwner;
    if (last === DOT) flags |= EntryFlag.AbsoluteOwner;
    word++;
  } else if (owner === NO_OWNER) reportNoOwner(parser, start, Math.min(end, wordEnds[word]));
  if (word < parser.words && units[wordStarts[word]] === BRACKET && isAge(parser.text(word))) {
    // The rule about records of other servers says it, once.
    parser.invalid = true;
    flags |= EntryFlag.Aged;
    word++;
  }
  let ttl = -1;
  let ttlStart = -1;
  let ttlEnd = -1;
  let klass = -1;
  // Class and TTL may stand in either order; named reads class, TTL, class.
  for (let pass = 0; pass < 3 && word < parser.words; pass++) {
    if (wordQuoted[word] !== 0) break;
    const from = wordStarts[word];
    const to = wordEnds[word];
    if (pass === 1) {
      const value = readTtl(parser, from, to);
      if (value < 0) continue;
      ttl = value;
      ttlStart = from;
      ttlEnd = to;
      word++;
    } else if (klass < 0) {
      const code = isIn(units, from, to) ? IN : readClass(parser, from, to);
      if (code < 0) continue;
      // named takes class 0 for none at all.
      klass = code === 0 ? parser.class : code;
      if (klass !== parser.class) reportClass(parser, from, to);
      word++;
    }
  }
  if (word >= parser.words) {
    addWithoutType(parser, start, end, ownerStart);
    return;
  }
  const typeStart = wordStarts[word];
  const typeEnd = wordEnds[word];
  const type = wordQuoted[word] === 0 ? readType(parser, typeStart, typeEnd) : -1;
  // Only where there are no data may a type be what the data of another one were meant to be.
  const isLast = word + 1 === parser.words;
  if (type < 0 && indented && word === parser.first && isIndentedOwner(parser)) {
    parser.problems.length = problems;
    parser.invalid = false;
    const entry = parser.count;
    readRecord(parser, start, end, false);
    columns.flags[entry] |= EntryFlag.Indented;
    return;
  }
  if (type < 0 || (isLast && isTypeAsOwner(parser, ownerStart))) {
    addWithUnknownType(parser, start, end, word, owner, ownerStart);
    return;
  }
  const row = typeRow(type, parser.class);
  if (row.status === 'meta') reportMetaType(parser, typeStart, typeEnd, type);
  else if (row.unknownToNamed && isMnemonic(parser, typeStart)) reportUnknownToNamed(parser, typeStart, typeEnd, type);
  const entry = parser.addEntry(EntryKind.Record, start, end, word + 1);
  if (type !== SVCB && type !== HTTPS) splitPairs(parser);
  columns.owners[entry] = owner;
  columns.types[entry] = type;
  if (klass >= 0 && klass !== parser.class) flags |= EntryFlag.OtherClass;
  if (parser.plain) flags |= EntryFlag.Plain;
  if (ttl >= 0) flags |= EntryFlag.ExplicitTtl;
  if (klass >= 0) flags |= EntryFlag.ExplicitClass;

  const firstWord = columns.wordFirsts[entry];
  const generic = !parser.plain && parser.words > firstWord && isGeneric(row, rdataFrom(parser, firstWord));
  if (generic) flags |= EntryFlag.Generic;
  const targetWord = TARGET_WORD[type];
  if (targetWord >= 0 && !generic && firstWord + targetWord < parser.words) {
    columns.targets[entry] = readName(parser, firstWord + targetWord);
  }
  const target = columns.targets[entry];
  parser.typeBits |= 1 << (type & 31);
  /** The one name of the data: the target, or a name that nothing depends on, such as a signer. */
  const name = readOtherName(parser, type, firstWord, target);
  const isRead = HAS_MORE_NAMES[type] === 0 || (OTHER_NAME_WORD[type] >= 0 && name >= 0);
  if (!isRead || (owner < 0 && !indented)) parser.traits = ANY_TRAIT;
  if (!indented) parser.traits |= parser.traitsOf(owner);
  if (targetWord >= 0 && target < 0) parser.traits = ANY_TRAIT;
  else parser.traits |= parser.traitsOf(name);
  if (row.unknownToNamed && !generic) {
    if (!isMnemonic(parser, typeStart)) reportNoGenericForm(parser, typeStart, typeEnd, type);
  } else if (!isSound(parser, type, firstWord, name)) {
    if (row.status === 'unknown' && !generic) reportNoGenericForm(parser, typeStart, typeEnd, type);
    else checkData(parser, row, firstWord, typeStart, typeEnd);
  }
  setTtl(parser, entry, ttl, ttlStart, ttlEnd, typeStart, typeEnd);
  if (parser.afterOrigin && indented) reportInheritedOwner(parser, start, owner);
  parser.afterOrigin = false;
  parser.owner = owner;
  if (parser.invalid) flags |= EntryFlag.Invalid;
  else if (parser.plain && isUsual(parser, type, firstWord)) flags |= EntryFlag.Usual;
  columns.flags[entry] = flags;
  if (parser.invalid && commentMarkLength(units, start) > 0) {
    // The rule about comments says it, and nothing in the comment is a fault of its own.
    parser.problems.length = problems;
    columns.kinds[entry] = EntryKind.Broken;
    parser.owner = ownerBefore;
  }
  if (parser.tailStart === wordStarts[firstWord] - wordQuoted[firstWord] && parser.problems.length === problems) {
    columns.tails[entry] = addTail(parser, type, target, firstWord, (flags & EntryFlag.Usual) !== 0);
  }
}

/** True where the word that is a type is no `TYPEnnn`. */
function isMnemonic(parser: Parser, start: number): boolean {
  return !/^type\d/i.test(parser.source.slice(start, start + 5));
}

/** A line that ends before its type. */
function addWithoutType(parser: Parser, start: number, end: number, ownerStart: number): void {
  const { columns, units } = parser.scratch;
  if (commentMarkLength(units, start) > 0) parser.invalid = true;
  else reportNoType(parser, start, end, ownerStart);
  const entry = parser.addEntry(EntryKind.Broken, start, end, parser.first);
  columns.flags[entry] |= EntryFlag.InheritedOwner;
}

/** A line with a word for a type that is none. */
function addWithUnknownType(
  parser: Parser,
  start: number,
  end: number,
  word: number,
  owner: NameId,
  ownerStart: number,
): void {
  const { columns, units } = parser.scratch;
  const { wordQuoted } = columns;
  const isComment = commentMarkLength(units, start) > 0;
  // Rules about the zone speak of comments and types of other servers, once.
  const isForeign = !isComment && wordQuoted[word] === 0 && foreignType(parser.text(word)) !== undefined;
  if (isComment || isForeign) parser.invalid = true;
  else if (isTypeAsOwner(parser, ownerStart)) reportTypeAsOwner(parser, word);
  else reportUnknownType(parser, word, end);
  const entry = parser.addEntry(EntryKind.Broken, start, end, isForeign ? word : word + 1);
  columns.owners[entry] = owner;
  if (ownerStart < 0) columns.flags[entry] |= EntryFlag.InheritedOwner;
  if (isForeign) columns.flags[entry] |= EntryFlag.Foreign;
  if (isComment) return;
  // The server takes the owner from a line that it then refuses, so the next line inherits it.
  if (ownerStart >= 0) {
    parser.owner = owner;
    parser.afterOrigin = false;
  }
}

/** True where the word in the place of the owner is a type, and the words behind it are data of that type: the line has lost its owner. */
function isTypeAsOwner(parser: Parser, ownerStart: number): boolean {
  if (ownerStart < 0) return false;
  const { wordEnds } = parser.scratch.columns;
  const type = readType(parser, ownerStart, wordEnds[parser.first]);
  const row = type < 0 ? undefined : typeRow(type, parser.class);
  if (!row || row.status === 'meta' || row.status === 'unknown' || row.fields.length === 0) return false;
  let fits = parser.words > parser.first + 1 && !parser.unbalanced;
  if (fits) checkRdata(row, rdataFrom(parser, parser.first + 1), () => (fits = false));
  return fits;
}

/** True where the words behind the first one are a record: the line has white space before its owner. */
function isIndentedOwner(parser: Parser): boolean {
  const { units, columns } = parser.scratch;
  const { wordStarts, wordEnds, wordQuoted } = columns;
  if (parser.unbalanced || commentMarkLength(units, wordStarts[parser.first]) > 0) return false;
  for (let word = parser.first + 1; word < parser.words && wordQuoted[word] === 0; word++) {
    const [from, to] = [wordStarts[word], wordEnds[word]];
    if (readTtl(parser, from, to) >= 0 || readClass(parser, from, to) >= 0) continue;
    const type = readType(parser, from, to);
    if (type < 0) return false;
    const row = typeRow(type, parser.class);
    let fits = row.status !== 'meta' && row.fields.length > 0;
    if (fits) checkRdata(row, rdataFrom(parser, word + 1), () => (fits = false));
    return fits;
  }
  return false;
}

/** Keeps what was found out about the data of the record being read, for others that have the same. */
function addTail(parser: Parser, type: number, target: NameId, firstWord: number, isUsual: boolean): number {
  const hasTarget = TARGET_WORD[type] < 0 || target >= 0;
  if (!parser.plain || parser.words === firstWord || !hasTarget) return NO_TAIL;
  const { units, columns } = parser.scratch;
  return parser.tails.add(
    units,
    parser.tailStart,
    parser.tailEnd,
    parser.tailHash,
    type,
    parser.origin,
    target,
    columns.wordStarts,
    columns.wordEnds,
    columns.wordQuoted,
    firstWord,
    parser.words,
    isUsual,
  );
}

/** The only name of a plain record's data, where that is not its target; the target where it has none, or several. */
function readOtherName(parser: Parser, type: number, firstWord: number, target: NameId): NameId {
  const word = firstWord + OTHER_NAME_WORD[type];
  if (OTHER_NAME_WORD[type] < 0 || !parser.plain || word >= parser.words) return target;
  return readName(parser, word);
}

/** True where the data are sound: a quick look, which nearly all records pass, says that nothing is wrong with them. */
function isSound(parser: Parser, type: number, firstWord: number, name: NameId): boolean {
  if (!parser.plain || parser.class !== IN) return false;
  const labels = name < 0 ? -1 : parser.env.names.depth(name);
  return isSoundRdata(type, parser.scratch.words, firstWord, parser.words, labels);
}

/** True where the data, which are sound and plain, are as nearly all of their type are. */
function isUsual(parser: Parser, type: number, firstWord: number): boolean {
  return (
    parser.class === IN && firstWord < parser.words && isUsualData(type, parser.scratch.words, firstWord, parser.words)
  );
}

/** The RDATA of the record being checked: one object for all, since checkRdata keeps nothing. */
const RDATA: { -readonly [K in keyof RdataWords]: RdataWords[K] } = {
  text: '',
  first: 0,
  count: 0,
  starts: new Int32Array(0),
  ends: new Int32Array(0),
  quoted: new Uint8Array(0),
};

/** The words from `firstWord` on, as RDATA. */
function rdataFrom(parser: Parser, firstWord: number): RdataWords {
  const { columns } = parser.scratch;
  RDATA.text = parser.source;
  RDATA.first = firstWord;
  RDATA.count = parser.words - firstWord;
  RDATA.starts = columns.wordStarts;
  RDATA.ends = columns.wordEnds;
  RDATA.quoted = columns.wordQuoted;
  return RDATA;
}

/** The thorough look at the data, where the quick one did not do. */
function checkData(parser: Parser, row: TypeRow, firstWord: number, typeStart: number, typeEnd: number): void {
  // Where a quote or parenthesis is open, what follows from it is not said too.
  if (parser.unbalanced) return;
  const origin = longOrigin(parser, firstWord);
  const report: ReportRdata = (from, to, code, message) => {
    const nowhere = RDATA.count === 0;
    parser.report('zone/bad-rdata', nowhere ? typeStart : from, nowhere ? typeEnd : Math.max(to, from + 1), message, {
      code,
    });
  };
  checkRdata(row, rdataFrom(parser, firstWord), report, origin);
}

/** The labels of the origin where a relative name of the data may be too long with it; most data are far from that. */
function longOrigin(parser: Parser, firstWord: number): readonly Uint8Array[] | undefined {
  const { origin, words } = parser;
  const { names } = parser.env;
  const { wordStarts, wordEnds } = parser.scratch.columns;
  if (origin < 0 || words <= firstWord) return undefined;
  if (wordEnds[words - 1] - wordStarts[firstWord] + names.wireLength(origin) < MAX_NAME) return undefined;
  const labels: Uint8Array[] = [];
  // Of an origin that is not known it is not known either how long it is.
  for (let name = origin; name !== ROOT && name !== names.unknown; name = names.parent(name)) {
    labels.push(names.label(name));
  }
  return labels;
}

/** Splits `a="b"` into two words: only SVCB's parameters hold quotes inside a word. */
function splitPairs(parser: Parser): void {
  const { wordStarts, wordEnds, wordQuoted } = parser.scratch.columns;
  const text = parser.source;
  for (let word = parser.first; word < parser.words; word++) {
    if (wordQuoted[word] !== PAIR) continue;
    const from = wordStarts[word];
    const to = wordEnds[word];
    let quote = from;
    while (text.charCodeAt(quote) !== 0x22 || text.charCodeAt(quote - 1) !== 0x3d) quote++;
    wordStarts.copyWithin(word + 1, word, parser.words);
    wordEnds.copyWithin(word + 1, word, parser.words);
    wordQuoted.copyWithin(word + 1, word, parser.words);
    parser.words++;
    wordEnds[word] = quote;
    wordQuoted[word] = 0;
    wordStarts[word + 1] = quote + 1;
    wordEnds[word + 1] = text.charCodeAt(to - 1) === 0x22 && to - 1 > quote ? to - 1 : to;
    wordQuoted[word + 1] = 1;
  }
}

function readType(parser: Parser, from: number, to: number): number {
  const type = usualTypeCode(parser.scratch.units, from, to);
  return type >= 0 ? type : typeCodeAt(parser.source, from, to);
}

/** The code of a class; -1 where the word is none. */
export function readClass(parser: Parser, from: number, to: number): number {
  const { units } = parser.scratch;
  // IN, CH, HS, CHAOS, HESIOD, CLASSnnn, RESERVED0: two letters tell nearly all other words apart without their text.
  const [first, second] = [units[from] | 0x20, units[from + 1] | 0x20];
  const mayBe =
    first === 0x63
      ? second === 0x68 || second === 0x6c
      : first === 0x68
        ? second === 0x73 || second === 0x65
        : first === 0x69 || (first === 0x72 && second === 0x65);
  return mayBe ? (classCode(parser.source.slice(from, to)) ?? -1) : -1;
}

/** Seconds; -1 where the word is no TTL. */
export function readTtl(parser: Parser, from: number, to: number): number {
  const { units } = parser.scratch;
  const value = readDecimal(units, from, to);
  if (value >= 0) return value;
  if (units[from] < 0x30 || units[from] > 0x39) return -1;
  return parseTtl(parser.source, from, to) ?? -1;
}

/** The name that a word is; NO_NAME where it is none. */
function readName(parser: Parser, word: number): NameId {
  const { units, columns } = parser.scratch;
  const [from, to] = [columns.wordStarts[word], columns.wordEnds[word]];
  const name = parser.env.names.readUnits(units, from, to, parser.origin);
  return name !== SLOW ? name : parser.env.names.read(parser.source, from, to, parser.origin);
}

function readOwner(parser: Parser, word: number): NameId {
  // named reads an owner in quotes as it reads one without them; only white space may stand in it then.
  const owner = readName(parser, word);
  if (owner === NO_NAME) {
    const { wordStarts, wordEnds } = parser.scratch.columns;
    reportName(parser, wordStarts[word], wordEnds[word], t`owner`);
  }
  return owner;
}
