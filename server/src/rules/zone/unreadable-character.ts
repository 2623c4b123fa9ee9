import { t } from '../../l10n.ts';
import { asItLooks, invisibleIn, invisibleName } from '../../text/invisible.ts';
import { EntryKind, type ParsedChunk } from '../../zone/chunk.ts';
import { documentOf, lineStart, nextLineStart } from './support/edits.ts';
import type { ZoneRule } from './zoneRule.ts';

export const unreadableCharacter: ZoneRule = {
  id: 'zone/unreadable-character',
  title: 'Character that is not what it looks like',
  severity: 'error',
  since: '0.1.0',
  fix: 'unsafe',
  docs: {
    finds:
      'Characters that cannot be seen (no-break spaces, zero-width spaces, marks of direction) in names, types and data outside of quotes; a byte order mark at the start of the file; and a file that is saved as UTF-16.',
    why: 'They come along from web pages and word processors. For named they are part of the word, so a line is refused, or a record is served under another name than the one that is read.',
    bad: 'www\u00a0A 192.0.2.80\n',
    good: 'www A 192.0.2.80\n',
    sources: ['RFC 1035 section 5.1', 'named: unknown RR type'],
  },
  checkChunk(chunk, document, _context, report) {
    if (chunk.isAscii) return;
    const told = new Set(
      chunk.problems.filter(({ rule }) => rule === 'zone/unreadable-character').map(({ start }) => start),
    );
    for (let entry = 0; entry < chunk.count; entry++) {
      const at = hiddenIn(chunk, entry);
      if (at < 0 || told.has(at)) continue;
      const name = invisibleName(chunk.text.charCodeAt(at));
      report(
        { document, chunk, start: at, end: at + 1 },
        t`There is a ${name} here, which cannot be seen and is part of the word for servers: it is another one than the one you read. Delete it, or write a plain space.`,
        { severity: 'warning' },
      );
    }
  },
  fixes(problem, context) {
    const document = documentOf(problem, context);
    if (!document) return [];
    const start = lineStart(document, problem.start);
    const end = nextLineStart(document, problem.start);
    const line = document.buffer.slice(start, end);
    const { uri } = problem;
    const edits = [...line].length === 0 ? [] : [{ uri, start, end, newText: asItLooks(line) }];
    return [{ title: t`Write the line as it looks`, preferred: true, edits }];
  },
};

/** Where such a character stands in a word of an entry that is not in quotes; -1 where none does. */
function hiddenIn(chunk: ParsedChunk, entry: number): number {
  const { text, starts, ends, kinds } = chunk;
  if (invisibleIn(text, starts[entry], ends[entry]) < 0) return -1;
  if (kinds[entry] === EntryKind.Record || kinds[entry] === EntryKind.Broken) {
    const at = chunk.ownerStarts[entry] < 0 ? -1 : invisibleIn(text, chunk.ownerStarts[entry], chunk.ownerEnds[entry]);
    if (at >= 0) return at;
  }
  for (let word = chunk.wordFirsts[entry]; word < chunk.wordFirsts[entry + 1]; word++) {
    const at = chunk.wordQuoted[word] === 1 ? -1 : invisibleIn(text, chunk.wordStarts[word], chunk.wordEnds[word]);
    if (at >= 0) return at;
  }
  return -1;
}
