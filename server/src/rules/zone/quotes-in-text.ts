import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { quoted, recordText, wholePlace, writeInstead } from './support/text.ts';
import type { ZoneRule } from './zoneRule.ts';

export const quotesInText: ZoneRule = {
  id: 'zone/quotes-in-text',
  title: 'Quotes that are part of the text',
  severity: 'information',
  since: '0.1.0',
  fix: 'unsafe',
  types: [TYPE.TXT],
  skipUnless: { hasNewData: true },
  docs: {
    finds:
      'A TXT record whose text itself begins and ends in a quote. For SPF, DKIM, DMARC and the like it is a warning.',
    why: 'Readers get the quotes with the text, and do not recognise it. Such records come from web forms that quote what was already in quotes.',
    bad: 'x TXT "\\"v=test1 id=rsa\\""\n',
    good: 'x TXT "v=test1 id=rsa"\n',
    sources: ['RFC 1035 section 5.1'],
  },
  checkRecord(record, _context, report) {
    const { chunk, entry } = record;
    const first = chunk.wordFirsts[entry];
    if (first === chunk.wordFirsts[entry + 1] || chunk.text.charCodeAt(chunk.wordStarts[first]) !== 0x5c) return;
    const text = recordText(record);
    if (!text || text.text.length < 3 || !/^".*"$/s.test(text.text)) return;
    const inner = text.text.slice(1, -1);
    const simple = text.breaks.length === 0 && !/["\\]|[^\x20-\x7e]/.test(inner);
    const isQuoted = chunk.wordQuoted[first] === 1;
    report(
      wholePlace(text),
      t`The text itself begins and ends in a quote, and readers get the quotes with it. Remove the escaped quotes.`,
      {
        ...(simple ? { data: { newText: isQuoted ? inner : quoted(inner) } } : {}),
        ...(/^v=\w/i.test(inner) ? { severity: 'warning' } : {}),
      },
    );
  },
  fixes: (problem) => writeInstead(problem, () => t`Remove the quotes from the text`),
};
