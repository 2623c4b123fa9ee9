/** `$INCLUDE file [origin]`: what is included is read by somebody else, who says what it leaves behind. */
import { NO_NAME } from '../../dns/names.ts';
import { t } from '../../l10n.ts';
import { EntryKind } from '../entries.ts';
import type { LineState } from '../lineState.ts';
import { reportExtraArgument, reportMissingArgument, reportQuotedArgument } from './argumentProblems.ts';
import type { Parser } from './parser.ts';
import { reportName } from './recordProblems.ts';

export function readInclude(parser: Parser, start: number, end: number): void {
  const argument = parser.first + 1;
  if (argument >= parser.words) {
    reportMissingArgument(parser, start, end, '$INCLUDE', t`a file name`);
    parser.addEntry(EntryKind.Include, start, end, argument);
    return;
  }
  reportExtraArgument(parser, 2, '$INCLUDE');
  const { columns } = parser.scratch;
  const { wordStarts, wordEnds } = columns;
  let { origin } = parser;
  if (argument + 1 < parser.words) {
    reportQuotedArgument(parser, argument + 1, '$INCLUDE');
    const [from, to] = [wordStarts[argument + 1], wordEnds[argument + 1]];
    origin = parser.env.names.read(parser.source, from, to, parser.origin);
    if (origin === NO_NAME) reportName(parser, from, to, t`origin`);
  }
  const path = parser.text(argument);
  const [pathStart, pathEnd] = [wordStarts[argument], wordEnds[argument]];
  const entry = parser.addEntry(EntryKind.Include, start, end, argument);
  columns.targets[entry] = origin;
  const state: LineState = { ...parser.state(0), origin, afterOrigin: false };
  // Origin and owner are as before the include (BIND restores both), the TTLs are the included file's.
  const after = parser.env.include?.(path, state);
  parser.includes.push({ entry, path, pathStart, pathEnd, origin, state, after });
  if (!after) return;
  parser.defaultTtl = after.defaultTtl;
  parser.lastTtl = after.lastTtl;
  parser.generatedUnits = Math.max(parser.generatedUnits, after.generatedUnits);
}
