import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import type { ZoneRecord } from '../../zone/model.ts';
import { isInvalid } from '../../zone/record.ts';
import type { ZoneReport } from './places.ts';
import type { ZoneRule } from './zoneRule.ts';

const SINGLE = 0x27;
/** Octets of a string. */
const LONGEST = 255;
const CURLY = /[“”„‟«»]/g;

/** What is certainly no text in single quotes: records that programs read begin like this. */
const POLICY = /^'\s*(?:v=|[a-z][\w-]*=)/i;

/** Single quotes are letters of a text. Around all of it they are a slip, surely where it has several words or is one that a program reads. */
function checkSingleQuotes(record: ZoneRecord, report: ZoneReport): void {
  const { document, chunk, entry } = record;
  const first = chunk.wordFirsts[entry];
  const last = chunk.wordFirsts[entry + 1] - 1;
  if (last < first) return;
  const { text } = chunk;
  const start = chunk.wordStarts[first];
  const end = chunk.wordEnds[last];
  if (text.charCodeAt(start) !== SINGLE || text.charCodeAt(end - 1) !== SINGLE || end - start < 3) return;
  const content = text.slice(start + 1, end - 1);
  const isPolicy = POLICY.test(text.slice(start, end));
  const isQuoted = chunk.wordQuoted[first] === 1;
  // In quotes a text may well be one with single quotes around it.
  if (isQuoted && (last > first || !isPolicy)) return;
  const isSplit = last > first || isPolicy;
  const isSound = !/["\\\r\n();]/.test(content) && content.length <= LONGEST;
  report(
    { document, chunk, start, end },
    t`Single quotes are no quotes for the server: they become part of the text, and outside of double quotes it is split at its spaces. Write ".`,
    {
      severity: isSplit ? 'warning' : 'information',
      ...(isSound ? { data: { newText: isQuoted ? content : `"${content}"` } } : {}),
    },
  );
}

export const smartQuotes: ZoneRule = {
  id: 'zone/smart-quotes',
  title: 'Typographic or single quotes around a text',
  severity: 'warning',
  since: '0.1.0',
  fix: 'unsafe',
  types: [TYPE.TXT, TYPE.SPF],
  skipUnless: { hasNewData: true },
  docs: {
    finds: 'A TXT record with “ or ” or a single quote where " was meant.',
    why: 'Only the straight double quote is one for the server. With others the text is split at its spaces, and the quotes are part of it: an SPF policy or a key is not recognised.',
    bad: 'x TXT “some text”\n',
    good: 'x TXT "some text"\n',
    sources: ['RFC 1035 section 5.1'],
  },
  checkRecord(record, _context, report) {
    const { document, chunk, entry } = record;
    if (isInvalid(record)) return;
    checkSingleQuotes(record, report);
    if (chunk.isAscii) return;
    const first = chunk.wordFirsts[entry];
    const last = chunk.wordFirsts[entry + 1] - 1;
    if (last < first) return;
    const start = chunk.wordStarts[first];
    const end = chunk.wordEnds[last];
    const text = chunk.text.slice(start, end);
    if (!/^[“”„‟]/.test(text)) return;
    const count = text.match(CURLY)?.length ?? 0;
    const sound = count % 2 === 0 && /[“”„‟]$/.test(text) && !/["\r\n();]/.test(text) && chunk.wordQuoted[first] === 0;
    const isQuoted = chunk.wordQuoted[first] === 1;
    report(
      { document, chunk, start, end: isQuoted ? chunk.wordEnds[first] : end },
      t`“ and ” are no quotes for the server: they become part of the text, and outside of straight quotes it is split at its spaces. Write ".`,
      sound ? { data: { newText: text.replace(CURLY, '"') } } : {},
    );
  },
  fixes(problem) {
    const newText = problem.data?.newText;
    if (typeof newText !== 'string') return [];
    const { uri, start, end } = problem;
    return [{ title: t`Write double quotes`, preferred: true, edits: [{ uri, start, end, newText }] }];
  },
};
