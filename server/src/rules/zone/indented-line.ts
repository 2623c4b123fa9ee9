import { counted, t } from '../../l10n.ts';
import { EntryFlag, type ParsedChunk } from '../../zone/chunk.ts';
import { census } from './support/census.ts';
import { type LinePart, likeLines } from './support/likeLines.ts';
import type { ZoneRule } from './zoneRule.ts';

const indentedLines = census(({ flags, starts, text }) => {
  const lines: LinePart[] = [];
  for (let at = 0; at < starts.length; at++) {
    if ((flags[at] & EntryFlag.Indented) !== 0) lines.push(firstWord(text, starts[at]));
  }
  return lines.length > 0 ? lines : undefined;
});

/** A line up to the end of its first word; a parenthesis may stand before that. */
function firstWord(text: string, start: number): LinePart {
  let end = start;
  while (/[\s(]/.test(text[end])) end++;
  const [word] = /^[^\s;()]{1,255}/.exec(text.slice(end, end + 255)) ?? [''];
  return { start, end: end + word.length };
}

/** Where the white space before a line's first word begins. */
function lineStartOf({ text }: ParsedChunk, at: number): number {
  return text.lastIndexOf('\n', at - 1) + 1;
}

export const indentedLine: ZoneRule = {
  id: 'zone/indented-line',
  title: 'White space before the owner',
  severity: 'error',
  since: '0.1.0',
  fix: 'safe',
  docs: {
    finds:
      'A record with white space before its owner, or a directive with white space before it. The first such line of a file is reported. The other rules read them as if there were none.',
    why: 'White space at the start of a line stands for the owner of the record before, so the server reads the owner as the type, and refuses the zone. It comes from text that was copied out of a page or another file.',
    bad: '  $TTL 3600\n  www A 192.0.2.80\n',
    good: '$TTL 3600\nwww A 192.0.2.80\n',
    sources: ['RFC 1035 section 5.1', 'named: unknown RR type'],
  },
  censuses: [indentedLines],
  checkZone(context, report) {
    const lines = likeLines(indentedLines.of(context));
    if (!lines) return;
    const { first, more, related } = lines;
    const word = first.chunk.text.slice(first.start, first.end).replace(/^[\s(]+/, '');
    report(
      first,
      more === 0
        ? t`White space stands before ${word}, so the server reads it as the type of a record, and refuses the zone. Delete the white space.`
        : t`White space stands before ${word}, so the server reads it as the type of a record, and refuses the zone. Delete the white space, here and in ${counted(more, t`more line`, t`more lines`)} like this one.`,
      { related },
    );
  },
  fixes(problem, context) {
    const edits = indentedLines
      .of(context)
      .filter(({ document }) => document.uri === problem.uri)
      .flatMap(({ chunk, value }) =>
        value.map(({ start }) => ({
          uri: problem.uri,
          start: chunk.offset + lineStartOf(chunk, start),
          end: chunk.offset + start,
          newText: '',
        })),
      );
    return edits.length > 0 ? [{ title: t`Delete the white space`, preferred: true, edits }] : [];
  },
};
