/** A directive of a master file in words. */

import { parseTtl } from '../../../dns/ttl.ts';
import { counted, type Marked, marked, t, translated } from '../../../l10n.ts';
import { baseName } from '../../../workspace/paths.ts';
import { EntryKind, wordCount, wordText } from '../../../zone/chunk.ts';
import { generateCount, parseGenerateRange } from '../../../zone/generate.ts';
import { code, codeBlock, link, secondsText } from '../../shared/markdown.ts';
import { describeName } from './name.ts';
import type { Subject } from './subject.ts';

/** Lines of an expansion that are shown at its start; one more is shown at its end. */
const FIRST_LINES = 3;

const WHAT: Readonly<Record<string, Marked>> = {
  $ORIGIN: marked('**$ORIGIN** name: what is added to names without a final dot, from here on (RFC 1035 section 5.1).'),
  $TTL: marked('**$TTL** time: the TTL of records that have none of their own, from here on (RFC 2308 section 4).'),
  $INCLUDE: marked(
    '**$INCLUDE** file [origin]: the records of another file are read here. The origin given holds in that file only (RFC 1035 section 5.1).',
  ),
  $GENERATE: marked(
    '**$GENERATE** range owner [TTL] [class] type data: one record for each number of the range, with the number in place of `$`. BIND’s own.',
  ),
  $DATE: marked('**$DATE** time: left by old signing tools; servers skip it.'),
};

/** Paragraphs on the directive, or the argument of one, at the cursor. */
export function describeDirective(subject: Subject): string[] {
  const { cursor } = subject;
  const { chunk, entry } = cursor;
  const origin = chunk.origins[entry];
  const argument = cursor.kind === 'argument' ? cursor.word : -1;
  switch (chunk.kinds[entry]) {
    case EntryKind.Origin:
      if (argument > 0) return [];
      return argument === 0
        ? describeName(cursor.text, origin, 'origin', false, subject)
        : [translated(WHAT.$ORIGIN), ...argumentName(0, subject)];
    case EntryKind.Ttl: {
      if (argument > 0) return [];
      const seconds = wordCount(chunk, entry) > 0 ? parseTtl(wordText(chunk, entry, 0)) : undefined;
      const time = seconds === undefined ? [] : [secondsText(seconds)];
      return argument === 0 ? time : [translated(WHAT.$TTL), ...time];
    }
    case EntryKind.Include:
      if (argument === 1) return describeName(cursor.text, origin, 'origin', false, subject);
      return argument > 1 ? [] : [translated(WHAT.$INCLUDE), ...describeInclude(subject)];
    case EntryKind.Generate:
      return [translated(WHAT.$GENERATE), ...describeGenerate(subject)];
    default: {
      const known = argument < 0 ? WHAT[cursor.text.toUpperCase()] : undefined;
      return known ? [translated(known)] : [];
    }
  }
}

function argumentName(index: number, subject: Subject): string[] {
  const { chunk, entry } = subject.cursor;
  if (wordCount(chunk, entry) <= index) return [];
  return describeName(wordText(chunk, entry, index), chunk.origins[entry], 'origin', false, subject);
}

function describeInclude({ zone, cursor }: Subject): string[] {
  const include = cursor.chunk.includes.find(({ entry }) => entry === cursor.entry);
  if (!include) return [];
  const target = zone.options.include(include.path, cursor.document.uri);
  if (target.kind === 'missing') return [t`The file ${code(include.path)} is not there.`];
  if (target.kind === 'unknown') return [t`The file ${code(include.path)} has not been read.`];
  const document = zone.documents.find(({ uri }) => uri === target.uri);
  let records = 0;
  for (const chunk of document?.chunks ?? []) {
    for (let entry = 0; entry < chunk.count; entry++) if (chunk.kinds[entry] === EntryKind.Record) records++;
  }
  const { names } = zone.model;
  const origin = include.origin >= 0 ? t` It starts with the origin ${code(names.text(include.origin))}.` : '';
  return [`${link(baseName(target.uri), target.uri)}: ${counted(records, t`record`, t`records`)}.${origin}`];
}

function describeGenerate({ cursor }: Subject): string[] {
  const { chunk, entry } = cursor;
  const made = chunk.generated.find((generated) => generated.entry === entry);
  const range = wordCount(chunk, entry) > 0 ? parseGenerateRange(wordText(chunk, entry, 0)) : undefined;
  if (!made || !range) return [];
  const total = generateCount(range);
  const lines = made.parsed.text.trimEnd().split('\n');
  const shown = lines.slice(0, FIRST_LINES);
  // The expansion may have been cut: its last line is then not the directive's.
  if (lines.length > FIRST_LINES + 1) shown.push('; ...');
  if (lines.length > FIRST_LINES && lines.length === total) shown.push(lines[lines.length - 1]);
  return [t`Makes ${counted(total, t`record`, t`records`)}:`, codeBlock('zone', shown)];
}
