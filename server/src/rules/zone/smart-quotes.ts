import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import type { ZoneRule } from './zoneRule.ts';

const CURLY = /[“”„‟«»]/g;

export const smartQuotes: ZoneRule = {
  id: 'zone/smart-quotes',
  title: 'Typographic quotes around a text',
  severity: 'warning',
  since: '0.1.0',
  fix: 'unsafe',
  types: [TYPE.TXT, TYPE.SPF],
  skipUnless: { hasNewData: true },
  docs: {
    finds: 'A TXT record with “ or ” where " was meant.',
    why: 'Only the straight quote is one for the server. With others the text is split at its spaces, and the quotes are part of it: an SPF policy or a key is not recognised.',
    bad: 'x TXT “some text”\n',
    good: 'x TXT "some text"\n',
    sources: ['RFC 1035 section 5.1'],
  },
  checkRecord(record, _context, report) {
    const { document, chunk, entry } = record;
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
    return [{ title: t`Write straight quotes`, preferred: true, edits: [{ uri, start, end, newText }] }];
  },
};
