import { NameTrait } from '../../dns/names.ts';
import { t } from '../../l10n.ts';
import { EntryKind } from '../../zone/chunk.ts';
import { ownerPlace } from './places.ts';
import { census } from './support/census.ts';
import { insertion } from './support/edits.ts';
import type { ZoneRule } from './zoneRule.ts';

/** How comments begin in other files. */
function commentMark(text: string, at: number): string | undefined {
  const code = text.charCodeAt(at);
  if (code === 0x23) return '#';
  if (code !== 0x2f) return undefined;
  const two = text.slice(at, at + 2);
  return two === '//' || two === '/*' ? two : undefined;
}

/** The first line of each chunk that was meant as a comment and is no record. */
const foreignLines = census(({ kinds, starts, ends, text }) => {
  for (let at = kinds.indexOf(EntryKind.Broken); at >= 0; at = kinds.indexOf(EntryKind.Broken, at + 1)) {
    const mark = commentMark(text, starts[at]);
    if (mark !== undefined) return { mark, start: starts[at], end: Math.min(ends[at], starts[at] + mark.length) };
  }
  return undefined;
});

export const foreignComment: ZoneRule = {
  id: 'zone/foreign-comment',
  title: 'Comment that does not begin with a semicolon',
  severity: 'error',
  since: '0.1.0',
  fix: 'unsafe',
  onlyWrittenOwner: true,
  skipUnless: { ownerTraits: NameTrait.NotHost },
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
    const [first] = foreignLines.of(context);
    if (!first) return;
    const { document, chunk, value } = first;
    const { mark, start, end } = value;
    report(
      { document, chunk, start, end },
      t`${mark} does not begin a comment in a zone file, and the server refuses the zone. Write a semicolon before it, here and in the lines like this one.`,
    );
  },
  fixes(problem) {
    return [insertion(problem, t`Make the line a comment`, problem.start, '; ')];
  },
};
