/** Directives: lines that begin with a dollar sign. `$INCLUDE` and `$GENERATE`, which bring in records, have files of their own. */
import { ANY_TRAIT, NO_NAME } from '../../dns/names.ts';
import { MAX_TTL, parseTtl } from '../../dns/ttl.ts';
import { t } from '../../l10n.ts';
import { EntryKind } from '../entries.ts';
import { UNREADABLE_TTL } from '../lineState.ts';
import { reportExtraArgument, reportMissingArgument, reportQuotedArgument } from './argumentProblems.ts';
import { reportTtlTooLarge } from './effectiveTtl.ts';
import { readGenerate } from './generateDirective.ts';
import { readInclude } from './includeDirective.ts';
import type { Parser } from './parser.ts';
import { reportName } from './recordProblems.ts';

const READERS: ReadonlyMap<string, (parser: Parser, start: number, end: number) => void> = new Map([
  ['$ORIGIN', readOrigin],
  ['$TTL', readDefaultTtl],
  ['$INCLUDE', readInclude],
  ['$GENERATE', readGenerate],
  ['$DATE', readDate],
]);

/** True for the name of a directive that named has. */
export function isDirective(word: string): boolean {
  return READERS.has(word.toUpperCase());
}

/** Reads the directive whose words are those from `parser.first` on. */
export function readDirective(parser: Parser, start: number, end: number): void {
  const read = READERS.get(parser.text(parser.first).toUpperCase()) ?? readUnknown;
  read(parser, start, end);
}

function readUnknown(parser: Parser, start: number, end: number): void {
  const { wordStarts, wordEnds } = parser.scratch.columns;
  const word = parser.first;
  parser.report(
    'zone/unknown-directive',
    wordStarts[word],
    wordEnds[word],
    t`${parser.text(word)} is not a directive: a line that begins with $ has to be $ORIGIN, $TTL, $INCLUDE or $GENERATE. For an owner name with a dollar sign write \\$.`,
    { word: parser.text(word) },
  );
  parser.addEntry(EntryKind.UnknownDirective, start, end, word + 1);
}

function readOrigin(parser: Parser, start: number, end: number): void {
  const argument = parser.first + 1;
  if (argument >= parser.words) {
    reportMissingArgument(parser, start, end, '$ORIGIN', t`a domain name, with its final dot`);
    parser.addEntry(EntryKind.Origin, start, end, argument);
    return;
  }
  reportExtraArgument(parser, 1, '$ORIGIN');
  reportQuotedArgument(parser, argument, '$ORIGIN');
  const { columns } = parser.scratch;
  const [from, to] = [columns.wordStarts[argument], columns.wordEnds[argument]];
  const origin = parser.env.names.read(parser.source, from, to, parser.origin);
  if (origin === NO_NAME) reportName(parser, from, to, t`origin`);
  parser.traits |= origin === NO_NAME ? ANY_TRAIT : parser.traitsOf(origin);
  const entry = parser.addEntry(EntryKind.Origin, start, end, argument);
  columns.targets[entry] = origin;
  if (origin === NO_NAME && parser.origin !== NO_NAME) return;
  parser.origin = origin;
  parser.afterOrigin = true;
}

function readDefaultTtl(parser: Parser, start: number, end: number): void {
  const argument = parser.first + 1;
  if (argument >= parser.words) {
    reportMissingArgument(parser, start, end, '$TTL', t`a time: seconds, or numbers with w, d, h, m or s`);
    parser.addEntry(EntryKind.Ttl, start, end, argument);
    return;
  }
  reportExtraArgument(parser, 1, '$TTL');
  reportQuotedArgument(parser, argument, '$TTL');
  const { columns } = parser.scratch;
  const [from, to] = [columns.wordStarts[argument], columns.wordEnds[argument]];
  const ttl = parseTtl(parser.source, from, to);
  if (ttl === undefined) {
    // It is there: nothing says that it is missing.
    if (parser.defaultTtl < 0) parser.defaultTtl = UNREADABLE_TTL;
    parser.report(
      'zone/bad-directive',
      from,
      to,
      t`${parser.source.slice(from, to)} is not a time: write seconds, or numbers with w, d, h, m or s, such as 1h30m.`,
    );
  } else {
    if (ttl > MAX_TTL) reportTtlTooLarge(parser, from, to);
    parser.defaultTtl = ttl > MAX_TTL ? 0 : ttl;
  }
  const entry = parser.addEntry(EntryKind.Ttl, start, end, argument);
  columns.ttls[entry] = ttl === undefined || ttl > MAX_TTL ? -1 : ttl;
}

/** dnssec-signzone once wrote it: the time at which the file was written. named reads it and forgets it. */
function readDate(parser: Parser, start: number, end: number): void {
  const argument = parser.first + 1;
  reportExtraArgument(parser, 1, '$DATE');
  if (argument >= parser.words) reportMissingArgument(parser, start, end, '$DATE', t`a time as YYYYMMDDHHMMSS`);
  else if (reportQuotedArgument(parser, argument, '$DATE')) {
    // Its value is not looked at.
  } else if (!/^\d{14}$/.test(parser.text(argument))) {
    const { wordStarts, wordEnds } = parser.scratch.columns;
    parser.report(
      'zone/bad-directive',
      wordStarts[argument],
      wordEnds[argument],
      t`${parser.text(argument)} is not a time: write YYYYMMDDHHMMSS, or delete the line, which has no effect.`,
    );
  }
  parser.addEntry(EntryKind.UnknownDirective, start, end, argument);
}
