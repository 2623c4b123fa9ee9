import { NameTrait } from '../../dns/names.ts';
import { counted, t } from '../../l10n.ts';
import { EntryKind } from '../../zone/chunk.ts';
import { commentMarkLength } from '../../zone/foreign.ts';
import { ownerPlace } from './places.ts';
import { census } from './support/census.ts';
import { insertion } from './support/edits.ts';
import { type LinePart, likeLines } from './support/likeLines.ts';
import type { ZoneRule } from './zoneRule.ts';

const HASH = 0x23;
const SLASH = 0x2f;

/** The lines of each chunk that were meant as comments and are no records. */
const foreignLines = census(({ kinds, starts, ends, text }) => {
  const lines: LinePart[] = [];
  for (let at = kinds.indexOf(EntryKind.Broken); at >= 0; at = kinds.indexOf(EntryKind.Broken, at + 1)) {
    const mark = commentMark(text, starts[at]);
    if (mark !== undefined) lines.push({ start: starts[at], end: Math.min(ends[at], starts[at] + mark.length) });
  }
  return lines.length > 0 ? lines : undefined;
});

/** The mark with which a comment of another language begins; undefined where none does. */
function commentMark(text: string, at: number): string | undefined {
  const first = text.charCodeAt(at);
  if (first !== HASH && first !== SLASH) return undefined;
  const length = commentMarkLength([first, text.charCodeAt(at + 1)], 0);
  return length > 0 ? text.slice(at, at + length) : undefined;
}

export const foreignComment: ZoneRule = {
  id: 'zone/foreign-comment',
  title: 'Comment that does not begin with a semicolon',
  severity: 'error',
  since: '0.1.0',
  fix: 'unsafe',
  onlyWrittenOwner: true,
  skipUnless: { ownerTraits: NameTrait.Odd },
  docs: {
    finds:
      'A line of a zone file that begins with `#`, `//` or `/*`. Where such lines are no records, the first one is reported; where one still is a record, each.',
    why: 'Only the semicolon begins a comment in a zone file. named refuses the zone, or serves the record under a name such as #www.',
    bad: '# the web server\nwww A 192.0.2.80\n',
    good: '; the web server\nwww A 192.0.2.80\n',
    sources: ['RFC 1035 section 5.1'],
  },
  checkRecord(record, context, report) {
    const { chunk, entry } = record;
    const mark = commentMark(chunk.text, chunk.starts[entry]);
    if (mark === undefined) return;
    const name = context.names.text(record.owner);
    report(
      ownerPlace(record),
      t`${mark} does not begin a comment in a zone file, so this record is served, under the name ${name} Write a semicolon before it.`,
      { severity: 'warning' },
    );
  },
  censuses: [foreignLines],
  checkZone(context, report) {
    const lines = likeLines(foreignLines.of(context));
    if (!lines) return;
    const { first, more, related } = lines;
    const mark = first.chunk.text.slice(first.start, first.end);
    report(
      first,
      more === 0
        ? t`${mark} does not begin a comment in a zone file, and the server refuses the zone. Write a semicolon before it.`
        : t`${mark} does not begin a comment in a zone file, and the server refuses the zone. Write a semicolon before it, here and in ${counted(more, t`more line`, t`more lines`)} like this one.`,
      { related },
    );
  },
  fixes(problem, context) {
    const places = foreignLines
      .of(context)
      .filter(({ document }) => document.uri === problem.uri)
      .flatMap(({ chunk, value }) => value.map(({ start }) => chunk.offset + start));
    if (places.length < 2 || !places.includes(problem.start)) {
      return [insertion(problem, t`Make the line a comment`, problem.start, '; ')];
    }
    const edits = places.map((at) => ({ uri: problem.uri, start: at, end: at, newText: '; ' }));
    return [{ title: t`Make these lines comments`, preferred: true, edits }];
  },
};
