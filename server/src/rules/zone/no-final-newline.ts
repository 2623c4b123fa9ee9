import { t } from '../../l10n.ts';
import { EntryKind, type ParsedChunk } from '../../zone/chunk.ts';
import { documentOf, insertion, lineEnd } from './support/edits.ts';
import type { ZoneRule } from './zoneRule.ts';

/** Whether the last line is a directive of which named wants the line end, and refuses the zone where there is none. */
function endsInDirective({ count, kinds, ends, wordFirsts }: ParsedChunk, lastLine: number): boolean {
  const entry = count - 1;
  if (entry < 0 || ends[entry] <= lastLine) return false;
  const kind = kinds[entry];
  if (kind === EntryKind.Include) return wordFirsts[entry + 1] - wordFirsts[entry] > 1;
  return kind === EntryKind.Origin || kind === EntryKind.Ttl || kind === EntryKind.Generate;
}

export const noFinalNewline: ZoneRule = {
  id: 'zone/no-final-newline',
  title: 'Last line without a line end',
  severity: 'hint',
  since: '0.1.0',
  fix: 'safe',
  docs: {
    finds:
      'A file whose last line does not end. An error where it is a directive, but for $INCLUDE with nothing behind its file.',
    why: 'named refuses the zone where the line is a directive, and warns of records, because it may mean that the file was cut off; what a tool appends to it runs into the last record.',
    bad: 'www A 192.0.2.80',
    good: 'www A 192.0.2.80\n',
    sources: ['named: file does not end with newline'],
  },
  checkZone(context, report) {
    for (const document of context.documents) {
      const chunk = document.chunks[document.chunks.length - 1];
      if (!chunk) continue;
      const { text } = chunk.chunk;
      if (text === '' || text.endsWith('\n') || text.endsWith('\r')) continue;
      const start = Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r')) + 1;
      const place = { document, chunk, start, end: text.length };
      if (endsInDirective(chunk, start)) {
        report(
          place,
          t`There is no newline at the end of the file, and the server refuses a directive without one. Add one.`,
          { severity: 'error' },
        );
        continue;
      }
      report(
        place,
        t`There is no newline at the end of the file, and what is added behind it lands on this line. Add one.`,
      );
    }
  },
  fixes(problem, context) {
    const document = documentOf(problem, context);
    return document ? [insertion(problem, t`End the line`, document.buffer.length, lineEnd(document))] : [];
  },
};
