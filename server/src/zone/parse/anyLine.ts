/** The reader of any line: with parentheses, over several lines and chunks, with escapes and what is wrong. It reads by the scanner. */
import { typeCodeAt } from '../../dns/types.ts';
import { marked, t, translated } from '../../l10n.ts';
import { EntryFlag, EntryKind } from '../entries.ts';
import { commentMarkLength } from '../foreign.ts';
import { endOfLine, nextLine, TokenKind } from '../scanner.ts';
import { readEntry } from './entry.ts';
import type { Parser } from './parser.ts';
import { PAIR } from './record.ts';

const STRAY_PARENTHESIS = marked(
  'This parenthesis closes nothing, and the server refuses the zone. Delete it, or open one where the record begins to run over its line.',
);
const UNCLOSED_PARENTHESIS = marked(
  'This parenthesis is never closed, so the server reads all lines after it as part of this record. Close it where the record ends.',
);

/** Reads one logical line: up to the line end at which no parenthesis is open. */
export function readAnyLine(parser: Parser): void {
  const { scanner } = parser;
  const lineStart = parser.at;
  scanner.end = lineStart;
  let depth = 0;
  let openAt = -1;
  let start = -1;
  let end = lineStart;
  parser.first = parser.words;
  parser.invalid = false;
  parser.unbalanced = false;
  parser.tailStart = -1;
  scanner.escapes = false;
  let hasPair = false;
  const problems = parser.problems.length;
  const firstCode = scanner.text.charCodeAt(lineStart);
  const indented = firstCode === 0x20 || firstCode === 0x09;
  for (;;) {
    const kind = scanner.next();
    if (kind === TokenKind.Word) {
      if (start < 0) start = scanner.start;
      parser.addWord(scanner.start, scanner.end, scanner.pair ? PAIR : 0);
      hasPair ||= scanner.pair;
      if (scanner.pair && !scanner.closed) unclosedQuote(parser, scanner.start, scanner.end);
      end = scanner.end;
    } else if (kind === TokenKind.Quoted) {
      if (start < 0) start = scanner.start;
      parser.addWord(scanner.start + 1, scanner.closed ? scanner.end - 1 : scanner.end, 1);
      if (!scanner.closed) unclosedQuote(parser, scanner.start, scanner.end);
      end = scanner.end;
    } else if (kind === TokenKind.Open) {
      if (start < 0) start = scanner.start;
      if (depth === 0) openAt = scanner.start;
      depth++;
      end = scanner.end;
    } else if (kind === TokenKind.Close) {
      if (depth > 0) depth--;
      else parser.report('zone/unbalanced-parentheses', scanner.start, scanner.end, translated(STRAY_PARENTHESIS));
      end = scanner.end;
    } else if (kind === TokenKind.LineEnd) {
      if (depth === 0) break;
      if (startsRecord(parser, scanner.end)) {
        unclosedParenthesis(parser, openAt, end);
        break;
      }
    } else if (kind === TokenKind.End) {
      if (depth === 0) break;
      if (parser.pullNext()) continue;
      unclosedParenthesis(parser, openAt, end);
      break;
    }
  }
  parser.at = scanner.end;
  parser.plain = !scanner.escapes && !hasPair && !parser.unbalanced;
  if (parser.unbalanced && commentMarkLength(parser.scratch.units, start) > 0) {
    takeAsComment(parser, lineStart, start, problems);
    return;
  }
  if (parser.words > parser.first) readEntry(parser, start, end, indented);
}

/** A comment of another language, whose quotes and parentheses are none: it ends with its line, and the rule about such comments says it. */
function takeAsComment(parser: Parser, lineStart: number, start: number, problems: number): void {
  parser.problems.length = problems;
  parser.words = parser.first;
  parser.at = nextLine(parser.source, lineStart);
  parser.invalid = true;
  parser.addWord(start, endOfLine(parser.source, start), 0);
  const entry = parser.addEntry(EntryKind.Broken, start, endOfLine(parser.source, start), parser.first);
  parser.scratch.columns.flags[entry] |= EntryFlag.InheritedOwner;
}

function unclosedQuote(parser: Parser, start: number, end: number): void {
  const message = t`This quote is never closed: a string has to end on the line it began on, and the server refuses the zone. Add the closing quote.`;
  parser.report('zone/unbalanced-quotes', start, end, message, { close: end });
}

function unclosedParenthesis(parser: Parser, at: number, close: number): void {
  parser.report('zone/unbalanced-parentheses', at, at + 1, translated(UNCLOSED_PARENTHESIS), { close });
}

const CLASS_WORD = '(?:IN|CH|HS)';
const TTL_WORD = '\\d[\\dwdhms]*';
// linear: it is tried at one place of a line, and each part ends where a character of the next begins.
const RECORD_START = new RegExp(
  [
    '\\$(?:ORIGIN|TTL|INCLUDE|GENERATE)[ \\t]',
    `[^\\s;()"]*[ \\t]+(?:${TTL_WORD}[ \\t]+)?${CLASS_WORD}[ \\t]+(?:${TTL_WORD}[ \\t]+)?(?<type>[A-Z][A-Z0-9-]*)[ \\t]`,
    `[^\\s;()"]+[ \\t]+(?:${TTL_WORD}[ \\t]+)?A[ \\t]+\\d+\\.\\d+\\.\\d+\\.\\d+[ \\t]*(?:;.*)?$`,
    `[^\\s;()"]+[ \\t]+(?:${TTL_WORD}[ \\t]+)?AAAA[ \\t]+[0-9a-f.]*:[0-9a-f:.]+[ \\t]*(?:;.*)?$`,
    `[^\\s;()"]+[ \\t]+(?:${TTL_WORD}[ \\t]+)?(?:NS|CNAME|PTR)[ \\t]+[^\\s;()"]+\\.[ \\t]*(?:;.*)?$`,
    `[^\\s;()"]+[ \\t]+(?:${TTL_WORD}[ \\t]+)?MX[ \\t]+\\d+[ \\t]+[^\\s;()"]+[ \\t]*(?:;.*)?$`,
  ]
    .map((alternative) => `(?:${alternative})`)
    .join('|'),
  'imy',
);

/**
 * Whether the line at `at`, inside open parentheses, is the start of another record, which means that the parenthesis
 * was never closed. Only what no RDATA looks like counts: a directive, or an owner (or white space), a class or TTL, and a type.
 */
function startsRecord(parser: Parser, at: number): boolean {
  // The line has to be there in full to be judged.
  while (parser.source.indexOf('\n', at) < 0 && parser.pullNext());
  const text = parser.source;
  const code = text.charCodeAt(at);
  // Most lines inside parentheses are indented numbers, comments and closing parentheses.
  if (code === 0x3b || code === 0x29 || code === 0x22 || Number.isNaN(code)) return false;
  RECORD_START.lastIndex = at;
  const match = RECORD_START.exec(text);
  if (!match) return false;
  const type = match.groups?.type;
  return type === undefined || typeCodeAt(type, 0, type.length) > 0;
}
