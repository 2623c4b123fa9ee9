import { t } from '../../l10n.ts';
import { documentOf, insertion, lineEnd } from './support/edits.ts';
import type { ZoneRule } from './zoneRule.ts';

export const noFinalNewline: ZoneRule = {
  id: 'zone/no-final-newline',
  title: 'Last line without a line end',
  severity: 'hint',
  since: '0.1.0',
  fix: 'safe',
  docs: {
    finds: 'A file whose last line does not end.',
    why: 'named warns, because it may mean that the file was cut off; what a tool appends to it runs into the last record.',
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
      report(
        { document, chunk, start, end: text.length },
        t`There is no newline at the end of the file, and what is added behind it lands on this line. Add one.`,
      );
    }
  },
  fixes(problem, context) {
    const document = documentOf(problem, context);
    return document ? [insertion(problem, t`End the line`, document.buffer.length, lineEnd(document))] : [];
  },
};
